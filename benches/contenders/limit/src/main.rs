//! What no client can beat. `mode=` says which part of the way is made alone:
//!
//! | mode | a call |
//! |---|---|
//! | `reqwest` | serde_json appends the event to a body, which reqwest posts when it has `batch=` events: one request in flight, and nothing is tracked meanwhile; with `gzip=yes` the body is compressed before |
//! | `serde` | serde_json writes the event into a buffer, with its time formatted beforehand |
//! | `memcpy` | the ready-made event is copied into a buffer |
//! | `clock` | `SystemTime::now` |
//! | `nothing` | nothing: what measuring costs |

mod post;

use std::hint;
use std::time::SystemTime;

use thrive_bench_event::by_serde;
use thrive_bench_harness::{Account, Arguments, Contender, Counted, Tracked, Tracker, run_shared};

use crate::post::Post;

struct Limit {
    arguments: Arguments,
}

struct Part {
    accounts: Vec<Account>,
    ready_made: Vec<Vec<u8>>,
    buffer: Vec<u8>,
    mode: Mode,
}

enum Mode {
    Reqwest(Box<Post>),
    Serde,
    Memcpy,
    Clock,
    Nothing,
}

impl Contender for Limit {
    type Tracker = Part;

    fn start(arguments: &Arguments) -> Self {
        Limit { arguments: arguments.clone() }
    }

    fn counted(&self) -> Counted {
        match self.arguments.expect::<String>("mode").as_str() {
            "reqwest" => Counted::Pattern("account_created"),
            _ => Counted::Nothing,
        }
    }

    fn tracker(&self, accounts: &[Account]) -> Part {
        let ready = |account| {
            let mut event = Vec::new();
            write(account, &mut event);
            event
        };
        let mode = match self.arguments.expect::<String>("mode").as_str() {
            "reqwest" => Mode::Reqwest(Box::new(Post::new(&self.arguments))),
            "serde" => Mode::Serde,
            "memcpy" => Mode::Memcpy,
            "clock" => Mode::Clock,
            "nothing" => Mode::Nothing,
            other => panic!("there is no mode `{other}`"),
        };
        Part {
            accounts: accounts.to_vec(),
            ready_made: accounts.iter().map(ready).collect(),
            buffer: Vec::with_capacity(1024),
            mode,
        }
    }

    fn finish(self) {}
}

impl Tracker for Part {
    fn track(&mut self, account: usize) -> Tracked {
        let account = account % Account::MANY;
        match &mut self.mode {
            Mode::Reqwest(post) => post.append(|body| write(&self.accounts[account], body)),
            Mode::Serde => {
                self.buffer.clear();
                write(&self.accounts[account], &mut self.buffer);
                hint::black_box(&self.buffer);
            }
            Mode::Memcpy => {
                self.buffer.clear();
                self.buffer.extend_from_slice(&self.ready_made[account]);
                hint::black_box(&self.buffer);
            }
            Mode::Clock => {
                hint::black_box(SystemTime::now());
            }
            Mode::Nothing => {
                hint::black_box(account);
            }
        }
        Tracked::Accepted
    }

    fn finish(self) {
        if let Mode::Reqwest(post) = self.mode {
            post.finish();
        }
    }
}

fn write(account: &Account, out: &mut Vec<u8>) {
    by_serde::write(account, "2024-10-20T15:51:36.088000Z", out);
}

fn main() {
    run_shared::<Limit>();
}
