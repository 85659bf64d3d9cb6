//! Signing in by two steps, as a browser without scripts does it.

use std::time::Duration;

use axum::body::Body;
use axum::http::{Request, Response, StatusCode, header};
use grantdesk::demo::PASSWORD;
use totp_rs::{Builder, Secret};

use crate::administration::between;
use crate::desk::{TestDesk, location, text};

async fn ask(desk: &TestDesk, cookie: &str, method: &str, path: &str, form: &str) -> Response<Body> {
    let request = Request::builder().method(method).uri(path).header(header::COOKIE, cookie);
    let request = request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    desk.ask(request.body(Body::from(form.to_owned())).unwrap()).await
}

fn cookie(response: &Response<Body>) -> String {
    response.headers()[header::SET_COOKIE].to_str().unwrap().split(';').next().unwrap().to_owned()
}

/// Turns the second factor of `operator` on: the secret, and the page with the recovery codes.
async fn enrol(desk: &TestDesk) -> (String, String) {
    assert_eq!(location(&desk.post("operator", "/settings/second-factor", "").await), "/settings/second-factor");
    let page = text(desk.get("operator", "/settings/second-factor").await).await;
    let secret = between(between(&page, "id=\"secret\"", "readonly"), "value=\"", "\"").to_owned();
    assert!(page.contains("class=\"qr\"") && page.contains("role=\"img\""), "the code is drawn in the page itself");
    let wrong = desk.post("operator", "/settings/second-factor/confirmation", "code=000000").await;
    assert_eq!(wrong.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let form = format!("code={}", code(desk, &secret));
    let page = text(desk.post("operator", "/settings/second-factor/confirmation", &form).await).await;
    assert_eq!(page.matches("<li><code>").count(), 10);
    desk.desk.clock().advance(Duration::from_secs(30));
    (secret, page)
}

fn code(desk: &TestDesk, secret: &str) -> String {
    let totp = Builder::new().with_secret(Secret::try_from_base32(secret).unwrap()).build().unwrap();
    totp.generate((desk.desk.now() / 1000) as u64).to_string()
}

/// The session after the right password.
async fn halfway(desk: &TestDesk) -> String {
    let form = format!("username=operator&password={PASSWORD}&back=%2Frequests%3Fstate%3Dfailed");
    let response = desk.post("nobody", "/login", &form).await;
    assert_eq!(location(&response), "/login/code?back=%2Frequests%3Fstate%3Dfailed");
    cookie(&response)
}

#[tokio::test(flavor = "multi_thread")]
async fn the_second_step_asks_for_a_code_and_takes_it_once() {
    let desk = TestDesk::new().await;
    let (secret, _) = enrol(&desk).await;
    let half = halfway(&desk).await;
    assert!(location(&ask(&desk, &half, "GET", "/requests", "").await).starts_with("/login"), "not signed in by half");
    let page = text(ask(&desk, &half, "GET", "/login/code", "").await).await;
    assert!(page.contains("one-time-code"));
    let wrong = ask(&desk, &half, "POST", "/login/code", "code=000000").await;
    assert_eq!(wrong.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let right = format!("code={}&back=%2Frequests%3Fstate%3Dfailed", code(&desk, &secret));
    let response = ask(&desk, &half, "POST", "/login/code", &right).await;
    assert_eq!(location(&response), "/requests?state=failed");
    assert_ne!(cookie(&response), half, "a new session");
    assert_eq!(ask(&desk, &cookie(&response), "GET", "/requests", "").await.status(), StatusCode::OK);

    let again = halfway(&desk).await;
    let replayed = ask(&desk, &again, "POST", "/login/code", &right).await;
    assert_eq!(replayed.status(), StatusCode::UNPROCESSABLE_ENTITY, "the same code again");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_recovery_code_lets_one_in_once_and_the_settings_count_the_rest() {
    let desk = TestDesk::new().await;
    let (_, page) = enrol(&desk).await;
    let form = format!("code={}", between(&page, "<li><code>", "</code>"));
    let half = halfway(&desk).await;
    let response = ask(&desk, &half, "POST", "/login/code", &form).await;
    assert_eq!(response.status(), StatusCode::SEE_OTHER);
    let page = text(ask(&desk, &cookie(&response), "GET", "/settings", "").await).await;
    assert!(page.contains("9 recovery codes are left"));
    let half = halfway(&desk).await;
    assert_eq!(ask(&desk, &half, "POST", "/login/code", &form).await.status(), StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_first_step_is_worth_ten_minutes() {
    let desk = TestDesk::new().await;
    let (secret, _) = enrol(&desk).await;
    let half = halfway(&desk).await;
    desk.desk.clock().advance(Duration::from_secs(600));
    let form = format!("code={}", code(&desk, &secret));
    assert_eq!(location(&ask(&desk, &half, "POST", "/login/code", &form).await), "/login");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_secret_and_the_codes_are_shown_once() {
    let desk = TestDesk::new().await;
    let (secret, page) = enrol(&desk).await;
    let codes = between(&page, "<li><code>", "</code>").to_owned();
    for path in ["/settings", "/settings/second-factor"] {
        let page = text(desk.get("operator", path).await).await;
        assert!(!page.contains(&secret) && !page.contains(&codes), "{path}");
    }
}
