//! The largest bulk file: how long its check, its submission and its approval take when every row becomes a request of
//! its own, beside inserting as many bare rows in one transaction of the same run, and how far memory rises:
//! `cargo xtask bench`.
//!
//! Prints the figures, and writes them to `target/bench-bulk.json`. `--rows N` makes it shorter.
#![expect(clippy::unwrap_used, reason = "a bench that cannot go on stops")]

#[path = "kit/postgres.rs"]
mod postgres;

use std::fmt::Write;
use std::path::Path;
use std::time::{Duration, Instant};

use grantdesk::batch::{Batch, BatchForm};
use grantdesk::clock::Clock;
use grantdesk::demo;
use grantdesk::desk::Desk;
use grantdesk::people::Person;
use grantdesk::store::Db;
use grantdesk::upload::Checking;
use jiff::tz::TimeZone;
use serde_json::{Value, json};
use sqlx::Executor;

use self::postgres::fresh_postgres;

#[tokio::main]
async fn main() {
    let rows = argument("--rows", 100_000);
    let directory = std::env::temp_dir().join(format!("grantdesk-bench-bulk-{}", std::process::id()));
    std::fs::create_dir_all(&directory).unwrap();
    let postgres = std::env::var("TEST_POSTGRES_URL").expect("`cargo xtask bench` starts a PostgreSQL for the bench");
    let mut report = Vec::new();
    for (name, database) in [
        ("sqlite", format!("sqlite://{}?mode=rwc", directory.join("desk.db").display())),
        ("postgres", fresh_postgres(&postgres, "bulk").await),
    ] {
        let desk = Desk::open(&database, Clock::System).await.unwrap();
        demo::fill(&desk, "http://127.0.0.1:1").await.unwrap();
        let (operator, approver) = (person(&desk, "operator").await, person(&desk, "approver").await);
        let batch = sent(&desk, &operator, rows).await;
        let mut measured = Vec::new();

        measured.push(measure("insert", async { insert(&desk, rows).await }).await);
        measured.push(measure("check", async { check(&desk, &operator, &batch, rows).await }).await);
        measured.push(measure("submit", async { submit(&desk, &operator, &batch, rows).await }).await);
        let decider = desk.batch_approver(&approver, &batch.id).await.unwrap();
        let mut seal = String::new();
        measured.push(measure("look", async { seal = decider.waiting().await.unwrap().seal }).await);
        let approve = async { assert_eq!(decider.approve(&seal, "", true).await.unwrap(), rows) };
        measured.push(measure("approve", approve).await);
        desk.db().close().await;
        for (figure, took, megabytes) in measured {
            let ms = took.as_millis() as u64;
            println!("{rows} rows as {rows} requests on {name}: {figure} {ms} ms, memory rises by {megabytes} MB");
            report.push(json!({ "database": name, "rows": rows, "figure": figure, "ms": ms, "megabytes": megabytes }));
        }
    }
    std::fs::remove_dir_all(&directory).unwrap();
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/bench-bulk.json");
    std::fs::write(&file, serde_json::to_vec_pretty(&Value::Array(report)).unwrap()).unwrap();
}

/// What some work took, and how far above its beginning memory rose, in megabytes.
async fn measure(figure: &'static str, work: impl Future<Output = ()>) -> (&'static str, Duration, u64) {
    // 5: the peak begins anew (proc_pid_clear_refs(5)).
    std::fs::write("/proc/self/clear_refs", "5").unwrap();
    let before = memory("VmRSS:");
    let started = Instant::now();
    work.await;
    (figure, started.elapsed(), memory("VmHWM:").saturating_sub(before) / 1024)
}

/// In kilobytes.
fn memory(name: &str) -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix(name)).unwrap();
    line.trim().trim_end_matches(" kB").parse().unwrap()
}

/// The ceiling: as many rows as there will be requests, in one transaction and of one statement each thousand.
async fn insert(desk: &Desk, rows: usize) {
    let execute = async |sql: &str| match desk.db() {
        Db::Sqlite(c, _) => _ = c.execute(sqlx::AssertSqlSafe(sql.to_owned())).await.unwrap(),
        Db::Postgres(c, _) => _ = c.execute(sqlx::AssertSqlSafe(sql.to_owned())).await.unwrap(),
    };
    execute("create table bare (id bigint primary key, player text not null, quantity bigint not null)").await;
    let mut sql = String::from("begin; ");
    for from in (0..rows).step_by(1_000) {
        let values: Vec<String> =
            (from..rows.min(from + 1_000)).map(|n| format!("({n}, '{}', 1)", 10_000_000 + n)).collect();
        write!(sql, "insert into bare values {}; ", values.join(", ")).unwrap();
    }
    execute(&(sql + "commit")).await;
}

async fn sent(desk: &Desk, operator: &Person, rows: usize) -> Batch {
    let mut file = String::from("direction,item,quantity,order_number,player_id\r\n");
    for n in 0..rows {
        write!(file, "grant,GOLD,{},GPA.{n:09},{}\r\n", 1 + n % 1_000, 10_000_000 + n).unwrap();
    }
    let mut receiving = desk.receive(operator, "bulk.csv").await.unwrap();
    receiving.add(file.as_bytes()).await.unwrap();
    let upload = receiving.finish().await.unwrap();
    let form = BatchForm {
        game: "moonlit".into(),
        servers: vec!["kr-1".into()],
        reason: "outage".into(),
        id_kind: "player_id".into(),
        ..BatchForm::default()
    };
    let id = uuid::Uuid::now_v7().to_string();
    assert!(desk.keep_batch(operator, &id, &form, Some(&upload.id)).await.unwrap());
    desk.batch(operator, &id).await.unwrap()
}

async fn check(desk: &Desk, operator: &Person, batch: &Batch, rows: usize) {
    loop {
        let file = desk.batch_file(operator, batch, &TimeZone::UTC, "en").await.unwrap().unwrap();
        match file.checking {
            Checking::Done(found) => return assert_eq!((found.requests, found.is_good()), (rows, true)),
            // As often as a page asks.
            Checking::UnderWay { .. } => tokio::time::sleep(Duration::from_millis(50)).await,
        }
    }
}

async fn submit(desk: &Desk, operator: &Person, batch: &Batch, rows: usize) {
    let operator = desk.operator(operator, "moonlit").await.unwrap();
    assert_eq!(operator.submit_batch(batch, &TimeZone::UTC, "en").await.unwrap(), Ok(rows as i64));
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
