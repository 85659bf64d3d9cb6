//! The page of one player, and what can be said to him.

use axum::http::StatusCode;

use crate::desk::{TestDesk, location, text};

async fn page(desk: &TestDesk, who: &str, path: &str) -> String {
    let response = desk.get(who, path).await;
    assert_eq!(response.status(), StatusCode::OK, "{path}");
    text(response).await
}

#[tokio::test(flavor = "multi_thread")]
async fn everybody_finds_players_by_the_menu() {
    let desk = TestDesk::new().await;
    let front = page(&desk, "cs", "/").await;
    assert!(front.contains("href=\"/players\""));
    let empty = page(&desk, "cs", "/players").await;
    assert!(empty.contains("Player ID or order number") && empty.contains("Player ID (8 to 12 digits)"));
    assert!(empty.contains("VID (8 to 24 letters"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_timeline_has_what_can_be_said_in_three_languages() {
    let desk = TestDesk::new().await;
    let waiting = page(&desk, "cs", "/players?q=10000003").await;
    assert!(waiting.contains("Waiting for approval"));
    for said in [
        "A delivery of 300 Gem was put forward on 22 November 2026 and is being reviewed.",
        "2026년 11월 22일에 접수된 보석 300개 지급 건은 현재 검토 중입니다.",
        "2026年11月22日に受け付けましたジェム 300個の付与につきましては",
    ] {
        assert!(waiting.contains(said), "{said}");
    }
    let failed = page(&desk, "cs", "/players?q=10000001").await;
    assert!(failed.contains("because of a technical problem") && !failed.contains("come again"));
    let unknown = page(&desk, "cs", "/players?q=10000002").await;
    assert!(unknown.contains("One delivery has no clear answer.") && unknown.contains("until that is clear"));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_found_is_said_with_where_it_was_looked_for() {
    let desk = TestDesk::new().await;
    let nothing = page(&desk, "cs", "/players?q=%3Cb%3E19999999").await;
    assert!(nothing.contains("Nothing found for “&lt;b&gt;19999999”"), "the text is not there, or not escaped");
    assert!(nothing.contains("Moonlit Harbor") && nothing.contains("Star Courier") && nothing.contains("Order number"));
    let one_game = page(&desk, "cs", "/players?q=10000003&game=courier").await;
    let main = &one_game[one_game.find("<div class=\"empty\"").expect("nothing is there")..];
    assert!(main.contains("Star Courier") && !main.contains("Moonlit Harbor"));
    let other_game = page(&desk, "outsider", "/players?q=10000003").await;
    assert!(other_game.contains("Nothing found") && !other_game.contains("Moonlit"));
    page(&desk, "cs", "/players?q=1&before=x&after=1.y&state=whatever&direction=up&game=no&kind=no").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_order_number_leads_to_its_player_with_the_order_marked() {
    let desk = TestDesk::new().await;
    let form = "key=0199d2a0-0000-7000-8000-000000000011&game=moonlit&server=kr-1&direction=grant&reason=payment_error\
                &item=GEM&quantity=3&id_kind=player_id&players=10000003&order_number=GPA.33-1";
    assert_eq!(desk.post("operator", "/requests/new", form).await.status(), StatusCode::SEE_OTHER);
    let found = page(&desk, "cs", "/players?q=GPA.33-1").await;
    assert!(found.contains("<h1>10000003</h1>"));
    assert_eq!(found.matches("<mark>").count(), 1, "the one row of the order stands out");
    assert!(found.contains("+303"), "what is pending of both requests");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_row_leads_to_a_form_like_it_for_operators_alone() {
    let desk = TestDesk::new().await;
    let failed = desk.requests.failed;
    for who in ["cs", "approver"] {
        assert!(!page(&desk, who, "/players?q=10000001").await.contains("/copy"), "{who}");
        assert!(!page(&desk, who, &format!("/requests/{failed}")).await.contains("/copy"), "{who}");
    }
    assert!(page(&desk, "operator2", "/players?q=10000001").await.contains(&format!("/requests/{failed}/copy")));
    let response = desk.post("operator2", &format!("/requests/{failed}/copy"), "delivery=2").await;
    let place = location(&response).to_owned();
    assert!(place.starts_with("/requests/new?draft="), "{place}");
    let form = page(&desk, "operator2", &place).await;
    assert!(form.contains("GEM · Gem") && form.contains("value=\"300\"") && form.contains("\n10000002</textarea>"));
    assert_eq!(desk.get("operator", &place).await.status(), StatusCode::NOT_FOUND);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_is_copied_with_its_players_or_without() {
    let desk = TestDesk::new().await;
    let failed = desk.requests.failed;
    let shown = page(&desk, "operator2", &format!("/requests/{failed}")).await;
    assert!(shown.contains("Copy to new") && shown.contains("Copy with players"));
    let copied = async |form: &str| {
        let response = desk.post("operator2", &format!("/requests/{failed}/copy"), form).await;
        page(&desk, "operator2", location(&response)).await
    };
    assert!(copied("").await.contains("\n</textarea>"));
    assert!(copied("players=same").await.contains("\n10000001\n10000002</textarea>"));
}
