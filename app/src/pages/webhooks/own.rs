use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::Form;
use grantdesk::error::Error;
use grantdesk::webhook::{Keeper, WebhookForm};
use leptos::prelude::*;

use super::form::{Typed, WebhookSheet};
use super::{Known, say, sheet};
use crate::app::App;
use crate::failure::Failure;
use crate::parts::look::Look;
use crate::render::page;
use crate::t;
use crate::visitor::Visitor;

const PATH: &str = "/settings/webhook";

pub async fn show_own(State(app): State<App>, visitor: Visitor) -> Result<Response, Failure> {
    let known = known(&app.desk.own_webhooks(&visitor.person)).await?;
    view(&app, &visitor, sheet(&app, &visitor, known, false)).await
}

pub async fn save_own(State(app): State<App>, visitor: Visitor, Form(typed): Form<Typed>) -> Result<Response, Failure> {
    let keeper = app.desk.own_webhooks(&visitor.person);
    let known = known(&keeper).await?;
    if let Some(look) = Look::parse(&typed.wish) {
        let visitor = visitor.choosing(&app, look).await?;
        return view(&app, &visitor, sheet(&app, &visitor, known, false).refused(typed, Vec::new())).await;
    }
    // What is posted is in the language of the person, as long as they have chosen none in that of this page.
    let form =
        WebhookForm { language: visitor.language.code().into(), url: typed.url.clone(), ..WebhookForm::default() };
    let saved = match &known {
        Some(known) => keeper.change(known.webhook.id, &form, &app.outlet).await?,
        None => keeper.add(&form, &app.outlet).await?.map(|_| ()),
    };
    match saved {
        Ok(()) => {
            say(&visitor, Ok(()), "webhook-said-saved").await?;
            Ok(Redirect::to(PATH).into_response())
        }
        Err(problems) => view(&app, &visitor, sheet(&app, &visitor, known, false).refused(typed, problems)).await,
    }
}

pub async fn remove_own(State(app): State<App>, visitor: Visitor) -> Result<Redirect, Failure> {
    let keeper = app.desk.own_webhooks(&visitor.person);
    let removed = keeper.remove(id(&keeper).await?).await;
    say(&visitor, removed, "webhook-said-removed").await?;
    Ok(Redirect::to(PATH))
}

pub async fn resume_own(State(app): State<App>, visitor: Visitor) -> Result<Redirect, Failure> {
    let keeper = app.desk.own_webhooks(&visitor.person);
    let resumed = keeper.resume(id(&keeper).await?).await;
    say(&visitor, resumed, "webhook-said-resumed").await?;
    Ok(Redirect::to(PATH))
}

/// Posts a test message, and shows how it was answered.
pub async fn test_own(State(app): State<App>, visitor: Visitor) -> Result<Response, Failure> {
    let keeper = app.desk.own_webhooks(&visitor.person);
    match Known::tested(&app, &visitor, &keeper, id(&keeper).await?).await? {
        Some(known) => view(&app, &visitor, sheet(&app, &visitor, Some(known), false)).await,
        None => Ok(Redirect::to(PATH).into_response()),
    }
}

async fn known(keeper: &Keeper<'_>) -> Result<Option<Known>, Failure> {
    match id(keeper).await {
        Ok(id) => Ok(Some(Known::read(keeper, id).await?)),
        Err(Error::NotFound) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// A person has one at most.
async fn id(keeper: &Keeper<'_>) -> Result<i64, Error> {
    keeper.webhooks().await?.first().map(|webhook| webhook.id).ok_or(Error::NotFound)
}

async fn view(app: &App, visitor: &Visitor, sheet: WebhookSheet) -> Result<Response, Failure> {
    let refused = sheet.is_refused();
    let mut response = page(app, visitor, "webhook-own-title", move || {
        view! {
            <header class="heading">
                <div>
                    <p><a href="/settings">{t!("settings-title")}</a></p>
                    <h1>{t!("webhook-own-title")}</h1>
                    <p>{t!("webhook-own-intro")}</p>
                </div>
            </header>
            {sheet.view(PATH)}
        }
    })
    .await?;
    if refused {
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    Ok(response)
}
