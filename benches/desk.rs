//! The desk's figures, each beside its ceiling in the same run: `cargo xtask bench`.
//!
//! Prints them, and writes them to `target/bench.json`. `--players N` and `--rounds N` make it shorter.
#![expect(clippy::unwrap_used, reason = "a bench that cannot go on stops")]

#[path = "kit/median.rs"]
mod median;
#[path = "kit/postgres.rs"]
mod postgres;

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use demo_game::{DemoGame, Options};
use futures::StreamExt;
use grantdesk::clock::Clock;
use grantdesk::connector::{Answer, Connector, Parcel, SignedHttp};
use grantdesk::delivery::{Patience, Worker};
use grantdesk::demo;
use grantdesk::desk::Desk;
use grantdesk::event::Actor;
use grantdesk::people::Person;
use grantdesk::request::{Content, Form, FormLine, PlayerList, State, Submission, check};
use jiff::tz::TimeZone;
use serde_json::{Value, json};

use self::median::median;
use self::postgres::fresh_postgres;

/// Databases, and how many deliveries go in a call.
const VARIANTS: [(&str, i64); 4] = [("sqlite", 1), ("sqlite", 500), ("postgres", 1), ("postgres", 500)];

#[tokio::main]
async fn main() {
    let (players, rounds) = (argument("--players", 100_000), argument("--rounds", 3));
    let directory = std::env::temp_dir().join(format!("grantdesk-bench-{}", std::process::id()));
    std::fs::create_dir_all(&directory).unwrap();
    let postgres = std::env::var("TEST_POSTGRES_URL").expect("`cargo xtask bench` starts a PostgreSQL for the bench");

    let (mut deliveries, mut approvals) = (Vec::new(), Vec::new());
    for round in 0..rounds {
        let ceiling = without_a_database(&directory, players, round).await;
        for (name, max_batch) in VARIANTS {
            let run = format!("{name}-{max_batch}-{round}");
            let database = match name {
                "sqlite" => format!("sqlite://{}?mode=rwc", directory.join(format!("desk-{run}.db")).display()),
                _ => fresh_postgres(&postgres, &run).await,
            };
            let (approving, delivering) = with_a_database(&directory, &database, players, max_batch, &run).await;
            let ratio = ceiling.as_secs_f64() / delivering.as_secs_f64();
            println!(
                "round {round}: delivery of {players} on {name}, {max_batch} a call: {:.0}/s, one a call without a database {:.0}/s, ratio {ratio:.2}; approved in {:.0} ms",
                players as f64 / delivering.as_secs_f64(),
                players as f64 / ceiling.as_secs_f64(),
                approving.as_secs_f64() * 1000.0
            );
            deliveries.push(
                json!({ "round": round, "database": name, "max_batch": max_batch, "players": players, "ratio": ratio,
                "per_second": players as f64 / delivering.as_secs_f64(),
                "ceiling_per_second": players as f64 / ceiling.as_secs_f64() }),
            );
            approvals.push(json!({ "round": round, "database": name, "max_batch": max_batch, "players": players,
                "ms": approving.as_secs_f64() * 1000.0 }));
        }
    }
    let medians: Vec<Value> = VARIANTS
        .into_iter()
        .map(|(name, max_batch)| {
            let (ratio, ms) =
                (middle(&deliveries, name, max_batch, "ratio"), middle(&approvals, name, max_batch, "ms"));
            println!("median on {name}, {max_batch} a call: delivery {ratio:.2} of the ceiling, approval of {players} players {ms:.0} ms");
            json!({ "database": name, "max_batch": max_batch, "delivery_ratio": ratio, "approval_ms": ms })
        })
        .collect();
    let report = json!({ "medians": medians, "delivery": deliveries, "approval": approvals });
    std::fs::write("target/bench.json", serde_json::to_string_pretty(&report).unwrap()).unwrap();
    std::fs::remove_dir_all(&directory).unwrap();
}

fn argument(name: &str, default: usize) -> usize {
    let args: Vec<String> = std::env::args().collect();
    let value = args.iter().position(|arg| arg == name).and_then(|at| args.get(at + 1));
    value.map_or(default, |value| value.parse().expect("a number"))
}

/// The ceiling: the same client calls the same server as often at once, and nothing is written down.
async fn without_a_database(directory: &Path, players: usize, round: usize) -> Duration {
    let game = start_game(directory, &format!("ceiling-{round}"), 1).await;
    let database = format!("sqlite://{}?mode=rwc", directory.join(format!("ceiling-{round}.db")).display());
    let (desk, operator, _) = people(&database, &game, 1).await;
    let catalog = desk.catalog(&operator, "moonlit").await.unwrap();
    let server = Arc::new(catalog.servers[0].clone());
    let content = Arc::new(submission(&catalog, players).plan.content);
    let http = SignedHttp::new("127.0.0.0/8".parse().unwrap()).unwrap();

    let started = Instant::now();
    futures::stream::iter(0..players)
        .map(|n| tokio::spawn(call(http.clone(), server.clone(), content.clone(), n)))
        .buffer_unordered(server.concurrency as usize)
        .for_each(async |applied| assert!(applied.unwrap()))
        .await;
    let took = started.elapsed();
    game.stop().await;
    took
}

async fn call(http: SignedHttp, server: Arc<grantdesk::catalog::Server>, content: Arc<Content>, n: usize) -> bool {
    let parcel = Parcel {
        key: format!("ceiling-{n}"),
        request: "R-1".into(),
        content,
        server: server.code.clone(),
        recipient: player(n).as_str().into(),
    };
    let replies = http.deliver(&server, std::slice::from_ref(&parcel)).await;
    matches!(replies[0].answer, Answer::Applied { .. })
}

/// How long the approval takes, and then the delivery, with every commit on disk.
async fn with_a_database(
    directory: &Path,
    database: &str,
    players: usize,
    max_batch: i64,
    run: &str,
) -> (Duration, Duration) {
    let game = start_game(directory, run, max_batch).await;
    let (desk, operator, approver) = people(database, &game, max_batch).await;
    let catalog = desk.catalog(&operator, "moonlit").await.unwrap();
    let submission = submission(&catalog, players);
    let operator = desk.operator(&operator, "moonlit").await.unwrap();
    let request = operator.request(submission, "bench").await.unwrap().unwrap();

    let started = Instant::now();
    desk.approver(&approver, request.id).await.unwrap().approve(&request.seal, "", true).await.unwrap();
    let approving = started.elapsed();

    let http = SignedHttp::new("127.0.0.0/8".parse().unwrap()).unwrap();
    let worker = Worker::new(desk.clone(), Arc::new(http), Patience::default());
    let started = Instant::now();
    worker.drain().await.unwrap();
    let delivering = started.elapsed();

    let delivered = desk.db().request(request.id).await.unwrap().unwrap();
    assert_eq!((delivered.state, delivered.counts.succeeded), (State::Succeeded, players as i64));
    assert_eq!(game.applied().await.len(), players);
    desk.db().close().await;
    game.stop().await;
    (approving, delivering)
}

async fn start_game(directory: &Path, name: &str, max_batch: i64) -> DemoGame {
    let mut options = Options::new(directory.join(format!("game-{name}.db")), demo::SECRET);
    options.max_batch = max_batch as u32;
    DemoGame::start(options).await.unwrap()
}

async fn people(database: &str, game: &DemoGame, max_batch: i64) -> (Desk, Person, Person) {
    let desk = Desk::open(database, Clock::System).await.unwrap();
    let url = format!("http://{}", game.address());
    demo::fill(&desk, &url).await.unwrap();
    let mut catalog = demo::catalog(&url);
    for server in catalog.games.iter_mut().flat_map(|game| &mut game.servers) {
        server.max_batch = max_batch;
    }
    desk.apply_catalog(&Actor::command_line(), &catalog).await.unwrap();
    let mut people = Vec::new();
    for username in ["operator", "approver"] {
        let user = desk.db().user_by_username(username).await.unwrap().unwrap();
        people.push(desk.person(user.id, "127.0.0.1").await.unwrap().unwrap());
    }
    let approver = people.pop().unwrap();
    (desk, people.pop().unwrap(), approver)
}

/// A form with one player, checked; then with as many as a file may have.
fn submission(catalog: &grantdesk::catalog::Catalog, players: usize) -> Submission {
    let form = Form {
        game: "moonlit".into(),
        servers: vec!["kr-1".into()],
        direction: "grant".into(),
        reason: "outage".into(),
        lines: vec![FormLine { item: "GEM".into(), quantity: "300".into() }],
        id_kind: "player_id".into(),
        players: player(0),
        ..Form::default()
    };
    let (listed, _) = PlayerList::typed(&form, catalog);
    let plan = check(&form, catalog, &TimeZone::UTC, &listed).unwrap();
    Submission { plan, players: (0..players).map(|n| player(n).as_str().into()).collect(), file: None }
}

/// IDs that end in nothing the demo game minds.
fn player(n: usize) -> String {
    format!("{}", 10_000_000 + (n / 400) * 1_000 + n % 400)
}

fn middle(rows: &[Value], database: &str, max_batch: i64, figure: &str) -> f64 {
    let of_variant = rows.iter().filter(|row| row["database"] == database && row["max_batch"] == max_batch);
    median(of_variant.filter_map(|row| row[figure].as_f64()).collect())
}
