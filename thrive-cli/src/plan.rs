//! `thrive plan`: a tracking plan is kept honest.

mod check;
mod coverage;
mod diff;
mod docs;
mod edition;
mod lint;
mod new;

use std::env;
use std::path::{Path, PathBuf};

use clap::Subcommand;
use thrive_plan::{Place, Plan, PlanError, PlanFiles};

use crate::arguments::under_help;
use crate::outcome::{Failure, Outcome};
use crate::output::Output;

#[derive(Debug, Subcommand)]
pub(crate) enum PlanCommand {
    /// Finds mistakes in a plan: rules that contradict, personal data that is not marked, names and descriptions
    #[command(after_help = under_help!("thrive plan check tracking"))]
    Check(check::Check),
    /// Tells what changed between two editions of a plan, and whether it breaks anybody's code or data
    ///
    /// An edition is a folder or a file, or `REV:path` for what a git revision has there. Exits with 1 where an event
    /// has a breaking change and its version was not raised.
    #[command(after_help = under_help!(
        "thrive plan diff tracking-before tracking",
        "thrive plan diff HEAD:tracking tracking",
    ))]
    Diff(diff::Diff),
    /// Writes the data dictionary of a plan: Markdown, or a page of HTML that needs nothing else
    #[command(after_help = under_help!(
        "thrive plan docs tracking",
        "thrive plan docs tracking --html --output dictionary.html",
    ))]
    Docs(docs::Docs),
    /// Begins the file of another event
    ///
    /// It never overwrites one. An event of a standard name begins as a copy of the standard one.
    #[command(after_help = under_help!("thrive plan new invoice_paid"))]
    New(new::New),
    /// Tells which events of a plan the binaries send, from what their registries export
    ///
    /// A binary exports its registry by `thrive_core::registry::plan_json()`.
    #[command(after_help = under_help!("thrive plan coverage server.json --fail-under 50"))]
    Coverage(coverage::Coverage),
}

impl PlanCommand {
    pub(crate) fn run(self, output: &mut Output) -> Outcome {
        match self {
            PlanCommand::Check(check) => check.run(output),
            PlanCommand::Diff(diff) => diff.run(output),
            PlanCommand::Docs(docs) => docs.run(output),
            PlanCommand::New(new) => new.run(output),
            PlanCommand::Coverage(coverage) => coverage.run(output),
        }
    }
}

/// A plan as it lies on the disk.
#[derive(Debug)]
pub(crate) struct OpenPlan {
    pub(crate) files: PlanFiles,
    /// As it was named.
    pub(crate) path: PathBuf,
    folder: PathBuf,
}

impl OpenPlan {
    /// The plan that was named, or else the one of `THRIVE_PLAN`, or else `tracking`.
    pub(crate) fn open(named: Option<&Path>) -> Result<OpenPlan, Failure> {
        let path = find(named);
        if !path.exists() {
            let message = format!(
                "there is no plan at `{}`: name its folder or file, or begin one with `thrive plan new EVENT`",
                path.display()
            );
            return Err(Failure::used_wrongly(message));
        }
        let folder = if path.is_dir() { path.clone() } else { path.parent().map(Path::to_owned).unwrap_or_default() };
        match PlanFiles::open(&path) {
            Ok(files) => Ok(OpenPlan { files, path, folder }),
            Err(error) => Err(mistake(&folder, &error)),
        }
    }

    /// The file of a mistake as a path from here, which an editor opens.
    pub(crate) fn file(&self, shown: &str) -> String {
        file_in(&self.folder, shown)
    }

    pub(crate) fn place(&self, place: Place) -> Place {
        Place { file: self.file(&place.file), ..place }
    }

    /// All of it, or its first mistake as a reason to stop.
    pub(crate) fn load(&self) -> Result<Plan, Failure> {
        self.files.load().map_err(|error| mistake(&self.folder, &error))
    }
}

/// Where the plan is that was named, or else the one of `THRIVE_PLAN`, or else `tracking`.
pub(crate) fn find(named: Option<&Path>) -> PathBuf {
    let from_environment = || env::var_os("THRIVE_PLAN").filter(|path| !path.is_empty()).map(PathBuf::from);
    named.map(Path::to_owned).or_else(from_environment).unwrap_or_else(|| PathBuf::from("tracking"))
}

fn mistake(folder: &Path, error: &PlanError) -> Failure {
    let file = file_in(folder, error.file());
    let message = match error.position() {
        Some((line, column)) => format!("{file}:{line}:{column}: {}", error.message()),
        None => format!("{file}: {}", error.message()),
    };
    Failure::wrong(message).because(error.clone())
}

/// The reader knows a folder by its last name alone.
fn file_in(folder: &Path, shown: &str) -> String {
    let name = shown.rsplit('/').next().unwrap_or(shown);
    folder.join(name).display().to_string()
}
