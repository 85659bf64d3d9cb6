use std::collections::HashMap;

use reqwest::StatusCode;
use serde::Deserialize;
use serde_json::value::RawValue;

use super::{Answer, Cause};

/// What a game says of one delivery.
#[derive(Deserialize)]
struct Verdict {
    result: String,
    transaction_id: Option<String>,
    code: Option<String>,
    #[serde(default)]
    message: String,
    #[serde(default)]
    retryable: bool,
}

/// What an answer says of the one delivery that was sent.
pub(super) fn of_one(status: StatusCode, bytes: &[u8]) -> Answer {
    verdict(status, bytes).unwrap_or_else(|| without_verdict(status, bytes))
}

/// What an answer says of the key that was asked about.
pub(super) fn of_question(status: StatusCode, bytes: &[u8]) -> Answer {
    match verdict(status, bytes) {
        Some(answer) => answer,
        None if status == StatusCode::NOT_FOUND && is_never_seen(bytes) => Answer::NeverSeen,
        None if status == StatusCode::NOT_FOUND => unreadable(excerpt(bytes)),
        None => without_verdict(status, bytes),
    }
}

/// What an answer says of each key of a batch, in their order. Nothing said, or two things, is no answer.
pub(super) fn of_batch(status: StatusCode, bytes: &[u8], keys: &[&str]) -> Vec<Answer> {
    #[derive(Deserialize)]
    struct Results<'a> {
        #[serde(borrow)]
        results: Vec<&'a RawValue>,
    }
    let results = serde_json::from_slice::<Results>(bytes).map(|answer| answer.results).unwrap_or_default();
    let mut said: HashMap<&str, Option<Answer>> = keys.iter().map(|key| (*key, None)).collect();
    for (key, answer) in results.into_iter().filter_map(|result| line(status, result.get())) {
        let Some(known) = said.get_mut(key.as_str()) else { continue };
        *known = match known.take() {
            Some(other) if other != answer => Some(unreadable("two different results".into())),
            _ => Some(answer),
        };
    }
    // Turned away without a word about any of them: then none was taken in.
    let nothing = if status.is_success() || said.values().any(Option::is_some) {
        unreadable("no result".into())
    } else {
        match without_verdict(status, bytes) {
            Answer::TurnedAway { message } => Answer::TurnedAwayTogether { message },
            answer => answer,
        }
    };
    keys.iter().map(|key| said.get_mut(key).and_then(Option::take).unwrap_or_else(|| nothing.clone())).collect()
}

/// The key and the answer of one result in a batch.
fn line(status: StatusCode, result: &str) -> Option<(String, Answer)> {
    #[derive(Deserialize)]
    struct Keyed {
        key: String,
    }
    let Keyed { key } = serde_json::from_str(result).ok()?;
    let answer = match serde_json::from_str::<Verdict>(result) {
        Ok(verdict) if verdict.result == "error" => {
            Answer::Unclear { cause: Cause::ServerError, message: verdict.message }
        }
        Ok(verdict) => verdict.believed(status).unwrap_or_else(|| unreadable(excerpt(result.as_bytes()))),
        Err(_) => unreadable(excerpt(result.as_bytes())),
    };
    Some((key, answer))
}

fn verdict(status: StatusCode, bytes: &[u8]) -> Option<Answer> {
    serde_json::from_slice::<Verdict>(bytes).ok()?.believed(status)
}

impl Verdict {
    /// A refusal is believed under any status, a success only under one.
    fn believed(self, status: StatusCode) -> Option<Answer> {
        match (self.result.as_str(), self.code) {
            ("applied" | "already_applied", _) if status.is_success() => {
                Some(Answer::Applied { transaction_id: self.transaction_id })
            }
            ("refused", Some(code)) => Some(Answer::Refused { code, message: self.message, retryable: self.retryable }),
            _ => None,
        }
    }
}

fn without_verdict(status: StatusCode, bytes: &[u8]) -> Answer {
    let message = excerpt(bytes);
    if status == StatusCode::TOO_MANY_REQUESTS {
        Answer::Refused { code: "too_many_requests".into(), message, retryable: true }
    } else if status.is_server_error() {
        Answer::Unclear { cause: Cause::ServerError, message }
    } else if status.is_client_error() {
        Answer::TurnedAway { message }
    } else {
        unreadable(message)
    }
}

/// A bare 404 may be a proxy's; only the game's own word counts.
fn is_never_seen(bytes: &[u8]) -> bool {
    #[derive(Deserialize)]
    struct Word {
        error: String,
    }
    serde_json::from_slice::<Word>(bytes).is_ok_and(|word| word.error == "never_seen")
}

fn unreadable(message: String) -> Answer {
    Answer::Unclear { cause: Cause::Unreadable, message }
}

pub(super) fn excerpt(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).chars().filter(|c| !c.is_control()).take(200).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const OK: StatusCode = StatusCode::OK;

    fn applied(transaction_id: &str) -> Answer {
        Answer::Applied { transaction_id: Some(transaction_id.into()) }
    }

    fn cause(answer: &Answer) -> Option<Cause> {
        match answer {
            Answer::Unclear { cause, .. } => Some(*cause),
            _ => None,
        }
    }

    #[test]
    fn results_of_a_batch_are_matched_by_their_keys() {
        let answer = br#"{"results":[
            {"key":"c","result":"already_applied","transaction_id":"t-3"},
            {"key":"x","result":"applied"},
            {"key":"b","result":"refused","code":"player_not_found","message":"Who?","retryable":false},
            {"key":"a","result":"applied","transaction_id":"t-1"}]}"#;
        let refused = Answer::Refused { code: "player_not_found".into(), message: "Who?".into(), retryable: false };
        assert_eq!(of_batch(OK, answer, &["a", "b", "c"]), [applied("t-1"), refused, applied("t-3")]);
    }

    #[test]
    fn what_a_batch_does_not_say_clearly_is_unclear_for_that_one_alone() {
        let answer = br#"{"results":[
            {"key":"error","result":"error"},
            {"key":"word","result":"perhaps"},
            {"key":"type","result":7},
            {"key":"twice","result":"applied"},
            {"key":"twice","result":"refused","code":"balance_too_low"},
            {"key":"twice","result":"applied"},
            {"key":"same","result":"applied","transaction_id":"t-1"},
            {"key":"same","result":"already_applied","transaction_id":"t-1"},
            17]}"#;
        let answers = of_batch(OK, answer, &["error", "word", "type", "twice", "missing", "same"]);
        use Cause::*;
        assert_eq!(
            answers.iter().map(cause).collect::<Vec<_>>(),
            [Some(ServerError), Some(Unreadable), Some(Unreadable), Some(Unreadable), Some(Unreadable), None]
        );
        assert_eq!(answers[5], applied("t-1"));
    }

    #[test]
    fn a_batch_that_was_turned_away_is_told_from_one_that_was_half_taken_in() {
        let turned_away = of_batch(StatusCode::BAD_REQUEST, br#"{"error":"malformed"}"#, &["a", "b"]);
        assert!(turned_away.iter().all(|answer| matches!(answer, Answer::TurnedAwayTogether { .. })));
        // One verdict for all is no verdict on each.
        let refused = br#"{"result":"refused","code":"player_not_found"}"#;
        let turned_away = of_batch(StatusCode::UNPROCESSABLE_ENTITY, refused, &["a", "b"]);
        assert!(turned_away.iter().all(|answer| matches!(answer, Answer::TurnedAwayTogether { .. })));
        let half = br#"{"results":[{"key":"a","result":"applied"}]}"#;
        let half = of_batch(StatusCode::BAD_REQUEST, half, &["a", "b"]);
        assert_eq!(half.iter().map(cause).collect::<Vec<_>>(), [Some(Cause::Unreadable); 2]);
    }

    #[test]
    fn a_batch_without_a_readable_answer_is_unclear_for_all() {
        for (status, answer, why) in [
            (OK, "<html>Welcome to the game!", Cause::Unreadable),
            (OK, r#"{"result":"applied"}"#, Cause::Unreadable),
            (OK, r#"{"results":[]}"#, Cause::Unreadable),
            (OK, "", Cause::Unreadable),
            (StatusCode::BAD_GATEWAY, "Bad Gateway", Cause::ServerError),
        ] {
            let answers = of_batch(status, answer.as_bytes(), &["a", "b"]);
            assert_eq!(answers.iter().map(cause).collect::<Vec<_>>(), [Some(why); 2], "{answer}");
        }
    }
}
