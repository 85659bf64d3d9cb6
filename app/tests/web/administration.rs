//! Administering people with forms that need no script.

use axum::http::StatusCode;

use crate::desk::{TestDesk, location, sign_in, text};

/// What stands between two texts on a page.
pub fn between<'a>(page: &'a str, before: &str, after: &str) -> &'a str {
    let (_, rest) = page.split_once(before).unwrap_or_else(|| panic!("{before} is not in {page}"));
    rest.split_once(after).unwrap().0
}

async fn said(desk: &TestDesk, path: &str, form: &str) -> String {
    let response = desk.post("admin", path, form).await;
    assert_eq!(response.status(), StatusCode::SEE_OTHER, "{path}");
    text(desk.get("admin", location(&response)).await).await
}

#[tokio::test(flavor = "multi_thread")]
async fn an_invited_person_sets_a_password_and_signs_in() {
    let desk = TestDesk::new().await;
    let response = desk.post("admin", "/admin/users/new", "username=kim&name=%EA%B9%80").await;
    assert_eq!(response.headers()["cache-control"], "no-store");
    let page = text(response).await;
    assert!(page.contains("https://desk.example/welcome/"), "a link leads where people reach the desk");
    let link = between(&page, "/welcome/", "\"");
    assert!(!page.contains("data-live"), "the page that is shown once must not load itself again");
    let user = desk.number("select max(id) from users").await;
    assert!(page.contains(&format!("/admin/users/{user}")));
    let shown_again = text(desk.get("admin", &format!("/admin/users/{user}")).await).await;
    assert!(!shown_again.contains(link) && shown_again.contains("Invited"));

    let welcome = format!("/welcome/{link}");
    let page = text(desk.get("nobody", &welcome).await).await;
    assert!(page.contains("value=\"kim\"") && page.contains("김"));
    let response = desk.post("nobody", &welcome, "password=short").await;
    assert_eq!(response.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert!(text(response).await.contains("At least 12 characters are needed"));
    let response = desk.post("nobody", &welcome, &format!("password={}", grantdesk::demo::PASSWORD)).await;
    assert_eq!(location(&response), "/login");
    sign_in(&desk.router, "kim").await;
    let response = desk.get("nobody", &welcome).await;
    assert_eq!(response.status(), StatusCode::NOT_FOUND);
    assert!(text(response).await.contains("Ask whoever administers the desk for a new one"));
}

#[tokio::test(flavor = "multi_thread")]
async fn refused_names_come_back_as_they_were_typed_with_what_is_wrong() {
    let desk = TestDesk::new().await;
    let response = desk.post("admin", "/admin/users/new", "username=CS&name=%3Cb%3ELee").await;
    assert_eq!(response.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let page = text(response).await;
    assert!(page.contains("value=\"CS\"") && page.contains("value=\"&lt;b&gt;Lee\""), "typed names are kept");
    assert!(page.contains("id=\"username-error\"") && page.contains("Somebody has this user name already"));
    let response = desk.post("admin", "/admin/roles/new", "name=cs&permission=approve").await;
    assert_eq!(response.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let page = text(response).await;
    assert!(page.contains("A role of this name exists"));
    let approve = between(&page, "value=\"approve\"", ">");
    assert!(approve.contains("checked"), "ticks are kept: {approve}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_press_gives_a_role_and_another_takes_it() {
    let desk = TestDesk::new().await;
    let cs = desk.person("cs").await.id;
    let user = format!("/admin/users/{cs}");
    let role = desk.desk.db().role_by_name("operator").await.unwrap().unwrap();
    let game = desk.desk.db().game_by_code("moonlit").await.unwrap().unwrap().id;
    let (give, take) = (format!("give:{role}:{game}"), format!("take:{role}:{game}"));
    let page = text(desk.get("admin", &user).await).await;
    assert!(page.contains(&give) && !page.contains(&take) && page.contains("operator in Moonlit Harbor"));
    let page = said(&desk, &format!("{user}/roles"), &format!("do={give}")).await;
    assert!(page.contains("Role given.") && page.contains(&take) && !page.contains(&give));
    assert_eq!(desk.get("cs", "/requests/new").await.status(), StatusCode::SEE_OTHER, "it counts at once");
    let page = said(&desk, &format!("{user}/roles"), &format!("do={take}")).await;
    assert!(page.contains("Role taken.") && page.contains(&give));
    assert_eq!(desk.get("cs", "/requests/new").await.status(), StatusCode::FORBIDDEN);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_last_admin_is_told_why_they_stay() {
    let desk = TestDesk::new().await;
    let admin = desk.person("admin").await.id;
    let role = desk.desk.db().role_by_name("admin").await.unwrap().unwrap();
    let page = said(&desk, &format!("/admin/users/{admin}/roles"), &format!("do=take:{role}:")).await;
    assert!(page.contains("Somebody must administer every game"));
    let page = said(&desk, &format!("/admin/users/{admin}/access"), "do=disable").await;
    assert!(page.contains("Nobody disables their own account"));
    let response = desk.post("admin", &format!("/admin/roles/{role}"), "name=admin&permission=look_up").await;
    assert_eq!(response.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert!(text(response).await.contains("Somebody must administer every game"));
    assert_eq!(desk.get("admin", "/admin/users").await.status(), StatusCode::OK);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_role_that_somebody_else_changed_is_shown_before_it_is_overwritten() {
    let desk = TestDesk::new().await;
    let id = desk.desk.db().role_by_name("cs").await.unwrap().unwrap();
    let role = format!("/admin/roles/{id}");
    let page = text(desk.get("admin", &role).await).await;
    let seen = |page: &str| {
        let values = page.split("name=\"seen\" value=\"").skip(1).map(|rest| rest.split_once('"').unwrap().0);
        values.map(|value| format!("&seen={value}")).collect::<String>()
    };
    let form = |seen: &str| format!("name=support&permission=look_up&permission=approve{seen}");
    // Meanwhile somebody else takes what it allowed.
    assert_eq!(desk.post("admin", &role, &format!("name=cs{}", seen(&page))).await.status(), StatusCode::SEE_OTHER);
    // What shows the form again in between does not tell of it.
    for unsaved in ["name=support&do=theme-dark", "name=+"] {
        let shown = text(desk.post("admin", &role, &format!("{unsaved}{}", seen(&page))).await).await;
        assert!(!shown.contains("Somebody else changed this role"));
        assert_eq!(seen(&shown), seen(&page), "{unsaved}");
    }
    let response = desk.post("admin", &role, &form(&seen(&page))).await;
    assert_eq!(response.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let again = text(response).await;
    assert!(again.contains("Somebody else changed this role") && again.contains("value=\"support\""));
    assert!(desk.desk.db().role_by_name("support").await.unwrap().is_none());
    assert_eq!(desk.post("admin", &role, &form(&seen(&again))).await.status(), StatusCode::SEE_OTHER);
    assert!(desk.desk.db().role_by_name("support").await.unwrap().is_some());
}

#[tokio::test(flavor = "multi_thread")]
async fn signing_somebody_out_ends_the_sessions_they_have() {
    let desk = TestDesk::new().await;
    let operator = desk.person("operator").await.id;
    assert_eq!(desk.get("operator", "/requests").await.status(), StatusCode::OK);
    said(&desk, &format!("/admin/users/{operator}/access"), "do=sign-out").await;
    assert!(location(&desk.get("operator", "/requests").await).starts_with("/login"));
}

#[tokio::test(flavor = "multi_thread")]
async fn people_are_listed_by_state_name_and_role() {
    let desk = TestDesk::new().await;
    let cs = desk.person("cs").await.id;
    let role = desk.desk.db().role_by_name("approver").await.unwrap().unwrap();
    said(&desk, &format!("/admin/users/{cs}/access"), "do=disable").await;
    let rows = async |path: &str| {
        let page = text(desk.get("admin", path).await).await;
        let table =
            page.split_once("<tbody>").map_or("", |(_, rest)| rest.split_once("</tbody>").unwrap().0).to_owned();
        table.matches("scope=\"row\"").count()
    };
    assert_eq!(rows("/admin/users").await, 8);
    assert_eq!(rows("/admin/users?state=disabled").await, 1);
    assert_eq!(rows("/admin/users?q=OPERATOR").await, 2);
    assert_eq!(rows(&format!("/admin/users?role={role}")).await, 2);
    assert_eq!(rows("/admin/users?q=nowhere").await, 0);
    // Roles of games that are not theirs are not shown to admins of one game.
    let page = text(desk.get("outsider", "/admin/users?q=both").await).await;
    assert!(!page.contains("Moonlit"), "outsider sees a role of another game");
    let role = desk.desk.db().role_by_name("both").await.unwrap().unwrap();
    assert_eq!(rows(&format!("/admin/users?role={role}")).await, 1);
    let page = text(desk.get("outsider", &format!("/admin/users?role={role}")).await).await;
    assert!(!page.contains("<tbody>"), "outsider finds who holds a role in another game");
}

#[tokio::test(flavor = "multi_thread")]
async fn only_those_who_administer_find_it_in_the_menu() {
    let desk = TestDesk::new().await;
    for (who, has) in [("admin", true), ("outsider", true), ("operator", false), ("manager", false)] {
        let page = text(desk.get(who, "/requests").await).await;
        assert_eq!(page.contains("href=\"/admin/users\""), has, "{who}");
    }
}
