use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
    time::Duration,
};

use sha2::{Digest, Sha256};

use crate::behaviour::{Conduct, Fault};

/// From this arrival of a key on nothing goes wrong any more, so that every run ends.
const QUIET_FROM: i64 = 4;

/// Things go wrong for this many of a hundred arrivals: always the same ones for the same seed.
#[derive(Clone, Copy, Debug)]
pub struct Chaos {
    pub seed: u64,
    pub percent: u8,
}

/// What goes wrong with one arrival.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Strike {
    /// Nothing is decided.
    Before(Fault),
    /// Decided as ever, and the answer is lost.
    After(Fault),
    /// Decided as ever, and answered late.
    Slow(Duration),
}

impl Chaos {
    /// Whether and how the `arrival`th (from 1) arrival of a delivery is struck.
    pub(crate) fn strike(self, key: &str, arrival: i64) -> Option<Strike> {
        let [kind, length] = self.roll("delivery", key, arrival)?;
        Some(match kind % 8 {
            0 => Strike::After(Fault::Hang),
            1 => Strike::After(Fault::Cut),
            2 => Strike::After(Fault::Broken),
            3 => Strike::After(Fault::Garbled),
            4 => Strike::Before(Fault::Cut),
            5 => Strike::Before(Fault::Broken),
            6 => Strike::Before(Fault::Garbled),
            _ => Strike::Slow(slowness(length)),
        })
    }

    /// Whether and how the `arrival`th (from 1) question after a key is struck. An answer, if there is one, is true.
    fn strike_question(self, key: &str, arrival: i64) -> Option<Strike> {
        let [kind, length] = self.roll("question", key, arrival)?;
        Some(if kind % 2 == 0 { Strike::Before(Fault::Cut) } else { Strike::Slow(slowness(length)) })
    }

    /// Two numbers to choose by, if this arrival is struck at all.
    fn roll(self, what: &str, key: &str, arrival: i64) -> Option<[u64; 2]> {
        if arrival >= QUIET_FROM {
            return None;
        }
        let digest = Sha256::new()
            .chain_update(self.seed.to_le_bytes())
            .chain_update(arrival.to_le_bytes())
            .chain_update(what)
            .chain_update(key)
            .finalize();
        let number = |at: usize| digest[at..at + 8].iter().fold(0, |number, byte| number << 8 | u64::from(*byte));
        (number(0) % 100 < u64::from(self.percent)).then(|| [number(8), number(16)])
    }
}

impl Strike {
    /// What the game does instead of what it would have done.
    pub(crate) fn change(self, conduct: Conduct) -> Conduct {
        match (self, conduct) {
            (Strike::Slow(_), conduct) => conduct,
            (Strike::Before(fault), _) | (Strike::After(fault), Conduct::Fail(_)) => Conduct::Fail(fault),
            (Strike::After(fault), Conduct::Decide(decision) | Conduct::DecideAndFail(decision, _)) => {
                Conduct::DecideAndFail(decision, fault)
            }
        }
    }

    pub(crate) fn delay(self) -> Duration {
        match self {
            Strike::Slow(delay) => delay,
            Strike::Before(_) | Strike::After(_) => Duration::ZERO,
        }
    }
}

fn slowness(number: u64) -> Duration {
    Duration::from_millis(200 + number % 1301)
}

/// How often each key was asked after, while there is chaos. Forgotten when the game stops: questions change nothing.
#[derive(Debug, Default)]
pub(crate) struct Questions(Mutex<HashMap<String, i64>>);

impl Questions {
    pub(crate) fn strike(&self, chaos: Option<Chaos>, key: &str) -> Option<Strike> {
        let chaos = chaos?;
        let mut asked = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let arrival = asked.entry(key.to_owned()).or_default();
        *arrival += 1;
        chaos.strike_question(key, *arrival)
    }
}
