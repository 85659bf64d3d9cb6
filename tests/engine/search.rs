//! Requests are found by who asked, as names and user names are written.

use grantdesk::request::{Filters, Turn};

use crate::kit::{Kit, on_both};

on_both! {
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
            let found: Vec<i64> = page.rows.iter().map(|row| row.request.id).collect();
            assert_eq!(found, expected, "{requester}");
        }
    }
}
