//! The audit log as its pages and files show it.

use axum::body::to_bytes;
use axum::http::{StatusCode, header};
use calamine::{Reader, Xlsx};

use crate::desk::{TestDesk, text};

/// The lines of the log on a page.
fn lines(page: &str) -> usize {
    page.matches("<summary><span>").count()
}

#[tokio::test(flavor = "multi_thread")]
async fn filters_in_the_address_narrow_the_log_and_stand_in_the_form() {
    let desk = TestDesk::new().await;
    let page = async |query: &str| text(desk.get("admin", &format!("/admin/audit?{query}")).await).await;
    let held = page("action=held").await;
    assert_eq!(lines(&held), 1);
    assert!(held.contains("Put on hold") && held.contains(&format!("/requests/{}", desk.requests.held)));
    assert!(held.contains("value=\"held\" selected"), "the form shows what is filtered");
    assert!(held.contains("/admin/audit.csv?action=held"), "files are of what is filtered");
    assert_eq!(lines(&page("actor=approver&subject=request").await), 2);
    assert_eq!(lines(&page(&format!("subject=request&number=R-{}", desk.requests.held)).await), 2);
    assert_eq!(lines(&page("actor=nobody-like-that").await), 0);
    assert_eq!(lines(&page("until=2020-01-01").await), 0);
    let odd = page("action=whim&number=x").await;
    assert!(odd.contains("filter-action-error") && odd.contains("filter-number-error"), "what makes no sense is said");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_line_opens_to_show_what_changed_and_never_as_markup() {
    let desk = TestDesk::new().await;
    let cs = desk.person("cs").await.id;
    desk.post("admin", &format!("/admin/users/{cs}"), "username=cs&name=%3Cscript%3Ealert(1)%3C%2Fscript%3E").await;
    let page = text(desk.get("admin", "/admin/audit?action=user_renamed").await).await;
    assert_eq!(lines(&page), 1);
    let change = crate::administration::between(&page, "class=\"changes\"", "</table>");
    assert!(change.contains("이하은") && change.contains("&lt;script&gt;alert(1)"), "{change}");
    assert!(!change.contains(">User name<"), "only what changed is a change");
    assert!(!page.contains("<script>alert"));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_admin_of_one_game_sees_only_what_happened_there() {
    let desk = TestDesk::new().await;
    let theirs =
        desk.number("select count(*) from events where game_id = (select id from games where code = 'courier')").await;
    let page = text(desk.get("outsider", "/admin/audit").await).await;
    assert_eq!(lines(&page) as i64, theirs, "the game's catalog and their own role");
    assert!(!page.contains("R-1"));
    let file = text(desk.get("outsider", "/admin/audit.csv").await).await;
    assert_eq!(file.trim_end().lines().count() as i64, theirs + 1, "{file}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_filtered_is_taken_away_as_csv_and_as_a_workbook() {
    let desk = TestDesk::new().await;
    let response = desk.get("admin", "/admin/audit.csv?subject=request").await;
    assert_eq!(response.headers()[header::CONTENT_DISPOSITION], "attachment; filename=\"audit-log.csv\"");
    let csv = text(response).await;
    let rows = csv.trim_end().split("\r\n").count();
    assert!(csv.starts_with("\u{feff}Event no.,") && csv.contains(",Put on hold,Request,"), "{csv}");
    let response = desk.get("admin", "/admin/audit.xlsx?subject=request").await;
    let bytes = to_bytes(response.into_body(), usize::MAX).await.unwrap().to_vec();
    let mut book: Xlsx<_> = Xlsx::new(std::io::Cursor::new(bytes)).unwrap();
    let sheet = book.worksheet_range("Audit log").unwrap();
    assert_eq!(sheet.height(), rows);
    let wrong = desk.get("admin", "/admin/audit.csv?action=whim").await;
    assert_eq!(wrong.status(), StatusCode::BAD_REQUEST, "more than was asked for is not taken away");
    assert_eq!(desk.number("select count(*) from events where action = 'audit_exported'").await, 2);
}
