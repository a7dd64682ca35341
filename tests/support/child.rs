//! This test program again, as a process of its own: one that may be killed, forked or measured.
//!
//! The program has a test `child_process`, which plays the role that its parent asks for, and is over at once where nobody
//! does.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::env;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Write};
use std::os::fd::AsFd;
use std::process::{Command, ExitStatus, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::Duration;

use serde_json::Value;

const ROLE: &str = "THRIVE_TEST_ROLE";
const SETTINGS: &str = "THRIVE_TEST_SETTINGS";

/// Longer than anything takes that works.
const PATIENCE: Duration = Duration::from_secs(600);

/// What the parent hears begins with it: the test harness says things of its own.
const MARK: char = '@';

/// What this process is to do, if it is a child.
pub(crate) fn role() -> Option<(String, Value)> {
    let role = env::var(ROLE).ok()?;
    Some((role, serde_json::from_str(&env::var(SETTINGS).unwrap()).unwrap()))
}

/// What starts a child of this role.
pub(crate) fn command(role: &str, settings: &Value) -> Command {
    let mut command = Command::new(env::current_exe().unwrap());
    command.args(["child_process", "--exact", "--include-ignored", "--nocapture", "--test-threads=1"]);
    command.env(ROLE, role).env(SETTINGS, settings.to_string());
    command
}

/// The way from a child to its parent. What was said is with the operating system.
pub(crate) struct Parent(File);

impl Parent {
    pub(crate) fn new() -> Self {
        Parent(File::from(io::stdout().as_fd().try_clone_to_owned().unwrap()))
    }

    pub(crate) fn hears(&mut self, what: impl ToString) {
        // One write, which a pipe takes whole or not at all, and begun on a line of its own.
        self.0.write_all(format!("\n{MARK}{}\n", what.to_string()).as_bytes()).unwrap();
    }
}

/// A process that ends with its parent's handle.
pub(crate) struct Child {
    process: std::process::Child,
    lines: Receiver<String>,
}

impl Child {
    pub(crate) fn start(role: &str, settings: &Value) -> Self {
        let mut process = command(role, settings).stdout(Stdio::piped()).spawn().unwrap();
        let (says, lines) = mpsc::channel();
        let stdout = BufReader::new(process.stdout.take().unwrap());
        thread::spawn(move || {
            // The last line of a killed process may be half of one, and of a character.
            for line in stdout.split(b'\n').map_while(Result::ok) {
                let line = String::from_utf8(line).ok();
                if let Some(said) = line.as_deref().and_then(|line| line.strip_prefix(MARK)) {
                    let _ = says.send(said.to_owned());
                }
            }
        });
        Child { process, lines }
    }

    pub(crate) fn id(&self) -> u32 {
        self.process.id()
    }

    /// What it says next.
    pub(crate) fn line(&self) -> String {
        let line = self.lines.recv_timeout(PATIENCE);
        line.unwrap_or_else(|error| panic!("the child said nothing more within {PATIENCE:?}: {error}"))
    }

    /// Ends it by SIGKILL. What it had said that was not heard yet.
    pub(crate) fn kill(mut self) -> Vec<String> {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
        self.lines.iter().collect()
    }

    /// Waits until it ends by itself. How it did, and what it had said that was not heard yet.
    pub(crate) fn end(mut self) -> (ExitStatus, Vec<String>) {
        // It closes its end of the pipe as it ends.
        let mut lines = Vec::new();
        loop {
            match self.lines.recv_timeout(PATIENCE) {
                Ok(line) => lines.push(line),
                Err(mpsc::RecvTimeoutError::Disconnected) => break,
                Err(mpsc::RecvTimeoutError::Timeout) => panic!("the child is stuck; it said {lines:?}"),
            }
        }
        (self.process.wait().unwrap(), lines)
    }
}

impl Drop for Child {
    fn drop(&mut self) {
        // It may have ended.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
