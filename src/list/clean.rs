//! What can be understood beyond doubt although it is written otherwise.

use serde::{Deserialize, Serialize};

use crate::results::undo;

/// A kind of cleaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cleaning {
    /// Blanks around a text, invisible ones too.
    Blanks,
    /// Full-width letters, digits or hyphens.
    FullWidth,
    /// The `'` before what a spreadsheet is to take for text.
    TextMark,
    /// `1,234,567`
    ThousandsSeparators,
    /// `10048273.0`
    TrailingZeros,
    /// `1.0048273E+7`, with all its digits.
    ScientificNotation,
    /// Zeros at the beginning that a spreadsheet dropped.
    LeadingZeros,
    /// Rows in which nothing stands.
    EmptyRows,
}

impl Cleaning {
    pub const ALL: [Cleaning; 8] = [
        Cleaning::Blanks,
        Cleaning::FullWidth,
        Cleaning::TextMark,
        Cleaning::ThousandsSeparators,
        Cleaning::TrailingZeros,
        Cleaning::ScientificNotation,
        Cleaning::LeadingZeros,
        Cleaning::EmptyRows,
    ];
}

/// The cleanings of one row.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cleanings(u8);

impl Cleanings {
    pub fn add(&mut self, cleaning: Cleaning) {
        self.0 |= 1 << cleaning as u8;
    }

    pub fn add_all(&mut self, others: Cleanings) {
        self.0 |= others.0;
    }

    pub fn iter(self) -> impl Iterator<Item = Cleaning> {
        Cleaning::ALL.into_iter().filter(move |cleaning| self.0 & 1 << *cleaning as u8 != 0)
    }
}

/// White space of any script, and what takes no room at all.
pub fn is_blank(char: char) -> bool {
    char.is_whitespace()
        || matches!(char, '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}' | '\u{00AD}')
        || matches!(char, '\u{115F}' | '\u{1160}' | '\u{3164}' | '\u{FFA0}') // Hangul that is filled with nothing
}

/// Control characters, and those that turn the direction of a text.
pub fn is_control(char: char) -> bool {
    char.is_control() || matches!(char, '\u{061C}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// What nobody sees and what makes a name look like another. Scripts and emoji need the joiners.
pub fn is_unseen(char: char) -> bool {
    let is_joiner = matches!(char, '\u{200C}' | '\u{200D}');
    is_control(char) || (is_blank(char) && !char.is_whitespace() && !is_joiner)
}

pub fn trimmed(text: &str) -> &str {
    text.trim_matches(is_blank)
}

/// Without blanks around it, in half-width characters and without a spreadsheet's text mark: how IDs and quantities
/// are read.
pub fn plain(text: &str, cleanings: &mut Cleanings) -> String {
    let bare = trimmed(text);
    if bare.len() < text.len() {
        cleanings.add(Cleaning::Blanks);
    }
    let mut plain: String = bare.chars().map(half_width).collect();
    if plain.len() < bare.len() {
        cleanings.add(Cleaning::FullWidth);
    }
    if plain.starts_with('\'') {
        cleanings.add(Cleaning::TextMark);
        plain.remove(0);
    }
    plain
}

/// Additional info stays as it is, but for blanks around it and the mark the desk's own files put before what a
/// spreadsheet would take for a formula.
pub fn info<'a>(text: &'a str, cleanings: &mut Cleanings) -> &'a str {
    let bare = trimmed(text);
    let undone = undo(bare);
    if undone.len() < bare.len() {
        cleanings.add(Cleaning::TextMark);
    }
    undone
}

/// A column's name without what people write one way or another: the same name gives the same text.
pub fn folded(name: &str) -> String {
    let plain = plain(name, &mut Cleanings::default());
    plain.chars().filter(|char| !is_blank(*char) && !matches!(char, '_' | '-')).flat_map(char::to_lowercase).collect()
}

/// The digits of `1,234,567`: groups of three, and the first of one to three.
pub fn without_thousands(text: &str) -> Option<String> {
    let (whole, broken) = text.split_once('.').unwrap_or((text, ""));
    let mut groups = whole.split(',');
    let first = groups.next()?;
    let grouped = is_digits(first)
        && first.len() <= 3
        && whole.contains(',')
        && groups.all(|group| group.len() == 3 && is_digits(group))
        && (broken.is_empty() || is_digits(broken));
    grouped.then(|| text.replace(',', ""))
}

/// The digits of `10048273.0`.
pub fn without_trailing_zeros(text: &str) -> Option<&str> {
    let (whole, zeros) = text.split_once('.')?;
    (is_digits(whole) && zeros.bytes().all(|byte| byte == b'0')).then_some(whole)
}

/// What scientific notation is worth.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scientific {
    /// The digits, each of which was there.
    Exact(String),
    /// More digits than were written, or a fraction.
    Shortened,
}

/// `1.0048273E+7`
pub fn scientific(text: &str) -> Option<Scientific> {
    let (mantissa, exponent) = text.split_once(['e', 'E'])?;
    let (whole, broken) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let sign = exponent.starts_with(['+', '-']);
    let digits = &exponent[usize::from(sign)..];
    if whole.len() != 1 || !is_digits(whole) || !is_digits(digits) || !(broken.is_empty() || is_digits(broken)) {
        return None;
    }
    let all_there = !exponent.starts_with('-') && digits.parse() == Ok(broken.len());
    Some(if all_there { Scientific::Exact([whole, broken].concat()) } else { Scientific::Shortened })
}

/// `2026-11-22`, `11/22/2026`, `22.11.2026`, `2026. 11. 22.`
pub fn looks_like_a_date(text: &str) -> bool {
    let text = text.strip_suffix('.').unwrap_or(text);
    ['-', '/', '.'].iter().any(|separator| {
        let parts: Vec<&str> = text.splitn(4, *separator).map(trimmed).collect();
        parts.len() == 3
            && parts.iter().all(|part| is_digits(part) && part.len() <= 4)
            && parts.iter().filter(|part| part.len() > 2).count() <= 1
    })
}

/// As spreadsheets write them into text files, too; `####` is a column that was too narrow.
pub fn is_spreadsheet_error(text: &str) -> bool {
    const ERRORS: [&str; 9] = ["#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#SPILL!", "#CALC!"];
    ERRORS.contains(&text) || text.len() > 2 && text.bytes().all(|byte| byte == b'#')
}

pub fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn half_width(char: char) -> char {
    match char {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(char as u32 - 0xFEE0).unwrap_or(char),
        char => char,
    }
}
