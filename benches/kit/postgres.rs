use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection};

/// An empty database of its own on a PostgreSQL, for a run of this name; the server is thrown away after the bench.
pub async fn fresh_postgres(server: &str, run: &str) -> String {
    let name = format!("bench_{}_{}", std::process::id(), run.replace('-', "_"));
    let mut connection = PgConnection::connect(server).await.unwrap();
    connection.execute(AssertSqlSafe(format!("create database {name}"))).await.unwrap();
    let (base, _) = server.rsplit_once('/').unwrap();
    format!("{base}/{name}")
}
