//! How the tallies are kept: in the transaction that moves deliveries into a log or out of it.

use std::collections::BTreeMap;

use sqlx::FromRow;

use super::troubles::{Trouble, TroubleChanges};
use super::{Tx, dialect, on, without_success};
use crate::error::Result;
use crate::ledger::Log;
use crate::request::DeliveryState;

/// Milliseconds of a minute: the grain of the tallies.
pub const MINUTE: i64 = 60_000;
/// Milliseconds of the spans that tallies are summed up over, the longest first.
pub const SPANS: [i64; 3] = [32 * DAY, DAY, HOUR];
const DAY: i64 = 24 * HOUR;
const HOUR: i64 = 60 * MINUTE;

/// Quantities are summed up in billions and what is left of each, since 64 bits do not always hold their sum.
pub const BILLION: i64 = 1_000_000_000;

/// The sums that are kept over each span, as rows: beside server, direction and item of all reasons, requesters and
/// approvers (0), or of one of them (1). The shorter the span, the fewer: short ones are for the ends of periods.
macro_rules! kinds_of_sums {
    () => {
        "cross join (select cast(3600000 as bigint) as span, 0 as reason, 0 as requester, 0 as approver
            union all select 86400000, 0, 0, 0 union all select 86400000, 1, 0, 0 union all select 86400000, 0, 1, 0
            union all select 86400000, 0, 0, 1
            union all select 2764800000, 0, 0, 0 union all select 2764800000, 1, 0, 0 union all select 2764800000, 0, 1, 0
            union all select 2764800000, 0, 0, 1 union all select 2764800000, 1, 1, 0 union all select 2764800000, 1, 0, 1
            union all select 2764800000, 0, 1, 1 union all select 2764800000, 1, 1, 1) k"
    };
}
pub(super) use kinds_of_sums;

/// The spans over which there are sums, when so many of reason, requester and approver are asked for.
pub fn spans_by(asked: usize) -> &'static [i64] {
    &SPANS[..3 - asked.min(2)]
}

/// Deliveries of one request on one server in one minute of a log.
type Place = (i64, bool, i64, i64);

#[derive(Clone, Copy, Debug, Default)]
struct Change {
    deliveries: i64,
    billions: i64,
    units: i64,
}

/// A delivery that came to rest.
#[derive(Clone, Copy, Debug)]
pub struct Rested<'a> {
    pub request_id: i64,
    pub server_id: i64,
    pub state: DeliveryState,
    pub cause: Option<&'a str>,
    pub code: Option<&'a str>,
    pub settled_at: i64,
    pub quantity: Option<i64>,
}

/// Which deliveries come into the logs, and which leave them.
#[derive(Clone, Debug, Default)]
pub struct TallyChanges {
    by_place: BTreeMap<Place, Change>,
    some_leave: bool,
    troubles: TroubleChanges,
}

impl TallyChanges {
    /// A delivery came to rest; in a state that no log shows, it counts for nothing.
    pub fn come(&mut self, rested: &Rested<'_>) {
        let Some(log) = Log::of(rested.state) else { return };
        let quantity = rested.quantity.unwrap_or_default();
        let change = Change { deliveries: 1, billions: quantity / BILLION, units: quantity % BILLION };
        let minute = rested.settled_at - rested.settled_at % MINUTE;
        self.add((rested.request_id, log == Log::Success, minute, rested.server_id), change);
        if log == Log::Failure {
            let Rested { request_id, server_id, state, cause, code, .. } = *rested;
            self.troubles.add(Trouble::new(request_id, server_id, state, cause, code), 1);
        }
    }

    /// Deliveries of one state leave the failure log.
    fn leave(&mut self, request: i64, state: DeliveryState, from: &Settled) {
        self.some_leave = true;
        let change = Change { deliveries: -from.deliveries, billions: -from.billions, units: -from.units };
        self.add((request, false, from.minute, from.server_id), change);
        let trouble = Trouble::new(request, from.server_id, state, from.cause.as_deref(), from.code.as_deref());
        self.troubles.add(trouble, -from.deliveries);
    }

    fn add(&mut self, place: Place, by: Change) {
        let change = self.by_place.entry(place).or_default();
        change.deliveries += by.deliveries;
        change.billions += by.billions;
        change.units += by.units;
    }

    fn rows(&self) -> Result<String> {
        let rows = self.by_place.iter().map(|((request, succeeded, minute, server), change)| {
            (request, i64::from(*succeeded), minute, server, change.deliveries, change.billions, change.units)
        });
        Ok(serde_json::to_string(&rows.collect::<Vec<_>>())?)
    }
}

/// Deliveries of a request that were settled on one server in one minute, for one cause.
#[derive(Clone, Debug, FromRow)]
struct Settled {
    server_id: i64,
    minute: i64,
    cause: Option<String>,
    code: Option<String>,
    deliveries: i64,
    billions: i64,
    units: i64,
}

/// The changes with what their requests and lines say.
macro_rules! changes {
    ($statement:literal, $from:literal, $($rest:expr),+) => {
        concat!("with v as (", $from, ") ", $statement,
            " from v join requests r on r.id = v.request_id join approvals a on a.id = r.approval_id
              join request_lines l on l.request_id = r.id ", $($rest),+)
    };
}

macro_rules! in_both {
    ($self:ident, $statement:literal, $($rest:expr),+) => {
        dialect!($self,
            sqlite: changes!($statement,
                "select value ->> 0 as request_id, value ->> 1 as succeeded, value ->> 2 as minute, value ->> 3 as server_id,
                    value ->> 4 as deliveries, value ->> 5 as billions, value ->> 6 as units from json_each($1)",
                $($rest),+),
            postgres: changes!($statement,
                "select cast(value ->> 0 as bigint) as request_id, value ->> 1 = '1' as succeeded, cast(value ->> 2 as bigint) as minute,
                    cast(value ->> 3 as bigint) as server_id, cast(value ->> 4 as bigint) as deliveries,
                    cast(value ->> 5 as bigint) as billions, cast(value ->> 6 as bigint) as units from json_array_elements($1::json)",
                $($rest),+))
    };
}

impl Tx {
    /// Keeps the tallies. The last statements of their transactions: sums are shared by all requests of a server, and
    /// nobody has to wait for them longer than for a commit.
    pub async fn tally(&mut self, changes: &TallyChanges) -> Result<()> {
        if changes.by_place.is_empty() {
            return Ok(());
        }
        let rows = changes.rows()?;
        let tallies = in_both!(
            self,
            "insert into tallies (request_id, succeeded, minute, server_id, line, item_id, game_id, direction, reason_id, requester_id,
                approver_id, deliveries, billions, units)
             select v.request_id, v.succeeded, v.minute, v.server_id, l.line, l.item_id, r.game_id, r.direction, r.reason_id,
                r.requested_by, a.approved_by, v.deliveries,
                case when l.quantity is null then v.billions else v.deliveries * (l.quantity / 1000000000) end,
                case when l.quantity is null then v.units else v.deliveries * (l.quantity % 1000000000) end",
            "where true order by v.request_id, v.succeeded, v.minute, v.server_id, l.line
             on conflict (request_id, succeeded, minute, server_id, line) do update set
                deliveries = tallies.deliveries + excluded.deliveries, billions = tallies.billions + excluded.billions,
                units = tallies.units + excluded.units"
        );
        // Everybody takes the sums in one order, so two transactions never wait for each other.
        let sums = in_both!(
            self,
            "insert into tally_sums (span, starts_at, succeeded, game_id, reason_id, requester_id, approver_id, server_id, direction,
                item_id, deliveries, firsts, billions, units)
             select k.span, v.minute - v.minute % k.span, v.succeeded, r.game_id, r.reason_id * k.reason, r.requested_by * k.requester,
                a.approved_by * k.approver, v.server_id, r.direction, l.item_id, sum(v.deliveries),
                sum(case when l.line = 1 then v.deliveries else 0 end),
                sum(case when l.quantity is null then v.billions else v.deliveries * (l.quantity / 1000000000) end),
                sum(case when l.quantity is null then v.units else v.deliveries * (l.quantity % 1000000000) end)",
            kinds_of_sums!(),
            " where true group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 order by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10
             on conflict (span, succeeded, game_id, reason_id, requester_id, approver_id, starts_at, server_id, direction, item_id)
             do update set deliveries = tally_sums.deliveries + excluded.deliveries, firsts = tally_sums.firsts + excluded.firsts,
                billions = tally_sums.billions + excluded.billions, units = tally_sums.units + excluded.units"
        );
        on!(tx self, c => {
            sqlx::query(tallies).bind(&rows).execute(&mut *c).await?;
            sqlx::query(sums).bind(&rows).execute(c).await.map(|_| ())
        })?;
        if changes.some_leave {
            self.forget_empty(changes).await?;
        }
        self.count_troubles(&changes.troubles).await
    }

    /// Where nothing is left, a log has no page to turn to.
    async fn forget_empty(&mut self, changes: &TallyChanges) -> Result<()> {
        let mut requests: Vec<i64> = changes.by_place.keys().map(|(request, ..)| *request).collect();
        requests.dedup();
        for request in requests {
            on!(tx self, c => sqlx::query("delete from tallies where request_id = $1 and deliveries = 0")
                .bind(request).execute(c).await.map(|_| ()))?;
        }
        Ok(())
    }

    /// What leaves the failure log when deliveries of a request are taken up again: those of one state, of one cause if
    /// one is named, or one of them.
    pub async fn leaving(
        &mut self,
        no: i64,
        state: DeliveryState,
        cause: Option<&str>,
        n: Option<i64>,
    ) -> Result<TallyChanges> {
        macro_rules! settled {
            ($from:literal) => {
                concat!(
                    "select server_id, settled_at - settled_at % 60000 as minute, cause, code, count(*) as deliveries,
                        cast(coalesce(sum(quantity / 1000000000), 0) as bigint) as billions,
                        cast(coalesce(sum(quantity % 1000000000), 0) as bigint) as units
                     from deliveries ",
                    $from,
                    " where request_id = $1 and ",
                    without_success!("state"),
                    " and state = $2 and ($3 is null or cause = $3) and ($4 is null or n = $4) and settled_at is not null
                     group by server_id, settled_at - settled_at % 60000, cause, code"
                )
            };
        }
        let sql = dialect!(self, sqlite: settled!("indexed by deliveries_unfinished"), postgres: settled!(""));
        let settled: Vec<Settled> = on!(tx self, c => sqlx::query_as(sql)
            .bind(no).bind(state.as_str()).bind(cause).bind(n).fetch_all(c).await)?;
        let mut changes = TallyChanges::default();
        for from in &settled {
            changes.leave(no, state, from);
        }
        Ok(changes)
    }
}
