use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// Where the sending of a file is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sending {
    #[default]
    Idle,
    /// So many bytes of so many.
    UnderWay(i64, i64),
    Sent,
    /// Larger than may be sent, in bytes.
    OverLimit(i64),
    Lost,
}

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct SendingWords {
    /// `{sent}` and `{total}` stand for the sizes.
    pub sending: String,
    pub sent: String,
    /// `{size}` stands for the size.
    pub over_limit: String,
    pub lost: String,
}

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
pub fn UploadProgress(
    /// Bytes a file may have.
    most: i64,
    words: SendingWords,
) -> impl IntoView {
    let sending = RwSignal::new(Sending::Idle);
    #[cfg(feature = "hydrate")]
    Effect::new(move |_| browser::attend(sending, most));
    #[cfg(not(feature = "hydrate"))]
    let _ = most;
    let said = move || {
        let (bad, text, bar) = match sending.get() {
            Sending::Idle => return None,
            Sending::UnderWay(sent, total) => {
                let text = words.sending.replace("{sent}", &size(sent)).replace("{total}", &size(total));
                (false, text, Some((sent.to_string(), total.to_string())))
            }
            Sending::Sent => (false, words.sent.clone(), None),
            Sending::OverLimit(bytes) => (true, words.over_limit.replace("{size}", &size(bytes)), None),
            Sending::Lost => (true, words.lost.clone(), None),
        };
        if bad {
            return Some(
                view! {
                    <small class="error">
                        <svg class="icon" aria-hidden="true"><use href="/icons.svg#failed"></use></svg>
                        <span>{text}</span>
                    </small>
                }
                .into_any(),
            );
        }
        let (value, max) = bar.unzip();
        Some(view! { <label>{text}<progress value=value max=max></progress></label> }.into_any())
    };
    view! { <div class="sending" role="status">{said}</div> }
}

#[cfg(feature = "hydrate")]
mod browser {
    use leptos::prelude::*;
    use leptos::wasm_bindgen::JsCast;
    use wasm_bindgen::JsValue;
    use wasm_bindgen::closure::Closure;
    use web_sys::{FormData, HtmlFormElement, HtmlInputElement, ProgressEvent, SubmitEvent, XmlHttpRequest};

    use super::Sending;

    pub fn attend(sending: RwSignal<Sending>, most: i64) {
        let form = document().get_element_by_id("request").and_then(|form| form.dyn_into::<HtmlFormElement>().ok());
        let Some(form) = form else { return };
        let attended = form.clone();
        let submitted = Closure::<dyn Fn(SubmitEvent)>::new(move |event: SubmitEvent| {
            let Some(bytes) = chosen() else { return };
            event.prevent_default();
            if matches!(sending.get_untracked(), Sending::UnderWay(..) | Sending::Sent) {
                return;
            }
            if bytes > most {
                sending.set(Sending::OverLimit(bytes));
                return show_the_field();
            }
            if send(&attended, &event, sending).is_err() {
                sending.set(Sending::Lost);
            }
        });
        let _ = form.add_event_listener_with_callback("submit", submitted.as_ref().unchecked_ref());
        // It listens as long as the page lives.
        submitted.forget();
    }

    fn field() -> Option<HtmlInputElement> {
        document().get_element_by_id("file")?.dyn_into().ok()
    }

    /// The size of the file that is chosen.
    fn chosen() -> Option<i64> {
        Some(field()?.files()?.get(0)?.size() as i64)
    }

    fn show_the_field() {
        if let Some(field) = field() {
            let _ = field.set_attribute("aria-invalid", "true");
            let _ = field.focus();
        }
    }

    fn send(form: &HtmlFormElement, event: &SubmitEvent, sending: RwSignal<Sending>) -> Result<(), JsValue> {
        let data = FormData::new_with_form(form)?;
        if let Some(button) = event.submitter()
            && let Some(name) = button.get_attribute("name")
        {
            data.append_with_str(&name, &button.get_attribute("value").unwrap_or_default())?;
        }
        let request = XmlHttpRequest::new()?;
        request.open("POST", &form.action())?;
        request.set_request_header("x-upload", "1")?;

        let progress = Closure::<dyn Fn(ProgressEvent)>::new(move |event: ProgressEvent| {
            let (sent, total) = (event.loaded() as i64, event.total() as i64);
            sending.set(if sent < total { Sending::UnderWay(sent, total) } else { Sending::Sent });
        });
        request.upload()?.set_onprogress(Some(progress.into_js_value().unchecked_ref()));

        let (answered, waiting) = (request.clone(), form.clone());
        let ended = Closure::once_into_js(move || {
            let text = answered.response_text().ok().flatten().unwrap_or_default();
            if text.starts_with('/') {
                return go(&text);
            }
            match document().document_element().filter(|_| !text.is_empty()) {
                // A page that says why.
                Some(page) => page.set_inner_html(&text),
                None => {
                    let _ = waiting.remove_attribute("aria-busy");
                    sending.set(Sending::Lost);
                }
            }
        });
        request.set_onloadend(Some(ended.unchecked_ref()));

        form.set_attribute("aria-busy", "true")?;
        sending.set(Sending::UnderWay(0, chosen().unwrap_or_default()));
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
