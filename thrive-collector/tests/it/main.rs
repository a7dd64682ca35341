//! The collector as its clients meet it: over real sockets.
#![cfg(test)]

mod guard;
mod gzip;
mod hostile;
mod http;
mod inspector;
mod memory;
mod micro;
mod plan;
mod record;
mod refusals;
mod server;
mod token;
mod track;
mod weather;
