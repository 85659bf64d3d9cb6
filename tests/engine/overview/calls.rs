//! How game servers answer, beside their own past.

use grantdesk::connector::Cause;
use grantdesk::overview::{Calls, ServerCalls};
use grantdesk::request::{Form, FormLine};

use super::minutes;
use crate::kit::{Fake, Kit, applied, on_both, refused, unclear};

async fn server(kit: &Kit, code: &str) -> i64 {
    let servers = kit.desk.db().all_servers().await.expect("servers");
    servers.into_iter().find(|server| server.code == code).expect("the server").id
}

async fn calls(kit: &Kit, who: &str) -> Vec<ServerCalls> {
    kit.desk.server_calls(&kit.person(who).await).await.expect("calls")
}

async fn deliver(kit: &Kit, game: &std::sync::Arc<Fake>, players: usize) {
    let no = kit.submit("operator", &kit.form_for(players)).await.id;
    kit.approve(no).await;
    kit.drain(&kit.worker(game.clone())).await;
}

on_both! {
    async fn a_server_is_shown_beside_its_own_past(kit: Kit) {
        let game = Fake::willing();
        game.takes(40);
        deliver(&kit, &game, 30).await;
        assert_eq!(calls(&kit, "cs").await, [ServerCalls {
            server_id: server(&kit, "kr-1").await,
            now: Calls { calls: 30, clear: 30, ms: 1_200 },
            usual: Calls::default(),
        }], "what is now is not the past as well");

        kit.advance(minutes(24 * 60));
        game.takes(400);
        deliver(&kit, &game, 5).await;
        kit.advance(minutes(10));
        game.takes(500);
        deliver(&kit, &game, 5).await;
        let [shown] = &calls(&kit, "cs").await[..] else { panic!("one server was called") };
        assert_eq!((shown.now.average(), shown.usual.average()), (Some(450), Some(40)));
        assert!(shown.is_slow());

        kit.advance(minutes(6));
        assert_eq!(calls(&kit, "cs").await[0].now, Calls { calls: 5, clear: 5, ms: 2_500 }, "a quarter of an hour is now");
        kit.advance(minutes(8 * 24 * 60));
        assert_eq!(calls(&kit, "cs").await, [], "a week is the past");
    }

    async fn a_call_counts_once_however_many_it_takes_along(kit: Kit) {
        kit.change_servers(|server| server.max_batch = 100).await;
        let game = Fake::willing();
        deliver(&kit, &game, 500).await;
        let [shown] = &calls(&kit, "cs").await[..] else { panic!("one server was called") };
        assert_eq!(shown.now.calls, game.batches().len() as i64);
        assert_eq!(shown.now.average(), Some(7));
    }

    async fn answers_that_cannot_be_trusted_are_counted_apart(kit: Kit) {
        let game = Fake::new(|call| match &call.player[7..] {
            "0" => unclear(Cause::TimedOut),
            "1" => refused("player_not_found", false),
            _ => applied(),
        });
        deliver(&kit, &game, 10).await;
        let [shown] = &calls(&kit, "cs").await[..] else { panic!("one server was called") };
        assert_eq!((shown.now.calls, shown.now.unclear(), shown.now.ms), (10, 1, 63), "a time-out says nothing of the time");
        kit.deliver(&kit.worker(game)).await;
    }

    async fn a_person_sees_the_servers_of_their_games(kit: Kit) {
        let lines = vec![FormLine { item: "STARDUST".into(), quantity: "3".into() }];
        let form = Form { game: "courier".into(), servers: vec!["jp-1".into()], id_kind: "vid".into(), lines, ..kit.form(&["COURIER1"]) };
        let no = kit.submit("outsider", &form).await.id;
        kit.approve(no).await;
        kit.drain(&kit.worker(Fake::willing())).await;
        deliver(&kit, &Fake::willing(), 3).await;
        let theirs = calls(&kit, "outsider").await;
        let servers = kit.desk.servers(&kit.person("outsider").await).await.expect("servers");
        assert!(theirs.len() == 1 && servers.iter().any(|server| server.id == theirs[0].server_id));
        assert_eq!(calls(&kit, "cs").await.len(), 2);
    }

    async fn what_is_kept_of_a_server_never_grows(kit: Kit) {
        let game = Fake::willing();
        for _ in 0..70 {
            deliver(&kit, &game, 1).await;
            kit.advance(minutes(61));
        }
        assert!(kit.number("select count(*) from server_calls where span = 60000").await <= 60);
        assert_eq!(kit.number("select cast(sum(calls) as bigint) from server_calls where span = 3600000").await, 70);
        kit.advance(minutes(365 * 24 * 60));
        deliver(&kit, &game, 1).await;
        let [shown] = &calls(&kit, "cs").await[..] else { panic!("one server was called") };
        assert_eq!((shown.now.calls, shown.usual.calls), (1, 0), "what comes around again begins anew");
    }
}
