use std::io::{self, Write};

use csv::{Terminator, Writer, WriterBuilder};
use futures::StreamExt;
use futures::stream::{BoxStream, try_unfold};

use super::{Cell, Columns, Pages, Row, defuse};
use crate::error::Result;

/// Tells spreadsheets that it is UTF-8.
const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// The file in pieces: UTF-8 with a byte order mark, lines that end in CR LF (RFC 4180), texts defused.
pub fn stream(columns: Columns, pages: Pages) -> BoxStream<'static, Result<Vec<u8>>> {
    let pieces = try_unfold((columns, pages, true), |(columns, mut pages, is_first)| async move {
        let Some(rows) = pages.next().await.transpose()? else { return Ok(None) };
        let piece = piece(&columns, &rows, is_first)?;
        Ok(Some((piece, (columns, pages, false))))
    });
    pieces.boxed()
}

fn piece(columns: &Columns, rows: &[Row], with_headings: bool) -> Result<Vec<u8>> {
    let mut bytes = Vec::with_capacity(rows.len() * 128);
    if with_headings {
        bytes.extend(BYTE_ORDER_MARK);
    }
    let mut csv = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(bytes);
    if with_headings {
        csv.write_record(columns.headings().iter().map(|(heading, _)| defuse(heading).into_owned()))
            .map_err(io::Error::from)?;
    }
    let mut digits = Vec::new();
    for row in rows {
        for cell in columns.cells(row)? {
            write(&mut csv, &cell, &mut digits)?;
        }
        csv.write_record(None::<&[u8]>).map_err(io::Error::from)?;
    }
    Ok(csv.into_inner().map_err(|error| error.into_error())?)
}

fn write(csv: &mut Writer<Vec<u8>>, cell: &Cell<'_>, digits: &mut Vec<u8>) -> io::Result<()> {
    digits.clear();
    match cell {
        Cell::Empty => csv.write_field(""),
        Cell::Text(text) => csv.write_field(defuse(text).as_bytes()),
        Cell::Number(number) => {
            write!(digits, "{number}")?;
            csv.write_field(digits)
        }
        Cell::Time(at) => {
            let (year, month, day) = (at.year(), at.month(), at.day());
            let (hour, minute, second) = (at.hour(), at.minute(), at.second());
            write!(digits, "{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}")?;
            csv.write_field(digits)
        }
    }?;
    Ok(())
}
