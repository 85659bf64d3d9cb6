use grantdesk::lookup::{Entry, Standing};
use grantdesk::request::number;
use leptos::prelude::*;

use super::{Sheet, script, standing};
use crate::moment::Moment;
use crate::parts::badge::DirectionBadge;
use crate::parts::icon::Icon;
use crate::parts::lines::{given, summary};
use crate::parts::when::Stamp;
use crate::parts::why::why;
use crate::t;
use crate::words::Language;

/// The timeline, newest first; of several players it is said whose a row is.
pub fn view(sheet: &Sheet, entries: &[Entry], several: bool) -> AnyView {
    let entries = entries.iter().map(|entry| one(sheet, entry, several)).collect_view();
    view! { <ol class="history">{entries}</ol> }.into_any()
}

fn one(sheet: &Sheet, entry: &Entry, several: bool) -> AnyView {
    let (no, n) = (entry.delivery.request_id, entry.delivery.n);
    let way = entry.direction.as_str();
    // What was looked for by its order number stands out.
    let is_sought = entry.order_number.as_ref() == Some(&sheet.look_up.text);
    let order = entry.order_number.clone().map(|number| {
        let number = if is_sought {
            view! { <mark><code>{number}</code></mark> }.into_any()
        } else {
            view! { <code>{number}</code> }.into_any()
        };
        view! { " · "{number} }
    });
    let whose = several.then(|| {
        let kind = sheet.names.id_kind(entry.game_id, &entry.id_kind);
        format!(" · {}, {kind}", sheet.names.game(entry.game_id))
    });
    view! {
        <li aria-current=is_sought.then_some("true")>
            <p class="when"><Stamp at=entry.requested_at/></p>
            <div class="what">
                <p><DirectionBadge direction=entry.direction/>" "<strong data-way=way>{summary(&given(&entry.lines), entry.direction)}</strong></p>
                <small>
                    {sheet.names.full_reason(entry.reason_id, entry.detail_reason_id)}
                    " · "<a href=format!("/requests/{no}")>{number(no)}</a>
                    " · "{sheet.names.server(entry.delivery.server_id)}
                    {whose}
                    {order}
                </small>
            </div>
            <div class="how">{badge(entry)}{because(entry)}</div>
            <div class="more">
                <details>
                    <summary>{t!("history-words")}<Icon name="down"/></summary>
                    {words(sheet, entry)}
                </details>
                {sheet.open.contains(&entry.game_id).then(|| again(no, n))}
            </div>
        </li>
    }
    .into_any()
}

fn badge(entry: &Entry) -> AnyView {
    let (state, icon) = match entry.standing() {
        Standing::Awaiting => ("pending", "pending"),
        Standing::UnderWay => ("sending", "sending"),
        Standing::Done => ("succeeded", "succeeded"),
        Standing::Refused => ("refused", "refused"),
        Standing::Failed => ("failed", "failed"),
        Standing::Unknown => ("unknown", "unknown"),
        Standing::NotDone => ("canceled", "canceled"),
    };
    let word = match entry.standing() {
        Standing::Done => t!(&format!("standing-done-{}", entry.direction.as_str())),
        Standing::NotDone => t!(&format!("standing-not-done-{}", entry.direction.as_str())),
        other => standing(other),
    };
    let place = format!("/requests/{}/deliveries/{}", entry.delivery.request_id, entry.delivery.n);
    view! { <a href=place><span class="badge" data-state=state><Icon name=icon/>{word}</span></a> }.into_any()
}

/// Why it is so, and since when.
fn because(entry: &Entry) -> AnyView {
    let why = match entry.standing() {
        Standing::Refused | Standing::Failed | Standing::Unknown => {
            why(entry.delivery.cause.as_deref(), entry.delivery.code.as_deref())
        }
        Standing::NotDone => t!(&format!("state-{}", entry.request_state.as_str())),
        Standing::Awaiting | Standing::UnderWay | Standing::Done => String::new(),
    };
    view! {
        {(!why.is_empty()).then(|| view! { <small>{why}</small> })}
        {entry.delivery.settled_at.map(|at| view! { <small><Moment at/></small> })}
    }
    .into_any()
}

/// What can be read to the player, in each language; a click selects all of one.
fn words(sheet: &Sheet, entry: &Entry) -> AnyView {
    let texts = Language::ALL.map(|language| {
        let text = script::text(language, entry, &sheet.zone);
        view! { <div><dt lang=language.code()>{script::name(language)}</dt><dd lang=language.code()>{text}</dd></div> }
    });
    view! { <dl>{texts.collect_view()}</dl> }.into_any()
}

fn again(no: i64, n: i64) -> AnyView {
    view! {
        <form method="post" action=format!("/requests/{no}/copy")>
            <input type="hidden" name="delivery" value=n.to_string()/>
            <button class="quiet"><Icon name="plus"/>{t!("history-again")}<span class="hush">{format!(" R-{no}")}</span></button>
        </form>
    }
    .into_any()
}
