use std::collections::{BTreeSet, HashMap};
use std::time::Duration;

use rand::RngExt;
use tokio_util::sync::CancellationToken;

use super::share::{requests, share};
use crate::catalog::Server;
use crate::connector::{Connector, PREFLIGHT, Unanswered};
use crate::delivery::new_lease;
use crate::desk::Desk;
use crate::error::Result;
use crate::store::reviewing::Slice;

/// Questions in a row without an answer, before it is said that the game could not be asked.
const TRIES: i64 = 6;
/// The first wait after a question without an answer; every further one is four times as long, and half of it is chance.
const FIRST_WAIT: Duration = Duration::from_secs(2);
const LONGEST_WAIT: Duration = Duration::from_secs(300);
/// After this, and never less than three time-outs, whoever asks is taken for dead, and another asks the same.
const LEASE: i64 = 30_000;

/// What one question is about.
struct Question {
    lease: String,
    kind: String,
    slices: Vec<Slice>,
    tries: i64,
}

/// Asks one server about players, one question at a time, until nothing is due.
pub(super) async fn ask_all(
    desk: &Desk,
    connector: &dyn Connector,
    server: i64,
    stop: &CancellationToken,
) -> Result<()> {
    while !stop.is_cancelled() {
        let server = desk.db().server(server).await?;
        if server.paused_until.is_some_and(|until| until > desk.now()) {
            return Ok(());
        }
        let Some(question) = claim(desk, &server).await? else { return Ok(()) };
        let players = desk.db().players_of(&question.slices).await?;
        let names: BTreeSet<&str> = players.iter().map(|(_, _, player)| player.as_str()).collect();
        let names: Vec<&str> = names.into_iter().collect();
        let asking = connector.preflight(&server, &question.kind, &names);
        match stop.run_until_cancelled(asking).await {
            Some(Ok(known)) => {
                let known: HashMap<&str, bool> = names.iter().copied().zip(known).collect();
                let unknown = players.iter().filter(|(_, _, player)| !known[player.as_str()]);
                let unknown: Vec<(i64, i64)> = unknown.map(|(no, n, _)| (*no, *n)).collect();
                note(desk, &server, question, &unknown).await?;
            }
            Some(Err(unanswered)) => put_off(desk, &server, &question, &unanswered).await?,
            None => give_back(desk, &server, &question).await?,
        }
        stop.run_until_cancelled(tokio::time::sleep(rest(&server))).await;
    }
    Ok(())
}

/// Leases the players of the next question, and commits that before anything is called.
async fn claim(desk: &Desk, server: &Server) -> Result<Option<Question>> {
    let lease = new_lease();
    loop {
        let now = desk.now();
        let mut tx = desk.db().begin().await?;
        if !tx.may_ask(server.id, now).await? {
            return Ok(None);
        }
        let due = tx.due_preflights(server.id, now, PREFLIGHT as i64).await?;
        if due.is_empty() {
            return Ok(None);
        }
        let (open, decided): (Vec<_>, Vec<_>) = due.iter().partition(|due| due.is_open);
        let decided: Vec<i64> = decided.iter().map(|due| due.request_id).collect();
        if !decided.is_empty() {
            tx.stop_preflights(server.id, &decided).await?;
        }
        let Some(first) = open.first() else {
            tx.commit().await?;
            continue;
        };
        let (kind, tries) = (first.id_kind.clone(), first.tries);
        let alike: Vec<_> = open.into_iter().filter(|due| due.id_kind == kind && due.tries == tries).collect();
        let slices = share(&alike, PREFLIGHT as i64);
        tx.lease_preflights(server.id, &requests(&slices), &lease, now + LEASE.max(3 * server.timeout_ms)).await?;
        tx.commit().await?;
        return Ok(Some(Question { lease, kind, slices, tries }));
    }
}

/// Writes what the game said, of the requests that are still leased.
async fn note(desk: &Desk, server: &Server, question: Question, unknown: &[(i64, i64)]) -> Result<()> {
    let mut slices = question.slices;
    for slice in &mut slices {
        slice.found = unknown.iter().filter(|(no, _)| *no == slice.request_id).count() as i64;
    }
    let mut tx = desk.db().begin().await?;
    let written = tx.note_preflights(server.id, &question.lease, &slices, desk.now()).await?;
    let unknown: Vec<(i64, i64)> = unknown.iter().copied().filter(|(no, _)| written.contains(no)).collect();
    if !unknown.is_empty() {
        tx.insert_unknown_players(&unknown).await?;
    }
    tx.commit().await
}

/// Lets the game be asked again later. One that does not answer at all is left alone with everything else, too.
async fn put_off(desk: &Desk, server: &Server, question: &Question, unanswered: &Unanswered) -> Result<()> {
    let Unanswered { cause, message, retry_after, by_nobody } = unanswered;
    tracing::info!(server.code = %server.code, cause, message, "the game was asked about players and gave no answer");
    let wait = wait(question.tries).max(retry_after.unwrap_or_default().min(LONGEST_WAIT));
    let only = (!by_nobody).then(|| requests(&question.slices));
    let now = desk.now();
    let again = now + wait.as_millis() as i64;
    let mut first = Some(&question.lease);
    loop {
        let mut tx = desk.db().begin().await?;
        if let Some(lease) = first.take() {
            tx.give_back_preflights(server.id, lease, now).await?;
        }
        let count = tx.put_off_preflights(server.id, only.as_deref(), cause, now, again, TRIES).await?;
        tx.commit().await?;
        if count == 0 || only.is_some() {
            return Ok(());
        }
    }
}

async fn give_back(desk: &Desk, server: &Server, question: &Question) -> Result<()> {
    let mut tx = desk.db().begin().await?;
    tx.give_back_preflights(server.id, &question.lease, desk.now()).await?;
    tx.commit().await
}

fn wait(tries: i64) -> Duration {
    let longer = FIRST_WAIT.saturating_mul(4_u32.saturating_pow(tries.clamp(0, 8) as u32)).min(LONGEST_WAIT);
    longer.mul_f64(rand::rng().random_range(0.5..1.0))
}

/// Between two questions, so that at most a tenth of what the server allows goes to them.
fn rest(server: &Server) -> Duration {
    server.rate_per_second.map_or(Duration::ZERO, |rate| Duration::from_secs(10) / rate.max(1) as u32)
}
