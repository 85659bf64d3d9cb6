use super::{Db, Tx, dialect, on};
use crate::error::{Error, Result};
use crate::notification::{About, Before, Kind, News, Notification};
use crate::request::Direction;

/// Requests with what happened to each, as `facts`: those of one bulk file as one where $2 is true. $1 is JSON:
/// [[number, kind], …]. The rest of the statement follows.
macro_rules! of_facts {
    ($tx:expr, $rest:literal) => {
        dialect!($tx,
            sqlite: of_facts!(@from "(select value ->> 0 as no, value ->> 1 as kind from json_each($1)) v cross join", $rest),
            postgres: of_facts!(
                @from "(select cast(value ->> 0 as bigint) as no, value ->> 1 as kind from json_array_elements($1::json)) v join", $rest))
    };
    (@from $source:literal, $rest:literal) => {
        concat!(
            "with facts as (
                select r.requested_by, r.game_id, v.kind, case when $2 and r.batch_id is not null then null else r.id end as request_id,
                    case when $2 then r.batch_id end as batch_id, count(*) as requests, cast(sum(r.players) as bigint) as players,
                    cast(sum(r.deliveries) as bigint) as deliveries, cast(sum(r.succeeded) as bigint) as succeeded
                from ", $source, " requests r on r.id = v.no group by 1, 2, 3, 4, 5) ",
            $rest
        )
    };
}
pub(super) use of_facts;

#[derive(sqlx::FromRow)]
struct Row {
    id: i64,
    #[sqlx(try_from = "String")]
    kind: Kind,
    request_id: Option<i64>,
    batch_id: Option<String>,
    webhook_id: Option<i64>,
    requests: i64,
    deliveries: i64,
    succeeded: i64,
    by_name: Option<String>,
    note: String,
    at: i64,
    read_at: Option<i64>,
    game_id: Option<i64>,
    direction: Option<String>,
    players: Option<i64>,
    webhook: Option<String>,
    game: Option<String>,
}

impl Row {
    fn notification(self) -> Result<Notification> {
        let lost = || Error::Lost("notification");
        let about = match (self.request_id, self.batch_id, self.webhook_id) {
            (Some(no), ..) => About::Request {
                no,
                game: self.game_id.ok_or_else(lost)?,
                direction: self.direction.as_deref().and_then(Direction::parse).ok_or_else(lost)?,
                players: self.players.ok_or_else(lost)?,
            },
            (_, Some(id), _) => About::Batch { id, requests: self.requests },
            (.., Some(id)) => About::Webhook { id, name: self.webhook.unwrap_or_default(), game: self.game },
            _ => return Err(lost()),
        };
        Ok(Notification {
            id: self.id,
            kind: self.kind,
            about,
            succeeded: self.succeeded,
            deliveries: self.deliveries,
            by: self.by_name,
            note: self.note,
            at: self.at,
            read_at: self.read_at,
        })
    }
}

impl Tx {
    /// Tells requesters what happened to their requests.
    pub(crate) async fn notify(&mut self, news: &News<'_>, what: &[(i64, Kind)]) -> Result<()> {
        let sql = of_facts!(self,
            "insert into notifications (user_id, kind, request_id, batch_id, requests, deliveries, succeeded, by_name, note, at)
             select f.requested_by, f.kind, f.request_id, f.batch_id, f.requests, f.deliveries, f.succeeded, $4, $5, $6
             from facts f
             where f.requested_by is distinct from $3
               and exists (select 1 from users u join memberships m on m.user_id = u.id
                           where u.id = f.requested_by and u.disabled_at is null and (m.game_id is null or m.game_id = f.game_id))
             order by f.requested_by, f.batch_id, f.kind, f.request_id
             on conflict (user_id, batch_id, kind) where batch_id is not null and read_at is null do update set
                requests = notifications.requests + excluded.requests, deliveries = notifications.deliveries + excluded.deliveries,
                succeeded = notifications.succeeded + excluded.succeeded, by_name = excluded.by_name, note = excluded.note,
                at = excluded.at");
        on!(tx self, c => sqlx::query(sql)
            .bind(serde_json::to_string(what)?).bind(news.together).bind(news.by.id).bind(news.by_name()).bind(news.note).bind(news.at)
            .execute(c).await.map(|_| ()))?;
        Ok(())
    }

    pub async fn notify_of_pause(&mut self, user: i64, webhook: i64, now: i64) -> Result<()> {
        on!(tx self, c => sqlx::query("insert into notifications (user_id, kind, webhook_id, at) values ($1, $2, $3, $4)")
            .bind(user).bind(Kind::WebhookPaused.as_str()).bind(webhook).bind(now).execute(c).await.map(|_| ()))?;
        Ok(())
    }
}

impl Db {
    pub async fn notifications(&self, user: i64, before: Option<Before>, limit: i64) -> Result<Vec<Notification>> {
        let before = before.unwrap_or(Before { at: i64::MAX, id: i64::MAX });
        let rows: Vec<Row> = on!(db self, c => sqlx::query_as(
            "select n.id, n.kind, n.request_id, n.batch_id, n.webhook_id, n.requests, n.deliveries, n.succeeded, n.by_name, n.note, n.at,
                n.read_at, r.game_id, r.direction, r.players, w.name as webhook, g.code as game
             from notifications n left join requests r on r.id = n.request_id left join webhooks w on w.id = n.webhook_id
             left join games g on g.id = w.game_id
             where n.user_id = $1 and (n.at, n.id) < ($2, $3) order by n.at desc, n.id desc limit $4")
            .bind(user).bind(before.at).bind(before.id).bind(limit).fetch_all(c).await)?;
        rows.into_iter().map(Row::notification).collect()
    }

    pub async fn unread(&self, user: i64, most: i64) -> Result<i64> {
        Ok(on!(db self, c => sqlx::query_scalar(
            "select count(*) from (select id from notifications where user_id = $1 and read_at is null limit $2) unread")
            .bind(user).bind(most).fetch_one(c).await)?)
    }

    pub async fn last_notified(&self, user: i64) -> Result<Option<i64>> {
        Ok(on!(db self, c => sqlx::query_scalar("select max(at) from notifications where user_id = $1")
            .bind(user).fetch_one(c).await)?)
    }

    pub async fn is_unread_of_request(&self, user: i64, no: i64) -> Result<bool> {
        let one: Option<i64> = on!(db self, c => sqlx::query_scalar(
            "select id from notifications where user_id = $1 and request_id = $2 and read_at is null limit 1")
            .bind(user).bind(no).fetch_optional(c).await)?;
        Ok(one.is_some())
    }

    pub async fn read_of_request(&self, user: i64, no: i64, now: i64) -> Result<()> {
        on!(db self, c => sqlx::query(
            "update notifications set read_at = $3 where user_id = $1 and request_id = $2 and read_at is null")
            .bind(user).bind(no).bind(now).execute(c).await.map(|_| ()))?;
        Ok(())
    }

    pub async fn is_unread_of_batch(&self, user: i64, id: &str) -> Result<bool> {
        let one: Option<i64> = on!(db self, c => sqlx::query_scalar(
            "select id from notifications where user_id = $1 and batch_id = $2 and read_at is null limit 1")
            .bind(user).bind(id).fetch_optional(c).await)?;
        Ok(one.is_some())
    }

    pub async fn read_of_batch(&self, user: i64, id: &str, now: i64) -> Result<()> {
        on!(db self, c => sqlx::query(
            "update notifications set read_at = $3 where user_id = $1 and batch_id = $2 and read_at is null")
            .bind(user).bind(id).bind(now).execute(c).await.map(|_| ()))?;
        Ok(())
    }

    pub async fn read_all(&self, user: i64, now: i64) -> Result<()> {
        on!(db self, c => sqlx::query("update notifications set read_at = $2 where user_id = $1 and read_at is null")
            .bind(user).bind(now).execute(c).await.map(|_| ()))?;
        Ok(())
    }

    pub async fn forget_notifications(&self, before: i64) -> Result<()> {
        on!(db self, c => sqlx::query("delete from notifications where at < $1").bind(before).execute(c).await.map(|_| ()))?;
        Ok(())
    }
}
