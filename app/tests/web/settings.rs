//! How the desk looks to somebody: chosen on the settings page, or by a quick switch from anywhere.

use axum::body::Body;
use axum::http::{Request, StatusCode, header};

use crate::desk::{TestDesk, location, sign_in, text};

const DRAFT: &str = "0199d2a0-0000-7000-8000-0000000000e1";

#[tokio::test(flavor = "multi_thread")]
async fn what_one_chooses_holds_from_the_next_page_on() {
    let desk = TestDesk::new().await;
    let form = "language=ja&time_zone=Asia%2FTokyo&theme=dark";
    assert_eq!(location(&desk.post("operator", "/settings", form).await), "/settings");
    let page = text(desk.get("operator", "/settings").await).await;
    assert!(page.contains("<html lang=\"ja\" data-theme=\"dark\">"), "{}", &page[..200]);
    assert!(page.contains("保存しました") && page.contains("表示タイムゾーン：Asia/Tokyo (UTC+9)"));
    let page = text(desk.get("operator", "/requests").await).await;
    assert!(page.contains("申請一覧"));
    desk.post("operator", "/settings", "language=&time_zone=&theme=system").await;
    let page = text(desk.get("operator", "/settings").await).await;
    assert!(
        page.contains("<html lang=\"en\">") && page.contains("Times in UTC<"),
        "as the browser, the desk and the system"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_zone_that_there_is_not_comes_back_as_it_was_typed() {
    let desk = TestDesk::new().await;
    let response = desk.post("operator", "/settings", "language=ko&time_zone=Asia%2FAtlantis&theme=dark").await;
    assert_eq!(response.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let page = text(response).await;
    assert!(page.contains("value=\"Asia/Atlantis\"") && page.contains("time_zone-error"));
    assert!(page.contains("<option value=\"ko\" selected"), "what was chosen beside it stays chosen");
}

#[tokio::test(flavor = "multi_thread")]
async fn keys_that_are_switched_off_are_neither_told_nor_listened_to() {
    let desk = TestDesk::new().await;
    let place = format!("/requests/{}", desk.requests.pending);
    let page = text(desk.get("approver", &place).await).await;
    assert!(page.contains("data-keys=\"on\"") && page.contains("Switch them off in the settings"));
    for key in ["/", "a", "?"] {
        assert!(page.contains(&format!("aria-keyshortcuts=\"{key}\"")), "{key}");
    }
    desk.post("approver", "/settings", "language=&time_zone=&theme=system&shortcuts=off").await;
    for place in [&place, "/approvals", "/settings"] {
        let page = text(desk.get("approver", place).await).await;
        assert!(page.contains("data-keys=\"off\"") && page.contains("They are off. Switch them on"), "{place}");
        assert!(!page.contains("aria-keyshortcuts"), "{place}");
    }
    let chosen = "name=\"shortcuts\" value=\"off\" checked";
    assert!(text(desk.get("approver", "/settings").await).await.contains(chosen));
    desk.post("approver", "/settings/look", "look=theme-dark&back=%2F").await;
    let page = text(desk.get("approver", "/settings").await).await;
    assert!(page.contains("data-theme=\"dark\"") && page.contains(chosen), "a quick switch leaves them off");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_quick_switch_comes_back_to_the_page_and_stays_on_the_desk() {
    let desk = TestDesk::new().await;
    let page = text(desk.get("operator", "/requests?state=failed").await).await;
    assert!(page.contains("name=\"back\" value=\"/requests?state=failed\""));
    let response = desk.post("operator", "/settings/look", "look=language-ko&back=%2Frequests%3Fstate%3Dfailed").await;
    assert_eq!(location(&response), "/requests?state=failed");
    assert!(text(desk.get("operator", "/requests").await).await.contains("요청 목록"));
    let response = desk.post("operator", "/settings/look", "look=theme-light&back=%2F%2Fevil.example").await;
    assert_eq!(location(&response), "/");
    assert_eq!(desk.post("operator", "/settings/look", "look=pink").await.status(), StatusCode::BAD_REQUEST);
}

#[tokio::test(flavor = "multi_thread")]
async fn on_the_request_form_a_switch_keeps_what_is_typed() {
    let desk = TestDesk::new().await;
    let page = text(desk.get("operator", &format!("/requests/new?draft={DRAFT}")).await).await;
    let switch = page.split("<button").find(|button| button.contains("language-ko")).unwrap();
    assert!(switch.contains("form=\"request\"") && switch.contains("name=\"do\""), "{switch}");
    let form = format!("key={DRAFT}&game=moonlit&comment=half%20a%20thou&quantity=1e&players=1&do=language-ko");
    let response = desk.post("operator", "/requests/new", &form).await;
    assert_eq!(location(&response), format!("/requests/new?draft={DRAFT}"));
    let page = text(desk.get("operator", location(&response)).await).await;
    assert!(page.contains("half a thou") && page.contains("value=\"1e\"") && page.contains("<html lang=\"ko\""));
    assert!(!page.contains("class=\"notice summary\""), "nobody is told off for switching");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refused_form_stays_refused_in_the_other_language() {
    let desk = TestDesk::new().await;
    let form = |wish: &str| format!("key={DRAFT}&game=moonlit&comment=so&do={wish}");
    desk.post("operator", "/requests/new", &form("check")).await;
    let place = location(&desk.post("operator", "/requests/new", &form("language-ja")).await).to_owned();
    let response = desk.get("operator", &place).await;
    assert_eq!(response.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert!(text(response).await.contains("<html lang=\"ja\""));
}

#[tokio::test(flavor = "multi_thread")]
async fn on_the_bulk_form_a_switch_keeps_what_is_typed() {
    let desk = TestDesk::new().await;
    let form = format!("batch={DRAFT}&game=moonlit&comment=half%20a%20thou&do=language-ko");
    let response = desk.post("operator", "/bulk/new", &form).await;
    assert_eq!(location(&response), format!("/bulk/new?batch={DRAFT}"));
    let page = text(desk.get("operator", location(&response)).await).await;
    assert!(page.contains("half a thou") && page.contains("<html lang=\"ko\""));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_failure_speaks_the_language_one_chose() {
    let desk = TestDesk::new().await;
    desk.post("operator", "/settings/look", "look=language-ko&back=%2F").await;
    let page = text(desk.get("operator", "/requests/999999").await).await;
    assert!(page.contains("페이지 없음"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_password_ends_other_sessions_and_this_one_goes_on() {
    let desk = TestDesk::new().await;
    let here = sign_in(&desk.router, "operator").await;
    let ask = async |cookie: &str, method: &str, path: &str, form: String| {
        let request = Request::builder().method(method).uri(path).header(header::COOKIE, cookie);
        let request = request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        desk.ask(request.body(Body::from(form)).unwrap()).await
    };
    let form = |old: &str| format!("old_password={old}&new_password=a-new-password");
    let response = ask(&here, "POST", "/settings/password", form("wrong")).await;
    assert_eq!(response.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert!(text(response).await.contains("old_password-error"));
    let response = ask(&here, "POST", "/settings/password", form(grantdesk::demo::PASSWORD)).await;
    assert_eq!(location(&response), "/settings");
    let renewed = response.headers()[header::SET_COOKIE].to_str().unwrap().split(';').next().unwrap().to_owned();
    assert_eq!(ask(&renewed, "GET", "/requests", String::new()).await.status(), StatusCode::OK);
    assert!(location(&desk.get("operator", "/requests").await).starts_with("/login"), "the other session has ended");
}

#[tokio::test(flavor = "multi_thread")]
async fn every_page_says_in_which_zone_its_times_are() {
    let desk = TestDesk::new().await;
    desk.post("admin", "/settings", "time_zone=Asia%2FKolkata").await;
    for path in ["/", "/requests", "/log/failure", "/admin/users", "/admin/audit", "/settings"] {
        let page = text(desk.get("admin", path).await).await;
        assert!(page.contains("Times in Asia/Kolkata (UTC+5:30)"), "{path}");
    }
    let page = text(desk.get("admin", &format!("/requests/{}", desk.requests.pending)).await).await;
    assert!(page.contains("Times in Asia/Kolkata (UTC+5:30)"));
}
