use std::time::{Duration, Instant};

/// Deliveries that are claimed or settled together, at most; more only if so few calls would take them all.
pub(super) const GROUP: usize = 1_000;
const FIRST: usize = 64;
const LEAST: usize = 8;

/// How quick a server is, and so how much to claim at once: what it can be sent in half the time that a lease leaves.
#[derive(Debug)]
pub(super) struct Pace {
    since: Instant,
    ended: u32,
    group: usize,
}

impl Pace {
    pub fn new() -> Pace {
        Pace { since: Instant::now(), ended: 0, group: FIRST }
    }

    /// How much was claimed last.
    pub fn group(&self) -> usize {
        self.group
    }

    /// A call has ended.
    pub fn note(&mut self) {
        self.ended += 1;
    }

    /// How much to claim now, if claimed deliveries can be begun for this long.
    pub fn next_group(&mut self, window: Duration, most: usize) -> usize {
        if self.ended > 0 {
            let rate = f64::from(self.ended) / self.since.elapsed().as_secs_f64().max(0.001);
            let wanted = (rate * window.as_secs_f64() / 2.0) as usize;
            self.group = wanted.clamp(LEAST, (self.group * 2).min(most));
        }
        (self.since, self.ended) = (Instant::now(), 0);
        self.group
    }
}
