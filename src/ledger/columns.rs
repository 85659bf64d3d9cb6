use std::sync::Arc;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde_json::{Map, Value};

use super::{LogWords, Logged};
use crate::catalog::Catalog;
use crate::error::Result;
use crate::request::{Direction, Line, Quantity, number};
use crate::results::{Cell, Sheet, text};

/// The columns of a log's file in their order: which delivery it is, what became of it, how much, and how it came about.
#[derive(Debug)]
pub(super) struct LogColumns {
    pub items: Vec<Column>,
    pub catalogs: Vec<Arc<Catalog>>,
    pub words: LogWords,
    pub language: &'static str,
    pub zone: TimeZone,
}

/// What there is of one item.
#[derive(Debug)]
pub(super) struct Column {
    pub item_id: i64,
    pub heading: String,
}

impl Sheet for LogColumns {
    type Row = Logged;

    fn headings(&self) -> Vec<(&str, u8)> {
        let words = &self.words;
        let mut headings = vec![
            (words.results.time.as_str(), 26),
            (words.request.as_str(), 12),
            (words.game.as_str(), 18),
            (words.results.server.as_str(), 12),
            (words.direction.as_str(), 10),
            (words.player.as_str(), 18),
            (words.results.result.as_str(), 14),
            (words.results.cause.as_str(), 22),
            (words.results.code.as_str(), 22),
            (words.results.message.as_str(), 40),
            (words.items.as_str(), 30),
        ];
        headings.extend(self.items.iter().map(|item| (item.heading.as_str(), 16)));
        headings.extend([
            (words.order_number.as_str(), 26),
            (words.reason.as_str(), 22),
            (words.detail_reason.as_str(), 22),
            (words.requester.as_str(), 16),
            (words.approver.as_str(), 16),
            (words.results.attempts.as_str(), 10),
            (words.results.transaction.as_str(), 26),
            (words.info.as_str(), 40),
        ]);
        headings
    }

    fn cells<'a>(&'a self, row: &'a Logged) -> Result<Vec<Cell<'a>>> {
        let Logged { delivery, .. } = row;
        let words = &self.words;
        let is_clawback = row.direction == Direction::Clawback;
        let catalog = self.catalogs.iter().find(|catalog| catalog.game.id == row.game_id);
        let server = catalog.and_then(|catalog| catalog.servers.iter().find(|server| server.id == delivery.server_id));
        let reason = catalog.and_then(|catalog| catalog.reasons.iter().find(|reason| reason.id == row.reason_id));
        let detail = catalog.and_then(|catalog| {
            catalog.detail_reasons.iter().find(|detail| row.detail_reason_id.is_some_and(|id| id == detail.id))
        });
        let said = |said: &'a Option<String>| said.as_ref().map_or(Cell::Empty, text);
        let mut cells = vec![
            delivery.settled_at.and_then(|at| self.moment(at)).unwrap_or(Cell::Empty),
            Cell::Text(number(delivery.request_id).into()),
            catalog.map_or(Cell::Empty, |catalog| text(catalog.game.names.in_language(self.language))),
            server.map_or(Cell::Empty, |server| text(&server.code)),
            text(if is_clawback { &words.clawback } else { &words.grant }),
            text(&delivery.player_id),
            text(words.results.state(delivery.state)),
            delivery.cause.as_ref().map_or(Cell::Empty, |cause| text(words.results.cause(cause))),
            said(&delivery.code),
            said(&delivery.message),
            Cell::Text(items(&row.lines, row.direction).into()),
        ];
        cells.extend(self.items.iter().map(|item| {
            let line = row.lines.iter().find(|line| line.item_id == item.item_id);
            line.and_then(|line| amount(line, row.direction)).map_or(Cell::Empty, Cell::Number)
        }));
        cells.extend([
            said(&row.order_number),
            reason.map_or(Cell::Empty, |reason| text(reason.names.in_language(self.language))),
            detail.map_or(Cell::Empty, |detail| text(detail.names.in_language(self.language))),
            text(&row.requester),
            text(&row.approver),
            Cell::Number(delivery.attempts),
            said(&delivery.transaction_id),
            delivery.info.as_deref().map(info).transpose()?.unwrap_or(Cell::Empty),
        ]);
        Ok(cells)
    }
}

impl LogColumns {
    fn moment(&self, at: i64) -> Option<Cell<'_>> {
        Timestamp::from_millisecond(at).ok().map(|at| Cell::Moment(at.to_zoned(self.zone.clone())))
    }
}

/// What was asked for, whatever became of it: below zero if it was to be taken.
fn amount(line: &Line, direction: Direction) -> Option<i64> {
    let sign = if direction == Direction::Clawback { -1 } else { 1 };
    match line.quantity {
        Quantity::Each(quantity) => Some(sign * quantity),
        Quantity::PerPlayer { .. } => None,
    }
}

/// GEM 300, TICKET 3
fn items(lines: &[Line], direction: Direction) -> String {
    let lines = lines.iter().map(|line| match amount(line, direction) {
        Some(amount) => format!("{} {amount}", line.code),
        None => line.code.clone(),
    });
    lines.collect::<Vec<_>>().join(", ")
}

/// ticket: CS-1; memo: second try
fn info(info: &str) -> Result<Cell<'static>> {
    let said: Map<String, Value> = serde_json::from_str(info)?;
    let said = said.into_iter().map(|(name, value)| match value {
        Value::String(text) => format!("{name}: {text}"),
        value => format!("{name}: {value}"),
    });
    Ok(Cell::Text(said.collect::<Vec<_>>().join("; ").into()))
}
