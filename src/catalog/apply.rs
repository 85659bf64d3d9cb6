use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::desk::Desk;
use crate::error::{Error, Result};
use crate::event::{Actor, Subject};

/// A catalog as a file: what is in it is added or brought up to date, what is not in it stays.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct CatalogFile {
    pub games: Vec<GameEntry>,
}

#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct GameEntry {
    pub code: String,
    pub names: Translated,
    #[serde(default)]
    pub supports_validity: bool,
    #[serde(default)]
    pub supports_messages: bool,
    pub id_kinds: Vec<IdKindEntry>,
    pub servers: Vec<ServerEntry>,
    pub items: Vec<ItemEntry>,
    pub reasons: Vec<ReasonEntry>,
    #[serde(default)]
    pub detail_reasons: Vec<NamedEntry>,
    #[serde(default)]
    pub messages: Vec<MessageEntry>,
}

#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Translated {
    pub en: String,
    pub ko: String,
    pub ja: String,
}

#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct IdKindEntry {
    pub code: String,
    pub label: String,
    /// `digits` or `alphanumeric`.
    pub charset: String,
    pub min_length: i64,
    pub max_length: i64,
}

#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct ServerEntry {
    pub code: String,
    pub name: String,
    pub url: String,
    /// `whsec_` and base64, as Standard Webhooks has it.
    pub secret: String,
    /// Calls under way at once.
    #[serde(default = "default_concurrency")]
    pub concurrency: i64,
    /// Deliveries a second, however many of them go in one call.
    #[serde(default)]
    pub rate_per_second: Option<i64>,
    /// How long one call may take in all.
    #[serde(default = "default_timeout_ms")]
    pub timeout_ms: i64,
    /// Deliveries in one call, at most.
    #[serde(default = "default_max_batch")]
    pub max_batch: i64,
}

fn default_concurrency() -> i64 {
    32
}

fn default_timeout_ms() -> i64 {
    10_000
}

fn default_max_batch() -> i64 {
    1
}

#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct ItemEntry {
    pub code: String,
    pub names: Translated,
    /// `currency` or `item`.
    pub kind: String,
    pub max_quantity: i64,
}

#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct ReasonEntry {
    pub code: String,
    pub names: Translated,
    #[serde(default)]
    pub asks_detail: bool,
}

#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct NamedEntry {
    pub code: String,
    pub names: Translated,
}

#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct MessageEntry {
    pub key: String,
    pub texts: Translated,
}

impl Desk {
    /// Adds the games of a file, or brings them up to date, all or nothing.
    ///
    /// # Errors
    /// `Invalid` names the server whose secret or URL is not usable.
    pub async fn apply_catalog(&self, actor: &Actor, file: &CatalogFile) -> Result<()> {
        for server in file.games.iter().flat_map(|game| &game.servers) {
            standardwebhooks::Webhook::new(&server.secret).map_err(|_| {
                Error::Invalid(format!("server {}: the secret is whsec_ followed by base64", server.code))
            })?;
            let url = reqwest::Url::parse(&server.url)
                .map_err(|error| Error::Invalid(format!("server {}: {error}", server.code)))?;
            if !matches!(url.scheme(), "http" | "https") {
                return Err(Error::Invalid(format!("server {}: the URL begins with http:// or https://", server.code)));
            }
        }
        let now = self.now();
        let mut tx = self.db().begin().await?;
        for game in &file.games {
            let id = tx.upsert_game(game).await?;
            for (position, kind) in game.id_kinds.iter().enumerate() {
                tx.upsert_id_kind(id, position as i64, kind).await?;
            }
            for server in &game.servers {
                tx.upsert_server(id, server).await?;
            }
            for item in &game.items {
                tx.upsert_item(id, item).await?;
            }
            for reason in &game.reasons {
                tx.upsert_reason(id, reason).await?;
            }
            for reason in &game.detail_reasons {
                tx.upsert_detail_reason(id, reason).await?;
            }
            for message in &game.messages {
                tx.upsert_message(id, message).await?;
            }
            tx.record(now, actor, Subject::Game(id), "catalog_applied", json!({ "game": game.code })).await?;
        }
        tx.commit().await
    }
}
