//! The client of the whole process.

use std::sync::{PoisonError, RwLock};

use super::{Client, GRACE};
use crate::envelope;
use crate::error::{InstallError, TrackError};
use crate::event::AnyEvent;
use crate::receipt::Receipt;
use crate::testing;

static INSTALLED: RwLock<Option<Client>> = RwLock::new(None);

impl Client {
    /// Makes this the client that [`event.track()`](crate::TrackEvent::track) uses, everywhere in the process, for as
    /// long as the guard lives.
    ///
    /// ```
    /// use thrive_core::Client;
    ///
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let client = Client::builder().endpoint("http://127.0.0.1:9/api").api_key("key").build()?;
    /// let _guard = client.install()?; // `_guard`, not `_`, which would drop it here
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// [`InstallError`] when another client is installed, or when this one was shut down.
    pub fn install(&self) -> Result<Guard, InstallError> {
        let mut installed = INSTALLED.write().unwrap_or_else(PoisonError::into_inner);
        // What is installed may be left from before a fork: its guard does nothing any more.
        if installed.as_ref().is_some_and(|client| client.inner.process.is_current()) {
            return Err(InstallError::already_installed());
        }
        if !self.is_open() {
            return Err(InstallError::closed());
        }
        *installed = Some(self.clone());
        Ok(Guard { client: self.clone() })
    }
}

/// Keeps a client installed, from [`Client::install`].
///
/// When it is dropped, `event.track()` finds no client any more, and the client is [shut down](Client::shutdown), which
/// blocks the thread for at most 5 seconds, also in an async runtime. It does not panic. A process that ends by
/// `std::process::exit` drops nothing: call [`Client::shutdown`] there.
#[derive(Debug)]
#[must_use = "events are tracked as long as the guard lives: bind it, as in `let _guard = client.install()?;`"]
pub struct Guard {
    client: Client,
}

impl Drop for Guard {
    fn drop(&mut self) {
        // In a forked child the lock may be held for ever.
        if !self.client.inner.process.is_current() {
            return;
        }
        let uninstalled = INSTALLED.write().unwrap_or_else(PoisonError::into_inner).take();
        drop(uninstalled);
        self.client.shutdown(GRACE);
    }
}

/// Queues `event` on the client that is installed.
pub(crate) fn track_installed(event: &dyn AnyEvent) -> Result<Receipt, TrackError> {
    if let Some(captured) = testing::captured(event) {
        return captured;
    }
    // Encoding calls the user's code, which may take as long as it likes, or track another event: not under the lock.
    let installed = INSTALLED.read().unwrap_or_else(PoisonError::into_inner).clone();
    installed.ok_or_else(TrackError::not_installed)?.inner.track(event)
}

/// The JSON of `event` as the client that is installed would send it, or one without settings.
pub(crate) fn encode_as_installed(event: &dyn AnyEvent) -> Result<String, TrackError> {
    let installed = INSTALLED.read().unwrap_or_else(PoisonError::into_inner).clone();
    let inner = installed.as_ref().map(|client| &client.inner);
    envelope::encode_to_string(
        event,
        inner.and_then(|inner| inner.hash_key.as_ref()),
        inner.and_then(|inner| inner.extras.as_ref()),
    )
}
