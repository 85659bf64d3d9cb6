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
    /// Of the text, where it is not the language of the page.
    #[prop(optional_no_strip)]
    language: Option<&'static str>,
) -> impl IntoView {
    view! {
        <textarea
            id=id
            name=name
            lang=language
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

/// One line of text under its label, with a hint and what is wrong with it.
#[component]
pub fn TextField(
    name: &'static str,
    #[prop(into)] label: String,
    #[prop(optional, into)] value: String,
    /// `text`, `password`, …
    #[prop(optional, into)]
    kind: Option<&'static str>,
    #[prop(optional, into)] autocomplete: Option<&'static str>,
    /// The ID of a list of suggestions.
    #[prop(optional, into)]
    list: Option<&'static str>,
    #[prop(optional)] required: bool,
    #[prop(optional_no_strip, into)] hint: Option<String>,
    #[prop(optional_no_strip)] error: Option<String>,
) -> impl IntoView {
    let described_by = match (hint.is_some(), error.is_some()) {
        (true, true) => Some(format!("{name}-hint {name}-error")),
        (true, false) => Some(format!("{name}-hint")),
        (false, true) => Some(format!("{name}-error")),
        (false, false) => None,
    };
    view! {
        <div class="field">
            <label for=name>{label}</label>
            <input
                id=name
                name=name
                type=kind.unwrap_or("text")
                value=value
                autocomplete=autocomplete.unwrap_or("off")
                autocapitalize="none"
                spellcheck="false"
                list=list
                required=required
                aria-invalid=error.is_some().then_some("true")
                aria-describedby=described_by
            />
            {hint.map(|hint| view! { <small id=format!("{name}-hint")>{hint}</small> })}
            {error.map(|text| view! { <FieldError id=format!("{name}-error") text/> })}
        </div>
    }
    .into_any()
}

/// One choice of a select.
#[component]
pub fn Choice(#[prop(into)] value: String, chosen: bool, #[prop(into)] label: String) -> impl IntoView {
    view! { <option value=value selected=chosen>{label}</option> }
}
