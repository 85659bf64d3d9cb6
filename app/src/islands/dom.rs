//! The page, as the browser holds it.

use leptos::prelude::document;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, Event, EventTarget, HtmlFormElement};

use super::plural::Plural;

pub fn find(selector: &str) -> Option<Element> {
    document().query_selector(selector).ok().flatten()
}

pub fn all(selector: &str) -> Vec<Element> {
    let found = document().query_selector_all(selector).ok();
    let found = found.into_iter().flat_map(|found| (0..found.length()).filter_map(move |i| found.item(i)));
    found.filter_map(|node| node.dyn_into().ok()).collect()
}

/// The form of a page that has one with a list of players.
pub fn form() -> Option<HtmlFormElement> {
    find("#request")?.dyn_into().ok()
}

pub fn show(element: &Element, shown: bool) {
    let _ = element.toggle_attribute_with_force("hidden", !shown);
}

/// Says the words of an element, of one or of several.
pub fn say(element: &Element, count: usize) {
    let words = |name| element.get_attribute(name).unwrap_or_default();
    let plural = Plural { one: words("data-one"), other: words("data-other") };
    element.set_text_content(Some(&plural.of(count)));
}

/// Listens as long as the page lives.
pub fn listen(target: &EventTarget, event: &str, heard: impl FnMut(Event) + 'static) {
    let heard = Closure::<dyn FnMut(Event)>::new(heard).into_js_value();
    let _ = target.add_event_listener_with_callback(event, heard.unchecked_ref());
}
