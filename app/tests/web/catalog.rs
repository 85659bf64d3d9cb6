//! The catalog as managers see and send it, with JavaScript off.

use axum::body::Body;
use axum::http::{Response, StatusCode, header};

use crate::desk::{TestDesk, location, text};

const BOUNDARY: &str = "----grantdesk-test";
const RUBY: &str =
    "code=RUBY&name_en=Ruby&name_ko=%EB%A3%A8%EB%B9%84&name_ja=%E3%83%AB%E3%83%93%E3%83%BC&kind=currency";
const SERVER: &str = "code=kr-9&name=KR-9&url=http%3A%2F%2F127.0.0.1%3A1%2Fkr-9&concurrency=8&rate_per_second=&timeout_ms=500&max_batch=1";

async fn page(desk: &TestDesk, path: &str) -> String {
    let response = desk.get("manager", path).await;
    assert_eq!(response.status(), StatusCode::OK, "{path}");
    text(response).await
}

/// Sends a file of items.
async fn import(desk: &TestDesk, content: &str) -> Response<Body> {
    let body = format!(
        "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"items.csv\"\r\n\
         Content-Type: text/csv\r\n\r\n{content}\r\n--{BOUNDARY}--\r\n"
    );
    let request = desk.request("manager", "/admin/games/moonlit/items/import").method("POST");
    let request = request.header(header::CONTENT_TYPE, format!("multipart/form-data; boundary={BOUNDARY}"));
    desk.ask(request.body(Body::from(body)).unwrap()).await
}

/// What a field of the page holds, unescaped as far as our forms need it.
fn hidden(page: &str, name: &str) -> String {
    let at = page.find(&format!("name=\"{name}\"")).unwrap_or_else(|| panic!("no {name} in {page}"));
    let value = page[at..].split("value=\"").nth(1).unwrap().split('"').next().unwrap();
    value.replace("&quot;", "\"").replace("&lt;", "<").replace("&amp;", "&")
}

fn encoded(text: &str) -> String {
    app::router::encoded(text)
}

#[tokio::test(flavor = "multi_thread")]
async fn every_kind_has_a_list_a_form_and_a_page_in_every_language() {
    let desk = TestDesk::new().await;
    for path in ["/admin/games", "/admin/games/new", "/admin/games/moonlit", "/admin/games?retired=true"] {
        page(&desk, path).await;
    }
    for (kind, code) in [
        ("items", "GEM"),
        ("servers", "kr-1"),
        ("reasons", "other"),
        ("detail-reasons", "streamer"),
        ("messages", "outage_2026"),
        ("id-kinds", "uid"),
    ] {
        let list = format!("/admin/games/moonlit/{kind}");
        assert!(page(&desk, &list).await.contains(&format!("{list}/{code}")), "{kind}");
        for path in [format!("{list}/new"), format!("{list}/import"), format!("{list}/{code}")] {
            for language in ["en", "ko", "ja"] {
                let request = desk.request("manager", &path).header(header::ACCEPT_LANGUAGE, language);
                let page = text(desk.ask(request.body(Body::empty()).unwrap()).await).await;
                assert!(!page.contains("catalog-"), "{path} in {language} shows a key: {page}");
            }
        }
        let file = page(&desk, &format!("{list}.csv")).await;
        assert!(file.contains(code) && !file.contains("whsec_"), "{file}");
    }
    assert_eq!(desk.get("manager", "/admin/games/moonlit/nonsense").await.status(), StatusCode::NOT_FOUND);
    assert_eq!(desk.get("manager", "/admin/games/moonlit/items/NOTHING").await.status(), StatusCode::NOT_FOUND);
    assert!(page(&desk, "/").await.contains("/admin/games"), "the menu leads there");
    assert!(!text(desk.get("operator", "/").await).await.contains("/admin/games"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refused_form_says_what_is_wrong_and_keeps_what_was_typed() {
    let desk = TestDesk::new().await;
    let path = "/admin/games/moonlit/items/new";
    let response = desk.post("manager", path, &format!("{RUBY}&max_quantity=a+lot")).await;
    assert_eq!(response.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let refused = text(response).await;
    for shown in ["value=\"RUBY\"", "value=\"루비\"", "value=\"a lot\"", "A whole number", "href=\"#max_quantity\""] {
        assert!(refused.contains(shown), "{shown}: {refused}");
    }
    let response = desk.post("manager", path, &format!("{RUBY}&max_quantity=500")).await;
    assert_eq!(location(&response), "/admin/games/moonlit/items/RUBY");
    let made = page(&desk, location(&response)).await;
    assert!(made.contains("RUBY was created.") && made.contains("value=\"500\""));
    let response = desk.post("manager", path, &format!("{RUBY}&max_quantity=500")).await;
    assert!(text(response).await.contains("This code exists already"));

    let message = "key=hi&text_en=%3C%2Ftextarea%3E%3Cb%3E&text_ko=&text_ja=c";
    let response = desk.post("manager", "/admin/games/moonlit/messages/new", message).await;
    assert_eq!(response.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert!(!text(response).await.contains("<b>"), "what was typed stays text");
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_saves_second_is_shown_what_the_first_changed() {
    let desk = TestDesk::new().await;
    let gem = "/admin/games/moonlit/items/GEM";
    let shown = page(&desk, gem).await;
    let form = |seen: &str, most: i64, name: &str| {
        format!(
            "seen={}&name_en={name}&name_ko=%EB%B3%B4%EC%84%9D&name_ja=%E3%82%B8%E3%82%A7%E3%83%A0&kind=currency&max_quantity={most}",
            encoded(seen)
        )
    };
    let seen = hidden(&shown, "seen");
    assert_eq!(location(&desk.post("manager", gem, &form(&seen, 500, "Gem")).await), gem);
    let response = desk.post("admin", gem, &form(&seen, 100_000, "Jewel")).await;
    assert_eq!(response.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let refused = text(response).await;
    for said in ["최민준 changed this meanwhile", "100,000", "value=\"500\"", "value=\"Jewel\""] {
        assert!(refused.contains(said), "{said}: {refused}");
    }
    assert_eq!(location(&desk.post("admin", gem, &form(&hidden(&refused, "seen"), 500, "Jewel")).await), gem);
    let saved = page(&desk, gem).await;
    assert!(
        saved.contains("value=\"Jewel\"") && saved.contains("value=\"500\"") && saved.contains("Changed by 오세훈")
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_secret_is_shown_once_on_the_page_after_it_and_nowhere_else() {
    let desk = TestDesk::new().await;
    let response = desk.post("manager", "/admin/games/moonlit/servers/new", SERVER).await;
    let server = location(&response).to_owned();
    assert_eq!(server, "/admin/games/moonlit/servers/kr-9");
    let first = page(&desk, &server).await;
    let secret = first.split("<code>whsec_").nth(1).expect("it is shown").split('<').next().unwrap().to_owned();
    assert!(secret.len() >= 44);
    assert!(!page(&desk, &server).await.contains(&secret), "once");

    let response = desk.post("manager", &format!("{server}/secret"), "secret=").await;
    assert_eq!(location(&response), server);
    let second = page(&desk, &server).await;
    assert!(second.contains("<code>whsec_") && !second.contains(&secret), "another one is shown");
    assert!(!page(&desk, &server).await.contains("<code>whsec_"));

    // The game's own is not shown back.
    let own = "whsec_dGhlIGdhbWUncyBvd24gc2VjcmV0LCB0eXBlZCBpbg==";
    desk.post("manager", &format!("{server}/secret"), &format!("secret={}", encoded(own))).await;
    assert!(!page(&desk, &server).await.contains("<code>whsec_"));
    let response = desk.post("manager", &format!("{server}/secret"), "secret=hunter2").await;
    assert_eq!(response.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert!(text(response).await.contains("24 to 64 bytes"));
    assert_eq!(desk.number("select count(*) from events where details like '%whsec%'").await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_outside_the_networks_is_refused_and_one_that_does_not_answer_is_told() {
    let desk = TestDesk::new().await;
    let outside = SERVER.replace("127.0.0.1%3A1", "169.254.169.254");
    let response = desk.post("manager", "/admin/games/moonlit/servers/new", &outside).await;
    assert_eq!(response.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert!(text(response).await.contains("It leads to 169.254.169.254"));
    // The demo's servers are at a port where nobody listens.
    let response = desk.post("manager", "/admin/games/moonlit/servers/kr-1/test", "").await;
    assert_eq!(response.status(), StatusCode::OK);
    let answer = text(response).await;
    assert!(answer.contains("Server not reached") && answer.contains("Test call by 최민준"), "{answer}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_retired_is_offered_no_more_and_can_come_back() {
    let desk = TestDesk::new().await;
    let gem = "/admin/games/moonlit/items/GEM";
    let form = "/requests/new?draft=0199d2a0-0000-7000-8000-000000000009";
    assert!(text(desk.get("operator", form).await).await.contains("value=\"GEM · "));
    assert_eq!(location(&desk.post("manager", &format!("{gem}/retirement"), "").await), gem);
    assert!(page(&desk, gem).await.contains("GEM was retired."));
    assert!(!text(desk.get("operator", form).await).await.contains("value=\"GEM · "));
    let request = text(desk.get("operator", &format!("/requests/{}", desk.requests.pending)).await).await;
    assert!(request.contains("GEM"), "old requests still show it");
    assert!(!page(&desk, "/admin/games/moonlit/items").await.contains(gem));
    assert!(page(&desk, "/admin/games/moonlit/items?retired=true").await.contains(gem));
    desk.post("manager", &format!("{gem}/restoration"), "").await;
    assert!(page(&desk, "/admin/games/moonlit/items").await.contains(gem));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_is_shown_as_what_it_would_change_and_then_does_just_that() {
    let desk = TestDesk::new().await;
    let items = "/admin/games/moonlit/items";
    let response = import(
        &desk,
        "code,name_en,name_ko,name_ja,kind,max_quantity\nRUBY,Ruby,루비,ルビー,item,5\nGEM,Gem,보석,ジェム,currency,7",
    )
    .await;
    assert_eq!(response.status(), StatusCode::SEE_OTHER);
    let preview = page(&desk, location(&response)).await;
    for shown in ["2 changes are ready", "RUBY", "<del>100,000</del>", "<ins>7</ins>", "Make 2 changes"] {
        assert!(preview.contains(shown), "{shown}: {preview}");
    }
    let form = format!("file={}&seal={}&do=apply", hidden(&preview, "file"), hidden(&preview, "seal"));
    let wrong = form.replace("seal=", "seal=0");
    let response = desk.post("manager", &format!("{items}/import"), &wrong).await;
    assert_eq!(response.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert!(text(response).await.contains("The catalog changed after this was shown"));
    assert_eq!(desk.post("outsider", &format!("{items}/import"), &form).await.status(), StatusCode::NOT_FOUND);
    assert_eq!(desk.post("admin", &format!("{items}/import"), &form).await.status(), StatusCode::NOT_FOUND);
    assert_eq!(location(&desk.post("manager", &format!("{items}/import"), &form).await), items);
    let list = page(&desk, items).await;
    assert!(list.contains("2 changes were made.") && list.contains("RUBY"));

    let response = import(&desk, "code,max_quantity\nGEM,none\nRUBY,0").await;
    let preview = page(&desk, location(&response)).await;
    assert!(preview.contains("2 things are wrong") && preview.contains("none") && !preview.contains("value=\"apply\""));
    let form = format!("file={}&do=discard", hidden(&preview, "file"));
    assert_eq!(location(&desk.post("manager", &format!("{items}/import"), &form).await), format!("{items}/import"));
    let response = desk.post("manager", &format!("{items}/import"), "do=apply").await;
    assert_eq!(response.status(), StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test(flavor = "multi_thread")]
async fn thousands_of_items_are_turned_page_by_page_and_found_by_name() {
    let desk = TestDesk::new().await;
    let rows: String = (0..120).map(|i| format!("ITEM_{i:03},Item {i},아이템 {i},品 {i},item,5\n")).collect();
    let response = import(&desk, &format!("code,name_en,name_ko,name_ja,kind,max_quantity\n{rows}")).await;
    let preview = page(&desk, location(&response)).await;
    assert!(preview.contains("ITEM_049") && !preview.contains("ITEM_050"), "fifty changes a page");
    let form = format!("file={}&seal={}&do=apply", hidden(&preview, "file"), hidden(&preview, "seal"));
    desk.post("manager", "/admin/games/moonlit/items/import", &form).await;
    let first = page(&desk, "/admin/games/moonlit/items").await;
    assert!(first.contains("after=50") && !first.contains("ITEM_119"));
    assert!(page(&desk, "/admin/games/moonlit/items?after=100").await.contains("ITEM_119"));
    let found = page(&desk, &format!("/admin/games/moonlit/items?q={}", encoded("아이템 77"))).await;
    assert!(found.contains("ITEM_077") && !found.contains("ITEM_078"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_game_begins_empty_and_is_there_for_its_managers() {
    let desk = TestDesk::new().await;
    let game = "code=harbor&name_en=Harbor&name_ko=%ED%95%AD%EA%B5%AC&name_ja=%E6%B8%AF&supports_messages=true";
    let response = desk.post("manager", "/admin/games/new", game).await;
    assert_eq!(location(&response), "/admin/games/harbor");
    assert!(page(&desk, "/admin/games/harbor").await.contains("harbor was created."));
    assert!(page(&desk, "/admin/games").await.contains("/admin/games/harbor"));
    assert!(!text(desk.get("outsider", "/admin/games").await).await.contains("/admin/games/harbor"));
    assert!(page(&desk, "/admin/games/harbor/items").await.contains("Nothing here yet"));
}
