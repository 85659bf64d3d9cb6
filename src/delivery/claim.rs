use std::sync::Arc;

use super::Patience;
use super::retry::Call;
use super::worker::new_lease;
use crate::catalog::Server;
use crate::desk::Desk;
use crate::error::Result;
use crate::request::DeliveryState;
use crate::store::deliveries::Claimed;
use crate::store::requests::CountChanges;

/// What was claimed at once, and the server as it was then.
pub(super) struct Batch {
    pub server: Server,
    pub jobs: Vec<Job>,
}

/// A claimed delivery on its way to a call.
pub(super) struct Job {
    pub claimed: Claimed,
    pub call: Call,
    pub lease: String,
    /// After this the call must not begin: the lease might run out under it.
    pub begin_until: i64,
}

/// Leases a group of what is due, and commits that before anything is called.
pub(super) async fn claim(desk: Desk, server_id: i64, group: usize, patience: Arc<Patience>) -> Result<Batch> {
    let server = desk.db().server(server_id).await?;
    let now = desk.now();
    let mut jobs = Vec::new();
    if server.paused_until.is_some_and(|until| until > now) {
        return Ok(Batch { server, jobs });
    }
    // After a pause one call goes first, to see whether the server is well.
    let group = if server.pauses > 0 { 1 } else { group as i64 };
    let requests = desk.db().requests_waiting_for(server_id).await?;
    let timeout = server.timeout_ms;
    let (lease, until) = (new_lease(), now + patience.lease_ms(timeout));
    let begin_until = until - 2 * timeout;

    let mut tx = desk.db().begin().await?;
    let mut changes = CountChanges::default();
    let mut take = |claimed: Vec<Claimed>, from: DeliveryState| {
        let call = if from == DeliveryState::Unknown { Call::Ask } else { Call::Send };
        for claimed in claimed {
            changes.note(claimed.request_id, from, DeliveryState::Sending);
            jobs.push(Job { claimed, call, lease: lease.clone(), begin_until });
        }
        jobs.len() as i64
    };
    let mut count = 0;
    for from in [DeliveryState::Unknown, DeliveryState::Queued] {
        if count < group {
            count = take(tx.claim_due(server_id, from, now, group - count, &lease, until).await?, from);
        }
    }
    for (i, no) in requests.iter().enumerate() {
        let share = (group - count) / (requests.len() - i) as i64;
        if share > 0 {
            count = take(tx.claim_waiting(server_id, *no, share, &lease, until).await?, DeliveryState::Waiting);
        }
    }
    if count > 0 {
        tx.add_all_counts(&changes).await?;
        tx.commit().await?;
    }
    Ok(Batch { server, jobs })
}
