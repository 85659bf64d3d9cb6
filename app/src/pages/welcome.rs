//! Where somebody who was invited, or has lost the password, sets one. Nobody is signed in here.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::Form;
use fluent_bundle::FluentArgs;
use grantdesk::error::Error;
use grantdesk::people::{PASSWORD_LENGTH, Welcome};
use leptos::prelude::*;
use serde::Deserialize;

use crate::app::App;
use crate::failure::Failure;
use crate::flash::Flash;
use crate::parts::field::TextField;
use crate::parts::shell::Brand;
use crate::refused::refused;
use crate::render::bare_page;
use crate::visitor::Guest;
use crate::words::Language;
use crate::{t, words};

#[derive(Debug, Deserialize)]
pub struct Chosen {
    #[serde(default)]
    password: String,
}

pub async fn show(State(app): State<App>, guest: Guest, Path(token): Path<String>) -> Result<Response, Failure> {
    let whom = app.desk.welcome(&token, &guest.address).await.map_err(gone)?;
    Ok(form(guest.language, StatusCode::OK, token, whom, None).await)
}

pub async fn set_password(
    State(app): State<App>,
    guest: Guest,
    Path(token): Path<String>,
    Form(chosen): Form<Chosen>,
) -> Result<Response, Failure> {
    match app.desk.set_password(&token, &chosen.password, &guest.address).await {
        Ok(()) => {
            Flash::good(words::text(guest.language, "welcome-done", &FluentArgs::new())).keep(&guest.session).await?;
            Ok(Redirect::to("/login").into_response())
        }
        Err(Error::Refused(why)) => {
            let whom = app.desk.welcome(&token, &guest.address).await.map_err(gone)?;
            let why = refused(guest.language, why);
            Ok(form(guest.language, StatusCode::UNPROCESSABLE_ENTITY, token, whom, Some(why)).await)
        }
        Err(error) => Err(gone(error)),
    }
}

fn gone(error: Error) -> Failure {
    if matches!(error, Error::NotFound) { Failure::LinkGone } else { error.into() }
}

async fn form(language: Language, status: StatusCode, token: String, whom: Welcome, wrong: Option<String>) -> Response {
    bare_page(language, status, "welcome-title", move || {
        view! {
            <main id="main">
                <header>
                    <Brand/>
                    <h1>{t!("welcome-hello", name = whom.name)}</h1>
                    <p>{t!("welcome-why")}</p>
                </header>
                <form method="post" action=format!("/welcome/{token}")>
                    <div class="field">
                        <label for="username">{t!("username")}</label>
                        <input id="username" value=whom.username autocomplete="username" readonly/>
                    </div>
                    <TextField
                        name="password"
                        label=t!("welcome-password")
                        kind="password"
                        autocomplete="new-password"
                        required=true
                        hint=t!("password-hint", least = PASSWORD_LENGTH as i64)
                        error=wrong
                    />
                    <button class="primary wide">{t!("welcome-set")}</button>
                </form>
            </main>
        }
    })
    .await
}
