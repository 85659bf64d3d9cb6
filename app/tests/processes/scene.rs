//! A desk with an approved request, a game that takes it, and the processes between them.

use std::collections::HashMap;
use std::path::Path;
use std::process::Stdio;

use demo_game::{DemoGame, Options};
use grantdesk::clock::Clock;
use grantdesk::demo;
use grantdesk::desk::Desk;
use grantdesk::event::Actor;
use grantdesk::people::Person;
use grantdesk::request::{DeliveryState, Form, FormLine};
use grantdesk::store::Db;
use jiff::tz::TimeZone;
use sqlx::{Connection, Executor, PgConnection};
use tempfile::TempDir;
use tokio::process::{Child, Command};

pub struct Scene {
    directory: TempDir,
    pub database: String,
    pub desk: Desk,
    pub game: DemoGame,
}

impl Scene {
    pub async fn on_sqlite(timeout_ms: i64, options: impl FnOnce(&mut Options)) -> Scene {
        let directory = tempfile::tempdir().unwrap();
        let database = format!("sqlite://{}?mode=rwc", directory.path().join("desk.db").display());
        Scene::new(directory, database, timeout_ms, options).await
    }

    pub async fn on_postgres(name: &str, timeout_ms: i64, options: impl FnOnce(&mut Options)) -> Scene {
        let server = std::env::var("TEST_POSTGRES_URL").expect("`cargo xtask test` starts a PostgreSQL for the tests");
        let name = format!("{name}_{}", std::process::id());
        let mut connection = PgConnection::connect(&server).await.unwrap();
        connection.execute(sqlx::AssertSqlSafe(format!("create database {name}"))).await.unwrap();
        let (base, _) = server.rsplit_once('/').unwrap();
        Scene::new(tempfile::tempdir().unwrap(), format!("{base}/{name}"), timeout_ms, options).await
    }

    async fn new(directory: TempDir, database: String, timeout_ms: i64, options: impl FnOnce(&mut Options)) -> Scene {
        let game = start_game(directory.path(), options).await;
        let desk = Desk::open(&database, Clock::System).await.unwrap();
        demo::fill(&desk, &format!("http://{}", game.address())).await.unwrap();
        // Slow enough to find work under way.
        let mut catalog = demo::catalog(&format!("http://{}", game.address()));
        for server in catalog.games.iter_mut().flat_map(|game| &mut game.servers) {
            server.timeout_ms = timeout_ms;
            server.rate_per_second = Some(200);
        }
        desk.apply_catalog(&Actor::command_line(), &catalog).await.unwrap();
        Scene { directory, database, desk, game }
    }

    /// What a statement that counts says.
    pub async fn number(&self, sql: &str) -> i64 {
        let sql = sqlx::AssertSqlSafe(sql.to_owned());
        match self.desk.db() {
            Db::Sqlite(pool, _) => sqlx::query_scalar(sql).fetch_one(pool).await.unwrap(),
            Db::Postgres(pool, _) => sqlx::query_scalar(sql).fetch_one(pool).await.unwrap(),
        }
    }

    pub async fn person(&self, username: &str) -> Person {
        let user = self.desk.db().user_by_username(username).await.unwrap().unwrap();
        self.desk.person(user.id, "127.0.0.1").await.unwrap().unwrap()
    }

    /// A request of this many players, asked for by one person and approved by another.
    pub async fn approved_request(&self, players: usize) -> i64 {
        let operator = self.person("operator").await;
        let form = Form {
            game: "moonlit".into(),
            servers: vec!["kr-1".into()],
            direction: "grant".into(),
            reason: "outage".into(),
            lines: vec![FormLine { item: "GEM".into(), quantity: "300".into() }],
            id_kind: "player_id".into(),
            players: ordinary_players(players).join("\n"),
            ..Form::default()
        };
        let operator = self.desk.operator(&operator, "moonlit").await.unwrap();
        let request = operator.submit(&form, "processes", &TimeZone::UTC, "en").await.unwrap().unwrap();
        let approver = self.person("approver").await;
        self.desk.approver(&approver, request.id).await.unwrap().approve(&request.seal, "", true).await.unwrap();
        request.id
    }

    /// `grantdesk work`, ended when it is dropped.
    pub fn start_worker(&self) -> Child {
        Command::new(env!("CARGO_BIN_EXE_grantdesk"))
            .args(["work", "--database", &self.database, "--networks", "127.0.0.0/8", "--lease-ms", "1000"])
            .current_dir(self.directory.path())
            .env("RUST_LOG", "off")
            .stdin(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .unwrap()
    }

    /// Everybody has it once: so say the desk and the game, row by row; and `grantdesk check` finds nothing.
    pub async fn agrees_row_by_row(&self, no: i64, players: usize) {
        let mut applied: HashMap<String, usize> = HashMap::new();
        for entry in self.game.applied().await {
            *applied.entry(entry.player).or_default() += 1;
        }
        let deliveries = self.desk.db().deliveries(no, None, 0, players as i64 + 1).await.unwrap();
        assert_eq!(deliveries.len(), players);
        for delivery in &deliveries {
            assert_eq!(delivery.state, DeliveryState::Succeeded, "{}", delivery.player_id);
            assert_eq!(applied.get(&delivery.player_id), Some(&1), "{} in the game's ledger", delivery.player_id);
        }
        assert_eq!(applied.len(), players);
        assert!(self.game.violations().await.is_empty(), "a key came with two different bodies");
        assert_eq!(self.desk.check().await.unwrap(), []);
        let check =
            Command::new(env!("CARGO_BIN_EXE_grantdesk")).args(["check", "--database", &self.database]).status();
        assert!(check.await.unwrap().success());
    }
}

async fn start_game(directory: &Path, change: impl FnOnce(&mut Options)) -> DemoGame {
    let mut options = Options::new(directory.join("game.db"), demo::SECRET);
    change(&mut options);
    DemoGame::start(options).await.unwrap()
}

/// Their IDs end in nothing that the demo game minds.
pub fn ordinary_players(players: usize) -> Vec<String> {
    let minded = ["404", "409", "503", "500", "504", "599"];
    let ids = (10_000_000..).map(|id: u64| id.to_string());
    ids.filter(|id| !minded.iter().any(|ending| id.ends_with(ending))).take(players).collect()
}
