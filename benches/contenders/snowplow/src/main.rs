//! `snowplow_tracker` at its defaults: `track` stores the event, and an emitter on a runtime of its own sends 50 at a
//! time. Its store holds 10,000 events and says so when it is full; where the emitter's channel is full, the 50 events
//! that were to be sent are gone, and the caller learns it of one.

use serde_json::json;
use snowplow_tracker::{BatchEmitter, SelfDescribingEvent, Tracker as Snowplow};
use thrive_bench_harness::{Account, Arguments, Contender, Tracked, Tracker, run};

struct Emitters {
    url: String,
}

struct Handle {
    tracker: Snowplow,
    accounts: Vec<Account>,
}

impl Contender for Emitters {
    type Tracker = Handle;

    fn start(arguments: &Arguments) -> Self {
        Emitters { url: arguments.sink_url() }
    }

    fn tracker(&self, accounts: &[Account]) -> Handle {
        let emitter = BatchEmitter::new(&self.url);
        Handle { tracker: Snowplow::new("bench", "bench", emitter, None), accounts: accounts.to_vec() }
    }

    fn finish(self) {}
}

impl Tracker for Handle {
    fn track(&mut self, account: usize) -> Tracked {
        let Account { id, name, domain, plan, owner } = &self.accounts[account % Account::MANY];
        let event = SelfDescribingEvent::builder()
            .schema("iglu:com.example/account_created/jsonschema/1-0-0")
            .data(json!({
                "account_domain": domain, "account_id": id, "account_name": name, "plan_name": plan,
                "user_id": owner, "group_id": id,
            }))
            .build()
            .expect("the event is whole");
        match self.tracker.track(event, None) {
            Ok(_) => Tracked::Accepted,
            Err(_) => Tracked::Refused,
        }
    }

    fn finish(mut self) {
        // An error says that nothing is left, or that there is no room to send it now.
        while self.tracker.flush().is_err_and(|error| error.to_string().contains("no available capacity")) {
            std::thread::yield_now();
        }
        while self.tracker.close_emitter().is_err() {
            std::thread::yield_now();
        }
        // Dropping it waits for what is under way.
    }
}

fn main() {
    run::<Emitters>();
}
