//! Pages a second over HTTP, signed in, with the desk on one core, beside an answer without a page on the same router.
//!
//! `cargo xtask bench` runs it with a PostgreSQL that commits to disk.

#![expect(clippy::unwrap_used, reason = "a figure that cannot be taken ends the bench")]

#[expect(dead_code, reason = "another bench sends files and watches the memory")]
mod kit;

use std::time::{Duration, Instant};

use grantdesk::clock::Clock;
use grantdesk::demo;
use grantdesk::desk::Desk;
use grantdesk::request::{Form, FormLine};
use jiff::tz::TimeZone;
use kit::{Web, fresh_postgres};
use serde_json::{Value, json};

const REQUESTS: usize = 2_000;
const AT_ONCE: usize = 8;
const FOR: Duration = Duration::from_secs(5);
/// What the design asks for.
const GOAL: f64 = 1_000.0;
const P99: f64 = 15.0;
const PAGES: [&str; 4] = ["/healthz", "/requests", "/requests/1", "/"];

#[tokio::main]
async fn main() {
    let _ = rustls::crypto::ring::default_provider().install_default();
    let directory = tempfile::tempdir().unwrap();
    let mut databases = vec![("SQLite", format!("sqlite://{}?mode=rwc", directory.path().join("desk.db").display()))];
    if let Ok(server) = std::env::var("TEST_POSTGRES_URL") {
        databases.push(("PostgreSQL", fresh_postgres(&server, 0).await));
    }
    let mut rows = Vec::new();
    for (name, database) in databases {
        fill(&database).await;
        let web = Web::start(&["taskset", "--cpu-list", "0"], &database).await;
        for page in PAGES {
            let row = measure(&web, name, page).await;
            println!("{row}");
            rows.push(row);
        }
    }
    println!("the goal for /requests is {GOAL} pages a second, and 99 of 100 within {P99} ms");
    let target = std::env::var("CARGO_TARGET_DIR").unwrap_or_else(|_| "../target".into());
    std::fs::write(format!("{target}/bench-pages.json"), format!("{:#}\n", json!({ "measured": rows }))).unwrap();
}

async fn fill(database: &str) {
    let desk = Desk::open(database, Clock::System).await.unwrap();
    demo::fill(&desk, "http://127.0.0.1:1").await.unwrap();
    let user = desk.db().user_by_username("operator").await.unwrap().unwrap();
    let person = desk.person(user.id, "127.0.0.1").await.unwrap().unwrap();
    let operator = desk.operator(&person, "moonlit").await.unwrap();
    for n in 0..REQUESTS {
        let form = Form {
            game: "moonlit".into(),
            servers: vec!["kr-1".into(), "kr-2".into()],
            direction: "grant".into(),
            reason: "outage".into(),
            lines: vec![FormLine { item: "GEM".into(), quantity: "300".into() }],
            id_kind: "player_id".into(),
            players: format!("{}\n{}", 10_000_000 + n, 11_000_000 + n),
            ..Form::default()
        };
        operator.submit(&form, &format!("bench-{n}"), &TimeZone::UTC, "en").await.unwrap().unwrap();
    }
    desk.db().close().await;
}

/// A few clients, each asking as soon as it was answered.
async fn measure(web: &Web, database: &str, page: &str) -> Value {
    let began = Instant::now();
    let clients = (0..AT_ONCE).map(|_| async {
        let mut took = Vec::new();
        while began.elapsed() < FOR {
            let asked = Instant::now();
            web.get(page).await.bytes().await.unwrap();
            took.push(asked.elapsed());
        }
        took
    });
    let mut took: Vec<Duration> = futures::future::join_all(clients).await.into_iter().flatten().collect();
    took.sort();
    let at = |part: f64| took[(took.len() as f64 * part) as usize].as_secs_f64() * 1000.0;
    json!({
        "database": database,
        "page": page,
        "a_second": (took.len() as f64 / began.elapsed().as_secs_f64()).round(),
        "p50_ms": at(0.5),
        "p99_ms": at(0.99),
    })
}
