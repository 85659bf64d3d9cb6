//! The dashboard: what waits, what fails, what was delivered and how servers answer, for each role and of its games.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use axum::http::{Request, header};
use grantdesk::catalog::Server;
use grantdesk::connector::{Answer, Connector, Parcel, Reply, Unanswered};
use grantdesk::delivery::{Patience, Worker};

use crate::desk::{TestDesk, sign_in, text};

/// Knows everybody but players whose IDs end in 404, and takes 42 ms for each call.
struct Game;

#[async_trait]
impl Connector for Game {
    async fn deliver(&self, _: &Server, parcels: &[Parcel]) -> Vec<Reply> {
        let answer = |parcel: &Parcel| match parcel.recipient.player.ends_with("404") {
            true => Answer::Refused { code: "player_not_found".into(), message: "nobody".into(), retryable: false },
            false => Answer::Applied { transaction_id: None },
        };
        let reply = |answer| Reply { answer, status: None, took: Duration::from_millis(42), retry_after: None };
        parcels.iter().map(|parcel| reply(answer(parcel))).collect()
    }

    async fn ask(&self, _: &Server, _: &str) -> Reply {
        unreachable!("every answer is clear")
    }

    async fn preflight(&self, _: &Server, _: &str, players: &[&str]) -> Result<Vec<bool>, Unanswered> {
        Ok(vec![true; players.len()])
    }
}

/// Has a request for these players approved and delivered now.
async fn deliver(desk: &TestDesk, key: &str, players: &str) -> i64 {
    let no = desk.submit(key, players).await;
    let approver = desk.person("approver").await;
    let approver = desk.desk.approver(&approver, no).await.unwrap();
    approver.approve(&desk.seal(no).await, "", true).await.unwrap();
    Worker::new(desk.desk.clone(), Arc::new(Game), Patience::default()).drain().await.unwrap();
    no
}

async fn page(desk: &TestDesk, who: &str) -> String {
    text(desk.get(who, "/").await).await
}

#[tokio::test(flavor = "multi_thread")]
async fn everybody_finds_the_panels_of_their_roles() {
    let desk = TestDesk::new().await;
    for (who, waits, asks) in [
        ("operator", false, true),
        ("approver", true, false),
        ("both", true, true),
        ("cs", false, false),
        ("manager", false, false),
    ] {
        let shown = page(&desk, who).await;
        assert_eq!(shown.contains("Waiting for me"), waits, "{who}");
        assert_eq!(shown.contains("My open requests"), asks, "{who}");
        for title in ["Failing now", "Delivered by hour", "Game servers", "Given today"] {
            assert!(shown.contains(title), "{who} finds no {title}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_approver_sees_what_waits_and_for_how_long() {
    let desk = TestDesk::new().await;
    // They were asked for six hours after the test begins.
    desk.desk.clock().advance(Duration::from_secs((6 + 17) * 3600));
    let shown = page(&desk, "approver").await;
    assert!(shown.contains(&format!("R-{}</a>", desk.requests.pending)) && shown.contains("the oldest: 17 h"));
    assert!(shown.contains("Half of them wait longer than 17 h."));
    assert!(shown.contains("Decisions of the last 7 days took less than a minute (median of 1)."));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_picture_its_table_and_its_sums_are_the_tallies() {
    let desk = TestDesk::new().await;
    deliver(&desk, "picture", "10000011\n10000012\n10000013\n10000404").await;
    let shown = page(&desk, "cs").await;
    let tallied = "select sum(deliveries) from tallies where line = 1 and succeeded";
    assert_eq!(desk.number(tallied).await, 3);
    assert!(shown.contains("<title>From 01:00: 3 succeeded, 1 without success</title>"));
    assert!(shown.contains("3 succeeded and 1 without success. The most, 4, from 01:00 on."));
    assert!(shown.contains(r#"22 Nov 2026, 01:00</th><td class="num">3</td><td class="num">1</td>"#));
    assert_eq!(shown.matches("</title>").count(), 1 + 24, "a bar an hour");
    assert!(shown.contains("Today <strong>3</strong>, yesterday 0"));
    assert!(shown.contains(r#"<a href="/log/success?from=2026-11-22">3</a>"#));

    desk.desk.clock().advance(Duration::from_secs(23 * 3600));
    assert!(page(&desk, "cs").await.contains("Today <strong>0</strong>, yesterday 3"));
}

#[tokio::test(flavor = "multi_thread")]
async fn todays_items_lead_to_their_rows_of_the_log() {
    let desk = TestDesk::new().await;
    deliver(&desk, "items", "10000011\n10000012").await;
    let shown = page(&desk, "operator").await;
    let log = "/log/success?item=moonlit:GEM&amp;direction=grant&amp;from=2026-11-22";
    assert!(shown.contains(&format!(r#"<a href="{log}">600</a>"#)) && shown.contains("none for 28 days"));
    let log = text(desk.get("operator", &log.replace("&amp;", "&")).await).await;
    assert!(log.contains("10000011") && log.contains("10000012"));

    for days in 1..=5 {
        desk.desk.clock().advance(Duration::from_secs(24 * 3600));
        deliver(&desk, &format!("day {days}"), "10000011").await;
    }
    let shown = page(&desk, "operator").await;
    assert!(shown.contains("4.6 times the usual"), "300 today, and 1,800 in the 28 days before");
}

#[tokio::test(flavor = "multi_thread")]
async fn failures_lead_to_where_something_can_be_done_about_them() {
    let desk = TestDesk::new().await;
    let failed = desk.requests.failed;
    let shown = page(&desk, "cs").await;
    for (step, cause) in [("Ask the game", "No clear answer"), ("May be sent again", "Server busy")] {
        assert!(shown.contains(step) && shown.contains(cause), "{step}");
    }
    assert_eq!(shown.matches(&format!(r#"<a href="/requests/{failed}">R-{failed}</a>"#)).count(), 2);

    let one = deliver(&desk, "one", "10000404").await;
    let shown = page(&desk, "cs").await;
    assert!(shown.contains("No such account") && shown.contains(&format!(r#"<a href="/requests/{one}">R-{one}</a>"#)));
    deliver(&desk, "two", "10001404").await;
    let shown = page(&desk, "cs").await;
    let those = "/requests?state=failed&amp;server=moonlit:kr-1";
    assert!(shown.contains(&format!(r#"<a href="{those}">2 requests</a>"#)));
    let list = text(desk.get("cs", &those.replace("&amp;", "&")).await).await;
    assert!(list.contains(&format!("R-{one}</a>")));
}

#[tokio::test(flavor = "multi_thread")]
async fn servers_stand_beside_their_own_past() {
    let desk = TestDesk::new().await;
    desk.desk.clock().advance(Duration::from_secs(2 * 3600));
    deliver(&desk, "past", "10000011\n10000012").await;
    desk.desk.clock().advance(Duration::from_secs(24 * 3600));
    assert!(page(&desk, "cs").await.contains("No calls"));
    deliver(&desk, "now", "10000013").await;
    let shown = page(&desk, "cs").await;
    assert!(shown.contains(r#">42 ms<small>usually "#) && shown.contains("Well"));
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_shown_of_games_that_one_does_not_see() {
    let desk = TestDesk::new().await;
    let no = deliver(&desk, "secret", "10000011\n10000404").await;
    let shown = page(&desk, "outsider").await;
    for secret in ["KR-1", "Gem", "Moonlit", &format!("R-{no}"), &format!("R-{}", desk.requests.failed), "42 ms"] {
        assert!(!shown.contains(secret), "{secret}");
    }
    for nothing in [
        "No request is failing.",
        "Nothing was delivered in the last 24 hours.",
        "Nothing was delivered today yet.",
        "Today <strong>0</strong>, yesterday 0",
        "JP-1 Hotaru",
    ] {
        assert!(shown.contains(nothing), "{nothing}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn it_comes_again_by_itself_and_speaks_every_language() {
    let desk = TestDesk::new().await;
    deliver(&desk, "words", "10000011\n10000404").await;
    let cookie = sign_in(&desk.router, "both").await;
    for (language, words) in [("en", "Failing now"), ("ko", "시간별 처리 건수"), ("ja", "時間別の処理件数")]
    {
        let request = Request::get("/").header(header::COOKIE, &cookie).header(header::ACCEPT_LANGUAGE, language);
        let shown = text(desk.ask(request.body(axum::body::Body::empty()).unwrap()).await).await;
        assert!(shown.contains(words) && !shown.contains("dashboard-") && !shown.contains("step-"), "{language}");
        assert!(shown.contains(r#"<noscript><meta http-equiv="refresh" content="30""#));
    }
}
