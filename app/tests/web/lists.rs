//! Player files: what becomes of good ones, bad ones, and those that never come whole.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::http::{Request, Response, StatusCode, header};
use futures::stream;
use grantdesk::upload::LARGEST;
use rust_xlsxwriter::Workbook;

use crate::desk::{DRAFT, TestDesk, location, text};

const KEY: &str = "0199d2a0-0000-7000-8000-0000000000f1";
const BOUNDARY: &str = "----grantdesk";

type Fields<'a> = Vec<(&'a str, &'a str)>;

/// A form for one Gem each, but for the players.
fn form() -> Fields<'static> {
    vec![
        ("key", KEY),
        ("game", "moonlit"),
        ("server", "kr-1"),
        ("direction", "grant"),
        ("reason", "outage"),
        ("item", "GEM"),
        ("quantity", "1"),
        ("id_kind", "player_id"),
        ("players", ""),
    ]
}

/// The same, where the list says how much each gets.
fn form_of_quantities() -> Fields<'static> {
    form().into_iter().map(|(name, value)| (name, if name == "quantity" { "" } else { value })).collect()
}

/// The beginning of a form with a file, as browsers write it: all but the end of the file.
fn beginning(fields: &Fields<'_>, file: &[u8]) -> Vec<u8> {
    let mut body = Vec::new();
    for (name, value) in fields {
        let part = format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
        body.extend_from_slice(part.as_bytes());
    }
    let part = format!(
        "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"명단.csv\"\r\n\
         Content-Type: text/csv\r\n\r\n"
    );
    body.extend_from_slice(part.as_bytes());
    body.extend_from_slice(file);
    body
}

fn whole(fields: &Fields<'_>, file: &[u8]) -> Vec<u8> {
    let mut body = beginning(fields, file);
    body.extend_from_slice(format!("\r\n--{BOUNDARY}--\r\n").as_bytes());
    body
}

impl TestDesk {
    async fn send(&self, body: impl Into<Body>) -> Response<Body> {
        self.send_as(&format!("multipart/form-data; boundary={BOUNDARY}"), body).await
    }

    async fn send_as(&self, kind: &str, body: impl Into<Body>) -> Response<Body> {
        let request = self.request("operator", "/requests/new").method("POST").header(header::CONTENT_TYPE, kind);
        self.ask(request.body(body.into()).unwrap()).await
    }

    /// Sends a form with a file, and looks at the page it leads to once the file is checked.
    async fn sent(&self, fields: &Fields<'_>, file: &[u8]) -> (StatusCode, String) {
        let response = self.send(whole(fields, file)).await;
        assert_eq!(response.status(), StatusCode::SEE_OTHER, "the form is taken");
        self.page(location(&response)).await
    }

    async fn page(&self, place: &str) -> (StatusCode, String) {
        loop {
            let response = self.get("operator", place).await;
            let (status, page) = (response.status(), text(response).await);
            if !page.contains("The file is being checked") {
                return (status, page);
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// What is kept: files, pieces of files, forms, requests and deliveries.
    async fn kept(&self) -> [i64; 5] {
        [
            self.number("select count(*) from uploads").await,
            self.number("select count(*) from upload_pieces").await,
            self.number("select count(*) from drafts").await,
            self.number("select count(*) from requests").await,
            self.number("select count(*) from deliveries").await,
        ]
    }

    async fn last_list(&self) -> String {
        let no = self.number("select max(id) from requests").await;
        let players = self.desk.db().sealed_players(no, 0, 100).await.unwrap();
        let one = |(_, one): (i64, grantdesk::request::Recipient)| {
            format!("{} {} {}", one.player, one.quantity.unwrap_or_default(), one.info.unwrap_or_default())
        };
        players.into_iter().map(one).collect::<Vec<_>>().join("; ")
    }

    async fn the_upload(&self) -> String {
        let grantdesk::store::Db::Sqlite(pool, _) = self.desk.db() else { panic!("the web is tested on SQLite") };
        sqlx::query_scalar("select id from uploads order by id desc limit 1").fetch_one(pool).await.unwrap()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_good_file_becomes_a_request_at_once_and_nothing_else_stays() {
    let desk = TestDesk::new().await;
    let before = desk.kept().await;
    let response = desk.send(whole(&form(), b"player_id\n10000001\n10000002\n10000003\n")).await;
    assert!(location(&response).starts_with("/requests/") && !location(&response).contains("new"));
    let [files, pieces, forms, requests, deliveries] = before;
    assert_eq!(desk.kept().await, [files, pieces, forms, requests + 1, deliveries + 3]);
    assert_eq!(desk.last_list().await, "10000001 0 ; 10000002 0 ; 10000003 0 ");
}

#[tokio::test(flavor = "multi_thread")]
async fn files_are_read_as_korean_and_japanese_spreadsheets_write_them() {
    let korean = "유저ID,수량,메모\r\n10000001,10,점검 보상\r\n10000002,20,사과\r\n";
    let japanese = "ユーザーID,数量,備考\r\n10000001,10,メンテナンス補填\r\n10000002,20,お詫び\r\n";
    let (cp949, ..) = encoding_rs::EUC_KR.encode(korean);
    let (shift_jis, ..) = encoding_rs::SHIFT_JIS.encode(japanese);
    let utf_16: Vec<u8> = "\u{feff}player_id\tquantity\r\n10000001\t10\r\n10000002\t20\r\n"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    for (row, cells) in [["player_id", "quantity"], ["10000001", "10"], ["10000002", "20"]].iter().enumerate() {
        for (column, cell) in cells.iter().enumerate() {
            sheet.write(row as u32, column as u16, *cell).unwrap();
        }
    }
    let xlsx = workbook.save_to_buffer().unwrap();

    let files: [(&[u8], &str); 4] = [
        (&cp949, r#"10000001 10 {"메모":"점검 보상"}; 10000002 20 {"메모":"사과"}"#),
        (&shift_jis, r#"10000001 10 {"備考":"メンテナンス補填"}; 10000002 20 {"備考":"お詫び"}"#),
        (&utf_16, "10000001 10 ; 10000002 20 "),
        (&xlsx, "10000001 10 ; 10000002 20 "),
    ];
    for (file, list) in files {
        let desk = TestDesk::new().await;
        let response = desk.send(whole(&form_of_quantities(), file)).await;
        assert!(!location(&response).contains("draft"), "{list}");
        assert_eq!(desk.last_list().await, list);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_bad_line_is_listed_on_the_page_and_in_a_file() {
    let desk = TestDesk::new().await;
    let before = desk.kept().await;
    let mut file = "player_id,note\n10000001,fine\n".to_owned();
    for i in 0..119 {
        file.push_str(&format!("hero{i},=1+1\n"));
    }
    file.push_str("=cmd,\n");
    let (status, page) = desk.sent(&form(), file.as_bytes()).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.contains("120 cells of the file cannot be used"));
    assert!(page.contains("hero0<") && page.contains("hero49<") && !page.contains("hero50<"));
    assert!(page.contains("Not a Player ID") && page.contains("8 to 12 digits"), "it is said what is wrong");
    let place = format!("/requests/new?draft={KEY}");
    let (_, page) = desk.page(&format!("{place}&after=50")).await;
    assert!(page.contains("hero50<") && page.contains("hero99<") && page.contains("51 to 100 of 120"));
    let (_, page) = desk.page(&format!("{place}&after=100")).await;
    assert!(page.contains("hero118<") && page.contains("101 to 120 of 120"));

    let upload = desk.the_upload().await;
    let response = desk.get("operator", &format!("/uploads/{upload}/findings.csv")).await;
    assert_eq!(response.headers()[header::CONTENT_TYPE], "text/csv; charset=utf-8");
    let findings = text(response).await;
    let lines: Vec<&str> = findings.trim_start_matches('\u{feff}').split_terminator("\r\n").collect();
    assert_eq!(lines.len(), 121);
    assert_eq!(lines[0], "Line,Column,As it stands,What is wrong,What to do");
    assert_eq!(lines[1], "3,player_id,hero0,Not a Player ID,8 to 12 digits.");
    assert_eq!(lines[120], "122,player_id,'=cmd,Not a Player ID,8 to 12 digits.");
    let [files, pieces, forms, requests, deliveries] = before;
    assert_eq!(desk.kept().await, [files + 1, pieces + 1, forms + 1, requests, deliveries]);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_cleaned_is_looked_at_before_it_becomes_a_request() {
    let desk = TestDesk::new().await;
    let before = desk.number("select count(*) from requests").await;
    let (status, page) = desk.sent(&form(), "player_id\n 10000001\n１０００００02\n\n10000003\n".as_bytes()).await;
    assert_eq!(status, StatusCode::OK);
    assert!(page.contains("Some of the file was cleaned"));
    assert!(page.contains("Blanks around a text were dropped.") && page.contains("1 row: line 2"));
    assert!(page.contains("Full-width characters were read as half-width ones.") && page.contains("1 row: line 3"));
    assert!(page.contains("Empty rows were passed over.") && page.contains("1 row: line 4"));
    assert_eq!(desk.number("select count(*) from requests").await, before);

    let upload = desk.the_upload().await;
    let mut unseen = form();
    unseen.push(("upload", &upload));
    let response = desk.send(whole_without_file(&unseen)).await;
    assert!(location(&response).contains("draft"), "who has not seen it is shown it");
    let seen = page.split("name=\"seen\" value=\"").nth(1).unwrap().split('"').next().unwrap();
    let mut form = unseen.clone();
    form.push(("seen", seen));
    let response = desk.send(whole_without_file(&form)).await;
    assert!(!location(&response).contains("draft"));
    assert_eq!(desk.last_list().await, "10000001 0 ; 10000002 0 ; 10000003 0 ");
}

/// As browsers send a form in which no file is chosen.
fn whole_without_file(fields: &Fields<'_>) -> Vec<u8> {
    let body = String::from_utf8(whole(fields, b"")).unwrap();
    body.replace("filename=\"명단.csv\"", "filename=\"\"").into_bytes()
}

#[tokio::test(flavor = "multi_thread")]
async fn repeated_players_are_asked_about_and_the_first_of_each_is_kept() {
    let desk = TestDesk::new().await;
    let file = b"player_id,quantity\n10000001,10\n10000002,20\n10000001,30\n";
    let (status, page) = desk.sent(&form_of_quantities(), file).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.contains("One row repeats a player") && page.contains("Repeats line 2"));
    assert!(page.contains("value=\"keep-first\""));
    let upload = desk.the_upload().await;
    let mut form = form_of_quantities();
    form.extend([("upload", upload.as_str()), ("do", "keep-first")]);
    assert!(!location(&desk.send(whole_without_file(&form)).await).contains("draft"));
    assert_eq!(desk.last_list().await, "10000001 10 ; 10000002 20 ");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_is_no_list_is_refused_in_words_that_help() {
    let mut many = String::from("player_id\n");
    for i in 0..100_001 {
        many.push_str(&format!("{}\n", 10_000_000 + i));
    }
    let files: [(&[u8], &str); 9] = [
        (many.as_bytes(), "More than 100,000 players. Split the file"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "This is a picture."),
        (b"", "There are no players in the file."),
        (b"player_id,quantity\n", "There are no players in the file."),
        (b"player_id,quantity,Quantity\n10000001,1,1\n", "Two columns are called \u{201c}Quantity\u{201d}."),
        (b"10000001,300\n10000002,300\n", "several columns and no row of names"),
        (b"hero,gift\nann,300\n", "It cannot be told which column holds the IDs."),
        (b"player_id\n10000001\n\0\0\n", "is not text"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old", "An old .xls, or a file with a password."),
    ];
    for (file, words) in files {
        let desk = TestDesk::new().await;
        let before = desk.number("select count(*) from requests").await;
        let (status, page) = desk.sent(&form(), file).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{words}");
        assert!(page.contains(words), "{words}");
        assert!(page.contains("명단.csv"), "the file is named: {words}");
        assert_eq!(desk.number("select count(*) from requests").await, before);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn columns_are_chosen_where_their_names_do_not_tell() {
    let desk = TestDesk::new().await;
    let (_, page) = desk.sent(&form_of_quantities(), b"hero,gift\n10000001,300\n10000002,20\n").await;
    assert!(page.contains("name=\"id_column\"") && page.contains("<option value=\"hero\""));
    let upload = desk.the_upload().await;
    let mut form = form_of_quantities();
    form.extend([("upload", upload.as_str()), ("id_column", "hero"), ("quantity_column", "gift")]);
    assert!(!location(&desk.send(whole_without_file(&form)).await).contains("draft"));
    assert_eq!(desk.last_list().await, "10000001 300 ; 10000002 20 ");
}

#[tokio::test(flavor = "multi_thread")]
async fn typed_ids_and_a_file_are_too_much() {
    let desk = TestDesk::new().await;
    let both = form().into_iter().map(|(name, value)| (name, if name == "players" { "10000009" } else { value }));
    let (status, page) = desk.sent(&both.collect(), b"10000001\n").await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.contains("There are typed IDs, and a file too.") && page.contains("10000009</textarea>"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_about_a_very_bad_file_stays_small() {
    let desk = TestDesk::new().await;
    let (status, page) =
        desk.sent(&form(), "not a player at all, but a rather long text\n".repeat(99_999).as_bytes()).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.len() < 2_000_000, "{} bytes", page.len());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_that_no_browser_would_send_is_refused_in_words() {
    let desk = TestDesk::new().await;
    let before = desk.kept().await;
    let body = || whole(&form(), b"10000001\n");
    for kind in ["multipart/form-data; boundary=other", "multipart/form-data; boundary=", "multipart/form-data"] {
        let response = desk.send_as(kind, body()).await;
        assert_eq!(response.status(), StatusCode::BAD_REQUEST, "{kind}");
        assert!(text(response).await.contains("Not understood"), "{kind}");
    }
    let twice = [beginning(&form(), b"10000001\r\n"), whole(&Vec::new(), b"10000002\n")].concat();
    let nameless: Fields = form().into_iter().filter(|(name, _)| *name != "key").collect();
    for body in [twice, whole(&nameless, b"10000001\n"), b"no form".to_vec()] {
        assert_eq!(desk.send(body).await.status(), StatusCode::BAD_REQUEST);
    }
    assert_eq!(desk.kept().await, before, "something of it was kept");
}

#[tokio::test(flavor = "multi_thread")]
async fn of_a_form_that_breaks_off_nothing_is_kept() {
    let desk = TestDesk::new().await;
    let before = desk.kept().await;
    let in_the_file = beginning(&form(), "10000001\n".repeat(300_000).as_bytes());
    let after_the_file = [in_the_file.as_slice(), format!("\r\n--{BOUNDARY}\r\nContent-Disp").as_bytes()].concat();
    for body in [in_the_file, after_the_file] {
        let lost = Err(io::Error::from(io::ErrorKind::ConnectionReset));
        let body = Body::from_stream(stream::iter([Ok(Bytes::from(body)), lost]));
        assert_eq!(desk.send(body).await.status(), StatusCode::BAD_REQUEST);
        assert_eq!(desk.kept().await, before);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_is_too_large_is_not_kept_but_what_was_typed_is() {
    let desk = TestDesk::new().await;
    let before = desk.kept().await;
    let mut fields = form();
    fields.push(("comment", "For everybody"));
    let response = desk.send(whole(&fields, &vec![b'1'; LARGEST + 1])).await;
    assert_eq!(response.status(), StatusCode::PAYLOAD_TOO_LARGE);
    let page = text(response).await;
    assert!(page.contains("File too large") && page.contains(&format!("/requests/new?draft={KEY}")));
    let [files, pieces, forms, requests, deliveries] = before;
    assert_eq!(desk.kept().await, [files, pieces, forms + 1, requests, deliveries]);
    let (_, page) = desk.page(&format!("/requests/new?draft={KEY}")).await;
    assert!(page.contains("For everybody"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_gigabyte_is_refused_long_before_its_end() {
    let desk = TestDesk::new().await;
    let before = desk.kept().await;
    let taken = Arc::new(AtomicUsize::new(0));
    let piece = Bytes::from(vec![b'1'; 64 * 1024]);
    let (counted, first) = (taken.clone(), Bytes::from(beginning(&form(), b"")));
    let pieces = (0..1024 * 1024 * 1024 / piece.len()).map(move |_| {
        counted.fetch_add(piece.len(), Ordering::Relaxed);
        Ok::<_, io::Error>(piece.clone())
    });
    let body = Body::from_stream(stream::iter(std::iter::once(Ok(first)).chain(pieces)));
    let response = desk.send(body).await;
    assert_eq!(response.status(), StatusCode::PAYLOAD_TOO_LARGE);
    assert!(text(response).await.contains("Too large"));
    assert!(taken.load(Ordering::Relaxed) < 4 * LARGEST, "{} bytes were read", taken.load(Ordering::Relaxed));
    assert_eq!(desk.kept().await, before);
}

#[tokio::test(flavor = "multi_thread")]
async fn somebody_elses_file_is_in_nobodys_form() {
    let desk = TestDesk::new().await;
    let form = format!(
        "key={KEY}&game=moonlit&server=kr-1&direction=grant&reason=outage&item=GEM&quantity=1&id_kind=player_id&upload={}",
        desk.upload
    );
    let response = desk.post("operator2", "/requests/new", &form).await;
    assert_eq!(location(&response), format!("/requests/new?draft={KEY}"));
    let response = desk.get("operator2", location(&response)).await;
    assert_eq!(response.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let page = text(response).await;
    assert!(page.contains("The file is not here any more.") && !page.contains("players.csv"));
    let form = form.replace(&desk.upload, "").replace("item=GEM", "item=GEM&do=check");
    desk.post("operator2", "/requests/new", &form).await;
    assert_eq!(desk.number("select count(*) from uploads").await, 1, "the file of the operator is still there");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_goes_when_it_is_replaced_or_removed() {
    let desk = TestDesk::new().await;
    desk.sent(&form(), b"hero\n").await;
    let first = desk.the_upload().await;
    let mut replaced = form();
    replaced.push(("upload", &first));
    let (_, page) = desk.sent(&replaced, b"heroine\n").await;
    assert!(page.contains("heroine<") && !page.contains("hero<"));
    assert_eq!(desk.get("operator", &format!("/uploads/{first}/rows")).await.status(), StatusCode::NOT_FOUND);
    let second = desk.the_upload().await;
    let mut removed = form();
    removed.extend([("upload", second.as_str()), ("do", "remove-file")]);
    let response = desk.send(whole_without_file(&removed)).await;
    assert_eq!(location(&response), format!("/requests/new?draft={KEY}#who"));
    assert_eq!(desk.get("operator", &format!("/uploads/{second}/rows")).await.status(), StatusCode::NOT_FOUND);
    let (status, page) = desk.page(&format!("/requests/new?draft={KEY}")).await;
    assert!(status == StatusCode::OK && page.contains("id=\"players\""));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_form_with_a_file_sent_twice_makes_one_request() {
    let desk = TestDesk::new().await;
    let [files, pieces, forms, requests, deliveries] = desk.kept().await;
    let body = || whole(&form(), b"10000001\n10000002\n");
    let (first, second) = tokio::join!(desk.send(body()), desk.send(body()));
    assert!(!location(&first).contains("draft"));
    assert_eq!(location(&first), location(&second));
    // And once more without the file, as from a page that was still open.
    let mut again = form();
    again.push(("upload", "0199d2a0-0000-7000-8000-0000000000aa"));
    assert_eq!(location(&desk.send(whole_without_file(&again)).await), location(&first));
    assert_eq!(desk.kept().await, [files, pieces, forms, requests + 1, deliveries + 2]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_script_that_sends_a_file_is_told_where_to_go() {
    let desk = TestDesk::new().await;
    let request = desk.request("operator", "/requests/new").method("POST").header("x-upload", "1");
    let request = request.header(header::CONTENT_TYPE, format!("multipart/form-data; boundary={BOUNDARY}"));
    let request: Request<Body> = request.body(whole(&form(), b"hero\n").into()).unwrap();
    let response = desk.ask(request).await;
    assert_eq!(response.status(), StatusCode::OK);
    assert_eq!(response.headers()[header::CONTENT_TYPE], "text/plain; charset=utf-8");
    assert_eq!(text(response).await, format!("/requests/new?draft={KEY}"));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_unfinished_form_is_offered_until_it_is_discarded() {
    let desk = TestDesk::new().await;
    let empty = format!("/requests/new?draft={KEY}");
    let offer = format!("/requests/new?draft={DRAFT}");
    let (_, page) = desk.page(&empty).await;
    assert!(page.contains("You have an unfinished request") && page.contains(&offer));
    assert!(page.contains("Moonlit Harbor") && page.contains("1 player<"));
    let page = text(desk.get("operator2", &empty).await).await;
    assert!(!page.contains("unfinished"), "somebody else's form is offered");

    assert_eq!(desk.post("operator2", &format!("/drafts/{DRAFT}/removal"), "").await.status(), StatusCode::NOT_FOUND);
    for _ in 0..2 {
        let response = desk.post("operator", &format!("/drafts/{DRAFT}/removal"), "").await;
        assert_eq!(location(&response), "/requests/new");
    }
    let (_, page) = desk.page(&empty).await;
    assert!(!page.contains("unfinished"));
    assert_eq!(desk.number("select count(*) from uploads").await, 0, "its file stays");
}
