use std::collections::HashMap;
use std::time::Duration;

use reqwest::StatusCode;
use serde::Deserialize;

use super::verdict::excerpt;
use super::{Answer, Cause};

/// The most players one preflight asks about.
pub const PREFLIGHT: usize = 500;

/// Why a game did not say which players it knows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unanswered {
    /// A `Cause`, `turned_away`, `busy`, or `not_offered`: the game has no preflight.
    pub cause: &'static str,
    pub message: String,
    pub retry_after: Option<Duration>,
    /// Whether a question about others would have fared no better: nobody answered, or there is no preflight.
    pub by_nobody: bool,
}

impl Unanswered {
    pub fn new(cause: Cause, message: impl Into<String>) -> Unanswered {
        Unanswered { cause: cause.as_str(), message: message.into(), retry_after: None, by_nobody: false }
    }

    /// A call from which no answer came.
    pub fn by_nobody(none: Answer) -> Unanswered {
        match none {
            Answer::NotSent { cause, message } | Answer::Unclear { cause, message } => {
                Unanswered { by_nobody: cause != Cause::Unreadable, ..Unanswered::new(cause, message) }
            }
            other => Unanswered::new(Cause::Unreadable, format!("{other:?}")),
        }
    }
}

#[derive(Deserialize)]
struct Profiles {
    players: Vec<Profile>,
}

/// Name and level may come along; the desk reads neither.
#[derive(Deserialize)]
struct Profile {
    id: String,
    exists: bool,
}

/// What an answer says of each player, in their order. It says it of all of them, or it is no answer.
pub(super) fn said(status: StatusCode, bytes: &[u8], players: &[&str]) -> Result<Vec<bool>, Unanswered> {
    let no = |cause| Unanswered { cause, message: excerpt(bytes), retry_after: None, by_nobody: false };
    match status {
        StatusCode::NOT_FOUND | StatusCode::METHOD_NOT_ALLOWED | StatusCode::NOT_IMPLEMENTED => {
            return Err(Unanswered { by_nobody: true, ..no("not_offered") });
        }
        StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE => return Err(no("busy")),
        status if status.is_client_error() => return Err(no("turned_away")),
        status if status.is_server_error() => return Err(no(Cause::ServerError.as_str())),
        _ => {}
    }
    let unreadable = || no(Cause::Unreadable.as_str());
    let profiles: Profiles = serde_json::from_slice(bytes).map_err(|_| unreadable())?;
    let known: HashMap<&str, bool> =
        profiles.players.iter().map(|player| (player.id.as_str(), player.exists)).collect();
    players.iter().map(|player| known.get(player).copied()).collect::<Option<_>>().ok_or_else(unreadable)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said_of_two(status: u16, body: &str) -> Result<Vec<bool>, &'static str> {
        let status = StatusCode::from_u16(status).expect("a status");
        said(status, body.as_bytes(), &["1", "2"]).map_err(|unanswered| unanswered.cause)
    }

    #[test]
    fn players_are_matched_by_id_in_whatever_order_they_come() {
        let body = r#"{"players":[{"id":"2","exists":false},{"id":"1","exists":true,"name":"Hero","level":3}]}"#;
        assert_eq!(said_of_two(200, body), Ok(vec![true, false]));
    }

    #[test]
    fn an_answer_about_some_is_no_answer() {
        assert_eq!(said_of_two(200, r#"{"players":[{"id":"2","exists":false}]}"#), Err("unreadable"));
        assert_eq!(said_of_two(200, "<html>Welcome!"), Err("unreadable"));
    }

    #[test]
    fn a_game_without_a_preflight_is_told_from_one_in_trouble() {
        for status in [404, 405, 501] {
            assert_eq!(said_of_two(status, ""), Err("not_offered"));
        }
        assert_eq!(said_of_two(500, ""), Err("server_error"));
        assert_eq!(said_of_two(503, ""), Err("busy"));
        assert_eq!(said_of_two(401, ""), Err("turned_away"));
    }
}
