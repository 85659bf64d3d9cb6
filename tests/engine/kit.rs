//! What every test begins with: a desk on a fresh database, two games, and people.

mod database;
mod fake;
mod files;
mod game;
mod slack;
pub mod workbook;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use grantdesk::clock::Clock;
use grantdesk::connector::Connector;
use grantdesk::delivery::{Patience, Worker};
use grantdesk::desk::Desk;
use grantdesk::error::{Error, Result};
use grantdesk::event::{Event, Subject};
use grantdesk::ledger::{Attempt, Delivery};
use grantdesk::people::Person;
use grantdesk::request::{Complaint, DeliveryState, Form, FormLine, Request, State};
use grantdesk::review::{Findings, Review, Reviewer};
use jiff::tz::TimeZone;

pub use database::{Kind, Template, one};
pub use fake::{Call, Fake, Preflight, What, applied, never_seen, not_sent, refused, turned_away, unclear};
pub use game::Game;
pub use slack::{Slack, ok, plain_words, said};

/// When the still clock of every test begins.
pub const BEGINNING: i64 = 1_790_000_000_000;
/// Where everybody signs in from.
pub const ADDRESS: &str = "203.0.113.7";
/// Longer than any wait, pause or lease of the worker.
pub const LONG: Duration = Duration::from_secs(301);

/// Tells a story on both databases. Afterwards nothing may break an invariant.
macro_rules! on_both {
    ($($(#[$attribute:meta])* async fn $name:ident($kit:ident: Kit) $story:block)+) => {$(
        mod $name {
            use super::*;

            async fn story($kit: Kit) $story

            $(#[$attribute])*
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn sqlite() {
                $crate::kit::tell($crate::kit::Kind::Sqlite, story).await;
            }

            $(#[$attribute])*
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn postgres() {
                $crate::kit::tell($crate::kit::Kind::Postgres, story).await;
            }
        }
    )+};
}
pub(crate) use on_both;

/// Runs a story on a database of its own, and proves the invariants at its end.
pub async fn tell<F: Future<Output = ()>>(kind: Kind, story: impl FnOnce(Kit) -> F) {
    let kit = Kit::open(kind).await;
    story(kit.clone()).await;
    if !kit.tampered.load(Ordering::SeqCst) {
        assert_eq!(kit.desk.check().await.expect("the check runs"), [], "the story left a broken invariant");
    }
    kit.close().await;
}

#[derive(Clone)]
pub struct Kit {
    pub desk: Desk,
    database: Arc<database::Database>,
    tampered: Arc<AtomicBool>,
}

impl Kit {
    pub async fn open(kind: Kind) -> Kit {
        Kit::on(database::Database::fresh(kind, Template::Filled).await).await
    }

    /// A desk with a schema and nothing else: no games, nobody.
    pub async fn open_empty(kind: Kind) -> Kit {
        Kit::on(database::Database::fresh(kind, Template::Empty).await).await
    }

    async fn on(database: database::Database) -> Kit {
        let desk = Desk::open(&database.url, Clock::still(BEGINNING)).await.expect("the desk opens");
        Kit { desk, database: Arc::new(database), tampered: Arc::default() }
    }

    pub async fn close(self) {
        self.desk.db().close().await;
        self.database.remove().await;
    }

    /// A desk of another process: its own connections to the same database, under the same clock.
    pub async fn another_desk(&self) -> Desk {
        Desk::open(&self.database.url, self.desk.clock().clone()).await.expect("another desk opens")
    }

    pub fn url(&self) -> String {
        self.database.url.clone()
    }

    pub fn is_sqlite(&self) -> bool {
        self.database.is_sqlite()
    }

    pub fn advance(&self, by: Duration) {
        self.desk.clock().advance(by);
    }

    /// Somebody who has just signed in: `operator`, `operator2`, `approver`, `approver2`, `cs`, `manager`, `admin`,
    /// `both` (asks and decides) or `outsider` (everything, but only in the game `courier`).
    pub async fn person(&self, username: &str) -> Person {
        let user = self.desk.db().user_by_username(username).await.expect("users").expect("a user of the kit");
        self.desk.person(user.id, ADDRESS).await.expect("the person is read").expect("the account is active")
    }

    /// A form that is right: 300 GEM to each of these players on kr-1.
    pub fn form(&self, players: &[&str]) -> Form {
        Form {
            game: "moonlit".into(),
            servers: vec!["kr-1".into()],
            direction: "grant".into(),
            reason: "outage".into(),
            lines: vec![FormLine { item: "GEM".into(), quantity: "300".into() }],
            id_kind: "player_id".into(),
            players: players.join("\n"),
            ..Form::default()
        }
    }

    /// A form for this many players, each of whom exists and is unremarkable.
    pub fn form_for(&self, players: usize) -> Form {
        Form { players: ordinary_players(players).join("\n"), ..self.form(&[]) }
    }

    pub async fn try_submit(&self, who: &str, form: &Form, key: &str) -> Result<Result<Request, Vec<Complaint>>> {
        let person = self.person(who).await;
        self.desk.operator(&person, &form.game).await?.submit(form, key, &TimeZone::UTC, "en").await
    }

    pub async fn submit(&self, who: &str, form: &Form) -> Request {
        self.try_submit(who, form, &fresh_key()).await.expect("the desk works").expect("the form is right")
    }

    /// What is wrong with a form.
    pub async fn complaints(&self, form: &Form) -> Vec<Complaint> {
        let refused = self.try_submit("operator", form, &fresh_key()).await.expect("the desk works");
        refused.expect_err("the form is refused")
    }

    /// A request of `operator` for these players.
    pub async fn requested(&self, players: &[&str]) -> Request {
        self.submit("operator", &self.form(players)).await
    }

    /// The same, approved by `approver`.
    pub async fn approved(&self, players: &[&str]) -> i64 {
        let request = self.requested(players).await;
        self.approve(request.id).await;
        request.id
    }

    pub async fn approve(&self, no: i64) {
        self.try_approve("approver", no).await.expect("approved");
    }

    pub async fn try_approve(&self, who: &str, no: i64) -> Result<()> {
        let person = self.person(who).await;
        let seal = self.request(no).await.seal;
        self.desk.approver(&person, no).await?.approve(&seal, "", true).await
    }

    pub async fn reject(&self, who: &str, no: i64) -> Result<()> {
        let person = self.person(who).await;
        self.desk.approver(&person, no).await?.reject("not this time").await
    }

    pub async fn hold(&self, who: &str, no: i64) -> Result<()> {
        let person = self.person(who).await;
        self.desk.approver(&person, no).await?.hold("let me ask").await
    }

    pub async fn release(&self, who: &str, no: i64) -> Result<()> {
        let person = self.person(who).await;
        self.desk.approver(&person, no).await?.release("asked").await
    }

    pub async fn cancel(&self, who: &str, no: i64) -> Result<()> {
        let person = self.person(who).await;
        self.desk.cancel(&person, no).await
    }

    pub async fn regrant(&self, no: i64, cause: Option<&str>) -> Result<i64> {
        let person = self.person("approver").await;
        self.desk.approver(&person, no).await?.regrant(cause).await
    }

    pub async fn enquire(&self, no: i64) -> Result<i64> {
        let person = self.person("operator").await;
        self.desk.enquire(&person, no).await
    }

    pub async fn decide_unknown(&self, no: i64, n: i64, arrived: bool) -> Result<()> {
        let person = self.person("approver").await;
        self.desk.approver(&person, no).await?.decide_unknown(n, arrived, "looked it up in the game").await
    }

    pub async fn close_request(&self, no: i64) -> Result<()> {
        let person = self.person("approver").await;
        self.desk.approver(&person, no).await?.close("done with it").await
    }

    pub async fn request(&self, no: i64) -> Request {
        self.desk.db().request(no).await.expect("requests are read").expect("the request is there")
    }

    pub async fn state(&self, no: i64) -> State {
        self.request(no).await.state
    }

    pub async fn delivery(&self, no: i64, n: i64) -> Delivery {
        self.desk.db().delivery(no, n).await.expect("deliveries are read").expect("the delivery is there")
    }

    pub async fn delivery_states(&self, no: i64) -> Vec<DeliveryState> {
        let deliveries = self.desk.db().deliveries(no, None, 0, i64::MAX).await.expect("deliveries are read");
        deliveries.into_iter().map(|delivery| delivery.state).collect()
    }

    pub async fn attempts(&self, no: i64, n: i64) -> Vec<Attempt> {
        self.desk.db().attempts(no, n).await.expect("attempts are read")
    }

    /// The attempts of a delivery, each as "call: outcome".
    pub async fn story_of(&self, no: i64, n: i64) -> Vec<String> {
        let attempts = self.attempts(no, n).await;
        assert!(attempts.iter().map(|attempt| attempt.n).eq(1..=attempts.len() as i64), "attempts count from 1");
        attempts.iter().map(|attempt| format!("{}: {}", attempt.call, attempt.outcome)).collect()
    }

    pub async fn events(&self, no: i64) -> Vec<Event> {
        self.desk.db().events(Subject::Request(no)).await.expect("events are read")
    }

    pub async fn actions(&self, no: i64) -> Vec<String> {
        self.events(no).await.into_iter().map(|event| event.action).collect()
    }

    pub fn worker(&self, connector: Arc<dyn Connector>) -> Worker {
        self.worker_with(connector, Patience::default())
    }

    pub fn worker_with(&self, connector: Arc<dyn Connector>, patience: Patience) -> Worker {
        Worker::new(self.desk.clone(), connector, patience)
    }

    pub fn reviewer(&self, connector: Arc<dyn Connector>) -> Reviewer {
        Reviewer::new(self.desk.clone(), connector)
    }

    /// Finds out about open requests what can be found out now.
    pub async fn review(&self, connector: Arc<dyn Connector>) {
        in_time(self.reviewer(connector).drain()).await.expect("the reviewer works");
    }

    /// What an approver is shown of a request's review.
    pub async fn review_of(&self, no: i64) -> Review {
        let person = self.person("approver").await;
        self.desk.review_of(&person, no).await.expect("reviews are read").expect("the request is open")
    }

    pub async fn findings(&self, no: i64) -> Findings {
        self.review_of(no).await.findings.expect("the review has begun")
    }

    /// Delivers what is due now.
    pub async fn drain(&self, worker: &Worker) {
        in_time(worker.drain()).await.expect("the worker works");
    }

    /// Delivers until every approved request has come to its end, letting waits and pauses pass.
    pub async fn deliver(&self, worker: &Worker) {
        for _ in 0..60 {
            self.drain(worker).await;
            if self.number("select count(*) from requests where state in ('approved', 'delivering')").await == 0 {
                return;
            }
            self.advance(LONG);
        }
        panic!("a request never came to its end");
    }

    pub async fn number(&self, sql: &str) -> i64 {
        self.database_number(sql).await.expect("a number")
    }

    /// Changes the database behind the desk's back, within what the database itself allows.
    pub async fn sql(&self, sql: &str) -> Result<u64, sqlx::Error> {
        database::execute(self.desk.db(), sql).await
    }

    /// The same, and the desk may find it afterwards.
    pub async fn tamper(&self, sql: &str) {
        self.tampered.store(true, Ordering::SeqCst);
        assert!(self.sql(sql).await.expect("tampered") > 0, "nothing was tampered with: {sql}");
    }

    /// The invariants that `check` finds broken for a request.
    pub async fn broken(&self, no: i64) -> Vec<u8> {
        let findings = self.desk.check().await.expect("the check runs");
        let mut broken: Vec<u8> = findings.iter().filter(|f| f.request == no).map(|f| f.invariant).collect();
        broken.dedup();
        broken
    }

    async fn database_number(&self, sql: &str) -> Result<i64, sqlx::Error> {
        database::number(self.desk.db(), sql).await
    }
}

/// A key as a form has it.
pub fn fresh_key() -> String {
    uuid::Uuid::now_v7().to_string()
}

/// So many IDs of players who exist and for whom nothing goes wrong.
pub fn ordinary_players(count: usize) -> Vec<String> {
    (10_000_000..)
        .map(|id: u32| id.to_string())
        .filter(|id| !["404", "409", "500", "503", "504", "599"].contains(&&id[5..]))
        .take(count)
        .collect()
}

/// Fails a test that would hang.
pub async fn in_time<T>(work: impl Future<Output = T>) -> T {
    tokio::time::timeout(Duration::from_secs(120), work).await.expect("it ends within two minutes")
}

/// What somebody who was too late is told.
pub fn too_late(result: Result<()>) -> (State, String) {
    match result {
        Err(Error::TooLate { state, by: Some(by), at: Some(_) }) => (state, by),
        other => panic!("expected to be too late, got {other:?}"),
    }
}
