mod complaints;
pub(super) mod favorites;
mod file;
mod findings;
mod form;
mod gone;
mod items;
mod outlook;
mod posted;
pub(super) mod reasons;
mod steps;
mod unfinished;

use axum::extract::{Path, Query, Request, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use fluent_bundle::FluentArgs;
use grantdesk::favorite::NameProblem;
use grantdesk::people::Permission;
use grantdesk::request::{Complaint, Direction, Draft, Field, Form, PlayerList, Problem, check};
use serde::Deserialize;
use uuid::Uuid;

use self::complaints::Complaints;
use self::favorites::Shown;
pub(super) use self::file::{notes, read_as, sending, under_way};
pub(super) use self::findings::told;
use self::form::Sheet;
use self::posted::{Posted, Wish};
use crate::app::App;
use crate::failure::Failure;
use crate::flash::Flash;
use crate::parts::pager::SHOWN;
use crate::render::page;
use crate::sent::{Sent, SentFile};
use crate::visitor::Visitor;
use crate::words;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Which {
    draft: Option<String>,
    /// The request that this draft became before it was changed.
    submitted: Option<i64>,
    /// Where the findings in the file go on.
    after: i64,
    /// Why it was not saved as a favorite.
    unsaved: Option<String>,
}

pub async fn show(State(app): State<App>, visitor: Visitor, Query(which): Query<Which>) -> Result<Response, Failure> {
    let person = &visitor.person;
    let games = app.desk.games_where(person, Permission::Request).await?;
    let first = games.first().ok_or(Failure::Forbidden)?;
    // The key of a form stands in its address: whoever goes back to it finds what became of it, not a second form.
    let Some(key) = which.draft else {
        return Ok(Redirect::to(&format!("/requests/new?draft={}", Uuid::now_v7())).into_response());
    };
    let key: Uuid = key.parse().map_err(|_| Failure::NotFound)?;
    let draft = app.desk.draft(person, &key.to_string()).await?;
    if draft.is_none()
        && let Some(request) = app.desk.submitted(person, &key.to_string()).await?
    {
        return Ok(Redirect::to(&format!("/requests/{}", request.id)).into_response());
    }
    let kept_at = draft.as_ref().map(|draft| draft.updated_at);
    let draft = draft.unwrap_or_else(|| Draft {
        id: key.to_string(),
        form: Form { game: first.code.clone(), direction: Direction::Grant.as_str().into(), ..Form::default() },
        refused: false,
        updated_at: app.desk.now(),
    });

    let operator = app.desk.operator(person, &draft.form.game).await?;
    let catalog = app.desk.catalog(person, &draft.form.game).await?;
    let holder = operator.order_holder(&draft.form).await?;
    let file = app.desk.list_file(person, &draft.form, &catalog, visitor.language.code()).await?;
    let after = which.after.max(0);
    let findings = match &file {
        Some(file) => app.desk.list_findings(person, &file.upload.id, after, SHOWN).await?,
        None => Vec::new(),
    };
    let list = match draft.form.file.as_str() {
        "" => PlayerList::typed(&draft.form, &catalog).0,
        _ => PlayerList::of_file(&draft.form, file.as_ref()),
    };
    let mut complaints = check(&draft.form, &catalog, &visitor.zone, &list).err().unwrap_or_default();
    if let Some(no) = holder {
        complaints.push(Complaint { field: Field::OrderNumber, problem: Problem::OrderTaken(no) });
    }
    // That a file is being checked is no mistake of anybody's; it is said where the file is.
    complaints.retain(|complaint| complaint.problem != Problem::UnderWay);
    if !draft.refused {
        // Nobody says of an unfinished form that it is not finished.
        complaints.retain(|complaint| complaint.problem != Problem::Missing);
    }
    let unfinished = match kept_at {
        Some(_) => Vec::new(),
        None => app.desk.unfinished_forms(person).await?,
    };
    let unsaved = which.unsaved.as_deref().and_then(NameProblem::parse);
    let is_refused = draft.refused && !complaints.is_empty() || unsaved.is_some();
    let favorites = Shown::read(&app, person).await?;
    let sheet = Sheet {
        key: draft.id,
        checked: draft.refused,
        kept_at,
        submitted: which.submitted,
        complaints: Complaints::new(complaints, &catalog, visitor.language.code()),
        file,
        findings,
        after,
        // One that is begun in a game where its writer may not ask any more cannot be continued.
        unfinished: unfinished
            .into_iter()
            .filter(|one| games.iter().any(|game| game.code == one.draft.form.game))
            .collect(),
        favorites,
        unsaved,
        form: draft.form,
        now: app.desk.now(),
        language: visitor.language,
        zone: visitor.zone.clone(),
        games,
        catalog,
    };
    let mut response = page(&app, &visitor, "new-title", move || form::view(&sheet)).await?;
    if is_refused {
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    Ok(response)
}

/// Takes a form. A script that sends it asks to be told where to go; browsers are sent there.
pub async fn submit(State(app): State<App>, visitor: Visitor, request: Request) -> Result<Response, Failure> {
    if !visitor.person.may_anywhere(Permission::Request) {
        return Err(Failure::Forbidden);
    }
    let by_script = request.headers().contains_key("x-upload");
    let sent = Sent::read(&app, &visitor.person, request).await?;
    let upload = match &sent.file {
        Some(SentFile::Taken(upload)) => Some(upload.clone()),
        _ => None,
    };
    match take(&app, &visitor, sent).await {
        Ok(place) if by_script => Ok(place.into_response()),
        Ok(place) => Ok(Redirect::to(&place).into_response()),
        Err(failure) => {
            if let Some(upload) = upload {
                app.desk.discard_upload(&upload).await?;
            }
            Err(failure)
        }
    }
}

/// Makes the request, or keeps the form: where to go.
async fn take(app: &App, visitor: &Visitor, sent: Sent) -> Result<String, Failure> {
    let Posted { key, wish, mut form, seen, replace } = posted::read(sent.fields)?;
    let operator = app.desk.operator(&visitor.person, &form.game).await?;
    match &sent.file {
        Some(SentFile::Taken(upload)) if wish == Wish::RemoveFile => app.desk.discard_upload(upload).await?,
        Some(SentFile::Taken(upload)) => {
            form.file = upload.id.clone();
            form.keep_first = false;
        }
        _ => {}
    }
    if let Wish::Apply(favorite) = wish {
        form = app.desk.apply_favorite(&visitor.person, favorite, &form, visitor.language.code()).await?;
    }
    let keep = async |key: Uuid, refused: bool| {
        let kept = app.desk.keep_draft(&visitor.person, &key.to_string(), &form, refused).await?;
        if kept { Ok(format!("/requests/new?draft={key}")) } else { Err(Failure::NotFound) }
    };
    if let Some(SentFile::TooLarge) = sent.file {
        return Err(Failure::FileTooLarge { back: keep(key, false).await? });
    }
    match wish {
        Wish::Check => return keep(key, true).await,
        // The new line takes the focus by itself.
        Wish::AddItem => return keep(key, false).await,
        Wish::Remove(_) => return Ok(format!("{}#what", keep(key, false).await?)),
        Wish::RemoveFile => return Ok(format!("{}#who", keep(key, false).await?)),
        Wish::ChooseGame => return Ok(format!("{}#where", keep(key, false).await?)),
        Wish::Look(look) => {
            let before = app.desk.draft(&visitor.person, &key.to_string()).await?;
            let place = keep(key, before.is_some_and(|draft| draft.refused)).await?;
            app.desk.choose(&visitor.person, &look.of(visitor.person.settings())).await?;
            return Ok(place);
        }
        Wish::Apply(_) => return keep(key, false).await,
        Wish::SaveFavorite => return favorites::keep(app, visitor, operator, key, form, None).await,
        Wish::ReplaceFavorite => {
            let replaced = replace.ok_or_else(|| Failure::Malformed("replace".into()))?;
            return favorites::keep(app, visitor, operator, key, form, Some(replaced)).await;
        }
        Wish::Submit | Wish::KeepFirst => {}
    }
    // What was cleaned is looked at before it becomes a request.
    let catalog = app.desk.catalog(&visitor.person, &form.game).await?;
    let file = app.desk.list_file(&visitor.person, &form, &catalog, visitor.language.code()).await?;
    if file.as_ref().and_then(file::cleaned).is_some_and(|cleaned| cleaned != seen) {
        return keep(key, true).await;
    }
    match operator.submit(&form, &key.to_string(), &visitor.zone, visitor.language.code()).await? {
        Ok(request) => {
            let mut args = FluentArgs::new();
            args.set("request", request.number());
            Flash::good(words::text(visitor.language, "new-requested", &args)).keep(&visitor.session).await?;
            Ok(format!("/requests/{}", request.id))
        }
        Err(complaints) => match complaints.iter().find_map(already_submitted) {
            // What was changed since is a form of its own.
            Some(no) => Ok(format!("{}&submitted={no}", keep(Uuid::now_v7(), true).await?)),
            None => keep(key, true).await,
        },
    }
}

/// Does away with a form that was begun.
pub async fn discard(State(app): State<App>, visitor: Visitor, Path(id): Path<String>) -> Result<Redirect, Failure> {
    app.desk.discard_draft(&visitor.person, &id).await?;
    Ok(Redirect::to("/requests/new"))
}

fn already_submitted(complaint: &Complaint) -> Option<i64> {
    match complaint.problem {
        Problem::AlreadySubmitted(no) => Some(no),
        _ => None,
    }
}
