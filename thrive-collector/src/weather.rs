//! Bad weather, on purpose.

use std::{
    error::Error,
    fmt,
    future::pending,
    str::FromStr,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use axum::{
    body::Body,
    extract::{Request, State},
    http::{HeaderValue, StatusCode, header},
    middleware::Next,
    response::Response,
};
use fastrand::Rng;
use futures_util::stream;
use tokio::time::sleep;

use crate::{connections::Severance, track::failure};

/// The longest latency: beyond it every client has given up.
const MAX_LATENCY: Duration = Duration::from_secs(600);

/// How a collector misbehaves on purpose, for a client to show how it bears that.
///
/// It reads as it is written: `500=10%,429=5%,latency=200ms,reset=1%` answers a tenth of all requests with 500 and a
/// twentieth with 429, resets the connection of one in a hundred, and lets each wait for 200 ms. What the weather takes
/// never reaches the collector and is not counted.
///
/// ```
/// use thrive_collector::{Collector, Weather};
///
/// let weather: Weather = "503=25%,latency=50ms".parse()?;
/// assert_eq!(weather.to_string(), "503=25%,latency=50ms");
/// let collector = Collector::builder().weather(weather.seed(7)).start()?;
///
/// let error = "503=25".parse::<Weather>().unwrap_err();
/// assert_eq!(error.to_string(), "the weather `503=25` is not understood: a share is a percentage, as in `503=10%`");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Weather {
    /// What happens instead of an answer, each with its share of all requests in percent; 100 at most together.
    faults: Vec<(Fault, f64)>,
    latency: Option<Duration>,
    seed: Option<u64>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fault {
    Status(StatusCode),
    Reset,
}

impl Weather {
    /// The same faults at the same requests, each time. Default: others each time.
    #[must_use]
    pub fn seed(mut self, seed: u64) -> Self {
        self.seed = Some(seed);
        self
    }

    /// Which of its faults a request meets, by a number from 0 to 1.
    fn fault(&self, chance: f64) -> Option<Fault> {
        let mut upto = 0.0;
        let hit = self.faults.iter().find(|(_, share)| {
            upto += share;
            chance * 100.0 < upto
        });
        hit.map(|(fault, _)| *fault)
    }
}

impl fmt::Display for Weather {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let faults = self.faults.iter().map(|(fault, share)| match fault {
            Fault::Status(status) => format!("{}={share}%", status.as_u16()),
            Fault::Reset => format!("reset={share}%"),
        });
        let latency = self.latency.map(|latency| format!("latency={latency:?}"));
        formatter.write_str(&faults.chain(latency).collect::<Vec<_>>().join(","))
    }
}

/// A weather that is not understood. The message says which part of it, and how such a part is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WeatherError {
    part: String,
    trouble: Trouble,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Trouble {
    NoPair,
    Key,
    Share,
    Latency,
    Twice,
    TooMuch,
}

impl fmt::Display for WeatherError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let why = match self.trouble {
            Trouble::NoPair => "write `500=10%,429=5%,latency=200ms,reset=1%`, or some of these",
            Trouble::Key => "there are statuses from 400 to 599, `reset` and `latency`",
            Trouble::Share => "a share is a percentage, as in `503=10%`",
            Trouble::Latency => "a latency is in `ms` or `s`, ten minutes at most, as in `latency=200ms`",
            Trouble::Twice => "it is said twice",
            Trouble::TooMuch => "with it, more than 100% of all requests fail",
        };
        write!(formatter, "the weather `{}` is not understood: {why}", self.part)
    }
}

impl Error for WeatherError {}

impl FromStr for Weather {
    type Err = WeatherError;

    fn from_str(text: &str) -> Result<Self, WeatherError> {
        let mut weather = Self::default();
        for part in text.split(',').map(str::trim) {
            weather.add(part).map_err(|trouble| WeatherError { part: part.to_owned(), trouble })?;
        }
        Ok(weather)
    }
}

impl Weather {
    fn add(&mut self, part: &str) -> Result<(), Trouble> {
        let (key, value) = part.split_once('=').ok_or(Trouble::NoPair)?;
        let (key, value) = (key.trim(), value.trim());
        if key == "latency" {
            return match self.latency.replace(latency(value).ok_or(Trouble::Latency)?) {
                Some(_) => Err(Trouble::Twice),
                None => Ok(()),
            };
        }
        let fault = if key == "reset" { Fault::Reset } else { Fault::Status(status(key).ok_or(Trouble::Key)?) };
        let share = share(value).ok_or(Trouble::Share)?;
        if self.faults.iter().any(|(known, _)| *known == fault) {
            return Err(Trouble::Twice);
        }
        self.faults.push((fault, share));
        if self.faults.iter().map(|(_, share)| share).sum::<f64>() > 100.0 { Err(Trouble::TooMuch) } else { Ok(()) }
    }
}

fn status(text: &str) -> Option<StatusCode> {
    let status = text.parse().ok().filter(|status| (400..600).contains(status))?;
    StatusCode::from_u16(status).ok()
}

fn share(text: &str) -> Option<f64> {
    let percent = text.strip_suffix('%')?.trim_end().parse().ok()?;
    (0.0..=100.0).contains(&percent).then_some(percent)
}

fn latency(text: &str) -> Option<Duration> {
    let (number, unit) = text.split_at(text.find(|character: char| character.is_ascii_alphabetic())?);
    let seconds = number.trim_end().parse::<f64>().ok()? / if unit == "ms" { 1_000.0 } else { 1.0 };
    let latency = Duration::try_from_secs_f64(seconds).ok()?;
    (matches!(unit, "ms" | "s") && latency <= MAX_LATENCY).then_some(latency)
}

/// A weather that has begun.
pub(crate) struct Sky {
    weather: Weather,
    random: Mutex<Rng>,
}

impl Sky {
    pub(crate) fn new(weather: Weather) -> Arc<Self> {
        let random = Mutex::new(weather.seed.map_or_else(Rng::new, Rng::with_seed));
        Arc::new(Self { weather, random })
    }
}

pub(crate) async fn rage(State(sky): State<Arc<Sky>>, request: Request, next: Next) -> Response {
    let chance = sky.random.lock().unwrap_or_else(PoisonError::into_inner).f64();
    if let Some(latency) = sky.weather.latency {
        sleep(latency).await;
    }
    match sky.weather.fault(chance) {
        None => next.run(request).await,
        Some(Fault::Status(status)) => {
            let mut answer = failure(status, "bad weather: the collector was told to answer so");
            if matches!(status, StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE) {
                answer.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("1"));
            }
            answer
        }
        Some(Fault::Reset) => {
            if let Some(severance) = request.extensions().get::<Severance>() {
                severance.sever();
                return pending().await;
            }
            // In another app there is no connection to reset, but an answer that breaks off closes it.
            let broken = stream::once(async { Err::<String, _>(std::io::Error::other("bad weather")) });
            Response::new(Body::from_stream(broken))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mistake(text: &str) -> String {
        text.parse::<Weather>().map_or_else(|error| error.to_string(), |weather| weather.to_string())
    }

    #[test]
    fn a_weather_reads_as_it_is_written() {
        let weather: Weather = " 500 = 10% , 429=5%,latency=200ms,reset=0.5%".parse().unwrap();
        assert_eq!(weather.to_string(), "500=10%,429=5%,reset=0.5%,latency=200ms");
        assert_eq!(weather.to_string().parse(), Ok(weather));
    }

    #[test]
    fn a_mistake_is_shown_with_how_it_is_done_right() {
        let key = "there are statuses from 400 to 599, `reset` and `latency`";
        let share = "a share is a percentage, as in `503=10%`";
        let latency = "a latency is in `ms` or `s`, ten minutes at most, as in `latency=200ms`";
        for (text, part, why) in [
            ("", "", "write `500=10%,429=5%,latency=200ms,reset=1%`, or some of these"),
            ("500=1%,rain", "rain", "write `500=10%,429=5%,latency=200ms,reset=1%`, or some of these"),
            ("200=1%", "200=1%", key),
            ("rain=1%", "rain=1%", key),
            ("500=1", "500=1", share),
            ("500=-1%", "500=-1%", share),
            ("500=101%", "500=101%", share),
            ("500=NaN%", "500=NaN%", share),
            ("latency=2", "latency=2", latency),
            ("latency=2h", "latency=2h", latency),
            ("latency=-2s", "latency=-2s", latency),
            ("latency=601s", "latency=601s", latency),
            ("500=1%,500=2%", "500=2%", "it is said twice"),
            ("latency=1s,latency=2s", "latency=2s", "it is said twice"),
            ("500=60%,reset=41%", "reset=41%", "with it, more than 100% of all requests fail"),
        ] {
            assert_eq!(mistake(text), format!("the weather `{part}` is not understood: {why}"));
        }
    }

    #[test]
    fn a_share_of_the_chances_meets_each_fault() {
        let weather: Weather = "500=10%,reset=5%".parse().unwrap();
        let status = Some(Fault::Status(StatusCode::INTERNAL_SERVER_ERROR));
        for (chance, fault) in [(0.0, status), (0.099, status), (0.1, Some(Fault::Reset)), (0.15, None), (0.99, None)] {
            assert_eq!(weather.fault(chance), fault, "{chance}");
        }
        let always: Weather = "reset=100%".parse().unwrap();
        assert_eq!(always.fault(1.0_f64.next_down()), Some(Fault::Reset));
    }
}
