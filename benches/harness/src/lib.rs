//! What every contender is measured by: the same events, the same pace, the same sink, the same clock.
//!
//! A contender is a program of its own, so that the features that one client asks of a shared dependency are not in the
//! build of another. It implements [`Contender`] and calls [`run`] or [`run_shared`], which measures the scenario that
//! the arguments name and prints one JSON object in one line.

mod allocations;
mod arguments;
mod pace;
mod process;
mod scenario;
mod sink;

pub use arguments::Arguments;
pub use scenario::{print, run, run_shared};
pub use sink::Counted;
pub use thrive_bench_event::Account;

/// A client that brings events to the sink.
pub trait Contender: Sized {
    /// What tracks on one thread.
    type Tracker: Tracker;

    /// Starts the client as its own documentation shows, but for the address of the sink.
    fn start(arguments: &Arguments) -> Self;

    /// How the sink finds the events in what this client sends.
    fn counted(&self) -> Counted {
        Counted::Pattern("account_created")
    }

    /// One more handle on the client, for a thread that tracks these events.
    fn tracker(&self, accounts: &[Account]) -> Self::Tracker;

    /// Returns when everything that was tracked is at the sink, or given up.
    fn finish(self);
}

/// A client in the hands of one thread.
pub trait Tracker: 'static {
    /// The whole call that an application makes for its account of this number: from its own struct to the client's
    /// answer.
    fn track(&mut self, account: usize) -> Tracked;

    /// Sends what the handle itself holds back.
    fn finish(self)
    where
        Self: Sized,
    {
    }
}

/// What a client said to an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tracked {
    /// It took it.
    Accepted,
    /// It had no room for it, and said so.
    Refused,
}
