//! How a game server is spoken to.

mod network;
mod preflight;
mod signed_http;
mod test_call;
mod verdict;

pub use network::{Networks, Whereabouts};
pub use preflight::{PREFLIGHT, Unanswered};
pub use signed_http::SignedHttp;
pub use test_call::{Health, Signature, TestCall};

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;

use crate::catalog::Server;
use crate::request::{Content, Recipient};

/// What goes to the game server for one delivery. It is made from sealed content alone, so every send is the same.
#[derive(Clone, Debug)]
pub struct Parcel {
    /// The idempotency key: for ever the delivery's own.
    pub key: String,
    pub request: String,
    pub content: Arc<Content>,
    pub server: String,
    pub recipient: Recipient,
}

/// What came back from one call.
#[derive(Clone, Debug)]
pub struct Reply {
    pub answer: Answer,
    pub status: Option<u16>,
    pub took: Duration,
    pub retry_after: Option<Duration>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    Applied {
        transaction_id: Option<String>,
    },
    /// The game's verdict: not applied.
    Refused {
        code: String,
        message: String,
        retryable: bool,
    },
    /// To a question: the game has never seen the key.
    NeverSeen,
    /// The call did not leave the desk, so nothing can have been applied.
    NotSent {
        cause: Cause,
        message: String,
    },
    /// Turned away with a 4xx and no verdict: not taken in.
    TurnedAway {
        message: String,
    },
    /// A batch was turned away so: not taken in, and it may be for the sake of another delivery in it.
    TurnedAwayTogether {
        message: String,
    },
    /// No trustworthy answer: it may have been applied or not.
    Unclear {
        cause: Cause,
        message: String,
    },
}

impl Answer {
    /// Whether the game itself said what is, and can be trusted to have.
    pub fn is_clear(&self) -> bool {
        matches!(self, Answer::Applied { .. } | Answer::Refused { .. } | Answer::NeverSeen)
    }
}

/// Why a call has no good answer, in words that a page translates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    Unreachable,
    TlsFailed,
    AddressNotAllowed,
    TimedOut,
    ConnectionLost,
    ServerError,
    Unreadable,
    Interrupted,
}

impl Cause {
    pub const ALL: [Cause; 8] = [
        Cause::Unreachable,
        Cause::TlsFailed,
        Cause::AddressNotAllowed,
        Cause::TimedOut,
        Cause::ConnectionLost,
        Cause::ServerError,
        Cause::Unreadable,
        Cause::Interrupted,
    ];

    pub fn as_str(self) -> &'static str {
        match self {
            Cause::Unreachable => "unreachable",
            Cause::TlsFailed => "tls_failed",
            Cause::AddressNotAllowed => "address_not_allowed",
            Cause::TimedOut => "timed_out",
            Cause::ConnectionLost => "connection_lost",
            Cause::ServerError => "server_error",
            Cause::Unreadable => "unreadable",
            Cause::Interrupted => "interrupted",
        }
    }
}

/// A way to speak to game servers.
#[async_trait]
pub trait Connector: Send + Sync + 'static {
    /// Sends parcels in one call: the first of them, as many as the server takes at once and at least one. Answers
    /// one reply for each that was sent, in their order; the others have not left the desk.
    async fn deliver(&self, server: &Server, parcels: &[Parcel]) -> Vec<Reply>;

    /// Asks what became of a key.
    async fn ask(&self, server: &Server, key: &str) -> Reply;

    /// Asks which of these players, at most `PREFLIGHT` and each once, exist; answers for each, in their order.
    async fn preflight(&self, server: &Server, id_kind: &str, players: &[&str]) -> Result<Vec<bool>, Unanswered>;
}
