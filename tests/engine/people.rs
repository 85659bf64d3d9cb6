use std::time::Duration;

use grantdesk::error::Error;
use grantdesk::event::{Actor, Subject};
use grantdesk::people::{NewUser, Permission, Refused, SignIn};

use crate::kit::{ADDRESS, Kind, Kit, on_both};

const PASSWORD: &str = "a long enough password";

fn kim() -> NewUser {
    NewUser { username: "Kim".into(), name: "김서연".into(), password: PASSWORD.into() }
}

async fn add_kim(kit: &Kit) -> i64 {
    kit.desk.add_user(&Actor::command_line(), kim()).await.expect("a user is added")
}

async fn sign_in(kit: &Kit, username: &str, password: &str) -> SignIn {
    kit.desk.sign_in(username, password, ADDRESS).await.expect("the desk works")
}

async fn user_actions(kit: &Kit, user: i64) -> Vec<String> {
    let events = kit.desk.db().events(Subject::User(user)).await.expect("events are read");
    events.into_iter().map(|event| event.action).collect()
}

on_both! {
    async fn somebody_signs_in_with_name_in_any_case_and_password(kit: Kit) {
        let user_id = add_kim(&kit).await;
        assert_eq!(sign_in(&kit, "Kim", PASSWORD).await, SignIn::Welcome { user_id, era: 0 });
        assert_eq!(sign_in(&kit, " kIM ", PASSWORD).await, SignIn::Welcome { user_id, era: 0 });
        assert_eq!(sign_in(&kit, "Kim", "another long password").await, SignIn::Refused);
        assert_eq!(sign_in(&kit, "Kim", "").await, SignIn::Refused);
        assert_eq!(
            user_actions(&kit, user_id).await,
            ["user_added", "signed_in", "signed_in", "sign_in_refused", "sign_in_refused"]
        );
    }

    async fn passwords_are_kept_as_argon2id_and_each_with_its_own_salt(kit: Kit) {
        add_kim(&kit).await;
        kit.desk
            .add_user(&Actor::command_line(), NewUser { username: "Lee".into(), ..kim() })
            .await
            .expect("a user is added");
        let hash =
            async |name| kit.desk.db().user_by_username(name).await.expect("users").expect("the user").password_hash;
        assert!(hash("kim").await.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
        assert_ne!(hash("kim").await, hash("lee").await);
    }

    async fn a_user_name_is_given_once_whatever_its_case(kit: Kit) {
        add_kim(&kit).await;
        let again = kit.desk.add_user(&Actor::command_line(), NewUser { username: "kIm".into(), ..kim() }).await;
        assert!(matches!(again, Err(Error::Refused(Refused::UsernameTaken))), "{again:?}");
    }

    async fn short_passwords_and_blank_names_are_refused(kit: Kit) {
        for (new, why) in [
            (NewUser { password: "eleven char".into(), ..kim() }, Refused::PasswordShort),
            (NewUser { password: "x".repeat(257), ..kim() }, Refused::PasswordLong),
            (NewUser { username: "  ".into(), ..kim() }, Refused::UsernameMissing),
            (NewUser { username: "k im".into(), ..kim() }, Refused::UsernameUnfit),
            (NewUser { name: " ".into(), ..kim() }, Refused::NameMissing),
            (NewUser { username: "kim\u{200B}".into(), ..kim() }, Refused::UsernameUnfit),
            (NewUser { username: "kim\u{202E}".into(), ..kim() }, Refused::UsernameUnfit),
            (NewUser { name: "김".repeat(65), ..kim() }, Refused::NameLong),
            (NewUser { name: "Kim\u{202E}nimda".into(), ..kim() }, Refused::NameUnseen),
            (NewUser { name: "\u{3164}".into(), ..kim() }, Refused::NameUnseen),
        ] {
            let refused = kit.desk.add_user(&Actor::command_line(), new).await;
            assert!(matches!(&refused, Err(Error::Refused(said)) if *said == why), "{refused:?}");
        }
    }

    async fn five_failures_lock_the_account_for_fifteen_minutes(kit: Kit) {
        let user_id = add_kim(&kit).await;
        for _ in 0..5 {
            assert_eq!(sign_in(&kit, "kim", "wrong wrong wrong").await, SignIn::Refused);
        }
        assert_eq!(sign_in(&kit, "kim", PASSWORD).await, SignIn::Refused, "locked");
        kit.advance(Duration::from_secs(15 * 60 - 1));
        assert_eq!(sign_in(&kit, "kim", PASSWORD).await, SignIn::Refused, "still locked");
        kit.advance(Duration::from_secs(1));
        assert_eq!(sign_in(&kit, "kim", PASSWORD).await, SignIn::Welcome { user_id, era: 0 });
        assert!(user_actions(&kit, user_id).await.contains(&"locked".to_owned()));
    }

    async fn four_failures_do_not_lock_and_success_forgets_them(kit: Kit) {
        let user_id = add_kim(&kit).await;
        for _ in 0..2 {
            for _ in 0..4 {
                sign_in(&kit, "kim", "wrong wrong wrong").await;
            }
            assert_eq!(sign_in(&kit, "kim", PASSWORD).await, SignIn::Welcome { user_id, era: 0 });
        }
    }

    async fn guesses_at_the_same_instant_do_not_slip_past_the_lock(kit: Kit) {
        let user_id = add_kim(&kit).await;
        // A desk hashes two passwords at a time: only several processes judge at the same instant.
        let mut desks = Vec::new();
        for _ in 0..12 {
            desks.push(kit.another_desk().await);
        }
        let guesses = desks.into_iter().map(|desk| {
            tokio::spawn(async move { desk.sign_in("kim", "wrong wrong wrong", ADDRESS).await.expect("the desk works") })
        });
        for guess in futures::future::join_all(guesses).await {
            assert_eq!(guess.expect("a guess"), SignIn::Refused);
        }
        let locks = user_actions(&kit, user_id).await.into_iter().filter(|action| action == "locked").count();
        assert_eq!(locks, 1, "whoever comes after the lock is not judged any more");
        assert_eq!(sign_in(&kit, "kim", PASSWORD).await, SignIn::Refused);
    }

    async fn unknown_disabled_and_locked_look_alike(kit: Kit) {
        let user_id = add_kim(&kit).await;
        assert_eq!(sign_in(&kit, "nobody", PASSWORD).await, SignIn::Refused);
        kit.desk.disable_user(&Actor::command_line(), user_id).await.expect("disabled");
        assert_eq!(sign_in(&kit, "kim", PASSWORD).await, SignIn::Refused);
    }

    async fn a_disabled_user_is_nobody_at_the_next_click(kit: Kit) {
        let operator = kit.person("operator").await;
        kit.desk.disable_user(&Actor::command_line(), operator.id).await.expect("disabled");
        assert!(kit.desk.person(operator.id, ADDRESS).await.expect("the desk works").is_none());
    }

    async fn a_lost_role_counts_at_once(kit: Kit) {
        let request = kit.requested(&["10000001"]).await;
        let approver = kit.person("approver").await;
        assert!(approver.may(Permission::Approve, request.game_id));
        kit.desk.take_roles(&Actor::command_line(), approver.id).await.expect("taken");
        assert!(matches!(kit.try_approve("approver", request.id).await, Err(Error::NotFound)));
    }

    async fn a_role_in_one_game_counts_there_and_nowhere_else(kit: Kit) {
        let outsider = kit.person("outsider").await;
        let [moonlit, courier] = [kit.desk.db().game_by_code("moonlit"), kit.desk.db().game_by_code("courier")];
        let (moonlit, courier) =
            (moonlit.await.expect("games").expect("a game").id, courier.await.expect("games").expect("a game").id);
        for permission in Permission::ALL {
            assert!(outsider.may(permission, courier));
            assert!(!outsider.may(permission, moonlit));
            assert!(outsider.may_anywhere(permission));
        }
        assert!(outsider.sees(courier) && !outsider.sees(moonlit));
        let games: Vec<_> = kit.desk.games(&outsider).await.expect("games").into_iter().map(|game| game.code).collect();
        assert_eq!(games, ["courier"]);
        assert!(matches!(kit.desk.catalog(&outsider, "moonlit").await, Err(Error::NotFound)));
        assert!(kit.desk.servers(&outsider).await.expect("servers").iter().all(|server| server.game_id == courier));
    }
}

/// The stories of a desk that nobody has set up yet.
mod setup {
    use super::*;

    /// As `on_both`, on a desk without games and people.
    macro_rules! on_empty {
        ($(async fn $name:ident($kit:ident: Kit) $story:block)+) => {$(
            mod $name {
                use super::*;

                async fn story($kit: Kit) {
                    $story
                    $kit.close().await;
                }

                #[tokio::test]
                async fn sqlite() {
                    story(Kit::open_empty(Kind::Sqlite).await).await;
                }

                #[tokio::test]
                async fn postgres() {
                    story(Kit::open_empty(Kind::Postgres).await).await;
                }
            }
        )+};
    }

    on_empty! {
        async fn the_first_admin_is_made_with_a_token_that_works_once(kit: Kit) {
            let token = kit.desk.offer_setup().await.expect("the desk works").expect("nobody has an account");
            assert!(kit.desk.setup_is_open(&token).await.expect("the desk works"));
            assert!(!kit.desk.setup_is_open("guess").await.expect("the desk works"));
            assert!(matches!(kit.desk.set_up("guess", kim()).await, Err(Error::NotFound)));

            let user_id = kit.desk.set_up(&token, kim()).await.expect("the first admin");
            assert_eq!(sign_in(&kit, "kim", PASSWORD).await, SignIn::Welcome { user_id, era: 0 });
            let admin = kit.desk.person(user_id, ADDRESS).await.expect("the desk works").expect("active");
            assert!(admin.may_anywhere(Permission::Administer) && !admin.may_anywhere(Permission::Approve));

            assert!(!kit.desk.setup_is_open(&token).await.expect("the desk works"));
            let second = NewUser { username: "second".into(), ..kim() };
            assert!(matches!(kit.desk.set_up(&token, second).await, Err(Error::NotFound)));
            assert!(kit.desk.offer_setup().await.expect("the desk works").is_none());
            assert_eq!(user_actions(&kit, user_id).await, ["first_admin_created", "signed_in"]);
            let roles = kit.desk.admin(&admin).expect("an admin").roles().await.expect("the desk works");
            let held: Vec<_> = roles.iter().map(|role| (role.name.as_str(), role.holders)).collect();
            assert_eq!(held, [("admin", 1), ("approver", 0), ("cs", 0), ("manager", 0), ("operator", 0)]);
        }

        async fn two_people_with_the_token_make_one_admin(kit: Kit) {
            let token = kit.desk.offer_setup().await.expect("the desk works").expect("nobody has an account");
            let second = NewUser { username: "second".into(), ..kim() };
            let (one, other) = tokio::join!(kit.desk.set_up(&token, kim()), kit.desk.set_up(&token, second));
            assert!(one.is_ok() != other.is_ok(), "{one:?} {other:?}");
            assert_eq!(kit.number("select count(*) from users").await, 1);
        }

        async fn a_newer_token_replaces_the_older(kit: Kit) {
            let older = kit.desk.offer_setup().await.expect("the desk works").expect("nobody has an account");
            let newer = kit.desk.offer_setup().await.expect("the desk works").expect("nobody has an account");
            assert!(!kit.desk.setup_is_open(&older).await.expect("the desk works"));
            assert!(kit.desk.setup_is_open(&newer).await.expect("the desk works"));
        }

        async fn a_token_is_worth_nothing_once_somebody_has_an_account(kit: Kit) {
            let token = kit.desk.offer_setup().await.expect("the desk works").expect("nobody has an account");
            let lee = NewUser { username: "lee".into(), ..kim() };
            kit.desk.add_user(&Actor::command_line(), lee).await.expect("added at the command line");
            assert!(!kit.desk.setup_is_open(&token).await.expect("the desk works"));
            assert!(matches!(kit.desk.set_up(&token, kim()).await, Err(Error::NotFound)));
            assert_eq!(kit.number("select count(*) from users").await, 1);
        }

        async fn a_guessed_token_changes_nothing(kit: Kit) {
            kit.desk.offer_setup().await.expect("the desk works").expect("nobody has an account");
            assert!(matches!(kit.desk.set_up("guess", kim()).await, Err(Error::NotFound)));
            assert_eq!(kit.number("select count(*) from users").await, 0);
            assert_eq!(kit.number("select count(*) from roles").await, 0);
        }
    }
}
