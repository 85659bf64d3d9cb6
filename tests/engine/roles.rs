//! Roles are sets of permissions; each change of them, and of who holds them, is one event with before and after.

use grantdesk::error::Error;
use grantdesk::event::{Event, Subject};
use grantdesk::people::{Permission, Refused};
use serde_json::{Value, json};

use crate::kit::{Kit, on_both};

async fn events(kit: &Kit, subject: Subject) -> Vec<(String, Value)> {
    let events = kit.desk.db().events(subject).await.expect("events");
    let details = |event: &Event| serde_json::from_str(&event.details).expect("JSON");
    events.iter().map(|event| (event.action.clone(), details(event))).collect()
}

on_both! {
    async fn a_role_is_made_changed_retired_and_brought_back(kit: Kit) {
        let admin = kit.person("admin").await;
        let admin = kit.desk.desk_admin(&admin).expect("an admin");
        let id = admin.add_role(" Night shift ", &[Permission::Approve, Permission::Request]).await.expect("added");
        admin.change_role(id, None, "Nights", &[Permission::Approve]).await.expect("changed");
        admin.change_role(id, None, "Nights", &[Permission::Approve]).await.expect("as it is");
        admin.retire_role(id).await.expect("retired");
        admin.retire_role(id).await.expect("as it is");
        admin.restore_role(id).await.expect("restored");
        let at = kit.desk.now();
        assert_eq!(
            events(&kit, Subject::Role(id)).await,
            [
                ("role_added".into(), json!({ "after": { "name": "Night shift", "permissions": ["request", "approve"] } })),
                ("role_changed".into(), json!({
                    "before": { "name": "Night shift", "permissions": ["request", "approve"] },
                    "after": { "name": "Nights", "permissions": ["approve"] },
                })),
                ("role_retired".into(), json!({ "name": "Nights", "before": { "retired_at": null }, "after": { "retired_at": at } })),
                ("role_restored".into(), json!({ "name": "Nights", "before": { "retired_at": at }, "after": { "retired_at": null } })),
            ]
        );
    }

    async fn a_name_is_one_roles(kit: Kit) {
        let admin = kit.person("admin").await;
        let admin = kit.desk.desk_admin(&admin).expect("an admin");
        let id = admin.add_role("Nights", &[]).await.expect("added");
        let taken = admin.add_role("Nights", &[]).await;
        assert!(matches!(taken, Err(Error::Refused(Refused::RoleTaken))), "{taken:?}");
        let taken = admin.change_role(id, None, "operator", &[]).await;
        assert!(matches!(taken, Err(Error::Refused(Refused::RoleTaken))), "{taken:?}");
        let nameless = admin.add_role("  ", &[]).await;
        assert!(matches!(nameless, Err(Error::Refused(Refused::NameMissing))), "{nameless:?}");
        let turned = admin.add_role("stops\u{202E}thgin", &[]).await;
        assert!(matches!(turned, Err(Error::Refused(Refused::NameUnseen))), "{turned:?}");
    }

    async fn what_another_admin_changed_meanwhile_is_not_overwritten(kit: Kit) {
        let admin = kit.person("admin").await;
        let (desk, seer) = (kit.desk.desk_admin(&admin).expect("an admin"), kit.desk.admin(&admin).expect("an admin"));
        let id = desk.add_role("Nights", &[Permission::Request, Permission::Approve]).await.expect("added");
        let seen = seer.role(id).await.expect("a role").seal();
        desk.change_role(id, Some(&seen), "Nights", &[Permission::Request]).await.expect("as it was seen");
        let stale = desk.change_role(id, Some(&seen), "Late", &[Permission::Request, Permission::Approve]).await;
        assert!(matches!(stale, Err(Error::Refused(Refused::RoleOvertaken))), "{stale:?}");
        assert_eq!(seer.role(id).await.expect("a role").permissions, [Permission::Request]);
        desk.change_role(id, Some(&seen), "Nights", &[Permission::Request]).await.expect("what is so already is no change");
    }

    async fn what_a_role_allows_counts_for_its_holders_at_once(kit: Kit) {
        let admin = kit.person("admin").await;
        let role = kit.desk.db().role_by_name("cs").await.expect("roles").expect("a role");
        let permissions = [Permission::LookUp, Permission::Request];
        kit.desk.desk_admin(&admin).expect("an admin").change_role(role, None, "cs", &permissions).await.expect("changed");
        assert!(kit.person("cs").await.may_everywhere(Permission::Request));
    }

    async fn a_retired_role_stays_with_its_holders_and_goes_to_nobody_else(kit: Kit) {
        let person = kit.person("admin").await;
        let (admin, members) = (kit.desk.desk_admin(&person).expect("an admin"), kit.desk.admin(&person).expect("an admin"));
        let role = kit.desk.db().role_by_name("approver").await.expect("roles").expect("a role");
        admin.retire_role(role).await.expect("retired");
        assert!(kit.person("approver").await.may_everywhere(Permission::Approve));
        let cs = kit.person("cs").await.id;
        let refused = members.give_role(cs, role, None).await;
        assert!(matches!(refused, Err(Error::Refused(Refused::RoleRetired))), "{refused:?}");
        let roles = members.roles().await.expect("roles");
        let last = roles.last().expect("a role");
        assert_eq!((last.id, last.holders, last.retired_at.is_some()), (role, 1, true));
        members.take_role(kit.person("approver").await.id, role, None).await.expect("taken");
        assert_eq!(members.role(role).await.expect("the role").holders, 0);
    }

    async fn giving_and_taking_say_what_was_held_before_and_after(kit: Kit) {
        let person = kit.person("admin").await;
        let admin = kit.desk.admin(&person).expect("an admin");
        let cs = kit.person("cs").await.id;
        let courier = kit.desk.db().game_by_code("courier").await.expect("games").expect("a game").id;
        let role = kit.desk.db().role_by_name("operator").await.expect("roles").expect("a role");
        for _twice in 0..2 {
            admin.give_role(cs, role, Some(courier)).await.expect("given");
        }
        for _twice in 0..2 {
            admin.take_role(cs, role, Some(courier)).await.expect("taken");
        }
        let events = events(&kit, Subject::User(cs)).await;
        let here = |before: Value, after: Value| json!({
            "role": "operator", "game": "courier", "before": { "roles": before }, "after": { "roles": after },
        });
        assert_eq!(
            events[1..],
            [
                ("role_given".into(), here(json!([]), json!(["operator"]))),
                ("role_taken".into(), here(json!(["operator"]), json!([]))),
            ]
        );
        let known = admin.memberships(&[cs]).await.expect("memberships");
        assert_eq!(known.iter().map(|one| (one.role.as_str(), one.game_id)).collect::<Vec<_>>(), [("cs", None)]);
        for (user, role) in [(999, role), (cs, 999)] {
            assert!(matches!(admin.give_role(user, role, None).await, Err(Error::NotFound)));
        }
        assert!(matches!(admin.give_role(cs, role, Some(999)).await, Err(Error::NotFound)));
    }
}
