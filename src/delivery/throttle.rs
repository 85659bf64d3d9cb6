use std::num::NonZeroU32;
use std::sync::Arc;

use governor::{DefaultDirectRateLimiter, Quota, RateLimiter};

use crate::catalog::Server;

/// A server's rate limit. It counts deliveries, and lets them through evenly: a tenth of a second's worth at once.
#[derive(Clone)]
pub(super) struct Throttle {
    limiter: Arc<DefaultDirectRateLimiter>,
    at_once: NonZeroU32,
}

impl Throttle {
    pub fn of(server: &Server) -> Option<Throttle> {
        let rate = NonZeroU32::new(server.rate_per_second? as u32)?;
        let at_once = NonZeroU32::new(rate.get() / 10).unwrap_or(NonZeroU32::MIN);
        let limiter = Arc::new(RateLimiter::direct(Quota::per_second(rate).allow_burst(at_once)));
        Some(Throttle { limiter, at_once })
    }

    /// The most deliveries that may go in one call.
    pub fn at_once(&self) -> usize {
        self.at_once.get() as usize
    }

    /// Waits until it is the turn of this many deliveries.
    pub async fn turn(&self, deliveries: usize) {
        let deliveries = u32::try_from(deliveries).ok().and_then(NonZeroU32::new).unwrap_or(NonZeroU32::MIN);
        let turn = self.limiter.until_n_ready(deliveries.min(self.at_once)).await;
        turn.expect("no more than it lets through at once");
    }
}
