//! How far it is, on standard error and only on a terminal.

use std::fmt::Write;

use indicatif::{ProgressBar, ProgressState, ProgressStyle};

use crate::wording::grouped;

pub(crate) struct Progress(ProgressBar);

impl Progress {
    /// While a file is judged, by its bytes.
    pub(crate) fn of_survey(bytes: u64) -> Self {
        Progress::new(bytes, "judging  {bar:30} {bytes} of {total_bytes}, {eta} left")
    }

    /// While events are sent, by those that are settled.
    pub(crate) fn of_delivery(events: u64) -> Self {
        Progress::new(events, "sending  {bar:30} {human_pos} of {human_len} events, {rate}, {eta} left {msg}")
    }

    fn new(length: u64, template: &str) -> Self {
        // It draws on standard error, and on nothing that is no terminal.
        let bar = ProgressBar::new(length);
        let style = ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar());
        Progress(bar.with_style(style.with_key("rate", rate)))
    }

    pub(crate) fn begin_at(&self, position: u64) {
        self.0.set_position(position);
        self.0.reset_eta();
    }

    pub(crate) fn read(&self, position: u64) {
        self.0.set_position(position);
    }

    pub(crate) fn say(&self, message: String) {
        self.0.set_message(message);
    }
}

fn rate(state: &ProgressState, out: &mut dyn Write) {
    let _ = write!(out, "{}/s", grouped(state.per_sec().round() as u64));
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}
