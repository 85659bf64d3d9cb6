//! What is posted to webhooks: what was asked for, in its order, until it is taken or given up; to nowhere else.

use std::time::Duration;

use grantdesk::desk::Desk;
use grantdesk::notification::{About, Kind};
use grantdesk::request::{Form, FormLine};
use grantdesk::webhook::{Hosts, Messenger, Outlet, Patience, Webhook};
use tokio_util::sync::CancellationToken;

use crate::batch_approval::{approve, rows, seal, submitted};
use crate::kit::{Fake, Kit, Slack, in_time, ok, on_both, plain_words, said, turned_away};

const HOUR: Duration = Duration::from_secs(3_600);

async fn own(kit: &Kit, who: &str) -> Webhook {
    let person = kit.person(who).await;
    kit.desk.own_webhooks(&person).webhooks().await.expect("read").remove(0)
}

async fn waiting(kit: &Kit) -> i64 {
    kit.number("select count(*) from webhook_calls where due_at is not null").await
}

/// A request that is rejected: something to be posted.
async fn rejected(kit: &Kit) -> i64 {
    let no = kit.requested(&["10000001"]).await.id;
    kit.reject("approver", no).await.expect("rejected");
    no
}

on_both! {
    async fn a_person_hears_of_decisions_and_failures_and_not_of_what_went_well(kit: Kit) {
        let slack = Slack::willing().await;
        kit.own_webhook("operator", &slack.url()).await;
        let bad = kit.approved(&["10000002"]).await;
        kit.deliver(&kit.worker(Fake::new(|_| turned_away()))).await;
        let good = kit.approved(&["10000001"]).await;
        kit.deliver(&kit.worker(Fake::willing())).await;
        let other = kit.submit("operator2", &kit.form(&["10000003"])).await.id;
        kit.reject("approver", other).await.expect("rejected");
        kit.post().await;
        assert_eq!(slack.texts(), [
            format!("ko approved R-{bad} by Approver, 0/1"),
            format!("ko failed R-{bad} by the desk, 0/1"),
            format!("ko approved R-{good} by Approver, 0/1"),
        ]);
        assert_eq!(waiting(&kit).await, 0);
        assert_eq!(own(&kit, "operator").await.sent_at, Some(kit.desk.now()));
    }

    async fn a_post_is_what_slack_takes(kit: Kit) {
        let slack = Slack::willing().await;
        kit.own_webhook("operator", &slack.url()).await;
        rejected(&kit).await;
        kit.post().await;
        let post = slack.posts().remove(0);
        let (head, body) = post.split_once("\r\n\r\n").expect("a body");
        assert!(head.starts_with("POST /services/T024/B024/s3cr3tToken HTTP/1.1"), "{head}");
        assert!(head.to_lowercase().contains("content-type: application/json"), "{head}");
        let body: serde_json::Value = serde_json::from_str(body).expect("JSON");
        assert_eq!(body.as_object().expect("an object").keys().collect::<Vec<_>>(), ["text"]);
        assert!(!body.to_string().contains("10000001") && !body.to_string().contains("not this time"), "{body}");
    }

    async fn a_game_hears_of_what_its_webhooks_ask_for(kit: Kit) {
        let (queue, failures) = (Slack::willing().await, Slack::willing().await);
        kit.game_webhook("#queue", &queue.url(), &[Kind::Requested, Kind::Rejected]).await;
        kit.game_webhook("#failures", &failures.url(), &[Kind::Failed]).await;
        let courier = Form {
            game: "courier".into(),
            servers: vec!["jp-1".into()],
            lines: vec![FormLine { item: "STARDUST".into(), quantity: "5".into() }],
            id_kind: "vid".into(),
            ..kit.form(&["hotaru01"])
        };
        let elsewhere = kit.submit("outsider", &courier).await.id;
        let no = rejected(&kit).await;
        let bad = kit.approved(&["10000002"]).await;
        kit.deliver(&kit.worker(Fake::new(|_| turned_away()))).await;
        kit.post().await;
        assert_eq!(queue.texts(), [
            format!("ja requested R-{no} by Operator, 0/1"),
            format!("ja rejected R-{no} by Approver, 0/1"),
            format!("ja requested R-{bad} by Operator, 0/1"),
        ]);
        assert_eq!(failures.texts(), [format!("ja failed R-{bad} by the desk, 0/1")]);
        assert!(queue.texts().iter().all(|text| !text.contains(&format!("R-{elsewhere} "))));
    }

    async fn a_bulk_file_is_posted_as_one(kit: Kit) {
        let slack = Slack::willing().await;
        kit.game_webhook("#queue", &slack.url(), &[Kind::Requested, Kind::Approved, Kind::Succeeded]).await;
        let (batch, _) = submitted(&kit, "operator", &rows(1_100)).await;
        let shown = seal(&kit, "approver", &batch).await;
        approve(&kit, "approver", &batch, &shown).await.expect("approved");
        kit.deliver(&kit.worker(Fake::willing())).await;
        kit.post_all().await;
        assert_eq!(slack.texts(), [
            "ja requested 1100 requests by Operator, 0/1100",
            "ja approved 1100 requests by Approver, 0/1100",
            "ja succeeded 1100 requests by the desk, 1100/1100",
        ]);
    }

    async fn who_has_left_hears_nothing(kit: Kit) {
        let slack = Slack::willing().await;
        kit.own_webhook("operator", &slack.url()).await;
        let no = kit.requested(&["10000001"]).await.id;
        let operator = kit.person("operator").await;
        kit.hold("approver", no).await.expect("held");
        kit.desk.disable_user(&grantdesk::event::Actor::command_line(), operator.id).await.expect("disabled");
        kit.release("approver", no).await.expect("released");
        kit.post().await;
        assert_eq!(slack.posts().len(), 0);
    }

    async fn what_a_dead_messenger_had_claimed_is_posted_by_the_next(kit: Kit) {
        let slack = Slack::new(|nth| (nth > 0).then(ok)).await;
        kit.own_webhook("operator", &slack.url()).await;
        let no = rejected(&kit).await;
        // What a kill leaves: the post went out, and nobody will ever write what became of it.
        let runtime = tokio::runtime::Runtime::new().expect("a runtime");
        let (database, clock, outlet) = (kit.url(), kit.desk.clock().clone(), kit.outlet());
        let _running = runtime.spawn(async move {
            let desk = Desk::open(&database, clock).await.expect("another desk opens");
            Messenger::new(desk, outlet, plain_words(), Patience::default()).run(CancellationToken::new()).await;
        });
        slack.wait_for(1).await;
        tokio::task::spawn_blocking(move || drop(runtime)).await.expect("the runtime ends");

        kit.post().await;
        assert_eq!(slack.posts().len(), 1, "its lease still runs");
        kit.advance(Duration::from_secs(31));
        kit.post().await;
        assert_eq!(slack.texts()[1], format!("ko rejected R-{no} by Approver, 0/1"));
        assert_eq!(waiting(&kit).await, 0);
    }

    async fn two_messengers_post_each_message_once(kit: Kit) {
        let slack = Slack::willing().await;
        kit.own_webhook("operator", &slack.url()).await;
        for _ in 0..8 {
            rejected(&kit).await;
        }
        let other = Messenger::new(kit.another_desk().await, kit.outlet(), plain_words(), Patience::default());
        let one = kit.messenger();
        let (one, other) = in_time(async { tokio::join!(one.drain(), other.drain()) }).await;
        one.and(other).expect("posted");
        kit.post().await;
        let mut texts = slack.texts();
        assert_eq!(texts.len(), 8);
        texts.sort();
        texts.dedup();
        assert_eq!(texts.len(), 8, "nothing twice");
    }

    async fn a_webhook_that_fails_rests_and_then_gets_everything_in_order(kit: Kit) {
        let slack = Slack::new(|nth| match nth {
            0 => Some(said("500 Internal Server Error", "", "oops")),
            1 => Some(said("503 Service Unavailable", "retry-after: 120\r\n", "")),
            _ => Some(ok()),
        }).await;
        kit.own_webhook("operator", &slack.url()).await;
        let [first, second] = [rejected(&kit).await, rejected(&kit).await];
        kit.post().await;
        assert_eq!(slack.posts().len(), 1, "it rests");
        let failure = own(&kit, "operator").await.failure.expect("a failure");
        assert_eq!((failure.status, failure.said.as_str()), (Some(500), ""), "what was answered is not for people");
        kit.advance(Duration::from_secs(15));
        kit.post().await;
        assert_eq!(slack.posts().len(), 2);
        kit.advance(Duration::from_secs(119));
        kit.post().await;
        assert_eq!(slack.posts().len(), 2, "it asked for two minutes");
        kit.advance(Duration::from_secs(1));
        kit.post().await;
        let text = |no| format!("ko rejected R-{no} by Approver, 0/1");
        assert_eq!(slack.texts(), [text(first), text(first), text(first), text(second)]);
        assert_eq!(own(&kit, "operator").await.failure, None);
    }

    async fn who_asks_to_slow_down_is_not_failing(kit: Kit) {
        let slack = Slack::new(|nth| Some(if nth < 12 { said("429 Too Many Requests", "retry-after: 600\r\n", "") } else { ok() })).await;
        kit.own_webhook("operator", &slack.url()).await;
        rejected(&kit).await;
        for _ in 0..12 {
            kit.post().await;
            kit.advance(HOUR);
        }
        kit.post().await;
        assert_eq!((slack.posts().len(), waiting(&kit).await), (13, 0));
        assert_eq!(own(&kit, "operator").await.paused_at, None);
    }

    async fn what_is_refused_is_given_up_with_the_reason_and_the_next_goes_on(kit: Kit) {
        let slack = Slack::new(|nth| Some(if nth == 0 { said("404 Not Found", "", "no_service") } else { ok() })).await;
        let id = kit.own_webhook("operator", &slack.url()).await;
        let [first, second] = [rejected(&kit).await, rejected(&kit).await];
        kit.post().await;
        assert_eq!(slack.texts()[1], format!("ko rejected R-{second} by Approver, 0/1"));
        let operator = kit.person("operator").await;
        let lost = kit.desk.own_webhooks(&operator).given_up(id).await.expect("read");
        assert_eq!(lost.len(), 1);
        assert_eq!((lost[0].kind, lost[0].request), (Kind::Rejected, Some(first)));
        assert_eq!((lost[0].failure.status, lost[0].failure.said.as_str()), (Some(404), ""));
    }

    async fn what_is_answered_to_a_games_webhook_is_kept_for_its_managers(kit: Kit) {
        let slack = Slack::new(|_| Some(said("404 Not Found", "", "no_service"))).await;
        let id = kit.game_webhook("#ops", &slack.url(), &[Kind::Rejected]).await;
        rejected(&kit).await;
        kit.post().await;
        let manager = kit.person("manager").await;
        let keeper = kit.desk.game_webhooks(&manager, "moonlit").await.expect("may");
        let lost = keeper.given_up(id).await.expect("read");
        assert_eq!((lost[0].failure.status, lost[0].failure.said.as_str()), (Some(404), "no_service"));
    }

    async fn what_nobody_takes_for_a_day_is_given_up(kit: Kit) {
        let slack = Slack::new(|_| Some(said("500 Internal Server Error", "", ""))).await;
        let id = kit.own_webhook("operator", &slack.url()).await;
        rejected(&kit).await;
        kit.post().await;
        kit.advance(23 * HOUR);
        kit.post().await;
        assert_eq!((slack.posts().len(), waiting(&kit).await), (2, 1));
        kit.advance(HOUR);
        kit.post().await;
        assert_eq!((slack.posts().len(), waiting(&kit).await), (2, 0));
        let operator = kit.person("operator").await;
        let lost = kit.desk.own_webhooks(&operator).given_up(id).await.expect("read");
        assert_eq!(lost[0].failure.cause.as_deref(), Some("too_old"));
    }

    async fn a_webhook_that_fails_for_long_is_paused_and_its_owner_is_told(kit: Kit) {
        let slack = Slack::new(|nth| Some(if nth < 10 { said("410 Gone", "", "channel_is_archived") } else { ok() })).await;
        let id = kit.game_webhook("#old", &slack.url(), &[Kind::Requested]).await;
        for _ in 0..9 {
            kit.requested(&["10000001"]).await;
        }
        kit.post().await;
        assert_eq!(kit.number("select count(*) from webhooks where paused_at is not null").await, 0);
        kit.advance(HOUR);
        kit.requested(&["10000001"]).await;
        kit.post().await;
        assert_eq!(kit.number("select count(*) from webhooks where paused_at is not null").await, 1);
        let manager = kit.person("manager").await;
        let (told, _) = kit.desk.notifications(&manager, None).await.expect("read");
        assert_eq!(told.len(), 1);
        let about = About::Webhook { id, name: "#old".into(), game: Some("moonlit".into()) };
        assert_eq!((told[0].kind, &told[0].about), (Kind::WebhookPaused, &about));

        // Paused, it is told nothing; resumed, it hears what happens from then on.
        kit.requested(&["10000001"]).await;
        assert_eq!(waiting(&kit).await, 0);
        let keeper = kit.desk.game_webhooks(&manager, "moonlit").await.expect("may");
        keeper.resume(id).await.expect("resumed");
        assert!(keeper.resume(id).await.is_err(), "it is not paused");
        let no = kit.requested(&["10000001"]).await.id;
        kit.post().await;
        assert_eq!(slack.texts().last(), Some(&format!("ja requested R-{no} by Operator, 0/1")));
        assert_eq!(slack.posts().len(), 11);
    }

    async fn a_removed_webhook_is_posted_nothing(kit: Kit) {
        let slack = Slack::willing().await;
        let id = kit.own_webhook("operator", &slack.url()).await;
        rejected(&kit).await;
        let operator = kit.person("operator").await;
        kit.desk.own_webhooks(&operator).remove(id).await.expect("removed");
        rejected(&kit).await;
        kit.post().await;
        assert_eq!((slack.posts().len(), waiting(&kit).await), (0, 0));
    }

    async fn redirects_are_not_followed(kit: Kit) {
        let elsewhere = Slack::willing().await;
        let location = format!("location: {}\r\n", elsewhere.url());
        let slack = Slack::new(move |_| Some(said("307 Temporary Redirect", &location, ""))).await;
        kit.own_webhook("operator", &slack.url()).await;
        rejected(&kit).await;
        kit.post().await;
        assert_eq!((slack.posts().len(), elsewhere.posts().len(), waiting(&kit).await), (1, 0, 0));
        assert_eq!(own(&kit, "operator").await.failure.expect("a failure").status, Some(307));
    }

    async fn an_address_that_has_become_private_is_not_posted_to(kit: Kit) {
        // They were allowed once: since then the desk was started without the network, and with localhost as a name.
        let slack = Slack::willing().await;
        kit.own_webhook("operator", &slack.url()).await;
        kit.own_webhook("operator2", "https://hooks.slack.com/x").await;
        kit.sql("update webhooks set url = 'https://localhost/x' where url like '%slack.com%'").await.expect("changed");
        rejected(&kit).await;
        let other = kit.submit("operator2", &kit.form(&["10000002"])).await.id;
        kit.reject("approver", other).await.expect("rejected");
        let outlet = Outlet::new(Hosts::new("localhost", "".parse().expect("no network"))).expect("a client");
        let messenger = Messenger::new(kit.desk.clone(), outlet, plain_words(), Patience::default());
        in_time(messenger.drain()).await.expect("works");
        assert_eq!((slack.posts().len(), waiting(&kit).await), (0, 0), "given up");
        for who in ["operator", "operator2"] {
            let failure = own(&kit, who).await.failure.expect("a failure");
            assert_eq!(failure.cause.as_deref(), Some("address_not_allowed"), "{who}");
        }
    }

    async fn an_answer_without_end_is_as_good_as_its_beginning(kit: Kit) {
        let endless = format!("HTTP/1.1 200 OK\r\ncontent-length: 99999999\r\n\r\n{}", "x".repeat(200_000));
        let slack = Slack::new(move |_| Some(endless.clone())).await;
        kit.own_webhook("operator", &slack.url()).await;
        rejected(&kit).await;
        kit.post().await;
        assert_eq!((slack.posts().len(), waiting(&kit).await), (1, 0));
    }
}
