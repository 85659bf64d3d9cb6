//! The time of the desk, in Unix milliseconds.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

#[derive(Clone, Debug)]
pub enum Clock {
    System,
    /// Stands still until it is told to advance: for tests of leases, locks and retries.
    Still(Arc<AtomicI64>),
}

impl Clock {
    pub fn still(at: i64) -> Clock {
        Clock::Still(Arc::new(AtomicI64::new(at)))
    }

    pub fn now(&self) -> i64 {
        match self {
            Clock::System => jiff::Timestamp::now().as_millisecond(),
            Clock::Still(at) => at.load(Ordering::SeqCst),
        }
    }

    /// # Panics
    /// When the clock is the system's.
    pub fn advance(&self, by: Duration) {
        match self {
            Clock::System => panic!("only a still clock is advanced by hand"),
            Clock::Still(at) => {
                at.fetch_add(by.as_millis() as i64, Ordering::SeqCst);
            }
        }
    }
}
