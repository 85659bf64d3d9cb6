use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::Form;
use grantdesk::catalog::{EntryCount, Game, Kind, NotSaved};
use grantdesk::event::Event;
use grantdesk::number::grouped;
use leptos::prelude::*;

use super::entry::retirement;
use super::form::{EntryForm, FORM};
use super::history::history;
use super::posted::Posted;
use super::{kinds, manager, place, said, trail};
use crate::app::App;
use crate::failure::Failure;
use crate::parts::icon::Icon;
use crate::parts::notice::Notice;
use crate::render::page;
use crate::t;
use crate::visitor::Visitor;
use crate::words;

pub async fn show_game(
    State(app): State<App>,
    visitor: Visitor,
    Path(game): Path<String>,
) -> Result<Response, Failure> {
    let manager = manager(&app, &visitor, &game).await?;
    let entry = manager.entry(Kind::Game, &game).await?;
    let form = EntryForm::of_entry(Kind::Game, &entry);
    view(&app, &visitor, &game, form).await
}

async fn view(app: &App, visitor: &Visitor, game: &str, form: EntryForm) -> Result<Response, Failure> {
    let manager = manager(app, visitor, game).await?;
    let (game, counts) = (manager.game().clone(), manager.counts().await?);
    let events = manager.history(Kind::Game, &manager.entry(Kind::Game, &game.code).await?).await?;
    let refused = form.is_refused();
    let mut response = page(app, visitor, "catalog-games", move || content(&game, &counts, &events, &form)).await?;
    if refused {
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    Ok(response)
}

fn content(game: &Game, counts: &[EntryCount], events: &[Event], form: &EntryForm) -> AnyView {
    let here = place(&game.code, Kind::Game, None);
    let parts = counts.iter().map(|count| {
        let retired =
            (count.retired > 0).then(|| view! { <dd>{t!("catalog-and-retired", count = count.retired)}</dd> });
        view! {
            <div>
                <dt><a href=place(&game.code, count.kind, None)>{kinds(count.kind)}</a></dt>
                <dd>{grouped(count.in_use)}</dd>
                {retired}
            </div>
        }
    });
    let name = game.names.in_language(words::language().code()).to_owned();
    view! {
        <header class="heading">
            <div>{trail(None, None)}<h1>{name}" "<small><code>{game.code.clone()}</code></small>{retired_badge(game.retired_at)}</h1></div>
            <menu>
                <li><a class="button" href=format!("{here}/webhooks")><Icon name="message"/>{t!("webhooks-title")}</a></li>
                {retirement(&here, game.retired_at.is_some())}
            </menu>
        </header>
        {form.summary()}
        {missing(game, counts)}
        <dl class="stats doors">{parts.collect_view()}</dl>
        <div class="split">
            <form id=FORM class="panel entry" method="post" action=here.clone() novalidate>
                <h2>{t!("catalog-the-game")}</h2>
                {form.fields()}
                <footer class="row"><button class="primary">{t!("catalog-save")}</button></footer>
            </form>
            <aside class="stack">{history(Kind::Game, events)}</aside>
        </div>
    }
    .into_any()
}

/// What every request is made of.
const NEEDED: [Kind; 4] = [Kind::Server, Kind::Item, Kind::Reason, Kind::IdKind];

/// Of what is needed, what the game does not have yet.
fn missing(game: &Game, counts: &[EntryCount]) -> Option<AnyView> {
    let has_none = |kind: &Kind| counts.iter().any(|count| count.kind == *kind && count.in_use == 0);
    let missing: Vec<Kind> = NEEDED.into_iter().filter(has_none).collect();
    if missing.is_empty() || game.retired_at.is_some() {
        return None;
    }
    let link = |kind: Kind| {
        view! { " "<a href=format!("{}/new", place(&game.code, kind, None))>{kinds(kind)}</a> }
    };
    let links: Vec<_> = missing.into_iter().map(link).collect();
    Some(view! { <Notice tone="info" icon="info">{t!("catalog-missing")}{links}</Notice> }.into_any())
}

pub fn retired_badge(retired_at: Option<i64>) -> Option<AnyView> {
    retired_at.map(|_| super::difference::badge("retired"))
}

pub async fn change_game(
    State(app): State<App>,
    visitor: Visitor,
    Path(game): Path<String>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response, Failure> {
    let manager = manager(&app, &visitor, &game).await?;
    let posted = Posted::read(Kind::Game, &fields);
    if let Some(look) = posted.look {
        let form = EntryForm { seen: Some(posted.seen.clone()), ..EntryForm::blank(Kind::Game) }.again(posted);
        return view(&app, &visitor.choosing(&app, look).await?, &game, form).await;
    }
    let saved = manager.change(Kind::Game, &game, &posted.seen, &posted.texts).await?;
    let form = EntryForm { seen: Some(posted.seen), ..EntryForm::blank(Kind::Game) };
    match saved {
        Ok(changed) => {
            let key = if changed { "catalog-said-changed" } else { "catalog-said-nothing" };
            said(visitor.language, key, &[("code", game.clone().into())]).keep(&visitor.session).await?;
            Ok(Redirect::to(&place(&game, Kind::Game, None)).into_response())
        }
        Err(NotSaved::Wrong(complaints)) => view(&app, &visitor, &game, form.refused(posted.texts, complaints)).await,
        Err(NotSaved::Overtaken(overtaken)) => view(&app, &visitor, &game, form.overtaken(overtaken)).await,
    }
}

pub async fn retire_game(app: State<App>, visitor: Visitor, Path(game): Path<String>) -> Result<Redirect, Failure> {
    super::entry::set_retired(&app, &visitor, &game, Kind::Game, &game, true).await
}

pub async fn restore_game(app: State<App>, visitor: Visitor, Path(game): Path<String>) -> Result<Redirect, Failure> {
    super::entry::set_retired(&app, &visitor, &game, Kind::Game, &game, false).await
}
