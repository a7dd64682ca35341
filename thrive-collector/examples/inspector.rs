//! A collector with its inspector, for a browser: `cargo run -p thrive-collector --example inspector -- [PORT [PLAN]]`.
//!
//! It says where it listens, and ends with its standard input, so that whoever started it cannot leave it behind.

use std::{
    env,
    io::{self, Write},
};

use thrive_collector::Collector;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = env::args().skip(1);
    let port = arguments.next().map_or(Ok(8787), |port| port.parse())?;
    let mut builder = Collector::builder().port(port);
    if let Some(plan) = arguments.next() {
        builder = builder.plan(plan);
    }
    let collector = builder.start()?;
    writeln!(io::stdout(), "{}", collector.inspector_url())?;
    io::copy(&mut io::stdin(), &mut io::sink())?;
    Ok(())
}
