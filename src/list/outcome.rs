use serde::{Deserialize, Serialize};

use super::NOTED_LINES;
use super::clean::Cleaning;
use crate::request::{EXACT, Recipient};
use crate::table::{Format, NotATable};

/// The most characters that are shown of a text that is wrong.
const SNIPPET: usize = 60;

/// What a player file says. Only without findings and without a refusal is it a list to go by.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CheckedList {
    pub format: Format,
    /// Where the header stands, if there is one.
    pub header_line: Option<usize>,
    pub columns: Vec<Column>,
    /// Each player once, as first seen.
    pub players: Vec<Recipient>,
    /// Rows that say something, the header not counted.
    pub rows: usize,
    pub notes: Vec<Note>,
    pub findings: Vec<Finding>,
    pub repeated: Vec<Repeat>,
    /// Of the quantities of `players`, where the list has them.
    pub quantities: Option<Quantities>,
    /// Why the file as a whole will not do. What was found before is still there.
    pub refusal: Option<Refusal>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quantities {
    pub total: i64,
    pub least: i64,
    pub most: i64,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Column {
    /// As the header has it; empty without a header.
    pub name: String,
    pub role: Role,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    Id,
    Quantity,
    /// Kept with the player as additional info.
    Info,
    /// It has no name and holds nothing.
    Unused,
}

/// Something that was cleaned, in how many rows, and the first lines of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    pub cleaning: Cleaning,
    pub count: usize,
    pub lines: Vec<usize>,
}

/// A cell that is wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    pub line: usize,
    /// Counted from 0; beyond the list's columns where the row is too long.
    pub column: usize,
    /// As it stood, up to 60 characters of it.
    pub text: String,
    pub reason: Reason,
}

/// What is wrong with a cell.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    EmptyId,
    BlankInside,
    /// Other characters, or another length, than IDs of the kind have.
    WrongKind,
    /// A spreadsheet kept only some of the digits: `1.23E+11`, or a number of more than 15.
    Shortened,
    /// A date, most likely made by a spreadsheet.
    Date,
    /// `#N/A` and its like.
    SpreadsheetError,
    ControlCharacter,
    MissingQuantity,
    NotANumber,
    BelowOne,
    AboveMaximum(i64),
    /// JSON numbers are exact up to 2^53 - 1.
    AboveExact,
    /// Additional info has so many characters at most.
    TooLong(usize),
    /// The row has more cells than the header.
    ExtraCell,
}

/// A player who stands in the list already.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Repeat {
    pub line: usize,
    pub text: String,
    pub first: usize,
}

/// Why a file as a whole will not do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Refusal {
    NotATable(NotATable),
    /// Nothing in it, or a header only.
    NoRows,
    /// It cannot be told which column holds this. The cells are those of the first row.
    WhichColumn {
        role: Role,
        cells: Vec<String>,
    },
    /// The column somebody chose is not in the first row.
    NoSuchColumn {
        name: String,
        cells: Vec<String>,
    },
    RepeatedColumn {
        name: String,
    },
    /// A column without a name holds something. Counted from 0.
    NamelessColumn {
        column: usize,
        line: usize,
    },
    LongColumnName {
        column: usize,
        most: usize,
    },
    TooManyInfoColumns {
        columns: usize,
        most: usize,
    },
    /// All additional info together, in bytes.
    TooMuchInfo {
        most: usize,
    },
    TooManyRows(usize),
    /// The quantities add up to more than 2^53 - 1.
    TotalAboveExact,
}

impl Note {
    /// Counts rows in which something was cleaned, and names the first of them.
    pub(crate) fn add(notes: &mut Vec<Note>, cleaning: Cleaning, count: usize, lines: &[usize]) {
        if count == 0 {
            return;
        }
        let at = notes.iter().position(|note| note.cleaning == cleaning).unwrap_or_else(|| {
            notes.push(Note { cleaning, count: 0, lines: Vec::new() });
            notes.len() - 1
        });
        let note = &mut notes[at];
        note.count += count;
        note.lines.extend(lines.iter().take(NOTED_LINES.saturating_sub(note.lines.len())));
    }
}

impl CheckedList {
    pub(super) fn new(format: Format) -> CheckedList {
        CheckedList {
            format,
            header_line: None,
            columns: Vec::new(),
            players: Vec::new(),
            rows: 0,
            notes: Vec::new(),
            findings: Vec::new(),
            repeated: Vec::new(),
            quantities: None,
            refusal: None,
        }
    }

    pub(super) fn add(&mut self, quantity: i64) -> Result<(), Refusal> {
        let before = self.quantities.unwrap_or(Quantities { total: 0, least: quantity, most: quantity });
        let total =
            before.total.checked_add(quantity).filter(|total| *total <= EXACT).ok_or(Refusal::TotalAboveExact)?;
        self.quantities =
            Some(Quantities { total, least: before.least.min(quantity), most: before.most.max(quantity) });
        Ok(())
    }

    /// Nothing is wrong with it. Repeated players are another question.
    pub fn is_good(&self) -> bool {
        self.findings.is_empty() && self.refusal.is_none()
    }
}

impl From<NotATable> for Refusal {
    fn from(reason: NotATable) -> Refusal {
        Refusal::NotATable(reason)
    }
}

/// As much of a text as is shown.
pub fn snippet(text: &str) -> String {
    text.chars().take(SNIPPET).collect()
}
