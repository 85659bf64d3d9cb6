//! The rows of a bulk file that are wrong: fifty on a page, and all of them as a file.

use std::io;

use axum::body::{Body, Bytes};
use axum::extract::{Path, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use csv::{Terminator, WriterBuilder};
use fluent_bundle::FluentArgs;
use futures::TryStreamExt;
use futures::stream::try_unfold;
use grantdesk::batch::{BatchFound, Said};
use grantdesk::catalog::Catalog;
use grantdesk::error::{Error, Result as Done};
use grantdesk::list::PlayerKind;
use grantdesk::number::grouped;
use grantdesk::people::Person;
use grantdesk::results::defuse;
use grantdesk::upload::Checking;
use leptos::prelude::*;

use super::groups::pager;
use super::preview::Preview;
use super::problems::{Telling, Told};
use crate::app::App;
use crate::failure::Failure;
use crate::parts::icon::Icon;
use crate::parts::sentence::{Around, HERE};
use crate::t;
use crate::visitor::Visitor;
use crate::words::{self, Language};

/// Findings that are read at once.
const PIECE: i64 = 1_000;

/// Tells spreadsheets that it is UTF-8.
const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// The page of findings that is asked for, and the question about repeated players.
pub fn view(preview: &Preview, found: &BatchFound) -> Option<AnyView> {
    let count = (found.bad + found.repeated) as i64;
    if count == 0 {
        return None;
    }
    let defaults = &preview.defaults;
    let kind = kind(&defaults.catalog, &defaults.form.id_kind, found);
    let telling = Telling { catalog: &defaults.catalog, kind: kind.as_ref(), language: defaults.language };
    let rows = preview.findings.iter().map(|(_, finding)| row(telling.told(finding.clone()))).collect_view();
    let asks = found.repeated > 0 && !defaults.form.keep_first && found.refusal.is_none();
    let question = asks.then(|| {
        view! {
            <footer class="row">
                <button name="do" value="keep-first" aria-describedby="keep-first-hint">{t!("bulk-keep-first")}</button>
                <small id="keep-first-hint">{t!("bulk-keep-first-hint")}</small>
            </footer>
        }
    });
    let (tone, icon) = if found.bad > 0 { ("bad", "failed") } else { ("warn", "warn") };
    let (id, place) = (&defaults.id, preview.place);
    Some(
        view! {
            <section class="panel" id="rows" data-tone=tone aria-labelledby="rows-title">
                <header>
                    <h2 id="rows-title"><Icon name=icon/>{t!("bulk-findings", count = count)}</h2>
                    <a class="button" href=format!("/bulk/{id}/findings.csv") download>
                        <Icon name="download"/>
                        {t!("file-findings-as-file")}
                    </a>
                </header>
                <div class="scroll" tabindex="0" role="region" aria-label=t!("bulk-findings", count = count)>
                    <table class="cards findings">
                        <thead>
                            <tr>
                                <th scope="col" class="num">{t!("new-line")}</th>
                                <th scope="col">{t!("file-column")}</th>
                                <th scope="col">{t!("file-found")}</th>
                                <th scope="col">{t!("file-problem")}</th>
                                <th scope="col">{t!("file-remedy")}</th>
                            </tr>
                        </thead>
                        <tbody>{rows}</tbody>
                    </table>
                </div>
                {pager(count, place.rows_after, |after| place.rows(after).href(id, "rows"))}
                {question}
            </section>
        }
        .into_any(),
    )
}

fn row(told: Told) -> AnyView {
    let Told { line, column, text, problem, remedy, holder } = told;
    let problem = match holder {
        Some(no) => {
            let number = format!("R-{no}");
            let text = problem.replace(&number, HERE);
            view! { <Around text><a href=format!("/requests/{no}")>{number}</a></Around> }.into_any()
        }
        None => problem.into_any(),
    };
    view! {
        <tr>
            <th scope="row" class="num" data-label=t!("new-line")>{grouped(line as i128)}</th>
            <td class="short"><code>{column}</code></td>
            <td class="odd short push"><code>{text}</code></td>
            <td class="wrap">{problem}</td>
            <td class="wrap soft">{remedy}</td>
        </tr>
    }
    .into_any()
}

/// The kind of ID that every row has: none when a column says it row by row.
fn kind(catalog: &Catalog, code: &str, found: &BatchFound) -> Option<PlayerKind> {
    let by_row = found.columns.iter().any(|column| column.said == Said::IdKind);
    let kind = catalog.id_kinds.iter().find(|kind| kind.code == code).or(catalog.id_kinds.first());
    kind.filter(|_| !by_row).map(PlayerKind::from)
}

/// Every finding, one a line, in the person's language.
pub async fn findings(State(app): State<App>, visitor: Visitor, Path(id): Path<String>) -> Result<Response, Failure> {
    let person = visitor.person;
    let batch = app.desk.batch(&person, &id).await?;
    let file = app.desk.batch_file(&person, &batch, &visitor.zone, visitor.language.code()).await?;
    let file = file.ok_or(Failure::NotFound)?;
    let Checking::Done(found) = file.checking else { return Err(Failure::NotFound) };
    let catalog = app.desk.catalog(&person, &batch.form.game).await?;
    let kind = kind(&catalog, &batch.form.id_kind, &found);
    let findings = Findings { app, person, language: visitor.language, upload: file.upload.id, catalog, kind };
    let pieces = try_unfold((findings, None), |(findings, after)| async move {
        Ok(findings.piece(after).await?.map(|(piece, last)| (piece, (findings, Some(last)))))
    });
    let pieces = pieces.inspect_err(|error: &Error| tracing::error!(%error, "a file of findings broke off"));
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
    catalog: Catalog,
    kind: Option<PlayerKind>,
}

impl Findings {
    /// The findings after that one and the place of the last of them; at first, the headings as well.
    async fn piece(&self, after: Option<i64>) -> Done<Option<(Bytes, i64)>> {
        let findings =
            self.app.desk.batch_findings(&self.person, &self.upload, after.unwrap_or_default(), PIECE).await?;
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
        let telling = Telling { catalog: &self.catalog, kind: self.kind.as_ref(), language: self.language };
        for (_, finding) in findings {
            let told = telling.told(finding);
            csv.write_field(told.line.to_string()).map_err(io::Error::from)?;
            for text in [&told.column, &told.text, &told.problem, &told.remedy] {
                csv.write_field(defuse(text).as_bytes()).map_err(io::Error::from)?;
            }
            csv.write_record(None::<&[u8]>).map_err(io::Error::from)?;
        }
        let bytes = csv.into_inner().map_err(|error| error.into_error())?;
        Ok(Some((bytes.into(), last)))
    }
}
