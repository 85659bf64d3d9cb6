//! A game's catalog is looked after by whoever may, and nothing of it changes without a trace.

use grantdesk::catalog::{Kind, NotSaved, Problem, Secret};
use grantdesk::connector::SignedHttp;
use grantdesk::error::{Error, Result};
use grantdesk::event::{Event, Subject};
use grantdesk::people::Person;
use grantdesk::store::entries::EntrySearch;
use serde_json::{Value, json};

use crate::kit::{ADDRESS, Kit, on_both};

pub fn outside() -> SignedHttp {
    SignedHttp::new("127.0.0.0/8".parse().expect("a network")).expect("a client")
}

pub fn texts(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

const ITEMS: [&str; 6] = ["RUBY", "Ruby", "루비", "ルビー", "currency", "500"];
const SERVER: [&str; 7] = ["kr-9", "KR-9", "http://127.0.0.1:9/kr-9", "32", "", "2000", "1"];

/// A new entry of every kind.
fn new_entries() -> [(Kind, Vec<String>); 6] {
    [
        (Kind::Item, texts(&ITEMS)),
        (Kind::Server, texts(&SERVER)),
        (Kind::Reason, texts(&["birthday", "Birthday", "생일", "誕生日", "false"])),
        (Kind::DetailReason, texts(&["influencer", "Influencer", "인플루언서", "インフルエンサー"])),
        (Kind::Message, texts(&["hello", "Hello\nyou", "안녕", "こんにちは"])),
        (Kind::IdKind, texts(&["vid", "VID", "alphanumeric", "4", "12", "2"])),
    ]
}

async fn history(kit: &Kit, kind: Kind, id: i64) -> Vec<Event> {
    kit.desk.db().events(Subject::Catalog(kind, id)).await.expect("events")
}

fn details(event: &Event) -> Value {
    serde_json::from_str(&event.details).expect("JSON")
}

on_both! {
    async fn an_entry_of_every_kind_is_made_changed_retired_and_restored_each_with_its_event(kit: Kit) {
        let (person, outside) = (kit.person("manager").await, outside());
        let manager = kit.desk.manager(&person, "moonlit", &outside).await.expect("a manager");
        for (kind, new) in new_entries() {
            let code = manager.create(kind, &new, None).await.expect("the desk works").expect("it is right");
            let entry = manager.entry(kind, &code).await.expect("it is there");
            assert_eq!(entry.texts(), new, "{kind:?}");

            let mut changed = new.clone();
            changed[1] = "Otherwise".into();
            assert_eq!(manager.change(kind, &code, &new, &changed).await.expect("the desk works"), Ok(true));
            assert_eq!(manager.change(kind, &code, &changed, &changed).await.expect("the desk works"), Ok(false));
            manager.retire(kind, &code).await.expect("retired");
            assert!(manager.entry(kind, &code).await.expect("it is still there").retired_at.is_some());
            assert!(matches!(manager.retire(kind, &code).await, Err(Error::NothingToDo)));
            manager.restore(kind, &code).await.expect("restored");

            let events = history(&kit, kind, entry.id).await;
            let actions: Vec<&str> = events.iter().map(|event| event.action.as_str()).collect();
            assert_eq!(actions, ["created", "changed", "retired", "restored"], "{kind:?}");
            assert!(events.iter().all(|event| event.actor_name == "Manager" && event.address == ADDRESS));
            let said: Vec<Value> = events.iter().map(details).collect();
            assert!(said.iter().all(|said| said["game"] == "moonlit" && said["code"] == *code));
            let field = kind.fields()[1].name;
            assert_eq!((&said[0]["before"], &said[0]["after"][field]), (&Value::Null, &json!(new[1])));
            assert_eq!((&said[1]["before"], &said[1]["after"]), (&json!({ field: new[1] }), &json!({ field: "Otherwise" })));
            assert_eq!((&said[2]["before"], &said[2]["after"]), (&json!({ "retired": false }), &json!({ "retired": true })));
        }
    }

    async fn a_game_is_made_only_by_who_manages_them_all(kit: Kit) {
        let game = texts(&["harbor", "Harbor", "항구", "港", "true", "false"]);
        let made = kit.desk.make_game(&kit.person("manager").await, &game).await.expect("the desk works");
        assert_eq!(made, Ok("harbor".to_owned()));
        let again = kit.desk.make_game(&kit.person("manager").await, &game).await.expect("the desk works");
        assert_eq!(again.expect_err("taken")[0].problem, Problem::CodeTaken);
        for who in ["outsider", "operator", "cs"] {
            assert!(matches!(kit.desk.make_game(&kit.person(who).await, &game).await, Err(Error::Forbidden)), "{who}");
        }
        let (person, outside) = (kit.person("manager").await, outside());
        let manager = kit.desk.manager(&person, "harbor", &outside).await.expect("a manager");
        manager.retire(Kind::Game, "harbor").await.expect("retired");
        let operator = kit.person("operator").await;
        assert!(matches!(kit.desk.operator(&operator, "harbor").await, Err(Error::Forbidden)));
        let manager = kit.desk.manager(&person, "harbor", &outside).await.expect("still a manager");
        manager.restore(Kind::Game, "harbor").await.expect("restored");
    }

    async fn who_manages_one_game_touches_no_other(kit: Kit) {
        let outside = outside();
        let refusal = async |who: &str, game: &str| {
            let person: Person = kit.person(who).await;
            let manager: Result<_> = kit.desk.manager(&person, game, &outside).await;
            manager.map(|manager| manager.game().code.clone())
        };
        assert!(matches!(refusal("outsider", "courier").await, Ok(code) if code == "courier"));
        assert!(matches!(refusal("outsider", "moonlit").await, Err(Error::NotFound)));
        assert!(matches!(refusal("operator", "moonlit").await, Err(Error::Forbidden)));
        assert!(matches!(refusal("approver", "moonlit").await, Err(Error::Forbidden)));
        assert!(matches!(refusal("manager", "nowhere").await, Err(Error::NotFound)));

        let (person, outside) = (kit.person("outsider").await, self::outside());
        let manager = kit.desk.manager(&person, "courier", &outside).await.expect("a manager");
        // GEM is the other game's.
        assert!(matches!(manager.retire(Kind::Item, "GEM").await, Err(Error::NotFound)));
        assert!(matches!(manager.entry(Kind::Game, "moonlit").await, Err(Error::NotFound)));
        assert!(matches!(manager.change_secret("kr-1", &Secret::generate()).await, Err(Error::NotFound)));
    }

    async fn whoever_saves_second_sees_what_changed_and_overwrites_nothing_unseen(kit: Kit) {
        let (one, other, outside) = (kit.person("manager").await, kit.person("admin").await, outside());
        let first = kit.desk.manager(&one, "moonlit", &outside).await.expect("a manager");
        let second = kit.desk.manager(&other, "moonlit", &outside).await.expect("a manager");
        let seen = first.entry(Kind::Item, "GEM").await.expect("GEM").texts();
        let with = |name: &str, most: &str| {
            let mut typed = seen.clone();
            (typed[2], typed[5]) = (name.into(), most.into());
            typed
        };
        assert_eq!(first.change(Kind::Item, "GEM", &seen, &with("보옥", "200")).await.expect("the desk works"), Ok(true));

        let refused = second.change(Kind::Item, "GEM", &seen, &with("보석", "300")).await.expect("the desk works");
        let Err(NotSaved::Overtaken(overtaken)) = refused else { panic!("it was overwritten unseen: {refused:?}") };
        assert_eq!(overtaken.by.as_deref(), Some("Manager"));
        let fields: Vec<&str> = overtaken.differences.iter().map(|difference| difference.field).collect();
        assert_eq!(fields, ["name_ko", "max_quantity"]);
        // What the second left alone is as the first made it; what they typed is theirs.
        assert_eq!((overtaken.merged[2].as_str(), overtaken.merged[5].as_str()), ("보옥", "300"));
        assert_eq!(second.entry(Kind::Item, "GEM").await.expect("GEM").texts(), with("보옥", "200"));

        let seen = overtaken.now.texts();
        assert_eq!(second.change(Kind::Item, "GEM", &seen, &overtaken.merged).await.expect("the desk works"), Ok(true));
        assert_eq!(second.entry(Kind::Item, "GEM").await.expect("GEM").texts(), with("보옥", "300"));
    }

    async fn two_at_the_same_instant_make_one_change_and_one_refusal(kit: Kit) {
        let (person, outside) = (kit.person("manager").await, outside());
        let manager = kit.desk.manager(&person, "moonlit", &outside).await.expect("a manager");
        let seen = manager.entry(Kind::Item, "GEM").await.expect("GEM").texts();
        let typed = |most: &str| {
            let mut typed = seen.clone();
            typed[5] = most.into();
            typed
        };
        let (a, b) = (typed("1"), typed("2"));
        let (a, b) = tokio::join!(manager.change(Kind::Item, "GEM", &seen, &a), manager.change(Kind::Item, "GEM", &seen, &b));
        let done = [a.expect("the desk works"), b.expect("the desk works")];
        assert_eq!(done.iter().filter(|done| done.is_ok()).count(), 1, "{done:?}");

        let (c, d) = (texts(&ITEMS), texts(&ITEMS));
        let (c, d) = tokio::join!(manager.create(Kind::Item, &c, None), manager.create(Kind::Item, &d, None));
        let made = [c.expect("the desk works"), d.expect("the desk works")];
        assert_eq!(made.iter().filter(|made| made.is_ok()).count(), 1, "{made:?}");
    }

    async fn a_secret_is_in_no_event_and_no_file(kit: Kit) {
        let (person, outside) = (kit.person("manager").await, outside());
        let manager = kit.desk.manager(&person, "moonlit", &outside).await.expect("a manager");
        let (first, second) = (Secret::generate(), Secret::generate());
        let code = manager.create(Kind::Server, &texts(&SERVER), Some(first.clone())).await.expect("the desk works").expect("made");
        assert_eq!(manager.server(&code).await.expect("a server").secret, first.reveal());
        manager.change_secret(&code, &second).await.expect("changed");
        assert!(matches!(manager.change_secret(&code, &second).await, Err(Error::NothingToDo)));
        let server = manager.server(&code).await.expect("a server");
        assert_eq!(server.secret, second.reveal());
        let events = history(&kit, Kind::Server, server.id).await;
        assert_eq!(events.iter().map(|event| event.action.as_str()).collect::<Vec<_>>(), ["created", "secret_changed"]);
        let file = String::from_utf8(manager.export(Kind::Server).await.expect("a file")).expect("UTF-8");
        let entry = manager.entry(Kind::Server, &code).await.expect("an entry");
        for place in [format!("{events:?}"), file, format!("{server:?}{entry:?}{second:?}")] {
            assert!(place.contains("kr-9") && !place.contains("whsec_"), "{place}");
        }
        assert_eq!(kit.number("select count(*) from events where details like '%whsec%'").await, 0);
    }

    async fn a_server_is_only_saved_where_servers_may_be(kit: Kit) {
        let (person, outside) = (kit.person("manager").await, outside());
        let manager = kit.desk.manager(&person, "moonlit", &outside).await.expect("a manager");
        let at = |url: &str| {
            let mut typed = texts(&SERVER);
            typed[2] = url.into();
            typed
        };
        for (url, problem) in [
            ("http://169.254.169.254/latest", Problem::AddressNotAllowed("169.254.169.254".into())),
            ("http://[::1]:8080/kr-9", Problem::AddressNotAllowed("::1".into())),
            ("http://nowhere.invalid/kr-9", Problem::NameNotResolved("nowhere.invalid".into())),
            ("ftp://127.0.0.1/kr-9", Problem::NotAUrl),
        ] {
            let complaints = manager.create(Kind::Server, &at(url), None).await.expect("the desk works").expect_err("refused");
            assert_eq!((complaints[0].field, &complaints[0].problem), ("url", &problem), "{url}");
        }
        // Nobody has to correct one thing to be told of the other.
        let mut twice_wrong = at("http://10.0.0.1/kr-9");
        twice_wrong[3] = "400".into();
        let complaints = manager.create(Kind::Server, &twice_wrong, None).await.expect("the desk works").expect_err("refused");
        assert_eq!(complaints.iter().map(|complaint| complaint.field).collect::<Vec<_>>(), ["url", "concurrency"]);
        let seen = manager.entry(Kind::Server, "kr-1").await.expect("kr-1").texts();
        let mut elsewhere = seen.clone();
        elsewhere[2] = "http://10.0.0.1/kr-1".into();
        let refused = manager.change(Kind::Server, "kr-1", &seen, &elsewhere).await.expect("the desk works");
        assert!(matches!(refused, Err(NotSaved::Wrong(complaints)) if complaints[0].field == "url"));
        assert!(manager.create(Kind::Server, &at("http://localhost:9/kr-9"), None).await.expect("the desk works").is_ok());
    }

    async fn entries_are_found_by_what_stands_in_them(kit: Kit) {
        let (person, outside) = (kit.person("manager").await, outside());
        let manager = kit.desk.manager(&person, "moonlit", &outside).await.expect("a manager");
        let found = async |text: &str, retired: bool| {
            let search = EntrySearch { text: text.into(), retired, after: 0, limit: 50 };
            let (entries, count) = manager.entries(Kind::Item, &search).await.expect("entries");
            assert_eq!(entries.len() as i64, count);
            entries.iter().map(|entry| entry.code().to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(found("", false).await.len(), 5);
        assert_eq!(found("gem", false).await, ["GEM"]);
        assert_eq!(found("부활", false).await, ["ELIXIR_REVIVE"]);
        assert_eq!(found("翼", false).await, ["WINGS_STARLIGHT"]);
        // `_` and `%` are themselves.
        assert_eq!(found("_", false).await, ["ELIXIR_REVIVE", "TICKET_SUMMON", "WINGS_STARLIGHT"]);
        assert_eq!(found("%", false).await, [""; 0]);
        manager.retire(Kind::Item, "GEM").await.expect("retired");
        assert_eq!((found("gem", false).await, found("gem", true).await), (vec![], vec!["GEM".to_owned()]));
        let count = manager.count(Kind::Item).await.expect("counts");
        assert_eq!((count.in_use, count.retired), (4, 1));
    }

    async fn games_are_counted_together_as_they_are_one_by_one(kit: Kit) {
        kit.sql("update items set retired_at = 1 where code = 'GOLD'").await.expect("retired");
        for (who, expected) in [("manager", vec!["moonlit", "courier"]), ("outsider", vec!["courier"]), ("operator", vec![])] {
            let person = kit.person(who).await;
            let managed = kit.desk.managed_games(&person).await.expect("games");
            let codes: Vec<&str> = managed.iter().map(|(game, _)| game.code.as_str()).collect();
            assert_eq!(codes, expected, "{who}");
            for (game, counts) in managed {
                let outside = outside();
                let manager = kit.desk.manager(&person, &game.code, &outside).await.expect("may");
                let mut alone = Vec::new();
                for kind in Kind::OF_A_GAME {
                    alone.push(manager.count(kind).await.expect("counts"));
                }
                assert_eq!(counts, alone);
                assert_eq!(manager.counts().await.expect("counts"), alone);
                assert_eq!(counts[0].retired, i64::from(game.code == "moonlit"));
            }
        }
    }

    async fn what_is_retired_is_asked_for_no_more_and_still_delivered(kit: Kit) {
        let no = kit.approved(&["10000001"]).await;
        let (person, outside) = (kit.person("manager").await, outside());
        let manager = kit.desk.manager(&person, "moonlit", &outside).await.expect("a manager");
        for (kind, code) in [
            (Kind::Item, "GEM"), (Kind::Server, "kr-1"), (Kind::Reason, "outage"), (Kind::IdKind, "player_id"),
        ] {
            manager.retire(kind, code).await.expect("retired");
        }
        let complaints = kit.complaints(&kit.form(&["10000002"])).await;
        assert_eq!(complaints.len(), 4, "{complaints:?}");
        kit.deliver(&kit.worker(crate::kit::Fake::new(|_| crate::kit::applied()))).await;
        assert_eq!(kit.state(no).await, grantdesk::request::State::Succeeded);
    }

    async fn a_paused_server_is_resumed_by_a_person_whose_name_stays(kit: Kit) {
        let (person, outside) = (kit.person("manager").await, outside());
        let manager = kit.desk.manager(&person, "moonlit", &outside).await.expect("a manager");
        assert!(matches!(manager.resume("kr-1").await, Err(Error::NothingToDo)));
        kit.sql("update servers set paused_until = 1790000900000, paused_because = 'timed_out', pauses = 3 where code = 'kr-1'").await.expect("paused");
        manager.resume("kr-1").await.expect("resumed");
        let server = manager.server("kr-1").await.expect("kr-1");
        assert_eq!((server.paused_until, server.paused_because, server.pauses), (None, None, 0));
        let events = history(&kit, Kind::Server, server.id).await;
        let resumed = events.last().expect("an event");
        assert_eq!((resumed.action.as_str(), resumed.actor_name.as_str()), ("resumed", "Manager"));
        assert_eq!(details(resumed)["before"]["paused_because"], "timed_out");
    }

    async fn what_changes_in_a_catalog_is_seen_at_once_by_every_process(kit: Kit) {
        let other = kit.another_desk().await;
        let person = kit.person("operator").await;
        for desk in [&kit.desk, &other] {
            desk.catalog(&person, "moonlit").await.expect("a catalog");
        }
        for (change, seen) in [
            ("update items set name_en = 'Ruby' where code = 'GEM'", "Ruby"),
            ("update items set name_en = 'Gem' where code = 'GEM'", "Gem"),
        ] {
            kit.sql(change).await.expect("changed");
            for desk in [&kit.desk, &other] {
                let catalog = desk.catalog(&person, "moonlit").await.expect("a catalog");
                let gem = catalog.items.iter().find(|item| item.code == "GEM").expect("a gem");
                assert_eq!(gem.names.name_en, seen);
            }
        }
        let before = kit.number("select n from catalog_version").await;
        kit.sql("update servers set paused_until = 1 where code = 'kr-1'").await.expect("paused");
        assert_eq!(kit.number("select n from catalog_version").await, before + 1);
    }
}
