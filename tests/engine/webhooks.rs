//! Who looks after webhooks, what they may post to, and that the address stays a secret.

use grantdesk::connector::Cause;
use grantdesk::error::Error;
use grantdesk::event::Subject;
use grantdesk::notification::Kind;
use grantdesk::webhook::{Hosts, Outlet, WEBHOOKS, WebhookForm, WebhookProblem};

use crate::kit::{Kit, Slack, ok, on_both, plain_words, said};

const URL: &str = "https://hooks.slack.com/services/T024/B024/s3cr3tTokenAb9Z";

fn form(name: &str, url: &str) -> WebhookForm {
    WebhookForm {
        name: name.into(),
        url: url.into(),
        language: "en".into(),
        kinds: vec![Kind::Requested, Kind::Failed],
    }
}

on_both! {
    async fn a_games_webhooks_are_looked_after_by_who_may_change_its_catalog(kit: Kit) {
        for (who, game, expected) in [
            ("manager", "moonlit", "may"),
            ("admin", "moonlit", "may"),
            ("outsider", "courier", "may"),
            ("operator", "moonlit", "forbidden"),
            ("approver", "moonlit", "forbidden"),
            ("outsider", "moonlit", "not found"),
            ("manager", "nowhere", "not found"),
        ] {
            let person = kit.person(who).await;
            let got = match kit.desk.game_webhooks(&person, game).await {
                Ok(_) => "may",
                Err(Error::Forbidden) => "forbidden",
                Err(Error::NotFound) => "not found",
                Err(error) => panic!("{error}"),
            };
            assert_eq!(got, expected, "{who} in {game}");
        }
    }

    async fn an_address_is_kept_and_never_told_again(kit: Kit) {
        let manager = kit.person("manager").await;
        let keeper = kit.desk.game_webhooks(&manager, "moonlit").await.expect("may");
        let id = keeper.add(&form("#moonlit-ops", URL), &kit.outlet()).await.expect("works").expect("right");
        let webhook = keeper.webhook(id).await.expect("there");
        assert_eq!(webhook.address.masked(), "hooks.slack.com/…Ab9Z");
        assert!(!format!("{webhook:?}").contains("s3cr3t"));

        // Without an address it keeps the one that it has.
        let changed = WebhookForm { kinds: vec![Kind::Closed], ..form("#ops", "") };
        keeper.change(id, &changed, &kit.outlet()).await.expect("works").expect("right");
        let webhook = keeper.webhook(id).await.expect("there");
        assert_eq!((webhook.name.as_str(), webhook.address.masked().as_str()), ("#ops", "hooks.slack.com/…Ab9Z"));
        assert_eq!(webhook.kinds, [Kind::Closed]);

        keeper.remove(id).await.expect("removed");
        assert!(matches!(keeper.webhook(id).await, Err(Error::NotFound)));
        assert!(matches!(keeper.remove(id).await, Err(Error::NotFound)));
        assert_eq!(kit.number("select count(*) from webhooks where url <> ''").await, 0);

        let game = kit.desk.db().game_by_code("moonlit").await.expect("games").expect("the game").id;
        let events = kit.desk.db().events(Subject::Game(game)).await.expect("events");
        let actions: Vec<&str> = events.iter().map(|event| event.action.as_str()).collect();
        assert_eq!(actions[1..], ["webhook_added", "webhook_changed", "webhook_removed"]);
        assert!(events.iter().all(|event| !event.details.contains("s3cr3t") && !event.details.contains("services")));
        assert!(events[2].details.contains("#moonlit-ops") && events[2].details.contains("#ops"), "before and after");
    }

    async fn a_person_has_one_and_nobody_else_sees_it(kit: Kit) {
        let id = kit.own_webhook("operator", URL).await;
        let (operator, other) = (kit.person("operator").await, kit.person("operator2").await);
        let own = kit.desk.own_webhooks(&operator);
        assert_eq!(own.webhooks().await.expect("read").len(), 1);
        let second = own.add(&form("", URL), &kit.outlet()).await.expect("works");
        assert_eq!(second, Err(vec![WebhookProblem::NameTaken]));
        let others = kit.desk.own_webhooks(&other);
        assert!(others.webhooks().await.expect("read").is_empty());
        assert!(matches!(others.webhook(id).await, Err(Error::NotFound)));
        assert!(matches!(others.remove(id).await, Err(Error::NotFound)));
        assert!(matches!(others.change(id, &form("", URL), &kit.outlet()).await, Err(Error::NotFound)));
        let manager = kit.person("manager").await;
        let games = kit.desk.game_webhooks(&manager, "moonlit").await.expect("may");
        assert!(matches!(games.webhook(id).await, Err(Error::NotFound)));
        own.remove(id).await.expect("removed");
        kit.own_webhook("operator", URL).await;
    }

    async fn what_is_wrong_with_a_form_is_said(kit: Kit) {
        use WebhookProblem::*;
        let manager = kit.person("manager").await;
        let keeper = kit.desk.game_webhooks(&manager, "moonlit").await.expect("may");
        let strict = Outlet::new(Hosts::new("hooks.slack.com", "".parse().expect("no networks"))).expect("a client");
        kit.game_webhook("#taken", URL, &[Kind::Failed]).await;
        for (form, expected) in [
            (form("", URL), vec![NoName]),
            (form(&"n".repeat(61), URL), vec![LongName]),
            (form("#taken\u{200B}", URL), vec![NameUnseen]),
            (form(" #taken ", URL), vec![NameTaken]),
            (form("#new", " "), vec![NoUrl]),
            (form("#new", "hooks.slack.com"), vec![NotAUrl]),
            (form("#new", "http://hooks.slack.com/services/x"), vec![NotHttps]),
            (form("#new", "https://evil.example/x"), vec![HostNotAllowed]),
            (form("#new", "http://169.254.169.254/latest/meta-data"), vec![HostNotAllowed]),
            (form("#new", "http://localhost/x"), vec![HostNotAllowed]),
            (WebhookForm { kinds: vec![Kind::WebhookPaused], ..form("", "") }, vec![NoName, NoKinds, NoUrl]),
        ] {
            assert_eq!(keeper.add(&form, &strict).await.expect("works"), Err(expected), "{form:?}");
        }
        for n in 1..WEBHOOKS {
            kit.game_webhook(&format!("#{n}"), URL, &[Kind::Failed]).await;
        }
        assert_eq!(keeper.add(&form("#new", URL), &strict).await.expect("works"), Err(vec![TooMany]));
    }

    async fn what_a_person_sets_goes_only_to_named_hosts_though_a_games_may_go_anywhere_inside_the_networks(kit: Kit) {
        let slack = Slack::willing().await;
        let outlet = Outlet::new(Hosts::new("hooks.slack.com", "127.0.0.0/8".parse().expect("a network"))).expect("a client");
        let (operator, manager) = (kit.person("operator").await, kit.person("manager").await);
        let refused = kit.desk.own_webhooks(&operator).add(&form("", &slack.url()), &outlet).await.expect("works");
        assert_eq!(refused, Err(vec![WebhookProblem::HostNotAllowed]));
        let own = kit.desk.own_webhooks(&manager).add(&form("", &slack.url()), &outlet).await.expect("works");
        assert_eq!(own, Err(vec![WebhookProblem::HostNotAllowed]), "a manager's own is a person's");
        let games = kit.desk.game_webhooks(&manager, "moonlit").await.expect("may");
        games.add(&form("#ops", &slack.url()), &outlet).await.expect("works").expect("right");

        // One that was set when its host was named.
        let id = kit.own_webhook("operator", &slack.url()).await;
        let posted = kit.desk.own_webhooks(&operator).test(id, &outlet, &plain_words()).await.expect("answered");
        assert_eq!((posted.status, posted.cause), (None, Some(Cause::AddressNotAllowed)));
        assert!(slack.posts().is_empty());
    }

    async fn a_test_message_tells_how_it_was_answered_and_what_was_said_to_managers_alone(kit: Kit) {
        let script = |nth| Some(if nth % 2 == 0 { ok() } else { said("404 Not Found", "", "no_service") });
        let slack = Slack::new(script).await;
        let own = kit.own_webhook("manager", &slack.url()).await;
        let game = kit.game_webhook("#ops", &slack.url(), &[Kind::Failed]).await;
        let manager = kit.person("manager").await;
        let keepers =
            [(kit.desk.own_webhooks(&manager), own, ["", ""]), (kit.desk.game_webhooks(&manager, "moonlit").await.expect("may"), game, ["ok", "no_service"])];
        for (keeper, id, expected) in keepers {
            for (status, said) in [Some(200), Some(404)].into_iter().zip(expected) {
                let posted = keeper.test(id, &kit.outlet(), &plain_words()).await.expect("posted");
                assert_eq!((posted.status, posted.said.as_str()), (status, said));
            }
        }
        assert_eq!(slack.texts(), ["ko test by Manager", "ko test by Manager", "ja test by Manager", "ja test by Manager"]);
    }

    async fn test_messages_are_written_down_and_only_so_many_are_sent_at_once(kit: Kit) {
        let slack = Slack::willing().await;
        let (own, game) =
            (kit.own_webhook("manager", &slack.url()).await, kit.game_webhook("#ops", &slack.url(), &[Kind::Failed]).await);
        let manager = kit.person("manager").await;
        let (mine, games) =
            (kit.desk.own_webhooks(&manager), kit.desk.game_webhooks(&manager, "moonlit").await.expect("may"));
        for (keeper, id) in [(&mine, own), (&mine, own), (&games, game), (&games, game), (&mine, own)] {
            keeper.test(id, &kit.outlet(), &plain_words()).await.expect("posted");
        }
        for (keeper, id) in [(&mine, own), (&games, game)] {
            let refused = keeper.test(id, &kit.outlet(), &plain_words()).await;
            assert!(matches!(refused, Err(Error::TooManyTries)), "{refused:?}");
        }
        assert_eq!(slack.posts().len(), 5);
        let other = kit.own_webhook("operator", &slack.url()).await;
        let operator = kit.person("operator").await;
        kit.desk.own_webhooks(&operator).test(other, &kit.outlet(), &plain_words()).await.expect("somebody else may");

        let place = kit.desk.db().game_by_code("moonlit").await.expect("games").expect("the game").id;
        for (subject, times, host) in [(Subject::User(manager.id), 3, "127.0.0.1"), (Subject::Game(place), 2, "127.0.0.1")] {
            let events = kit.desk.db().events(subject).await.expect("events");
            let told: Vec<_> = events.iter().filter(|event| event.action == "webhook_tested").collect();
            assert_eq!(told.len(), times);
            assert!(told.iter().all(|event| event.actor_name == "Manager" && event.detail("host").as_deref() == Some(host)));
            assert!(told.iter().all(|event| !event.details.contains("s3cr3t")));
        }
    }
}
