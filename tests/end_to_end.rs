//! From a struct through a socket to a server that validates what it gets.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking, also in what several of them share")]

#[path = "support/sample.rs"]
mod sample;
#[path = "support/standard_events.rs"]
mod standard_events;

use std::process::{Command, Output};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use sample::{Account, SAMPLE, account};
use thrive_collector::{Collector, Credential};
use thrive_core::{Client, ClientBuilder, InstallErrorKind, TrackErrorKind, TrackEvent};

/// Longer than anything takes that works.
const PATIENCE: Duration = Duration::from_secs(30);

/// Longer than any test takes: an event that goes was sent for another reason.
const NEVER: Duration = Duration::from_secs(3_600);

#[derive(TrackEvent)]
#[track(event = "signed_in")]
struct SignedIn {
    user_name: &'static str,
    #[track(property)]
    score: f64,
    #[track(user_id)]
    user: &'static str,
    #[track(group_id)]
    account: &'static str,
    #[track(timestamp)]
    at: SystemTime,
}

fn signed_in(user_name: &'static str) -> SignedIn {
    SignedIn { user_name, score: 0.5, user: "u", account: "g", at: UNIX_EPOCH }
}

/// The object of `signed_in("A")` and so on.
const A: &str = r#"{"event_name":"signed_in","properties":{"user_name":"A","score":0.5},"user_id":"u","timestamp":"1970-01-01T00:00:00.000000Z","context":{"group_id":"g"}}"#;
const B: &str = r#"{"event_name":"signed_in","properties":{"user_name":"B","score":0.5},"user_id":"u","timestamp":"1970-01-01T00:00:00.000000Z","context":{"group_id":"g"}}"#;
const C: &str = r#"{"event_name":"signed_in","properties":{"user_name":"C","score":0.5},"user_id":"u","timestamp":"1970-01-01T00:00:00.000000Z","context":{"group_id":"g"}}"#;

fn builder(collector: &Collector) -> ClientBuilder {
    Client::builder().endpoint(collector.endpoint()).api_key("key").flush_interval(NEVER)
}

/// The bodies that arrived, in order.
fn bodies(collector: &Collector) -> Vec<String> {
    collector.requests().iter().map(|request| String::from_utf8(request.body.to_vec()).unwrap()).collect()
}

/// The installed client is the process's: one test at a time.
fn the_process() -> MutexGuard<'static, ()> {
    static PROCESS: Mutex<()> = Mutex::new(());
    PROCESS.lock().unwrap_or_else(PoisonError::into_inner)
}

#[test]
fn the_sample_of_the_specification_arrives_byte_for_byte_with_either_credential() {
    type Case = (fn(ClientBuilder) -> ClientBuilder, Credential);
    let cases: [Case; 2] = [
        (|builder| builder.bearer_token("eyJ.t-1"), Credential::Bearer("eyJ.t-1".into())),
        (|builder| builder.api_key("k-1"), Credential::ApiKey("k-1".into())),
    ];
    for (with_credential, credential) in cases {
        let collector = Collector::start().unwrap();
        let client = with_credential(Client::builder()).endpoint(collector.endpoint()).build().unwrap();
        client.track(&account()).unwrap();
        let report = client.shutdown(PATIENCE);
        assert_eq!((report.delivered, report.rejected, report.lost, report.queued), (1, 0, 0, 0));

        assert_eq!(bodies(&collector), [format!("[{SAMPLE}]")]);
        let request = &collector.requests()[0];
        assert_eq!(request.content_type.as_deref(), Some("application/json"));
        assert_eq!(request.credential, Some(credential));
        assert_eq!((collector.counts().requests, collector.counts().good), (1, 1));
    }
}

#[test]
fn events_share_one_array_in_the_order_in_which_they_were_tracked() {
    let collector = Collector::start().unwrap();
    let client = builder(&collector).build().unwrap();
    for name in ["A", "B", "C"] {
        signed_in(name).track_with(&client).unwrap();
    }
    assert_eq!(client.flush(PATIENCE).delivered, 3);
    assert_eq!(bodies(&collector), [format!("[{A},{B},{C}]")]);

    client.track(&signed_in("B")).unwrap();
    assert_eq!(client.flush(PATIENCE).delivered, 4);
    assert_eq!(bodies(&collector)[1..], [format!("[{B}]")]);
}

#[test]
fn a_batch_is_cut_by_count_and_goes_without_a_flush() {
    let collector = Collector::start().unwrap();
    let client = builder(&collector).max_batch_events(2).build().unwrap();
    for name in ["A", "B", "C", "A", "C"] {
        client.track(&signed_in(name)).unwrap();
    }
    assert!(collector.wait_for(|counts| counts.good == 4, PATIENCE), "{:?}", collector.counts());
    assert_eq!(bodies(&collector), [format!("[{A},{B}]"), format!("[{C},{A}]")]);
    assert_eq!(client.shutdown(PATIENCE).delivered, 5);
    assert_eq!(bodies(&collector)[2..], [format!("[{C}]")]);
}

#[test]
fn a_batch_is_cut_by_bytes_and_never_longer_than_allowed() {
    let pair = format!("[{A},{B}]").len();
    for (max_batch_bytes, expected) in [
        (pair, vec![format!("[{A},{B}]"), format!("[{C},{A}]")]),
        (pair - 1, vec![format!("[{A}]"), format!("[{B}]"), format!("[{C}]"), format!("[{A}]")]),
    ] {
        let collector = Collector::start().unwrap();
        let client = builder(&collector).max_event_bytes(A.len()).max_batch_bytes(max_batch_bytes).build().unwrap();
        for name in ["A", "B", "C", "A"] {
            client.track(&signed_in(name)).unwrap();
        }
        assert_eq!(client.shutdown(PATIENCE).delivered, 4);
        assert_eq!(bodies(&collector), expected);
    }
}

#[test]
fn an_idle_event_goes_after_flush_interval_and_not_before() {
    let interval = Duration::from_millis(200);
    let collector = Collector::start().unwrap();
    let client = builder(&collector).flush_interval(interval).build().unwrap();
    let start = Instant::now();
    client.track(&signed_in("A")).unwrap();
    client.track(&signed_in("B")).unwrap();
    assert!(collector.wait_for(|counts| counts.good == 2, PATIENCE), "{:?}", collector.counts());
    assert!(start.elapsed() >= interval, "{:?}", start.elapsed());
    assert_eq!(bodies(&collector), [format!("[{A},{B}]")]);
}

#[test]
fn every_standard_event_is_accepted() {
    let collector = Collector::start().unwrap();
    let client = builder(&collector).build().unwrap();
    let tracked = standard_events::track_all(&client).unwrap();
    let report = client.shutdown(PATIENCE);

    let catalogue: Vec<_> = thrive_plan::catalogue::names().collect();
    assert_eq!(tracked, catalogue);
    assert_eq!(collector.bad(), []);
    let arrived: Vec<_> = collector.good().into_iter().filter_map(|event| event.name).collect();
    assert_eq!(arrived, catalogue);
    assert_eq!((report.delivered, report.rejected), (18, 0));
}

#[test]
fn an_event_that_the_server_refuses_is_counted_with_the_servers_words() {
    #[derive(TrackEvent)]
    #[track(event = "onboarding_step_completed")]
    struct Completed {
        step_name: &'static str,
        step_index: i32,
    }
    let collector = Collector::start().unwrap();
    let client = builder(&collector).build().unwrap();
    // A type says nothing of the least value of an integer.
    let completed = Completed { step_name: "invite", step_index: -1 };
    client.track(&completed.by("u").within("g")).unwrap();
    let report = client.flush(PATIENCE);
    assert_eq!((report.delivered, report.rejected, report.lost, report.queued), (0, 1, 0, 0));

    let stats = client.stats();
    let (answer, error) = (stats.last_answer.unwrap(), stats.last_error.unwrap());
    assert_eq!(answer.status, 400);
    for text in [&answer.body, &error] {
        assert!(text.contains("the event breaks its schema") && text.contains("/properties/step_index"), "{text}");
    }
    assert_eq!((collector.counts().requests, collector.counts().good, collector.counts().bad), (1, 0, 1));

    client.track(&signed_in("A")).unwrap();
    let report = client.shutdown(PATIENCE);
    assert_eq!((report.delivered, report.rejected, report.lost), (1, 1, 0));
}

#[test]
fn any_text_arrives_as_it_was() {
    let long = "\u{10ffff}".repeat(10_000);
    let texts = ["", "\"quotes\" and \\", "\0\u{1}\u{1f}\u{7f}\r\n\t", "\u{feff}\u{2028}e\u{301}🦀", &long];
    let collector = Collector::start().unwrap();
    let client = builder(&collector).max_event_bytes(64 * 1024).build().unwrap();
    for text in texts {
        client.track(&Account { name: text.into(), ..account() }).unwrap();
    }
    assert_eq!(client.shutdown(PATIENCE).delivered, 5);
    let arrived = collector.good();
    assert_eq!(arrived.len(), texts.len());
    for (event, text) in arrived.iter().zip(texts) {
        let event: serde_json::Value = serde_json::from_str(&event.json).unwrap();
        assert_eq!(event["properties"]["account_name"], text);
    }
}

#[test]
fn what_cannot_be_sent_is_an_error_that_names_the_property_and_nothing_arrives() {
    let collector = Collector::start().unwrap();
    let client = builder(&collector).build().unwrap();
    let nan = SignedIn { score: f64::NAN, ..signed_in("A") };
    let infinite = SignedIn { score: f64::NEG_INFINITY, ..signed_in("A") };
    let nobody = SignedIn { user: "", ..signed_in("A") };
    let nowhere = SignedIn { account: " \u{a0}\t", ..signed_in("A") };
    for (event, kind, property) in [
        (nan, TrackErrorKind::NotFinite, "score"),
        (infinite, TrackErrorKind::NotFinite, "score"),
        (nobody, TrackErrorKind::BlankId, "user_id"),
        (nowhere, TrackErrorKind::BlankId, "context.group_id"),
    ] {
        let error = client.track(&event).unwrap_err();
        assert_eq!((error.kind(), error.property()), (kind, Some(property)));
        let message = error.to_string();
        assert!(message.contains("`signed_in`") && message.contains(&format!("`{property}`")), "{message}");
    }
    assert_eq!((client.stats().tracked, client.shutdown(PATIENCE).delivered), (0, 0));
    assert_eq!(collector.counts().requests, 0);
}

#[test]
fn without_an_installed_client_the_error_says_to_install_one() {
    let _process = the_process();
    let error = signed_in("A").track().unwrap_err();
    assert_eq!(error.kind(), TrackErrorKind::NotInstalled);
    assert!(error.to_string().contains("install()"), "{error}");
}

#[test]
fn one_client_is_installed_at_a_time_and_dropping_its_guard_delivers() {
    let _process = the_process();
    let (first, second) = (Collector::start().unwrap(), Collector::start().unwrap());
    let (client, other) = (builder(&first).build().unwrap(), builder(&second).build().unwrap());

    let guard = client.install().unwrap();
    let error = other.install().unwrap_err();
    assert_eq!(error.kind(), InstallErrorKind::AlreadyInstalled);
    assert!(error.to_string().contains("already installed"), "{error}");
    signed_in("A").track().unwrap();
    drop(guard);
    assert_eq!(bodies(&first), [format!("[{A}]")]);

    assert_eq!(signed_in("B").track().unwrap_err().kind(), TrackErrorKind::NotInstalled);
    assert_eq!(client.install().unwrap_err().kind(), InstallErrorKind::Closed);
    let guard = other.install().unwrap();
    signed_in("C").track().unwrap();
    drop(guard);
    assert_eq!(bodies(&second), [format!("[{C}]")]);
    assert_eq!(first.counts().good, 1);
}

/// Runs the test below in a process of its own, with these variables.
fn run_child(variables: &[(&str, &str)]) -> Output {
    let mut child = Command::new(std::env::current_exe().unwrap());
    child.args(["--exact", "a_child_process_with_variables", "--ignored", "--nocapture"]);
    let ours = std::env::vars_os().map(|(name, _)| name);
    for name in ours.filter(|name| name.to_string_lossy().starts_with("THRIVESTACK_")) {
        child.env_remove(name);
    }
    // The rest of the host may need a proxy; it does not lead back here.
    child.envs([("HTTP_PROXY", "http://127.0.0.1:9"), ("ALL_PROXY", "http://127.0.0.1:9")]);
    child.envs(variables.iter().copied()).output().unwrap()
}

#[test]
#[ignore = "its parent runs it"]
fn a_child_process_with_variables() {
    match Client::from_env() {
        Ok(client) if std::env::var_os("THRIVESTACK_ENDPOINT").is_some() => {
            client.track(&signed_in("A")).unwrap();
            println!("delivered: {}", client.shutdown(PATIENCE).delivered);
        }
        Ok(client) => println!("{client:?}"),
        Err(error) => println!("{error}"),
    }
}

#[test]
fn the_environment_says_where_to_and_with_which_credential() {
    let collector = Collector::start().unwrap();
    let endpoint = ("THRIVESTACK_ENDPOINT", collector.endpoint());
    for (name, value) in [("THRIVESTACK_API_KEY", "k-1"), ("THRIVESTACK_ACCESS_TOKEN", "t-1")] {
        let output = run_child(&[(name, value), (endpoint.0, &endpoint.1)]);
        let text = String::from_utf8_lossy(&output.stdout);
        assert!(text.contains("delivered: 1\n"), "{output:?}");
    }
    assert_eq!(bodies(&collector), [format!("[{A}]"), format!("[{A}]")]);
    let credentials: Vec<_> = collector.requests().iter().map(|request| request.credential.clone()).collect();
    assert_eq!(credentials, [Some(Credential::ApiKey("k-1".into())), Some(Credential::Bearer("t-1".into()))]);
}

#[test]
fn the_environment_alone_means_the_real_service_and_without_a_credential_says_what_to_set() {
    let (key, token) = (("THRIVESTACK_API_KEY", "s3cret"), ("THRIVESTACK_ACCESS_TOKEN", "s3cret"));
    for (variables, words) in [
        (vec![key], "https://api.app.thrivestack.ai/api\""),
        (vec![], "export THRIVESTACK_API_KEY="),
        (vec![key, token], "both THRIVESTACK_API_KEY and THRIVESTACK_ACCESS_TOKEN are set"),
    ] {
        let output = run_child(&variables);
        let text = String::from_utf8_lossy(&output.stdout);
        assert!(text.contains(words), "{output:?}");
        assert!(!text.contains("s3cret"), "{output:?}");
    }
}

#[test]
fn nothing_that_can_be_printed_shows_the_credential() {
    let _process = the_process();
    let collector = Collector::start().unwrap();
    let endpoint = collector.endpoint();
    let mut printed = Vec::new();
    for builder in [Client::builder().api_key("s3cret"), Client::builder().bearer_token("s3cret")] {
        let client = builder.clone().endpoint(&endpoint).build().unwrap();
        let guard = client.install().unwrap();
        let installed = client.install().unwrap_err();
        let blank = client.track(&SignedIn { user: "", ..signed_in("A") }).unwrap_err();
        let receipt = client.track(&signed_in("A")).unwrap();
        let report = client.shutdown(PATIENCE);
        let closed = client.track(&signed_in("A")).unwrap_err();
        printed.push(format!("{builder:?} {builder:#?} {client:?} {client:#?} {guard:?} {receipt:?}"));
        printed.push(format!("{installed} {installed:?} {blank} {blank:?} {closed} {closed:?}"));
        printed.push(format!("{report:?} {:?}", client.stats()));

        for faulty in [
            builder.clone().endpoint("ftp://host.example"),
            builder.clone().endpoint("http://s3cret@host.example/api"),
            builder.clone().max_batch_events(0),
            builder.clone().api_key("s3cret").bearer_token("s3cret"),
            Client::builder().api_key("s3cret\u{7f}"),
        ] {
            let error = faulty.build().unwrap_err();
            printed.push(format!("{error} {error:?} {:?}", std::error::Error::source(&error)));
        }
    }
    // Nobody listens there.
    let client = Client::builder().endpoint("http://127.0.0.1:9/api").api_key("s3cret").build().unwrap();
    client.track(&signed_in("A")).unwrap();
    let report = client.shutdown(Duration::from_millis(300));
    assert_eq!(report.lost, 1);
    printed.push(format!("{:?}", client.stats()));

    assert!(printed.iter().any(|text| text.contains("cannot reach http://127.0.0.1:9/api/track")));
    for text in printed {
        assert!(!text.contains("s3cret"), "{text}");
    }
}
