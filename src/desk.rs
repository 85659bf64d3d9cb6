//! The desk: the database, the clock, and the bells that wake the workers.

use std::sync::Arc;

use tokio::sync::Notify;

use crate::catalog::Known;
use crate::clock::Clock;
use crate::error::Result;
use crate::people::{PAGES, Passwords};
use crate::store::Db;
use crate::tries::Tries;
use crate::webhook::TESTS;

#[derive(Clone, Debug)]
pub struct Desk {
    db: Db,
    clock: Clock,
    passwords: Passwords,
    known_catalogs: Known,
    guesses: Tries<String>,
    webhook_tests: Tries<i64>,
    bell: Arc<Notify>,
    review_bell: Arc<Notify>,
}

impl Desk {
    /// Opens a desk on a database and brings its schema up to date.
    pub async fn open(database: &str, clock: Clock) -> Result<Desk> {
        let db = Db::open(database).await?;
        db.migrate().await?;
        Ok(Desk::on(db, clock))
    }

    pub fn on(db: Db, clock: Clock) -> Desk {
        Desk {
            db,
            clock,
            passwords: Passwords::default(),
            known_catalogs: Known::default(),
            guesses: Tries::new(PAGES),
            webhook_tests: Tries::new(TESTS),
            bell: Arc::default(),
            review_bell: Arc::default(),
        }
    }

    pub fn db(&self) -> &Db {
        &self.db
    }

    pub fn now(&self) -> i64 {
        self.clock.now()
    }

    pub fn clock(&self) -> &Clock {
        &self.clock
    }

    pub(crate) fn known_catalogs(&self) -> &Known {
        &self.known_catalogs
    }

    pub(crate) fn passwords(&self) -> &Passwords {
        &self.passwords
    }

    /// Pages of links that each address opened.
    pub(crate) fn guesses(&self) -> &Tries<String> {
        &self.guesses
    }

    /// Test messages that each person sent.
    pub(crate) fn webhook_tests(&self) -> &Tries<i64> {
        &self.webhook_tests
    }

    /// Tells the workers of this process that there is something to deliver or to review. Workers elsewhere find it
    /// by polling.
    pub fn ring(&self) {
        self.bell.notify_one();
        self.review_bell.notify_one();
    }

    pub(crate) async fn rung(&self) {
        self.bell.notified().await;
    }

    pub(crate) async fn rung_for_review(&self) {
        self.review_bell.notified().await;
    }
}
