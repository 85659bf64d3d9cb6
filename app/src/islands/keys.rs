use leptos::prelude::*;

/// The keys that the sheet of keys names: they lead to what has them as `aria-keyshortcuts`, and through rows and pages.
#[island]
pub fn Keys() -> impl IntoView {
    #[cfg(feature = "hydrate")]
    browser::follow();
}

#[cfg(feature = "hydrate")]
mod browser {
    use leptos::prelude::document;
    use wasm_bindgen::JsCast;
    use web_sys::{Element, HtmlElement, KeyboardEvent};

    use crate::islands::dom::{all, find, listen};

    pub fn follow() {
        listen(&document(), "keydown", |event| {
            let pressed: &KeyboardEvent = event.unchecked_ref();
            let with_others = pressed.ctrl_key() || pressed.meta_key() || pressed.alt_key() || pressed.is_composing();
            let target = pressed.target().and_then(|target| target.dyn_into::<Element>().ok());
            let is_off = find("#keys[data-keys=on]").is_none();
            if is_off || with_others || target.as_ref().is_some_and(is_typed_into) || find("dialog[open]").is_some() {
                return;
            }
            let done = match &*pressed.key() {
                "j" => step(1),
                "k" => step(-1),
                "]" => find(".pager a[rel=next]").is_some_and(|link| press(&link)),
                "[" => find(".pager a[rel=prev]").is_some_and(|link| press(&link)),
                key => lead_to(key),
            };
            if done {
                event.prevent_default();
            }
        });
    }

    fn is_typed_into(element: &Element) -> bool {
        element.matches("input:not([type=checkbox], [type=radio]), textarea, select").unwrap_or(false)
    }

    /// Links are followed and what opens something is pressed; a button that does something is only gone to, so that
    /// nothing is done by one key.
    fn lead_to(key: &str) -> bool {
        let known = key.chars().all(|key| key.is_ascii_lowercase() || matches!(key, '/' | '?')) && key.len() == 1;
        let found = known.then(|| find(&format!("[aria-keyshortcuts='{key}']:not(:disabled)"))).flatten();
        found.is_some_and(
            |found| {
                if found.matches("a, [command]").unwrap_or(false) { press(&found) } else { go_to(&found) }
            },
        )
    }

    /// To the next row, or the one before.
    fn step(by: i32) -> bool {
        let rows = all("main tbody tr:not([hidden]) th[scope=row] a");
        let here = document().active_element().and_then(|focus| focus.closest("tr").ok().flatten());
        let at = here.and_then(|here| rows.iter().position(|link| here.contains(Some(link))));
        let to = match at {
            Some(at) => at as i32 + by,
            None => 0,
        };
        rows.get(to.max(0) as usize).is_some_and(go_to)
    }

    fn press(element: &Element) -> bool {
        element.dyn_ref::<HtmlElement>().map(HtmlElement::click).is_some()
    }

    fn go_to(element: &Element) -> bool {
        element.dyn_ref::<HtmlElement>().is_some_and(|element| element.focus().is_ok())
    }
}
