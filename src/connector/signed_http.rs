use std::collections::BTreeMap;
use std::error::Error as _;
use std::net::IpAddr;
use std::time::{Duration, Instant};

use async_trait::async_trait;
use jiff::Timestamp;
use reqwest::header::{CONTENT_TYPE, RETRY_AFTER};
use reqwest::redirect::Policy;
use reqwest::{Client, RequestBuilder, Response, StatusCode, Url};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use standardwebhooks::Webhook;

use super::network::AddressNotAllowed;
use super::{Answer, Cause, Connector, Networks, Parcel, Reply};
use crate::catalog::Server;
use crate::error::{Error, Result};
use crate::request::Direction;

/// The largest answer that is read.
const ANSWER: usize = 64 * 1024;
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

    async fn send(&self, server: &Server, parcel: &Parcel) -> Reply {
        let started = Instant::now();
        match body(parcel) {
            Ok(body) => {
                let request = url(server, &["deliveries"])
                    .map(|url| self.client.post(url).header(CONTENT_TYPE, "application/json"));
                self.call(server, request, &parcel.key, body, started, false).await
            }
            Err(error) => Reply::unsent(Cause::Unreadable, error.to_string(), started),
        }
    }

    async fn call(
        &self,
        server: &Server,
        request: Result<RequestBuilder>,
        key: &str,
        body: String,
        started: Instant,
        asking: bool,
    ) -> Reply {
        let signed = request.and_then(|request| signed(request, server, key, &body));
        let request = match signed {
            Ok(request) => request.body(body).timeout(Duration::from_millis(server.timeout_ms as u64)),
            Err(error) => return Reply::unsent(Cause::Unreachable, error.to_string(), started),
        };
        if let Some(address) = literal_address(server)
            && !self.networks.contains(address)
        {
            return Reply::unsent(Cause::AddressNotAllowed, AddressNotAllowed.to_string(), started);
        }
        match request.send().await {
            Ok(response) => read(response, started, asking).await,
            Err(error) => {
                Reply { answer: without_answer(&error), status: None, took: started.elapsed(), retry_after: None }
            }
        }
    }
}

#[async_trait]
impl Connector for SignedHttp {
    async fn deliver(&self, server: &Server, parcels: &[Parcel]) -> Vec<Reply> {
        futures::future::join_all(parcels.iter().map(|parcel| self.send(server, parcel))).await
    }

    async fn ask(&self, server: &Server, key: &str) -> Reply {
        let request = url(server, &["deliveries", key]).map(|url| self.client.get(url));
        self.call(server, request, key, String::new(), Instant::now(), true).await
    }
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
    let message = error.source().map_or_else(|| error.to_string(), ToString::to_string);
    let mut source = error.source();
    while let Some(inner) = source {
        if inner.is::<AddressNotAllowed>() {
            return Answer::NotSent { cause: Cause::AddressNotAllowed, message: inner.to_string() };
        }
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

#[derive(Deserialize)]
#[serde(tag = "result", rename_all = "snake_case")]
enum Verdict {
    Applied {
        transaction_id: Option<String>,
    },
    AlreadyApplied {
        transaction_id: Option<String>,
    },
    Refused {
        code: String,
        #[serde(default)]
        message: String,
        #[serde(default)]
        retryable: bool,
    },
}

async fn read(mut response: Response, started: Instant, asking: bool) -> Reply {
    let status = response.status();
    let retry_after = response
        .headers()
        .get(RETRY_AFTER)
        .and_then(|value| value.to_str().ok()?.parse().ok())
        .map(Duration::from_secs);
    let mut bytes = Vec::new();
    let answer = loop {
        match response.chunk().await {
            Ok(Some(chunk)) if bytes.len() + chunk.len() > ANSWER => {
                break Answer::Unclear { cause: Cause::Unreadable, message: format!("more than {ANSWER} bytes") };
            }
            Ok(Some(chunk)) => bytes.extend_from_slice(&chunk),
            Ok(None) => break interpret(status, &bytes, asking),
            Err(error) => break without_answer(&error),
        }
    };
    Reply { answer, status: Some(status.as_u16()), took: started.elapsed(), retry_after }
}

fn interpret(status: StatusCode, bytes: &[u8], asking: bool) -> Answer {
    match serde_json::from_slice::<Verdict>(bytes) {
        Ok(Verdict::Applied { transaction_id } | Verdict::AlreadyApplied { transaction_id }) if status.is_success() => {
            Answer::Applied { transaction_id }
        }
        Ok(Verdict::Refused { code, message, retryable }) => Answer::Refused { code, message, retryable },
        _ if asking && status == StatusCode::NOT_FOUND && is_never_seen(bytes) => Answer::NeverSeen,
        _ if asking && status == StatusCode::NOT_FOUND => {
            Answer::Unclear { cause: Cause::Unreadable, message: excerpt(bytes) }
        }
        _ if status == StatusCode::TOO_MANY_REQUESTS => {
            Answer::Refused { code: "too_many_requests".into(), message: excerpt(bytes), retryable: true }
        }
        _ if status.is_server_error() => Answer::Unclear { cause: Cause::ServerError, message: excerpt(bytes) },
        _ if status.is_client_error() => Answer::TurnedAway { message: excerpt(bytes) },
        _ => Answer::Unclear { cause: Cause::Unreadable, message: excerpt(bytes) },
    }
}

/// A bare 404 may be a proxy's; only the game's own word counts.
fn is_never_seen(bytes: &[u8]) -> bool {
    #[derive(Deserialize)]
    struct Word {
        error: String,
    }
    serde_json::from_slice::<Word>(bytes).is_ok_and(|word| word.error == "never_seen")
}

fn excerpt(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).chars().filter(|c| !c.is_control()).take(200).collect()
}

impl Reply {
    fn unsent(cause: Cause, message: String, started: Instant) -> Reply {
        Reply { answer: Answer::NotSent { cause, message }, status: None, took: started.elapsed(), retry_after: None }
    }
}
