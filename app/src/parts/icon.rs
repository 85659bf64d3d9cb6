use leptos::prelude::*;

/// A picture from `public/icons.svg`, for the eye only: the word beside it says the same.
#[component]
pub fn Icon(#[prop(into)] name: String) -> impl IntoView {
    view! {
        <svg class="icon" aria-hidden="true">
            <use href=format!("/icons.svg#{name}")></use>
        </svg>
    }
}
