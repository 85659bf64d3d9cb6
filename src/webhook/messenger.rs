use std::time::Duration;

use futures::future::join_all;
use serde_json::json;
use tokio_util::sync::CancellationToken;

use super::{Message, Outcome, Outlet, Patience, Posted, Tell, WebhookFailure};
use crate::delivery::new_lease;
use crate::desk::Desk;
use crate::error::Result;
use crate::event::Actor;
use crate::store::webhooks::Leased;

/// How often is looked for what to post.
const POLL: Duration = Duration::from_secs(1);
/// Webhooks that are called at the same time.
const TOGETHER: i64 = 16;
/// How often what is old is forgotten, and how old it is then, in milliseconds.
const TIDY: i64 = 24 * 60 * 60 * 1000;
const OLD_CALL: i64 = 30 * TIDY;
const OLD_NOTIFICATION: i64 = 180 * TIDY;

/// Posts what is due to webhooks until it is told to stop. Each gets one message at a time, in their order: it claims a
/// webhook and commits, calls with no transaction open, and writes what came of it in another commit.
///
/// A message stays until its webhook has taken it or it is given up, so a crash loses none. A crash between the call and
/// the commit after it makes the next messenger post the same message once more: a webhook may get it twice.
#[derive(Clone)]
pub struct Messenger {
    desk: Desk,
    outlet: Outlet,
    tell: Tell,
    patience: Patience,
}

impl std::fmt::Debug for Messenger {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Messenger").field("patience", &self.patience).finish_non_exhaustive()
    }
}

impl Messenger {
    pub fn new(desk: Desk, outlet: Outlet, tell: Tell, patience: Patience) -> Messenger {
        Messenger { desk, outlet, tell, patience }
    }

    /// Works until `stop`; then lets calls under way end and writes what became of them.
    pub async fn run(&self, stop: CancellationToken) {
        let mut tidied_at = None;
        while !stop.is_cancelled() {
            let worked = match self.look(&mut tidied_at).await {
                Ok(calls) => calls > 0,
                Err(error) => {
                    tracing::error!(%error, "webhooks could not be called");
                    false
                }
            };
            if !worked {
                stop.run_until_cancelled(tokio::time::sleep(POLL)).await;
            }
        }
    }

    /// Works until nothing is due now. For tests.
    pub async fn drain(&self) -> Result<()> {
        while self.look(&mut None).await? > 0 {}
        Ok(())
    }

    /// Posts the next message of every webhook that has one due, and answers how many those are.
    async fn look(&self, tidied_at: &mut Option<i64>) -> Result<usize> {
        let now = self.desk.now();
        if tidied_at.is_none_or(|at| now - at >= TIDY) {
            self.desk.db().forget_calls(now - OLD_CALL).await?;
            self.desk.db().forget_notifications(now - OLD_NOTIFICATION).await?;
            *tidied_at = Some(now);
        }
        let oldest = now - self.patience.oldest.as_millis() as i64;
        if self.desk.db().has_old_calls(oldest).await? {
            self.desk.db().give_up_old_calls(oldest, now).await?;
        }
        // Looking does not take SQLite's write lock.
        if !self.desk.db().has_due_calls(now).await? {
            return Ok(0);
        }
        let (lease, until) = (new_lease(), now + self.patience.lease.as_millis() as i64);
        let mut tx = self.desk.db().begin().await?;
        let leased = tx.lease_webhooks(now, TOGETHER, &lease, until).await?;
        tx.commit().await?;
        for ended in join_all(leased.iter().map(|leased| self.call(leased, &lease))).await {
            ended?;
        }
        Ok(leased.len())
    }

    async fn call(&self, leased: &Leased, lease: &str) -> Result<()> {
        let message = Message::of(&self.desk, &leased.call).await?;
        let posted = self.outlet.post(leased.owner()?, &leased.address, &(self.tell)(&message, &leased.language)).await;
        let outcome = posted.outcome.as_str();
        metrics::counter!("grantdesk_webhook_calls_total", "outcome" => outcome).increment(1);
        self.settle(leased, lease, &posted).await
    }

    /// Writes what became of a call, if the lease still holds.
    async fn settle(&self, leased: &Leased, lease: &str, posted: &Posted) -> Result<()> {
        let now = self.desk.now();
        let (webhook, call) = (leased.webhook_id, &leased.call);
        let mut tx = self.desk.db().begin().await?;
        if !tx.end_lease(webhook, lease).await? {
            tracing::warn!(webhook.id = webhook, "a lease ran out before its call was written: it is posted again");
            return Ok(());
        }
        if posted.outcome == Outcome::Taken {
            tx.delete_call(call.id).await?;
            tx.webhook_succeeded(webhook, now).await?;
            return tx.commit().await;
        }
        let failure = WebhookFailure {
            at: now,
            cause: posted.cause.map(|cause| cause.as_str().to_owned()),
            status: posted.status.map(i64::from),
            said: posted.said.clone(),
        };
        if posted.outcome == Outcome::Refused {
            tx.give_up_call(call.id, &failure).await?;
        } else {
            let rest = self.patience.rest(call.tries).max(posted.retry_after.unwrap_or_default());
            let rest = rest.min(self.patience.oldest).as_millis() as i64;
            tx.let_webhook_rest(webhook, now + rest).await?;
        }
        // Who is only asked to slow down works.
        if posted.outcome != Outcome::Busy {
            let (failures, since) = tx.webhook_failed(webhook, &failure).await?;
            let lasts = now - since >= self.patience.failing.as_millis() as i64;
            if failures >= self.patience.failures && lasts && tx.pause_webhook(webhook, now).await? {
                let details = json!({ "webhook": webhook, "name": leased.name, "failures": failures });
                tx.record(now, &Actor::worker(), leased.owner()?.subject(), "webhook_paused", details).await?;
                tx.notify_of_pause(leased.set_by, webhook, now).await?;
                tracing::warn!(webhook.id = webhook, failures, "webhook paused");
            }
        }
        tx.commit().await
    }
}

impl Outcome {
    fn as_str(self) -> &'static str {
        match self {
            Outcome::Taken => "taken",
            Outcome::Refused => "refused",
            Outcome::Busy => "busy",
            Outcome::Failed => "failed",
        }
    }
}
