//! A service on loopback that fails as it is told, and notes every attempt that was made on it.
//!
//! It speaks HTTP by hand, since a server worth the name neither resets a connection nor forgets to answer.
#![expect(clippy::unwrap_used, reason = "a test ends where its peer cannot go on")]

use std::io::{self, BufRead, BufReader, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use socket2::{Domain, SockRef, Socket, Type};

/// Longer than anything takes that works.
const PATIENCE: Duration = Duration::from_secs(30);

/// What goes wrong. In none of these cases the service has taken the events.
#[derive(Debug, Clone)]
pub(crate) enum Fault {
    /// An answer other than yes: the status line's end, header lines that end in `\r\n`, the body.
    Answer(&'static str, String, &'static str),
    /// The connection is reset before the request is read.
    Reset,
    /// The request is read and never answered.
    Hang,
}

impl Fault {
    pub(crate) fn status(line: &'static str) -> Self {
        Fault::Answer(line, String::new(), "")
    }
}

/// A request, or the beginning of one.
#[derive(Debug, Clone)]
pub(crate) struct Attempt {
    /// Such as `POST /api/track HTTP/1.1`; empty where nothing was read.
    pub(crate) request_line: String,
    pub(crate) body: String,
    pub(crate) accepted: bool,
    pub(crate) at: Instant,
}

/// Runs until dropped.
pub(crate) struct FaultyService {
    shared: Arc<Shared>,
    /// Bound and never listening: nobody else gets the port while the service is gone.
    _reservation: Socket,
    address: SocketAddr,
    acceptor: Option<JoinHandle<()>>,
}

#[derive(Default)]
struct Shared {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    fault: Option<Fault>,
    attempts: Vec<Attempt>,
    is_running: bool,
    connections: Vec<TcpStream>,
}

impl FaultyService {
    pub(crate) fn start() -> Self {
        let reservation = bind(0);
        let address = reservation.local_addr().unwrap().as_socket().unwrap();
        let mut service = Self { shared: Arc::default(), _reservation: reservation, address, acceptor: None };
        service.come_back();
        service
    }

    pub(crate) fn endpoint(&self) -> String {
        format!("http://{}/api", self.address)
    }

    /// From now on every request meets this fault.
    pub(crate) fn fail(&self, fault: Fault) {
        self.shared.state().fault = Some(fault);
    }

    /// From now on every request is accepted.
    pub(crate) fn recover(&self) {
        self.shared.state().fault = None;
    }

    /// Closes its port and its connections.
    pub(crate) fn go_away(&mut self) {
        let mut state = self.shared.state();
        state.is_running = false;
        for connection in state.connections.drain(..) {
            // The client may have closed it.
            let _ = connection.shutdown(std::net::Shutdown::Both);
        }
        drop(state);
        if let Some(acceptor) = self.acceptor.take() {
            drop(TcpStream::connect(self.address)); // Wakes it.
            drop(acceptor.join());
        }
    }

    /// Opens the same port again.
    pub(crate) fn come_back(&mut self) {
        let socket = bind(self.address.port());
        socket.listen(128).unwrap();
        self.shared.state().is_running = true;
        let shared = Arc::clone(&self.shared);
        self.acceptor = Some(thread::spawn(move || accept(&socket.into(), &shared)));
    }

    pub(crate) fn attempts(&self) -> Vec<Attempt> {
        self.shared.state().attempts.clone()
    }

    /// The `number` of every event that was accepted, in the order of arrival.
    pub(crate) fn numbers(&self) -> Vec<u64> {
        numbers(&self.shared.state().attempts)
    }

    /// Blocks until so many attempts were made.
    pub(crate) fn wait_for_attempts(&self, count: usize) {
        self.wait_for(&format!("{count} attempts"), |attempts| attempts.len() >= count);
    }

    /// Blocks until so many events were accepted.
    pub(crate) fn wait_for_events(&self, count: usize) {
        self.wait_for(&format!("{count} events"), |attempts| numbers(attempts).len() >= count);
    }

    fn wait_for(&self, what: &str, condition: impl Fn(&[Attempt]) -> bool) {
        let waited =
            self.shared.changed.wait_timeout_while(self.shared.state(), PATIENCE, |state| !condition(&state.attempts));
        let (state, result) = waited.unwrap();
        assert!(!result.timed_out(), "no {what} within {PATIENCE:?}, only {} attempts", state.attempts.len());
    }
}

impl Drop for FaultyService {
    fn drop(&mut self) {
        self.go_away();
    }
}

/// A port that is bound twice: by the reservation and by who listens.
fn bind(port: u16) -> Socket {
    let socket = Socket::new(Domain::IPV4, Type::STREAM, None).unwrap();
    socket.set_reuse_address(true).unwrap();
    socket.set_reuse_port(true).unwrap();
    socket.bind(&SocketAddr::from((Ipv4Addr::LOCALHOST, port)).into()).unwrap();
    socket
}

fn accept(listener: &TcpListener, shared: &Arc<Shared>) {
    for connection in listener.incoming() {
        let connection = connection.unwrap();
        let mut state = shared.state();
        if !state.is_running {
            return;
        }
        state.connections.push(connection.try_clone().unwrap());
        drop(state);
        let shared = Arc::clone(shared);
        // Ends with the connection; that it broke is what the client is to notice.
        thread::spawn(move || drop(serve(BufReader::new(connection), &shared)));
    }
}

fn serve(mut connection: BufReader<TcpStream>, shared: &Shared) -> io::Result<()> {
    // The first byte of a request, before it is read.
    while connection.get_ref().peek(&mut [0])? > 0 {
        let fault = shared.state().fault.clone();
        if let Some(Fault::Reset) = fault {
            // With nothing to linger for, closing is a reset.
            SockRef::from(connection.get_ref()).set_linger(Some(Duration::ZERO))?;
            shared.forget(connection.get_ref())?;
            shared.note(String::new(), String::new(), false);
            return Ok(());
        }
        let (request_line, body) = read_request(&mut connection)?;
        shared.note(request_line, body, fault.is_none());
        let (line, headers, body) = match fault {
            None => ("200 OK", String::new(), r#"{"success":true,"eventId":"e-1"}"#),
            Some(Fault::Answer(line, headers, body)) => (line, headers, body),
            Some(Fault::Reset | Fault::Hang) => {
                // Until the client hangs up.
                return io::copy(&mut connection, &mut io::sink()).map(drop);
            }
        };
        let length = body.len();
        write!(connection.get_mut(), "HTTP/1.1 {line}\r\ncontent-length: {length}\r\n{headers}\r\n{body}")?;
    }
    Ok(())
}

fn read_request(connection: &mut impl BufRead) -> io::Result<(String, String)> {
    let mut request_line = String::new();
    connection.read_line(&mut request_line)?;
    let mut length = 0;
    loop {
        let mut header = String::new();
        connection.read_line(&mut header)?;
        let Some((name, value)) = header.trim_end().split_once(": ") else { break };
        if name.eq_ignore_ascii_case("content-length") {
            length = value.parse().map_err(io::Error::other)?;
        }
    }
    let mut body = vec![0; length];
    connection.read_exact(&mut body)?;
    let body = String::from_utf8(body).map_err(io::Error::other)?;
    Ok((request_line.trim_end().to_owned(), body))
}

fn numbers(attempts: &[Attempt]) -> Vec<u64> {
    let bodies = attempts.iter().filter(|attempt| attempt.accepted).map(|attempt| attempt.body.as_str());
    bodies.flat_map(crate::numbered::numbers_in).collect()
}

impl Shared {
    /// A failed assertion in a test is no reason for another one here.
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn note(&self, request_line: String, body: String, accepted: bool) {
        self.state().attempts.push(Attempt { request_line, body, accepted, at: Instant::now() });
        self.changed.notify_all();
    }

    /// Lets go of a connection, so that dropping it closes it.
    fn forget(&self, connection: &TcpStream) -> io::Result<()> {
        let peer = connection.peer_addr()?;
        self.state().connections.retain(|kept| kept.peer_addr().is_ok_and(|kept| kept != peer));
        Ok(())
    }
}
