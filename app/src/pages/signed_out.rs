use axum::http::StatusCode;
use axum::response::Response;
use leptos::prelude::*;

use crate::parts::shell::Brand;
use crate::render::bare_page;
use crate::sent::Unclaimed;
use crate::t;
use crate::words::Language;

/// What was sent, to be sent again by whoever has signed in meanwhile.
pub async fn signed_out(language: Language, to: String, sent: Unclaimed) -> Response {
    let page = move || {
        let fields =
            sent.fields.into_iter().map(|(name, value)| view! { <input type="hidden" name=name value=value/> });
        view! {
            <main class="problem" id="main">
                <header>
                    <Brand/>
                    <h1>{t!("signed-out-title")}</h1>
                </header>
                <p>{t!("signed-out-why")}</p>
                {sent.had_file.then(|| view! { <p>{t!("signed-out-file")}</p> })}
                <form method="post" action=to enctype=sent.is_multipart.then_some("multipart/form-data")>
                    {fields.collect_view()}
                    <a class="button" href="/login" target="_blank">{t!("signed-out-sign-in")}</a>
                    <button class="primary">{t!("signed-out-again")}</button>
                </form>
            </main>
        }
    };
    bare_page(language, StatusCode::UNAUTHORIZED, "signed-out-title", page).await
}
