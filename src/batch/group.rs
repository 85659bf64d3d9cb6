use std::sync::Arc;

use super::BatchForm;
use crate::catalog::Catalog;
use crate::request::{Direction, Form, FormLine, Recipient};

/// What rows have to say alike to become one request. Words that many rows share are kept once.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Key {
    pub direction: Direction,
    pub item: Arc<str>,
    pub quantity: i64,
    pub order_number: Arc<str>,
    pub id_kind: Arc<str>,
    pub reason: Arc<str>,
    pub detail_reason: Arc<str>,
    /// Codes with commas between them.
    pub servers: Arc<str>,
    pub message: Arc<str>,
    pub valid_from: Arc<str>,
    pub valid_until: Arc<str>,
    pub comment: Arc<str>,
}

/// Rows that become one request.
#[derive(Clone, Debug)]
pub(super) struct Group {
    pub key: Key,
    pub first_line: usize,
    pub last_line: usize,
    pub players: Vec<Recipient>,
}

impl Key {
    /// The request form that says the same.
    pub fn form(&self, game: &str) -> Form {
        Form {
            game: game.to_owned(),
            servers: self.servers().map(str::to_owned).collect(),
            direction: self.direction.as_str().to_owned(),
            reason: self.reason.to_string(),
            detail_reason: self.detail_reason.to_string(),
            lines: vec![FormLine { item: self.item.to_string(), quantity: self.quantity.to_string() }],
            order_number: self.order_number.to_string(),
            valid_from: self.valid_from.to_string(),
            valid_until: self.valid_until.to_string(),
            message: self.message.to_string(),
            id_kind: self.id_kind.to_string(),
            comment: self.comment.to_string(),
            ..Form::default()
        }
    }

    pub fn servers(&self) -> impl Iterator<Item = &str> {
        self.servers.split(',').filter(|code| !code.is_empty())
    }
}

/// The servers that a cell names, by code or name, between commas, semicolons or bars; the form's if it names none.
pub(super) fn servers(cell: &str, form: &BatchForm, catalog: &Catalog) -> String {
    let named: Vec<&str> = cell.split([',', ';', '|', '/']).map(str::trim).filter(|name| !name.is_empty()).collect();
    if named.is_empty() {
        return form.servers.join(",");
    }
    let code = |name: &str| {
        let same = |text: &str| text.to_lowercase() == name.to_lowercase();
        let server = catalog.servers.iter().find(|server| same(&server.code) || same(&server.name));
        server.map_or_else(|| name.to_owned(), |server| server.code.clone())
    };
    named.into_iter().map(code).collect::<Vec<_>>().join(",")
}
