//! The desk: the database, the clock, and the bell that wakes the worker.

use std::sync::Arc;

use tokio::sync::Notify;

use crate::clock::Clock;
use crate::error::Result;
use crate::people::Passwords;
use crate::store::Db;

#[derive(Clone, Debug)]
pub struct Desk {
    db: Db,
    clock: Clock,
    passwords: Passwords,
    bell: Arc<Notify>,
}

impl Desk {
    /// Opens a desk on a database and brings its schema up to date.
    pub async fn open(database: &str, clock: Clock) -> Result<Desk> {
        let db = Db::open(database).await?;
        db.migrate().await?;
        Ok(Desk::on(db, clock))
    }

    pub fn on(db: Db, clock: Clock) -> Desk {
        Desk { db, clock, passwords: Passwords::default(), bell: Arc::new(Notify::new()) }
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

    pub(crate) fn passwords(&self) -> &Passwords {
        &self.passwords
    }

    /// Tells the worker of this process that there is something to deliver. Workers elsewhere find it by polling.
    pub fn ring(&self) {
        self.bell.notify_one();
    }

    pub(crate) async fn rung(&self) {
        self.bell.notified().await;
    }
}
