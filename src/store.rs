//! The two databases. All SQL of the desk lives in this folder, one text for both dialects wherever they agree.

use std::str::FromStr;
use std::time::Duration;

use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{PgPool, Postgres, Sqlite, SqlitePool, Transaction};

use self::statements::Statements;
use crate::error::{Error, Result};

/// How long somebody waits for a connection, or for the lock of SQLite.
const PATIENCE: Duration = Duration::from_secs(30);

pub mod audit;
pub mod batches;
pub mod catalog;
pub mod check;
pub mod credentials;
pub mod deliveries;
pub mod directory;
pub mod drafts;
pub mod entries;
pub mod events;
pub mod favorites;
pub mod ledger;
pub mod log;
pub mod lookup;
pub mod notifications;
pub mod order_claims;
pub mod overview;
pub mod people;
pub mod preflights;
pub mod pulse;
pub mod requests;
pub mod results;
pub mod reviewing;
pub mod reviews;
pub mod roles;
pub mod search;
pub mod server_calls;
pub mod sessions;
pub mod settings;
pub mod statements;
pub mod tallies;
pub mod totals;
pub mod troubles;
pub mod uploads;
pub mod webhooks;

/// The connections of the desk: sqlx's pool for transactions, and others for single statements.
#[derive(Clone, Debug)]
pub enum Db {
    Sqlite(SqlitePool, Statements<Sqlite>),
    Postgres(PgPool, Statements<Postgres>),
}

/// A transaction; on SQLite one that holds the write lock from its beginning.
#[derive(Debug)]
pub enum Tx {
    Sqlite(Transaction<'static, Sqlite>),
    Postgres(Transaction<'static, Postgres>),
}

/// Runs one body on whichever database is open; the body is checked once for each.
macro_rules! on {
    (db $db:expr, $c:ident => $body:expr) => {
        match $db {
            $crate::store::Db::Sqlite(_, statements) => $crate::store::on!(lent statements, $c => $body),
            $crate::store::Db::Postgres(_, statements) => $crate::store::on!(lent statements, $c => $body),
        }
    };
    (lent $statements:expr, $c:ident => $body:expr) => {{
        let mut lent = $statements.lend().await?;
        let $c = lent.connection()?;
        let answer = $body;
        if answer.is_ok() {
            lent.give_back();
        }
        answer
    }};
    (tx $tx:expr, $c:ident => $body:expr) => {
        match $tx {
            $crate::store::Tx::Sqlite(tx) => {
                let $c = &mut **tx;
                $body
            }
            $crate::store::Tx::Postgres(tx) => {
                let $c = &mut **tx;
                $body
            }
        }
    };
}
pub(crate) use on;

/// One statement in its two dialects, side by side.
macro_rules! dialect {
    ($tx:expr, sqlite: $sqlite:expr, postgres: $postgres:expr $(,)?) => {
        if $tx.is_sqlite() { $sqlite } else { $postgres }
    };
}
pub(crate) use dialect;

/// Deliveries that ended, or rest, without success: the very words of the partial indexes, which SQLite compares.
macro_rules! without_success {
    ($state:literal) => {
        concat!("(", $state, " = 'refused' or ", $state, " = 'failed' or ", $state, " = 'unknown')")
    };
}
pub(crate) use without_success;

impl Db {
    /// Opens `sqlite://file?mode=rwc` or `postgres://…`.
    ///
    /// # Errors
    /// When the address is of neither kind, the database cannot be reached, or its SQLite is older than 3.51.3,
    /// which can lose commits in WAL mode (sqlite.org, "WAL-reset bug").
    pub async fn open(url: &str) -> Result<Db> {
        if url.starts_with("sqlite:") {
            Db::sqlite(SqliteConnectOptions::from_str(url)?).await
        } else if url.starts_with("postgres:") || url.starts_with("postgresql:") {
            Db::postgres(PgConnectOptions::from_str(url)?).await
        } else {
            Err(Error::Invalid("a database address begins with sqlite:// or postgres://".into()))
        }
    }

    async fn postgres(options: PgConnectOptions) -> Result<Db> {
        let pool =
            PgPoolOptions::new().max_connections(16).acquire_timeout(PATIENCE).connect_with(options.clone()).await?;
        Ok(Db::Postgres(pool, Statements::new(options, 16)?))
    }

    /// SQLite writes one transaction after another anyway: with one connection they wait in the order in which they
    /// came, and only for other processes by trying again.
    pub async fn sqlite(options: SqliteConnectOptions) -> Result<Db> {
        let options = options
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(PATIENCE)
            .pragma("cache_size", "-65536");
        let pool =
            SqlitePoolOptions::new().max_connections(1).acquire_timeout(PATIENCE).connect_with(options.clone()).await?;
        let version: String = sqlx::query_scalar("select sqlite_version()").fetch_one(&pool).await?;
        let parts: Vec<u32> = version.split('.').filter_map(|part| part.parse().ok()).collect();
        if parts < vec![3, 51, 3] {
            return Err(Error::Invalid(format!(
                "SQLite {version} can lose commits; 3.51.3 is the oldest that is safe"
            )));
        }
        Ok(Db::Sqlite(pool, Statements::new(options, 8)?))
    }

    /// Brings the schema up to date.
    pub async fn migrate(&self) -> Result<()> {
        match self {
            Db::Sqlite(pool, _) => sqlx::migrate!("migrations/sqlite").run(pool).await?,
            Db::Postgres(pool, _) => sqlx::migrate!("migrations/postgres").run(pool).await?,
        }
        Ok(())
    }

    /// Begins a transaction that will write. SQLite's plain `begin` refuses a second writer at once and ignores
    /// the busy time-out, so the write lock is taken first.
    pub async fn begin(&self) -> Result<Tx> {
        Ok(match self {
            Db::Sqlite(pool, _) => Tx::Sqlite(pool.begin_with("begin immediate").await?),
            Db::Postgres(pool, _) => Tx::Postgres(pool.begin().await?),
        })
    }

    pub async fn is_reachable(&self) -> bool {
        self.answer().await.is_ok()
    }

    async fn answer(&self) -> Result<i64> {
        Ok(on!(db self, c => sqlx::query_scalar("select cast(1 as bigint)").fetch_one(c).await)?)
    }

    /// Ends every connection. Two that end at once each leave it to the other to bring SQLite's log into the file, so
    /// the one that writes comes last.
    pub async fn close(&self) {
        match self {
            Db::Sqlite(_, statements) => statements.close().await,
            Db::Postgres(_, statements) => statements.close().await,
        }
        match self {
            Db::Sqlite(pool, _) => pool.close().await,
            Db::Postgres(pool, _) => pool.close().await,
        }
    }

    pub(crate) fn is_sqlite(&self) -> bool {
        matches!(self, Db::Sqlite(..))
    }
}

impl Tx {
    pub async fn commit(self) -> Result<()> {
        match self {
            Tx::Sqlite(tx) => tx.commit().await?,
            Tx::Postgres(tx) => tx.commit().await?,
        }
        Ok(())
    }

    pub(crate) fn is_sqlite(&self) -> bool {
        matches!(self, Tx::Sqlite(_))
    }
}

/// The pattern of `like … escape '\\'` for what contains a text.
pub(crate) fn containing(text: &str) -> String {
    format!("%{}%", text.trim().replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_"))
}

/// Insists that a statement changed exactly one row.
pub(crate) fn exactly_one(rows: u64, what: &'static str) -> Result<()> {
    if rows == 1 { Ok(()) } else { Err(Error::Lost(what)) }
}
