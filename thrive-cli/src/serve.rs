//! `thrive serve`: the collector with its inspector.

use std::env;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::thread;

use clap::Args;
use serde_json::json;
use thrive_collector::{Collector, Weather};

use crate::arguments::Format;
use crate::outcome::{Failure, Outcome};
use crate::output::Output;

/// A secret on the command line is seen by every user of the machine.
const TOKEN: &str = "THRIVE_SERVE_TOKEN";

#[derive(Debug, Args)]
pub(crate) struct Serve {
    /// The port to listen on; 0 takes a free one
    #[arg(long, default_value_t = 8787)]
    port: u16,
    /// The address to listen on; any but this machine's own demands THRIVE_SERVE_TOKEN
    #[arg(long, value_name = "ADDRESS", default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST))]
    listen: IpAddr,
    /// A name by which it may be asked for, beside `localhost` and addresses
    #[arg(long, value_name = "NAME")]
    allow_host: Vec<String>,
    /// The plan's folder or file; without it that of THRIVE_PLAN, or `tracking` where there is one
    #[arg(long, value_name = "DIR")]
    plan: Option<PathBuf>,
    /// Append every event that arrives to this file, a line of JSON each
    #[arg(long, value_name = "FILE")]
    record: Option<PathBuf>,
    /// Misbehave on purpose, `500=10%,429=5%,latency=200ms,reset=1%`
    #[arg(long, value_name = "WEATHER")]
    weather: Option<Weather>,
    #[command(flatten)]
    format: Format,
}

impl Serve {
    pub(crate) fn run(self, output: &mut Output) -> Outcome {
        let collector = self.start()?;
        let address = reachable(collector.address());
        let (inspector, endpoint) = (format!("http://{address}/"), format!("http://{address}/api"));
        if self.format.json {
            output.line(json!({ "inspector": inspector, "endpoint": endpoint }))?;
        } else {
            output.line(format_args!("inspector  {inspector}"))?;
            output.line(format_args!("endpoint   {endpoint}   (THRIVESTACK_ENDPOINT)"))?;
        }
        output.flush()?;
        // Until somebody ends the process. A thread may wake up without a reason.
        loop {
            thread::park();
        }
    }

    fn start(&self) -> Result<Collector, Failure> {
        let mut builder = Collector::builder().listen(self.listen).port(self.port);
        let token = env::var_os(TOKEN).filter(|token| !token.is_empty());
        if let Some(token) = token {
            let token = token.into_string();
            builder = builder.token(token.map_err(|_| Failure::used_wrongly(format!("{TOKEN} is not UTF-8")))?);
        } else if !self.listen.is_loopback() {
            let message = format!(
                "{} is not this machine's own address, so that others reach it: export {TOKEN}=…, which they \
                 have to send",
                self.listen
            );
            return Err(Failure::used_wrongly(message));
        }
        for name in &self.allow_host {
            builder = builder.allow_host(name);
        }
        let plan = crate::plan::find(self.plan.as_deref());
        if self.plan.is_some() || plan.exists() {
            builder = builder.plan(plan);
        }
        if let Some(record) = &self.record {
            builder = builder.record(record);
        }
        if let Some(weather) = &self.weather {
            builder = builder.weather(weather.clone());
        }
        builder.start().map_err(|error| {
            Failure::used_wrongly(format!("the collector does not start on port {}: {error}", self.port)).because(error)
        })
    }
}

/// Where a browser of this machine finds what listens on every address.
fn reachable(address: SocketAddr) -> SocketAddr {
    match address.ip() {
        ip if !ip.is_unspecified() => address,
        IpAddr::V4(_) => SocketAddr::new(Ipv4Addr::LOCALHOST.into(), address.port()),
        IpAddr::V6(_) => SocketAddr::new(std::net::Ipv6Addr::LOCALHOST.into(), address.port()),
    }
}
