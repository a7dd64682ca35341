//! What a child process does: it tracks numbered events into a spool until it is killed, or ends in another bad way.

use std::path::PathBuf;
use std::thread;
use std::time::Duration;

use fastrand::Rng;
use serde_json::{Value, json};
use thrive_core::{Client, Durability, TrackEvent};

use crate::child::Parent;
use crate::numbered::numbered;

/// Longer than anything takes that works.
const PATIENCE: Duration = Duration::from_secs(60);

/// Plays this role.
pub(crate) fn play(role: &str, settings: &Value) {
    let client = client(settings);
    let mut parent = Parent::new();
    match role {
        "track" => {
            track(&client, settings, &mut parent);
            loop {
                thread::park();
            }
        }
        "abort" => {
            // As with `panic = "abort"` in the profile.
            std::panic::set_hook(Box::new(|_| std::process::abort()));
            track(&client, settings, &mut parent);
            panic!("a panic of the user's, on purpose");
        }
        "exit" => {
            let _guard = client.install().unwrap();
            track(&client, settings, &mut parent);
            std::process::exit(7);
        }
        "drain" => drain(&client, &mut parent),
        other => panic!("no such role: {other}"),
    }
}

fn client(settings: &Value) -> Client {
    let text = |name: &str| settings[name].as_str().unwrap();
    let folder = PathBuf::from(text("folder"));
    let durability = if settings["disk"] == true { Durability::Disk } else { Durability::Process };
    Client::builder()
        .endpoint(text("endpoint"))
        .api_key(text("client"))
        .spool(folder)
        .spool_limit(8 << 20) // Small enough that segments come and go.
        .durability(durability)
        .event_ids(true)
        .flush_interval(Duration::from_millis(2))
        .build()
        .unwrap()
}

/// Tells the parent of each event once `track` has returned, and never before.
fn track(client: &Client, settings: &Value, parent: &mut Parent) {
    let number = |name: &str| settings[name].as_u64().unwrap();
    let mut rng = Rng::with_seed(number("seed"));
    for number in number("first")..number("first") + number("events") {
        let receipt = numbered(number).track_with(client).unwrap();
        parent.hears(number);
        match rng.u8(..64) {
            // So that requests go out in between.
            0 => thread::sleep(Duration::from_micros(rng.u64(..3_000))),
            1 if settings["disk"] == true => drop(receipt.wait_stored(PATIENCE)),
            _ => {}
        }
    }
}

fn drain(client: &Client, parent: &mut Parent) {
    let report = client.shutdown(PATIENCE);
    parent.hears(json!({
        "rejected": report.rejected,
        "lost": report.lost,
        "spooled": report.spooled,
        "queued": report.queued,
    }));
}
