//! A cell that says how much.

use super::Reason;
use super::clean::{self, Cleaning, Cleanings, Scientific};
use crate::request::EXACT;
use crate::table::{Cell, CellKind};

/// The quantity that stands in a cell: whole, and from 1 to the maximum.
pub fn quantity(cell: &Cell, maximum: i64, cleanings: &mut Cleanings) -> Result<i64, Reason> {
    match cell.kind {
        CellKind::Date => return Err(Reason::Date),
        CellKind::Error => return Err(Reason::SpreadsheetError),
        CellKind::Text | CellKind::Number => {}
    }
    let mut of_cell = Cleanings::default();
    let text = clean::plain(&cell.text, &mut of_cell);
    if text.is_empty() {
        return Err(Reason::MissingQuantity);
    }
    let (minus, text) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.as_str()),
    };
    let digits = digits(text, &mut of_cell)?;
    if minus || digits.bytes().all(|byte| byte == b'0') {
        return Err(Reason::BelowOne);
    }
    match digits.parse::<i64>() {
        Ok(quantity) if quantity <= EXACT.min(maximum) => {
            cleanings.add_all(of_cell);
            Ok(quantity)
        }
        Ok(quantity) if quantity <= EXACT => Err(Reason::AboveMaximum(maximum)),
        _ => Err(Reason::AboveExact),
    }
}

fn digits(text: &str, cleanings: &mut Cleanings) -> Result<String, Reason> {
    let mut digits = text.to_owned();
    if let Some(plain) = clean::without_thousands(&digits) {
        cleanings.add(Cleaning::ThousandsSeparators);
        digits = plain;
    }
    if let Some(whole) = clean::without_trailing_zeros(&digits) {
        cleanings.add(Cleaning::TrailingZeros);
        digits = whole.to_owned();
    }
    match clean::scientific(&digits) {
        Some(Scientific::Exact(whole)) => {
            cleanings.add(Cleaning::ScientificNotation);
            Ok(whole)
        }
        Some(Scientific::Shortened) => Err(Reason::Shortened),
        None if clean::is_digits(&digits) => Ok(digits),
        None if clean::is_spreadsheet_error(&digits) => Err(Reason::SpreadsheetError),
        None if clean::looks_like_a_date(&digits) => Err(Reason::Date),
        None if digits.chars().any(clean::is_control) => Err(Reason::ControlCharacter),
        None => Err(Reason::NotANumber),
    }
}
