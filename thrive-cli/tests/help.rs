//! What `--help` says is true.
#![expect(clippy::unwrap_used, reason = "a test may fail by panicking, in what it shares with others too")]

mod support;

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};

use support::{Ended, Folder, spooled};
use thrive_collector::Collector;

/// Every command by the words that lead to it, the groups of commands included.
fn commands(folder: &Folder, words: &[String], found: &mut Vec<(Vec<String>, String)>) {
    let arguments: Vec<&str> = words.iter().map(String::as_str).chain(["--help"]).collect();
    let help = folder.thrive(&arguments);
    assert_eq!(help.code, 0, "{}", help.stderr);
    let listed = help.stdout.lines().skip_while(|line| *line != "Commands:").skip(1);
    let names = listed.take_while(|line| line.starts_with("  ")).filter(|line| !line.starts_with("   "));
    let names: Vec<&str> =
        names.filter_map(|line| line.split_whitespace().next()).filter(|name| *name != "help").collect();
    for name in names {
        commands(folder, &[words, &[name.to_owned()]].concat(), found);
    }
    found.push((words.to_vec(), help.stdout));
}

fn copy(from: &Path, folder: &Folder, to: &str) {
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let name = format!("{to}{}", entry.file_name().to_str().unwrap());
        match entry.file_type().unwrap().is_dir() {
            true => copy(&entry.path(), folder, &format!("{name}/")),
            false => folder.write(&name, fs::read(entry.path()).unwrap()),
        }
    }
}

/// A folder with what the examples are about.
fn folder() -> Folder {
    let folder = Folder::new("examples");
    copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/examples"), &folder, "");
    folder.git(&["init", "-q"]);
    folder.git(&["add", "."]);
    folder.git(&["commit", "-qm", "Examples"]);
    spooled::leave(&folder.path("spool"), 2);
    folder
}

/// A server says where it is, and goes on.
fn runs_until_it_is_ended(mut command: Command, example: &str) {
    let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    assert!(line.starts_with("inspector  http://127.0.0.1:"), "{example}: {line}");
    assert!(child.try_wait().unwrap().is_none(), "{example} has ended");
    child.kill().unwrap();
    child.wait().unwrap();
}

#[test]
fn every_example_runs() {
    let mut found = Vec::new();
    commands(&folder(), &[], &mut found);
    let mut run = 0;
    let collector = Collector::builder().plan(folder().path("tracking")).start().unwrap();
    for (words, help) in found {
        let examples: Vec<&str> = help.lines().filter_map(|line| line.strip_prefix("  $ thrive ")).collect();
        assert!(!examples.is_empty(), "`thrive {}` shows no example", words.join(" "));
        assert!(help.contains("\nExit codes: 0 fine, 1 found something wrong, 2 used wrongly\n"), "{help}");
        for example in examples {
            assert!(example.starts_with(&words.join(" ")), "`thrive {}` shows `{example}`", words.join(" "));
            let arguments: Vec<&str> = example.split(' ').collect();
            let folder = folder();
            let mut command = folder.command(&arguments);
            command.env("THRIVESTACK_ENDPOINT", collector.endpoint()).env("THRIVESTACK_API_KEY", "key");
            if words == ["serve"] {
                runs_until_it_is_ended(command, example);
                run += 1;
                continue;
            }
            let ended = Ended::of(command.output().unwrap());
            assert_eq!(ended.code, 0, "{example}: {}{}", ended.stdout, ended.stderr);
            run += 1;
        }
    }
    assert!(run > 5, "only {run} examples were found");
}

#[test]
fn a_shell_gets_completions() {
    let folder = Folder::new("a_shell_gets_completions");
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let ended = folder.thrive(&["completions", shell]);
        assert!(ended.code == 0 && ended.stdout.contains("coverage"), "{shell}: {}", ended.stderr);
    }
}
