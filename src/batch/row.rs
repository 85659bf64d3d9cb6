use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use super::column::{BatchColumn, Said};
use super::group::{self, Key};
use super::reading::{RowProblem, Rules};
use crate::catalog::{Item, Names};
use crate::list::clean::{self, Cleanings};
use crate::list::{PlayerKind, Reason, info, player, quantity};
use crate::request::{Direction, EXACT, FormLine, Problem, Recipient};
use crate::table::{Cell, CellKind, Row};

/// How a row is read: by the columns of its file, and by the rules.
pub(super) struct RowReading<'a> {
    pub rules: &'a Rules<'a>,
    pub columns: &'a [BatchColumn],
}

impl RowReading<'_> {
    /// What a row asks for, and whom it names; or everything that is wrong with its cells.
    pub fn asked(
        &self,
        row: &Row,
        words: &mut Words,
        cleanings: &mut Cleanings,
        bad: &mut Vec<(Said, RowProblem)>,
    ) -> Option<(Key, Recipient)> {
        let (catalog, form) = (self.rules.catalog, self.rules.form);
        let mut texts: HashMap<Said, &str> = HashMap::new();
        let mut additional = BTreeMap::new();
        let nothing = Cell::default();
        let (mut player_cell, mut quantity_cell) = (&nothing, &nothing);
        for (at, cell) in row.cells.iter().enumerate() {
            let column = self.columns.get(at);
            let said = column.map_or(Said::Unused, |column| column.said);
            let text = clean::info(&cell.text, cleanings);
            match said {
                Said::Player => player_cell = cell,
                Said::Quantity => quantity_cell = cell,
                _ if text.is_empty() => {}
                Said::Unused => bad.push((said, RowProblem::NamelessColumn)),
                Said::Info => match info::info(cell, cleanings) {
                    Ok(text) => {
                        additional.insert(column.map_or("", |column| column.name.as_str()), text);
                    }
                    Err(reason) => bad.push((said, RowProblem::Cell(reason))),
                },
                _ if cell.kind == CellKind::Error || clean::is_spreadsheet_error(text) => {
                    bad.push((said, RowProblem::Cell(Reason::SpreadsheetError)));
                }
                _ if text.chars().any(clean::is_control) => {
                    bad.push((said, RowProblem::Cell(Reason::ControlCharacter)));
                }
                said => {
                    texts.insert(said, text);
                }
            }
        }
        let text = |said| texts.get(&said).copied().unwrap_or_default();
        let or = |said, otherwise: &str| match text(said) {
            "" => otherwise.to_owned(),
            text => text.to_owned(),
        };

        let direction = direction(text(Said::Direction));
        if direction.is_none() {
            bad.push((Said::Direction, RowProblem::NoDirection));
        }
        let named = FormLine { item: text(Said::Item).to_owned(), quantity: String::new() };
        let item = named.item(catalog);
        match item {
            None if named.code().is_empty() => bad.push((Said::Item, RowProblem::Form(Problem::Missing))),
            None => bad.push((Said::Item, RowProblem::Form(Problem::Unknown(named.code().to_owned())))),
            Some(_) => {}
        }
        let quantity =
            quantity::quantity(quantity_cell, item.map_or(EXACT, |item: &Item| item.max_quantity), cleanings);
        if let Err(reason) = &quantity {
            bad.push((Said::Quantity, RowProblem::Cell(reason.clone())));
        }
        let id_kind = or(Said::IdKind, &form.id_kind);
        let called = |text: &str| text.to_lowercase() == id_kind.to_lowercase();
        let kind = catalog.usable_id_kinds().find(|kind| called(&kind.code) || called(&kind.label));
        let kind = kind.or_else(|| catalog.usable_id_kinds().next());
        let player = kind.map(|kind| player::id(player_cell, &PlayerKind::from(kind), cleanings));
        let player = match player {
            Some(Ok(player)) => player,
            Some(Err(reason)) => {
                bad.push((Said::Player, RowProblem::Cell(reason)));
                return None;
            }
            None => return None,
        };
        let reason = code(&or(Said::Reason, &form.reason), catalog.reasons.iter().map(|r| (&r.code, &r.names)));
        let detail = or(Said::DetailReason, &form.detail_reason);
        let detail = code(&detail, catalog.detail_reasons.iter().map(|d| (&d.code, &d.names)));
        let servers = group::servers(text(Said::Servers), form, catalog);
        let id_kind = kind.map_or(id_kind.as_str(), |kind| kind.code.as_str());
        let key = Key {
            direction: direction?,
            item: words.keep(&item?.code),
            quantity: quantity.ok()?,
            order_number: words.keep(text(Said::OrderNumber)),
            id_kind: words.keep(id_kind),
            reason: words.keep(&reason),
            detail_reason: words.keep(&detail),
            servers: words.keep(&servers),
            message: words.keep(text(Said::Message)),
            valid_from: words.keep(&time(text(Said::ValidFrom))),
            valid_until: words.keep(&time(text(Said::ValidUntil))),
            comment: words.keep(&or(Said::Comment, &form.comment)),
        };
        let info = (!additional.is_empty()).then(|| additional.into_iter().collect::<serde_json::Value>().to_string());
        Some((key, Recipient { player, quantity: None, info }))
    }
}

/// Words that are kept once, however many rows say them.
#[derive(Default)]
pub(super) struct Words(HashSet<Arc<str>>);

impl Words {
    pub fn keep(&mut self, text: &str) -> Arc<str> {
        if let Some(word) = self.0.get(text) {
            return word.clone();
        }
        let word: Arc<str> = text.into();
        self.0.insert(word.clone());
        word
    }
}

/// `grant` and `clawback` as people write them.
fn direction(text: &str) -> Option<Direction> {
    match text.to_lowercase().as_str() {
        "grant" | "give" | "지급" | "付与" => Some(Direction::Grant),
        "clawback" | "take" | "회수" | "回収" => Some(Direction::Clawback),
        _ => None,
    }
}

/// The code of what was written: the code itself, or one of its names.
fn code<'a>(written: &str, known: impl Iterator<Item = (&'a String, &'a Names)>) -> String {
    let lower = written.to_lowercase();
    let mut known = known.filter(|(code, names)| {
        code.to_lowercase() == lower || names.all().into_iter().any(|name| name.to_lowercase() == lower)
    });
    known.next().map_or_else(|| written.to_owned(), |(code, _)| code.clone())
}

/// `2026-12-22 23:59` as a form has it; a day alone begins at midnight.
fn time(text: &str) -> String {
    match text.len() {
        10 => format!("{text}T00:00"),
        _ => text.replacen(' ', "T", 1),
    }
}
