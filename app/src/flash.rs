//! A word that the next page says once.

use serde::{Deserialize, Serialize};
use tower_sessions::Session;

use crate::failure::Failure;

const KEY: &str = "flash";

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Flash {
    /// `good`, `warn`, `bad` or `info`.
    pub tone: String,
    /// Already in the person's language.
    pub text: String,
}

impl Flash {
    pub fn good(text: impl Into<String>) -> Flash {
        Flash { tone: "good".into(), text: text.into() }
    }

    pub fn warn(text: impl Into<String>) -> Flash {
        Flash { tone: "warn".into(), text: text.into() }
    }

    pub fn bad(text: impl Into<String>) -> Flash {
        Flash { tone: "bad".into(), text: text.into() }
    }

    /// Keeps the word for the next page of this session.
    pub async fn keep(self, session: &Session) -> Result<(), Failure> {
        Ok(session.insert(KEY, self).await?)
    }

    pub async fn take(session: &Session) -> Result<Option<Flash>, Failure> {
        Ok(session.remove(KEY).await?)
    }
}
