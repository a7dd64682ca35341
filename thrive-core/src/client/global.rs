//! The client of the whole process.

use std::sync::{Arc, PoisonError, RwLock};

use super::{Client, GRACE, Receipt};
use crate::envelope::HashKey;
use crate::error::{InstallError, TrackError};
use crate::event::TrackEvent;

static INSTALLED: RwLock<Option<Client>> = RwLock::new(None);

impl Client {
    /// Makes this the client that [`event.track()`](TrackEvent::track) uses, everywhere in the process, for as long as
    /// the guard lives.
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
        if installed.is_some() {
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
        let uninstalled = INSTALLED.write().unwrap_or_else(PoisonError::into_inner).take();
        drop(uninstalled);
        self.client.shutdown(GRACE);
    }
}

/// Queues `event` on the client that is installed.
pub(crate) fn track_installed<E: TrackEvent + ?Sized>(event: &E) -> Result<Receipt, TrackError> {
    // Encoding calls the user's code, which may take as long as it likes, or track another event: not under the lock.
    let installed = INSTALLED.read().unwrap_or_else(PoisonError::into_inner).clone();
    installed.ok_or_else(TrackError::not_installed)?.accept(event)
}

/// What the client that is installed hashes with.
pub(crate) fn installed_hash_key() -> Option<Arc<HashKey>> {
    let installed = INSTALLED.read().unwrap_or_else(PoisonError::into_inner);
    installed.as_ref().and_then(|client| client.inner.hash_key.clone())
}
