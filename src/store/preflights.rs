//! Game servers as the workers ask them about the players of a request.

use super::reviewing::{Due, Slice};
use super::{Db, Tx, dialect, on};
use crate::error::Result;

impl Db {
    /// The deliveries of these slices: request, number, player.
    pub async fn players_of(&self, slices: &[Slice]) -> Result<Vec<(i64, i64, String)>> {
        let sql = dialect!(self,
            sqlite: "select d.request_id, d.n, d.player_id from
                        (select value ->> 'request_id' as request_id, value ->> 'after' as after, value ->> 'until' as until from json_each($1)) s
                     cross join deliveries d on d.request_id = s.request_id and d.n > s.after and d.n <= s.until",
            postgres: "select s.request_id, d.n, d.player_id
                     from json_to_recordset($1::json) as s(request_id bigint, after bigint, until bigint)
                     cross join lateral (select n, player_id from deliveries
                        where request_id = s.request_id and n > s.after and n <= s.until offset 0) d");
        Ok(on!(db self, c => sqlx::query_as(sql).bind(serde_json::to_string(slices)?).fetch_all(c).await)?)
    }

    /// Servers that are to be asked about players now. Paused ones rest, and no server is asked twice at a time.
    pub async fn servers_to_ask(&self, now: i64) -> Result<Vec<i64>> {
        Ok(on!(db self, c => sqlx::query_scalar(
            "select s.id from servers s
             where (s.paused_until is null or s.paused_until <= $1)
               and exists (select 1 from preflights p where p.server_id = s.id and p.due_at <= $1)
               and not exists (select 1 from preflights p where p.server_id = s.id and p.lease is not null and p.due_at > $1)
             order by s.id")
            .bind(now).fetch_all(c).await)?)
    }
}

impl Tx {
    /// Takes a server's place at the game until the transaction ends; false while somebody else asks it.
    pub async fn may_ask(&mut self, server: i64, now: i64) -> Result<bool> {
        let sql = dialect!(self,
            sqlite: "select id from servers where id = $1",
            postgres: "select id from servers where id = $1 for no key update skip locked");
        let free: Option<i64> = on!(tx self, c => sqlx::query_scalar(sql).bind(server).fetch_optional(c).await)?;
        let asked: Option<i64> = on!(tx self, c => sqlx::query_scalar(
            "select request_id from preflights where server_id = $1 and lease is not null and due_at > $2 limit 1")
            .bind(server).bind(now).fetch_optional(c).await)?;
        Ok(free.is_some() && asked.is_none())
    }

    /// Requests about whose players this server is to be asked, the longest due first.
    pub async fn due_preflights(&mut self, server: i64, now: i64, limit: i64) -> Result<Vec<Due>> {
        let sql = dialect!(self,
            sqlite: "select p.request_id, (r.state in ('pending', 'held')) as is_open, r.players, r.id_kind, p.asked as done, p.first, p.tries
                     from preflights p join requests r on r.id = p.request_id
                     where p.server_id = $1 and p.due_at <= $2 order by p.due_at, p.request_id limit $3",
            postgres: "select p.request_id, (r.state in ('pending', 'held')) as is_open, r.players, r.id_kind, p.asked as done, p.first, p.tries
                     from preflights p join requests r on r.id = p.request_id
                     where p.server_id = $1 and p.due_at <= $2 order by p.due_at, p.request_id limit $3 for update of p skip locked");
        Ok(on!(tx self, c => sqlx::query_as(sql).bind(server).bind(now).bind(limit).fetch_all(c).await)?)
    }

    /// Asks a server no further for requests that were decided meanwhile.
    pub async fn stop_preflights(&mut self, server: i64, requests: &[i64]) -> Result<()> {
        let sql = dialect!(self,
            sqlite: "update preflights set due_at = null, lease = null
                     where server_id = $1 and request_id in (select value from json_each($2))",
            postgres: "update preflights set due_at = null, lease = null
                     where server_id = $1 and request_id in (select cast(value as bigint) from json_array_elements_text($2::json))");
        let ids = serde_json::to_string(requests)?;
        on!(tx self, c => sqlx::query(sql).bind(server).bind(ids).execute(c).await.map(|_| ()))?;
        Ok(())
    }

    pub async fn lease_preflights(&mut self, server: i64, requests: &[i64], lease: &str, until: i64) -> Result<()> {
        let sql = dialect!(self,
            sqlite: "update preflights set lease = $3, due_at = $4
                     where server_id = $1 and request_id in (select value from json_each($2))",
            postgres: "update preflights set lease = $3, due_at = $4
                     where server_id = $1 and request_id in (select cast(value as bigint) from json_array_elements_text($2::json))");
        let ids = serde_json::to_string(requests)?;
        on!(tx self, c => sqlx::query(sql).bind(server).bind(ids).bind(lease).bind(until).execute(c).await.map(|_| ()))?;
        Ok(())
    }

    /// Writes that a server was asked about these players, of the requests that this lease still holds: answers which.
    pub async fn note_preflights(&mut self, server: i64, lease: &str, slices: &[Slice], now: i64) -> Result<Vec<i64>> {
        let sql = dialect!(self,
            sqlite: "update preflights set asked = asked + v.until - v.after, unknown = unknown + v.found, tries = 0, problem = null,
                        due_at = case when v.is_last then null else $4 end, lease = null
                     from (select value ->> 'request_id' as request_id, value ->> 'after' as after, value ->> 'until' as until,
                                value ->> 'is_last' as is_last, value ->> 'found' as found from json_each($3)) v
                     where preflights.request_id = v.request_id and preflights.server_id = $1 and preflights.lease = $2
                     returning request_id",
            postgres: "update preflights p set asked = asked + v.until - v.after, unknown = unknown + v.found, tries = 0, problem = null,
                        due_at = case when v.is_last then null else $4 end, lease = null
                     from json_to_recordset($3::json) as v(request_id bigint, after bigint, until bigint, is_last boolean, found bigint)
                     where p.request_id = v.request_id and p.server_id = $1 and p.lease = $2
                     returning p.request_id");
        Ok(on!(tx self, c => sqlx::query_scalar(sql)
            .bind(server).bind(lease).bind(serde_json::to_string(slices)?).bind(now).fetch_all(c).await)?)
    }

    /// Keeps which players a game does not know: request and number of the delivery.
    pub async fn insert_unknown_players(&mut self, unknown: &[(i64, i64)]) -> Result<()> {
        let sql = dialect!(self,
            sqlite: "insert into unknown_players (request_id, n) select value ->> 0, value ->> 1 from json_each($1)",
            postgres: "insert into unknown_players (request_id, n)
                     select cast(value ->> 0 as bigint), cast(value ->> 1 as bigint) from json_array_elements($1::json)");
        on!(tx self, c => sqlx::query(sql).bind(serde_json::to_string(unknown)?).execute(c).await.map(|_| ()))?;
        Ok(())
    }

    /// Lets what this lease holds be asked again: after a question that was never put, or one without an answer.
    pub async fn give_back_preflights(&mut self, server: i64, lease: &str, now: i64) -> Result<()> {
        on!(tx self, c => sqlx::query(
            "update preflights set due_at = $3, lease = null where server_id = $1 and lease = $2")
            .bind(server).bind(lease).bind(now).execute(c).await.map(|_| ()))?;
        Ok(())
    }

    /// Puts off questions that are due, because of that: until `again`, or for good after `most` tries. Answers how
    /// many; `only` leaves the other requests alone.
    pub async fn put_off_preflights(
        &mut self,
        server: i64,
        only: Option<&[i64]>,
        problem: &str,
        now: i64,
        again: i64,
        most: i64,
    ) -> Result<u64> {
        let sql = dialect!(self,
            sqlite: "update preflights set tries = tries + 1, problem = $3, due_at = case when tries + 1 < $5 then $4 end
                     where server_id = $1 and request_id in
                        (select request_id from preflights where server_id = $1 and due_at <= $2
                            and ($6 is null or request_id in (select value from json_each($6)))
                         order by due_at, request_id limit 5000)",
            postgres: "with picked as materialized
                        (select request_id from preflights where server_id = $1 and due_at <= $2
                            and ($6::text is null or request_id in (select cast(value as bigint) from json_array_elements_text($6::json)))
                         order by due_at, request_id limit 5000 for update skip locked)
                     update preflights p set tries = tries + 1, problem = $3, due_at = case when tries + 1 < $5 then $4 end
                     from picked where p.server_id = $1 and p.request_id = picked.request_id");
        let only = only.map(serde_json::to_string).transpose()?;
        Ok(on!(tx self, c => sqlx::query(sql).bind(server).bind(now).bind(problem).bind(again).bind(most).bind(only)
            .execute(c).await.map(|done| done.rows_affected()))?)
    }
}
