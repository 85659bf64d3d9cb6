//! How long the logs take among ten million deliveries, beside the same among a hundred thousand: `cargo xtask bench`.
//!
//! Prints the figures, and writes them to `target/bench-ledger.json`. `--deliveries N`, `--small N` and `--rounds N` make
//! it shorter, `--only sqlite` or `--only postgres` leaves the other database out. `--keep yes` leaves the databases where
//! they are, and takes those that are there already.
#![expect(clippy::unwrap_used, reason = "a bench that cannot go on stops")]

mod asked;
mod dashboard;
mod figure;
mod past;

use std::path::{Path, PathBuf};
use std::time::Instant;

use grantdesk::clock::Clock;
use grantdesk::desk::Desk;
use serde_json::{Value, json};
use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection};

use self::figure::{Figure, measure};
use self::past::Past;

/// The end of the year that is made up.
const UNTIL: i64 = 1_795_309_200_000;
const SEED: u64 = 20_261_122;

#[tokio::main]
async fn main() {
    let (large, small) = (argument("--deliveries", 10_000_000), argument("--small", 100_000));
    let rounds = argument("--rounds", 300);
    let directory = std::env::temp_dir().join(format!("grantdesk-bench-ledger{}", mark()));
    std::fs::create_dir_all(&directory).unwrap();
    let mut report = Vec::new();
    for database in ["sqlite", "postgres"].into_iter().filter(|name| only().is_none_or(|only| only == *name)) {
        let few = figures(&directory, database, small, rounds).await;
        let many = figures(&directory, database, large, rounds).await;
        for (one, other) in few.iter().zip(&many) {
            assert_eq!(one.name, other.name);
            let ratio = other.p50 / one.p50;
            println!(
                "{database}: {:44} among {small}: p50 {:6.2} ms, p99 {:6.2} ms; among {large}: p50 {:6.2} ms, p99 {:6.2} ms, first {:6.2} ms; ratio {ratio:.2}",
                one.name, one.p50, one.p99, other.p50, other.p99, other.first
            );
            report.push(json!({ "database": database, "figure": one.name, "ratio": ratio,
                "few": { "deliveries": small, "p50_ms": one.p50, "p99_ms": one.p99, "first_ms": one.first },
                "many": { "deliveries": large, "p50_ms": other.p50, "p99_ms": other.p99, "first_ms": other.first } }));
        }
    }
    if !keeps() {
        std::fs::remove_dir_all(&directory).unwrap();
    }
    write(&Value::Array(report));
}

/// Makes a year of so many deliveries, measures it, and takes it away again.
async fn figures(directory: &Path, database: &str, deliveries: i64, rounds: i64) -> Vec<Figure> {
    let name = format!("bench_ledger{}_{deliveries}", mark());
    let url = match database {
        "sqlite" => format!("sqlite://{}?mode=rwc", directory.join(&name).display()),
        _ => {
            let made = administer(&format!("create database {name}")).await;
            assert!(made || keeps(), "the database could not be made");
            format!("{}/{name}", postgres().rsplit_once('/').unwrap().0)
        }
    };
    let desk = Desk::open(&url, Clock::still(UNTIL)).await.unwrap();
    if !desk.db().has_users().await.unwrap() {
        let started = Instant::now();
        past::make(&desk, Past { deliveries, seed: SEED, until: UNTIL }).await.unwrap();
        println!("{database}: {deliveries} deliveries made up in {:.0} s", started.elapsed().as_secs_f64());
    }
    let figures = measure(&desk, UNTIL, rounds as usize).await;
    desk.db().close().await;
    match database {
        _ if keeps() => {}
        "sqlite" => {
            for ending in ["", "-wal", "-shm"] {
                let _ = std::fs::remove_file(PathBuf::from(format!("{}{ending}", directory.join(&name).display())));
            }
        }
        _ => assert!(administer(&format!("drop database {name}")).await),
    }
    figures
}

fn write(report: &Value) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/bench-ledger.json");
    std::fs::write(&file, serde_json::to_vec_pretty(report).unwrap()).unwrap();
}

fn postgres() -> String {
    std::env::var("TEST_POSTGRES_URL").expect("`cargo xtask bench` starts a PostgreSQL for the bench")
}

/// Whether it could be done.
async fn administer(statement: &str) -> bool {
    let mut connection = PgConnection::connect(&postgres()).await.unwrap();
    connection.execute(AssertSqlSafe(statement)).await.is_ok()
}

fn keeps() -> bool {
    word("--keep").is_some()
}

/// Tells this run's databases from another's.
fn mark() -> String {
    if keeps() { String::new() } else { format!("_{}", std::process::id()) }
}

fn only() -> Option<String> {
    word("--only")
}

fn argument(name: &str, otherwise: i64) -> i64 {
    word(name).map_or(otherwise, |value| value.parse().expect("a number"))
}

fn word(name: &str) -> Option<String> {
    let arguments: Vec<String> = std::env::args().collect();
    arguments.iter().position(|argument| argument == name).and_then(|at| arguments.get(at + 1)).cloned()
}
