use std::error::Error as _;
use std::time::{Duration, Instant};

use reqwest::header::{CONTENT_TYPE, RETRY_AFTER};
use reqwest::redirect::Policy;
use reqwest::{Client, Response, StatusCode};
use serde_json::json;

use super::hosts::NotAllowed;
use super::{Address, Hosts, Owner, WebhookProblem};
use crate::connector::Cause;
use crate::error::{Error, Result};

const PATIENCE: Duration = Duration::from_secs(5);
/// So much of an answer is read, and so much of it is kept.
const ANSWER: usize = 4 * 1024;
const EXCERPT: usize = 200;

/// Posts to webhooks. Redirects are not followed: they could lead anywhere.
#[derive(Clone, Debug)]
pub struct Outlet {
    client: Client,
    hosts: Hosts,
}

/// How a post was answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Posted {
    pub outcome: Outcome,
    pub status: Option<u16>,
    /// Why there is no answer.
    pub cause: Option<Cause>,
    /// The beginning of the answer, or what is known about there being none. Never the address, and nothing at all for
    /// a person's own: what answers inside the networks is read by those who look after a game.
    pub said: String,
    pub retry_after: Option<Duration>,
    pub took: Duration,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    Taken,
    /// It will never be taken.
    Refused,
    /// Too much at once: the same may be taken later.
    Busy,
    /// Not now; the same may be taken later.
    Failed,
}

impl Outlet {
    /// # Errors
    /// When the HTTP client cannot be made.
    pub fn new(hosts: Hosts) -> Result<Outlet> {
        // Another part of the program may have installed it: then it is there.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = Client::builder()
            .redirect(Policy::none())
            .timeout(PATIENCE)
            .dns_resolver(hosts.clone())
            .no_proxy()
            .user_agent("grantdesk")
            .build()
            .map_err(|error| Error::Invalid(error.to_string()))?;
        Ok(Outlet { client, hosts })
    }

    pub fn hosts(&self) -> &Hosts {
        &self.hosts
    }

    /// Whether webhooks may post there.
    pub(super) async fn accepts(&self, owner: Owner, url: &str) -> Result<Address, WebhookProblem> {
        self.hosts.locate(owner, url).await?;
        Ok(Address::new(url))
    }

    /// Posts a text, as Slack takes it.
    pub(super) async fn post(&self, owner: Owner, address: &Address, text: &str) -> Posted {
        let started = Instant::now();
        let Ok(url) = self.hosts.judge(owner, address.reveal()) else {
            return unanswered(Outcome::Refused, Cause::AddressNotAllowed, NotAllowed.to_string(), started);
        };
        let body = json!({ "text": text }).to_string();
        let sent = self.client.post(url).header(CONTENT_TYPE, "application/json").body(body).send().await;
        let posted = match sent {
            Ok(response) => read(response, started).await,
            Err(error) => without_answer(&error, started),
        };
        match owner {
            Owner::Person(_) => Posted { said: String::new(), ..posted },
            Owner::Game(_) => posted,
        }
    }
}

async fn read(mut response: Response, started: Instant) -> Posted {
    let status = response.status();
    let retry_after = response.headers().get(RETRY_AFTER).and_then(|value| value.to_str().ok()?.parse().ok());
    let mut bytes = Vec::new();
    // The status has decided already: an answer that breaks off or does not end is as good.
    while let Ok(Some(chunk)) = response.chunk().await {
        bytes.extend_from_slice(&chunk[..chunk.len().min(ANSWER - bytes.len())]);
        if bytes.len() >= ANSWER {
            break;
        }
    }
    let outcome = match status {
        status if status.is_success() => Outcome::Taken,
        StatusCode::TOO_MANY_REQUESTS => Outcome::Busy,
        StatusCode::REQUEST_TIMEOUT => Outcome::Failed,
        status if status.is_server_error() => Outcome::Failed,
        _ => Outcome::Refused,
    };
    let said = String::from_utf8_lossy(&bytes).chars().filter(|c| !c.is_control()).take(EXCERPT).collect();
    let retry_after = retry_after.map(Duration::from_secs);
    Posted { outcome, status: Some(status.as_u16()), cause: None, said, retry_after, took: started.elapsed() }
}

/// The error's own text names the address, and what is below it does not; the innermost says most.
fn without_answer(error: &reqwest::Error, started: Instant) -> Posted {
    let mut said = String::new();
    let mut source = error.source();
    while let Some(inner) = source {
        if inner.is::<NotAllowed>() {
            return unanswered(Outcome::Refused, Cause::AddressNotAllowed, inner.to_string(), started);
        }
        said = inner.to_string();
        source = inner.source();
    }
    let cause = match error {
        error if error.is_timeout() => Cause::TimedOut,
        error if error.is_connect() => Cause::Unreachable,
        _ => Cause::ConnectionLost,
    };
    unanswered(Outcome::Failed, cause, said, started)
}

fn unanswered(outcome: Outcome, cause: Cause, said: String, started: Instant) -> Posted {
    Posted { outcome, status: None, cause: Some(cause), said, retry_after: None, took: started.elapsed() }
}
