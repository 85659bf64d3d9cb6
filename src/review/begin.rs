use std::collections::HashMap;

use crate::desk::Desk;
use crate::error::Result;
use crate::request::{Direction, Line, Quantity};
use crate::store::reviewing::{Unreviewed, UnusualRow};

/// Requests whose reviews are begun together.
const GROUP: i64 = 1_000;
/// How far above the usual is far.
const TIMES: i64 = 10;
/// What is usual is seen in at least so many approved requests of the last 90 days.
const LEAST: i64 = 5;
const QUARTER: i64 = 90 * 24 * 60 * 60 * 1000;

/// Begins the review of every open request that has none: what is far above the usual is known at once.
pub(super) async fn begin_all(desk: &Desk) -> Result<()> {
    loop {
        let group = desk.db().unreviewed(GROUP).await?;
        // What another worker is beginning at this moment is no longer ours.
        if group.is_empty() || begin(desk, &group).await? == 0 {
            return Ok(());
        }
    }
}

async fn begin(desk: &Desk, group: &[Unreviewed]) -> Result<usize> {
    let now = desk.now();
    let ids: Vec<i64> = group.iter().map(|request| request.id).collect();
    let directions: HashMap<i64, Direction> = group.iter().map(|request| (request.id, request.direction)).collect();
    let unusual = unusual(desk, &directions, &desk.db().lines(&ids).await?, now).await?;

    let mut tx = desk.db().begin().await?;
    let begun = tx.begin_reviews(&ids, now).await?;
    let unusual: Vec<UnusualRow> = unusual.into_iter().filter(|row| begun.contains(&row.request_id)).collect();
    if !unusual.is_empty() {
        tx.insert_unusual(&unusual).await?;
    }
    tx.commit().await?;
    Ok(begun.len())
}

/// The lines, in the order of their requests, that are far above what is usual of their item in their direction.
async fn unusual(
    desk: &Desk,
    directions: &HashMap<i64, Direction>,
    lines: &[Line],
    now: i64,
) -> Result<Vec<UnusualRow>> {
    let mut known: HashMap<(i64, Direction), Option<i64>> = HashMap::new();
    let mut unusual = Vec::new();
    for request in lines.chunk_by(|one, next| one.request_id == next.request_id) {
        for (place, line) in (1..).zip(request) {
            let key = (line.item_id, directions[&line.request_id]);
            let usual = match known.get(&key) {
                Some(usual) => *usual,
                None => {
                    let usual = desk.db().usual(key.0, key.1, now - QUARTER, LEAST).await?;
                    known.insert(key, usual);
                    usual
                }
            };
            let quantity = match line.quantity {
                Quantity::Each(quantity) => quantity,
                Quantity::PerPlayer { most, .. } => most,
            };
            if let Some(usual) = usual.filter(|usual| quantity / TIMES >= *usual) {
                unusual.push(UnusualRow { request_id: line.request_id, line: place, usual });
            }
        }
    }
    Ok(unusual)
}
