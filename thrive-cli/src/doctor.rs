//! `thrive doctor`: what stands between this machine and a delivered event.

mod call;
mod credential;
mod finding;
mod jwt;
mod network;

use std::env;
use std::time::{Duration, SystemTime};

use clap::Args;
use reqwest::Url;
use reqwest::blocking::Client;
use serde_json::{Value, json};

use crate::arguments::Format;
use crate::outcome::{Failure, Outcome, Verdict};
use crate::output::{Output, Style};
use credential::Credential;
use finding::{Finding, Level};

const DEFAULT_ENDPOINT: &str = "https://api.app.thrivestack.ai/api";

/// How long one attempt may take.
const PATIENCE: Duration = Duration::from_secs(10);

#[derive(Debug, Args)]
pub(crate) struct Doctor {
    /// The service's base URL; without it THRIVESTACK_ENDPOINT, or ThriveStack itself
    #[arg(long, value_name = "URL")]
    endpoint: Option<String>,
    /// Show the credential to the service, too, by a call without an event
    #[arg(long)]
    call: bool,
    #[command(flatten)]
    format: Format,
}

impl Doctor {
    pub(crate) fn run(self, output: &mut Output) -> Outcome {
        let now = SystemTime::now();
        let (credential, mut findings) = Credential::of_environment(now);
        let from_environment = || env::var("THRIVESTACK_ENDPOINT").ok().filter(|url| !url.trim().is_empty());
        let named = self.endpoint.clone().or_else(from_environment).unwrap_or_else(|| DEFAULT_ENDPOINT.to_owned());
        match network::endpoint(&named) {
            Err(finding) => findings.push(finding),
            Ok((endpoint, finding)) => {
                findings.push(finding);
                self.reach(&endpoint, credential.as_ref(), &mut findings)?;
            }
        }
        if self.format.json {
            output.json(&findings.iter().map(as_json).collect())?;
        } else {
            findings.iter().try_for_each(|finding| print(finding, output))?;
        }
        Ok(Verdict::wrong_if(findings.iter().any(|finding| finding.level == Level::Bad)))
    }

    fn reach(
        &self,
        endpoint: &Url,
        credential: Option<&Credential>,
        findings: &mut Vec<Finding>,
    ) -> Result<(), Failure> {
        let mut builder = Client::builder().timeout(PATIENCE).redirect(reqwest::redirect::Policy::none());
        if network::is_local(endpoint) {
            builder = builder.no_proxy();
        }
        let http = builder.build().map_err(|error| {
            Failure::wrong(format!("no HTTP client ({error}): look at the system's certificates")).because(error)
        })?;
        if !network::reach(endpoint, findings) {
            return Ok(());
        }
        // The clock is looked at when the answer is there.
        let is_answered = network::answer(&http, endpoint, SystemTime::now, findings);
        match (credential, self.call && is_answered) {
            (Some(credential), true) => findings.extend(call::call(&http, endpoint, credential)),
            (None, true) => findings.push(Finding::bad(
                "call",
                "no call was made, as there is no credential to make it with",
                "set one, as said above",
            )),
            (_, false) if is_answered => {
                findings.push(Finding::note("call", "the credential was not shown to the service: `--call` does that"));
            }
            _ => {}
        }
        Ok(())
    }
}

fn print(finding: &Finding, output: &mut Output) -> Result<(), Failure> {
    let Finding { check, level, message, remedy } = finding;
    let style = match level {
        Level::Good => Style::Good,
        Level::Note => Style::Doubtful,
        Level::Bad => Style::Bad,
    };
    let level = output.styled(style, format_args!("{:<4}", level.name()));
    output.line(format_args!("{level}  {check:<11} {message}"))?;
    match remedy {
        Some(remedy) => output.line(format_args!("                  {remedy}")),
        None => Ok(()),
    }
}

fn as_json(finding: &Finding) -> Value {
    let Finding { check, level, message, remedy } = finding;
    json!({ "check": check, "level": level.name(), "message": message, "remedy": remedy })
}
