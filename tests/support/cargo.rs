//! Workspaces of users, made up for a test and built by cargo.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::{env, fs};

use serde_json::Value;

/// A folder of the user's, with what they would write. Builds share one target folder, so the dependencies are built once.
pub(crate) struct Workspace {
    test: &'static str,
    root: PathBuf,
    variables: BTreeMap<&'static str, String>,
}

impl Workspace {
    /// A folder that holds nothing.
    pub(crate) fn empty(test: &'static str) -> Self {
        let root = scratch().join(test);
        if root.exists() {
            fs::remove_dir_all(&root).unwrap();
        }
        let workspace = Workspace { test, root, variables: BTreeMap::new() };
        // As if `thrive-core` were published, so that what is packed can be built, too.
        let patch = format!("[patch.crates-io]\nthrive-core = {{ path = {:?} }}\n", thrive_core());
        workspace.write(".cargo/config.toml", &patch);
        workspace
    }

    /// A workspace with one library a member.
    pub(crate) fn new(test: &'static str, members: &[(&str, &str)]) -> Self {
        let workspace = Self::empty(test);
        workspace.add_workspace(".", members);
        workspace
    }

    pub(crate) fn add_workspace(&self, folder: &str, members: &[(&str, &str)]) {
        let names: Vec<&str> = members.iter().map(|(name, _)| *name).collect();
        let manifest = format!("[workspace]\nresolver = \"3\"\nmembers = {names:?}\nexclude = [\"unpacked\"]\n");
        self.write(&format!("{folder}/Cargo.toml"), &manifest);
        // The versions that this workspace is tested with, which are there without a network.
        fs::copy(thrive_core().with_file_name("Cargo.lock"), self.path(folder).join("Cargo.lock")).unwrap();
        for (name, library) in members {
            let package = self.package(name);
            let manifest = format!(
                "[package]\nname = {package:?}\nversion = \"0.1.0\"\nedition = \"2024\"\ndescription = \"A test's.\"\n\
                 license = \"MIT\"\nrepository = \"https://example.com\"\n\n[dependencies]\nthrive-core = \"0.1.0\"\n"
            );
            self.write(&format!("{folder}/{name}/Cargo.toml"), &manifest);
            self.write(&format!("{folder}/{name}/src/lib.rs"), library);
        }
    }

    /// What a member's package is called. To cargo, two of one name in the same target folder are the same.
    pub(crate) fn package(&self, member: &str) -> String {
        format!("{}_{member}", self.test)
    }

    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.root.join(path)
    }

    pub(crate) fn write(&self, path: &str, text: &str) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// Replaces the last `old` of a file.
    pub(crate) fn edit(&self, path: &str, old: &str, new: &str) {
        let text = fs::read_to_string(self.path(path)).unwrap();
        let (before, after) = text.rsplit_once(old).unwrap();
        self.write(path, &format!("{before}{new}{after}"));
    }

    /// Sets a variable for all that cargo does from now on.
    pub(crate) fn set(&mut self, variable: &'static str, value: impl Into<String>) {
        self.variables.insert(variable, value.into());
    }

    pub(crate) fn unset(&mut self, variable: &'static str) {
        self.variables.remove(variable);
    }

    /// Builds all that the manifest of `folder` stands for.
    pub(crate) fn build_in(&self, folder: &str) -> Build {
        let output = self.cargo(folder, &["build", "--offline", "--workspace", "--message-format=json"]);
        let mut build = Build { succeeded: output.status.success(), compiled: Vec::new(), errors: Vec::new() };
        for line in String::from_utf8_lossy(&output.stdout).lines() {
            let Ok(message) = serde_json::from_str::<Value>(line) else { continue };
            let manifest = Path::new(message["manifest_path"].as_str().unwrap_or_default());
            if !manifest.starts_with(&self.root) {
                continue;
            }
            match message["reason"].as_str() {
                Some("compiler-artifact") if message["fresh"] == false => {
                    let name = message["target"]["name"].as_str().unwrap();
                    build.compiled.push(name.strip_prefix(&self.package("")).unwrap_or(name).to_owned());
                }
                Some("compiler-message") if message["message"]["level"] == "error" => {
                    build.errors.extend(BuildError::of(&message["message"]));
                }
                _ => {}
            }
        }
        build.compiled.sort();
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert!(build.succeeded || !build.errors.is_empty(), "cargo failed for another reason:\n{stderr}");
        build
    }

    pub(crate) fn build(&self) -> Build {
        self.build_in(".")
    }

    /// Runs cargo in a folder.
    pub(crate) fn cargo(&self, folder: &str, arguments: &[&str]) -> Output {
        let mut cargo = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        cargo.args(arguments).current_dir(self.path(folder)).env("CARGO_TARGET_DIR", scratch().join("target"));
        // Nobody debugs these, and without it they are built in half the time.
        cargo.env("CARGO_PROFILE_DEV_DEBUG", "0").env("CARGO_TERM_COLOR", "never");
        cargo.env_remove("THRIVE_PLAN").envs(&self.variables);
        cargo.output().unwrap()
    }
}

/// What came of a build.
#[derive(Debug)]
pub(crate) struct Build {
    pub(crate) succeeded: bool,
    /// The members that were compiled, sorted; those that were fresh are not among them.
    pub(crate) compiled: Vec<String>,
    pub(crate) errors: Vec<BuildError>,
}

/// What the compiler said of one mistake.
#[derive(Debug)]
pub(crate) struct BuildError {
    pub(crate) message: String,
    /// The file, as the compiler names it.
    pub(crate) file: String,
    /// The words that are underlined.
    pub(crate) underlined: String,
}

impl BuildError {
    /// None for the line that counts the others.
    fn of(message: &Value) -> Option<Self> {
        let primary = message["spans"].as_array()?.iter().find(|span| span["is_primary"] == true)?;
        let line = &primary["text"][0];
        let column = |key: &str| Some(usize::try_from(line[key].as_u64()?).ok()? - 1);
        let underlined = line["text"].as_str()?.get(column("highlight_start")?..column("highlight_end")?)?;
        Some(BuildError {
            message: message["message"].as_str()?.to_owned(),
            file: primary["file_name"].as_str()?.replace('\\', "/"),
            underlined: underlined.to_owned(),
        })
    }
}

fn scratch() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("rebuild")
}

fn thrive_core() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).with_file_name("thrive-core")
}
