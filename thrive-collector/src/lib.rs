#![doc = include_str!("../README.md")]

mod base64;
mod builder;
mod connections;
mod encoding;
mod guard;
mod inspector;
mod intake;
mod micro;
mod record;
mod request;
mod rfc3339;
mod server;
mod store;
mod token;
mod track;
mod validate;
mod weather;

pub use builder::CollectorBuilder;
pub use request::{BadEvent, Call, Credential, GoodEvent, Reason, Refusal, Request};
pub use server::Collector;
pub use store::Counts;
pub use weather::{Weather, WeatherError};
