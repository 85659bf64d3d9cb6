use grantdesk::error::Error;
use grantdesk::request::{Filters, State, Turn};

use crate::kit::{ADDRESS, Kit, on_both};

/// The name of the constraint that a statement breaks.
async fn broken_by(kit: &Kit, sql: &str) -> String {
    kit.sql(sql).await.expect_err("the database refuses").to_string()
}

on_both! {
    async fn nobody_decides_his_own_request(kit: Kit) {
        let request = kit.submit("both", &kit.form(&["10000001"])).await;
        let requester = kit.person("both").await;
        assert!(matches!(kit.desk.approver(&requester, request.id).await, Err(Error::OwnRequest)));
        assert_eq!(kit.state(request.id).await, State::Pending);
        kit.try_approve("approver", request.id).await.expect("somebody else may");
    }

    async fn who_may_ask_and_decide_decides_what_others_ask(kit: Kit) {
        let request = kit.requested(&["10000001"]).await;
        kit.try_approve("both", request.id).await.expect("approved");
        let request = kit.request(request.id).await;
        assert_eq!((request.state, request.approver.as_deref()), (State::Approved, Some("Both")));
        assert_eq!(request.approved_seal, Some(request.seal));
    }

    async fn the_database_itself_refuses_an_approval_by_the_requester(kit: Kit) {
        let request = kit.requested(&["10000001"]).await;
        let (no, requester) = (request.id, request.requested_by);
        let own = format!(
            "insert into approvals (request_id, requested_by, approved_by, seal, note, at) values ({no}, {requester}, {requester}, 's', '', 1)"
        );
        assert!(broken_by(&kit, &own).await.contains("approver_is_not_requester"));

        let approver = kit.person("approver").await.id;
        let falsely = format!(
            "insert into approvals (request_id, requested_by, approved_by, seal, note, at) values ({no}, {approver}, {requester}, 's', '', 1)"
        );
        assert!(
            broken_by(&kit, &falsely).await.to_lowercase().contains("foreign key"),
            "the requester of an approval is the request's"
        );
    }

    async fn the_database_itself_refuses_to_deliver_what_nobody_approved(kit: Kit) {
        let no = kit.requested(&["10000001"]).await.id;
        for state in ["approved", "delivering", "failed", "closed"] {
            let sql = format!("update requests set state = '{state}' where id = {no}");
            assert!(broken_by(&kit, &sql).await.contains("only_what_was_approved_is_delivered"), "{state}");
        }
        let sql = format!("update requests set state = 'succeeded', waiting = 0, succeeded = 1 where id = {no}");
        assert!(broken_by(&kit, &sql).await.contains("only_what_was_approved_is_delivered"));
    }

    async fn an_approval_is_of_one_request_and_no_other(kit: Kit) {
        let approved = kit.approved(&["10000001"]).await;
        let other = kit.requested(&["10000002"]).await.id;
        let sql = format!(
            "update requests set state = 'approved', approval_id = (select approval_id from requests where id = {approved}) where id = {other}"
        );
        assert!(broken_by(&kit, &sql).await.to_lowercase().contains("foreign key"));
    }

    async fn who_sees_another_game_only_finds_nothing(kit: Kit) {
        let request = kit.requested(&["10000001"]).await;
        let outsider = kit.person("outsider").await;
        assert!(matches!(kit.desk.request(&outsider, request.id).await, Err(Error::NotFound)));
        assert!(matches!(kit.desk.detail(&outsider, request.id).await, Err(Error::NotFound)));
        assert!(matches!(kit.desk.deliveries(&outsider, request.id, None, 0).await, Err(Error::NotFound)));
        assert!(matches!(kit.desk.delivery(&outsider, request.id, 1).await, Err(Error::NotFound)));
        assert!(matches!(kit.desk.approver(&outsider, request.id).await, Err(Error::NotFound)));
        assert!(matches!(kit.desk.cancel(&outsider, request.id).await, Err(Error::NotFound)));
        assert!(matches!(kit.desk.enquire(&outsider, request.id).await, Err(Error::NotFound)));
        assert!(kit.desk.search(&outsider, &Filters::default(), Turn::Newest).await.expect("a page").rows.is_empty());
        assert!(kit.desk.states(&outsider, &Filters::default()).await.expect("counts").is_empty());
        let named = Filters { game: Some(request.game_id), ..Filters::default() };
        assert!(kit.desk.search(&outsider, &named, Turn::Newest).await.expect("a page").rows.is_empty());
    }

    async fn who_only_looks_up_is_forbidden_to_decide(kit: Kit) {
        let no = kit.requested(&["10000001"]).await.id;
        for who in ["cs", "manager", "admin", "operator2"] {
            let person = kit.person(who).await;
            assert!(matches!(kit.desk.approver(&person, no).await, Err(Error::Forbidden)), "{who}");
            assert!(matches!(kit.desk.cancel(&person, no).await, Err(Error::Forbidden)), "{who}");
            assert!(kit.desk.request(&person, no).await.is_ok(), "{who} sees it");
        }
        let cs = kit.person("cs").await;
        assert!(matches!(kit.desk.enquire(&cs, no).await, Err(Error::Forbidden)));
    }

    async fn a_decision_names_its_person_and_place(kit: Kit) {
        let no = kit.approved(&["10000001"]).await;
        let events = kit.events(no).await;
        let approval = events.last().expect("an event");
        let approver = kit.person("approver").await;
        assert_eq!(
            (approval.action.as_str(), approval.actor_id, approval.address.as_str()),
            ("approved", Some(approver.id), ADDRESS)
        );
    }
}
