use std::time::Duration;

use rand::RngExt;

use crate::connector::{Answer, Cause, Reply};
use crate::request::DeliveryState;
use crate::store::deliveries::{AttemptRow, Claimed, Settlement};

/// How often and how long the worker tries by itself.
#[derive(Clone, Debug)]
pub struct Patience {
    /// Sends in one round; a re-grant begins a new round.
    pub tries: i64,
    /// Questions about one send, before a person has to look.
    pub asks: i64,
    /// The first wait; it doubles with every try, and half of it is chance.
    pub first_wait: Duration,
    pub longest_wait: Duration,
    /// How long a worker may hold a delivery without writing what became of it; never less than three time-outs.
    pub lease: Duration,
    /// Bad answers in a row after which a server is left alone, and for how long at first.
    pub bad_answers: u32,
    pub first_pause: Duration,
    pub longest_pause: Duration,
}

impl Default for Patience {
    fn default() -> Patience {
        Patience {
            tries: 5,
            asks: 6,
            first_wait: Duration::from_millis(500),
            longest_wait: Duration::from_secs(300),
            lease: Duration::from_secs(30),
            bad_answers: 20,
            first_pause: Duration::from_secs(5),
            longest_pause: Duration::from_secs(300),
        }
    }
}

impl Patience {
    /// How long a server's deliveries are leased.
    pub(super) fn lease_ms(&self, timeout_ms: i64) -> i64 {
        (self.lease.as_millis() as i64).max(3 * timeout_ms)
    }

    fn wait(&self, times: i64) -> Duration {
        let doubled = self.first_wait.saturating_mul(1 << times.clamp(0, 20)).min(self.longest_wait);
        doubled.mul_f64(rand::rng().random_range(0.5..1.0))
    }
}

/// The cause of what was turned away.
const TURNED_AWAY: &str = "turned_away";

/// What a call was for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Call {
    Send,
    Ask,
}

/// Whether a delivery is sent in a call of its own: once it was turned away, it may be what a batch was turned away for.
pub(super) fn goes_alone(claimed: &Claimed) -> bool {
    claimed.cause.as_deref() == Some(TURNED_AWAY)
}

/// Where a delivery goes after a reply. `at` is when the call began, `now` when it ended.
pub(super) fn settlement(
    claimed: &Claimed,
    call: Call,
    reply: &Reply,
    at: i64,
    now: i64,
    timeout: Duration,
    patience: &Patience,
) -> Settlement {
    use DeliveryState::*;
    let times =
        if matches!(reply.answer, Answer::NeverSeen) || call == Call::Send { claimed.tries } else { claimed.asks };
    let wait = patience.wait(times - 1).max(reply.retry_after.unwrap_or_default());
    let again = now + wait.as_millis() as i64;
    let known = || (claimed.cause.clone(), claimed.code.clone(), claimed.message.clone());
    let said = |cause: &str, code: Option<&str>, message: &str| {
        (
            Some(cause.to_owned()),
            code.map(ToOwned::to_owned),
            Some(message.to_owned()).filter(|message| !message.is_empty()),
        )
    };
    let may_try = claimed.tries < patience.tries;

    let (state, due_at, why) = match &reply.answer {
        Answer::Applied { .. } => (Succeeded, None, (None, None, None)),
        Answer::Refused { code, message, retryable: false } => (Refused, None, said("refused", Some(code), message)),
        Answer::Refused { code, message, retryable: true } => {
            let why = said("busy", Some(code), message);
            if may_try { (Queued, Some(again), why) } else { (Failed, None, why) }
        }
        Answer::NeverSeen if may_try => (Queued, Some(again), known()),
        Answer::NeverSeen => (Failed, None, known()),
        Answer::NotSent { cause, message } if call == Call::Send => {
            let why = said(cause.as_str(), None, message);
            let again = (may_try && *cause != Cause::AddressNotAllowed).then_some(again);
            if again.is_some() { (Queued, again, why) } else { (Failed, None, why) }
        }
        Answer::TurnedAway { message } if call == Call::Send => (Failed, None, said(TURNED_AWAY, None, message)),
        // Sent alone, it is told apart from the one that is at fault.
        Answer::TurnedAwayTogether { message } if call == Call::Send => {
            (Queued, Some(now), said(TURNED_AWAY, None, message))
        }
        // The send may still be on its way through the game: asking waits until the time-out has passed once more.
        Answer::Unclear { cause, message } if call == Call::Send => {
            (Unknown, Some(again.max(now + timeout.as_millis() as i64)), said(cause.as_str(), None, message))
        }
        // A question without a good answer tells nothing new about the send.
        Answer::NotSent { .. }
        | Answer::TurnedAway { .. }
        | Answer::TurnedAwayTogether { .. }
        | Answer::Unclear { .. } => (Unknown, (claimed.asks < patience.asks).then_some(again), known()),
    };
    let (cause, code, message) = why;
    Settlement {
        request_id: claimed.request_id,
        n: claimed.n,
        server_id: claimed.server_id,
        quantity: claimed.quantity,
        state,
        due_at,
        cause,
        code,
        message,
        transaction_id: match &reply.answer {
            Answer::Applied { transaction_id } => transaction_id.clone(),
            _ => None,
        },
        settled_at: due_at.is_none().then_some(now),
        untried: 0,
        unasked: 0,
        attempt: attempt(claimed, call, reply, at),
    }
}

fn attempt(claimed: &Claimed, call: Call, reply: &Reply, at: i64) -> AttemptRow {
    let (outcome, cause, code, message) = match &reply.answer {
        Answer::Applied { .. } => ("applied", None, None, None),
        Answer::Refused { code, message, .. } => ("refused", None, Some(code.clone()), Some(message.clone())),
        Answer::NeverSeen => ("never_seen", None, None, None),
        Answer::NotSent { cause, message } => ("not_sent", Some(*cause), None, Some(message.clone())),
        Answer::TurnedAway { message } | Answer::TurnedAwayTogether { message } => {
            ("turned_away", None, None, Some(message.clone()))
        }
        Answer::Unclear { cause, message } => ("unclear", Some(*cause), None, Some(message.clone())),
    };
    AttemptRow {
        attempt: claimed.attempts,
        call: match call {
            Call::Send => "send",
            Call::Ask => "ask",
        },
        at,
        ms: reply.took.as_millis() as i64,
        status: reply.status.map(i64::from),
        outcome,
        attempt_cause: cause.map(|cause| cause.as_str().to_owned()),
        attempt_code: code,
        attempt_message: message.filter(|message| !message.is_empty()),
    }
}

/// A delivery whose worker vanished with the call in flight. A question that was cut off tells nothing new about the send.
pub(super) fn interrupted(claimed: &Claimed, now: i64) -> Settlement {
    let interrupted = || Some(Cause::Interrupted.as_str().to_owned());
    let asking = claimed.asks > 0;
    let (cause, code, message) = if asking {
        (claimed.cause.clone(), claimed.code.clone(), claimed.message.clone())
    } else {
        (interrupted(), None, None)
    };
    Settlement {
        request_id: claimed.request_id,
        n: claimed.n,
        server_id: claimed.server_id,
        quantity: claimed.quantity,
        state: DeliveryState::Unknown,
        due_at: Some(now),
        cause,
        code,
        message,
        transaction_id: None,
        settled_at: None,
        untried: 0,
        unasked: 0,
        attempt: AttemptRow {
            attempt: claimed.attempts,
            call: if asking { "ask" } else { "send" },
            at: now,
            ms: 0,
            status: None,
            outcome: "unclear",
            attempt_cause: interrupted(),
            attempt_code: None,
            attempt_message: None,
        },
    }
}

/// A delivery that was claimed and not called: as if it had not been claimed.
pub(super) fn given_back(claimed: &Claimed, call: Call, now: i64) -> Settlement {
    let mut settlement = interrupted(claimed, now);
    settlement.state = if call == Call::Send { DeliveryState::Queued } else { DeliveryState::Unknown };
    (settlement.cause, settlement.code, settlement.message) =
        (claimed.cause.clone(), claimed.code.clone(), claimed.message.clone());
    (settlement.untried, settlement.unasked) = if call == Call::Send { (1, 0) } else { (0, 1) };
    settlement
}

#[cfg(test)]
mod tests {
    use super::*;

    fn claimed(tries: i64, asks: i64) -> Claimed {
        Claimed {
            request_id: 1,
            n: 1,
            server_id: 1,
            player_id: "10000001".into(),
            quantity: None,
            info: None,
            attempts: tries + asks,
            tries,
            asks,
            cause: Some("server_error".into()),
            code: None,
            message: None,
        }
    }

    fn after(tries: i64, asks: i64, call: Call, answer: Answer) -> Settlement {
        let reply = Reply { answer, status: None, took: Duration::ZERO, retry_after: None };
        settlement(&claimed(tries, asks), call, &reply, 0, 1_000, Duration::from_secs(2), &Patience::default())
    }

    fn unclear() -> Answer {
        Answer::Unclear { cause: Cause::TimedOut, message: String::new() }
    }

    #[test]
    fn a_send_without_a_trustworthy_answer_is_unknown_and_never_failed() {
        for tries in 1..=9 {
            let settled = after(tries, 0, Call::Send, unclear());
            assert_eq!(settled.state, DeliveryState::Unknown);
            assert!(settled.due_at.is_some_and(|due| due >= 3_000), "asked before the send can have ended");
        }
    }

    #[test]
    fn questions_without_an_answer_leave_it_unknown_and_end_with_a_person() {
        assert!(after(1, 1, Call::Ask, unclear()).due_at.is_some());
        let last = after(1, Patience::default().asks, Call::Ask, unclear());
        assert_eq!((last.state, last.due_at), (DeliveryState::Unknown, None));
    }

    #[test]
    fn what_the_game_never_saw_is_sent_again_until_the_tries_are_used_up() {
        assert_eq!(after(1, 1, Call::Ask, Answer::NeverSeen).state, DeliveryState::Queued);
        let last = after(Patience::default().tries, 1, Call::Ask, Answer::NeverSeen);
        assert_eq!((last.state, last.cause.as_deref()), (DeliveryState::Failed, Some("server_error")));
    }

    #[test]
    fn a_final_refusal_is_final_at_once() {
        let refused =
            Answer::Refused { code: "player_not_found".into(), message: "no such account".into(), retryable: false };
        assert_eq!(after(1, 0, Call::Send, refused).state, DeliveryState::Refused);
    }

    #[test]
    fn what_was_turned_away_together_is_sent_alone_even_when_the_tries_are_used_up() {
        for tries in [1, Patience::default().tries] {
            let settled = after(tries, 0, Call::Send, Answer::TurnedAwayTogether { message: "413".into() });
            assert_eq!((settled.state, settled.due_at), (DeliveryState::Queued, Some(1_000)));
            assert!(goes_alone(&Claimed { cause: settled.cause, ..claimed(tries + 1, 0) }));
        }
    }

    #[test]
    fn retry_after_is_honoured() {
        let reply = Reply {
            answer: Answer::Refused { code: "busy".into(), message: String::new(), retryable: true },
            status: Some(503),
            took: Duration::ZERO,
            retry_after: Some(Duration::from_secs(60)),
        };
        let settled =
            settlement(&claimed(1, 0), Call::Send, &reply, 0, 1_000, Duration::from_secs(2), &Patience::default());
        assert_eq!((settled.state, settled.due_at), (DeliveryState::Queued, Some(61_000)));
    }
}
