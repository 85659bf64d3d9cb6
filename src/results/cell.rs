use std::borrow::Cow;

use jiff::Zoned;
use jiff::civil::DateTime;

/// What stands in one cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell<'a> {
    Empty,
    Text(Cow<'a, str>),
    Number(i64),
    /// In the zone of who reads it.
    Time(DateTime),
    /// The same, and a CSV says how far the zone is from UTC.
    Moment(Zoned),
}

/// With these a spreadsheet takes a text for a formula, or drops them and takes what follows for one.
/// OWASP, "CSV Injection"; the full-width ones are what Japanese and Korean input methods make of them.
const DANGEROUS: [char; 12] = ['=', '+', '-', '@', '\t', '\r', '\n', '\0', '＝', '＋', '－', '＠'];

const QUOTE: char = '\'';

/// The text as it may stand in a CSV that a spreadsheet opens: one `'` goes before whatever could begin a formula.
/// Only texts are defused; a number is a number, below zero too.
pub fn defuse(text: &str) -> Cow<'_, str> {
    if is_dangerous(text.trim_start_matches(QUOTE)) {
        Cow::Owned(format!("{QUOTE}{text}"))
    } else {
        Cow::Borrowed(text)
    }
}

/// The text that was defused; a text that never was comes back as it is, `'quoted'` and `'90s` too.
pub fn undo(text: &str) -> &str {
    match text.strip_prefix(QUOTE) {
        Some(rest) if is_dangerous(rest.trim_start_matches(QUOTE)) => rest,
        _ => text,
    }
}

fn is_dangerous(text: &str) -> bool {
    text.starts_with(DANGEROUS)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{DANGEROUS, defuse, undo};

    #[test]
    fn only_what_could_begin_a_formula_gets_a_quote() {
        for (text, defused) in [
            ("=1+1", "'=1+1"),
            ("-5", "'-5"),
            ("＠SUM(A1)", "'＠SUM(A1)"),
            ("\t=1", "'\t=1"),
            ("'=1", "''=1"),
            ("''+", "'''+"),
            ("", ""),
            ("'", "'"),
            ("'90s", "'90s"),
            ("''quoted''", "''quoted''"),
            ("a=b", "a=b"),
            ("점검 보상", "점검 보상"),
        ] {
            assert_eq!(defuse(text), defused);
        }
    }

    proptest! {
        #[test]
        fn what_was_defused_comes_back(text in "['=+@\t\r\n\0＝＋－＠a-]{0,6}|\\PC*") {
            let defused = defuse(&text);
            prop_assert!(!defused.starts_with(DANGEROUS));
            prop_assert_eq!(undo(&defused), text.as_str());
        }

        #[test]
        fn ordinary_text_is_left_alone(text in "'{0,3}[a-z0-9가-힣ぁ-ん ]{0,8}") {
            prop_assert_eq!(defuse(&text), text.as_str());
            prop_assert_eq!(undo(&text), text.as_str());
        }
    }
}
