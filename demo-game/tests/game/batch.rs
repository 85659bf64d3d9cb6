use demo_game::DemoGame;
use serde_json::{Value, json};

use crate::desk::{Desk, clawback, grant, options, read};

#[tokio::test]
async fn one_of_a_batch_fails_alone() {
    let mut options = options("batch_alone");
    options.max_batch = 100;
    let game = DemoGame::start(options).await.unwrap();
    let desk = Desk::of(&game);
    let batch = [
        grant("ok", "10000001"),
        grant("404", "10000404"),
        clawback("409", "10000409"),
        grant("500", "10000500"),
        grant("503", "10000503"),
        grant("504", "10000504"),
        grant("599", "10000599"),
        grant("ok", "10000001"),
        grant("ok", "10000002"),
        grant("last", "10000003"),
    ];

    let (_, answer) = read(desk.deliver_batch("b-1", &batch).await).await;
    assert_eq!(
        results(&answer),
        [
            ("ok", "applied", ""),
            ("404", "refused", "player_not_found"),
            ("409", "refused", "balance_too_low"),
            ("500", "error", ""),
            ("503", "refused", "server_busy"),
            ("ok", "already_applied", ""),
            ("ok", "refused", "key_reused"),
            ("last", "applied", ""),
        ]
    );
    assert_eq!(answer["results"][4]["retryable"], true);
    assert_eq!(read(desk.ask("504").await).await.1["result"], "applied");
    assert_eq!(read(desk.ask("599").await).await.1["error"], "never_seen");
    assert_eq!(game.violations().await.len(), 1);

    let (_, answer) = read(desk.deliver_batch("b-2", &batch[..7]).await).await;
    assert_eq!(results(&answer).last(), Some(&("599", "applied", "")));
    let applied: Vec<_> = game.applied().await.into_iter().map(|line| line.key).collect();
    assert_eq!(applied, ["ok", "504", "last", "599"]);
    game.stop().await;
}

#[tokio::test]
async fn a_delivery_is_the_same_alone_and_in_a_batch() {
    let game = DemoGame::start(options("batch_same")).await.unwrap();
    let desk = Desk::of(&game);
    let (_, answer) = read(desk.deliver_batch("b-1", &[grant("k-1", "10000001")]).await).await;
    assert_eq!(results(&answer), [("k-1", "applied", "")]);
    let (_, alone) = read(desk.deliver(&grant("k-1", "10000001")).await).await;
    assert_eq!(alone, json!({ "result": "already_applied", "transaction_id": answer["results"][0]["transaction_id"] }));
    assert_eq!(read(desk.deliver_batch("b-2", &[]).await).await.1, json!({ "results": [] }));
    game.stop().await;
}

/// Key, result and refusal of each.
fn results(answer: &Value) -> Vec<(&str, &str, &str)> {
    let results = answer["results"].as_array().unwrap();
    results
        .iter()
        .map(|of| {
            let word = |name: &str| of[name].as_str().unwrap_or_default();
            (word("key"), word("result"), word("code"))
        })
        .collect()
}
