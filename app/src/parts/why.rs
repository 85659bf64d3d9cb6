use leptos::prelude::*;

use crate::{t, words};

/// Why a delivery did not succeed, in the page's words; a code that only the game knows stands as it is.
pub fn why(cause: Option<&str>, code: Option<&str>) -> String {
    let known = |prefix: &str, word: &str| {
        let key = format!("{prefix}-{}", word.replace('_', "-"));
        words::has(&key).then(|| t!(&key))
    };
    let cause_words = cause.and_then(|cause| known("cause", cause));
    code.and_then(|code| known("code", code))
        .or(cause_words)
        .or_else(|| code.or(cause).map(ToOwned::to_owned))
        .unwrap_or_default()
}

/// The same with what the game said.
#[component]
pub fn Why(cause: Option<String>, code: Option<String>, message: Option<String>) -> impl IntoView {
    let words = why(cause.as_deref(), code.as_deref());
    let said: Vec<String> = [code.filter(|code| *code != words), message].into_iter().flatten().collect();
    let said = said.join(": ");
    view! { {words}{(!said.is_empty()).then(|| view! { <small title=said.clone()>{said.clone()}</small> })} }
}
