//! Settings of the spool.

use std::path::PathBuf;
use std::time::{Duration, Instant, SystemTime};

use super::ClientBuilder;
use crate::delivery::said;
use crate::error::BuildError;
use crate::queue::{Durability, Left, Queue, Spooled};
use crate::spool::{self, DeadLetters, Disk, Reader, Syncer};

/// What is asked of the spool.
#[derive(Debug, Clone)]
pub(super) struct SpoolSettings {
    folder: Option<PathBuf>,
    limit: u64,
    max_age: Option<Duration>,
    durability: Durability,
    falls_back: bool,
}

impl Default for SpoolSettings {
    fn default() -> Self {
        SpoolSettings {
            folder: None,
            limit: 1 << 30,
            max_age: None,
            durability: Durability::Process,
            falls_back: false,
        }
    }
}

/// A spool that was opened: what delivery needs of it.
pub(super) struct Opened {
    pub(super) id: u64,
    pub(super) reader: Reader<Disk>,
    pub(super) dead_letters: DeadLetters<Disk>,
    /// Where events are to be brought to the disk.
    pub(super) syncer: Option<Syncer<Disk>>,
}

impl SpoolSettings {
    /// The queue, with its events in memory or in the spool.
    pub(super) fn queue(
        self,
        limits: super::Limits,
        hands_back: bool,
        new_id: u64,
    ) -> Result<(Queue, Option<Opened>), BuildError> {
        let in_memory = |limits| Queue::new(limits, Instant::now, hands_back);
        let Some(folder) = self.folder else { return Ok((in_memory(limits), None)) };
        if self.limit == 0 {
            return Err(BuildError::zero("spool_limit"));
        }
        // Dead letters go where the spool is, also when the process changes its folder.
        let folder = std::path::absolute(&folder).unwrap_or(folder);
        let mut settings = spool::Settings::new(folder.clone(), self.limit, SystemTime::now, new_id);
        settings.max_age = self.max_age;
        match spool::open(settings, Disk) {
            Ok((appender, reader)) => {
                let opened = Opened {
                    id: appender.spool_id(),
                    dead_letters: DeadLetters::new(&folder, Disk),
                    syncer: (self.durability == Durability::Disk).then(|| appender.syncer()),
                    reader,
                };
                let left = Left { from: opened.reader.acknowledged(), events: opened.reader.waiting() };
                let spooled = Spooled::new(appender, self.durability, SystemTime::now, left.from);
                Ok((Queue::spooled(limits, Instant::now, hands_back, spooled, left), Some(opened)))
            }
            Err(error) if self.falls_back => {
                said(|| tracing::error!(target: "thrive", %error, "events are held in memory, as there is no spool"));
                Ok((in_memory(limits), None))
            }
            Err(error) => Err(BuildError::spool(error)),
        }
    }
}

impl ClientBuilder {
    /// Keeps accepted events in this folder until the service has answered for them, so that they survive the process: an
    /// event is with the operating system before `track` returns. It is made if it is missing.
    ///
    /// One client at a time owns a folder; each process needs its own. What the last one left is sent first, in order. The
    /// queue's limits, `max_queued_events` and `max_queued_bytes`, give way to
    /// [`spool_limit`](ClientBuilder::spool_limit). What the service refuses is also written to `rejected.jsonl` in the
    /// folder, a JSON object a line, `{"reason": …, "event": …}`: the last 16 to 32 MiB of it. The format of the folder is
    /// documented in `docs/spool.md`.
    ///
    /// ```no_run
    /// use thrive_core::Client;
    ///
    /// let client = Client::builder().api_key("key").spool("/var/lib/acme/events").build()?;
    /// # Ok::<(), thrive_core::BuildError>(())
    /// ```
    pub fn spool(mut self, folder: impl Into<PathBuf>) -> Self {
        self.spool.folder = Some(folder.into());
        self
    }

    /// The most bytes that the spool takes on the disk; then [`overflow`](ClientBuilder::overflow) says what happens. Room
    /// comes back in pieces of about a thirtieth of it. `rejected.jsonl` is not counted. Default: 1 GiB.
    pub fn spool_limit(mut self, bytes: u64) -> Self {
        self.spool.limit = bytes;
        self
    }

    /// Events in the spool that are older than this when their turn comes are not sent any more, and counted as
    /// [`expired`](crate::Dropped::expired). Default: without end.
    pub fn spool_max_age(mut self, age: Duration) -> Self {
        self.spool.max_age = Some(age);
        self
    }

    /// Which end of the machine the events in the spool survive. Default: [`Durability::Process`].
    pub fn durability(mut self, durability: Durability) -> Self {
        self.spool.durability = durability;
        self
    }

    /// Where the spool cannot be opened, because another process has it or the folder cannot be written, holds events in
    /// memory instead of failing to build, and says so in the log once.
    pub fn spool_fallback_to_memory(mut self) -> Self {
        self.spool.falls_back = true;
        self
    }
}
