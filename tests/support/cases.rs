//! The programs of `ui/`: each makes one mistake, and has a twin that makes it good.

use std::fs;
use std::path::{Path, PathBuf};

/// `ui/<theme>/<name>.rs`, beside it what the compiler says of it, and `<name>.fixed.rs`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Case {
    pub(crate) theme: String,
    pub(crate) name: String,
}

const FIXED: &str = ".fixed.rs";

impl Case {
    /// The program, relative to the folder of the tests.
    pub(crate) fn path(&self) -> String {
        format!("ui/{}/{}.rs", self.theme, self.name)
    }

    pub(crate) fn program(&self) -> PathBuf {
        folder().join(format!("{}/{}.rs", self.theme, self.name))
    }

    pub(crate) fn message(&self) -> PathBuf {
        folder().join(format!("{}/{}.stderr", self.theme, self.name))
    }

    pub(crate) fn twin(&self) -> PathBuf {
        folder().join(format!("{}/{}{FIXED}", self.theme, self.name))
    }
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("ui")
}

/// All cases, sorted by theme and by name.
pub(crate) fn cases() -> Vec<Case> {
    collect(|file| if file.ends_with(FIXED) { None } else { file.strip_suffix(".rs") })
}

/// All twins, by the cases that they belong to.
pub(crate) fn twins() -> Vec<Case> {
    collect(|file| file.strip_suffix(FIXED))
}

fn collect(name: impl Fn(&str) -> Option<&str>) -> Vec<Case> {
    let mut found = Vec::new();
    for theme in names_in(&folder()) {
        for file in names_in(&folder().join(&theme)) {
            found.extend(name(&file).map(|name| Case { theme: theme.clone(), name: name.to_owned() }));
        }
    }
    found.sort();
    assert!(!found.is_empty(), "no case was found");
    found
}

fn names_in(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("a folder of cases");
    entries.map(|entry| entry.expect("an entry").file_name().into_string().expect("UTF-8")).collect()
}
