//! How often somebody may try what others could be pestered with.

use std::fmt;
use std::hash::Hash;
use std::num::NonZeroU32;
use std::sync::Arc;

use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};

use crate::error::{Error, Result};

/// Who is remembered before those that rest are forgotten.
const REMEMBERED: usize = 10_000;

/// Tries of everybody: some at once, and then one a minute.
#[derive(Clone)]
pub(crate) struct Tries<Who: Clone + Eq + Hash>(Arc<DefaultKeyedRateLimiter<Who>>);

impl<Who: Clone + Eq + Hash> Tries<Who> {
    pub(crate) fn new(at_once: NonZeroU32) -> Tries<Who> {
        Tries(Arc::new(RateLimiter::hashmap(Quota::per_minute(NonZeroU32::MIN).allow_burst(at_once))))
    }

    /// # Errors
    /// `TooManyTries` when it is to be tried later.
    pub(crate) fn count(&self, who: &Who) -> Result<()> {
        if self.0.len() > REMEMBERED {
            self.0.retain_recent();
        }
        self.0.check_key(who).map_err(|_| Error::TooManyTries)
    }
}

impl<Who: Clone + Eq + Hash> fmt::Debug for Tries<Who> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Tries").field("remembered", &self.0.len()).finish()
    }
}
