//! How it is kept how game servers answer: a ring of minutes and one of hours for each of them.

use std::collections::BTreeMap;

use sqlx::FromRow;

use super::tallies::MINUTE;
use super::{Db, Tx, dialect, on};
use crate::error::Result;
use crate::overview::{Calls, ServerCalls};

/// Milliseconds of an hour.
pub const HOUR: i64 = 60 * MINUTE;
/// The stretches that calls are counted by, and how many of them a ring holds: an hour, and a little more than a week.
const RINGS: [(i64, i64); 2] = [(MINUTE, 60), (HOUR, 8 * 24)];

/// One call that was made, however many deliveries it took along.
#[derive(Clone, Copy, Debug)]
pub struct CallMade {
    pub server_id: i64,
    /// When it began, in Unix milliseconds.
    pub at: i64,
    pub ms: i64,
    /// Whether its answer can be trusted.
    pub is_clear: bool,
}

/// Server, span and slot.
type Place = (i64, i64, i64);

/// Calls to be counted, by their places in the rings.
#[derive(Clone, Debug, Default)]
pub struct CallCounts(BTreeMap<Place, (i64, Calls)>);

impl CallCounts {
    pub fn note(&mut self, call: &CallMade) {
        for (span, slots) in RINGS {
            let n = call.at.div_euclid(span);
            let starts_at = n * span;
            let (latest, calls) =
                self.0.entry((call.server_id, span, n % slots)).or_insert((starts_at, Calls::default()));
            if *latest < starts_at {
                (*latest, *calls) = (starts_at, Calls::default());
            }
            if *latest == starts_at {
                calls.add(call.ms, call.is_clear);
            }
        }
    }
}

impl Tx {
    /// Counts calls. Everybody takes the places in one order, so two transactions never wait for each other.
    pub async fn count_calls(&mut self, counts: &CallCounts) -> Result<()> {
        if counts.0.is_empty() {
            return Ok(());
        }
        let rows: Vec<_> = counts
            .0
            .iter()
            .map(|((server, span, slot), (starts_at, calls))| {
                (server, span, slot, starts_at, calls.calls, calls.clear, calls.ms)
            })
            .collect();
        macro_rules! upsert {
            ($from:literal) => {
                concat!(
                    "insert into server_calls (server_id, span, slot, starts_at, calls, clear, ms) ",
                    $from,
                    " on conflict (server_id, span, slot) do update set starts_at = excluded.starts_at,
                        calls = excluded.calls + case when server_calls.starts_at = excluded.starts_at then server_calls.calls else 0 end,
                        clear = excluded.clear + case when server_calls.starts_at = excluded.starts_at then server_calls.clear else 0 end,
                        ms = excluded.ms + case when server_calls.starts_at = excluded.starts_at then server_calls.ms else 0 end
                     where server_calls.starts_at <= excluded.starts_at"
                )
            };
        }
        let sql = dialect!(self,
            sqlite: upsert!("select value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5, value ->> 6
                from json_each($1) where true"),
            postgres: upsert!("select cast(value ->> 0 as bigint), cast(value ->> 1 as bigint), cast(value ->> 2 as bigint),
                cast(value ->> 3 as bigint), cast(value ->> 4 as bigint), cast(value ->> 5 as bigint), cast(value ->> 6 as bigint)
                from json_array_elements($1::json)"));
        on!(tx self, c => sqlx::query(sql).bind(serde_json::to_string(&rows)?).execute(c).await.map(|_| ()))?;
        Ok(())
    }
}

/// Calls of one server, added up over two times.
#[derive(Debug, FromRow)]
struct Sums {
    server_id: i64,
    calls: i64,
    clear: i64,
    ms: i64,
    past_calls: i64,
    past_clear: i64,
    past_ms: i64,
}

impl Db {
    /// The calls of every server: those of the minutes from `since` on, and those of the whole hours from `past` until then.
    pub async fn server_calls(&self, since: i64, past: i64) -> Result<Vec<ServerCalls>> {
        let sums: Vec<Sums> = on!(db self, c => sqlx::query_as(
            "select server_id,
                cast(sum(case when span = $3 then calls else 0 end) as bigint) as calls,
                cast(sum(case when span = $3 then clear else 0 end) as bigint) as clear,
                cast(sum(case when span = $3 then ms else 0 end) as bigint) as ms,
                cast(sum(case when span = $4 then calls else 0 end) as bigint) as past_calls,
                cast(sum(case when span = $4 then clear else 0 end) as bigint) as past_clear,
                cast(sum(case when span = $4 then ms else 0 end) as bigint) as past_ms
             from server_calls
             where (span = $3 and starts_at >= $1) or (span = $4 and starts_at >= $2 and starts_at <= $1 - $4)
             group by server_id order by server_id")
            .bind(since).bind(past).bind(MINUTE).bind(HOUR).fetch_all(c).await)?;
        let calls = |calls, clear, ms| Calls { calls, clear, ms };
        Ok(sums
            .into_iter()
            .map(|sum| ServerCalls {
                server_id: sum.server_id,
                now: calls(sum.calls, sum.clear, sum.ms),
                usual: calls(sum.past_calls, sum.past_clear, sum.past_ms),
            })
            .collect())
    }
}

#[cfg(test)]
mod tests {
    use super::{CallCounts, CallMade, HOUR, MINUTE};

    fn call(at: i64) -> CallMade {
        CallMade { server_id: 1, at, ms: 10, is_clear: true }
    }

    #[test]
    fn of_two_minutes_in_one_place_of_the_ring_the_later_counts() {
        let mut counts = CallCounts::default();
        for at in [HOUR, 0, HOUR + 1, 2 * MINUTE] {
            counts.note(&call(at));
        }
        let minutes: Vec<_> = counts.0.iter().filter(|((_, span, _), _)| *span == MINUTE).collect();
        let shape: Vec<_> =
            minutes.iter().map(|((.., slot), (starts_at, calls))| (*slot, *starts_at, calls.calls)).collect();
        assert_eq!(shape, [(0, HOUR, 2), (2, 2 * MINUTE, 1)]);
    }
}
