//! How long it takes to the last byte of a result file, beside one plain `select` of the same columns in the same run:
//! `cargo xtask bench`.
//!
//! Prints the figures, and writes them to `target/bench-results.json`. `--players N` and `--rounds N` make it shorter.
#![expect(clippy::unwrap_used, reason = "a bench that cannot go on stops")]

#[path = "kit/median.rs"]
mod median;
#[path = "kit/postgres.rs"]
mod postgres;

use std::io::Read;
use std::path::Path;
use std::time::Instant;

use futures::TryStreamExt;
use grantdesk::clock::Clock;
use grantdesk::demo;
use grantdesk::desk::Desk;
use grantdesk::people::Person;
use grantdesk::request::{Form, FormLine, PlayerList, Submission, check};
use grantdesk::results::{Row, Wanted, Which, Words};
use grantdesk::store::Db;
use jiff::tz::TimeZone;
use serde_json::{Value, json};
use sqlx::Executor;

use self::median::median;
use self::postgres::fresh_postgres;

const FIGURES: [&str; 3] = ["select", "csv", "xlsx"];

#[tokio::main]
async fn main() {
    let (players, rounds) = (argument("--players", 100_000), argument("--rounds", 5));
    let directory = std::env::temp_dir().join(format!("grantdesk-bench-results-{}", std::process::id()));
    std::fs::create_dir_all(&directory).unwrap();
    let postgres = std::env::var("TEST_POSTGRES_URL").expect("`cargo xtask bench` starts a PostgreSQL for the bench");

    let mut report = Vec::new();
    for (name, database) in [
        ("sqlite", format!("sqlite://{}?mode=rwc", directory.join("desk.db").display())),
        ("postgres", fresh_postgres(&postgres, "results").await),
    ] {
        let (desk, operator, no) = delivered(&database, players).await;
        let mut took: [Vec<f64>; 3] = Default::default();
        let mut bytes = [0; 3];
        for _ in 0..rounds {
            for (i, figure) in FIGURES.iter().enumerate() {
                let started = Instant::now();
                bytes[i] = match *figure {
                    "select" => select(&desk, no, players).await,
                    "csv" => csv(&desk, &operator, no).await,
                    _ => xlsx(&desk, &operator, no).await,
                };
                took[i].push(started.elapsed().as_secs_f64() * 1000.0);
            }
        }
        desk.db().close().await;
        let ms = took.map(median);
        for (i, figure) in FIGURES.iter().enumerate() {
            let ratio = ms[0] / ms[i];
            println!("{players} results on {name}: {figure} {:.0} ms, ratio {ratio:.2}, {} bytes", ms[i], bytes[i]);
            report.push(json!({ "database": name, "players": players, "figure": figure, "ms": ms[i], "ratio": ratio,
                "bytes": bytes[i] }));
        }
    }
    std::fs::remove_dir_all(&directory).unwrap();
    write(&Value::Array(report));
}

fn write(report: &Value) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/bench-results.json");
    std::fs::write(&file, serde_json::to_vec_pretty(report).unwrap()).unwrap();
}

/// The ceiling: the rows as the driver gives them, and nothing made of them.
async fn select(desk: &Desk, no: i64, players: usize) -> usize {
    const SQL: &str = "select n, server_id, player_id, quantity, state, cause, code, message, attempts, settled_at,
        transaction_id, info from deliveries where request_id = $1 order by n";
    let rows: Vec<Row> = match desk.db() {
        Db::Sqlite(c, _) => sqlx::query_as(SQL).bind(no).fetch_all(c).await.unwrap(),
        Db::Postgres(c, _) => sqlx::query_as(SQL).bind(no).fetch_all(c).await.unwrap(),
    };
    assert_eq!(rows.len(), players);
    0
}

async fn csv(desk: &Desk, person: &Person, no: i64) -> usize {
    let mut pieces = desk.results_as_csv(person, no, wanted()).await.unwrap();
    let mut bytes = 0;
    while let Some(piece) = pieces.try_next().await.unwrap() {
        bytes += piece.len();
    }
    bytes
}

async fn xlsx(desk: &Desk, person: &Person, no: i64) -> usize {
    let mut file = desk.results_as_xlsx(person, no, wanted()).await.unwrap();
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes).unwrap()
}

fn wanted() -> Wanted {
    Wanted { which: Which::All, words: Words::default(), zone: TimeZone::get("Asia/Seoul").unwrap() }
}

/// A request of so many players, one in a hundred refused, with two columns of additional information.
async fn delivered(database: &str, players: usize) -> (Desk, Person, i64) {
    let desk = Desk::open(database, Clock::System).await.unwrap();
    demo::fill(&desk, "http://127.0.0.1:1").await.unwrap();
    let operator = person(&desk, "operator").await;
    let catalog = desk.catalog(&operator, "moonlit").await.unwrap();
    let form = form();
    let (listed, _) = PlayerList::typed(&form, &catalog);
    let plan = check(&form, &catalog, &TimeZone::UTC, &listed).unwrap();
    let players = (0..players).map(|n| (10_000_000 + n).to_string().as_str().into()).collect();
    let submission = Submission { plan, players, file: None };
    let request =
        desk.operator(&operator, "moonlit").await.unwrap().request(submission, "bench").await.unwrap().unwrap();
    for sql in [
        "update deliveries set state = 'succeeded', attempts = 1, settled_at = 1795309200000 + n * 7,
            transaction_id = 'kr-1-' || (10000000 + n), info = '{\"ticket\":\"CS-' || n || '\",\"memo\":\"점검 보상\"}'",
        "update deliveries set state = 'refused', cause = 'refused', code = 'player_not_found', transaction_id = null,
            message = 'there is no account with this ID' where n % 100 = 0",
    ] {
        match desk.db() {
            Db::Sqlite(c, _) => _ = c.execute(sql).await.unwrap(),
            Db::Postgres(c, _) => _ = c.execute(sql).await.unwrap(),
        }
    }
    (desk, operator, request.id)
}

fn form() -> Form {
    Form {
        game: "moonlit".into(),
        servers: vec!["kr-1".into()],
        direction: "grant".into(),
        reason: "outage".into(),
        lines: vec![FormLine { item: "GEM".into(), quantity: "300".into() }],
        id_kind: "player_id".into(),
        players: "10000000".into(),
        ..Form::default()
    }
}

async fn person(desk: &Desk, username: &str) -> Person {
    let user = desk.db().user_by_username(username).await.unwrap().unwrap();
    desk.person(user.id, "127.0.0.1").await.unwrap().unwrap()
}

fn argument(name: &str, otherwise: usize) -> usize {
    let arguments: Vec<String> = std::env::args().collect();
    let value = arguments.iter().position(|argument| argument == name).and_then(|at| arguments.get(at + 1));
    value.map_or(otherwise, |value| value.parse().expect("a number"))
}
