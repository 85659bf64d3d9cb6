use serde_json::{Map, Value, json};

use super::{Entry, Kind, Secret, Values};
use crate::error::{Error, Result};
use crate::event::{Actor, Subject};
use crate::store::Tx;

/// What an entry was, if it was, and what it is to be.
#[derive(Clone, Debug)]
pub struct Change {
    pub before: Option<Entry>,
    pub after: Values,
    pub retired: bool,
    /// A new secret, of a server.
    pub secret: Option<Secret>,
}

/// What a change amounts to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    Created,
    Changed,
    Retired,
    Restored,
}

/// A field that is not what it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    pub field: &'static str,
    /// Of an entry that was there before.
    pub before: Option<Value>,
    pub after: Value,
}

/// The field that says whether an entry is retired, in files and events.
pub const RETIRED: &str = "retired";

impl What {
    pub const ALL: [What; 4] = [What::Created, What::Changed, What::Retired, What::Restored];

    /// The action of its event.
    pub fn as_str(self) -> &'static str {
        match self {
            What::Created => "created",
            What::Changed => "changed",
            What::Retired => "retired",
            What::Restored => "restored",
        }
    }
}

impl Change {
    pub fn code(&self) -> &str {
        self.after.first().and_then(Value::as_str).unwrap_or_default()
    }

    /// Nothing, when the entry stays as it is. Secrets aside.
    pub fn what(&self) -> Option<What> {
        let Some(before) = &self.before else { return Some(What::Created) };
        match (before.retired_at.is_some(), self.retired) {
            (false, true) => Some(What::Retired),
            (true, false) => Some(What::Restored),
            _ => (before.values != self.after).then_some(What::Changed),
        }
    }

    pub fn differences(&self, kind: Kind) -> Vec<Difference> {
        let before = |place: usize| self.before.as_ref().map(|entry| entry.values[place].clone());
        let fields = kind.fields().iter().enumerate().map(|(place, field)| Difference {
            field: field.name,
            before: before(place),
            after: self.after[place].clone(),
        });
        let retired = Difference {
            field: RETIRED,
            before: self.before.as_ref().map(|entry| json!(entry.retired_at.is_some())),
            after: json!(self.retired),
        };
        let differs = |one: &Difference| one.before.as_ref() != Some(&one.after);
        fields.chain([retired]).filter(differs).collect()
    }

    /// What its event says: where and what it is, and what changed from what to what.
    fn details(&self, kind: Kind, game: &str, file: Option<&str>) -> Value {
        let (mut before, mut after) = (Map::new(), Map::new());
        for Difference { field, before: was, after: is } in self.differences(kind) {
            before.extend(was.map(|was| (field.to_owned(), was)));
            after.insert(field.to_owned(), is);
        }
        let mut details = Map::new();
        details.insert("game".into(), json!(game));
        details.insert("code".into(), json!(self.code()));
        details.extend(file.map(|file| ("file".to_owned(), json!(file))));
        details.insert("before".into(), if self.before.is_some() { before.into() } else { Value::Null });
        details.insert("after".into(), after.into());
        details.into()
    }
}

/// The game whose catalog changes, who changes it and when.
#[derive(Clone, Copy, Debug)]
pub(super) struct Hand<'a> {
    pub actor: &'a Actor,
    pub now: i64,
    /// None while the game itself is made.
    pub game_id: Option<i64>,
    pub game: &'a str,
    /// The file that says it, if one does.
    pub file: Option<&'a str>,
}

impl Hand<'_> {
    /// Writes changes, each with its event; answers the numbers of new entries.
    ///
    /// # Errors
    /// `Lost` when an entry is there that was not to be.
    pub async fn write(&self, tx: &mut Tx, kind: Kind, changes: &[Change]) -> Result<Vec<(i64, String)>> {
        let of_a_game = self.game_id.filter(|_| kind != Kind::Game);
        let (new, known): (Vec<&Change>, Vec<&Change>) =
            changes.iter().filter(|change| change.what().is_some()).partition(|change| change.before.is_none());
        let made = if new.is_empty() { vec![] } else { tx.insert_entries(kind, of_a_game, &new, self.now).await? };
        if made.len() != new.len() {
            return Err(Error::Lost("new entry"));
        }
        tx.update_entries(kind, &known, self.now).await?;
        let ids: std::collections::HashMap<&str, i64> = made.iter().map(|(id, code)| (code.as_str(), *id)).collect();
        let events = new.iter().chain(&known).filter_map(|change| {
            let id = change.before.as_ref().map(|entry| entry.id).or_else(|| ids.get(change.code()).copied())?;
            Some((Subject::Catalog(kind, id), change.what()?.as_str(), change.details(kind, self.game, self.file)))
        });
        let events: Vec<_> = events.collect();
        tx.record_all(self.now, self.actor, &events).await?;
        for change in changes {
            if let (Some(entry), Some(secret)) = (&change.before, &change.secret) {
                self.write_secret(tx, entry, secret).await?;
            }
        }
        Ok(made)
    }

    /// Its event says that it changed, and not to what. False when it is the one that was.
    pub async fn write_secret(&self, tx: &mut Tx, server: &Entry, secret: &Secret) -> Result<bool> {
        if !tx.set_secret(server.id, secret).await? {
            return Ok(false);
        }
        let details = json!({ "game": self.game, "code": server.code() });
        let subject = Subject::Catalog(Kind::Server, server.id);
        tx.record(self.now, self.actor, subject, "secret_changed", details).await?;
        Ok(true)
    }
}
