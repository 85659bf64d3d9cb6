//! A bulk file becomes requests: all of them, or none.

use grantdesk::batch::{
    Batch, BatchForm, BatchFound, BatchRefusal, BatchRefused, GroupSummary, RowFinding, RowProblem, Said,
};
use grantdesk::list::Reason;
use grantdesk::people::Person;
use grantdesk::request::{Filters, Form, Problem, State, Turn};
use grantdesk::upload::Checking;
use jiff::tz::TimeZone;

use crate::kit::{Fake, Kit, applied, fresh_key, on_both};

const HEADER: &str = "direction,item,quantity,order_number,player_id,reason,servers";

fn form() -> BatchForm {
    BatchForm {
        game: "moonlit".into(),
        servers: vec!["kr-1".into()],
        reason: "outage".into(),
        id_kind: "player_id".into(),
        ..BatchForm::default()
    }
}

/// One's own batch of a file with these rows below the header.
async fn batch(kit: &Kit, person: &Person, form: &BatchForm, rows: &[&str]) -> Batch {
    let text = format!("{HEADER}\r\n{}\r\n", rows.join("\r\n"));
    batch_of(kit, person, form, text.as_bytes()).await
}

async fn batch_of(kit: &Kit, person: &Person, form: &BatchForm, bytes: &[u8]) -> Batch {
    let upload = kit.uploaded(person, "bulk.csv", bytes).await;
    let id = fresh_key();
    assert!(kit.desk.keep_batch(person, &id, form, Some(&upload.id)).await.expect("kept"));
    kit.desk.batch(person, &id).await.expect("there")
}

async fn found(kit: &Kit, person: &Person, batch: &Batch) -> BatchFound {
    for _ in 0..1_000 {
        let file = kit.desk.batch_file(person, batch, &TimeZone::UTC, "en").await.expect("checked").expect("a file");
        if let Checking::Done(found) = file.checking {
            return found;
        }
        // Whoever waits on a page looks again and again as well.
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    panic!("the check never ended");
}

async fn findings(kit: &Kit, person: &Person, batch: &Batch) -> Vec<RowFinding> {
    found(kit, person, batch).await;
    let upload = batch.upload_id.as_deref().expect("a file");
    let findings = kit.desk.batch_findings(person, upload, 0, 50).await.expect("findings");
    findings.into_iter().map(|(_, finding)| finding).collect()
}

async fn groups(kit: &Kit, person: &Person, batch: &Batch) -> Vec<GroupSummary> {
    let upload = batch.upload_id.as_deref().expect("a file");
    let groups = kit.desk.batch_groups(person, upload, 0, 50).await.expect("groups");
    groups.into_iter().map(|(_, group)| group).collect()
}

async fn submit(kit: &Kit, person: &Person, batch: &Batch) -> Result<i64, BatchRefused> {
    let operator = kit.desk.operator(person, "moonlit").await.expect("may request");
    operator.submit_batch(batch, &TimeZone::UTC, "en").await.expect("the desk works")
}

async fn nothing_was_made(kit: &Kit) {
    for table in ["requests", "deliveries", "request_lines", "order_claims"] {
        assert_eq!(kit.number(&format!("select count(*) from {table}")).await, 0, "{table}");
    }
}

on_both! {
    async fn rows_that_ask_for_the_same_become_one_request_and_others_their_own(kit: Kit) {
        let person = kit.person("operator").await;
        let batch = batch(&kit, &person, &form(), &[
            "grant,GEM,300,,10000001,,",
            "grant,GEM,300,,10000002,,",
            "grant,GEM,500,,10000001,,",
            "clawback,GEM,300,,10000003,refund,",
            "grant,GEM,300,GPA.1,10000004,,",
            "지급,보석,300,,10000005,,",
            "grant,GEM,300,,10000006,,kr-1;kr-2",
        ]).await;
        let found = found(&kit, &person, &batch).await;
        assert!(found.is_good(), "{found:?}");
        assert_eq!((found.rows, found.requests, found.players), (7, 5, 7));
        let preview = groups(&kit, &person, &batch).await;
        let players: Vec<usize> = preview.iter().map(|group| group.players).collect();
        assert_eq!(players, [3, 1, 1, 1, 1]);
        assert_eq!((preview[0].first_line, preview[0].last_line), (2, 7));
        assert_eq!(preview[4].servers, ["kr-1", "kr-2"]);

        assert_eq!(submit(&kit, &person, &batch).await, Ok(5));
        let page = kit.desk.search(&person, &Filters { batch: Some(batch.id.clone()), ..Filters::default() }, Turn::After(0)).await;
        let mut requests = page.expect("requests").rows;
        requests.sort_by_key(|listed| listed.id);
        let made: Vec<(i64, i64)> = requests.iter().map(|listed| (listed.players, listed.counts.deliveries)).collect();
        assert_eq!(made, [(3, 3), (1, 1), (1, 1), (1, 1), (1, 2)]);
        assert!(requests.iter().all(|listed| listed.state == State::Pending));
        for listed in &requests {
            assert_eq!(kit.actions(listed.id).await, ["requested"]);
        }
    }

    async fn a_request_of_a_batch_is_approved_and_delivered_like_any_other(kit: Kit) {
        let person = kit.person("operator").await;
        let batch = batch(&kit, &person, &form(), &["grant,GEM,300,,10000001,,", "grant,GEM,5,,10000002,,"]).await;
        submit(&kit, &person, &batch).await.expect("submitted");
        for no in [1, 2] {
            kit.approve(no).await;
        }
        kit.deliver(&kit.worker(Fake::new(|_| applied()))).await;
        assert_eq!((kit.state(1).await, kit.state(2).await), (State::Succeeded, State::Succeeded));
    }

    async fn a_wrong_row_is_named_with_its_line_column_and_text_and_nothing_is_made(kit: Kit) {
        let person = kit.person("operator").await;
        let batch = batch(&kit, &person, &form(), &[
            "grant,GEM,300,,10000001,,",
            "give away,GEM,300,,10000001,,",
            "grant,DIAMOND,300,,10000001,,",
            "grant,GEM,many,,10000001,,",
            "grant,GEM,300,,1000 0001,,",
            "grant,GEM,300,,10000001,because,",
            "grant,GEM,300,,10000001,other,",
            "grant,GEM,999999999,,10000001,,",
        ]).await;
        let wrong: Vec<(usize, Said, String, RowProblem)> = findings(&kit, &person, &batch).await.into_iter()
            .map(|finding| (finding.line, finding.said, finding.text, finding.problem)).collect();
        assert_eq!(wrong, [
            (3, Said::Direction, "give away".to_owned(), RowProblem::NoDirection),
            (4, Said::Item, "DIAMOND".into(), RowProblem::Form(Problem::Unknown("DIAMOND".into()))),
            (5, Said::Quantity, "many".into(), RowProblem::Cell(Reason::NotANumber)),
            (6, Said::Player, "1000 0001".into(), RowProblem::Cell(Reason::BlankInside)),
            (7, Said::Reason, "because".into(), RowProblem::Form(Problem::Unknown("because".into()))),
            (8, Said::DetailReason, String::new(), RowProblem::Form(Problem::Missing)),
            (9, Said::Quantity, "999999999".into(), RowProblem::Cell(Reason::AboveMaximum(100_000))),
        ]);
        assert_eq!(submit(&kit, &person, &batch).await, Err(BatchRefused::Wrong));
        nothing_was_made(&kit).await;
    }

    async fn an_order_number_stands_for_one_request_of_the_file(kit: Kit) {
        let person = kit.person("operator").await;
        let batch = batch(&kit, &person, &form(), &[
            "grant,GEM,300,GPA.1,10000001,,",
            "grant,GOLD,300,GPA.1,10000001,,",
            "clawback,GEM,300,GPA.1,10000001,refund,",
        ]).await;
        let wrong = findings(&kit, &person, &batch).await;
        assert_eq!(wrong.len(), 1);
        assert_eq!((wrong[0].line, &wrong[0].problem), (3, &RowProblem::OrderElsewhere { line: 2 }));
    }

    async fn an_order_number_that_another_request_holds_is_named_before_anything_is_submitted(kit: Kit) {
        let person = kit.person("operator").await;
        let taken = Form { order_number: "GPA.1".into(), ..kit.form(&["10000001"]) };
        let holder = kit.submit("operator2", &taken).await.id;
        let batch = batch(&kit, &person, &form(), &["grant,GEM,5,,10000002,,", "grant,GEM,5,GPA.1,10000003,,"]).await;
        let wrong = findings(&kit, &person, &batch).await;
        assert_eq!(wrong.iter().map(|finding| (finding.line, finding.problem.clone())).collect::<Vec<_>>(),
            [(3, RowProblem::Form(Problem::OrderTaken(holder)))]);
    }

    async fn an_order_number_that_is_taken_in_the_meantime_leaves_nothing_of_the_batch(kit: Kit) {
        let person = kit.person("operator").await;
        let batch = batch(&kit, &person, &form(), &["grant,GEM,5,,10000002,,", "grant,GEM,5,GPA.1,10000003,,"]).await;
        assert!(found(&kit, &person, &batch).await.is_good());
        let taken = Form { order_number: "GPA.1".into(), ..kit.form(&["10000001"]) };
        let holder = kit.submit("operator2", &taken).await.id;
        match submit(&kit, &person, &batch).await {
            Err(BatchRefused::OrdersTaken(taken)) => {
                assert_eq!((taken[0].line, &taken[0].problem), (3, &RowProblem::Form(Problem::OrderTaken(holder))));
            }
            other => panic!("{other:?}"),
        }
        assert_eq!(kit.number("select count(*) from requests").await, 1);
        let batch = kit.desk.batch(&person, &batch.id).await.expect("still there");
        assert!(batch.submitted.is_none() && batch.upload_id.is_some(), "it can be mended and sent again");
    }

    async fn a_player_who_stands_twice_in_a_request_is_asked_about(kit: Kit) {
        let person = kit.person("operator").await;
        let rows = ["grant,GEM,300,,10000001,,", "grant,GEM,300,, 10000001 ,,", "grant,GEM,5,,10000001,,"];
        let asked = batch(&kit, &person, &form(), &rows).await;
        let wrong = findings(&kit, &person, &asked).await;
        assert_eq!((wrong.len(), &wrong[0].problem), (1, &RowProblem::Repeats { line: 2 }));
        assert_eq!(submit(&kit, &person, &asked).await, Err(BatchRefused::Repeated));
        nothing_was_made(&kit).await;
        let keeping = BatchForm { keep_first: true, ..form() };
        let answered = batch(&kit, &person, &keeping, &rows).await;
        assert_eq!(submit(&kit, &person, &answered).await, Ok(2));
        assert_eq!(kit.number("select count(*) from deliveries").await, 2);
    }

    async fn a_batch_is_submitted_once_however_often_it_is_sent(kit: Kit) {
        let person = kit.person("operator").await;
        let batch = batch(&kit, &person, &form(), &["grant,GEM,300,,10000001,,", "grant,GEM,5,,10000001,,"]).await;
        let clicks = (0..8).map(|_| {
            let (kit, person, batch) = (kit.clone(), person.clone(), batch.clone());
            tokio::spawn(async move {
                let operator = kit.desk.operator(&person, "moonlit").await.expect("may request");
                operator.submit_batch(&batch, &TimeZone::UTC, "en").await
            })
        });
        let mut made = 0;
        for click in clicks.collect::<Vec<_>>() {
            match click.await.expect("ended") {
                Ok(Ok(requests)) => { assert_eq!(requests, 2); made += 1; }
                other => panic!("{other:?}"),
            }
        }
        assert_eq!(made, 8);
        assert_eq!(kit.number("select count(*) from requests").await, 2);
        assert_eq!(kit.number("select count(*) from uploads").await, 0);
    }

    async fn what_no_column_and_no_default_says_is_asked_of_the_form_once(kit: Kit) {
        let person = kit.person("operator").await;
        let bare = BatchForm { game: "moonlit".into(), id_kind: "player_id".into(), ..BatchForm::default() };
        let text = "direction,item,quantity,player_id\ngrant,GEM,5,10000001\ngrant,GEM,5,10000002\n";
        let batch = batch_of(&kit, &person, &bare, text.as_bytes()).await;
        let found = found(&kit, &person, &batch).await;
        assert_eq!((found.unsaid, found.bad), (vec![Said::Servers, Said::Reason], 0));
        assert_eq!(submit(&kit, &person, &batch).await, Err(BatchRefused::Wrong));
    }

    async fn a_file_that_is_no_bulk_file_is_refused_as_a_whole(kit: Kit) {
        let person = kit.person("operator").await;
        let many = format!("{HEADER}\n{}", "grant,GEM,5,,10000001,,\n".repeat(100_001));
        let files: [(&[u8], BatchRefusal); 5] = [
            (b"", BatchRefusal::NoRows),
            (b"direction,item,quantity,player_id\n", BatchRefusal::NoRows),
            (b"direction,item,player_id\ngrant,GEM,10000001\n", BatchRefusal::MissingColumns(vec![Said::Quantity])),
            (b"direction,item,quantity,player_id,item\ngrant,GEM,1,10000001,GEM\n", BatchRefusal::RepeatedColumn { name: "item".into() }),
            (many.as_bytes(), BatchRefusal::TooManyRows(100_000)),
        ];
        for (bytes, expected) in files {
            let batch = batch_of(&kit, &person, &form(), bytes).await;
            let refusal = found(&kit, &person, &batch).await.refusal.expect("refused");
            assert_eq!(refusal, expected);
            assert_eq!(submit(&kit, &person, &batch).await, Err(BatchRefused::Wrong));
        }
        nothing_was_made(&kit).await;
    }

    async fn other_columns_are_kept_with_the_player_and_sent_along(kit: Kit) {
        let person = kit.person("operator").await;
        let text = "direction,item,quantity,player_id,case\ngrant,GEM,5,10000001,C-7\n";
        let batch = batch_of(&kit, &person, &form(), text.as_bytes()).await;
        submit(&kit, &person, &batch).await.expect("submitted");
        assert_eq!(kit.delivery(1, 1).await.info.as_deref(), Some(r#"{"case":"C-7"}"#));
    }

    async fn a_batch_is_nobody_elses_before_it_is_requests_and_for_everybody_in_the_game_afterwards(kit: Kit) {
        let (person, other) = (kit.person("operator").await, kit.person("operator2").await);
        let batch = batch(&kit, &person, &form(), &["grant,GEM,300,,10000001,,"]).await;
        assert!(kit.desk.batch(&other, &batch.id).await.is_err());
        let operator = kit.desk.operator(&other, "moonlit").await.expect("may request");
        assert!(operator.submit_batch(&batch, &TimeZone::UTC, "en").await.is_err());
        submit(&kit, &person, &batch).await.expect("submitted");
        let seen = kit.desk.batch(&other, &batch.id).await.expect("seen");
        assert_eq!(seen.submitted.map(|submitted| submitted.requests), Some(1));
    }
}
