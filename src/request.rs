//! A request: one ask, never edited after it is submitted.

mod form;
mod players;
mod state;

#[cfg(feature = "server")]
mod another;
#[cfg(feature = "server")]
mod approval;
#[cfg(feature = "server")]
mod cancellation;
#[cfg(feature = "server")]
mod check;
#[cfg(feature = "server")]
mod closing;
#[cfg(feature = "server")]
mod content;
#[cfg(feature = "server")]
mod detail;
#[cfg(feature = "server")]
mod draft;
#[cfg(feature = "server")]
mod enquiry;
#[cfg(feature = "server")]
mod fit;
#[cfg(feature = "server")]
mod list_file;
#[cfg(feature = "server")]
mod regrant;
#[cfg(feature = "server")]
mod search;
#[cfg(feature = "server")]
mod submission;

pub use form::{EXACT, Field, Form, FormFavorite, FormLine, LineProblem, Problem, TYPED_PLAYERS};
pub use players::{Players, Recipient, id_fits};
#[cfg(feature = "server")]
pub(crate) use state::words;
pub use state::{DeliveryState, Direction, State, UnknownWord, Verb};

/// A request's number as people write it: R-20431.
pub fn number(no: i64) -> String {
    format!("R-{no}")
}

#[cfg(feature = "server")]
pub use self::server::*;

#[cfg(feature = "server")]
mod server {
    pub use super::another::{REPEATED_PLAYERS, Whom};
    pub use super::check::{Complaint, Plan, PlayerList, check};
    pub use super::content::{Content, ContentLine, ContentMessage, Quantity, Seal};
    pub use super::detail::{Cause, Detail, Line};
    pub use super::draft::{Draft, Unfinished};
    pub use super::fit::Gone;
    pub use super::list_file::{ListFile, ListFinding, ListFound};
    pub use super::search::{Filters, PAGE, Page, Summary, Turn};
    pub use super::submission::Submission;
    pub(crate) use super::submission::Written;

    use super::{Direction, State};

    /// A request with its counters. `id` is its number: R-20431.
    #[derive(Clone, Debug, sqlx::FromRow)]
    pub struct Request {
        pub id: i64,
        pub key: String,
        pub game_id: i64,
        #[sqlx(try_from = "String")]
        pub direction: Direction,
        pub reason_id: i64,
        pub detail_reason_id: Option<i64>,
        pub order_number: Option<String>,
        pub id_kind: String,
        pub comment: String,
        pub content: String,
        pub seal: String,
        /// The bulk file that it is a part of.
        pub batch_id: Option<String>,
        pub players: i64,
        pub requested_by: i64,
        pub requester: String,
        pub requested_at: i64,
        #[sqlx(try_from = "String")]
        pub state: State,
        pub approved_by: Option<i64>,
        pub approver: Option<String>,
        pub approved_at: Option<i64>,
        pub approved_seal: Option<String>,
        pub ended_at: Option<i64>,
        #[sqlx(flatten)]
        pub counts: Counts,
    }

    /// How many of a request's deliveries are in which state; always what counting them would give.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize, sqlx::FromRow)]
    pub struct Counts {
        pub deliveries: i64,
        pub waiting: i64,
        pub queued: i64,
        pub sending: i64,
        pub succeeded: i64,
        pub refused: i64,
        pub failed: i64,
        pub unknown: i64,
        pub canceled: i64,
    }

    impl Counts {
        /// Deliveries about which nothing more will happen by itself.
        pub fn settled(&self) -> i64 {
            self.succeeded + self.refused + self.failed + self.unknown + self.canceled
        }
    }

    impl Request {
        pub fn number(&self) -> String {
            super::number(self.id)
        }

        /// How many servers it is for.
        pub fn servers(&self) -> i64 {
            self.counts.deliveries / self.players
        }
    }
}
