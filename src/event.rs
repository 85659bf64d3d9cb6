//! The audit log: who did what, when and from where, written in the transaction of the change.

use serde::Serialize;

use crate::catalog::Kind;

/// Who acts: a person at an address, or the desk itself.
#[derive(Clone, Debug)]
pub struct Actor {
    pub id: Option<i64>,
    pub name: String,
    pub address: String,
}

impl Actor {
    /// The worker, which acts on what people approved.
    pub fn worker() -> Actor {
        Actor { id: None, name: "worker".into(), address: String::new() }
    }

    /// Somebody at the command line of the machine itself.
    pub fn command_line() -> Actor {
        Actor { id: None, name: "command line".into(), address: String::new() }
    }
}

#[derive(Clone, Copy, Debug)]
pub enum Subject {
    Request(i64),
    User(i64),
    Game(i64),
    Server(i64),
    /// An entry of a game's catalog.
    Catalog(Kind, i64),
}

impl Subject {
    pub(crate) fn parts(self) -> (&'static str, i64) {
        match self {
            Subject::Request(id) => ("request", id),
            Subject::User(id) => ("user", id),
            Subject::Game(id) => ("game", id),
            Subject::Server(id) => ("server", id),
            Subject::Catalog(kind, id) => (kind.subject(), id),
        }
    }
}

/// One line of a timeline.
#[derive(Clone, Debug, Serialize, sqlx::FromRow)]
pub struct Event {
    pub id: i64,
    pub at: i64,
    pub actor_id: Option<i64>,
    pub actor_name: String,
    pub address: String,
    pub action: String,
    /// JSON: what the action was about.
    pub details: String,
}

impl Event {
    /// A text of the details, as the note of a decision.
    pub fn detail(&self, name: &str) -> Option<String> {
        let details: serde_json::Value = serde_json::from_str(&self.details).ok()?;
        match details.get(name)? {
            serde_json::Value::Null => None,
            serde_json::Value::String(text) => Some(text.clone()),
            other => Some(other.to_string()),
        }
    }
}
