use grantdesk::catalog::Catalog;
use grantdesk::request::{Complaint, Field, LineProblem, Problem, number};
use leptos::prelude::*;

use super::reasons;
use crate::parts::icon::Icon;
use crate::t;

/// So many lines of a list are shown; the rest are counted.
const SHOWN: usize = 20;

/// Stands in a sentence where a link comes.
const LINK: &str = "\u{1}";

/// What is wrong with the form, in the order of the page.
#[derive(Clone, Debug)]
pub struct Complaints {
    complaints: Vec<Complaint>,
    /// Its name, in the language of the page.
    game: String,
}

/// What a control says about itself: its ID, whether it is wrong, and what describes it.
#[derive(Clone, Debug)]
pub struct Marks {
    pub id: String,
    pub invalid: bool,
    pub described_by: Option<String>,
}

impl Marks {
    pub fn aria_invalid(&self) -> Option<&'static str> {
        self.invalid.then_some("true")
    }
}

impl Complaints {
    pub fn new(mut complaints: Vec<Complaint>, catalog: &Catalog, language: &str) -> Complaints {
        complaints.sort_by_key(|complaint| place(complaint.field));
        Complaints { complaints, game: catalog.game.names.in_language(language).to_owned() }
    }

    pub fn is_empty(&self) -> bool {
        self.complaints.is_empty()
    }

    fn at(&self, field: Field) -> impl Iterator<Item = &Problem> {
        self.complaints.iter().filter(move |complaint| complaint.field == field).map(|complaint| &complaint.problem)
    }

    pub fn has(&self, field: Field) -> bool {
        self.at(field).next().is_some()
    }

    pub fn marks(&self, field: Field, has_hint: bool) -> Marks {
        let id = id(field);
        let invalid = self.has(field);
        let described_by = match (invalid, has_hint) {
            (true, true) => Some(format!("{id}-error {id}-hint")),
            (true, false) => Some(format!("{id}-error")),
            (false, true) => Some(format!("{id}-hint")),
            (false, false) => None,
        };
        Marks { id, invalid, described_by }
    }

    /// Every complaint about a field, to stand beside it.
    pub fn beside(&self, field: Field) -> Option<AnyView> {
        if !self.has(field) {
            return None;
        }
        let said = self.at(field).map(|problem| self.sentence(problem, field, true)).collect_view();
        Some(view! { <div class="stack errors" id=format!("{}-error", id(field))>{said}</div> }.into_any())
    }

    /// Everything that is wrong, each with a link to its field.
    pub fn summary(&self) -> AnyView {
        let entries = self.complaints.iter().map(|Complaint { field, problem }| {
            let text = self.sentence(problem, *field, false);
            view! { <li><a href=format!("#{}", id(*field))>{label(*field)}{t!("label-colon")}{text}</a></li> }
        });
        view! {
            <div class="notice summary" data-tone="bad" role="alert" tabindex="-1" autofocus>
                <Icon name="failed"/>
                <div><h2>{t!("new-summary", count = self.complaints.len())}</h2><ul>{entries.collect_view()}</ul></div>
            </div>
        }
        .into_any()
    }

    /// Beside a field it is an error of its own, and may link to a request; in the summary it is a part of a link.
    fn sentence(&self, problem: &Problem, field: Field, beside: bool) -> AnyView {
        let text = match problem {
            Problem::Missing => t!(missing(field)),
            Problem::Unknown(text) => t!("new-unknown", text = clipped(text), game = self.game.clone()),
            Problem::NotANumber(text) => t!("new-not-a-number", text = clipped(text)),
            Problem::BelowOne => t!("new-below-one"),
            Problem::AboveMaximum(most) => t!("new-above-maximum", most = *most),
            Problem::AboveExact => t!("new-above-exact", most = (1_i64 << 53) - 1),
            Problem::RepeatedItem => t!("new-repeated-item"),
            Problem::OneItemOnly => t!("new-one-item-only"),
            Problem::QuantityInList => t!("new-quantity-in-list"),
            Problem::NotATime(text) => t!("new-not-a-time", text = clipped(text)),
            Problem::EndsBeforeItBegins => t!("new-ends-before"),
            Problem::NotSupported => t!("new-not-supported", game = self.game.clone()),
            Problem::TooLong(most) => t!("new-too-long", most = *most),
            Problem::OrderTaken(no) if beside => {
                return error(linked(&t!("new-order-taken", request = LINK), *no));
            }
            Problem::OrderTaken(no) => t!("new-order-taken", request = number(*no)),
            Problem::AlreadySubmitted(no) => t!("new-already-submitted", request = number(*no)),
            Problem::TooManyPlayers(count) => t!("new-too-many-players", count = *count),
            Problem::Lines(lines) => t!("new-bad-lines", count = lines.len()),
            Problem::Repeated(lines) => t!("new-repeated-lines", count = lines.len()),
            Problem::TypedAndFile => t!("new-typed-and-file"),
            Problem::UnderWay => t!("new-file-under-way"),
            Problem::File(refusal) => reasons::refusal(refusal),
            Problem::BadRows(count) => t!("file-bad-cells", count = *count),
            Problem::RepeatedRows(count) => t!("file-repeated-rows", count = *count),
        };
        if beside { error(text.into_any()) } else { text.into_any() }
    }

    /// The lines that are wrong, and the question about repeated ones.
    pub fn lines(&self, id_kind: &str) -> AnyView {
        let tables = self.at(Field::Players).filter_map(|problem| match problem {
            Problem::Lines(lines) => Some(table(lines, id_kind, t!("new-bad-lines", count = lines.len()))),
            Problem::Repeated(lines) => {
                let lines = table(lines, id_kind, t!("new-repeated-lines", count = lines.len()));
                let question = view! {
                    <div class="row">
                        <button name="do" value="keep-first" aria-describedby="keep-first-hint">{t!("new-keep-first")}</button>
                        <small id="keep-first-hint">{t!("new-keep-first-hint")}</small>
                    </div>
                };
                Some(view! { {lines}{question} }.into_any())
            }
            _ => None,
        });
        tables.collect_view().into_any()
    }
}

/// A sentence with a link to a request in the place of `LINK`.
pub fn linked_to(key: &str, no: i64) -> AnyView {
    linked(&t!(key, request = LINK), no)
}

fn linked(text: &str, no: i64) -> AnyView {
    let (before, after) = text.split_once(LINK).unwrap_or((text, ""));
    let (before, after) = (before.to_owned(), after.to_owned());
    view! { {before}<a href=format!("/requests/{no}")>{number(no)}</a>{after} }.into_any()
}

fn error(text: AnyView) -> AnyView {
    view! { <small class="error"><Icon name="failed"/><span>{text}</span></small> }.into_any()
}

fn table(lines: &[LineProblem], id_kind: &str, caption: String) -> AnyView {
    let rows = lines.iter().take(SHOWN).map(|problem| {
        let (line, text, why) = match problem {
            LineProblem::Blank { line } => (*line, "", t!("new-line-blank")),
            LineProblem::BlankInside { line, text } => (*line, text.as_str(), t!("new-line-blank-inside")),
            LineProblem::WrongKind { line, text } => {
                (*line, text.as_str(), t!("new-line-wrong-kind", kind = id_kind.to_owned()))
            }
            LineProblem::Repeats { line, text, first } => {
                (*line, text.as_str(), t!("new-line-repeats", first = *first))
            }
        };
        let text = text.to_owned();
        view! {
            <tr>
                <th scope="row" class="num">{grantdesk::number::grouped(line as i128)}</th>
                <td class="odd"><code>{text}</code></td>
                <td class="wrap">{why}</td>
            </tr>
        }
    });
    let more = lines.len().saturating_sub(SHOWN);
    let more =
        (more > 0).then(|| view! { <tfoot><tr><td colspan="3">{t!("new-more-lines", count = more)}</td></tr></tfoot> });
    view! {
        <div class="scroll boxed">
            <table class="findings">
                <caption class="hush">{caption}</caption>
                <thead>
                    <tr>
                        <th scope="col" class="num">{t!("new-line")}</th>
                        <th scope="col">{t!("new-line-id")}</th>
                        <th scope="col">{t!("new-line-problem")}</th>
                    </tr>
                </thead>
                <tbody>{rows.collect_view()}</tbody>
                {more}
            </table>
        </div>
    }
    .into_any()
}

/// Of what was typed, as much as fits in a sentence.
fn clipped(text: &str) -> String {
    let text = text.trim();
    let mut clipped: String = text.chars().take(60).collect();
    if clipped.len() < text.len() {
        clipped.push('…');
    }
    clipped
}

/// The ID of a field's control.
pub fn id(field: Field) -> String {
    match field {
        Field::Form => "request".into(),
        Field::Game => "game".into(),
        Field::Servers => "servers".into(),
        Field::Direction => "direction".into(),
        Field::Reason => "reason".into(),
        Field::DetailReason => "detail-reason".into(),
        Field::Item(i) => format!("item-{}", i + 1),
        Field::Quantity(i) => format!("quantity-{}", i + 1),
        Field::OrderNumber => "order-number".into(),
        Field::ValidFrom => "valid-from".into(),
        Field::ValidUntil => "valid-until".into(),
        Field::Message => "message".into(),
        Field::IdKind => "id-kind".into(),
        Field::Players => "players".into(),
        Field::File => "file".into(),
        Field::Comment => "comment".into(),
    }
}

/// The name of a field, in the language of the page.
pub fn label(field: Field) -> String {
    match field {
        Field::Form => t!("new-title"),
        Field::Game => t!("new-game"),
        Field::Servers => t!("new-servers"),
        Field::Direction => t!("new-direction"),
        Field::Reason => t!("new-reason"),
        Field::DetailReason => t!("new-detail-reason"),
        Field::Item(i) => t!("new-item-n", line = i + 1),
        Field::Quantity(i) => t!("new-quantity-n", line = i + 1),
        Field::OrderNumber => t!("new-order-number"),
        Field::ValidFrom => t!("new-valid-from"),
        Field::ValidUntil => t!("new-valid-until"),
        Field::Message => t!("new-message"),
        Field::IdKind => t!("new-id-kind"),
        Field::Players => t!("new-players"),
        Field::File => t!("new-file"),
        Field::Comment => t!("new-comment"),
    }
}

fn missing(field: Field) -> &'static str {
    match field {
        Field::Servers => "new-missing-servers",
        Field::Item(_) => "new-missing-item",
        Field::Quantity(_) => "new-missing-quantity",
        Field::Players => "new-missing-players",
        Field::File => "new-missing-file",
        _ => "new-missing",
    }
}

/// Where a field stands on the page.
fn place(field: Field) -> (u8, usize) {
    match field {
        Field::Form => (0, 0),
        Field::Game => (1, 0),
        Field::Servers => (2, 0),
        Field::Direction => (3, 0),
        Field::Reason => (4, 0),
        Field::DetailReason => (5, 0),
        Field::Item(i) => (6, 2 * i),
        Field::Quantity(i) => (6, 2 * i + 1),
        Field::OrderNumber => (7, 0),
        Field::ValidFrom => (8, 0),
        Field::ValidUntil => (9, 0),
        Field::Message => (10, 0),
        Field::IdKind => (11, 0),
        Field::Players => (12, 0),
        Field::File => (13, 0),
        Field::Comment => (14, 0),
    }
}
