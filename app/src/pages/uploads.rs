//! What can be asked about a file of one's own: how far its check is, and everything that is wrong with it.

use axum::extract::{Path, State};
use axum::http::header::CACHE_CONTROL;
use axum::response::{IntoResponse, Response};
use grantdesk::error::Result as Done;
use grantdesk::list::PlayerKind;
use grantdesk::people::Person;
use grantdesk::request::ListFound;

use super::request_new::told;
use crate::app::App;
use crate::failure::Failure;
use crate::parts::findings::{Findings, PIECE, Told, file};
use crate::visitor::Visitor;
use crate::words::Language;

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
    let findings = ListFindings { app, person: visitor.person, language: visitor.language, upload, found, kind };
    Ok(file(findings, visitor.language))
}

struct ListFindings {
    app: App,
    person: Person,
    language: Language,
    upload: String,
    found: ListFound,
    kind: PlayerKind,
}

impl Findings for ListFindings {
    async fn read(&self, after: i64) -> Done<Vec<(i64, Told)>> {
        let findings = self.app.desk.list_findings(&self.person, &self.upload, after, PIECE).await?;
        let told = |finding| told(finding, &self.found, &self.kind, self.language);
        Ok(findings.into_iter().map(|(n, finding)| (n, told(finding))).collect())
    }
}
