use leptos::prelude::*;

use crate::t;

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

/// Things in a row as the language joins them: kr-1, kr-2 and jp-1.
pub fn listed(things: &[String]) -> String {
    match things {
        [] => String::new(),
        [only] => only.clone(),
        [rest @ .., last] => t!("list-and", rest = rest.join(&t!("list-comma")), last = last.clone()),
    }
}
