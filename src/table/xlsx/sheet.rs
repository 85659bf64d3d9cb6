use std::fmt;
use std::io::{Read, Seek};

use quick_xml::events::{BytesStart, Event};
use zip::read::ZipFile;

use super::strings::{Strings, rich_text, unescape};
use super::styles::Styles;
use super::xml::{Xml, attribute};
use super::{Epoch, damaged, dates, number};
use crate::table::{Cell, CellKind, NotATable, ROW, Row};

/// The rows of a sheet that hold cells, with or without something in them.
pub struct SheetRows<'a, R: Read + Seek> {
    xml: Xml<ZipFile<'a, R>>,
    strings: &'a Strings,
    styles: &'a Styles,
    epoch: Epoch,
    row: usize,
}

impl<'a, R: Read + Seek> SheetRows<'a, R> {
    pub(super) fn new(
        xml: Xml<ZipFile<'a, R>>,
        strings: &'a Strings,
        styles: &'a Styles,
        epoch: Epoch,
    ) -> SheetRows<'a, R> {
        SheetRows { xml, strings, styles, epoch, row: 0 }
    }

    /// After the last row the part is read to its end: its checksum stands for the digits that were read.
    pub fn read(&mut self) -> Result<Option<Row>, NotATable> {
        loop {
            match self.xml.event()? {
                Event::Start(tag) if tag.local_name().as_ref() == "row" => {
                    self.row = next_row(self.row, attribute(&tag, "r")?)?;
                    return self.cells().map(Some);
                }
                Event::Eof => return Ok(None),
                _ => {}
            }
        }
    }

    pub fn left(&self) -> u64 {
        self.xml.left()
    }

    fn cells(&mut self) -> Result<Row, NotATable> {
        let mut row = Row::at(self.row);
        let mut column = 0;
        let mut size = 0;
        loop {
            match self.xml.event()? {
                Event::Start(tag) if tag.local_name().as_ref() == "c" => {
                    let head = Head::read(&tag)?;
                    column = head.column.unwrap_or(column);
                    let cell = self.cell(&head)?;
                    size += cell.text.len();
                    if size > ROW {
                        return Err(NotATable::LongRow { line: row.line });
                    }
                    row.put(column, cell)?;
                    column += 1;
                }
                Event::Start(_) => self.xml.skip()?,
                Event::End(_) => return Ok(row),
                _ => {}
            }
        }
    }

    /// Of a formula, the value it had when the file was saved.
    fn cell(&mut self, head: &Head) -> Result<Cell, NotATable> {
        let mut text = String::new();
        loop {
            match self.xml.event()? {
                Event::Start(tag) => match tag.local_name().as_ref() {
                    "v" => {
                        text.clear();
                        self.xml.text(&mut text)?;
                    }
                    "is" => {
                        text.clear();
                        rich_text(&mut self.xml, &mut text)?;
                    }
                    _ => self.xml.skip()?,
                },
                Event::End(_) => return self.value(head, text),
                _ => {}
            }
        }
    }

    /// ECMA-376 part 1, section 18.18.11.
    fn value(&self, head: &Head, text: String) -> Result<Cell, NotATable> {
        let (text, kind) = match head.kind.as_deref() {
            _ if text.is_empty() => (text, CellKind::Text),
            Some("s") => {
                let shared = text.trim().parse().ok().and_then(|index| self.strings.get(index));
                (shared.ok_or_else(|| damaged("a text is missing"))?.to_owned(), CellKind::Text)
            }
            Some("inlineStr" | "str") => (unescape(&text).into_owned(), CellKind::Text),
            Some("b") => (if text.trim() == "0" { "FALSE" } else { "TRUE" }.to_owned(), CellKind::Text),
            Some("e") => (text, CellKind::Error),
            Some("d") => (text, CellKind::Date),
            None | Some("n") => {
                let digits = number::plain(text.trim()).ok_or_else(|| damaged("a number that is none"))?;
                let date = self.styles.is_date(head.style).then(|| text.trim().parse().ok()).flatten();
                match date.and_then(|days| dates::readable(days, self.epoch)) {
                    Some(date) => (date, CellKind::Date),
                    None => (digits, CellKind::Number),
                }
            }
            Some(_) => return Err(damaged("a cell of an unknown kind")),
        };
        Ok(Cell { text, kind })
    }
}

/// What the tag of a cell says.
struct Head {
    column: Option<usize>,
    style: usize,
    kind: Option<String>,
}

impl Head {
    fn read(tag: &BytesStart) -> Result<Head, NotATable> {
        let column = match attribute(tag, "r")? {
            Some(reference) => Some(column(&reference)?),
            None => None,
        };
        let style = attribute(tag, "s")?.and_then(|style| style.parse().ok()).unwrap_or(0);
        Ok(Head { column, style, kind: attribute(tag, "t")? })
    }
}

/// Rows come in their order, and a row without a number is the next.
fn next_row(before: usize, number: Option<String>) -> Result<usize, NotATable> {
    let row = match number {
        Some(number) => number.parse().map_err(|_| damaged("a row without a number"))?,
        None => before + 1,
    };
    if row <= before || row > 1 << 20 {
        return Err(damaged("rows are not in their order"));
    }
    Ok(row)
}

/// `C7` is in the third column, 2.
fn column(reference: &str) -> Result<usize, NotATable> {
    let letters = reference.bytes().take_while(u8::is_ascii_alphabetic);
    let column =
        letters.take(4).fold(0, |column, letter| column * 26 + usize::from(letter.to_ascii_uppercase() - b'A') + 1);
    column.checked_sub(1).ok_or_else(|| damaged("a cell without a column"))
}

impl<R: Read + Seek> fmt::Debug for SheetRows<'_, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SheetRows").field("row", &self.row).finish_non_exhaustive()
    }
}
