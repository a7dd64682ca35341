//! The commands and their arguments.

use clap::{CommandFactory, Parser, Subcommand};
use clap_complete::Shell;

use crate::doctor::Doctor;
use crate::outcome::{Outcome, Verdict};
use crate::output::Output;
use crate::plan::PlanCommand;
use crate::send::Send;
use crate::serve::Serve;
use crate::spool::SpoolCommand;

/// What stands under a command's help: an example, which a test runs, and what the command's end means.
macro_rules! under_help {
    ($($example:literal),+ $(,)?) => {
        concat!(
            "Example:\n",
            $("  $ ", $example, "\n",)+
            "\nExit codes: 0 fine, 1 found something wrong, 2 used wrongly"
        )
    };
}
pub(crate) use under_help;

/// Keeps a tracking plan for ThriveStack honest, sends what happened before, and shows what arrives.
#[derive(Debug, Parser)]
#[command(name = "thrive", version, arg_required_else_help = true)]
#[command(after_help = under_help!("thrive plan check tracking"))]
pub(crate) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Checks, compares, documents and extends a tracking plan
    #[command(subcommand, after_help = under_help!("thrive plan check tracking"))]
    Plan(PlanCommand),
    /// Runs a collector on this machine, which judges events as ThriveStack does and shows them in the browser
    ///
    /// Send to it by `THRIVESTACK_ENDPOINT=http://127.0.0.1:8787/api` and any THRIVESTACK_API_KEY. It forgets
    /// everything when it ends.
    #[command(after_help = under_help!(
        "thrive serve --port 0",
        "thrive serve --port 0 --plan tracking --record arrived.jsonl --weather 500=10%,latency=200ms",
    ))]
    Serve(Serve),
    /// Sends events from a file: what happened before, or elsewhere
    ///
    /// Every line is judged before anything is sent. Run again after an interruption, it goes on where it was; what was
    /// answered is not sent again. The credential comes from THRIVESTACK_API_KEY, THRIVESTACK_ACCESS_TOKEN, or
    /// THRIVESTACK_KEY_ID and THRIVESTACK_PRIVATE_KEY.
    #[command(after_help = under_help!(
        "thrive send events.jsonl --dry-run",
        "thrive send events.jsonl --rate 2000",
        "thrive send accounts.csv --csv --map Email=properties.user_email --set event_name=account_created",
    ))]
    Send(Box<Send>),
    /// Looks into the spool of a client, also while that runs, and sends what one that is gone has left
    #[command(subcommand, after_help = under_help!("thrive spool list spool"))]
    Spool(SpoolCommand),
    /// Tells what stands between this machine and a delivered event, and what to do about it
    ///
    /// It looks at the environment, whose secrets it never shows, the service's name, the connection, TLS, the clocks,
    /// and what an access token says of itself.
    #[command(after_help = under_help!("thrive doctor", "thrive doctor --call"))]
    Doctor(Doctor),
    /// Prints what a shell needs to complete this command's arguments
    #[command(after_help = under_help!("thrive completions bash"))]
    Completions {
        /// The shell that is to complete them
        shell: Shell,
    },
}

/// How data is printed.
#[derive(Debug, Clone, Copy, clap::Args)]
pub(crate) struct Format {
    /// Print JSON
    #[arg(long)]
    pub(crate) json: bool,
}

impl Arguments {
    pub(crate) fn run(self, output: &mut Output) -> Outcome {
        match self.command {
            Command::Plan(command) => command.run(output),
            Command::Serve(serve) => serve.run(output),
            Command::Send(send) => send.run(output),
            Command::Spool(command) => command.run(output),
            Command::Doctor(doctor) => doctor.run(output),
            Command::Completions { shell } => completions(shell, output),
        }
    }
}

fn completions(shell: Shell, output: &mut Output) -> Outcome {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Arguments::command(), "thrive", &mut script);
    output.text(&String::from_utf8_lossy(&script))?;
    Ok(Verdict::Fine)
}
