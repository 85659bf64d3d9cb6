//! Catalogs as they are looked after: one shape of statement for every kind, made of the names of its fields.

use serde_json::{Value, json};
use sqlx::{AssertSqlSafe, FromRow};

use super::{Db, Tx, containing, dialect, exactly_one, on};
use crate::catalog::{Change, Entry, Field, Kind, Secret, Shape};
use crate::error::Result;

/// Entries in one statement.
const CHUNK: usize = 5_000;

/// Which entries are wanted, and where they begin.
#[derive(Clone, Debug, Default)]
pub struct EntrySearch {
    /// What stands in a code or a text, in whatever case.
    pub text: String,
    pub retired: bool,
    pub after: i64,
    pub limit: i64,
}

#[derive(FromRow)]
struct Row {
    id: i64,
    retired_at: Option<i64>,
    entry: String,
}

impl TryFrom<Row> for Entry {
    type Error = serde_json::Error;

    fn try_from(row: Row) -> Result<Entry, serde_json::Error> {
        Ok(Entry { id: row.id, values: serde_json::from_str(&row.entry)?, retired_at: row.retired_at })
    }
}

impl Kind {
    fn table(self) -> &'static str {
        match self {
            Kind::Game => "games",
            Kind::IdKind => "id_kinds",
            Kind::Server => "servers",
            Kind::Item => "items",
            Kind::Reason => "reasons",
            Kind::DetailReason => "detail_reasons",
            Kind::Message => "messages",
        }
    }

    /// The column that holds the game. A game holds itself.
    fn scope(self) -> &'static str {
        if self == Kind::Game { "id" } else { "game_id" }
    }

    fn code(self) -> &'static str {
        self.fields()[0].name
    }

    /// Kinds of IDs have an order of their own; all else is found by its code.
    fn order(self) -> String {
        if self == Kind::IdKind { "position, id".to_owned() } else { self.code().to_owned() }
    }

    /// Whether a text, as `$2`, is in any of the texts.
    fn matches(self) -> String {
        let is_text = |field: &&Field| matches!(field.shape, Shape::Code | Shape::Line { .. } | Shape::Text { .. });
        let texts = self.fields().iter().filter(is_text);
        let likes = texts.map(|field| format!("lower({}) like lower($2) escape '\\'", field.name));
        likes.collect::<Vec<_>>().join(" or ")
    }
}

/// The statement that reads entries, up to its `where`.
fn select(kind: Kind, is_sqlite: bool) -> String {
    let array = if is_sqlite { "json_array" } else { "json_build_array" };
    let fields: Vec<String> = kind.fields().iter().map(|field| read(field, is_sqlite)).collect();
    format!("select id, retired_at, cast({array}({}) as text) as entry from {}", fields.join(", "), kind.table())
}

/// SQLite has no booleans: yes and no are made of its numbers.
fn read(field: &Field, is_sqlite: bool) -> String {
    match field.shape {
        Shape::Flag if is_sqlite => format!("json(case {} when 0 then 'false' else 'true' end)", field.name),
        _ => field.name.to_owned(),
    }
}

/// What stands in a place of a row that was sent as JSON.
fn written(field: &Field, place: usize) -> String {
    match field.shape {
        Shape::Number { .. } => format!("cast(r.value ->> {place} as bigint)"),
        Shape::Flag => format!("cast(r.value ->> {place} as boolean)"),
        _ => format!("r.value ->> {place}"),
    }
}

impl Db {
    /// A page of entries, and how many there are in all.
    pub async fn entries(&self, kind: Kind, game: i64, search: &EntrySearch) -> Result<(Vec<Entry>, i64)> {
        let rest = format!("where {} = $1 and (retired_at is not null) = $3 and ({})", kind.scope(), kind.matches());
        let page = format!("{} {rest} order by {} limit $4 offset $5", select(kind, self.is_sqlite()), kind.order());
        let count = format!("select count(*) from {} {rest}", kind.table());
        let like = containing(&search.text);
        let rows: Vec<Row> = on!(db self, c => sqlx::query_as(AssertSqlSafe(page))
            .bind(game).bind(&like).bind(search.retired).bind(search.limit).bind(search.after).fetch_all(c).await)?;
        let count = on!(db self, c => sqlx::query_scalar(AssertSqlSafe(count))
            .bind(game).bind(&like).bind(search.retired).fetch_one(c).await)?;
        let entries: Result<_, _> = rows.into_iter().map(Entry::try_from).collect();
        Ok((entries?, count))
    }

    pub async fn entry(&self, kind: Kind, game: i64, code: &str) -> Result<Option<Entry>> {
        let sql = format!("{} where {} = $1 and {} = $2", select(kind, self.is_sqlite()), kind.scope(), kind.code());
        let row: Option<Row> =
            on!(db self, c => sqlx::query_as(AssertSqlSafe(sql)).bind(game).bind(code).fetch_optional(c).await)?;
        Ok(row.map(Entry::try_from).transpose()?)
    }

    /// How many entries of a kind are in use, and how many are retired.
    pub async fn count_entries(&self, kind: Kind, game: i64) -> Result<(i64, i64)> {
        let sql = format!(
            "select count(*) - count(retired_at), count(retired_at) from {} where {} = $1",
            kind.table(),
            kind.scope()
        );
        Ok(on!(db self, c => sqlx::query_as(AssertSqlSafe(sql)).bind(game).fetch_one(c).await)?)
    }

    /// The same of every kind in each of these games: the game, the kind's word, and both.
    pub async fn count_all_entries(&self, games: &[i64]) -> Result<Vec<(i64, String, i64, i64)>> {
        let games_sent = dialect!(self,
            sqlite: "select value from json_each($1)",
            postgres: "select cast(value as bigint) from json_array_elements_text($1::json)");
        let counts = Kind::OF_A_GAME.map(|kind| {
            format!(
                "select game_id, '{}', count(*) - count(retired_at), count(retired_at) from {}
                 where game_id in ({games_sent}) group by game_id",
                kind.as_str(),
                kind.table()
            )
        });
        let sql = counts.join(" union all ");
        let games = serde_json::to_string(games)?;
        Ok(on!(db self, c => sqlx::query_as(AssertSqlSafe(sql)).bind(games).fetch_all(c).await)?)
    }

    /// Every entry of a kind, retired ones included, as lists show them.
    pub async fn all_entries(&self, kind: Kind, game: i64) -> Result<Vec<Entry>> {
        let sql = format!("{} where {} = $1 order by {}", select(kind, self.is_sqlite()), kind.scope(), kind.order());
        let rows: Vec<Row> = on!(db self, c => sqlx::query_as(AssertSqlSafe(sql)).bind(game).fetch_all(c).await)?;
        let entries: Result<_, _> = rows.into_iter().map(Entry::try_from).collect();
        Ok(entries?)
    }
}

impl Tx {
    /// Whoever changes a game's catalog goes first or waits: what is read after this is what is changed. Requests and
    /// deliveries do not wait.
    pub async fn hold_catalog(&mut self, game: i64) -> Result<()> {
        // SQLite has one writer anyway.
        if let Tx::Postgres(tx) = self {
            sqlx::query("select id from games where id = $1 for no key update").bind(game).execute(&mut **tx).await?;
        }
        Ok(())
    }

    pub async fn game_id(&mut self, code: &str) -> Result<Option<i64>> {
        Ok(
            on!(tx self, c => sqlx::query_scalar("select id from games where code = $1").bind(code).fetch_optional(c).await)?,
        )
    }

    pub async fn entry(&mut self, kind: Kind, game: i64, code: &str) -> Result<Option<Entry>> {
        let sql = format!("{} where {} = $1 and {} = $2", select(kind, self.is_sqlite()), kind.scope(), kind.code());
        let row: Option<Row> =
            on!(tx self, c => sqlx::query_as(AssertSqlSafe(sql)).bind(game).bind(code).fetch_optional(c).await)?;
        Ok(row.map(Entry::try_from).transpose()?)
    }

    pub async fn all_entries(&mut self, kind: Kind, game: i64) -> Result<Vec<Entry>> {
        let sql = format!("{} where {} = $1 order by {}", select(kind, self.is_sqlite()), kind.scope(), kind.order());
        let rows: Vec<Row> = on!(tx self, c => sqlx::query_as(AssertSqlSafe(sql)).bind(game).fetch_all(c).await)?;
        let entries: Result<_, _> = rows.into_iter().map(Entry::try_from).collect();
        Ok(entries?)
    }

    /// Adds entries; answers the number and the code of each that was not there before.
    pub async fn insert_entries(
        &mut self,
        kind: Kind,
        game: Option<i64>,
        changes: &[&Change],
        now: i64,
    ) -> Result<Vec<(i64, String)>> {
        let fields = kind.fields();
        let mut columns: Vec<&str> = fields.iter().map(|field| field.name).collect();
        let mut values: Vec<String> = fields.iter().enumerate().map(|(place, field)| written(field, place)).collect();
        let mut more = |column, kind: &str| {
            values.push(format!("cast(r.value ->> {} as {kind})", columns.len()));
            columns.push(column);
        };
        more("retired_at", "bigint");
        if kind != Kind::Game {
            more("game_id", "bigint");
        }
        if kind == Kind::Server {
            more("secret", "text");
        }
        let sql = format!(
            "insert into {} ({}) select {} from {} where true on conflict do nothing returning id, {}",
            kind.table(),
            columns.join(", "),
            values.join(", "),
            rows(self),
            kind.code(),
        );
        let mut inserted = Vec::new();
        for chunk in changes.chunks(CHUNK) {
            let row = |change: &&Change| {
                let mut row = change.after.clone();
                row.push(json!(change.retired.then_some(now)));
                row.extend(game.map(|game| json!(game)));
                row.extend(change.secret.as_ref().map(|secret| json!(secret.reveal())));
                row
            };
            let rows: Vec<Vec<Value>> = chunk.iter().map(row).collect();
            let ids: Vec<(i64, String)> = on!(tx self, c => sqlx::query_as(AssertSqlSafe(sql.clone()))
                .bind(serde_json::to_string(&rows)?).fetch_all(c).await)?;
            inserted.extend(ids);
        }
        Ok(inserted)
    }

    /// Brings entries up to date; their codes stay. Who is retired already stays so since then.
    pub async fn update_entries(&mut self, kind: Kind, changes: &[&Change], now: i64) -> Result<()> {
        let fields = kind.fields();
        let set = fields.iter().enumerate().skip(1);
        let set: Vec<String> =
            set.map(|(place, field)| format!("{} = {}", field.name, written(field, place))).collect();
        let sql = format!(
            "update {table} set {set}, retired_at = cast(r.value ->> {retired_at} as bigint)
             from {rows} where {table}.id = cast(r.value ->> {id} as bigint)",
            table = kind.table(),
            set = set.join(", "),
            rows = rows(self),
            retired_at = fields.len(),
            id = fields.len() + 1,
        );
        for chunk in changes.chunks(CHUNK) {
            let row = |change: &&Change| {
                let before = change.before.as_ref();
                let retired_at = change.retired.then(|| before.and_then(|entry| entry.retired_at).unwrap_or(now));
                let mut row = change.after.clone();
                row.extend([json!(retired_at), json!(before.map(|entry| entry.id))]);
                row
            };
            let rows: Vec<Vec<Value>> = chunk.iter().map(row).collect();
            let updated = on!(tx self, c => sqlx::query(AssertSqlSafe(sql.clone()))
                .bind(serde_json::to_string(&rows)?).execute(c).await.map(|done| done.rows_affected()))?;
            if updated != chunk.len() as u64 {
                return Err(crate::error::Error::Lost("entry"));
            }
        }
        Ok(())
    }

    /// False when it is the one it has already.
    pub async fn set_secret(&mut self, server: i64, secret: &Secret) -> Result<bool> {
        Ok(on!(tx self, c => sqlx::query("update servers set secret = $2 where id = $1 and secret <> $2")
            .bind(server).bind(secret.reveal()).execute(c).await.map(|done| done.rows_affected() == 1))?)
    }

    /// Ends a pause before its time.
    pub async fn end_pause(&mut self, server: i64) -> Result<()> {
        let rows = on!(tx self, c => sqlx::query(
            "update servers set paused_until = null, paused_because = null, pauses = 0 where id = $1")
            .bind(server).execute(c).await.map(|done| done.rows_affected()))?;
        exactly_one(rows, "server")
    }
}

/// The rows that are sent as one JSON text.
fn rows(tx: &Tx) -> &'static str {
    dialect!(tx, sqlite: "json_each($1) r", postgres: "json_array_elements($1::json) r(value)")
}
