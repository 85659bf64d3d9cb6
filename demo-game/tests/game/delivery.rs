use demo_game::{DemoGame, Direction, Item};
use reqwest::StatusCode;
use serde_json::{Value, json};

use crate::desk::{Desk, SECRET, grant, options, read};

#[tokio::test]
async fn a_delivery_is_applied_once_however_often_it_arrives() {
    let game = DemoGame::start(options("applied_once")).await.unwrap();
    let desk = Desk::of(&game);

    let (status, first) = read(desk.deliver(&grant("k-1", "10000001")).await).await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!(first["result"], "applied");
    for _ in 0..2 {
        let (status, again) = read(desk.deliver(&grant("k-1", "10000001")).await).await;
        assert_eq!(status, StatusCode::OK);
        assert_eq!(again, json!({ "result": "already_applied", "transaction_id": first["transaction_id"] }));
    }

    let applied = game.applied().await;
    assert_eq!(applied.len(), 1);
    assert_eq!(applied[0].key, "k-1");
    assert_eq!(applied[0].server, "kr-1");
    assert_eq!(applied[0].player, "10000001");
    assert_eq!(applied[0].request, "R-20431");
    assert_eq!(applied[0].direction, Direction::Grant);
    assert_eq!(applied[0].items, [Item { code: "GEM".to_owned(), quantity: 300 }]);
    assert_eq!(applied[0].transaction_id, first["transaction_id"]);
    assert_eq!(applied[0].times_received, 3);
    game.stop().await;
}

#[tokio::test]
async fn one_key_at_the_same_moment_is_applied_once() {
    let game = DemoGame::start(options("same_moment")).await.unwrap();
    let desk = Desk::of(&game);
    let delivery = grant("k-1", "10000001");

    let answers = futures::future::join_all((0..50).map(async |_| read(desk.deliver(&delivery).await).await.1)).await;

    assert_eq!(answers.iter().filter(|answer| answer["result"] == "applied").count(), 1);
    assert_eq!(answers.iter().filter(|answer| answer["result"] == "already_applied").count(), 49);
    let applied = game.applied().await;
    assert_eq!(applied.len(), 1);
    assert_eq!(applied[0].times_received, 50);
    game.stop().await;
}

#[tokio::test]
async fn a_key_that_comes_with_another_body_is_refused_and_remembered() {
    let game = DemoGame::start(options("key_reused")).await.unwrap();
    let desk = Desk::of(&game);
    let other = grant("k-1", "10000002");
    let (_, first) = read(desk.deliver(&grant("k-1", "10000001")).await).await;

    let (status, answer) = read(desk.deliver(&other).await).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(answer["result"], "refused");
    assert_eq!(answer["code"], "key_reused");
    assert_eq!(answer["retryable"], false);
    let (status, _) = read(Desk::of_server(&game, "kr-2").deliver(&grant("k-1", "10000001")).await).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);

    let (_, truth) = read(desk.ask("k-1").await).await;
    assert_eq!(truth, json!({ "key": "k-1", "result": "applied", "transaction_id": first["transaction_id"] }));
    assert_eq!(game.applied().await.len(), 1);
    assert_eq!(game.received().await[0].times_received, 3);

    let listed = desk.get_unsigned(&format!("http://{}/violations", game.address())).await;
    let listed = listed["violations"].as_array().unwrap();
    assert_eq!(listed.len(), 2);
    assert_eq!(listed[0]["key"], "k-1");
    assert_eq!(listed[0]["other_body"], other.to_string());
    assert_eq!(listed[1]["other_server"], "kr-2");
    game.stop().await;
}

#[tokio::test]
async fn a_call_signed_with_another_secret_or_not_at_all_is_turned_away() {
    let game = DemoGame::start(options("bad_signature")).await.unwrap();
    let stranger = Desk::of(&game).with_secret("whsec_c29tZW9uZSBlbHNl");

    let batch = json!({ "deliveries": [grant("k-1", "10000001")] }).to_string();
    let calls = [
        stranger.deliver(&grant("k-1", "10000001")).await,
        stranger.post("/deliveries/batch", "b-1", batch).await,
        stranger.ask("k-1").await,
        stranger.post("/preflight", "p-1", json!({ "kind": "player_id", "players": [] }).to_string()).await,
        stranger.get("/health", "h-1").await,
        reqwest::get(format!("{}/deliveries/k-1", game.base_url("kr-1"))).await,
    ];
    for call in calls {
        let (status, answer) = read(call).await;
        assert_eq!(status, StatusCode::UNAUTHORIZED);
        assert_eq!(answer["error"], "bad_signature");
    }
    assert!(game.received().await.is_empty());
    game.stop().await;
}

#[tokio::test]
async fn a_call_the_contract_does_not_know_is_turned_away() {
    let mut options = options("malformed");
    options.max_batch = 1;
    let game = DemoGame::start(options).await.unwrap();
    let desk = Desk::of(&game);
    let delivery = grant("k-1", "10000001");

    let turned_away = [
        (desk.post("/deliveries", "k-1", "{".to_owned()).await, 400, "malformed"),
        (desk.post("/deliveries", "k-1", json!({ "key": "k-1" }).to_string()).await, 400, "malformed"),
        (desk.post("/deliveries", "k-2", delivery.to_string()).await, 400, "webhook_id_is_not_the_key"),
        (desk.get("/deliveries/k-1", "k-2").await, 400, "webhook_id_is_not_the_key"),
        (desk.deliver_batch("b-1", &[grant("k\u{0}1", "10000001")]).await, 400, "malformed"),
        (desk.deliver_batch("b-1", &[delivery.clone(), delivery.clone()]).await, 413, "too_many"),
        (Desk::of_server(&game, "us-1").deliver(&delivery).await, 404, "no_such_server"),
    ];
    for (call, status, error) in turned_away {
        let (answered, answer) = read(call).await;
        assert_eq!(answered.as_u16(), status);
        assert_eq!(answer["error"], error);
    }
    let too_large = desk.post("/deliveries", "k-1", " ".repeat((1 << 20) + 1)).await.unwrap();
    assert_eq!(too_large.status(), StatusCode::PAYLOAD_TOO_LARGE);
    assert!(game.received().await.is_empty());
    game.stop().await;
}

#[tokio::test]
async fn a_game_that_is_started_again_has_kept_its_ledger() {
    let options = options("restart");
    let game = DemoGame::start(options.clone()).await.unwrap();
    let (_, first) = read(Desk::of(&game).deliver(&grant("k-1", "10000001")).await).await;
    read(Desk::of(&game).deliver(&grant("k-2", "10000503")).await).await;
    game.stop().await;

    let game = DemoGame::start(options).await.unwrap();
    let desk = Desk::of(&game);
    let (_, again) = read(desk.deliver(&grant("k-1", "10000001")).await).await;
    assert_eq!(again, json!({ "result": "already_applied", "transaction_id": first["transaction_id"] }));
    let (_, busy) = read(desk.deliver(&grant("k-2", "10000503")).await).await;
    assert_eq!(busy["code"], "server_busy");
    let (_, second) = read(desk.deliver(&grant("k-2", "10000503")).await).await;
    assert_eq!(second["result"], "applied");
    assert_ne!(second["transaction_id"], first["transaction_id"]);
    assert_eq!(game.applied().await.iter().map(|line| line.id).collect::<Vec<_>>(), [1, 2]);
    game.stop().await;
}

#[tokio::test]
async fn the_ledger_is_read_by_player_and_from_where_one_stopped() {
    let game = DemoGame::start(options("ledger")).await.unwrap();
    let desk = Desk::of(&game);
    for (key, player) in [("k-1", "10000001"), ("k-2", "10000002"), ("k-3", "10000001"), ("k-4", "10000404")] {
        read(desk.deliver(&grant(key, player)).await).await;
    }
    let ledger = format!("http://{}/ledger", game.address());
    let keys = async |query: &str| -> Vec<Value> {
        let answer = desk.get_unsigned(&format!("{ledger}{query}")).await;
        answer["entries"].as_array().unwrap().iter().map(|line| line["key"].clone()).collect()
    };

    assert_eq!(keys("").await, ["k-1", "k-2", "k-3"]);
    assert_eq!(keys("?player=10000001").await, ["k-1", "k-3"]);
    assert_eq!(keys("?player=10000404").await, [""; 0]);
    assert_eq!(keys("?after=1&limit=1").await, ["k-2"]);
    let line = &desk.get_unsigned(&format!("{ledger}?player=10000002")).await["entries"][0];
    assert_eq!(line["items"], json!([{ "code": "GEM", "quantity": 300 }]));
    assert_eq!(line["times_received"], 1);
    game.stop().await;
}

#[tokio::test]
async fn a_secret_that_is_none_is_said_at_the_start() {
    let mut options = options("bad_secret");
    options.secret = "whsec_?".to_owned();
    assert!(matches!(DemoGame::start(options).await, Err(demo_game::Error::Secret(_))));
    assert!(!format!("{:?}", crate::desk::options("bad_secret")).contains(SECRET));
}
