use std::collections::{BTreeMap, HashMap};

use serde::Serialize;

use super::{Db, Tx, dialect, exactly_one, on};
use crate::error::{Error, Result};
use crate::request::{Counts, DeliveryState, Line, Recipient, Request, State};

/// A request with the names of its people. The rest of the statement follows.
macro_rules! select_request {
    ($rest:literal) => {
        concat!(
            "select r.id, r.key, r.game_id, r.direction, r.reason_id, r.detail_reason_id, r.order_number, r.id_kind, r.comment,
                    r.content, r.seal, r.batch_id, r.players, r.requested_by, u.name as requester, r.requested_at, r.state,
                    a.approved_by, v.name as approver, a.at as approved_at, a.seal as approved_seal, r.ended_at,
                    r.deliveries, r.waiting, r.queued, r.sending, r.succeeded, r.refused, r.failed, r.unknown, r.canceled
             from requests r join users u on u.id = r.requested_by
             left join approvals a on a.id = r.approval_id left join users v on v.id = a.approved_by ",
            $rest
        )
    };
}
pub(crate) use select_request;

impl Db {
    pub async fn request(&self, no: i64) -> Result<Option<Request>> {
        Ok(on!(db self, c => sqlx::query_as(select_request!("where r.id = $1")).bind(no).fetch_optional(c).await)?)
    }

    pub async fn request_by_submission(&self, person: i64, submission_key: &str) -> Result<Option<Request>> {
        Ok(on!(db self, c => sqlx::query_as(select_request!("where r.requested_by = $1 and r.submission_key = $2"))
            .bind(person).bind(submission_key).fetch_optional(c).await)?)
    }

    /// The lines of these requests, in their order.
    pub async fn lines(&self, requests: &[i64]) -> Result<Vec<Line>> {
        let ids = serde_json::to_string(requests)?;
        let sql = dialect!(self,
            sqlite: "select l.request_id, l.item_id, i.code, i.name_en, i.name_ko, i.name_ja, l.quantity, l.least, l.most, l.total
                     from request_lines l join items i on i.id = l.item_id
                     where l.request_id in (select value from json_each($1)) order by l.request_id, l.line",
            postgres: "select l.request_id, l.item_id, i.code, i.name_en, i.name_ko, i.name_ja, l.quantity, l.least, l.most, l.total
                     from request_lines l join items i on i.id = l.item_id
                     where l.request_id in (select cast(value as bigint) from json_array_elements_text($1::json))
                     order by l.request_id, l.line");
        Ok(on!(db self, c => sqlx::query_as(sql).bind(ids).fetch_all(c).await)?)
    }

    pub async fn request_servers(&self, no: i64) -> Result<Vec<i64>> {
        Ok(
            on!(db self, c => sqlx::query_scalar("select server_id from request_servers where request_id = $1 order by server_id")
            .bind(no).fetch_all(c).await)?,
        )
    }

    /// Requests in a state, oldest first: what the worker begins or carries on.
    pub async fn requests_in(&self, state: State) -> Result<Vec<i64>> {
        Ok(on!(db self, c => sqlx::query_scalar("select id from requests where state = $1 order by id")
            .bind(state.as_str()).fetch_all(c).await)?)
    }

    /// How many requests there are of each state, in every game.
    pub async fn requests_by_state(&self) -> Result<Vec<(State, i64)>> {
        let counts: Vec<(String, i64)> = on!(db self, c => sqlx::query_as("select state, count(*) from requests group by state").fetch_all(c).await)?;
        counts
            .into_iter()
            .map(|(state, count)| Ok((State::parse(&state).ok_or(Error::Lost("state"))?, count)))
            .collect()
    }

    /// The players of a request in the order of the seal: those of its first server.
    pub async fn sealed_players(&self, no: i64, after: i64, limit: i64) -> Result<Vec<(i64, Recipient)>> {
        let rows: Vec<(i64, String, Option<i64>, Option<String>)> = on!(db self, c => sqlx::query_as(
            "select d.n, d.player_id, d.quantity, d.info from deliveries d join requests r on r.id = d.request_id
             where d.request_id = $1 and d.n > $2 and d.n <= r.players order by d.n limit $3")
            .bind(no).bind(after).bind(limit).fetch_all(c).await)?;
        Ok(rows.into_iter().map(|(n, player, quantity, info)| (n, Recipient { player, quantity, info })).collect())
    }

    /// Whether the list said more of any player than his ID.
    pub async fn has_own_details(&self, no: i64) -> Result<bool> {
        let one: Option<i64> = on!(db self, c => sqlx::query_scalar(
            "select n from deliveries where request_id = $1 and (quantity is not null or info is not null) limit 1")
            .bind(no).fetch_optional(c).await)?;
        Ok(one.is_some())
    }

    /// How many of the deliveries after `offset` are one server's, and for the players of the seal in their order.
    pub async fn sealed_deliveries(&self, no: i64, server: i64, offset: i64, players: i64) -> Result<i64> {
        Ok(on!(db self, c => sqlx::query_scalar(
            "select count(*) from deliveries d
             join deliveries f on f.request_id = d.request_id and f.n = d.n - $3 and f.player_id = d.player_id
                and f.quantity is not distinct from d.quantity and f.info is not distinct from d.info
             where d.request_id = $1 and d.server_id = $2 and d.n > $3 and d.n <= $3 + $4")
            .bind(no).bind(server).bind(offset).bind(players).fetch_one(c).await)?)
    }
}

impl Tx {
    /// Inserts requests and answers their numbers, in the order of the rows; without those whose form became a
    /// request before.
    pub async fn insert_requests(&mut self, rows: &[NewRequest<'_>], person: i64, now: i64) -> Result<Vec<i64>> {
        let sql = dialect!(self,
            sqlite: "insert into requests (key, submission_key, game_id, direction, reason_id, detail_reason_id, order_number, id_kind,
                        comment, content, seal, players, batch_id, deliveries, waiting, state, requested_by, requested_at)
                     select value ->> 'key', value ->> 'submission_key', value ->> 'game_id', value ->> 'direction', value ->> 'reason_id',
                        value ->> 'detail_reason_id', value ->> 'order_number', value ->> 'id_kind', value ->> 'comment',
                        value ->> 'content', value ->> 'seal', value ->> 'players', value ->> 'batch_id', value ->> 'deliveries',
                        value ->> 'deliveries', 'pending', $2, $3
                     from json_each($1) where true
                     on conflict (requested_by, submission_key) do nothing returning id, key",
            postgres: "insert into requests (key, submission_key, game_id, direction, reason_id, detail_reason_id, order_number, id_kind,
                        comment, content, seal, players, batch_id, deliveries, waiting, state, requested_by, requested_at)
                     select key, submission_key, game_id, direction, reason_id, detail_reason_id, order_number, id_kind, comment, content,
                        seal, players, batch_id, deliveries, deliveries, 'pending', $2, $3
                     from json_to_recordset($1::json) as v(key text, submission_key text, game_id bigint, direction text,
                        reason_id bigint, detail_reason_id bigint, order_number text, id_kind text, comment text, content text,
                        seal text, players bigint, batch_id text, deliveries bigint)
                     on conflict (requested_by, submission_key) do nothing returning id, key");
        let inserted: Vec<(i64, String)> = on!(tx self, c => sqlx::query_as(sql)
            .bind(serde_json::to_string(rows)?).bind(person).bind(now).fetch_all(c).await)?;
        let numbers: HashMap<String, i64> = inserted.into_iter().map(|(no, key)| (key, no)).collect();
        Ok(rows.iter().filter_map(|row| numbers.get(row.key)).copied().collect())
    }

    pub async fn insert_lines(&mut self, rows: &[NewLine]) -> Result<()> {
        let sql = dialect!(self,
            sqlite: "insert into request_lines (request_id, line, item_id, quantity, least, most, total)
                     select value ->> 'request_id', value ->> 'line', value ->> 'item_id', value ->> 'quantity', value ->> 'least',
                        value ->> 'most', value ->> 'total' from json_each($1)",
            postgres: "insert into request_lines (request_id, line, item_id, quantity, least, most, total)
                     select request_id, line, item_id, quantity, least, most, total
                     from json_to_recordset($1::json) as v(request_id bigint, line bigint, item_id bigint, quantity bigint,
                        least bigint, most bigint, total bigint)");
        on!(tx self, c => sqlx::query(sql).bind(serde_json::to_string(rows)?).execute(c).await.map(|_| ()))?;
        Ok(())
    }

    /// Which servers requests are for: pairs of request and server.
    pub async fn insert_servers(&mut self, rows: &[(i64, i64)]) -> Result<()> {
        let sql = dialect!(self,
            sqlite: "insert into request_servers (request_id, server_id) select value ->> 0, value ->> 1 from json_each($1)",
            postgres: "insert into request_servers (request_id, server_id)
                     select cast(value ->> 0 as bigint), cast(value ->> 1 as bigint) from json_array_elements($1::json)");
        on!(tx self, c => sqlx::query(sql).bind(serde_json::to_string(rows)?).execute(c).await.map(|_| ()))?;
        Ok(())
    }

    pub async fn insert_approval(
        &mut self,
        no: i64,
        requester: i64,
        approver: i64,
        seal: &str,
        note: &str,
        now: i64,
    ) -> Result<i64> {
        Ok(on!(tx self, c => sqlx::query_scalar(
            "insert into approvals (request_id, requested_by, approved_by, seal, note, at) values ($1, $2, $3, $4, $5, $6) returning id")
            .bind(no).bind(requester).bind(approver).bind(seal).bind(note).bind(now).fetch_one(c).await)?)
    }

    /// Moves a request on if it is still where it is expected to be.
    pub async fn move_request(
        &mut self,
        no: i64,
        from: State,
        to: State,
        approval: Option<i64>,
        now: i64,
    ) -> Result<bool> {
        let ended = (to.is_final() || to == State::Failed).then_some(now);
        let rows = on!(tx self, c => sqlx::query(
            "update requests set state = $3, version = version + 1, approval_id = coalesce($4, approval_id), ended_at = $5
             where id = $1 and state = $2")
            .bind(no).bind(from.as_str()).bind(to.as_str()).bind(approval).bind(ended)
            .execute(c).await.map(|done| done.rows_affected()))?;
        Ok(rows == 1)
    }

    /// Locks a request's row until the transaction ends, and reads its state.
    pub async fn locked_state(&mut self, no: i64) -> Result<State> {
        let sql = dialect!(self,
            sqlite: "select state from requests where id = $1",
            postgres: "select state from requests where id = $1 for update");
        let state: String = on!(tx self, c => sqlx::query_scalar(sql).bind(no).fetch_one(c).await)?;
        State::parse(&state).ok_or(Error::Lost("state"))
    }

    /// Why a verb came too late: the state the request is in, and the person who was first.
    pub async fn too_late(&mut self, no: i64) -> Result<Error> {
        let state: String = on!(tx self, c => sqlx::query_scalar("select state from requests where id = $1").bind(no).fetch_one(c).await)?;
        let last: Option<(String, i64)> = on!(tx self, c => sqlx::query_as(
            "select actor_name, at from events where subject = 'request' and subject_id = $1 and actor_id is not null
                and action <> 'results_downloaded' order by id desc limit 1")
            .bind(no).fetch_optional(c).await)?;
        let state = State::parse(&state).ok_or(Error::Lost("state"))?;
        let (by, at) = last.unzip();
        Ok(Error::TooLate { state, by, at })
    }

    pub async fn counts(&mut self, no: i64) -> Result<Counts> {
        Ok(on!(tx self, c => sqlx::query_as(
            "select deliveries, waiting, queued, sending, succeeded, refused, failed, unknown, canceled from requests where id = $1")
            .bind(no).fetch_one(c).await)?)
    }

    /// Adds to the counters of requests, always in the order of their numbers: so two transactions never wait for each other.
    pub async fn add_all_counts(&mut self, changes: &CountChanges) -> Result<()> {
        for (no, change) in &changes.0 {
            self.add_counts(*no, change).await?;
        }
        Ok(())
    }

    /// Adds to a request's counters what its deliveries have just become.
    pub async fn add_counts(&mut self, no: i64, by: &CountChange) -> Result<()> {
        let rows = on!(tx self, c => sqlx::query(
            "update requests set waiting = waiting + $2, queued = queued + $3, sending = sending + $4, succeeded = succeeded + $5,
                refused = refused + $6, failed = failed + $7, unknown = unknown + $8, canceled = canceled + $9
             where id = $1")
            .bind(no).bind(by.waiting).bind(by.queued).bind(by.sending).bind(by.succeeded)
            .bind(by.refused).bind(by.failed).bind(by.unknown).bind(by.canceled)
            .execute(c).await.map(|done| done.rows_affected()))?;
        exactly_one(rows, "request")
    }
}

/// A request about to be written: the columns of one row.
#[derive(Clone, Debug, Serialize)]
pub struct NewRequest<'a> {
    pub key: &'a str,
    pub submission_key: &'a str,
    pub game_id: i64,
    pub direction: &'a str,
    pub reason_id: i64,
    pub detail_reason_id: Option<i64>,
    pub order_number: Option<&'a str>,
    pub id_kind: &'a str,
    pub comment: &'a str,
    pub content: &'a str,
    pub seal: &'a str,
    pub players: i64,
    pub deliveries: i64,
    pub batch_id: Option<&'a str>,
}

#[derive(Clone, Debug, Default, Serialize)]
pub struct NewLine {
    pub request_id: i64,
    pub line: i64,
    pub item_id: i64,
    pub quantity: Option<i64>,
    pub least: Option<i64>,
    pub most: Option<i64>,
    pub total: Option<i64>,
}

/// How the counters of several requests move.
#[derive(Clone, Debug, Default)]
pub struct CountChanges(BTreeMap<i64, CountChange>);

impl CountChanges {
    pub fn note(&mut self, no: i64, from: DeliveryState, to: DeliveryState) {
        let change = self.0.entry(no).or_default();
        change.add(from, -1);
        change.add(to, 1);
    }

    /// The requests, in the order of their numbers.
    pub fn requests(&self) -> impl Iterator<Item = i64> {
        self.0.keys().copied()
    }
}

/// How the counters of a request move.
#[derive(Clone, Copy, Debug, Default)]
pub struct CountChange {
    pub waiting: i64,
    pub queued: i64,
    pub sending: i64,
    pub succeeded: i64,
    pub refused: i64,
    pub failed: i64,
    pub unknown: i64,
    pub canceled: i64,
}

impl CountChange {
    pub fn add(&mut self, state: DeliveryState, by: i64) {
        use DeliveryState::*;
        *match state {
            Waiting => &mut self.waiting,
            Queued => &mut self.queued,
            Sending => &mut self.sending,
            Succeeded => &mut self.succeeded,
            Refused => &mut self.refused,
            Failed => &mut self.failed,
            Unknown => &mut self.unknown,
            Canceled => &mut self.canceled,
        } += by;
    }
}
