use std::io::{Read, Seek, SeekFrom};

use encoding_rs::Encoding;

use super::decode::{Decode, Stop};
use super::{Cell, CellKind, NotATable, ROW, Row, encoding};

/// In the order in which they are believed where several would do.
const SEPARATORS: [char; 3] = ['\t', ';', ','];

/// The rows that are looked at to tell the separator.
const SAMPLE: usize = 50;

/// Separated text: how it is written, and where its rows begin.
#[derive(Debug)]
pub struct Separated<R> {
    file: R,
    encoding: &'static Encoding,
    separator: Option<char>,
    /// The first line is no row but says the separator, as spreadsheets have it: `sep=;`.
    told: bool,
}

impl<R: Read + Seek> Separated<R> {
    pub fn open(mut file: R, language: &str) -> Result<Separated<R>, NotATable> {
        let encoding = encoding::detect(&mut file, language)?;
        let mut separated = Separated { file, encoding, separator: None, told: false };
        let first = separated.records()?.read();
        let told = first.ok().flatten().and_then(|row| separator_told(&row));
        separated.told = told.is_some();
        separated.separator = match told {
            Some(separator) => Some(separator),
            None => separated.likeliest()?,
        };
        Ok(separated)
    }

    pub fn encoding_name(&self) -> &'static str {
        encoding::name(self.encoding)
    }

    pub fn separator(&self) -> Option<char> {
        self.separator
    }

    pub fn records(&mut self) -> Result<Records<&mut R>, NotATable> {
        self.separated_by(self.separator)
    }

    fn separated_by(&mut self, separator: Option<char>) -> Result<Records<&mut R>, NotATable> {
        self.file.seek(SeekFrom::Start(0))?;
        let mut records = Records { text: Decode::new(&mut self.file, self.encoding), separator, line: 1 };
        if self.told {
            records.read()?;
        }
        Ok(records)
    }

    /// The separator has to stand in the first row that is not empty; of several, the one that most rows have.
    fn likeliest(&mut self) -> Result<Option<char>, NotATable> {
        let mut best = (0, None);
        for separator in SEPARATORS {
            let mut records = self.separated_by(Some(separator))?;
            let mut widths = Vec::new();
            while widths.len() < SAMPLE
                && let Ok(Some((row, separators))) = records.read_counting()
            {
                if !row.cells.is_empty() {
                    widths.push(separators);
                }
            }
            let rows = widths.iter().filter(|separators| **separators > 0).count();
            if widths.first().is_some_and(|separators| *separators > 0) && rows > best.0 {
                best = (rows, Some(separator));
            }
        }
        Ok(best.1)
    }
}

fn separator_told(row: &Row) -> Option<char> {
    let [cell] = row.cells.as_slice() else { return None };
    let separator = cell.text.strip_prefix("sep=")?;
    SEPARATORS.into_iter().find(|known| separator == known.to_string())
}

/// Records after RFC 4180, as forgiving as spreadsheets are: any line end, quotation marks inside a cell that does not
/// begin with one, text behind a closing one. Unlike the libraries for it, this says on which line each record begins,
/// keeps empty lines, and takes a quotation mark that is never closed for the mistake it is.
#[derive(Debug)]
pub struct Records<R> {
    text: Decode<R>,
    separator: Option<char>,
    line: usize,
}

#[derive(PartialEq)]
enum At {
    Start,
    Plain,
    /// Inside quotation marks that were opened on this line.
    Quoted(usize),
    /// Behind a quotation mark inside quotation marks: the end, or half of a doubled one.
    Quote(usize),
}

impl<R: Read> Records<R> {
    pub fn read(&mut self) -> Result<Option<Row>, NotATable> {
        Ok(self.read_counting()?.map(|(row, _)| row))
    }

    /// The row with the number of its separators.
    fn read_counting(&mut self) -> Result<Option<(Row, usize)>, NotATable> {
        let mut row = Row::at(self.line);
        let mut cell = String::new();
        let mut column = 0;
        let mut size = 0;
        let mut at = At::Start;
        let separator = self.separator.map_or(b'"', |separator| separator as u8);
        let stops = [separator, b'"', b'\r', b'\n', b'\0'];
        loop {
            if matches!(at, At::Plain | At::Quoted(_)) {
                let run = self.text.run(&stops);
                size += run.len();
                cell.push_str(run);
            }
            let char = self.text.next().map_err(|stop| self.reason(stop))?;
            let Some(char) = char else {
                if let At::Quoted(line) = at {
                    return Err(NotATable::UnclosedQuote { line });
                }
                row.put(column, text(cell))?;
                return Ok((size > 0).then_some((row, column)));
            };
            size += char.len_utf8();
            if size > ROW {
                return Err(match at {
                    At::Quoted(line) => NotATable::UnclosedQuote { line },
                    _ => NotATable::LongRow { line: row.line },
                });
            }
            if char == '\0' {
                return Err(NotATable::Binary { line: self.line });
            }
            if char == '\n' || char == '\r' && self.peek()? != Some('\n') {
                self.line += 1;
            }
            at = match (at, char) {
                (At::Start, '"') => At::Quoted(self.line),
                (At::Quoted(line), '"') => At::Quote(line),
                (At::Quote(line), '"') => {
                    cell.push('"');
                    At::Quoted(line)
                }
                (At::Quoted(line), char) => {
                    cell.push(char);
                    At::Quoted(line)
                }
                (_, char) if Some(char) == self.separator => {
                    row.put(column, text(std::mem::take(&mut cell)))?;
                    column += 1;
                    At::Start
                }
                // Its other half ends the record.
                (at, '\r') if self.peek()? == Some('\n') => at,
                (_, '\n' | '\r') => {
                    row.put(column, text(cell))?;
                    return Ok(Some((row, column)));
                }
                (_, char) => {
                    cell.push(char);
                    At::Plain
                }
            };
        }
    }

    fn peek(&mut self) -> Result<Option<char>, NotATable> {
        self.text.peek().map_err(|stop| self.reason(stop))
    }

    fn reason(&self, stop: Stop) -> NotATable {
        match stop {
            Stop::Malformed => NotATable::Encoding { line: self.line },
            Stop::Unreadable(reason) => reason,
        }
    }
}

fn text(text: String) -> Cell {
    Cell { text, kind: CellKind::Text }
}
