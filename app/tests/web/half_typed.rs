//! A language that is chosen in the middle of a form: what is typed stays, and nothing is saved.

use axum::http::StatusCode;
use grantdesk::request::State;

use crate::desk::{TestDesk, location, text};

/// Who, the page of a form, what is typed there, and where it would be found once it were saved.
const FORMS: [(&str, &str, &str, &str); 9] = [
    ("admin", "/admin/games/new", "code=half&name_en=half+typed", "/admin/games"),
    ("manager", "/admin/games/moonlit", "name_en=half+typed", "/admin/games/moonlit"),
    ("manager", "/admin/games/moonlit/items/new", "code=HALF&name_ko=half+typed", "/admin/games/moonlit/items"),
    ("manager", "/admin/games/moonlit/servers/new", "code=half&url=half+typed", "/admin/games/moonlit/servers"),
    ("manager", "/admin/games/moonlit/webhooks", "name=half+typed&language=ko", "/admin/games/moonlit/webhooks"),
    ("admin", "/admin/users/new", "username=half&name=half+typed", "/admin/users"),
    ("admin", "/admin/users/1", "username=half&name=half+typed", "/admin/users/1"),
    ("admin", "/admin/roles/new", "name=half+typed&permission=approve", "/admin/roles"),
    ("operator", "/settings/webhook", "url=half+typed", "/settings/webhook"),
];

#[tokio::test(flavor = "multi_thread")]
async fn a_switch_in_the_middle_of_any_form_keeps_what_is_typed_and_saves_nothing() {
    let desk = TestDesk::new().await;
    for (who, path, typed, place) in FORMS {
        let page = text(desk.get(who, path).await).await;
        let switch = page.split("<button").find(|button| button.contains("language-ja")).unwrap();
        let form = switch.split("form=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
        assert!(page.contains(&format!("<form id=\"{form}\"")) && switch.contains("name=\"do\""), "{path}: {switch}");

        let response = desk.post(who, path, &format!("{typed}&do=language-ja")).await;
        assert_eq!(response.status(), StatusCode::OK, "{path}: nobody is told off for switching");
        let page = text(response).await;
        assert!(page.contains("<html lang=\"ja\"") && page.contains("value=\"half typed\""), "{path}: {page}");
        assert!(!text(desk.get(who, place).await).await.contains("half typed"), "{path} was saved");
        desk.post(who, "/settings/look", "look=language-en&back=%2F").await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_wrong_with_a_refused_form_is_said_in_the_other_language() {
    let desk = TestDesk::new().await;
    let path = "/admin/games/moonlit/items/new";
    let typed = "code=HALF&name_en=Half&name_ko=half&name_ja=half&kind=item&max_quantity=many";
    let page = text(desk.post("manager", path, typed).await).await;
    assert!(page.contains("A whole number, please.") && page.contains("name=\"refused\" value=\"true\""), "{page}");
    let response = desk.post("manager", path, &format!("{typed}&refused=true&do=language-ko")).await;
    assert_eq!(response.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let page = text(response).await;
    assert!(page.contains("정수를 입력하세요.") && page.contains("value=\"many\""), "{page}");
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_may_not_make_a_game_is_not_shown_its_form_by_a_switch_either() {
    let desk = TestDesk::new().await;
    let response = desk.post("operator", "/admin/games/new", "code=half&do=language-ja").await;
    assert_eq!(response.status(), StatusCode::FORBIDDEN);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_switch_keeps_the_note_of_a_decision_and_decides_nothing() {
    let desk = TestDesk::new().await;
    let unknown = format!("/requests/{}/deliveries/2", desk.requests.failed);
    for place in
        [desk.requests.pending, desk.requests.failed].map(|no| format!("/requests/{no}")).into_iter().chain([unknown])
    {
        let page = text(desk.get("approver", &place).await).await;
        let switch = page.split("<button").find(|button| button.contains("language-ja")).unwrap();
        assert!(
            switch.contains("form=\"noted\"") && switch.contains("formaction=\"/settings/look\""),
            "{place}: {switch}"
        );
        assert!(page.contains("<form id=\"noted\""), "{place}");

        let typed = format!("look=language-ja&back={}%3Fpage%3D1&note=half+%3Ctyped", place.replace('/', "%2F"));
        let response = desk.post("approver", "/settings/look", &typed).await;
        assert_eq!(location(&response), format!("{place}?page=1"));
        let page = text(desk.get("approver", &format!("{place}?page=1")).await).await;
        assert!(page.contains("<html lang=\"ja\"") && page.contains("half &lt;typed</textarea>"), "{place}: {page}");
    }
    for (no, state) in [(desk.requests.pending, State::Pending), (desk.requests.failed, State::Failed)] {
        assert_eq!(desk.desk.db().request(no).await.unwrap().unwrap().state, state);
    }
}
