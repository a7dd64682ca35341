//! What was measured, by row.

use std::collections::BTreeMap;
use std::error::Error;
use std::io::BufRead;

use serde_json::Value;

/// All rows, in the order in which they came first.
pub(crate) struct Rows(Vec<Row>);

/// One contender in one setting.
pub(crate) struct Row {
    pub(crate) name: String,
    /// The row of what is possible in this setting.
    pub(crate) limit: Option<String>,
    /// Why there are no numbers, or not all.
    pub(crate) absent: Option<String>,
    values: BTreeMap<String, Vec<f64>>,
}

/// One number of a row over all repetitions.
#[derive(Clone, Copy)]
pub(crate) struct Measured {
    pub(crate) least: f64,
    pub(crate) median: f64,
    pub(crate) most: f64,
}

impl Rows {
    pub(crate) fn read(lines: impl BufRead) -> Result<Rows, Box<dyn Error>> {
        let mut rows = Rows(Vec::new());
        for line in lines.lines() {
            let line: Value = serde_json::from_str(&line?)?;
            let name = line["row"].as_str().ok_or("a line without `row`")?;
            let row = rows.entry(name);
            let text = |key: &str| line[key].as_str().map(str::to_owned);
            row.absent = row.absent.take().or_else(|| text("absent"));
            row.limit = row.limit.take().or_else(|| text("limit"));
            for (name, value) in line["values"].as_object().into_iter().flatten() {
                let value = value.as_f64().ok_or("a value that is no number")?;
                row.values.entry(name.clone()).or_default().push(value);
            }
        }
        Ok(rows)
    }

    fn entry(&mut self, name: &str) -> &mut Row {
        let known = self.0.iter().position(|row| row.name == name);
        let index = known.unwrap_or_else(|| {
            self.0.push(Row { name: name.to_owned(), limit: None, absent: None, values: BTreeMap::new() });
            self.0.len() - 1
        });
        &mut self.0[index]
    }

    pub(crate) fn get(&self, name: &str) -> Option<&Row> {
        self.0.iter().find(|row| row.name == name)
    }

    pub(crate) fn have(&self, value: &str) -> bool {
        self.0.iter().any(|row| row.values.contains_key(value))
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &Row> {
        self.0.iter()
    }
}

impl Row {
    pub(crate) fn measured(&self, value: &str) -> Option<Measured> {
        let mut all = self.values.get(value)?.clone();
        all.sort_by(f64::total_cmp);
        let (first, last) = (all.len().saturating_sub(1) / 2, all.len() / 2);
        Some(Measured { least: *all.first()?, median: (all[first] + all[last]) / 2.0, most: *all.last()? })
    }
}
