use std::collections::BTreeMap;
use std::error::Error as _;
use std::net::IpAddr;
use std::time::{Duration, Instant};

use async_trait::async_trait;
use jiff::Timestamp;
use reqwest::header::{CONTENT_TYPE, RETRY_AFTER};
use reqwest::redirect::Policy;
use reqwest::{Client, RequestBuilder, Response, StatusCode, Url};
use serde::Serialize;
use serde_json::value::RawValue;
use standardwebhooks::Webhook;
use uuid::Uuid;

use super::network::AddressNotAllowed;
use super::{Answer, Cause, Connector, Networks, Parcel, Reply, Unanswered, Whereabouts, preflight, verdict};
use crate::catalog::Server;
use crate::error::{Error, Result};
use crate::request::Direction;

/// The largest answer that is read, and how much larger it may be for each delivery of a batch.
const ANSWER: usize = 64 * 1024;
const RESULT: usize = 1024;
const PROFILE: usize = 1024;
/// The largest batch that is sent, unless one delivery alone is larger.
const BATCH: usize = 1024 * 1024;
const CONNECT: Duration = Duration::from_secs(2);

/// JSON over HTTP, signed as Standard Webhooks: the desk's own contract with game servers.
#[derive(Clone, Debug)]
pub struct SignedHttp {
    client: Client,
    networks: Networks,
}

impl SignedHttp {
    /// # Errors
    /// When the HTTP client cannot be made.
    pub fn new(networks: Networks) -> Result<SignedHttp> {
        // Another part of the program may have installed it: then it is there.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = Client::builder()
            .redirect(Policy::none())
            .connect_timeout(CONNECT)
            .dns_resolver(networks.clone())
            .no_proxy()
            .pool_max_idle_per_host(256)
            .tcp_nodelay(true)
            .user_agent("grantdesk")
            .build()
            .map_err(|error| Error::Invalid(error.to_string()))?;
        Ok(SignedHttp { client, networks })
    }

    /// Calls, and reads an answer of `most` bytes at most.
    pub(super) async fn call(
        &self,
        server: &Server,
        request: Result<RequestBuilder>,
        id: &str,
        body: String,
        started: Instant,
        most: usize,
    ) -> Heard {
        if let Some(address) = literal_address(server)
            && !self.networks.contains(address)
        {
            return Heard::unsent(Cause::AddressNotAllowed, AddressNotAllowed.to_string(), started);
        }
        let request = match request.and_then(|request| signed(request, server, id, &body)) {
            Ok(request) => request.body(body).timeout(Duration::from_millis(server.timeout_ms as u64)),
            Err(error) => return Heard::unsent(Cause::Unreachable, error.to_string(), started),
        };
        match request.send().await {
            Ok(response) => read(response, started, most).await,
            Err(error) => {
                Heard { answer: Err(without_answer(&error)), status: None, took: started.elapsed(), retry_after: None }
            }
        }
    }

    /// Whether a URL leads to where game servers may be.
    pub(crate) async fn locate(&self, url: &str) -> Result<(), Whereabouts> {
        let url = Url::parse(url).map_err(|_| Whereabouts::NotResolved)?;
        self.networks.locate(url.host_str().unwrap_or_default()).await
    }

    pub(super) fn get(&self, server: &Server, path: &[&str]) -> Result<RequestBuilder> {
        Ok(self.client.get(url(server, path)?))
    }

    fn post(&self, server: &Server, path: &[&str]) -> Result<RequestBuilder> {
        Ok(self.client.post(url(server, path)?).header(CONTENT_TYPE, "application/json"))
    }
}

#[async_trait]
impl Connector for SignedHttp {
    async fn deliver(&self, server: &Server, parcels: &[Parcel]) -> Vec<Reply> {
        let started = Instant::now();
        let mut bodies: Vec<String> = Vec::new();
        let mut bytes = 0;
        for parcel in parcels.iter().take(server.max_batch.max(1) as usize) {
            match body(parcel) {
                Ok(body) if bodies.is_empty() || bytes + body.len() < BATCH => {
                    bytes += body.len() + 1;
                    bodies.push(body);
                }
                Err(error) if bodies.is_empty() => {
                    let unsent = Heard::unsent(Cause::Unreadable, error.to_string(), started);
                    return vec![unsent.reply(verdict::of_one)];
                }
                Ok(_) | Err(_) => break,
            }
        }
        let keys: Vec<&str> = parcels.iter().take(bodies.len()).map(|parcel| parcel.key.as_str()).collect();
        if let ([key], Some(body)) = (keys.as_slice(), bodies.first_mut()) {
            let request = self.post(server, &["deliveries"]);
            let heard = self.call(server, request, key, std::mem::take(body), started, ANSWER).await;
            return vec![heard.reply(verdict::of_one)];
        }
        let request = self.post(server, &["deliveries", "batch"]);
        let (id, body) = (format!("batch-{}", Uuid::now_v7().simple()), together(&bodies));
        let heard = self.call(server, request, &id, body, started, ANSWER + keys.len() * RESULT).await;
        heard.replies(keys.len(), |status, bytes| verdict::of_batch(status, bytes, &keys))
    }

    async fn ask(&self, server: &Server, key: &str) -> Reply {
        let started = Instant::now();
        let request = self.get(server, &["deliveries", key]);
        self.call(server, request, key, String::new(), started, ANSWER).await.reply(verdict::of_question)
    }

    async fn preflight(&self, server: &Server, id_kind: &str, players: &[&str]) -> Result<Vec<bool>, Unanswered> {
        let started = Instant::now();
        let id = format!("preflight-{}", Uuid::now_v7().simple());
        let body = serde_json::to_string(&Question { kind: id_kind, players });
        let body = body.map_err(|error| Unanswered::new(Cause::Unreadable, error.to_string()))?;
        let request = self.post(server, &["preflight"]);
        let heard = self.call(server, request, &id, body, started, ANSWER + players.len() * PROFILE).await;
        let said = match heard.answer {
            Ok((status, bytes)) => preflight::said(status, &bytes, players),
            Err(none) => Err(Unanswered::by_nobody(none)),
        };
        said.map_err(|unanswered| Unanswered { retry_after: heard.retry_after, ..unanswered })
    }
}

/// The body of a preflight.
#[derive(Serialize)]
struct Question<'a> {
    kind: &'a str,
    players: &'a [&'a str],
}

/// The body of a batch: in it every delivery is the very bytes that it would be alone.
fn together(bodies: &[String]) -> String {
    format!(r#"{{"deliveries":[{}]}}"#, bodies.join(","))
}

/// The body of a delivery. Fields are written in this order, so equal parcels are equal bytes.
#[derive(Serialize)]
struct Body<'a> {
    key: &'a str,
    request: &'a str,
    direction: Direction,
    server: &'a str,
    player: Player<'a>,
    items: Vec<Item<'a>>,
    reason: &'a str,
    detail_reason: Option<&'a str>,
    message: Option<Message<'a>>,
    valid_from: Option<String>,
    valid_until: Option<String>,
    order_number: Option<&'a str>,
    additional_info: &'a RawValue,
}

#[derive(Serialize)]
struct Item<'a> {
    code: &'a str,
    quantity: i64,
}

#[derive(Serialize)]
struct Player<'a> {
    kind: &'a str,
    id: &'a str,
}

#[derive(Serialize)]
struct Message<'a> {
    key: &'a str,
    texts: BTreeMap<&'a str, &'a str>,
}

fn body(parcel: &Parcel) -> Result<String> {
    let content = &parcel.content;
    let items = content.items.iter().map(|line| {
        let quantity = line.quantity.of(&parcel.recipient).ok_or(Error::Lost("quantity"))?;
        Ok(Item { code: &line.code, quantity })
    });
    let items = items.collect::<Result<_>>()?;
    let additional_info = serde_json::from_str(parcel.recipient.info.as_deref().unwrap_or("{}"))?;
    Ok(serde_json::to_string(&Body {
        key: &parcel.key,
        request: &parcel.request,
        direction: content.direction,
        server: &parcel.server,
        player: Player { kind: &content.id_kind, id: &parcel.recipient.player },
        items,
        reason: &content.reason,
        detail_reason: content.detail_reason.as_deref(),
        message: content.message.as_ref().map(|message| Message {
            key: &message.key,
            texts: BTreeMap::from([
                ("en", message.en.as_str()),
                ("ko", message.ko.as_str()),
                ("ja", message.ja.as_str()),
            ]),
        }),
        valid_from: content.valid_from.map(rfc3339).transpose()?,
        valid_until: content.valid_until.map(rfc3339).transpose()?,
        order_number: content.order_number.as_deref(),
        additional_info,
    })?)
}

fn rfc3339(at: i64) -> Result<String> {
    Ok(Timestamp::from_millisecond(at).map_err(|error| Error::Invalid(error.to_string()))?.to_string())
}

fn url(server: &Server, path: &[&str]) -> Result<Url> {
    let mut url = Url::parse(&server.url).map_err(|error| Error::Invalid(error.to_string()))?;
    url.path_segments_mut().map_err(|()| Error::Invalid("the URL has no path".into()))?.pop_if_empty().extend(path);
    Ok(url)
}

fn signed(request: RequestBuilder, server: &Server, key: &str, body: &str) -> Result<RequestBuilder> {
    let invalid = |error: standardwebhooks::WebhookError| Error::Invalid(error.to_string());
    let now = Timestamp::now().as_second();
    let signature = Webhook::new(&server.secret).map_err(invalid)?.sign(key, now, body.as_bytes()).map_err(invalid)?;
    Ok(request.header("webhook-id", key).header("webhook-timestamp", now).header("webhook-signature", signature))
}

/// The address of a URL that names no host: no resolver sees it.
fn literal_address(server: &Server) -> Option<IpAddr> {
    Url::parse(&server.url).ok()?.host_str()?.trim_matches(['[', ']']).parse().ok()
}

fn without_answer(error: &reqwest::Error) -> Answer {
    // The innermost says most: that a connection was refused, or a name is not known.
    let mut message = error.to_string();
    let mut source = error.source();
    while let Some(inner) = source {
        if inner.is::<AddressNotAllowed>() {
            return Answer::NotSent { cause: Cause::AddressNotAllowed, message: inner.to_string() };
        }
        if let Some(tls) = tls(inner).filter(|_| error.is_connect()) {
            return Answer::NotSent { cause: Cause::TlsFailed, message: tls.to_string() };
        }
        message = inner.to_string();
        source = inner.source();
    }
    if error.is_connect() || error.is_builder() {
        Answer::NotSent { cause: Cause::Unreachable, message }
    } else if error.is_timeout() {
        Answer::Unclear { cause: Cause::TimedOut, message }
    } else {
        Answer::Unclear { cause: Cause::ConnectionLost, message }
    }
}

/// Readers and writers carry what went wrong inside, which is no `source`.
fn tls<'a>(error: &'a (dyn std::error::Error + 'static)) -> Option<&'a rustls::Error> {
    let carried = error.downcast_ref::<std::io::Error>().and_then(std::io::Error::get_ref);
    error.downcast_ref().or_else(|| carried.and_then(|inner| tls(inner)))
}

/// What came back from one call: a whole answer, or why there is none.
pub(super) struct Heard {
    pub answer: Result<(StatusCode, Vec<u8>), Answer>,
    status: Option<StatusCode>,
    pub took: Duration,
    retry_after: Option<Duration>,
}

async fn read(mut response: Response, started: Instant, most: usize) -> Heard {
    let status = response.status();
    let retry_after = response
        .headers()
        .get(RETRY_AFTER)
        .and_then(|value| value.to_str().ok()?.parse().ok())
        .map(Duration::from_secs);
    let mut bytes = Vec::new();
    let answer = loop {
        match response.chunk().await {
            Ok(Some(chunk)) if bytes.len() + chunk.len() > most => {
                break Err(Answer::Unclear { cause: Cause::Unreadable, message: format!("more than {most} bytes") });
            }
            Ok(Some(chunk)) => bytes.extend_from_slice(&chunk),
            Ok(None) => break Ok((status, bytes)),
            Err(error) => break Err(without_answer(&error)),
        }
    };
    Heard { answer, status: Some(status), took: started.elapsed(), retry_after }
}

impl Heard {
    fn unsent(cause: Cause, message: String, started: Instant) -> Heard {
        let answer = Err(Answer::NotSent { cause, message });
        Heard { answer, status: None, took: started.elapsed(), retry_after: None }
    }

    fn reply(self, read: impl FnOnce(StatusCode, &[u8]) -> Answer) -> Reply {
        let Heard { answer, status, took, retry_after } = self;
        let answer = answer.map_or_else(|none| none, |(status, bytes)| read(status, &bytes));
        Reply { answer, status: status.map(|status| status.as_u16()), took, retry_after }
    }

    /// One reply for each delivery that was in the call.
    fn replies(self, count: usize, read: impl FnOnce(StatusCode, &[u8]) -> Vec<Answer>) -> Vec<Reply> {
        let Heard { answer, status, took, retry_after } = self;
        let answers = answer.map_or_else(|none| vec![none; count], |(status, bytes)| read(status, &bytes));
        let status = status.map(|status| status.as_u16());
        answers.into_iter().map(|answer| Reply { answer, status, took, retry_after }).collect()
    }
}
