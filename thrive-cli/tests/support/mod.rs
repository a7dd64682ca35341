//! Runs the real binary in a folder of its own.
#![allow(dead_code, clippy::allow_attributes, reason = "each test uses a part of it")]
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test may fail by panicking, in what it shares with others too"
)]

pub(crate) mod spooled;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// A folder that goes when the test is over, unless the test fails.
pub(crate) struct Folder(PathBuf);

impl Folder {
    pub(crate) fn new(test: &str) -> Self {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("thrive-cli").join(test);
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).unwrap();
        Folder(path)
    }

    pub(crate) fn with(test: &str, files: &[(&str, &str)]) -> Self {
        let folder = Folder::new(test);
        for (name, text) in files {
            folder.write(name, text);
        }
        folder
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    pub(crate) fn write(&self, name: &str, text: impl AsRef<[u8]>) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    pub(crate) fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    /// The command, in this folder and with nothing of the environment that could change what it does.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_thrive"));
        command.args(arguments).current_dir(&self.0).stdin(Stdio::null());
        for variable in ["API_KEY", "ACCESS_TOKEN", "KEY_ID", "PRIVATE_KEY", "ENDPOINT"] {
            command.env_remove(format!("THRIVESTACK_{variable}"));
        }
        command.env_remove("THRIVE_PLAN").env_remove("RUST_BACKTRACE");
        command
    }

    pub(crate) fn thrive(&self, arguments: &[&str]) -> Ended {
        Ended::of(self.command(arguments).output().unwrap())
    }

    pub(crate) fn git(&self, arguments: &[&str]) {
        let mut command = Command::new("git");
        command.args(["-c", "user.name=Ada", "-c", "user.email=ada@example.com", "-c", "init.defaultBranch=main"]);
        let ended = Ended::of(command.args(arguments).current_dir(&self.0).output().unwrap());
        assert_eq!(ended.code, 0, "{}", ended.stderr);
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            let _ = fs::remove_dir_all(&self.0);
        }
    }
}

/// What a command left.
#[derive(Debug)]
pub(crate) struct Ended {
    pub(crate) code: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Ended {
    pub(crate) fn of(output: Output) -> Self {
        Ended {
            code: output.status.code().unwrap_or(-1),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        }
    }

    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.stdout).unwrap_or_else(|error| panic!("{error}: {} {}", self.stdout, self.stderr))
    }

    #[track_caller]
    pub(crate) fn assert(&self, code: i32, stdout: &str) -> &Self {
        assert_eq!((self.code, self.stdout.as_str()), (code, stdout), "{}", self.stderr);
        self
    }
}
