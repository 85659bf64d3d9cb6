//! The rows of a bulk file that are wrong: fifty on a page, and all of them as a file.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::response::Response;
use grantdesk::batch::{BatchFound, Said};
use grantdesk::catalog::Catalog;
use grantdesk::error::Result as Done;
use grantdesk::list::PlayerKind;
use grantdesk::number::grouped;
use grantdesk::people::Person;
use grantdesk::request::number;
use grantdesk::upload::Checking;
use leptos::prelude::*;

use super::preview::Preview;
use super::problems::Telling;
use crate::app::App;
use crate::failure::Failure;
use crate::parts::findings::{self, Findings, PIECE, Told};
use crate::parts::icon::Icon;
use crate::parts::pager::pager;
use crate::parts::sentence::{Around, HERE};
use crate::t;
use crate::visitor::Visitor;
use crate::words::Language;

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
                <div class="scroll" tabindex="0" role="group" aria-label=t!("bulk-findings", count = count)>
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
            let number = number(no);
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
    let kind = catalog.id_kind_or_first(code);
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
    let language = visitor.language;
    let findings = RowFindings { app, person, language, upload: file.upload.id, catalog, kind };
    Ok(findings::file(findings, language))
}

struct RowFindings {
    app: App,
    person: Person,
    language: Language,
    upload: String,
    catalog: Arc<Catalog>,
    kind: Option<PlayerKind>,
}

impl Findings for RowFindings {
    async fn read(&self, after: i64) -> Done<Vec<(i64, Told)>> {
        let findings = self.app.desk.batch_findings(&self.person, &self.upload, after, PIECE).await?;
        let telling = Telling { catalog: &self.catalog, kind: self.kind.as_ref(), language: self.language };
        Ok(findings.into_iter().map(|(n, finding)| (n, telling.told(finding))).collect())
    }
}
