//! NUL is in no text that people write, and PostgreSQL has no text with it: a browser that sends one is not understood.

use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::http::header::CONTENT_TYPE;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::failure::Failure;
use crate::sent::FORM;

const ENCODED: &str = "%00";

/// Looks through addresses and forms. Of those that bring files, `Sent` looks at the fields.
pub async fn refuse_nul(request: Request, next: Next) -> Response {
    if request.uri().path_and_query().is_some_and(|asked| asked.as_str().contains(ENCODED)) {
        return not_understood();
    }
    let kind = request.headers().get(CONTENT_TYPE).map_or(&b""[..], |kind| kind.as_bytes());
    if !kind.starts_with(b"application/x-www-form-urlencoded") {
        return next.run(request).await;
    }
    let (head, body) = request.into_parts();
    let Ok(body) = to_bytes(body, FORM).await else { return Failure::TooLarge.into_response() };
    if body.contains(&0) || body.windows(ENCODED.len()).any(|piece| piece == ENCODED.as_bytes()) {
        return not_understood();
    }
    next.run(Request::from_parts(head, Body::from(body))).await
}

fn not_understood() -> Response {
    Failure::Malformed("NUL".into()).into_response()
}
