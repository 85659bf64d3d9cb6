//! When a page cannot be shown or a form not done: a page with words, and the right status.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use grantdesk::error::Error;
use grantdesk::upload::LARGEST;
use uuid::Uuid;

#[derive(Debug)]
pub enum Failure {
    /// Nobody is signed in: they are asked to, and come back.
    SignedOut {
        back: String,
    },
    NotFound,
    /// A link that works once, and for some time.
    LinkGone,
    Forbidden,
    /// What was sent is not what the desk's own pages send.
    Malformed(String),
    TooLarge,
    /// What was typed beside the file is at `back`.
    FileTooLarge {
        back: String,
    },
    DiskFull,
    TooManyTries,
    Internal(Error),
}

impl From<Error> for Failure {
    fn from(error: Error) -> Failure {
        match error {
            Error::NotFound => Failure::NotFound,
            Error::Forbidden | Error::OwnRequest => Failure::Forbidden,
            Error::TooManyTries => Failure::TooManyTries,
            error if error.is_disk_full() => {
                tracing::error!(%error, "no room is left");
                Failure::DiskFull
            }
            error => Failure::Internal(error),
        }
    }
}

impl From<tower_sessions::session::Error> for Failure {
    fn from(error: tower_sessions::session::Error) -> Failure {
        Failure::Internal(Error::Invalid(error.to_string()))
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let mut back = None;
        let (status, key, note) = match self {
            Failure::SignedOut { back } => {
                let query = format!("/login?back={}", crate::router::encoded(&back));
                return Redirect::to(&query).into_response();
            }
            Failure::NotFound => (StatusCode::NOT_FOUND, "not-found", String::new()),
            Failure::LinkGone => (StatusCode::NOT_FOUND, "link-gone", String::new()),
            Failure::Forbidden => (StatusCode::FORBIDDEN, "forbidden", String::new()),
            Failure::TooLarge => (StatusCode::PAYLOAD_TOO_LARGE, "too-large", String::new()),
            Failure::FileTooLarge { back: form } => {
                back = Some(form);
                let most = LARGEST / 1024 / 1024;
                (StatusCode::PAYLOAD_TOO_LARGE, "file-too-large", format!("{most} MB"))
            }
            Failure::DiskFull => (StatusCode::INSUFFICIENT_STORAGE, "disk-full", String::new()),
            Failure::TooManyTries => (StatusCode::TOO_MANY_REQUESTS, "too-many-tries", String::new()),
            Failure::Malformed(why) => (StatusCode::BAD_REQUEST, "malformed", why),
            Failure::Internal(error) => {
                // The page names the number, the log has the cause.
                let number = Uuid::new_v4().simple().to_string()[..8].to_owned();
                tracing::error!(%error, failure = %number, "a page failed ({number})");
                (StatusCode::INTERNAL_SERVER_ERROR, "internal", number)
            }
        };
        let mut response = status.into_response();
        response.extensions_mut().insert(FailurePage { status, key, note, back });
        response
    }
}

/// Marks an answer whose page is still to be rendered: a layer does it, in the language of the person, if it is known.
#[derive(Clone, Debug)]
pub struct FailurePage {
    pub status: StatusCode,
    pub key: &'static str,
    pub note: String,
    /// Where what was typed is, if it was kept.
    pub back: Option<String>,
}
