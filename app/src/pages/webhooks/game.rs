use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::Form;
use grantdesk::catalog::Game;
use grantdesk::webhook::Webhook;
use leptos::prelude::*;

use super::super::catalog::{steps, trail};
use super::form::{Typed, WebhookSheet, kind};
use super::panels::StateBadge;
use super::{Known, place, say, sheet};
use crate::app::App;
use crate::failure::Failure;
use crate::parts::look::Look;
use crate::parts::sentence::in_line;
use crate::render::page;
use crate::t;
use crate::visitor::Visitor;
use crate::words::Language;

pub async fn list(State(app): State<App>, visitor: Visitor, Path(game): Path<String>) -> Result<Response, Failure> {
    let sheet = sheet(&app, &visitor, None, true);
    view_all(&app, &visitor, &game, sheet).await
}

pub async fn add(
    State(app): State<App>,
    visitor: Visitor,
    Path(game): Path<String>,
    Form(typed): Form<Typed>,
) -> Result<Response, Failure> {
    let keeper = app.desk.game_webhooks(&visitor.person, &game).await?;
    if let Some(look) = Look::parse(&typed.wish) {
        let visitor = visitor.choosing(&app, look).await?;
        let sheet = sheet(&app, &visitor, None, true).refused(typed, Vec::new());
        return view_all(&app, &visitor, &game, sheet).await;
    }
    match keeper.add(&typed.form()?, &app.outlet).await? {
        Ok(id) => {
            say(&visitor, Ok(()), "webhook-said-saved").await?;
            Ok(Redirect::to(&place(&game, Some(id))).into_response())
        }
        Err(problems) => {
            let sheet = sheet(&app, &visitor, None, true).refused(typed, problems);
            view_all(&app, &visitor, &game, sheet).await
        }
    }
}

async fn view_all(app: &App, visitor: &Visitor, game: &str, sheet: WebhookSheet) -> Result<Response, Failure> {
    let keeper = app.desk.game_webhooks(&visitor.person, game).await?;
    let webhooks = keeper.webhooks().await?;
    let game = keeper.game().cloned().ok_or(Failure::NotFound)?;
    let refused = sheet.is_refused();
    let mut response = page(app, visitor, "webhooks-title", move || {
        view! {
            <header class="heading">
                <div>{trail(Some(&game), None)}<h1>{t!("webhooks-title")}</h1><p>{t!("webhooks-intro")}</p></div>
            </header>
            {table(&game, &webhooks)}
            {sheet.view(&place(&game.code, None))}
        }
    })
    .await?;
    if refused {
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    Ok(response)
}

fn table(game: &Game, webhooks: &[Webhook]) -> Option<AnyView> {
    if webhooks.is_empty() {
        return None;
    }
    let rows = webhooks.iter().map(|webhook| {
        let kinds: Vec<String> = webhook.kinds.iter().map(|one| kind(*one)).collect();
        let language = Language::parse(&webhook.language).map(Language::own_name);
        view! {
            <tr class="headed">
                <th scope="row"><a href=place(&game.code, Some(webhook.id))>{webhook.name.clone()}</a></th>
                <td class="push"><StateBadge webhook=webhook.clone()/></td>
                <td class="short"><code>{webhook.address.masked()}</code></td>
                <td class="wrap">{in_line(&kinds)}</td>
                <td>{language}</td>
            </tr>
        }
    });
    Some(
        view! {
            <div class="scroll boxed">
                <table class="cards">
                    <thead>
                        <tr>
                            <th scope="col">{t!("webhook-name")}</th>
                            <th scope="col">{t!("column-state")}</th>
                            <th scope="col">{t!("webhook-url")}</th>
                            <th scope="col">{t!("webhook-kinds")}</th>
                            <th scope="col">{t!("webhook-language")}</th>
                        </tr>
                    </thead>
                    <tbody>{rows.collect_view()}</tbody>
                </table>
            </div>
        }
        .into_any(),
    )
}

pub async fn show(
    State(app): State<App>,
    visitor: Visitor,
    Path((game, id)): Path<(String, String)>,
) -> Result<Response, Failure> {
    let keeper = app.desk.game_webhooks(&visitor.person, &game).await?;
    let known = Known::read(&keeper, number(&id)?).await?;
    let game = keeper.game().cloned().ok_or(Failure::NotFound)?;
    view(&app, &visitor, game, sheet(&app, &visitor, Some(known), true)).await
}

pub async fn change(
    State(app): State<App>,
    visitor: Visitor,
    Path((game, id)): Path<(String, String)>,
    Form(typed): Form<Typed>,
) -> Result<Response, Failure> {
    let (keeper, id) = (app.desk.game_webhooks(&visitor.person, &game).await?, number(&id)?);
    if let Some(look) = Look::parse(&typed.wish) {
        let visitor = visitor.choosing(&app, look).await?;
        let known = Known::read(&keeper, id).await?;
        let sheet = sheet(&app, &visitor, Some(known), true).refused(typed, Vec::new());
        return view(&app, &visitor, keeper.game().cloned().ok_or(Failure::NotFound)?, sheet).await;
    }
    match keeper.change(id, &typed.form()?, &app.outlet).await? {
        Ok(()) => {
            say(&visitor, Ok(()), "webhook-said-saved").await?;
            Ok(Redirect::to(&place(&game, Some(id))).into_response())
        }
        Err(problems) => {
            let known = Known::read(&keeper, id).await?;
            let sheet = sheet(&app, &visitor, Some(known), true).refused(typed, problems);
            view(&app, &visitor, keeper.game().cloned().ok_or(Failure::NotFound)?, sheet).await
        }
    }
}

pub async fn remove(
    State(app): State<App>,
    visitor: Visitor,
    Path((game, id)): Path<(String, String)>,
) -> Result<Redirect, Failure> {
    let keeper = app.desk.game_webhooks(&visitor.person, &game).await?;
    say(&visitor, keeper.remove(number(&id)?).await, "webhook-said-removed").await?;
    Ok(Redirect::to(&place(&game, None)))
}

pub async fn resume(
    State(app): State<App>,
    visitor: Visitor,
    Path((game, id)): Path<(String, String)>,
) -> Result<Redirect, Failure> {
    let (keeper, id) = (app.desk.game_webhooks(&visitor.person, &game).await?, number(&id)?);
    say(&visitor, keeper.resume(id).await, "webhook-said-resumed").await?;
    Ok(Redirect::to(&place(&game, Some(id))))
}

/// Posts a test message, and shows how it was answered.
pub async fn test(
    State(app): State<App>,
    visitor: Visitor,
    Path((game, id)): Path<(String, String)>,
) -> Result<Response, Failure> {
    let (keeper, id) = (app.desk.game_webhooks(&visitor.person, &game).await?, number(&id)?);
    let Some(known) = Known::tested(&app, &visitor, &keeper, id).await? else {
        return Ok(Redirect::to(&place(&game, Some(id))).into_response());
    };
    let game = keeper.game().cloned().ok_or(Failure::NotFound)?;
    view(&app, &visitor, game, sheet(&app, &visitor, Some(known), true)).await
}

fn number(id: &str) -> Result<i64, Failure> {
    id.parse().map_err(|_| Failure::NotFound)
}

async fn view(app: &App, visitor: &Visitor, game: Game, sheet: WebhookSheet) -> Result<Response, Failure> {
    let refused = sheet.is_refused();
    let mut response = page(app, visitor, "webhooks-title", move || {
        let all = place(&game.code, None);
        view! {
            <header class="heading">
                <div>
                    {steps(Some(&game), Some((t!("webhooks-title"), all.clone())))}
                    <h1>{sheet.name()}</h1>
                </div>
            </header>
            {sheet.id().map(|id| sheet.view(&format!("{all}/{id}")))}
        }
    })
    .await?;
    if refused {
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    Ok(response)
}
