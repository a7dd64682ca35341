//! A service on loopback that fails as it is told, and notes every attempt that was made on it.
//!
//! It speaks HTTP by hand, since a server worth the name neither resets a connection nor forgets to answer.
#![expect(clippy::unwrap_used, reason = "a test ends where its peer cannot go on")]

mod fault;

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use flate2::read::GzDecoder;
use socket2::{Domain, SockRef, Socket, Type};

pub(crate) use fault::{Answer, Fault};

/// Longer than anything takes that works.
const PATIENCE: Duration = Duration::from_secs(30);

/// Of an answer that comes slowly.
const BETWEEN_BYTES: Duration = Duration::from_millis(5);

/// A request, or the beginning of one.
#[derive(Debug, Clone)]
pub(crate) struct Attempt {
    /// Such as `POST /api/track HTTP/1.1`; empty where nothing was read.
    pub(crate) request_line: String,
    /// Their names in lower case.
    pub(crate) headers: Vec<(String, String)>,
    /// As it went over the wire.
    pub(crate) bytes: Vec<u8>,
    /// Without compression.
    pub(crate) body: String,
    pub(crate) accepted: bool,
    pub(crate) at: Instant,
}

impl Attempt {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(its_name, _)| its_name == name).map(|(_, value)| value.as_str())
    }

    /// The numbers of the events in it, whatever became of them.
    pub(crate) fn numbers(&self) -> Vec<u64> {
        if self.has_events() { crate::numbered::numbers_in(&self.body) } else { Vec::new() }
    }

    fn has_events(&self) -> bool {
        self.body.starts_with('[')
    }
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
    weather: Weather,
    attempts: Vec<Attempt>,
    is_running: bool,
    connections: Vec<TcpStream>,
}

/// Which faults there are.
#[derive(Default)]
enum Weather {
    #[default]
    Fair,
    Foul(Fault),
    /// So many more requests meet the fault.
    Clearing(usize, Fault),
    /// It depends on the request.
    Judged(Judge),
}

type Judge = Arc<dyn Fn(&Attempt) -> Option<Answer> + Send + Sync>;

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

    pub(crate) fn address(&self) -> SocketAddr {
        self.address
    }

    /// From now on every request meets this fault.
    pub(crate) fn fail(&self, fault: impl Into<Fault>) {
        self.change(Weather::Foul(fault.into()));
    }

    /// So many requests from now on meet this fault.
    pub(crate) fn fail_times(&self, times: usize, fault: impl Into<Fault>) {
        self.change(Weather::Clearing(times, fault.into()));
    }

    /// From now on a request gets the answer that `judge` has for it, and is accepted where that has none.
    pub(crate) fn judge(&self, judge: impl Fn(&Attempt) -> Option<Answer> + Send + Sync + 'static) {
        self.change(Weather::Judged(Arc::new(judge)));
    }

    /// From now on every request is accepted.
    pub(crate) fn recover(&self) {
        self.change(Weather::Fair);
    }

    fn change(&self, weather: Weather) {
        self.shared.state().weather = weather;
        self.shared.changed.notify_all();
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
        self.shared.changed.notify_all();
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

    /// The attempts to send events that were accepted.
    pub(crate) fn accepted(&self) -> Vec<Attempt> {
        self.attempts().into_iter().filter(|attempt| attempt.accepted).collect()
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
        let (mut fault, judge) = shared.state().weather.next();
        if let Some(Fault::Reset) = fault {
            shared.note(Attempt::nothing());
            return shared.reset(&connection);
        }
        let mut attempt = read_request(&mut connection)?;
        if let Some(judge) = judge {
            fault = judge(&attempt).map(Fault::Answer);
        }
        attempt.accepted = attempt.has_events() && fault.as_ref().is_none_or(Fault::takes);
        shared.note(attempt);
        let writer = connection.get_mut();
        match fault {
            None => answer(writer, &yes())?,
            Some(Fault::Answer(other)) => answer(writer, &other)?,
            Some(Fault::Slow(slow)) => {
                writer.write_all(slow.head(slow.body.len()).as_bytes())?;
                for byte in slow.body.bytes() {
                    thread::sleep(BETWEEN_BYTES);
                    writer.write_all(&[byte])?;
                }
            }
            Some(Fault::Cut(cut)) => {
                writer.write_all((cut.head(2 * cut.body.len()) + &cut.body).as_bytes())?;
                shared.forget(writer)?;
                return Ok(());
            }
            Some(Fault::Lost("")) => return shared.reset(&connection),
            Some(Fault::Lost(beginning)) => {
                writer.write_all(beginning.as_bytes())?;
                shared.forget(writer)?;
                return Ok(());
            }
            Some(Fault::Held) => {
                shared.wait_while_held();
                answer(writer, &yes())?;
            }
            // Until the client hangs up.
            Some(Fault::Reset | Fault::Hang) => return io::copy(&mut connection, &mut io::sink()).map(drop),
        }
    }
    Ok(())
}

fn yes() -> Answer {
    Answer::new("200 OK").body(r#"{"success":true,"eventId":"e-1"}"#)
}

fn answer(writer: &mut impl Write, answer: &Answer) -> io::Result<()> {
    // In one piece, or the second would wait until the first was acknowledged.
    writer.write_all((answer.head(answer.body.len()) + &answer.body).as_bytes())
}

fn read_request(connection: &mut impl BufRead) -> io::Result<Attempt> {
    let mut attempt = Attempt::nothing();
    connection.read_line(&mut attempt.request_line)?;
    attempt.request_line.truncate(attempt.request_line.trim_end().len());
    loop {
        let mut header = String::new();
        connection.read_line(&mut header)?;
        let Some((name, value)) = header.trim_end().split_once(": ") else { break };
        attempt.headers.push((name.to_ascii_lowercase(), value.to_owned()));
    }
    let length = attempt.header("content-length").map_or(Ok(0), str::parse).map_err(io::Error::other)?;
    attempt.bytes = vec![0; length];
    connection.read_exact(&mut attempt.bytes)?;
    match attempt.header("content-encoding") {
        Some("gzip") => drop(GzDecoder::new(&attempt.bytes[..]).read_to_string(&mut attempt.body)?),
        _ => attempt.body = String::from_utf8(attempt.bytes.clone()).map_err(io::Error::other)?,
    }
    Ok(attempt)
}

fn numbers(attempts: &[Attempt]) -> Vec<u64> {
    attempts.iter().filter(|attempt| attempt.accepted).flat_map(Attempt::numbers).collect()
}

impl Attempt {
    fn nothing() -> Self {
        let (request_line, body) = (String::new(), String::new());
        Attempt { request_line, headers: Vec::new(), bytes: Vec::new(), body, accepted: false, at: Instant::now() }
    }
}

impl Weather {
    /// What the next request meets.
    fn next(&mut self) -> (Option<Fault>, Option<Judge>) {
        match self {
            Weather::Fair | Weather::Clearing(0, _) => (None, None),
            Weather::Foul(fault) => (Some(fault.clone()), None),
            Weather::Clearing(times, fault) => {
                *times -= 1;
                (Some(fault.clone()), None)
            }
            Weather::Judged(judge) => (None, Some(judge.clone())),
        }
    }
}

impl Shared {
    /// A failed assertion in a test is no reason for another one here.
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn note(&self, attempt: Attempt) {
        self.state().attempts.push(Attempt { at: Instant::now(), ..attempt });
        self.changed.notify_all();
    }

    /// Until the service has recovered, or is gone.
    fn wait_while_held(&self) {
        let is_held = |state: &mut State| state.is_running && matches!(state.weather, Weather::Foul(Fault::Held));
        drop(self.changed.wait_while(self.state(), is_held));
    }

    fn reset(&self, connection: &BufReader<TcpStream>) -> io::Result<()> {
        // With nothing to linger for, closing is a reset.
        SockRef::from(connection.get_ref()).set_linger(Some(Duration::ZERO))?;
        self.forget(connection.get_ref())
    }

    /// Lets go of a connection, so that dropping it closes it.
    fn forget(&self, connection: &TcpStream) -> io::Result<()> {
        let peer = connection.peer_addr()?;
        self.state().connections.retain(|kept| kept.peer_addr().is_ok_and(|kept| kept != peer));
        Ok(())
    }
}
