//! Files become rows, whatever program saved them; what is no table is refused with its reason.

mod encodings;
mod files;
mod guards;
mod random;
mod seeds;
mod spreadsheets;
mod text;

use std::io::Cursor;

use grantdesk::table::{Cell, CellKind, Format, NotATable, Row, Table};

type Memory = Table<Cursor<Vec<u8>>>;

pub fn open(bytes: impl Into<Vec<u8>>) -> Result<Memory, NotATable> {
    open_in(bytes, "en")
}

pub fn open_in(bytes: impl Into<Vec<u8>>, language: &str) -> Result<Memory, NotATable> {
    Table::open(Cursor::new(bytes.into()), language)
}

/// What a file is read as, and its rows.
fn read_in(bytes: impl Into<Vec<u8>>, language: &str) -> Result<(Format, Vec<Row>), NotATable> {
    let mut table = open_in(bytes, language)?;
    let rows = table.rows()?.collect::<Result<_, _>>()?;
    Ok((table.format().clone(), rows))
}

fn read(bytes: impl Into<Vec<u8>>) -> Result<(Format, Vec<Row>), NotATable> {
    read_in(bytes, "en")
}

/// The lines and texts of a file's rows.
#[track_caller]
fn rows(bytes: impl Into<Vec<u8>>) -> Vec<(usize, Vec<String>)> {
    let (_, rows) = read(bytes).expect("a table");
    rows.into_iter().map(|row| (row.line, texts(&row))).collect()
}

fn texts(row: &Row) -> Vec<String> {
    row.cells.iter().map(|cell| cell.text.clone()).collect()
}

/// Lines and texts as they are expected.
fn expected(rows: &[(usize, &[&str])]) -> Vec<(usize, Vec<String>)> {
    rows.iter().map(|(line, cells)| (*line, cells.iter().map(|cell| (*cell).to_owned()).collect())).collect()
}

fn text_format(encoding: &str, separator: Option<char>) -> Format {
    Format::Text { encoding: encoding.to_owned(), separator }
}

fn cell(text: &str, kind: CellKind) -> Cell {
    Cell { text: text.to_owned(), kind }
}
