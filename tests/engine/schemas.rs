//! Both schemas answer alike: the same tables, columns and refusals.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::kit::{Kind, Kit, one};

/// Every table's columns: name, nullable, and the class of its type.
async fn columns(kit: &Kit) -> BTreeMap<String, (bool, String)> {
    let sql = if kit.is_sqlite() {
        "select json_group_array(json_array(t.name || '.' || c.name, c.\"notnull\" = 0 and c.pk = 0, lower(c.type)))
         from sqlite_schema t join pragma_table_info(t.name) c where t.type = 'table' and t.name not like 'sqlite_%' and t.name not like '\\_sqlx%' escape '\\'"
    } else {
        "select cast(json_agg(json_build_array(table_name || '.' || column_name, is_nullable = 'YES', data_type)) as text)
         from information_schema.columns where table_schema = 'public' and table_name not like '\\_sqlx%'"
    };
    let rows: String = one(kit.desk.db(), sql).await.expect("the schema is read");
    let rows: Vec<(String, serde_json::Value, String)> = serde_json::from_str(&rows).expect("JSON");
    rows.into_iter()
        .map(|(column, nullable, kind)| {
            // SQLite has no booleans: they are integers in it.
            let kind = match kind.as_str() {
                "bigint" | "integer" | "boolean" => "number",
                "blob" | "bytea" => "bytes",
                other => other,
            };
            (column, (nullable == serde_json::json!(true) || nullable == serde_json::json!(1), kind.to_owned()))
        })
        .collect()
}

/// The names that a folder of migrations holds.
fn migrations(folder: &str) -> BTreeSet<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations").join(folder);
    let files = std::fs::read_dir(folder).expect("migrations");
    files.map(|file| file.expect("a file").file_name().into_string().expect("a name")).collect()
}

/// Indexes that are the schema's own, by table and name.
async fn indexes(kit: &Kit) -> BTreeSet<String> {
    let sql = if kit.is_sqlite() {
        "select json_group_array(tbl_name || '.' || name) from sqlite_schema where type = 'index' and sql is not null"
    } else {
        "select cast(json_agg(tablename || '.' || indexname) as text) from pg_indexes
         where schemaname = 'public' and indexname not like '%\\_pkey' and indexname not like '%\\_key' and indexname <> 'one_request_per_submission'"
    };
    let rows: String = one(kit.desk.db(), sql).await.expect("the schema is read");
    serde_json::from_str(&rows).expect("JSON")
}

#[test]
fn both_databases_have_the_same_migrations() {
    assert_eq!(migrations("sqlite"), migrations("postgres"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn both_databases_have_the_same_columns_and_indexes() {
    let (sqlite, postgres) = (Kit::open(Kind::Sqlite).await, Kit::open(Kind::Postgres).await);
    let (one, other) = (columns(&sqlite).await, columns(&postgres).await);
    assert!(one.len() > 100, "{one:?}");
    assert_eq!(one, other);
    assert_eq!(indexes(&sqlite).await, indexes(&postgres).await);
    sqlite.close().await;
    postgres.close().await;
}

/// Statements that both databases refuse, for the same reason.
const REFUSED: [&str; 26] = [
    "update users set language = 'fr'",
    "update users set theme = 'pink'",
    "update users set username_key = 'operator'",
    "insert into role_permissions (role_id, permission) values (1, 'fly')",
    "insert into memberships (user_id, role_id, game_id) select user_id, role_id, game_id from memberships",
    "insert into memberships (user_id, role_id, game_id) values (999, 1, null)",
    "update id_kinds set charset = 'runes'",
    "update id_kinds set min_length = 0",
    "update id_kinds set max_length = 1",
    "update servers set concurrency = 0",
    "update servers set concurrency = 257",
    "update servers set rate_per_second = 0",
    "update servers set timeout_ms = 99",
    "update servers set max_batch = 1001",
    "update items set kind = 'pet'",
    "update items set max_quantity = 9007199254740992",
    "update items set code = 'GEM'",
    "update requests set direction = 'gift'",
    "update requests set state = 'lost'",
    "update requests set players = 0",
    "update requests set reason_id = 999",
    "update request_lines set quantity = 0",
    "update deliveries set state = 'lost'",
    "update deliveries set state = 'sending'",
    "update deliveries set lease = 'x'",
    "insert into attempts (request_id, delivery, n, call, at, ms, outcome) values (1, 1, 1, 'pray', 1, 1, 'applied')",
];

crate::kit::on_both! {
    async fn what_makes_no_sense_is_refused_by_the_database_itself(kit: Kit) {
        kit.requested(&["10000001"]).await;
        for sql in REFUSED {
            let refused = kit.sql(sql).await;
            let kind = refused.as_ref().err().and_then(|error| error.as_database_error()).map(|error| error.kind());
            use sqlx::error::ErrorKind::{CheckViolation, ForeignKeyViolation, UniqueViolation};
            assert!(matches!(kind, Some(CheckViolation | ForeignKeyViolation | UniqueViolation)), "{sql}: {refused:?}");
        }
    }
}
