//! Sessions in the desk's own database, for tower-sessions.

use async_trait::async_trait;
use time::OffsetDateTime;
use tower_sessions_core::session::{Id, Record};
use tower_sessions_core::session_store::{Error, Result, SessionStore};

use crate::desk::Desk;

#[derive(Clone, Debug)]
pub struct Sessions {
    desk: Desk,
}

impl Sessions {
    pub fn new(desk: Desk) -> Sessions {
        Sessions { desk }
    }
}

#[async_trait]
impl SessionStore for Sessions {
    /// Strict: an ID that exists is never taken over, a new one is drawn instead.
    async fn create(&self, record: &mut Record) -> Result<()> {
        loop {
            let data = serde_json::to_string(&record).map_err(|error| Error::Encode(error.to_string()))?;
            if self.desk.db().create_session(&record.id.to_string(), &data, expiry(record)).await.map_err(backend)? {
                return Ok(());
            }
            record.id = Id::default();
        }
    }

    async fn save(&self, record: &Record) -> Result<()> {
        let data = serde_json::to_string(record).map_err(|error| Error::Encode(error.to_string()))?;
        self.desk.db().save_session(&record.id.to_string(), &data, expiry(record)).await.map_err(backend)
    }

    async fn load(&self, id: &Id) -> Result<Option<Record>> {
        let now = OffsetDateTime::now_utc().unix_timestamp() * 1000;
        match self.desk.db().load_session(&id.to_string(), now).await.map_err(backend)? {
            Some(data) => serde_json::from_str(&data).map(Some).map_err(|error| Error::Decode(error.to_string())),
            None => Ok(None),
        }
    }

    async fn delete(&self, id: &Id) -> Result<()> {
        self.desk.db().delete_session(&id.to_string()).await.map_err(backend)
    }
}

fn expiry(record: &Record) -> i64 {
    record.expiry_date.unix_timestamp() * 1000
}

fn backend(error: crate::error::Error) -> Error {
    Error::Backend(error.to_string())
}
