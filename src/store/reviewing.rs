//! Reviews as the workers begin them, and count what players got lately.

use serde::Serialize;

use super::{Db, Tx, dialect, on};
use crate::error::Result;
use crate::request::Direction;

/// A request that is still open, and how far one part of its review is: the next players are `done + 1` and on.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Due {
    pub request_id: i64,
    pub is_open: bool,
    pub players: i64,
    pub id_kind: String,
    pub done: i64,
    /// How many deliveries are numbered before the first of the server that is asked.
    pub first: i64,
    pub tries: i64,
}

/// Players of a request, `after` exclusive and `until` inclusive, and what was found out about them.
#[derive(Clone, Debug, Serialize)]
pub struct Slice {
    pub request_id: i64,
    pub after: i64,
    pub until: i64,
    /// Whether nothing of this part is left afterwards.
    pub is_last: bool,
    pub found: i64,
}

/// A request that no review was begun of.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Unreviewed {
    pub id: i64,
    #[sqlx(try_from = "String")]
    pub direction: Direction,
}

/// A line that is far above the usual.
#[derive(Clone, Debug, Serialize)]
pub struct UnusualRow {
    pub request_id: i64,
    pub line: i64,
    pub usual: i64,
}

impl Db {
    /// Open requests that no review was begun of, oldest first.
    pub async fn unreviewed(&self, limit: i64) -> Result<Vec<Unreviewed>> {
        Ok(on!(db self, c => sqlx::query_as(
            "select id, direction from requests where review_began_at is null and state in ('pending', 'held') order by id limit $1")
            .bind(limit).fetch_all(c).await)?)
    }

    /// What approved requests usually give or take of an item: the median, if there are `least` of them since then.
    /// Only the newest requests of the item are looked at, so that this stays quick however many there are.
    pub async fn usual(&self, item: i64, direction: Direction, since: i64, least: i64) -> Result<Option<i64>> {
        Ok(on!(db self, c => sqlx::query_scalar(
            "select quantity from
                (select quantity, row_number() over (order by quantity) as place, count(*) over () as many from
                    (select coalesce(l.quantity, l.most) as quantity from
                        (select * from request_lines where item_id = $1 order by request_id desc limit 10000) l
                     join requests r on r.id = l.request_id join approvals a on a.id = r.approval_id
                     where r.direction = $2 and a.at >= $3) given) ranked
             where many >= $4 and place = (many + 1) / 2")
            .bind(item).bind(direction.as_str()).bind(since).bind(least).fetch_optional(c).await)?)
    }

    /// Of each slice's players: how many got one of the request's items by a grant of another request of the game,
    /// settled no longer than `days` in milliseconds before the review began.
    pub async fn lately(&self, slices: &[Slice], window: i64) -> Result<Vec<(i64, i64)>> {
        // Each player's deliveries are looked up by the index over players: no statistics may lead PostgreSQL to read
        // all deliveries there are instead.
        let sql = dialect!(self,
            sqlite: "select s.request_id, count(*) from
                        (select value ->> 'request_id' as request_id, value ->> 'after' as after, value ->> 'until' as until from json_each($1)) s
                     cross join requests r on r.id = s.request_id
                     cross join deliveries d on d.request_id = s.request_id and d.n > s.after and d.n <= s.until
                     where (select 1 from deliveries e indexed by deliveries_by_player cross join requests q on q.id = e.request_id
                            where e.player_id = d.player_id and e.request_id <> d.request_id
                              and e.state = 'succeeded' and e.settled_at >= r.review_began_at - $2
                              and q.game_id = r.game_id and q.direction = 'grant' and q.id_kind = r.id_kind
                              and exists (select 1 from request_lines l join request_lines m on m.item_id = l.item_id
                                          where l.request_id = q.id and m.request_id = r.id)
                            limit 1) = 1
                     group by s.request_id",
            postgres: "with listed as materialized
                        (select s.request_id, d.player_id, r.game_id, r.id_kind, r.review_began_at - $2 as since
                         from json_to_recordset($1::json) as s(request_id bigint, after bigint, until bigint)
                         cross join lateral (select game_id, id_kind, review_began_at from requests where id = s.request_id limit 1) r
                         cross join lateral (select player_id from deliveries
                            where request_id = s.request_id and n > s.after and n <= s.until offset 0) d)
                     select request_id, count(*) from listed
                     where (select 1 from deliveries e join requests q on q.id = e.request_id
                            where e.player_id = listed.player_id and e.request_id <> listed.request_id
                              and e.state = 'succeeded' and e.settled_at >= listed.since
                              and q.game_id = listed.game_id and q.direction = 'grant' and q.id_kind = listed.id_kind
                              and exists (select 1 from request_lines l join request_lines m on m.item_id = l.item_id
                                          where l.request_id = q.id and m.request_id = listed.request_id)
                            limit 1) = 1
                     group by request_id");
        Ok(on!(db self, c => sqlx::query_as(sql).bind(serde_json::to_string(slices)?).bind(window).fetch_all(c).await)?)
    }

    /// Whether there are players whose past is to be counted now.
    pub async fn is_count_due(&self, now: i64) -> Result<bool> {
        let one: Option<i64> = on!(db self, c => sqlx::query_scalar("select request_id from reviews where due_at <= $1 limit 1")
            .bind(now).fetch_optional(c).await)?;
        Ok(one.is_some())
    }
}

impl Tx {
    /// Begins the reviews of these requests, unless they are begun or decided; answers which it began.
    pub async fn begin_reviews(&mut self, requests: &[i64], now: i64) -> Result<Vec<i64>> {
        let ids = serde_json::to_string(requests)?;
        let sql = dialect!(self,
            sqlite: "update requests set review_began_at = $2
                     where id in (select value from json_each($1)) and review_began_at is null and state in ('pending', 'held')
                     returning id",
            postgres: "with picked as materialized
                        (select id from requests where id in (select cast(value as bigint) from json_array_elements_text($1::json))
                            and review_began_at is null and state in ('pending', 'held') order by id for update skip locked)
                     update requests r set review_began_at = $2 from picked where r.id = picked.id returning r.id");
        let begun: Vec<i64> = on!(tx self, c => sqlx::query_scalar(sql).bind(ids).bind(now).fetch_all(c).await)?;
        let ids = serde_json::to_string(&begun)?;
        // For a clawback it does not matter who got the same lately.
        let reviews = dialect!(self,
            sqlite: "insert into reviews (request_id, due_at) select id, case direction when 'grant' then $2 end
                     from requests where id in (select value from json_each($1))",
            postgres: "insert into reviews (request_id, due_at) select id, case direction when 'grant' then $2 end
                     from requests where id in (select cast(value as bigint) from json_array_elements_text($1::json))");
        let preflights = dialect!(self,
            sqlite: "insert into preflights (request_id, server_id, first, due_at)
                     select request_id, server_id,
                        (select min(n) - 1 from deliveries d
                         where d.server_id = s.server_id and d.request_id = s.request_id and d.state = 'waiting'), $2
                     from request_servers s where request_id in (select value from json_each($1))",
            postgres: "insert into preflights (request_id, server_id, first, due_at)
                     select request_id, server_id,
                        (select min(n) - 1 from deliveries d
                         where d.server_id = s.server_id and d.request_id = s.request_id and d.state = 'waiting'), $2
                     from request_servers s where request_id in (select cast(value as bigint) from json_array_elements_text($1::json))");
        for sql in [reviews, preflights] {
            on!(tx self, c => sqlx::query(sql).bind(&ids).bind(now).execute(c).await.map(|_| ()))?;
        }
        Ok(begun)
    }

    pub async fn insert_unusual(&mut self, rows: &[UnusualRow]) -> Result<()> {
        let sql = dialect!(self,
            sqlite: "insert into unusual_lines (request_id, line, usual)
                     select value ->> 'request_id', value ->> 'line', value ->> 'usual' from json_each($1)",
            postgres: "insert into unusual_lines (request_id, line, usual)
                     select request_id, line, usual from json_to_recordset($1::json) as v(request_id bigint, line bigint, usual bigint)");
        on!(tx self, c => sqlx::query(sql).bind(serde_json::to_string(rows)?).execute(c).await.map(|_| ()))?;
        Ok(())
    }

    /// Requests whose players' past is to be counted, the longest due first.
    pub async fn due_counts(&mut self, now: i64, limit: i64) -> Result<Vec<Due>> {
        let sql = dialect!(self,
            sqlite: "select v.request_id, (r.state in ('pending', 'held')) as is_open, r.players, r.id_kind, v.counted as done, 0 as first, 0 as tries
                     from reviews v join requests r on r.id = v.request_id
                     where v.due_at <= $1 order by v.due_at, v.request_id limit $2",
            postgres: "select v.request_id, (r.state in ('pending', 'held')) as is_open, r.players, r.id_kind, v.counted as done,
                        cast(0 as bigint) as first, cast(0 as bigint) as tries
                     from reviews v join requests r on r.id = v.request_id
                     where v.due_at <= $1 order by v.due_at, v.request_id limit $2 for update of v skip locked");
        Ok(on!(tx self, c => sqlx::query_as(sql).bind(now).bind(limit).fetch_all(c).await)?)
    }

    pub async fn lease_counts(&mut self, requests: &[i64], lease: &str, until: i64) -> Result<()> {
        let sql = dialect!(self,
            sqlite: "update reviews set lease = $2, due_at = $3 where request_id in (select value from json_each($1))",
            postgres: "update reviews set lease = $2, due_at = $3
                     where request_id in (select cast(value as bigint) from json_array_elements_text($1::json))");
        let ids = serde_json::to_string(requests)?;
        on!(tx self, c => sqlx::query(sql).bind(ids).bind(lease).bind(until).execute(c).await.map(|_| ()))?;
        Ok(())
    }

    /// Writes how many of these players got the same lately, of the requests that this lease still holds.
    pub async fn note_counts(&mut self, lease: &str, slices: &[Slice], now: i64) -> Result<()> {
        let sql = dialect!(self,
            sqlite: "update reviews set counted = v.until, lately = lately + v.found,
                        due_at = case when v.is_last then null else $3 end, lease = null
                     from (select value ->> 'request_id' as request_id, value ->> 'until' as until, value ->> 'is_last' as is_last,
                                value ->> 'found' as found from json_each($2)) v
                     where reviews.request_id = v.request_id and reviews.lease = $1",
            postgres: "update reviews w set counted = v.until, lately = lately + v.found,
                        due_at = case when v.is_last then null else $3 end, lease = null
                     from json_to_recordset($2::json) as v(request_id bigint, until bigint, is_last boolean, found bigint)
                     where w.request_id = v.request_id and w.lease = $1");
        on!(tx self, c => sqlx::query(sql).bind(lease).bind(serde_json::to_string(slices)?).bind(now)
            .execute(c).await.map(|_| ()))?;
        Ok(())
    }

    /// Counts no further for requests that were decided meanwhile.
    pub async fn stop_counts(&mut self, requests: &[i64]) -> Result<()> {
        let sql = dialect!(self,
            sqlite: "update reviews set due_at = null, lease = null where request_id in (select value from json_each($1))",
            postgres: "update reviews set due_at = null, lease = null
                     where request_id in (select cast(value as bigint) from json_array_elements_text($1::json))");
        let ids = serde_json::to_string(requests)?;
        on!(tx self, c => sqlx::query(sql).bind(ids).execute(c).await.map(|_| ()))?;
        Ok(())
    }
}
