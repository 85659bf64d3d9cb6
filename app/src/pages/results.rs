//! The result file of a request, to be taken away.

use axum::body::Body;
use axum::extract::{Path, Query, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_LENGTH, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use fluent_bundle::FluentArgs;
use futures::TryStreamExt;
use grantdesk::connector::Cause;
use grantdesk::error::Error;
use grantdesk::request::DeliveryState;
use grantdesk::results::{Wanted, Which, Words};
use serde::Deserialize;
use tokio_util::io::ReaderStream;

use super::request::number;
use crate::app::App;
use crate::failure::Failure;
use crate::visitor::Visitor;
use crate::words;

pub const CSV: &str = "text/csv; charset=utf-8";

/// It is compressed by itself.
pub const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// Which deliveries are wanted: as the page of the request says it.
#[derive(Debug, Deserialize)]
pub struct Shown {
    #[serde(default)]
    show: String,
}

impl Shown {
    fn which(&self) -> Which {
        Which::parse(&self.show).unwrap_or_default()
    }
}

pub async fn csv(
    State(app): State<App>,
    visitor: Visitor,
    Path(no): Path<String>,
    Query(shown): Query<Shown>,
) -> Result<Response, Failure> {
    let (no, which) = (number(&no)?, shown.which());
    let pieces = app.desk.results_as_csv(&visitor.person, no, wanted(&visitor, which)).await?;
    let pieces = pieces.inspect_err(move |error| tracing::error!(%error, request.id = no, "a result file broke off"));
    Ok(file(no, which, "csv", CSV, Body::from_stream(pieces)))
}

pub async fn xlsx(
    State(app): State<App>,
    visitor: Visitor,
    Path(no): Path<String>,
    Query(shown): Query<Shown>,
) -> Result<Response, Failure> {
    let (no, which) = (number(&no)?, shown.which());
    let written = app.desk.results_as_xlsx(&visitor.person, no, wanted(&visitor, which)).await?;
    let size = written.metadata().map_err(Error::from)?.len();
    let pieces = ReaderStream::with_capacity(tokio::fs::File::from_std(written), 64 * 1024);
    let mut response = file(no, which, "xlsx", XLSX, Body::from_stream(pieces));
    response.headers_mut().insert(CONTENT_LENGTH, size.into());
    Ok(response)
}

fn wanted(visitor: &Visitor, which: Which) -> Wanted {
    Wanted { which, words: words_for(visitor), zone: visitor.zone.clone() }
}

pub fn words_for(visitor: &Visitor) -> Words {
    let text = |key: &str| words::text(visitor.language, key, &FluentArgs::new());
    let state = |state: DeliveryState| text(&format!("delivery-{}", state.as_str()));
    let mut zone = FluentArgs::new();
    zone.set("zone", visitor.zone.iana_name().unwrap_or_default().to_owned());
    let causes = Cause::ALL.iter().map(|cause| cause.as_str()).chain(["busy", "turned_away"]);
    let causes = causes.map(|cause| (cause, text(&format!("cause-{}", cause.replace('_', "-")))));
    Words {
        server: text("players-server"),
        result: text("players-outcome"),
        cause: text("players-cause"),
        code: text("attempt-code"),
        message: text("results-message"),
        attempts: text("players-attempts"),
        time: words::text(visitor.language, "results-time", &zone),
        transaction: text("delivery-transaction"),
        states: DeliveryState::ALL.iter().map(|each| (*each, state(*each))).collect(),
        causes: causes.chain([("refused", state(DeliveryState::Refused))]).collect(),
    }
}

/// `R-20431-results.csv`, or `R-20431-results-unfinished.csv`.
fn file(no: i64, which: Which, ending: &str, kind: &'static str, body: Body) -> Response {
    let part = if which == Which::All { String::new() } else { format!("-{}", which.as_str()) };
    let name = format!("attachment; filename=\"R-{no}-results{part}.{ending}\"");
    let headers =
        [(CONTENT_TYPE, kind.to_owned()), (CONTENT_DISPOSITION, name), (CACHE_CONTROL, "no-store".to_owned())];
    (headers, body).into_response()
}
