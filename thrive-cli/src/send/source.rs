//! What a file has, a line after the other: it is read twice, once to be judged and once to be sent.

use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, Read, Seek, Write};
use std::path::{Path, PathBuf};

use super::cells::Mapping;
use super::judge::Judge;
use crate::outcome::Failure;

/// A longer line is no event: the service's limit is far below.
const MOST_BYTES: u64 = 1 << 20;

pub(super) struct Source {
    file: File,
    path: PathBuf,
    columns: Option<Mapping>,
}

/// A line of the file, or a row.
#[derive(Debug)]
pub(super) struct Line<'l> {
    /// From 1.
    pub(super) number: u64,
    /// The event object, or why there is none.
    pub(super) json: Result<&'l str, String>,
}

impl Source {
    pub(super) fn open(path: &Path, columns: Option<Mapping>) -> Result<Source, Failure> {
        let file = File::open(path).map_err(|error| {
            Failure::used_wrongly(format!("`{}` cannot be read ({error}): name a file", path.display())).because(error)
        })?;
        if file.metadata().is_ok_and(|found| !found.is_file()) {
            let message = format!("`{}` is no file, and is to be read twice: pipe it into `-`", path.display());
            return Err(Failure::used_wrongly(message));
        }
        Ok(Source { file, path: path.to_owned(), columns })
    }

    /// Standard input comes once, so that it is kept in the state folder.
    pub(super) fn stdin(state: &Path, columns: Option<Mapping>) -> Result<Source, Failure> {
        let path = state.join("input");
        let failed = |error: io::Error| {
            Failure::used_wrongly(format!(
                "`{}` cannot be written ({error}): name a folder by `--state`",
                path.display()
            ))
            .because(error)
        };
        super::state::make_folder(state).map_err(failed)?;
        let mut copy = super::state::create(&path).map_err(failed)?;
        io::copy(&mut io::stdin().lock(), &mut copy).and_then(|_| copy.flush()).map_err(failed)?;
        Source::open(&path, columns)
    }

    /// Bytes of the file, to tell how far a survey is.
    pub(super) fn len(&self) -> u64 {
        fs::metadata(&self.path).map_or(0, |found| found.len())
    }

    /// Hands out every line that is not blank, from the first one on, and where the file is read to.
    pub(super) fn each(
        &mut self,
        judge: &Judge,
        hear: &mut dyn FnMut(Line<'_>, u64) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        self.file.rewind().map_err(|error| unreadable(&self.path, error))?;
        let reader = BufReader::with_capacity(256 << 10, &self.file);
        match &self.columns {
            None => each_line(&self.path, reader, hear),
            Some(columns) => each_row(&self.path, reader, columns, judge, hear),
        }
    }
}

fn each_line(
    path: &Path,
    mut reader: impl BufRead,
    hear: &mut dyn FnMut(Line<'_>, u64) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let mut bytes = Vec::new();
    let (mut number, mut read) = (0, 0_u64);
    loop {
        bytes.clear();
        let taken = (&mut reader).take(MOST_BYTES).read_until(b'\n', &mut bytes);
        let mut taken = taken.map_err(|error| unreadable(path, error))? as u64;
        if taken == 0 {
            return Ok(());
        }
        number += 1;
        let is_whole = bytes.last() == Some(&b'\n') || taken < MOST_BYTES;
        if !is_whole {
            taken += skip_line(&mut reader).map_err(|error| unreadable(path, error))?;
        }
        read += taken;
        let bytes = if number == 1 { bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes) } else { &bytes };
        let json = match str::from_utf8(bytes.trim_ascii()) {
            _ if !is_whole => Err(format!("the line is longer than {MOST_BYTES} bytes, which no event may be")),
            Ok("") => continue,
            Ok(text) => Ok(text),
            Err(_) => Err("the line is not UTF-8".to_owned()),
        };
        hear(Line { number, json }, read)?;
    }
}

fn skip_line(reader: &mut impl BufRead) -> io::Result<u64> {
    let mut skipped = 0;
    loop {
        let buffer = reader.fill_buf()?;
        let end = buffer.iter().position(|byte| *byte == b'\n').map(|place| place + 1);
        let (taken, is_end) = (end.unwrap_or(buffer.len()), end.is_some() || buffer.is_empty());
        reader.consume(taken);
        skipped += taken as u64;
        if is_end {
            return Ok(skipped);
        }
    }
}

fn each_row(
    path: &Path,
    reader: impl Read,
    columns: &Mapping,
    judge: &Judge,
    hear: &mut dyn FnMut(Line<'_>, u64) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(reader);
    let failed = |error: csv::Error| {
        Failure::wrong(format!("`{}` cannot be read as CSV ({error}): look at that place", path.display()))
            .because(error)
    };
    let header = reader.headers().map_err(failed)?.clone();
    let paths = columns.paths(&header)?;
    let mut row = csv::StringRecord::new();
    loop {
        match reader.read_record(&mut row) {
            Ok(false) => return Ok(()),
            Ok(true) => {
                let number = row.position().map_or(0, csv::Position::line);
                let read = reader.position().byte();
                let json = if row.len() == header.len() {
                    Ok(columns.event(&paths, &row, judge))
                } else {
                    Err(format!("the row has {} cells, and the header {}", row.len(), header.len()))
                };
                hear(Line { number, json: json.as_deref().map_err(Clone::clone) }, read)?;
            }
            Err(error) if matches!(error.kind(), csv::ErrorKind::Utf8 { .. }) => {
                let number = error.position().map_or(0, csv::Position::line);
                hear(Line { number, json: Err("the row is not UTF-8".to_owned()) }, reader.position().byte())?;
            }
            Err(error) => return Err(failed(error)),
        }
    }
}

fn unreadable(path: &Path, error: io::Error) -> Failure {
    Failure::wrong(format!("`{}` cannot be read further ({error}): look at the disk", path.display())).because(error)
}
