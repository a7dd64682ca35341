//! The collector as a running server: its builder, its thread, its end.

use std::{
    fmt, io,
    net::{IpAddr, Ipv4Addr, SocketAddr, TcpListener},
    path::PathBuf,
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
    micro,
    request::{BadEvent, GoodEvent, Request},
    store::{Counts, Limits, Store},
    token::{self, Tokens},
    track::{self, Service},
    validate::Schemas,
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

    /// The base URL to configure a client with: `http://127.0.0.1:PORT/api`.
    pub fn endpoint(&self) -> String {
        format!("http://{}/api", self.address)
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

type Wrap = Box<dyn FnOnce(Router) -> Router + Send>;

/// What to start; made by [`Collector::builder`].
#[must_use = "a builder starts nothing until `start` is called"]
pub struct CollectorBuilder {
    address: IpAddr,
    port: u16,
    max_body_bytes: usize,
    limits: Limits,
    plan: Option<PathBuf>,
    tokens: Tokens,
    wrap: Option<Wrap>,
}

impl Default for CollectorBuilder {
    fn default() -> Self {
        Self {
            address: Ipv4Addr::LOCALHOST.into(),
            port: 0,
            max_body_bytes: 4 << 20,
            limits: Limits { events: 100_000, bytes: 64 << 20 },
            plan: None,
            tokens: Tokens::default(),
            wrap: None,
        }
    }
}

impl CollectorBuilder {
    /// The loopback address to listen on. Default: 127.0.0.1.
    pub fn address(mut self, address: impl Into<IpAddr>) -> Self {
        self.address = address.into();
        self
    }

    /// The port to listen on. Default: 0, a free one.
    pub fn port(mut self, port: u16) -> Self {
        self.port = port;
        self
    }

    /// The longest body that is not answered with 413. Default: 4 MiB.
    pub fn max_body_bytes(mut self, bytes: usize) -> Self {
        self.max_body_bytes = bytes;
        self
    }

    /// How many events, good and bad, are remembered. Default: 100,000.
    ///
    /// Memory is freed a request at a time, the oldest first, with all its events.
    pub fn max_kept_events(mut self, events: usize) -> Self {
        self.limits.events = events;
        self
    }

    /// About how much memory the remembered requests may take. Default: 64 MiB.
    ///
    /// A body and the events in it count separately, since both are kept.
    pub fn max_kept_bytes(mut self, bytes: usize) -> Self {
        self.limits.bytes = bytes;
        self
    }

    /// A team's own tracking plan: the folder `tracking`, or one plan file. Default: the standard catalogue alone.
    ///
    /// The team's events are judged by their schemas, those included that replace a standard one. A relative path starts
    /// at the working folder, which in a test is the package's. The plan is read once, by [`start`](Self::start).
    ///
    /// ```no_run
    /// # use thrive_collector::Collector;
    /// let collector = Collector::builder().plan("tracking").start()?;
    /// # std::io::Result::Ok(())
    /// ```
    pub fn plan(mut self, path: impl Into<PathBuf>) -> Self {
        self.plan = Some(path.into());
        self
    }

    /// Accepts only those access tokens that it issued itself, by `POST /api/user/token`, until they expire. API keys are
    /// accepted as ever. Default: any token will do.
    ///
    /// ```
    /// # use thrive_collector::Collector;
    /// let collector = Collector::builder().check_tokens().start()?;
    /// collector.expire_tokens(); // from here on, a client has to get another
    /// # std::io::Result::Ok(())
    /// ```
    pub fn check_tokens(mut self) -> Self {
        self.tokens.are_checked = true;
        self
    }

    /// The longest life of an access token, whatever was asked for. Default: as long as was asked for, a day at most.
    pub fn token_life(mut self, life: Duration) -> Self {
        self.tokens.longest_life = Some(life);
        self
    }

    /// The id of the one key that gets access tokens; a request with another is answered with 401. Default: any key does.
    pub fn key_id(mut self, key_id: impl Into<String>) -> Self {
        self.tokens.key_id = Some(key_id.into());
        self
    }

    /// Puts a layer before the collector: to inject faults, to log, to count.
    ///
    /// What the layer answers itself never reaches the collector and is not counted. The layer runs on the collector's
    /// runtime, where tokio's timers work.
    ///
    /// ```
    /// use std::sync::atomic::{AtomicU32, Ordering};
    ///
    /// use axum::{extract::Request, http::StatusCode, middleware::{self, Next}, response::IntoResponse};
    /// use thrive_collector::Collector;
    ///
    /// // The first two requests meet an overloaded service.
    /// static SEEN: AtomicU32 = AtomicU32::new(0);
    /// let overload = middleware::from_fn(async |request: Request, next: Next| {
    ///     match SEEN.fetch_add(1, Ordering::Relaxed) {
    ///         0 | 1 => (StatusCode::TOO_MANY_REQUESTS, [("retry-after", "2")]).into_response(),
    ///         _ => next.run(request).await,
    ///     }
    /// });
    /// let collector = Collector::builder().wrap(|router| router.layer(overload)).start()?;
    /// # let post = || {
    /// #     let client = reqwest::blocking::Client::builder().no_proxy().build()?;
    /// #     Ok::<_, reqwest::Error>(client.post(format!("{}/track", collector.endpoint())).send()?.status().as_u16())
    /// # };
    /// # assert_eq!([post()?, post()?, post()?], [429, 429, 401]);
    /// # assert_eq!(collector.counts().requests, 1);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn wrap(mut self, wrap: impl FnOnce(Router) -> Router + Send + 'static) -> Self {
        self.wrap = Some(Box::new(wrap));
        self
    }

    /// Starts the collector. When this returns, it listens.
    ///
    /// # Errors
    ///
    /// `InvalidInput` when the address is not a loopback address, since a collector asks for no real credential;
    /// `InvalidData` when the plan cannot be read or has a mistake, with file, line and column; otherwise when the port is taken, or the system gives no thread or no event queue.
    pub fn start(self) -> io::Result<Collector> {
        if !self.address.is_loopback() {
            let message = format!("a collector listens on loopback only, and {} is not", self.address);
            return Err(io::Error::new(io::ErrorKind::InvalidInput, message));
        }
        let store = Store::new(self.limits);
        let schemas = Schemas::compile(self.plan.as_deref())?;
        let (tokens, max_body_bytes) = (self.tokens, self.max_body_bytes);
        let service = Arc::new(Service { schemas, store, tokens, max_body_bytes });
        let routes = track::routes().merge(token::routes()).merge(micro::routes());
        let router = routes.with_state(Arc::clone(&service));
        let served = self.wrap.map_or_else(|| router.clone(), |wrap| wrap(router.clone()));

        let listener = TcpListener::bind((self.address, self.port))?;
        let address = listener.local_addr()?;
        let (stop, stopped) = oneshot::channel();
        let (ready, started) = mpsc::channel();
        let thread = thread::Builder::new()
            .name("thrive-collector".to_owned())
            .spawn(move || serve(listener, served, &ready, stopped))?;
        started.recv().map_err(io::Error::other)??;
        Ok(Collector { address, router, service, stop: Some(stop), thread: Some(thread) })
    }
}

impl fmt::Debug for CollectorBuilder {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("CollectorBuilder")
            .field("address", &SocketAddr::new(self.address, self.port))
            .field("max_body_bytes", &self.max_body_bytes)
            .field("limits", &self.limits)
            .field("plan", &self.plan)
            .field("tokens", &self.tokens)
            .finish_non_exhaustive()
    }
}

/// The thread. The runtime is made and ended here, since one must not be dropped inside another.
fn serve(listener: TcpListener, router: Router, ready: &mpsc::Sender<io::Result<()>>, stopped: oneshot::Receiver<()>) {
    match prepare(listener) {
        Ok((runtime, listener)) => {
            runtime.spawn(axum::serve(listener, router).into_future());
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
