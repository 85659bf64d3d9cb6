use leptos::prelude::*;

use crate::parts::icon::Icon;

/// A text of several lines. Leptos does not escape what stands inside a textarea, so this part does:
/// every textarea of the desk is this one.
#[component]
pub fn TextArea(
    #[prop(into)] id: String,
    #[prop(into)] name: String,
    #[prop(into)] value: String,
    #[prop(optional, into)] placeholder: String,
    #[prop(optional)] rows: Option<u32>,
    #[prop(optional)] required: bool,
    #[prop(optional)] invalid: bool,
    #[prop(optional_no_strip, into)] described_by: Option<String>,
) -> impl IntoView {
    view! {
        <textarea
            id=id
            name=name
            rows=rows
            placeholder=placeholder
            required=required
            spellcheck="false"
            aria-invalid=invalid.then_some("true")
            aria-describedby=described_by
            inner_html=escaped(&value)
        ></textarea>
    }
}

/// HTML drops a line break right after `<textarea>`, so one stands there that may be dropped.
fn escaped(text: &str) -> String {
    format!("\n{}", text.replace('&', "&amp;").replace('<', "&lt;"))
}

/// What is wrong with a field, beside it.
#[component]
pub fn FieldError(#[prop(into)] id: String, #[prop(into)] text: String) -> impl IntoView {
    view! { <small class="error" id=id><Icon name="failed"/><span>{text}</span></small> }
}

/// One choice of a select.
#[component]
pub fn Choice(#[prop(into)] value: String, chosen: bool, #[prop(into)] label: String) -> impl IntoView {
    view! { <option value=value selected=chosen>{label}</option> }
}
