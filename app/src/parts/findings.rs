//! What is wrong with the rows of a file, as it is told in tables and in files.

use std::io;

use axum::body::{Body, Bytes};
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use csv::{Terminator, WriterBuilder};
use fluent_bundle::FluentArgs;
use futures::TryStreamExt;
use futures::stream::try_unfold;
use grantdesk::error::{Error, Result};
use grantdesk::results::defuse;

use crate::words::{self, Language};

/// Findings that are read at once.
pub const PIECE: i64 = 1_000;

/// Tells spreadsheets that it is UTF-8.
const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// A finding as it is read.
#[derive(Clone, Debug)]
pub struct Told {
    pub line: usize,
    pub column: String,
    pub text: String,
    pub problem: String,
    pub remedy: String,
    /// The request that holds the order number.
    pub holder: Option<i64>,
}

/// All findings of a file, a piece at a time.
pub trait Findings: Send + Sync + 'static {
    /// At most `PIECE` findings after that one, each with its place.
    fn read(&self, after: i64) -> impl Future<Output = Result<Vec<(i64, Told)>>> + Send;
}

/// Every finding, one a line, in a language, to be taken away.
pub fn file(findings: impl Findings, language: Language) -> Response {
    let pieces = try_unfold((findings, None), move |(findings, after)| async move {
        let piece = piece(&findings, after, language).await?;
        Ok(piece.map(|(piece, last)| (piece, (findings, Some(last)))))
    });
    let pieces = pieces.inspect_err(|error: &Error| tracing::error!(%error, "a file of findings broke off"));
    let headers = [
        (CONTENT_TYPE, "text/csv; charset=utf-8"),
        (CONTENT_DISPOSITION, "attachment; filename=\"findings.csv\""),
        (CACHE_CONTROL, "no-store"),
    ];
    (headers, Body::from_stream(pieces)).into_response()
}

/// The findings after that one and the place of the last of them; at first, the headings as well.
async fn piece(findings: &impl Findings, after: Option<i64>, language: Language) -> Result<Option<(Bytes, i64)>> {
    let findings = findings.read(after.unwrap_or_default()).await?;
    let Some(last) = findings.last().map(|(n, _)| *n).or(after.is_none().then_some(0)) else { return Ok(None) };
    let mut bytes = Vec::new();
    if after.is_none() {
        bytes.extend(BYTE_ORDER_MARK);
    }
    let mut csv = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(bytes);
    if after.is_none() {
        let heading = |key| words::text(language, key, &FluentArgs::new());
        let headings = ["new-line", "file-column", "file-found", "file-problem", "file-remedy"].map(heading);
        csv.write_record(headings).map_err(io::Error::from)?;
    }
    for (_, told) in findings {
        let texts = [told.column, told.text, told.problem, told.remedy];
        csv.write_field(told.line.to_string()).map_err(io::Error::from)?;
        csv.write_record(texts.iter().map(|text| defuse(text).into_owned())).map_err(io::Error::from)?;
    }
    let bytes = csv.into_inner().map_err(|error| error.into_error())?;
    Ok(Some((bytes.into(), last)))
}
