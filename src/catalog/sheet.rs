//! A file that says what entries are to be: its rows, before anybody looks whether they make sense.

use std::collections::HashMap;
use std::fs::File;

use super::{Finding, Kind, Problem, RETIRED};
use crate::list::clean::{self, Cleanings};
use crate::table::{Cell, CellKind, NotATable, Row, Table};

/// The most rows that are read.
const ROWS: usize = 100_000;

/// Why a cell, a row or a whole file is of no use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Flaw {
    Value(Problem),
    File(NotATable),
    /// There is not even a heading.
    Empty,
    /// No field is called this.
    UnknownColumn,
    RepeatedColumn,
    /// Without codes nobody knows what the rows are about.
    NoCodes,
    /// The code stands on this line already.
    RepeatedCode(usize),
    /// A spreadsheet made a date of it.
    Date,
    /// `#N/A` and its like.
    SpreadsheetError,
    TooManyRows(usize),
}

impl Flaw {
    pub fn as_str(&self) -> &'static str {
        match self {
            Flaw::Value(problem) => problem.as_str(),
            Flaw::File(_) => "not-a-table",
            Flaw::Empty => "empty-file",
            Flaw::UnknownColumn => "unknown-column",
            Flaw::RepeatedColumn => "repeated-column",
            Flaw::NoCodes => "no-codes",
            Flaw::RepeatedCode(_) => "repeated-code",
            Flaw::Date => "date",
            Flaw::SpreadsheetError => "spreadsheet-error",
            Flaw::TooManyRows(_) => "too-many-rows",
        }
    }
}

/// A row of the file: one text a field of its kind, and whether it is retired. None where there is no such column.
#[derive(Clone, Debug)]
pub(super) struct SheetRow {
    pub line: usize,
    pub texts: Vec<Option<String>>,
    pub retired: Option<String>,
}

impl SheetRow {
    pub fn code(&self) -> &str {
        self.texts.first().and_then(Option::as_deref).unwrap_or_default()
    }
}

/// The rows that can be read, and what is wrong with the others.
pub(super) fn read(file: File, language: &str, kind: Kind) -> (Vec<SheetRow>, Vec<Finding>) {
    let mut reading =
        Reading { kind, columns: Vec::new(), rows: Vec::new(), findings: Vec::new(), seen: HashMap::new() };
    if let Err(reason) = reading.table(file, language) {
        reading.findings.push(Finding::of_file(Flaw::File(reason)));
    }
    (reading.rows, reading.findings)
}

struct Reading {
    kind: Kind,
    /// The place of each column among the fields; beyond them, whether it is retired.
    columns: Vec<Option<usize>>,
    rows: Vec<SheetRow>,
    findings: Vec<Finding>,
    seen: HashMap<String, usize>,
}

impl Reading {
    fn table(&mut self, file: File, language: &str) -> Result<(), NotATable> {
        let mut table = Table::open(file, language)?;
        let mut rows = table.rows()?.filter(|row| row.as_ref().map_or(true, |row| !row.cells.is_empty()));
        let Some(header) = rows.next().transpose()? else {
            self.findings.push(Finding::of_file(Flaw::Empty));
            return Ok(());
        };
        self.header(&header);
        if !self.findings.is_empty() {
            return Ok(());
        }
        for row in rows {
            if self.rows.len() == ROWS {
                self.findings.push(Finding::of_file(Flaw::TooManyRows(ROWS)));
                return Ok(());
            }
            self.row(row?);
        }
        Ok(())
    }

    fn header(&mut self, header: &Row) {
        let names: Vec<&str> = self.kind.fields().iter().map(|field| field.name).chain([RETIRED]).collect();
        for cell in &header.cells {
            let name = clean::folded(&cell.text);
            let place = names.iter().position(|known| clean::folded(known) == name);
            let flaw = match place {
                None if name.is_empty() => None,
                None => Some(Flaw::UnknownColumn),
                Some(_) if self.columns.contains(&place) => Some(Flaw::RepeatedColumn),
                Some(_) => None,
            };
            let finding = |flaw| Finding { line: header.line, column: String::new(), text: cell.text.clone(), flaw };
            self.findings.extend(flaw.map(finding));
            self.columns.push(place);
        }
        if !self.columns.contains(&Some(0)) {
            self.findings.push(Finding { line: header.line, ..Finding::of_file(Flaw::NoCodes) });
        }
    }

    fn row(&mut self, row: Row) {
        let fields = self.kind.fields();
        let mut read = SheetRow { line: row.line, texts: vec![None; fields.len()], retired: None };
        let before = self.findings.len();
        for (at, place) in self.columns.iter().enumerate() {
            let Some(place) = *place else { continue };
            let cell = row.cells.get(at).cloned().unwrap_or_default();
            let flaw = match cell.kind {
                CellKind::Error => Some(Flaw::SpreadsheetError),
                CellKind::Date => Some(Flaw::Date),
                CellKind::Text | CellKind::Number => None,
            };
            let column = fields.get(place).map_or(RETIRED, |field| field.name);
            let finding = |flaw| Finding { line: row.line, column: column.into(), text: cell.text.clone(), flaw };
            self.findings.extend(flaw.map(finding));
            let text = text(&cell);
            match read.texts.get_mut(place) {
                Some(field) => *field = Some(text),
                None => read.retired = Some(text),
            }
        }
        if self.findings.len() > before {
            return;
        }
        match self.seen.get(read.code()) {
            Some(first) if !read.code().is_empty() => self.findings.push(Finding {
                line: row.line,
                column: fields[0].name.into(),
                text: read.code().into(),
                flaw: Flaw::RepeatedCode(*first),
            }),
            _ => {
                self.seen.insert(read.code().to_owned(), row.line);
                self.rows.push(read);
            }
        }
    }
}

fn text(cell: &Cell) -> String {
    clean::info(&cell.text, &mut Cleanings::default()).replace("\r\n", "\n")
}
