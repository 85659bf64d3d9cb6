//! One entry: made, shown, changed, retired.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::Form;
use grantdesk::catalog::{Complaint, Entry, Game, Kind, NotSaved, Secret};
use grantdesk::error::Error;
use grantdesk::event::Event;
use leptos::prelude::*;

use super::form::{EntryForm, FORM};
use super::game::retired_badge;
use super::history::history;
use super::posted::Posted;
use super::server::{Aside, ShownSecret};
use super::{kind, kinds, manager, name, place, said, trail};
use crate::app::App;
use crate::failure::Failure;
use crate::flash::refusal;
use crate::parts::icon::Icon;
use crate::render::titled_page;
use crate::t;
use crate::visitor::Visitor;

pub async fn new(
    State(app): State<App>,
    visitor: Visitor,
    Path((game, word)): Path<(String, String)>,
) -> Result<Response, Failure> {
    let kind = kind(&word)?;
    let manager = manager(&app, &visitor, &game).await?;
    show_new(&app, &visitor, manager.game().clone(), EntryForm::blank(kind)).await
}

pub async fn create(
    State(app): State<App>,
    visitor: Visitor,
    Path((game, word)): Path<(String, String)>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response, Failure> {
    let kind = kind(&word)?;
    let manager = manager(&app, &visitor, &game).await?;
    let posted = Posted::read(kind, &fields);
    if let Some(look) = posted.look {
        let form = EntryForm::blank(kind).again(posted);
        return show_new(&app, &visitor.choosing(&app, look).await?, manager.game().clone(), form).await;
    }
    let typed = Some(posted.secret.trim()).filter(|secret| kind == Kind::Server && !secret.is_empty());
    let made = match typed.map(Secret::read).transpose() {
        Err(problem) => Err(vec![Complaint { field: "secret", problem }]),
        Ok(secret) => manager.create(kind, &posted.texts, secret).await?,
    };
    match made {
        Ok(code) => {
            if kind == Kind::Server && typed.is_none() {
                ShownSecret::keep(&visitor, &manager.server(&code).await?).await?;
            }
            let place = place(&game, kind, Some(&code));
            said(visitor.language, "catalog-said-created", &[("code", code.into())]).keep(&visitor.session).await?;
            Ok(Redirect::to(&place).into_response())
        }
        Err(complaints) => {
            let form = EntryForm { secret: posted.secret, ..EntryForm::blank(kind) };
            show_new(&app, &visitor, manager.game().clone(), form.refused(posted.texts, complaints)).await
        }
    }
}

async fn show_new(app: &App, visitor: &Visitor, game: Game, form: EntryForm) -> Result<Response, Failure> {
    let (kind, refused) = (form.kind, form.is_refused());
    let title = move || t!(&format!("catalog-new-{}", kind.as_str()));
    let content = move || {
        let list = place(&game.code, kind, None);
        view! {
            <header class="heading"><div>{trail(Some(&game), Some(kind))}<h1>{title()}</h1></div></header>
            {form.summary()}
            <form id=FORM class="panel entry" method="post" action=format!("{list}/new") novalidate>
                <h2>{t!("catalog-what-it-says")}</h2>
                {form.fields()}
                <footer class="row"><button class="primary">{t!("catalog-create")}</button><a class="button quiet" href=list.clone()>{t!("catalog-cancel")}</a></footer>
            </form>
        }
    };
    let mut response = titled_page(app, visitor, title, content).await?;
    if refused {
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    Ok(response)
}

pub async fn show(
    State(app): State<App>,
    visitor: Visitor,
    Path((game, word, code)): Path<(String, String, String)>,
) -> Result<Response, Failure> {
    let kind = kind(&word)?;
    let entry = manager(&app, &visitor, &game).await?.entry(kind, &code).await?;
    let form = EntryForm::of_entry(kind, &entry);
    view(&app, &visitor, &game, entry, form, None).await
}

/// The page of an entry; of a server, with what a test call said.
pub async fn view(
    app: &App,
    visitor: &Visitor,
    game: &str,
    entry: Entry,
    form: EntryForm,
    aside: Option<Aside>,
) -> Result<Response, Failure> {
    let kind = form.kind;
    let manager = manager(app, visitor, game).await?;
    let events = manager.history(kind, &entry).await?;
    let aside = match (kind, aside) {
        (Kind::Server, None) => {
            let server = manager.server(entry.code()).await?;
            let secret = ShownSecret::take(visitor, &server).await?;
            Some(Aside { secret, ..Aside::of(app, server) })
        }
        (_, aside) => aside,
    };
    let refused = form.is_refused() || aside.as_ref().is_some_and(|aside| aside.wrong.is_some());
    let page = EntryPage { game: manager.game().clone(), entry, form, events, aside };
    let mut response = titled_page(app, visitor, move || kinds(kind), move || page.view()).await?;
    if refused {
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    Ok(response)
}

struct EntryPage {
    game: Game,
    entry: Entry,
    form: EntryForm,
    events: Vec<Event>,
    /// Of a server.
    aside: Option<Aside>,
}

impl EntryPage {
    fn view(&self) -> AnyView {
        let (kind, code) = (self.form.kind, self.entry.code());
        let here = place(&self.game.code, kind, Some(code));
        let aside = self.aside.as_ref();
        view! {
            <header class="heading">
                <div>
                    {trail(Some(&self.game), Some(kind))}
                    <h1><code>{code.to_owned()}</code>" "<small>{name(kind, &self.entry)}</small>{retired_badge(self.entry.retired_at)}</h1>
                </div>
                <menu>{new_link(&self.game.code, kind)}{retirement(&here, self.entry.retired_at.is_some())}</menu>
            </header>
            {self.form.summary()}
            {aside.and_then(Aside::secret)}
            {aside.and_then(Aside::answer)}
            <div class="split">
                <form id=FORM class="panel entry" method="post" action=here.clone() novalidate>
                    <h2>{t!("catalog-what-it-says")}</h2>
                    {self.form.fields()}
                    <footer class="row"><button class="primary">{t!("catalog-save")}</button></footer>
                </form>
                <aside class="stack">
                    {aside.map(|aside| aside.panels(&here))}
                    {history(kind, &self.events)}
                </aside>
            </div>
        }
        .into_any()
    }
}

/// The way to another one of the kind.
fn new_link(game: &str, kind: Kind) -> AnyView {
    let (href, word) = (format!("{}/new", place(game, kind, None)), t!(&format!("catalog-new-{}", kind.as_str())));
    view! { <li><a class="button" href=href><Icon name="plus"/>{word}</a></li> }.into_any()
}

/// The way out of use, and back.
pub fn retirement(here: &str, is_retired: bool) -> AnyView {
    let (verb, icon, word) = match is_retired {
        true => ("restoration", "again", t!("catalog-restore")),
        false => ("retirement", "closed", t!("catalog-retire")),
    };
    view! {
        <li><form method="post" action=format!("{here}/{verb}")><button><Icon name=icon/>{word}</button></form></li>
    }
    .into_any()
}

pub async fn change(
    State(app): State<App>,
    visitor: Visitor,
    Path((game, word, code)): Path<(String, String, String)>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response, Failure> {
    let kind = kind(&word)?;
    let manager = manager(&app, &visitor, &game).await?;
    let posted = Posted::read(kind, &fields);
    if let Some(look) = posted.look {
        let entry = manager.entry(kind, &code).await?;
        let form = EntryForm { seen: Some(posted.seen.clone()), ..EntryForm::blank(kind) }.again(posted);
        return view(&app, &visitor.choosing(&app, look).await?, &game, entry, form, None).await;
    }
    let saved = manager.change(kind, &code, &posted.seen, &posted.texts).await?;
    let form = EntryForm { seen: Some(posted.seen), ..EntryForm::blank(kind) };
    let form = match saved {
        Ok(changed) => {
            let key = if changed { "catalog-said-changed" } else { "catalog-said-nothing" };
            said(visitor.language, key, &[("code", code.clone().into())]).keep(&visitor.session).await?;
            return Ok(Redirect::to(&place(&game, kind, Some(&code))).into_response());
        }
        Err(NotSaved::Wrong(complaints)) => form.refused(posted.texts, complaints),
        Err(NotSaved::Overtaken(overtaken)) => form.overtaken(overtaken),
    };
    let entry = manager.entry(kind, &code).await?;
    view(&app, &visitor, &game, entry, form, None).await
}

pub async fn retire(
    app: State<App>,
    visitor: Visitor,
    Path((game, word, code)): Path<(String, String, String)>,
) -> Result<Redirect, Failure> {
    set_retired(&app, &visitor, &game, kind(&word)?, &code, true).await
}

pub async fn restore(
    app: State<App>,
    visitor: Visitor,
    Path((game, word, code)): Path<(String, String, String)>,
) -> Result<Redirect, Failure> {
    set_retired(&app, &visitor, &game, kind(&word)?, &code, false).await
}

pub async fn set_retired(
    app: &App,
    visitor: &Visitor,
    game: &str,
    kind: Kind,
    code: &str,
    retired: bool,
) -> Result<Redirect, Failure> {
    let manager = manager(app, visitor, game).await?;
    let (done, key) = match retired {
        true => (manager.retire(kind, code).await, "catalog-said-retired"),
        false => (manager.restore(kind, code).await, "catalog-said-restored"),
    };
    answer(visitor, done, key, code).await?;
    Ok(Redirect::to(&place(game, kind, Some(code))))
}

/// Says on the next page what was done, or why not.
pub async fn answer(visitor: &Visitor, done: Result<(), Error>, key: &str, code: &str) -> Result<(), Failure> {
    let flash = match done {
        Ok(()) => said(visitor.language, key, &[("code", code.to_owned().into())]),
        Err(error) => refusal(visitor.language, &visitor.zone, &error)?,
    };
    flash.keep(&visitor.session).await
}
