//! The rows of the year, and how they are written many at once.

use grantdesk::error::Result;
use grantdesk::store::Tx;
use serde::Serialize;

pub trait Row: Serialize {
    const TABLE: &'static str;
    const COLUMNS: &'static [&'static str];
}

macro_rules! rows {
    ($($name:ident in $table:literal { $($column:ident: $type:ty),+ $(,)? })+) => {$(
        #[derive(Debug, Serialize)]
        pub struct $name { $(pub $column: $type),+ }

        impl Row for $name {
            const TABLE: &'static str = $table;
            const COLUMNS: &'static [&'static str] = &[$(stringify!($column)),+];
        }
    )+};
}

rows! {
    Request in "requests" {
        id: i64, key: String, submission_key: String, game_id: i64, direction: &'static str, reason_id: i64,
        detail_reason_id: Option<i64>, order_number: Option<String>, id_kind: String, comment: &'static str, content: String,
        seal: String, players: i64, deliveries: i64, waiting: i64, state: &'static str, requested_by: i64, requested_at: i64,
    }
    Line in "request_lines" {
        request_id: i64, line: i64, item_id: i64, quantity: Option<i64>, least: Option<i64>, most: Option<i64>, total: Option<i64>,
    }
    Target in "request_servers" { request_id: i64, server_id: i64 }
    Claim in "order_claims" { game_id: i64, direction: &'static str, order_number: String, request_id: i64 }
    Approval in "approvals" {
        id: i64, request_id: i64, requested_by: i64, approved_by: i64, seal: String, note: &'static str, at: i64,
    }
    Delivery in "deliveries" {
        request_id: i64, n: i64, server_id: i64, player_id: String, quantity: Option<i64>, info: Option<String>,
        state: &'static str, attempts: i64, tries: i64, asks: i64, cause: Option<&'static str>, code: Option<&'static str>,
        transaction_id: Option<String>, settled_at: Option<i64>,
    }
    Attempt in "attempts" {
        request_id: i64, delivery: i64, n: i64, call: &'static str, at: i64, ms: i64, status: Option<i64>,
        outcome: &'static str, cause: Option<&'static str>, code: Option<&'static str>,
    }
    Event in "events" {
        at: i64, actor_id: Option<i64>, actor_name: &'static str, address: &'static str, subject: &'static str, subject_id: i64,
        action: &'static str, details: &'static str,
    }
}

/// What a request came to: written over what it was when it was asked for.
#[derive(Debug, Serialize)]
pub struct End {
    pub id: i64,
    pub state: &'static str,
    pub approval_id: Option<i64>,
    pub ended_at: Option<i64>,
    pub waiting: i64,
    pub succeeded: i64,
    pub refused: i64,
    pub failed: i64,
    pub unknown: i64,
    pub canceled: i64,
}

pub async fn insert<R: Row>(tx: &mut Tx, rows: &[R]) -> Result<()> {
    let (table, columns) = (R::TABLE, R::COLUMNS.join(", "));
    let sql = match tx {
        Tx::Sqlite(_) => {
            let cells: Vec<String> = R::COLUMNS.iter().map(|column| format!("value ->> '{column}'")).collect();
            format!("insert into {table} ({columns}) select {} from jsonb_each($1)", cells.join(", "))
        }
        Tx::Postgres(_) => {
            format!(
                "insert into {table} ({columns}) select {columns} from json_populate_recordset(null::{table}, $1::json)"
            )
        }
    };
    run(tx, sql, serde_json::to_string(rows)?).await
}

pub async fn end(tx: &mut Tx, ends: &[End]) -> Result<()> {
    const COLUMNS: [&str; 9] =
        ["state", "approval_id", "ended_at", "waiting", "succeeded", "refused", "failed", "unknown", "canceled"];
    let set: Vec<String> = COLUMNS.iter().map(|column| format!("{column} = v.{column}")).collect();
    let from = match tx {
        Tx::Sqlite(_) => {
            let cells: Vec<String> = COLUMNS.iter().map(|column| format!("value ->> '{column}' as {column}")).collect();
            format!("(select value ->> 'id' as id, {} from jsonb_each($1))", cells.join(", "))
        }
        Tx::Postgres(_) => "json_populate_recordset(null::requests, $1::json)".to_owned(),
    };
    let sql = format!("update requests set {} from {from} v where requests.id = v.id", set.join(", "));
    run(tx, sql, serde_json::to_string(ends)?).await
}

/// Runs a statement with one value.
pub async fn run(tx: &mut Tx, sql: String, value: String) -> Result<()> {
    let query = sqlx::AssertSqlSafe(sql);
    match tx {
        Tx::Sqlite(tx) => _ = sqlx::query(query).bind(value).execute(&mut **tx).await?,
        Tx::Postgres(tx) => _ = sqlx::query(query).bind(value).execute(&mut **tx).await?,
    }
    Ok(())
}
