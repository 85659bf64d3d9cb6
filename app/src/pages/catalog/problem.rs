//! What is wrong with a value or a file, in words.

use grantdesk::catalog::{Flaw, Kind, Problem};
use grantdesk::number::grouped;
use grantdesk::table::NotATable;

use super::form;
use crate::{t, words};

pub fn problem(kind: Kind, problem: &Problem) -> String {
    let key = format!("catalog-problem-{}", problem.as_str());
    match problem {
        Problem::TooLong(most) => t!(&key, most = *most as i64),
        Problem::OutOfRange { least, most } => t!(&key, least = grouped(*least), most = grouped(*most)),
        Problem::NotOneOf(words) => {
            let words: Vec<String> =
                words.iter().map(|word| format!("{word} ({})", form::choice(kind, word))).collect();
            t!(&key, words = words.join(", "))
        }
        Problem::NameNotResolved(what) | Problem::AddressNotAllowed(what) => t!(&key, what = what.clone()),
        _ => t!(&key),
    }
}

pub fn flaw(kind: Kind, flaw: &Flaw) -> String {
    let key = format!("catalog-flaw-{}", flaw.as_str());
    match flaw {
        Flaw::Value(wrong) => problem(kind, wrong),
        Flaw::File(reason) => not_a_table(reason),
        Flaw::RepeatedCode(line) => t!(&key, line = *line as i64),
        Flaw::TooManyRows(most) => t!(&key, most = *most as i64),
        Flaw::UnknownColumn => {
            let names: Vec<String> = kind.fields().iter().map(|field| field.name.to_owned()).collect();
            t!(&key, names = names.join(", "))
        }
        _ => t!(&key),
    }
}

fn not_a_table(reason: &NotATable) -> String {
    let word = match reason {
        NotATable::OldOffice => "old-office",
        NotATable::Encoding { .. } => "encoding",
        NotATable::UnclosedQuote { .. } => "unclosed-quote",
        _ => "other",
    };
    let line = match reason {
        NotATable::Encoding { line } | NotATable::UnclosedQuote { line } => *line as i64,
        _ => 0,
    };
    t!(&format!("catalog-not-a-table-{word}"), line = line)
}

/// Yes or no, the word for a choice, or the value as it stands.
pub fn shown(kind: Kind, field: &str, text: &str) -> String {
    use grantdesk::catalog::Shape;
    let shape = kind.place(field).map(|place| kind.fields()[place].shape);
    match shape {
        _ if text.is_empty() => t!("catalog-nothing"),
        Some(Shape::OneOf(_)) => form::choice(kind, text),
        Some(Shape::Number { .. }) => text.parse().map_or_else(|_| text.to_owned(), |number: i64| grouped(number)),
        Some(Shape::Flag) | None if words::has(&format!("catalog-is-{text}")) => t!(&format!("catalog-is-{text}")),
        _ => text.to_owned(),
    }
}
