//! `posthog-rs` at its defaults: `capture` hands the event to a worker, which sends 100 at a time. Its queue holds
//! 10,000 and drops what comes on top without telling the caller.

use std::sync::Arc;

use posthog_rs::{Client, ClientOptionsBuilder, Event};
use thrive_bench_harness::{Account, Arguments, Contender, Tracked, Tracker, run};
use tokio::runtime::{Builder, Runtime};

struct Posthog {
    runtime: Runtime,
    client: Arc<Client>,
}

struct Handle {
    client: Arc<Client>,
    accounts: Vec<Account>,
}

impl Contender for Posthog {
    type Tracker = Handle;

    fn start(arguments: &Arguments) -> Self {
        let runtime = Builder::new_multi_thread().worker_threads(1).enable_all().build().expect("a runtime starts");
        let mut options = ClientOptionsBuilder::default();
        let options =
            options.api_key("key".to_owned()).host(arguments.sink_url()).build().expect("the options are right");
        let client = Arc::new(runtime.block_on(posthog_rs::client(options)));
        Posthog { runtime, client }
    }

    fn tracker(&self, accounts: &[Account]) -> Handle {
        Handle { client: self.client.clone(), accounts: accounts.to_vec() }
    }

    fn finish(self) {
        self.runtime.block_on(async {
            self.client.flush().await;
            self.client.shutdown().await;
        });
    }
}

impl Tracker for Handle {
    fn track(&mut self, account: usize) -> Tracked {
        let Account { id, name, domain, plan, owner } = &self.accounts[account % Account::MANY];
        let mut event = Event::new("account_created", owner);
        let properties = [("account_domain", domain), ("account_id", id), ("account_name", name), ("plan_name", plan)];
        for (property, value) in properties {
            event.insert_prop(property, value).expect("a string is JSON");
        }
        event.add_group("account", id);
        self.client.capture(event);
        Tracked::Accepted
    }
}

fn main() {
    run::<Posthog>();
}
