use leptos::prelude::*;

use crate::flash::Flash;
use crate::parts::icon::Icon;

/// A word from the page before, said once.
#[component]
pub fn FlashNotice(flash: Flash) -> impl IntoView {
    let icon = match flash.tone.as_str() {
        "good" => "succeeded",
        "bad" => "failed",
        _ => "info",
    };
    view! {
        <p class="notice flash" data-tone=flash.tone role="status">
            <Icon name=icon/>
            <span>{flash.text}</span>
        </p>
    }
}

/// One sentence that matters.
#[component]
pub fn Notice(#[prop(into)] tone: String, #[prop(into)] icon: String, children: Children) -> impl IntoView {
    view! { <p class="notice" data-tone=tone><Icon name=icon/><span>{children()}</span></p> }
}

/// Nothing is here, and that may be well.
#[component]
pub fn Empty(#[prop(into)] icon: String, #[prop(into)] title: String, #[prop(into)] text: String) -> impl IntoView {
    view! { <div class="empty"><Icon name=icon/><h2>{title}</h2><p>{text}</p></div> }
}
