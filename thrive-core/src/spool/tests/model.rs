//! Any sequence of calls, beside a model that fits on a page.

use proptest::prelude::*;

use super::*;

#[derive(Debug, Clone)]
enum Call {
    Append {
        length: usize,
        age_ms: u64,
    },
    Read {
        most: usize,
    },
    Acknowledge {
        below_read: u64,
    },
    DropOldest,
    Sync,
    /// The process ends and another begins.
    Restart,
}

fn call() -> impl Strategy<Value = Call> {
    prop_oneof![
        8 => (0..300_usize, prop_oneof![4 => Just(0), 1 => 90..110_u64])
            .prop_map(|(length, age_ms)| Call::Append { length, age_ms }),
        4 => (0..12_usize).prop_map(|most| Call::Read { most }),
        2 => (0..5_u64).prop_map(|below_read| Call::Acknowledge { below_read }),
        1 => Just(Call::DropOldest),
        1 => Just(Call::Sync),
        1 => Just(Call::Restart),
    ]
}

/// What the spool is to hold.
#[derive(Default)]
struct Model {
    /// Payload and age of all that was ever appended.
    appended: Vec<(Vec<u8>, u64)>,
    dropped: Vec<Range<u64>>,
    acknowledged: u64,
    /// The next one to be read.
    next: u64,
}

impl Model {
    fn is_dropped(&self, sequence: u64) -> bool {
        self.dropped.iter().any(|range| range.contains(&sequence))
    }

    /// The next records and expired ranges, at most so many. An expired range that is cut off by the end is one all the same.
    fn read(&mut self, most: usize) -> Vec<Item> {
        let mut items = Vec::new();
        while self.next < self.appended.len() as u64 && items.len() < most {
            let sequence = self.next;
            self.next += 1;
            let (payload, age) = &self.appended[sequence as usize];
            if self.is_dropped(sequence) {
                continue;
            }
            if *age <= 100 {
                items.push(record(sequence, payload));
                continue;
            }
            while self.next < self.appended.len() as u64
                && self.appended[self.next as usize].1 > 100
                && !self.is_dropped(self.next)
            {
                self.next += 1;
            }
            items.push(Item::Gap(sequence..self.next, Cause::Expired));
        }
        items
    }

    fn waiting(&self) -> u64 {
        (self.acknowledged..self.appended.len() as u64).filter(|sequence| !self.is_dropped(*sequence)).count() as u64
    }
}

fn model_settings() -> Settings {
    let settings = Settings::new(FOLDER.into(), 2500, now, 5).with_segment_bytes(400);
    Settings { max_age: Some(Duration::from_millis(100)), ..settings }
}

/// Joins expired ranges that were cut in two where a segment ended.
fn joined(items: Vec<Item>) -> Vec<Item> {
    let mut joined: Vec<Item> = Vec::new();
    for item in items {
        match (joined.last_mut(), item) {
            (Some(Item::Gap(last, _)), Item::Gap(next, _)) if last.end == next.start => last.end = next.end,
            (_, item) => joined.push(item),
        }
    }
    joined
}

fn follow(calls: Vec<Call>) {
    let disk = MemoryDisk::default();
    let (mut appender, mut reader) = open(model_settings(), disk.clone()).unwrap();
    let mut model = Model::default();
    for call in calls {
        match call {
            Call::Append { length, age_ms } => {
                let payload = vec![length as u8; length];
                match appender.append(0, &payload, NOW_MS - age_ms) {
                    Ok(sequence) => {
                        assert_eq!(sequence, model.appended.len() as u64);
                        model.appended.push((payload, age_ms));
                    }
                    Err(AppendError::Full) => assert!(appender.bytes() + 36 + 40 + length as u64 > 2500),
                    Err(error) => panic!("{error}"),
                }
            }
            Call::Read { most } => {
                let found = joined(read_some(&mut reader, most));
                assert_eq!(found, model.read(found.len()));
                assert!(
                    found.len() == most
                        || model.read(1).is_empty()
                        || found.iter().any(|item| matches!(item, Item::Gap(..)))
                );
                model.next = position(&found).unwrap_or(model.next);
            }
            Call::Acknowledge { below_read } => {
                let below = model.next.saturating_sub(below_read);
                reader.acknowledge(below).unwrap();
                model.acknowledged = model.acknowledged.max(below);
            }
            Call::DropOldest => {
                if let Some(range) = appender.drop_oldest().unwrap() {
                    assert!(range.start >= model.next.min(range.start) && range.start >= model.acknowledged);
                    model.dropped.push(range);
                }
            }
            Call::Sync => assert_eq!(appender.syncer().sync().unwrap(), appender.next()),
            Call::Restart => {
                drop((appender, reader));
                (appender, reader) = open(model_settings(), disk.clone()).unwrap();
                model.next = model.acknowledged;
            }
        }
        assert_eq!(appender.next(), model.appended.len() as u64);
        assert_eq!((reader.acknowledged(), reader.waiting()), (model.acknowledged, model.waiting()));
        assert!(appender.bytes() <= 2500);
        let held: usize = disk
            .names()
            .iter()
            .filter(|name| name.ends_with(".segment"))
            .map(|name| disk.read(&path(name)).unwrap().len())
            .sum();
        assert_eq!(appender.bytes(), held as u64);
    }
}

fn position(items: &[Item]) -> Option<u64> {
    items.last().map(|item| match item {
        Item::Record(sequence, _) => sequence + 1,
        Item::Gap(gap, _) => gap.end,
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_spool_does_what_the_model_does(calls in proptest::collection::vec(call(), 1..120)) {
        follow(calls);
    }
}
