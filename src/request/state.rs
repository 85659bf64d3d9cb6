use std::fmt;

/// A stored word that this program does not know.
#[derive(Debug)]
pub struct UnknownWord(pub String);

impl fmt::Display for UnknownWord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the word {:?} is unknown here", self.0)
    }
}

impl std::error::Error for UnknownWord {}

/// An enum whose variants are stored, and sent, as words.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$about:meta])* $variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum $name { $($(#[$about])* $variant),+ }

        impl $name {
            pub const ALL: &'static [$name] = &[$($name::$variant),+];

            pub fn as_str(self) -> &'static str {
                match self { $($name::$variant => $word),+ }
            }

            pub fn parse(word: &str) -> Option<$name> {
                $name::ALL.iter().copied().find(|known| known.as_str() == word)
            }
        }

        impl TryFrom<String> for $name {
            type Error = $crate::request::UnknownWord;

            fn try_from(word: String) -> Result<$name, $crate::request::UnknownWord> {
                $name::parse(&word).ok_or($crate::request::UnknownWord(word))
            }
        }
    };
}
#[cfg(feature = "server")]
pub(crate) use words;

words! {
    /// Whether players get something or lose it.
    Direction { Grant = "grant", Clawback = "clawback" }
}

words! {
    /// Where a request is on its way.
    State {
        Pending = "pending",
        Held = "held",
        Rejected = "rejected",
        Canceled = "canceled",
        Approved = "approved",
        Delivering = "delivering",
        Succeeded = "succeeded",
        Failed = "failed",
        Closed = "closed",
    }
}

words! {
    /// Where one delivery is. `refused` is final; `failed` may be sent again; `unknown` was sent, and no trustworthy answer came.
    DeliveryState {
        Waiting = "waiting",
        Queued = "queued",
        Sending = "sending",
        Succeeded = "succeeded",
        Refused = "refused",
        Failed = "failed",
        Unknown = "unknown",
        Canceled = "canceled",
    }
}

/// What can be done to a request: by people, and, from `Start` on to `Fail`, by the worker.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verb {
    Approve,
    Reject,
    Hold,
    Release,
    Cancel,
    Start,
    Succeed,
    Fail,
    Regrant,
    Enquire,
    Close,
}

impl State {
    /// The state after a verb; none when the verb does not apply. This is the whole transition table.
    pub fn after(self, verb: Verb) -> Option<State> {
        use State::*;
        match (verb, self) {
            (Verb::Approve, Pending) => Some(Approved),
            (Verb::Reject, Pending) => Some(Rejected),
            (Verb::Hold, Pending) => Some(Held),
            (Verb::Release, Held) => Some(Pending),
            (Verb::Cancel, Pending | Held) => Some(Canceled),
            (Verb::Start, Approved) => Some(Delivering),
            (Verb::Succeed, Delivering | Failed) => Some(Succeeded),
            (Verb::Fail, Delivering | Approved) => Some(Failed),
            (Verb::Regrant | Verb::Enquire, Failed) => Some(Delivering),
            (Verb::Close, Failed) => Some(Closed),
            _ => None,
        }
    }

    /// Whether it waits for a decision.
    pub fn is_open(self) -> bool {
        matches!(self, State::Pending | State::Held)
    }

    /// Whether nothing will ever happen to the request again.
    pub fn is_final(self) -> bool {
        matches!(self, State::Rejected | State::Canceled | State::Succeeded | State::Closed)
    }
}

#[cfg(test)]
mod tests {
    use super::{State, Verb};

    #[test]
    fn nothing_leaves_a_final_state() {
        let verbs = [
            Verb::Approve,
            Verb::Reject,
            Verb::Hold,
            Verb::Release,
            Verb::Cancel,
            Verb::Start,
            Verb::Succeed,
            Verb::Fail,
            Verb::Regrant,
            Verb::Enquire,
            Verb::Close,
        ];
        for state in State::ALL.iter().filter(|state| state.is_final()) {
            assert!(verbs.iter().all(|verb| state.after(*verb).is_none()), "{state:?} was left");
        }
    }

    #[test]
    fn only_an_approved_request_starts() {
        for state in State::ALL {
            assert_eq!(state.after(Verb::Start).is_some(), *state == State::Approved);
        }
    }
}
