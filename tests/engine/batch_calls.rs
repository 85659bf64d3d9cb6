//! Deliveries that travel together: one call, one answer, and each its own fate.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use demo_game::{Chaos, DemoGame, Options};
use grantdesk::connector::{Answer, Cause, Connector, Parcel, SignedHttp};
use grantdesk::delivery::Patience;
use grantdesk::demo;
use grantdesk::request::{Content, DeliveryState, Form, State};
use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

use crate::kit::{Fake, Game, Kit, LONG, What, applied, in_time, on_both, ordinary_players};

/// The demo game takes a hundred at once; the desk sends it so many.
async fn game_that_takes(kit: &Kit, max_batch: i64) -> Game {
    let game = Game::start(kit).await;
    servers_of(kit, &game, max_batch).await;
    game
}

async fn servers_of(kit: &Kit, game: &Game, max_batch: i64) {
    let url = format!("http://{}", game.demo.address());
    kit.servers_at(&url, |server| {
        server.timeout_ms = 300;
        server.max_batch = max_batch;
    })
    .await;
}

async fn approved(kit: &Kit, form: &Form) -> i64 {
    let no = kit.submit("operator", form).await.id;
    kit.approve(no).await;
    no
}

fn http() -> Arc<SignedHttp> {
    Arc::new(SignedHttp::new("127.0.0.0/8".parse().expect("a network")).expect("a client"))
}

on_both! {
    async fn a_server_that_takes_batches_is_called_seldom(kit: Kit) {
        kit.change_servers(|server| server.max_batch = 100).await;
        let no = approved(&kit, &kit.form_for(1_000)).await;
        let game = Fake::willing();
        kit.deliver(&kit.worker(game.clone())).await;
        assert_eq!((kit.state(no).await, game.sent().len()), (State::Succeeded, 1_000));
        assert!(game.batches().iter().all(|batch| *batch <= 100));
        assert!(game.batches().len() <= 16, "{:?}", game.batches());
        assert_eq!(kit.number("select count(*) from attempts").await, 1_000, "each has its attempt");
    }

    async fn a_server_that_takes_none_is_sent_one_a_call(kit: Kit) {
        approved(&kit, &kit.form_for(30)).await;
        let game = Fake::willing();
        kit.deliver(&kit.worker(game.clone())).await;
        assert_eq!(game.batches(), [1; 30]);
    }

    async fn a_rate_counts_deliveries_and_not_calls(kit: Kit) {
        kit.change_servers(|server| {
            server.max_batch = 100;
            server.rate_per_second = Some(200);
        })
        .await;
        approved(&kit, &kit.form_for(60)).await;
        let game = Fake::willing();
        kit.deliver(&kit.worker(game.clone())).await;
        assert_eq!(game.sent().len(), 60);
        assert!(game.batches().iter().all(|batch| *batch <= 20), "a tenth of a second's worth at once");
    }

    async fn questions_are_asked_one_by_one(kit: Kit) {
        kit.change_servers(|server| server.max_batch = 100).await;
        let no = approved(&kit, &kit.form_for(30)).await;
        let game = Fake::new(|call| match call.what {
            What::Send => Answer::Unclear { cause: Cause::TimedOut, message: String::new() },
            What::Ask => applied(),
        });
        kit.deliver(&kit.worker(game.clone())).await;
        assert_eq!((game.batches(), game.asked(), kit.state(no).await), (vec![30], 30, State::Succeeded));
    }

    async fn each_of_a_batch_has_its_own_fate(kit: Kit) {
        let game = game_that_takes(&kit, 50).await;
        let mut players = ordinary_players(30);
        players.extend(["10000404", "10000500", "10000503", "10000504", "10000599"].map(String::from));
        let no = approved(&kit, &Form { players: players.join("\n"), ..kit.form(&[]) }).await;
        kit.deliver(&kit.worker(game.connector.clone())).await;

        let counts = kit.request(no).await.counts;
        assert_eq!((counts.succeeded, counts.refused, counts.failed, counts.unknown), (33, 1, 1, 0));
        assert_eq!(kit.story_of(no, 1).await, ["send: applied"]);
        assert!(kit.delivery(no, 1).await.transaction_id.is_some_and(|id| id.starts_with("kr-1-")));
        assert_eq!(kit.delivery(no, 31).await.code.as_deref(), Some("player_not_found"));
        assert_eq!(kit.story_of(no, 31).await, ["send: refused"]);
        assert_eq!(kit.delivery(no, 32).await.cause.as_deref(), Some("server_error"));
        assert_eq!(kit.story_of(no, 32).await, ["send: unclear", "ask: never_seen"].repeat(5));
        assert_eq!(kit.story_of(no, 33).await, ["send: refused", "send: refused", "send: applied"]);
        assert_eq!(kit.story_of(no, 34).await, ["send: unclear", "ask: applied"], "its result was missing");
        assert_eq!(kit.story_of(no, 35).await, ["send: unclear", "ask: never_seen", "send: applied"]);
        assert_eq!(kit.attempts(no, 34).await[0].cause.as_deref(), Some("unreadable"));
        game.stop().await;
    }

    async fn what_is_sent_again_is_the_same_bytes_alone_and_in_a_batch(kit: Kit) {
        let game = game_that_takes(&kit, 10).await;
        let form = Form {
            players: "10000500\n10001500\n10000001".into(),
            message: "outage_2026".into(),
            order_number: "GPA.3301-\"quoted\"-주문".into(),
            valid_until: "2027-01-01T00:00".into(),
            ..kit.form(&[])
        };
        let no = approved(&kit, &form).await;
        let worker = kit.worker(game.connector.clone());
        kit.deliver(&worker).await;
        for max_batch in [1, 10] {
            servers_of(&kit, &game, max_batch).await;
            assert_eq!(kit.regrant(no, None).await.expect("sent again"), 2);
            kit.deliver(&worker).await;
        }
        let received = game.demo.received().await;
        let mut times: Vec<i64> = received.iter().map(|received| received.times_received).collect();
        times.sort();
        assert_eq!(times, [1, 15, 15]);
        assert!(received.iter().all(|received| received.body.starts_with(&format!(r#"{{"key":"{}","#, received.key))));
        game.stop().await;
    }

    async fn a_server_that_takes_fewer_by_now_gets_them_one_by_one(kit: Kit) {
        let stub = Stub::answering(|path, body| match path.ends_with("/batch") {
            true if keys(body).len() > 10 => (413, json!({ "error": "too_many" }).to_string()),
            true => (200, all_applied(body)),
            false => (200, json!({ "result": "applied" }).to_string()),
        })
        .await;
        kit.servers_at(&stub.url, |server| server.max_batch = 50).await;
        let no = approved(&kit, &kit.form_for(300)).await;
        // One bad answer would be too many.
        let worker = kit.worker_with(http(), Patience { bad_answers: 1, ..Patience::default() });
        kit.deliver(&worker).await;
        assert_eq!(kit.state(no).await, State::Succeeded);
        let turned_away = kit.number("select count(*) from attempts where outcome = 'turned_away' and status = 413").await;
        let alone = stub.paths().iter().filter(|path| path.ends_with("/deliveries")).count();
        assert!(turned_away > 10, "{turned_away} were in batches that are too large by now");
        assert_eq!(turned_away, alone as i64, "each of them went alone afterwards");
        assert_eq!(kit.number("select count(*) from attempts where outcome = 'applied'").await, 300);
        assert_eq!(kit.number("select count(*) from events where action = 'paused'").await, 0);
        stub.holds_no_key_twice_with_different_bytes();
    }

    async fn the_one_for_whom_a_batch_is_turned_away_fails_alone(kit: Kit) {
        let stub = Stub::answering(|path, body| {
            if body.contains("10000007") {
                (400, json!({ "error": "bad_player" }).to_string())
            } else {
                (200, if path.ends_with("/batch") { all_applied(body) } else { json!({ "result": "applied" }).to_string() })
            }
        })
        .await;
        kit.servers_at(&stub.url, |server| server.max_batch = 20).await;
        let no = approved(&kit, &kit.form_for(40)).await;
        kit.deliver(&kit.worker(http())).await;
        let counts = kit.request(no).await.counts;
        assert_eq!((counts.succeeded, counts.failed), (39, 1));
        let bad = kit.delivery(no, 8).await;
        assert_eq!((bad.player_id.as_str(), bad.cause.as_deref()), ("10000007", Some("turned_away")));
        assert_eq!(kit.story_of(no, 8).await, ["send: turned_away", "send: turned_away"]);
        assert_eq!(kit.story_of(no, 9).await, ["send: turned_away", "send: applied"]);
        assert_eq!(kit.story_of(no, 40).await, ["send: applied"]);
        assert_eq!(stub.paths().iter().filter(|path| path.ends_with("/deliveries")).count(), 20);
        stub.holds_no_key_twice_with_different_bytes();
    }

    async fn an_answer_that_nobody_can_read_leaves_the_whole_batch_unknown(kit: Kit) {
        let too_long = json!({ "results": [], "x": "x".repeat(100_000) }).to_string();
        for (status, answer, cause) in [
            (200, "<html>Welcome to the game!".to_owned(), "unreadable"),
            (200, too_long, "unreadable"),
            (502, "Bad Gateway".to_owned(), "server_error"),
        ] {
            let stub = Stub::answering(move |_, _| (status, answer.clone())).await;
            kit.servers_at(&stub.url, |server| server.max_batch = 20).await;
            let no = approved(&kit, &kit.form_for(20)).await;
            kit.drain(&kit.worker(http())).await;
            assert_eq!(kit.delivery_states(no).await, [DeliveryState::Unknown; 20], "{status}");
            assert_eq!(stub.paths(), ["/kr-1/deliveries/batch"]);
            assert_eq!(kit.delivery(no, 20).await.cause.as_deref(), Some(cause));
            kit.advance(LONG);
            kit.deliver(&kit.worker(Fake::willing())).await;
        }
    }

    async fn a_long_answer_to_a_long_batch_is_read(kit: Kit) {
        let stub = Stub::answering(|_, body| {
            let refused = |key| json!({ "key": key, "result": "refused", "code": "full", "message": "x".repeat(800) });
            (200, json!({ "results": keys(body).into_iter().map(refused).collect::<Vec<_>>() }).to_string())
        })
        .await;
        kit.servers_at(&stub.url, |server| server.max_batch = 1_000).await;
        let no = approved(&kit, &kit.form_for(500)).await;
        kit.deliver(&kit.worker(http())).await;
        assert_eq!(kit.request(no).await.counts.refused, 500);
    }

    async fn two_workers_and_a_misbehaving_game_that_takes_batches_give_everybody_his_share_once(kit: Kit) {
        let ledger = std::env::temp_dir().join(format!("grantdesk_chaos_{}.db", crate::kit::fresh_key()));
        let mut options = Options::new(&ledger, demo::SECRET);
        options.chaos = Some(Chaos { seed: 7, percent: 20 });
        let game = DemoGame::start(options).await.expect("the game starts");
        kit.servers_at(&format!("http://{}", game.address()), |server| {
            server.timeout_ms = 300;
            server.max_batch = 15;
        })
        .await;
        let patience = || Patience { bad_answers: 1_000, ..Patience::default() };
        let no = approved(&kit, &kit.form_for(300)).await;
        let one = kit.worker_with(http(), patience());
        let other = grantdesk::delivery::Worker::new(kit.another_desk().await, http(), patience());
        for _ in 0..3 {
            let (a, b) = in_time(async { tokio::join!(one.drain(), other.drain()) }).await;
            a.expect("the worker works");
            b.expect("the worker works");
            kit.advance(LONG);
        }
        kit.deliver(&one).await;
        assert_eq!(kit.state(no).await, State::Succeeded);
        let mut players: Vec<String> = game.applied().await.into_iter().map(|applied| applied.player).collect();
        players.sort();
        assert_eq!(players, ordinary_players(300), "everybody once");
        assert!(game.violations().await.is_empty());
        let unclear = kit.number("select count(*) from attempts where outcome = 'unclear'").await;
        assert!(unclear > 40, "the game did misbehave: {unclear}");
        game.stop().await;
        for ending in ["", "-wal", "-shm"] {
            let _ = std::fs::remove_file(format!("{}{ending}", ledger.display()));
        }
    }

    async fn a_batch_is_no_larger_than_a_megabyte(kit: Kit) {
        let stub = Stub::answering(|_, body| (200, all_applied(body))).await;
        kit.servers_at(&stub.url, |server| server.max_batch = 100).await;
        let server = kit.desk.db().all_servers().await.expect("servers").remove(0);
        let request = kit.requested(&["10000001"]).await;
        let mut content = Content::parse(&request.content).expect("content");
        content.order_number = Some("x".repeat(300_000));
        let content = Arc::new(content);
        let parcels: Vec<Parcel> = (0..5)
            .map(|n| Parcel {
                key: format!("k-{n}"),
                request: "R-1".into(),
                content: content.clone(),
                server: server.code.clone(),
                recipient: "10000001".into(),
            })
            .collect();
        let replies = http().deliver(&server, &parcels).await;
        assert_eq!(replies.len(), 3, "the others wait for the next call");
        assert!(replies.iter().all(|reply| matches!(reply.answer, Answer::Applied { .. })));
        assert!(stub.bodies().iter().all(|body| body.len() <= 1 << 20));
    }
}

/// The keys of a batch.
fn keys(body: &str) -> Vec<String> {
    let batch: Value = serde_json::from_str(body).expect("JSON");
    let deliveries = batch["deliveries"].as_array().expect("a batch");
    deliveries.iter().map(|delivery| delivery["key"].as_str().expect("a key").to_owned()).collect()
}

fn all_applied(body: &str) -> String {
    let results = keys(body).into_iter().rev().map(|key| json!({ "key": key, "result": "applied" }));
    json!({ "results": results.collect::<Vec<_>>() }).to_string()
}

/// Listens, and answers as it is told to: a call's path and body become a status and an answer.
struct Stub {
    url: String,
    calls: Arc<Mutex<Vec<(String, String)>>>,
}

type Script = dyn Fn(&str, &str) -> (u16, String) + Send + Sync;

impl Stub {
    async fn answering(script: impl Fn(&str, &str) -> (u16, String) + Send + Sync + 'static) -> Stub {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let url = format!("http://{}", listener.local_addr().expect("an address"));
        let calls: Arc<Mutex<Vec<(String, String)>>> = Arc::default();
        let (script, seen): (Arc<Script>, _) = (Arc::new(script), calls.clone());
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(answer(stream, script.clone(), seen.clone()));
            }
        });
        Stub { url, calls }
    }

    fn paths(&self) -> Vec<String> {
        self.calls.lock().expect("calls").iter().map(|(path, _)| path.clone()).collect()
    }

    fn bodies(&self) -> Vec<String> {
        self.calls.lock().expect("calls").iter().map(|(_, body)| body.clone()).collect()
    }

    /// What was sent alone is found, byte for byte, in the batch it was in before.
    fn holds_no_key_twice_with_different_bytes(&self) {
        let bodies = self.bodies();
        let (batches, alone): (Vec<_>, Vec<_>) = bodies.iter().partition(|body| body.starts_with(r#"{"deliveries":["#));
        assert!(!alone.is_empty());
        for body in alone {
            assert!(batches.iter().any(|batch| batch.contains(body.as_str())), "{body}");
        }
    }
}

async fn answer(mut stream: TcpStream, script: Arc<Script>, seen: Arc<Mutex<Vec<(String, String)>>>) {
    let (read, mut write) = stream.split();
    let mut lines = BufReader::new(read);
    let (mut head, mut length) = (String::new(), 0);
    while lines.read_line(&mut head).await.is_ok_and(|bytes| bytes > 2) {
        let line = head.lines().last().unwrap_or_default().to_ascii_lowercase();
        length = line.strip_prefix("content-length: ").map_or(length, |bytes| bytes.parse().expect("a length"));
    }
    let mut body = vec![0; length];
    lines.read_exact(&mut body).await.expect("a whole call");
    let body = String::from_utf8(body).expect("text");
    let path = head.split(' ').nth(1).expect("a path").to_owned();
    let (status, answer) = script(&path, &body);
    seen.lock().expect("calls").push((path, body));
    let head = format!("HTTP/1.1 {status} So\r\ncontent-length: {}\r\nconnection: close\r\n\r\n", answer.len());
    let _ = write.write_all(format!("{head}{answer}").as_bytes()).await;
    tokio::time::timeout(Duration::from_secs(1), write.shutdown()).await.ok();
}
