//! `segment` with its `AutoBatcher`, as its example shows: `push` keeps the event, and sends all of them, awaited by
//! the caller, when 500 KB are together.
//!
//! It is driven from a thread by a runtime of one thread, for it has no thread of its own.

use segment::message::{Track, User};
use segment::{AutoBatcher, Batcher, HttpClient};
use serde_json::json;
use thrive_bench_harness::{Account, Arguments, Contender, Tracked, Tracker, run};
use tokio::runtime::{Builder, Runtime};

struct Segment {
    url: String,
}

struct Handle {
    runtime: Runtime,
    batcher: AutoBatcher,
    accounts: Vec<Account>,
}

impl Contender for Segment {
    type Tracker = Handle;

    fn start(arguments: &Arguments) -> Self {
        Segment { url: arguments.sink_url() }
    }

    fn tracker(&self, accounts: &[Account]) -> Handle {
        let http = HttpClient::new(reqwest::Client::new(), self.url.clone());
        Handle {
            runtime: Builder::new_current_thread().enable_all().build().expect("a runtime starts"),
            batcher: AutoBatcher::new(http, Batcher::new(None), "key".to_owned()),
            accounts: accounts.to_vec(),
        }
    }

    fn finish(self) {}
}

impl Tracker for Handle {
    fn track(&mut self, account: usize) -> Tracked {
        let Account { id, name, domain, plan, owner } = &self.accounts[account % Account::MANY];
        let event = Track {
            user: User::UserId { user_id: owner.clone() },
            event: "account_created".to_owned(),
            properties: json!({
                "account_domain": domain, "account_id": id, "account_name": name, "plan_name": plan,
            }),
            context: Some(json!({ "groupId": id })),
            ..Track::default()
        };
        self.runtime.block_on(self.batcher.push(event)).expect("the sink takes it");
        Tracked::Accepted
    }

    fn finish(mut self) {
        self.runtime.block_on(self.batcher.flush()).expect("the sink takes it");
    }
}

fn main() {
    run::<Segment>();
}
