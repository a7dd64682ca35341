//! `mixpanel-rs` as its example shows: `track` asks for a URL that has the event in it and waits for the answer.

use std::collections::HashMap;

use mixpanel_rs::{Config, Mixpanel};
use thrive_bench_harness::{Account, Arguments, Contender, Counted, Tracked, Tracker, run};
use tokio::runtime::{Builder, Runtime};

struct Client {
    client: Mixpanel,
}

struct Handle {
    runtime: Runtime,
    client: Mixpanel,
    accounts: Vec<Account>,
}

impl Contender for Client {
    type Tracker = Handle;

    fn start(arguments: &Arguments) -> Self {
        let config = Config { host: arguments.expect("sink"), protocol: "http".to_owned(), ..Config::default() };
        Client { client: Mixpanel::init("key", Some(config)) }
    }

    fn counted(&self) -> Counted {
        // The event is in Base64.
        Counted::Requests
    }

    fn tracker(&self, accounts: &[Account]) -> Handle {
        let runtime = Builder::new_current_thread().enable_all().build().expect("a runtime starts");
        Handle { runtime, client: self.client.clone(), accounts: accounts.to_vec() }
    }

    fn finish(self) {}
}

impl Tracker for Handle {
    fn track(&mut self, account: usize) -> Tracked {
        let Account { id, name, domain, plan, owner } = &self.accounts[account % Account::MANY];
        let properties = [
            ("account_domain", domain),
            ("account_id", id),
            ("account_name", name),
            ("plan_name", plan),
            ("distinct_id", owner),
            ("group_id", id),
        ];
        let properties: HashMap<_, _> =
            properties.into_iter().map(|(property, value)| (property.to_owned(), value.clone().into())).collect();
        self.runtime.block_on(self.client.track("account_created", Some(properties))).expect("the sink takes it");
        Tracked::Accepted
    }
}

fn main() {
    run::<Client>();
}
