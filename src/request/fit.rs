use serde::{Deserialize, Serialize};

use super::Form;
use crate::catalog::Catalog;

/// What a form named when it was saved, and its game does not have any more: by its code, or as it was typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Gone {
    Server(String),
    Reason(String),
    DetailReason(String),
    Item(String),
    Message(String),
    IdKind(String),
}

impl Form {
    /// Leaves out what the game does not have any more, and remembers what that was. Items are written as they are
    /// picked, in the language.
    pub fn fit(&mut self, catalog: &Catalog, language: &str) {
        let mut gone = Vec::new();
        self.servers.retain(|code| {
            let is_there = catalog.servers.iter().any(|server| server.code == *code && server.retired_at.is_none());
            if !is_there {
                gone.push(Gone::Server(code.clone()));
            }
            is_there
        });
        let mut choice = |chosen: &mut String, is_there: bool, as_gone: fn(String) -> Gone| {
            if !chosen.is_empty() && !is_there {
                gone.push(as_gone(std::mem::take(chosen)));
            }
        };
        let is_there = catalog.reasons.iter().any(|one| one.code == self.reason && one.retired_at.is_none());
        choice(&mut self.reason, is_there, Gone::Reason);
        let is_there =
            catalog.detail_reasons.iter().any(|one| one.code == self.detail_reason && one.retired_at.is_none());
        choice(&mut self.detail_reason, is_there, Gone::DetailReason);
        let is_there = catalog.messages.iter().any(|one| one.key == self.message && one.retired_at.is_none());
        choice(&mut self.message, is_there && catalog.game.supports_messages, Gone::Message);
        let is_there = catalog.usable_id_kinds().any(|one| one.code == self.id_kind);
        choice(&mut self.id_kind, is_there, Gone::IdKind);
        self.lines.retain_mut(|line| {
            if line.item.trim().is_empty() {
                return true;
            }
            let Some(item) = line.item(catalog) else {
                gone.push(Gone::Item(line.code().to_owned()));
                return false;
            };
            line.item = format!("{} · {}", item.code, item.names.in_language(language));
            true
        });
        self.gone = gone;
    }
}
