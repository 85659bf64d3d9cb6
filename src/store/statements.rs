//! Connections for single statements.
//!
//! sqlx asks a connection before and after every use whether it is alive, which triples what a short statement costs.
//! These are asked only after they have rested, and are closed where a statement failed or was given up halfway.

use std::fmt;
use std::time::Duration;

use deadpool::Runtime;
use deadpool::managed::{Manager, Metrics, Object, Pool, PoolError, QueueMode, RecycleResult};
use sqlx::{Connection, Database};

use super::PATIENCE;

/// How long a connection may rest before it is asked.
const REST: Duration = Duration::from_secs(1);

pub struct Statements<DB: Connects>(Pool<Connector<DB>>);

/// A database whose connections know that they are its own.
pub trait Connects: Database<Connection: Connection<Database = Self, Options: Sync>> {}
impl<DB: Database<Connection: Connection<Database = DB, Options: Sync>>> Connects for DB {}

type Options<DB> = <<DB as Database>::Connection as Connection>::Options;

impl<DB: Connects> Statements<DB> {
    /// At most so many connections at once.
    pub(super) fn new(options: Options<DB>, most: usize) -> Result<Statements<DB>, sqlx::Error> {
        let pool = Pool::builder(Connector(options))
            .max_size(most)
            .queue_mode(QueueMode::Lifo) // what was used last is still warm
            .runtime(Runtime::Tokio1)
            .wait_timeout(Some(PATIENCE))
            .build();
        pool.map(Statements).map_err(|error| sqlx::Error::Configuration(error.into()))
    }

    pub(super) async fn lend(&self) -> Result<Lent<DB>, sqlx::Error> {
        match self.0.get().await {
            Ok(connection) => Ok(Lent(Some(connection))),
            Err(PoolError::Backend(error)) => Err(error),
            Err(PoolError::Closed) => Err(sqlx::Error::PoolClosed),
            Err(_) => Err(sqlx::Error::PoolTimedOut),
        }
    }

    /// Lends no more, and closes what rests.
    pub(super) async fn close(&self) {
        let resting = self.0.retain(|_, _| false).removed;
        self.0.close();
        for connection in resting {
            if let Err(error) = connection.close().await {
                tracing::warn!(%error, "a connection did not close");
            }
        }
    }
}

impl<DB: Connects> Clone for Statements<DB> {
    fn clone(&self) -> Self {
        Statements(self.0.clone())
    }
}

impl<DB: Connects> fmt::Debug for Statements<DB> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Statements").field(&self.0.status()).finish()
    }
}

/// A connection for one statement. Only one that answered may be lent again.
pub(super) struct Lent<DB: Connects>(Option<Object<Connector<DB>>>);

impl<DB: Connects> Lent<DB> {
    pub(super) fn connection(&mut self) -> Result<&mut DB::Connection, sqlx::Error> {
        self.0.as_deref_mut().ok_or(sqlx::Error::PoolClosed)
    }

    pub(super) fn give_back(mut self) {
        self.0 = None;
    }
}

impl<DB: Connects> Drop for Lent<DB> {
    fn drop(&mut self) {
        if let Some(connection) = self.0.take() {
            drop(Object::take(connection));
        }
    }
}

struct Connector<DB: Connects>(Options<DB>);

impl<DB: Connects> Manager for Connector<DB> {
    type Type = DB::Connection;
    type Error = sqlx::Error;

    async fn create(&self) -> Result<DB::Connection, sqlx::Error> {
        DB::Connection::connect_with(&self.0).await
    }

    async fn recycle(&self, connection: &mut DB::Connection, metrics: &Metrics) -> RecycleResult<sqlx::Error> {
        if metrics.last_used() > REST {
            connection.ping().await?;
        }
        Ok(())
    }
}
