//! A word that the next page says once.

use fluent_bundle::FluentArgs;
use grantdesk::error::Error;
use jiff::tz::TimeZone;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use tower_sessions::Session;

use crate::failure::Failure;
use crate::moment;
use crate::refused::refused;
use crate::words::{self, Language};

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
        take(session, KEY).await
    }
}

/// What a session keeps for one page. Removing what is not there would write the session all the same.
pub async fn take<T: DeserializeOwned>(session: &Session, key: &str) -> Result<Option<T>, Failure> {
    match session.get_value(key).await? {
        Some(_) => Ok(session.remove(key).await?),
        None => Ok(None),
    }
}

/// What the desk refused, in words for the next page. What no words help with stays a failure.
pub fn refusal(language: Language, zone: &TimeZone, error: &Error) -> Result<Flash, Failure> {
    let mut args = FluentArgs::new();
    let key = match error {
        Error::TooLate { state, by, at } => {
            let somebody = words::text(language, "refusal-somebody", &FluentArgs::new());
            let by = by.clone().filter(|name| name != "worker").unwrap_or(somebody);
            args.set("who", by);
            args.set("at", at.map(|at| moment::long_in(language, zone, at)).unwrap_or_default());
            return Ok(Flash::warn(words::text(language, &format!("refusal-too-late-{}", state.as_str()), &args)));
        }
        Error::SealBroken => "refusal-seal-broken",
        Error::ReviewUnseen => "refusal-review-unseen",
        Error::NoteRequired => "refusal-note-required",
        Error::OutcomesUnknown(count) => {
            args.set("count", *count);
            "refusal-outcomes-unknown"
        }
        Error::NothingToDo => "refusal-nothing-to-do",
        Error::Refused(why) => return Ok(Flash::bad(refused(language, *why))),
        Error::NotFound => return Err(Failure::NotFound),
        Error::Forbidden | Error::OwnRequest => return Err(Failure::Forbidden),
        error => return Err(Failure::Internal(Error::Invalid(error.to_string()))),
    };
    Ok(Flash::bad(words::text(language, key, &args)))
}
