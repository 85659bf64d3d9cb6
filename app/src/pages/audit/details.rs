//! What an event says beside who and when: JSON, as people read it.

use leptos::prelude::*;
use serde_json::{Map, Value};

use crate::{moment, t, words};

/// Numbers under these names are moments.
const MOMENTS: [&str; 6] = ["until", "from", "locked_until", "disabled_at", "retired_at", "paused_until"];

/// Whether it names a game, and that is every game.
pub fn is_of_every_game(details: &str) -> bool {
    read(details).get("game").is_some_and(Value::is_null)
}

/// Everything but what changed, and in which game.
pub fn facts(details: &str) -> AnyView {
    let details = read(details);
    let facts = details.iter().filter(|(name, _)| !matches!(name.as_str(), "before" | "after" | "game"));
    let facts = facts.map(|(name, value)| view! { <div><dt>{title(name)}</dt><dd>{text(name, value)}</dd></div> });
    facts.collect_view().into_any()
}

/// What changed, a line each: before and after.
pub fn changes(details: &str) -> Option<AnyView> {
    let details = read(details);
    let part = |name: &str| details.get(name).and_then(Value::as_object).cloned().unwrap_or_default();
    let (before, after) = (part("before"), part("after"));
    let mut names: Vec<&String> =
        before.keys().chain(after.keys().filter(|name| !before.contains_key(*name))).collect();
    names.retain(|name| before.get(*name) != after.get(*name));
    if names.is_empty() {
        return None;
    }
    let rows = names.into_iter().map(|name| {
        let cell = |side: &Map<String, Value>| side.get(name).map_or_else(nothing, |value| text(name, value));
        view! { <tr><th scope="row">{title(name)}</th><td class="wrap">{cell(&before)}</td><td class="wrap">{cell(&after)}</td></tr> }
    });
    Some(
        view! {
            <div class="scroll boxed">
                <table class="changes">
                    <thead>
                        <tr>
                            <th scope="col">{t!("audit-what")}</th>
                            <th scope="col">{t!("audit-before")}</th>
                            <th scope="col">{t!("audit-after")}</th>
                        </tr>
                    </thead>
                    <tbody>{rows.collect_view()}</tbody>
                </table>
            </div>
        }
        .into_any(),
    )
}

fn read(details: &str) -> Map<String, Value> {
    serde_json::from_str(details).unwrap_or_default()
}

/// What a detail is called; one without words stands as it is stored.
fn title(name: &str) -> String {
    let key = format!("detail-{}", name.replace('_', "-"));
    if words::has(&key) { t!(&key) } else { name.to_owned() }
}

fn text(name: &str, value: &Value) -> String {
    match value {
        Value::Null => nothing(),
        Value::Bool(true) => t!("yes"),
        Value::Bool(false) => t!("no"),
        Value::Number(number) => match number.as_i64().filter(|_| MOMENTS.contains(&name)) {
            Some(at) => format!("{} {}", moment::exact(at), moment::zone_name(at)),
            None => number.to_string(),
        },
        Value::String(text) if text.is_empty() => nothing(),
        Value::String(text) => word(name, text),
        Value::Array(list) if list.is_empty() => nothing(),
        Value::Array(list) => {
            let texts: Vec<String> = list.iter().map(|value| text(name, value)).collect();
            texts.join(", ")
        }
        Value::Object(parts) => {
            let texts: Vec<String> = parts
                .iter()
                .map(|(name, value)| format!("{}{}{}", title(name), t!("label-colon"), text(name, value)))
                .collect();
            texts.join("; ")
        }
    }
}

/// Words of our own that stand in details are shown as pages say them.
fn word(name: &str, text: &str) -> String {
    let key = match name {
        "permissions" => format!("permission-{text}"),
        "theme" => format!("theme-{text}"),
        "kinds" => format!("webhook-kind-{text}"),
        "action" => format!("action-{text}"),
        "subject" => format!("subject-{text}"),
        _ => return text.to_owned(),
    };
    if words::has(&key) { t!(&key) } else { text.to_owned() }
}

fn nothing() -> String {
    "—".to_owned()
}
