//! Deliveries that rest without success: how they look, and what is safe to do about them.

use grantdesk::overview::Failing;

use crate::parts::why::why;
use crate::t;
use crate::words;

/// What tells what can be done: the state, the desk's cause, and of a refusal the game's code.
#[derive(Clone, Copy, Debug)]
pub struct Trouble<'a> {
    /// `unknown`, `failed` or `refused`.
    pub state: &'a str,
    pub cause: &'a str,
    pub code: Option<&'a str>,
}

impl<'a> Trouble<'a> {
    pub fn of(failing: &'a Failing) -> Trouble<'a> {
        let code = Some(failing.code.as_str()).filter(|code| !code.is_empty());
        Trouble { state: failing.state.as_str(), cause: &failing.cause, code }
    }

    /// Tone and icon.
    pub fn look(&self) -> (&'static str, &'static str) {
        match (self.state, self.cause, self.code) {
            ("unknown", ..) => ("odd", "unknown"),
            ("failed", "address_not_allowed" | "turned_away", _) => ("warn", "lock"),
            ("failed", ..) => ("info", "server"),
            (_, _, Some("player_not_found")) => ("bad", "player"),
            _ => ("bad", "refused"),
        }
    }

    pub fn title(&self) -> String {
        if self.state == "unknown" { t!("causes-unknown") } else { why(Some(self.cause), self.code) }
    }

    /// The key of what is safe to do, if there are words for this very cause.
    pub fn advice(&self) -> Option<String> {
        let word = if self.state == "refused" { self.code } else { Some(self.cause) };
        let key = format!("advice-{}", word.unwrap_or_default().replace('_', "-"));
        words::has(&key).then_some(key)
    }

    /// What is safe to do, in a word or two.
    pub fn next_step(&self) -> String {
        t!(match self.look().1 {
            "unknown" => "step-ask",
            "lock" => "step-correct",
            "server" => "step-again",
            _ => "step-final",
        })
    }
}
