use std::collections::HashMap;
use std::fmt;

use serde::{Deserialize, Serialize};

use super::change::Hand;
use super::{Change, Entry, Kind, Secret, Values};
use crate::desk::Desk;
use crate::error::{Error, Result};
use crate::event::Actor;

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

#[derive(Clone, Deserialize, Serialize)]
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

impl fmt::Debug for ServerEntry {
    /// Without the secret.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ServerEntry").field("code", &self.code).field("url", &self.url).finish_non_exhaustive()
    }
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
    /// Adds the games of a file, or brings them up to date, all or nothing. Every change leaves its event.
    ///
    /// # Errors
    /// `Invalid` names what is not usable, and where.
    pub async fn apply_catalog(&self, actor: &Actor, file: &CatalogFile) -> Result<()> {
        let games: Vec<Vec<(Kind, Vec<Wanted>)>> = file.games.iter().map(GameEntry::wanted).collect::<Result<_>>()?;
        let now = self.now();
        let mut tx = self.db().begin().await?;
        for (game, kinds) in file.games.iter().zip(games) {
            let mut hand = Hand { actor, now, game_id: tx.game_id(&game.code).await?, game: &game.code, file: None };
            for (kind, wanted) in kinds {
                let mut before = Vec::new();
                if let Some(game) = hand.game_id {
                    tx.hold_catalog(game).await?;
                    before = tx.all_entries(kind, game).await?;
                }
                let mut before: HashMap<String, Entry> =
                    before.into_iter().map(|entry| (entry.code().to_owned(), entry)).collect();
                let changes = wanted.into_iter().map(|Wanted { values, secret }| {
                    let before = before.remove(values[0].as_str().unwrap_or_default());
                    let retired = before.as_ref().is_some_and(|entry| entry.retired_at.is_some());
                    Change { before, after: values, retired, secret }
                });
                let changes: Vec<Change> = changes.collect();
                let made = hand.write(&mut tx, kind, &changes).await?;
                hand.game_id = hand.game_id.or(made.first().map(|(id, _)| *id));
            }
        }
        tx.commit().await
    }
}

/// What an entry is to be.
struct Wanted {
    values: Values,
    secret: Option<Secret>,
}

impl GameEntry {
    /// What the file says of a game: the game itself first.
    fn wanted(&self) -> Result<Vec<(Kind, Vec<Wanted>)>> {
        let of = |kind: Kind, entries: Vec<Vec<String>>| {
            let read = |texts: Vec<String>| Ok(Wanted { values: self.read(kind, &texts)?, secret: None });
            Ok::<_, Error>((kind, entries.into_iter().map(read).collect::<Result<_>>()?))
        };
        let named = |code: &str, names: &Translated| {
            vec![code.to_owned(), names.en.clone(), names.ko.clone(), names.ja.clone()]
        };
        let with = |mut texts: Vec<String>, more: &[&dyn ToString]| {
            texts.extend(more.iter().map(|more| more.to_string()));
            texts
        };
        let game = with(named(&self.code, &self.names), &[&self.supports_validity, &self.supports_messages]);
        let kinds = self.id_kinds.iter().enumerate().map(|(position, kind)| {
            let IdKindEntry { code, label, charset, min_length, max_length } = kind;
            with(vec![], &[code, label, charset, min_length, max_length, &position])
        });
        let items =
            self.items.iter().map(|item| with(named(&item.code, &item.names), &[&item.kind, &item.max_quantity]));
        let reasons =
            self.reasons.iter().map(|reason| with(named(&reason.code, &reason.names), &[&reason.asks_detail]));
        let details = self.detail_reasons.iter().map(|reason| named(&reason.code, &reason.names));
        let messages = self.messages.iter().map(|message| named(&message.key, &message.texts));
        let servers = self.servers.iter().map(|server| self.wanted_server(server)).collect::<Result<_>>()?;
        Ok(vec![
            of(Kind::Game, vec![game])?,
            of(Kind::IdKind, kinds.collect())?,
            (Kind::Server, servers),
            of(Kind::Item, items.collect())?,
            of(Kind::Reason, reasons.collect())?,
            of(Kind::DetailReason, details.collect())?,
            of(Kind::Message, messages.collect())?,
        ])
    }

    fn wanted_server(&self, server: &ServerEntry) -> Result<Wanted> {
        let ServerEntry { code, name, url, secret, concurrency, rate_per_second, timeout_ms, max_batch } = server;
        let rate = rate_per_second.map(|rate| rate.to_string()).unwrap_or_default();
        let texts: [&dyn ToString; 7] = [code, name, url, concurrency, &rate, timeout_ms, max_batch];
        let texts: Vec<String> = texts.iter().map(|text| text.to_string()).collect();
        let values = self.read(Kind::Server, &texts)?;
        let secret = Secret::read(secret)
            .map_err(|problem| Error::Invalid(format!("{}, server {code}: the secret {problem}", self.code)))?;
        Ok(Wanted { values, secret: Some(secret) })
    }

    fn read(&self, kind: Kind, texts: &[String]) -> Result<Values> {
        kind.read(texts).map_err(|complaints| {
            let complaints: Vec<String> = complaints.iter().map(ToString::to_string).collect();
            let entry = texts.first().map_or("", String::as_str);
            Error::Invalid(format!("{}, {} {entry}: {}", self.code, kind.subject(), complaints.join("; ")))
        })
    }
}
