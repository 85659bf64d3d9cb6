//! The game over HTTP.

use std::{io, sync::Arc, time::Duration};

use axum::{
    Json, Router,
    body::{Body, Bytes},
    extract::{DefaultBodyLimit, Path, Query, State},
    http::{HeaderMap, StatusCode, header::RETRY_AFTER},
    response::{IntoResponse, Response},
    routing::{get, post},
    serve::ListenerExt,
};
use serde::Deserialize;
use serde_json::json;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

use crate::{
    Options,
    behaviour::{self, Fault},
    chaos::{Chaos, Questions, Strike},
    contract::{
        Batch, BatchVerdict, Delivery, Health, KEY_WINDOW_SECONDS, KeyedVerdict, PREFLIGHT_LIMIT, Player, Preflight,
        PreflightAnswer, Refusal, Verdict,
    },
    ledger::Book,
    signature::Secret,
    writer::{Answer, Arrival, NotWritten, Outcome, Writer},
};

const BODY_LIMIT: usize = 1 << 20;
const BATCH_BODY_LIMIT: usize = 4 << 20;
/// The most lines of the ledger in one answer.
const LEDGER_LIMIT: i64 = 10_000;

/// What every call needs.
pub(crate) struct Game {
    secret: Secret,
    servers: Vec<String>,
    max_batch: u32,
    chaos: Option<Chaos>,
    questions: Questions,
    hang: Duration,
    book: Book,
    writer: Writer,
    closing: CancellationToken,
}

impl Game {
    pub fn new(options: Options, secret: Secret, book: Book, writer: Writer, closing: CancellationToken) -> Game {
        Game {
            secret,
            servers: options.servers,
            max_batch: options.max_batch,
            chaos: options.chaos,
            questions: Questions::default(),
            hang: options.hang,
            book,
            writer,
            closing,
        }
    }
}

/// Answers calls until the game closes.
pub(crate) async fn serve(listener: TcpListener, game: Arc<Game>) {
    let closing = game.closing.clone();
    let listener = listener.tap_io(|connection| {
        if let Err(error) = connection.set_nodelay(true) {
            tracing::debug!(%error, "answers on this connection may be slow");
        }
    });
    let served = axum::serve(listener, router(game)).with_graceful_shutdown(closing.cancelled_owned()).await;
    if let Err(error) = served {
        tracing::error!(%error, "the game no longer listens");
    }
}

fn router(game: Arc<Game>) -> Router {
    Router::new()
        .route("/{server}/deliveries", post(deliver))
        .route("/{server}/deliveries/batch", post(deliver_batch).layer(DefaultBodyLimit::max(BATCH_BODY_LIMIT)))
        .route("/{server}/deliveries/{key}", get(earlier_result))
        .route("/{server}/preflight", post(preflight))
        .route("/{server}/health", get(health))
        .route("/ledger", get(ledger))
        .route("/violations", get(violations))
        .layer(DefaultBodyLimit::max(BODY_LIMIT))
        .with_state(game)
}

async fn deliver(
    State(game): State<Arc<Game>>,
    Path(server): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Rejection> {
    let id = game.signed_id(&server, &headers, &body)?;
    let arrival = arrival(text(&body)?)?;
    if id != arrival.delivery.key {
        return Err(Rejection::IdIsNotKey);
    }
    let outcome = game.writer.deliver(server, vec![arrival]).await?.pop().ok_or(NotWritten)?;
    game.pause(outcome.delay).await;
    Ok(match outcome.answer {
        Answer::Verdict(verdict) => say(verdict),
        Answer::Fault(fault) => game.fail(fault).await,
    })
}

async fn deliver_batch(
    State(game): State<Arc<Game>>,
    Path(server): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Rejection> {
    game.signed_id(&server, &headers, &body)?;
    let batch: Batch = serde_json::from_slice(&body).map_err(Rejection::Malformed)?;
    let at_most = usize::try_from(game.max_batch).unwrap_or(usize::MAX);
    if batch.deliveries.len() > at_most {
        return Err(Rejection::TooMany { at_most });
    }
    let arrivals: Vec<Arrival> = batch.deliveries.iter().map(|d| arrival(d.get())).collect::<Result<_, _>>()?;
    let outcomes = game.writer.deliver(server, arrivals).await?;

    game.pause(outcomes.iter().map(|outcome| outcome.delay).max().unwrap_or_default()).await;
    // Chaos that strikes the first delivery strikes the whole answer: a batch can be lost as a whole too.
    if let Some(Outcome { answer: Answer::Fault(fault), struck: true, .. }) = outcomes.first() {
        return Ok(game.fail(*fault).await);
    }
    let results = outcomes.into_iter().filter_map(result_in_batch).collect();
    Ok(Json(BatchVerdict { results }).into_response())
}

async fn earlier_result(
    State(game): State<Arc<Game>>,
    Path((server, key)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Response, Rejection> {
    if game.signed_id(&server, &headers, &[])? != key {
        return Err(Rejection::IdIsNotKey);
    }
    match game.questions.strike(game.chaos, &key) {
        Some(Strike::Before(fault) | Strike::After(fault)) => return Ok(game.fail(fault).await),
        Some(Strike::Slow(delay)) => game.pause(delay).await,
        None => {}
    }
    let verdict = game.book.record(&server, &key).await?.and_then(|record| record.verdict());
    let verdict = verdict.ok_or(Rejection::NeverSeen)?;
    Ok(Json(KeyedVerdict { key, verdict }).into_response())
}

async fn preflight(
    State(game): State<Arc<Game>>,
    Path(server): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Json<PreflightAnswer>, Rejection> {
    game.signed_id(&server, &headers, &body)?;
    let Preflight { kind, players } = serde_json::from_slice(&body).map_err(Rejection::Malformed)?;
    if players.len() > PREFLIGHT_LIMIT {
        return Err(Rejection::TooMany { at_most: PREFLIGHT_LIMIT });
    }
    let profile = |id| behaviour::profile(Player { kind: kind.clone(), id });
    Ok(Json(PreflightAnswer { players: players.into_iter().map(profile).collect() }))
}

async fn health(
    State(game): State<Arc<Game>>,
    Path(server): Path<String>,
    headers: HeaderMap,
) -> Result<Json<Health>, Rejection> {
    game.signed_id(&server, &headers, &[])?;
    Ok(Json(Health { max_batch: game.max_batch, key_window_seconds: KEY_WINDOW_SECONDS }))
}

#[derive(Debug, Deserialize)]
struct LedgerQuery {
    player: Option<String>,
    /// The ID of the last line seen already.
    #[serde(default)]
    after: i64,
    #[serde(default = "default_limit")]
    limit: i64,
}

fn default_limit() -> i64 {
    1000
}

async fn ledger(State(game): State<Arc<Game>>, Query(query): Query<LedgerQuery>) -> Result<Response, Rejection> {
    let limit = query.limit.clamp(0, LEDGER_LIMIT);
    let entries = match query.player {
        Some(player) => game.book.applied_to(&player, query.after, limit).await?,
        None => game.book.applied(query.after, limit).await?,
    };
    Ok(Json(json!({ "entries": entries })).into_response())
}

async fn violations(State(game): State<Arc<Game>>) -> Result<Response, Rejection> {
    let violations = game.book.violations().await?;
    Ok(Json(json!({ "violations": violations })).into_response())
}

impl Game {
    /// The `webhook-id` of a call the desk made to one of this game's servers.
    fn signed_id<'a>(&self, server: &str, headers: &'a HeaderMap, body: &[u8]) -> Result<&'a str, Rejection> {
        let id = self.secret.signed_id(headers, body).map_err(Rejection::NotSigned)?;
        if self.servers.iter().any(|known| known == server) { Ok(id) } else { Err(Rejection::NoSuchServer) }
    }

    /// Waits, but not beyond the game's end.
    async fn pause(&self, delay: Duration) {
        if !delay.is_zero() {
            self.closing.run_until_cancelled(tokio::time::sleep(delay)).await;
        }
    }

    async fn fail(&self, fault: Fault) -> Response {
        match fault {
            Fault::Hang => {
                self.pause(self.hang).await;
                cut()
            }
            Fault::Cut => cut(),
            Fault::Broken => (StatusCode::INTERNAL_SERVER_ERROR, "Internal Server Error").into_response(),
            Fault::Garbled => "<html>Welcome to the game!".into_response(),
        }
    }
}

/// An answer whose body breaks off before its first byte: the connection ends.
fn cut() -> Response {
    let broken = io::Error::from(io::ErrorKind::ConnectionAborted);
    Response::new(Body::from_stream(futures::stream::once(async { Err::<Bytes, _>(broken) })))
}

fn text(body: &[u8]) -> Result<&str, Rejection> {
    std::str::from_utf8(body).map_err(|_| Rejection::NotText)
}

fn arrival(body: &str) -> Result<Arrival, Rejection> {
    let delivery: Delivery = serde_json::from_str(body).map_err(Rejection::Malformed)?;
    if delivery.key.is_empty() || !delivery.key.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Err(Rejection::BadKey);
    }
    Ok(Arrival { delivery, body: body.to_owned() })
}

/// A verdict as the answer to a call about one delivery.
fn say(verdict: Verdict) -> Response {
    match verdict {
        Verdict::Refused(Refusal::ServerBusy) => {
            (StatusCode::SERVICE_UNAVAILABLE, [(RETRY_AFTER, "1")], Json(verdict)).into_response()
        }
        Verdict::Refused(Refusal::KeyReused) => (StatusCode::UNPROCESSABLE_ENTITY, Json(verdict)).into_response(),
        _ => Json(verdict).into_response(),
    }
}

/// What a batch says of one of its deliveries; nothing, if its answer is lost.
fn result_in_batch(outcome: Outcome) -> Option<KeyedVerdict> {
    let verdict = match outcome.answer {
        Answer::Verdict(verdict) => verdict,
        Answer::Fault(Fault::Broken) => Verdict::Error,
        Answer::Fault(Fault::Hang | Fault::Cut | Fault::Garbled) => return None,
    };
    Some(KeyedVerdict { key: outcome.key, verdict })
}

/// Why a call was not even looked into. Nothing was applied.
#[derive(Debug, thiserror::Error)]
enum Rejection {
    #[error("bad_signature")]
    NotSigned(#[source] standardwebhooks::WebhookError),
    #[error("no_such_server")]
    NoSuchServer,
    #[error("never_seen")]
    NeverSeen,
    #[error("malformed")]
    Malformed(#[source] serde_json::Error),
    #[error("malformed")]
    NotText,
    #[error("malformed")]
    BadKey,
    #[error("webhook_id_is_not_the_key")]
    IdIsNotKey,
    #[error("too_many")]
    TooMany { at_most: usize },
    #[error("ledger_not_readable")]
    NotRead(#[from] sqlx::Error),
    #[error("ledger_not_writable")]
    NotWritten(#[from] NotWritten),
}

impl IntoResponse for Rejection {
    fn into_response(self) -> Response {
        let (status, message) = match &self {
            Rejection::NotSigned(error) => (StatusCode::UNAUTHORIZED, error.to_string()),
            Rejection::NoSuchServer => (StatusCode::NOT_FOUND, "This game has no such server.".to_owned()),
            Rejection::NeverSeen => (StatusCode::NOT_FOUND, "Nothing was decided under this key.".to_owned()),
            Rejection::Malformed(error) => (StatusCode::BAD_REQUEST, error.to_string()),
            Rejection::NotText => (StatusCode::BAD_REQUEST, "The body is not UTF-8.".to_owned()),
            Rejection::BadKey => (StatusCode::BAD_REQUEST, "A key is visible ASCII, as a header is.".to_owned()),
            Rejection::IdIsNotKey => (StatusCode::BAD_REQUEST, "webhook-id must be the delivery's key.".to_owned()),
            Rejection::TooMany { at_most } => (StatusCode::PAYLOAD_TOO_LARGE, format!("At most {at_most} at once.")),
            Rejection::NotRead(error) => {
                tracing::error!(%error, "the ledger was not read");
                (StatusCode::INTERNAL_SERVER_ERROR, "The ledger cannot be read.".to_owned())
            }
            Rejection::NotWritten(NotWritten) => {
                (StatusCode::INTERNAL_SERVER_ERROR, "The ledger cannot be written.".to_owned())
            }
        };
        (status, Json(json!({ "error": self.to_string(), "message": message }))).into_response()
    }
}
