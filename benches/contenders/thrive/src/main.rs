//! Thrive as its README shows it.
//!
//! | argument | meaning |
//! |---|---|
//! | `batch=1000` | events in a request, instead of the default |
//! | `gzip=yes` | requests are compressed |
//! | `spool=FOLDER` | events survive the process; the folder is emptied before |

use std::fs;
use std::io;
use std::path::Path;
use std::time::Duration;

use thrive_bench_event::by_thrive::AccountCreated;
use thrive_bench_harness::{Account, Arguments, Contender, Tracked, Tracker, run_shared};
use thrive_core::{Client, Compression, Overflow, TrackErrorKind, TrackEvent};

struct Thrive {
    client: Client,
}

struct Handle {
    client: Client,
    accounts: Vec<AccountCreated>,
}

impl Contender for Thrive {
    type Tracker = Handle;

    fn start(arguments: &Arguments) -> Self {
        let mut builder = Client::builder().api_key("key");
        builder = match arguments.get::<String>("sink") {
            Some(_) => builder.endpoint(format!("{}/api", arguments.sink_url())),
            None => builder.disabled(true),
        };
        if let Some(events) = arguments.get::<usize>("batch") {
            // Room for that many of these events, which have about 340 bytes.
            builder = builder.max_batch_events(events).max_batch_bytes((events * 512).max(512 * 1024));
        }
        if arguments.is_set("gzip") {
            builder = builder.compression(Compression::Gzip);
        }
        if let Some(folder) = arguments.get::<String>("spool") {
            empty(Path::new(&folder)).expect("the spool's folder can be emptied");
            builder = builder.spool(folder);
        }
        if arguments.scenario() == "delivered" {
            // Tracked in a tight loop: the call then takes as long as there is no room.
            builder = builder.overflow(Overflow::Block(Duration::from_secs(60)));
        }
        Thrive { client: builder.build().expect("a client starts") }
    }

    fn tracker(&self, accounts: &[Account]) -> Handle {
        let accounts = accounts.iter().cloned().map(AccountCreated::from).collect();
        Handle { client: self.client.clone(), accounts }
    }

    fn finish(self) {
        self.client.shutdown(Duration::from_secs(600));
    }
}

impl Tracker for Handle {
    fn track(&mut self, account: usize) -> Tracked {
        match self.accounts[account % Account::MANY].track_with(&self.client) {
            Ok(_) => Tracked::Accepted,
            Err(error) if error.kind() == TrackErrorKind::QueueFull => Tracked::Refused,
            Err(error) => panic!("{error}"),
        }
    }
}

fn empty(folder: &Path) -> io::Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => fs::create_dir_all(folder),
    }
}

fn main() {
    run_shared::<Thrive>();
}
