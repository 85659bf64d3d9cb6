//! A player file on a request form, from its bytes to the request.

use grantdesk::list::Refusal;
use grantdesk::people::Person;
use grantdesk::request::{Complaint, Field, Form, FormLine, ListFinding, ListFound, Problem, Quantity};
use grantdesk::upload::Checking;

use crate::kit::{Kit, on_both, ordinary_players};

/// A form whose players are in a file.
async fn form_with(kit: &Kit, person: &Person, bytes: &[u8]) -> Form {
    let upload = kit.uploaded(person, "players.csv", bytes).await;
    Form { file: upload.id, ..kit.form(&[]) }
}

async fn found(kit: &Kit, person: &Person, form: &Form) -> ListFound {
    let catalog = kit.desk.catalog(person, &form.game).await.expect("a catalog");
    for _ in 0..1_000 {
        let file = kit.desk.list_file(person, form, &catalog, "en").await.expect("checked").expect("a file");
        if let Checking::Done(found) = file.checking {
            return found;
        }
        // Whoever waits on a page looks again and again as well.
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    panic!("the check never ended");
}

on_both! {
    async fn a_good_file_becomes_a_request_and_is_gone(kit: Kit) {
        let person = kit.person("operator").await;
        let players = ordinary_players(12_345);
        let form = form_with(&kit, &person, players.join("\n").as_bytes()).await;
        assert_eq!(found(&kit, &person, &form).await.players, 12_345);
        let request = kit.submit("operator", &form).await;
        assert_eq!((request.players, request.counts.deliveries), (12_345, 12_345));
        assert_eq!(kit.delivery(request.id, 12_345).await.player_id, players[12_344]);
        assert_eq!(kit.number("select count(*) from uploads").await, 0);
        assert_eq!(kit.number("select count(*) from upload_pieces").await, 0);
        assert_eq!(kit.events(request.id).await[0].detail("file").as_deref(), Some("players.csv"));
    }

    async fn its_quantity_column_says_how_much_each_gets(kit: Kit) {
        let person = kit.person("operator").await;
        let file = "player_id,quantity,case\n10000001,5,C-1\n10000002,70,\n";
        let form = form_with(&kit, &person, file.as_bytes()).await;
        let gems = |quantity: &str| vec![FormLine { item: "GEM".into(), quantity: quantity.into() }];
        let both = Form { lines: gems("3"), ..form.clone() };
        assert_eq!(kit.complaints(&both).await, [Complaint { field: Field::Quantity(0), problem: Problem::QuantityInList }]);
        let request = kit.submit("operator", &Form { lines: gems(""), ..form }).await;
        let line = kit.desk.db().lines(&[request.id]).await.expect("lines").remove(0);
        assert_eq!(line.quantity, Quantity::PerPlayer { least: 5, most: 70, total: 75 });
        let (one, other) = (kit.delivery(request.id, 1).await, kit.delivery(request.id, 2).await);
        assert_eq!((one.quantity, one.info.as_deref()), (Some(5), Some(r#"{"case":"C-1"}"#)));
        assert_eq!((other.quantity, other.info), (Some(70), None));
    }

    async fn every_bad_row_is_kept_to_be_shown(kit: Kit) {
        let person = kit.person("operator").await;
        let rows: Vec<String> = (0..7_000).map(|n| if n % 2 == 0 { format!("{}", 10_000_000 + n) } else { format!("no {n}") }).collect();
        let form = form_with(&kit, &person, rows.join("\n").as_bytes()).await;
        assert_eq!(kit.complaints(&form).await, [Complaint { field: Field::File, problem: Problem::BadRows(3_500) }]);
        let (mut after, mut lines) = (0, Vec::new());
        loop {
            let page = kit.desk.list_findings(&person, &form.file, after, 50).await.expect("findings");
            let Some((last, _)) = page.last() else { break };
            after = *last;
            lines.extend(page.into_iter().map(|(_, finding)| match finding {
                ListFinding::Bad(finding) => finding.line,
                ListFinding::Repeated(repeat) => panic!("{repeat:?}"),
            }));
        }
        assert!(lines.into_iter().eq((1..=3_500).map(|n| 2 * n)));
        assert_eq!(kit.number("select count(*) from requests").await, 0);
    }

    async fn another_kind_of_id_is_another_check(kit: Kit) {
        let person = kit.person("operator").await;
        let form = form_with(&kit, &person, b"abcdef1\nabcdef2\n").await;
        assert_eq!(found(&kit, &person, &form).await.bad, 2);
        let form = Form { id_kind: "uid".into(), ..form };
        let found = found(&kit, &person, &form).await;
        assert_eq!((found.bad, found.players), (0, 2));
        assert!(kit.desk.list_findings(&person, &form.file, 0, 50).await.expect("findings").is_empty());
    }

    async fn a_file_that_is_no_table_is_refused_and_typed_players_beside_a_file_are_too(kit: Kit) {
        let person = kit.person("operator").await;
        let form = form_with(&kit, &person, b"\x89PNG\r\n\x1a\n0000").await;
        let [Complaint { field: Field::File, problem: Problem::File(Refusal::NotATable(_)) }] = &kit.complaints(&form).await[..]
            else { panic!("not refused") };
        let form = Form { players: "10000001".into(), ..form_with(&kit, &person, b"10000002\n").await };
        assert_eq!(kit.complaints(&form).await, [Complaint { field: Field::Players, problem: Problem::TypedAndFile }]);
    }

    async fn somebody_elses_file_is_no_file(kit: Kit) {
        let (person, other) = (kit.person("operator").await, kit.person("operator2").await);
        let form = form_with(&kit, &other, b"10000002\n").await;
        assert_eq!(kit.complaints(&form).await, [Complaint { field: Field::File, problem: Problem::Missing }]);
        assert!(kit.desk.list_findings(&person, &form.file, 0, 50).await.is_err());
    }

    async fn a_file_that_never_came_whole_is_no_file_and_is_swept_away(kit: Kit) {
        let person = kit.person("operator").await;
        let mut receiving = kit.desk.receive(&person, "cut.csv").await.expect("room");
        receiving.add(&vec![b'1'; 3 * 1024 * 1024]).await.expect("taken");
        drop(receiving);
        let id = kit.number("select count(*) from uploads").await;
        assert_eq!(id, 1);
        kit.advance(std::time::Duration::from_secs(25 * 60 * 60));
        kit.uploaded(&person, "whole.csv", b"10000001\n").await;
        assert_eq!(kit.number("select count(*) from uploads").await, 1);
        assert_eq!(kit.number("select count(*) from upload_pieces").await, 1);
    }

    async fn a_file_that_was_left_alone_for_a_month_is_swept_away_unless_a_bulk_form_names_it(kit: Kit) {
        let person = kit.person("operator").await;
        let form = form_with(&kit, &person, b"10000001\n").await;
        let bulk = kit.uploaded(&person, "bulk.csv", b"direction,item,quantity,player_id\n").await;
        let batch = grantdesk::batch::BatchForm { game: "moonlit".into(), ..Default::default() };
        let id = crate::kit::fresh_key();
        assert!(kit.desk.keep_batch(&person, &id, &batch, Some(&bulk.id)).await.expect("kept"));
        kit.advance(std::time::Duration::from_secs(31 * 24 * 60 * 60));
        kit.uploaded(&person, "another.csv", b"10000002\n").await;
        assert_eq!(kit.complaints(&form).await, [Complaint { field: Field::File, problem: Problem::Missing }]);
        assert!(kit.desk.upload(&person, &bulk.id).await.is_ok());
    }

    async fn a_check_whose_process_died_is_begun_anew(kit: Kit) {
        let person = kit.person("operator").await;
        let form = form_with(&kit, &person, b"10000001\n").await;
        // As a process leaves it that died while it checked by the same rules.
        assert_eq!(found(&kit, &person, &form).await.players, 1);
        kit.sql(&format!("update uploads set found = null, checking_until = {}", kit.desk.now() + 5_000)).await.expect("left");
        let catalog = kit.desk.catalog(&person, &form.game).await.expect("a catalog");
        let file = kit.desk.list_file(&person, &form, &catalog, "en").await.expect("looked at").expect("a file");
        assert!(matches!(file.checking, Checking::UnderWay { .. }), "somebody may still be at it");
        kit.advance(std::time::Duration::from_secs(11));
        assert_eq!(found(&kit, &person, &form).await.players, 1);
    }

    async fn a_file_larger_than_the_largest_is_not_taken(kit: Kit) {
        let person = kit.person("operator").await;
        let mut receiving = kit.desk.receive(&person, "huge.csv").await.expect("room");
        let piece = vec![b'1'; 1024 * 1024];
        let mut taken = 0;
        let refused = loop {
            match receiving.add(&piece).await {
                Ok(()) => taken += 1,
                Err(error) => break error,
            }
        };
        assert_eq!(taken, 32);
        assert!(matches!(refused, grantdesk::error::Error::FileTooLarge));
        receiving.discard().await;
        assert_eq!(kit.number("select count(*) from upload_pieces").await, 0);
    }
}
