//! Kill -9 of the worker process in the middle of a delivery to a misbehaving game, again and again.
#![cfg(feature = "ssr")]
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::HashMap;
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use demo_game::{Chaos, DemoGame, Options};
use grantdesk::catalog::CatalogFile;
use grantdesk::clock::Clock;
use grantdesk::demo;
use grantdesk::desk::Desk;
use grantdesk::event::Actor;
use grantdesk::people::Person;
use grantdesk::request::{DeliveryState, Form, FormLine, State};
use jiff::tz::TimeZone;
use sqlx::{Connection, Executor, PgConnection};
use tokio::process::{Child, Command};

const PLAYERS: usize = 5_000;
const KILLS: u64 = 50;

#[tokio::test(flavor = "multi_thread")]
async fn fifty_kills_lose_nothing_and_deliver_nothing_twice_on_sqlite() {
    let directory = tempfile::tempdir().unwrap();
    let database = format!("sqlite://{}?mode=rwc", directory.path().join("desk.db").display());
    kill_and_compare(&database, directory.path(), 1).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn fifty_kills_lose_nothing_and_deliver_nothing_twice_on_postgres() {
    let server = std::env::var("TEST_POSTGRES_URL").expect("`cargo xtask test` starts a PostgreSQL for the tests");
    let name = format!("crash_{}", std::process::id());
    let mut connection = PgConnection::connect(&server).await.unwrap();
    connection.execute(sqlx::AssertSqlSafe(format!("create database {name}"))).await.unwrap();
    let (base, _) = server.rsplit_once('/').unwrap();
    let directory = tempfile::tempdir().unwrap();
    kill_and_compare(&format!("{base}/{name}"), directory.path(), 2).await;
}

async fn kill_and_compare(database: &str, directory: &Path, seed: u64) {
    let mut options = Options::new(directory.join("game.db"), demo::SECRET);
    options.chaos = Some(Chaos { seed, percent: 15 });
    options.hang = Duration::from_secs(2);
    let game = DemoGame::start(options).await.unwrap();
    let desk = Desk::open(database, Clock::System).await.unwrap();
    demo::fill(&desk, &format!("http://{}", game.address())).await.unwrap();
    desk.apply_catalog(&Actor::command_line(), &impatient(&game)).await.unwrap();

    let no = approved_request(&desk).await;
    for kill in 0..KILLS {
        let mut worker = start_worker(database);
        tokio::time::sleep(moment(seed, kill)).await;
        worker.kill().await.unwrap();
    }
    let kills_survived = desk.db().request(no).await.unwrap().unwrap();
    assert_eq!(kills_survived.state, State::Delivering, "the kills came after the end: they proved nothing");

    finish(&desk, database, no).await;
    agree_row_by_row(&desk, &game, no).await;
    assert_eq!(desk.check().await.unwrap(), []);
    let check = Command::new(env!("CARGO_BIN_EXE_grantdesk")).args(["check", "--database", database]).status().await;
    assert!(check.unwrap().success());
    game.stop().await;
}

/// Servers that are given up on quickly, and slow enough for fifty kills to find work under way.
fn impatient(game: &DemoGame) -> CatalogFile {
    let mut catalog = demo::catalog(&format!("http://{}", game.address()));
    for server in catalog.games.iter_mut().flat_map(|game| &mut game.servers) {
        server.timeout_ms = 300;
        server.rate_per_second = Some(200);
    }
    catalog
}

/// Ordinary players: their IDs end in nothing that the demo game minds, so only chaos is in the way.
fn players() -> Vec<String> {
    let minded = ["404", "409", "503", "500", "504", "599"];
    let ids = (10_000_000..).map(|id: u64| id.to_string());
    ids.filter(|id| !minded.iter().any(|ending| id.ends_with(ending))).take(PLAYERS).collect()
}

async fn person(desk: &Desk, username: &str) -> Person {
    let user = desk.db().user_by_username(username).await.unwrap().unwrap();
    desk.person(user.id, "127.0.0.1").await.unwrap().unwrap()
}

async fn approved_request(desk: &Desk) -> i64 {
    let operator = person(desk, "operator").await;
    let form = Form {
        game: "moonlit".into(),
        servers: vec!["kr-1".into()],
        direction: "grant".into(),
        reason: "outage".into(),
        lines: vec![FormLine { item: "GEM".into(), quantity: "300".into() }],
        id_kind: "player_id".into(),
        players: players().join("\n"),
        ..Form::default()
    };
    let submitted = desk.operator(&operator, "moonlit").await.unwrap().submit(&form, "crash", &TimeZone::UTC).await;
    let request = submitted.unwrap().unwrap();
    let approver = person(desk, "approver").await;
    desk.approver(&approver, request.id).await.unwrap().approve(&request.seal, "").await.unwrap();
    request.id
}

fn start_worker(database: &str) -> Child {
    Command::new(env!("CARGO_BIN_EXE_grantdesk"))
        .args(["work", "--database", database, "--networks", "127.0.0.0/8", "--lease-ms", "1000"])
        .env("RUST_LOG", "off")
        .stdin(Stdio::null())
        .kill_on_drop(true)
        .spawn()
        .unwrap()
}

/// A moment between the start of the process and well into its work, the same for the same seed.
fn moment(seed: u64, kill: u64) -> Duration {
    let mixed = (seed * 1_000 + kill).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32;
    Duration::from_millis(80 + mixed % 320)
}

/// Works on until everybody has it. A person asks and re-grants where the kills used up what the desk tries by itself.
async fn finish(desk: &Desk, database: &str, no: i64) {
    let approver = person(desk, "approver").await;
    let _worker = start_worker(database);
    let end = async {
        loop {
            match desk.db().request(no).await.unwrap().unwrap().state {
                State::Succeeded => return,
                State::Failed if desk.db().request(no).await.unwrap().unwrap().counts.unknown > 0 => {
                    desk.enquire(&approver, no).await.unwrap();
                }
                State::Failed => {
                    desk.approver(&approver, no).await.unwrap().regrant(None).await.unwrap();
                }
                _ => tokio::time::sleep(Duration::from_millis(100)).await,
            }
        }
    };
    if tokio::time::timeout(Duration::from_secs(180), end).await.is_err() {
        panic!("the delivery does not end: {:?}", desk.db().request(no).await.unwrap().unwrap().counts);
    }
}

async fn agree_row_by_row(desk: &Desk, game: &DemoGame, no: i64) {
    let mut applied: HashMap<String, usize> = HashMap::new();
    for entry in game.applied().await {
        *applied.entry(entry.player).or_default() += 1;
    }
    let deliveries = desk.db().deliveries(no, None, 0, PLAYERS as i64 + 1).await.unwrap();
    assert_eq!(deliveries.len(), PLAYERS);
    for delivery in &deliveries {
        assert_eq!(delivery.state, DeliveryState::Succeeded, "{}", delivery.player_id);
        assert_eq!(applied.get(&delivery.player_id), Some(&1), "{} in the game's ledger", delivery.player_id);
    }
    assert_eq!(applied.len(), PLAYERS);
    assert!(game.violations().await.is_empty(), "a key came with two different bodies");
}
