//! Reviews as pages read them.

use super::{Db, Tx, dialect, on};
use crate::batch::BatchReview;
use crate::error::Result;
use crate::ledger::Delivery;
use crate::review::{Findings, Preflight, Unusual};
use crate::store::ledger::select_delivery;

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

    pub async fn review_findings(&mut self, no: i64) -> Result<Option<Findings>> {
        Ok(on!(tx self, c => sqlx::query_as(select_findings!("request_id = $1")).bind(no).fetch_optional(c).await)?)
    }
}
