use grantdesk::connector::Cause;
use grantdesk::event::{Actor, Subject};

use crate::kit::{ADDRESS, BEGINNING, Fake, Kit, on_both, unclear};

/// Who did what to a request: action, name and address, in order.
async fn timeline(kit: &Kit, no: i64) -> Vec<(String, String, String)> {
    let events = kit.events(no).await;
    assert!(events.iter().all(|event| event.at >= BEGINNING));
    assert!(events.windows(2).all(|pair| pair[0].at <= pair[1].at && pair[0].id < pair[1].id));
    events.into_iter().map(|event| (event.action, event.actor_name, event.address)).collect()
}

fn by(action: &str, name: &str) -> (String, String, String) {
    let address = if name == "worker" { "" } else { ADDRESS };
    (action.into(), name.into(), address.into())
}

on_both! {
    async fn events_are_never_updated_and_never_deleted(kit: Kit) {
        let no = kit.requested(&["10000001"]).await.id;
        let before = kit.number("select count(*) from events").await;
        for sql in [
            "update events set actor_name = 'Somebody else'",
            "update events set at = 0 where id = 1",
            "delete from events",
        ] {
            let refused = kit.sql(sql).await.expect_err("refused").to_string();
            assert!(refused.contains("events are never"), "{refused}");
        }
        assert_eq!(kit.number("select count(*) from events").await, before);
        assert_eq!(timeline(&kit, no).await, [by("requested", "Operator")]);
        if !kit.is_sqlite() {
            assert!(kit.sql("truncate events").await.expect_err("refused").to_string().contains("events are never"));
        }
    }

    async fn every_verb_leaves_who_when_and_from_where(kit: Kit) {
        let rejected = kit.requested(&["10000001"]).await.id;
        kit.hold("approver", rejected).await.expect("held");
        kit.release("approver2", rejected).await.expect("released");
        kit.reject("both", rejected).await.expect("rejected");
        assert_eq!(
            timeline(&kit, rejected).await,
            [by("requested", "Operator"), by("held", "Approver"), by("released", "Approver2"), by("rejected", "Both"),]
        );

        let canceled = kit.requested(&["10000001"]).await.id;
        kit.cancel("operator", canceled).await.expect("canceled");
        assert_eq!(timeline(&kit, canceled).await, [by("requested", "Operator"), by("canceled", "Operator")]);

        let no = kit.approved(&["10000001"]).await;
        let game = Fake::new(|_| unclear(Cause::TimedOut));
        let worker = kit.worker(game.clone());
        kit.deliver(&worker).await;
        kit.enquire(no).await.expect("asked");
        kit.deliver(&worker).await;
        kit.decide_unknown(no, 1, false).await.expect("decided");
        kit.regrant(no, None).await.expect("sent again");
        game.now(|_| crate::kit::turned_away());
        kit.deliver(&worker).await;
        kit.close_request(no).await.expect("closed");
        assert_eq!(
            timeline(&kit, no).await,
            [
                by("requested", "Operator"),
                by("approved", "Approver"),
                by("started", "worker"),
                by("failed", "worker"),
                by("enquired", "Operator"),
                by("failed", "worker"),
                by("decided_not_arrived", "Approver"),
                by("regranted", "Approver"),
                by("failed", "worker"),
                by("closed", "Approver"),
            ]
        );
    }

    async fn notes_are_kept_with_what_they_explain(kit: Kit) {
        let no = kit.requested(&["10000001"]).await.id;
        kit.hold("approver", no).await.expect("held");
        kit.release("approver", no).await.expect("released");
        kit.reject("approver", no).await.expect("rejected");
        let notes: Vec<_> = kit.events(no).await.iter().filter_map(|event| event.detail("note")).collect();
        assert_eq!(notes, ["let me ask", "asked", "not this time"]);
    }

    async fn a_verb_that_was_refused_leaves_nothing(kit: Kit) {
        let no = kit.approved(&["10000001"]).await;
        let before = kit.number("select count(*) from events").await;
        for refused in [
            kit.reject("approver2", no).await,
            kit.hold("approver", no).await,
            kit.release("approver", no).await,
            kit.cancel("operator", no).await,
            kit.close_request(no).await,
            kit.regrant(no, None).await.map(|_| ()),
            kit.enquire(no).await.map(|_| ()),
            kit.decide_unknown(no, 1, true).await,
        ] {
            assert!(refused.is_err());
        }
        assert_eq!(kit.number("select count(*) from events").await, before);
    }

    async fn accounts_and_catalogs_leave_events_too(kit: Kit) {
        let operator = kit.person("operator").await;
        let admin = kit.person("admin").await.actor();
        kit.desk.take_roles(&admin, operator.id).await.expect("taken");
        kit.desk.disable_user(&admin, operator.id).await.expect("disabled");
        let events = kit.desk.db().events(Subject::User(operator.id)).await.expect("events");
        let actions: Vec<_> = events.iter().map(|event| (event.action.as_str(), event.actor_name.as_str())).collect();
        assert_eq!(actions, [("role_given", "command line"), ("roles_taken", "Admin"), ("user_disabled", "Admin")]);
        let applied = kit.desk.db().events(Subject::Game(1)).await.expect("events");
        assert_eq!(applied[0].action, "created");
        assert_eq!(applied[0].actor_name, Actor::command_line().name);
    }
}
