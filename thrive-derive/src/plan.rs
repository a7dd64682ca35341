//! Finds the plan, and in it the schema of an event. With its parts the only code that touches the environment or the
//! disk.

mod cache;
mod recent;
mod search;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use proc_macro2::TokenStream;
use quote::quote;
use thrive_plan::{EventSchema, PlanFiles, catalogue};

use self::cache::Cache;
use self::recent::Recent;
use self::search::{Found, Lookup, PLAN_FILE, VARIABLE};

/// What a plan says of an event.
#[derive(Clone)]
pub(crate) enum Answer {
    Event(Event),
    Unknown,
    /// The plan itself has a mistake: `tracking/x.json:12:5: what is wrong`.
    Mistake(String),
}

/// An event of a plan.
#[derive(Clone)]
pub(crate) struct Event {
    pub(crate) schema: Arc<EventSchema>,
    /// Whether the plan asks to declare what is personal.
    pub(crate) declare_personal: bool,
    /// Whether this is the standard catalogue's event, which the team's plan does not override.
    pub(crate) standard: bool,
}

/// The team's plan, if there is one, and the standard catalogue below it.
pub(crate) struct Plan {
    team: Option<Found>,
    /// Whether [`VARIABLE`] decides, or could if it were set.
    follows_variable: bool,
    found_at: Instant,
}

/// The plan of the crate that is compiled; `attribute` is what `plan = ".."` says. The error is to stand on the
/// attribute, or on the struct where there is none.
pub(crate) fn find(attribute: Option<&str>) -> Result<Plan, String> {
    static FOUND: Recent<(Lookup, Option<String>), Result<Option<Found>, String>> = Recent::new();
    let asked = (Lookup::here(), attribute.map(str::to_owned));
    let found_at = Instant::now();
    let team = FOUND.get(found_at, asked, |(lookup, attribute)| lookup.find(attribute.as_deref()))?;
    Ok(Plan { team, follows_variable: attribute.is_none(), found_at })
}

/// The folders in which [`find`] looks for a plan that nothing names.
#[cfg(feature = "registry")]
pub(crate) fn folders() -> Vec<PathBuf> {
    Lookup::here().folders().collect()
}

impl Plan {
    pub(crate) fn event(&self, name: &str) -> Answer {
        match &self.team {
            Some(team) => self.ask(team, name).0,
            None => standard_event(name, false),
        }
    }

    /// The names of all events, the team's and the standard ones, sorted.
    pub(crate) fn event_names(&self) -> Vec<String> {
        let mut names = self.team_event_names();
        names.extend(catalogue::names().map(str::to_owned));
        names.sort_unstable();
        names.dedup();
        names
    }

    /// The names of the events of the team's own plan; none where it cannot be read, which every `event` then reports.
    pub(crate) fn team_event_names(&self) -> Vec<String> {
        let files = self.team.as_ref().and_then(|team| open(team).ok());
        files.map(|files| files.names().map(str::to_owned).collect()).unwrap_or_default()
    }

    /// The mistake that stands in the team's plan beside its events, if there is one.
    #[cfg(feature = "registry")]
    pub(crate) fn readable(&self) -> Result<(), String> {
        self.team.as_ref().map_or(Ok(()), |team| open(team).map(drop))
    }

    /// Whether there is a plan of the team's own.
    #[cfg(feature = "registry")]
    pub(crate) fn is_own(&self) -> bool {
        self.team.is_some()
    }

    /// The plan as a message names it.
    pub(crate) fn describe(&self) -> String {
        match &self.team {
            None => "the standard catalogue".to_owned(),
            Some(Found { path, called }) if path.is_dir() && !called.ends_with('/') => format!("`{called}/`"),
            Some(Found { called, .. }) => format!("`{called}`"),
        }
    }

    /// What makes cargo compile the crate again when an answer about `event` may have changed: the files that were read
    /// for it, and the variable.
    pub(crate) fn watched(&self, event: &str) -> TokenStream {
        let plan = self.team.as_ref().map(|team| team.path.to_string_lossy());
        let follows = if self.follows_variable { "and follows the variable" } else { "" };
        if !is_new(format!("{event} of {} {follows}", plan.unwrap_or_default())) {
            return TokenStream::new();
        }
        self.watch(self.team.iter().flat_map(|team| self.ask(team, event).1).collect())
    }

    /// The same for all events of the team.
    #[cfg(feature = "registry")]
    pub(crate) fn watched_everywhere(&self) -> TokenStream {
        let names = self.team_event_names();
        let files = self.team.iter().flat_map(|team| names.iter().flat_map(|name| read_event(team, name).1));
        self.watch(files.collect())
    }

    /// What [`read_event`] says, or said a moment before the plan was found.
    fn ask(&self, team: &Found, name: &str) -> Read {
        static ASKED: Recent<(Found, String), Read> = Recent::new();
        ASKED.get(self.found_at, (team.clone(), name.to_owned()), |(plan, name)| read_event(plan, name))
    }

    fn watch(&self, files: BTreeSet<PathBuf>) -> TokenStream {
        let files = files.iter().filter_map(|file| file.to_str());
        let files = files.filter(|file| is_new((*file).to_owned()) && Path::new(file).is_file());
        let variable = (self.follows_variable && is_new(VARIABLE.to_owned())).then(|| {
            quote! { const _: ::core::option::Option<&::core::primitive::str> = ::core::option_env!(#VARIABLE); }
        });
        quote! {
            #(const _: &[::core::primitive::u8] = ::core::include_bytes!(#files);)*
            #variable
        }
    }
}

/// Whether this process, and so the crate that it compiles, does not watch this yet. Once is enough: what is watched is
/// watched for the whole crate.
fn is_new(watched: String) -> bool {
    static WATCHED: Mutex<BTreeSet<String>> = Mutex::new(BTreeSet::new());
    // Tests, which are no compilation, see the same code every time.
    !proc_macro::is_available() || WATCHED.lock().unwrap_or_else(PoisonError::into_inner).insert(watched)
}

type Opened = Result<Arc<PlanFiles>, String>;

static OPENED: Cache<Found, Opened> = Cache::new();

/// A plan's folder or file.
fn open(plan: &Found) -> Opened {
    OPENED.get(plan.clone(), || {
        let opened = PlanFiles::open_called(&plan.path, &plan.called);
        (opened.map(Arc::new).map_err(|mistake| mistake.to_string()), basis(&plan.path))
    })
}

/// What every answer of a plan depends on: the folder, which a new file changes, and the file about all events.
fn basis(plan: &Path) -> Vec<PathBuf> {
    vec![plan.to_owned(), plan.join(PLAN_FILE)]
}

type Read = (Answer, Vec<PathBuf>);

static READ: Cache<(Found, String), Read> = Cache::new();

/// What a team's plan says of an event, and the files that were read for it.
fn read_event(plan: &Found, name: &str) -> Read {
    READ.get((plan.clone(), name.to_owned()), || {
        let mut read = basis(&plan.path);
        let answer = match open(plan) {
            Err(mistake) => Answer::Mistake(mistake),
            Ok(files) => {
                read.extend(files.files_of(name).into_iter().map(Path::to_owned));
                let declare_personal = files.declare_personal();
                match files.event(name) {
                    Ok(Some(schema)) => {
                        Answer::Event(Event { schema: Arc::new(schema), declare_personal, standard: false })
                    }
                    Ok(None) => standard_event(name, declare_personal),
                    Err(mistake) => Answer::Mistake(mistake.to_string()),
                }
            }
        };
        ((answer, read.clone()), read)
    })
}

static STANDARD: Cache<String, Option<Result<Arc<EventSchema>, String>>> = Cache::new();

/// What the standard catalogue says of an event.
fn standard_event(name: &str, declare_personal: bool) -> Answer {
    let found = STANDARD.get(name.to_owned(), || {
        let schema = catalogue::schema(name).map(|schema| schema.map(Arc::new));
        (schema.map_err(|mistake| mistake.to_string()).transpose(), Vec::new())
    });
    match found {
        Some(Ok(schema)) => Answer::Event(Event { schema, declare_personal, standard: true }),
        Some(Err(mistake)) => Answer::Mistake(mistake),
        None => Answer::Unknown,
    }
}

#[cfg(test)]
mod tests;
