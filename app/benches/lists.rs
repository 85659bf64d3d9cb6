//! Files of 100,000 rows over HTTP, as a browser sends and fetches them: time, and what memory the desk takes for it.
//!
//! `cargo xtask bench` runs it with a PostgreSQL that commits to disk.

#![expect(clippy::unwrap_used, reason = "a figure that cannot be taken ends the bench")]

mod kit;

use std::time::{Duration, Instant};

use grantdesk::clock::Clock;
use grantdesk::demo;
use grantdesk::desk::Desk;
use grantdesk::request::{Form, FormLine};
use grantdesk::store::Db;
use jiff::tz::TimeZone;
use reqwest::header::LOCATION;
use serde_json::{Value, json};

use kit::{BOUNDARY, Web, fresh_postgres, median};

const ROWS: usize = 100_000;
const ROUNDS: usize = 3;
/// What the design asks for: half as quick as bare inserts, and no more memory than this.
const GOAL: f64 = 0.5;
const MEMORY_KB: i64 = 64 * 1024;

#[tokio::main]
async fn main() {
    let _ = rustls::crypto::ring::default_provider().install_default();
    let postgres = std::env::var("TEST_POSTGRES_URL").ok();
    let mut rows = Vec::new();
    for round in 0..ROUNDS {
        let directory = tempfile::tempdir().unwrap();
        let sqlite = format!("sqlite://{}?mode=rwc", directory.path().join("desk.db").display());
        rows.push(measure("SQLite", &sqlite).await);
        if let Some(server) = &postgres {
            rows.push(measure("PostgreSQL", &fresh_postgres(server, round).await).await);
        }
    }
    for row in &rows {
        println!("{row}");
    }
    let figures = json!({ "rows": ROWS, "rounds": ROUNDS, "measured": rows });
    let target = std::env::var("CARGO_TARGET_DIR").unwrap_or_else(|_| "../target".into());
    std::fs::write(format!("{target}/bench-lists.json"), format!("{figures:#}\n")).unwrap();
    for database in ["SQLite", "PostgreSQL"].into_iter().filter(|name| *name == "SQLite" || postgres.is_some()) {
        let (ratio, memory) = (median(&rows, database, "upload_of_inserts"), median(&rows, database, "memory_kb"));
        println!("{database}: {ratio:.2} of bare inserts (goal {GOAL}), {memory:.0} kB more memory (goal {MEMORY_KB})");
    }
}

async fn measure(name: &str, database: &str) -> Value {
    let desk = Desk::open(database, Clock::System).await.unwrap();
    demo::fill(&desk, "http://127.0.0.1:1").await.unwrap();
    let inserts = bare_inserts(&desk).await;
    let web = Web::start(&[], database).await;

    web.get("/requests").await;
    let before = web.memory("VmRSS");
    web.forget_peak();
    let upload = request_form();
    let started = Instant::now();
    let answer = web.post("/requests/new", upload).await;
    let uploading = started.elapsed();
    let memory = web.memory("VmHWM") - before;
    let request = answer.headers()[LOCATION].to_str().unwrap().to_owned();
    assert!(request.starts_with("/requests/") && !request.contains("new"), "{request}");

    let started = Instant::now();
    let csv = web.get(&format!("{request}/results.csv")).await.bytes().await.unwrap();
    let csv_took = started.elapsed();
    assert!(csv.iter().filter(|byte| **byte == b'\n').count() > ROWS);
    let started = Instant::now();
    assert!(web.get(&format!("{request}/results.xlsx")).await.bytes().await.unwrap().len() > ROWS);
    let xlsx_took = started.elapsed();
    desk.db().close().await;
    json!({
        "database": name,
        "upload_ms": ms(uploading),
        "bare_inserts_ms": ms(inserts),
        "upload_of_inserts": inserts.as_secs_f64() / uploading.as_secs_f64(),
        "memory_kb": memory,
        "csv_ms": ms(csv_took),
        "xlsx_ms": ms(xlsx_took),
    })
}

/// The same rows by one prepared statement in one transaction, on the same schema.
async fn bare_inserts(desk: &Desk) -> Duration {
    let user = desk.db().user_by_username("operator").await.unwrap().unwrap();
    let person = desk.person(user.id, "127.0.0.1").await.unwrap().unwrap();
    let form = Form {
        game: "moonlit".into(),
        servers: vec!["kr-1".into()],
        direction: "grant".into(),
        reason: "outage".into(),
        lines: vec![FormLine { item: "GEM".into(), quantity: "300".into() }],
        id_kind: "player_id".into(),
        players: "10000000".into(),
        ..Form::default()
    };
    let operator = desk.operator(&person, "moonlit").await.unwrap();
    let no = operator.submit(&form, "bare", &TimeZone::UTC, "en").await.unwrap().unwrap().id;
    const INSERT: &str =
        "insert into deliveries (request_id, n, server_id, player_id, state) values ($1, $2, 1, $3, 'canceled')";
    macro_rules! insert {
        ($pool:expr) => {{
            let mut tx = $pool.begin().await.unwrap();
            for n in 0..ROWS {
                let insert = sqlx::query(INSERT).bind(no).bind(n as i64 + 2).bind(player(n));
                insert.execute(&mut *tx).await.unwrap();
            }
            tx.commit().await.unwrap();
        }};
    }
    let started = Instant::now();
    match desk.db() {
        Db::Sqlite(pool, _) => insert!(pool),
        Db::Postgres(pool, _) => insert!(pool),
    }
    started.elapsed()
}

fn request_form() -> Vec<u8> {
    let key = uuid::Uuid::now_v7().to_string();
    let fields = [
        ("key", key.as_str()),
        ("game", "moonlit"),
        ("server", "kr-1"),
        ("direction", "grant"),
        ("reason", "outage"),
        ("item", "GEM"),
        ("quantity", "300"),
        ("id_kind", "player_id"),
    ];
    let mut form = String::new();
    for (name, value) in fields {
        form += &format!("--{BOUNDARY}\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
    }
    form += &format!("--{BOUNDARY}\r\ncontent-disposition: form-data; name=\"file\"; filename=\"players.csv\"\r\n\r\n");
    form += "player_id\r\n";
    for n in 0..ROWS {
        form += &player(n);
        form += "\r\n";
    }
    form += &format!("\r\n--{BOUNDARY}--\r\n");
    form.into_bytes()
}

fn player(n: usize) -> String {
    (10_000_000 + n).to_string()
}

fn ms(duration: Duration) -> u64 {
    duration.as_millis() as u64
}
