//! The collector as a running server: its thread, its end.

use std::{
    fmt, io,
    net::{SocketAddr, TcpListener},
    sync::{Arc, mpsc},
    thread::{self, JoinHandle},
    time::Duration,
};

use axum::Router;
use tokio::{
    runtime::{self, Runtime},
    sync::oneshot,
};

use crate::{
    builder::CollectorBuilder,
    connections::{self, Bounds},
    request::{BadEvent, GoodEvent, Request},
    store::Counts,
    track::Service,
};

/// A running collector. It stops when dropped, wherever that happens, and cuts the connections that are still open.
///
/// It runs on a thread and a runtime of its own, so every method may be called from synchronous and asynchronous code
/// alike. Only [`wait_for`](Self::wait_for) blocks.
pub struct Collector {
    address: SocketAddr,
    router: Router,
    service: Arc<Service>,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Collector {
    /// Starts a collector on a free port of 127.0.0.1.
    ///
    /// # Errors
    ///
    /// When the system gives no port, no thread or no event queue.
    pub fn start() -> io::Result<Self> {
        Self::builder().start()
    }

    /// Starts a collector that differs from the default.
    pub fn builder() -> CollectorBuilder {
        CollectorBuilder::default()
    }

    pub(crate) fn run(
        listener: TcpListener,
        bounds: Bounds,
        router: Router,
        served: Router,
        service: Arc<Service>,
    ) -> io::Result<Self> {
        let address = listener.local_addr()?;
        let (stop, stopped) = oneshot::channel();
        let (ready, started) = mpsc::channel();
        let thread = thread::Builder::new()
            .name("thrive-collector".to_owned())
            .spawn(move || serve(listener, served, bounds, &ready, stopped))?;
        started.recv().map_err(io::Error::other)??;
        Ok(Self { address, router, service, stop: Some(stop), thread: Some(thread) })
    }

    /// The base URL to configure a client with: `http://127.0.0.1:PORT/api`.
    pub fn endpoint(&self) -> String {
        format!("http://{}/api", self.address)
    }

    /// The inspector's page, for a browser: `http://127.0.0.1:PORT/`.
    pub fn inspector_url(&self) -> String {
        format!("http://{}/", self.address)
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// How much arrived since the start or the last [`reset`](Self::reset).
    pub fn counts(&self) -> Counts {
        self.service.store.counts()
    }

    /// The accepted events that are still remembered, oldest first.
    pub fn good(&self) -> Vec<GoodEvent> {
        self.requests().iter().flat_map(|request| request.good()).cloned().collect()
    }

    /// The events and requests at fault that are still remembered, oldest first.
    pub fn bad(&self) -> Vec<BadEvent> {
        self.requests().iter().flat_map(|request| request.bad()).cloned().collect()
    }

    /// The requests that are still remembered, oldest first, as they were received.
    ///
    /// A request stands here before its answer leaves: who has the answer finds the request.
    pub fn requests(&self) -> Vec<Arc<Request>> {
        self.service.store.requests()
    }

    /// How many access tokens were issued since the start.
    pub fn tokens_issued(&self) -> u64 {
        self.service.tokens.count()
    }

    /// Ends the life of every access token that was issued, where [tokens are checked](CollectorBuilder::check_tokens).
    pub fn expire_tokens(&self) {
        self.service.tokens.expire();
    }

    /// Forgets everything and counts from zero. Access tokens stay what they are.
    pub fn reset(&self) {
        self.service.store.reset();
    }

    /// Blocks until the condition holds, or the time is over; says whether it holds.
    ///
    /// It sleeps until a request arrives, and does not poll. On an asynchronous runtime it blocks the thread it is
    /// called on, so a client that needs that thread must be awaited first (or the call moved to a blocking thread).
    /// The condition is called under the collector's lock: it looks at the counts, not at the collector.
    ///
    /// ```
    /// # use std::time::Duration;
    /// # use thrive_collector::Collector;
    /// let collector = Collector::start()?;
    /// assert!(!collector.wait_for(|counts| counts.good >= 1, Duration::from_millis(1)));
    /// # std::io::Result::Ok(())
    /// ```
    pub fn wait_for(&self, condition: impl FnMut(&Counts) -> bool, timeout: Duration) -> bool {
        self.service.store.wait_for(condition, timeout)
    }

    /// The same routes over the same memory, to embed in an axum app of one's own.
    ///
    /// ```
    /// # use thrive_collector::Collector;
    /// let collector = Collector::start()?;
    /// let app: axum::Router = axum::Router::new().nest("/collector", collector.router());
    /// # std::io::Result::Ok(())
    /// ```
    ///
    /// To put something before the collector's own routes, see [`CollectorBuilder::wrap`].
    pub fn router(&self) -> Router {
        self.router.clone()
    }
}

impl fmt::Debug for Collector {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let counts = self.counts();
        formatter
            .debug_struct("Collector")
            .field("address", &self.address)
            .field("counts", &counts)
            .finish_non_exhaustive()
    }
}

impl Drop for Collector {
    fn drop(&mut self) {
        drop(self.stop.take());
        // A layer may own the collector and drop it from within; a thread cannot wait for itself.
        if let Some(thread) = self.thread.take().filter(|thread| thread.thread().id() != thread::current().id()) {
            // A panic in a layer of the caller's has been reported where it happened.
            let _ = thread.join();
        }
    }
}

/// The thread. The runtime is made and ended here, since one must not be dropped inside another.
fn serve(
    listener: TcpListener,
    router: Router,
    bounds: Bounds,
    ready: &mpsc::Sender<io::Result<()>>,
    stopped: oneshot::Receiver<()>,
) {
    match prepare(listener) {
        Ok((runtime, listener)) => {
            runtime.spawn(connections::serve(listener, router, bounds));
            let _ = ready.send(Ok(()));
            // Nothing is ever sent: the collector drops its end.
            let _ = runtime.block_on(stopped);
            runtime.shutdown_background();
        }
        Err(error) => {
            let _ = ready.send(Err(error));
        }
    }
}

fn prepare(listener: TcpListener) -> io::Result<(Runtime, tokio::net::TcpListener)> {
    listener.set_nonblocking(true)?;
    let runtime = runtime::Builder::new_current_thread().enable_all().build()?;
    let entered = runtime.enter();
    let listener = tokio::net::TcpListener::from_std(listener)?;
    drop(entered);
    Ok((runtime, listener))
}
