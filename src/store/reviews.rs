use serde::Serialize;

use super::{Db, Tx, dialect, on};
use crate::batch::BatchReview;
use crate::error::Result;
use crate::ledger::Delivery;
use crate::request::Direction;
use crate::review::{Findings, Preflight, Unusual};
use crate::store::ledger::select_delivery;

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

macro_rules! select_findings {
    ($rest:literal) => {
        concat!(
            "select v.request_id, v.lately, (v.due_at is not null) as is_counting,
                    coalesce(p.unknown, 0) as unknown, coalesce(p.to_ask, 0) as to_ask, coalesce(p.stuck, 0) as stuck,
                    coalesce(p.unasked, 0) as unasked, (select count(*) from unusual_lines u where u.request_id = v.request_id) as unusual
             from reviews v left join
                (select request_id, cast(sum(unknown) as bigint) as unknown, count(due_at) as to_ask,
                        count(case when due_at is not null then problem end) as stuck,
                        count(case when due_at is null then problem end) as unasked
                 from preflights where ", $rest, " group by request_id) p on p.request_id = v.request_id
             where v.", $rest)
    };
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

    /// Whether there are players whose past is to be counted now.
    pub async fn is_count_due(&self, now: i64) -> Result<bool> {
        let one: Option<i64> = on!(db self, c => sqlx::query_scalar("select request_id from reviews where due_at <= $1 limit 1")
            .bind(now).fetch_optional(c).await)?;
        Ok(one.is_some())
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

    /// How the game servers were asked about a request's players, in the order of their deliveries.
    pub async fn preflights(&self, no: i64) -> Result<Vec<Preflight>> {
        Ok(on!(db self, c => sqlx::query_as(
            "select server_id, asked, unknown, (due_at is null) as is_over, problem from preflights where request_id = $1 order by first")
            .bind(no).fetch_all(c).await)?)
    }

    pub async fn unusual(&self, no: i64) -> Result<Vec<Unusual>> {
        Ok(on!(db self, c => sqlx::query_as(
            "select l.item_id, coalesce(l.quantity, l.most) as quantity, u.usual
             from unusual_lines u join request_lines l on l.request_id = u.request_id and l.line = u.line
             where u.request_id = $1 order by u.line")
            .bind(no).fetch_all(c).await)?)
    }

    /// How many players' past is counted.
    pub async fn counted(&self, no: i64) -> Result<i64> {
        Ok(on!(db self, c => sqlx::query_scalar("select counted from reviews where request_id = $1")
            .bind(no).fetch_one(c).await)?)
    }

    pub async fn review_findings(&self, no: i64) -> Result<Option<Findings>> {
        Ok(on!(db self, c => sqlx::query_as(select_findings!("request_id = $1")).bind(no).fetch_optional(c).await)?)
    }

    /// What the reviews of a batch's pending requests found in all.
    pub async fn review_of_batch(&self, batch: &str) -> Result<BatchReview> {
        Ok(on!(db self, c => sqlx::query_as(
            "select count(case when v.request_id is null or v.due_at is not null or p.to_ask > 0 then 1 end) as unfinished,
                    cast(coalesce(sum(p.unknown), 0) as bigint) as unknown, count(case when p.unasked > 0 then 1 end) as unasked,
                    (select count(distinct u.request_id) from unusual_lines u join requests r on r.id = u.request_id
                     where r.batch_id = $1 and r.state = 'pending') as unusual,
                    cast(coalesce(sum(v.lately), 0) as bigint) as lately
             from requests r left join reviews v on v.request_id = r.id left join
                (select p.request_id, sum(p.unknown) as unknown, count(p.due_at) as to_ask,
                        count(case when p.due_at is null then p.problem end) as unasked
                 from preflights p join requests r on r.id = p.request_id
                 where r.batch_id = $1 and r.state = 'pending' group by p.request_id) p on p.request_id = r.id
             where r.batch_id = $1 and r.state = 'pending'")
            .bind(batch).fetch_one(c).await)?)
    }

    /// What the reviews of these requests found.
    pub async fn review_findings_of(&self, requests: &[i64]) -> Result<Vec<Findings>> {
        let sql = dialect!(self,
            sqlite: select_findings!("request_id in (select value from json_each($1))"),
            postgres: select_findings!("request_id in (select cast(value as bigint) from json_array_elements_text($1::json))"));
        let ids = serde_json::to_string(requests)?;
        Ok(on!(db self, c => sqlx::query_as(sql).bind(ids).fetch_all(c).await)?)
    }

    /// Deliveries after `n` whose players the game does not know.
    pub async fn unknown_players(&self, no: i64, after: i64, limit: i64) -> Result<Vec<Delivery>> {
        Ok(on!(db self, c => sqlx::query_as(
            select_delivery!("where (request_id, n) in
                (select request_id, n from unknown_players where request_id = $1 and n > $2 order by n limit $3) order by n"))
            .bind(no).bind(after).bind(limit).fetch_all(c).await)?)
    }
}

impl Tx {
    /// Whether a review of these requests found something odd, or is not finished.
    pub async fn any_must_be_seen(&mut self, requests: &[i64]) -> Result<bool> {
        let sql = dialect!(self,
            sqlite: "select r.id from json_each($1) i cross join requests r on r.id = i.value
                     where not exists (select 1 from reviews v where v.request_id = r.id and v.due_at is null)
                        or exists (select 1 from preflights p where p.request_id = r.id
                            and (p.due_at is not null or p.problem is not null or p.unknown > 0))
                        or exists (select 1 from unusual_lines u where u.request_id = r.id) limit 1",
            postgres: "select r.id from json_array_elements_text($1::json) i join requests r on r.id = cast(i.value as bigint)
                     where not exists (select 1 from reviews v where v.request_id = r.id and v.due_at is null)
                        or exists (select 1 from preflights p where p.request_id = r.id
                            and (p.due_at is not null or p.problem is not null or p.unknown > 0))
                        or exists (select 1 from unusual_lines u where u.request_id = r.id) limit 1");
        let one: Option<i64> =
            on!(tx self, c => sqlx::query_scalar(sql).bind(serde_json::to_string(requests)?).fetch_optional(c).await)?;
        Ok(one.is_some())
    }

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

    pub async fn review_findings(&mut self, no: i64) -> Result<Option<Findings>> {
        Ok(on!(tx self, c => sqlx::query_as(select_findings!("request_id = $1")).bind(no).fetch_optional(c).await)?)
    }
}
