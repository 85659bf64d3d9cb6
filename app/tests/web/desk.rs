//! A desk with people and requests in it, made once and copied for every question asked of it.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use app::app::{App, Settings};
use app::router::router;
use async_trait::async_trait;
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, Response, StatusCode, header};
use grantdesk::catalog::Server;
use grantdesk::clock::Clock;
use grantdesk::connector::{Answer, Cause, Connector, Parcel, Reply, SignedHttp, Unanswered};
use grantdesk::delivery::{Patience, Worker};
use grantdesk::demo;
use grantdesk::desk::Desk;
use grantdesk::event::Actor;
use grantdesk::people::{NewUser, Permission, Person};
use grantdesk::request::{Form, FormLine};
use grantdesk::review::Reviewer;
use grantdesk::store::Db;
use grantdesk::webhook::{Hosts, Outlet};
use jiff::tz::TimeZone;
use metrics_exporter_prometheus::PrometheusBuilder;
use sqlx::sqlite::SqliteConnectOptions;
use tempfile::TempDir;
use tokio::sync::OnceCell;
use tower::ServiceExt;

/// 22 November 2026, 10:00 in Seoul.
const NOW: i64 = 1_795_309_200_000;

/// A form that `operator` left.
pub const DRAFT: &str = "0199d2a0-0000-7000-8000-0000000000d1";

/// Everybody who asks: the demo's people, and two whose roles the demo does not have.
pub const EVERYBODY: [&str; 10] = [
    "nobody",
    "operator",
    "operator2",
    "approver",
    "approver2",
    "cs",
    "manager",
    "admin",
    // may request and approve
    "both",
    // may do everything, but only in the other game
    "outsider",
];

struct Template {
    _directory: TempDir,
    file: PathBuf,
    cookies: HashMap<&'static str, String>,
    requests: Requests,
    upload: String,
}

/// Requests of the game Moonlit Harbor.
#[derive(Clone, Copy, Debug)]
pub struct Requests {
    /// Pending, by `operator`.
    pub pending: i64,
    /// Held, by `operator`.
    pub held: i64,
    /// Failed, by `operator`: delivery 1 may be sent again, delivery 2 is unknown.
    pub failed: i64,
    /// Pending, by `both`.
    pub pending_of_both: i64,
}

static TEMPLATE: OnceCell<Template> = OnceCell::const_new();

pub struct TestDesk {
    _directory: TempDir,
    pub desk: Desk,
    pub router: Router,
    pub requests: Requests,
    /// A checked player file of `operator`, in which two rows are wrong.
    pub upload: String,
    cookies: HashMap<&'static str, String>,
}

impl TestDesk {
    pub async fn new() -> TestDesk {
        let template = TEMPLATE.get_or_init(template).await;
        let directory = tempfile::tempdir().unwrap();
        let file = directory.path().join("desk.db");
        std::fs::copy(&template.file, &file).unwrap();
        let desk = open(&file).await;
        let router = web(&desk);
        TestDesk {
            _directory: directory,
            desk,
            router,
            requests: template.requests,
            upload: template.upload.clone(),
            cookies: template.cookies.clone(),
        }
    }

    /// The same desk on a disk with room for so many more pages of 4 kB.
    pub async fn with_room_for(&self, pages: i64) -> Router {
        let file = self._directory.path().join("desk.db");
        let size = std::fs::metadata(&file).unwrap().len() as i64 / 4096;
        let options = SqliteConnectOptions::new().filename(&file);
        let options = options.pragma("max_page_count", (size + pages).to_string());
        web(&Desk::on(Db::sqlite(options).await.unwrap(), Clock::still(NOW)))
    }

    pub async fn get(&self, who: &str, path: &str) -> Response<Body> {
        self.ask(self.request(who, path).body(Body::empty()).unwrap()).await
    }

    pub async fn post(&self, who: &str, path: &str, form: &str) -> Response<Body> {
        let request = self.request(who, path).method("POST");
        let request = request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.ask(request.body(Body::from(form.to_owned())).unwrap()).await
    }

    pub fn request(&self, who: &str, path: &str) -> axum::http::request::Builder {
        let request = Request::builder().uri(path);
        match self.cookies.get(who) {
            Some(cookie) => request.header(header::COOKIE, cookie),
            None => request,
        }
    }

    pub async fn ask(&self, request: Request<Body>) -> Response<Body> {
        self.router.clone().oneshot(request).await.unwrap()
    }

    /// A number that the database knows.
    pub async fn number(&self, sql: &'static str) -> i64 {
        let Db::Sqlite(pool, _) = self.desk.db() else { panic!("the web is tested on SQLite") };
        sqlx::query_scalar(sql).fetch_one(pool).await.unwrap()
    }

    /// Changes the database behind the desk's back.
    pub async fn run(&self, sql: &'static str) {
        let Db::Sqlite(pool, _) = self.desk.db() else { panic!("the web is tested on SQLite") };
        sqlx::query(sql).execute(pool).await.unwrap();
    }

    pub async fn person(&self, username: &str) -> Person {
        person(&self.desk, username).await
    }

    /// A request of `operator` for these players, one a line.
    pub async fn submit(&self, key: &str, players: &str) -> i64 {
        submit(&self.desk, "operator", key, players).await
    }

    /// Reviews what waits; the game does not know IDs that end in 404.
    pub async fn review(&self) {
        review(&self.desk).await;
    }

    /// What a form in the browser sends back of the content that was shown.
    pub async fn seal(&self, no: i64) -> String {
        self.desk.db().request(no).await.unwrap().unwrap().seal
    }
}

pub async fn text(response: Response<Body>) -> String {
    String::from_utf8(to_bytes(response.into_body(), usize::MAX).await.unwrap().to_vec()).unwrap()
}

pub fn location(response: &Response<Body>) -> &str {
    response.headers().get(header::LOCATION).map(|value| value.to_str().unwrap()).unwrap_or_default()
}

async fn open(file: &std::path::Path) -> Desk {
    Desk::open(&format!("sqlite://{}?mode=rwc", file.display()), Clock::still(NOW)).await.unwrap()
}

pub fn web(desk: &Desk) -> Router {
    router(App::new(Settings {
        desk: desk.clone(),
        game_servers: SignedHttp::new("127.0.0.0/8".parse().unwrap()).unwrap(),
        outlet: Outlet::new(Hosts::new("hooks.slack.com,127.0.0.1", "127.0.0.0/8".parse().unwrap())).unwrap(),
        public_url: Some("https://desk.example".into()),
        site: PathBuf::from("../public"),
        zone: TimeZone::UTC,
        https: false,
        behind_proxy: false,
        metrics: Some(PrometheusBuilder::new().build_recorder().handle()),
    }))
}

async fn person(desk: &Desk, username: &str) -> Person {
    let user = desk.db().user_by_username(username).await.unwrap().unwrap();
    desk.person(user.id, "192.0.2.1").await.unwrap().unwrap()
}

async fn template() -> Template {
    let directory = tempfile::tempdir().unwrap();
    let file = directory.path().join("desk.db");
    let desk = open(&file).await;
    demo::fill(&desk, "http://127.0.0.1:1").await.unwrap();
    add(&desk, "both", &[Permission::Request, Permission::Approve], "moonlit").await;
    add(&desk, "outsider", &Permission::ALL, "courier").await;

    let failed = submit(&desk, "operator", "failed", "10000001\n10000002").await;
    let approver = person(&desk, "approver").await;
    let seal = desk.db().request(failed).await.unwrap().unwrap().seal;
    desk.approver(&approver, failed).await.unwrap().approve(&seal, "", true).await.unwrap();
    deliver_badly(&desk).await;

    let pending = submit(&desk, "operator", "pending", "10000003").await;
    let held = submit(&desk, "operator", "held", "10000004").await;
    desk.approver(&approver, held).await.unwrap().hold("").await.unwrap();
    let pending_of_both = submit(&desk, "both", "both", "10000005").await;
    review(&desk).await;

    let upload = list(&desk, "operator", b"10000001\nhero\n\n1000 0002\n").await;

    let mut cookies = HashMap::new();
    for who in EVERYBODY.into_iter().filter(|who| *who != "nobody") {
        cookies.insert(who, sign_in(&web(&desk), who).await);
    }
    desk.db().close().await;
    let requests = Requests { pending, held, failed, pending_of_both };
    Template { _directory: directory, file, cookies, requests, upload }
}

/// A player file that was sent, checked, and is in a form that was left.
async fn list(desk: &Desk, username: &str, content: &[u8]) -> String {
    let person = person(desk, username).await;
    let mut receiving = desk.receive(&person, "players.csv").await.unwrap();
    receiving.add(content).await.unwrap();
    let upload = receiving.finish().await.unwrap().id;
    let form = Form { game: "moonlit".into(), id_kind: "player_id".into(), file: upload.clone(), ..Form::default() };
    let catalog = desk.catalog(&person, "moonlit").await.unwrap();
    desk.list_file(&person, &form, &catalog, "en").await.unwrap().unwrap();
    desk.keep_draft(&person, DRAFT, &form, false).await.unwrap();
    upload
}

async fn add(desk: &Desk, username: &str, permissions: &[Permission], game: &str) {
    let actor = Actor::command_line();
    let new = NewUser { username: username.into(), name: username.into(), password: demo::PASSWORD.into() };
    let user = desk.add_user(&actor, new).await.unwrap();
    let role = desk.define_role(username, permissions).await.unwrap();
    let game = desk.db().game_by_code(game).await.unwrap().unwrap().id;
    desk.give_role(&actor, user, role, Some(game)).await.unwrap();
}

async fn submit(desk: &Desk, username: &str, key: &str, players: &str) -> i64 {
    let form = Form {
        game: "moonlit".into(),
        servers: vec!["kr-1".into()],
        direction: "grant".into(),
        reason: "outage".into(),
        lines: vec![FormLine { item: "GEM".into(), quantity: "300".into() }],
        id_kind: "player_id".into(),
        players: players.into(),
        ..Form::default()
    };
    let person = person(desk, username).await;
    let operator = desk.operator(&person, "moonlit").await.unwrap();
    operator.submit(&form, key, &TimeZone::UTC, "en").await.unwrap().unwrap().id
}

pub async fn sign_in(router: &Router, username: &str) -> String {
    let request = Request::post("/login").header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    let form = format!("username={username}&password={}", demo::PASSWORD);
    let response = router.clone().oneshot(request.body(Body::from(form)).unwrap()).await.unwrap();
    assert_eq!(response.status(), StatusCode::SEE_OTHER, "{username} signs in");
    let cookie = response.headers()[header::SET_COOKIE].to_str().unwrap();
    cookie.split(';').next().unwrap().to_owned()
}

/// Delivery 1 is told to come again and runs out of tries; delivery 2 never gets an answer.
struct BadGame;

#[async_trait]
impl Connector for BadGame {
    async fn deliver(&self, _: &Server, parcels: &[Parcel]) -> Vec<Reply> {
        parcels.iter().map(|parcel| reply(if parcel.key.ends_with("-1") { busy() } else { silence() })).collect()
    }

    async fn ask(&self, _: &Server, _: &str) -> Reply {
        reply(silence())
    }

    /// It knows everybody but IDs that end in 404.
    async fn preflight(&self, _: &Server, _: &str, players: &[&str]) -> Result<Vec<bool>, Unanswered> {
        Ok(players.iter().map(|player| !player.ends_with("404")).collect())
    }
}

async fn review(desk: &Desk) {
    Reviewer::new(desk.clone(), Arc::new(BadGame)).drain().await.unwrap();
}

fn busy() -> Answer {
    Answer::Refused { code: "server_busy".into(), message: "come again".into(), retryable: true }
}

fn silence() -> Answer {
    Answer::Unclear { cause: Cause::TimedOut, message: "no answer".into() }
}

fn reply(answer: Answer) -> Reply {
    Reply { answer, status: None, took: Duration::from_millis(7), retry_after: None }
}

async fn deliver_badly(desk: &Desk) {
    let worker = Worker::new(desk.clone(), Arc::new(BadGame), Patience { tries: 2, asks: 1, ..Patience::default() });
    for _ in 0..6 {
        worker.drain().await.unwrap();
        desk.clock().advance(Duration::from_secs(3600));
    }
}
