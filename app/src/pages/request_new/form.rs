//! The form, step by step.

use grantdesk::catalog::{Catalog, Game, IdKind, Item};
use grantdesk::request::{Direction, Field, Form, FormLine};
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use leptos::prelude::*;

use super::complaints::{Complaints, Marks, id, label, linked_to};
use super::outlook;
use crate::moment::{self, Moment};
use crate::parts::field::{Choice, TextArea};
use crate::parts::icon::Icon;
use crate::parts::notice::Notice;
use crate::t;
use crate::words::Language;

/// A form, and all that its page says about it.
#[derive(Debug)]
pub struct Sheet {
    pub key: String,
    pub form: Form,
    /// Whether it was checked, or submitted and refused: then everything wrong is said.
    pub checked: bool,
    pub kept_at: Option<i64>,
    pub submitted: Option<i64>,
    pub complaints: Complaints,
    pub games: Vec<Game>,
    pub catalog: Catalog,
    pub language: Language,
    pub zone: TimeZone,
    pub now: i64,
}

impl Sheet {
    pub fn id_kind(&self) -> Option<&IdKind> {
        self.catalog.id_kinds.iter().find(|kind| kind.code == self.form.id_kind).or(self.catalog.id_kinds.first())
    }

    fn game(&self) -> String {
        self.catalog.game.names.in_language(self.language.code()).to_owned()
    }

    fn item(&self, line: &FormLine) -> Option<&Item> {
        self.catalog.items.iter().find(|item| item.code == line.code() && item.retired_at.is_none())
    }
}

pub fn view(sheet: &Sheet) -> AnyView {
    let submitted = sheet.submitted.map(|no| {
        view! { <Notice tone="warn" icon="warn">{linked_to("new-already-submitted", no)}</Notice> }
    });
    let verdict = match (sheet.checked, sheet.complaints.is_empty()) {
        (false, _) => None,
        (true, true) => {
            Some(view! { <Notice tone="good" icon="succeeded">{t!("new-nothing-wrong")}</Notice> }.into_any())
        }
        (true, false) => Some(sheet.complaints.summary()),
    };
    view! {
        <header class="heading">
            <div><h1>{t!("new-title")}</h1><p>{t!("new-intro")}</p></div>
        </header>
        {submitted}
        {verdict}
        <form id="request" class="split" method="post" action="/requests/new" novalidate>
            // Enter in a field presses the first button of a form: this one, so that nobody submits by accident.
            <button hidden name="do" value="check" tabindex="-1" aria-hidden="true"></button>
            <input type="hidden" name="key" value=sheet.key.clone()/>
            <div class="stack">
                {whereto(sheet)}
                {why(sheet)}
                {what(sheet)}
                {who(sheet)}
                {comment(sheet)}
            </div>
            {aside(sheet)}
        </form>
        {items(sheet)}
    }
    .into_any()
}

fn whereto(sheet: &Sheet) -> AnyView {
    let language = sheet.language.code();
    let games = sheet.games.iter().map(|game| {
        let chosen = game.code == sheet.form.game;
        view! { <Choice value=game.code.clone() chosen label=game.names.in_language(language)/> }
    });
    let extra = extra(sheet, &sheet.form.game, sheet.games.iter().any(|game| game.code == sheet.form.game));
    let choose = (sheet.games.len() > 1)
        .then(|| view! { <button name="do" value="choose-game">{t!("new-choose-game")}</button> });
    let marks = sheet.complaints.marks(Field::Game, false);

    let known = sheet.catalog.servers.iter().filter(|server| server.retired_at.is_none());
    let servers = known.clone().map(|server| {
        let paused = server.paused_until.is_some_and(|until| until > sheet.now);
        let paused = paused.then(|| view! { <span class="badge" data-tone="warn">{t!("new-server-paused")}</span> });
        view! {
            <label>
                <input type="checkbox" name="server" value=server.code.clone() checked=sheet.form.servers.contains(&server.code)/>
                {server.name.clone()}
                {paused}
            </label>
        }
    });
    let unknown =
        sheet.form.servers.iter().filter(|code| !known.clone().any(|server| server.code == **code)).map(|code| {
            view! {
                <label class="stray">
                    <input type="checkbox" name="server" value=code.clone() checked/>
                    {t!("new-stray", text = code.clone(), game = sheet.game())}
                </label>
            }
        });
    view! {
        <section class="step" id="where">
            <h2>{t!("new-where")}</h2>
            <div class="field">
                <label for="game">{label(Field::Game)}</label>
                <div class="pair wide">
                    <select id="game" name="game" required aria-invalid=marks.aria_invalid() aria-describedby=marks.described_by>
                        {games.collect_view()}
                        {extra}
                    </select>
                    {choose}
                </div>
                {sheet.complaints.beside(Field::Game)}
            </div>
            {group(sheet, Field::Servers, "picks", view! { {servers.collect_view()}{unknown.collect_view()} }.into_any())}
        </section>
    }
    .into_any()
}

fn why(sheet: &Sheet) -> AnyView {
    let directions = [Direction::Grant, Direction::Clawback].map(|direction| {
        let word = direction.as_str();
        view! {
            <label data-way=word>
                <input type="radio" name="direction" value=word checked=sheet.form.direction == word/>
                <Icon name=word/>
                {t!(&format!("direction-{word}"))}
            </label>
        }
    });
    let directions = view! { <div class="segments">{directions.collect_view()}</div> }.into_any();

    let language = sheet.language.code();
    let known = sheet.catalog.reasons.iter().filter(|reason| reason.retired_at.is_none());
    let is_known = sheet.form.reason.is_empty() || known.clone().any(|reason| reason.code == sheet.form.reason);
    let reasons = known.map(|reason| {
        view! {
            <option value=reason.code.clone() selected=reason.code == sheet.form.reason data-detail=reason.asks_detail.then_some("")>
                {reason.names.in_language(language).to_owned()}
            </option>
        }
    });
    let reasons = view! {
        <option value="">{t!("new-choose")}</option>
        {reasons.collect_view()}
        {extra(sheet, &sheet.form.reason, is_known)}
    };

    let known = sheet.catalog.detail_reasons.iter().filter(|detail| detail.retired_at.is_none());
    let is_known =
        sheet.form.detail_reason.is_empty() || known.clone().any(|detail| detail.code == sheet.form.detail_reason);
    let details = known.map(|detail| {
        let chosen = detail.code == sheet.form.detail_reason;
        let label = format!("{} · {}", detail.code, detail.names.in_language(language));
        view! { <Choice value=detail.code.clone() chosen label/> }
    });
    let details = view! {
        <option value="">{t!("new-choose")}</option>
        {details.collect_view()}
        {extra(sheet, &sheet.form.detail_reason, is_known)}
    };

    let detail = field(sheet, Field::DetailReason, Some(t!("new-detail-reason-hint")), |marks| {
        view! {
            <select id=marks.id.clone() name="detail_reason" aria-invalid=marks.aria_invalid() aria-describedby=marks.described_by>{details}</select>
        }
        .into_any()
    });
    view! {
        <section class="step" id="why">
            <h2>{t!("new-why")}</h2>
            {group(sheet, Field::Direction, "", directions)}
            <div class="fields">
                {field(sheet, Field::Reason, None, |marks| view! {
                    <select id=marks.id.clone() name="reason" required aria-invalid=marks.aria_invalid() aria-describedby=marks.described_by>{reasons}</select>
                }.into_any())}
                <div class="if-detail">{detail}</div>
            </div>
        </section>
    }
    .into_any()
}

fn what(sheet: &Sheet) -> AnyView {
    // There is always a line to type into.
    let none = [FormLine::default()];
    let lines = if sheet.form.lines.is_empty() { none.as_slice() } else { sheet.form.lines.as_slice() };
    let last = lines.len() - 1;
    let rows = lines.iter().enumerate().map(|(i, line)| {
        let added = i == last && i > 0 && line.is_empty() && !sheet.checked;
        row(sheet, i, line, added, last > 0)
    });
    view! {
        <section class="step" id="what">
            <h2>{t!("new-what")}" "<span class="soft">{t!("new-what-note")}</span></h2>
            <div class="scroll boxed">
                <table class="lines">
                    <thead>
                        <tr>
                            <th scope="col">{t!("new-item")}</th>
                            <th scope="col" class="num slim">{t!("new-quantity")}</th>
                            <th scope="col" class="tick"><span class="hush">{t!("new-remove")}</span></th>
                        </tr>
                    </thead>
                    <tbody>{rows.collect_view()}</tbody>
                </table>
            </div>
            <div class="row"><button name="do" value="add-item"><Icon name="plus"/>{t!("new-add-item")}</button></div>
            <div class="fields">{order_number(sheet)}</div>
            {validity(sheet)}
            {message(sheet)}
        </section>
    }
    .into_any()
}

fn row(sheet: &Sheet, i: usize, line: &FormLine, added: bool, removable: bool) -> AnyView {
    let item = sheet.complaints.marks(Field::Item(i), false);
    let most = sheet.item(line).map(|item| item.max_quantity);
    let quantity = sheet.complaints.marks(Field::Quantity(i), most.is_some());
    let most = most.map(|most| view! { <small class="num" id=format!("{}-hint", id(Field::Quantity(i)))>{t!("new-at-most", most = most)}</small> });
    let remove = removable.then(|| {
        view! {
            <button class="quiet lone" name="do" value=format!("remove-{}", i + 1) aria-label=t!("new-remove-n", line = i + 1) title=t!("new-remove")>
                <Icon name="x"/>
            </button>
        }
    });
    view! {
        <tr class="plain">
            <td data-label=t!("new-item")>
                <input
                    id=item.id.clone()
                    name="item"
                    list="items"
                    value=line.item.clone()
                    placeholder=t!("new-item-hint")
                    aria-label=label(Field::Item(i))
                    aria-invalid=item.aria_invalid()
                    aria-describedby=item.described_by
                    autocomplete="off"
                    spellcheck="false"
                    autofocus=added
                />
                {sheet.complaints.beside(Field::Item(i))}
            </td>
            <td data-label=t!("new-quantity")>
                <input
                    id=quantity.id.clone()
                    class="num"
                    name="quantity"
                    value=line.quantity.clone()
                    aria-label=label(Field::Quantity(i))
                    aria-invalid=quantity.aria_invalid()
                    aria-describedby=quantity.described_by
                    inputmode="numeric"
                    autocomplete="off"
                />
                {most}
                {sheet.complaints.beside(Field::Quantity(i))}
            </td>
            <td class="tick">{remove}</td>
        </tr>
    }
    .into_any()
}

fn order_number(sheet: &Sheet) -> AnyView {
    let free = sheet.kept_at.is_some()
        && !sheet.form.order_number.trim().is_empty()
        && Direction::parse(&sheet.form.direction).is_some()
        && !sheet.complaints.has(Field::OrderNumber);
    let hint = if free {
        view! { <span class="badge" data-tone="good"><Icon name="succeeded"/>{t!("new-order-free")}</span> }.into_any()
    } else {
        t!("new-order-number-hint").into_any()
    };
    let marks = sheet.complaints.marks(Field::OrderNumber, true);
    view! {
        <div class="field">
            <label for="order-number">{label(Field::OrderNumber)}</label>
            <input
                id="order-number"
                name="order_number"
                value=sheet.form.order_number.clone()
                aria-invalid=marks.aria_invalid()
                aria-describedby=marks.described_by
                autocomplete="off"
                spellcheck="false"
            />
            <small id="order-number-hint">{hint}</small>
            {sheet.complaints.beside(Field::OrderNumber)}
        </div>
    }
    .into_any()
}

/// Shown where the game supports it, and where something was typed that must not vanish.
fn validity(sheet: &Sheet) -> Option<AnyView> {
    let form = &sheet.form;
    if !sheet.catalog.game.supports_validity && form.valid_from.is_empty() && form.valid_until.is_empty() {
        return None;
    }
    let zone = sheet.zone.iana_name().map_or_else(|| moment::zone_name(sheet.now), ToOwned::to_owned);
    let time = |which, name: &'static str, value: &str, hint: String| {
        // A browser shows nothing of a time that it cannot read.
        let kind = if value.is_empty() || value.parse::<DateTime>().is_ok() { "datetime-local" } else { "text" };
        let value = value.to_owned();
        field(sheet, which, Some(hint), move |marks: Marks| {
            view! {
                <input id=marks.id.clone() type=kind name=name value=value aria-invalid=marks.aria_invalid() aria-describedby=marks.described_by/>
            }
            .into_any()
        })
    };
    let from = time(Field::ValidFrom, "valid_from", &form.valid_from, t!("new-valid-from-hint", zone = zone.clone()));
    let until = time(Field::ValidUntil, "valid_until", &form.valid_until, t!("new-valid-until-hint", zone = zone));
    Some(view! { <div class="fields">{from}{until}</div> }.into_any())
}

fn message(sheet: &Sheet) -> Option<AnyView> {
    if !sheet.catalog.game.supports_messages && sheet.form.message.is_empty() {
        return None;
    }
    let known = sheet.catalog.messages.iter().filter(|message| message.retired_at.is_none());
    let is_known = sheet.form.message.is_empty() || known.clone().any(|message| message.key == sheet.form.message);
    let messages = known.map(|message| {
        let label = format!("{} · {}", message.key, message.in_language(sheet.language.code()));
        view! { <Choice value=message.key.clone() chosen=message.key == sheet.form.message label/> }
    });
    let messages = view! {
        <option value="">{t!("new-no-message")}</option>
        {messages.collect_view()}
        {extra(sheet, &sheet.form.message, is_known)}
    };
    Some(field(sheet, Field::Message, Some(t!("new-message-hint")), |marks| {
        view! {
            <select id=marks.id.clone() name="message" aria-invalid=marks.aria_invalid() aria-describedby=marks.described_by>{messages}</select>
        }
        .into_any()
    }))
}

fn who(sheet: &Sheet) -> AnyView {
    let is_known =
        sheet.form.id_kind.is_empty() || sheet.catalog.id_kinds.iter().any(|kind| kind.code == sheet.form.id_kind);
    let kinds = sheet.catalog.id_kinds.iter().map(|kind| {
        let rule = if kind.charset == "digits" { "new-kind-digits" } else { "new-kind-letters" };
        let label = format!("{} · {}", kind.label, t!(rule, min = kind.min_length, max = kind.max_length));
        view! { <Choice value=kind.code.clone() chosen=kind.code == sheet.form.id_kind label/> }
    });
    let kinds = view! { {kinds.collect_view()}{extra(sheet, &sheet.form.id_kind, is_known)} };
    let marks = sheet.complaints.marks(Field::Players, true);
    let wrong = sheet.complaints.has(Field::Players);
    let keep_first = sheet.form.keep_first.then(|| {
        view! {
            <label class="check">
                <input type="checkbox" name="keep_first" value="true" checked/>
                <span>{t!("new-keeping-first")}</span>
            </label>
        }
    });
    let kind = sheet.id_kind().map(|kind| kind.label.clone()).unwrap_or_default();
    view! {
        <section class="step" id="who">
            <h2>{t!("new-who")}</h2>
            <div class="fields">
                {field(sheet, Field::IdKind, None, |marks| view! {
                    <select id=marks.id.clone() name="id_kind" required aria-invalid=marks.aria_invalid() aria-describedby=marks.described_by>{kinds}</select>
                }.into_any())}
            </div>
            <div class="field">
                <label for="players">{label(Field::Players)}</label>
                <TextArea
                    id="players"
                    name="players"
                    value=sheet.form.players.clone()
                    rows=7
                    required=true
                    invalid=wrong
                    described_by=marks.described_by
                />
                <small id="players-hint">{t!("new-players-hint")}</small>
                {sheet.complaints.beside(Field::Players)}
            </div>
            {sheet.complaints.lines(&kind)}
            {keep_first}
            {outlook::found(sheet, wrong)}
        </section>
    }
    .into_any()
}

fn comment(sheet: &Sheet) -> AnyView {
    let marks = sheet.complaints.marks(Field::Comment, true);
    view! {
        <section class="step" id="else">
            <h2>{t!("new-else")}</h2>
            <div class="field">
                <label for="comment">{label(Field::Comment)}</label>
                <TextArea id="comment" name="comment" value=sheet.form.comment.clone() rows=3 invalid=marks.invalid described_by=marks.described_by/>
                <small id="comment-hint">{t!("new-comment-hint")}</small>
                {sheet.complaints.beside(Field::Comment)}
            </div>
        </section>
    }
    .into_any()
}

fn aside(sheet: &Sheet) -> AnyView {
    let kept = sheet.kept_at.map(|at| view! { <footer>{t!("new-kept")}" "<Moment at seconds=true/></footer> });
    view! {
        <aside class="stack" aria-labelledby="sent">
            <section class="panel">
                <h2 id="sent">{t!("new-sent")}</h2>
                {outlook::sent(sheet)}
                <button class="primary wide">{t!("new-submit")}</button>
                <button class="wide" name="do" value="check" aria-describedby="check-hint">{t!("new-check")}</button>
                <small id="check-hint">{t!("new-check-hint")}</small>
                {kept}
            </section>
        </aside>
    }
    .into_any()
}

/// What the browser offers in the fields for items.
fn items(sheet: &Sheet) -> AnyView {
    let items = sheet.catalog.items.iter().filter(|item| item.retired_at.is_none()).map(|item| {
        let text = format!("{} · {}", item.code, item.names.in_language(sheet.language.code()));
        view! { <option value=text></option> }
    });
    view! { <datalist id="items">{items.collect_view()}</datalist> }.into_any()
}

/// A label, its control, a hint, and what is wrong with it.
fn field(sheet: &Sheet, which: Field, hint: Option<String>, control: impl FnOnce(Marks) -> AnyView) -> AnyView {
    let marks = sheet.complaints.marks(which, hint.is_some());
    let id = marks.id.clone();
    let hint = hint.map(|hint| view! { <small id=format!("{id}-hint")>{hint}</small> });
    view! {
        <div class="field">
            <label for=id.clone()>{label(which)}</label>
            {control(marks)}
            {hint}
            {sheet.complaints.beside(which)}
        </div>
    }
    .into_any()
}

/// Several controls under one name.
fn group(sheet: &Sheet, which: Field, class: &'static str, controls: AnyView) -> AnyView {
    let marks = sheet.complaints.marks(which, false);
    view! {
        <fieldset id=marks.id.clone() class=class aria-invalid=marks.aria_invalid() aria-describedby=marks.described_by>
            <legend>{label(which)}</legend>
            {controls}
            {sheet.complaints.beside(which)}
        </fieldset>
    }
    .into_any()
}

/// What was chosen and is not in this game: it stays chosen until somebody chooses otherwise.
fn extra(sheet: &Sheet, value: &str, known: bool) -> Option<AnyView> {
    (!known).then(|| {
        let label = t!("new-stray", text = value.to_owned(), game = sheet.game());
        view! { <Choice value=value chosen=true label/> }.into_any()
    })
}
