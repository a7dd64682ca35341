//! A crate that a test writes and hands to cargo, with the workspace's versions and what is built of them already.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value as Json;

/// The folder of a crate, which goes when the test is through with it.
pub(crate) struct GeneratedCrate {
    folder: PathBuf,
    keep: bool,
}

impl GeneratedCrate {
    /// An empty crate. `dependencies` are names of the workspace's own, taken over as it has them. The folder stays
    /// where the test fails, and where the environment variable `keep` is set.
    pub(crate) fn new(name: &str, thrive_core_features: &[&str], dependencies: &[&str], keep: &str) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        let _ = fs::remove_dir_all(&folder);
        let generated = GeneratedCrate { folder, keep: std::env::var_os(keep).is_some() };
        let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let shared = fs::read_to_string(workspace.join("Cargo.toml")).expect("the workspace has a manifest");
        let line = |name: &&str| {
            let start = format!("{name} = ");
            shared.lines().find(|line| line.starts_with(&start)).expect("the workspace depends on it").to_owned()
        };
        let lines: Vec<String> = dependencies.iter().map(line).collect();
        let thrive_core = workspace.join("thrive-core");
        let manifest = format!(
            "[package]\nname = {name:?}\nedition = \"2024\"\n\n[workspace]\n\n[dependencies]\n\
             thrive-core = {{ path = {thrive_core:?}, features = {thrive_core_features:?} }}\n{}\n",
            lines.join("\n")
        );
        generated.write("Cargo.toml", &manifest);
        let lock = fs::read_to_string(workspace.join("Cargo.lock")).expect("the workspace has a lock file");
        generated.write("Cargo.lock", &lock);
        generated
    }

    /// Writes a file, with the folders that it needs.
    pub(crate) fn write(&self, path: &str, text: &str) {
        let path = self.folder.join(path);
        path.parent()
            .map(fs::create_dir_all)
            .transpose()
            .and_then(|_| fs::write(path, text))
            .expect("the disk takes it");
    }

    /// Runs cargo in it, with the target folder of the cargo that runs the test.
    pub(crate) fn cargo(&self, arguments: &[&str]) -> Output {
        let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join("..");
        Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
            .args(arguments)
            .args(["--offline", "--target-dir"])
            .arg(target)
            .current_dir(&self.folder)
            .env("CARGO_TERM_COLOR", "never")
            .env_remove("THRIVE_PLAN")
            .output()
            .expect("cargo runs")
    }
}

impl Drop for GeneratedCrate {
    fn drop(&mut self) {
        if self.keep || std::thread::panicking() {
            eprintln!("the generated crate is in {}", self.folder.display());
        } else {
            let _ = fs::remove_dir_all(&self.folder);
        }
    }
}

/// An error of the compiler.
pub(crate) struct CompilerError {
    /// What it says.
    pub(crate) message: String,
    /// The files that its primary spans stand in.
    pub(crate) files: Vec<String>,
}

/// The errors that cargo's `--message-format=json` reports.
pub(crate) fn errors(output: &Output) -> Vec<CompilerError> {
    let lines = String::from_utf8_lossy(&output.stdout).into_owned();
    let messages = lines.lines().filter_map(|line| serde_json::from_str::<Json>(line).ok());
    let errors = messages.filter(|message| message["message"]["level"] == "error");
    let error = |message: Json| {
        let spans = message["message"]["spans"].as_array().into_iter().flatten();
        let primary = spans.filter(|span| span["is_primary"] == true);
        CompilerError {
            message: message["message"]["rendered"].as_str().unwrap_or_default().to_owned(),
            files: primary.filter_map(|span| Some(span["file_name"].as_str()?.to_owned())).collect(),
        }
    };
    errors.map(error).collect()
}
