use leptos::prelude::*;

use super::players::Plural;

/// How many rows of a file were read so far. Once all are read, the form is checked as it then stands, so that nothing
/// that was typed meanwhile is lost.
#[island]
pub fn RowsSoFar(upload: String, rows: i64, words: Plural) -> impl IntoView {
    let rows = RwSignal::new(rows);
    #[cfg(feature = "hydrate")]
    Effect::new(move |_| browser::ask(format!("/uploads/{upload}/rows"), rows));
    #[cfg(not(feature = "hydrate"))]
    let _ = upload;
    view! { <label>{move || words.of(rows.get() as usize)}<progress></progress></label> }
}

#[cfg(feature = "hydrate")]
mod browser {
    use std::time::Duration;

    use leptos::prelude::*;
    use leptos::wasm_bindgen::JsCast;
    use wasm_bindgen::closure::Closure;
    use web_sys::{HtmlElement, HtmlFormElement, XmlHttpRequest};

    /// How long until it asks again.
    const PAUSE: Duration = Duration::from_millis(700);

    pub fn ask(address: String, rows: RwSignal<i64>) {
        let Ok(question) = XmlHttpRequest::new() else { return };
        if question.open("GET", &address).is_err() {
            return;
        }
        let answered = question.clone();
        let ended = Closure::once_into_js(move || {
            let text = answered.response_text().ok().flatten().unwrap_or_default();
            match text.parse() {
                Ok(read) => rows.set(read),
                // Nobody answered: perhaps somebody does later.
                Err(_) if text.is_empty() => {}
                Err(_) => return check(),
            }
            set_timeout(move || ask(address, rows), PAUSE);
        });
        question.set_onloadend(Some(ended.unchecked_ref()));
        let _ = question.send();
    }

    /// Presses the first button of the form.
    fn check() {
        let form = document().get_element_by_id("request").and_then(|form| form.dyn_into::<HtmlFormElement>().ok());
        let Some(form) = form else { return };
        let button = form.query_selector("button[hidden]").ok().flatten();
        let button = button.and_then(|button| button.dyn_into::<HtmlElement>().ok());
        let _ = form.request_submit_with_submitter(button.as_ref());
    }
}
