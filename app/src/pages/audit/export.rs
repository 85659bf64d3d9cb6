use axum::body::Body;
use axum::extract::State;
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_LENGTH, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use fluent_bundle::FluentArgs;
use futures::TryStreamExt;
use grantdesk::error::Error;
use grantdesk::event::{ACTIONS, AuditFilters, AuditWords, SUBJECTS};
use tokio_util::io::ReaderStream;

use super::narrow::{self, FIELDS};
use crate::app::App;
use crate::asked::Asked;
use crate::failure::Failure;
use crate::pages::results::{CSV, XLSX};
use crate::parts::names::Names;
use crate::visitor::Visitor;
use crate::words;

/// What is filtered, as a file.
pub async fn csv(State(app): State<App>, visitor: Visitor, asked: Asked) -> Result<Response, Failure> {
    let admin = app.desk.admin(&visitor.person)?;
    let filters = filters(&app, &visitor, &asked).await?;
    let pieces = admin.audit_as_csv(filters, words_for(&visitor), visitor.zone.clone()).await?;
    let pieces = pieces.inspect_err(|error| tracing::error!(%error, "an exported log broke off"));
    Ok(file("csv", CSV, Body::from_stream(pieces)))
}

pub async fn xlsx(State(app): State<App>, visitor: Visitor, asked: Asked) -> Result<Response, Failure> {
    let admin = app.desk.admin(&visitor.person)?;
    let filters = filters(&app, &visitor, &asked).await?;
    let written = admin.audit_as_xlsx(filters, words_for(&visitor), visitor.zone.clone()).await?;
    let size = written.metadata().map_err(Error::from)?.len();
    let pieces = ReaderStream::with_capacity(tokio::fs::File::from_std(written), 64 * 1024);
    let mut response = file("xlsx", XLSX, Body::from_stream(pieces));
    response.headers_mut().insert(CONTENT_LENGTH, size.into());
    Ok(response)
}

/// A filter that cannot be read would take more away than was asked for, so nothing is.
async fn filters(app: &App, visitor: &Visitor, asked: &Asked) -> Result<AuditFilters, Failure> {
    let names = Names(app.desk.catalogs(&visitor.person).await?);
    let narrowed = narrow::read(&asked.only(FIELDS), &names, &visitor.zone);
    match narrowed.filled.complaints.first() {
        Some(wrong) => Err(Failure::Malformed(format!("{}={}", wrong.field, wrong.value))),
        None => Ok(narrowed.filters),
    }
}

fn words_for(visitor: &Visitor) -> AuditWords {
    let text = |key: &str| words::text(visitor.language, key, &FluentArgs::new());
    let mut zone = FluentArgs::new();
    zone.set("zone", visitor.zone.iana_name().unwrap_or_default().to_owned());
    AuditWords {
        number: text("audit-event"),
        time: words::text(visitor.language, "results-time", &zone),
        actor: text("audit-actor"),
        address: text("audit-address"),
        action: text("audit-action"),
        subject: text("audit-subject"),
        subject_number: text("audit-number"),
        before: text("audit-before"),
        after: text("audit-after"),
        details: text("audit-details"),
        title: text("audit-title"),
        actions: ACTIONS.iter().map(|action| (*action, text(&format!("action-{action}")))).collect(),
        subjects: SUBJECTS.iter().map(|subject| (*subject, text(&format!("subject-{subject}")))).collect(),
    }
}

fn file(ending: &str, kind: &'static str, body: Body) -> Response {
    let name = format!("attachment; filename=\"audit-log.{ending}\"");
    let headers =
        [(CONTENT_TYPE, kind.to_owned()), (CONTENT_DISPOSITION, name), (CACHE_CONTROL, "no-store".to_owned())];
    (headers, body).into_response()
}
