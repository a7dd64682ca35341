//! The accept loop: so many connections at once, and none that keeps its place without saying anything.

use std::{
    convert::Infallible,
    future::{Future, poll_fn},
    io,
    pin::{Pin, pin},
    sync::Arc,
    task::Poll,
    time::Duration,
};

use axum::{Router, extract::Request, response::Response};
use hyper::{
    body::Incoming,
    server::conn::http1::Builder,
    service::{Service, service_fn},
};
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    service::TowerToHyperService,
};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::{Notify, Semaphore},
    time::sleep,
};

/// How long to wait where the system has no more file descriptors.
const BREATH: Duration = Duration::from_millis(100);

/// How many connections there are, and how long one may take to send a request's head.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Bounds {
    pub(crate) connections: usize,
    pub(crate) patience: Duration,
}

/// Resets the connection that a request came by. Stands in the request's extensions.
#[derive(Clone, Debug, Default)]
pub(crate) struct Severance(Arc<Notify>);

impl Severance {
    pub(crate) fn sever(&self) {
        self.0.notify_one();
    }
}

/// Accepts for ever. Whoever comes when all places are taken waits in the system's backlog.
pub(crate) async fn serve(listener: TcpListener, router: Router, bounds: Bounds) {
    let places = Arc::new(Semaphore::new(bounds.connections));
    loop {
        let Ok(place) = Arc::clone(&places).acquire_owned().await else { return };
        let stream = accept(&listener).await;
        let router = router.clone();
        tokio::spawn(async move {
            converse(stream, router, bounds.patience).await;
            drop(place);
        });
    }
}

async fn accept(listener: &TcpListener) -> TcpStream {
    loop {
        match listener.accept().await {
            Ok((stream, _peer)) => return stream,
            Err(error) if is_the_peers(&error) => {}
            Err(_) => sleep(BREATH).await,
        }
    }
}

fn is_the_peers(error: &io::Error) -> bool {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    matches!(error.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset)
}

type Answer = Pin<Box<dyn Future<Output = Result<Response, Infallible>> + Send>>;

async fn converse(stream: TcpStream, router: Router, patience: Duration) {
    let _ = stream.set_nodelay(true);
    let severance = Severance::default();
    let routes = TowerToHyperService::new(router);
    let shared = severance.clone();
    let service = service_fn(move |mut request: Request<Incoming>| {
        request.extensions_mut().insert(shared.clone());
        Box::pin(routes.call(request)) as Answer
    });
    let mut connection = Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(patience)
        .serve_connection(TokioIo::new(stream), service);
    let mut severed = pin!(severance.0.notified());
    let is_severed = poll_fn(|context| {
        if Pin::new(&mut connection).poll(context).is_ready() {
            return Poll::Ready(false);
        }
        severed.as_mut().poll(context).map(|()| true)
    });
    if is_severed.await {
        // Without lingering, closing is a reset.
        let _ = connection.into_parts().io.into_inner().set_zero_linger();
    }
}
