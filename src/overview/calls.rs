use crate::desk::Desk;
use crate::error::Result;
use crate::people::Person;
use crate::store::server_calls::HOUR;
use crate::store::tallies::MINUTE;

/// What is now, in minutes, and what is usual, in days.
const NOW: i64 = 15 * MINUTE;
const USUAL: i64 = 7 * 24 * HOUR;
/// A server is slow when it takes so many times the usual, and at least so many milliseconds more.
const SLOW: i64 = 2;
const SLOWER_MS: i64 = 50;

/// Calls to a game server, added up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Calls {
    pub calls: i64,
    /// Those with an answer that can be trusted.
    pub clear: i64,
    /// Milliseconds that these took in all.
    pub ms: i64,
}

impl Calls {
    pub(crate) fn add(&mut self, ms: i64, is_clear: bool) {
        self.calls += 1;
        if is_clear {
            self.clear += 1;
            self.ms += ms;
        }
    }

    /// Those without an answer that can be trusted.
    pub fn unclear(&self) -> i64 {
        self.calls - self.clear
    }

    /// Milliseconds until a clear answer, on the average.
    pub fn average(&self) -> Option<i64> {
        (self.clear > 0).then(|| (self.ms + self.clear / 2) / self.clear)
    }
}

/// How a game server answers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ServerCalls {
    pub server_id: i64,
    /// In the last fifteen minutes.
    pub now: Calls,
    /// In the last seven days, until the hour that now is in.
    pub usual: Calls,
}

impl ServerCalls {
    pub fn is_slow(&self) -> bool {
        match (self.now.average(), self.usual.average()) {
            (Some(now), Some(usual)) => now >= usual * SLOW && now >= usual + SLOWER_MS,
            _ => false,
        }
    }
}

impl Desk {
    /// How the game servers that the person sees answer; without those that nobody has called in that time.
    pub async fn server_calls(&self, person: &Person) -> Result<Vec<ServerCalls>> {
        let now = self.now();
        let minute = now - now.rem_euclid(MINUTE);
        let seen: Vec<i64> = self.servers(person).await?.into_iter().map(|server| server.id).collect();
        let mut calls = self.db().server_calls(minute - NOW + MINUTE, now - USUAL).await?;
        calls.retain(|server| seen.contains(&server.server_id));
        Ok(calls)
    }
}

#[cfg(test)]
mod tests {
    use super::{Calls, ServerCalls};

    fn server(now: (i64, i64), usual: (i64, i64)) -> ServerCalls {
        let calls = |(clear, ms)| Calls { calls: clear, clear, ms };
        ServerCalls { server_id: 1, now: calls(now), usual: calls(usual) }
    }

    #[test]
    fn a_server_is_slow_beside_its_own_past() {
        assert!(server((10, 1_000), (1_000, 50_000)).is_slow());
        assert!(!server((10, 990), (1_000, 50_000)).is_slow());
        assert!(!server((10, 300), (1_000, 10_000)).is_slow(), "30 ms are no trouble, whatever the past was");
        assert!(!server((10, 90_000), (0, 0)).is_slow(), "there is no past");
        assert!(!server((0, 0), (10, 1_000)).is_slow());
    }

    #[test]
    fn what_had_no_clear_answer_counts_and_takes_no_time() {
        let mut calls = Calls::default();
        calls.add(40, true);
        calls.add(10_000, false);
        calls.add(45, true);
        assert_eq!((calls.calls, calls.unclear(), calls.average()), (3, 1, Some(43)));
        assert_eq!(Calls::default().average(), None);
    }
}
