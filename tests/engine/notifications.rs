//! Who is told what in the page: everybody of their own requests, once, and nobody of their own deeds.

use grantdesk::event::Actor;
use grantdesk::notification::{About, Kind, Notification};

use crate::batch_approval::{approve, rows, seal, submitted};
use crate::kit::{Fake, Kit, on_both, refused, turned_away};

/// All of a person's, the latest first.
async fn told(kit: &Kit, who: &str) -> Vec<Notification> {
    let person = kit.person(who).await;
    kit.desk.notifications(&person, None).await.expect("read").0
}

/// Each as "kind: note (who)", the latest first.
async fn lines(kit: &Kit, who: &str) -> Vec<String> {
    let line = |told: Notification| {
        format!("{}: {} ({})", told.kind.as_str(), told.note, told.by.unwrap_or_else(|| "the desk".into()))
    };
    told(kit, who).await.into_iter().map(line).collect()
}

async fn unread(kit: &Kit, who: &str) -> i64 {
    let person = kit.person(who).await;
    kit.desk.unread(&person).await.expect("counted")
}

on_both! {
    async fn a_requester_is_told_of_every_decision_with_its_note(kit: Kit) {
        let no = kit.requested(&["10000001"]).await.id;
        kit.hold("approver", no).await.expect("held");
        kit.release("approver2", no).await.expect("released");
        kit.reject("approver", no).await.expect("rejected");
        assert_eq!(
            lines(&kit, "operator").await,
            ["rejected: not this time (Approver)", "released: asked (Approver2)", "held: let me ask (Approver)"]
        );
        assert_eq!(unread(&kit, "operator").await, 3);
        let about = told(&kit, "operator").await.remove(0).about;
        assert!(matches!(about, About::Request { no: of, players: 1, .. } if of == no), "{about:?}");
    }

    async fn a_requester_is_told_how_the_delivery_ended(kit: Kit) {
        let good = kit.approved(&["10000001"]).await;
        let bad = kit.approved(&["10000002", "10000003"]).await;
        let key = kit.request(bad).await.key;
        let game = Fake::new(move |call| if call.key == format!("{key}-1") { turned_away() } else { crate::kit::applied() });
        kit.deliver(&kit.worker(game)).await;
        kit.close_request(bad).await.expect("closed");
        let of = |no: i64, told: Vec<Notification>| -> Vec<(Kind, i64, i64)> {
            let about = told.into_iter().filter(move |told| matches!(told.about, About::Request { no: of, .. } if of == no));
            about.map(|told| (told.kind, told.succeeded, told.deliveries)).collect()
        };
        let told = told(&kit, "operator").await;
        assert_eq!(of(good, told.clone()), [(Kind::Succeeded, 1, 1), (Kind::Approved, 0, 1)]);
        assert_eq!(of(bad, told), [(Kind::Closed, 1, 2), (Kind::Failed, 1, 2), (Kind::Approved, 0, 2)]);
        assert_eq!(lines(&kit, "operator").await[0], "closed: done with it (Approver)");
    }

    async fn a_second_end_is_told_again_and_one_that_a_person_brought_names_them(kit: Kit) {
        let no = kit.approved(&["10000001"]).await;
        kit.deliver(&kit.worker(Fake::new(|_| turned_away()))).await;
        kit.regrant(no, None).await.expect("sent again");
        kit.deliver(&kit.worker(Fake::new(|_| crate::kit::unclear(grantdesk::connector::Cause::TimedOut)))).await;
        kit.decide_unknown(no, 1, true).await.expect("decided");
        assert_eq!(
            lines(&kit, "operator").await,
            ["succeeded:  (Approver)", "failed:  (the desk)", "failed:  (the desk)", "approved:  (Approver)"]
        );
    }

    async fn what_is_delivered_only_if_it_is_what_was_approved_fails_with_a_word(kit: Kit) {
        let no = kit.approved(&["10000001"]).await;
        kit.tamper(&format!("update requests set content = replace(content, '300', '301') where id = {no}")).await;
        kit.drain(&kit.worker(Fake::willing())).await;
        assert_eq!(lines(&kit, "operator").await, ["failed:  (the desk)", "approved:  (Approver)"]);
    }

    async fn nobody_is_told_of_their_own_deeds_or_of_others_requests(kit: Kit) {
        let canceled = kit.requested(&["10000001"]).await.id;
        kit.cancel("operator", canceled).await.expect("canceled");
        let no = kit.requested(&["10000002"]).await.id;
        kit.reject("approver", no).await.expect("rejected");
        assert_eq!(lines(&kit, "operator").await.len(), 1);
        for who in ["approver", "operator2", "manager", "both"] {
            assert_eq!(unread(&kit, who).await, 0, "{who}");
        }
    }

    async fn a_decision_that_does_not_come_to_pass_tells_nothing(kit: Kit) {
        let no = kit.requested(&["10000001"]).await.id;
        let approver = kit.person("approver").await;
        let seal = kit.request(no).await.seal;
        let unseen = kit.desk.approver(&approver, no).await.expect("may").approve(&seal, "", false).await;
        assert!(unseen.is_err());
        assert_eq!(unread(&kit, "operator").await, 0);
        kit.approve(no).await;
        assert!(kit.try_approve("approver2", no).await.is_err());
        assert!(kit.reject("approver2", no).await.is_err());
        assert_eq!(lines(&kit, "operator").await, ["approved:  (Approver)"]);
    }

    async fn who_has_left_the_game_or_the_desk_is_not_told(kit: Kit) {
        let [left, gone] = [kit.requested(&["10000001"]).await.id, kit.submit("operator2", &kit.form(&["10000002"])).await.id];
        let (operator, operator2) = (kit.person("operator").await, kit.person("operator2").await);
        kit.desk.take_roles(&Actor::command_line(), operator.id).await.expect("taken");
        kit.desk.disable_user(&Actor::command_line(), operator2.id).await.expect("disabled");
        for no in [left, gone] {
            kit.reject("approver", no).await.expect("rejected");
        }
        assert_eq!(kit.number("select count(*) from notifications").await, 0);
    }

    async fn a_bulk_file_that_is_approved_at_once_is_told_of_once(kit: Kit) {
        // More than are approved, and delivered, in one transaction.
        let (batch, _) = submitted(&kit, "operator", &rows(1_100)).await;
        let shown = seal(&kit, "approver", &batch).await;
        assert_eq!(approve(&kit, "approver", &batch, &shown).await.expect("approved"), 1_100);
        kit.deliver(&kit.worker(Fake::new(|call| if call.player.ends_with('7') { refused("no", false) } else { crate::kit::applied() }))).await;
        let told = told(&kit, "operator").await;
        let mut summary: Vec<(Kind, i64, i64)> = told
            .iter()
            .map(|told| match &told.about {
                About::Batch { id, requests } if *id == batch.id => (told.kind, *requests, told.succeeded),
                other => panic!("{other:?}"),
            })
            .collect();
        summary.sort_by_key(|(kind, ..)| kind.as_str());
        assert_eq!(summary, [(Kind::Approved, 1_100, 0), (Kind::Failed, 110, 0), (Kind::Succeeded, 990, 990)]);
        assert_eq!(unread(&kit, "operator").await, 3);
    }

    async fn what_was_read_of_a_bulk_file_is_not_told_again(kit: Kit) {
        let (batch, numbers) = submitted(&kit, "operator", &rows(3)).await;
        let operator = kit.person("operator").await;
        kit.hold("approver2", numbers[2]).await.expect("held");
        let shown = seal(&kit, "approver", &batch).await;
        approve(&kit, "approver", &batch, &shown).await.expect("approved");
        kit.desk.read_of_batch(&operator, &batch.id).await.expect("read");
        assert_eq!(unread(&kit, "operator").await, 1, "what was decided alone is told alone");
        kit.release("approver2", numbers[2]).await.expect("released");
        let shown = seal(&kit, "approver", &batch).await;
        approve(&kit, "approver", &batch, &shown).await.expect("approved");
        let counts: Vec<i64> = told(&kit, "operator").await.iter().filter_map(|told| match &told.about {
            About::Batch { requests, .. } => Some(*requests),
            _ => None,
        }).collect();
        assert_eq!(counts, [1, 2]);
        kit.desk.read_of_request(&operator, numbers[2]).await.expect("read");
        assert_eq!(unread(&kit, "operator").await, 1);
    }

    async fn reading_is_each_persons_own(kit: Kit) {
        let [one, other] = [kit.requested(&["10000001"]).await.id, kit.submit("operator2", &kit.form(&["10000002"])).await.id];
        for no in [one, other] {
            kit.hold("approver", no).await.expect("held");
        }
        let operator = kit.person("operator").await;
        kit.desk.read_of_request(&operator, other).await.expect("nothing to read");
        assert_eq!((unread(&kit, "operator").await, unread(&kit, "operator2").await), (1, 1));
        kit.desk.read_of_request(&operator, one).await.expect("read");
        assert_eq!((unread(&kit, "operator").await, unread(&kit, "operator2").await), (0, 1));
        kit.release("approver", one).await.expect("released");
        kit.desk.read_all(&operator).await.expect("read");
        assert_eq!((unread(&kit, "operator").await, unread(&kit, "operator2").await), (0, 1));
        assert!(told(&kit, "operator").await.iter().all(|told| told.read_at.is_some()));
    }

    async fn older_ones_are_on_the_next_page(kit: Kit) {
        for _ in 0..27 {
            let no = kit.requested(&["10000001"]).await.id;
            kit.hold("approver", no).await.expect("held");
            kit.release("approver", no).await.expect("released");
        }
        let operator = kit.person("operator").await;
        let (first, older) = kit.desk.notifications(&operator, None).await.expect("read");
        assert_eq!((first.len(), older), (50, true));
        let (rest, older) = kit.desk.notifications(&operator, first.last().map(Notification::place)).await.expect("read");
        assert_eq!((rest.len(), older), (4, false));
        let mut ids: Vec<i64> = first.iter().chain(&rest).map(|told| told.id).collect();
        ids.dedup();
        assert_eq!(ids.len(), 54);
    }
}
