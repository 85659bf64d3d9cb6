use std::time::Duration;

use rand::RngExt;

/// How often and how long a webhook is tried.
#[derive(Clone, Debug)]
pub struct Patience {
    /// The first rest after a failure; it doubles with every failure, and half of it is chance.
    pub first_rest: Duration,
    pub longest_rest: Duration,
    /// A message that is older is given up.
    pub oldest: Duration,
    /// How long a messenger may hold a webhook without writing what became of its call; longer than any call.
    pub lease: Duration,
    /// Failures in a row after which it is paused, if they last so long.
    pub failures: i64,
    pub failing: Duration,
}

impl Default for Patience {
    fn default() -> Patience {
        Patience {
            first_rest: Duration::from_secs(15),
            longest_rest: Duration::from_secs(3600),
            oldest: Duration::from_secs(24 * 3600),
            lease: Duration::from_secs(30),
            failures: 10,
            failing: Duration::from_secs(3600),
        }
    }
}

impl Patience {
    /// How long a webhook rests after so many failures of the same message.
    pub(super) fn rest(&self, tries: i64) -> Duration {
        let doubled = self.first_rest.saturating_mul(1 << (tries - 1).clamp(0, 16)).min(self.longest_rest);
        doubled.mul_f64(rand::rng().random_range(0.5..1.0))
    }
}
