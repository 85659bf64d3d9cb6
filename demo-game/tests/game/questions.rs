use demo_game::DemoGame;
use reqwest::StatusCode;
use serde_json::json;

use crate::desk::{Desk, grant, options, read};

#[tokio::test]
async fn a_key_that_never_arrived_was_never_seen() {
    let game = DemoGame::start(options("never_seen")).await.unwrap();
    let (status, answer) = read(Desk::of(&game).ask("k-1").await).await;
    assert_eq!((status, &answer["error"]), (StatusCode::NOT_FOUND, &json!("never_seen")));

    read(Desk::of(&game).deliver(&grant("k-1", "10000001")).await).await;
    let (status, answer) = read(Desk::of_server(&game, "kr-2").ask("k-1").await).await;
    assert_eq!((status, &answer["error"]), (StatusCode::NOT_FOUND, &json!("never_seen")));
    game.stop().await;
}

#[tokio::test]
async fn a_preflight_tells_who_exists() {
    let game = DemoGame::start(options("preflight")).await.unwrap();
    let desk = Desk::of(&game);
    let ask = async |players: Vec<String>| {
        let body = json!({ "kind": "player_id", "players": players }).to_string();
        read(desk.post("/preflight", "p-1", body).await).await
    };

    let (_, answer) = ask(vec!["10000001".to_owned(), "10000404".to_owned()]).await;
    let players = answer["players"].as_array().unwrap();
    assert_eq!(players[0]["exists"], true);
    assert!(players[0]["name"].is_string() && players[0]["level"].is_u64());
    assert_eq!(players[1], json!({ "id": "10000404", "exists": false, "name": null, "level": null }));

    let players = |count: u32| (10_000_000..10_000_000 + count).map(|id| id.to_string()).collect();
    assert_eq!(ask(players(500)).await.0, StatusCode::OK);
    assert_eq!(ask(players(501)).await.0, StatusCode::PAYLOAD_TOO_LARGE);
    game.stop().await;
}

#[tokio::test]
async fn health_tells_what_the_server_can_do() {
    let mut options = options("health");
    options.max_batch = 200;
    let game = DemoGame::start(options).await.unwrap();
    let (_, answer) = read(Desk::of(&game).get("/health", "h-1").await).await;
    assert_eq!(answer, json!({ "max_batch": 200, "key_window_seconds": 2_592_000 }));
    game.stop().await;
}
