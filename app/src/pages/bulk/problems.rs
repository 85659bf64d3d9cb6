//! What is wrong in a bulk file, in words that say what to do about it. They are said in tables and in files.

use fluent_bundle::{FluentArgs, FluentValue};
use grantdesk::batch::{BatchRefusal, RowFinding, RowProblem, Said};
use grantdesk::catalog::Catalog;
use grantdesk::list::{PlayerKind, Reason};
use grantdesk::request::{Problem, number};

use super::super::request_new::reasons;
use super::found::said;
use crate::parts::findings::Told;
use crate::parts::sentence::listed;
use crate::t;
use crate::words::{self, Language};

/// What findings are told by.
#[derive(Clone, Copy, Debug)]
pub struct Telling<'a> {
    pub catalog: &'a Catalog,
    /// The kind of ID that the form says, if the rows do not.
    pub kind: Option<&'a PlayerKind>,
    pub language: Language,
}

impl Telling<'_> {
    pub fn told(self, finding: RowFinding) -> Told {
        let RowFinding { line, said, column, text, problem } = finding;
        let (what, remedy) = match &problem {
            RowProblem::Cell(reason) => self.cell(reason),
            RowProblem::Form(problem) => self.form(said, problem),
            RowProblem::NoDirection => self.say("no-direction", &[]),
            RowProblem::NamelessColumn => self.say("nameless-column", &[]),
            RowProblem::OrderElsewhere { line } => self.say("order-elsewhere", &[("line", (*line).into())]),
            RowProblem::Repeats { line } => reasons::repeats(self.language, *line),
        };
        let holder = match problem {
            RowProblem::Form(Problem::OrderTaken(no)) => Some(no),
            _ => None,
        };
        let column = if column.is_empty() { said.name().to_owned() } else { column };
        Told { line, column, text, problem: what, remedy, holder }
    }

    fn cell(self, reason: &Reason) -> (String, String) {
        match (reason, self.kind) {
            (Reason::WrongKind, None) => self.say("wrong-kind", &[]),
            (reason, Some(kind)) => reasons::cell(self.language, reason, kind),
            (reason, None) => {
                let any = PlayerKind {
                    code: String::new(),
                    label: String::new(),
                    charset: String::new(),
                    min_length: 0,
                    max_length: 0,
                };
                reasons::cell(self.language, reason, &any)
            }
        }
    }

    fn form(self, said: Said, problem: &Problem) -> (String, String) {
        let game = || FluentValue::from(self.catalog.game.names.in_language(self.language.code()).to_owned());
        match problem {
            Problem::Missing => self.say("missing", &[]),
            Problem::Unknown(code) => match self.nearest(said, code) {
                Some(meant) => self.say("unknown-near", &[("game", game()), ("meant", meant.into())]),
                None => self.say("unknown", &[("game", game())]),
            },
            Problem::NotATime(_) => self.say("not-a-time", &[]),
            Problem::EndsBeforeItBegins => self.say("ends-before", &[]),
            Problem::NotSupported => self.say("not-supported", &[("game", game())]),
            Problem::TooLong(most) => self.say("too-long", &[("most", (*most).into())]),
            Problem::OrderTaken(no) => self.say("order-taken", &[("request", number(*no).into())]),
            _ => self.say("not-possible", &[]),
        }
    }

    fn say(self, key: &str, arguments: &[(&'static str, FluentValue<'_>)]) -> (String, String) {
        let args: FluentArgs<'_> = arguments.iter().map(|(name, value)| (*name, value.clone())).collect();
        let key = format!("bulk-row-{key}");
        (words::text(self.language, &key, &args), words::text(self.language, &format!("{key}-do"), &args))
    }

    /// The code that was most likely meant: two letters may be wrong, but not half of them.
    fn nearest(self, said: Said, written: &str) -> Option<String> {
        let Catalog { items, reasons, detail_reasons, servers, id_kinds, messages, .. } = self.catalog;
        let codes: Vec<&str> = match said {
            Said::Item => items.iter().filter(|item| item.retired_at.is_none()).map(|item| &*item.code).collect(),
            Said::Reason => reasons.iter().filter(|reason| reason.retired_at.is_none()).map(|r| &*r.code).collect(),
            Said::DetailReason => {
                detail_reasons.iter().filter(|detail| detail.retired_at.is_none()).map(|d| &*d.code).collect()
            }
            Said::Servers => servers.iter().filter(|server| server.retired_at.is_none()).map(|s| &*s.code).collect(),
            Said::IdKind => id_kinds.iter().filter(|kind| kind.retired_at.is_none()).map(|kind| &*kind.code).collect(),
            Said::Message => messages.iter().filter(|message| message.retired_at.is_none()).map(|m| &*m.key).collect(),
            _ => Vec::new(),
        };
        let written = written.to_lowercase();
        let distances = codes.into_iter().map(|code| (distance(&written, &code.to_lowercase()), code));
        let (distance, code) = distances.min_by_key(|(distance, _)| *distance)?;
        (distance <= 2 && 2 * distance < code.chars().count()).then(|| code.to_owned())
    }
}

/// Why the file as a whole will not do.
pub fn refusal(refusal: &BatchRefusal) -> String {
    match refusal {
        BatchRefusal::NotATable(reason) => reasons::not_a_table(reason),
        BatchRefusal::NoRows => t!("bulk-no-rows"),
        BatchRefusal::MissingColumns(missing) => {
            let names: Vec<String> =
                missing.iter().map(|column| format!("{} ({})", column.name(), said(*column))).collect();
            t!("bulk-missing-columns", count = missing.len(), names = listed(&names))
        }
        BatchRefusal::RepeatedColumn { name } => t!("list-repeated-column", name = name.clone()),
        BatchRefusal::TooManyRows(most) => t!("bulk-too-many-rows", most = *most),
    }
}

/// How many letters have to change to make one of the other (Levenshtein).
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut before: Vec<usize> = (0..=b.len()).collect();
    for (i, letter) in a.chars().enumerate() {
        let mut now = vec![i + 1];
        for (j, other) in b.iter().enumerate() {
            let change = before[j] + usize::from(letter != *other);
            now.push(change.min(before[j + 1] + 1).min(now[j] + 1));
        }
        before = now;
    }
    before[b.len()]
}

#[cfg(test)]
mod tests {
    use super::distance;

    #[test]
    fn a_letter_more_or_another_is_one_change() {
        assert_eq!(distance("gems", "gem"), 1);
        assert_eq!(distance("gme", "gem"), 2);
        assert_eq!(distance("", "gold"), 4);
        assert_eq!(distance("보석", "보석"), 0);
    }
}
