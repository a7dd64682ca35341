//! The collector as its clients meet it: over real sockets.
#![cfg(test)]

mod hostile;
mod http;
mod memory;
mod micro;
mod refusals;
mod server;
mod track;
