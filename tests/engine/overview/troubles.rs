//! What fails now: by cause and server, over all requests that one sees.

use std::path::Path;

use grantdesk::connector::{Answer, Cause};
use grantdesk::overview::Failing;
use grantdesk::request::{DeliveryState, Form};

use super::minutes;
use crate::kit::{Call, Fake, Kit, applied, on_both, refused, unclear};
use crate::log::year;

async fn failing(kit: &Kit, who: &str) -> Vec<Failing> {
    kit.desk.failing(&kit.person(who).await).await.expect("what fails")
}

/// State, cause, code, deliveries, requests.
fn shape(failing: &[Failing]) -> Vec<(&'static str, &str, &str, i64, i64)> {
    let row = |row| {
        let Failing { state, cause, code, deliveries, requests, .. }: &Failing = row;
        (state.as_str(), cause.as_str(), code.as_str(), *deliveries, *requests)
    };
    failing.iter().map(row).collect()
}

/// Answers by what the last digit of the player's ID is.
fn moody(call: &Call) -> Answer {
    match &call.player[7..] {
        "1" => refused("player_not_found", false),
        "2" => refused("busy", true),
        "3" => refused("maintenance", true),
        "4" => unclear(Cause::TimedOut),
        "5" => unclear(Cause::Unreadable),
        _ => applied(),
    }
}

on_both! {
    async fn failures_stand_together_by_server_and_by_what_can_be_done(kit: Kit) {
        let game = Fake::new(moody);
        let worker = kit.worker(game.clone());
        let first = kit.approved(&["10000001", "10000002", "10000003", "10000004", "10000005", "10000006"]).await;
        kit.deliver(&worker).await;
        kit.advance(minutes(10));
        let second = kit.submit("operator", &Form { servers: vec!["kr-1".into(), "kr-2".into()], ..kit.form(&["10000002", "10000012"]) }).await.id;
        kit.approve(second).await;
        kit.deliver(&worker).await;

        let shown = failing(&kit, "cs").await;
        assert_eq!(shape(&shown), [
            ("unknown", "", "", 2, 1),
            ("failed", "busy", "", 4, 2),
            ("failed", "busy", "", 2, 1),
            ("refused", "", "player_not_found", 1, 1),
        ]);
        let ended = kit.request(second).await.ended_at;
        assert_eq!((shown[1].request_id, Some(shown[1].newest)), (second, ended));
        assert_eq!((shown[2].request_id, shown[3].request_id), (second, first));
        assert_eq!(failing(&kit, "outsider").await, []);

        kit.regrant(first, Some("busy")).await.expect("again");
        assert_eq!(shape(&failing(&kit, "cs").await), [("failed", "busy", "", 2, 1), ("failed", "busy", "", 2, 1)], "what is under way fails no more");
        game.now(|_| applied());
        kit.deliver(&worker).await;
        assert_eq!(shape(&failing(&kit, "cs").await)[3], ("refused", "", "player_not_found", 1, 1));
        kit.enquire(first).await.expect("asked");
        game.now(|_| unclear(Cause::TimedOut));
        kit.deliver(&worker).await;
        kit.decide_unknown(first, 4, false).await.expect("decided");
        assert_eq!(shape(&failing(&kit, "cs").await), [
            ("unknown", "", "", 1, 1),
            ("failed", "busy", "", 2, 1),
            ("failed", "busy", "", 2, 1),
            ("failed", "timed_out", "", 1, 1),
            ("refused", "", "player_not_found", 1, 1),
        ]);
        kit.decide_unknown(first, 5, true).await.expect("decided");
        kit.close_request(first).await.expect("closed");
        assert_eq!(shape(&failing(&kit, "cs").await), [("failed", "busy", "", 2, 1), ("failed", "busy", "", 2, 1)]);
    }

    async fn what_rested_before_it_was_kept_is_kept(kit: Kit) {
        year(&kit).await;
        let person = kit.person("admin").await;
        let before = kit.desk.failing(&person).await.expect("what fails");
        assert!(!before.is_empty() && before.iter().any(|row| row.state == DeliveryState::Unknown));
        kit.sql("delete from troubles").await.expect("nothing is kept");
        let folder = if kit.is_sqlite() { "sqlite" } else { "postgres" };
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations").join(folder).join("0012_health.sql");
        let migration = std::fs::read_to_string(file).expect("the migration");
        let fill = migration.split(';').map(str::trim).find(|sql| sql.starts_with("insert into")).expect("it fills");
        kit.sql(fill).await.expect("filled");
        assert_eq!(kit.desk.failing(&person).await.expect("what fails"), before);
    }

    async fn troubles_that_are_not_a_count_are_found(kit: Kit) {
        let no = kit.approved(&["10000001", "10000006"]).await;
        kit.deliver(&kit.worker(Fake::new(moody))).await;
        kit.tamper(&format!("update troubles set deliveries = 2 where request_id = {no}")).await;
        assert_eq!(kit.broken(no).await, [8]);
        kit.tamper(&format!("update troubles set deliveries = 1 where request_id = {no}")).await;
        assert!(kit.broken(no).await.is_empty());
    }
}
