//! What was received, and what was applied of it: one row a key, all SQL.

use std::path::Path;

use serde::Serialize;
use sqlx::{
    Connection, FromRow, QueryBuilder, SqliteConnection, SqlitePool,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};

use crate::contract::{Delivery, Direction, Item, Refusal, Verdict};

/// Rows in one statement, so that most rows go with a statement that is prepared already.
const CHUNK: usize = 50;

/// The ledger open for writing. There is one, and the [`crate::writer`] has it.
#[derive(Debug)]
pub(crate) struct Ledger(SqliteConnection);

/// The ledger open for reading.
#[derive(Clone, Debug)]
pub(crate) struct Book(SqlitePool);

/// What the ledger knows of a key.
#[derive(Clone, Debug, FromRow)]
pub(crate) struct Record {
    pub key: String,
    pub server: String,
    pub player: String,
    /// The body it came with the first time, byte for byte.
    pub body: String,
    pub times_received: i64,
    /// Its place among all that was applied, from 1; none until it is.
    pub number: Option<i64>,
    /// Why it was refused for good.
    pub refusal: Option<Refusal>,
    /// Unix milliseconds: when it was first received, and once it is applied, when that was.
    pub at: i64,
}

impl Record {
    /// What was decided, if it was.
    pub fn verdict(&self) -> Option<Verdict> {
        self.transaction_id()
            .map(|transaction_id| Verdict::Applied { transaction_id })
            .or_else(|| self.refusal.map(Verdict::Refused))
    }

    pub fn transaction_id(&self) -> Option<String> {
        self.number.map(|number| self.transaction_id_at(number))
    }

    /// Gives it its place among all that was applied, and says its transaction's ID.
    pub fn apply(&mut self, number: i64, now: i64) -> String {
        self.number = Some(number);
        self.at = now;
        self.transaction_id_at(number)
    }

    fn transaction_id_at(&self, number: i64) -> String {
        format!("{}-{number:08}", self.server)
    }
}

/// A delivery that was applied: a line of the ledger.
#[derive(Clone, Debug, Serialize)]
pub struct Applied {
    /// Its place in the ledger, from 1, without gaps.
    pub id: i64,
    pub server: String,
    pub key: String,
    pub request: String,
    pub direction: Direction,
    /// The player's ID.
    pub player: String,
    pub items: Vec<Item>,
    pub transaction_id: String,
    /// How often its key arrived, duplicates and failures included.
    pub times_received: i64,
    /// When it was applied, in Unix milliseconds.
    pub at: i64,
}

/// A key that arrived at least once.
#[derive(Clone, Debug, FromRow)]
pub struct Received {
    pub key: String,
    pub server: String,
    /// The body it came with the first time, byte for byte.
    pub body: String,
    pub times_received: i64,
    pub applied: bool,
}

/// A key that came with another body, or to another server, than at first. It was refused.
#[derive(Clone, Debug, FromRow, Serialize)]
pub struct Violation {
    pub id: i64,
    pub key: String,
    pub first_server: String,
    pub first_body: String,
    pub other_server: String,
    pub other_body: String,
    /// Unix milliseconds.
    pub at: i64,
}

impl Ledger {
    /// Opens it, and makes it if it is not there.
    ///
    /// There is no index by player: kept up in small groups, it would cost twice as much as all the rest.
    pub async fn open(file: &Path) -> Result<Ledger, sqlx::Error> {
        let options = options(file).create_if_missing(true).pragma("wal_autocheckpoint", "8000");
        let mut connection = SqliteConnection::connect_with(&options).await?;
        sqlx::raw_sql(
            "create table if not exists deliveries (
               key text primary key,
               server text not null,
               player text not null,
               body text not null,
               times_received integer not null,
               number integer unique,
               refusal text,
               at integer not null
             ) strict;
             create table if not exists violations (
               id integer primary key,
               key text not null,
               first_server text not null,
               first_body text not null,
               other_server text not null,
               other_body text not null,
               at integer not null
             ) strict;",
        )
        .execute(&mut connection)
        .await?;
        Ok(Ledger(connection))
    }

    pub async fn begin(&mut self) -> Result<Entry<'_>, sqlx::Error> {
        Ok(Entry(self.0.begin_with("begin immediate").await?))
    }

    pub async fn close(self) -> Result<(), sqlx::Error> {
        self.0.close().await
    }
}

/// One transaction: lost as a whole unless it is committed.
#[derive(Debug)]
pub(crate) struct Entry<'a>(sqlx::Transaction<'a, sqlx::Sqlite>);

impl Entry<'_> {
    /// What is known of these keys: nothing of those that are new.
    pub async fn records(&mut self, keys: &[&str]) -> Result<Vec<Record>, sqlx::Error> {
        sqlx::query_as(
            "select d.key, server, player, body, times_received, number, refusal, at
             from json_each($1) as asked cross join deliveries as d on d.key = asked.value",
        )
        .bind(json(keys))
        .fetch_all(&mut *self.0)
        .await
    }

    /// The number of the latest delivery applied; 0 if there is none.
    pub async fn latest_number(&mut self) -> Result<i64, sqlx::Error> {
        sqlx::query_scalar("select coalesce(max(number), 0) from deliveries").fetch_one(&mut *self.0).await
    }

    /// Writes what is now known, over what was known before.
    pub async fn write(&mut self, records: &[&Record]) -> Result<(), sqlx::Error> {
        for chunk in records.chunks(CHUNK) {
            let mut insert = QueryBuilder::new(
                "insert into deliveries (key, server, player, body, times_received, number, refusal, at) ",
            );
            insert.push_values(chunk, |mut row, record| {
                row.push_bind(&record.key)
                    .push_bind(&record.server)
                    .push_bind(&record.player)
                    .push_bind(&record.body)
                    .push_bind(record.times_received)
                    .push_bind(record.number)
                    .push_bind(record.refusal.map(Refusal::code))
                    .push_bind(record.at);
            });
            insert.push(
                " on conflict (key) do update set times_received = excluded.times_received, number = excluded.number,
                  refusal = excluded.refusal, at = excluded.at",
            );
            insert.build().persistent(chunk.len() == CHUNK).execute(&mut *self.0).await?;
        }
        Ok(())
    }

    pub async fn accuse(&mut self, first: &Record, server: &str, body: &str, at: i64) -> Result<(), sqlx::Error> {
        sqlx::query(
            "insert into violations (key, first_server, first_body, other_server, other_body, at)
             values ($1, $2, $3, $4, $5, $6)",
        )
        .bind(&first.key)
        .bind(&first.server)
        .bind(&first.body)
        .bind(server)
        .bind(body)
        .bind(at)
        .execute(&mut *self.0)
        .await?;
        Ok(())
    }

    pub async fn commit(self) -> Result<(), sqlx::Error> {
        self.0.commit().await
    }
}

impl Book {
    pub async fn open(file: &Path) -> Result<Book, sqlx::Error> {
        let options = options(file).pragma("query_only", "on");
        Ok(Book(SqlitePoolOptions::new().max_connections(4).connect_with(options).await?))
    }

    /// What a server knows of a key.
    pub async fn record(&self, server: &str, key: &str) -> Result<Option<Record>, sqlx::Error> {
        sqlx::query_as(
            "select key, server, player, body, times_received, number, refusal, at
             from deliveries where key = $1 and server = $2",
        )
        .bind(key)
        .bind(server)
        .fetch_optional(&self.0)
        .await
    }

    /// What was applied after a place in the ledger, in order.
    pub async fn applied(&self, after: i64, limit: i64) -> Result<Vec<Applied>, sqlx::Error> {
        let records = sqlx::query_as(
            "select key, server, player, body, times_received, number, refusal, at
             from deliveries where number > $1 order by number limit $2",
        )
        .bind(after)
        .bind(limit)
        .fetch_all(&self.0)
        .await?;
        lines(records)
    }

    /// The same for one player. Reads the whole ledger.
    pub async fn applied_to(&self, player: &str, after: i64, limit: i64) -> Result<Vec<Applied>, sqlx::Error> {
        let records = sqlx::query_as(
            "select key, server, player, body, times_received, number, refusal, at
             from deliveries where player = $1 and number > $2 order by number limit $3",
        )
        .bind(player)
        .bind(after)
        .bind(limit)
        .fetch_all(&self.0)
        .await?;
        lines(records)
    }

    pub async fn all_applied(&self) -> Result<Vec<Applied>, sqlx::Error> {
        self.applied(0, i64::MAX).await
    }

    pub async fn all_received(&self) -> Result<Vec<Received>, sqlx::Error> {
        sqlx::query_as(
            "select key, server, body, times_received, number is not null as applied from deliveries order by key",
        )
        .fetch_all(&self.0)
        .await
    }

    pub async fn violations(&self) -> Result<Vec<Violation>, sqlx::Error> {
        sqlx::query_as(
            "select id, key, first_server, first_body, other_server, other_body, at from violations order by id",
        )
        .fetch_all(&self.0)
        .await
    }

    pub async fn close(&self) {
        self.0.close().await;
    }
}

fn options(file: &Path) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(file)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Normal)
}

/// Many rows as one bound value.
fn json(rows: &(impl Serialize + ?Sized)) -> String {
    serde_json::to_string(rows).expect("rows of text and numbers are always JSON")
}

fn lines(records: Vec<Record>) -> Result<Vec<Applied>, sqlx::Error> {
    records.into_iter().filter_map(|record| line(record).transpose()).collect()
}

fn line(record: Record) -> Result<Option<Applied>, sqlx::Error> {
    let (Some(id), Some(transaction_id)) = (record.number, record.transaction_id()) else {
        return Ok(None);
    };
    let delivery: Delivery =
        serde_json::from_str(&record.body).map_err(|error| sqlx::Error::Decode(Box::new(error)))?;
    Ok(Some(Applied {
        id,
        server: record.server,
        key: record.key,
        request: delivery.request,
        direction: delivery.direction,
        player: record.player,
        items: delivery.items,
        transaction_id,
        times_received: record.times_received,
        at: record.at,
    }))
}
