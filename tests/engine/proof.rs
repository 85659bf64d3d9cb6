//! `Desk::check` is only worth something if it finds what is wrong.

use crate::kit::{Fake, Kit, applied, on_both, refused};

/// A request that is through, with one delivery applied and one refused.
async fn half_way(kit: &Kit) -> i64 {
    let form = grantdesk::request::Form { order_number: "GPA.1".into(), ..kit.form(&["10000001", "10000002"]) };
    let no = kit.submit("operator", &form).await.id;
    kit.approve(no).await;
    kit.deliver(&kit.worker(Fake::new(|call| {
        if call.player == "10000001" { applied() } else { refused("player_not_found", false) }
    })))
    .await;
    assert_eq!(kit.broken(no).await, Vec::<u8>::new());
    no
}

/// That the check finds this invariant broken after this change.
async fn finds(kit: &Kit, no: i64, invariant: u8, sql: &str) {
    kit.tamper(&sql.replace("{no}", &no.to_string())).await;
    let broken = kit.broken(no).await;
    assert!(broken.contains(&invariant), "{invariant} is not found after {sql}: {broken:?}");
}

on_both! {
    async fn a_delivery_that_nobody_approved_is_found(kit: Kit) {
        let no = kit.requested(&["10000001"]).await.id;
        finds(&kit, no, 1, "update deliveries set attempts = 1 where request_id = {no}").await;
    }

    async fn a_missing_delivery_is_found(kit: Kit) {
        let no = kit.requested(&["10000001", "10000002"]).await.id;
        finds(&kit, no, 2, "delete from deliveries where request_id = {no} and n = 2").await;
    }

    async fn a_request_without_any_delivery_is_found(kit: Kit) {
        let no = kit.requested(&["10000001"]).await.id;
        finds(&kit, no, 2, "delete from deliveries where request_id = {no}").await;
        assert!(kit.broken(no).await.contains(&8));
    }

    async fn a_lease_that_nobody_takes_up_is_found(kit: Kit) {
        let no = kit.approved(&["10000001"]).await;
        finds(
            &kit,
            no,
            3,
            "update deliveries set state = 'sending', lease = 'x', lease_until = 5 where request_id = {no}",
        )
        .await;
    }

    async fn a_missing_attempt_is_found(kit: Kit) {
        let no = half_way(&kit).await;
        finds(&kit, no, 3, "delete from attempts where request_id = {no} and delivery = 1").await;
    }

    async fn an_unknown_outcome_shown_as_failed_is_found(kit: Kit) {
        let no = half_way(&kit).await;
        finds(&kit, no, 4, "update attempts set outcome = 'unclear' where request_id = {no} and delivery = 2").await;
    }

    async fn a_lost_order_number_is_found(kit: Kit) {
        let no = half_way(&kit).await;
        finds(&kit, no, 5, "delete from order_claims where request_id = {no}").await;
    }

    async fn an_order_number_that_was_not_released_is_found(kit: Kit) {
        let no = kit.requested(&["10000001"]).await.id;
        kit.reject("approver", no).await.expect("rejected");
        finds(&kit, no, 5, "insert into order_claims (game_id, direction, order_number, request_id) values (1, 'grant', 'GPA.1', {no})").await;
    }

    async fn a_change_without_its_event_is_found(kit: Kit) {
        let no = kit.requested(&["10000001"]).await.id;
        finds(&kit, no, 6, "update requests set state = 'held' where id = {no}").await;
        let no = kit.approved(&["10000001"]).await;
        finds(&kit, no, 6, "update requests set state = 'delivering' where id = {no}").await;
        let no = kit.approved(&["10000001"]).await;
        kit.tamper(&format!("update deliveries set state = 'succeeded' where request_id = {no}")).await;
        finds(&kit, no, 6, "update requests set state = 'succeeded', waiting = 0, succeeded = 1 where id = {no}").await;
    }

    async fn a_broken_seal_is_found(kit: Kit) {
        for sql in [
            "update deliveries set player_id = '10000009' where request_id = {no} and n = 1",
            "update requests set content = replace(content, '300', '301') where id = {no}",
            "update requests set seal = 'other' where id = {no}",
            "update approvals set seal = 'other' where request_id = {no}",
        ] {
            let no = kit.approved(&["10000001"]).await;
            finds(&kit, no, 7, sql).await;
        }
    }

    async fn counters_that_are_not_a_count_are_found(kit: Kit) {
        let no = half_way(&kit).await;
        finds(&kit, no, 8, "update requests set refused = 0, failed = 1 where id = {no}").await;
        let no = kit.requested(&["10000001"]).await.id;
        finds(&kit, no, 8, "update deliveries set state = 'canceled' where request_id = {no}").await;
    }

    async fn an_end_with_deliveries_under_way_is_found(kit: Kit) {
        let no = half_way(&kit).await;
        kit.tamper(&format!("update deliveries set state = 'queued', due_at = 1 where request_id = {no} and n = 2"))
            .await;
        finds(&kit, no, 8, "update requests set refused = 0, queued = 1 where id = {no}").await;
    }

    async fn the_database_refuses_counters_that_do_not_add_up(kit: Kit) {
        let no = kit.requested(&["10000001"]).await.id;
        for sql in [
            "update requests set waiting = 0",
            "update requests set succeeded = 1",
            "update requests set waiting = 2, failed = -1",
        ] {
            assert!(kit.sql(&format!("{sql} where id = {no}")).await.is_err(), "{sql}");
        }
    }
}
