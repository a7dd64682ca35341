//! The collector as its clients meet it: over real sockets.
#![cfg(test)]

mod hostile;
mod http;
mod memory;
mod micro;
mod plan;
mod refusals;
mod server;
mod track;
