//! What can be asked about a file of one's own: how far its check is, and everything that is wrong with it.

use std::io;

use axum::body::{Body, Bytes};
use axum::extract::{Path, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use csv::{Terminator, WriterBuilder};
use fluent_bundle::FluentArgs;
use futures::TryStreamExt;
use futures::stream::try_unfold;
use grantdesk::error::Result as Done;
use grantdesk::list::PlayerKind;
use grantdesk::people::Person;
use grantdesk::request::ListFound;
use grantdesk::results::defuse;

use super::request_new::Told;
use crate::app::App;
use crate::failure::Failure;
use crate::visitor::Visitor;
use crate::words::{self, Language};

/// Findings that are read at once.
const PIECE: i64 = 1_000;

/// Tells spreadsheets that it is UTF-8.
const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// How many rows were read so far, or that nobody is reading any more.
pub async fn rows(
    State(app): State<App>,
    visitor: Visitor,
    Path(upload): Path<String>,
) -> Result<impl IntoResponse, Failure> {
    let upload = app.desk.upload(&visitor.person, &upload).await?;
    let rows = upload.rows_so_far(app.desk.now()).map_or("done".to_owned(), |rows| rows.to_string());
    Ok(([(CACHE_CONTROL, "no-store")], rows))
}

/// Every finding, one a line, in the person's language.
pub async fn findings(
    State(app): State<App>,
    visitor: Visitor,
    Path(upload): Path<String>,
) -> Result<Response, Failure> {
    let (found, kind) = app.desk.list_found(&visitor.person, &upload).await?;
    let file = Findings { app, person: visitor.person, language: visitor.language, upload, found, kind };
    let pieces = try_unfold((file, None), |(file, after)| async move {
        Ok(file.piece(after).await?.map(|(piece, last)| (piece, (file, Some(last)))))
    });
    let pieces =
        pieces.inspect_err(|error: &grantdesk::error::Error| tracing::error!(%error, "a file of findings broke off"));
    let headers = [
        (CONTENT_TYPE, "text/csv; charset=utf-8"),
        (CONTENT_DISPOSITION, "attachment; filename=\"findings.csv\""),
        (CACHE_CONTROL, "no-store"),
    ];
    Ok((headers, Body::from_stream(pieces)).into_response())
}

struct Findings {
    app: App,
    person: Person,
    language: Language,
    upload: String,
    found: ListFound,
    kind: PlayerKind,
}

impl Findings {
    /// The findings after that one and the place of the last of them; at first, the headings as well.
    async fn piece(&self, after: Option<i64>) -> Done<Option<(Bytes, i64)>> {
        let findings =
            self.app.desk.list_findings(&self.person, &self.upload, after.unwrap_or_default(), PIECE).await?;
        let Some(last) = findings.last().map(|(n, _)| *n).or(after.is_none().then_some(0)) else { return Ok(None) };
        let mut bytes = Vec::new();
        if after.is_none() {
            bytes.extend(BYTE_ORDER_MARK);
        }
        let mut csv = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(bytes);
        if after.is_none() {
            let heading = |key| words::text(self.language, key, &FluentArgs::new());
            let headings = ["new-line", "file-column", "file-found", "file-problem", "file-remedy"].map(heading);
            csv.write_record(headings).map_err(io::Error::from)?;
        }
        for (_, finding) in findings {
            let told = Told::of(finding, &self.found, &self.kind, self.language);
            let texts = [told.column, told.text, told.problem, told.remedy];
            csv.write_field(told.line.to_string()).map_err(io::Error::from)?;
            csv.write_record(texts.iter().map(|text| defuse(text).into_owned())).map_err(io::Error::from)?;
        }
        let bytes = csv.into_inner().map_err(|error| error.into_error())?;
        Ok(Some((bytes.into(), last)))
    }
}
