//! The server's life: how it starts, what may stand before it, how it ends.

use std::{
    future::pending,
    io::{self, ErrorKind, Read, Write},
    net::{IpAddr, Ipv4Addr, TcpStream},
    sync::{Arc, Mutex, mpsc},
};

use axum::{
    Router,
    extract::Request,
    middleware::{self, Next},
    response::Response,
};
use thrive_collector::Collector;
use tokio::runtime;

use crate::http::{SAMPLE, client, post};

#[test]
fn two_collectors_do_not_share_anything() {
    let (one, two) = (Collector::start().unwrap(), Collector::start().unwrap());
    post(&one, "track", SAMPLE);
    assert_ne!(one.address(), two.address());
    assert_eq!((one.counts().good, two.counts().good), (1, 0));
}

#[test]
fn the_endpoint_is_a_base_url() {
    let collector = Collector::start().unwrap();
    assert_eq!(collector.address().ip(), IpAddr::from(Ipv4Addr::LOCALHOST));
    assert_eq!(collector.endpoint(), format!("http://127.0.0.1:{}/api", collector.address().port()));
}

#[test]
fn a_stopped_collector_frees_its_port() {
    let collector = Collector::start().unwrap();
    let port = collector.address().port();
    assert_eq!(post(&collector, "track", SAMPLE).0, 200);
    drop(collector);
    assert!(TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_err());
    let collector = Collector::builder().port(port).start().unwrap();
    assert_eq!(post(&collector, "track", SAMPLE).0, 200);
}

#[test]
fn a_taken_port_is_an_error() {
    let collector = Collector::start().unwrap();
    let error = Collector::builder().port(collector.address().port()).start().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::AddrInUse);
}

#[test]
fn it_starts_and_stops_inside_either_runtime() {
    for mut builder in [runtime::Builder::new_current_thread(), runtime::Builder::new_multi_thread()] {
        builder.build().unwrap().block_on(async {
            let collector = Collector::start().unwrap();
            let port = collector.address().port();
            drop(collector);
            assert!(Collector::builder().port(port).start().is_ok());
        });
    }
}

#[test]
fn stopping_does_not_wait_for_open_connections() {
    let collector = Collector::builder().wrap(hang).start().unwrap();
    let mut idle = TcpStream::connect(collector.address()).unwrap();
    let mut half = TcpStream::connect(collector.address()).unwrap();
    half.write_all(b"POST /api/track HTTP/1.1\r\nhost: localhost\r\ncontent-length: 9\r\n\r\n[").unwrap();
    let mut hanging = TcpStream::connect(collector.address()).unwrap();
    hanging.write_all(b"POST /api/track HTTP/1.1\r\nhost: localhost\r\nhang: yes\r\n\r\n").unwrap();
    drop(collector);
    for connection in [&mut idle, &mut half, &mut hanging] {
        assert!(matches!(connection.read(&mut [0]), Ok(0) | Err(_)));
    }
}

fn hang(router: Router) -> Router {
    router.layer(middleware::from_fn(async |request: Request, next: Next| {
        if request.headers().contains_key("hang") { pending().await } else { next.run(request).await }
    }))
}

#[test]
fn a_layer_may_drop_the_collector_it_stands_before() {
    let slot = Arc::new(Mutex::new(None::<Collector>));
    let (dropped, was_dropped) = mpsc::channel();
    let owner = Arc::clone(&slot);
    let layer = move |router: Router| {
        router.layer(middleware::from_fn(move |_request: Request, _next: Next| {
            let (owner, dropped) = (Arc::clone(&owner), dropped.clone());
            async move {
                drop(owner.lock().unwrap().take());
                dropped.send(()).unwrap();
                pending::<Response>().await
            }
        }))
    };
    let collector = Collector::builder().wrap(layer).start().unwrap();
    let url = collector.endpoint();
    *slot.lock().unwrap() = Some(collector);
    assert!(client().get(url).send().is_err());
    was_dropped.recv().unwrap();
}

#[test]
fn its_router_serves_the_same_memory_in_another_app() -> io::Result<()> {
    let collector = Collector::start()?;
    let routes = collector.router();
    let host = Collector::builder().wrap(|_| Router::new().nest("/inner", routes)).start()?;
    let answer = client()
        .post(format!("http://{}/inner/api/track", host.address()))
        .header("x-api-key", "key")
        .header("content-type", "application/json")
        .body(SAMPLE)
        .send();
    assert_eq!(answer.unwrap().status(), 200);
    assert_eq!((collector.counts().good, host.counts().good), (1, 0));
    Ok(())
}
