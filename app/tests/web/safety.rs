//! What attackers try: other sites' forms, planted sessions, huge bodies, markup in texts.

use std::time::Duration;

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use grantdesk::request::State;

use crate::desk::{TestDesk, sign_in, text};

#[tokio::test(flavor = "multi_thread")]
async fn a_form_of_another_site_changes_nothing() {
    let desk = TestDesk::new().await;
    let cookie = sign_in(&desk.router, "operator").await;
    for (name, value) in [("origin", "https://evil.example"), ("sec-fetch-site", "cross-site")] {
        let request = Request::post(format!("/requests/{}/cancellation", desk.requests.pending))
            .header(header::COOKIE, &cookie)
            .header(header::HOST, "desk.example")
            .header(name, value);
        let response = desk.ask(request.body(Body::empty()).unwrap()).await;
        assert_eq!(response.status(), StatusCode::FORBIDDEN, "{name}");
    }
    let request = desk.desk.db().request(desk.requests.pending).await.unwrap().unwrap();
    assert_eq!(request.state, State::Pending);
}

#[tokio::test(flavor = "multi_thread")]
async fn no_page_changes_anything_when_it_is_only_looked_at() {
    let desk = TestDesk::new().await;
    let no = desk.requests.pending;
    for verb in ["approval", "rejection", "hold", "release", "regrant", "closing", "cancellation", "enquiry"] {
        let response = desk.get("approver", &format!("/requests/{no}/{verb}")).await;
        assert_eq!(response.status(), StatusCode::METHOD_NOT_ALLOWED, "{verb}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn signing_in_gives_a_new_session_and_signing_out_ends_it() {
    let desk = TestDesk::new().await;
    let first = sign_in(&desk.router, "operator").await;
    let request = Request::post("/login")
        .header(header::COOKIE, &first)
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(Body::from(format!("username=operator&password={}", grantdesk::demo::PASSWORD)))
        .unwrap();
    let response = desk.ask(request).await;
    let second = response.headers()[header::SET_COOKIE].to_str().unwrap().split(';').next().unwrap().to_owned();
    assert_ne!(first, second);

    let ask = |cookie: String, method: &str, path: &str| {
        desk.ask(
            Request::builder().method(method).uri(path).header(header::COOKIE, cookie).body(Body::empty()).unwrap(),
        )
    };
    assert_eq!(ask(second.clone(), "GET", "/requests").await.status(), StatusCode::OK);
    assert_eq!(ask(first, "GET", "/requests").await.status(), StatusCode::SEE_OTHER);
    ask(second.clone(), "POST", "/logout").await;
    assert_eq!(ask(second, "GET", "/requests").await.status(), StatusCode::SEE_OTHER);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_end_of_a_session_is_put_off_once_an_hour_and_not_by_every_page() {
    let desk = TestDesk::new().await;
    let is_written = async || desk.get("operator", "/requests").await.headers().contains_key(header::SET_COOKIE);
    assert!(is_written().await, "the first page");
    assert!(!is_written().await, "the next");
    desk.desk.clock().advance(Duration::from_secs(3_599));
    assert!(!is_written().await);
    desk.desk.clock().advance(Duration::from_secs(1));
    assert!(is_written().await);
    assert!(!is_written().await);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_people_typed_is_never_markup() {
    let desk = TestDesk::new().await;
    let nasty = "</textarea><script>alert(1)</script><b>&amp;\"'";
    let form = format!(
        "key=0199d2a0-0000-7000-8000-000000000002&game=moonlit&comment={0}&players={0}&order_number={0}&item={0}&quantity={0}",
        app::router::encoded(nasty)
    );
    let response = desk.post("operator", "/requests/new", &form).await;
    let page = text(desk.get("operator", crate::desk::location(&response)).await).await;
    assert!(!page.contains("<script>alert"), "typed text became markup");
    assert!(page.contains("&lt;/textarea>&lt;script>alert(1)"), "typed text is shown as it was typed");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_body_that_is_too_large_is_refused() {
    let desk = TestDesk::new().await;
    for path in ["/login", "/requests/new"] {
        let response = desk.post("operator", path, &"x".repeat(5 * 1024 * 1024)).await;
        assert_eq!(response.status(), StatusCode::PAYLOAD_TOO_LARGE, "{path}");
        assert!(text(response).await.contains("Too large"), "the page of {path} has no words");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_page_has_the_headers_that_keep_it_safe() {
    let desk = TestDesk::new().await;
    let response = desk.get("operator", "/requests").await;
    let header =
        |name: &str| response.headers().get(name).map(|value| value.to_str().unwrap().to_owned()).unwrap_or_default();
    let policy = header("content-security-policy");
    for part in ["default-src 'none'", "'nonce-", "frame-ancestors 'none'", "base-uri 'none'", "form-action 'self'"] {
        assert!(policy.contains(part), "{part} is missing in {policy}");
    }
    assert!(!policy.contains("unsafe-inline"));
    assert_eq!(header("x-content-type-options"), "nosniff");
    assert_eq!(header("cache-control"), "no-store");
}

/// PostgreSQL has no such text, so no form may bring one to it.
#[tokio::test(flavor = "multi_thread")]
async fn a_nul_is_not_understood_wherever_it_stands() {
    let desk = TestDesk::new().await;
    for path in ["/requests?player=%00", "/admin/games/moon%00lit", "/uploads/%00/rows", "/setup?token=a%00b"] {
        assert_eq!(desk.get("admin", path).await.status(), StatusCode::BAD_REQUEST, "{path}");
    }
    for (path, form) in
        [("/login", "username=a%00b&password=x"), ("/admin/roles/new", "name=%00"), ("/login", "a\0b=1")]
    {
        assert_eq!(desk.post("admin", path, form).await.status(), StatusCode::BAD_REQUEST, "{path}");
    }
    let parts = "--x\r\ncontent-disposition: form-data; name=\"players\"\r\n\r\n1000\0\r\n--x--\r\n";
    let request = desk.request("operator", "/requests/new").method("POST");
    let request = request.header(header::CONTENT_TYPE, "multipart/form-data; boundary=x");
    let response = desk.ask(request.body(Body::from(parts)).unwrap()).await;
    assert_eq!(response.status(), StatusCode::BAD_REQUEST);
    assert!(text(response).await.contains("Not understood"));
    let hundred = desk.get("admin", "/requests?player=100%2500").await;
    assert_eq!(hundred.status(), StatusCode::OK, "a percent sign and two noughts are no NUL");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_that_nothing_can_have_is_not_here() {
    let desk = TestDesk::new().await;
    for path in [format!("/{}", "a".repeat(300)), format!("/pkg/{}.js", "a".repeat(5000))] {
        assert_eq!(desk.get("nobody", &path).await.status(), StatusCode::NOT_FOUND);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_beyond_the_last_number_is_a_page() {
    let desk = TestDesk::new().await;
    for path in ["/admin/users", "/admin/games/moonlit/items"] {
        for after in [i64::MAX, i64::MIN] {
            let response = desk.get("admin", &format!("{path}?after={after}")).await;
            assert_eq!(response.status(), StatusCode::OK, "{path} {after}");
        }
    }
}
