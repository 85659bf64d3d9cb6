//! What pages say, in each language.

use axum::body::Body;
use axum::http::{Request, StatusCode, header};

use crate::desk::{TestDesk, location, sign_in, text};

#[tokio::test(flavor = "multi_thread")]
async fn signed_out_people_come_back_to_where_they_wanted_to_go() {
    let desk = TestDesk::new().await;
    let response = desk.get("nobody", "/requests?state=failed").await;
    assert_eq!(location(&response), "/login?back=%2Frequests%3Fstate%3Dfailed");
    let form = format!("username=operator&password={}&back=%2Frequests%3Fstate%3Dfailed", grantdesk::demo::PASSWORD);
    assert_eq!(location(&desk.post("nobody", "/login", &form).await), "/requests?state=failed");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_password_keeps_the_name_and_says_so() {
    let desk = TestDesk::new().await;
    let response = desk.post("nobody", "/login", "username=operator&password=wrong").await;
    assert_eq!(response.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let page = text(response).await;
    assert!(page.contains("value=\"operator\"") && page.contains("did not work"));
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_speak_the_language_of_the_browser() {
    let desk = TestDesk::new().await;
    let cookie = sign_in(&desk.router, "operator").await;
    for (language, words) in [("ko-KR,ko;q=0.9", "요청"), ("ja", "申請"), ("fr, en;q=0.5", "Requests")] {
        let request =
            Request::get("/requests").header(header::COOKIE, &cookie).header(header::ACCEPT_LANGUAGE, language);
        let page = text(desk.ask(request.body(Body::empty()).unwrap()).await).await;
        assert!(page.contains(words), "{language}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_search_leads_to_the_request_or_to_the_player() {
    let desk = TestDesk::new().await;
    let pending = desk.requests.pending;
    assert_eq!(location(&desk.get("operator", &format!("/find?q=R-{pending}")).await), format!("/requests/{pending}"));
    assert_eq!(location(&desk.get("operator", "/find?q=R-999999").await), "/players?q=R%2D999999");
    assert_eq!(location(&desk.get("operator", "/find?q=10000003").await), "/players?q=10000003");
    let page = text(desk.get("operator", "/players?q=10000003").await).await;
    assert!(page.contains(&format!("R-{pending}")) && !page.contains(&format!("R-{}<", desk.requests.failed)));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_second_approver_is_told_who_was_first() {
    let desk = TestDesk::new().await;
    let no = desk.requests.pending;
    let seal = desk.desk.db().request(no).await.unwrap().unwrap().seal;
    let form = format!("seal={seal}&note=");
    desk.post("approver", &format!("/requests/{no}/approval"), &form).await;
    let response = desk.post("approver2", &format!("/requests/{no}/approval"), &form).await;
    assert_eq!(response.status(), StatusCode::SEE_OTHER);
    let page = text(desk.get("approver2", location(&response)).await).await;
    assert!(page.contains("김서연"), "who was first is not on the page");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_form_sent_twice_makes_one_request() {
    let desk = TestDesk::new().await;
    let form = "key=0199d2a0-0000-7000-8000-000000000003&game=moonlit&server=kr-1&direction=grant&reason=outage\
                &item=GEM&quantity=3&id_kind=player_id&players=10000009";
    let (first, second) =
        tokio::join!(desk.post("operator", "/requests/new", form), desk.post("operator", "/requests/new", form));
    assert!(location(&first).starts_with("/requests/"));
    assert_eq!(location(&first), location(&second));
}
