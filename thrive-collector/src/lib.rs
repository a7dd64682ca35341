#![doc = include_str!("../README.md")]

mod encoding;
mod micro;
mod request;
mod server;
mod store;
mod token;
mod track;
mod validate;

pub use request::{BadEvent, Call, Credential, GoodEvent, Reason, Refusal, Request};
pub use server::{Collector, CollectorBuilder};
pub use store::Counts;
