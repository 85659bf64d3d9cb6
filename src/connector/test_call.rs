use std::time::{Duration, Instant};

use reqwest::StatusCode;
use serde::Deserialize;
use uuid::Uuid;

use super::verdict::{self, excerpt};
use super::{Answer, Cause, SignedHttp};
use crate::catalog::{Secret, Server};

/// What became of calls that change nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TestCall {
    pub health: Health,
    pub signature: Signature,
}

/// How `GET {base}/health` was answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Health {
    pub status: Option<u16>,
    pub took: Duration,
    /// The beginning of the answer, or what was said when there was none.
    pub said: String,
    /// Why it is no good answer.
    pub cause: Option<Cause>,
    /// Deliveries in one call, as the game has it.
    pub max_batch: Option<i64>,
}

/// What the game thinks of the desk's signature, told by asking about a key that nobody ever used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Signature {
    Accepted,
    /// The secret is another one, or the clocks differ.
    Refused {
        status: u16,
    },
    /// It accepts any: whoever reaches it can give themselves everything.
    NotChecked,
    /// Nobody answered, or not as the contract has it.
    Unclear,
}

impl Signature {
    pub fn as_str(&self) -> &'static str {
        match self {
            Signature::Accepted => "accepted",
            Signature::Refused { .. } => "refused",
            Signature::NotChecked => "not-checked",
            Signature::Unclear => "unclear",
        }
    }
}

/// The largest answer that is read.
const ANSWER: usize = 16 * 1024;
/// A person waits for this, however patient deliveries to the server are.
const PATIENCE_MS: i64 = 5_000;

#[derive(Deserialize)]
struct Capabilities {
    max_batch: i64,
}

impl SignedHttp {
    /// Calls a server as deliveries do, and changes nothing there.
    pub(crate) async fn test(&self, server: &Server) -> TestCall {
        let server = Server { timeout_ms: server.timeout_ms.min(PATIENCE_MS), ..server.clone() };
        let stranger = Server { secret: Secret::generate().reveal().to_owned(), ..server.clone() };
        let (health, own, forged) = tokio::join!(self.health(&server), self.opinion(&server), self.opinion(&stranger));
        let signature = match (own, forged) {
            (Opinion::Known, Opinion::Known) => Signature::NotChecked,
            (Opinion::Known, _) => Signature::Accepted,
            (Opinion::Stranger(status), _) => Signature::Refused { status },
            (Opinion::None, _) => Signature::Unclear,
        };
        TestCall { health, signature }
    }

    async fn health(&self, server: &Server) -> Health {
        let id = Uuid::new_v4().to_string();
        let heard = self.call(server, self.get(server, &["health"]), &id, String::new(), Instant::now(), ANSWER).await;
        let took = heard.took;
        let nothing = Health { status: None, took, said: String::new(), cause: None, max_batch: None };
        match heard.answer {
            Ok((status, bytes)) => {
                let capabilities = serde_json::from_slice::<Capabilities>(&bytes).ok();
                let cause = match status {
                    status if status.is_server_error() => Some(Cause::ServerError),
                    status if !status.is_success() || capabilities.is_none() => Some(Cause::Unreadable),
                    _ => None,
                };
                let max_batch = capabilities.filter(|_| cause.is_none()).map(|known| known.max_batch);
                Health { status: Some(status.as_u16()), said: excerpt(&bytes), cause, max_batch, ..nothing }
            }
            Err(Answer::NotSent { cause, message } | Answer::Unclear { cause, message }) => {
                Health { said: message, cause: Some(cause), ..nothing }
            }
            Err(other) => Health { said: format!("{other:?}"), cause: Some(Cause::Unreadable), ..nothing },
        }
    }

    /// Asks about a key that nobody ever used.
    async fn opinion(&self, server: &Server) -> Opinion {
        let key = format!("test-{}", Uuid::new_v4());
        let request = self.get(server, &["deliveries", &key]);
        let heard = self.call(server, request, &key, String::new(), Instant::now(), ANSWER).await;
        match heard.answer {
            Ok((status @ (StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN), _)) => Opinion::Stranger(status.as_u16()),
            Ok((status, bytes)) if verdict::of_question(status, &bytes) == Answer::NeverSeen => Opinion::Known,
            _ => Opinion::None,
        }
    }
}

/// What a game thinks of whoever asked.
enum Opinion {
    Known,
    /// Turned away with this status.
    Stranger(u16),
    None,
}
