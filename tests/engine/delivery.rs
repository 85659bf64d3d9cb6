use std::time::Duration;

use grantdesk::connector::{Answer, Cause};
use grantdesk::delivery::Patience;
use grantdesk::error::Error;
use grantdesk::ledger::{Log, LogFilters, LogTurn};
use grantdesk::request::{DeliveryState, Form, State};

use crate::kit::{
    Fake, Kit, LONG, What, applied, never_seen, not_sent, on_both, refused, too_late, turned_away, unclear,
};

/// What becomes of one delivery in a game that answers like this: the request's state, the delivery's, and its attempts.
async fn fate(
    kit: &Kit,
    script: impl Fn(&crate::kit::Call) -> Answer + Send + Sync + 'static,
) -> (State, DeliveryState, Vec<String>) {
    let no = kit.approved(&["10000001"]).await;
    kit.deliver(&kit.worker(Fake::new(script))).await;
    let [state] = kit.delivery_states(no).await[..] else { panic!("one delivery") };
    (kit.state(no).await, state, kit.story_of(no, 1).await)
}

fn sends(outcome: &str, times: usize) -> Vec<String> {
    vec![format!("send: {outcome}"); times]
}

on_both! {
    async fn applied_is_success(kit: Kit) {
        assert_eq!(fate(&kit, |_| applied()).await, (State::Succeeded, DeliveryState::Succeeded, sends("applied", 1)));
        let delivery = kit.delivery(1, 1).await;
        assert_eq!((delivery.transaction_id.as_deref(), delivery.cause, delivery.due_at), (Some("t-1"), None, None));
    }

    async fn a_final_refusal_is_tried_once(kit: Kit) {
        let fate = fate(&kit, |_| refused("player_not_found", false)).await;
        assert_eq!(fate, (State::Failed, DeliveryState::Refused, sends("refused", 1)));
        let delivery = kit.delivery(1, 1).await;
        assert_eq!((delivery.cause.as_deref(), delivery.code.as_deref()), (Some("refused"), Some("player_not_found")));
        assert_eq!(delivery.message.as_deref(), Some("The game says player_not_found."));
    }

    async fn a_busy_server_is_tried_until_the_tries_are_used_up(kit: Kit) {
        let fate = fate(&kit, |_| refused("server_busy", true)).await;
        assert_eq!(fate, (State::Failed, DeliveryState::Failed, sends("refused", 5)));
        assert_eq!(kit.delivery(1, 1).await.cause.as_deref(), Some("busy"));
    }

    async fn a_busy_server_that_recovers_is_success(kit: Kit) {
        let fate = fate(&kit, |call| if call.nth < 3 { refused("server_busy", true) } else { applied() }).await;
        assert_eq!(
            fate,
            (State::Succeeded, DeliveryState::Succeeded, [sends("refused", 2), sends("applied", 1)].concat())
        );
    }

    async fn what_did_not_leave_the_desk_is_tried_until_the_tries_are_used_up(kit: Kit) {
        assert_eq!(fate(&kit, |_| not_sent()).await, (State::Failed, DeliveryState::Failed, sends("not_sent", 5)));
    }

    async fn what_the_game_turns_away_fails_at_once(kit: Kit) {
        assert_eq!(
            fate(&kit, |_| turned_away()).await,
            (State::Failed, DeliveryState::Failed, sends("turned_away", 1))
        );
    }

    async fn no_trustworthy_answer_is_unknown_and_is_asked_about_not_sent_again(kit: Kit) {
        let no = kit.approved(&["10000001"]).await;
        let game = Fake::new(|_| unclear(Cause::TimedOut));
        let worker = kit.worker(game.clone());
        kit.drain(&worker).await;
        assert_eq!(kit.delivery_states(no).await, [DeliveryState::Unknown]);
        assert_eq!(kit.state(no).await, State::Delivering);
        kit.drain(&worker).await;
        assert_eq!(game.calls().len(), 1, "it is not asked about before the send can have ended");
        kit.deliver(&worker).await;
        assert_eq!((game.sent().len(), game.asked()), (1, 6));
        let request = kit.request(no).await;
        assert_eq!((request.state, request.counts.unknown, request.counts.failed), (State::Failed, 1, 0));
        let delivery = kit.delivery(no, 1).await;
        assert_eq!(
            (delivery.state, delivery.cause.as_deref(), delivery.due_at),
            (DeliveryState::Unknown, Some("timed_out"), None)
        );
        assert!(delivery.settled_at.is_some());
    }

    async fn an_unknown_outcome_that_the_game_knows_is_settled_by_asking(kit: Kit) {
        let fate = fate(&kit, |call| match (call.what, call.nth) {
            (What::Send, _) => unclear(Cause::ConnectionLost),
            (What::Ask, 1) => unclear(Cause::TimedOut),
            (What::Ask, _) => applied(),
        })
        .await;
        let story = ["send: unclear", "ask: unclear", "ask: applied"].map(String::from).to_vec();
        assert_eq!(fate, (State::Succeeded, DeliveryState::Succeeded, story));
    }

    async fn an_unknown_outcome_that_the_game_never_saw_is_sent_again(kit: Kit) {
        let fate = fate(&kit, |call| match (call.what, call.nth) {
            (What::Send, 1) => unclear(Cause::ServerError),
            (What::Send, _) => applied(),
            (What::Ask, _) => never_seen(),
        })
        .await;
        let story = ["send: unclear", "ask: never_seen", "send: applied"].map(String::from).to_vec();
        assert_eq!(fate, (State::Succeeded, DeliveryState::Succeeded, story));
    }

    async fn a_game_that_always_breaks_before_it_decides_is_failed_and_not_unknown(kit: Kit) {
        let (request, delivery, story) = fate(&kit, |call| match call.what {
            What::Send => unclear(Cause::ServerError),
            What::Ask => never_seen(),
        })
        .await;
        assert_eq!((request, delivery), (State::Failed, DeliveryState::Failed));
        assert_eq!(story, ["send: unclear", "ask: never_seen"].repeat(5));
        assert_eq!(kit.delivery(1, 1).await.cause.as_deref(), Some("server_error"));
    }

    async fn every_send_may_be_asked_about_as_often_as_the_first(kit: Kit) {
        let (.., story) = fate(&kit, |call| match (call.what, call.nth) {
            (What::Send, 1 | 2) => unclear(Cause::TimedOut),
            (What::Ask, 1..5) => unclear(Cause::TimedOut),
            (What::Ask, 5) => never_seen(),
            (What::Ask, 6..11) => unclear(Cause::TimedOut),
            _ => applied(),
        })
        .await;
        assert_eq!(story.len(), 2 + 11, "{story:?}");
        assert_eq!(story.last().map(String::as_str), Some("ask: applied"));
    }

    async fn a_refusal_that_is_found_by_asking_is_final(kit: Kit) {
        let (request, delivery, story) = fate(&kit, |call| match call.what {
            What::Send => unclear(Cause::Unreadable),
            What::Ask => refused("balance_too_low", false),
        })
        .await;
        assert_eq!((request, delivery), (State::Failed, DeliveryState::Refused));
        assert_eq!(story, ["send: unclear", "ask: refused"]);
    }

    async fn questions_that_do_not_get_through_leave_it_unknown(kit: Kit) {
        for answer in [not_sent as fn() -> Answer, turned_away] {
            let no = kit.approved(&["10000001"]).await;
            kit.deliver(&kit.worker(Fake::new(move |call| {
                if call.what == What::Send { unclear(Cause::TimedOut) } else { answer() }
            })))
            .await;
            assert_eq!(kit.delivery_states(no).await, [DeliveryState::Unknown]);
        }
    }

    async fn attempts_tell_when_how_long_and_what(kit: Kit) {
        let no = kit.approved(&["10000001"]).await;
        let worker = kit.worker(Fake::new(|call| if call.nth == 1 { refused("server_busy", true) } else { applied() }));
        kit.drain(&worker).await;
        kit.advance(LONG);
        kit.drain(&worker).await;
        let [first, second] = &kit.attempts(no, 1).await[..] else { panic!("two attempts") };
        assert_eq!((first.n, first.ms, first.code.as_deref()), (1, 7, Some("server_busy")));
        assert_eq!((second.n, second.outcome.as_str()), (2, "applied"));
        assert_eq!(second.at - first.at, LONG.as_millis() as i64);
    }

    async fn waits_grow_and_are_kept(kit: Kit) {
        let no = kit.approved(&["10000001"]).await;
        let game = Fake::new(|_| refused("server_busy", true));
        let patience = Patience { first_wait: Duration::from_secs(8), ..Patience::default() };
        let worker = kit.worker_with(game.clone(), patience);
        for (calls, least, most) in [(1, 4_000, 8_000), (2, 8_000, 16_000), (3, 16_000, 32_000), (4, 32_000, 64_000)] {
            kit.drain(&worker).await;
            assert_eq!(game.calls().len(), calls);
            let wait = kit.delivery(no, 1).await.due_at.expect("tried again") - kit.desk.now();
            assert!((least..=most).contains(&wait), "wait {calls}: {wait} ms");
            kit.advance(Duration::from_millis(wait as u64 - 1));
            kit.drain(&worker).await;
            assert_eq!(game.calls().len(), calls, "a millisecond early is too early");
            kit.advance(Duration::from_millis(1));
        }
    }

    async fn a_request_counts_who_got_it_and_who_did_not(kit: Kit) {
        let no = kit.approved(&["10000001", "10000002", "10000003", "10000004", "10000005"]).await;
        kit.deliver(&kit.worker(Fake::new(|call| match call.player.as_str() {
            "10000002" => refused("player_not_found", false),
            "10000003" => turned_away(),
            "10000004" => unclear(Cause::TimedOut),
            _ => applied(),
        })))
        .await;
        let counts = kit.request(no).await.counts;
        assert_eq!((counts.succeeded, counts.refused, counts.failed, counts.unknown), (2, 1, 1, 1));
        assert_eq!(counts.settled(), 5);
        let person = kit.person("cs").await;
        let causes = kit.desk.detail(&person, no).await.expect("the page").causes;
        let mut causes: Vec<_> =
            causes.into_iter().map(|cause| (cause.state, cause.cause.expect("a cause"), cause.deliveries)).collect();
        causes.sort();
        assert_eq!(
            causes,
            [
                ("failed".to_owned(), "turned_away".to_owned(), 1),
                ("refused".to_owned(), "refused".to_owned(), 1),
                ("unknown".to_owned(), "timed_out".to_owned(), 1),
            ]
        );
        let success =
            kit.desk.log(&person, Log::Success, &LogFilters::default(), LogTurn::Newest).await.expect("the log");
        let failure =
            kit.desk.log(&person, Log::Failure, &LogFilters::default(), LogTurn::Newest).await.expect("the log");
        assert_eq!((success.rows.len(), failure.rows.len()), (2, 3));
        assert!(
            success.rows.iter().all(|row| (row.requester.as_str(), row.approver.as_str()) == ("Operator", "Approver"))
        );
    }

    async fn each_server_gets_what_was_asked_for_it_and_nothing_else(kit: Kit) {
        let form = Form { servers: vec!["kr-1".into(), "jp-1".into()], ..kit.form(&["10000001", "10000002"]) };
        let no = kit.submit("operator", &form).await.id;
        kit.approve(no).await;
        let game = Fake::willing();
        kit.deliver(&kit.worker(game.clone())).await;
        let mut calls: Vec<_> = game.calls().into_iter().map(|call| (call.server, call.player)).collect();
        calls.sort();
        let expected = [("jp-1", "10000001"), ("jp-1", "10000002"), ("kr-1", "10000001"), ("kr-1", "10000002")];
        assert_eq!(calls, expected.map(|(server, player)| (server.to_owned(), player.to_owned())));
    }

    async fn a_regrant_sends_the_same_parcel_under_the_same_key(kit: Kit) {
        let no = kit.approved(&["10000001", "10000002"]).await;
        let game = Fake::new(|call| if call.player == "10000001" { applied() } else { turned_away() });
        let worker = kit.worker(game.clone());
        kit.deliver(&worker).await;
        assert_eq!(kit.state(no).await, State::Failed);
        // A message, a name or a limit that changes in the catalog changes nothing that was sealed.
        kit.sql("update items set max_quantity = 1").await.expect("changed");
        game.now(|_| applied());
        assert_eq!(kit.regrant(no, None).await.expect("sent again"), 1);
        assert_eq!(kit.state(no).await, State::Delivering);
        kit.deliver(&worker).await;
        assert_eq!(kit.state(no).await, State::Succeeded);
        let calls: Vec<_> = game.calls().into_iter().filter(|call| call.player == "10000002").collect();
        assert_eq!(calls.len(), 2);
        assert_eq!((&calls[0].key, &calls[0].parcel), (&calls[1].key, &calls[1].parcel));
        assert_eq!(
            game.calls().iter().filter(|call| call.player == "10000001").count(),
            1,
            "who has it gets nothing again"
        );
        assert_eq!(kit.actions(no).await, ["requested", "approved", "started", "failed", "regranted", "succeeded"]);
    }

    async fn a_regrant_of_one_cause_leaves_the_others(kit: Kit) {
        let no = kit.approved(&["10000001", "10000002", "10000003", "10000004"]).await;
        let game = Fake::new(|call| match (call.what, call.player.as_str()) {
            (What::Ask, _) => unclear(Cause::TimedOut),
            (_, "10000001") => turned_away(),
            (_, "10000002") => refused("server_busy", true),
            (_, "10000003") => refused("player_not_found", false),
            _ => unclear(Cause::TimedOut),
        });
        let worker = kit.worker(game.clone());
        kit.deliver(&worker).await;
        game.now(|_| applied());
        assert!(matches!(kit.regrant(no, Some("unreachable")).await, Err(Error::NothingToDo)));
        assert_eq!(kit.state(no).await, State::Failed);
        assert_eq!(kit.regrant(no, Some("busy")).await.expect("sent again"), 1);
        kit.deliver(&worker).await;
        use DeliveryState::*;
        assert_eq!(kit.delivery_states(no).await, [Failed, Succeeded, Refused, Unknown]);
        assert_eq!(kit.regrant(no, None).await.expect("sent again"), 1);
        kit.deliver(&worker).await;
        assert_eq!(kit.delivery_states(no).await, [Succeeded, Succeeded, Refused, Unknown]);
        assert!(
            matches!(kit.regrant(no, None).await, Err(Error::NothingToDo)),
            "a final refusal and an unknown outcome are not sent again"
        );
    }

    async fn a_regrant_begins_a_new_round_of_tries(kit: Kit) {
        let no = kit.approved(&["10000001"]).await;
        let game = Fake::new(|_| refused("server_busy", true));
        let worker = kit.worker(game.clone());
        kit.deliver(&worker).await;
        kit.regrant(no, None).await.expect("sent again");
        kit.deliver(&worker).await;
        assert_eq!((game.sent().len(), kit.state(no).await), (10, State::Failed));
        assert_eq!(kit.story_of(no, 1).await, sends("refused", 10));
    }

    async fn an_enquiry_asks_and_never_sends_unless_the_game_never_saw_it(kit: Kit) {
        let no = kit.approved(&["10000001", "10000002"]).await;
        let game = Fake::new(|_| unclear(Cause::TimedOut));
        let worker = kit.worker(game.clone());
        kit.deliver(&worker).await;
        let sent = game.sent().len();
        game.now(|call| match (call.what, call.player.as_str()) {
            (What::Ask, "10000002") => never_seen(),
            _ => applied(),
        });
        assert_eq!(kit.enquire(no).await.expect("asked"), 2);
        assert_eq!(kit.state(no).await, State::Delivering);
        kit.deliver(&worker).await;
        assert_eq!(kit.state(no).await, State::Succeeded);
        assert_eq!(game.sent().len(), sent + 1, "only what the game never saw is sent again");
        assert_eq!(kit.number("select count(*) from events where action = 'enquired'").await, 1);
    }

    async fn a_person_decides_what_the_game_cannot_clear_up(kit: Kit) {
        let no = kit.approved(&["10000001", "10000002"]).await;
        let game = Fake::new(|_| unclear(Cause::TimedOut));
        let worker = kit.worker(game.clone());
        kit.deliver(&worker).await;
        kit.decide_unknown(no, 1, true).await.expect("decided");
        assert_eq!(kit.state(no).await, State::Failed);
        assert!(matches!(kit.decide_unknown(no, 1, false).await, Err(Error::TooLate { .. })), "it is decided once");
        kit.decide_unknown(no, 2, false).await.expect("decided");
        assert_eq!(kit.delivery_states(no).await, [DeliveryState::Succeeded, DeliveryState::Failed]);
        game.now(|_| applied());
        assert_eq!(kit.regrant(no, None).await.expect("sent again"), 1);
        kit.deliver(&worker).await;
        assert_eq!(kit.state(no).await, State::Succeeded);
        assert_eq!(kit.story_of(no, 1).await.last().map(String::as_str), Some("person: applied"));
        let note = kit.attempts(no, 1).await.pop().expect("an attempt").message;
        assert_eq!(note.as_deref(), Some("looked it up in the game"));
    }

    async fn the_last_unknown_that_arrived_makes_the_request_a_success(kit: Kit) {
        let no = kit.approved(&["10000001"]).await;
        kit.deliver(&kit.worker(Fake::new(|_| unclear(Cause::TimedOut)))).await;
        kit.decide_unknown(no, 1, true).await.expect("decided");
        assert_eq!(kit.state(no).await, State::Succeeded);
        assert_eq!(
            kit.actions(no).await,
            ["requested", "approved", "started", "failed", "decided_arrived", "succeeded"]
        );
        let person = kit.person("cs").await;
        let log = kit.desk.log(&person, Log::Success, &LogFilters::default(), LogTurn::Newest).await.expect("the log");
        assert_eq!(log.rows.len(), 1);
    }

    async fn nobody_decides_what_is_being_asked_about(kit: Kit) {
        let no = kit.approved(&["10000001"]).await;
        let worker = kit.worker(Fake::new(|_| unclear(Cause::TimedOut)));
        kit.deliver(&worker).await;
        let approver = kit.person("approver").await;
        let shown = kit.desk.approver(&approver, no).await.expect("may decide");
        kit.enquire(no).await.expect("asked");
        assert_eq!(too_late(shown.decide_unknown(1, true, "saw it").await), (State::Delivering, "Operator".into()));
        kit.deliver(&worker).await;
        assert_eq!(kit.state(no).await, State::Failed);
    }

    async fn what_failed_is_closed_with_a_note(kit: Kit) {
        let no = kit.approved(&["10000001"]).await;
        assert!(matches!(kit.close_request(no).await, Err(Error::TooLate { state: State::Approved, .. })));
        kit.deliver(&kit.worker(Fake::new(|_| refused("player_not_found", false)))).await;
        let approver = kit.person("approver").await;
        let close = kit.desk.approver(&approver, no).await.expect("may close");
        assert!(matches!(close.close(" ").await, Err(Error::NoteRequired)));
        close.close("wrong account").await.expect("closed");
        assert_eq!(kit.state(no).await, State::Closed);
        assert!(matches!(kit.regrant(no, None).await, Err(Error::TooLate { state: State::Closed, .. })));
        assert!(matches!(kit.enquire(no).await, Err(Error::TooLate { state: State::Closed, .. })));
    }

    async fn a_request_whose_content_is_not_what_was_approved_is_not_delivered(kit: Kit) {
        let servers = || Form { servers: vec!["kr-1".into(), "kr-2".into()], ..kit.form(&["10000001", "10000002"]) };
        let tampering = [
            "update deliveries set player_id = '10009999' where request_id = {no} and n = 2",
            "update deliveries set player_id = '10009999' where request_id = {no} and n = 4",
            "update deliveries set server_id = (select id from servers where code = 'jp-1' and game_id = 1) where request_id = {no} and n = 1",
            "update deliveries set server_id = (select id from servers where code = 'kr-1') where request_id = {no} and n = 3",
            "update requests set content = replace(content, '300', '900') where id = {no}",
            "update requests set seal = 'other' where id = {no}",
            "update approvals set seal = 'other' where request_id = {no}",
        ];
        for sql in tampering {
            let no = kit.submit("operator", &servers()).await.id;
            kit.approve(no).await;
            kit.tamper(&sql.replace("{no}", &no.to_string())).await;
            let game = Fake::willing();
            kit.deliver(&kit.worker(game.clone())).await;
            assert!(game.calls().is_empty(), "delivered after: {sql}");
            let request = kit.request(no).await;
            assert_eq!((request.state, request.counts.canceled), (State::Failed, 4), "{sql}");
            assert_eq!(kit.actions(no).await.last().map(String::as_str), Some("seal_broken"));
            assert!(kit.broken(no).await.contains(&7), "the check finds it: {sql}");
            assert!(matches!(kit.regrant(no, None).await, Err(Error::NothingToDo)));
            kit.close_request(no).await.expect("closed");
        }
    }

    async fn a_delivery_that_was_added_behind_the_desks_back_is_not_delivered(kit: Kit) {
        let no = kit.approved(&["10000001"]).await;
        kit.tamper(&format!("insert into deliveries (request_id, n, server_id, player_id, state) select request_id, 2, server_id, '10009999', 'waiting' from deliveries where request_id = {no}")).await;
        kit.tamper(&format!("update requests set deliveries = 2, waiting = 2 where id = {no}")).await;
        let game = Fake::willing();
        kit.deliver(&kit.worker(game.clone())).await;
        assert!(game.calls().is_empty());
        assert!(kit.broken(no).await.contains(&7));
    }
}
