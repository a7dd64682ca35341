//! A service on loopback in changing weather, which stays up while its clients are killed.
//!
//! It speaks HTTP by hand, since a server worth the name neither resets a connection nor forgets to answer.
#![expect(clippy::unwrap_used, reason = "a test ends where its peer cannot go on")]

use std::io::{self, BufRead, BufReader, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use fastrand::Rng;
use socket2::SockRef;

/// Longer than anything takes that works.
const PATIENCE: Duration = Duration::from_secs(60);

/// What a request meets.
#[derive(Debug, Clone, Copy)]
enum Weather {
    Fine,
    /// The answer takes its time.
    Slow(Duration),
    /// An answer other than yes. The events are not taken.
    Refused(&'static str),
    /// The connection is reset before the request is read.
    ResetBefore,
    /// The connection is reset when the request was read. The events are not taken.
    ResetAfter,
    /// The events are taken, and the answer breaks off after so many bytes.
    Lost(usize),
}

const ACCEPTED: &str = "HTTP/1.1 200 OK\r\ncontent-length: 16\r\n\r\n{\"success\":true}";

impl Weather {
    /// Half of the time it is fine.
    fn next(rng: &mut Rng) -> Self {
        match rng.u8(..18) {
            0 => Weather::Slow(Duration::from_micros(rng.u64(..20_000))),
            1 => Weather::Refused("500 Internal Server Error\r\ncontent-length: 0"),
            2 => Weather::Refused("503 Service Unavailable\r\ncontent-type: text/html\r\ncontent-length: 0"),
            3 => Weather::Refused("429 Too Many Requests\r\nretry-after: 0\r\ncontent-length: 0"),
            4 => Weather::ResetBefore,
            5 => Weather::ResetAfter,
            6..=8 => Weather::Lost(rng.usize(..ACCEPTED.len())),
            _ => Weather::Fine,
        }
    }
}

/// A request that was read to its end.
#[derive(Debug, Clone)]
pub(crate) struct Attempt {
    /// Who made it, by its API key.
    pub(crate) client: String,
    pub(crate) idempotency_key: String,
    pub(crate) body: Vec<u8>,
    /// The service has taken the events.
    pub(crate) taken: bool,
    /// The client may have learnt of it: as much of the answer left as says so.
    pub(crate) answered: bool,
}

/// Runs until the process ends.
pub(crate) struct Service {
    shared: Arc<Shared>,
    address: SocketAddr,
}

struct Shared {
    state: Mutex<State>,
    changed: Condvar,
}

struct State {
    /// `None` where it is always fine.
    rng: Option<Rng>,
    attempts: Vec<Attempt>,
    /// Requests that began to arrive.
    arrived: usize,
    /// Requests that the service has done with.
    over: usize,
}

impl Service {
    /// In weather that this seed brings.
    pub(crate) fn start(seed: u64) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let address = listener.local_addr().unwrap();
        let state = State { rng: Some(Rng::with_seed(seed)), attempts: Vec::new(), arrived: 0, over: 0 };
        let shared = Arc::new(Shared { state: Mutex::new(state), changed: Condvar::new() });
        let service = Service { shared: shared.clone(), address };
        thread::spawn(move || {
            for connection in listener.incoming() {
                let (connection, shared) = (connection.unwrap(), shared.clone());
                // Ends with the connection, which breaks when a client is killed.
                thread::spawn(move || drop(serve(BufReader::new(connection), &shared)));
            }
        });
        service
    }

    pub(crate) fn endpoint(&self) -> String {
        format!("http://{}/api", self.address)
    }

    /// From now on every request is accepted.
    pub(crate) fn clear_up(&self) {
        self.shared.state().rng = None;
    }

    /// Takes out the attempts that were made up to now.
    pub(crate) fn take_attempts(&self) -> Vec<Attempt> {
        std::mem::take(&mut self.shared.state().attempts)
    }

    /// How many requests began to arrive, and how many of them are over.
    pub(crate) fn requests(&self) -> (usize, usize) {
        let state = self.shared.state();
        (state.arrived, state.over)
    }

    /// Blocks until this many requests began to arrive.
    pub(crate) fn wait_for_arrival(&self, arrived: usize) {
        self.wait_for(|state| state.arrived >= arrived);
    }

    /// Blocks until this many requests are over.
    pub(crate) fn wait_for_end(&self, over: usize) {
        self.wait_for(|state| state.over >= over);
    }

    fn wait_for(&self, condition: impl Fn(&State) -> bool) {
        let waited =
            self.shared.changed.wait_timeout_while(self.shared.state(), PATIENCE, |state| !condition(state)).unwrap();
        assert!(!waited.1.timed_out(), "the requests that were waited for did not come within {PATIENCE:?}");
    }
}

impl Shared {
    /// A failed assertion in a test is no reason for another one here.
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn note(&self, note: impl FnOnce(&mut State)) {
        note(&mut self.state());
        self.changed.notify_all();
    }
}

/// A request has been dealt with, also where its connection broke.
struct Over<'a>(&'a Shared);

impl Drop for Over<'_> {
    fn drop(&mut self) {
        self.0.note(|state| state.over += 1);
    }
}

fn serve(mut connection: BufReader<TcpStream>, shared: &Shared) -> io::Result<()> {
    connection.get_ref().set_nodelay(true)?;
    // The first byte of a request, before it is read.
    while connection.get_ref().peek(&mut [0])? > 0 {
        let _over = Over(shared);
        shared.note(|state| state.arrived += 1);
        let weather = shared.state().rng.as_mut().map_or(Weather::Fine, Weather::next);
        if let Weather::ResetBefore = weather {
            return reset(&connection);
        }
        let mut attempt = read(&mut connection)?;
        attempt.taken = matches!(weather, Weather::Fine | Weather::Slow(_) | Weather::Lost(_));
        attempt.answered = match weather {
            Weather::Fine | Weather::Slow(_) => true,
            // The status is the answer, whatever becomes of the body.
            Weather::Lost(after) => after >= ACCEPTED.len() - "{\"success\":true}".len(),
            _ => false,
        };
        // Before anybody can know the answer.
        shared.note(|state| state.attempts.push(attempt));
        match weather {
            Weather::Fine => connection.get_mut().write_all(ACCEPTED.as_bytes())?,
            Weather::Slow(pause) => {
                thread::sleep(pause);
                connection.get_mut().write_all(ACCEPTED.as_bytes())?;
            }
            Weather::Refused(answer) => write!(connection.get_mut(), "HTTP/1.1 {answer}\r\n\r\n")?,
            Weather::ResetBefore | Weather::ResetAfter => return reset(&connection),
            Weather::Lost(after) => {
                connection.get_mut().write_all(&ACCEPTED.as_bytes()[..after])?;
                return Ok(());
            }
        }
    }
    Ok(())
}

/// With nothing to linger for, closing is a reset.
fn reset(connection: &BufReader<TcpStream>) -> io::Result<()> {
    SockRef::from(connection.get_ref()).set_linger(Some(Duration::ZERO))
}

fn read(connection: &mut impl BufRead) -> io::Result<Attempt> {
    let (mut client, mut idempotency_key, mut length) = (String::new(), String::new(), 0);
    loop {
        let mut line = String::new();
        if connection.read_line(&mut line)? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        let line = line.trim_end();
        if line.is_empty() {
            break;
        }
        let Some((name, value)) = line.split_once(": ") else { continue };
        match name.to_ascii_lowercase().as_str() {
            "x-api-key" => client = value.to_owned(),
            "idempotency-key" => idempotency_key = value.to_owned(),
            "content-length" => length = value.parse().map_err(io::Error::other)?,
            _ => {}
        }
    }
    let mut body = vec![0; length];
    connection.read_exact(&mut body)?;
    Ok(Attempt { client, idempotency_key, body, taken: false, answered: false })
}
