use std::collections::{BTreeMap, HashSet};

use serde_json::json;

use crate::desk::Desk;
use crate::error::{Error, Result};
use crate::event::{Actor, Subject};
use crate::request::{DeliveryState, State, Verb};
use crate::store::Tx;
use crate::store::deliveries::Settlement;
use crate::store::requests::CountChanges;

/// An outcome, and the lease under which it may be written.
pub(super) struct Done {
    pub lease: String,
    pub settlement: Settlement,
}

/// Writes the outcomes of a lane's calls.
pub(super) async fn settle_group(desk: &Desk, done: &[Done]) -> Result<()> {
    let now = desk.now();
    let mut tx = desk.db().begin().await?;
    let lost = settle(&mut tx, done, now).await?;
    if lost > 0 {
        tracing::error!(lost, "a lease had run out before its outcomes were written: the game will be asked");
    }
    tx.commit().await
}

/// Writes outcomes, their attempts and the counters, and ends the requests that have nothing left to do.
/// Answers how many deliveries their lease no longer held.
pub(super) async fn settle(tx: &mut Tx, done: &[Done], now: i64) -> Result<usize> {
    let mut by_lease: BTreeMap<&str, Vec<&Settlement>> = BTreeMap::new();
    for done in done {
        by_lease.entry(&done.lease).or_default().push(&done.settlement);
    }
    let mut changes = CountChanges::default();
    let mut lost = 0;
    for (lease, settlements) in by_lease {
        let written: HashSet<(i64, i64)> = tx.settle(lease, &settlements).await?.into_iter().collect();
        let held = settlements.iter().copied().filter(|row| written.contains(&(row.request_id, row.n)));
        let called: Vec<&Settlement> = held.clone().filter(|row| row.untried + row.unasked == 0).collect();
        if !called.is_empty() {
            tx.insert_attempts(&called).await?;
        }
        for row in held {
            changes.note(row.request_id, DeliveryState::Sending, row.state);
        }
        lost += settlements.len() - written.len();
    }
    tx.add_all_counts(&changes).await?;
    for no in changes.requests() {
        finish(tx, no, now).await?;
    }
    Ok(lost)
}

/// Ends a request when none of its deliveries will move by itself any more.
async fn finish(tx: &mut Tx, no: i64, now: i64) -> Result<()> {
    let counts = tx.locked_counts(no).await?;
    if counts.waiting + counts.queued + counts.sending > 0 || (counts.unknown > 0 && tx.is_asking(no).await?) {
        return Ok(());
    }
    let verb = if counts.succeeded == counts.deliveries { Verb::Succeed } else { Verb::Fail };
    let to = State::Delivering.after(verb).ok_or(Error::Lost("transition"))?;
    if tx.move_request(no, State::Delivering, to, None, now).await? {
        let details = json!({
            "succeeded": counts.succeeded, "refused": counts.refused, "failed": counts.failed, "unknown": counts.unknown,
        });
        tx.record(now, &Actor::worker(), Subject::Request(no), to.as_str(), details).await?;
    }
    Ok(())
}
