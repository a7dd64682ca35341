//! `thrive spool replay`.

use std::path::PathBuf;
use std::time::Duration;

use clap::Args;
use serde_json::json;

use super::open;
use crate::arguments::Format;
use crate::outcome::{Failure, Outcome, Verdict};
use crate::output::Output;
use crate::service::{self, GLANCE, Watch};
use crate::wording::{counted, grouped};

#[derive(Debug, Args)]
pub(crate) struct Replay {
    /// The folder that a client had as its spool
    path: PathBuf,
    /// The service's base URL; without it THRIVESTACK_ENDPOINT, or ThriveStack itself
    #[arg(long, value_name = "URL")]
    endpoint: Option<String>,
    /// Give up when the service has not answered for so long
    #[arg(long, value_name = "SECONDS", default_value_t = 300)]
    patience: u64,
    #[command(flatten)]
    format: Format,
}

impl Replay {
    pub(crate) fn run(self, output: &mut Output) -> Outcome {
        // A client would make the folder of a name that was mistyped.
        open(&self.path)?;
        let client = service::build(service::builder(self.endpoint.as_deref())?.spool(&self.path))?;
        let found = client.stats().tracked;
        let mut watch = Watch::new(&client, found, Duration::from_secs(self.patience));
        let mut ended = Ok(());
        while ended.is_ok() && client.stats().queued > 0 {
            client.flush(GLANCE);
            ended = watch.look(found);
        }
        drop(watch);
        let report = client.shutdown(Duration::from_secs(5));
        let waiting = report.spooled + report.queued;
        if self.format.json {
            output.json(&json!({
                "found": found, "delivered": report.delivered, "refused": report.rejected, "lost": report.lost,
                "waiting": waiting,
            }))?;
        } else {
            let mut line = format!("{}: {} delivered", counted(found, "event"), grouped(report.delivered));
            let parts = [(report.rejected, "refused"), (report.lost, "damaged"), (waiting, "still to be sent")];
            for (count, what) in parts.into_iter().filter(|(count, _)| *count > 0) {
                line.push_str(&format!(", {} {what}", grouped(count)));
            }
            output.line(line)?;
        }
        if let Err(trouble) = ended {
            output.flush()?;
            return Err(Failure::wrong(trouble));
        }
        Ok(Verdict::wrong_if(report.rejected > 0 || report.lost > 0))
    }
}
