use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::Direction;
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
    /// For each player, on each server.
    pub quantity: i64,
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

/// SHA-256 over the canonical content and every player, in their order.
#[derive(Debug)]
pub struct Seal(Sha256);

impl Seal {
    pub fn over(canonical: &str) -> Seal {
        let mut hash = Sha256::new();
        hash.update(b"grantdesk seal 1\n");
        hash.update(canonical.as_bytes());
        Seal(hash)
    }

    pub fn add(&mut self, player: &str) {
        self.0.update(b"\n");
        self.0.update(player.as_bytes());
    }

    /// 64 hexadecimal digits.
    pub fn finish(self) -> String {
        self.0.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
    }
}
