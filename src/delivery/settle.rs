use std::collections::{BTreeMap, BTreeSet, HashSet};

use serde_json::json;

use crate::desk::Desk;
use crate::error::{Error, Result};
use crate::event::{Actor, Subject};
use crate::notification::{Kind, News};
use crate::request::{DeliveryState, State, Verb};
use crate::store::Tx;
use crate::store::deliveries::Settlement;
use crate::store::requests::CountChanges;
use crate::store::server_calls::{CallCounts, CallMade};
use crate::store::tallies::{Rested, TallyChanges};

/// An outcome, and the lease under which it may be written.
pub(super) struct Done {
    pub lease: String,
    pub settlement: Settlement,
    /// The call that brought it about; of those that were in one call together, the first has it.
    pub call: Option<CallMade>,
}

/// Writes the outcomes of a lane's calls, but for those of deliveries that their lease no longer holds.
pub(super) async fn settle_group(desk: &Desk, done: &[Done]) -> Result<()> {
    let now = desk.now();
    let done: Vec<&Done> = done.iter().collect();
    let mut tx = desk.db().begin().await?;
    if settle(&mut tx, &done, now).await? == done.len() {
        return tx.commit().await;
    }
    drop(tx);

    let mut tx = desk.db().begin().await?;
    let mut held = HashSet::new();
    for lease in done.iter().map(|done| done.lease.as_str()).collect::<BTreeSet<_>>() {
        held.extend(tx.held(lease).await?.into_iter().map(|(no, n)| (lease, no, n)));
    }
    let is_held = |done: &&Done| held.contains(&(done.lease.as_str(), done.settlement.request_id, done.settlement.n));
    let left: Vec<&Done> = done.iter().copied().filter(is_held).collect();
    let lost = done.len() - left.len();
    tracing::error!(lost, "a lease had run out before its outcomes were written: the game will be asked");
    if settle(&mut tx, &left, now).await? != left.len() {
        return Err(Error::Lost("lease"));
    }
    tx.commit().await
}

/// Writes outcomes, their attempts, the counters and the tallies, counts the calls, and ends the requests that have nothing left to do.
/// Answers how many deliveries their lease still held: if that is not all of them, nothing of it may be committed.
pub(super) async fn settle(tx: &mut Tx, done: &[&Done], now: i64) -> Result<usize> {
    let mut by_lease: BTreeMap<&str, Vec<&Settlement>> = BTreeMap::new();
    let mut changes = CountChanges::default();
    let mut tallies = TallyChanges::default();
    let mut calls = CallCounts::default();
    for done in done {
        let settlement = &done.settlement;
        by_lease.entry(&done.lease).or_default().push(settlement);
        changes.note(settlement.request_id, DeliveryState::Sending, settlement.state);
        if let Some(settled_at) = settlement.settled_at {
            let Settlement { request_id, server_id, state, quantity, .. } = *settlement;
            let (cause, code) = (settlement.cause.as_deref(), settlement.code.as_deref());
            tallies.come(&Rested { request_id, server_id, state, cause, code, settled_at, quantity });
        }
        if let Some(call) = &done.call {
            calls.note(call);
        }
    }
    let mut written = 0;
    for (lease, settlements) in by_lease {
        written += tx.settle(lease, &settlements).await?;
        let called: Vec<&Settlement> = settlements.into_iter().filter(|row| row.untried + row.unasked == 0).collect();
        tx.insert_attempts(&called).await?;
    }
    tx.add_all_counts(&changes).await?;
    let mut ended = Vec::new();
    for no in changes.requests() {
        ended.extend(finish(tx, no, now).await?.map(|kind| (no, kind)));
    }
    tx.tally(&tallies).await?;
    tx.count_calls(&calls).await?;
    News::of(&Actor::worker(), now).together().tell(tx, &ended).await?;
    Ok(written)
}

/// Ends a request when none of its deliveries will move by itself any more, and answers how it has ended.
async fn finish(tx: &mut Tx, no: i64, now: i64) -> Result<Option<Kind>> {
    let counts = tx.locked_counts(no).await?;
    if counts.waiting + counts.queued + counts.sending > 0 || (counts.unknown > 0 && tx.is_asking(no).await?) {
        return Ok(None);
    }
    let whole = counts.succeeded == counts.deliveries;
    let (verb, kind) = if whole { (Verb::Succeed, Kind::Succeeded) } else { (Verb::Fail, Kind::Failed) };
    let to = State::Delivering.after(verb).ok_or(Error::Lost("transition"))?;
    if !tx.move_request(no, State::Delivering, to, None, now).await? {
        return Ok(None);
    }
    let details = json!({
        "succeeded": counts.succeeded, "refused": counts.refused, "failed": counts.failed, "unknown": counts.unknown,
    });
    tx.record(now, &Actor::worker(), Subject::Request(no), to.as_str(), details).await?;
    Ok(Some(kind))
}
