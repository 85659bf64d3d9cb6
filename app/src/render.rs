//! From a view to an HTTP answer.

use std::pin::Pin;

use axum::body::Body;
use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY};
use axum::http::{HeaderValue, Request, StatusCode};
use axum::response::Response;
use futures::stream::{Stream, once};
use leptos::nonce::use_nonce;
use leptos::prelude::*;
use leptos_axum::{ResponseOptions, handle_response_inner};

use crate::app::App;
use crate::failure::Failure;
use crate::flash::Flash;
use crate::live::{Live, Topic};
use crate::moment::Zone;
use crate::parts::keys::Shortcuts;
use crate::parts::shell::{Document, Shell};
use crate::visitor::Visitor;
use crate::words::Language;

/// A page in the shell, for somebody who is signed in. `page` is called inside the page's context, where `t!`,
/// `Moment` and the like know the language and the zone.
pub async fn page<V: IntoView + 'static>(
    app: &App,
    visitor: &Visitor,
    title: &'static str,
    page: impl FnOnce() -> V + Send + 'static,
) -> Result<Response, Failure> {
    titled_page(app, visitor, move || crate::t!(title), page).await
}

/// The same with a title that is more than words. Leptos does not escape it.
pub async fn titled_page<V: IntoView + 'static>(
    app: &App,
    visitor: &Visitor,
    title: impl FnOnce() -> String + Send + 'static,
    page: impl FnOnce() -> V + Send + 'static,
) -> Result<Response, Failure> {
    let live = Live::of(app, visitor, Topic::Frame).await?;
    live_page(app, visitor, live, title, page).await
}

/// A page that moves by itself when its topic does.
pub async fn live_page<V: IntoView + 'static>(
    app: &App,
    visitor: &Visitor,
    live: Live,
    title: impl FnOnce() -> String + Send + 'static,
    page: impl FnOnce() -> V + Send + 'static,
) -> Result<Response, Failure> {
    let flash = if visitor.looks_again { None } else { Flash::take(&visitor.session).await? };
    let (person, here) = (visitor.person.clone(), visitor.here.clone());
    let (waiting, unread, live) = (live.waiting, live.unread, (!visitor.sent_a_form).then_some(live));
    let (language, zone, now) = (visitor.language, visitor.zone.clone(), app.desk.now());
    let view = move || {
        provide_context(language);
        provide_context(Zone(zone));
        provide_context(Shortcuts(person.shortcuts));
        let theme = person.theme.clone();
        let content = page().into_any();
        let shell = view! { <Shell person here waiting unread now flash content/> }.into_any();
        view! { <Document live language title=title() theme content=shell/> }
    };
    Ok(respond(StatusCode::OK, view).await)
}

/// A page without the shell: signing in, and failures.
pub async fn bare_page<V: IntoView + 'static>(
    language: Language,
    status: StatusCode,
    title: &'static str,
    page: impl FnOnce() -> V + Send + 'static,
) -> Response {
    themed_page(language, None, status, title, page).await
}

/// The same in the theme of somebody who is known.
pub async fn themed_page<V: IntoView + 'static>(
    language: Language,
    theme: Option<String>,
    status: StatusCode,
    title: &'static str,
    page: impl FnOnce() -> V + Send + 'static,
) -> Response {
    let view = move || {
        provide_context(language);
        let content = page().into_any();
        view! { <Document is_bare=true live=None language title=crate::t!(title) theme content/> }
    };
    respond(status, view).await
}

async fn respond<V: IntoView + 'static>(status: StatusCode, view: impl FnOnce() -> V + Send + 'static) -> Response {
    let view = move || {
        let options = expect_context::<ResponseOptions>();
        options.set_status(status);
        options.insert_header(CONTENT_SECURITY_POLICY, policy());
        options.insert_header(CACHE_CONTROL, HeaderValue::from_static("no-store"));
        view()
    };
    // Pages have their data before they are rendered, so nothing is left to stream after them.
    handle_response_inner(
        || {},
        view,
        Request::new(Body::empty()),
        |view, _, _| {
            let html = view.into_view().to_html();
            Box::pin(async move { Box::pin(once(async move { html })) as Pin<Box<dyn Stream<Item = String> + Send>> })
        },
    )
    .await
}

/// Scripts run only with this answer's nonce; nothing is loaded from elsewhere, and nobody frames the desk.
fn policy() -> HeaderValue {
    let nonce = use_nonce().map(|nonce| nonce.to_string()).unwrap_or_default();
    let policy = format!(
        "default-src 'none'; script-src 'strict-dynamic' 'nonce-{nonce}' 'wasm-unsafe-eval'; style-src 'self'; \
         img-src 'self'; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    );
    HeaderValue::from_str(&policy).unwrap_or_else(|_| HeaderValue::from_static("default-src 'none'"))
}
