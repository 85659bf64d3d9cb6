use super::notifications::of_facts;
use super::{Db, Tx, dialect, on};
use crate::error::{Error, Result};
use crate::notification::{Kind, News};
use crate::webhook::{Address, GivenUp, Owner, Webhook, WebhookFailure};

/// What tells of requests of one bulk file waits so long for more of it, in milliseconds.
const GATHER: i64 = 20_000;

/// Something to be posted.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Call {
    pub id: i64,
    pub webhook_id: i64,
    #[sqlx(try_from = "String")]
    pub kind: Kind,
    pub request_id: Option<i64>,
    pub batch_id: Option<String>,
    pub requests: i64,
    pub players: i64,
    pub deliveries: i64,
    pub succeeded: i64,
    pub by_name: Option<String>,
    /// How often it was posted, this time included.
    pub tries: i64,
}

/// A webhook that a lease holds, and what is to be posted there next.
#[derive(Clone, Debug)]
pub struct Leased {
    pub webhook_id: i64,
    pub user_id: Option<i64>,
    pub game_id: Option<i64>,
    pub name: String,
    pub address: Address,
    pub language: String,
    pub set_by: i64,
    pub call: Call,
}

impl Leased {
    pub fn owner(&self) -> Result<Owner> {
        self.game_id.map(Owner::Game).or(self.user_id.map(Owner::Person)).ok_or(Error::Lost("webhook"))
    }
}

#[derive(sqlx::FromRow)]
struct LeasedRow {
    id: i64,
    user_id: Option<i64>,
    game_id: Option<i64>,
    name: String,
    #[sqlx(try_from = "String")]
    url: Address,
    language: String,
    set_by: i64,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: i64,
    name: String,
    #[sqlx(try_from = "String")]
    url: Address,
    language: String,
    kinds: Option<String>,
    sent_at: Option<i64>,
    failed_at: Option<i64>,
    cause: Option<String>,
    status: Option<i64>,
    said: Option<String>,
    paused_at: Option<i64>,
}

impl Row {
    fn webhook(self) -> Webhook {
        let chosen = self.kinds.unwrap_or_default();
        let chosen: Vec<&str> = chosen.split(',').collect();
        let kinds = Kind::ALL.iter().copied().filter(|kind| chosen.contains(&kind.as_str()));
        let failure = |at| WebhookFailure {
            at,
            cause: self.cause.clone(),
            status: self.status,
            said: self.said.clone().unwrap_or_default(),
        };
        Webhook {
            id: self.id,
            kinds: kinds.collect(),
            failure: self.failed_at.map(failure),
            name: self.name,
            address: self.url,
            language: self.language,
            sent_at: self.sent_at,
            paused_at: self.paused_at,
        }
    }
}

/// Webhooks that may be called now, of somebody who is still here, and that have something due. $1 is the time.
macro_rules! callable {
    ($before:literal, $after:literal) => {
        concat!(
            $before,
            " from webhooks w where w.removed_at is null and w.paused_at is null
                and (w.rests_until is null or w.rests_until <= $1) and (w.lease_until is null or w.lease_until <= $1)
                and exists (select 1 from webhook_calls c where c.webhook_id = w.id and c.due_at <= $1)
                and not exists (select 1 from users u where u.id = w.user_id and u.disabled_at is not null) ",
            $after
        )
    };
}

impl Db {
    pub async fn webhooks(&self, owner: Owner) -> Result<Vec<Webhook>> {
        let (user, game) = columns(owner);
        let rows: Vec<Row> = on!(db self, c => sqlx::query_as(
            "select w.id, w.name, w.url, w.language, (select string_agg(k.kind, ',') from webhook_kinds k where k.webhook_id = w.id) as kinds,
                w.sent_at, w.failed_at, w.cause, w.status, w.said, w.paused_at
             from webhooks w where (w.user_id = $1 or w.game_id = $2) and w.removed_at is null order by w.name, w.id")
            .bind(user).bind(game).fetch_all(c).await)?;
        Ok(rows.into_iter().map(Row::webhook).collect())
    }

    /// The latest first.
    pub async fn given_up(&self, webhook: i64, limit: i64) -> Result<Vec<GivenUp>> {
        #[derive(sqlx::FromRow)]
        struct Lost {
            #[sqlx(try_from = "String")]
            kind: Kind,
            request_id: Option<i64>,
            batch_id: Option<String>,
            requests: i64,
            given_up_at: i64,
            cause: Option<String>,
            status: Option<i64>,
            said: Option<String>,
        }
        let rows: Vec<Lost> = on!(db self, c => sqlx::query_as(
            "select kind, request_id, batch_id, requests, given_up_at, cause, status, said from webhook_calls
             where webhook_id = $1 and given_up_at is not null order by id desc limit $2")
            .bind(webhook).bind(limit).fetch_all(c).await)?;
        let given_up = |row: Lost| GivenUp {
            kind: row.kind,
            request: row.request_id,
            batch: row.batch_id,
            requests: row.requests,
            failure: WebhookFailure {
                at: row.given_up_at,
                cause: row.cause,
                status: row.status,
                said: row.said.unwrap_or_default(),
            },
        };
        Ok(rows.into_iter().map(given_up).collect())
    }

    pub async fn has_due_calls(&self, now: i64) -> Result<bool> {
        let one: Option<i64> = on!(db self, c => sqlx::query_scalar(callable!("select w.id", "limit 1"))
            .bind(now).fetch_optional(c).await)?;
        Ok(one.is_some())
    }

    pub async fn has_old_calls(&self, oldest: i64) -> Result<bool> {
        let one: Option<i64> = on!(db self, c => sqlx::query_scalar(
            "select id from webhook_calls where due_at is not null and created_at <= $1 limit 1")
            .bind(oldest).fetch_optional(c).await)?;
        Ok(one.is_some())
    }

    /// Gives up what nobody took for too long. What is being posted at this moment ends by itself.
    pub async fn give_up_old_calls(&self, oldest: i64, now: i64) -> Result<()> {
        on!(db self, c => sqlx::query(
            "update webhook_calls set due_at = null, given_up_at = $2, cause = 'too_old'
             where due_at is not null and created_at <= $1
               and not exists (select 1 from webhooks w where w.id = webhook_calls.webhook_id and w.lease_until > $2)")
            .bind(oldest).bind(now).execute(c).await.map(|_| ()))?;
        Ok(())
    }

    pub async fn forget_calls(&self, before: i64) -> Result<()> {
        on!(db self, c => sqlx::query("delete from webhook_calls where given_up_at < $1").bind(before).execute(c).await.map(|_| ()))?;
        Ok(())
    }
}

impl Tx {
    /// Queues what happened to requests for the webhooks of their games and of their requesters. Webhooks come first:
    /// where there are none, nothing else is read.
    pub(crate) async fn queue_calls(&mut self, news: &News<'_>, what: &[(i64, Kind)]) -> Result<()> {
        let sql = of_facts!(self,
            "insert into webhook_calls (webhook_id, kind, request_id, batch_id, requests, players, deliveries, succeeded, by_name,
                created_at, due_at)
             select w.id, f.kind, f.request_id, f.batch_id, f.requests, f.players, f.deliveries, f.succeeded, $4, $5,
                case when f.batch_id is null then $5 else $6 end
             from webhooks w cross join facts f join webhook_kinds k on k.webhook_id = w.id and k.kind = f.kind
             where w.removed_at is null and w.paused_at is null
               and (w.game_id = f.game_id
                    or (w.user_id = f.requested_by and f.requested_by is distinct from $3
                        and exists (select 1 from memberships m
                                    where m.user_id = w.user_id and (m.game_id is null or m.game_id = f.game_id))))
             order by w.id, f.batch_id, f.kind, f.request_id
             on conflict (webhook_id, batch_id, kind) where batch_id is not null and tries = 0 and given_up_at is null do update set
                requests = webhook_calls.requests + excluded.requests, players = webhook_calls.players + excluded.players,
                deliveries = webhook_calls.deliveries + excluded.deliveries, succeeded = webhook_calls.succeeded + excluded.succeeded,
                by_name = excluded.by_name");
        on!(tx self, c => sqlx::query(sql)
            .bind(serde_json::to_string(what)?).bind(news.together).bind(news.by.id).bind(news.by_name()).bind(news.at)
            .bind(news.at + GATHER).execute(c).await.map(|_| ()))?;
        Ok(())
    }

    /// None when there is one of that name already; a person has one at most.
    pub async fn insert_webhook(
        &mut self,
        owner: Owner,
        name: &str,
        address: &Address,
        language: &str,
        by: i64,
        now: i64,
    ) -> Result<Option<i64>> {
        let (user, game) = columns(owner);
        Ok(on!(tx self, c => sqlx::query_scalar(
            "insert into webhooks (user_id, game_id, name, url, language, set_by, set_at) values ($1, $2, $3, $4, $5, $6, $7)
             on conflict do nothing returning id")
            .bind(user).bind(game).bind(name).bind(address.reveal()).bind(language).bind(by).bind(now)
            .fetch_optional(c).await)?)
    }

    /// False when it is removed.
    pub async fn change_webhook(
        &mut self,
        id: i64,
        name: &str,
        address: &Address,
        language: &str,
        by: i64,
        now: i64,
    ) -> Result<bool> {
        Ok(on!(tx self, c => sqlx::query(
            "update webhooks set name = $2, url = $3, language = $4, set_by = $5, set_at = $6 where id = $1 and removed_at is null")
            .bind(id).bind(name).bind(address.reveal()).bind(language).bind(by).bind(now)
            .execute(c).await.map(|done| done.rows_affected() == 1))?)
    }

    pub async fn set_webhook_kinds(&mut self, id: i64, kinds: &[Kind]) -> Result<()> {
        on!(tx self, c => sqlx::query("delete from webhook_kinds where webhook_id = $1").bind(id).execute(c).await.map(|_| ()))?;
        for kind in kinds {
            on!(tx self, c => sqlx::query("insert into webhook_kinds (webhook_id, kind) values ($1, $2)")
                .bind(id).bind(kind.as_str()).execute(c).await.map(|_| ()))?;
        }
        Ok(())
    }

    /// False when it was removed before.
    pub async fn remove_webhook(&mut self, id: i64, now: i64) -> Result<bool> {
        on!(tx self, c => sqlx::query("delete from webhook_calls where webhook_id = $1").bind(id).execute(c).await.map(|_| ()))?;
        Ok(on!(tx self, c => sqlx::query(
            "update webhooks set removed_at = $2, url = '', said = null, lease = null, lease_until = null
             where id = $1 and removed_at is null")
            .bind(id).bind(now).execute(c).await.map(|done| done.rows_affected() == 1))?)
    }

    pub async fn resume_webhook(&mut self, id: i64) -> Result<()> {
        on!(tx self, c => sqlx::query(
            "update webhooks set paused_at = null, rests_until = null, failures = 0, failing_since = null, failed_at = null,
                cause = null, status = null, said = null
             where id = $1")
            .bind(id).execute(c).await.map(|_| ()))?;
        Ok(())
    }

    /// Leases webhooks that have something due, those first that were not called for longest, and takes the next of each.
    pub async fn lease_webhooks(&mut self, now: i64, limit: i64, lease: &str, until: i64) -> Result<Vec<Leased>> {
        let sql = dialect!(self,
            sqlite: callable!("select w.id", "order by coalesce(w.called_at, 0), w.id limit $2"),
            postgres: callable!("select w.id", "order by coalesce(w.called_at, 0), w.id limit $2 for no key update of w skip locked"));
        let ids: Vec<i64> = on!(tx self, c => sqlx::query_scalar(sql).bind(now).bind(limit).fetch_all(c).await)?;
        let ids = serde_json::to_string(&ids)?;
        let sql = dialect!(self,
            sqlite: "update webhooks set lease = $2, lease_until = $3, called_at = $4
                     where id in (select value from json_each($1))
                     returning id, user_id, game_id, name, url, coalesce((select language from users where id = user_id), language) as language, set_by",
            postgres: "update webhooks set lease = $2, lease_until = $3, called_at = $4
                     where id in (select cast(value as bigint) from json_array_elements_text($1::json))
                     returning id, user_id, game_id, name, url,
                        coalesce((select u.language from users u where u.id = webhooks.user_id), language) as language, set_by");
        let rows: Vec<LeasedRow> = on!(tx self, c => sqlx::query_as(sql)
            .bind(ids).bind(lease).bind(until).bind(now).fetch_all(c).await)?;
        let calls: Vec<Call> = on!(tx self, c => sqlx::query_as(
            "update webhook_calls set tries = tries + 1
             where id in (select min(c.id) from webhook_calls c join webhooks w on w.id = c.webhook_id
                          where w.lease = $1 and c.due_at <= $2 group by c.webhook_id)
             returning id, webhook_id, kind, request_id, batch_id, requests, players, deliveries, succeeded, by_name, tries")
            .bind(lease).bind(now).fetch_all(c).await)?;
        let leased = rows.into_iter().filter_map(|row| {
            let call = calls.iter().find(|call| call.webhook_id == row.id)?.clone();
            Some(Leased {
                webhook_id: row.id,
                user_id: row.user_id,
                game_id: row.game_id,
                name: row.name,
                address: row.url,
                language: row.language,
                set_by: row.set_by,
                call,
            })
        });
        Ok(leased.collect())
    }

    /// False when the lease no longer holds: then nothing of the call may be written.
    pub async fn end_lease(&mut self, webhook: i64, lease: &str) -> Result<bool> {
        Ok(
            on!(tx self, c => sqlx::query("update webhooks set lease = null, lease_until = null where id = $1 and lease = $2")
            .bind(webhook).bind(lease).execute(c).await.map(|done| done.rows_affected() == 1))?,
        )
    }

    pub async fn delete_call(&mut self, id: i64) -> Result<()> {
        on!(tx self, c => sqlx::query("delete from webhook_calls where id = $1").bind(id).execute(c).await.map(|_| ()))?;
        Ok(())
    }

    pub async fn give_up_call(&mut self, id: i64, failure: &WebhookFailure) -> Result<()> {
        on!(tx self, c => sqlx::query(
            "update webhook_calls set due_at = null, given_up_at = $2, cause = $3, status = $4, said = $5 where id = $1")
            .bind(id).bind(failure.at).bind(&failure.cause).bind(failure.status).bind(&failure.said)
            .execute(c).await.map(|_| ()))?;
        Ok(())
    }

    pub async fn webhook_succeeded(&mut self, id: i64, now: i64) -> Result<()> {
        on!(tx self, c => sqlx::query(
            "update webhooks set sent_at = $2, rests_until = null, failures = 0, failing_since = null, failed_at = null, cause = null,
                status = null, said = null
             where id = $1")
            .bind(id).bind(now).execute(c).await.map(|_| ()))?;
        Ok(())
    }

    pub async fn let_webhook_rest(&mut self, id: i64, until: i64) -> Result<()> {
        on!(tx self, c => sqlx::query("update webhooks set rests_until = $2 where id = $1")
            .bind(id).bind(until).execute(c).await.map(|_| ()))?;
        Ok(())
    }

    /// Answers how many failures in a row that makes, and when the first of them was.
    pub async fn webhook_failed(&mut self, id: i64, failure: &WebhookFailure) -> Result<(i64, i64)> {
        Ok(on!(tx self, c => sqlx::query_as(
            "update webhooks set failures = failures + 1, failing_since = coalesce(failing_since, $2), failed_at = $2, cause = $3,
                status = $4, said = $5
             where id = $1 returning failures, failing_since")
            .bind(id).bind(failure.at).bind(&failure.cause).bind(failure.status).bind(&failure.said)
            .fetch_one(c).await)?)
    }

    /// False when it is paused already.
    pub async fn pause_webhook(&mut self, id: i64, now: i64) -> Result<bool> {
        Ok(on!(tx self, c => sqlx::query("update webhooks set paused_at = $2 where id = $1 and paused_at is null")
            .bind(id).bind(now).execute(c).await.map(|done| done.rows_affected() == 1))?)
    }
}

fn columns(owner: Owner) -> (Option<i64>, Option<i64>) {
    match owner {
        Owner::Person(user) => (Some(user), None),
        Owner::Game(game) => (None, Some(game)),
    }
}
