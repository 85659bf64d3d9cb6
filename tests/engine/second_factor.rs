//! A second factor: a code every half minute, and ten for the day on which the phone is lost.

use std::time::Duration;

use grantdesk::error::Error;
use grantdesk::event::Subject;
use grantdesk::people::{Person, Refused, SignIn};
use totp_rs::{Builder, Secret};

use crate::kit::{ADDRESS, Kit, on_both};

const PASSWORD: &str = "a long enough password";
const STEP: Duration = Duration::from_secs(30);

async fn kim(kit: &Kit) -> Person {
    let admin = kit.person("admin").await;
    let link = kit.desk.desk_admin(&admin).expect("an admin").invite("kim", "Kim").await.expect("invited");
    kit.desk.set_password(&link.token, PASSWORD, ADDRESS).await.expect("set");
    kit.person("kim").await
}

/// What the app on the phone shows at this moment.
fn code(kit: &Kit, secret: &str) -> String {
    let secret = Secret::try_from_base32(secret).expect("base32");
    let totp = Builder::new().with_secret(secret).build().expect("as RFC 6238 has it");
    totp.generate((kit.desk.now() / 1000) as u64).to_string()
}

/// Enrols, and answers the secret and the recovery codes.
async fn enrol(kit: &Kit, person: &Person) -> (String, Vec<String>) {
    kit.desk.begin_second_factor(person).await.expect("begun");
    let secret = kit.desk.enrolment(person).await.expect("the desk works").expect("begun").secret;
    let codes = kit.desk.confirm_second_factor(person, &code(kit, &secret)).await.expect("confirmed");
    kit.advance(STEP);
    (secret, codes)
}

async fn password(kit: &Kit) -> SignIn {
    kit.desk.sign_in("kim", PASSWORD, ADDRESS).await.expect("the desk works")
}

/// The second step after the right password.
async fn enter(kit: &Kit, code: &str) -> SignIn {
    let SignIn::CodeWanted { user_id, era } = password(kit).await else { return SignIn::Refused };
    kit.desk.sign_in_with_code(user_id, era, code, ADDRESS).await.expect("the desk works")
}

on_both! {
    async fn the_password_alone_lets_nobody_in_any_more(kit: Kit) {
        let person = kim(&kit).await;
        assert!(matches!(password(&kit).await, SignIn::Welcome { .. }));
        kit.desk.begin_second_factor(&person).await.expect("begun");
        assert!(matches!(password(&kit).await, SignIn::Welcome { .. }), "it does not count before its first code");
        let wrong = kit.desk.confirm_second_factor(&person, "000000").await;
        assert!(matches!(wrong, Err(Error::Refused(Refused::CodeWrong))), "{wrong:?}");

        let (secret, codes) = enrol(&kit, &person).await;
        assert_eq!(codes.len(), 10);
        assert!(kit.desk.enrolment(&person).await.expect("the desk works").is_none(), "the secret is not shown again");
        assert!(matches!(kit.desk.begin_second_factor(&person).await, Err(Error::NothingToDo)));
        assert!(matches!(password(&kit).await, SignIn::CodeWanted { .. }));
        assert_eq!(enter(&kit, "000000").await, SignIn::Refused);
        assert!(matches!(enter(&kit, &code(&kit, &secret)).await, SignIn::Welcome { .. }));
    }

    async fn a_code_counts_once(kit: Kit) {
        let person = kim(&kit).await;
        let (secret, _) = enrol(&kit, &person).await;
        let now = code(&kit, &secret);
        assert!(matches!(enter(&kit, &now).await, SignIn::Welcome { .. }));
        assert_eq!(enter(&kit, &now).await, SignIn::Refused, "used");
        kit.advance(STEP);
        assert_eq!(enter(&kit, &now).await, SignIn::Refused, "used, and late");
        assert!(matches!(enter(&kit, &code(&kit, &secret)).await, SignIn::Welcome { .. }));
    }

    async fn a_code_taken_at_the_same_instant_lets_one_in(kit: Kit) {
        let person = kim(&kit).await;
        let (secret, _) = enrol(&kit, &person).await;
        let SignIn::CodeWanted { user_id, era } = password(&kit).await else { panic!("a code is wanted") };
        let (now, another) = (code(&kit, &secret), kit.another_desk().await);
        let (one, other) = tokio::join!(
            kit.desk.sign_in_with_code(user_id, era, &now, ADDRESS),
            another.sign_in_with_code(user_id, era, &now, ADDRESS)
        );
        let entered = [one, other].into_iter().filter(|answer| matches!(answer, Ok(SignIn::Welcome { .. }))).count();
        assert_eq!(entered, 1);
        another.db().close().await;
    }

    async fn a_code_may_be_half_a_minute_off_and_no_more(kit: Kit) {
        let person = kim(&kit).await;
        let (secret, _) = enrol(&kit, &person).await;
        kit.advance(10 * STEP);
        let then = code(&kit, &secret);
        kit.advance(2 * STEP);
        assert_eq!(enter(&kit, &then).await, SignIn::Refused, "a minute late");
        let then = code(&kit, &secret);
        kit.advance(STEP);
        let spaced = format!("{} {}", &then[..3], &then[3..]);
        assert!(matches!(enter(&kit, &spaced).await, SignIn::Welcome { .. }), "as apps show it, and half a minute late");
    }

    async fn wrong_codes_lock_the_account_and_the_password_buys_no_new_guesses(kit: Kit) {
        let person = kim(&kit).await;
        let (secret, _) = enrol(&kit, &person).await;
        for _ in 0..5 {
            assert_eq!(enter(&kit, "123").await, SignIn::Refused);
        }
        assert_eq!(password(&kit).await, SignIn::Refused, "locked");
        kit.advance(Duration::from_secs(15 * 60));
        assert!(matches!(enter(&kit, &code(&kit, &secret)).await, SignIn::Welcome { .. }));
    }

    async fn a_recovery_code_works_once_however_it_is_typed(kit: Kit) {
        let person = kim(&kit).await;
        let (_, codes) = enrol(&kit, &person).await;
        let typed = codes[3].to_uppercase().replace('-', " ");
        assert!(matches!(enter(&kit, &typed).await, SignIn::Welcome { .. }));
        assert_eq!(enter(&kit, &codes[3]).await, SignIn::Refused, "used");
        assert_eq!(kit.desk.second_factor(&person).await.expect("the desk works").expect("a factor").codes_left, 9);
        let events = kit.desk.db().events(Subject::User(person.id)).await.expect("events");
        let texts: String = events.into_iter().map(|event| event.details).collect();
        assert!(texts.contains("recovery_code") && !codes.iter().any(|code| texts.contains(code.as_str())));
    }

    async fn a_half_signed_in_person_is_turned_away_once_their_sessions_ended(kit: Kit) {
        let person = kim(&kit).await;
        let (secret, _) = enrol(&kit, &person).await;
        let SignIn::CodeWanted { user_id, era } = password(&kit).await else { panic!("a code is wanted") };
        let admin = kit.person("admin").await;
        kit.desk.desk_admin(&admin).expect("an admin").sign_out_everywhere(person.id).await.expect("signed out");
        let answer = kit.desk.sign_in_with_code(user_id, era, &code(&kit, &secret), ADDRESS).await;
        assert_eq!(answer.expect("the desk works"), SignIn::Refused);
    }

    async fn it_is_removed_by_password_and_reset_by_an_admin(kit: Kit) {
        let person = kim(&kit).await;
        enrol(&kit, &person).await;
        let wrong = kit.desk.remove_second_factor(&person, "not that one, no").await;
        assert!(matches!(wrong, Err(Error::Refused(Refused::PasswordWrong))), "{wrong:?}");
        kit.desk.remove_second_factor(&person, PASSWORD).await.expect("removed");
        assert!(matches!(password(&kit).await, SignIn::Welcome { .. }));

        enrol(&kit, &person).await;
        let admin = kit.person("admin").await;
        let admin = kit.desk.desk_admin(&admin).expect("an admin");
        admin.reset_second_factor(person.id).await.expect("reset");
        admin.reset_second_factor(person.id).await.expect("as it is");
        assert!(matches!(password(&kit).await, SignIn::Welcome { .. }));
        assert_eq!(kit.number("select count(*) from recovery_codes").await, 0);
        let events = kit.desk.db().events(Subject::User(person.id)).await.expect("events");
        assert_eq!(events.iter().filter(|event| event.action == "second_factor_reset").count(), 1);
    }
}

/// RFC 6238, appendix B: the codes of its test secret by SHA-1, cut to six digits.
#[test]
fn codes_are_those_of_the_standard() {
    let secret = Secret::from(*b"12345678901234567890");
    let totp = Builder::new().with_secret(secret).build().expect("as RFC 6238 has it");
    for (at, code) in [(59, "287082"), (1_111_111_109, "081804"), (1_234_567_890, "005924"), (20_000_000_000, "353130")]
    {
        assert_eq!(totp.generate(at).to_string(), code);
        assert_eq!(totp.check(code, at), Some(at / 30));
    }
}
