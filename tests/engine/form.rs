use grantdesk::request::{Complaint, Field, Form, FormLine, LineProblem, Problem};

use crate::kit::{Kit, on_both, ordinary_players};

fn line(item: &str, quantity: &str) -> FormLine {
    FormLine { item: item.into(), quantity: quantity.into() }
}

/// That a form is refused for just this.
async fn refuses(kit: &Kit, form: &Form, field: Field, problem: Problem) {
    assert_eq!(kit.complaints(form).await, [Complaint { field, problem }]);
    assert_eq!(kit.number("select count(*) from requests").await, 0);
}

async fn refuses_quantity(kit: &Kit, typed: &str, problem: Problem) {
    let form = Form { lines: vec![line("GOLD", "1"), line("GEM", typed)], ..kit.form(&["10000001"]) };
    refuses(kit, &form, Field::Quantity(1), problem).await;
}

async fn refuses_players(kit: &Kit, players: &str, problem: LineProblem) {
    let form = Form { players: players.into(), ..kit.form(&[]) };
    refuses(kit, &form, Field::Players, Problem::Lines(vec![problem])).await;
}

fn courier(kit: &Kit) -> Form {
    Form {
        game: "courier".into(),
        servers: vec!["jp-1".into()],
        lines: vec![line("STARDUST", "5")],
        id_kind: "vid".into(),
        ..kit.form(&["vid-00000001"])
    }
}

on_both! {
    async fn an_item_that_the_game_does_not_have_is_refused(kit: Kit) {
        let form = Form { lines: vec![line("STARDUST", "1")], ..kit.form(&["10000001"]) };
        refuses(&kit, &form, Field::Item(0), Problem::Unknown("STARDUST".into())).await;
        let form = Form { lines: vec![line("", "1")], ..kit.form(&["10000001"]) };
        refuses(&kit, &form, Field::Item(0), Problem::Missing).await;
        let form = Form { lines: vec![], ..kit.form(&["10000001"]) };
        refuses(&kit, &form, Field::Item(0), Problem::Missing).await;
    }

    async fn an_item_may_be_named_as_people_name_it(kit: Kit) {
        for typed in ["summon ticket", "소환권", "召喚チケット", "TICKET_SUMMON · Summon Ticket"] {
            let form = Form { lines: vec![line(typed, "1")], ..kit.form(&["10000001"]) };
            let request = kit.submit("operator", &form).await;
            assert!(request.content.contains("TICKET_SUMMON"), "{typed}");
        }
    }

    async fn a_retired_item_is_refused_like_an_unknown_one(kit: Kit) {
        kit.sql("update items set retired_at = 1 where code = 'GEM'").await.expect("retired");
        refuses(&kit, &kit.form(&["10000001"]), Field::Item(0), Problem::Unknown("GEM".into())).await;
    }

    async fn a_quantity_is_a_whole_number_from_one_to_the_maximum_of_the_item(kit: Kit) {
        refuses_quantity(&kit, "", Problem::Missing).await;
        refuses_quantity(&kit, "0", Problem::BelowOne).await;
        refuses_quantity(&kit, "-3", Problem::BelowOne).await;
        refuses_quantity(&kit, "100001", Problem::AboveMaximum(100_000)).await;
        refuses_quantity(&kit, "9007199254740991", Problem::AboveMaximum(100_000)).await;
        refuses_quantity(&kit, "9007199254740992", Problem::AboveExact).await;
        refuses_quantity(&kit, &"9".repeat(60), Problem::AboveExact).await;
        for typed in ["many", "1.5", "1e3", "-", "+1", "0x10", "１２", "1 000"] {
            refuses_quantity(&kit, typed, Problem::NotANumber(typed.into())).await;
        }
        let form = Form { lines: vec![line("GEM · Gem", " 100,000 "), line("", "")], ..kit.form(&["10000001"]) };
        let request = kit.submit("operator", &form).await;
        assert!(request.content.contains(r#""items":[{"code":"GEM","quantity":100000}]"#), "{}", request.content);
    }

    async fn an_item_stands_in_one_line_only(kit: Kit) {
        let form = Form { lines: vec![line("GEM", "1"), line("GEM", "2")], ..kit.form(&["10000001"]) };
        refuses(&kit, &form, Field::Item(1), Problem::RepeatedItem).await;
    }

    async fn a_validity_period_ends_after_it_begins(kit: Kit) {
        let valid = |from: &str, until: &str| Form {
            valid_from: from.into(),
            valid_until: until.into(),
            ..kit.form(&["10000001"])
        };
        for until in ["2026-12-22T23:58", "2026-12-22T23:59"] {
            refuses(&kit, &valid("2026-12-22T23:59", until), Field::ValidUntil, Problem::EndsBeforeItBegins).await;
        }
        refuses(&kit, &valid("soon", ""), Field::ValidFrom, Problem::NotATime("soon".into())).await;
        refuses(&kit, &valid("", "2026-02-30T00:00"), Field::ValidUntil, Problem::NotATime("2026-02-30T00:00".into()))
            .await;
        let request = kit.submit("operator", &valid("2026-12-22T00:00", "2026-12-22T23:59")).await;
        assert!(
            request.content.contains(r#""valid_from":1797897600000,"valid_until":1797983940000"#),
            "{}",
            request.content
        );
    }

    async fn a_blank_line_in_the_middle_is_named_and_at_the_end_it_is_nothing(kit: Kit) {
        refuses_players(&kit, "10000001\n\n10000002", LineProblem::Blank { line: 2 }).await;
        refuses_players(&kit, "10000001\r\n \t\r\n10000002", LineProblem::Blank { line: 2 }).await;
        refuses_players(&kit, "\n10000001", LineProblem::Blank { line: 1 }).await;
        let request =
            kit.submit("operator", &Form { players: "10000001\r\n10000002\r\n\r\n \n".into(), ..kit.form(&[]) }).await;
        assert_eq!(request.players, 2);
    }

    async fn blanks_inside_an_id_are_refused_and_around_it_they_are_dropped(kit: Kit) {
        refuses_players(&kit, "10000001\n1000 0002", LineProblem::BlankInside { line: 2, text: "1000 0002".into() })
            .await;
        refuses_players(&kit, "1000\u{a0}0002", LineProblem::BlankInside { line: 1, text: "1000\u{a0}0002".into() })
            .await;
        let request =
            kit.submit("operator", &Form { players: " 10000001\t\n\u{3000}10000002 ".into(), ..kit.form(&[]) }).await;
        assert_eq!(kit.delivery(request.id, 1).await.player_id, "10000001");
        assert_eq!(kit.delivery(request.id, 2).await.player_id, "10000002");
    }

    async fn an_id_fits_its_kind(kit: Kit) {
        for id in ["1234567", "1234567890123", "1000000a", "１００００００１", "10000-01"] {
            refuses_players(&kit, id, LineProblem::WrongKind { line: 1, text: id.into() }).await;
        }
        let form = Form { id_kind: "uid".into(), players: "abc-12_Z".into(), ..kit.form(&[]) };
        assert_eq!(kit.submit("operator", &form).await.id_kind, "uid");
    }

    async fn the_kind_of_id_is_one_of_the_game(kit: Kit) {
        refuses(
            &kit,
            &Form { id_kind: "vid".into(), ..kit.form(&["10000001"]) },
            Field::IdKind,
            Problem::Unknown("vid".into()),
        )
        .await;
        refuses(&kit, &Form { id_kind: "".into(), ..kit.form(&["10000001"]) }, Field::IdKind, Problem::Missing).await;
    }

    async fn the_same_id_twice_is_asked_about(kit: Kit) {
        let form = kit.form(&["10000001", "10000002", "10000001", "10000003", "10000002 "]);
        let repeated = vec![
            LineProblem::Repeats { line: 3, text: "10000001".into(), first: 1 },
            LineProblem::Repeats { line: 5, text: "10000002".into(), first: 2 },
        ];
        refuses(&kit, &form, Field::Players, Problem::Repeated(repeated)).await;
        let request = kit.submit("operator", &Form { keep_first: true, ..form }).await;
        assert_eq!((request.players, request.counts.deliveries), (3, 3));
        assert_eq!(kit.delivery(request.id, 3).await.player_id, "10000003");
    }

    async fn at_least_one_server_and_only_servers_of_the_game(kit: Kit) {
        let on = |servers: &[&str]| Form {
            servers: servers.iter().map(|s| (*s).into()).collect(),
            ..kit.form(&["10000001"])
        };
        refuses(&kit, &on(&[]), Field::Servers, Problem::Missing).await;
        refuses(&kit, &on(&["kr-1", "us-1"]), Field::Servers, Problem::Unknown("us-1".into())).await;
        let elsewhere = Form { servers: vec!["kr-1".into()], ..courier(&kit) };
        refuses(&kit, &elsewhere, Field::Servers, Problem::Unknown("kr-1".into())).await;
        kit.sql("update servers set retired_at = 1 where code = 'kr-2'").await.expect("retired");
        refuses(&kit, &on(&["kr-2"]), Field::Servers, Problem::Unknown("kr-2".into())).await;
    }

    async fn the_reason_other_asks_for_a_detail_and_only_that_one_does(kit: Kit) {
        let because = |reason: &str, detail: &str| Form {
            reason: reason.into(),
            detail_reason: detail.into(),
            ..kit.form(&["10000001"])
        };
        refuses(&kit, &because("other", ""), Field::DetailReason, Problem::Missing).await;
        refuses(&kit, &because("other", "press"), Field::DetailReason, Problem::Unknown("press".into())).await;
        refuses(&kit, &because("", ""), Field::Reason, Problem::Missing).await;
        refuses(&kit, &because("boredom", ""), Field::Reason, Problem::Unknown("boredom".into())).await;
        assert!(kit.submit("operator", &because("other", "streamer")).await.detail_reason_id.is_some());
        assert!(kit.submit("operator", &because("outage", "streamer")).await.detail_reason_id.is_none());
    }

    async fn a_game_without_mailbox_and_validity_takes_neither(kit: Kit) {
        refuses(&kit, &Form { message: "outage_2026".into(), ..courier(&kit) }, Field::Message, Problem::NotSupported)
            .await;
        refuses(
            &kit,
            &Form { valid_until: "2026-12-22T00:00".into(), ..courier(&kit) },
            Field::ValidUntil,
            Problem::NotSupported,
        )
        .await;
        let unknown = Form { message: "hello".into(), ..kit.form(&["10000001"]) };
        refuses(&kit, &unknown, Field::Message, Problem::Unknown("hello".into())).await;
        let request = kit.submit("operator", &Form { message: "outage_2026".into(), ..kit.form(&["10000001"]) }).await;
        assert!(request.content.contains("점검 지연으로"), "the text is sealed with the request");
    }

    async fn a_direction_is_chosen(kit: Kit) {
        for direction in ["", "gift"] {
            refuses(
                &kit,
                &Form { direction: direction.into(), ..kit.form(&["10000001"]) },
                Field::Direction,
                Problem::Missing,
            )
            .await;
        }
    }

    async fn twenty_nine_thousand_nine_hundred_and_ninety_nine_players_are_typed_and_no_more(kit: Kit) {
        refuses(&kit, &kit.form(&[]), Field::Players, Problem::Missing).await;
        refuses(&kit, &kit.form_for(30_000), Field::Players, Problem::TooManyPlayers(30_000)).await;
        let most = kit.submit("operator", &kit.form_for(29_999)).await;
        assert_eq!(most.counts.waiting, 29_999);
        let last = kit.delivery(most.id, 29_999).await.player_id;
        assert_eq!(Some(&last), ordinary_players(29_999).last());
    }

    async fn long_texts_are_refused(kit: Kit) {
        let long = Form { comment: "가".repeat(2_001), ..kit.form(&["10000001"]) };
        refuses(&kit, &long, Field::Comment, Problem::TooLong(2_000)).await;
        let long = Form { order_number: "G".repeat(101), ..kit.form(&["10000001"]) };
        refuses(&kit, &long, Field::OrderNumber, Problem::TooLong(100)).await;
    }

    async fn everything_that_is_wrong_is_said_at_once(kit: Kit) {
        let form = Form {
            servers: vec![],
            reason: "other".into(),
            lines: vec![line("GEM", "0"), line("STONE", "x")],
            players: "10000001\n\n1 2\nx\n10000001".into(),
            ..kit.form(&[])
        };
        let fields: Vec<Field> = kit.complaints(&form).await.into_iter().map(|complaint| complaint.field).collect();
        assert_eq!(
            fields,
            [
                Field::Servers,
                Field::DetailReason,
                Field::Quantity(0),
                Field::Item(1),
                Field::Quantity(1),
                Field::Players,
                Field::Players,
            ]
        );
        let Some(Problem::Lines(lines)) =
            kit.complaints(&form).await.into_iter().nth(5).map(|complaint| complaint.problem)
        else {
            panic!("the lines are named");
        };
        assert_eq!(
            lines,
            [
                LineProblem::Blank { line: 2 },
                LineProblem::BlankInside { line: 3, text: "1 2".into() },
                LineProblem::WrongKind { line: 4, text: "x".into() },
            ]
        );
    }
}
