use grantdesk::error::Error;
use grantdesk::request::State;

use crate::kit::{Fake, Kit, applied, in_time, on_both, too_late};

on_both! {
    async fn approval_moves_on_and_delivery_begins(kit: Kit) {
        let no = kit.approved(&["10000001"]).await;
        assert_eq!(kit.state(no).await, State::Approved);
        assert_eq!(kit.actions(no).await, ["requested", "approved"]);
        kit.deliver(&kit.worker(Fake::willing())).await;
        assert_eq!(kit.state(no).await, State::Succeeded);
        assert_eq!(kit.actions(no).await, ["requested", "approved", "started", "succeeded"]);
    }

    async fn a_rejection_needs_a_note_and_is_final(kit: Kit) {
        let no = kit.requested(&["10000001", "10000002"]).await.id;
        let approver = kit.person("approver").await;
        let decide = kit.desk.approver(&approver, no).await.expect("may decide");
        assert!(matches!(decide.reject("  ").await, Err(Error::NoteRequired)));
        assert_eq!(kit.state(no).await, State::Pending);
        decide.reject(" too much ").await.expect("rejected");
        let request = kit.request(no).await;
        assert_eq!((request.state, request.counts.canceled, request.counts.waiting), (State::Rejected, 2, 0));
        assert_eq!(kit.events(no).await.last().expect("an event").detail("note"), Some("too much".into()));
        assert_eq!(too_late(kit.try_approve("approver2", no).await), (State::Rejected, "Approver".into()));
    }

    async fn a_held_request_waits_until_it_is_released(kit: Kit) {
        let no = kit.requested(&["10000001"]).await.id;
        kit.hold("approver", no).await.expect("held");
        assert_eq!(kit.state(no).await, State::Held);
        assert_eq!(too_late(kit.try_approve("approver2", no).await), (State::Held, "Approver".into()));
        assert_eq!(too_late(kit.reject("approver2", no).await), (State::Held, "Approver".into()));
        assert_eq!(too_late(kit.hold("approver2", no).await), (State::Held, "Approver".into()));
        kit.release("approver2", no).await.expect("released");
        assert_eq!(kit.state(no).await, State::Pending);
        kit.approve(no).await;
        assert_eq!(kit.actions(no).await, ["requested", "held", "released", "approved"]);
    }

    async fn the_requester_cancels_until_somebody_has_decided(kit: Kit) {
        let [pending, held, approved] = [
            kit.requested(&["10000001"]).await.id,
            kit.requested(&["10000001"]).await.id,
            kit.requested(&["10000001"]).await.id,
        ];
        kit.hold("approver", held).await.expect("held");
        kit.approve(approved).await;
        for no in [pending, held] {
            assert!(matches!(kit.cancel("operator2", no).await, Err(Error::Forbidden)));
            assert!(matches!(kit.cancel("approver", no).await, Err(Error::Forbidden)));
            kit.cancel("operator", no).await.expect("canceled");
            let request = kit.request(no).await;
            assert_eq!((request.state, request.counts.canceled), (State::Canceled, 1));
        }
        assert_eq!(too_late(kit.cancel("operator", approved).await), (State::Approved, "Approver".into()));
        assert_eq!(too_late(kit.try_approve("approver", pending).await), (State::Canceled, "Operator".into()));
    }

    async fn a_second_decision_is_told_who_was_first(kit: Kit) {
        let no = kit.approved(&["10000001"]).await;
        for result in
            [kit.try_approve("approver2", no).await, kit.reject("approver2", no).await, kit.hold("both", no).await]
        {
            assert_eq!(too_late(result), (State::Approved, "Approver".into()));
        }
        assert_eq!(kit.number("select count(*) from approvals").await, 1);
    }

    async fn who_was_first_is_a_person_even_when_the_worker_was_quick(kit: Kit) {
        let no = kit.approved(&["10000001"]).await;
        kit.deliver(&kit.worker(Fake::willing())).await;
        assert_eq!(too_late(kit.try_approve("approver2", no).await), (State::Succeeded, "Approver".into()));
        assert_eq!(too_late(kit.cancel("operator", no).await), (State::Succeeded, "Approver".into()));
    }

    async fn what_was_not_shown_is_not_approved(kit: Kit) {
        let no = kit.requested(&["10000001"]).await.id;
        let approver = kit.person("approver").await;
        let decide = kit.desk.approver(&approver, no).await.expect("may decide");
        for seal in ["", "0000", &"0".repeat(64)] {
            assert!(matches!(decide.approve(seal, "", true).await, Err(Error::SealBroken)));
        }
        assert_eq!(kit.state(no).await, State::Pending);
        assert_eq!(kit.number("select count(*) from approvals").await, 0);
    }

    async fn nothing_is_called_for_what_is_not_approved(kit: Kit) {
        let [pending, held, rejected, canceled] = [
            kit.requested(&["10000001"]).await.id,
            kit.requested(&["10000002"]).await.id,
            kit.requested(&["10000003"]).await.id,
            kit.requested(&["10000004"]).await.id,
        ];
        kit.hold("approver", held).await.expect("held");
        kit.reject("approver", rejected).await.expect("rejected");
        kit.cancel("operator", canceled).await.expect("canceled");
        let game = Fake::willing();
        kit.drain(&kit.worker(game.clone())).await;
        assert!(game.calls().is_empty());
        assert_eq!(kit.state(pending).await, State::Pending);
    }

    async fn an_approval_wakes_the_running_worker(kit: Kit) {
        let (delivered, mut arrivals) = tokio::sync::mpsc::unbounded_channel();
        let game = Fake::new(move |call| {
            delivered.send(call.player.clone()).expect("the test listens");
            applied()
        });
        let stop = tokio_util::sync::CancellationToken::new();
        let worker = kit.worker(game);
        let running = tokio::spawn({
            let stop = stop.clone();
            async move { worker.run(stop).await }
        });
        let no = kit.approved(&["10000001"]).await;
        assert_eq!(in_time(arrivals.recv()).await.as_deref(), Some("10000001"));
        stop.cancel();
        in_time(running).await.expect("the worker ends");
        assert_eq!(kit.state(no).await, State::Succeeded, "what was under way is written before the worker ends");
    }
}
