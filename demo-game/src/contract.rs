//! What the desk and a game server say to each other.

use serde::{Deserialize, Serialize, Serializer, ser::SerializeStruct};
use serde_json::value::RawValue;

/// The most players one preflight may ask about.
pub(crate) const PREFLIGHT_LIMIT: usize = 500;
/// How long a key is honoured. The demo game never forgets one, and promises thirty days.
pub(crate) const KEY_WINDOW_SECONDS: u32 = 30 * 24 * 60 * 60;

/// One recipient's share of a request: what the game acts on. The ledger keeps the rest with the body.
#[derive(Debug, Deserialize)]
pub(crate) struct Delivery {
    /// The idempotency key: the same for ever, however often the delivery is sent.
    pub key: String,
    /// The desk's request number, like `R-20431`.
    pub request: String,
    pub direction: Direction,
    pub player: Player,
    pub items: Vec<Item>,
}

/// Whether items are given or taken back.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    Grant,
    Clawback,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Player {
    /// What the ID is: `player_id`, or another kind the game knows a player by.
    pub kind: String,
    pub id: String,
}

/// So many of one item.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Item {
    pub code: String,
    pub quantity: i64,
}

/// Deliveries in one call, each still as it was written: a key's body is compared byte for byte.
#[derive(Debug, Deserialize)]
pub(crate) struct Batch<'a> {
    #[serde(borrow)]
    pub deliveries: Vec<&'a RawValue>,
}

/// What became of a delivery.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "result", rename_all = "snake_case")]
pub(crate) enum Verdict {
    Applied {
        transaction_id: String,
    },
    AlreadyApplied {
        transaction_id: String,
    },
    Refused(Refusal),
    /// Nobody knows: what a batch says of a delivery that would have got an HTTP 500 alone.
    Error,
}

/// A verdict where the call alone does not tell whose it is.
#[derive(Debug, Serialize)]
pub(crate) struct KeyedVerdict {
    pub key: String,
    #[serde(flatten)]
    pub verdict: Verdict,
}

#[derive(Debug, Serialize)]
pub(crate) struct BatchVerdict {
    pub results: Vec<KeyedVerdict>,
}

/// Why a delivery was not applied.
#[derive(Clone, Copy, Debug, Eq, PartialEq, sqlx::Type)]
#[sqlx(rename_all = "snake_case")]
pub(crate) enum Refusal {
    PlayerNotFound,
    BalanceTooLow,
    ServerBusy,
    KeyReused,
}

impl Refusal {
    pub fn code(self) -> &'static str {
        match self {
            Refusal::PlayerNotFound => "player_not_found",
            Refusal::BalanceTooLow => "balance_too_low",
            Refusal::ServerBusy => "server_busy",
            Refusal::KeyReused => "key_reused",
        }
    }

    pub fn message(self) -> &'static str {
        match self {
            Refusal::PlayerNotFound => "There is no such account on this server.",
            Refusal::BalanceTooLow => "The player has fewer of these items than are to be taken back.",
            Refusal::ServerBusy => "The server is busy. Try again shortly.",
            Refusal::KeyReused => "This key was used before for a delivery with another content.",
        }
    }

    /// Whether the same delivery may fare better later.
    pub fn retryable(self) -> bool {
        self == Refusal::ServerBusy
    }
}

impl Serialize for Refusal {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut refusal = serializer.serialize_struct("Refusal", 3)?;
        refusal.serialize_field("code", self.code())?;
        refusal.serialize_field("message", self.message())?;
        refusal.serialize_field("retryable", &self.retryable())?;
        refusal.end()
    }
}

/// A question before anything is sent: who of these exists?
#[derive(Debug, Deserialize)]
pub(crate) struct Preflight {
    pub kind: String,
    pub players: Vec<String>,
}

#[derive(Debug, Serialize)]
pub(crate) struct PreflightAnswer {
    pub players: Vec<PlayerProfile>,
}

/// Name and level are there for players who exist.
#[derive(Debug, Serialize)]
pub(crate) struct PlayerProfile {
    pub id: String,
    pub exists: bool,
    pub name: Option<String>,
    pub level: Option<u32>,
}

/// What the server can do.
#[derive(Debug, Serialize)]
pub(crate) struct Health {
    pub max_batch: u32,
    pub key_window_seconds: u32,
}
