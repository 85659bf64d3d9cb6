//! What somebody sends after they were signed out is not done, and not lost: they get it back, to send it again.

use axum::extract::{FromRequestParts, Request, State};
use axum::http::Method;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::app::App;
use crate::failure::Failure;
use crate::pages::signed_out::signed_out;
use crate::sent::Unclaimed;
use crate::visitor::{Visitor, browser_language};

/// Around forms of whoever is signed in.
pub async fn give_back(State(app): State<App>, request: Request, next: Next) -> Response {
    if request.method() != Method::POST {
        return next.run(request).await;
    }
    let (mut head, body) = request.into_parts();
    let visitor = Visitor::from_request_parts(&mut head, &app).await;
    let to = head.uri.path_and_query().map(ToString::to_string).unwrap_or_default();
    let language = browser_language(&head);
    let request = Request::from_parts(head, body);
    let Err(failure @ Failure::SignedOut { .. }) = visitor else { return next.run(request).await };
    match Unclaimed::read(request).await {
        Some(sent) => signed_out(language, to, sent).await,
        None => failure.into_response(),
    }
}
