//! The collector as its clients meet it: over real sockets.
#![cfg(test)]

mod gzip;
mod hostile;
mod http;
mod memory;
mod micro;
mod plan;
mod refusals;
mod server;
mod token;
mod track;
