//! How the desk looks to somebody, and the password they chose.

use grantdesk::error::Error;
use grantdesk::event::Subject;
use grantdesk::people::{Link, Refused, Settings, SignIn, time_zone};
use serde_json::{Value, json};

use crate::kit::{ADDRESS, Kit, on_both};

const OLD: &str = "what it was before";
const NEW: &str = "what it is from now on";

async fn kim(kit: &Kit) -> Link {
    let admin = kit.person("admin").await;
    let link = kit.desk.desk_admin(&admin).expect("an admin").invite("kim", "Kim").await.expect("invited");
    kit.desk.set_password(&link.token, OLD, ADDRESS).await.expect("set");
    link
}

on_both! {
    async fn what_one_chooses_holds_from_the_next_page_on_and_is_told(kit: Kit) {
        let operator = kit.person("operator").await;
        let chosen = Settings {
            language: Some("ja".into()),
            time_zone: Some("asia/tokyo".into()),
            theme: Some("dark".into()),
            shortcuts: false,
        };
        for _twice in 0..2 {
            kit.desk.choose(&operator, &chosen).await.expect("chosen");
        }
        let then = kit.person("operator").await;
        assert_eq!(then.settings(), Settings { time_zone: Some("Asia/Tokyo".into()), ..chosen.clone() });
        kit.desk.choose(&then, &Settings::default()).await.expect("chosen");
        assert_eq!(kit.person("operator").await.settings(), Settings::default());
        let events = kit.desk.db().events(Subject::User(operator.id)).await.expect("events");
        let changes: Vec<Value> = events[1..].iter().map(|event| serde_json::from_str(&event.details).expect("JSON")).collect();
        let nothing = json!({ "language": null, "time_zone": null, "theme": null, "shortcuts": true });
        let something = json!({ "language": "ja", "time_zone": "Asia/Tokyo", "theme": "dark", "shortcuts": false });
        assert_eq!(changes, [
            json!({ "before": nothing, "after": something }),
            json!({ "before": something, "after": nothing }),
        ]);
    }

    async fn what_there_is_not_is_not_chosen(kit: Kit) {
        let operator = kit.person("operator").await;
        for (chosen, why) in [
            (Settings { language: Some("fr".into()), ..Settings::default() }, Refused::UnknownSetting),
            (Settings { theme: Some("pink".into()), ..Settings::default() }, Refused::UnknownSetting),
            (Settings { time_zone: Some("Asia/Atlantis".into()), ..Settings::default() }, Refused::UnknownTimeZone),
        ] {
            let refused = kit.desk.choose(&operator, &chosen).await;
            assert!(matches!(&refused, Err(Error::Refused(said)) if *said == why), "{refused:?}");
        }
    }

    async fn a_new_password_needs_the_old_one_and_ends_other_sessions(kit: Kit) {
        let user = kim(&kit).await.user;
        let person = kit.person("kim").await;
        let wrong = kit.desk.change_password(&person, "not that one, no", NEW).await;
        assert!(matches!(wrong, Err(Error::Refused(Refused::PasswordWrong))), "{wrong:?}");
        let short = kit.desk.change_password(&person, OLD, "short").await;
        assert!(matches!(short, Err(Error::Refused(Refused::PasswordShort))), "{short:?}");
        let era = kit.desk.change_password(&person, OLD, NEW).await.expect("changed");
        assert!(era > person.era);
        assert_eq!(kit.desk.sign_in("kim", OLD, ADDRESS).await.expect("the desk works"), SignIn::Refused);
        let entered = kit.desk.sign_in("kim", NEW, ADDRESS).await.expect("the desk works");
        assert_eq!(entered, SignIn::Welcome { user_id: user, era });
        let events = kit.desk.db().events(Subject::User(user)).await.expect("events");
        assert!(events.iter().any(|event| event.action == "password_changed"));
        assert!(!events.iter().any(|event| event.details.contains(NEW) || event.details.contains(OLD)));
    }

    async fn whoever_guesses_the_old_password_is_locked_out(kit: Kit) {
        kim(&kit).await;
        let person = kit.person("kim").await;
        for _ in 0..5 {
            kit.desk.change_password(&person, "not that one, no", NEW).await.expect_err("refused");
        }
        let locked = kit.desk.change_password(&person, OLD, NEW).await;
        assert!(matches!(locked, Err(Error::Refused(Refused::PasswordWrong))), "{locked:?}");
    }
}

#[test]
fn zones_are_written_as_the_iana_database_writes_them() {
    assert_eq!(time_zone(" asia/seoul ").as_deref(), Some("Asia/Seoul"));
    assert_eq!(time_zone("utc").as_deref(), Some("UTC"));
    assert_eq!(time_zone(""), None);
}
