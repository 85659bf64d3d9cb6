//! What makes an approver pause is on the page, and nothing odd is approved by accident.

use axum::http::StatusCode;
use grantdesk::request::State;

use crate::desk::{TestDesk, location, text};

async fn page(desk: &TestDesk, path: &str) -> String {
    text(desk.get("approver", path).await).await
}

async fn state(desk: &TestDesk, no: i64) -> State {
    desk.desk.db().request(no).await.unwrap().unwrap().state
}

#[tokio::test(flavor = "multi_thread")]
async fn unknown_ids_are_counted_listed_and_must_be_seen() {
    let desk = TestDesk::new().await;
    let no = desk.submit("odd", "10000011\n10000404\n10000012").await;
    desk.review().await;
    let shown = page(&desk, &format!("/requests/{no}")).await;
    assert!(shown.contains("1 of 3 IDs is not known to the game."));
    assert!(shown.contains("I have seen this: 1 unknown ID"));
    let unknown = page(&desk, &format!("/requests/{no}?show=unknown")).await;
    assert!(unknown.contains(">10000404</a>") && !unknown.contains(">10000011</a>"));

    let seal = desk.seal(no).await;
    let refused =
        desk.post("approver", &format!("/requests/{no}/approval"), &format!("seal={seal}&note=fine+by+me")).await;
    assert_eq!((refused.status(), location(&refused)), (StatusCode::SEE_OTHER, format!("/requests/{no}").as_str()));
    let back = page(&desk, &format!("/requests/{no}")).await;
    assert!(back.contains("tick that you have seen it") && back.contains("fine by me"));
    assert_eq!(state(&desk, no).await, State::Pending);
    desk.post("approver", &format!("/requests/{no}/approval"), &format!("seal={seal}&note=&seen=true")).await;
    assert_eq!(state(&desk, no).await, State::Approved);
}

#[tokio::test(flavor = "multi_thread")]
async fn where_nothing_is_odd_nothing_is_to_be_ticked() {
    let desk = TestDesk::new().await;
    let no = desk.submit("fine", "10000011\n10000012").await;
    let before = page(&desk, &format!("/requests/{no}")).await;
    assert!(
        before.contains("Asking the game about the players: 0 of 2") && before.contains("the review is not finished")
    );
    desk.review().await;
    let shown = page(&desk, &format!("/requests/{no}")).await;
    assert!(shown.contains("All 2 IDs are known to the game.") && !shown.contains("name=\"seen\""));
    let seal = desk.seal(no).await;
    desk.post("approver", &format!("/requests/{no}/approval"), &format!("seal={seal}&note=")).await;
    assert_eq!(state(&desk, no).await, State::Approved);
}

#[tokio::test(flavor = "multi_thread")]
async fn of_several_requests_the_odd_one_is_left_and_named() {
    let desk = TestDesk::new().await;
    let (odd, fine) = (desk.submit("odd", "10000404").await, desk.submit("fine", "10000011").await);
    desk.review().await;
    let queue = page(&desk, "/approvals").await;
    assert_eq!(
        queue.matches("The review found something: look at it first").count(),
        2,
        "a title and a word for one row"
    );
    let picks = format!("pick={odd}%3A{}&pick={fine}%3A{}", desk.seal(odd).await, desk.seal(fine).await);
    desk.post("approver", "/approvals", &picks).await;
    let said = page(&desk, "/approvals").await;
    assert!(said.contains(&format!("Approved 1 request: R-{fine}.")));
    assert!(said.contains(&format!("R-{odd}: The review found something to look at")));
    assert_eq!((state(&desk, odd).await, state(&desk, fine).await), (State::Pending, State::Approved));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_player_is_found_in_a_long_list() {
    let desk = TestDesk::new().await;
    let players: Vec<String> = (0..3_000).map(|i| (10_100_000 + i).to_string()).collect();
    let no = desk.submit("long", &players.join("\n")).await;
    let all = page(&desk, &format!("/requests/{no}")).await;
    assert!(all.contains("Showing 50 of 3,000") && !all.contains(">10102718</a>"));
    let found = page(&desk, &format!("/requests/{no}?player=1010271")).await;
    assert!(
        found.contains(">10102718</a>")
            && found.contains("10 beginning with 1010271")
            && !found.contains(">10100000</a>")
    );
    let many = page(&desk, &format!("/requests/{no}?player=10102")).await;
    assert!(many.contains(&format!("/requests/{no}?player=10102&amp;after=2050#players")));
    let next = page(&desk, &format!("/requests/{no}?player=10102&after=2050")).await;
    assert!(next.contains(">10102050</a>"));
    assert!(page(&desk, &format!("/requests/{no}?player=%25")).await.contains("None."));
}
