//! Webhooks as people set and try them. The address is a secret: it is typed, and never shown again.

use axum::Router;
use axum::http::StatusCode;
use axum::routing::post;

use crate::desk::{TestDesk, location, text};

const SECRET: &str = "s3cr3tTokenAb9Z";
const FORM: &str =
    "name=%23ops&language=ko&kind=failed&kind=requested&url=https://hooks.slack.com/services/T/B/s3cr3tTokenAb9Z";

/// Where a webhook may post in tests; it answers as Slack does.
async fn slack(status: StatusCode, said: &'static str) -> String {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/services/{SECRET}", listener.local_addr().unwrap());
    let pages = Router::new().fallback(post(move || async move { (status, said) }));
    tokio::spawn(async move { axum::serve(listener, pages).await });
    url
}

#[tokio::test(flavor = "multi_thread")]
async fn a_person_sets_tries_and_removes_their_own() {
    let desk = TestDesk::new().await;
    let url = slack(StatusCode::OK, "ok & well").await;
    let response = desk.post("operator", "/settings/webhook", &format!("url={url}")).await;
    assert_eq!((response.status(), location(&response)), (StatusCode::SEE_OTHER, "/settings/webhook"));
    let page = text(desk.get("operator", "/settings/webhook").await).await;
    assert!(page.contains("127.0.0.1/…Ab9Z") && !page.contains(SECRET), "masked");
    let page = text(desk.post("operator", "/settings/webhook/test", "").await).await;
    assert!(page.contains("It arrived") && page.contains("HTTP 200") && !page.contains(SECRET));
    assert!(!page.contains("ok &amp; well"), "what is answered is not for people");
    assert!(!text(desk.get("operator2", "/settings/webhook").await).await.contains("Ab9Z"));
    desk.post("operator", "/settings/webhook/removal", "").await;
    let page = text(desk.get("operator", "/settings/webhook").await).await;
    assert!(!page.contains("Ab9Z") && page.contains("New webhook"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_test_says_what_is_wrong() {
    let desk = TestDesk::new().await;
    let url = slack(StatusCode::NOT_FOUND, "no_service").await;
    desk.post("operator", "/settings/webhook", &format!("url={url}")).await;
    let page = text(desk.post("operator", "/settings/webhook/test", "").await).await;
    assert!(page.contains("It was not taken") && page.contains("HTTP 404") && !page.contains("no_service"), "{page}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_manager_reads_what_was_answered_and_who_tests_too_often_is_asked_to_wait() {
    let desk = TestDesk::new().await;
    let url = slack(StatusCode::NOT_FOUND, "no_service & more").await;
    let form = format!("name=%23ops&language=en&kind=failed&url={url}");
    let place = location(&desk.post("manager", "/admin/games/moonlit/webhooks", &form).await).to_owned();
    for _ in 0..5 {
        let page = text(desk.post("manager", &format!("{place}/test"), "").await).await;
        assert!(page.contains("HTTP 404") && page.contains("no_service &amp; more"), "{page}");
    }
    let response = desk.post("manager", &format!("{place}/test"), "").await;
    assert_eq!(location(&response), place);
    let page = text(desk.get("manager", &place).await).await;
    assert!(page.contains("You have sent many test messages."));
    let page = text(desk.get("manager", "/admin/games/moonlit").await).await;
    assert!(page.contains("Test message sent by"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refused_address_comes_back_with_what_is_wrong_with_it() {
    let desk = TestDesk::new().await;
    for (url, why) in [
        ("", "Enter the URL"),
        ("hooks.slack.com", "This is no URL"),
        ("http://hooks.slack.com/services/x", "Only https"),
        ("https://10.0.0.1/x", "may not be sent to this host"),
        ("http://169.254.169.254/latest/meta-data", "may not be sent to this host"),
    ] {
        let response = desk.post("operator", "/settings/webhook", &format!("url={url}")).await;
        assert_eq!(response.status(), StatusCode::UNPROCESSABLE_ENTITY, "{url}");
        let page = text(response).await;
        assert!(page.contains(why) && page.contains(&format!("value=\"{url}\"")), "{url}: {page}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_manager_sets_a_games_webhooks() {
    let desk = TestDesk::new().await;
    let response = desk.post("manager", "/admin/games/moonlit/webhooks", FORM).await;
    let place = location(&response).to_owned();
    assert!(place.starts_with("/admin/games/moonlit/webhooks/"), "{place}");
    let list = text(desk.get("manager", "/admin/games/moonlit/webhooks").await).await;
    assert!(list.contains("#ops") && list.contains("hooks.slack.com/…Ab9Z") && list.contains("New request, Failed"));
    assert!(!list.contains(SECRET));

    // Without an address it keeps the one that it has.
    let response = desk.post("manager", &place, "name=%23moonlit&language=ja&kind=closed&url=").await;
    assert_eq!(response.status(), StatusCode::SEE_OTHER);
    let page = text(desk.get("manager", &place).await).await;
    assert!(page.contains("#moonlit") && page.contains("hooks.slack.com/…Ab9Z"));
    assert_eq!(desk.number("select count(*) from webhooks where url like '%s3cr3tToken%'").await, 1);
    assert_eq!(desk.number("select count(*) from events where details like '%s3cr3tToken%'").await, 0);

    let response = desk.post("manager", &place, "name=&language=ja").await;
    assert_eq!(response.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let page = text(response).await;
    assert!(page.contains("Give it a name") && page.contains("Tick at least one"));
    let response = desk.post("manager", "/admin/games/moonlit/webhooks", &FORM.replace("%23ops", "%23moonlit")).await;
    assert!(text(response).await.contains("Another webhook of this game has this name"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_webhook_of_another_game_or_person_is_not_there() {
    let desk = TestDesk::new().await;
    let response = desk.post("manager", "/admin/games/moonlit/webhooks", FORM).await;
    let elsewhere = location(&response).replace("moonlit", "courier");
    desk.post("operator", "/settings/webhook", "url=https://hooks.slack.com/services/x").await;
    let own = desk.number("select max(id) from webhooks where user_id is not null").await;
    for place in [elsewhere, format!("/admin/games/moonlit/webhooks/{own}")] {
        for who in ["manager", "outsider"] {
            assert_eq!(desk.get(who, &place).await.status(), StatusCode::NOT_FOUND, "{who} {place}");
            for verb in ["", "/removal", "/resumption", "/test"] {
                let response = desk.post(who, &format!("{place}{verb}"), "name=x&language=en&kind=failed").await;
                assert_eq!(response.status(), StatusCode::NOT_FOUND, "{who} {place}{verb}");
            }
        }
    }
}
