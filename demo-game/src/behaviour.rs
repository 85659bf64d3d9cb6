//! How the game treats a player, by the ID's ending: every state can be shown and tested.

use std::ops::RangeInclusive;

use crate::contract::{Delivery, Direction, Player, PlayerProfile, Refusal};

/// The players there are, of the kind `player_id`.
const PLAYERS: RangeInclusive<u32> = 10_000_000..=19_999_999;

/// What the game does with one arrival of a delivery.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Conduct {
    Decide(Decision),
    /// Decides, and the answer goes wrong.
    DecideAndFail(Decision, Fault),
    /// Goes wrong before anything is decided.
    Fail(Fault),
}

#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Decision {
    Apply,
    Refuse(Refusal),
}

/// A way for an answer to go wrong: none of them says whether the delivery was applied.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Fault {
    /// No answer, and the connection stays open.
    Hang,
    /// The connection ends without an answer.
    Cut,
    /// HTTP 500 with a page for humans.
    Broken,
    /// HTTP 200 with something that is not JSON.
    Garbled,
}

/// What the `arrival`th (from 1) arrival of a delivery's key leads to.
pub(crate) fn conduct(delivery: &Delivery, arrival: i64) -> Conduct {
    let refuse = |refusal| Conduct::Decide(Decision::Refuse(refusal));
    if !exists(&delivery.player) {
        return refuse(Refusal::PlayerNotFound);
    }
    match ending(&delivery.player.id) {
        "409" if delivery.direction == Direction::Clawback => refuse(Refusal::BalanceTooLow),
        "500" => Conduct::Fail(Fault::Broken),
        "503" if arrival <= 2 => refuse(Refusal::ServerBusy),
        "504" => Conduct::DecideAndFail(Decision::Apply, Fault::Hang),
        "599" if arrival == 1 => Conduct::Fail(Fault::Garbled),
        _ => Conduct::Decide(Decision::Apply),
    }
}

/// What a preflight is told about a player.
pub(crate) fn profile(player: Player) -> PlayerProfile {
    let exists = exists(&player);
    PlayerProfile {
        exists,
        name: exists.then(|| format!("Hero {}", ending(&player.id))),
        level: exists.then(|| 1 + player.id.bytes().map(u32::from).sum::<u32>() % 99),
        id: player.id,
    }
}

fn exists(player: &Player) -> bool {
    let known = match player.kind.as_str() {
        "player_id" => player.id.len() == 8 && player.id.parse().is_ok_and(|id| PLAYERS.contains(&id)),
        _ => player.id.chars().count() >= 8 && player.id.chars().all(char::is_alphanumeric),
    };
    known && ending(&player.id) != "404"
}

/// The last three characters, if they are ASCII as all the endings that matter are.
fn ending(id: &str) -> &str {
    id.len().checked_sub(3).and_then(|start| id.get(start..)).unwrap_or_default()
}
