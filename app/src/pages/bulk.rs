//! A bulk file: what it would become, and once it is submitted, what became of it.

mod approval;
mod form;
mod found;
mod groups;
mod made;
mod posted;
mod preview;
mod problems;
mod rows;
mod template;

use axum::extract::{Path, Query, Request, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use grantdesk::batch::{Batch, BatchForm, BatchRefused};
use grantdesk::people::Permission;
use serde::Deserialize;
use uuid::Uuid;

pub use self::approval::approve;
use self::form::Defaults;
use self::posted::{Posted, Wish};
use self::preview::{Place, Preview};
pub use self::rows::findings;
pub use self::template::{csv, xlsx};
use crate::app::App;
use crate::asked::Asked;
use crate::failure::Failure;
use crate::render::page;
use crate::sent::{Sent, SentFile};
use crate::visitor::Visitor;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Which {
    batch: Option<String>,
}

/// An empty form, or one that has no file yet.
pub async fn new(State(app): State<App>, visitor: Visitor, Query(which): Query<Which>) -> Result<Response, Failure> {
    let first = app.desk.games_where(&visitor.person, Permission::Request).await?.into_iter().next();
    let first = first.ok_or(Failure::Forbidden)?;
    // As with a request's form: whoever goes back to this address finds what became of it.
    let Some(id) = which.batch else {
        return Ok(Redirect::to(&format!("/bulk/new?batch={}", Uuid::now_v7())).into_response());
    };
    let id = id.parse::<Uuid>().map_err(|_| Failure::NotFound)?.to_string();
    let form = match app.desk.db().batch(&id).await? {
        Some(_) => {
            let batch = app.desk.batch(&visitor.person, &id).await?;
            if batch.upload_id.is_some() || batch.submitted.is_some() {
                return Ok(Redirect::to(&place(&id)).into_response());
            }
            batch.form
        }
        None => BatchForm { game: first.code, ..BatchForm::default() },
    };
    show_new(&app, &visitor, id, form, false).await
}

async fn show_new(
    app: &App,
    visitor: &Visitor,
    id: String,
    form: BatchForm,
    no_file: bool,
) -> Result<Response, Failure> {
    let defaults = Defaults::read(app, visitor, id, form).await?;
    let unfinished = preview::unfinished(app, visitor, &defaults.id).await?;
    let mut response =
        page(app, visitor, "bulk-title", move || preview::empty(&defaults, &unfinished, no_file)).await?;
    if no_file {
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    Ok(response)
}

/// Takes a file and what is said beside it.
pub async fn begin(State(app): State<App>, visitor: Visitor, request: Request) -> Result<Response, Failure> {
    let (by_script, posted, file) = read(&app, &visitor, request).await?;
    let id = posted.id.ok_or_else(|| Failure::Malformed("batch".into()))?;
    let before = match app.desk.db().batch(&id).await? {
        Some(_) => Some(app.desk.batch(&visitor.person, &id).await?),
        None => None,
    };
    let kept = keep(&app, &visitor, &id, before.as_ref(), &posted.form, file).await?;
    switch(&app, &visitor, posted.wish).await?;
    if kept.upload_id.is_none() && kept.submitted.is_none() {
        if matches!(posted.wish, Wish::ChooseGame | Wish::Switch(_)) {
            return Ok(Redirect::to(&format!("/bulk/new?batch={id}")).into_response());
        }
        return show_new(&app, &visitor, id, kept.form, true).await;
    }
    Ok(sent_on(by_script, &place(&id)))
}

pub async fn show(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<String>,
    asked: Asked,
) -> Result<Response, Failure> {
    let batch = app.desk.batch(&visitor.person, &id).await?;
    if let Some(submitted) = batch.submitted.clone() {
        return made::show(&app, &visitor, &batch, submitted, asked).await;
    }
    if batch.upload_id.is_none() {
        return Ok(Redirect::to(&format!("/bulk/new?batch={id}")).into_response());
    }
    show_preview(&app, &visitor, batch, Place::of(&asked), None).await
}

async fn show_preview(
    app: &App,
    visitor: &Visitor,
    batch: Batch,
    place: Place,
    refused: Option<BatchRefused>,
) -> Result<Response, Failure> {
    let is_refused = refused.is_some();
    let preview = Preview::read(app, visitor, batch, place, refused).await?;
    let mut response = page(app, visitor, "bulk-title", move || preview.view()).await?;
    if is_refused {
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    Ok(response)
}

/// Changes what is said beside the file or the file itself, has it checked again, or submits it. Only what was shown
/// is submitted: what comes changed is shown first.
pub async fn change(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<String>,
    request: Request,
) -> Result<Response, Failure> {
    let batch = app.desk.batch(&visitor.person, &id).await?;
    if batch.user_id != visitor.person.id {
        return Err(Failure::Forbidden);
    }
    let (by_script, posted, file) = read(&app, &visitor, request).await?;
    let changed = file.is_some() || posted.form != batch.form;
    let batch = match changed {
        true => keep(&app, &visitor, &id, Some(&batch), &posted.form, file).await?,
        false => batch,
    };
    switch(&app, &visitor, posted.wish).await?;
    if posted.wish != Wish::Submit || changed || batch.submitted.is_some() {
        if posted.wish == Wish::Check && !changed {
            app.desk.check_batch_again(&visitor.person, &batch).await?;
        }
        return Ok(sent_on(by_script, &place(&id)));
    }
    let operator = app.desk.operator(&visitor.person, &batch.form.game).await?;
    match operator.submit_batch(&batch, &visitor.zone, visitor.language.code()).await? {
        Ok(requests) => {
            super::request::said(&visitor, "bulk-submitted", requests).keep(&visitor.session).await?;
            Ok(Redirect::to(&place(&id)).into_response())
        }
        Err(refused) => {
            // What others took meanwhile is found by looking again.
            app.desk.check_batch_again(&visitor.person, &batch).await?;
            show_preview(&app, &visitor, batch, Place::default(), Some(refused)).await
        }
    }
}

/// Does away with a file that was not submitted.
pub async fn discard(State(app): State<App>, visitor: Visitor, Path(id): Path<String>) -> Result<Redirect, Failure> {
    let done = app.desk.discard_batch(&visitor.person, &id).await;
    let done = done.map(|()| super::request::said(&visitor, "bulk-discarded", 0));
    super::request::answer(&visitor, "/bulk/new", String::new(), done).await
}

/// A form with or without a file. Whoever may ask nowhere sends none.
async fn read(app: &App, visitor: &Visitor, request: Request) -> Result<(bool, Posted, Option<SentFile>), Failure> {
    if !visitor.person.may_anywhere(Permission::Request) {
        return Err(Failure::Forbidden);
    }
    let by_script = request.headers().contains_key("x-upload");
    let sent = Sent::read(app, &visitor.person, request).await?;
    match (posted::read(sent.fields), sent.file) {
        (Ok(posted), file) => Ok((by_script, posted, file)),
        (Err(failure), file) => {
            if let Some(SentFile::Taken(upload)) = file {
                app.desk.discard_upload(&upload).await?;
            }
            Err(failure)
        }
    }
}

/// Keeps the form, and the file it came with or had before.
async fn keep(
    app: &App,
    visitor: &Visitor,
    id: &str,
    before: Option<&Batch>,
    form: &BatchForm,
    file: Option<SentFile>,
) -> Result<Batch, Failure> {
    let is_too_large = matches!(file, Some(SentFile::TooLarge));
    let upload = match file {
        Some(SentFile::Taken(upload)) => Some(upload),
        _ => None,
    };
    // The answer about repeated players was about the file before.
    let form = BatchForm { keep_first: form.keep_first && upload.is_none(), ..form.clone() };
    let has = upload.as_ref().map(|upload| upload.id.as_str()).or(before.and_then(|batch| batch.upload_id.as_deref()));
    let kept = app.desk.keep_batch(&visitor.person, id, &form, has).await;
    if let (false, Some(upload)) = (matches!(kept, Ok(true)), upload) {
        app.desk.discard_upload(&upload).await?;
    }
    kept?;
    // One that is submitted already is as it was then.
    let batch = app.desk.batch(&visitor.person, id).await?;
    if is_too_large { Err(Failure::FileTooLarge { back: place(id) }) } else { Ok(batch) }
}

/// Changes how the desk looks, if that is what was asked for.
async fn switch(app: &App, visitor: &Visitor, wish: Wish) -> Result<(), Failure> {
    if let Wish::Switch(look) = wish {
        app.desk.choose(&visitor.person, &look.of(visitor.person.settings())).await?;
    }
    Ok(())
}

fn place(id: &str) -> String {
    format!("/bulk/{id}")
}

/// A script asks to be told where to go; browsers are sent there.
fn sent_on(by_script: bool, place: &str) -> Response {
    if by_script { place.to_owned().into_response() } else { Redirect::to(place).into_response() }
}
