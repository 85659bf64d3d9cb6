//! The steps of the form, but for the one about items.

use grantdesk::request::{Direction, Field};
use leptos::prelude::*;

use super::complaints::label;
use super::form::{Sheet, extra, field, group};
use super::{file, outlook};
use crate::parts::field::{Choice, TextArea};
use crate::parts::icon::Icon;
use crate::t;

pub fn whereto(sheet: &Sheet) -> AnyView {
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

pub fn why(sheet: &Sheet) -> AnyView {
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

pub fn who(sheet: &Sheet) -> AnyView {
    let is_known =
        sheet.form.id_kind.is_empty() || sheet.catalog.usable_id_kinds().any(|kind| kind.code == sheet.form.id_kind);
    let kinds = sheet.catalog.usable_id_kinds().map(|kind| {
        let rule = if kind.charset == "digits" { "new-kind-digits" } else { "new-kind-letters" };
        let label = format!("{} · {}", kind.label, t!(rule, min = kind.min_length, max = kind.max_length));
        view! {
            <option
                value=kind.code.clone()
                selected=kind.code == sheet.form.id_kind
                data-charset=kind.charset.clone()
                data-min=kind.min_length
                data-max=kind.max_length
            >
                {label}
            </option>
        }
    });
    let kinds = view! { {kinds.collect_view()}{extra(sheet, &sheet.form.id_kind, is_known)} };
    let keep_first = sheet.form.keep_first.then(|| {
        view! {
            <label class="check">
                <input type="checkbox" name="keep_first" value="true" checked/>
                <span>{t!("new-keeping-first")}</span>
            </label>
        }
    });
    // Typed or a file; where both are, both are shown.
    let typed = sheet.file.is_none() || !sheet.form.players.trim().is_empty();
    view! {
        <section class="step" id="who">
            <h2>{t!("new-who")}</h2>
            <div class="fields">
                {field(sheet, Field::IdKind, None, |marks| view! {
                    <select id=marks.id.clone() name="id_kind" required aria-invalid=marks.aria_invalid() aria-describedby=marks.described_by>{kinds}</select>
                }.into_any())}
            </div>
            {typed.then(|| players(sheet))}
            {file::view(sheet)}
            {keep_first}
        </section>
    }
    .into_any()
}

fn players(sheet: &Sheet) -> AnyView {
    let marks = sheet.complaints.marks(Field::Players, true);
    let wrong = sheet.complaints.has(Field::Players);
    let kind = sheet.id_kind().map(|kind| kind.label.clone()).unwrap_or_default();
    view! {
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
        {outlook::found(sheet, wrong)}
    }
    .into_any()
}

pub fn comment(sheet: &Sheet) -> AnyView {
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
