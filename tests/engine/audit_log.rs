//! Looking through the log: what is found, by whom, and how it is taken away.

use std::time::Duration;

use futures::TryStreamExt;
use grantdesk::error::Error;
use grantdesk::event::{AuditFilters, AuditWords, Audited};
use grantdesk::request::Turn;
use jiff::tz::TimeZone;

use crate::kit::{BEGINNING, Kit, on_both};

async fn look(kit: &Kit, who: &str, filters: AuditFilters) -> Vec<(String, String, i64)> {
    let person = kit.person(who).await;
    let page = kit.desk.admin(&person).expect("an admin").audit(&filters, Turn::Newest).await.expect("a page");
    let about = |row: Audited| (row.event.action, row.event.actor_name, row.subject_id);
    page.rows.into_iter().map(about).collect()
}

async fn count(kit: &Kit, who: &str, filters: AuditFilters) -> usize {
    look(kit, who, filters).await.len()
}

fn is(action: &str, actor: &str, no: i64) -> (String, String, i64) {
    (action.into(), actor.into(), no)
}

on_both! {
    async fn every_filter_narrows_the_log(kit: Kit) {
        let one = kit.requested(&["10000001"]).await.id;
        kit.advance(Duration::from_secs(3600));
        let later = kit.desk.now();
        let other = kit.requested(&["10000002"]).await.id;
        kit.reject("approver", other).await.expect("rejected");
        let requests = || AuditFilters { subject: Some("request".into()), ..AuditFilters::default() };
        let [first, second, rejected] =
            [is("requested", "Operator", one), is("requested", "Operator", other), is("rejected", "Approver", other)];
        let all = look(&kit, "admin", requests()).await;
        assert_eq!(all, [rejected.clone(), second.clone(), first.clone()], "newest first");
        for (filters, found) in [
            (AuditFilters { actor: Some("APPROVER".into()), ..requests() }, vec![rejected.clone()]),
            (AuditFilters { actor: Some("perato".into()), ..requests() }, vec![second.clone(), first.clone()]),
            (AuditFilters { actor: Some("operator2".into()), ..requests() }, vec![]),
            (AuditFilters { action: Some("rejected".into()), ..requests() }, vec![rejected.clone()]),
            (AuditFilters { subject_id: Some(one), ..requests() }, vec![first.clone()]),
            (AuditFilters { from: Some(later), ..requests() }, vec![rejected.clone(), second.clone()]),
            (AuditFilters { until: Some(later), ..requests() }, vec![first.clone()]),
            (AuditFilters { from: Some(later + 3_600_000), ..requests() }, vec![]),
            (AuditFilters { text: Some("NOT THIS time".into()), ..requests() }, vec![rejected.clone()]),
            (AuditFilters { text: Some("not%time".into()), ..requests() }, vec![]),
        ] {
            assert_eq!(look(&kit, "admin", filters.clone()).await, found, "{filters:?}");
        }
        let line = AuditFilters { actor: Some("command".into()), action: Some("role_given".into()), ..AuditFilters::default() };
        assert_eq!(count(&kit, "admin", line).await, 9, "who is no user is found by name");
    }

    async fn an_admin_of_one_game_sees_what_happened_there(kit: Kit) {
        kit.requested(&["10000001"]).await;
        let outsider = kit.person("outsider").await.id;
        let courier = kit.desk.db().game_by_code("courier").await.expect("games").expect("a game").id;
        let moonlit = kit.desk.db().game_by_code("moonlit").await.expect("games").expect("a game").id;
        let about = |subject: &str| AuditFilters { subject: Some(subject.into()), ..AuditFilters::default() };
        assert_eq!(look(&kit, "outsider", about("user")).await, [is("role_given", "command line", outsider)]);
        assert_eq!(look(&kit, "outsider", about("game")).await, [is("created", "command line", courier)]);
        assert_eq!(count(&kit, "outsider", about("request")).await, 0);
        let of = |game| AuditFilters { game: Some(game), ..AuditFilters::default() };
        let all = count(&kit, "outsider", AuditFilters::default()).await;
        assert_eq!(all, count(&kit, "admin", of(courier)).await);
        assert_eq!(all as i64, kit.number(&format!("select count(*) from events where game_id = {courier}")).await);
        assert_eq!(count(&kit, "outsider", of(moonlit)).await, 0);
        assert!(count(&kit, "admin", of(moonlit)).await > 0);
        for who in ["operator", "approver", "cs", "manager"] {
            let person = kit.person(who).await;
            assert!(matches!(kit.desk.admin(&person), Err(Error::NotFound)), "{who}");
        }
    }

    async fn pages_turn_both_ways_without_losing_or_repeating_a_line(kit: Kit) {
        let operator = kit.person("operator").await;
        let mut tx = kit.desk.db().begin().await.expect("a transaction");
        for _ in 0..120 {
            let subject = grantdesk::event::Subject::User(operator.id);
            tx.record(BEGINNING, &operator.actor(), subject, "signed_in", serde_json::json!({})).await.expect("recorded");
        }
        tx.commit().await.expect("committed");
        let person = kit.person("admin").await;
        let admin = kit.desk.admin(&person).expect("an admin");
        let filters = AuditFilters { actor: Some("operator".into()), ..AuditFilters::default() };
        let ids = |rows: &[Audited]| rows.iter().map(|row| row.event.id).collect::<Vec<_>>();
        let (mut turn, mut all, mut pages) = (Turn::Newest, Vec::new(), Vec::new());
        loop {
            let page = admin.audit(&filters, turn).await.expect("a page");
            all.extend(ids(&page.rows));
            pages.push(ids(&page.rows));
            let Some(last) = page.rows.last().filter(|_| page.older) else { break };
            turn = Turn::Before(last.event.id);
        }
        assert_eq!((all.len(), pages.len()), (120, 3));
        assert!(all.windows(2).all(|pair| pair[0] > pair[1]));
        let back = admin.audit(&filters, Turn::After(pages[1][0])).await.expect("a page");
        assert_eq!(ids(&back.rows), pages[0]);
        assert!(!back.newer && back.older);
    }

    async fn what_is_filtered_is_taken_away_whole_and_the_log_says_by_whom(kit: Kit) {
        let no = kit.requested(&["10000001"]).await.id;
        kit.reject("approver", no).await.expect("rejected");
        let person = kit.person("admin").await;
        let admin = kit.desk.admin(&person).expect("an admin");
        let filters = AuditFilters { subject: Some("request".into()), ..AuditFilters::default() };
        let words = AuditWords { number: "No.".into(), title: "Log".into(), ..AuditWords::default() };
        let pieces = admin.audit_as_csv(filters.clone(), words.clone(), TimeZone::UTC).await.expect("a file");
        let text = String::from_utf8(pieces.try_concat().await.expect("whole")).expect("UTF-8");
        let lines: Vec<&str> = text.trim_end().split("\r\n").collect();
        assert_eq!(lines.len(), 3, "{text}");
        assert!(lines[0].starts_with("\u{feff}No.") && lines[1].contains("rejected") && lines[2].contains("requested"));
        assert!(lines[1].contains("not this time"));
        admin.audit_as_xlsx(filters, words, TimeZone::UTC).await.expect("a file");
        let exports = AuditFilters { action: Some("audit_exported".into()), ..AuditFilters::default() };
        assert_eq!(count(&kit, "admin", exports).await, 2);
    }

    async fn what_somebody_did_and_met_stands_together(kit: Kit) {
        let no = kit.requested(&["10000001"]).await.id;
        let (person, operator) = (kit.person("admin").await, kit.person("operator").await);
        kit.desk.desk_admin(&person).expect("an admin").sign_out_everywhere(operator.id).await.expect("signed out");
        let admin = kit.desk.admin(&person).expect("an admin");
        let rows = admin.last_events(operator.id).await.expect("events");
        let rows: Vec<_> = rows.into_iter().map(|row| (row.event.action, row.event.actor_name, row.subject_id)).collect();
        assert_eq!(rows, [
            is("signed_out_everywhere", "Admin", operator.id),
            is("requested", "Operator", no),
            is("role_given", "command line", operator.id),
        ]);
        let outsider = kit.person("outsider").await;
        assert!(kit.desk.admin(&outsider).expect("an admin").last_events(operator.id).await.expect("events").is_empty());
    }
}
