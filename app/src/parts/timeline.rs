use grantdesk::event::Event;
use leptos::prelude::*;

use crate::moment::Moment;
use crate::parts::actor::actor;
use crate::parts::icon::Icon;
use crate::t;

/// What happened to a request, newest first.
#[component]
pub fn Timeline(events: Vec<Event>) -> impl IntoView {
    let entries = events.iter().rev().map(entry).collect_view();
    view! { <ol class="timeline">{entries}</ol> }
}

fn entry(event: &Event) -> AnyView {
    let (icon, tone) = look(&event.action);
    let number = |name| event.detail(name).and_then(|number| number.parse::<i64>().ok()).unwrap_or_default();
    let text = t!(
        &format!("event-{}", event.action),
        who = actor(event),
        deliveries = number("deliveries"),
        delivery = number("delivery"),
        version = number("version"),
        before = event.detail("before").unwrap_or_default(),
        after = event.detail("after").unwrap_or_default(),
        succeeded = number("succeeded"),
        without = number("refused") + number("failed"),
        unknown = number("unknown"),
    );
    let note = event.detail("note").filter(|note| !note.is_empty());
    view! {
        <li data-tone=tone>
            <Icon name=icon/>
            {text}" "<Moment at=event.at/>
            {note.map(|note| view! { <q>{note}</q> })}
        </li>
    }
    .into_any()
}

fn look(action: &str) -> (&'static str, Option<&'static str>) {
    match action {
        "requested" => ("plus", None),
        "approved" => ("people", Some("good")),
        "rejected" => ("rejected", None),
        "held" => ("held", None),
        "released" => ("pending", Some("warn")),
        "canceled" => ("canceled", None),
        "started" => ("sending", Some("info")),
        "succeeded" | "decided_arrived" => ("succeeded", Some("good")),
        "failed" | "decided_not_arrived" => ("failed", Some("bad")),
        "seal_broken" => ("lock", Some("bad")),
        "regranted" => ("again", Some("info")),
        "enquired" => ("probe", Some("odd")),
        "closed" => ("closed", None),
        "results_downloaded" => ("download", None),
        "favorite_saved" => ("star", None),
        "favorite_renamed" | "favorite_replaced" => ("edit", None),
        "favorite_shared" => ("people", Some("good")),
        "favorite_unshared" => ("lock", None),
        _ => ("info", None),
    }
}
