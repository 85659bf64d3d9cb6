use std::sync::Arc;
use std::time::Duration;

use grantdesk::catalog::Server;
use grantdesk::connector::Cause;
use grantdesk::delivery::Patience;
use grantdesk::event::{Event, Subject};
use grantdesk::request::{Form, State};

use crate::kit::{Fake, Kit, What, applied, not_sent, on_both, ordinary_players, unclear};

/// Three bad answers in a row are too many.
fn patience() -> Patience {
    Patience {
        bad_answers: 3,
        first_pause: Duration::from_secs(10),
        longest_pause: Duration::from_secs(25),
        ..Patience::default()
    }
}

async fn server(kit: &Kit, code: &str) -> Server {
    let servers = kit.desk.db().all_servers().await.expect("servers");
    servers.into_iter().find(|server| server.code == code).expect("the server")
}

/// What the breaker did; that the server was set up is not its doing.
async fn events(kit: &Kit, server: &Server) -> Vec<Event> {
    let events = kit.desk.db().events(Subject::Server(server.id)).await.expect("events");
    events.into_iter().filter(|event| ["paused", "resumed"].contains(&event.action.as_str())).collect()
}

async fn approved(kit: &Kit, form: &Form) -> i64 {
    let no = kit.submit("operator", form).await.id;
    kit.approve(no).await;
    no
}

on_both! {
    async fn a_server_that_keeps_failing_is_left_alone_and_tried_again_with_one_call(kit: Kit) {
        kit.change_servers(|server| server.concurrency = 1).await;
        let no = approved(&kit, &kit.form_for(40)).await;
        let game = Fake::new(|_| not_sent());
        let worker = kit.worker_with(game.clone(), patience());
        kit.drain(&worker).await;
        assert_eq!(game.calls().len(), 3, "after three bad answers nothing is called");
        let paused = server(&kit, "kr-1").await;
        assert_eq!((paused.paused_until, paused.pauses), (Some(kit.desk.now() + 10_000), 1));
        assert_eq!(paused.paused_because.as_deref(), Some("unreachable"));

        kit.advance(Duration::from_millis(9_999));
        kit.drain(&worker).await;
        assert_eq!(game.calls().len(), 3, "the pause is kept");

        for (calls, pause) in [(4, 20_000), (5, 25_000), (6, 25_000)] {
            kit.advance(Duration::from_secs(25));
            kit.drain(&worker).await;
            assert_eq!(game.calls().len(), calls, "one call sees whether the server is well");
            assert_eq!(server(&kit, "kr-1").await.paused_until, Some(kit.desk.now() + pause), "pauses grow to a limit");
        }

        game.now(|_| applied());
        kit.deliver(&worker).await;
        assert_eq!(kit.state(no).await, State::Succeeded);
        let well = server(&kit, "kr-1").await;
        assert_eq!((well.paused_until, well.paused_because.clone(), well.pauses), (None, None, 0));
        let actions: Vec<_> = events(&kit, &well).await.into_iter().map(|event| event.action).collect();
        assert_eq!(actions, ["paused", "paused", "paused", "paused", "resumed"]);
    }

    async fn calls_under_way_when_a_server_is_paused_do_not_pause_it_again(kit: Kit) {
        kit.change_servers(|server| server.concurrency = 16).await;
        approved(&kit, &kit.form_for(16)).await;
        let all_there = Arc::new(tokio::sync::Barrier::new(16));
        let game = Fake::slow(move |_| {
            let all_there = all_there.clone();
            async move {
                all_there.wait().await;
                not_sent()
            }
        });
        kit.drain(&kit.worker_with(game, patience())).await;
        let server = server(&kit, "kr-1").await;
        assert_eq!((server.pauses, events(&kit, &server).await.len()), (1, 1));
    }

    async fn one_call_goes_first_after_a_pause(kit: Kit) {
        kit.change_servers(|server| server.concurrency = 16).await;
        let no = approved(&kit, &kit.form_for(50)).await;
        let game = Fake::new(|_| not_sent());
        let worker = kit.worker_with(game.clone(), patience());
        kit.drain(&worker).await;
        let before = game.calls().len();
        kit.advance(Duration::from_secs(25));
        kit.drain(&worker).await;
        assert_eq!(game.calls().len(), before + 1);
        game.now(|_| applied());
        kit.deliver(&worker).await;
        assert_eq!(kit.state(no).await, State::Succeeded);
        let resumed = events(&kit, &server(&kit, "kr-1").await)
            .await
            .into_iter()
            .filter(|event| event.action == "resumed")
            .count();
        assert_eq!(resumed, 1);
    }

    async fn a_paused_server_does_not_hold_up_another(kit: Kit) {
        let form = Form {
            servers: vec!["kr-1".into(), "kr-2".into()],
            players: ordinary_players(40).join("\n"),
            ..kit.form(&[])
        };
        let no = approved(&kit, &form).await;
        let game = Fake::new(|call| if call.server == "kr-1" { not_sent() } else { applied() });
        let worker = kit.worker_with(game.clone(), patience());
        kit.drain(&worker).await;
        assert_eq!(kit.request(no).await.counts.succeeded, 40);
        assert!(server(&kit, "kr-1").await.paused_until.is_some());
        assert!(server(&kit, "kr-2").await.paused_until.is_none());
        game.now(|_| applied());
        kit.deliver(&worker).await;
        assert_eq!(kit.state(no).await, State::Succeeded);
    }

    async fn good_answers_in_between_keep_a_server_open(kit: Kit) {
        kit.change_servers(|server| server.concurrency = 1).await;
        approved(&kit, &kit.form_for(30)).await;
        let count = std::sync::atomic::AtomicUsize::new(0);
        let game = Fake::new(move |_| {
            let nth = count.fetch_add(1, std::sync::atomic::Ordering::SeqCst);
            if nth % 3 == 2 { applied() } else { not_sent() }
        });
        kit.deliver(&kit.worker_with(game, patience())).await;
        let server = server(&kit, "kr-1").await;
        assert!(events(&kit, &server).await.is_empty());
    }

    async fn a_lost_answer_is_one_bad_answer_however_many_were_in_the_batch(kit: Kit) {
        kit.change_servers(|server| (server.concurrency, server.max_batch) = (1, 30)).await;
        let no = approved(&kit, &kit.form_for(60)).await;
        let game = Fake::new(|_| unclear(Cause::ConnectionLost));
        let worker = kit.worker_with(game.clone(), patience());
        kit.drain(&worker).await;
        assert_eq!(game.batches(), [30, 30]);
        assert_eq!(kit.request(no).await.counts.unknown, 60);
        assert!(server(&kit, "kr-1").await.paused_until.is_none(), "two bad answers are not too many");
        game.now(|_| applied());
        kit.deliver(&worker).await;
    }

    async fn one_good_answer_in_a_batch_shows_that_the_server_is_there(kit: Kit) {
        kit.change_servers(|server| (server.concurrency, server.max_batch) = (1, 10)).await;
        let no = approved(&kit, &kit.form_for(60)).await;
        let game = Fake::new(|call| {
            if call.player.ends_with('0') || call.what == What::Ask { applied() } else { unclear(Cause::Unreadable) }
        });
        kit.deliver(&kit.worker_with(game, patience())).await;
        assert_eq!(kit.state(no).await, State::Succeeded);
        assert!(events(&kit, &server(&kit, "kr-1").await).await.is_empty());
    }

    async fn refusals_are_good_answers(kit: Kit) {
        let no = approved(&kit, &kit.form_for(40)).await;
        kit.deliver(&kit.worker_with(Fake::new(|_| crate::kit::refused("player_not_found", false)), patience())).await;
        assert_eq!(kit.request(no).await.counts.refused, 40);
        assert!(events(&kit, &server(&kit, "kr-1").await).await.is_empty());
    }
}
