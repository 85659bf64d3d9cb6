use leptos::prelude::*;

/// How many rows of a file were read so far. Once all are read, the form is checked as it then stands, so that nothing
/// that was typed meanwhile is lost.
#[island]
pub fn RowsSoFar() -> impl IntoView {
    #[cfg(feature = "hydrate")]
    browser::ask();
}

#[cfg(feature = "hydrate")]
mod browser {
    use std::time::Duration;

    use leptos::prelude::*;
    use wasm_bindgen::JsCast;
    use web_sys::{HtmlElement, XmlHttpRequest};

    use crate::islands::dom::{find, form, listen, say};

    /// How long until it asks again.
    const PAUSE: Duration = Duration::from_millis(700);

    pub fn ask() {
        let Some(told) = find("[data-upload]") else { return };
        let Ok(question) = XmlHttpRequest::new() else { return };
        let address = format!("/uploads/{}/rows", told.get_attribute("data-upload").unwrap_or_default());
        if question.open("GET", &address).is_err() {
            return;
        }
        let answered = question.clone();
        listen(&question, "loadend", move |_| {
            let text = answered.response_text().ok().flatten().unwrap_or_default();
            match text.parse() {
                Ok(read) => say(&told, read),
                // Nobody answered: perhaps somebody does later.
                Err(_) if text.is_empty() => {}
                Err(_) => return check(),
            }
            set_timeout(ask, PAUSE);
        });
        let _ = question.send();
    }

    /// Presses the button that Enter presses: it checks, and submits nothing.
    fn check() {
        let button = find("button[hidden][form=request]").and_then(|button| button.dyn_into::<HtmlElement>().ok());
        if let (Some(form), Some(button)) = (form(), button) {
            let _ = form.request_submit_with_submitter(Some(&button));
        }
    }
}
