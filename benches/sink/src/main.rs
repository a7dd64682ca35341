//! A server on the loopback that takes everything and counts it: as little HTTP/1.1 as the contenders speak, a thread a
//! connection, so that it is not what is measured.
//!
//! It prints its address and serves until its standard input ends.

mod connection;
mod tally;

use std::error::Error;
use std::io::{self, Read};
use std::net::{Ipv4Addr, TcpListener};
use std::sync::Arc;
use std::thread;

use crate::tally::Tally;

fn main() -> Result<(), Box<dyn Error>> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    println!("{}", listener.local_addr()?);
    let tally = Arc::new(Tally::default());
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let tally = tally.clone();
            thread::spawn(move || {
                if let Err(error) = connection::serve(stream, &tally) {
                    eprintln!("sink: a connection ended: {error}");
                }
            });
        }
    });
    io::stdin().read_to_end(&mut Vec::new())?;
    Ok(())
}
