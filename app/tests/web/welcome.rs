//! Links for setting a password, tried by strangers.

use axum::http::StatusCode;

use crate::desk::{TestDesk, text};

#[tokio::test(flavor = "multi_thread")]
async fn whoever_guesses_links_is_told_to_wait() {
    let desk = TestDesk::new().await;
    for _ in 0..20 {
        assert_eq!(desk.get("nobody", "/welcome/guess").await.status(), StatusCode::NOT_FOUND);
    }
    let response = desk.get("nobody", "/welcome/guess").await;
    assert_eq!(response.status(), StatusCode::TOO_MANY_REQUESTS);
    assert!(text(response).await.contains("Too many tries"));
    assert_eq!(desk.get("nobody", "/login").await.status(), StatusCode::OK);
}
