//! The requests of a bulk file are approved together, each as if it were alone.

use grantdesk::batch::{Batch, BatchForm, BatchTotal};
use grantdesk::error::Error;
use grantdesk::request::{Direction, Filters, State, Turn};
use jiff::tz::TimeZone;

use crate::kit::{Fake, Kit, applied, fresh_key, on_both, too_late};

/// A submitted batch of `who` with these rows of direction, item, quantity and player; its requests by their numbers.
pub async fn submitted(kit: &Kit, who: &str, rows: &[String]) -> (Batch, Vec<i64>) {
    let person = kit.person(who).await;
    let text = format!("direction,item,quantity,player_id\r\n{}\r\n", rows.join("\r\n"));
    let upload = kit.uploaded(&person, "bulk.csv", text.as_bytes()).await;
    let form = BatchForm {
        game: "moonlit".into(),
        servers: vec!["kr-1".into()],
        reason: "outage".into(),
        id_kind: "player_id".into(),
        ..BatchForm::default()
    };
    let id = fresh_key();
    assert!(kit.desk.keep_batch(&person, &id, &form, Some(&upload.id)).await.expect("kept"));
    let batch = kit.desk.batch(&person, &id).await.expect("there");
    let operator = kit.desk.operator(&person, "moonlit").await.expect("may request");
    operator.submit_batch(&batch, &TimeZone::UTC, "en").await.expect("the desk works").expect("the file is right");
    let filters = Filters { batch: Some(id.clone()), states: State::ALL.to_vec(), ..Filters::default() };
    let listed = kit.desk.search(&person, &filters, Turn::Newest).await.expect("listed");
    let mut numbers: Vec<i64> = listed.rows.iter().map(|row| row.id).collect();
    numbers.sort_unstable();
    (kit.desk.batch(&person, &id).await.expect("there"), numbers)
}

/// So many rows that become as many requests.
pub fn rows(count: usize) -> Vec<String> {
    (1..=count).map(|n| format!("grant,GEM,{n},{}", 10_000_000 + n)).collect()
}

pub async fn seal(kit: &Kit, who: &str, batch: &Batch) -> String {
    let person = kit.person(who).await;
    let approver = kit.desk.batch_approver(&person, &batch.id).await.expect("may approve");
    approver.waiting().await.expect("read").seal
}

pub async fn approve(kit: &Kit, who: &str, batch: &Batch, seal: &str) -> Result<usize, Error> {
    let person = kit.person(who).await;
    kit.desk.batch_approver(&person, &batch.id).await?.approve(seal, "looked at", true).await
}

on_both! {
    async fn what_waits_is_summed_up_and_approved_each_by_its_own_seal(kit: Kit) {
        let given = ["grant,GEM,300,10000001", "grant,GEM,300,10000002", "grant,GEM,5,10000001", "clawback,GOLD,7,10000001"];
        let (batch, numbers) = submitted(&kit, "operator", &given.map(str::to_owned)).await;
        let person = kit.person("approver").await;
        let approver = kit.desk.batch_approver(&person, &batch.id).await.expect("may approve");
        let waiting = approver.waiting().await.expect("read");
        assert_eq!((waiting.requests(), waiting.players), (3, 4));
        let total = |direction, item: &str, requests, total| BatchTotal { direction, item: item.into(), requests, total };
        let totals = [total(Direction::Grant, "GEM", 2, 605), total(Direction::Clawback, "GOLD", 1, 7)];
        assert_eq!(waiting.totals, totals);

        assert_eq!(approver.approve(&waiting.seal, " looked at ", true).await.expect("approved"), 3);
        for no in numbers {
            let request = kit.request(no).await;
            assert_eq!((request.state, request.approved_seal), (State::Approved, Some(request.seal)));
            let event = kit.events(no).await.pop().expect("an event");
            assert_eq!((event.action.as_str(), event.detail("note")), ("approved", Some("looked at".into())));
            assert_eq!(event.detail("batch").as_ref(), Some(&batch.id));
        }
        let game = Fake::new(|_| applied());
        kit.deliver(&kit.worker(game)).await;
        assert_eq!(kit.number("select count(*) from requests where state = 'succeeded'").await, 3);
    }

    async fn nobody_approves_a_bulk_file_of_their_own(kit: Kit) {
        let (batch, numbers) = submitted(&kit, "both", &rows(3)).await;
        let shown = seal(&kit, "approver", &batch).await;
        assert!(matches!(approve(&kit, "both", &batch, &shown).await, Err(Error::OwnRequest)));
        assert!(matches!(approve(&kit, "operator", &batch, &shown).await, Err(Error::Forbidden)));
        assert!(matches!(approve(&kit, "outsider", &batch, &shown).await, Err(Error::NotFound)));
        assert_eq!(kit.state(numbers[0]).await, State::Pending);
        assert_eq!(kit.number("select count(*) from approvals").await, 0);
        assert_eq!(approve(&kit, "approver", &batch, &shown).await.expect("somebody else may"), 3);
    }

    async fn a_bulk_file_that_is_not_submitted_has_nothing_to_approve(kit: Kit) {
        let person = kit.person("both").await;
        let id = fresh_key();
        let form = BatchForm { game: "moonlit".into(), ..BatchForm::default() };
        assert!(kit.desk.keep_batch(&person, &id, &form, None).await.expect("kept"));
        for who in ["both", "approver"] {
            let person = kit.person(who).await;
            assert!(matches!(kit.desk.batch_approver(&person, &id).await, Err(Error::NotFound)), "{who}");
        }
    }

    async fn only_what_was_shown_is_approved(kit: Kit) {
        let (batch, numbers) = submitted(&kit, "operator", &rows(4)).await;
        kit.hold("approver2", numbers[3]).await.expect("held");
        let shown = seal(&kit, "approver", &batch).await;
        kit.release("approver2", numbers[3]).await.expect("released");
        assert!(matches!(approve(&kit, "approver", &batch, &shown).await, Err(Error::SealBroken)), "one more is pending");
        let shown = seal(&kit, "approver", &batch).await;
        kit.reject("approver2", numbers[0]).await.expect("rejected");
        assert!(matches!(approve(&kit, "approver", &batch, &shown).await, Err(Error::SealBroken)), "one less is pending");
        assert_eq!(kit.number("select count(*) from approvals").await, 0);

        let shown = seal(&kit, "approver", &batch).await;
        assert_eq!(approve(&kit, "approver", &batch, &shown).await.expect("approved"), 3);
        assert_eq!(kit.state(numbers[0]).await, State::Rejected);
        assert!(matches!(approve(&kit, "approver", &batch, &shown).await, Err(Error::NothingToDo)));
    }

    async fn what_a_review_has_not_finished_must_be_seen(kit: Kit) {
        let (batch, numbers) = submitted(&kit, "operator", &rows(2)).await;
        let person = kit.person("approver").await;
        let approver = kit.desk.batch_approver(&person, &batch.id).await.expect("may approve");
        let waiting = approver.waiting().await.expect("read");
        assert_eq!(waiting.review.unfinished, 2);
        assert!(matches!(approver.approve(&waiting.seal, "", false).await, Err(Error::ReviewUnseen)));
        assert_eq!(kit.state(numbers[1]).await, State::Pending);
        assert_eq!(approver.approve(&waiting.seal, "", true).await.expect("seen"), 2);
    }

    async fn of_single_decisions_and_approvals_of_the_whole_one_counts_for_each_request(kit: Kit) {
        for round in 0..5 {
            let (batch, numbers) = submitted(&kit, "operator", &rows(40)).await;
            let shown = seal(&kit, "approver", &batch).await;
            let whole = ["approver", "approver2"].map(|who| {
                let (kit, batch, shown) = (kit.clone(), batch.clone(), shown.clone());
                tokio::spawn(async move { approve(&kit, who, &batch, &shown).await })
            });
            let single = numbers.iter().rev().step_by(2).copied().enumerate().map(|(i, no)| {
                let kit = kit.clone();
                tokio::spawn(async move {
                    if i % 2 == 0 { kit.try_approve("both", no).await } else { kit.reject("both", no).await }
                })
            });
            let single: Vec<_> = single.collect();
            let mut decided = 0;
            for racer in single {
                match racer.await.expect("a racer") {
                    Ok(()) => decided += 1,
                    late => assert_eq!(too_late(late).0, State::Approved),
                }
            }
            for racer in whole {
                match racer.await.expect("a racer") {
                    Ok(approved) => decided += approved,
                    Err(Error::SealBroken | Error::NothingToDo) => {}
                    Err(error) => panic!("round {round}: {error}"),
                }
            }
            let open = kit.number("select count(*) from requests where state = 'pending'").await as usize;
            assert_eq!(decided + open, 40, "round {round}: every request was decided once, or is pending still");
            if open > 0 {
                let shown = seal(&kit, "approver", &batch).await;
                assert_eq!(approve(&kit, "approver", &batch, &shown).await.expect("the rest"), open);
            }
            let odd = "select count(*) from requests r where
                (select count(*) from approvals a where a.request_id = r.id) <> case when r.state = 'approved' then 1 else 0 end
                or (select count(*) from events e where e.subject = 'request' and e.subject_id = r.id) <> 2";
            assert_eq!(kit.number(odd).await, 0, "round {round}: one decision, one event");
        }
    }
}
