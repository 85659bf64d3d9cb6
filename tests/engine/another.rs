//! A form like a request that was made before.

use grantdesk::error::{Error, Result};
use grantdesk::request::{Form, FormLine, Gone, Whom};
use jiff::tz::TimeZone;

use crate::kit::{BEGINNING, Kit, on_both};

const DAY: i64 = 24 * 60 * 60 * 1000;

impl Kit {
    async fn try_another(&self, who: &str, no: i64, whom: Whom) -> Result<String> {
        let zone = TimeZone::get("Asia/Seoul").expect("a zone");
        self.desk.another(&self.person(who).await, no, whom, &zone, "ko").await
    }

    async fn another(&self, no: i64, whom: Whom) -> Form {
        let id = self.try_another("operator2", no, whom).await.expect("a draft");
        self.desk.draft(&self.person("operator2").await, &id).await.expect("drafts are read").expect("kept").form
    }
}

/// A moment as a browser writes it in UTC.
fn typed(at: i64) -> String {
    jiff::Timestamp::from_millisecond(at).expect("a moment").strftime("%Y-%m-%dT%H:%M").to_string()
}

on_both! {
    async fn another_request_says_the_same_but_for_its_players(kit: Kit) {
        let form = Form {
            servers: vec!["kr-1".into(), "jp-1".into()],
            reason: "other".into(),
            detail_reason: "streamer".into(),
            message: "event_autumn".into(),
            valid_until: typed(BEGINNING + DAY),
            comment: "as agreed".into(),
            ..kit.form(&["10000001", "10000002"])
        };
        let no = kit.submit("operator", &form).await.id;
        let again = kit.another(no, Whom::Nobody).await;
        assert_eq!(again.lines, [FormLine { item: "GEM · 보석".into(), quantity: "300".into() }]);
        // 9 hours later in Seoul.
        assert_eq!(again.valid_until, typed(BEGINNING + DAY + DAY * 9 / 24));
        let same = Form { lines: form.lines.clone(), valid_until: form.valid_until.clone(), ..again.clone() };
        assert_eq!(same, Form { players: String::new(), ..form });

        // What submits here reads times in UTC.
        let again = Form { players: "10000003".into(), valid_until: same.valid_until, ..again };
        let request = kit.submit("operator2", &again).await;
        let (before, after) = (kit.request(no).await.content, request.content);
        assert_eq!(before, after);
    }

    async fn the_same_players_come_along_unless_the_list_said_more_of_them(kit: Kit) {
        let no = kit.submit("operator", &Form { servers: vec!["kr-1".into(), "kr-2".into()], ..kit.form_for(1_000) }).await.id;
        assert_eq!(kit.another(no, Whom::Everybody).await.players, kit.form_for(1_000).players);
        let many = kit.submit("operator", &kit.form_for(1_001)).await.id;
        assert!(matches!(kit.try_another("operator", many, Whom::Everybody).await, Err(Error::NothingToDo)));

        let mut receiving = kit.desk.receive(&kit.person("operator").await, "prizes.csv").await.expect("room");
        receiving.add(b"player_id,quantity\n10000001,70\n10000002,5\n").await.expect("taken");
        let file = receiving.finish().await.expect("whole").id;
        let lines = vec![FormLine { item: "GEM".into(), quantity: String::new() }];
        let listed = kit.submit("operator", &Form { file, lines, ..kit.form(&[]) }).await.id;
        assert!(matches!(kit.try_another("operator", listed, Whom::Everybody).await, Err(Error::NothingToDo)));
        let again = kit.another(listed, Whom::Nobody).await;
        assert_eq!((again.lines[0].quantity.as_str(), again.players.as_str()), ("", ""));
    }

    async fn one_player_comes_with_his_server_and_what_he_was_to_get(kit: Kit) {
        let mut receiving = kit.desk.receive(&kit.person("operator").await, "prizes.csv").await.expect("room");
        receiving.add(b"player_id,quantity\n10000001,70\n10000002,5\n").await.expect("taken");
        let file = receiving.finish().await.expect("whole").id;
        let lines = vec![FormLine { item: "GEM".into(), quantity: String::new() }];
        let servers = vec!["kr-1".into(), "kr-2".into()];
        let no = kit.submit("operator", &Form { file, lines, servers, ..kit.form(&[]) }).await.id;
        let again = kit.another(no, Whom::Player(4)).await;
        assert_eq!((again.players.as_str(), again.servers), ("10000002", vec!["kr-2".to_owned()]));
        assert_eq!(again.lines[0].quantity, "5");
        assert!(matches!(kit.try_another("operator", no, Whom::Player(5)).await, Err(Error::NotFound)));
    }

    async fn an_order_number_comes_along_when_nothing_holds_it(kit: Kit) {
        let no = kit.submit("operator", &Form { order_number: "GPA.1".into(), ..kit.form(&["10000001"]) }).await.id;
        assert_eq!(kit.another(no, Whom::Nobody).await.order_number, "");
        kit.reject("approver", no).await.expect("rejected");
        assert_eq!(kit.another(no, Whom::Nobody).await.order_number, "GPA.1");
    }

    async fn what_the_game_does_not_have_any_more_is_left_out_and_named(kit: Kit) {
        let lines = ["GEM", "GOLD"].map(|item| FormLine { item: item.into(), quantity: "3".into() }).to_vec();
        let form = Form {
            servers: vec!["kr-1".into(), "kr-2".into()],
            message: "event_autumn".into(),
            valid_until: typed(BEGINNING + DAY),
            lines,
            ..kit.form(&["10000001"])
        };
        let no = kit.submit("operator", &form).await.id;
        for sql in [
            "update items set retired_at = 1 where code = 'GOLD'",
            "update servers set retired_at = 1 where code = 'kr-2'",
            "update reasons set retired_at = 1 where code = 'outage'",
            "update messages set retired_at = 1 where key = 'event_autumn'",
            "update id_kinds set retired_at = 1 where code = 'player_id'",
        ] {
            kit.sql(sql).await.expect("retired");
        }
        kit.advance(std::time::Duration::from_millis(2 * DAY as u64));
        let again = kit.another(no, Whom::Everybody).await;
        assert_eq!((again.servers, again.reason.as_str(), again.message.as_str()), (vec!["kr-1".to_owned()], "", ""));
        assert_eq!(again.lines.iter().map(FormLine::code).collect::<Vec<_>>(), ["GEM"]);
        assert_eq!(again.valid_until, "", "a period that is over came along");
        let gone = [
            Gone::Server("kr-2".into()),
            Gone::Reason("outage".into()),
            Gone::Message("event_autumn".into()),
            Gone::IdKind("player_id".into()),
            Gone::Item("GOLD".into()),
        ];
        assert_eq!(again.gone, gone);
    }

    async fn only_operators_of_the_game_make_another(kit: Kit) {
        let no = kit.requested(&["10000001"]).await.id;
        for (who, whom) in [("cs", Whom::Nobody), ("approver", Whom::Player(1)), ("admin", Whom::Everybody)] {
            assert!(matches!(kit.try_another(who, no, whom).await, Err(Error::Forbidden)), "{who}");
        }
        assert!(matches!(kit.try_another("outsider", no, Whom::Nobody).await, Err(Error::NotFound)));
        assert_eq!(kit.number("select count(*) from drafts").await, 0);
    }
}
