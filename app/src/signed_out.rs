//! What somebody sends after they were signed out is not done, and not lost: they get it back, to send it again.

use std::sync::{Arc, Mutex};

use axum::body::Body;
use axum::extract::Request;
use axum::http::Method;
use axum::middleware::Next;
use axum::response::Response;
use futures::{StreamExt, stream};

use crate::failure::SignedOut;
use crate::pages::signed_out::signed_out;
use crate::sent::Unclaimed;
use crate::visitor::browser_language;

/// Whoever is signed out is turned away before anybody has read what they sent.
pub async fn give_back(request: Request, next: Next) -> Response {
    if request.method() != Method::POST {
        return next.run(request).await;
    }
    let (head, body) = request.into_parts();
    let unread = Arc::new(Mutex::new(Some(body)));
    let lent = unread.clone();
    let body = stream::once(async move { take(&lent).unwrap_or_default().into_data_stream() }).flatten();
    let response = next.run(Request::from_parts(head.clone(), Body::from_stream(body))).await;
    if response.extensions().get::<SignedOut>().is_none() {
        return response;
    }
    let (to, language) = (head.uri.to_string(), browser_language(&head));
    let Some(body) = take(&unread) else { return response };
    match Unclaimed::read(Request::from_parts(head, body)).await {
        Ok(sent) if sent.fields.iter().any(|(_, value)| !value.is_empty()) => signed_out(language, to, sent).await,
        // There is nothing to give back.
        _ => response,
    }
}

fn take(unread: &Mutex<Option<Body>>) -> Option<Body> {
    unread.lock().ok()?.take()
}
