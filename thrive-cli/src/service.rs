//! A client of the service, as the environment makes it, and how delivery by it goes.

use std::time::{Duration, Instant};

use thrive_core::{BuildError, Client, ClientBuilder, State, Stats};

use crate::outcome::Failure;
use crate::progress::Progress;

/// How often to look at how it goes.
pub(crate) const GLANCE: Duration = Duration::from_millis(100);

/// How long the service may refuse the credential; one that can be renewed is renewed in less.
const UNAUTHORIZED: Duration = Duration::from_secs(5);

/// The settings of the environment, for another endpoint if one is named.
pub(crate) fn builder(endpoint: Option<&str>) -> Result<ClientBuilder, Failure> {
    let builder = ClientBuilder::from_env().map_err(unbuilt)?;
    Ok(match endpoint {
        Some(endpoint) => builder.endpoint(endpoint),
        None => builder,
    })
}

pub(crate) fn build(builder: ClientBuilder) -> Result<Client, Failure> {
    builder.build().map_err(unbuilt)
}

fn unbuilt(error: BuildError) -> Failure {
    Failure::used_wrongly(error.to_string()).because(error)
}

/// Looks at how delivery goes, shows it, and says when to give up.
pub(crate) struct Watch<'c> {
    client: &'c Client,
    progress: Progress,
    patience: Duration,
    settled: u64,
    last_progress: Instant,
    unauthorized_since: Option<Instant>,
}

impl<'c> Watch<'c> {
    pub(crate) fn new(client: &'c Client, events: u64, patience: Duration) -> Self {
        let progress = Progress::of_delivery(events);
        Watch { client, progress, patience, settled: 0, last_progress: Instant::now(), unauthorized_since: None }
    }

    pub(crate) fn begin_at(&self, settled: u64) {
        self.progress.begin_at(settled);
    }

    /// Shows how far delivery is of so many events. An error says why it is no use to go on.
    pub(crate) fn look(&mut self, accepted: u64) -> Result<(), String> {
        let stats = self.client.stats();
        let now = Instant::now();
        let settled = accepted.saturating_sub(stats.queued);
        if settled != self.settled || stats.queued == 0 {
            (self.settled, self.last_progress) = (settled, now);
        }
        self.progress.read(settled);
        self.progress.say(trouble(&stats).unwrap_or_default());
        self.unauthorized_since = match stats.state {
            State::Unauthorized => self.unauthorized_since.or(Some(now)),
            _ => None,
        };
        let is_refused = self.unauthorized_since.is_some_and(|since| now - since >= UNAUTHORIZED);
        if is_refused || now - self.last_progress >= self.patience {
            let why = trouble(&stats).unwrap_or_else(|| "the service does not answer".to_owned());
            return Err(format!("{why}; what is left is kept: run the same command to go on"));
        }
        Ok(())
    }
}

fn trouble(stats: &Stats) -> Option<String> {
    let is_in_trouble = matches!(stats.state, State::Retrying | State::Unauthorized);
    stats.last_error.clone().filter(|_| is_in_trouble)
}
