//! The audit log: who did what, when and from where, written in the transaction of the change.

mod audit;
mod export;

pub use audit::{AuditFilters, Audited};
pub use export::AuditWords;

use serde::Serialize;

use crate::catalog::Kind;

/// Everything that is ever recorded; each has words in every language.
pub const ACTIONS: &[&str] = &[
    // requests
    "requested",
    "approved",
    "rejected",
    "held",
    "released",
    "canceled",
    "started",
    "seal_broken",
    "succeeded",
    "failed",
    "regranted",
    "enquired",
    "decided_arrived",
    "decided_not_arrived",
    "closed",
    "results_downloaded",
    // the logs of deliveries
    "log_downloaded",
    // games and what they have
    "catalog_applied",
    "created",
    "changed",
    "retired",
    "restored",
    "secret_changed",
    "tested",
    "paused",
    "resumed",
    // accounts
    "first_admin_created",
    "user_added",
    "user_renamed",
    "user_disabled",
    "user_enabled",
    "link_offered",
    "password_set",
    "password_changed",
    "signed_in",
    "sign_in_refused",
    "locked",
    "unlocked",
    "signed_out_everywhere",
    "settings_changed",
    "second_factor_added",
    "second_factor_removed",
    "second_factor_reset",
    // roles
    "role_added",
    "role_changed",
    "role_retired",
    "role_restored",
    "role_given",
    "role_taken",
    "roles_taken",
    // favorites
    "favorite_saved",
    "favorite_renamed",
    "favorite_replaced",
    "favorite_shared",
    "favorite_unshared",
    "favorite_deleted",
    // webhooks
    "webhook_added",
    "webhook_changed",
    "webhook_removed",
    "webhook_paused",
    "webhook_resumed",
    "webhook_tested",
    // the log itself
    "audit_exported",
];

/// What events are about; each has words in every language.
pub const SUBJECTS: &[&str] =
    &["request", "user", "role", "game", "server", "item", "reason", "detail_reason", "message", "id_kind", "favorite"];

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
    Role(i64),
    /// A user, in what is about one game or about every game.
    Member {
        user: i64,
        game: Option<i64>,
    },
    Favorite(i64),
}

impl Subject {
    pub(crate) fn parts(self) -> (&'static str, i64) {
        match self {
            Subject::Request(id) => ("request", id),
            Subject::User(id) => ("user", id),
            Subject::Game(id) => ("game", id),
            Subject::Server(id) => ("server", id),
            Subject::Catalog(kind, id) => (kind.subject(), id),
            Subject::Favorite(id) => ("favorite", id),
            Subject::Role(id) => ("role", id),
            Subject::Member { user, .. } => ("user", user),
        }
    }

    /// The game it is about, where the database does not know it by itself.
    pub(crate) fn game(self) -> Option<i64> {
        match self {
            Subject::Member { game, .. } => game,
            _ => None,
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
