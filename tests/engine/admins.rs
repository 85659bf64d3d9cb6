//! Somebody always administers the desk, and nobody shuts themselves out of that.

use grantdesk::error::{Error, Result};
use grantdesk::people::{Permission, Refused};

use crate::kit::{Kit, on_both};

async fn user(kit: &Kit, username: &str) -> i64 {
    kit.person(username).await.id
}

async fn role(kit: &Kit, name: &str) -> i64 {
    kit.desk.db().role_by_name(name).await.expect("roles").expect("a role of the kit")
}

async fn game(kit: &Kit, code: &str) -> i64 {
    kit.desk.db().game_by_code(code).await.expect("games").expect("a game of the kit").id
}

/// Makes the approver a second admin of every game.
async fn second_admin(kit: &Kit) -> i64 {
    let (second, role) = (user(kit, "approver").await, role(kit, "admin").await);
    give(kit, "admin", second, role, None).await.expect("given");
    second
}

async fn give(kit: &Kit, who: &str, user: i64, role: i64, game: Option<i64>) -> Result<()> {
    let person = kit.person(who).await;
    kit.desk.admin(&person)?.give_role(user, role, game).await
}

async fn take(kit: &Kit, who: &str, user: i64, role: i64, game: Option<i64>) -> Result<()> {
    let person = kit.person(who).await;
    kit.desk.admin(&person)?.take_role(user, role, game).await
}

async fn admins(kit: &Kit) -> i64 {
    kit.number(
        "select count(distinct u.id) from users u join memberships m on m.user_id = u.id
         join role_permissions p on p.role_id = m.role_id
         where u.disabled_at is null and m.game_id is null and p.permission = 'administer'",
    )
    .await
}

fn why(answer: &Result<()>) -> Option<Refused> {
    match answer {
        Err(Error::Refused(why)) => Some(*why),
        _ => None,
    }
}

on_both! {
    async fn the_last_admin_stays_one(kit: Kit) {
        let (me, role) = (user(&kit, "admin").await, role(&kit, "admin").await);
        let person = kit.person("admin").await;
        let desk = kit.desk.desk_admin(&person).expect("an admin");
        assert_eq!(why(&take(&kit, "admin", me, role, None).await), Some(Refused::LastAdmin));
        assert_eq!(why(&desk.disable(me).await), Some(Refused::OwnAccount));
        assert_eq!(why(&desk.change_role(role, None, "admin", &[Permission::LookUp]).await), Some(Refused::LastAdmin));
        assert_eq!(admins(&kit).await, 1);
        assert_eq!(kit.number("select count(*) from events where action in ('role_taken', 'user_disabled', 'role_changed')").await, 0);
    }

    async fn the_command_line_leaves_an_admin_too(kit: Kit) {
        let me = user(&kit, "admin").await;
        let line = grantdesk::event::Actor::command_line();
        assert_eq!(why(&kit.desk.disable_user(&line, me).await), Some(Refused::LastAdmin));
        assert_eq!(why(&kit.desk.take_roles(&line, me).await), Some(Refused::LastAdmin));
        assert_eq!(admins(&kit).await, 1);
    }

    async fn who_was_invited_and_never_came_is_no_admin_to_rely_on(kit: Kit) {
        let person = kit.person("admin").await;
        let role = role(&kit, "admin").await;
        let invited = kit.desk.desk_admin(&person).expect("an admin").invite("late", "Late").await.expect("invited").user;
        give(&kit, "admin", invited, role, None).await.expect("given");
        assert_eq!(why(&take(&kit, "admin", person.id, role, None).await), Some(Refused::LastAdmin));
    }

    async fn nobody_gives_up_their_own_last_permission_to_administer(kit: Kit) {
        second_admin(&kit).await;
        let (me, all, one) = (user(&kit, "admin").await, role(&kit, "admin").await, role(&kit, "outsider").await);
        assert_eq!(why(&take(&kit, "admin", me, all, None).await), Some(Refused::OwnLastAdmin));
        // With one game left it is not the last.
        let courier = game(&kit, "courier").await;
        give(&kit, "admin", me, one, Some(courier)).await.expect("given");
        take(&kit, "admin", me, all, None).await.expect("taken");
        assert_eq!(why(&take(&kit, "admin", me, one, Some(courier)).await), Some(Refused::OwnLastAdmin));
    }

    async fn two_admins_who_disable_each_other_leave_one(kit: Kit) {
        let (one, other) = (user(&kit, "admin").await, second_admin(&kit).await);
        let (first, second) = (kit.person("admin").await, kit.person("approver").await);
        let another = kit.another_desk().await;
        let (first, second) = tokio::join!(
            async { kit.desk.desk_admin(&first).expect("an admin").disable(other).await },
            async { another.desk_admin(&second).expect("an admin").disable(one).await },
        );
        assert!(first.is_ok() != second.is_ok(), "{first:?} {second:?}");
        assert_eq!(admins(&kit).await, 1);
        another.db().close().await;
    }

    async fn two_admins_who_take_each_others_role_leave_one(kit: Kit) {
        let (one, other, role) = (user(&kit, "admin").await, second_admin(&kit).await, role(&kit, "admin").await);
        let (first, second) = (kit.person("admin").await, kit.person("approver").await);
        let another = kit.another_desk().await;
        let (first, second) = tokio::join!(
            async { kit.desk.admin(&first).expect("an admin").take_role(other, role, None).await },
            async { another.admin(&second).expect("an admin").take_role(one, role, None).await },
        );
        assert!(first.is_ok() != second.is_ok(), "{first:?} {second:?}");
        assert_eq!(admins(&kit).await, 1);
        another.db().close().await;
    }

    async fn who_lost_the_permission_since_their_page_was_made_changes_nothing(kit: Kit) {
        let (second, role) = (second_admin(&kit).await, role(&kit, "admin").await);
        let stale = kit.person("approver").await;
        take(&kit, "admin", second, role, None).await.expect("taken");
        let cs = user(&kit, "cs").await;
        let refused = kit.desk.desk_admin(&stale).expect("it was so then").disable(cs).await;
        assert!(matches!(refused, Err(Error::Forbidden)), "{refused:?}");
        let refused = kit.desk.admin(&stale).expect("it was so then").give_role(second, role, None).await;
        assert!(matches!(refused, Err(Error::Forbidden)), "{refused:?}");
    }

    async fn who_administers_one_game_gives_roles_there_and_nowhere_else(kit: Kit) {
        let (cs, role, courier) = (user(&kit, "cs").await, role(&kit, "operator").await, game(&kit, "courier").await);
        give(&kit, "outsider", cs, role, Some(courier)).await.expect("given");
        assert!(kit.person("cs").await.may(Permission::Request, courier));
        let everywhere = give(&kit, "outsider", cs, role, None).await;
        assert!(matches!(everywhere, Err(Error::Forbidden)), "{everywhere:?}");
        // Of that game they do not even know.
        let elsewhere = give(&kit, "outsider", cs, role, Some(game(&kit, "moonlit").await)).await;
        assert!(matches!(elsewhere, Err(Error::NotFound)), "{elsewhere:?}");
        take(&kit, "outsider", cs, role, Some(courier)).await.expect("taken");
        assert!(!kit.person("cs").await.may(Permission::Request, courier));
    }

    async fn accounts_and_roles_are_for_admins_of_every_game(kit: Kit) {
        let outsider = kit.person("outsider").await;
        assert!(matches!(kit.desk.desk_admin(&outsider), Err(Error::Forbidden)));
        for who in ["operator", "approver", "cs", "manager", "both"] {
            let person = kit.person(who).await;
            assert!(matches!(kit.desk.admin(&person), Err(Error::NotFound)), "{who}");
            assert!(matches!(kit.desk.desk_admin(&person), Err(Error::NotFound)), "{who}");
        }
    }
}
