use grantdesk::request::State;
use leptos::prelude::*;

use super::sheet::Sheet;
use super::{Rights, Typed, review};
use crate::parts::field::{FieldError, TextArea};
use crate::parts::icon::Icon;
use crate::parts::keys::shortcut;
use crate::parts::look::KeptForm;
use crate::parts::notice::Notice;
use crate::parts::sentence::Sentence;
use crate::t;

/// What this person can decide about a request that is still open.
pub fn view(sheet: &Sheet) -> AnyView {
    let Rights { decide, own, .. } = sheet.rights;
    view! {
        {decide.then(|| panel(sheet))}
        {own.then(|| cancellation(sheet))}
    }
    .into_any()
}

fn panel(sheet: &Sheet) -> AnyView {
    let request = &sheet.detail.request;
    let own = sheet.rights.own;
    let to = |verb: &str| format!("/requests/{}/{verb}", request.id);
    let buttons = if request.state == State::Held {
        view! {
            <button class="primary wide" formaction=to("release") disabled=own><Icon name="pending"/>{t!("do-release")}</button>
        }
        .into_any()
    } else {
        view! {
            {(!own).then(|| review::tick(sheet))}
            <button class="primary wide" formaction=to("approval") disabled=own aria-keyshortcuts=shortcut("a")><Icon name="succeeded"/>{t!("do-approve")}</button>
            <div class="row even">
                <button formaction=to("hold") disabled=own formnovalidate><Icon name="held"/>{t!("do-hold")}</button>
                <button class="danger" formaction=to("rejection") disabled=own formnovalidate><Icon name="rejected"/>{t!("do-reject")}</button>
            </div>
        }
        .into_any()
    };
    let first = if request.state == State::Held { to("release") } else { to("approval") };
    let hint = if request.state == State::Held { t!("note-hint-release") } else { t!("note-hint-decide") };
    view! {
        <form id=NOTED class="panel decision first" method="post" action=first aria-labelledby="decision">
            <h2 id="decision">{t!("decision-title")}</h2>
            {own.then(|| view! { <Notice tone="warn" icon="people"><Sentence text=t!("decision-own")/></Notice> })}
            {(!own).then(|| note(&sheet.typed, hint))}
            <input type="hidden" name="seal" value=request.seal.clone()/>
            {buttons}
        </form>
    }
    .into_any()
}

fn cancellation(sheet: &Sheet) -> AnyView {
    let to = format!("/requests/{}/cancellation", sheet.detail.request.id);
    view! {
        <section class="panel decision first">
            <h2>{t!("cancellation-title")}</h2>
            <p class="soft">{t!("cancellation-waits")}</p>
            <details class="confirm">
                <summary class="button wide"><Icon name="canceled"/>{t!("cancellation-open")}</summary>
                <form method="post" action=to>
                    <p>{t!("cancellation-sure")}</p>
                    <button class="danger wide"><Icon name="canceled"/>{t!("do-cancel")}</button>
                </form>
            </details>
        </section>
    }
    .into_any()
}

/// The ID of the form that a note belongs to.
pub const NOTED: &str = "noted";

/// The note of a decision, and what is wrong with it.
pub fn note(typed: &Typed, hint: String) -> AnyView {
    let below = if typed.missing {
        view! { <FieldError id="note-below" text=t!("refusal-note-required")/> }.into_any()
    } else {
        view! { <small id="note-below">{hint}</small> }.into_any()
    };
    provide_context(KeptForm::Note { id: NOTED });
    view! {
        <div class="field">
            <label for="note">{t!("note")}</label>
            <TextArea id="note" name="note" value=typed.note.clone() invalid=typed.missing described_by=Some("note-below".to_owned())/>
            {below}
        </div>
    }
    .into_any()
}
