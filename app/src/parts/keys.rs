use leptos::prelude::*;

use crate::parts::icon::Icon;
use crate::t;

/// Keys, and the words for what they do.
const KEYS: [(&[&str], &str); 6] = [
    (&["/"], "key-search"),
    (&["n"], "key-new"),
    (&["j", "k"], "key-rows"),
    (&["]", "["], "key-pages"),
    (&["a"], "key-approve"),
    (&["?"], "key-sheet"),
];

/// What keys do, opened by `?` or from the menu.
#[component]
pub fn KeySheet() -> impl IntoView {
    let rows = KEYS.map(|(keys, words)| {
        let keys: Vec<_> = keys.iter().map(|key| view! { <kbd>{*key}</kbd>" " }).collect();
        view! { <div><dt>{keys}</dt><dd>{t!(words)}</dd></div> }
    });
    view! {
        <dialog id="keys" class="keys" aria-labelledby="keys-title">
            <h2 id="keys-title">{t!("keys-title")}</h2>
            <dl class="facts">{rows.into_iter().collect_view()}</dl>
            <p class="soft"><small>{t!("keys-typing")}</small></p>
            <form method="dialog"><button>{t!("keys-close")}</button></form>
        </dialog>
    }
}

/// Opens the sheet.
#[component]
pub fn KeysButton() -> impl IntoView {
    view! {
        <button class="quiet" type="button" command="show-modal" commandfor="keys" aria-keyshortcuts="?">
            <Icon name="keys"/>{t!("keys-title")}
        </button>
    }
}
