use std::borrow::Cow;
use std::collections::HashMap;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde_json::Value;

use super::{Cell, Row, Sheet, Words};
use crate::error::Result;
use crate::request::Direction;

/// The columns of a result file in their order: whose it is, how much, what became of it, and what else the list says.
#[derive(Debug)]
pub struct Columns {
    /// How the game calls such a player ID.
    pub player: String,
    pub servers: HashMap<i64, String>,
    /// The code of each item line, and how much of it each player gets unless the list says it player by player.
    pub items: Vec<(String, Option<i64>)>,
    pub direction: Direction,
    /// The keys of the additional information.
    pub info: Vec<String>,
    pub words: Words,
    pub zone: TimeZone,
}

impl Sheet for Columns {
    type Row = Row;

    fn headings(&self) -> Vec<(&str, u8)> {
        let words = &self.words;
        let mut headings = vec![(self.player.as_str(), 18), (words.server.as_str(), 12)];
        headings.extend(self.items.iter().map(|(code, _)| (code.as_str(), 16)));
        headings.extend([
            (words.result.as_str(), 14),
            (words.cause.as_str(), 22),
            (words.code.as_str(), 22),
            (words.message.as_str(), 40),
            (words.attempts.as_str(), 10),
            (words.time.as_str(), 24),
            (words.transaction.as_str(), 26),
        ]);
        headings.extend(self.info.iter().map(|key| (key.as_str(), 20)));
        headings
    }

    /// The cells of a delivery. The amount is what was asked for, whatever became of it: below zero if it was to be taken.
    fn cells<'a>(&'a self, row: &'a Row) -> Result<Vec<Cell<'a>>> {
        let sign = if self.direction == Direction::Clawback { -1 } else { 1 };
        let server = self.servers.get(&row.server_id);
        let mut cells = Vec::with_capacity(9 + self.items.len() + self.info.len());
        cells.push(text(&row.player_id));
        cells.push(server.map_or(Cell::Empty, text));
        cells.extend(self.items.iter().map(|(_, each)| number(each.or(row.quantity).map(|amount| sign * amount))));
        cells.push(text(self.words.state(row.state)));
        cells.push(row.cause.as_ref().map_or(Cell::Empty, |cause| text(self.words.cause(cause))));
        cells.extend([&row.code, &row.message].map(|said| said.as_ref().map_or(Cell::Empty, text)));
        cells.push(Cell::Number(row.attempts));
        cells.push(row.settled_at.and_then(|at| self.time(at)).unwrap_or(Cell::Empty));
        cells.push(row.transaction_id.as_ref().map_or(Cell::Empty, text));
        if !self.info.is_empty() {
            let mut info: HashMap<String, Value> =
                row.info.as_deref().map_or(Ok(HashMap::new()), serde_json::from_str)?;
            cells.extend(self.info.iter().map(|key| info.remove(key).map_or(Cell::Empty, said)));
        }
        Ok(cells)
    }
}

impl Columns {
    fn time(&self, at: i64) -> Option<Cell<'_>> {
        Timestamp::from_millisecond(at).ok().map(|at| Cell::Time(self.zone.to_datetime(at)))
    }
}

pub fn text(text: &(impl AsRef<str> + ?Sized)) -> Cell<'_> {
    Cell::Text(Cow::Borrowed(text.as_ref()))
}

fn number(number: Option<i64>) -> Cell<'static> {
    number.map_or(Cell::Empty, Cell::Number)
}

/// A value of the additional information: whole numbers stay numbers, everything else is a text.
fn said(value: Value) -> Cell<'static> {
    match (value.as_i64(), value) {
        (_, Value::Null) => Cell::Empty,
        (_, Value::String(text)) => Cell::Text(Cow::Owned(text)),
        (Some(number), _) => Cell::Number(number),
        (None, value) => Cell::Text(Cow::Owned(value.to_string())),
    }
}
