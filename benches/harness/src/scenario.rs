//! The scenarios: what is measured of a contender.

use std::hint;
use std::sync::{Arc, Barrier};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Map, Value, json};

use crate::pace::{Latencies, Paced, PacedCalls, cost_of_measuring, latencies, nanoseconds};
use crate::sink::Sink;
use crate::{Account, Arguments, Contender, Counted, Tracked, Tracker, allocations, process};

/// Measures the scenario that the arguments of the process name, and prints what came of it as a line of JSON.
///
/// # Panics
///
/// Where the arguments are not what the scenario takes, or something fails that is not the client's to get right.
pub fn run<C: Contender>() {
    let arguments = Arguments::of_process();
    measure_alone::<C>(&arguments).map_or_else(|| no_such(&arguments), |values| print(&arguments, values));
}

/// As [`run`], for a client that many threads may track with.
///
/// # Panics
///
/// As [`run`].
pub fn run_shared<C: Contender<Tracker: Send>>() {
    let arguments = Arguments::of_process();
    let values = match arguments.scenario() {
        "together" => together::<C>(&arguments),
        "crowd" => crowd::<C>(&arguments),
        _ => return run::<C>(),
    };
    print(&arguments, values);
}

fn measure_alone<C: Contender>(arguments: &Arguments) -> Option<Values> {
    match arguments.scenario() {
        "paced" => Some(paced::<C>(arguments)),
        "allocations" => Some(allocations::<C>(arguments)),
        "delivered" => Some(delivered::<C>(arguments)),
        "mean" => Some(mean::<C>(arguments)),
        _ => None,
    }
}

fn no_such(arguments: &Arguments) {
    panic!("there is no scenario `{}` for this client", arguments.scenario());
}

fn print(arguments: &Arguments, values: Values) {
    let mut line = json!({
        "row": arguments.expect::<String>("row"),
        "scenario": arguments.scenario(),
        "values": values,
    });
    if let Some(limit) = arguments.get::<String>("limit") {
        line["limit"] = limit.into();
    }
    println!("{line}");
}

type Values = Map<String, Value>;

/// The client, the sink that has started over, and the events.
fn start<C: Contender>(arguments: &Arguments) -> (C, Sink, Vec<Account>) {
    let sink = Sink::new(arguments.expect("sink"));
    let contender = C::start(arguments);
    sink.start_over(contender.counted());
    (contender, sink, Account::many())
}

/// What one producer of several does, which together make `rate` calls a second.
fn load(arguments: &Arguments, producers: u32) -> Paced {
    let rate: u32 = arguments.expect("rate");
    let calls = arguments.expect::<f64>("seconds") * f64::from(rate / producers);
    Paced {
        interval: Duration::from_secs(1) * producers / rate,
        // Half a second, in which connections are made and buffers grow.
        warm_up: (rate / producers / 2) as usize,
        calls: calls as usize,
        cost_of_measuring: cost_of_measuring(),
    }
}

/// How long a call takes at an even pace.
fn paced<C: Contender>(arguments: &Arguments) -> Values {
    let load = load(arguments, 1);
    let (contender, sink, accounts) = start::<C>(arguments);
    let mut tracker = contender.tracker(&accounts);
    let calls = load.run(&mut tracker, || {});
    tracker.finish();
    outcome(contender, &load, vec![calls], &sink)
}

/// The same for several threads that track at once.
fn together<C: Contender<Tracker: Send>>(arguments: &Arguments) -> Values {
    let threads: u32 = arguments.expect("threads");
    let load = load(arguments, threads);
    let (contender, sink, accounts) = start::<C>(arguments);
    let trackers: Vec<_> = (0..threads).map(|_| contender.tracker(&accounts)).collect();
    let calls = thread::scope(|scope| {
        let load = &load;
        let produce = |mut tracker: C::Tracker| {
            scope.spawn(move || {
                let calls = load.run(&mut tracker, || {});
                tracker.finish();
                calls
            })
        };
        let running: Vec<_> = trackers.into_iter().map(produce).collect();
        running.into_iter().map(|thread| thread.join().expect("a producer ends")).collect()
    });
    outcome(contender, &load, calls, &sink)
}

fn outcome(contender: impl Contender, load: &Paced, calls: Vec<PacedCalls>, sink: &Sink) -> Values {
    let sends = !matches!(contender.counted(), Counted::Nothing);
    contender.finish();

    let tracked = (calls.len() * (load.warm_up + load.calls)) as u64;
    let mut latencies = latencies();
    let mut refused = 0;
    for calls in calls {
        latencies.add(&calls.latencies).expect("both have the same bounds");
        refused += calls.refused;
    }
    let mut values = quantiles(&latencies, load.cost_of_measuring);
    if sends {
        values.extend(missing(tracked - refused, refused, sink));
    }
    values
}

/// What did not arrive, and whether the client said so.
fn missing(accepted: u64, refused: u64, sink: &Sink) -> Values {
    let lost = accepted.saturating_sub(sink.arrived().events);
    Values::from_iter([("refused".to_owned(), refused.into()), ("lost".to_owned(), lost.into())])
}

fn quantiles(latencies: &Latencies, cost_of_measuring: Duration) -> Values {
    let mut values = Values::new();
    for (name, quantile) in [("p50", 0.5), ("p99", 0.99), ("p99.9", 0.999), ("max", 1.0)] {
        values.insert(format!("track_{name}_ns"), latencies.value_at_quantile(quantile).into());
    }
    values.insert("measuring_ns".to_owned(), nanoseconds(cost_of_measuring).into());
    values
}

/// How often memory is asked for, at an even pace and once everything is warm.
fn allocations<C: Contender>(arguments: &Arguments) -> Values {
    let rate: u32 = arguments.expect("rate");
    let calls = (arguments.expect::<f64>("seconds") * f64::from(rate)) as usize;
    let (contender, _, accounts) = start::<C>(arguments);
    let load =
        Paced { interval: Duration::from_secs(1) / rate, warm_up: calls, calls, cost_of_measuring: Duration::ZERO };
    let mut tracker = contender.tracker(&accounts);
    load.run(&mut tracker, allocations::start_counting);
    // What is still to be sent of these is as much as was still to be sent of those before.
    let (thread, process) = (allocations::of_thread(), allocations::of_process());
    tracker.finish();
    contender.finish();

    let per_call = |count: u64| count as f64 / calls as f64;
    let mut values = Values::new();
    values.insert("allocations_thread".to_owned(), per_call(thread).into());
    values.insert("allocations_process".to_owned(), per_call(process).into());
    values
}

/// How many events arrive in how long, and what that costs, when they are tracked as fast as the client takes them.
fn delivered<C: Contender>(arguments: &Arguments) -> Values {
    let events: u64 = arguments.expect("events");
    let (contender, sink, accounts) = start::<C>(arguments);
    let mut tracker = contender.tracker(&accounts);
    drop(accounts);

    let (began, cpu_before) = (Instant::now(), process::cpu_time());
    for event in 0..events {
        while tracker.track(event as usize) == Tracked::Refused {
            thread::yield_now();
        }
    }
    let tracking = began.elapsed();
    tracker.finish();
    contender.finish();
    let (took, cpu) = (began.elapsed(), process::cpu_time() - cpu_before);

    let arrived = sink.arrived();
    let mut values = Values::new();
    let mut insert = |name: &str, value: Value| values.insert(name.to_owned(), value);
    insert("delivered_per_second", (arrived.events as f64 / took.as_secs_f64()).into());
    insert("tracked_per_second", (events as f64 / tracking.as_secs_f64()).into());
    insert("cpu_seconds_per_million", (cpu.as_secs_f64() * 1e6 / arrived.events.max(1) as f64).into());
    insert("lost_share", (events.saturating_sub(arrived.events) as f64 / events as f64).into());
    insert("events_per_request", (arrived.events as f64 / arrived.requests.max(1) as f64).into());
    insert("bytes_per_event", (arrived.bytes as f64 / arrived.events.max(1) as f64).into());
    if let Some(bytes) = process::peak_resident() {
        insert("peak_mebibytes", (bytes as f64 / f64::from(1 << 20)).into());
    }
    values
}

/// How long a call takes when many threads or tasks track at once, as fast as they can.
fn crowd<C: Contender<Tracker: Send>>(arguments: &Arguments) -> Values {
    let calls: usize = arguments.expect("calls");
    let cost_of_measuring = cost_of_measuring();
    let (contender, sink, accounts) = start::<C>(arguments);
    let threads: Option<usize> = arguments.get("threads");
    let members = threads.unwrap_or_else(|| arguments.expect("tasks"));
    let trackers: Vec<_> = (0..members).map(|_| contender.tracker(&accounts)).collect();

    let members: Vec<_> = trackers.into_iter().map(|tracker| Member::new(tracker, cost_of_measuring)).collect();
    let many = members.len();
    let members = match threads {
        Some(_) => crowd_of_threads(members, calls),
        None => crowd_of_tasks(members, calls),
    };

    let mut latencies = latencies();
    let mut accepted = 0;
    let mut slowest = Duration::ZERO;
    for member in members {
        latencies.add(&member.latencies).expect("both have the same bounds");
        accepted += member.accepted;
        slowest = slowest.max(member.took);
        member.tracker.finish();
    }
    let sends = !matches!(contender.counted(), Counted::Nothing);
    contender.finish();
    let mut values = quantiles(&latencies, cost_of_measuring);
    values.insert("slowest_member_ms".to_owned(), (slowest.as_secs_f64() * 1e3).into());
    if sends {
        values.extend(missing(accepted, (many * calls) as u64 - accepted, &sink));
    }
    values
}

/// One of a crowd.
struct Member<T> {
    tracker: T,
    cost_of_measuring: Duration,
    latencies: Latencies,
    accepted: u64,
    took: Duration,
}

impl<T: Tracker> Member<T> {
    fn new(tracker: T, cost_of_measuring: Duration) -> Self {
        Member { tracker, cost_of_measuring, latencies: latencies(), accepted: 0, took: Duration::ZERO }
    }

    fn track(&mut self, call: usize) {
        let before = Instant::now();
        let tracked = self.tracker.track(call);
        let took = before.elapsed().saturating_sub(self.cost_of_measuring);
        self.latencies.saturating_record(nanoseconds(took));
        self.accepted += u64::from(tracked == Tracked::Accepted);
    }
}

fn crowd_of_threads<T: Tracker + Send>(members: Vec<Member<T>>, calls: usize) -> Vec<Member<T>> {
    let together = Barrier::new(members.len());
    thread::scope(|scope| {
        let together = &together;
        let running: Vec<_> = members
            .into_iter()
            .map(|mut member| {
                scope.spawn(move || {
                    together.wait();
                    let began = Instant::now();
                    (0..calls).for_each(|call| member.track(call));
                    member.took = began.elapsed();
                    member
                })
            })
            .collect();
        running.into_iter().map(|thread| thread.join().expect("a producer ends")).collect()
    })
}

/// On a runtime with as many workers as the machine has cores, where each task lets the others go on after each call.
fn crowd_of_tasks<T: Tracker + Send>(members: Vec<Member<T>>, calls: usize) -> Vec<Member<T>> {
    let runtime = tokio::runtime::Builder::new_multi_thread().build().expect("a runtime starts");
    let together = Arc::new(tokio::sync::Barrier::new(members.len()));
    let running: Vec<_> = members
        .into_iter()
        .map(|mut member| {
            let together = together.clone();
            runtime.spawn(async move {
                together.wait().await;
                let began = Instant::now();
                for call in 0..calls {
                    member.track(call);
                    tokio::task::yield_now().await;
                }
                member.took = began.elapsed();
                member
            })
        })
        .collect();
    runtime.block_on(async {
        let mut all = Vec::new();
        for task in running {
            all.push(task.await.expect("a task ends"));
        }
        all
    })
}

/// How long a call takes on average in a loop, for those that are too short to be measured one by one.
fn mean<C: Contender>(arguments: &Arguments) -> Values {
    const AT_ONCE: u32 = 1000;

    let calls: u32 = arguments.expect("calls");
    let contender = C::start(arguments);
    let mut tracker = contender.tracker(&Account::many());
    let mut means = latencies();
    for _ in 0..calls / AT_ONCE {
        let before = Instant::now();
        for call in 0..AT_ONCE {
            hint::black_box(tracker.track(call as usize));
        }
        // In hundredths of a nanosecond, as some take no more than a few nanoseconds.
        means.saturating_record(nanoseconds(before.elapsed() * 100 / AT_ONCE));
    }
    let mut values = Values::new();
    values.insert("track_p50_ns".to_owned(), (means.value_at_quantile(0.5) as f64 / 100.0).into());
    values
}
