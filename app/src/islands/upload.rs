use leptos::prelude::*;

/// A number of bytes as people read it: 1.2 MB.
pub fn size(bytes: i64) -> String {
    const KILO: i64 = 1024;
    const MEGA: i64 = KILO * KILO;
    let (unit, name) = match bytes {
        ..KILO => return format!("{bytes} B"),
        KILO..MEGA => (KILO, "kB"),
        MEGA.. => (MEGA, "MB"),
    };
    match (bytes / unit, bytes % unit * 10 / unit) {
        (whole, 0) => format!("{whole} {name}"),
        (whole, tenths) => format!("{whole}.{tenths} {name}"),
    }
}

/// Sends the form with its file and shows how much of it has gone. A file above the limit is not sent at all.
#[island]
pub fn UploadProgress() -> impl IntoView {
    #[cfg(feature = "hydrate")]
    browser::attend();
}

#[cfg(feature = "hydrate")]
mod browser {
    use leptos::prelude::*;
    use wasm_bindgen::{JsCast, JsValue};
    use web_sys::{Element, FormData, HtmlFormElement, HtmlInputElement, ProgressEvent, SubmitEvent, XmlHttpRequest};

    use super::size;
    use crate::islands::dom::{find, form, listen, show};

    pub fn attend() {
        let Some(form) = form() else { return };
        let attended = form.clone();
        listen(&form, "submit", move |event| {
            let Some(bytes) = chosen() else { return };
            event.prevent_default();
            if attended.has_attribute("aria-busy") {
                return;
            }
            if bytes > most() {
                complain("data-over-limit", bytes);
                return show_the_field();
            }
            if send(&attended, event.unchecked_ref(), bytes).is_err() {
                complain("data-lost", bytes);
            }
        });
    }

    fn field() -> Option<HtmlInputElement> {
        find("#file")?.dyn_into().ok()
    }

    /// The size of the file that is chosen.
    fn chosen() -> Option<i64> {
        Some(field()?.files()?.get(0)?.size() as i64)
    }

    /// Bytes a file may have.
    fn most() -> i64 {
        find(".sending").and_then(|sending| sending.get_attribute("data-most")?.parse().ok()).unwrap_or(i64::MAX)
    }

    fn show_the_field() {
        if let Some(field) = field() {
            let _ = field.set_attribute("aria-invalid", "true");
            let _ = field.focus();
        }
    }

    fn words(name: &str) -> String {
        find(".sending").and_then(|sending| sending.get_attribute(name)).unwrap_or_default()
    }

    fn say(selector: &str, text: &str) -> Option<Element> {
        let said = find(selector)?;
        said.set_text_content(Some(text));
        let around = said.parent_element()?;
        show(&around, true);
        Some(around)
    }

    fn complain(name: &str, bytes: i64) {
        say(".sending .error span", &words(name).replace("{size}", &size(bytes)));
        if let Some(under_way) = find(".sending label") {
            show(&under_way, false);
        }
    }

    fn tell(sent: i64, total: i64) {
        let text = match sent < total {
            true => words("data-sending").replace("{sent}", &size(sent)).replace("{total}", &size(total)),
            false => words("data-sent"),
        };
        let label = say(".sending label span", &text);
        if let Some(error) = find(".sending .error") {
            show(&error, false);
        }
        let bar = label.and_then(|label| label.query_selector("progress").ok().flatten());
        if let Some(bar) = bar {
            let _ = bar.set_attribute("max", &total.to_string());
            let _ = match sent < total {
                true => bar.set_attribute("value", &sent.to_string()),
                false => bar.remove_attribute("value"),
            };
        }
    }

    fn send(form: &HtmlFormElement, event: &SubmitEvent, bytes: i64) -> Result<(), JsValue> {
        let data = FormData::new_with_form(form)?;
        if let Some(button) = event.submitter()
            && let Some(name) = button.get_attribute("name")
        {
            data.append_with_str(&name, &button.get_attribute("value").unwrap_or_default())?;
        }
        let request = XmlHttpRequest::new()?;
        request.open("POST", &form.action())?;
        request.set_request_header("x-upload", "1")?;
        listen(&*request.upload()?, "progress", |event| {
            let event: &ProgressEvent = event.unchecked_ref();
            tell(event.loaded() as i64, event.total() as i64);
        });

        let (answered, waiting) = (request.clone(), form.clone());
        listen(&request, "loadend", move |_| {
            let text = answered.response_text().ok().flatten().unwrap_or_default();
            if text.starts_with('/') {
                return go(&text);
            }
            match document().document_element().filter(|_| !text.is_empty()) {
                // A page that says why.
                Some(page) => page.set_inner_html(&text),
                None => {
                    let _ = waiting.remove_attribute("aria-busy");
                    complain("data-lost", bytes);
                }
            }
        });

        form.set_attribute("aria-busy", "true")?;
        tell(0, bytes);
        request.send_with_opt_form_data(Some(&data))
    }

    /// As the browser would after a form: to a place on the very same page, too, by loading it.
    fn go(place: &str) {
        let location = window().location();
        let here = location.pathname().unwrap_or_default() + &location.search().unwrap_or_default();
        let _ = location.assign(place);
        if place.split_once('#').is_some_and(|(page, _)| page == here) {
            let _ = location.reload();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::size;

    #[test]
    fn sizes_are_read_at_a_glance() {
        assert_eq!(size(0), "0 B");
        assert_eq!(size(1_023), "1023 B");
        assert_eq!(size(1_024), "1 kB");
        assert_eq!(size(1_290), "1.2 kB");
        assert_eq!(size(32 * 1024 * 1024), "32 MB");
        assert_eq!(size(40_000_000), "38.1 MB");
    }
}
