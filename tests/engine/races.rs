use grantdesk::error::Error;
use grantdesk::request::{Field, Form, Problem, State};

use crate::kit::{Kit, fresh_key, on_both};

const ROUNDS: usize = 30;

on_both! {
    async fn of_sixty_four_submissions_of_one_order_number_one_wins(kit: Kit) {
        for round in 0..ROUNDS {
            let form = Form { order_number: format!("GPA.{round}"), ..kit.form(&["10000001"]) };
            let racers = (0..64).map(|i| {
                let (kit, form) = (kit.clone(), form.clone());
                let who = if i % 2 == 0 { "operator" } else { "operator2" };
                tokio::spawn(async move { kit.try_submit(who, &form, &fresh_key()).await.expect("the desk works") })
            });
            let mut winners = Vec::new();
            let mut holders = Vec::new();
            for racer in futures::future::join_all(racers).await {
                match racer.expect("a racer") {
                    Ok(request) => winners.push(request.id),
                    Err(complaints) => match complaints[..] {
                        [ref complaint] if complaint.field == Field::OrderNumber => match complaint.problem {
                            Problem::OrderTaken(holder) => holders.push(holder),
                            ref other => panic!("{other:?}"),
                        },
                        ref other => panic!("{other:?}"),
                    },
                }
            }
            assert_eq!(winners.len(), 1, "round {round}: {winners:?}");
            assert_eq!(holders, [winners[0]; 63], "round {round}: everybody else is told who holds it");
        }
        assert_eq!(kit.number("select count(*) from requests").await, ROUNDS as i64);
        assert_eq!(kit.number("select count(*) from order_claims").await, ROUNDS as i64);
    }

    async fn of_thirty_two_decisions_one_counts(kit: Kit) {
        for round in 0..ROUNDS {
            let no = kit.requested(&["10000001", "10000002"]).await.id;
            let racers = (0..32).map(|i| {
                let kit = kit.clone();
                let who = ["approver", "approver2", "both"][i % 3];
                tokio::spawn(async move {
                    let name = kit.person(who).await.name;
                    let result = if i % 2 == 0 { kit.try_approve(who, no).await } else { kit.reject(who, no).await };
                    (name, i % 2 == 0, result)
                })
            });
            let mut first = Vec::new();
            let mut others = Vec::new();
            for racer in futures::future::join_all(racers).await {
                match racer.expect("a racer") {
                    (name, approved, Ok(())) => {
                        first.push((name, if approved { State::Approved } else { State::Rejected }))
                    }
                    (_, _, Err(Error::TooLate { state, by: Some(by), .. })) => others.push((by, state)),
                    other => panic!("round {round}: {other:?}"),
                }
            }
            assert_eq!(first.len(), 1, "round {round}: {first:?}");
            assert!(others.iter().all(|told| *told == first[0]), "round {round}: {first:?} {others:?}");
            assert_eq!(others.len(), 31);
            assert_eq!(kit.state(no).await, first[0].1);
            assert_eq!(kit.actions(no).await.len(), 2, "one decision, one event");
            assert_eq!(kit.number(&format!("select count(*) from deliveries where request_id = {no}")).await, 2);
            let approvals = kit.number(&format!("select count(*) from approvals where request_id = {no}")).await;
            assert_eq!(approvals, i64::from(first[0].1 == State::Approved));
        }
    }

    async fn a_cancellation_and_an_approval_at_once_are_one_decision(kit: Kit) {
        for round in 0..ROUNDS {
            let no = kit.requested(&["10000001"]).await.id;
            let (canceled, approved) = tokio::join!(kit.cancel("operator", no), kit.try_approve("approver", no));
            let state = match (canceled, approved) {
                (Ok(()), Err(Error::TooLate { state: State::Canceled, .. })) => State::Canceled,
                (Err(Error::TooLate { state: State::Approved, .. }), Ok(())) => State::Approved,
                other => panic!("round {round}: {other:?}"),
            };
            assert_eq!(kit.state(no).await, state);
        }
    }
}
