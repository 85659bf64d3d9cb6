//! The result file, as a browser gets it.

use std::io::Cursor;

use axum::body::{Body, Bytes};
use axum::http::{Request, Response, StatusCode, header};
use calamine::{Reader, Xlsx};
use futures::TryStreamExt;

use crate::desk::{TestDesk, location, sign_in, text};

fn header_of(response: &Response<Body>, name: header::HeaderName) -> &str {
    response.headers().get(name).map(|value| value.to_str().unwrap()).unwrap_or_default()
}

/// The body as it came, piece by piece.
async fn pieces(response: Response<Body>) -> Vec<Bytes> {
    response.into_body().into_data_stream().try_collect().await.unwrap()
}

/// A request for so many players.
async fn requested(desk: &TestDesk, players: usize) -> String {
    let players: Vec<String> = (0..players).map(|n| (10_000_000 + n).to_string()).collect();
    let form = format!(
        "key=0199d2a0-0000-7000-8000-000000000007&game=moonlit&server=kr-1&direction=grant&reason=outage&item=GEM\
         &quantity=3&id_kind=player_id&players={}",
        players.join("%0A")
    );
    let response = desk.post("operator", "/requests/new", &form).await;
    location(&response).to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_csv_of_ten_thousand_comes_in_pieces_and_is_whole() {
    let desk = TestDesk::new().await;
    let request = requested(&desk, 10_000).await;
    let response = desk.get("cs", &format!("{request}/results.csv")).await;
    assert_eq!(response.status(), StatusCode::OK);
    assert_eq!(header_of(&response, header::CONTENT_TYPE), "text/csv; charset=utf-8");
    let name = format!("attachment; filename=\"R-{}-results.csv\"", request.rsplit('/').next().unwrap());
    assert_eq!(header_of(&response, header::CONTENT_DISPOSITION), name);
    assert_eq!(header_of(&response, header::CACHE_CONTROL), "no-store");
    let pieces = pieces(response).await;
    assert!(pieces.len() > 1, "it is not held back until it is whole");
    let text = String::from_utf8(pieces.concat()).unwrap();
    let lines: Vec<&str> = text.strip_prefix('\u{feff}').unwrap().lines().collect();
    assert_eq!(lines[0], "Player ID,Server,GEM,Outcome,Cause,Code,Message,Attempts,Time (UTC),Transaction");
    assert_eq!((lines.len(), lines[10_000]), (10_001, "10009999,kr-1,3,Waiting,,,,0,,"));
    assert_eq!(text.matches("\r\n").count(), 10_001);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_xlsx_of_ten_thousand_comes_in_pieces_with_its_length() {
    let desk = TestDesk::new().await;
    let request = requested(&desk, 10_000).await;
    let cookie = sign_in(&desk.router, "cs").await;
    // It is compressed by itself, so not once more.
    let asked = Request::get(format!("{request}/results.xlsx")).header(header::ACCEPT_ENCODING, "gzip, br");
    let response = desk.ask(asked.header(header::COOKIE, cookie).body(Body::empty()).unwrap()).await;
    assert_eq!(response.status(), StatusCode::OK);
    let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    assert_eq!(header_of(&response, header::CONTENT_TYPE), kind);
    assert!(header_of(&response, header::CONTENT_DISPOSITION).ends_with("-results.xlsx\""));
    assert_eq!(header_of(&response, header::CACHE_CONTROL), "no-store");
    assert_eq!(header_of(&response, header::CONTENT_ENCODING), "");
    let length: usize = header_of(&response, header::CONTENT_LENGTH).parse().unwrap();
    let pieces = pieces(response).await;
    assert!(pieces.len() > 1, "it is not held back until it is whole");
    let file = pieces.concat();
    assert_eq!(file.len(), length);
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(file)).unwrap();
    let (_, cells) = book.worksheets().remove(0);
    assert_eq!((cells.height(), cells.get((10_000, 0)).unwrap().to_string().as_str()), (10_001, "10009999"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_csv_streams_through_compression_too() {
    let desk = TestDesk::new().await;
    let request = requested(&desk, 10_000).await;
    let cookie = sign_in(&desk.router, "cs").await;
    for encoding in ["gzip", "br"] {
        let asked = Request::get(format!("{request}/results.csv")).header(header::ACCEPT_ENCODING, encoding);
        let response = desk.ask(asked.header(header::COOKIE, &cookie).body(Body::empty()).unwrap()).await;
        assert_eq!(header_of(&response, header::CONTENT_ENCODING), encoding);
        assert!(pieces(response).await.len() > 1, "{encoding} holds it back until it is whole");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn its_words_are_those_of_the_person() {
    let desk = TestDesk::new().await;
    let no = desk.requests.failed;
    for (language, heading, state) in
        [("ko", "처리 시각(UTC)", "불명"), ("ja", "処理日時（UTC）", "不明"), ("en", "Time (UTC)", "Unknown")]
    {
        let cookie = sign_in(&desk.router, "cs").await;
        let asked = Request::get(format!("/requests/{no}/results.csv?show=unfinished"))
            .header(header::COOKIE, cookie)
            .header(header::ACCEPT_LANGUAGE, language);
        let response = desk.ask(asked.body(Body::empty()).unwrap()).await;
        assert!(header_of(&response, header::CONTENT_DISPOSITION).contains(&format!("R-{no}-results-unfinished.csv")));
        let file = text(response).await;
        assert!(file.contains(heading) && file.contains(state), "{language}: {file}");
        assert!(!file.contains("timed_out"), "{language}: {file}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_page_offers_what_its_tab_shows_once_it_was_approved() {
    let desk = TestDesk::new().await;
    let (pending, failed) = (desk.requests.pending, desk.requests.failed);
    let page = text(desk.get("cs", &format!("/requests/{failed}")).await).await;
    assert!(page.contains("<title>Request R-1 · Grantdesk</title>"), "the title names the request");
    for ending in ["csv", "xlsx"] {
        assert!(page.contains(&format!("/requests/{failed}/results.{ending}?show=unfinished")));
    }
    let page = text(desk.get("cs", &format!("/requests/{failed}?show=all")).await).await;
    assert!(page.contains(&format!("/requests/{failed}/results.csv?show=all")));
    let page = text(desk.get("cs", &format!("/requests/{pending}")).await).await;
    assert!(!page.contains("/results."));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_history_says_who_took_it() {
    let desk = TestDesk::new().await;
    let no = desk.requests.failed;
    text(desk.get("cs", &format!("/requests/{no}/results.csv")).await).await;
    let page = text(desk.get("operator", &format!("/requests/{no}")).await).await;
    assert!(page.contains("이하은 downloaded the results"));
}
