//! Accounts: made with a link, renamed, shut and opened again.

use std::time::Duration;

use grantdesk::error::{Error, Result};
use grantdesk::event::Subject;
use grantdesk::people::{Accounts, Link, Refused, SignIn};

use crate::kit::{ADDRESS, Kit, on_both};

const PASSWORD: &str = "a long enough password";
const HOUR: Duration = Duration::from_secs(60 * 60);

async fn invite(kit: &Kit, username: &str) -> Link {
    let admin = kit.person("admin").await;
    kit.desk.desk_admin(&admin).expect("an admin").invite(username, "김서연").await.expect("invited")
}

async fn sign_in(kit: &Kit, username: &str) -> SignIn {
    kit.desk.sign_in(username, PASSWORD, ADDRESS).await.expect("the desk works")
}

async fn actions(kit: &Kit, user: i64) -> Vec<String> {
    let events = kit.desk.db().events(Subject::User(user)).await.expect("events");
    events.into_iter().map(|event| event.action).collect()
}

fn why<T: std::fmt::Debug>(answer: Result<T>) -> Refused {
    match answer {
        Err(Error::Refused(why)) => why,
        other => panic!("{other:?} was not refused"),
    }
}

on_both! {
    async fn who_is_invited_sets_a_password_at_a_link_that_works_once(kit: Kit) {
        let link = invite(&kit, "Kim").await;
        assert_eq!(kit.desk.sign_in("kim", "", ADDRESS).await.expect("the desk works"), SignIn::Refused);
        let whom = kit.desk.welcome(&link.token, ADDRESS).await.expect("a link");
        assert_eq!((whom.username.as_str(), whom.name.as_str()), ("Kim", "김서연"));
        assert_eq!(why(kit.desk.set_password(&link.token, "short", ADDRESS).await), Refused::PasswordShort);
        kit.desk.set_password(&link.token, PASSWORD, ADDRESS).await.expect("set");
        assert!(matches!(sign_in(&kit, "kim").await, SignIn::Welcome { user_id, .. } if user_id == link.user));
        for answer in [
            kit.desk.welcome(&link.token, ADDRESS).await.map(|_| ()),
            kit.desk.set_password(&link.token, PASSWORD, ADDRESS).await,
        ] {
            assert!(matches!(answer, Err(Error::NotFound)), "{answer:?}");
        }
        // Signing in without a password was refused, and is told.
        assert_eq!(actions(&kit, link.user).await, ["user_added", "sign_in_refused", "password_set", "signed_in"]);
    }

    async fn a_link_is_used_once_even_by_two_at_the_same_instant(kit: Kit) {
        let link = invite(&kit, "kim").await;
        let (one, other) = tokio::join!(
            kit.desk.set_password(&link.token, PASSWORD, ADDRESS),
            kit.desk.set_password(&link.token, "another long password", ADDRESS)
        );
        assert!(one.is_ok() != other.is_ok(), "{one:?} {other:?}");
    }

    async fn a_link_waits_for_three_days(kit: Kit) {
        let link = invite(&kit, "kim").await;
        kit.advance(72 * HOUR - Duration::from_millis(1));
        kit.desk.welcome(&link.token, ADDRESS).await.expect("still open");
        kit.advance(Duration::from_millis(1));
        assert!(matches!(kit.desk.welcome(&link.token, ADDRESS).await, Err(Error::NotFound)));
        assert!(matches!(kit.desk.set_password(&link.token, PASSWORD, ADDRESS).await, Err(Error::NotFound)));
    }

    async fn a_newer_link_replaces_the_older_and_is_kept_as_a_hash(kit: Kit) {
        let older = invite(&kit, "kim").await;
        let admin = kit.person("admin").await;
        let newer = kit.desk.desk_admin(&admin).expect("an admin").offer_link(older.user).await.expect("offered");
        assert!(matches!(kit.desk.welcome(&older.token, ADDRESS).await, Err(Error::NotFound)));
        kit.desk.welcome(&newer.token, ADDRESS).await.expect("open");
        for link in [&older, &newer] {
            let told = format!("select count(*) from events where details like '%{}%'", link.token);
            assert_eq!(kit.number(&told).await, 0);
        }
        assert_eq!(kit.number("select count(*) from password_links where length(token_sha256) = 64").await, 1);
    }

    async fn an_office_behind_one_address_opens_its_links_in_one_morning(kit: Kit) {
        for n in 0..40 {
            let link = invite(&kit, &format!("new-{n}")).await;
            kit.desk.welcome(&link.token, ADDRESS).await.expect("the page");
            kit.desk.welcome(&link.token, ADDRESS).await.expect("the page once more");
        }
    }

    async fn whoever_guesses_links_is_told_to_wait(kit: Kit) {
        let link = invite(&kit, "kim").await;
        for _ in 0..200 {
            assert!(matches!(kit.desk.welcome("guess", ADDRESS).await, Err(Error::NotFound)));
        }
        assert!(matches!(kit.desk.welcome("guess", ADDRESS).await, Err(Error::TooManyTries)));
        assert!(matches!(kit.desk.set_password(&link.token, PASSWORD, ADDRESS).await, Err(Error::TooManyTries)));
        kit.desk.welcome(&link.token, "198.51.100.1").await.expect("others are not kept waiting");
    }

    async fn a_lost_password_is_set_anew_and_ends_the_sessions(kit: Kit) {
        let link = invite(&kit, "kim").await;
        kit.desk.set_password(&link.token, "what was forgotten", ADDRESS).await.expect("set");
        let before = kit.desk.person(link.user, ADDRESS).await.expect("people").expect("active").era;
        let admin = kit.person("admin").await;
        let link = kit.desk.desk_admin(&admin).expect("an admin").offer_link(link.user).await.expect("offered");
        kit.desk.set_password(&link.token, PASSWORD, ADDRESS).await.expect("set");
        let SignIn::Welcome { era, .. } = sign_in(&kit, "kim").await else { panic!("the new password lets them in") };
        assert!(era > before, "sessions of before have ended");
    }

    async fn who_is_disabled_is_out_until_enabled_and_their_links_are_dead(kit: Kit) {
        let link = invite(&kit, "kim").await;
        kit.desk.set_password(&link.token, PASSWORD, ADDRESS).await.expect("set");
        let admin = kit.person("admin").await;
        let admin = kit.desk.desk_admin(&admin).expect("an admin");
        let reset = admin.offer_link(link.user).await.expect("offered");
        admin.disable(link.user).await.expect("disabled");
        admin.disable(link.user).await.expect("as it is");
        assert!(matches!(kit.desk.welcome(&reset.token, ADDRESS).await, Err(Error::NotFound)));
        assert_eq!(why(admin.offer_link(link.user).await), Refused::Disabled);
        assert_eq!(sign_in(&kit, "kim").await, SignIn::Refused);
        admin.enable(link.user).await.expect("enabled");
        assert!(matches!(sign_in(&kit, "kim").await, SignIn::Welcome { era: 2, .. }), "older sessions have ended");
    }

    async fn who_is_locked_out_is_let_in_again(kit: Kit) {
        let link = invite(&kit, "kim").await;
        kit.desk.set_password(&link.token, PASSWORD, ADDRESS).await.expect("set");
        for _ in 0..5 {
            kit.desk.sign_in("kim", "wrong wrong wrong", ADDRESS).await.expect("the desk works");
        }
        assert_eq!(sign_in(&kit, "kim").await, SignIn::Refused);
        let admin = kit.person("admin").await;
        let admin = kit.desk.desk_admin(&admin).expect("an admin");
        admin.unlock(link.user).await.expect("unlocked");
        admin.unlock(link.user).await.expect("as it is");
        assert!(matches!(sign_in(&kit, "kim").await, SignIn::Welcome { .. }));
        assert_eq!(actions(&kit, link.user).await.iter().filter(|action| *action == "unlocked").count(), 1);
    }

    async fn signing_somebody_out_ends_the_era_of_their_sessions(kit: Kit) {
        let operator = kit.person("operator").await;
        let admin = kit.person("admin").await;
        kit.desk.desk_admin(&admin).expect("an admin").sign_out_everywhere(operator.id).await.expect("signed out");
        assert_eq!(kit.person("operator").await.era, operator.era + 1);
    }

    async fn a_new_name_leaves_history_as_it_was(kit: Kit) {
        let request = kit.requested(&["10000001"]).await;
        let operator = kit.person("operator").await;
        let admin = kit.person("admin").await;
        let admin = kit.desk.desk_admin(&admin).expect("an admin");
        admin.rename(operator.id, "park", "박지훈").await.expect("renamed");
        admin.rename(operator.id, "park", "박지훈").await.expect("as it is");
        assert_eq!(why(admin.rename(operator.id, "CS", "박지훈").await), Refused::UsernameTaken);
        assert_eq!(why(admin.rename(operator.id, "", "박지훈").await), Refused::UsernameMissing);
        assert_eq!(kit.person("park").await.name, "박지훈");
        assert_eq!(kit.events(request.id).await[0].actor_name, "Operator");
        assert_eq!(actions(&kit, operator.id).await, ["role_given", "user_renamed"]);
    }

    async fn people_are_found_by_part_of_a_name_in_any_case(kit: Kit) {
        invite(&kit, "a_b").await;
        let person = kit.person("admin").await;
        let admin = kit.desk.admin(&person).expect("an admin");
        let found = async |search: &str, disabled| {
            let which = Accounts { search: search.into(), disabled, role: None };
            let found = admin.accounts(&which, 0).await.expect("accounts");
            assert_eq!(found.len() as i64, admin.count_accounts(&which).await.expect("a count"));
            found.into_iter().map(|account| account.username).collect::<Vec<_>>()
        };
        assert_eq!(found("OPER", false).await, ["operator", "operator2"]);
        assert_eq!(found("서연", false).await, ["a_b"]);
        assert_eq!(found("_", false).await, ["a_b"], "no wildcard");
        assert!(found("", true).await.is_empty());
        kit.desk.desk_admin(&person).expect("an admin").disable(kit.person("cs").await.id).await.expect("disabled");
        assert_eq!(found("", true).await, ["cs"]);
    }

    async fn an_admin_of_one_game_sees_no_roles_of_others(kit: Kit) {
        let (admin, outsider) = (kit.person("admin").await, kit.person("outsider").await);
        let moonlit = kit.desk.db().game_by_code("moonlit").await.expect("games").expect("a game").id;
        let (cs, role) = (kit.person("cs").await.id, kit.desk.db().role_by_name("operator").await.expect("roles").expect("a role"));
        kit.desk.admin(&admin).expect("an admin").give_role(cs, role, Some(moonlit)).await.expect("given");
        let seen = async |person| {
            let memberships = kit.desk.admin(person).expect("an admin").memberships(&[cs]).await.expect("memberships");
            memberships.into_iter().map(|one| one.role).collect::<Vec<_>>()
        };
        assert_eq!(seen(&admin).await, ["cs", "operator"]);
        assert_eq!(seen(&outsider).await, ["cs"]);
    }
}
