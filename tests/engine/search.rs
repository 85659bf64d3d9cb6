//! Requests are found by who asked, as names and user names are written, and the list says of each what its own page says.

use grantdesk::request::{Filters, Form, FormLine, Quantity, Turn};

use crate::kit::{Kit, on_both};

on_both! {
    async fn a_row_says_what_was_asked_by_whom_and_how_it_stands(kit: Kit) {
        let line = |item: &str, quantity: &str| FormLine { item: item.into(), quantity: quantity.into() };
        let form = Form {
            servers: vec!["kr-2".into(), "kr-1".into()],
            lines: vec![line("TICKET_SUMMON", "3"), line("GEM", "500")],
            ..kit.form(&["10000001", "10000002", "10000003"])
        };
        let request = kit.submit("operator", &form).await;
        let viewer = kit.person("approver").await;
        let listed = kit.desk.search(&viewer, &Filters::default(), Turn::Newest).await.expect("found").rows.remove(0);
        let items: Vec<(&str, Quantity)> = listed.items.iter().map(|item| (item.code.as_str(), item.quantity)).collect();
        assert_eq!(items, [("TICKET_SUMMON", Quantity::Each(3)), ("GEM", Quantity::Each(500))]);
        assert_eq!(listed.servers, ["kr-1", "kr-2"]);
        assert_eq!((listed.number(), listed.requester, listed.requested_by), (request.number(), request.requester, request.requested_by));
        assert_eq!((listed.game_id, listed.direction, listed.reason_id), (request.game_id, request.direction, request.reason_id));
        assert_eq!((listed.state, listed.counts, listed.players), (request.state, request.counts, 3));
        assert_eq!((listed.seal, listed.requested_at), (request.seal, request.requested_at));
    }

    async fn who_asked_is_found_by_a_part_of_either_name_as_it_is_written(kit: Kit) {
        let no = kit.requested(&["10000001"]).await.id;
        kit.submit("operator2", &kit.form(&["10000002"])).await;
        kit.sql("update users set name = '50% Kim', username = 'kim_j', username_key = 'kim_j' where username = 'operator'")
            .await.expect("renamed");
        let viewer = kit.person("approver").await;
        for (requester, expected) in [
            ("kim_j", vec![no]),
            ("KIM_", vec![no]),
            ("50%", vec![no]),
            (" kim ", vec![no]),
            // Neither is anything but itself.
            ("kim%j", vec![]),
            ("k_m", vec![]),
            ("\\", vec![]),
        ] {
            let filters = Filters { requester: Some(requester.into()), ..Filters::default() };
            let page = kit.desk.search(&viewer, &filters, Turn::Newest).await.expect("found");
            let found: Vec<i64> = page.rows.iter().map(|row| row.id).collect();
            assert_eq!(found, expected, "{requester}");
        }
    }
}
