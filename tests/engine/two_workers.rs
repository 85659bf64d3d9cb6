use std::collections::HashSet;

use grantdesk::delivery::Worker;
use grantdesk::request::{Form, State};

use crate::kit::{Fake, Kit, applied, in_time, on_both, ordinary_players, refused};

on_both! {
    async fn two_workers_share_a_delivery_of_two_thousand_and_send_each_key_once(kit: Kit) {
        kit.change_servers(|server| (server.concurrency, server.max_batch) = (8, 1)).await;
        let form = Form {
            servers: vec!["kr-1".into(), "kr-2".into()],
            players: ordinary_players(1_000).join("\n"),
            ..kit.form(&[])
        };
        let no = kit.submit("operator", &form).await.id;
        kit.approve(no).await;
        let games = [slow_game(), slow_game()];
        let workers =
            [kit.worker(games[0].clone()), Worker::new(kit.another_desk().await, games[1].clone(), Default::default())];
        let (one, other) = in_time(async { tokio::join!(workers[0].drain(), workers[1].drain()) }).await;
        one.expect("the worker works");
        other.expect("the worker works");
        kit.deliver(&workers[0]).await;

        let sent: Vec<String> = games.iter().flat_map(|game| game.sent()).collect();
        let keys: HashSet<&String> = sent.iter().collect();
        assert_eq!((sent.len(), keys.len()), (2_000, 2_000));
        assert!(games.iter().all(|game| !game.sent().is_empty()), "both have worked");
        let request = kit.request(no).await;
        assert_eq!((request.state, request.counts.succeeded), (State::Succeeded, 2_000));
        assert_eq!(kit.number("select count(*) from attempts").await, 2_000);
        let ended =
            kit.actions(no).await.into_iter().filter(|action| action == "succeeded" || action == "started").count();
        assert_eq!(ended, 2, "one worker begins it and one ends it");
    }

    async fn two_workers_do_not_stumble_over_each_other_with_many_requests(kit: Kit) {
        kit.change_servers(|server| server.concurrency = 8).await;
        for _ in 0..12 {
            let form = Form {
                servers: vec!["kr-1".into(), "kr-2".into(), "jp-1".into()],
                players: ordinary_players(20).join("\n"),
                ..kit.form(&[])
            };
            let no = kit.submit("operator", &form).await.id;
            kit.approve(no).await;
        }
        let game = Fake::slow(|call| async move {
            tokio::time::sleep(std::time::Duration::from_millis(1)).await;
            if call.nth < 4 { refused("server_busy", true) } else { applied() }
        });
        let workers =
            [kit.worker(game.clone()), Worker::new(kit.another_desk().await, game.clone(), Default::default())];
        for _ in 0..4 {
            let (one, other) = in_time(async { tokio::join!(workers[0].drain(), workers[1].drain()) }).await;
            one.expect("the worker works");
            other.expect("the worker works");
            kit.advance(std::time::Duration::from_secs(20));
        }
        kit.deliver(&workers[0]).await;
        assert_eq!(game.sent().len(), 12 * 60 * 4);
        assert_eq!(
            kit.number("select count(*) from attempts where outcome = 'unclear'").await,
            0,
            "no lane died with calls under way"
        );
        assert_eq!(kit.number("select count(*) from requests where state = 'succeeded'").await, 12);
    }
}

/// A game that takes long enough for both workers to have work.
fn slow_game() -> std::sync::Arc<Fake> {
    Fake::slow(|_| async {
        tokio::time::sleep(std::time::Duration::from_millis(2)).await;
        applied()
    })
}
