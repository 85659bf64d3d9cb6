//! Saved forms: one's own, and those that a team shares.

use grantdesk::error::Error;
use grantdesk::event::{Actor, Event, Subject};
use grantdesk::favorite::{Favorite, NameProblem, Origin};
use grantdesk::people::Permission;
use grantdesk::request::{Form, FormFavorite, FormLine, Gone};

use crate::kit::{Kit, fresh_key, on_both};

impl Kit {
    async fn try_save(&self, who: &str, name: &str, form: &Form) -> Result<FormFavorite, NameProblem> {
        let person = self.person(who).await;
        let operator = self.desk.operator(&person, &form.game).await.expect("an operator");
        operator.save_favorite(name, form).await.expect("the desk works")
    }

    async fn saved(&self, who: &str, name: &str) -> i64 {
        self.try_save(who, name, &self.form(&["10000001"])).await.expect("saved").id
    }

    async fn replace(&self, who: &str, id: i64, form: &Form) -> Result<FormFavorite, Error> {
        let person = self.person(who).await;
        let operator = self.desk.operator(&person, &form.game).await?;
        operator.replace_favorite(id, form).await.map(|(_, used)| used)
    }

    async fn apply(&self, who: &str, id: i64, form: &Form) -> Result<Form, Error> {
        self.desk.apply_favorite(&self.person(who).await, id, form, "en").await
    }

    async fn share(&self, who: &str, id: i64, shared: bool) -> Result<(), Error> {
        self.desk.share_favorite(&self.person(who).await, id, shared).await.map(|_| ())
    }

    async fn favorite(&self, who: &str, id: i64) -> Result<Favorite, Error> {
        self.desk.favorite(&self.person(who).await, id).await
    }

    /// The names of one's own favorites, and of the team's.
    async fn names(&self, who: &str) -> (Vec<String>, Vec<String>) {
        let favorites = self.desk.favorites(&self.person(who).await).await.expect("read");
        let names = |all: Vec<Favorite>| all.into_iter().map(|favorite| favorite.name).collect();
        (names(favorites.own), names(favorites.shared))
    }

    async fn uses(&self, id: i64) -> i64 {
        let favorite = self.favorite("operator", id).await.expect("there");
        let uses = self.desk.favorite_uses(&[&favorite]).await.expect("counted");
        uses.first().map_or(0, |(_, count)| *count)
    }

    async fn favorite_events(&self, id: i64) -> Vec<Event> {
        self.desk.db().events(Subject::Favorite(id)).await.expect("read")
    }
}

on_both! {
    async fn a_form_is_saved_without_its_players_and_its_order(kit: Kit) {
        let form = Form {
            servers: vec!["kr-1".into(), "kr-2".into()],
            message: "event_autumn".into(),
            comment: "as always".into(),
            order_number: "GPA.1".into(),
            valid_until: "2030-01-01T00:00".into(),
            lines: vec![
                FormLine { item: "GEM · 보석".into(), quantity: " 1,500".into() },
                FormLine { item: "summon ticket".into(), quantity: "3".into() },
                FormLine::default(),
            ],
            ..kit.form(&["10000001"])
        };
        let id = kit.try_save("operator", "  Every outage ", &form).await.expect("saved").id;
        let saved = kit.favorite("operator", id).await.expect("there");
        assert_eq!((saved.name.as_str(), saved.version), ("Every outage", 1));
        let line = |item: &str, quantity: &str| FormLine { item: item.into(), quantity: quantity.into() };
        let lines = vec![line("GEM", "1,500"), line("TICKET_SUMMON", "3")];
        let bare = Form { order_number: String::new(), valid_until: String::new(), id_kind: String::new(), players: String::new(), lines, ..form };
        assert_eq!(saved.form, bare);
    }

    async fn what_is_typed_of_players_stays_when_a_favorite_is_applied(kit: Kit) {
        let id = kit.saved("operator", "Outage").await;
        let typed = Form {
            game: "courier".into(),
            players: "10000007\n10000008".into(),
            order_number: "GPA.7".into(),
            keep_first: true,
            comment: "gone".into(),
            ..Form::default()
        };
        let form = kit.apply("operator", id, &typed).await.expect("applied");
        assert_eq!((form.game.as_str(), form.reason.as_str(), form.comment.as_str()), ("moonlit", "outage", ""));
        assert_eq!((form.players, form.order_number, form.keep_first), (typed.players, typed.order_number, true));
        assert_eq!(form.lines, [FormLine { item: "GEM · Gem".into(), quantity: "300".into() }]);
        assert_eq!((form.favorite, form.gone), (Some(FormFavorite { id, version: 1 }), vec![]));
    }

    async fn what_is_retired_is_left_out_and_named(kit: Kit) {
        let form = Form {
            servers: vec!["kr-1".into(), "jp-1".into()],
            lines: ["GEM", "GOLD"].map(|item| FormLine { item: item.into(), quantity: "3".into() }).to_vec(),
            ..kit.form(&[])
        };
        let id = kit.try_save("operator", "Both", &form).await.expect("saved").id;
        for sql in [
            "update items set retired_at = 1 where code = 'GEM'",
            "update servers set retired_at = 1 where code = 'jp-1' and game_id = (select id from games where code = 'moonlit')",
            "update reasons set retired_at = 1 where code = 'outage'",
        ] {
            kit.sql(sql).await.expect("retired");
        }
        let form = kit.apply("operator", id, &kit.form(&["10000001"])).await.expect("applied");
        let gone = vec![Gone::Server("jp-1".into()), Gone::Reason("outage".into()), Gone::Item("GEM".into())];
        assert_eq!((form.gone, form.servers, form.reason.as_str()), (gone, vec!["kr-1".to_owned()], ""));
        assert_eq!(form.lines.iter().map(FormLine::code).collect::<Vec<_>>(), ["GOLD"]);
    }

    async fn names_have_1_to_60_characters_and_stand_once(kit: Kit) {
        let form = kit.form(&[]);
        let try_name = async |name: &str| kit.try_save("operator", name, &form).await.err();
        assert_eq!(try_name("").await, Some(NameProblem::Missing));
        assert_eq!(try_name(" \n\0 ").await, Some(NameProblem::Missing));
        assert_eq!(try_name(&"점".repeat(61)).await, Some(NameProblem::TooLong));
        assert_eq!(try_name(&"점".repeat(60)).await, None);
        assert_eq!(try_name(&format!(" {} ", "점".repeat(60))).await, Some(NameProblem::Taken));
        assert!(kit.try_save("operator2", &"점".repeat(60), &form).await.is_ok(), "another person's names are his own");

        let (first, operator) = (kit.saved("operator", "First").await, kit.person("operator").await);
        let rename = async |name: &str| kit.desk.rename_favorite(&operator, first, name).await.expect("the desk works").err();
        assert_eq!(rename(&"점".repeat(60)).await, Some(NameProblem::Taken));
        assert_eq!(rename("").await, Some(NameProblem::Missing));
        assert_eq!(rename("First").await, None);
        assert_eq!(rename("Second").await, None);
        assert_eq!(kit.favorite("operator", first).await.expect("there").name, "Second");
        let actions: Vec<String> = kit.favorite_events(first).await.into_iter().map(|event| event.action).collect();
        assert_eq!(actions, ["favorite_saved", "favorite_renamed"]);
        kit.desk.delete_favorite(&operator, first).await.expect("deleted");
        assert_eq!(try_name("Second").await, None);
    }

    async fn nobody_keeps_more_than_a_hundred(kit: Kit) {
        for n in 1..=100 {
            kit.saved("operator", &format!("No. {n}")).await;
        }
        let form = kit.form(&[]);
        assert_eq!(kit.try_save("operator", "One more", &form).await, Err(NameProblem::Full));
        assert!(kit.try_save("operator2", "One more", &form).await.is_ok());
        let last = kit.desk.favorites(&kit.person("operator").await).await.expect("read").own[99].id;
        kit.desk.delete_favorite(&kit.person("operator").await, last).await.expect("deleted");
        assert!(kit.try_save("operator", "One more", &form).await.is_ok());
    }

    async fn favorites_are_in_the_order_that_their_owner_gives_them(kit: Kit) {
        let operator = kit.person("operator").await;
        let mut ids = Vec::new();
        for name in ["A", "B", "C"] {
            ids.push(kit.saved("operator", name).await);
        }
        kit.saved("operator2", "Another's").await;
        let order = async || kit.names("operator").await.0.concat();
        kit.desk.move_favorite(&operator, ids[2], true).await.expect("moved");
        assert_eq!(order().await, "ACB");
        kit.desk.move_favorite(&operator, ids[0], false).await.expect("moved");
        assert_eq!(order().await, "CAB");
        kit.desk.move_favorite(&operator, ids[2], true).await.expect("stays");
        kit.desk.move_favorite(&operator, ids[1], false).await.expect("stays");
        assert_eq!(order().await, "CAB");
        kit.desk.delete_favorite(&operator, ids[0]).await.expect("deleted");
        kit.desk.move_favorite(&operator, ids[1], true).await.expect("moved");
        assert_eq!(order().await, "BC");
    }

    async fn what_is_not_shared_is_nobody_elses(kit: Kit) {
        let id = kit.saved("operator", "Mine").await;
        let not_found = |result: Result<(), Error>| assert!(matches!(result, Err(Error::NotFound)), "{result:?}");
        for who in ["operator2", "both", "approver", "manager", "admin", "outsider"] {
            let person = kit.person(who).await;
            not_found(kit.favorite(who, id).await.map(|_| ()));
            not_found(kit.apply(who, id, &Form::default()).await.map(|_| ()));
            not_found(kit.share(who, id, true).await);
            not_found(kit.desk.rename_favorite(&person, id, "Stolen").await.map(|_| ()));
            not_found(kit.desk.move_favorite(&person, id, true).await);
            not_found(kit.desk.delete_favorite(&person, id).await.map(|_| ()));
            not_found(kit.desk.favorite_history(&person, id).await.map(|_| ()));
            assert_eq!(kit.names(who).await, (vec![], vec![]), "{who}");
        }
        not_found(kit.replace("operator2", id, &kit.form(&[])).await.map(|_| ()));
        not_found(kit.favorite("operator", id + 1).await.map(|_| ()));
    }

    async fn a_template_is_there_for_whoever_asks_in_its_game_and_not_theirs_to_change(kit: Kit) {
        let id = kit.saved("operator", "Outage").await;
        kit.share("operator", id, true).await.expect("shared");
        kit.share("operator", id, true).await.expect("shared already");
        for who in ["operator2", "both"] {
            assert_eq!(kit.names(who).await, (vec![], vec!["Outage".to_owned()]));
            assert_eq!(kit.apply(who, id, &Form::default()).await.expect("applied").reason, "outage");
            let person = kit.person(who).await;
            assert!(matches!(kit.share(who, id, false).await, Err(Error::Forbidden)));
            assert!(matches!(kit.replace(who, id, &kit.form(&[])).await, Err(Error::Forbidden)));
            assert!(matches!(kit.desk.rename_favorite(&person, id, "Ours").await, Err(Error::Forbidden)));
            assert!(matches!(kit.desk.move_favorite(&person, id, true).await, Err(Error::Forbidden)));
            assert!(matches!(kit.desk.delete_favorite(&person, id).await, Err(Error::Forbidden)));
        }
        for who in ["cs", "approver", "outsider"] {
            assert!(matches!(kit.favorite(who, id).await, Err(Error::NotFound)), "{who}");
        }
        kit.share("operator", id, false).await.expect("not shared any more");
        assert!(matches!(kit.favorite("operator2", id).await, Err(Error::NotFound)));
        let actions: Vec<String> = kit.favorite_events(id).await.into_iter().map(|event| event.action).collect();
        assert_eq!(actions, ["favorite_saved", "favorite_shared", "favorite_unshared"]);
    }

    async fn who_manages_the_game_looks_after_the_templates_of_those_who_left(kit: Kit) {
        let id = kit.saved("operator", "Outage").await;
        kit.share("operator", id, true).await.expect("shared");
        let own = kit.saved("operator", "Mine").await;
        let gone = kit.person("operator").await;
        kit.desk.disable_user(&Actor::command_line(), gone.id).await.expect("disabled");
        let manager = kit.person("manager").await;
        assert_eq!(kit.names("manager").await, (vec![], vec!["Outage".to_owned()]), "what they kept to themselves stays theirs");
        assert!(matches!(kit.favorite("manager", own).await, Err(Error::NotFound)));
        assert!(matches!(kit.apply("manager", id, &Form::default()).await, Err(Error::Forbidden)), "they do not ask");

        let taken = kit.desk.rename_favorite(&manager, id, "Mine").await.expect("the desk works");
        assert_eq!(taken, Err(NameProblem::Taken), "its owner has one of this name");
        kit.desk.rename_favorite(&manager, id, "Every outage").await.expect("the desk works").expect("renamed");
        assert_eq!(kit.names("operator2").await.1, ["Every outage"]);
        assert!(matches!(kit.desk.move_favorite(&manager, id, true).await, Err(Error::Forbidden)));
        kit.share("manager", id, false).await.expect("not shared any more");
        assert!(matches!(kit.favorite("manager", id).await, Err(Error::NotFound)));
        assert_eq!(kit.names("operator2").await.1, Vec::<String>::new());

        let told: Vec<_> = kit.favorite_events(id).await.into_iter().skip(2).collect();
        let actions: Vec<&str> = told.iter().map(|event| event.action.as_str()).collect();
        assert_eq!(actions, ["favorite_renamed", "favorite_unshared"]);
        for event in told {
            assert_eq!((event.actor_name.as_str(), event.detail("owner").as_deref()), ("Manager", Some("Operator")));
        }
    }

    async fn a_template_is_replaced_within_its_game_and_deleted_by_who_manages_it(kit: Kit) {
        let id = kit.saved("operator", "Outage").await;
        kit.share("operator", id, true).await.expect("shared");
        let both = kit.person("both").await;
        let role = kit.desk.define_role("both and manager", &[Permission::Request, Permission::ManageCatalog]).await.expect("a role");
        kit.desk.give_role(&Actor::command_line(), both.id, role, None).await.expect("given");
        let courier = Form { game: "courier".into(), ..kit.form(&[]) };
        assert!(matches!(kit.replace("both", id, &courier).await, Err(Error::Forbidden)), "it would leave its team");
        let clawback = Form { direction: "clawback".into(), ..kit.form(&[]) };
        assert_eq!(kit.replace("both", id, &clawback).await.expect("replaced"), FormFavorite { id, version: 2 });
        assert_eq!(kit.apply("operator", id, &Form::default()).await.expect("applied").direction, "clawback");
        kit.desk.delete_favorite(&kit.person("both").await, id).await.expect("deleted");
        assert!(matches!(kit.favorite("operator", id).await, Err(Error::NotFound)));
        let last = kit.favorite_events(id).await.pop().expect("an event");
        assert_eq!((last.action.as_str(), last.detail("owner").as_deref()), ("favorite_deleted", Some("Operator")));
    }

    async fn every_replacement_is_a_version_and_all_of_them_are_kept(kit: Kit) {
        let id = kit.saved("operator", "Outage").await;
        kit.share("operator", id, true).await.expect("shared");
        let clawback = Form { direction: "clawback".into(), ..kit.form(&["10000001"]) };
        assert_eq!(kit.replace("operator", id, &clawback).await.expect("replaced"), FormFavorite { id, version: 2 });
        assert_eq!(kit.apply("operator2", id, &Form::default()).await.expect("applied").direction, "clawback");
        let person = kit.person("operator2").await;
        let (versions, events) = kit.desk.favorite_history(&person, id).await.expect("seen by the team");
        let said: Vec<(i64, &str)> = versions.iter().map(|one| (one.version, one.form.direction.as_str())).collect();
        assert_eq!(said, [(2, "clawback"), (1, "grant")]);
        let replaced = events.last().expect("an event");
        assert_eq!((replaced.action.as_str(), replaced.actor_name.as_str()), ("favorite_replaced", "Operator"));
        let details: serde_json::Value = serde_json::from_str(&replaced.details).expect("JSON");
        assert_eq!((&details["before"]["direction"], &details["after"]["direction"]), (&"grant".into(), &"clawback".into()));
        kit.desk.delete_favorite(&kit.person("operator").await, id).await.expect("deleted");
        assert_eq!(kit.favorite_events(id).await.last().expect("an event").action, "favorite_deleted");
        assert!(matches!(kit.favorite("operator", id).await, Err(Error::NotFound)));
        assert_eq!(kit.number("select count(*) from favorite_versions").await, 2);
    }

    async fn requests_made_from_a_favorite_are_counted_once_each(kit: Kit) {
        let id = kit.saved("operator", "Outage").await;
        kit.share("operator", id, true).await.expect("shared");
        let applied = async |who: &str| kit.apply(who, id, &kit.form(&["10000001"])).await.expect("applied");
        let form = applied("operator").await;
        let key = fresh_key();
        for _ in 0..2 {
            kit.try_submit("operator", &form, &key).await.expect("the desk works").expect("accepted");
        }
        kit.submit("operator2", &applied("operator2").await).await;
        kit.requested(&["10000001"]).await;
        assert_eq!(kit.uses(id).await, 2);
        kit.replace("operator", id, &kit.form(&[])).await.expect("replaced");
        kit.submit("operator", &applied("operator").await).await;
        assert_eq!(kit.uses(id).await, 3);
        assert_eq!(kit.number("select count(*) from favorite_uses where version = 2").await, 1);
    }

    async fn a_request_says_what_it_was_made_from_as_that_was_then(kit: Kit) {
        let id = kit.saved("operator", "Outage").await;
        let origin = async |who: &str, no: i64| {
            let person = kit.person(who).await;
            kit.desk.detail(&person, no).await.expect("the request").origin
        };
        let made = async || {
            let form = kit.apply("operator", id, &kit.form(&["10000001"])).await.expect("applied");
            kit.submit("operator", &form).await.id
        };
        let own = made().await;
        kit.share("operator", id, true).await.expect("shared");
        kit.replace("operator", id, &kit.form(&[])).await.expect("replaced");
        let shared = made().await;
        let operator = kit.person("operator").await;
        kit.desk.rename_favorite(&operator, id, "Every outage").await.expect("the desk works").expect("renamed");
        let mine = Origin { favorite: id, name: "Outage".into(), version: 1, shared: false, readable: true };
        let ours = Origin { version: 2, shared: true, ..mine.clone() };
        assert_eq!(origin("operator", own).await, Some(mine.clone()));
        assert_eq!(origin("operator2", shared).await, Some(ours.clone()));
        assert_eq!(origin("approver", shared).await, Some(Origin { readable: false, ..ours.clone() }));
        assert_eq!(origin("operator", kit.requested(&["10000001"]).await.id).await, None);

        kit.desk.delete_favorite(&operator, id).await.expect("deleted");
        assert_eq!(origin("operator", shared).await, Some(Origin { readable: false, ..ours }));
        // Before it was kept, it is what the favorite is called now.
        kit.sql("update favorite_uses set name = null, shared = null").await.expect("changed");
        let known = Origin { name: "Every outage".into(), shared: true, readable: false, ..mine };
        assert_eq!(origin("operator", own).await, Some(known));
    }

    async fn a_form_that_claims_a_favorite_it_cannot_have_is_not_counted(kit: Kit) {
        let id = kit.saved("operator", "Mine").await;
        for (who, used) in [
            ("operator2", FormFavorite { id, version: 1 }),
            ("operator", FormFavorite { id, version: 2 }),
            ("operator", FormFavorite { id: id + 1, version: 1 }),
        ] {
            kit.submit(who, &Form { favorite: Some(used), ..kit.form(&["10000001"]) }).await;
        }
        assert_eq!(kit.number("select count(*) from favorite_uses").await, 0);
    }

    async fn a_favorite_of_a_game_that_is_closed_to_its_owner_is_not_applied(kit: Kit) {
        let id = kit.saved("operator", "Outage").await;
        kit.sql("update games set retired_at = 1 where code = 'moonlit'").await.expect("retired");
        assert!(matches!(kit.apply("operator", id, &Form::default()).await, Err(Error::Forbidden)));
        assert!(matches!(kit.share("operator", id, true).await, Err(Error::Forbidden)));
        assert_eq!(kit.names("operator").await.0, ["Outage"]);
    }
}
