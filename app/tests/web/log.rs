//! The logs in the browser: filters that can be sent to a colleague, totals, and files.

use std::io::Cursor;

use axum::body::to_bytes;
use axum::http::{Request, StatusCode, header};
use calamine::{Reader, Xlsx};

use crate::desk::{TestDesk, location, sign_in, text};

/// Every filter of the page, such that the failures of `operator` pass them.
const FILTERS: &str = "game=moonlit&server=moonlit:kr-1&item=moonlit:GEM&direction=grant&reason=outage&request=R-1\
                       &requester=operator&approver=approver&from=2026-11-20&until=2026-11-30";

async fn page(desk: &TestDesk, who: &str, path: &str) -> String {
    let response = desk.get(who, path).await;
    assert_eq!(response.status(), StatusCode::OK, "{path}");
    text(response).await
}

#[tokio::test(flavor = "multi_thread")]
async fn every_filter_is_in_the_url_and_in_the_form() {
    let desk = TestDesk::new().await;
    let page = page(&desk, "operator", &format!("/log/failure?{FILTERS}")).await;
    assert!(page.contains("10000001") && page.contains("10000002"), "both deliveries pass: {page}");
    for chosen in ["moonlit", "moonlit:kr-1", "moonlit:GEM", "grant", "outage", "operator", "approver"] {
        assert!(page.contains(&format!("value=\"{chosen}\" selected")), "{chosen} is not chosen");
    }
    for typed in ["R-1", "2026-11-20", "2026-11-30"] {
        assert!(page.contains(&format!("value=\"{typed}\"")), "{typed} is not in its field");
    }
    for ending in ["csv", "xlsx"] {
        let file = format!("/log/failure.{ending}?{}", FILTERS.replace('&', "&amp;"));
        assert!(page.contains(&file), "the file is not of what is filtered: {file}");
    }
    assert!(!page.contains("was left out"));
}

#[tokio::test(flavor = "multi_thread")]
async fn each_filter_leaves_out_what_does_not_pass() {
    let desk = TestDesk::new().await;
    for filter in [
        "game=courier",
        "server=moonlit:jp-1",
        "item=moonlit:GOLD",
        "direction=clawback",
        "reason=refund",
        "player=10000009",
        "order=GPA.1",
        "request=R-2",
        "from=2026-11-30",
        "until=2026-11-20",
    ] {
        let page = page(&desk, "operator", &format!("/log/failure?{filter}")).await;
        assert!(page.contains("Nothing matches") && !page.contains("10000001"), "{filter}");
        assert!(!page.contains("/log/failure.csv"), "{filter}: there is nothing to take away");
    }
    let page = page(&desk, "operator", "/log/failure?requester=nobody").await;
    assert!(page.contains("“nobody” is not known here and was left out.") && page.contains("10000001"));
}

#[tokio::test(flavor = "multi_thread")]
async fn totals_are_those_of_what_is_filtered() {
    let desk = TestDesk::new().await;
    let shown = page(&desk, "operator", "/log/failure").await;
    assert!(shown.contains("Grants without success") && shown.contains("give 600, take 0"), "{shown}");
    let shown = page(&desk, "operator", "/log/failure?player=10000002").await;
    assert!(shown.contains("give 300, take 0"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_delivery_leads_back_to_the_log_as_it_was_filtered() {
    let desk = TestDesk::new().await;
    let shown = page(&desk, "operator", "/log/failure?game=moonlit&junk=1").await;
    let link = "/requests/1/deliveries/1?game=moonlit&amp;log=failure";
    assert!(shown.contains(&format!("href=\"{link}\"")), "{shown}");
    let delivery = page(&desk, "operator", &link.replace("&amp;", "&")).await;
    assert!(delivery.contains("href=\"/log/failure?game=moonlit\""), "{delivery}");
    let delivery = page(&desk, "operator", "/requests/1/deliveries/1?log=elsewhere").await;
    assert!(delivery.contains("href=\"/requests\""));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_has_the_rows_of_the_page_in_the_words_of_the_person() {
    let desk = TestDesk::new().await;
    let no = desk.requests.failed;
    for (language, first, state, reason) in [
        ("en", "Time (UTC),Request,Game,Server,Direction,Player,", "Unknown", "Outage compensation"),
        ("ko", "처리 시각(UTC),", "불명", "점검 보상"),
        ("ja", "処理日時（UTC）,", "不明", "障害補填"),
    ] {
        let cookie = sign_in(&desk.router, "cs").await;
        let asked = Request::get("/log/failure.csv?player=10000002").header(header::COOKIE, cookie);
        let asked = asked.header(header::ACCEPT_LANGUAGE, language).body(axum::body::Body::empty()).unwrap();
        let response = desk.ask(asked).await;
        let named = response.headers()[header::CONTENT_DISPOSITION].to_str().unwrap().to_owned();
        assert_eq!(named, "attachment; filename=\"grantdesk-failure.csv\"");
        let file = text(response).await;
        let lines: Vec<&str> = file.strip_prefix('\u{feff}').unwrap().lines().collect();
        assert_eq!(lines.len(), 2, "{file}");
        assert!(lines[0].starts_with(first), "{language}: {file}");
        for said in [&format!("R-{no}"), "10000002", state, reason, "GEM 300", "박지훈", "김서연", "+00:00"] {
            assert!(lines[1].contains(said), "{language}: {said} is missing: {file}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_xlsx_has_them_too() {
    let desk = TestDesk::new().await;
    let response = desk.get("cs", "/log/failure.xlsx").await;
    let file = to_bytes(response.into_body(), usize::MAX).await.unwrap();
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(file)).unwrap();
    let (_, cells) = book.worksheets().remove(0);
    let mut players: Vec<String> = cells.rows().skip(1).map(|row| row[5].to_string()).collect();
    players.sort();
    assert_eq!(players, ["10000001", "10000002"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_an_xlsx_does_not_hold_is_said_where_the_csv_is() {
    let desk = TestDesk::new().await;
    desk.run("update tally_sums set firsts = firsts + 2000000").await;
    let response = desk.get("cs", "/log/failure.xlsx?game=moonlit").await;
    assert_eq!((response.status(), location(&response)), (StatusCode::SEE_OTHER, "/log/failure?game=moonlit"));
    let shown = page(&desk, "cs", location(&response)).await;
    assert!(shown.contains("An Excel file holds 1,048,575 rows, and these are 2,000,002."), "{shown}");
}

#[tokio::test(flavor = "multi_thread")]
async fn without_the_game_there_is_nothing_to_see_or_to_take() {
    let desk = TestDesk::new().await;
    let shown = page(&desk, "outsider", "/log/failure").await;
    assert!(!shown.contains("10000001") && !shown.contains("박지훈"), "{shown}");
    let file = page(&desk, "outsider", "/log/failure.csv").await;
    assert_eq!(file.lines().count(), 1, "{file}");
    // Of a game that they do not see, they cannot even ask.
    let response = desk.get("outsider", &format!("/log/failure.csv?{FILTERS}")).await;
    assert_eq!(response.status(), StatusCode::BAD_REQUEST);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_says_what_is_asked_and_nothing_else() {
    let desk = TestDesk::new().await;
    for (asked, address) in [
        ("/log/success?game=moonlit&server=&player=+&order=%EB%B0%95", "/log/success?game=moonlit&order=%EB%B0%95"),
        ("/requests?state=&order=", "/requests"),
        ("/players?q=1&a%0d%0ab=2&game=", "/players?q=1&a%0D%0Ab=2"),
    ] {
        let response = desk.get("operator", asked).await;
        assert_eq!((response.status(), location(&response)), (StatusCode::SEE_OTHER, address), "{asked}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_of_what_cannot_be_read_is_no_file_of_everything() {
    let desk = TestDesk::new().await;
    for ending in ["csv", "xlsx"] {
        let response = desk.get("operator", &format!("/log/failure.{ending}?from=yesterday")).await;
        assert_eq!(response.status(), StatusCode::BAD_REQUEST, "{ending}");
    }
}
