//! A file arrives and the disk is full: nothing half is there, the page says so, and the same file goes through later.

use axum::Router;
use axum::body::Body;
use axum::http::{StatusCode, header};
use tower::ServiceExt;

use crate::desk::{TestDesk, text};

const BOUNDARY: &str = "the-end-of-a-part";

fn form(key: &str, players: usize) -> String {
    let fields = [
        ("key", key),
        ("game", "moonlit"),
        ("server", "kr-1"),
        ("direction", "grant"),
        ("reason", "outage"),
        ("item", "GEM"),
        ("quantity", "300"),
        ("id_kind", "player_id"),
    ];
    let part = |(name, value): (&str, &str)| {
        format!("--{BOUNDARY}\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
    };
    let ids: String = (0..players).map(|n| format!("{}\n", 10_000_000 + n)).collect();
    let file = "content-disposition: form-data; name=\"file\"; filename=\"players.csv\"";
    format!("{}--{BOUNDARY}\r\n{file}\r\n\r\n{ids}\r\n--{BOUNDARY}--\r\n", fields.map(part).concat())
}

async fn send(desk: &TestDesk, router: &Router, form: &str) -> (StatusCode, String) {
    let request = desk.request("operator", "/requests/new").method("POST");
    let request = request.header(header::CONTENT_TYPE, format!("multipart/form-data; boundary={BOUNDARY}"));
    let response = router.clone().oneshot(request.body(Body::from(form.to_owned())).unwrap()).await.unwrap();
    (response.status(), text(response).await)
}

/// Requests and whole files there are.
async fn counts(desk: &TestDesk) -> (i64, i64) {
    let grantdesk::store::Db::Sqlite(pool, _) = desk.desk.db() else { panic!("not SQLite") };
    let sql = "select (select count(*) from requests), (select count(*) from uploads where is_whole = 1)";
    sqlx::query_as(sql).fetch_one(pool).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_disk_that_is_full_in_the_middle_of_an_import_is_said_and_leaves_nothing_half() {
    let desk = TestDesk::new().await;
    let before = counts(&desk).await.0;
    // Too little for the file, then for what its check finds or the request, then enough.
    let mut refused = 0;
    let key = "01890a5d-ac96-774b-bcce-b302099a8057";
    let form = form(key, 20_000);
    for room in [10, 30, 100, 200] {
        let router = desk.with_room_for(room).await;
        let (status, page) = send(&desk, &router, &form).await;
        assert_eq!(status, StatusCode::INSUFFICIENT_STORAGE, "with room for {room} pages: {page}");
        assert!(page.contains("No room left"), "{page}");
        assert_eq!(counts(&desk).await.0, before, "no request");
        refused += 1;
    }
    assert_eq!(refused, 4);
    let (status, _) = send(&desk, &desk.router, &form).await;
    assert_eq!(status, StatusCode::SEE_OTHER);
    assert_eq!(counts(&desk).await.0, before + 1);
    let findings = desk.desk.check().await.unwrap();
    assert_eq!(findings, []);
}
