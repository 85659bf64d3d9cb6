use std::fs::File;
use std::io::{self, BufWriter, Seek};

use jiff::civil::{DateTime, date};
use rust_xlsxwriter::{ColNum, Format, IgnoreError, RowNum, Workbook, Worksheet, XlsxError};
use tokio_util::sync::CancellationToken;

use super::{Cell, Pages, Sheet};
use crate::error::Result;

/// Rows of a sheet, with the headings: more a spreadsheet does not open.
pub const SHEET: RowNum = 1_048_576;
/// UTF-16 code units of a cell; the rest is cut off.
const CELL: usize = 32_767;

/// Writes the file, on disk from the beginning, and answers it to be read from its start. `name` is what the sheet is
/// called: what is more than `height` rows, with the headings, goes on in the next. Stops when nobody waits for it any
/// more.
pub fn write<S: Sheet>(
    columns: &S,
    pages: &mut Pages<S::Row>,
    name: &str,
    height: RowNum,
    gone: &CancellationToken,
) -> Result<File> {
    let mut workbook = Workbook::new();
    workbook.set_zip_compression_level(2);
    let styles = Styles::new();
    let mut sheet = begin(&mut workbook, name, columns, &styles).map_err(io::Error::other)?;
    let (mut sheets, mut next) = (1, 1);
    while let Some(rows) = pages.blocking_next().transpose()? {
        if gone.is_cancelled() {
            break;
        }
        for row in &rows {
            if next == height {
                sheets += 1;
                next = 1;
                sheet =
                    begin(&mut workbook, &format!("{name} ({sheets})"), columns, &styles).map_err(io::Error::other)?;
            }
            put(sheet, next, columns, row, &styles)?;
            next += 1;
        }
    }
    if gone.is_cancelled() {
        return Err(io::Error::other("nobody waits for the file any more").into());
    }
    let mut file = tempfile::tempfile()?;
    workbook.save_to_writer(BufWriter::new(&file)).map_err(io::Error::other)?;
    file.rewind()?;
    Ok(file)
}

struct Styles {
    heading: Format,
    time: Format,
}

impl Styles {
    fn new() -> Styles {
        Styles { heading: Format::new().set_bold(), time: Format::new().set_num_format("yyyy-mm-dd hh:mm:ss") }
    }
}

/// A sheet with its headings, which stay where they are when the rows are scrolled.
fn begin<'a>(
    workbook: &'a mut Workbook,
    name: &str,
    columns: &impl Sheet,
    styles: &Styles,
) -> Result<&'a mut Worksheet, XlsxError> {
    let sheet = workbook.add_worksheet_with_constant_memory()?;
    sheet.set_name(name)?.set_freeze_panes(1, 0)?;
    let headings = columns.headings();
    // IDs are texts on purpose.
    sheet.ignore_error_range(1, 0, SHEET - 1, headings.len() as ColNum - 1, IgnoreError::NumberStoredAsText)?;
    for (column, (heading, width)) in (0..).zip(headings) {
        sheet.set_column_width(column, width)?;
        sheet.write_string_with_format(0, column, cut(heading), &styles.heading)?;
    }
    Ok(sheet)
}

fn put<S: Sheet>(sheet: &mut Worksheet, at: RowNum, columns: &S, row: &S::Row, styles: &Styles) -> Result<()> {
    for (column, cell) in (0..).zip(columns.cells(row)?) {
        put_cell(sheet, at, column, &cell, styles).map_err(io::Error::other)?;
    }
    Ok(())
}

fn put_cell(
    sheet: &mut Worksheet,
    row: RowNum,
    column: ColNum,
    cell: &Cell<'_>,
    styles: &Styles,
) -> Result<(), XlsxError> {
    match cell {
        Cell::Empty => return Ok(()),
        // A string, whatever it begins with: never a formula, and no zero is lost.
        Cell::Text(text) => sheet.write_string(row, column, cut(text))?,
        Cell::Number(number) => sheet.write_number(row, column, *number as f64)?,
        Cell::Time(at) => sheet.write_number_with_format(row, column, days(*at), &styles.time)?,
        Cell::Moment(at) => sheet.write_number_with_format(row, column, days(at.datetime()), &styles.time)?,
    };
    Ok(())
}

/// Days since the beginning of 30 December 1899, as spreadsheets count time.
fn days(at: DateTime) -> f64 {
    at.duration_since(date(1899, 12, 30).at(0, 0, 0, 0)).as_secs() as f64 / 86_400.0
}

/// As much of a text as a cell holds.
fn cut(text: &str) -> &str {
    if text.len() <= CELL {
        return text;
    }
    let mut units = 0;
    let end = text.char_indices().find(|(_, letter)| {
        units += letter.len_utf16();
        units > CELL
    });
    &text[..end.map_or(text.len(), |(at, _)| at)]
}

#[cfg(test)]
mod tests {
    use std::fs::File;
    use std::future::ready;
    use std::io;

    use calamine::{Reader, Xlsx};
    use jiff::tz::TimeZone;
    use tokio::task::spawn_blocking;
    use tokio_util::sync::CancellationToken;

    use super::super::columns::Columns;
    use super::super::{Pages, Row, Words};
    use super::{CELL, cut, write};
    use crate::error::Result;
    use crate::request::Direction;

    #[tokio::test]
    async fn what_one_sheet_cannot_hold_goes_on_in_the_next() {
        let file = file(5, CancellationToken::new()).await.expect("a file");
        let mut book: Xlsx<_> = Xlsx::new(file).expect("a workbook");
        let sheets: Vec<(String, Vec<String>)> = book
            .worksheets()
            .into_iter()
            .map(|(name, cells)| (name, cells.rows().map(|row| row[0].to_string()).collect()))
            .collect();
        let sheet = |name: &str, cells: &[&str]| (name.to_owned(), cells.iter().map(ToString::to_string).collect());
        let expected = [
            sheet("R-1", &["UID", "p1", "p2"]),
            sheet("R-1 (2)", &["UID", "p3", "p4"]),
            sheet("R-1 (3)", &["UID", "p5"]),
        ];
        assert_eq!(sheets, expected);
    }

    #[tokio::test]
    async fn nothing_is_written_for_nobody() {
        let gone = CancellationToken::new();
        gone.cancel();
        assert!(file(5, gone).await.is_err());
    }

    #[test]
    fn a_text_is_cut_where_a_cell_ends_and_never_inside_a_letter() {
        assert_eq!(cut("점검"), "점검");
        assert_eq!(cut(&"점".repeat(CELL)), "점".repeat(CELL));
        assert_eq!(cut(&"점".repeat(CELL + 1)), "점".repeat(CELL));
        assert_eq!(cut(&"🎁".repeat(CELL)), "🎁".repeat(CELL / 2));
    }

    /// A file of so many rows, three to a sheet with the headings.
    async fn file(rows: i64, gone: CancellationToken) -> Result<File> {
        let columns = Columns {
            player: "UID".into(),
            servers: [].into(),
            items: Vec::new(),
            direction: Direction::Grant,
            info: Vec::new(),
            words: Words::default(),
            zone: TimeZone::UTC,
        };
        let mut pages = Pages::read((), move |()| ready(Ok(((1..=rows).map(Row::waiting).collect(), None))));
        let written = spawn_blocking(move || write(&columns, &mut pages, "R-1", 3, &gone)).await;
        written.map_err(io::Error::from)?
    }
}
