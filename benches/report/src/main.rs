//! Turns what the contenders print, a JSON object a line, into one table in Markdown: a row for each `row`, in the
//! order in which they come first, a column for each number, and in each cell the median of the repetitions, their
//! range and the ratio to Thrive's.
//!
//! A line with `absent` in it says why a row has no numbers, or not all.

mod cell;
mod row;

use std::error::Error;
use std::io;

use crate::cell::{COLUMNS, Column};
use crate::row::Rows;

/// The row that the ratios are to.
const THRIVE: &str = "Thrive";

fn main() -> Result<(), Box<dyn Error>> {
    let rows = Rows::read(io::stdin().lock())?;
    // A column that nobody has anything for says nothing.
    let columns: Vec<&Column> = COLUMNS.iter().filter(|column| rows.have(column.value)).collect();

    let titles: Vec<&str> = columns.iter().map(|column| column.title).collect();
    println!("| | {} |", titles.join(" | "));
    println!("|---|{}", "---|".repeat(columns.len()));
    let thrive = rows.get(THRIVE);
    for row in rows.iter() {
        let name = match &row.absent {
            Some(reason) => format!("{} ({reason})", row.name),
            None => row.name.clone(),
        };
        let limit = row.limit.as_ref().and_then(|limit| rows.get(limit));
        let cells: Vec<String> = columns.iter().map(|column| column.cell(row, thrive, limit)).collect();
        println!("| {name} | {} |", cells.join(" | "));
    }
    println!();
    println!("{}", cell::LEGEND);
    Ok(())
}
