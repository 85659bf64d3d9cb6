use grantdesk::error::Error;
use grantdesk::request::{Complaint, Field, Form, FormLine, Problem, State};

use crate::kit::{ADDRESS, BEGINNING, Kit, fresh_key, on_both};

on_both! {
    async fn a_request_waits_for_its_decision_and_its_counters_equal_a_count(kit: Kit) {
        let form =
            Form { servers: vec!["kr-2".into(), "kr-1".into()], ..kit.form(&["10000001", "10000002", "10000003"]) };
        let request = kit.submit("operator", &form).await;
        assert_eq!(request.state, State::Pending);
        assert_eq!((request.players, request.counts.deliveries, request.counts.waiting), (3, 6, 6));
        assert_eq!(
            kit.number(&format!(
                "select count(*) from deliveries where request_id = {} and state = 'waiting'",
                request.id
            ))
            .await,
            6
        );
        assert_eq!((request.requester.as_str(), request.requested_at), ("Operator", BEGINNING));
        let players: Vec<_> = kit
            .desk
            .db()
            .deliveries(request.id, None, 0, 10)
            .await
            .expect("deliveries")
            .into_iter()
            .map(|delivery| delivery.player_id)
            .collect();
        assert_eq!(players, ["10000001", "10000002", "10000003", "10000001", "10000002", "10000003"]);
    }

    async fn a_submission_writes_who_when_and_from_where(kit: Kit) {
        let request = kit.requested(&["10000001"]).await;
        let [event] = &kit.events(request.id).await[..] else { panic!("one event") };
        assert_eq!((event.action.as_str(), event.at, event.address.as_str()), ("requested", BEGINNING, ADDRESS));
        assert_eq!((event.actor_id, event.actor_name.as_str()), (Some(request.requested_by), "Operator"));
        assert_eq!(event.detail("seal"), Some(request.seal));
        assert_eq!(event.detail("players"), Some("1".into()));
    }

    async fn a_refused_form_leaves_nothing(kit: Kit) {
        kit.complaints(&Form { reason: "boredom".into(), ..kit.form(&["10000001"]) }).await;
        let first = kit.submit("operator", &Form { order_number: "GPA.1".into(), ..kit.form(&["10000001"]) }).await;
        let taken = kit.complaints(&Form { order_number: " GPA.1 ".into(), ..kit.form(&["10000002"]) }).await;
        assert_eq!(taken, [Complaint { field: Field::OrderNumber, problem: Problem::OrderTaken(first.id) }]);
        for table in ["requests", "deliveries", "request_lines", "request_servers", "order_claims"] {
            assert_eq!(kit.number(&format!("select count(*) from {table}")).await, 1, "{table}");
        }
        assert_eq!(kit.number("select count(*) from events where subject = 'request'").await, 1);
    }

    async fn the_same_form_twice_is_one_request(kit: Kit) {
        let (form, key) = (Form { order_number: "GPA.1".into(), ..kit.form(&["10000001"]) }, fresh_key());
        let first = kit.try_submit("operator", &form, &key).await.expect("the desk works").expect("accepted");
        let second = kit.try_submit("operator", &form, &key).await.expect("the desk works").expect("accepted");
        assert_eq!(first.id, second.id);
        assert_eq!(kit.number("select count(*) from requests").await, 1);
        assert_eq!(kit.actions(first.id).await, ["requested"]);
    }

    async fn sixteen_clicks_at_once_are_one_request(kit: Kit) {
        let (form, key) = (Form { order_number: "GPA.1".into(), ..kit.form_for(100) }, fresh_key());
        let clicks = futures::future::join_all((0..16).map(|_| {
            let (kit, form, key) = (kit.clone(), form.clone(), key.clone());
            tokio::spawn(async move {
                kit.try_submit("operator", &form, &key).await.expect("the desk works").expect("accepted").id
            })
        }))
        .await;
        let mut numbers: Vec<i64> = clicks.into_iter().map(|click| click.expect("a click")).collect();
        numbers.dedup();
        assert_eq!(numbers.len(), 1);
        assert_eq!(kit.number("select count(*) from requests").await, 1);
        assert_eq!(kit.number("select count(*) from deliveries").await, 100);
    }

    async fn a_form_that_was_changed_after_it_was_submitted_is_refused_naming_the_request(kit: Kit) {
        let key = fresh_key();
        let first = kit
            .try_submit("operator", &kit.form(&["10000001"]), &key)
            .await
            .expect("the desk works")
            .expect("accepted");
        let changed = kit.try_submit("operator", &kit.form(&["10000002"]), &key).await.expect("the desk works");
        let complaints = changed.expect_err("refused");
        assert_eq!(complaints, [Complaint { field: Field::Form, problem: Problem::AlreadySubmitted(first.id) }]);
        assert_eq!(kit.number("select count(*) from requests").await, 1);
    }

    async fn the_key_of_a_form_is_one_persons_own(kit: Kit) {
        let key = fresh_key();
        let form = kit.form(&["10000001"]);
        let one = kit.try_submit("operator", &form, &key).await.expect("the desk works").expect("accepted");
        let other = kit.try_submit("operator2", &form, &key).await.expect("the desk works").expect("accepted");
        assert_ne!(one.id, other.id);
    }

    async fn a_draft_ends_with_its_submission_and_is_nobody_elses(kit: Kit) {
        let (operator, other) = (kit.person("operator").await, kit.person("operator2").await);
        let (form, key) = (kit.form(&["10000001"]), fresh_key());
        assert!(kit.desk.keep_draft(&operator, &key, &form, true).await.expect("kept"));
        let draft = kit.desk.draft(&operator, &key).await.expect("read").expect("there");
        assert_eq!((draft.form, draft.refused), (form.clone(), true));
        assert!(matches!(kit.desk.draft(&other, &key).await, Err(Error::NotFound)));
        assert!(!kit.desk.keep_draft(&other, &key, &form, false).await.expect("refused"));
        kit.try_submit("operator", &form, &key).await.expect("the desk works").expect("accepted");
        assert!(kit.desk.draft(&operator, &key).await.expect("read").is_none());
    }

    async fn the_seal_is_stable_and_changes_with_everything_that_was_asked(kit: Kit) {
        let form = Form {
            servers: vec!["kr-1".into(), "kr-2".into()],
            valid_from: "2026-01-01T00:00".into(),
            valid_until: "2026-02-01T00:00".into(),
            message: "outage_2026".into(),
            comment: "as agreed".into(),
            ..kit.form(&["10000001", "10000002"])
        };
        let seal = kit.submit("operator", &form).await.seal;
        assert_eq!(seal.len(), 64);
        assert_eq!(kit.submit("operator2", &form).await.seal, seal, "the same content has the same seal");
        let otherwise = [
            Form { servers: vec!["kr-1".into()], ..form.clone() },
            Form { direction: "clawback".into(), ..form.clone() },
            Form { reason: "event_prize".into(), ..form.clone() },
            Form { reason: "other".into(), detail_reason: "streamer".into(), ..form.clone() },
            Form { lines: vec![FormLine { item: "GEM".into(), quantity: "301".into() }], ..form.clone() },
            Form { lines: vec![FormLine { item: "GOLD".into(), quantity: "300".into() }], ..form.clone() },
            Form { order_number: "GPA.1".into(), ..form.clone() },
            Form { valid_from: "2026-01-01T00:01".into(), ..form.clone() },
            Form { valid_until: "2026-02-01T00:01".into(), ..form.clone() },
            Form { message: "event_autumn".into(), ..form.clone() },
            Form { id_kind: "uid".into(), ..form.clone() },
            Form { comment: "as not agreed".into(), ..form.clone() },
            Form { players: "10000001\n10000003".into(), ..form.clone() },
            Form { players: "10000002\n10000001".into(), ..form.clone() },
            Form { players: "10000001".into(), ..form.clone() },
        ];
        let mut seals = vec![seal];
        for other in &otherwise {
            seals.push(kit.submit("operator", other).await.seal);
        }
        let different: std::collections::HashSet<&String> = seals.iter().collect();
        assert_eq!(different.len(), seals.len(), "two contents share a seal");
    }

    async fn a_clawback_is_a_request_like_any_other(kit: Kit) {
        let request = kit
            .submit(
                "operator",
                &Form { direction: "clawback".into(), reason: "refund".into(), ..kit.form(&["10000001"]) },
            )
            .await;
        kit.approve(request.id).await;
        assert_eq!(kit.state(request.id).await, State::Approved);
    }

    async fn who_may_not_ask_does_not(kit: Kit) {
        for who in ["approver", "cs", "manager", "admin"] {
            let refused = kit.try_submit(who, &kit.form(&["10000001"]), &fresh_key()).await;
            assert!(matches!(refused, Err(Error::Forbidden)), "{who}: {refused:?}");
        }
        let unseen = kit.try_submit("outsider", &kit.form(&["10000001"]), &fresh_key()).await;
        assert!(matches!(unseen, Err(Error::NotFound)), "{unseen:?}");
        let nowhere = Form { game: "nowhere".into(), ..kit.form(&["10000001"]) };
        assert!(matches!(kit.try_submit("operator", &nowhere, &fresh_key()).await, Err(Error::NotFound)));
    }
}
