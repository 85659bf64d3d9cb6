use super::Reason;
use super::clean::{self, Cleanings};
use crate::table::{Cell, CellKind};

/// The most characters of one cell of additional info.
const LENGTH: usize = 500;

/// What a cell says of a player; empty where it says nothing.
pub fn info<'a>(cell: &'a Cell, cleanings: &mut Cleanings) -> Result<&'a str, Reason> {
    let text = clean::info(&cell.text, cleanings);
    if cell.kind == CellKind::Error || clean::is_spreadsheet_error(text) {
        return Err(Reason::SpreadsheetError);
    }
    // Notes have several lines at times.
    if text.chars().any(|char| clean::is_control(char) && !matches!(char, '\t' | '\n' | '\r')) {
        return Err(Reason::ControlCharacter);
    }
    if text.chars().count() > LENGTH {
        return Err(Reason::TooLong(LENGTH));
    }
    Ok(text)
}
