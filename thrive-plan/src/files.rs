//! A plan's files: a folder with `plan.json`, with a file an event, or with both.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

use crate::{
    error::{PlanError, position},
    plan::Plan,
    read::{self, PlanText},
    schema::EventSchema,
};

/// The file that may hold many events is `plan.json`.
const PLAN: &str = "plan";

/// The files of a plan, of which each is read when it is needed: a build that derives one event of a folder reads that
/// event's file and no other.
#[derive(Debug)]
pub struct PlanFiles {
    /// How the folder is named in a mistake, with a slash behind; empty where it has no name.
    shown: String,
    plan: PlanText,
    /// Where `plan` was read.
    plan_file: Option<PathBuf>,
    /// The files of events by their names, which may be no names of events.
    event_files: BTreeMap<String, PathBuf>,
}

impl PlanFiles {
    /// Opens a folder or one plan file. A folder's `plan.json` is read; the files of events are only listed.
    ///
    /// In a folder, everything counts that ends in `.json`, but not in `.schema.json`. Folders inside are not looked at.
    ///
    /// # Errors
    ///
    /// When the folder or the plan file cannot be read, or the latter has a mistake outside of its events. A mistake
    /// inside an event is reported when that event is asked for.
    pub fn open(path: &Path) -> Result<PlanFiles, PlanError> {
        let folder = if path.is_dir() { Some(path) } else { path.parent() };
        Self::open_shown(path, folder.map(shown).unwrap_or_default())
    }

    /// The same, with the name by which the user knows the folder or the file: a mistake shows it, as they wrote it.
    ///
    /// # Errors
    ///
    /// As [`open`](PlanFiles::open).
    pub fn open_called(path: &Path, called: &str) -> Result<PlanFiles, PlanError> {
        let separated = |end: char| std::path::is_separator(end);
        let shown = if !path.is_dir() {
            called.get(..called.rfind(separated).map_or(0, |slash| slash + 1)).unwrap_or_default().to_owned()
        } else if called.is_empty() || called.ends_with(separated) {
            called.to_owned()
        } else {
            format!("{called}/")
        };
        Self::open_shown(path, shown)
    }

    fn open_shown(path: &Path, shown: String) -> Result<PlanFiles, PlanError> {
        if !path.is_dir() {
            let plan = read::plan(&file_name(&shown, path), &content(&shown, path)?)?;
            return Ok(PlanFiles { shown, plan, plan_file: Some(path.to_owned()), event_files: BTreeMap::new() });
        }
        let mut event_files = list(&shown, path)?;
        let plan_file = event_files.remove(PLAN);
        let plan = match &plan_file {
            Some(file) => read::plan(&file_name(&shown, file), &content(&shown, file)?)?,
            None => PlanText::default(),
        };
        Ok(PlanFiles { shown, plan, plan_file, event_files })
    }

    /// The event of this name, read from its own file or from the plan file; `None` if it stands in neither.
    ///
    /// # Errors
    ///
    /// When its file cannot be read, has a mistake, or is not the only place in which the event stands.
    pub fn event(&self, name: &str) -> Result<Option<EventSchema>, PlanError> {
        match (self.plan.events.get(name), self.event_files.get(name)) {
            (Some(listed), Some(file)) => {
                let twice = format!("`{name}` has a file of its own, too, `{}`; keep one of them", self.shown(file));
                let plan_file = self.plan_file.as_deref().map(|file| self.shown(file)).unwrap_or_default();
                Err(PlanError::at(&plan_file, listed.position, twice))
            }
            (Some(listed), None) => listed.schema.clone().map(Some),
            (None, Some(file)) => read::read(&self.shown(file), &content(&self.shown, file)?).map(Some),
            (None, None) => Ok(None),
        }
    }

    /// The names of all events, sorted. No file is read for it, so an event may turn out to have a mistake.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.everything().into_iter().filter(|name| read::is_event_name(name))
    }

    /// The files on which the answer about this event depends: the plan file, and the event's own.
    pub fn files_of(&self, name: &str) -> Vec<&Path> {
        [self.plan_file.as_ref(), self.event_files.get(name)].into_iter().flatten().map(PathBuf::as_path).collect()
    }

    /// Whether the plan says `"personal": "declare"`: a personal property is sent only where the code says so.
    pub fn declare_personal(&self) -> bool {
        self.plan.declare_personal
    }

    /// Reads every event.
    ///
    /// # Errors
    ///
    /// The first mistake, by the name of the event. A file that is not named as an event can be is one, too.
    pub fn load(&self) -> Result<Plan, PlanError> {
        let events = self.everything().into_iter().filter_map(|name| self.event(name).transpose());
        Ok(Plan { events: events.collect::<Result<_, _>>()?, declare_personal: self.declare_personal() })
    }

    /// Every event or the mistake in it, by its name, which may be no name of an event. Where [`load`](Self::load) stops at
    /// the first mistake, this goes on.
    pub fn events(&self) -> impl Iterator<Item = (&str, Result<EventSchema, PlanError>)> {
        self.everything().into_iter().filter_map(|name| Some((name, self.event(name).transpose()?)))
    }

    /// The names of all events, and what stands where a name should.
    fn everything(&self) -> BTreeSet<&str> {
        self.plan.events.keys().chain(self.event_files.keys()).map(String::as_str).collect()
    }

    pub(crate) fn is_plan_file(&self, file: &Path) -> bool {
        self.plan_file.as_deref() == Some(file)
    }

    pub(crate) fn text(&self, file: &Path) -> Result<String, PlanError> {
        content(&self.shown, file)
    }

    pub(crate) fn shown(&self, file: &Path) -> String {
        file_name(&self.shown, file)
    }
}

/// The folder's JSON files by their names without `.json`.
fn list(shown: &str, folder: &Path) -> Result<BTreeMap<String, PathBuf>, PlanError> {
    let unreadable = |error| PlanError::whole(shown.trim_end_matches('/'), format!("cannot be read: {error}"));
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(folder).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let event = name.strip_suffix(".json").filter(|name| !name.ends_with(".schema"));
        // A link that leads nowhere is no folder: who asks for its event is told.
        if let Some(event) = event.map(str::to_owned).filter(|_| !path.is_dir()) {
            files.insert(event, path);
        }
    }
    Ok(files)
}

fn content(shown: &str, path: &Path) -> Result<String, PlanError> {
    let file = file_name(shown, path);
    let bytes = fs::read(path).map_err(|error| PlanError::whole(&file, format!("cannot be read: {error}")))?;
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(text.to_owned()),
        Err(error) => {
            // All before the first wrong byte is text, so the end of that is the place.
            let before = bytes.split_at_checked(error.valid_up_to()).map(|(before, _)| String::from_utf8_lossy(before));
            let position = before.map(|before| position(&before, before.len())).unwrap_or((1, 1));
            Err(PlanError::at(&file, position, "this is not UTF-8; save the file as UTF-8"))
        }
    }
}

/// `tracking/` for `/home/ada/shop/tracking`: what a user knows the folder by.
fn shown(folder: &Path) -> String {
    folder.file_name().map(|name| format!("{}/", name.to_string_lossy())).unwrap_or_default()
}

fn file_name(shown: &str, file: &Path) -> String {
    format!("{shown}{}", file.file_name().unwrap_or(file.as_os_str()).to_string_lossy())
}
