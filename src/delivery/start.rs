use serde_json::json;

use crate::desk::Desk;
use crate::error::{Error, Result};
use crate::event::{Actor, Subject};
use crate::notification::{Kind, News};
use crate::request::{Content, Request, Seal, State, Verb};

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
    let intact = is_intact(desk, &request).await?;
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
        tx.record(now, &Actor::worker(), Subject::Request(no), action, json!({ "seal": request.seal })).await?;
        if !intact {
            News::of(&Actor::worker(), now).tell(&mut tx, &[(no, Kind::Failed)]).await?;
        }
        tx.commit().await?;
    }
    Ok(())
}

/// Whether what would be delivered is what was sealed and approved: the content, and every player on every server.
pub(crate) async fn is_intact(desk: &Desk, request: &Request) -> Result<bool> {
    let sealed = seal(desk, request).await?;
    if request.seal != sealed || request.approved_seal.as_ref() != Some(&sealed) {
        return Ok(false);
    }
    let content = Content::parse(&request.content)?;
    let known = desk.db().servers(request.game_id).await?;
    let mut count = 0;
    for code in &content.servers {
        let Some(server) = known.iter().find(|server| server.code == *code) else { return Ok(false) };
        count += desk.db().sealed_deliveries(request.id, server.id, count, request.players).await?;
    }
    Ok(count == request.counts.deliveries && count == request.players * content.servers.len() as i64)
}

/// The seal of a request's content and of the players of its first server, as they stand in the database now.
async fn seal(desk: &Desk, request: &Request) -> Result<String> {
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
