//! Links for setting a password, tried by strangers.

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use grantdesk::clock::Clock;
use grantdesk::desk::Desk;
use tower::ServiceExt;

use crate::desk::{TestDesk, location, text, web};

#[tokio::test(flavor = "multi_thread")]
async fn whoever_guesses_links_is_told_to_wait() {
    let desk = TestDesk::new().await;
    for _ in 0..200 {
        assert_eq!(desk.get("nobody", "/welcome/guess").await.status(), StatusCode::NOT_FOUND);
    }
    let response = desk.get("nobody", "/welcome/guess").await;
    assert_eq!(response.status(), StatusCode::TOO_MANY_REQUESTS);
    assert!(text(response).await.contains("Too many tries"));
    assert_eq!(desk.get("nobody", "/login").await.status(), StatusCode::OK);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_first_admin_is_told_what_a_password_needs_and_where_to_begin() {
    let directory = tempfile::tempdir().unwrap();
    let url = format!("sqlite://{}?mode=rwc", directory.path().join("desk.db").display());
    let desk = Desk::open(&url, Clock::still(1_795_309_200_000)).await.unwrap();
    let token = desk.offer_setup().await.unwrap().unwrap();
    let (router, mut cookie) = (web(&desk), String::new());
    let mut ask = async |path: &str, form: Option<String>| {
        let request = Request::builder().uri(path).method(if form.is_some() { "POST" } else { "GET" });
        let request = request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        let request = request.header(header::COOKIE, &cookie).body(Body::from(form.unwrap_or_default())).unwrap();
        let response = router.clone().oneshot(request).await.unwrap();
        if let Some(set) = response.headers().get(header::SET_COOKIE) {
            cookie = set.to_str().unwrap().split(';').next().unwrap().to_owned();
        }
        response
    };
    let form = |password: &str| Some(format!("token={token}&username=jane&name=Jane&password={password}"));
    assert!(text(ask(&format!("/setup?token={token}"), None).await).await.contains("At least 12 characters."));
    let refused = ask("/setup", form("short")).await;
    assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert!(text(refused).await.contains("id=\"password-error\""));
    assert_eq!(location(&ask("/setup", form("long-enough-123")).await), "/login");
    assert!(text(ask("/login", None).await).await.contains("Your account is ready."));
    ask("/login", Some("username=jane&password=long-enough-123".into())).await;
    assert!(!text(ask("/", None).await).await.contains(" · </p>"));
    assert!(text(ask("/admin/games", None).await).await.contains("Add the first game"));

    let game = "code=tower&name_en=Tower&name_ko=Tower&name_ja=Tower";
    ask("/admin/games/new", Some(game.into())).await;
    let page = text(ask("/admin/games/tower", None).await).await;
    assert!(page.contains("Nobody can make a request for this game yet"));
    let kind = "code=id&label=ID&charset=digits&min_length=1&max_length=9&position=0";
    assert!(page.contains("href=\"/admin/games/tower/id-kinds/new\""));
    ask("/admin/games/tower/id-kinds/new", Some(kind.into())).await;
    let page = text(ask("/admin/games/tower", None).await).await;
    assert!(!page.contains("/id-kinds/new") && page.contains("/items/new"), "what is there is not missing");
}
