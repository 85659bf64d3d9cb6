use fluent_bundle::FluentArgs;
use leptos::prelude::*;

use crate::t;
use crate::words::{self, Language};

/// A text of our own in which `**…**` stands out.
#[component]
pub fn Sentence(text: String) -> impl IntoView {
    let part = |(i, part): (usize, &str)| {
        let part = part.to_owned();
        if i % 2 == 1 { view! { <strong>{part}</strong> }.into_any() } else { part.into_any() }
    };
    text.split("**").enumerate().filter(|(_, part)| !part.is_empty()).map(part).collect_view()
}

/// Where a view goes in the text that `Around` takes.
pub const HERE: &str = "\u{1}";

/// A text with a view in its midst: words around a moment, in the order of the language.
#[component]
pub fn Around(text: String, children: Children) -> impl IntoView {
    let (before, after) = text.split_once(HERE).unwrap_or((&text, ""));
    // An empty text would be rendered as a blank.
    let text = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    view! { {text(before)}{children()}{text(after)} }
}

/// What stands between two sentences; nothing in Japanese. An empty text would be rendered as a blank.
pub fn gap() -> Option<String> {
    Some(t!("sentence-gap")).filter(|gap| !gap.is_empty())
}

/// Things one after another: kr-1, kr-2, jp-1.
pub fn in_line(things: &[String]) -> String {
    things.join(&t!("list-comma"))
}

/// Things in a row as the language joins them: kr-1, kr-2 and jp-1.
pub fn listed(things: &[String]) -> String {
    listed_in(words::language(), things)
}

/// The same in a language that need not be the page's.
pub fn listed_in(language: Language, things: &[String]) -> String {
    let [rest @ .., last] = things else { return String::new() };
    if rest.is_empty() {
        return last.clone();
    }
    let mut args = FluentArgs::new();
    args.set("rest", rest.join(&words::text(language, "list-comma", &FluentArgs::new())));
    args.set("last", last.clone());
    words::text(language, "list-and", &args)
}
