//! A cell that names a player.

use super::clean::{self, Cleaning, Cleanings, Scientific};
use super::{PlayerKind, Reason};
use crate::request::id_fits;
use crate::table::{Cell, CellKind};

/// The digits a spreadsheet keeps of a number; the others become zeros.
const KEPT_DIGITS: usize = 15;

impl PlayerKind {
    /// Whether a text without blanks is an ID of this kind.
    pub fn fits(&self, id: &str) -> bool {
        id_fits(id, &self.charset, self.min_length..=self.max_length)
    }

    fn is_digits(&self) -> bool {
        self.charset == "digits"
    }

    /// The length all IDs of the kind have, if they are digits.
    fn digits(&self) -> Option<usize> {
        (self.is_digits() && self.min_length == self.max_length).then(|| self.max_length.try_into().ok()).flatten()
    }
}

/// The ID that stands in a cell.
pub fn id(cell: &Cell, kind: &PlayerKind, cleanings: &mut Cleanings) -> Result<String, Reason> {
    match cell.kind {
        CellKind::Date => return Err(Reason::Date),
        CellKind::Error => return Err(Reason::SpreadsheetError),
        CellKind::Text | CellKind::Number => {}
    }
    let mut of_cell = Cleanings::default();
    let text = clean::plain(&cell.text, &mut of_cell);
    if text.is_empty() {
        return Err(Reason::EmptyId);
    }
    if text.chars().any(clean::is_blank) {
        return Err(if clean::looks_like_a_date(&text) { Reason::Date } else { Reason::BlankInside });
    }
    if text.chars().any(clean::is_control) {
        return Err(Reason::ControlCharacter);
    }
    let id = written_out(text, kind, &mut of_cell)?;
    if cell.kind == CellKind::Number && id.len() > KEPT_DIGITS {
        return Err(Reason::Shortened);
    }
    let id = zero_filled(id, kind, &mut of_cell);
    if !kind.fits(&id) {
        return Err(match id.as_str() {
            id if clean::is_spreadsheet_error(id) => Reason::SpreadsheetError,
            id if clean::looks_like_a_date(id) => Reason::Date,
            _ => Reason::WrongKind,
        });
    }
    cleanings.add_all(of_cell);
    Ok(id)
}

/// An ID that a spreadsheet took for a number. What an ID of the kind can look like is left alone: `1E7` is one where
/// letters are.
fn written_out(text: String, kind: &PlayerKind, cleanings: &mut Cleanings) -> Result<String, Reason> {
    let mut id = text;
    if kind.is_digits()
        && let Some(digits) = clean::without_thousands(&id)
    {
        cleanings.add(Cleaning::ThousandsSeparators);
        id = digits;
    }
    if let Some(digits) = clean::without_trailing_zeros(&id) {
        cleanings.add(Cleaning::TrailingZeros);
        id = digits.to_owned();
    }
    let is_number = kind.is_digits() || id.contains(['.', '+']);
    match clean::scientific(&id).filter(|_| is_number) {
        Some(Scientific::Exact(digits)) => {
            cleanings.add(Cleaning::ScientificNotation);
            Ok(digits)
        }
        Some(Scientific::Shortened) => Err(Reason::Shortened),
        None => Ok(id),
    }
}

/// A number has no zeros at its beginning, so a spreadsheet drops them.
fn zero_filled(id: String, kind: &PlayerKind, cleanings: &mut Cleanings) -> String {
    match kind.digits() {
        Some(length) if id.len() < length && clean::is_digits(&id) => {
            cleanings.add(Cleaning::LeadingZeros);
            format!("{id:0>length$}")
        }
        _ => id,
    }
}
