//! What a player gets by the ID's ending.

use std::time::Duration;

use demo_game::DemoGame;
use reqwest::StatusCode;
use serde_json::json;
use tokio::time::timeout;

use crate::desk::{Desk, clawback, grant, is_cut, options, read};

#[tokio::test]
async fn nobody_is_known_by_404_or_by_a_number_outside_the_game() {
    let game = DemoGame::start(options("404")).await.unwrap();
    let desk = Desk::of(&game);
    for (key, player) in [("k-1", "10000404"), ("k-2", "20000001"), ("k-3", "1000"), ("k-4", "+1000000"), ("k-5", "")] {
        let (status, answer) = read(desk.deliver(&grant(key, player)).await).await;
        assert_eq!(status, StatusCode::OK);
        assert_eq!(answer["result"], "refused");
        assert_eq!(answer["code"], "player_not_found");
        assert_eq!(answer["retryable"], false);
        let (_, remembered) = read(desk.ask(key).await).await;
        assert_eq!(remembered["key"], key);
        assert_eq!(remembered["code"], "player_not_found");
    }
    assert!(game.applied().await.is_empty());
    game.stop().await;
}

#[tokio::test]
async fn who_is_409_has_too_little_for_a_clawback_but_takes_a_grant() {
    let game = DemoGame::start(options("409")).await.unwrap();
    let desk = Desk::of(&game);
    let (status, answer) = read(desk.deliver(&clawback("k-1", "10000409")).await).await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!(answer["code"], "balance_too_low");
    assert_eq!(answer["retryable"], false);
    assert_eq!(read(desk.ask("k-1").await).await.1["code"], "balance_too_low");
    assert_eq!(read(desk.deliver(&grant("k-2", "10000409")).await).await.1["result"], "applied");
    assert_eq!(read(desk.deliver(&clawback("k-3", "10000001")).await).await.1["result"], "applied");
    game.stop().await;
}

#[tokio::test]
async fn a_503_is_busy_twice_and_then_takes_it() {
    let game = DemoGame::start(options("503")).await.unwrap();
    let desk = Desk::of(&game);
    for _ in 0..2 {
        let answer = desk.deliver(&grant("k-1", "10000503")).await.unwrap();
        assert_eq!(answer.status(), StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!(answer.headers()["retry-after"], "1");
        let answer: serde_json::Value = answer.json().await.unwrap();
        assert_eq!(answer["code"], "server_busy");
        assert_eq!(answer["retryable"], true);
        assert_eq!(read(desk.ask("k-1").await).await.0, StatusCode::NOT_FOUND);
    }
    assert_eq!(read(desk.deliver(&grant("k-1", "10000503")).await).await.1["result"], "applied");
    assert_eq!(read(desk.deliver(&grant("k-1", "10000503")).await).await.1["result"], "already_applied");
    game.stop().await;
}

#[tokio::test]
async fn a_500_always_breaks_and_is_never_applied() {
    let game = DemoGame::start(options("500")).await.unwrap();
    let desk = Desk::of(&game);
    for _ in 0..5 {
        let answer = desk.deliver(&grant("k-1", "10000500")).await.unwrap();
        assert_eq!(answer.status(), StatusCode::INTERNAL_SERVER_ERROR);
        assert_eq!(answer.text().await.unwrap(), "Internal Server Error");
    }
    assert_eq!(read(desk.ask("k-1").await).await.0, StatusCode::NOT_FOUND);
    assert!(game.applied().await.is_empty());
    assert_eq!(game.received().await[0].times_received, 5);
    game.stop().await;
}

#[tokio::test]
async fn a_504_is_applied_and_never_answered() {
    let mut options = options("504");
    options.hang = Duration::from_millis(50);
    let game = DemoGame::start(options).await.unwrap();
    let desk = Desk::of(&game);
    for _ in 0..2 {
        assert!(is_cut(desk.deliver(&grant("k-1", "10000504")).await).await);
    }
    assert_eq!(read(desk.ask("k-1").await).await.1["result"], "applied");
    let applied = game.applied().await;
    assert_eq!(applied.len(), 1);
    assert_eq!(applied[0].times_received, 2);
    game.stop().await;
}

#[tokio::test]
async fn a_call_that_is_held_lets_the_game_stop() {
    let game = DemoGame::start(options("held")).await.unwrap();
    let desk = Desk::of(&game);
    let held = tokio::spawn(async move { is_cut(desk.deliver(&grant("k-1", "10000504")).await).await });
    while game.applied().await.is_empty() {
        tokio::task::yield_now().await;
    }
    timeout(Duration::from_secs(10), game.stop()).await.expect("stops though a call is held");
    assert!(held.await.unwrap());
}

#[tokio::test]
async fn a_599_answers_garbage_without_applying_and_then_behaves() {
    let game = DemoGame::start(options("599")).await.unwrap();
    let desk = Desk::of(&game);
    let answer = desk.deliver(&grant("k-1", "10000599")).await.unwrap();
    assert_eq!(answer.status(), StatusCode::OK);
    assert!(answer.json::<serde_json::Value>().await.is_err());
    let (status, answer) = read(desk.ask("k-1").await).await;
    assert_eq!((status, &answer["error"]), (StatusCode::NOT_FOUND, &json!("never_seen")));

    let (_, answer) = read(desk.deliver(&grant("k-1", "10000599")).await).await;
    assert_eq!(answer["result"], "applied");
    assert_eq!(read(desk.ask("k-1").await).await.1["transaction_id"], answer["transaction_id"]);
    game.stop().await;
}

#[tokio::test]
async fn players_known_otherwise_exist_from_eight_letters_and_digits_on() {
    let game = DemoGame::start(options("kinds")).await.unwrap();
    let desk = Desk::of(&game);
    let players =
        [("Wanderer7", "applied"), ("용감한모험가여행자", "applied"), ("Ann", "refused"), ("no spaces!", "refused")];
    for (player, result) in players {
        let key = format!("k-{}", player.len());
        let mut delivery = grant(&key, player);
        delivery["player"]["kind"] = "nickname".into();
        assert_eq!(read(desk.deliver(&delivery).await).await.1["result"], result, "{player}");
    }
    game.stop().await;
}
