mod complaints;
mod file;
mod form;
mod items;
mod outlook;
mod posted;
mod steps;

use axum::extract::{Query, Request, State};
use axum::response::{IntoResponse, Redirect, Response};
use fluent_bundle::FluentArgs;
use grantdesk::people::Permission;
use grantdesk::request::{Complaint, Direction, Draft, Field, Form, PlayerList, Problem, check};
use serde::Deserialize;
use uuid::Uuid;

use self::complaints::Complaints;
use self::form::Sheet;
use self::posted::Wish;
use crate::app::App;
use crate::failure::Failure;
use crate::flash::Flash;
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
    let list = match draft.form.file.as_str() {
        "" => PlayerList::typed(&draft.form, &catalog).0,
        _ => PlayerList::of_file(&draft.form, file.as_ref()),
    };
    let mut complaints = check(&draft.form, &catalog, &visitor.zone, &list).err().unwrap_or_default();
    if let Some(no) = holder {
        complaints.push(Complaint { field: Field::OrderNumber, problem: Problem::OrderTaken(no) });
    }
    if !draft.refused {
        // Nobody says of an unfinished form that it is not finished.
        complaints.retain(|complaint| complaint.problem != Problem::Missing);
    }
    let sheet = Sheet {
        key: draft.id,
        checked: draft.refused,
        kept_at,
        submitted: which.submitted,
        complaints: Complaints::new(complaints, &catalog, visitor.language.code()),
        form: draft.form,
        now: app.desk.now(),
        language: visitor.language,
        zone: visitor.zone.clone(),
        games,
        catalog,
    };
    page(&app, &visitor, "new-title", move || form::view(&sheet)).await
}

pub async fn submit(State(app): State<App>, visitor: Visitor, request: Request) -> Result<Redirect, Failure> {
    let sent = Sent::read(&app, &visitor.person, request).await?;
    let (key, wish, mut form) = posted::read(sent.fields)?;
    let operator = app.desk.operator(&visitor.person, &form.game).await?;
    if let Some(SentFile::Taken(upload)) = &sent.file {
        form.file = upload.id.clone();
        form.keep_first = false;
    }
    let keep = async |key: Uuid, refused: bool| {
        let kept = app.desk.keep_draft(&visitor.person, &key.to_string(), &form, refused).await?;
        if kept { Ok(format!("/requests/new?draft={key}")) } else { Err(Failure::NotFound) }
    };
    if let Some(SentFile::TooLarge) = sent.file {
        return Err(Failure::FileTooLarge { back: keep(key, false).await? });
    }
    match wish {
        Wish::Check => return Ok(Redirect::to(&keep(key, true).await?)),
        // The new line takes the focus by itself.
        Wish::AddItem => return Ok(Redirect::to(&keep(key, false).await?)),
        Wish::Remove(_) => return Ok(Redirect::to(&format!("{}#what", keep(key, false).await?))),
        Wish::RemoveFile => return Ok(Redirect::to(&format!("{}#who", keep(key, false).await?))),
        Wish::ChooseGame => return Ok(Redirect::to(&format!("{}#where", keep(key, false).await?))),
        Wish::Submit | Wish::KeepFirst => {}
    }
    match operator.submit(&form, &key.to_string(), &visitor.zone, visitor.language.code()).await? {
        Ok(request) => {
            let mut args = FluentArgs::new();
            args.set("request", request.number());
            Flash::good(words::text(visitor.language, "new-requested", &args)).keep(&visitor.session).await?;
            Ok(Redirect::to(&format!("/requests/{}", request.id)))
        }
        Err(complaints) => match complaints.iter().find_map(already_submitted) {
            // What was changed since is a form of its own.
            Some(no) => Ok(Redirect::to(&format!("{}&submitted={no}", keep(Uuid::now_v7(), true).await?))),
            None => Ok(Redirect::to(&keep(key, true).await?)),
        },
    }
}

fn already_submitted(complaint: &Complaint) -> Option<i64> {
    match complaint.problem {
        Problem::AlreadySubmitted(no) => Some(no),
        _ => None,
    }
}
