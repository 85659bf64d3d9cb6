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

/// A page says by this context whether keys do anything for who looks at it.
#[derive(Clone, Copy, Debug)]
pub struct Shortcuts(pub bool);

/// The key as it is told and listened to; none for who has switched them off.
pub fn shortcut(key: &'static str) -> Option<&'static str> {
    is_on().then_some(key)
}

fn is_on() -> bool {
    use_context::<Shortcuts>().is_some_and(|shortcuts| shortcuts.0)
}

/// What keys do, opened by `?` or from the menu. The island that listens finds here whether it is to act.
#[component]
pub fn KeySheet() -> impl IntoView {
    let is_on = is_on();
    let switch = if is_on { t!("keys-switch-off") } else { t!("keys-switch-on") };
    let rows = KEYS.map(|(keys, words)| {
        let keys: Vec<_> = keys.iter().map(|key| view! { <kbd>{*key}</kbd>" " }).collect();
        view! { <div><dt>{keys}</dt><dd>{t!(words)}</dd></div> }
    });
    view! {
        <dialog id="keys" class="keys" data-keys=if is_on { "on" } else { "off" } aria-labelledby="keys-title">
            <h2 id="keys-title">{t!("keys-title")}</h2>
            <dl class="facts">{rows.into_iter().collect_view()}</dl>
            <p class="soft"><small>{is_on.then(|| t!("keys-typing"))}" "<a href="/settings">{switch}</a></small></p>
            <form method="dialog"><button>{t!("keys-close")}</button></form>
        </dialog>
    }
}

/// Opens the sheet.
#[component]
pub fn KeysButton() -> impl IntoView {
    view! {
        <button class="quiet" type="button" command="show-modal" commandfor="keys" aria-keyshortcuts=shortcut("?")>
            <Icon name="keys"/>{t!("keys-title")}
        </button>
    }
}
