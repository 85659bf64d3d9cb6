//! The bell, what it leads to, and how it is silenced: by its owner, and by nobody else.

use axum::body::Body;
use axum::http::StatusCode;

use crate::desk::{TestDesk, location, text};

/// What the bell says on a page of somebody.
async fn bell(desk: &TestDesk, who: &str) -> i64 {
    let page = text(desk.get(who, "/log/success").await).await;
    let bell = page.split("<a ").find(|link| link.contains("class=\"bell\"")).expect("a bell");
    let label = bell.split("aria-label=\"").nth(1).unwrap().split('"').next().unwrap();
    label.split(' ').find_map(|word| word.parse().ok()).unwrap_or_default()
}

async fn reject(desk: &TestDesk, note: &str) -> i64 {
    let no = desk.requests.pending;
    let response = desk.post("approver", &format!("/requests/{no}/rejection"), &format!("note={note}")).await;
    assert_eq!(response.status(), StatusCode::SEE_OTHER);
    no
}

/// The template's own are read.
async fn quiet() -> TestDesk {
    let desk = TestDesk::new().await;
    desk.post("operator", "/notifications/read", "").await;
    desk
}

#[tokio::test(flavor = "multi_thread")]
async fn a_requester_hears_of_a_rejection_and_why() {
    let desk = quiet().await;
    assert_eq!(bell(&desk, "operator").await, 0);
    let no = reject(&desk, "wrong+server").await;
    assert_eq!(bell(&desk, "operator").await, 1);
    for other in ["operator2", "approver", "both"] {
        assert_eq!(bell(&desk, other).await, 0, "{other}");
    }
    let page = text(desk.get("operator", "/notifications").await).await;
    assert!(page.contains(&format!("<a href=\"/requests/{no}\">R-{no} was rejected by 김서연</a>")), "{page}");
    assert!(page.contains("wrong server") && page.contains("+300 Gem"), "note and items");
    assert!(!text(desk.get("operator2", "/notifications").await).await.contains(&format!("R-{no}")));
}

#[tokio::test(flavor = "multi_thread")]
async fn opening_the_request_reads_it_but_the_page_that_looks_again_does_not() {
    let desk = quiet().await;
    let no = reject(&desk, "no").await;
    let page = format!("/requests/{no}");
    desk.get("operator2", &page).await;
    desk.get("approver", &page).await;
    let again = desk.request("operator", &page).header("x-live", "1").body(Body::empty()).unwrap();
    desk.ask(again).await;
    assert_eq!(bell(&desk, "operator").await, 1);
    let opened = text(desk.get("operator", &page).await).await;
    assert!(opened.contains("aria-label=\"Notifications\""), "on the page itself it is read already");
    assert_eq!(bell(&desk, "operator").await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn everything_is_read_at_once_and_only_ones_own() {
    let desk = TestDesk::new().await;
    reject(&desk, "no").await;
    assert!(bell(&desk, "operator").await > 1);
    let response = desk.post("operator2", "/notifications/read", "").await;
    assert_eq!(location(&response), "/notifications");
    assert!(bell(&desk, "operator").await > 1, "that was somebody else");
    desk.post("operator", "/notifications/read", "").await;
    assert_eq!(bell(&desk, "operator").await, 0);
    let page = text(desk.get("operator", "/notifications").await).await;
    assert!(page.contains("was rejected") && !page.contains("Mark all read"), "what was read is still there");
}

#[tokio::test(flavor = "multi_thread")]
async fn every_open_page_hears_of_it() {
    let desk = quiet().await;
    let mark = async |who: &'static str| {
        let page = text(desk.get(who, "/log/success").await).await;
        page.split("data-mark=\"").nth(1).unwrap().split('"').next().unwrap().to_owned()
    };
    let (before, others) = (mark("operator").await, mark("operator2").await);
    reject(&desk, "no").await;
    assert_ne!(mark("operator").await, before);
    assert_eq!(mark("operator2").await, others);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_approvers_write_is_never_markup() {
    let desk = quiet().await;
    reject(&desk, "%3Cscript%3Ealert(1)%3C/script%3E").await;
    let page = text(desk.get("operator", "/notifications").await).await;
    assert!(!page.contains("<script>alert") && page.contains("&lt;script&gt;alert(1)"));
}

#[tokio::test(flavor = "multi_thread")]
async fn older_ones_are_a_page_away() {
    let desk = quiet().await;
    let no = desk.requests.pending;
    for _ in 0..26 {
        desk.post("approver", &format!("/requests/{no}/hold"), "note=").await;
        desk.post("approver", &format!("/requests/{no}/release"), "note=").await;
    }
    let page = text(desk.get("operator", "/notifications").await).await;
    let older = page.split("rel=\"next\" href=\"").nth(1).expect("older ones").split('"').next().unwrap().to_owned();
    let page = text(desk.get("operator", &older).await).await;
    assert!(page.contains("href=\"/notifications\"") && page.contains("data-key=\"told-"));
    assert_eq!(desk.get("operator", "/notifications?before=nonsense").await.status(), StatusCode::OK);
}
