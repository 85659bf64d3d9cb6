//! What happened to an entry, with what changed from what to what.

use grantdesk::catalog::{Difference, Kind, RETIRED};
use grantdesk::event::Event;
use leptos::prelude::*;
use serde_json::Value;

use super::difference::differences;
use crate::moment::Moment;
use crate::parts::actor::actor;
use crate::parts::icon::Icon;
use crate::parts::why::why;
use crate::{t, words};

/// So many of the latest are shown.
const SHOWN: usize = 30;

pub fn history(kind: Kind, events: &[Event]) -> AnyView {
    let entries = events.iter().rev().take(SHOWN).map(|event| entry(kind, event)).collect_view();
    view! {
        <section class="panel" aria-labelledby="history">
            <h2 id="history">{t!("catalog-history")}</h2>
            <ol class="timeline">{entries}</ol>
        </section>
    }
    .into_any()
}

fn entry(kind: Kind, event: &Event) -> AnyView {
    let key = format!("catalog-event-{}", event.action.replace('_', "-"));
    let by = if event.actor_id.is_some() { "person" } else { "machine" };
    let text = match words::has(&key) {
        true => t!(&key, who = actor(event), by = by),
        false => format!("{}: {}", actor(event), event.action),
    };
    let details: Value = serde_json::from_str(&event.details).unwrap_or_default();
    // What a new entry began with, its page says.
    let changes = match event.action.as_str() {
        "created" => vec![],
        _ => changes(kind, &details),
    };
    let because = ["because", "cause"].into_iter().find_map(|name| event.detail(name));
    let because = because.map(|cause| view! { <q>{why(Some(&cause), None)}</q> });
    let file = event.detail("file").map(|file| view! { <q>{file}</q> });
    let (icon, tone) = look(&event.action);
    view! {
        <li data-tone=tone>
            <Icon name=icon/>
            {text}" "<Moment at=event.at/>
            {(!changes.is_empty()).then(|| differences(kind, &changes))}
            {because}
            {file}
        </li>
    }
    .into_any()
}

fn changes(kind: Kind, details: &Value) -> Vec<Difference> {
    let names = kind.fields().iter().map(|field| field.name).chain([RETIRED]);
    let change = |field| {
        let after = details["after"].get(field)?.clone();
        Some(Difference { field, before: details["before"].get(field).cloned(), after })
    };
    // That it was retired is said already.
    names.filter_map(change).filter(|difference| difference.field != RETIRED).collect()
}

fn look(action: &str) -> (&'static str, Option<&'static str>) {
    match action {
        "created" => ("plus", None),
        "changed" => ("edit", None),
        "retired" => ("closed", None),
        "restored" => ("again", Some("info")),
        "secret_changed" => ("key", Some("warn")),
        "tested" => ("probe", None),
        "paused" => ("held", Some("bad")),
        "resumed" => ("succeeded", Some("good")),
        _ => ("info", None),
    }
}
