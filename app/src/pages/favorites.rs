//! One's own favorites, and the templates of one's teams.

mod history;
mod list;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::Form;
use fluent_bundle::FluentArgs;
use grantdesk::favorite::NameProblem;
use grantdesk::people::Permission;
use grantdesk::request;
use serde::Deserialize;
use uuid::Uuid;

use self::list::List;
use crate::app::App;
use crate::failure::Failure;
use crate::flash::Flash;
use crate::parts::names::Names;
use crate::render::page;
use crate::visitor::Visitor;
use crate::words;

const PATH: &str = "/favorites";

pub async fn show(State(app): State<App>, visitor: Visitor) -> Result<Response, Failure> {
    list(app, visitor, None).await
}

/// A name that was refused, and for which favorite.
#[derive(Clone, Debug)]
struct Refused {
    id: i64,
    typed: String,
    problem: NameProblem,
}

async fn list(app: App, visitor: Visitor, refused: Option<Refused>) -> Result<Response, Failure> {
    let person = &visitor.person;
    let games = app.desk.games_where(person, Permission::Request).await?;
    if games.is_empty() && app.desk.games_where(person, Permission::ManageCatalog).await?.is_empty() {
        return Err(Failure::Forbidden);
    }
    let favorites = app.desk.favorites(person).await?;
    let all: Vec<_> = favorites.own.iter().chain(&favorites.shared).collect();
    let uses = app.desk.favorite_uses(&all).await?;
    let names = Names(app.desk.catalogs(person).await?);
    let was_refused = refused.is_some();
    let list = List { person: person.clone(), favorites, uses, names, games, refused };
    let mut response = page(&app, &visitor, "favorites", move || list.view()).await?;
    if was_refused {
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    Ok(response)
}

/// Every version, and who did what to it.
pub async fn history(State(app): State<App>, visitor: Visitor, Path(id): Path<String>) -> Result<Response, Failure> {
    let id = number(&id)?;
    let favorite = app.desk.favorite(&visitor.person, id).await?;
    let own = favorite.user_id == visitor.person.id;
    let (versions, events) = app.desk.favorite_history(&visitor.person, id).await?;
    let names = Names(app.desk.catalogs(&visitor.person).await?);
    page(&app, &visitor, "favorites", move || history::view(&favorite, own, &versions, events, &names)).await
}

/// Begins a form from it.
pub async fn begin(State(app): State<App>, visitor: Visitor, Path(id): Path<String>) -> Result<Redirect, Failure> {
    let empty = request::Form::default();
    let form = app.desk.apply_favorite(&visitor.person, number(&id)?, &empty, visitor.language.code()).await?;
    let key = Uuid::now_v7().to_string();
    app.desk.keep_draft(&visitor.person, &key, &form, false).await?;
    Ok(Redirect::to(&format!("/requests/new?draft={key}")))
}

#[derive(Debug, Deserialize)]
pub struct Name {
    name: String,
}

pub async fn rename(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<String>,
    Form(Name { name }): Form<Name>,
) -> Result<Response, Failure> {
    let id = number(&id)?;
    match app.desk.rename_favorite(&visitor.person, id, &name).await? {
        Ok(()) => Ok(done(&visitor, "favorites-did-rename", &name).await?.into_response()),
        Err(problem) => list(app, visitor, Some(Refused { id, typed: name, problem })).await,
    }
}

#[derive(Debug, Deserialize)]
pub struct Place {
    to: String,
}

pub async fn place(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<String>,
    Form(Place { to }): Form<Place>,
) -> Result<Redirect, Failure> {
    let up = match to.as_str() {
        "up" => true,
        "down" => false,
        other => return Err(Failure::Malformed(format!("to: {other}"))),
    };
    app.desk.move_favorite(&visitor.person, number(&id)?, up).await?;
    Ok(Redirect::to(&format!("{PATH}#favorite-{id}")))
}

#[derive(Debug, Deserialize)]
pub struct Sharing {
    shared: bool,
}

pub async fn share(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<String>,
    Form(Sharing { shared }): Form<Sharing>,
) -> Result<Redirect, Failure> {
    let favorite = app.desk.share_favorite(&visitor.person, number(&id)?, shared).await?;
    let key = match (shared, favorite.user_id == visitor.person.id) {
        (true, _) => "favorites-did-share",
        (false, true) => "favorites-did-unshare",
        (false, false) => "favorites-did-unshare-theirs",
    };
    done(&visitor, key, &favorite.name).await
}

pub async fn delete(State(app): State<App>, visitor: Visitor, Path(id): Path<String>) -> Result<Redirect, Failure> {
    let favorite = app.desk.delete_favorite(&visitor.person, number(&id)?).await?;
    done(&visitor, "favorites-did-delete", &favorite.name).await
}

fn number(id: &str) -> Result<i64, Failure> {
    id.parse().map_err(|_| Failure::NotFound)
}

async fn done(visitor: &Visitor, key: &str, name: &str) -> Result<Redirect, Failure> {
    let mut args = FluentArgs::new();
    args.set("name", name.trim().to_owned());
    Flash::good(words::text(visitor.language, key, &args)).keep(&visitor.session).await?;
    Ok(Redirect::to(PATH))
}
