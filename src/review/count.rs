use tokio_util::sync::CancellationToken;

use super::LATELY;
use super::share::{requests, share};
use crate::delivery::new_lease;
use crate::desk::Desk;
use crate::error::Result;
use crate::store::reviewing::Slice;

/// Players whose past is looked into at once.
const CHUNK: i64 = 5_000;
/// After this, whoever counts is taken for dead, and another counts the same players.
const LEASE: i64 = 60_000;

/// Counts who got the same lately, until nothing is due.
pub(super) async fn count_all(desk: &Desk, stop: &CancellationToken) -> Result<()> {
    while !stop.is_cancelled() {
        let Some((lease, slices)) = claim(desk).await? else { return Ok(()) };
        let found = desk.db().lately(&slices, LATELY).await?;
        let found: std::collections::HashMap<i64, i64> = found.into_iter().collect();
        let count = |slice: Slice| Slice { found: found.get(&slice.request_id).copied().unwrap_or(0), ..slice };
        let counted: Vec<Slice> = slices.into_iter().map(count).collect();
        let mut tx = desk.db().begin().await?;
        tx.note_counts(&lease, &counted, desk.now()).await?;
        tx.commit().await?;
    }
    Ok(())
}

async fn claim(desk: &Desk) -> Result<Option<(String, Vec<Slice>)>> {
    let now = desk.now();
    let lease = new_lease();
    loop {
        let mut tx = desk.db().begin().await?;
        let due = tx.due_counts(now, CHUNK).await?;
        if due.is_empty() {
            return Ok(None);
        }
        let (open, decided): (Vec<_>, Vec<_>) = due.iter().partition(|due| due.is_open);
        let decided: Vec<i64> = decided.iter().map(|due| due.request_id).collect();
        let slices = share(&open, CHUNK);
        if !decided.is_empty() {
            tx.stop_counts(&decided).await?;
        }
        tx.lease_counts(&requests(&slices), &lease, now + LEASE).await?;
        tx.commit().await?;
        if !slices.is_empty() {
            return Ok(Some((lease, slices)));
        }
    }
}
