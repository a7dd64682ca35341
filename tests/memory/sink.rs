//! A service that counts what it gets and keeps nothing of it. It may be down.
#![expect(clippy::unwrap_used, reason = "a test ends where its peer cannot go on")]

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;

use socket2::{Domain, Socket, Type};

const ACCEPTED: &[u8] = b"HTTP/1.1 200 OK\r\ncontent-length: 16\r\n\r\n{\"success\":true}";

pub(crate) struct Sink {
    socket: Socket,
    events: Arc<AtomicU64>,
}

impl Sink {
    /// It is down: nobody listens on its port, and nobody else gets it.
    pub(crate) fn new() -> Self {
        let socket = Socket::new(Domain::IPV4, Type::STREAM, None).unwrap();
        socket.bind(&SocketAddr::from((Ipv4Addr::LOCALHOST, 0)).into()).unwrap();
        Sink { socket, events: Arc::default() }
    }

    pub(crate) fn endpoint(&self) -> String {
        format!("http://{}/api", self.socket.local_addr().unwrap().as_socket().unwrap())
    }

    /// Takes everything from now on.
    pub(crate) fn come_up(&self) {
        self.socket.listen(128).unwrap();
        let listener = TcpListener::from(self.socket.try_clone().unwrap());
        let events = self.events.clone();
        thread::spawn(move || {
            for connection in listener.incoming() {
                let (connection, events) = (connection.unwrap(), events.clone());
                thread::spawn(move || drop(serve(&connection, &events)));
            }
        });
    }

    /// How many events came, each batch of them right behind the one before it.
    pub(crate) fn events(&self) -> u64 {
        self.events.load(Ordering::SeqCst)
    }
}

fn serve(connection: &TcpStream, events: &AtomicU64) -> io::Result<()> {
    let mut reader = BufReader::with_capacity(64 << 10, connection);
    let mut line = String::new();
    let (mut first, mut count, mut length) = (0, 0, 0);
    loop {
        line.clear();
        if reader.read_line(&mut line)? == 0 {
            return Ok(());
        }
        match line.trim_end().split_once(": ") {
            // The client's, the number of the first event, how many there are, and what does not matter here.
            Some(("idempotency-key", key)) => {
                let mut parts = key.split('-').skip(1).map(|part| part.parse::<u64>().unwrap());
                (first, count) = (parts.next().unwrap(), parts.next().unwrap());
            }
            Some(("content-length", value)) => length = value.parse().unwrap(),
            Some(_) => {}
            None if line.trim_end().is_empty() => {
                let read = io::copy(&mut reader.by_ref().take(length), &mut io::sink())?;
                assert_eq!(read, length, "a request broke off");
                // Were one lost or sent twice, this would not be where the last batch ended.
                events.compare_exchange(first, first + count, Ordering::SeqCst, Ordering::SeqCst).unwrap();
                (&*connection).write_all(ACCEPTED)?;
            }
            // The request's first line.
            None => {}
        }
    }
}
