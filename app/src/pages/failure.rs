use axum::response::Response;
use leptos::prelude::*;

use crate::failure::FailurePage;
use crate::parts::shell::Brand;
use crate::render::themed_page;
use crate::t;
use crate::words::Language;

/// The page of a failure.
pub async fn failure(language: Language, theme: Option<String>, failure: FailurePage) -> Response {
    let FailurePage { status, key, note, back } = failure;
    let page = move || {
        view! {
            <main class="problem" id="main">
                <header>
                    <Brand/>
                    <h1><small>{status.as_u16()}</small>" "{t!(&format!("failure-{key}"))}</h1>
                </header>
                <p>{t!(&format!("failure-{key}-why"))}</p>
                {(!note.is_empty()).then(|| view! { <p><code>{note}</code></p> })}
                {match back {
                    Some(form) => view! { <a class="button primary" href=form>{t!("failure-back-to-form")}</a> },
                    None => view! { <a class="button primary" href="/".to_owned()>{t!("failure-back")}</a> },
                }}
            </main>
        }
    };
    themed_page(language, theme, status, "failure-title", page).await
}
