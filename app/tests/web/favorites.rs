//! Forms that are saved, applied and shared.

use axum::http::StatusCode;
use grantdesk::request::{Form, FormLine};

use crate::desk::{TestDesk, location, text};

const KEY: &str = "0199d2a0-0000-7000-8000-0000000000f1";

/// A form with players typed, and what else a browser sends along.
fn form(rest: &str) -> String {
    format!(
        "key={KEY}&game=moonlit&server=kr-1&direction=grant&reason=outage&item=GEM&quantity=300&message=event_autumn\
         &comment=as+always&id_kind=player_id&players=10000001%0D%0A10000002&{rest}"
    )
}

/// Operator keeps two favorites, and shares the second: 1 and 2.
pub async fn saved(desk: &TestDesk) {
    let operator = desk.person("operator").await;
    let form = Form {
        game: "moonlit".into(),
        servers: vec!["kr-2".into()],
        direction: "grant".into(),
        reason: "payment_error".into(),
        lines: vec![FormLine { item: "GOLD".into(), quantity: "5,000".into() }],
        ..Form::default()
    };
    for name in ["Mine", "Ours"] {
        let handle = desk.desk.operator(&operator, "moonlit").await.unwrap();
        handle.save_favorite(name, &form).await.unwrap().unwrap();
    }
    desk.desk.share_favorite(&operator, 2, true).await.unwrap();
}

async fn page(desk: &TestDesk, who: &str, path: &str) -> String {
    let response = desk.get(who, path).await;
    assert_eq!(response.status(), StatusCode::OK, "{path}");
    text(response).await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_star_saves_the_form_and_comes_back_to_it_with_everything_typed() {
    let desk = TestDesk::new().await;
    let response = desk.post("operator", "/requests/new", &form("do=save-favorite&favorite_name=Every+outage")).await;
    let place = location(&response).to_owned();
    assert_eq!(place, format!("/requests/new?draft={KEY}"));
    let shown = page(&desk, "operator", &place).await;
    assert!(shown.contains("Saved as “Every outage”."));
    assert!(shown.contains("10000001\r\n10000002</textarea>") && shown.contains("as always</textarea>"));
    assert!(shown.contains("name=\"favorite\" value=\"1.1\""));
    assert!(shown.contains("value=\"apply-1\"") && shown.contains("<strong>Every outage</strong>"));
    // Enter in a field still presses the button that only checks.
    let first = shown.find("form=\"request\"").unwrap();
    assert!(shown[first..].starts_with("form=\"request\" name=\"do\" value=\"check\""));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bad_name_is_said_at_its_field_and_nothing_typed_is_lost() {
    let desk = TestDesk::new().await;
    saved(&desk).await;
    let long = "%EC%A0%90".repeat(61);
    for (name, said) in
        [("", "Give it a name."), ("Mine", "You have a favorite of this name."), (&long, "60 characters at most.")]
    {
        let wish = format!("do=save-favorite&favorite_name={name}");
        let response = desk.post("operator", "/requests/new", &form(&wish)).await;
        let response = desk.get("operator", location(&response).split('#').next().unwrap()).await;
        assert_eq!(response.status(), StatusCode::UNPROCESSABLE_ENTITY);
        let shown = text(response).await;
        assert!(shown.contains(said) && shown.contains("10000001\r\n10000002</textarea>"), "{said}");
        assert!(name != "Mine" || shown.contains("name=\"favorite_name\" form=\"request\" value=\"Mine\""));
    }
    assert_eq!(desk.number("select count(*) from favorites").await, 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn one_click_applies_a_favorite_and_keeps_the_players() {
    let desk = TestDesk::new().await;
    saved(&desk).await;
    for (who, favorite) in [("operator", 1), ("operator2", 2)] {
        let response = desk
            .post(
                who,
                "/requests/new",
                &form(&format!("do=apply-{favorite}")).replace(KEY, &uuid::Uuid::now_v7().to_string()),
            )
            .await;
        let shown = page(&desk, who, location(&response)).await;
        assert!(shown.contains("value=\"GOLD · Gold\"") && shown.contains("value=\"5,000\""));
        assert!(shown.contains("value=\"payment_error\" selected") && !shown.contains("as always</textarea>"));
        assert!(shown.contains("10000001\r\n10000002</textarea>"));
        assert!(shown.contains("aria-current=\"true\""));
    }
    let response = desk.post("operator2", "/requests/new", &form("do=apply-1")).await;
    assert_eq!(response.status(), StatusCode::NOT_FOUND, "somebody else's was applied");
    let response = desk.post("operator2", "/requests/new", &form("do=replace-favorite&replace=1")).await;
    assert_eq!(response.status(), StatusCode::NOT_FOUND, "somebody else's was replaced");
    let response = desk.post("operator2", "/requests/new", &form("do=replace-favorite&replace=2")).await;
    assert_eq!(response.status(), StatusCode::FORBIDDEN, "the team's was replaced by another than its owner");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_gone_is_said_on_the_form() {
    let desk = TestDesk::new().await;
    saved(&desk).await;
    let grantdesk::store::Db::Sqlite(pool, _) = desk.desk.db() else { panic!("the web is tested on SQLite") };
    for sql in
        ["update items set retired_at = 1 where code = 'GOLD'", "update servers set retired_at = 1 where code = 'kr-2'"]
    {
        sqlx::query(sql).execute(pool).await.unwrap();
    }
    let response = desk.post("operator", "/favorites/1/use", "").await;
    let place = location(&response).to_owned();
    for _ in 0..2 {
        let shown = page(&desk, "operator", &place).await;
        assert!(shown.contains("Moonlit Harbor does not have this any more, so it was left out:"));
        assert!(shown.contains("Server KR-2 Briar, Item Gold"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_made_from_a_template_counts_and_its_versions_can_be_read() {
    let desk = TestDesk::new().await;
    saved(&desk).await;
    let response = desk.post("operator2", "/requests/new", &form("favorite=2.1")).await;
    let request = location(&response).to_owned();
    assert!(request.starts_with("/requests/"), "{request}");
    let said = "From template “Ours”, version 1";
    assert!(page(&desk, "operator2", &request).await.contains(&format!("<a href=\"/favorites/2\">{said}</a>")));
    assert!(page(&desk, "approver", &request).await.contains(&format!("<p>{said}</p>")));
    assert!(page(&desk, "operator", "/favorites").await.contains("One request"));
    assert!(page(&desk, "operator2", "/favorites").await.contains("One request"));

    let response = desk.post("operator", "/requests/new", &form("do=replace-favorite&replace=2")).await;
    let shown = page(&desk, "operator", location(&response)).await;
    assert!(shown.contains("“Ours” was replaced by this form.") && shown.contains("name=\"favorite\" value=\"2.2\""));
    let history = page(&desk, "operator2", "/favorites/2").await;
    assert!(history.contains("+300 Gem") && history.contains("+5,000 Gold"));
    assert!(history.contains("박지훈 replaced it: version 2") && history.contains("shared version 1 with the team"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_name_that_is_refused_comes_back_as_it_was_typed() {
    let desk = TestDesk::new().await;
    saved(&desk).await;
    let response = desk.post("operator", "/favorites/1/name", "name=Ours").await;
    assert_eq!(response.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let shown = text(response).await;
    assert!(shown.contains("You have a favorite of this name.") && shown.contains("id=\"name-1-error\""));
    let response = desk.post("operator", "/favorites/1/name", "name=%3Cb%3Enew").await;
    let shown = page(&desk, "operator", location(&response)).await;
    assert!(shown.contains("It is called “&lt;b&gt;new” now.") && !shown.contains("<b>new"));
    desk.post("operator", "/favorites/1/place", "to=down").await;
    let shown = page(&desk, "operator", "/favorites").await;
    assert!(shown.find("favorite-2").unwrap() < shown.find("favorite-1").unwrap());
    desk.post("operator", "/favorites/2/removal", "").await;
    assert!(!page(&desk, "operator", "/favorites").await.contains(">Ours"));
    assert!(!page(&desk, "operator2", "/favorites").await.contains(">Ours"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_manager_looks_after_the_templates_of_the_game() {
    let desk = TestDesk::new().await;
    saved(&desk).await;
    let shown = page(&desk, "manager", "/favorites").await;
    assert!(shown.contains(">Ours") && shown.contains("Stop sharing") && shown.contains("/favorites/2/removal"));
    assert!(!shown.contains("My favorites") && !shown.contains("/favorites/2/use") && !shown.contains(">Mine"));
    assert!(!page(&desk, "operator2", "/favorites").await.contains("Stop sharing"));
    let response = desk.post("manager", "/favorites/2/name", "name=Mine").await;
    assert_eq!(response.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert!(text(response).await.contains("박지훈 has a favorite of this name."));
    let response = desk.post("manager", "/favorites/2/sharing", "shared=false").await;
    let shown = page(&desk, "manager", location(&response)).await;
    assert!(shown.contains("“Ours” is not shared any more.") && shown.contains("No templates yet"));
    assert!(page(&desk, "operator", "/favorites/2").await.contains("최민준 stopped sharing it"));
}
