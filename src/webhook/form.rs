use std::fmt;

use super::Address;
use crate::notification::Kind;

/// What somebody typed of a webhook.
#[derive(Clone, Default)]
pub struct WebhookForm {
    pub name: String,
    /// Empty means the one that it has.
    pub url: String,
    pub language: String,
    pub kinds: Vec<Kind>,
}

impl fmt::Debug for WebhookForm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut form = f.debug_struct("WebhookForm");
        form.field("name", &self.name).field("url", &Address::new(&self.url));
        form.field("language", &self.language).field("kinds", &self.kinds).finish()
    }
}

/// What is wrong with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WebhookProblem {
    NoName,
    LongName,
    NameUnseen,
    NameTaken,
    NoUrl,
    NotAUrl,
    NotHttps,
    /// Webhooks may not post there.
    HostNotAllowed,
    NoKinds,
    /// The game has as many as it may have.
    TooMany,
}

impl WebhookProblem {
    pub fn as_str(self) -> &'static str {
        match self {
            WebhookProblem::NoName => "no-name",
            WebhookProblem::LongName => "long-name",
            WebhookProblem::NameUnseen => "name-unseen",
            WebhookProblem::NameTaken => "name-taken",
            WebhookProblem::NoUrl => "no-url",
            WebhookProblem::NotAUrl => "not-a-url",
            WebhookProblem::NotHttps => "not-https",
            WebhookProblem::HostNotAllowed => "host-not-allowed",
            WebhookProblem::NoKinds => "no-kinds",
            WebhookProblem::TooMany => "too-many",
        }
    }

    /// The field that it is about.
    pub fn field(self) -> &'static str {
        match self {
            WebhookProblem::NoName
            | WebhookProblem::LongName
            | WebhookProblem::NameUnseen
            | WebhookProblem::NameTaken
            | WebhookProblem::TooMany => "name",
            WebhookProblem::NoUrl
            | WebhookProblem::NotAUrl
            | WebhookProblem::NotHttps
            | WebhookProblem::HostNotAllowed => "url",
            WebhookProblem::NoKinds => "kinds",
        }
    }
}
