//! What stands in a cell.

use crate::THRIVE;
use crate::row::Row;

pub(crate) const LEGEND: &str = "\
Each cell: the median of the repetitions, the least and the most of them in brackets, and how many times Thrive's \
median that is. A percentage is the share of the limit in the same setting. Times of a call are less what reading the \
clock twice costs.";

/// One number of every row.
pub(crate) struct Column {
    pub(crate) value: &'static str,
    pub(crate) title: &'static str,
    unit: Unit,
    /// Whether the share of the limit is told.
    of_limit: bool,
}

#[derive(Clone, Copy)]
enum Unit {
    Nanoseconds,
    Milliseconds,
    Seconds,
    Count,
    Share,
    Mebibytes,
    Bytes,
}

const fn column(value: &'static str, title: &'static str, unit: Unit) -> Column {
    Column { value, title, unit, of_limit: false }
}

const fn of_limit(value: &'static str, title: &'static str, unit: Unit) -> Column {
    Column { value, title, unit, of_limit: true }
}

pub(crate) const COLUMNS: [Column; 19] = [
    column("track_p50_ns", "`track`, p50", Unit::Nanoseconds),
    column("track_p99_ns", "p99", Unit::Nanoseconds),
    column("track_p99.9_ns", "p99.9", Unit::Nanoseconds),
    column("track_max_ns", "longest", Unit::Nanoseconds),
    column("slowest_member_ms", "slowest of the crowd", Unit::Milliseconds),
    column("refused", "refused at this pace", Unit::Count),
    column("lost", "lost at this pace", Unit::Count),
    column("allocations_thread", "allocations a call", Unit::Count),
    column("allocations_process", "in the whole process", Unit::Count),
    column("backlog_opens_ms", "opening", Unit::Milliseconds),
    of_limit("delivered_per_second", "delivered events/s", Unit::Count),
    column("lost_share", "lost of these without a word", Unit::Share),
    of_limit("cpu_seconds_per_million", "CPU s per million events", Unit::Seconds),
    column("events_per_request", "events a request", Unit::Count),
    column("bytes_per_event", "bytes an event on the wire", Unit::Bytes),
    column("peak_mebibytes", "peak memory", Unit::Mebibytes),
    column("build_cpu_seconds", "clean build, CPU", Unit::Seconds),
    column("build_wall_seconds", "clean build, wall", Unit::Seconds),
    column("crates", "crates", Unit::Count),
];

impl Column {
    pub(crate) fn cell(&self, row: &Row, thrive: Option<&Row>, limit: Option<&Row>) -> String {
        let Some(measured) = row.measured(self.value) else { return String::new() };
        let mut cell = self.unit.show(measured.median);
        if measured.least < measured.most {
            cell += &format!(" [{}, {}]", self.unit.show(measured.least), self.unit.show(measured.most));
        }
        let share = |other: Option<&Row>| {
            let other = other?.measured(self.value)?.median;
            (other > 0.0).then(|| measured.median / other)
        };
        if row.name != THRIVE
            && self.has_ratio()
            && let Some(ratio) = share(thrive)
        {
            cell += &format!(" ×{}", three_digits(ratio));
        }
        if self.of_limit
            && let Some(share) = share(limit)
        {
            cell += &format!(", {:.0} % of the limit", share * 100.0);
        }
        cell
    }

    fn has_ratio(&self) -> bool {
        !matches!(self.value, "refused" | "lost" | "lost_share" | "events_per_request")
    }
}

impl Unit {
    fn show(self, value: f64) -> String {
        match self {
            Unit::Nanoseconds if value >= 1e6 => format!("{} ms", three_digits(value / 1e6)),
            Unit::Nanoseconds if value >= 1e3 => format!("{} µs", three_digits(value / 1e3)),
            Unit::Nanoseconds => format!("{} ns", three_digits(value)),
            Unit::Milliseconds => format!("{} ms", three_digits(value)),
            Unit::Seconds => format!("{} s", three_digits(value)),
            Unit::Count if value >= 1e3 => with_thousands(value),
            Unit::Count => three_digits(value),
            Unit::Share => format!("{} %", three_digits(value * 100.0)),
            Unit::Mebibytes => format!("{} MiB", three_digits(value)),
            Unit::Bytes => format!("{value:.0}"),
        }
    }
}

fn three_digits(value: f64) -> String {
    let decimals = match value.abs() {
        0.0 => 0,
        value if value >= 100.0 => 0,
        value if value >= 10.0 => 1,
        value if value >= 1.0 => 2,
        _ => 3,
    };
    let text = format!("{value:.decimals$}");
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
}

fn with_thousands(value: f64) -> String {
    let digits = format!("{value:.0}");
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}
