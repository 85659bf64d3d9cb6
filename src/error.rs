//! What a verb of the desk answers when it does not do what was asked.

use crate::people::Refused;
use crate::request::State;

pub type Result<T, E = Error> = std::result::Result<T, E>;

#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// It is not there, or this person may not know that it is.
    #[error("not found")]
    NotFound,
    /// This person sees it and still may not do this.
    #[error("not permitted")]
    Forbidden,
    /// Four eyes: the requester never decides.
    #[error("a request is never decided by its requester")]
    OwnRequest,
    /// Somebody was first, or the request has moved on. The page says who and when.
    #[error("the request is {} already", .state.as_str())]
    TooLate { state: State, by: Option<String>, at: Option<i64> },
    /// What was shown to the person is not what would be done.
    #[error("the seal does not match the content that was shown")]
    SealBroken,
    /// What the review found, or did not find out yet, is to be seen before approving.
    #[error("the review was not looked at")]
    ReviewUnseen,
    /// The verb needs a reason in words.
    #[error("a note is required")]
    NoteRequired,
    /// Closing waits until it is known what the game did.
    #[error("{0} outcomes are unknown")]
    OutcomesUnknown(i64),
    /// There is nothing this verb would apply to.
    #[error("nothing to do")]
    NothingToDo,
    /// More bytes than a file may have.
    #[error("the file is larger than {} MB", crate::upload::LARGEST / 1024 / 1024)]
    FileTooLarge,
    /// A file of this kind does not hold so many rows.
    #[error("{rows} rows are more than the {most} that such a file holds")]
    TooManyRows { rows: i64, most: i64 },
    /// Something about people is not done as it was asked.
    #[error(transparent)]
    Refused(#[from] Refused),
    /// From this address it was tried too often; later it may be tried again.
    #[error("too many tries")]
    TooManyTries,
    /// A value from outside the desk cannot be used as it is.
    #[error("{0}")]
    Invalid(String),
    #[error("a changed row was not where it was expected: {0}")]
    Lost(&'static str),
    #[error("database: {0}")]
    Database(#[from] sqlx::Error),
    #[error("migration: {0}")]
    Migration(#[from] sqlx::migrate::MigrateError),
    #[error("stored text cannot be read: {0}")]
    Stored(#[from] serde_json::Error),
    #[error("file: {0}")]
    File(#[from] std::io::Error),
    #[error("password hashing: {0}")]
    Password(String),
    #[error("a task of the desk ended badly: {0}")]
    Task(String),
}

impl Error {
    /// Whether there is no room left on a disk: of the database, or for temporary files.
    pub fn is_disk_full(&self) -> bool {
        match self {
            // SQLITE_FULL, and PostgreSQL's disk_full.
            Error::Database(sqlx::Error::Database(error)) => matches!(error.code().as_deref(), Some("13" | "53100")),
            Error::Database(sqlx::Error::Io(error)) | Error::File(error) => {
                matches!(error.kind(), std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded)
            }
            _ => false,
        }
    }

    pub(crate) fn task(error: tokio::task::JoinError) -> Error {
        Error::Task(error.to_string())
    }
}
