//! News by webhooks, as Slack takes them: of a person's own requests, or of all requests of a game.
//!
//! What is to be posted is written in the transaction of the change that it tells of, and posted by the messenger.

mod address;
mod form;
mod hosts;
mod keeper;
mod message;
mod messenger;
mod outlet;
mod patience;

pub use address::Address;
pub use form::{WebhookForm, WebhookProblem};
pub use hosts::Hosts;
pub(crate) use keeper::TESTS;
pub use keeper::{Keeper, Owner, WEBHOOKS};
pub use message::{Message, Subject, Tell, escaped};
pub use messenger::Messenger;
pub use outlet::{Outcome, Outlet, Posted};
pub use patience::Patience;

use crate::notification::Kind;

/// An address where news are posted.
#[derive(Clone, Debug)]
pub struct Webhook {
    pub id: i64,
    /// Empty for a person's own.
    pub name: String,
    pub address: Address,
    pub language: String,
    /// What it is told of, in the order of `Kind::ALL`.
    pub kinds: Vec<Kind>,
    /// When something was last taken.
    pub sent_at: Option<i64>,
    /// The last failure, if nothing was taken since.
    pub failure: Option<WebhookFailure>,
    /// When it was paused because nothing was taken for too long. Then nothing is posted until somebody resumes it.
    pub paused_at: Option<i64>,
}

/// Why something was not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WebhookFailure {
    pub at: i64,
    /// A word of `connector::Cause`, or `too_old`.
    pub cause: Option<String>,
    pub status: Option<i64>,
    /// The beginning of the answer.
    pub said: String,
}

/// A message that was given up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GivenUp {
    pub kind: Kind,
    pub request: Option<i64>,
    pub batch: Option<String>,
    pub requests: i64,
    pub failure: WebhookFailure,
}
