//! What to start.

use std::{
    fmt, io,
    net::{IpAddr, Ipv4Addr, SocketAddr, TcpListener},
    path::PathBuf,
    sync::Arc,
    time::Duration,
};

use axum::{Router, middleware};

use crate::{
    connections::Bounds,
    guard::{self, Guard},
    inspector,
    intake::Intake,
    micro,
    record::Record,
    server::Collector,
    store::{Limits, Store},
    token::{self, Tokens},
    track::{self, Service},
    validate::Schemas,
    weather::{self, Sky, Weather},
};

type Wrap = Box<dyn FnOnce(Router) -> Router + Send>;

/// What to start; made by [`Collector::builder`].
#[must_use = "a builder starts nothing until `start` is called"]
pub struct CollectorBuilder {
    address: IpAddr,
    port: u16,
    guard: Guard,
    bounds: Bounds,
    max_body_bytes: usize,
    limits: Limits,
    plan: Option<PathBuf>,
    record: Option<PathBuf>,
    tokens: Tokens,
    weather: Option<Weather>,
    wrap: Option<Wrap>,
}

impl Default for CollectorBuilder {
    fn default() -> Self {
        Self {
            address: Ipv4Addr::LOCALHOST.into(),
            port: 0,
            guard: Guard::default(),
            bounds: Bounds { connections: 512, patience: Duration::from_secs(30) },
            max_body_bytes: 4 << 20,
            limits: Limits { events: 100_000, bytes: 64 << 20 },
            plan: None,
            record: None,
            tokens: Tokens::default(),
            weather: None,
            wrap: None,
        }
    }
}

impl CollectorBuilder {
    /// The address to listen on; any but a loopback address demands a [`token`](Self::token). Default: 127.0.0.1.
    pub fn listen(mut self, address: impl Into<IpAddr>) -> Self {
        self.address = address.into();
        self
    }

    /// Lets in only who has this token, on every path: a client as `Authorization: Bearer <token>` or `x-api-key: <token>`,
    /// a browser as the password, beside any name. It goes over the network as it is. Default: none.
    ///
    /// ```
    /// use std::net::Ipv4Addr;
    ///
    /// use thrive_collector::Collector;
    ///
    /// let open = Collector::builder().listen(Ipv4Addr::UNSPECIFIED);
    /// assert!(open.start().is_err());
    /// let closed = Collector::builder().listen(Ipv4Addr::UNSPECIFIED).token("0c1f5a");
    /// let collector = closed.start()?;
    /// # std::io::Result::Ok(())
    /// ```
    pub fn token(mut self, token: impl Into<String>) -> Self {
        self.guard.token = Some(token.into());
        self
    }

    /// A name by which the collector may be asked for, such as `collector.internal`. Default: any address, and
    /// `localhost`; a request with another `Host` is refused with 403, since a page of another site may have sent it.
    pub fn allow_host(mut self, name: impl Into<String>) -> Self {
        self.guard.hosts.push(name.into());
        self
    }

    /// The port to listen on. Default: 0, a free one.
    pub fn port(mut self, port: u16) -> Self {
        self.port = port;
        self
    }

    /// How many connections there may be at once; more wait to be accepted. Default: 512.
    pub fn max_connections(mut self, connections: usize) -> Self {
        self.bounds.connections = connections;
        self
    }

    /// How long the head of a request may take, and how long its body. A connection that is late with a head, also one
    /// that is idle, is closed; a body that is late is answered with 408. Default: 30 s.
    pub fn read_timeout(mut self, timeout: Duration) -> Self {
        self.bounds.patience = timeout;
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

    /// Appends every event that arrives to this file, a line of JSON each:
    ///
    /// ```json
    /// {"received_at":"2024-10-20T15:51:36.088Z","call":"track","valid":true,"event":{"event_name":"account_created"}}
    /// {"received_at":"2024-10-20T15:51:36.090Z","call":"track","valid":false,"reasons":[{"path":"","message":".."}],"event":null}
    /// ```
    ///
    /// `event` is what arrived, but for the space around its tokens; it is `null` where the request was refused before its
    /// events were looked at. A new file is readable by its owner alone. While the file cannot be written, requests are
    /// answered with 507 and not kept.
    pub fn record(mut self, path: impl Into<PathBuf>) -> Self {
        self.record = Some(path.into());
        self
    }

    /// How the three calls of the Track API misbehave on purpose. Default: they do not.
    pub fn weather(mut self, weather: Weather) -> Self {
        self.weather = Some(weather);
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
    /// `InvalidInput` when the address is not a loopback address and there is no token, when the token is blank, or when
    /// both [`token`](Self::token) and [`check_tokens`](Self::check_tokens) are asked for; `InvalidData` when the plan
    /// cannot be read or has a mistake, with file, line and column; otherwise when the record cannot be opened, the port is
    /// taken, or the system gives no thread or no event queue.
    pub fn start(self) -> io::Result<Collector> {
        self.check()?;
        let service = Arc::new(Service {
            schemas: Schemas::compile(self.plan.as_deref())?,
            store: Store::new(self.limits),
            tokens: self.tokens,
            intake: Intake::new(self.bounds.patience),
            record: self.record.as_deref().map(Record::open).transpose()?,
            max_body_bytes: self.max_body_bytes,
            weather: self.weather.as_ref().map(Weather::to_string),
        });
        let mut calls = track::routes();
        if let Some(weather) = self.weather {
            calls = calls.route_layer(middleware::from_fn_with_state(Sky::new(weather), weather::rage));
        }
        let routes = calls.merge(token::routes()).merge(micro::routes()).merge(inspector::routes());
        let watched = routes.layer(middleware::from_fn_with_state(Arc::new(self.guard), guard::watch));
        let router = watched.with_state(Arc::clone(&service));
        let served = self.wrap.map_or_else(|| router.clone(), |wrap| wrap(router.clone()));
        let listener = TcpListener::bind((self.address, self.port))?;
        Collector::run(listener, self.bounds, router, served, service)
    }

    fn check(&self) -> io::Result<()> {
        let invalid = |message: String| Err(io::Error::new(io::ErrorKind::InvalidInput, message));
        match &self.guard.token {
            None if !self.address.is_loopback() => invalid(format!(
                "{} is not a loopback address: to listen there, a collector needs a token",
                self.address
            )),
            Some(token) if token.trim().is_empty() => invalid("the token is blank".to_owned()),
            Some(_) if self.tokens.are_checked => {
                invalid("`token` and `check_tokens` exclude each other: a request carries one token only".to_owned())
            }
            _ => Ok(()),
        }
    }
}

impl fmt::Debug for CollectorBuilder {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("CollectorBuilder")
            .field("address", &SocketAddr::new(self.address, self.port))
            .field("guard", &self.guard)
            .field("bounds", &self.bounds)
            .field("max_body_bytes", &self.max_body_bytes)
            .field("limits", &self.limits)
            .field("plan", &self.plan)
            .field("record", &self.record)
            .field("tokens", &self.tokens)
            .field("weather", &self.weather)
            .finish_non_exhaustive()
    }
}
