//! The player file: the rows of a table become a checked list of players.
//!
//! What can be understood beyond doubt is cleaned, and said so; everything else is refused, line by line.

pub mod clean;
mod header;
pub mod info;
mod outcome;
pub mod player;
pub mod quantity;

use std::collections::{BTreeMap, HashMap};
use std::io::{Read, Seek};

use serde::{Deserialize, Serialize};

use crate::catalog::IdKind;
use crate::request::Recipient;
use crate::table::{Cell, NotATable, Row, Table};
use clean::{Cleaning, Cleanings};
use header::Header;
pub use outcome::{CheckedList, Column, Finding, Note, Quantities, Reason, Refusal, Repeat, Role, snippet};

/// The most players of a list.
pub const PLAYERS: usize = 100_000;

/// How often it is said how far the reading is, in rows.
const PROGRESS: usize = 2_000;

/// Once so many cells are found bad, only the first bad cell of a row is noted.
const FINDINGS: usize = 20_000;

/// The most bytes of the additional info of all players together.
const INFO: usize = 12 << 20;

/// How many lines a note names.
const NOTED_LINES: usize = 5;

/// What a player file is checked against.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListRules {
    pub kind: PlayerKind,
    /// The columns, where a person chose them. Otherwise their names tell.
    pub id_column: Option<String>,
    pub quantity_column: Option<String>,
    pub max_quantity: i64,
}

/// A kind of player ID, as the catalog has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlayerKind {
    pub code: String,
    pub label: String,
    pub charset: String,
    pub min_length: i64,
    pub max_length: i64,
}

impl From<&IdKind> for PlayerKind {
    fn from(kind: &IdKind) -> PlayerKind {
        PlayerKind {
            code: kind.code.clone(),
            label: kind.label.clone(),
            charset: kind.charset.clone(),
            min_length: kind.min_length,
            max_length: kind.max_length,
        }
    }
}

impl CheckedList {
    /// Reads a whole table. Now and then `progress` is told how many rows are read.
    pub fn read<R: Read + Seek>(
        table: &mut Table<R>,
        rules: &ListRules,
        mut progress: impl FnMut(usize),
    ) -> CheckedList {
        let mut reading = Reading {
            rules,
            list: CheckedList::new(table.format().clone()),
            first_lines: HashMap::new(),
            empty: Empty::default(),
            info_bytes: 0,
        };
        let read = reading.rows(table, &mut progress);
        let mut list = reading.list;
        list.refusal = read.err();
        progress(list.rows);
        list
    }
}

/// A list that is being read.
struct Reading<'a> {
    rules: &'a ListRules,
    list: CheckedList,
    /// On which line each player stands for the first time.
    first_lines: HashMap<Box<str>, usize>,
    /// Empty rows that count once another row follows.
    empty: Empty,
    info_bytes: usize,
}

#[derive(Default)]
struct Empty {
    count: usize,
    lines: Vec<usize>,
}

impl Reading<'_> {
    fn rows<R: Read + Seek>(&mut self, table: &mut Table<R>, progress: &mut impl FnMut(usize)) -> Result<(), Refusal> {
        let mut rows = table.rows()?;
        let header = match self.next_row(&mut rows)? {
            Some(first) => {
                let header = Header::read(&first, self.rules)?;
                self.list.columns = header.columns().to_vec();
                if header.is_named() {
                    self.list.header_line = Some(first.line);
                } else {
                    self.row(&first, &header)?;
                }
                header
            }
            None => return Err(Refusal::NoRows),
        };
        while let Some(row) = self.next_row(&mut rows)? {
            if self.list.rows == PLAYERS {
                return Err(Refusal::TooManyRows(PLAYERS));
            }
            self.row(&row, &header)?;
            if self.list.rows.is_multiple_of(PROGRESS) {
                progress(self.list.rows);
            }
        }
        if self.list.rows == 0 { Err(Refusal::NoRows) } else { Ok(()) }
    }

    /// The next row that is not empty.
    fn next_row(&mut self, rows: &mut impl Iterator<Item = Result<Row, NotATable>>) -> Result<Option<Row>, Refusal> {
        for row in rows {
            let row = row?;
            if row.cells.iter().any(|cell| !clean::trimmed(&cell.text).is_empty()) {
                let empty = std::mem::take(&mut self.empty);
                Note::add(&mut self.list.notes, Cleaning::EmptyRows, empty.count, &empty.lines);
                return Ok(Some(row));
            }
            self.empty.count += 1;
            if self.empty.lines.len() < NOTED_LINES {
                self.empty.lines.push(row.line);
            }
        }
        Ok(None)
    }

    fn row(&mut self, row: &Row, header: &Header) -> Result<(), Refusal> {
        self.list.rows += 1;
        let mut cleanings = Cleanings::default();
        let recipient = self.recipient(row, header, &mut cleanings)?;
        for cleaning in cleanings.iter() {
            Note::add(&mut self.list.notes, cleaning, 1, &[row.line]);
        }
        match recipient {
            Ok(recipient) => self.keep(row.line, recipient),
            Err(mut bad) => {
                bad.truncate(if self.list.findings.len() < FINDINGS { bad.len() } else { 1 });
                self.list.findings.append(&mut bad);
                Ok(())
            }
        }
    }

    /// The player a row names, or everything that is wrong with the row.
    fn recipient(
        &self,
        row: &Row,
        header: &Header,
        cleanings: &mut Cleanings,
    ) -> Result<Result<Recipient, Vec<Finding>>, Refusal> {
        let mut recipient = Recipient::default();
        let mut additional = BTreeMap::new();
        let mut bad = Vec::new();
        let nothing = Cell::default();
        for at in 0..row.cells.len().max(header.columns().len()) {
            let cell = row.cells.get(at).unwrap_or(&nothing);
            let column = header.columns().get(at);
            let read = match column.map_or(Role::Unused, |column| column.role) {
                Role::Id => player::id(cell, &self.rules.kind, cleanings).map(|id| recipient.player = id),
                Role::Quantity => quantity::quantity(cell, self.rules.max_quantity, cleanings)
                    .map(|quantity| recipient.quantity = Some(quantity)),
                Role::Info => info::info(cell, cleanings).map(|text| {
                    let name = column.map_or("", |column| &column.name);
                    additional.extend((!text.is_empty()).then_some((name, text)));
                }),
                Role::Unused if clean::trimmed(&cell.text).is_empty() => Ok(()),
                Role::Unused if header.is_named() && column.is_some() => {
                    return Err(Refusal::NamelessColumn { column: at, line: row.line });
                }
                Role::Unused => Err(Reason::ExtraCell),
            };
            if let Err(reason) = read {
                bad.push(Finding { line: row.line, column: at, text: snippet(&cell.text), reason });
            }
        }
        recipient.info = (!additional.is_empty()).then(|| json(additional));
        Ok(if bad.is_empty() { Ok(recipient) } else { Err(bad) })
    }

    /// The first row of a player counts.
    fn keep(&mut self, line: usize, recipient: Recipient) -> Result<(), Refusal> {
        if let Some(first) = self.first_lines.get(recipient.player.as_str()) {
            let text = snippet(&recipient.player);
            self.list.repeated.push(Repeat { line, text, first: *first });
            return Ok(());
        }
        self.first_lines.insert(recipient.player.as_str().into(), line);
        self.info_bytes += recipient.info.as_ref().map_or(0, String::len);
        if self.info_bytes > INFO {
            return Err(Refusal::TooMuchInfo { most: INFO });
        }
        if let Some(quantity) = recipient.quantity {
            self.list.add(quantity)?;
        }
        self.list.players.push(recipient);
        Ok(())
    }
}

/// One object, its keys in their order.
fn json(additional: BTreeMap<&str, &str>) -> String {
    additional.into_iter().collect::<serde_json::Value>().to_string()
}
