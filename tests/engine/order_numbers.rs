use grantdesk::connector::Cause;
use grantdesk::request::{Complaint, Field, Form, FormLine, Problem, State};

use crate::kit::{Fake, Kit, applied, fresh_key, on_both, refused, turned_away, unclear};

fn order(kit: &Kit, players: &[&str]) -> Form {
    Form { order_number: "GPA.3301".into(), ..kit.form(players) }
}

/// A request with the order number, approved.
async fn ordered(kit: &Kit, players: &[&str]) -> i64 {
    let no = kit.submit("operator", &order(kit, players)).await.id;
    kit.approve(no).await;
    no
}

async fn holds(kit: &Kit, no: i64) {
    let taken = kit.complaints(&order(kit, &["10000009"])).await;
    assert_eq!(taken, [Complaint { field: Field::OrderNumber, problem: Problem::OrderTaken(no) }]);
}

async fn is_free(kit: &Kit) {
    let form = order(kit, &["10000009"]);
    let again = kit.try_submit("operator", &form, &fresh_key()).await.expect("the desk works");
    assert!(again.is_ok(), "{again:?}");
}

on_both! {
    async fn pending_and_held_requests_hold_their_order_number(kit: Kit) {
        let no = kit.submit("operator", &order(&kit, &["10000001"])).await.id;
        holds(&kit, no).await;
        kit.hold("approver", no).await.expect("held");
        holds(&kit, no).await;
        kit.release("approver", no).await.expect("released");
        holds(&kit, no).await;
    }

    async fn approved_and_succeeded_requests_hold_their_order_number(kit: Kit) {
        let no = ordered(&kit, &["10000001"]).await;
        holds(&kit, no).await;
        kit.deliver(&kit.worker(Fake::willing())).await;
        assert_eq!(kit.state(no).await, State::Succeeded);
        holds(&kit, no).await;
    }

    async fn a_request_under_way_holds_its_order_number(kit: Kit) {
        let no = ordered(&kit, &["10000001"]).await;
        kit.drain(&kit.worker(Fake::new(|_| refused("server_busy", true)))).await;
        assert_eq!(kit.state(no).await, State::Delivering);
        holds(&kit, no).await;
    }

    async fn a_rejection_and_a_cancellation_release_the_order_number(kit: Kit) {
        let no = kit.submit("operator", &order(&kit, &["10000001"])).await.id;
        kit.reject("approver", no).await.expect("rejected");
        let no = kit.submit("operator", &order(&kit, &["10000001"])).await.id;
        kit.cancel("operator", no).await.expect("canceled");
        is_free(&kit).await;
    }

    async fn a_failed_request_holds_its_order_number_until_it_is_closed_with_nothing_applied(kit: Kit) {
        let no = ordered(&kit, &["10000001"]).await;
        kit.deliver(&kit.worker(Fake::new(|_| turned_away()))).await;
        assert_eq!(kit.state(no).await, State::Failed);
        holds(&kit, no).await;
        kit.close_request(no).await.expect("closed");
        is_free(&kit).await;
    }

    async fn a_request_that_is_closed_with_something_applied_holds_its_order_number_for_ever(kit: Kit) {
        let no = ordered(&kit, &["10000001", "10000002"]).await;
        kit.deliver(&kit.worker(Fake::new(|call| {
            if call.player == "10000001" { applied() } else { refused("player_not_found", false) }
        })))
        .await;
        assert_eq!(kit.state(no).await, State::Failed);
        holds(&kit, no).await;
        kit.close_request(no).await.expect("closed");
        holds(&kit, no).await;
    }

    async fn an_unknown_outcome_holds_the_order_number_until_somebody_has_looked(kit: Kit) {
        let no = ordered(&kit, &["10000001"]).await;
        kit.deliver(&kit.worker(Fake::new(|_| unclear(Cause::TimedOut)))).await;
        assert_eq!((kit.state(no).await, kit.request(no).await.counts.unknown), (State::Failed, 1));
        holds(&kit, no).await;
        assert!(matches!(kit.close_request(no).await, Err(grantdesk::error::Error::OutcomesUnknown(1))));
        holds(&kit, no).await;
        kit.decide_unknown(no, 1, false).await.expect("decided");
        holds(&kit, no).await;
        kit.close_request(no).await.expect("closed");
        is_free(&kit).await;
    }

    async fn the_same_order_number_in_another_game_or_direction_is_another(kit: Kit) {
        kit.submit("operator", &order(&kit, &["10000001"])).await;
        kit.submit("operator", &Form { direction: "clawback".into(), ..order(&kit, &["10000001"]) }).await;
        let elsewhere = Form {
            game: "courier".into(),
            servers: vec!["jp-1".into()],
            lines: vec![FormLine { item: "STARDUST".into(), quantity: "5".into() }],
            id_kind: "vid".into(),
            ..order(&kit, &["vid-00000001"])
        };
        kit.submit("operator", &elsewhere).await;
        assert_eq!(kit.number("select count(*) from order_claims").await, 3);
    }
}
