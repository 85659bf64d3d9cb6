//! What is sent by somebody who was signed out meanwhile.

use axum::http::StatusCode;

use crate::desk::{TestDesk, location, text};

const FORM: &str = "key=0199d2a0-0000-7000-8000-00000000000d&game=moonlit&server=kr-1&direction=grant&reason=outage&item=GEM&\
                    quantity=3&id_kind=player_id&players=10000009%0D%0A10000010&comment=%3Cb%3E%22it%22";

#[tokio::test(flavor = "multi_thread")]
async fn a_form_is_given_back_to_be_sent_again() {
    let desk = TestDesk::new().await;
    let response = desk.post("nobody", "/requests/new?x=1", FORM).await;
    assert_eq!(response.status(), StatusCode::UNAUTHORIZED);
    let page = text(response).await;
    assert!(page.contains("action=\"/requests/new?x=1\""), "{page}");
    for field in [
        "name=\"key\" value=\"0199d2a0-0000-7000-8000-00000000000d\"",
        "name=\"players\" value=\"10000009\r\n10000010\"",
        "name=\"comment\" value=\"&lt;b&gt;&quot;it&quot;\"",
    ] {
        assert!(page.contains(field), "{field}: {page}");
    }
    assert!(!page.contains("The file"));
    // Whoever has signed in meanwhile sends it as it was.
    let sent = desk.post("operator", "/requests/new?x=1", FORM).await;
    assert_eq!(sent.status(), StatusCode::SEE_OTHER);
    assert!(location(&sent).starts_with("/requests/"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_press_without_anything_typed_leads_back_to_its_page() {
    let desk = TestDesk::new().await;
    let response = desk.post("nobody", "/requests/1/cancellation", "").await;
    assert!(location(&response).starts_with("/login?back="));
}

#[tokio::test(flavor = "multi_thread")]
async fn without_its_file_a_form_is_only_checked_when_it_is_sent_again() {
    let desk = TestDesk::new().await;
    let form = "--x\r\ncontent-disposition: form-data; name=\"comment\"\r\n\r\nFor the winners\r\n\
                --x\r\ncontent-disposition: form-data; name=\"file\"; filename=\"players.csv\"\r\n\r\n10000001\r\n\
                --x\r\ncontent-disposition: form-data; name=\"do\"\r\n\r\nsubmit\r\n--x--\r\n";
    let request = desk.request("nobody", "/bulk/0199d2a0-0000-7000-8000-00000000000b").method("POST");
    let request = request.header("content-type", "multipart/form-data; boundary=x").body(form.into()).unwrap();
    let page = text(desk.ask(request).await).await;
    assert!(page.contains("value=\"For the winners\"") && page.contains("The file is not included"), "{page}");
    assert!(page.contains("enctype=\"multipart/form-data\""));
    assert!(page.contains("name=\"do\" value=\"check\"") && !page.contains("submit"), "{page}");
    assert!(!page.contains("10000001"));
}

#[tokio::test(flavor = "multi_thread")]
async fn neither_secrets_nor_what_no_form_of_the_desk_sends_are_given_back() {
    let desk = TestDesk::new().await;
    let endless = "a&".repeat(1_001) + "a=b";
    for (path, form) in [
        ("/settings/password", "old_password=secret-one&new_password=secret-two"),
        ("/admin/games/moonlit/servers/kr-1/secret", "secret=whsec_1234"),
        ("/requests/new", &endless),
    ] {
        let response = desk.post("nobody", path, form).await;
        assert!(location(&response).starts_with("/login?back="), "{path}");
    }
}
