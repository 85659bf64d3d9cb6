//! Why a file will not do, in words that say what to do about it.

use fluent_bundle::{FluentArgs, FluentValue};
use grantdesk::list::clean::Cleaning;
use grantdesk::list::{PlayerKind, Reason, Refusal, Role};
use grantdesk::request::EXACT;
use grantdesk::table::{COLUMNS, NotATable};

use crate::islands::upload::size;
use crate::t;
use crate::words::{self, Language};

/// Why the file as a whole will not do.
pub fn refusal(refusal: &Refusal) -> String {
    match refusal {
        Refusal::NotATable(reason) => not_a_table(reason),
        Refusal::NoRows => t!("list-no-rows"),
        Refusal::WhichColumn { cells, .. } if !are_names(cells) => t!("list-no-names"),
        Refusal::WhichColumn { role: Role::Quantity, .. } => t!("list-which-quantity"),
        Refusal::WhichColumn { .. } => t!("list-which-id"),
        Refusal::NoSuchColumn { name, .. } => t!("list-no-such-column", name = name.clone()),
        Refusal::RepeatedColumn { name } => t!("list-repeated-column", name = name.clone()),
        Refusal::NamelessColumn { column, line } => t!("list-nameless-column", column = column + 1, line = *line),
        Refusal::LongColumnName { column, most } => t!("list-long-column-name", column = column + 1, most = *most),
        Refusal::TooManyInfoColumns { columns, most } => t!("list-too-many-info", columns = *columns, most = *most),
        Refusal::TooMuchInfo { most } => t!("list-too-much-info", most = size(*most as i64)),
        Refusal::TooManyRows(most) => t!("list-too-many-rows", most = *most),
        Refusal::TotalAboveExact => t!("list-total-above-exact", most = EXACT),
    }
}

/// Why a file is no table.
pub fn not_a_table(reason: &NotATable) -> String {
    match reason {
        NotATable::TooLarge(most) => t!("table-too-large", most = size(*most as i64)),
        NotATable::OldOffice => t!("table-old-office"),
        NotATable::Pdf => t!("table-pdf"),
        NotATable::Image => t!("table-image"),
        NotATable::Archive => t!("table-archive"),
        NotATable::Markup => t!("table-markup"),
        NotATable::Binary { line } => t!("table-binary", line = *line),
        NotATable::Encoding { line } => t!("table-encoding", line = *line),
        NotATable::UnclosedQuote { line } => t!("table-unclosed-quote", line = *line),
        NotATable::LongRow { line } => t!("table-long-row", line = *line),
        NotATable::TooManyColumns { line } => t!("table-too-many-columns", line = *line, most = COLUMNS),
        NotATable::TooBigInside => t!("table-too-big-inside"),
        NotATable::Damaged(why) => t!("table-damaged", why = why.clone()),
        NotATable::Unreadable(why) => t!("table-unreadable", why = why.clone()),
    }
}

/// Whether a first row can be the names of columns: where a number stands in it, it is a player's already.
pub fn are_names(cells: &[String]) -> bool {
    let is_number = |cell: &&String| !cell.is_empty() && cell.bytes().all(|byte| byte.is_ascii_digit());
    cells.iter().find(is_number).is_none()
}

/// What was cleaned.
pub fn cleaning(cleaning: Cleaning) -> String {
    let key = match cleaning {
        Cleaning::Blanks => "blanks",
        Cleaning::FullWidth => "full-width",
        Cleaning::TextMark => "text-mark",
        Cleaning::ThousandsSeparators => "thousands",
        Cleaning::TrailingZeros => "trailing-zeros",
        Cleaning::ScientificNotation => "scientific",
        Cleaning::LeadingZeros => "leading-zeros",
        Cleaning::EmptyRows => "empty-rows",
    };
    t!(&format!("clean-{key}"))
}

/// What is wrong with a cell, and what to do about it.
pub fn cell(language: Language, reason: &Reason, kind: &PlayerKind) -> (String, String) {
    let say = |key: &str| said(language, key, &[]);
    let at_most = |key: &str, most: i64| said(language, key, &[("most", most.into())]);
    match reason {
        Reason::EmptyId => say("empty-id"),
        Reason::BlankInside => say("blank-inside"),
        Reason::WrongKind => {
            let kind_of = [("kind", kind.label.as_str().into()), ("rule", rule(language, kind).into())];
            said(language, "wrong-kind", &kind_of)
        }
        Reason::Shortened => say("shortened"),
        Reason::Date => say("date"),
        Reason::SpreadsheetError => say("spreadsheet-error"),
        Reason::ControlCharacter => say("control"),
        Reason::MissingQuantity => say("missing-quantity"),
        Reason::NotANumber => say("not-a-number"),
        Reason::BelowOne => say("below-one"),
        Reason::AboveMaximum(most) => at_most("above-maximum", *most),
        Reason::AboveExact => at_most("above-exact", EXACT),
        Reason::TooLong(most) => at_most("too-long", *most as i64),
        Reason::ExtraCell => say("extra-cell"),
    }
}

/// That a player stands in the list already, and what to do about it.
pub fn repeats(language: Language, first: usize) -> (String, String) {
    said(language, "repeats", &[("first", first.into())])
}

fn said(language: Language, key: &str, arguments: &[(&'static str, FluentValue<'_>)]) -> (String, String) {
    let args: FluentArgs = arguments.iter().map(|(name, value)| (*name, value.clone())).collect();
    let key = format!("row-{key}");
    (words::text(language, &key, &args), words::text(language, &format!("{key}-do"), &args))
}

/// What an ID of a kind looks like: 8 to 12 digits.
pub fn rule(language: Language, kind: &PlayerKind) -> String {
    let mut args = FluentArgs::new();
    args.set("min", kind.min_length);
    args.set("max", kind.max_length);
    let key = if kind.charset == "digits" { "new-kind-digits" } else { "new-kind-letters" };
    words::text(language, key, &args)
}
