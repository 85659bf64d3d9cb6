//! A fresh database for every test, copied from one that was migrated and filled once.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use grantdesk::clock::Clock;
use grantdesk::demo;
use grantdesk::desk::Desk;
use grantdesk::event::Actor;
use grantdesk::people::Permission::{self, Administer, Approve, LookUp, ManageCatalog, Request};
use grantdesk::store::Db;
use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection};
use tokio::sync::OnceCell;

use super::BEGINNING;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Sqlite,
    Postgres,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Template {
    Empty,
    Filled,
}

pub struct Database {
    kind: Kind,
    name: String,
    pub url: String,
}

/// A password nobody knows: who signs in in a test is added by the desk itself.
const HASH: &str = "$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5IHNpZ25zIGlu$bm9ib2R5";

static TEMPLATES: [[OnceCell<Database>; 2]; 2] =
    [[OnceCell::const_new(), OnceCell::const_new()], [OnceCell::const_new(), OnceCell::const_new()]];

impl Database {
    /// A copy of a template.
    pub async fn fresh(kind: Kind, template: Template) -> Database {
        let model = TEMPLATES[kind as usize][template as usize].get_or_init(|| make(kind, template)).await;
        let name = unique("test");
        match kind {
            Kind::Sqlite => {
                let database = Database::sqlite(name);
                std::fs::copy(file(&model.name), file(&database.name)).expect("the template is copied");
                database
            }
            Kind::Postgres => {
                administer(&format!("create database {name} template {}", model.name)).await;
                Database::postgres(name)
            }
        }
    }

    fn sqlite(name: String) -> Database {
        let url = format!("sqlite://{}?mode=rwc", file(&name).display());
        Database { kind: Kind::Sqlite, name, url }
    }

    fn postgres(name: String) -> Database {
        let url = postgres_url();
        let (server, _) = url.rsplit_once('/').expect("TEST_POSTGRES_URL ends with a database");
        Database { kind: Kind::Postgres, url: format!("{server}/{name}"), name }
    }

    pub fn is_sqlite(&self) -> bool {
        self.kind == Kind::Sqlite
    }

    pub async fn remove(&self) {
        match self.kind {
            Kind::Sqlite => {
                for ending in ["", "-wal", "-shm"] {
                    let _ = std::fs::remove_file(file(&format!("{}{ending}", self.name)));
                }
            }
            Kind::Postgres => administer(&format!("drop database {} with (force)", self.name)).await,
        }
    }
}

async fn make(kind: Kind, template: Template) -> Database {
    let name = unique("template");
    let database = match kind {
        Kind::Sqlite => Database::sqlite(name),
        Kind::Postgres => {
            administer(&format!("create database {name}")).await;
            Database::postgres(name)
        }
    };
    let desk = Desk::open(&database.url, Clock::still(BEGINNING)).await.expect("the template opens");
    if template == Template::Filled {
        fill(&desk).await;
    }
    desk.db().close().await;
    database
}

/// Two games and everybody.
async fn fill(desk: &Desk) {
    let actor = Actor::command_line();
    desk.apply_catalog(&actor, &demo::catalog("http://127.0.0.1:9")).await.expect("the catalog is applied");
    let courier = desk.db().game_by_code("courier").await.expect("games").expect("the other game").id;
    let people: [(&str, &[Permission], Option<i64>); 9] = [
        ("operator", &[Request, LookUp], None),
        ("operator2", &[Request, LookUp], None),
        ("approver", &[Approve, LookUp], None),
        ("approver2", &[Approve, LookUp], None),
        ("cs", &[LookUp], None),
        ("manager", &[ManageCatalog, LookUp], None),
        ("admin", &[Administer, ManageCatalog, LookUp], None),
        ("both", &[Request, Approve, LookUp], None),
        ("outsider", &Permission::ALL, Some(courier)),
    ];
    for (username, permissions, game) in people {
        let mut tx = desk.db().begin().await.expect("a transaction");
        let name = format!("{}{}", username[..1].to_uppercase(), &username[1..]);
        let user = tx.insert_user(username, username, &name, HASH, BEGINNING).await.expect("inserted").expect("new");
        tx.commit().await.expect("committed");
        let role = desk.define_role(username, permissions).await.expect("a role");
        desk.give_role(&actor, user, role, game).await.expect("the role is given");
    }
}

fn unique(what: &str) -> String {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    format!("engine_{}_{what}_{}", std::process::id(), COUNT.fetch_add(1, Ordering::SeqCst))
}

fn file(name: &str) -> PathBuf {
    Path::new(&std::env::temp_dir()).join(format!("grantdesk_{name}.db"))
}

fn postgres_url() -> String {
    std::env::var("TEST_POSTGRES_URL")
        .expect("TEST_POSTGRES_URL names no PostgreSQL: `cargo xtask test` starts a cluster and sets it")
}

async fn administer(statement: &str) {
    let mut connection = PgConnection::connect(&postgres_url()).await.expect("PostgreSQL answers");
    connection.execute(AssertSqlSafe(statement)).await.expect("PostgreSQL obeys");
    connection.close().await.expect("PostgreSQL says goodbye");
}

pub async fn execute(db: &Db, sql: &str) -> Result<u64, sqlx::Error> {
    let sql = AssertSqlSafe(sql);
    Ok(match db {
        Db::Sqlite(pool, _) => sqlx::query(sql).execute(pool).await?.rows_affected(),
        Db::Postgres(pool, _) => sqlx::query(sql).execute(pool).await?.rows_affected(),
    })
}

pub async fn number(db: &Db, sql: &str) -> Result<i64, sqlx::Error> {
    one(db, sql).await
}

/// The one value of the one row of a query.
pub async fn one<T>(db: &Db, sql: &str) -> Result<T, sqlx::Error>
where
    T: Send + Unpin,
    for<'r> T: sqlx::Decode<'r, sqlx::Sqlite> + sqlx::Type<sqlx::Sqlite>,
    for<'r> T: sqlx::Decode<'r, sqlx::Postgres> + sqlx::Type<sqlx::Postgres>,
{
    let sql = AssertSqlSafe(sql);
    match db {
        Db::Sqlite(pool, _) => sqlx::query_scalar(sql).fetch_one(pool).await,
        Db::Postgres(pool, _) => sqlx::query_scalar(sql).fetch_one(pool).await,
    }
}
