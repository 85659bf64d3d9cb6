//! A bulk file before it is submitted: what it would become, and what keeps it from that.

use grantdesk::batch::{Batch, BatchFile, BatchFound, BatchRefused, GroupSummary, RowFinding, RowProblem};
use grantdesk::error::Error;
use grantdesk::number::grouped;
use grantdesk::request::{Problem, number};
use grantdesk::upload::{Checking, Upload};
use leptos::prelude::*;

use super::super::request_new::under_way;
use super::form::Defaults;
use super::{found, groups, problems, rows};
use crate::app::App;
use crate::asked::Asked;
use crate::failure::Failure;
use crate::moment;
use crate::parts::icon::Icon;
use crate::parts::look::KeptForm;
use crate::parts::notice::Notice;
use crate::parts::pager::SHOWN;
use crate::parts::sentence::listed;
use crate::parts::when::Brief;
use crate::t;
use crate::visitor::Visitor;

/// So many unfinished files are offered.
const OFFERS: i64 = 5;

/// Where the two tables go on.
#[derive(Clone, Copy, Debug, Default)]
pub struct Place {
    pub requests_after: i64,
    pub rows_after: i64,
}

impl Place {
    pub fn of(asked: &Asked) -> Place {
        let after = |name| asked.get(name).parse().map_or(0, |after: i64| after.max(0));
        Place { requests_after: after("requests_after"), rows_after: after("rows_after") }
    }

    pub fn requests(self, after: i64) -> Place {
        Place { requests_after: after, ..self }
    }

    pub fn rows(self, after: i64) -> Place {
        Place { rows_after: after, ..self }
    }

    pub fn href(self, id: &str, table: &str) -> String {
        format!("/bulk/{id}?requests_after={}&rows_after={}#{table}", self.requests_after, self.rows_after)
    }
}

#[derive(Debug)]
pub struct Preview {
    pub defaults: Defaults,
    pub file: BatchFile,
    pub groups: Vec<(i64, GroupSummary)>,
    pub findings: Vec<(i64, RowFinding)>,
    pub place: Place,
    pub refused: Option<BatchRefused>,
}

impl Preview {
    pub async fn read(
        app: &App,
        visitor: &Visitor,
        batch: Batch,
        place: Place,
        refused: Option<BatchRefused>,
    ) -> Result<Preview, Failure> {
        let (desk, person) = (&app.desk, &visitor.person);
        let file = desk.batch_file(person, &batch, &visitor.zone, visitor.language.code()).await?;
        let file = file.ok_or(Failure::NotFound)?;
        let mut defaults = Defaults::read(app, visitor, batch.id, batch.form).await?;
        let (mut groups, mut findings) = (Vec::new(), Vec::new());
        if let Checking::Done(found) = &file.checking {
            defaults.unsaid = found.unsaid.clone();
            groups = desk.batch_groups(person, &file.upload.id, place.requests_after, SHOWN).await?;
            findings = desk.batch_findings(person, &file.upload.id, place.rows_after, SHOWN).await?;
        }
        Ok(Preview { defaults, file, groups, findings, place, refused })
    }

    pub fn view(&self) -> AnyView {
        provide_context(KeptForm::Whole { id: "request", on_enter: "look" });
        let id = &self.defaults.id;
        let content = match &self.file.checking {
            Checking::UnderWay { rows } => {
                view! { <section class="panel">{under_way(&self.file.upload.id, *rows, t!("bulk-under-way-hint"))}</section> }.into_any()
            }
            Checking::Done(found) => self.found(found),
        };
        view! {
            {heading()}
            {self.refused.as_ref().map(refused)}
            <form id="request" class="stack" method="post" action=format!("/bulk/{id}") enctype="multipart/form-data" novalidate>
                {self.file_panel()}
                {content}
                {self.bar()}
            </form>
        }
        .into_any()
    }

    fn found(&self, found: &BatchFound) -> AnyView {
        let Defaults { id, form, catalog, .. } = &self.defaults;
        let refusal = found.refusal.as_ref().map(problems::refusal);
        let refusal = refusal.map(|text| view! { <Notice tone="bad" icon="failed">{text}</Notice> });
        let unsaid = (!found.unsaid.is_empty()).then(|| {
            let names: Vec<String> = found.unsaid.iter().map(|said| found::said(*said)).collect();
            view! { <Notice tone="bad" icon="failed"><a href="#change">{t!("bulk-unsaid", names = listed(&names))}</a></Notice> }
        });
        let good = (found.is_good() && (found.repeated == 0 || form.keep_first) && self.refused.is_none()).then(|| {
            view! { <Notice tone="good" icon="succeeded">{t!("bulk-nothing-wrong")}</Notice> }
        });
        let totals = (!found.totals.is_empty()).then(|| {
            view! { <section class="panel"><h2>{t!("bulk-totals")}</h2>{found::totals(&found.totals, catalog)}</section> }
        });
        let was_read = found.format.is_some();
        view! {
            {refusal}
            {unsaid}
            {good}
            {was_read.then(|| found::stats(found, form.keep_first))}
            {rows::view(self, found)}
            {totals}
            {groups::view(&self.groups, found, catalog, id, self.place)}
        }
        .into_any()
    }

    /// The file, and what can be changed: its place, and what it does not say.
    fn file_panel(&self) -> AnyView {
        let found = match &self.file.checking {
            Checking::Done(found) => Some(found),
            Checking::UnderWay { .. } => None,
        };
        let facts = match found {
            Some(found) => found::facts(&self.file.upload, found),
            None => ().into_any(),
        };
        let open = found.is_some_and(|found| !found.unsaid.is_empty() || found.refusal.is_some());
        let keep_first = self.defaults.form.keep_first.then(|| {
            view! {
                <label class="check">
                    <input type="checkbox" name="keep_first" value="true" checked/>
                    <span>{t!("new-keeping-first")}</span>
                </label>
            }
        });
        view! {
            <section class="panel" aria-labelledby="file-title">
                <header>
                    <h2 id="file-title">{t!("bulk-the-file")}</h2>
                    <button class="quiet" name="do" value="check"><Icon name="again"/>{t!("bulk-check-again")}</button>
                </header>
                {facts}
                {keep_first}
                <details class="change" id="change" open=open>
                    <summary>{t!("bulk-change")}</summary>
                    <div class="stack">
                        <div class="row ends"><p class="soft">{t!("bulk-defaults-hint")}</p>{self.defaults.templates()}</div>
                        {self.defaults.fields(t!("file-another-hint"), false)}
                        <div class="row"><button name="do" value="check"><Icon name="again"/>{t!("bulk-check-again")}</button></div>
                    </div>
                </details>
            </section>
        }
        .into_any()
    }

    fn bar(&self) -> AnyView {
        let requests = match &self.file.checking {
            Checking::Done(found) => found.requests,
            Checking::UnderWay { .. } => 0,
        };
        let wait = self.wait();
        let disabled = wait.is_some();
        let said = wait.unwrap_or_else(|| t!("bulk-ready"));
        let submit = if requests == 0 { t!("bulk-submit-none") } else { t!("bulk-submit", count = requests) };
        view! {
            <div class="bulkbar" role="group" aria-label=t!("bulk-submit-bar")>
                <p id="why-not">{said}</p>
                <button class="primary" name="do" value="submit" disabled=disabled aria-describedby="why-not">{submit}</button>
            </div>
        }
        .into_any()
    }

    /// Why it cannot be submitted yet.
    fn wait(&self) -> Option<String> {
        let found = match &self.file.checking {
            Checking::Done(found) => found,
            Checking::UnderWay { .. } => return Some(t!("bulk-wait-check")),
        };
        if found.refusal.is_some() {
            Some(t!("bulk-wait-file"))
        } else if !found.unsaid.is_empty() {
            Some(t!("bulk-wait-unsaid"))
        } else if found.bad > 0 {
            Some(t!("bulk-wait-rows", count = found.bad))
        } else if found.repeated > 0 && !self.defaults.form.keep_first {
            Some(t!("bulk-wait-repeated", count = found.repeated))
        } else {
            None
        }
    }
}

fn heading() -> AnyView {
    view! { <header class="heading"><div><h1>{t!("bulk-title")}</h1><p>{t!("bulk-intro")}</p></div></header> }
        .into_any()
}

/// Why nothing was submitted.
fn refused(refused: &BatchRefused) -> AnyView {
    let text = match refused {
        BatchRefused::Wrong => t!("bulk-refused-wrong"),
        BatchRefused::Repeated => t!("bulk-refused-repeated"),
        BatchRefused::OrdersTaken(taken) => t!("bulk-refused-orders", count = taken.len()),
    };
    let taken = match refused {
        BatchRefused::OrdersTaken(taken) => taken.as_slice(),
        _ => &[],
    };
    let taken = taken.iter().take(20).filter_map(|finding| {
        let RowProblem::Form(Problem::OrderTaken(no)) = finding.problem else { return None };
        let order = finding.text.clone();
        Some(view! {
            <li><code>{order}</code>" "<a href=format!("/requests/{no}")>{number(no)}</a></li>
        })
    });
    let taken = taken.collect_view();
    view! {
        <div class="notice summary" data-tone="bad" role="alert" tabindex="-1" autofocus>
            <Icon name="failed"/>
            <div><h2>{text}</h2><ul>{taken}</ul></div>
        </div>
    }
    .into_any()
}

/// A form that has no file yet.
pub fn empty(defaults: &Defaults, unfinished: &[(Batch, Upload)], no_file: bool) -> AnyView {
    provide_context(KeptForm::Whole { id: "request", on_enter: "look" });
    view! {
        {heading()}
        {offers(unfinished, defaults)}
        <form id="request" class="stack" method="post" action="/bulk/new" enctype="multipart/form-data" novalidate>
            <input type="hidden" name="batch" value=defaults.id.clone()/>
            <section class="panel" aria-labelledby="file-title">
                <header><h2 id="file-title">{t!("bulk-the-file")}</h2>{defaults.templates()}</header>
                <p class="soft">{t!("bulk-template-hint")}</p>
                <div class="stack">
                    {defaults.fields(t!("bulk-file-hint"), no_file)}
                    <div class="row">
                        <button class="primary" name="do" value="look"><Icon name="upload"/>{t!("bulk-read")}</button>
                        <small>{t!("bulk-read-hint")}</small>
                    </div>
                </div>
            </section>
        </form>
    }
    .into_any()
}

/// One's own files that wait to be submitted.
pub async fn unfinished(app: &App, visitor: &Visitor, but: &str) -> Result<Vec<(Batch, Upload)>, Failure> {
    let mut unfinished = Vec::new();
    for batch in app.desk.unfinished_batches(&visitor.person, OFFERS).await? {
        let Some(upload) = batch.upload_id.clone().filter(|_| batch.id != but) else { continue };
        match app.desk.upload(&visitor.person, &upload).await {
            Ok(upload) => unfinished.push((batch, upload)),
            // It went while this page was made.
            Err(Error::NotFound) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Ok(unfinished)
}

fn offers(unfinished: &[(Batch, Upload)], defaults: &Defaults) -> Option<AnyView> {
    if unfinished.is_empty() {
        return None;
    }
    let files = unfinished.iter().map(|(batch, upload)| {
        let game = defaults.games.iter().find(|game| game.id == batch.game_id);
        let game = game.map(|game| game.names.in_language(defaults.language.code()).to_owned());
        let time = moment::long(batch.updated_at);
        view! {
            <li>
                <p><strong>{upload.name.clone()}</strong>" · "{game}" · "<Brief at=batch.updated_at now=defaults.now/></p>
                <a class="button" href=format!("/bulk/{}", batch.id) aria-label=t!("bulk-continue-from", name = upload.name.clone(), time = time.clone())>
                    {t!("unfinished-continue")}
                </a>
                <form method="post" action=format!("/bulk/{}/removal", batch.id)>
                    <button class="quiet" aria-label=t!("bulk-discard-from", name = upload.name.clone(), time = time)>{t!("unfinished-discard")}</button>
                </form>
            </li>
        }
    });
    Some(
        view! {
            <section class="panel unfinished" aria-labelledby="unfinished">
                <h2 id="unfinished">{t!("bulk-unfinished", count = grouped(unfinished.len() as i128))}</h2>
                <ul>{files.collect_view()}</ul>
            </section>
        }
        .into_any(),
    )
}
