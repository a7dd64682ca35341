//! How a request gets to the service, and what comes back.

mod body;
mod contained;
#[cfg(feature = "http")]
mod http;
mod request;
mod response;

use std::pin::Pin;
use std::sync::Arc;

pub(crate) use body::Body;
pub use body::Compression;
use contained::contained;
#[cfg(feature = "http")]
pub(crate) use http::{Endpoint, Http};
pub(crate) use request::Header;
pub use request::Request;
pub use response::{NoAnswer, Response};

/// A way to the service: what makes an attempt to get one request there.
///
/// The client brings one, over HTTP. One of your own goes to [`ClientBuilder::transport`](crate::ClientBuilder::transport):
/// to hand the requests to a sidecar, to write them to a file, to keep them in memory. It makes single attempts. Batching,
/// order, pauses, further attempts and the accounts are the client's, and the same for every transport; so is what an
/// answer means: a 2xx delivers the events, a 400 refuses them, a 503 or no answer has them sent again.
///
/// ```
/// use std::sync::{Arc, Mutex};
/// use std::time::Duration;
///
/// use thrive_core::{Client, NoAnswer, Request, Response, Transport, TrackEvent};
///
/// /// Keeps the body of each request, a JSON array of events.
/// #[derive(Clone, Default)]
/// struct Outbox(Arc<Mutex<Vec<String>>>);
///
/// impl Transport for Outbox {
///     async fn send(&self, request: Request) -> Result<Response, NoAnswer> {
///         let body = String::from_utf8(request.into_body().to_vec()).map_err(NoAnswer::new)?;
///         self.0.lock().map_err(NoAnswer::new)?.push(body);
///         Ok(Response::new(200))
///     }
/// }
///
/// #[derive(TrackEvent)]
/// #[track(event = "feature_used")]
/// struct Used {
///     feature_name: &'static str,
/// }
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let outbox = Outbox::default();
/// let client = Client::builder().transport(outbox.clone()).build()?;
/// Used { feature_name: "export" }.by("user-7").within("account-1").track_with(&client)?;
/// assert_eq!(client.shutdown(Duration::from_secs(5)).delivered, 1);
///
/// let bodies = outbox.0.lock().unwrap();
/// assert!(bodies[0].starts_with(r#"[{"event_name":"feature_used","#));
/// # Ok(())
/// # }
/// ```
pub trait Transport: Send + Sync + 'static {
    /// Makes one attempt.
    ///
    /// It runs on the client's own thread, on a current-thread tokio runtime with its timers, and with its I/O where the
    /// program's tokio has that; so the future need not be `Send`. While it is under way nothing else is sent: it has to
    /// end within a bounded time, and hands work that blocks for long to a thread. When the client ends before the
    /// attempt does, the future is dropped.
    ///
    /// # Errors
    ///
    /// [`NoAnswer`] when it is not known that the request arrived. It is then made again.
    fn send(&self, request: Request) -> impl Future<Output = Result<Response, NoAnswer>>;
}

/// [`Transport`] as an object.
pub(crate) trait Erased: Send + Sync {
    fn send_boxed(&self, request: Request) -> Attempt<'_>;
}

/// An attempt under way.
pub(crate) type Attempt<'a> = Pin<Box<dyn Future<Output = Result<Response, NoAnswer>> + 'a>>;

impl<T: Transport> Erased for T {
    fn send_boxed(&self, request: Request) -> Attempt<'_> {
        // Called with the first poll, so that a panic is one of the attempt.
        Box::pin(async move { self.send(request).await })
    }
}

impl Transport for Arc<dyn Erased> {
    async fn send(&self, request: Request) -> Result<Response, NoAnswer> {
        // The object's own, not the one that this implementation gives the pointer.
        contained((**self).send_boxed(request)).await
    }
}
