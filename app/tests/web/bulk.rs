//! Bulk files, as a browser sends and sees them.

use axum::body::{Body, Bytes};
use axum::http::{Response, StatusCode, header};
use grantdesk::request::{Filters, State, Turn};

use crate::desk::{TestDesk, location, text};

/// The bulk file that most of this is about.
pub const ID: &str = "0199d2a0-0000-7000-8000-00000000000b";
/// Another.
pub const LEFT: &str = "0199d2a0-0000-7000-8000-00000000000c";
const HEADER: &str = "direction,item,quantity,order_number,player_id";
const BOUNDARY: &str = "----grantdesk-test";

/// Rows that become three requests of operator's.
const ROWS: [&str; 4] =
    ["grant,GEM,300,,10000011", "grant,GEM,300,,10000012", "grant,GOLD,5,GPA.1,10000011", "clawback,GEM,7,,10000013"];

/// A form with a file, as browsers send it.
fn multipart(fields: &[(&str, &str)], file: Option<&str>) -> String {
    let mut body = String::new();
    for (name, value) in fields {
        body += &format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
    }
    let (name, content) = file.map_or(("", ""), |content| ("bulk.csv", content));
    body += &format!(
        "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\
         Content-Type: text/csv\r\n\r\n{content}\r\n--{BOUNDARY}--\r\n"
    );
    body
}

async fn send(desk: &TestDesk, who: &str, path: &str, fields: &[(&str, &str)], file: Option<&str>) -> Response<Body> {
    let request = desk.request(who, path).method("POST");
    let request = request.header(header::CONTENT_TYPE, format!("multipart/form-data; boundary={BOUNDARY}"));
    desk.ask(request.body(Body::from(multipart(fields, file))).unwrap()).await
}

const DEFAULTS: [(&str, &str); 5] =
    [("game", "moonlit"), ("server", "kr-1"), ("reason", "outage"), ("id_kind", "player_id"), ("comment", "")];

fn with<'a>(more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    DEFAULTS.iter().chain(more).copied().collect()
}

fn file(rows: &[&str]) -> String {
    format!("{HEADER}\r\n{}\r\n", rows.join("\r\n"))
}

/// Operator's bulk file with these rows, sent and not submitted.
async fn sent(desk: &TestDesk, rows: &[&str]) -> String {
    let response = send(desk, "operator", "/bulk/new", &with(&[("batch", ID)]), Some(&file(rows))).await;
    assert_eq!(response.status(), StatusCode::SEE_OTHER);
    assert_eq!(location(&response), format!("/bulk/{ID}"));
    format!("/bulk/{ID}")
}

async fn submit(desk: &TestDesk, bulk: &str) -> Response<Body> {
    send(desk, "operator", bulk, &with(&[("do", "submit")]), None).await
}

/// Operator's bulk file, submitted, and another that is not.
pub async fn left_and_submitted(desk: &TestDesk) {
    let bulk = sent(desk, &ROWS).await;
    submit(desk, &bulk).await;
    let left = send(desk, "operator", "/bulk/new", &with(&[("batch", LEFT)]), Some(&file(&ROWS[..2]))).await;
    assert_eq!(left.status(), StatusCode::SEE_OTHER);
}

async fn requests(desk: &TestDesk) -> Vec<(String, State)> {
    let filters = Filters { batch: Some(ID.into()), states: State::ALL.to_vec(), ..Filters::default() };
    let cs = desk.person("cs").await;
    let listed = desk.desk.search(&cs, &filters, Turn::Newest).await.unwrap().rows;
    listed.into_iter().map(|row| (row.items[0].code.clone(), row.state)).collect()
}

/// What is shown to somebody who may approve.
pub async fn seal(desk: &TestDesk, who: &str) -> String {
    let person = desk.person(who).await;
    desk.desk.batch_approver(&person, ID).await.unwrap().waiting().await.unwrap().seal
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_is_shown_as_the_requests_it_would_become_then_submitted_and_approved_together() {
    let desk = TestDesk::new().await;
    let bulk = sent(&desk, &ROWS).await;
    let page = text(desk.get("operator", &bulk).await).await;
    for shown in
        ["Becomes 3 requests", "Submit 3 requests", "GPA.1", "2 grants, 1 clawback", "Nothing to correct", "+600"]
    {
        assert!(page.contains(shown), "{shown}");
    }
    assert_eq!(requests(&desk).await, [], "looking makes nothing");

    let response = submit(&desk, &bulk).await;
    assert_eq!((response.status(), location(&response)), (StatusCode::SEE_OTHER, bulk.as_str()));
    let made = requests(&desk).await;
    let pending = |code: &str| (code.to_owned(), State::Pending);
    assert_eq!(made, [pending("GEM"), pending("GOLD"), pending("GEM")]);

    let page = text(desk.get("operator", &bulk).await).await;
    assert!(page.contains("박지훈 submitted 3 requests on"));
    assert!(!page.contains("Approve all"));
    let page = text(desk.get("approver", &bulk).await).await;
    let seal = seal(&desk, "approver").await;
    assert!(page.contains("Approve all 3 pending") && page.contains(&seal));
    let page = text(desk.get("cs", &bulk).await).await;
    assert!(page.contains("R-") && !page.contains("Approve all"));

    let response =
        desk.post("approver", &format!("{bulk}/approval"), &format!("seal={seal}&note=checked&seen=true")).await;
    assert_eq!(location(&response), bulk);
    assert!(text(desk.get("approver", &bulk).await).await.contains("3 requests were approved."));
    assert!(requests(&desk).await.iter().all(|(_, state)| *state == State::Approved));
    let last = desk.desk.search(&desk.person("cs").await, &Filters::default(), Turn::Newest).await.unwrap().rows;
    let page = text(desk.get("cs", &format!("/requests/{}", last[0].id)).await).await;
    assert!(page.contains(&format!("href=\"{bulk}\"")) && page.contains("Part of a bulk file of 3 requests"));
    assert!(page.contains("checked"), "the note stands with every request");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_row_is_named_with_what_to_do_and_nothing_can_be_submitted_until_it_is_mended() {
    let desk = TestDesk::new().await;
    let bulk =
        sent(&desk, &["grant,GEM,300,,10000011", "grant,GEMS,300,,10000012", "take it,GEM,1,,=HYPERLINK(1)"]).await;
    let page = text(desk.get("operator", &bulk).await).await;
    for shown in
        ["GEMS", "Not in Moonlit Harbor", "Did you mean GEM?", "Neither grant nor clawback", "Write grant or clawback."]
    {
        assert!(page.contains(shown), "{shown}");
    }
    assert!(page.contains("3 things in the file are wrong."));
    let refused = submit(&desk, &bulk).await;
    assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert!(text(refused).await.contains("Nothing was submitted"));
    assert_eq!(requests(&desk).await, []);

    let findings = desk.get("operator", &format!("{bulk}/findings.csv")).await;
    assert_eq!(findings.headers()[header::CONTENT_TYPE], "text/csv; charset=utf-8");
    let findings = text(findings).await;
    assert!(findings.starts_with("\u{feff}Line,Column,As it stands,What is wrong,What to do\r\n"), "{findings}");
    assert!(findings.contains("3,item,GEMS,Not in Moonlit Harbor,Did you mean GEM?\r\n"), "{findings}");
    assert!(findings.contains("'=HYPERLINK(1)"), "{findings}");

    let mended = send(&desk, "operator", &bulk, &with(&[("do", "submit")]), Some(&file(&ROWS))).await;
    assert_eq!(location(&mended), bulk);
    assert_eq!(requests(&desk).await, [], "a new file is shown before it is submitted");
    assert_eq!(submit(&desk, &bulk).await.status(), StatusCode::SEE_OTHER);
    assert_eq!(requests(&desk).await.len(), 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_order_number_that_is_taken_after_the_preview_leaves_nothing_and_names_who_has_it() {
    let desk = TestDesk::new().await;
    let bulk = sent(&desk, &ROWS).await;
    assert!(text(desk.get("operator", &bulk).await).await.contains("Nothing to correct"));
    let form = "key=0199d2a0-0000-7000-8000-000000000001&game=moonlit&server=kr-1&direction=grant&reason=outage\
                &item=GOLD&quantity=3&id_kind=player_id&players=10000009&order_number=GPA.1";
    let taker = location(&desk.post("operator2", "/requests/new", form).await).to_owned();
    assert!(taker.starts_with("/requests/"), "{taker}");

    let refused = submit(&desk, &bulk).await;
    assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let page = text(refused).await;
    assert!(
        page.contains("meanwhile another request has taken this order number")
            && page.contains(&format!("href=\"{taker}\""))
    );
    assert_eq!(requests(&desk).await, []);
    let page = text(desk.get("operator", &bulk).await).await;
    assert!(page.contains("has this order number already"), "the row is named from now on");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_double_click_makes_one_batch() {
    let desk = TestDesk::new().await;
    let bulk = sent(&desk, &ROWS).await;
    let (one, other) = tokio::join!(submit(&desk, &bulk), submit(&desk, &bulk));
    assert_eq!((one.status(), other.status()), (StatusCode::SEE_OTHER, StatusCode::SEE_OTHER));
    assert_eq!(requests(&desk).await.len(), 3);
    assert_eq!(submit(&desk, &bulk).await.status(), StatusCode::SEE_OTHER, "nor does going back");
    assert_eq!(requests(&desk).await.len(), 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn repeated_players_are_asked_about_and_the_first_of_each_is_kept() {
    let desk = TestDesk::new().await;
    let bulk = sent(&desk, &["grant,GEM,300,,10000011", "grant,GEM,300,,10000011"]).await;
    let page = text(desk.get("operator", &bulk).await).await;
    assert!(page.contains("Repeats line 2") && page.contains("Keep the first of each"));
    assert_eq!(submit(&desk, &bulk).await.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let kept = send(&desk, "operator", &bulk, &with(&[("do", "keep-first")]), None).await;
    assert_eq!(location(&kept), bulk);
    assert!(text(desk.get("operator", &bulk).await).await.contains("Submit 1 request"));
    send(&desk, "operator", &bulk, &with(&[("keep_first", "true"), ("do", "submit")]), None).await;
    assert_eq!(requests(&desk).await.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn looking_again_after_a_check_does_not_begin_another() {
    let desk = TestDesk::new().await;
    let bulk = sent(&desk, &ROWS).await;
    text(desk.get("operator", &bulk).await).await;
    let person = desk.person("operator").await;
    let upload = desk.desk.batch(&person, ID).await.unwrap().upload_id.unwrap();
    let rows = format!("/uploads/{upload}/rows");
    assert_eq!(text(desk.get("operator", &rows).await).await, "done");
    let looked = send(&desk, "operator", &bulk, &with(&[("do", "look")]), None).await;
    assert_eq!(location(&looked), bulk);
    let by_script = desk.request("operator", &bulk).method("POST").header("x-upload", "1");
    let by_script = by_script.header(header::CONTENT_TYPE, format!("multipart/form-data; boundary={BOUNDARY}"));
    let answer = desk.ask(by_script.body(Body::from(multipart(&with(&[]), Some(&file(&ROWS))))).unwrap()).await;
    assert_eq!((answer.status(), text(answer).await), (StatusCode::OK, bulk), "a script is told where to go");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_changed_beside_the_file_is_shown_before_it_is_submitted() {
    let desk = TestDesk::new().await;
    let bulk = sent(&desk, &ROWS).await;
    let changed: Vec<(&str, &str)> = with(&[("server", "kr-2"), ("do", "submit")]);
    let response = send(&desk, "operator", &bulk, &changed, None).await;
    assert_eq!(location(&response), bulk);
    assert_eq!(requests(&desk).await, []);
    assert!(text(desk.get("operator", &bulk).await).await.contains("kr-1, kr-2"));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_neither_rows_nor_form_say_is_asked_where_it_is_chosen() {
    let desk = TestDesk::new().await;
    let fields = [("batch", ID), ("game", "moonlit"), ("id_kind", "player_id")];
    send(&desk, "operator", "/bulk/new", &fields, Some(&file(&ROWS))).await;
    let page = text(desk.get("operator", &format!("/bulk/{ID}")).await).await;
    assert!(page.contains("No column says this, so choose it beside the file: Servers and Reason"));
    assert!(page.contains("id=\"servers-error\"") && page.contains("id=\"reason-error\""));
}

#[tokio::test(flavor = "multi_thread")]
async fn before_it_is_submitted_it_is_nobody_elses() {
    let desk = TestDesk::new().await;
    let bulk = sent(&desk, &ROWS).await;
    for who in ["operator2", "approver", "cs", "outsider"] {
        assert_eq!(desk.get(who, &bulk).await.status(), StatusCode::NOT_FOUND, "{who}");
        assert_eq!(desk.get(who, &format!("{bulk}/findings.csv")).await.status(), StatusCode::NOT_FOUND, "{who}");
    }
    let taken_over = send(&desk, "operator2", "/bulk/new", &with(&[("batch", ID)]), Some(&file(&ROWS))).await;
    assert_eq!(taken_over.status(), StatusCode::NOT_FOUND);
    assert_eq!(send(&desk, "operator2", &bulk, &with(&[("do", "submit")]), None).await.status(), StatusCode::NOT_FOUND);
    submit(&desk, &bulk).await;
    for (who, status) in [("operator2", StatusCode::OK), ("cs", StatusCode::OK), ("outsider", StatusCode::NOT_FOUND)] {
        assert_eq!(desk.get(who, &bulk).await.status(), status, "{who}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_without_a_file_and_a_broken_one_are_told_so() {
    let desk = TestDesk::new().await;
    let none = send(&desk, "operator", "/bulk/new", &with(&[("batch", ID)]), None).await;
    assert_eq!(none.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let page = text(none).await;
    assert!(
        page.contains("Choose a file.") && page.contains("value=\"kr-1\" checked"),
        "what was chosen is still there"
    );

    let bulk = sent(&desk, &ROWS).await;
    for path in ["/bulk/new", bulk.as_str()] {
        let half = multipart(&with(&[("batch", ID)]), Some(&file(&ROWS)));
        let half = Bytes::from(half.into_bytes()).slice(..600);
        let request = desk.request("operator", path).method("POST");
        let request = request.header(header::CONTENT_TYPE, format!("multipart/form-data; boundary={BOUNDARY}"));
        let broken = desk.ask(request.body(Body::from(half)).unwrap()).await;
        assert_eq!(broken.status(), StatusCode::BAD_REQUEST, "{path}");
        let request = desk.request("operator", path).method("POST");
        let request = request.header(header::CONTENT_TYPE, "multipart/form-data");
        assert_eq!(desk.ask(request.body(Body::from("x")).unwrap()).await.status(), StatusCode::BAD_REQUEST, "{path}");
        let odd = send(&desk, "operator", path, &[("batch", "me"), ("game", "moonlit")], None).await;
        assert_eq!(odd.status(), StatusCode::BAD_REQUEST, "{path}");
    }
    assert!(text(desk.get("operator", &bulk).await).await.contains("Submit 3 requests"), "what was there is untouched");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_is_no_table_says_what_it_is_and_another_takes_its_place() {
    let desk = TestDesk::new().await;
    send(&desk, "operator", "/bulk/new", &with(&[("batch", ID)]), Some("%PDF-1.7 …")).await;
    let page = text(desk.get("operator", &format!("/bulk/{ID}")).await).await;
    assert!(page.contains("This is a PDF.") && page.contains("The file cannot be used as it is."));
    let bulk = sent(&desk, &ROWS).await;
    assert!(text(desk.get("operator", &bulk).await).await.contains("Submit 3 requests"));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_unfinished_file_is_offered_again() {
    let desk = TestDesk::new().await;
    let bulk = sent(&desk, &ROWS).await;
    let fresh = location(&desk.get("operator", "/bulk/new").await).to_owned();
    assert!(fresh.starts_with("/bulk/new?batch="), "{fresh}");
    let page = text(desk.get("operator", &fresh).await).await;
    assert!(page.contains("bulk.csv") && page.contains(&format!("href=\"{bulk}\"")));
    let same = desk.get("operator", &format!("/bulk/new?batch={ID}")).await;
    assert_eq!(location(&same), bulk, "whoever goes back finds what became of it");

    assert_eq!(desk.post("operator2", &format!("{bulk}/removal"), "").await.status(), StatusCode::NOT_FOUND);
    assert_eq!(location(&desk.post("operator", &format!("{bulk}/removal"), "").await), "/bulk/new");
    assert_eq!(desk.get("operator", &bulk).await.status(), StatusCode::NOT_FOUND);
    assert!(!text(desk.get("operator", &fresh).await).await.contains("bulk.csv"));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_shown_is_what_is_approved() {
    let desk = TestDesk::new().await;
    let bulk = sent(&desk, &ROWS).await;
    submit(&desk, &bulk).await;
    let seal = seal(&desk, "approver").await;
    let approver2 = desk.person("approver2").await;
    let cs = desk.person("cs").await;
    let no = desk.desk.search(&cs, &Filters::default(), Turn::Newest).await.unwrap().rows[0].id;
    desk.desk.approver(&approver2, no).await.unwrap().reject("not this one").await.unwrap();
    let path = format!("{bulk}/approval");
    assert_eq!(
        desk.post("approver", &path, &format!("seal={seal}&note=fine&seen=true")).await.status(),
        StatusCode::SEE_OTHER
    );
    let page = text(desk.get("approver", &bulk).await).await;
    assert!(page.contains("Nothing was decided") && page.contains("fine"), "the note is still there");
    assert!(requests(&desk).await.iter().all(|(_, state)| *state != State::Approved));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_template_is_for_who_may_ask_in_its_game() {
    let desk = TestDesk::new().await;
    let csv = desk.get("operator", "/bulk/template.csv?game=moonlit").await;
    let name = "attachment; filename=\"moonlit-bulk-template.csv\"";
    assert_eq!(csv.headers()[header::CONTENT_DISPOSITION], name);
    assert!(text(csv).await.starts_with("\u{feff}direction,item,quantity,order_number,player_id,"));
    let book = desk.get("operator", "/bulk/template.xlsx?game=moonlit").await;
    assert_eq!(book.status(), StatusCode::OK);
}
