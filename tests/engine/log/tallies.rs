//! The tallies by which the logs are read.

use std::path::Path;

use super::year;
use crate::kit::{Kit, on_both};

on_both! {
    async fn what_was_settled_before_there_were_tallies_is_tallied(kit: Kit) {
        year(&kit).await;
        let tallies = kit.number("select count(*) from tallies").await;
        kit.sql("delete from tallies").await.expect("nothing is tallied");
        kit.sql("delete from tally_sums").await.expect("nothing is summed up");
        let folder = if kit.is_sqlite() { "sqlite" } else { "postgres" };
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations").join(folder);
        for (file, statements) in [("0007_tallies.sql", 2), ("0017_tally_pairs.sql", 1), ("0022_hour_sums.sql", 1)] {
            let migration = std::fs::read_to_string(folder.join(file)).expect("the migration");
            let fill = migration.split(';').filter_map(|sql| Some(&sql[sql.find("insert into")?..]));
            let fill: Vec<&str> = fill.collect();
            assert_eq!(fill.len(), statements, "{file}");
            for sql in fill {
                kit.sql(sql).await.expect("filled");
            }
        }
        assert_eq!(kit.number("select count(*) from tallies").await, tallies);
    }

    async fn tallies_that_are_not_a_count_are_found(kit: Kit) {
        year(&kit).await;
        let no = kit.number("select max(request_id) from tallies").await;
        kit.tamper(&format!("update tallies set deliveries = deliveries + 1 where request_id = {no} and line = 1")).await;
        assert_eq!(kit.broken(no).await, [8]);
        assert_eq!(kit.broken(0).await, [8], "their sums are found too");
        kit.tamper(&format!("update tallies set deliveries = deliveries - 1 where request_id = {no} and line = 1")).await;
        assert!(kit.broken(no).await.is_empty());
        kit.tamper(&format!("delete from tallies where request_id = {no}")).await;
        assert_eq!(kit.broken(no).await, [8]);
    }
}
