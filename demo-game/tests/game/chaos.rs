use std::{collections::BTreeMap, time::Duration};

use demo_game::{Chaos, DemoGame, Options};
use futures::future::join_all;
use serde_json::Value;
use tokio::time::timeout;

use crate::desk::{Desk, grant, options, read};

/// With every arrival struck until the game must be quiet.
fn stormy(test: &str, seed: u64) -> Options {
    let mut options = options(test);
    options.chaos = Some(Chaos { seed, percent: 100 });
    options.hang = Duration::from_millis(20);
    options.max_batch = 10;
    options
}

/// What one call looks like to the desk.
async fn look(call: reqwest::Result<reqwest::Response>) -> String {
    let Ok(answer) = call else {
        return "cut".to_owned();
    };
    let status = answer.status();
    let Ok(text) = answer.text().await else {
        return "cut".to_owned();
    };
    match serde_json::from_str::<Value>(&text) {
        Ok(json) => format!("{status} {}", json["result"]),
        Err(_) => format!("{status} no JSON"),
    }
}

/// Sends each of 60 keys four times, and tells what was seen of each and what was applied.
async fn run(test: &str, seed: u64) -> (BTreeMap<String, Vec<String>>, Vec<(String, i64)>) {
    let game = DemoGame::start(stormy(test, seed)).await.unwrap();
    let desk = Desk::of(&game);
    let seen = join_all((0..60).map(async |number| {
        let key = format!("k-{number}");
        let mut seen = Vec::new();
        for _ in 0..4 {
            seen.push(look(desk.deliver(&grant(&key, "10000001")).await).await);
        }
        (key, seen)
    }))
    .await
    .into_iter()
    .collect();
    let mut applied: Vec<_> = game.applied().await.into_iter().map(|line| (line.key, line.times_received)).collect();
    applied.sort();
    assert_eq!(game.received().await.len(), 60);
    game.stop().await;
    (seen, applied)
}

#[tokio::test]
async fn the_same_seed_goes_wrong_the_same_way_and_every_key_is_applied_once() {
    let ((seen, applied), (again, _), (otherwise, _)) =
        tokio::join!(run("chaos_one", 7), run("chaos_again", 7), run("chaos_otherwise", 8));
    assert_eq!(seen, again);
    assert_ne!(seen, otherwise);

    assert_eq!(applied.len(), 60);
    assert!(applied.iter().all(|(_, times_received)| *times_received == 4));
    for (key, seen) in &seen {
        assert!(seen[3] == "200 OK \"applied\"" || seen[3] == "200 OK \"already_applied\"", "{key}: {seen:?}");
        let told_applied = seen.iter().filter(|look| *look == "200 OK \"applied\"").count();
        assert!(told_applied <= 1, "{key}: {seen:?}");
    }
    let looks: Vec<_> = seen.values().flatten().map(String::as_str).collect();
    for look in ["cut", "500 Internal Server Error no JSON", "200 OK no JSON", "200 OK \"applied\""] {
        assert!(looks.contains(&look), "{look} was never seen");
    }
}

#[tokio::test]
async fn a_question_may_be_cut_or_slow_but_is_answered_truly() {
    let game = DemoGame::start(stormy("chaos_questions", 7)).await.unwrap();
    let desk = Desk::of(&game);
    let told = join_all((0..20).map(async |number| {
        let key = format!("k-{number}");
        look(desk.deliver(&grant(&key, "10000001")).await).await;
        let applied = game.received().await.into_iter().any(|received| received.key == key && received.applied);
        let truth = if applied { "200 OK \"applied\"" } else { "404 Not Found null" };
        let mut told = 0;
        for _ in 0..4 {
            let seen = look(desk.ask(&key).await).await;
            assert!(seen == truth || seen == "cut", "{key}: {seen} instead of {truth}");
            told += u32::from(seen == truth);
        }
        told
    }))
    .await;
    assert!(told.iter().all(|told| *told >= 1), "the fourth question is always answered");
    assert!(told.iter().any(|told| *told < 4), "some question was cut");
    game.stop().await;
}

#[tokio::test]
async fn a_batch_may_lose_some_or_all_of_its_answer_and_comes_through() {
    let game = DemoGame::start(stormy("chaos_batch", 3)).await.unwrap();
    let desk = Desk::of(&game);
    let whole = join_all((0..8).map(async |number| {
        let batch: Vec<_> = (0..10).map(|place| grant(&format!("k-{number}-{place}"), "10000001")).collect();
        let mut whole = 0;
        for _ in 0..3 {
            whole += u32::from(look(desk.deliver_batch("b", &batch).await).await == "200 OK null");
        }
        let (_, answer) = read(desk.deliver_batch("b", &batch).await).await;
        assert_eq!(answer["results"].as_array().unwrap().len(), 10);
        whole
    }))
    .await;
    assert!((1..24).contains(&whole.iter().sum::<u32>()), "some answers came, and some were lost");
    assert_eq!(game.applied().await.len(), 80);
    game.stop().await;
}

#[tokio::test]
async fn a_cut_connection_gets_not_one_byte() {
    let mut options = options("chaos_silence");
    options.hang = Duration::ZERO;
    let game = DemoGame::start(options).await.unwrap();
    let answer = crate::speed::exchange(&game, &grant("k-1", "10000504")).await;
    assert_eq!(answer, "");
    timeout(Duration::from_secs(10), game.stop()).await.unwrap();
}
