//! A file becomes rows: separated text in the encodings of the desk's languages, or a spreadsheet.
//!
//! Nothing here trusts the file. It is read as a stream, and whatever it holds, memory stays below a few megabytes.

mod decode;
mod encoding;
mod records;
mod signature;
mod xlsx;

use std::io::{self, Read, Seek};

use serde::{Deserialize, Serialize};

use records::{Records, Separated};
use signature::Signature;
use xlsx::{SheetRows, Workbook};

/// The most bytes of a file.
pub const FILE: u64 = 32 << 20;

/// The most bytes of one row, as they stand in the file.
pub const ROW: usize = 1 << 20;

/// The most columns that hold something.
pub const COLUMNS: usize = 256;

/// A file whose rows can be read, as often as they are wanted.
#[derive(Debug)]
pub struct Table<R> {
    format: Format,
    source: Source<R>,
}

#[derive(Debug)]
enum Source<R> {
    Separated(Separated<R>),
    Workbook(Box<Workbook<R>>),
}

/// What a file was read as.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    /// The encoding is "UTF-8", "UTF-16LE", "UTF-16BE", "CP949" or "Shift_JIS". A single column has no separator.
    Text {
        encoding: String,
        separator: Option<char>,
    },
    Spreadsheet {
        sheet: String,
    },
}

/// A row, without the empty cells at its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The line of the text on which the row begins, or the number of the spreadsheet's row. From 1.
    pub line: usize,
    pub cells: Vec<Cell>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    pub text: String,
    pub kind: CellKind,
}

/// What a spreadsheet takes a cell for. Cells of text files are text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CellKind {
    #[default]
    Text,
    /// All digits as the file has them, never `1E7`.
    Number,
    /// `2026-11-22`, `2026-11-22 16:30:00` or `16:30:00`.
    Date,
    /// `#N/A` and its like.
    Error,
}

/// Why a file has no rows, or no more of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum NotATable {
    #[error("the file is larger than {0} bytes")]
    TooLarge(u64),
    /// `.xls`, or a spreadsheet with a password: both look the same from outside.
    #[error("an old or password-protected Office file")]
    OldOffice,
    #[error("a PDF")]
    Pdf,
    #[error("an image")]
    Image,
    /// A compressed file that is no `.xlsx`.
    #[error("an archive, not a spreadsheet")]
    Archive,
    /// A web page or other XML; some programs save these as `.xls`.
    #[error("a web page or XML, not a spreadsheet")]
    Markup,
    /// It holds a NUL, so it is no text.
    #[error("line {line}: not text")]
    Binary { line: usize },
    #[error("line {line}: not text in an encoding the desk reads")]
    Encoding { line: usize },
    #[error("line {line}: a quotation mark is never closed")]
    UnclosedQuote { line: usize },
    #[error("line {line}: the row is longer than {ROW} bytes")]
    LongRow { line: usize },
    #[error("line {line}: more than {COLUMNS} columns")]
    TooManyColumns { line: usize },
    /// The spreadsheet unpacks to more than any list needs.
    #[error("the spreadsheet is too big inside")]
    TooBigInside,
    #[error("the spreadsheet is damaged: {0}")]
    Damaged(String),
    #[error("the file cannot be read: {0}")]
    Unreadable(String),
}

impl<R: Read + Seek> Table<R> {
    /// What the file is, told by its bytes and never by its name. Where a text could be Korean as well as Japanese, the
    /// person's language (`ko`, `ja`) decides.
    pub fn open(mut file: R, language: &str) -> Result<Table<R>, NotATable> {
        let size = file.seek(io::SeekFrom::End(0))?;
        if size > FILE {
            return Err(NotATable::TooLarge(FILE));
        }
        match signature::of(&mut file)? {
            Signature::Zip => {
                let workbook = Workbook::open(file)?;
                let format = Format::Spreadsheet { sheet: workbook.sheet_name().to_owned() };
                Ok(Table { format, source: Source::Workbook(Box::new(workbook)) })
            }
            Signature::Text => {
                let separated = Separated::open(file, language)?;
                let format =
                    Format::Text { encoding: separated.encoding_name().to_owned(), separator: separated.separator() };
                Ok(Table { format, source: Source::Separated(separated) })
            }
            Signature::Other(reason) => Err(reason),
        }
    }

    pub fn format(&self) -> &Format {
        &self.format
    }

    /// All rows from the first, empty ones included. After an error there are no more.
    pub fn rows(&mut self) -> Result<Rows<'_, R>, NotATable> {
        let rows = match &mut self.source {
            Source::Separated(separated) => Reading::Separated(separated.records()?),
            Source::Workbook(workbook) => Reading::Sheet(Box::new(workbook.rows()?)),
        };
        Ok(Rows { reading: Some(rows) })
    }
}

/// The rows of a table, in their order.
#[derive(Debug)]
pub struct Rows<'a, R: Read + Seek> {
    reading: Option<Reading<'a, R>>,
}

#[derive(Debug)]
enum Reading<'a, R: Read + Seek> {
    Separated(Records<&'a mut R>),
    Sheet(Box<SheetRows<'a, R>>),
}

impl<R: Read + Seek> Iterator for Rows<'_, R> {
    type Item = Result<Row, NotATable>;

    fn next(&mut self) -> Option<Self::Item> {
        let row = match self.reading.as_mut()? {
            Reading::Separated(records) => records.read(),
            Reading::Sheet(sheet) => sheet.read(),
        };
        if !matches!(row, Ok(Some(_))) {
            self.reading = None;
        }
        row.transpose()
    }
}

impl Row {
    /// An empty row, to be filled from the left.
    fn at(line: usize) -> Row {
        Row { line, cells: Vec::new() }
    }

    /// Empty cells are only there where something stands to the right of them.
    fn put(&mut self, column: usize, cell: Cell) -> Result<(), NotATable> {
        if cell.text.is_empty() {
            return Ok(());
        }
        if column >= COLUMNS {
            return Err(NotATable::TooManyColumns { line: self.line });
        }
        if self.cells.len() <= column {
            self.cells.resize_with(column + 1, Cell::default);
        }
        self.cells[column] = cell;
        Ok(())
    }
}

impl From<io::Error> for NotATable {
    /// Readers inside readers hand their reason up as an I/O error.
    fn from(error: io::Error) -> NotATable {
        match error.get_ref().and_then(|inner| inner.downcast_ref::<NotATable>()) {
            Some(reason) => reason.clone(),
            None => NotATable::Unreadable(error.to_string()),
        }
    }
}
