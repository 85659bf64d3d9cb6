use std::io::{self, Write};

use csv::{Terminator, Writer, WriterBuilder};
use futures::StreamExt;
use futures::stream::{BoxStream, try_unfold};

use super::{Cell, Pages, Sheet, defuse};
use crate::error::Result;

/// Tells spreadsheets that it is UTF-8.
const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// The file in pieces: UTF-8 with a byte order mark, lines that end in CR LF (RFC 4180), texts defused.
pub fn stream<S: Sheet>(sheet: S, pages: Pages<S::Row>) -> BoxStream<'static, Result<Vec<u8>>> {
    let pieces = try_unfold((sheet, pages, true), |(sheet, mut pages, is_first)| async move {
        let Some(rows) = pages.next().await.transpose()? else { return Ok(None) };
        let piece = piece(&sheet, &rows, is_first)?;
        Ok(Some((piece, (sheet, pages, false))))
    });
    pieces.boxed()
}

fn piece<S: Sheet>(sheet: &S, rows: &[S::Row], with_headings: bool) -> Result<Vec<u8>> {
    let mut bytes = Vec::with_capacity(rows.len() * 128);
    if with_headings {
        bytes.extend(BYTE_ORDER_MARK);
    }
    let mut csv = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(bytes);
    if with_headings {
        csv.write_record(sheet.headings().iter().map(|(heading, _)| defuse(heading).into_owned()))
            .map_err(io::Error::from)?;
    }
    let mut digits = Vec::new();
    for row in rows {
        for cell in sheet.cells(row)? {
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
        Cell::Moment(at) => {
            // ISO 8601, with the offset.
            write!(digits, "{}", at.strftime("%Y-%m-%dT%H:%M:%S%:z"))?;
            csv.write_field(digits)
        }
    }?;
    Ok(())
}
