//! What a log shows, to be taken away.

use axum::body::Body;
use axum::extract::State;
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_LENGTH, CONTENT_TYPE};
use axum::response::{IntoResponse, Redirect, Response};
use fluent_bundle::FluentArgs;
use futures::TryStreamExt;
use grantdesk::error::Error;
use grantdesk::ledger::{Log, LogWanted, LogWords};
use grantdesk::number::grouped;
use tokio_util::io::ReaderStream;

use super::narrow::{self, FIELDS};
use super::{path, people};
use crate::app::App;
use crate::asked::Asked;
use crate::failure::Failure;
use crate::flash::Flash;
use crate::pages::results::{self, CSV, XLSX};
use crate::parts::names::Names;
use crate::visitor::Visitor;
use crate::words;

pub async fn success_csv(app: State<App>, visitor: Visitor, asked: Asked) -> Result<Response, Failure> {
    csv(app, visitor, asked, Log::Success).await
}

pub async fn success_xlsx(app: State<App>, visitor: Visitor, asked: Asked) -> Result<Response, Failure> {
    xlsx(app, visitor, asked, Log::Success).await
}

pub async fn failure_csv(app: State<App>, visitor: Visitor, asked: Asked) -> Result<Response, Failure> {
    csv(app, visitor, asked, Log::Failure).await
}

pub async fn failure_xlsx(app: State<App>, visitor: Visitor, asked: Asked) -> Result<Response, Failure> {
    xlsx(app, visitor, asked, Log::Failure).await
}

async fn csv(State(app): State<App>, visitor: Visitor, asked: Asked, log: Log) -> Result<Response, Failure> {
    let wanted = wanted(&app, &visitor, &asked, log).await?;
    let pieces = app.desk.log_as_csv(&visitor.person, wanted).await?;
    let pieces =
        pieces.inspect_err(move |error| tracing::error!(%error, log = log.as_str(), "a file of a log broke off"));
    Ok(file(log, "csv", CSV, Body::from_stream(pieces)))
}

/// More than such a file holds is said on the page, where the CSV is a click away.
async fn xlsx(State(app): State<App>, visitor: Visitor, asked: Asked, log: Log) -> Result<Response, Failure> {
    let wanted = wanted(&app, &visitor, &asked, log).await?;
    let written = match app.desk.log_as_xlsx(&visitor.person, wanted).await {
        Err(Error::TooManyRows { rows, most }) => {
            let mut args = FluentArgs::new();
            args.set("rows", grouped(rows));
            args.set("most", grouped(most));
            let refusal = words::text(visitor.language, "log-xlsx-too-long", &args);
            Flash::warn(refusal).keep(&visitor.session).await?;
            return Ok(Redirect::to(&asked.only(FIELDS).href(path(log))).into_response());
        }
        written => written?,
    };
    let size = written.metadata().map_err(Error::from)?.len();
    let pieces = ReaderStream::with_capacity(tokio::fs::File::from_std(written), 64 * 1024);
    let mut response = file(log, "xlsx", XLSX, Body::from_stream(pieces));
    response.headers_mut().insert(CONTENT_LENGTH, size.into());
    Ok(response)
}

async fn wanted(app: &App, visitor: &Visitor, asked: &Asked, log: Log) -> Result<LogWanted, Failure> {
    let names = Names(app.desk.catalogs(&visitor.person).await?);
    let people = people(app, visitor, log).await?;
    let narrowed = narrow::read(asked, &names, &people, &visitor.zone);
    // A filter that cannot be read would take more away than was asked for, so nothing is.
    if let Some(wrong) = narrowed.filled.complaints.first() {
        return Err(Failure::Malformed(format!("{}={}", wrong.field, wrong.value)));
    }
    let text = |key: &str| words::text(visitor.language, key, &FluentArgs::new());
    let words = LogWords {
        results: results::words_for(visitor),
        request: text("column-request"),
        game: text("column-game"),
        direction: text("column-direction"),
        player: text("column-player"),
        items: text("column-delivered-items"),
        order_number: text("column-order"),
        reason: text("column-reason"),
        detail_reason: text("column-detail-reason"),
        requester: text("column-requester"),
        approver: text("column-approver"),
        info: text("delivery-info"),
        grant: text("direction-grant"),
        clawback: text("direction-clawback"),
    };
    Ok(LogWanted {
        log,
        filters: narrowed.filters,
        words,
        language: visitor.language.code(),
        zone: visitor.zone.clone(),
    })
}

/// `grantdesk-success.csv`
fn file(log: Log, ending: &str, kind: &'static str, body: Body) -> Response {
    let name = format!("attachment; filename=\"grantdesk-{}.{ending}\"", log.as_str());
    let headers =
        [(CONTENT_TYPE, kind.to_owned()), (CONTENT_DISPOSITION, name), (CACHE_CONTROL, "no-store".to_owned())];
    (headers, body).into_response()
}
