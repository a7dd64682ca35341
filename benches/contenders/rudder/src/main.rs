//! `rudderanalytics` as its example shows: `send` posts the event and waits for the answer.

use std::sync::Arc;

use rudderanalytics::client::RudderAnalytics;
use rudderanalytics::message::{Message, Track};
use serde_json::json;
use thrive_bench_harness::{Account, Arguments, Contender, Tracked, Tracker, run};

struct Rudder {
    client: Arc<RudderAnalytics>,
}

struct Handle {
    client: Arc<RudderAnalytics>,
    accounts: Vec<Account>,
}

impl Contender for Rudder {
    type Tracker = Handle;

    fn start(arguments: &Arguments) -> Self {
        Rudder { client: Arc::new(RudderAnalytics::load("key".to_owned(), arguments.sink_url())) }
    }

    fn tracker(&self, accounts: &[Account]) -> Handle {
        Handle { client: self.client.clone(), accounts: accounts.to_vec() }
    }

    fn finish(self) {}
}

impl Tracker for Handle {
    fn track(&mut self, account: usize) -> Tracked {
        let Account { id, name, domain, plan, owner } = &self.accounts[account % Account::MANY];
        let event = Message::Track(Track {
            user_id: Some(owner.clone()),
            event: "account_created".to_owned(),
            properties: Some(json!({
                "account_domain": domain, "account_id": id, "account_name": name, "plan_name": plan,
            })),
            context: Some(json!({ "groupId": id })),
            ..Track::default()
        });
        self.client.send(&event).expect("the sink takes it");
        Tracked::Accepted
    }
}

fn main() {
    run::<Rudder>();
}
