//! What is to be measured, from the command line: the scenario, then `key=value`.

use std::collections::BTreeMap;
use std::fmt::Debug;
use std::str::FromStr;

/// The arguments of a contender: `paced sink=127.0.0.1:4000 rate=20000 seconds=3`.
#[derive(Debug, Clone)]
pub struct Arguments {
    scenario: String,
    values: BTreeMap<String, String>,
}

/// All keys that some contender or scenario asks for, so that a misspelt one is noticed.
const KEYS: [&str; 13] = [
    "batch", "calls", "events", "gzip", "limit", "mode", "rate", "row", "seconds", "sink", "spool", "tasks", "threads",
];

impl Arguments {
    /// Those of this process.
    ///
    /// # Panics
    ///
    /// Where they are not what it takes.
    pub fn of_process() -> Arguments {
        let mut arguments = std::env::args().skip(1);
        let scenario = arguments.next().expect("the first argument names the scenario");
        let values = arguments.map(|argument| {
            let (key, value) = argument.split_once('=').unwrap_or_else(|| panic!("`{argument}` is not `key=value`"));
            assert!(KEYS.contains(&key), "nobody asks for `{key}`; there are {KEYS:?}");
            (key.to_owned(), value.to_owned())
        });
        Arguments { scenario, values: values.collect() }
    }

    /// What is to be measured.
    pub fn scenario(&self) -> &str {
        &self.scenario
    }

    /// The value of `key`, where it is given.
    ///
    /// # Panics
    ///
    /// Where it is no `T`.
    pub fn get<T: FromStr<Err: Debug>>(&self, key: &str) -> Option<T> {
        assert!(KEYS.contains(&key), "`{key}` is missing among the keys");
        let value = self.values.get(key)?;
        Some(value.parse().unwrap_or_else(|error| panic!("{key}={value}: {error:?}")))
    }

    /// The value of `key`.
    ///
    /// # Panics
    ///
    /// Where it is missing or no `T`.
    pub fn expect<T: FromStr<Err: Debug>>(&self, key: &str) -> T {
        self.get(key).unwrap_or_else(|| panic!("`{}` needs `{key}=…`", self.scenario))
    }

    /// Whether `key=yes` is given.
    pub fn is_set(&self, key: &str) -> bool {
        self.get::<String>(key).is_some_and(|value| value == "yes")
    }

    /// The address of the sink, as a URL without a path.
    pub fn sink_url(&self) -> String {
        format!("http://{}", self.expect::<String>("sink"))
    }
}
