use demo_game::{Chaos, DemoGame, Options};
use grantdesk::connector::SignedHttp;
use grantdesk::demo;
use grantdesk::request::{DeliveryState, Form, State};

use crate::kit::{Game, Kit, on_both, ordinary_players};

/// Delivers to one player of the demo game: the delivery's state, its code or cause, and its attempts.
async fn ending(kit: &Kit, direction: &str, player: &str) -> (DeliveryState, Option<String>, Vec<String>) {
    let game = Game::start(kit).await;
    let no = kit.submit("operator", &Form { direction: direction.into(), ..kit.form(&[player]) }).await.id;
    kit.approve(no).await;
    kit.deliver(&kit.worker(game.connector.clone())).await;
    let delivery = kit.delivery(no, 1).await;
    let applied = game.applied_to(player).await;
    assert_eq!(applied, usize::from(delivery.state == DeliveryState::Succeeded), "the desk agrees with the game");
    let expected = if delivery.state == DeliveryState::Succeeded { State::Succeeded } else { State::Failed };
    assert_eq!(kit.state(no).await, expected);
    game.stop().await;
    (delivery.state, delivery.code.or(delivery.cause), kit.story_of(no, 1).await)
}

fn calls<'a>(attempts: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    attempts.into_iter().map(String::from).collect()
}

on_both! {
    async fn an_ordinary_player_gets_it_at_once(kit: Kit) {
        let (state, why, attempts) = ending(&kit, "grant", "10000001").await;
        assert_eq!((state, why, attempts), (DeliveryState::Succeeded, None, calls(["send: applied"])));
        let delivery = kit.delivery(1, 1).await;
        assert!(delivery.transaction_id.is_some_and(|id| id.starts_with("kr-1-")));
        assert_eq!(kit.attempts(1, 1).await[0].status, Some(200));
    }

    async fn player_404_does_not_exist_and_that_is_final(kit: Kit) {
        let (state, why, attempts) = ending(&kit, "grant", "10000404").await;
        assert_eq!(
            (state, why.as_deref(), attempts),
            (DeliveryState::Refused, Some("player_not_found"), calls(["send: refused"]))
        );
    }

    async fn player_409_has_too_little_to_take_back(kit: Kit) {
        let (state, why, attempts) = ending(&kit, "clawback", "10000409").await;
        assert_eq!(
            (state, why.as_deref(), attempts),
            (DeliveryState::Refused, Some("balance_too_low"), calls(["send: refused"]))
        );
    }

    async fn player_409_can_be_given_something(kit: Kit) {
        assert_eq!(ending(&kit, "grant", "10000409").await.0, DeliveryState::Succeeded);
    }

    async fn player_503_is_served_at_the_third_try(kit: Kit) {
        let (state, _, attempts) = ending(&kit, "grant", "10000503").await;
        assert_eq!(
            (state, attempts),
            (DeliveryState::Succeeded, calls(["send: refused", "send: refused", "send: applied"]))
        );
        assert_eq!(kit.attempts(1, 1).await[0].status, Some(503));
    }

    async fn player_500_fails_when_the_tries_are_used_up(kit: Kit) {
        let (state, why, attempts) = ending(&kit, "grant", "10000500").await;
        assert_eq!((state, why.as_deref()), (DeliveryState::Failed, Some("server_error")));
        assert_eq!(attempts, calls(["send: unclear", "ask: never_seen"].repeat(5)));
    }

    async fn player_504_gets_it_without_an_answer_and_is_found_by_asking(kit: Kit) {
        let (state, _, attempts) = ending(&kit, "grant", "10000504").await;
        assert_eq!((state, attempts), (DeliveryState::Succeeded, calls(["send: unclear", "ask: applied"])));
        assert_eq!(kit.attempts(1, 1).await[0].cause.as_deref(), Some("timed_out"));
    }

    async fn player_599_is_answered_with_garbage_and_served_later(kit: Kit) {
        let (state, _, attempts) = ending(&kit, "grant", "10000599").await;
        assert_eq!(
            (state, attempts),
            (DeliveryState::Succeeded, calls(["send: unclear", "ask: never_seen", "send: applied"]))
        );
        assert_eq!(kit.attempts(1, 1).await[0].cause.as_deref(), Some("unreadable"));
    }

    async fn a_regrant_sends_the_same_bytes_under_the_same_key_and_is_applied_once(kit: Kit) {
        let game = Game::start(&kit).await;
        let form = Form {
            lines: vec![line("GEM", "300"), line("TICKET_SUMMON", "2")],
            reason: "other".into(),
            detail_reason: "streamer".into(),
            message: "outage_2026".into(),
            order_number: "GPA.3301-\"quoted\"-주문".into(),
            valid_from: "2026-01-01T00:00".into(),
            valid_until: "2027-01-01T00:00".into(),
            ..kit.form(&["10000500", "10000503", "10000504", "10000599", "10000001"])
        };
        let no = kit.submit("operator", &form).await.id;
        kit.approve(no).await;
        let worker = kit.worker(game.connector.clone());
        kit.deliver(&worker).await;
        // The catalog moves on meanwhile; what was sealed does not.
        kit.sql("update messages set text_en = 'Something else', text_ko = '다른 것'").await.expect("changed");
        kit.sql("update items set name_en = 'Diamond', max_quantity = 1").await.expect("changed");
        for _ in 0..2 {
            assert_eq!(kit.regrant(no, None).await.expect("sent again"), 1);
            kit.deliver(&worker).await;
        }
        let received = game.demo.received().await;
        assert_eq!(received.len(), 5, "five deliveries, five keys");
        let request_key = kit.request(no).await.key;
        for (n, times, applied) in [(1, 15, false), (2, 3, true), (3, 1, true), (4, 2, true), (5, 1, true)] {
            let key = format!("{request_key}-{n}");
            let arrival = received.iter().find(|received| received.key == key).expect("the key arrived");
            assert_eq!((arrival.times_received, arrival.applied), (times, applied), "{key}");
            assert!(
                arrival
                    .body
                    .starts_with(&format!(r#"{{"key":"{key}","request":"R-{no}","direction":"grant","server":"kr-1""#))
            );
        }
        for player in ["10000503", "10000504", "10000599", "10000001"] {
            assert_eq!(game.applied_to(player).await, 1, "{player}");
        }
        game.stop().await;
    }

    async fn what_arrives_is_what_was_asked(kit: Kit) {
        let game = Game::start(&kit).await;
        let form = Form {
            servers: vec!["jp-1".into()],
            lines: vec![line("GEM", "300"), line("GOLD", "1,000")],
            reason: "other".into(),
            detail_reason: "streamer".into(),
            message: "event_autumn".into(),
            order_number: "GPA.1".into(),
            valid_until: "2027-01-01T00:00".into(),
            ..kit.form(&["10000001"])
        };
        let no = kit.submit("operator", &form).await.id;
        kit.approve(no).await;
        kit.deliver(&kit.worker(game.connector.clone())).await;
        let received = game.demo.received().await.remove(0);
        let body: serde_json::Value = serde_json::from_str(&received.body).expect("JSON");
        let key = format!("{}-1", kit.request(no).await.key);
        assert_eq!(
            body,
            serde_json::json!({
                "key": key, "request": format!("R-{no}"), "direction": "grant", "server": "jp-1",
                "player": { "kind": "player_id", "id": "10000001" },
                "items": [{ "code": "GEM", "quantity": 300 }, { "code": "GOLD", "quantity": 1000 }],
                "reason": "other", "detail_reason": "streamer",
                "message": { "key": "event_autumn", "texts": { "en": "Your autumn event reward.", "ko": "가을 이벤트 보상입니다.", "ja": "秋イベントの報酬です。" } },
                "valid_from": null, "valid_until": "2027-01-01T00:00:00Z", "order_number": "GPA.1", "additional_info": {},
            })
        );
        assert_eq!(received.server, "jp-1");
        game.stop().await;
    }

    async fn two_workers_and_a_misbehaving_game_give_everybody_his_share_once(kit: Kit) {
        let ledger = std::env::temp_dir().join(format!("grantdesk_chaos_{}.db", crate::kit::fresh_key()));
        let mut options = Options::new(&ledger, demo::SECRET);
        options.chaos = Some(Chaos { seed: 7, percent: 20 });
        let game = DemoGame::start(options).await.expect("the game starts");
        kit.servers_at(&format!("http://{}", game.address()), |server| server.timeout_ms = 200).await;
        let connector =
            || std::sync::Arc::new(SignedHttp::new("127.0.0.0/8".parse().expect("a network")).expect("a client"));
        let patience = || grantdesk::delivery::Patience { bad_answers: 1_000, ..Default::default() };
        let no = kit.submit("operator", &kit.form_for(300)).await.id;
        kit.approve(no).await;
        let one = kit.worker_with(connector(), patience());
        let other = grantdesk::delivery::Worker::new(kit.another_desk().await, connector(), patience());
        for _ in 0..3 {
            let (a, b) = crate::kit::in_time(async { tokio::join!(one.drain(), other.drain()) }).await;
            a.expect("the worker works");
            b.expect("the worker works");
            kit.advance(crate::kit::LONG);
        }
        kit.deliver(&one).await;
        assert_eq!(kit.state(no).await, State::Succeeded);
        let mut players: Vec<String> = game.applied().await.into_iter().map(|applied| applied.player).collect();
        players.sort();
        assert_eq!(players, ordinary_players(300), "everybody once");
        assert!(game.violations().await.is_empty());
        assert!(
            kit.number("select count(*) from attempts where outcome = 'unclear'").await > 20,
            "the game did misbehave"
        );
        game.stop().await;
        for ending in ["", "-wal", "-shm"] {
            let _ = std::fs::remove_file(format!("{}{ending}", ledger.display()));
        }
    }

    async fn a_game_with_another_secret_turns_the_desk_away(kit: Kit) {
        let game = Game::start(&kit).await;
        let url = format!("http://{}", game.demo.address());
        kit.servers_at(&url, |server| server.secret = "whsec_bm90IHRoZSBkZW1vIGdhbWUncyBzZWNyZXQ=".into()).await;
        let no = kit.approved(&["10000001"]).await;
        kit.deliver(&kit.worker(game.connector.clone())).await;
        let delivery = kit.delivery(no, 1).await;
        assert_eq!((delivery.state, delivery.cause.as_deref()), (DeliveryState::Failed, Some("turned_away")));
        assert_eq!(kit.attempts(no, 1).await[0].status, Some(401));
        assert!(game.demo.received().await.is_empty());
        game.stop().await;
    }

    async fn a_game_that_is_not_there_has_got_nothing(kit: Kit) {
        let game = Game::start(&kit).await;
        let connector = game.connector.clone();
        game.stop().await;
        let no = kit.approved(&["10000001"]).await;
        kit.deliver(&kit.worker(connector)).await;
        let delivery = kit.delivery(no, 1).await;
        assert_eq!((delivery.state, delivery.cause.as_deref()), (DeliveryState::Failed, Some("unreachable")));
        assert_eq!(kit.story_of(no, 1).await, calls(["send: not_sent"].repeat(5)));
    }
}

fn line(item: &str, quantity: &str) -> grantdesk::request::FormLine {
    grantdesk::request::FormLine { item: item.into(), quantity: quantity.into() }
}
