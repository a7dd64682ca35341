//! The command `thrive`.

mod arguments;
mod doctor;
mod moment;
mod outcome;
mod output;
mod plan;
mod progress;
mod send;
mod serve;
mod service;
mod spool;
mod wording;

use std::process::ExitCode;

use clap::Parser;

use crate::arguments::Arguments;
use crate::outcome::{Outcome, Verdict};
use crate::output::Output;

fn main() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => {
            // Where nobody reads what is said, nothing can be done about it.
            let _ = error.print();
            return if error.use_stderr() { outcome::USED_WRONGLY.into() } else { ExitCode::SUCCESS };
        }
    };
    let mut output = Output::stdout();
    match arguments.run(&mut output).and_then(|verdict| finish(&mut output, verdict)) {
        Ok(verdict) => verdict.exit_code(),
        Err(failure) => {
            output.complain(&failure);
            failure.exit_code()
        }
    }
}

fn finish(output: &mut Output, verdict: Verdict) -> Outcome {
    output.flush()?;
    Ok(verdict)
}
