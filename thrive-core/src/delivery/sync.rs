//! The thread that brings a spool to the disk, many events at a time.

use std::sync::Arc;
use std::thread;
use std::time::Duration;

use super::diagnostics::said;
use super::{Ended, Shared};
use crate::error::BuildError;
use crate::queue::Goal;
use crate::spool::{Disk, Syncer};

/// How long an event waits for others to go to the disk with, unless somebody waits for it.
const GATHER: Duration = Duration::from_millis(10);

/// How long to leave a disk alone that has failed.
const RESPITE: Duration = Duration::from_secs(1);

pub(crate) fn start_sync(shared: Arc<Shared>, syncer: Syncer<Disk>) -> Result<(), BuildError> {
    shared.queue.begin_thread();
    let ended = Ended(shared);
    thread::Builder::new()
        .name("thrive-sync".to_owned())
        .spawn(move || {
            run(&ended.0, &syncer);
            drop(syncer);
            drop(ended);
        })
        .map(drop)
        .map_err(|error| BuildError::startup("the thread that syncs the spool", error))
}

fn run(shared: &Shared, syncer: &Syncer<Disk>) {
    let mut has_failed = false;
    loop {
        let goes_on = shared.queue.wait_unsynced(GATHER);
        match syncer.sync() {
            Ok(below) => {
                shared.queue.note_synced(below);
                has_failed = false;
            }
            Err(error) => {
                shared.history().last_error = Some(error.to_string());
                if !has_failed {
                    said(|| tracing::error!(target: "thrive", %error, "the spool is not safe from a power loss"));
                }
                has_failed = true;
                shared.queue.wait(Goal::Closed, RESPITE);
            }
        }
        if !goes_on {
            return;
        }
    }
}
