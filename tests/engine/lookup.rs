//! One player's timeline and totals, by an ID or an order number.

use grantdesk::lookup::{Account, Amounts, LookUp, LookedUp, Place, Standing};
use grantdesk::request::{Direction, Form, FormLine, Turn};

use crate::kit::{Fake, Kit, applied, on_both, refused, unclear};

/// Somebody for whom everything goes well unless a test says otherwise.
const PLAYER: &str = "10000001";

impl Kit {
    async fn look_up_as(&self, who: &str, look_up: LookUp, turn: Turn<Place>) -> LookedUp {
        self.desk.look_up(&self.person(who).await, &look_up, turn).await.expect("looked up")
    }

    async fn look_up(&self, text: &str) -> LookedUp {
        self.look_up_as("cs", LookUp { text: text.into(), ..LookUp::default() }, Turn::Newest).await
    }

    fn clawback(&self, players: &[&str]) -> Form {
        Form { direction: "clawback".into(), reason: "refund".into(), ..self.form(players) }
    }

    /// A form of the other game, which names its players otherwise.
    fn courier(&self, players: &[&str]) -> Form {
        Form {
            game: "courier".into(),
            servers: vec!["jp-1".into()],
            lines: vec![FormLine { item: "STARDUST".into(), quantity: "7".into() }],
            id_kind: "vid".into(),
            ..self.form(players)
        }
    }
}

fn standings(found: &LookedUp) -> Vec<Standing> {
    found.page.rows.iter().map(|entry| entry.standing()).collect()
}

fn numbers(found: &LookedUp) -> Vec<i64> {
    found.page.rows.iter().map(|entry| entry.delivery.request_id).collect()
}

fn only(found: &LookedUp) -> &Account {
    let [account] = &found.accounts[..] else { panic!("{:?}", found.accounts) };
    account
}

on_both! {
    async fn everything_of_a_player_is_there_whatever_became_of_it(kit: Kit) {
        let done = kit.approved(&[PLAYER]).await;
        kit.deliver(&kit.worker(Fake::willing())).await;
        let refused_one = kit.approved(&[PLAYER]).await;
        kit.deliver(&kit.worker(Fake::new(|_| refused("mailbox_full", false)))).await;
        let failed = kit.approved(&[PLAYER]).await;
        kit.deliver(&kit.worker(Fake::new(|_| refused("server_busy", true)))).await;
        let unknown = kit.approved(&[PLAYER]).await;
        kit.deliver(&kit.worker(Fake::new(|_| unclear(grantdesk::connector::Cause::TimedOut)))).await;
        let closed = kit.approved(&[PLAYER]).await;
        kit.deliver(&kit.worker(Fake::new(|_| refused("server_busy", true)))).await;
        kit.close_request(closed).await.expect("closed");
        let rejected = kit.requested(&[PLAYER]).await.id;
        kit.reject("approver", rejected).await.expect("rejected");
        let canceled = kit.requested(&[PLAYER]).await.id;
        kit.cancel("operator", canceled).await.expect("canceled");
        let held = kit.requested(&[PLAYER]).await.id;
        kit.hold("approver", held).await.expect("held");
        let approved = kit.approved(&[PLAYER]).await;
        let pending = kit.requested(&[PLAYER, "10000002"]).await.id;

        let found = kit.look_up(PLAYER).await;
        assert_eq!(found.player.as_deref(), Some(PLAYER));
        assert_eq!(numbers(&found), [pending, approved, held, canceled, rejected, closed, unknown, failed, refused_one, done]);
        use Standing::*;
        assert_eq!(standings(&found), [Awaiting, UnderWay, Awaiting, NotDone, NotDone, NotDone, Unknown, Failed, Refused, Done]);
        let account = only(&found);
        assert_eq!(account.deliveries(), 10);
        assert_eq!(account.count(NotDone), 3);
        let [gem] = &account.items[..] else { panic!("{:?}", account.items) };
        assert_eq!(gem.grants, Amounts { done: 300, pending: 900, unknown: 300, failed: 600 });
        assert_eq!((gem.clawbacks, gem.net()), (Amounts::default(), 300));
    }

    async fn totals_are_told_apart_by_item_and_direction_and_count_every_server(kit: Kit) {
        let two = vec![
            FormLine { item: "GEM".into(), quantity: "500".into() },
            FormLine { item: "TICKET_SUMMON".into(), quantity: "3".into() },
        ];
        let servers = vec!["kr-1".into(), "kr-2".into()];
        let grant = kit.submit("operator", &Form { lines: two, servers, ..kit.form(&[PLAYER]) }).await.id;
        let taken = kit.submit("operator", &kit.clawback(&[PLAYER])).await.id;
        kit.approve(grant).await;
        kit.approve(taken).await;
        kit.deliver(&kit.worker(Fake::willing())).await;
        kit.submit("operator", &kit.clawback(&[PLAYER])).await;

        let found = kit.look_up(PLAYER).await;
        assert_eq!(found.page.rows.len(), 4);
        let [gem, ticket] = &only(&found).items[..] else { panic!("{:?}", found.accounts) };
        assert_eq!((gem.grants.done, gem.clawbacks.done, gem.net()), (1_000, 300, 700));
        assert_eq!((gem.grants.pending, gem.clawbacks.pending), (0, 300));
        assert_eq!((ticket.grants.done, ticket.net()), (6, 6));
        assert_eq!(only(&found).count(Standing::Done), 3);
        assert_eq!(found.page.rows[1].lines.len(), 1);
        assert_eq!(found.page.rows[2].lines.len(), 2);
    }

    async fn a_quantity_of_his_own_is_what_counts(kit: Kit) {
        let mut receiving = kit.desk.receive(&kit.person("operator").await, "prizes.csv").await.expect("room");
        receiving.add(b"player_id,quantity\n10000001,70\n10000002,5\n").await.expect("taken");
        let file = receiving.finish().await.expect("whole");
        let lines = vec![FormLine { item: "GEM".into(), quantity: String::new() }];
        let form = Form { file: file.id, lines, ..kit.form(&[]) };
        kit.submit("operator", &form).await;
        let found = kit.look_up(PLAYER).await;
        assert_eq!(only(&found).items[0].grants.pending, 70);
        assert_eq!(found.page.rows[0].lines[0].quantity, grantdesk::request::Quantity::Each(70));
    }

    async fn no_sum_is_too_large(kit: Kit) {
        let no = kit.submit("operator", &kit.form_for(1_100)).await.id;
        let most = (1_i64 << 53) - 1;
        kit.tamper(&format!("update request_lines set quantity = {most} where request_id = {no}")).await;
        kit.tamper(&format!("update deliveries set player_id = '{PLAYER}' where request_id = {no}")).await;
        let found = kit.look_up(PLAYER).await;
        assert_eq!(only(&found).items[0].grants.pending, 1_100 * i128::from(most));
    }

    async fn the_same_id_names_another_player_in_another_game_and_by_another_kind(kit: Kit) {
        kit.submit("operator", &kit.form(&[PLAYER])).await;
        kit.submit("operator", &Form { id_kind: "uid".into(), ..kit.form(&[PLAYER]) }).await;
        let courier = kit.submit("operator", &kit.courier(&[PLAYER])).await;
        let found = kit.look_up(PLAYER).await;
        let accounts: Vec<(i64, &str)> = found.accounts.iter().map(|one| (one.game_id, one.id_kind.as_str())).collect();
        let moonlit = accounts[0].0;
        assert_eq!(accounts, [(moonlit, "player_id"), (moonlit, "uid"), (courier.game_id, "vid")]);
        assert!(found.accounts.iter().all(|account| account.deliveries() == 1));

        let of_moonlit = LookUp { text: PLAYER.into(), game: Some(moonlit), ..LookUp::default() };
        let by_uid = LookUp { id_kind: Some("uid".into()), ..of_moonlit.clone() };
        assert_eq!(kit.look_up_as("cs", of_moonlit, Turn::Newest).await.page.rows.len(), 2);
        let found = kit.look_up_as("cs", by_uid, Turn::Newest).await;
        assert_eq!((only(&found).id_kind.as_str(), found.page.rows.len()), ("uid", 1));
    }

    async fn games_that_one_does_not_see_are_not_looked_through(kit: Kit) {
        let order = |form: Form| Form { order_number: "GPA.1".into(), ..form };
        kit.submit("operator", &order(kit.form(&[PLAYER]))).await;
        let courier = kit.submit("operator", &order(kit.courier(&[PLAYER]))).await;
        for text in [PLAYER, "GPA.1"] {
            let found = kit.look_up_as("outsider", LookUp { text: text.into(), ..LookUp::default() }, Turn::Newest).await;
            assert_eq!((numbers(&found), found.accounts.len()), (vec![courier.id], 1), "{text}");
            assert!(found.orders.iter().all(|order| order.request.id == courier.id));
        }
        let of_both = kit.look_up("GPA.1").await;
        assert_eq!((of_both.orders.len(), of_both.player), (2, None), "players of two games are taken for one");
        let moonlit = kit.request(courier.id - 1).await.game_id;
        let elsewhere = LookUp { text: PLAYER.into(), game: Some(moonlit), ..LookUp::default() };
        assert!(kit.look_up_as("outsider", elsewhere, Turn::Newest).await.accounts.is_empty());
    }

    async fn an_order_number_leads_to_its_player_and_all_its_requests(kit: Kit) {
        let ordered = |form: Form| Form { order_number: "GPA.3301".into(), ..form };
        let rejected = kit.submit("operator", &ordered(kit.form(&[PLAYER]))).await.id;
        kit.reject("approver", rejected).await.expect("rejected");
        let again = kit.submit("operator", &ordered(kit.form(&[PLAYER]))).await.id;
        let other = kit.requested(&[PLAYER]).await.id;
        let found = kit.look_up("GPA.3301").await;
        assert_eq!(found.player.as_deref(), Some(PLAYER));
        assert_eq!(found.orders.iter().map(|order| order.request.id).collect::<Vec<_>>(), [again, rejected]);
        assert_eq!(numbers(&found), [other, again, rejected]);
        assert_eq!(only(&found).items[0].grants.pending, 600);
        assert!(kit.look_up("gpa.3301").await.orders.is_empty(), "order numbers are compared as they are written");
    }

    async fn an_order_of_several_players_names_them(kit: Kit) {
        let form = Form { order_number: "GPA.9".into(), servers: vec!["kr-1".into(), "kr-2".into()], ..kit.form_for(25) };
        kit.submit("operator", &form).await;
        let found = kit.look_up("GPA.9").await;
        assert!(found.player.is_none() && found.page.rows.is_empty());
        let [order] = &found.orders[..] else { panic!("{:?}", found.orders) };
        assert_eq!(order.players.len(), 20);
        assert_eq!(order.request.players, 25);
    }

    async fn what_names_nobody_finds_nothing(kit: Kit) {
        kit.requested(&[PLAYER]).await;
        for text in ["", "10000002", "1000000", "100000010", "%", "10000001'--", "a\0b", "1\n2"] {
            let found = kit.look_up(text).await;
            assert!(found.player.is_none() && found.accounts.is_empty() && found.orders.is_empty(), "{text:?}");
        }
    }

    async fn pages_turn_both_ways_and_lose_nobody(kit: Kit) {
        let servers = vec!["kr-1".into(), "kr-2".into(), "jp-1".into()];
        for _ in 0..40 {
            kit.submit("operator", &Form { servers: servers.clone(), ..kit.form(&[PLAYER]) }).await;
        }
        let whole = LookUp { text: PLAYER.into(), ..LookUp::default() };
        let turned = async |turn| kit.look_up_as("cs", whole.clone(), turn).await.page;
        let first = turned(Turn::Newest).await;
        assert_eq!((first.rows.len(), first.newer, first.older), (50, false, true));
        let second = turned(Turn::Before(first.rows[49].place())).await;
        let third = turned(Turn::Before(second.rows[49].place())).await;
        assert_eq!((third.rows.len(), third.newer, third.older), (20, true, false));
        let places: Vec<Place> = [&first, &second, &third].iter().flat_map(|page| page.rows.iter().map(|row| row.place())).collect();
        assert_eq!(places.len(), 120);
        assert!(places.windows(2).all(|pair| (pair[0].request_id, pair[0].n) > (pair[1].request_id, pair[1].n)));
        let back = turned(Turn::After(third.rows[0].place())).await;
        assert_eq!(back.rows.iter().map(|row| row.place()).collect::<Vec<_>>(), places[50..100]);
    }

    async fn a_timeline_is_narrowed_and_the_totals_are_not(kit: Kit) {
        let done = kit.approved(&[PLAYER]).await;
        kit.deliver(&kit.worker(Fake::new(|_| applied()))).await;
        let waiting = kit.submit("operator", &kit.clawback(&[PLAYER])).await.id;
        let whole = LookUp { text: PLAYER.into(), ..LookUp::default() };
        let grants = LookUp { direction: Some(Direction::Grant), ..whole.clone() };
        let found = kit.look_up_as("cs", grants, Turn::Newest).await;
        assert_eq!(numbers(&found), [done]);
        assert_eq!(only(&found).items[0].clawbacks.pending, 300);
        let awaiting = LookUp { standing: Some(Standing::Awaiting), ..whole.clone() };
        assert_eq!(numbers(&kit.look_up_as("cs", awaiting, Turn::Newest).await), [waiting]);
        let failed = LookUp { standing: Some(Standing::Failed), ..whole };
        let found = kit.look_up_as("cs", failed, Turn::Newest).await;
        assert!(found.page.rows.is_empty() && found.player.is_some());
    }
}
