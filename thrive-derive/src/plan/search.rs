//! Where a plan is looked for, and in which order.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use super::cache::Cache;

/// The variable that names a plan for a whole build.
pub(super) const VARIABLE: &str = "THRIVE_PLAN";

/// The folder that holds a plan where nothing else is said.
const FOLDER: &str = "tracking";

/// The file of a plan's folder that holds many events and what is said of all.
pub(super) const PLAN_FILE: &str = "plan.json";

/// A plan of the team's own.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Found {
    /// The folder, or the one file.
    pub(super) path: PathBuf,
    /// As the user knows it: what was written in the attribute or the variable, or `tracking`.
    pub(super) called: String,
}

/// Where a search starts.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(super) struct Lookup {
    /// The folder of the manifest of the crate that is compiled.
    pub(super) manifest: Option<PathBuf>,
    /// What [`VARIABLE`] says.
    pub(super) variable: Option<OsString>,
    /// The file in which the macro was called, which has a say where nothing is found from the manifest.
    pub(super) source: Option<PathBuf>,
}

impl Lookup {
    pub(super) fn here() -> Self {
        Lookup {
            manifest: std::env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from),
            variable: std::env::var_os(VARIABLE),
            source: calling_file(),
        }
    }

    /// The team's plan, if there is one; what is wrong if one was named that is not there.
    pub(super) fn find(&self, attribute: Option<&str>) -> Result<Option<Found>, String> {
        if let Some(named) = attribute {
            let path = self.crates().map(|folder| folder.join(named)).find(|path| path.exists());
            return match path {
                Some(path) => Ok(Some(Found { path, called: named.to_owned() })),
                None => Err(format!(
                    "no plan stands at `{named}`: `plan` names a plan's folder or file, relative to the folder of the \
                     crate's `Cargo.toml`"
                )),
            };
        }
        if let Some(named) = self.variable.as_ref().filter(|named| !named.is_empty()) {
            let path = self.folders().map(|folder| folder.join(named)).find(|path| path.exists());
            let called = named.to_string_lossy().into_owned();
            return match path {
                Some(path) => Ok(Some(Found { path, called })),
                None => Err(format!(
                    "`{VARIABLE}` is `{called}`, and no plan stands there\n- name a plan's folder or file by its full \
                     path, or by the path from the folder of the crate's `Cargo.toml` or from one above it, up to the \
                     workspace's\n- or unset it"
                )),
            };
        }
        let path = self.folders().map(|folder| folder.join(FOLDER)).find(|path| is_plan(path));
        Ok(path.map(|path| Found { path, called: FOLDER.to_owned() }))
    }

    /// The folders in which `tracking/` is looked for, the nearest first.
    pub(super) fn folders(&self) -> impl Iterator<Item = PathBuf> {
        self.crates().flat_map(|folder| up_to_workspace(&folder))
    }

    /// The crate that is compiled. Then the crate that the source file lies in: the crates that trybuild generates have
    /// their manifests elsewhere.
    fn crates(&self) -> impl Iterator<Item = PathBuf> {
        let of_source = || {
            let file = std::path::absolute(self.source.as_ref()?).ok()?;
            let folder = file.ancestors().skip(1).find(|folder| folder.join("Cargo.toml").is_file())?;
            (self.manifest.as_deref() != Some(folder)).then(|| folder.to_owned())
        };
        self.manifest.clone().into_iter().chain(std::iter::once_with(of_source).flatten())
    }
}

/// Where the macro was called, as far as it is known.
fn calling_file() -> Option<PathBuf> {
    proc_macro::is_available().then(|| proc_macro::Span::call_site().local_file()).flatten()
}

/// A crate may be called `tracking`, too.
fn is_plan(folder: &Path) -> bool {
    folder.is_dir() && (folder.join(PLAN_FILE).is_file() || !folder.join("Cargo.toml").exists())
}

/// A crate's folder and those above it up to the workspace's.
fn up_to_workspace(folder: &Path) -> Vec<PathBuf> {
    let above: Vec<PathBuf> = folder.ancestors().map(Path::to_owned).collect();
    let root = above.iter().position(|folder| is_workspace(folder)).filter(|_| !is_packaged(folder));
    above.into_iter().take(1 + root.unwrap_or(0)).collect()
}

/// Whether a crate was unpacked from its package. It then belongs to no workspace, though it may lie below one: in
/// `target/package` while cargo verifies it, or in the folder of vendored crates.
fn is_packaged(folder: &Path) -> bool {
    ["Cargo.toml.orig", ".cargo-checksum.json"].iter().any(|file| folder.join(file).is_file())
}

static WORKSPACES: Cache<PathBuf, bool> = Cache::new();

fn is_workspace(folder: &Path) -> bool {
    let manifest = folder.join("Cargo.toml");
    WORKSPACES.get(manifest.clone(), || {
        let found = std::fs::read_to_string(&manifest).is_ok_and(|text| has_workspace(&text));
        (found, vec![manifest])
    })
}

/// Whether a manifest has a `workspace` table, as a header or as a key of the topmost table.
fn has_workspace(manifest: &str) -> bool {
    let mut topmost = true;
    manifest.lines().map(str::trim_start).any(|line| {
        let header = line.strip_prefix('[');
        topmost &= header.is_none();
        let key = header.or(topmost.then_some(line)).and_then(|key| key.trim_start().strip_prefix("workspace"));
        key.is_some_and(|rest| rest.trim_start().starts_with(['.', ']', '=']))
    })
}
