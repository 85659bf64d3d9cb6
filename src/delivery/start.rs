use serde_json::json;

use crate::desk::Desk;
use crate::error::{Error, Result};
use crate::event::{Actor, Subject};
use crate::request::{Request, Seal, State, Verb};

/// Players read at once while a seal is checked.
const CHUNK: i64 = 10_000;

/// Begins every approved request whose content is what was approved.
pub(super) async fn start_approved(desk: &Desk) -> Result<()> {
    for no in desk.db().requests_in(State::Approved).await? {
        start(desk, no).await?;
    }
    Ok(())
}

async fn start(desk: &Desk, no: i64) -> Result<()> {
    let Some(request) = desk.db().request(no).await? else { return Ok(()) };
    let sealed = seal(desk, &request).await?;
    let intact = request.approved_seal.as_deref() == Some(sealed.as_str()) && request.seal == sealed;
    let verb = if intact { Verb::Start } else { Verb::Fail };
    let to = State::Approved.after(verb).ok_or(Error::Lost("transition"))?;
    let now = desk.now();
    let mut tx = desk.db().begin().await?;
    // Another worker may have begun it in the meantime.
    if tx.move_request(no, State::Approved, to, None, now).await? {
        let action = if intact { "started" } else { "seal_broken" };
        if !intact {
            tracing::error!(request.id = no, "the content is not what was approved: nothing is delivered");
            tx.cancel_deliveries(no).await?;
        }
        tx.record(now, &Actor::worker(), Subject::Request(no), action, json!({ "seal": sealed })).await?;
        tx.commit().await?;
    }
    Ok(())
}

/// The seal of a request's content as it stands in the database now.
pub(crate) async fn seal(desk: &Desk, request: &Request) -> Result<String> {
    let mut seal = Seal::over(&request.content);
    let mut after = 0;
    loop {
        let players = desk.db().sealed_players(request.id, after, CHUNK).await?;
        let Some((last, _)) = players.last() else { return Ok(seal.finish()) };
        after = *last;
        for (_, player) in &players {
            seal.add(player);
        }
    }
}
