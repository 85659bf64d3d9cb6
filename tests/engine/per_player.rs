//! A list may say how much each player gets, and more about him.

use grantdesk::request::{
    Filters, Form, FormLine, PlayerList, Quantity, Recipient, Request, State, Submission, Turn, check,
};
use jiff::tz::TimeZone;

use crate::kit::{Fake, Game, Kit, applied, fresh_key, on_both};

fn recipient(player: &str, quantity: i64, info: Option<&str>) -> Recipient {
    Recipient { player: player.into(), quantity: Some(quantity), info: info.map(str::to_owned) }
}

/// A request for 5 and 70 gems, on two servers.
async fn requested(kit: &Kit) -> Request {
    let players = vec![recipient("10000001", 5, Some(r#"{"case":"C-1"}"#)), recipient("10000002", 70, None)];
    let quantities = Quantity::PerPlayer { least: 5, most: 70, total: 75 };
    let person = kit.person("operator").await;
    let catalog = kit.desk.catalog(&person, "moonlit").await.expect("a catalog");
    let form = Form {
        servers: vec!["kr-1".into(), "kr-2".into()],
        lines: vec![FormLine { item: "GEM".into(), quantity: String::new() }],
        ..kit.form(&[])
    };
    let list = PlayerList { players: 2, quantities: Some(quantities), complaints: vec![] };
    let plan = check(&form, &catalog, &TimeZone::UTC, &list).expect("nothing is wrong");
    let operator = kit.desk.operator(&person, "moonlit").await.expect("may request");
    let submission = Submission { plan, players, file: None };
    operator.request(submission, &fresh_key()).await.expect("requested").expect("not refused")
}

on_both! {
    async fn each_player_gets_what_the_list_says_and_the_game_is_told_the_rest(kit: Kit) {
        let game = Game::start(&kit).await;
        let request = requested(&kit).await;
        kit.approve(request.id).await;
        kit.deliver(&kit.worker(game.connector.clone())).await;
        assert_eq!(kit.state(request.id).await, State::Succeeded);
        let mut given: Vec<(String, String, i64)> = game.demo.applied().await.into_iter()
            .map(|applied| (applied.server, applied.player, applied.items[0].quantity)).collect();
        given.sort();
        let expected = [("kr-1", "10000001", 5), ("kr-1", "10000002", 70), ("kr-2", "10000001", 5), ("kr-2", "10000002", 70)];
        assert_eq!(given, expected.map(|(server, player, quantity)| (server.to_owned(), player.to_owned(), quantity)));
        let bodies: Vec<String> = game.demo.received().await.into_iter().map(|received| received.body).collect();
        assert_eq!(bodies.iter().filter(|body| body.contains(r#""additional_info":{"case":"C-1"}"#)).count(), 2);
        assert_eq!(bodies.iter().filter(|body| body.contains(r#""additional_info":{}"#)).count(), 2);
        game.stop().await;
    }

    async fn its_total_is_the_sum_over_players_and_servers(kit: Kit) {
        let request = requested(&kit).await;
        let line = kit.desk.db().lines(&[request.id]).await.expect("lines").remove(0);
        assert_eq!(line.quantity, Quantity::PerPlayer { least: 5, most: 70, total: 75 });
        assert_eq!(line.quantity.total(request.players, request.servers()), 150);
        let viewer = kit.person("approver").await;
        let listed = kit.desk.search(&viewer, &Filters::default(), Turn::Newest).await.expect("found").rows.remove(0);
        assert_eq!(listed.items[0].quantity, line.quantity);
    }

    async fn an_amount_that_was_changed_after_the_approval_is_not_delivered(kit: Kit) {
        for change in ["quantity = 6", "info = '{}'"] {
            let request = requested(&kit).await;
            kit.approve(request.id).await;
            kit.tamper(&format!("update deliveries set {change} where request_id = {} and n = 3", request.id)).await;
            let game = Fake::new(|_| applied());
            kit.deliver(&kit.worker(game.clone())).await;
            assert_eq!(game.calls().len(), 0, "{change}");
            assert_eq!(kit.state(request.id).await, State::Failed);
        }
    }

    async fn a_list_with_quantities_is_about_one_item_whose_quantity_stays_empty(kit: Kit) {
        use grantdesk::request::{Complaint, Field, Problem};
        let person = kit.person("operator").await;
        let catalog = kit.desk.catalog(&person, "moonlit").await.expect("a catalog");
        let line = |item: &str, quantity: &str| FormLine { item: item.into(), quantity: quantity.into() };
        let quantities = Quantity::PerPlayer { least: 5, most: 70, total: 75 };
        let list = PlayerList { players: 2, quantities: Some(quantities), complaints: vec![] };
        let wrong = |lines: Vec<FormLine>| {
            let form = Form { lines, ..kit.form(&[]) };
            check(&form, &catalog, &TimeZone::UTC, &list).expect_err("refused")
        };
        let complaint = |field, problem| vec![Complaint { field, problem }];
        assert_eq!(wrong(vec![line("GEM", "5")]), complaint(Field::Quantity(0), Problem::QuantityInList));
        assert_eq!(wrong(vec![line("GEM", ""), line("GOLD", "")]), complaint(Field::Item(1), Problem::OneItemOnly));
    }
}
