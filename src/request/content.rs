use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{Direction, Recipient};
use crate::error::Result;

/// What was asked, by the game's own codes. Its JSON is canonical: fields in this order, nothing left out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Content {
    pub game: String,
    pub direction: Direction,
    pub servers: Vec<String>,
    pub reason: String,
    pub detail_reason: Option<String>,
    pub items: Vec<ContentLine>,
    pub order_number: Option<String>,
    /// Unix milliseconds.
    pub valid_from: Option<i64>,
    pub valid_until: Option<i64>,
    pub message: Option<ContentMessage>,
    pub id_kind: String,
    pub comment: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContentLine {
    pub code: String,
    pub quantity: Quantity,
}

/// How much of an item a player gets or loses, on each server.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Quantity {
    Each(i64),
    /// As the list says: between `least` and `most`, and `total` over all players of one server.
    PerPlayer {
        least: i64,
        most: i64,
        total: i64,
    },
}

impl Quantity {
    /// Over all players and servers; it may be more than 64 bits hold.
    pub fn total(self, players: i64, servers: i64) -> i128 {
        let on_one_server = match self {
            Quantity::Each(quantity) => i128::from(quantity) * i128::from(players),
            Quantity::PerPlayer { total, .. } => i128::from(total),
        };
        on_one_server * i128::from(servers)
    }

    /// What this recipient gets; none when the list should say so and does not.
    pub fn of(self, recipient: &Recipient) -> Option<i64> {
        match self {
            Quantity::Each(quantity) => Some(quantity),
            Quantity::PerPlayer { .. } => recipient.quantity,
        }
    }
}

/// The texts as they were when the request was made, so that a re-grant sends the same bytes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContentMessage {
    pub key: String,
    pub en: String,
    pub ko: String,
    pub ja: String,
}

impl Content {
    pub fn canonical(&self) -> Result<String> {
        Ok(serde_json::to_string(self)?)
    }

    pub fn parse(canonical: &str) -> Result<Content> {
        Ok(serde_json::from_str(canonical)?)
    }
}

/// SHA-256 over the canonical content and every recipient, in their order.
#[derive(Debug)]
pub struct Seal(Sha256);

impl Seal {
    pub fn over(canonical: &str) -> Seal {
        let mut hash = Sha256::new();
        hash.update(b"grantdesk seal 1\n");
        hash.update(canonical.as_bytes());
        Seal(hash)
    }

    pub fn add(&mut self, recipient: &Recipient) {
        self.0.update(b"\n");
        self.0.update(recipient.player.as_bytes());
        if recipient.quantity.is_none() && recipient.info.is_none() {
            return;
        }
        // Neither an ID nor JSON holds a bare tab, so nothing can be moved from one of the three to another.
        let quantity = recipient.quantity.map(|quantity| quantity.to_string()).unwrap_or_default();
        for part in [quantity.as_str(), recipient.info.as_deref().unwrap_or_default()] {
            self.0.update(b"\t");
            self.0.update(part.as_bytes());
        }
    }

    /// 64 hexadecimal digits.
    pub fn finish(self) -> String {
        self.0.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
    }
}
