//! One connection: a request, its answer, the next request.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::TcpStream;

use crate::tally::Tally;

/// What every client takes for a yes.
const YES: &str = r#"{"success":true,"status":1}"#;

/// What `mixpanel-rs` takes for a yes.
const YES_OF_MIXPANEL: &str = "1";

struct Head {
    path: String,
    /// Of the head itself, in bytes.
    length: usize,
    content_length: usize,
    is_compressed: bool,
}

pub(crate) fn serve(stream: TcpStream, tally: &Tally) -> io::Result<()> {
    stream.set_nodelay(true)?;
    let mut answers = stream.try_clone()?;
    let mut requests = BufReader::with_capacity(256 * 1024, stream);
    let mut body = Vec::new();
    while let Some(head) = read_head(&mut requests)? {
        body.resize(head.content_length, 0);
        requests.read_exact(&mut body)?;
        let said = match head.path.as_str() {
            "/sink/start-over" => {
                tally.start_over(&body);
                String::new()
            }
            "/sink/arrived" => tally.arrived()?,
            path => {
                tally.add(&body, head.length, head.is_compressed);
                // Only this one has no path of its own in front.
                if path.starts_with("/track?") { YES_OF_MIXPANEL } else { YES }.to_owned()
            }
        };
        let length = said.len();
        let answer =
            format!("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {length}\r\n\r\n{said}",);
        answers.write_all(answer.as_bytes())?;
        if head.path.starts_with("/sink/") {
            break;
        }
    }
    Ok(())
}

/// The next request without its body; `None` where the connection ends.
fn read_head(requests: &mut impl BufRead) -> io::Result<Option<Head>> {
    let mut line = String::new();
    let length = requests.read_line(&mut line)?;
    if length == 0 {
        return Ok(None);
    }
    let path = line.split(' ').nth(1).unwrap_or_default().to_owned();
    let mut head = Head { path, length, content_length: 0, is_compressed: false };
    loop {
        line.clear();
        head.length += requests.read_line(&mut line)?;
        let Some((name, value)) = line.trim_end().split_once(':') else { return Ok(Some(head)) };
        let value = value.trim();
        match name.to_ascii_lowercase().as_str() {
            "content-length" => head.content_length = value.parse().map_err(io::Error::other)?,
            "content-encoding" => head.is_compressed = value == "gzip",
            "transfer-encoding" => return Err(io::Error::other("bodies in chunks are not understood")),
            _ => {}
        }
    }
}
