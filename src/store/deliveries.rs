use sqlx::QueryBuilder;

use super::catalog::select_server;
use super::requests::CountChange;
use super::tallies::Rested;
use super::{Db, Tx, dialect, on, without_success};
use crate::catalog::Server;
use crate::error::{Error, Result};
use crate::request::{Counts, DeliveryState};

/// Outcomes in one statement, so that most of them go with a statement that is prepared already.
const TOGETHER: usize = 100;

/// A delivery about to be written: request, its number in it, server, player, quantity and info of his own.
pub type NewDelivery<'a> = (i64, i64, i64, &'a str, Option<i64>, Option<&'a str>);

/// A delivery that this lease may send, or ask about.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Claimed {
    pub request_id: i64,
    pub n: i64,
    pub server_id: i64,
    pub player_id: String,
    pub quantity: Option<i64>,
    pub info: Option<String>,
    pub attempts: i64,
    pub tries: i64,
    /// Nothing was asked about one that waited, and nothing stood in its way yet: so these are not read then.
    #[sqlx(default)]
    pub asks: i64,
    /// Why the delivery is not through yet.
    #[sqlx(default)]
    pub cause: Option<String>,
    #[sqlx(default)]
    pub code: Option<String>,
    #[sqlx(default)]
    pub message: Option<String>,
}

/// What became of a claimed delivery: its new state, and the attempt that brought it there.
#[derive(Clone, Debug)]
pub struct Settlement {
    pub request_id: i64,
    pub n: i64,
    pub server_id: i64,
    pub quantity: Option<i64>,
    pub state: DeliveryState,
    pub due_at: Option<i64>,
    pub cause: Option<String>,
    pub code: Option<String>,
    pub message: Option<String>,
    pub transaction_id: Option<String>,
    pub settled_at: Option<i64>,
    /// Taken back from `tries` and `asks` when nothing was called after all.
    pub untried: i64,
    pub unasked: i64,
    pub attempt: AttemptRow,
}

#[derive(Clone, Debug)]
pub struct AttemptRow {
    pub attempt: i64,
    pub call: &'static str,
    pub at: i64,
    pub ms: i64,
    pub status: Option<i64>,
    pub outcome: &'static str,
    pub attempt_cause: Option<String>,
    pub attempt_code: Option<String>,
    pub attempt_message: Option<String>,
}

/// What is read of a delivery about which a person decided: attempts, server, quantity, cause and code.
type Decided = (i64, i64, Option<i64>, Option<String>, Option<String>);

/// SQLite takes the primary key where it may, and reads past all that was delivered: so it is told the index.
macro_rules! by_waiting {
    ($self:ident, $before:literal, $after:literal) => {
        dialect!($self,
            sqlite: concat!($before, " indexed by deliveries_waiting ", $after),
            postgres: concat!($before, " ", $after))
    };
}

impl Db {
    /// Servers that have something to deliver now: waiting for the first time, or due again. Paused ones rest.
    pub async fn servers_with_work(&self, now: i64) -> Result<Vec<i64>> {
        let sql = by_waiting!(
            self,
            "select s.id from servers s
             where (s.paused_until is null or s.paused_until <= $1)
               and (exists (select 1 from requests r join request_servers t on t.request_id = r.id
                            where t.server_id = s.id and r.state = 'delivering' and r.waiting > 0
                              and exists (select 1 from deliveries d",
            "where d.server_id = s.id and d.request_id = r.id and d.state = 'waiting'))
                 or exists (select 1 from deliveries d where d.server_id = s.id and d.due_at <= $1))
             order by s.id"
        );
        Ok(on!(db self, c => sqlx::query_scalar(sql).bind(now).fetch_all(c).await)?)
    }

    pub async fn server(&self, id: i64) -> Result<Server> {
        Ok(on!(db self, c => sqlx::query_as(
            select_server!("where id = $1"))
            .bind(id).fetch_one(c).await)?)
    }

    pub async fn has_expired_leases(&self, now: i64) -> Result<bool> {
        let one: Option<i64> = on!(db self, c => sqlx::query_scalar("select n from deliveries where lease_until < $1 limit 1")
            .bind(now).fetch_optional(c).await)?;
        Ok(one.is_some())
    }

    /// Requests under way that have deliveries waiting for this server, oldest first.
    pub async fn requests_waiting_for(&self, server: i64) -> Result<Vec<i64>> {
        let sql = by_waiting!(
            self,
            "select r.id from requests r join request_servers s on s.request_id = r.id
             where s.server_id = $1 and r.state = 'delivering' and r.waiting > 0
               and exists (select 1 from deliveries d",
            "where d.server_id = $1 and d.request_id = r.id and d.state = 'waiting')
             order by r.id"
        );
        Ok(on!(db self, c => sqlx::query_scalar(sql).bind(server).fetch_all(c).await)?)
    }
}

impl Tx {
    /// Inserts deliveries, which the caller has counted already.
    pub async fn insert_deliveries(&mut self, rows: &[NewDelivery<'_>]) -> Result<()> {
        let sql = dialect!(self,
            sqlite: "insert into deliveries (request_id, n, server_id, player_id, quantity, info, state)
                     select value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5, 'waiting' from jsonb_each($1)",
            postgres: "insert into deliveries (request_id, n, server_id, player_id, quantity, info, state)
                     select cast(value ->> 0 as bigint), cast(value ->> 1 as bigint), cast(value ->> 2 as bigint), value ->> 3,
                        cast(value ->> 4 as bigint), value ->> 5, 'waiting' from json_array_elements($1::json)");
        on!(tx self, c => sqlx::query(sql).bind(serde_json::to_string(rows)?).execute(c).await.map(|_| ()))?;
        Ok(())
    }

    /// A request that will not be delivered: none of its deliveries will.
    pub async fn cancel_deliveries(&mut self, no: i64) -> Result<()> {
        let rows = on!(tx self, c => sqlx::query("update deliveries set state = 'canceled' where request_id = $1 and state = 'waiting'")
            .bind(no).execute(c).await.map(|done| done.rows_affected()))? as i64;
        self.add_counts(no, &CountChange { waiting: -rows, canceled: rows, ..CountChange::default() }).await
    }

    /// Queues failed deliveries of a request again, all or those of one cause; answers how many.
    pub async fn queue_failed(&mut self, no: i64, cause: Option<&str>, now: i64) -> Result<i64> {
        let leaving = self.leaving(no, DeliveryState::Failed, cause, None).await?;
        let rows = on!(tx self, c => sqlx::query(
            "update deliveries set state = 'queued', tries = 0, asks = 0, due_at = $3, settled_at = null
             where request_id = $1 and state = 'failed' and ($2 is null or cause = $2)")
            .bind(no).bind(cause).bind(now).execute(c).await.map(|done| done.rows_affected()))?
            as i64;
        self.add_counts(no, &CountChange { failed: -rows, queued: rows, ..CountChange::default() }).await?;
        self.tally(&leaving).await?;
        Ok(rows)
    }

    /// Lets the unknown deliveries of a request be asked about again; answers how many.
    pub async fn ask_unknown(&mut self, no: i64, now: i64) -> Result<i64> {
        let leaving = self.leaving(no, DeliveryState::Unknown, None, None).await?;
        let rows = on!(tx self, c => sqlx::query(
            "update deliveries set asks = 0, due_at = $2, settled_at = null where request_id = $1 and state = 'unknown'")
            .bind(no).bind(now).execute(c).await.map(|done| done.rows_affected()))? as i64;
        self.tally(&leaving).await?;
        Ok(rows)
    }

    /// Writes what a person found out about an unknown delivery; false when it is not unknown any more.
    pub async fn decide_unknown(&mut self, no: i64, n: i64, arrived: bool, note: &str, now: i64) -> Result<bool> {
        let to = if arrived { DeliveryState::Succeeded } else { DeliveryState::Failed };
        let mut changes = self.leaving(no, DeliveryState::Unknown, None, Some(n)).await?;
        let decided: Option<Decided> = on!(tx self, c => sqlx::query_as(
            "update deliveries set state = $3, attempts = attempts + 1, due_at = null, settled_at = $4
             where request_id = $1 and n = $2 and state = 'unknown' returning attempts, server_id, quantity, cause, code")
            .bind(no).bind(n).bind(to.as_str()).bind(now).fetch_optional(c).await)?;
        let Some((attempt, server_id, quantity, cause, code)) = decided else { return Ok(false) };
        let (cause, code) = (cause.as_deref(), code.as_deref());
        changes.come(&Rested { request_id: no, server_id, state: to, cause, code, settled_at: now, quantity });
        on!(tx self, c => sqlx::query(
            "insert into attempts (request_id, delivery, n, call, at, ms, outcome, message) values ($1, $2, $3, 'person', $4, 0, $5, $6)")
            .bind(no).bind(n).bind(attempt).bind(now).bind(if arrived { "applied" } else { "not_applied" }).bind(note)
            .execute(c).await.map(|_| ()))?;
        let mut change = CountChange { unknown: -1, ..CountChange::default() };
        change.add(to, 1);
        self.add_counts(no, &change).await?;
        self.tally(&changes).await?;
        Ok(true)
    }

    /// Leases waiting deliveries of one request on one server. The caller counts them.
    pub async fn claim_waiting(
        &mut self,
        server: i64,
        no: i64,
        limit: i64,
        lease: &str,
        until: i64,
    ) -> Result<Vec<Claimed>> {
        match self {
            // Nobody else writes meanwhile, and a range of numbers is quicker than a list of them.
            Tx::Sqlite(tx) => {
                let waiting: Vec<Claimed> = sqlx::query_as(
                    "select request_id, n, server_id, player_id, quantity, info, attempts + 1 as attempts, tries + 1 as tries
                     from deliveries indexed by deliveries_waiting
                     where server_id = $1 and request_id = $2 and state = 'waiting' order by n limit $3")
                    .bind(server).bind(no).bind(limit).fetch_all(&mut **tx).await?;
                if let (Some(first), Some(last)) = (waiting.first(), waiting.last()) {
                    let claimed = sqlx::query(
                        "update deliveries set state = 'sending', lease = $4, lease_until = $5, attempts = attempts + 1, tries = tries + 1
                         where request_id = $2 and n between $3 and $6 and server_id = $1 and state = 'waiting'")
                        .bind(server).bind(no).bind(first.n).bind(lease).bind(until).bind(last.n)
                        .execute(&mut **tx).await?;
                    if claimed.rows_affected() != waiting.len() as u64 {
                        return Err(Error::Lost("waiting delivery"));
                    }
                }
                Ok(waiting)
            }
            Tx::Postgres(tx) => Ok(sqlx::query_as(
                "with picked as materialized
                    (select request_id, n from deliveries where server_id = $1 and request_id = $2 and state = 'waiting'
                     order by n limit $3 for update skip locked)
                 update deliveries d set state = 'sending', lease = $4, lease_until = $5, attempts = attempts + 1, tries = tries + 1
                 from picked where d.request_id = picked.request_id and d.n = picked.n
                 returning d.request_id, d.n, d.server_id, d.player_id, d.quantity, d.info, d.attempts, d.tries")
                .bind(server).bind(no).bind(limit).bind(lease).bind(until).fetch_all(&mut **tx).await?),
        }
    }

    /// Leases deliveries that are due again on one server: `queued` ones to be sent, `unknown` ones to be asked about.
    /// The caller counts them.
    pub async fn claim_due(
        &mut self,
        server: i64,
        from: DeliveryState,
        now: i64,
        limit: i64,
        lease: &str,
        until: i64,
    ) -> Result<Vec<Claimed>> {
        let (tried, asked) = if from == DeliveryState::Unknown { (0_i64, 1_i64) } else { (1, 0) };
        let sql = dialect!(self,
            sqlite: "update deliveries set state = 'sending', lease = $5, lease_until = $6, due_at = null,
                        attempts = attempts + 1, tries = tries + $7, asks = (asks + 1) * $8
                     where (request_id, n) in
                        (select request_id, n from deliveries where server_id = $1 and due_at <= $3 and state = $2 order by due_at limit $4)
                     returning request_id, n, server_id, player_id, quantity, info, attempts, tries, asks, cause, code, message",
            postgres: "with picked as materialized
                        (select request_id, n from deliveries where server_id = $1 and due_at <= $3 and state = $2
                         order by due_at limit $4 for update skip locked)
                     update deliveries d set state = 'sending', lease = $5, lease_until = $6, due_at = null,
                        attempts = attempts + 1, tries = tries + $7, asks = (asks + 1) * $8
                     from picked where d.request_id = picked.request_id and d.n = picked.n
                     returning d.request_id, d.n, d.server_id, d.player_id, d.quantity, d.info, d.attempts, d.tries, d.asks, d.cause, d.code, d.message");
        Ok(on!(tx self, c => sqlx::query_as(sql)
            .bind(server).bind(from.as_str()).bind(now).bind(limit).bind(lease).bind(until).bind(tried).bind(asked)
            .fetch_all(c).await)?)
    }

    /// Writes what became of leased deliveries. Only what this lease still holds is written: answers how many those are.
    pub async fn settle(&mut self, lease: &str, settlements: &[&Settlement]) -> Result<usize> {
        let (succeeded, others): (Vec<&Settlement>, Vec<&Settlement>) =
            settlements.iter().partition(|settlement| settlement.state == DeliveryState::Succeeded);
        let mut written = 0;
        for chunk in succeeded.chunks(TOGETHER) {
            written += self.settle_succeeded(lease, chunk).await?;
        }
        for chunk in others.chunks(TOGETHER) {
            written += self.settle_others(lease, chunk).await?;
        }
        Ok(written as usize)
    }

    /// Most deliveries succeed, and there is less to write about them.
    async fn settle_succeeded(&mut self, lease: &str, settlements: &[&Settlement]) -> Result<u64> {
        Ok(on!(tx self, c => {
            let mut update = QueryBuilder::new("with v (request_id, n, transaction_id, settled_at) as (");
            update.push_values(settlements, |mut row, s| {
                row.push_bind(s.request_id).push_bind(s.n).push_bind(s.transaction_id.as_deref()).push_bind(s.settled_at);
            });
            update.push(
                ") update deliveries set state = 'succeeded', due_at = null, cause = null, code = null, message = null,
                    transaction_id = v.transaction_id, settled_at = v.settled_at, lease = null, lease_until = null
                 from v
                 where deliveries.request_id = v.request_id and deliveries.n = v.n
                   and deliveries.state = 'sending' and deliveries.lease = ");
            update.push_bind(lease);
            let is_full = settlements.len() == TOGETHER;
            update.build().persistent(is_full).execute(c).await.map(|done| done.rows_affected())
        })?)
    }

    async fn settle_others(&mut self, lease: &str, settlements: &[&Settlement]) -> Result<u64> {
        Ok(on!(tx self, c => {
            let mut update = QueryBuilder::new(
                "with v (request_id, n, state, due_at, cause, code, message, settled_at, untried, unasked) as (");
            update.push_values(settlements, |mut row, s| {
                row.push_bind(s.request_id).push_bind(s.n).push_bind(s.state.as_str()).push_bind(s.due_at)
                    .push_bind(s.cause.as_deref()).push_bind(s.code.as_deref()).push_bind(s.message.as_deref())
                    .push_bind(s.settled_at).push_bind(s.untried).push_bind(s.unasked);
            });
            update.push(
                ") update deliveries set state = v.state, due_at = v.due_at, cause = v.cause, code = v.code, message = v.message,
                    transaction_id = null, settled_at = v.settled_at, lease = null, lease_until = null,
                    attempts = attempts - v.untried - v.unasked, tries = tries - v.untried, asks = asks - v.unasked
                 from v
                 where deliveries.request_id = v.request_id and deliveries.n = v.n
                   and deliveries.state = 'sending' and deliveries.lease = ");
            update.push_bind(lease);
            let is_full = settlements.len() == TOGETHER;
            update.build().persistent(is_full).execute(c).await.map(|done| done.rows_affected())
        })?)
    }

    /// Which deliveries a lease still holds, locked until the transaction ends.
    pub async fn held(&mut self, lease: &str) -> Result<Vec<(i64, i64)>> {
        let sql = dialect!(self,
            sqlite: "select request_id, n from deliveries where lease_until is not null and lease = $1",
            postgres: "select request_id, n from deliveries where lease_until is not null and lease = $1 for update");
        Ok(on!(tx self, c => sqlx::query_as(sql).bind(lease).fetch_all(c).await)?)
    }

    /// Keeps the attempts of deliveries that were just settled.
    pub async fn insert_attempts(&mut self, settlements: &[&Settlement]) -> Result<()> {
        for chunk in settlements.chunks(TOGETHER) {
            on!(tx self, c => {
                let mut insert = QueryBuilder::new(
                    "insert into attempts (request_id, delivery, n, call, at, ms, status, outcome, cause, code, message) ");
                insert.push_values(chunk, |mut row, s| {
                    let a = &s.attempt;
                    row.push_bind(s.request_id).push_bind(s.n).push_bind(a.attempt).push_bind(a.call).push_bind(a.at)
                        .push_bind(a.ms).push_bind(a.status).push_bind(a.outcome).push_bind(a.attempt_cause.as_deref())
                        .push_bind(a.attempt_code.as_deref()).push_bind(a.attempt_message.as_deref());
                });
                insert.build().persistent(chunk.len() == TOGETHER).execute(c).await.map(|_| ())
            })?;
        }
        Ok(())
    }

    /// Leases that ran out: their worker died or hung with calls in flight, so what they sent is unknown.
    pub async fn expired_leases(&mut self, now: i64, limit: i64) -> Result<Vec<(Claimed, String)>> {
        #[derive(sqlx::FromRow)]
        struct Expired {
            #[sqlx(flatten)]
            claimed: Claimed,
            lease: String,
        }
        let sql = dialect!(self,
            sqlite: "select request_id, n, server_id, player_id, quantity, info, attempts, tries, asks, cause, code, message, lease from deliveries
                     where lease_until < $1 order by lease_until limit $2",
            postgres: "select request_id, n, server_id, player_id, quantity, info, attempts, tries, asks, cause, code, message, lease from deliveries
                     where lease_until < $1 order by lease_until limit $2 for update skip locked");
        let expired: Vec<Expired> = on!(tx self, c => sqlx::query_as(sql).bind(now).bind(limit).fetch_all(c).await)?;
        Ok(expired.into_iter().map(|row| (row.claimed, row.lease)).collect())
    }

    /// Whether the game is still to be asked about deliveries of a request.
    pub async fn is_asking(&mut self, no: i64) -> Result<bool> {
        let sql = dialect!(self,
            sqlite: concat!("select n from deliveries indexed by deliveries_unfinished
                             where request_id = $1 and ", without_success!("state"), " and state = 'unknown' and due_at is not null limit 1"),
            postgres: "select n from deliveries where request_id = $1 and state = 'unknown' and due_at is not null limit 1");
        let one: Option<i64> = on!(tx self, c => sqlx::query_scalar(sql).bind(no).fetch_optional(c).await)?;
        Ok(one.is_some())
    }

    /// Locks a request's row until the transaction ends, and reads its counters.
    pub async fn locked_counts(&mut self, no: i64) -> Result<Counts> {
        let sql = dialect!(self,
            sqlite: "select deliveries, waiting, queued, sending, succeeded, refused, failed, unknown, canceled from requests where id = $1",
            postgres: "select deliveries, waiting, queued, sending, succeeded, refused, failed, unknown, canceled from requests
                       where id = $1 for update");
        Ok(on!(tx self, c => sqlx::query_as(sql).bind(no).fetch_one(c).await)?)
    }
}
