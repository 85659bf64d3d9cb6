use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::Form;
use fluent_bundle::FluentArgs;
use grantdesk::error::Error;
use grantdesk::people::{NewUser, PASSWORD_LENGTH, Refused};
use leptos::prelude::*;
use serde::Deserialize;

use crate::app::App;
use crate::failure::Failure;
use crate::flash::Flash;
use crate::parts::field::TextField;
use crate::parts::shell::Brand;
use crate::refused::{OF_THE_NAME, OF_THE_PASSWORD, OF_THE_USERNAME, refused};
use crate::render::bare_page;
use crate::visitor::Guest;
use crate::words::Language;
use crate::{t, words};

#[derive(Debug, Deserialize)]
pub struct Token {
    #[serde(default)]
    token: String,
}

#[derive(Debug, Deserialize)]
pub struct FirstAdmin {
    #[serde(default)]
    token: String,
    #[serde(default)]
    username: String,
    #[serde(default)]
    name: String,
    #[serde(default)]
    password: String,
}

pub async fn show(State(app): State<App>, guest: Guest, Query(query): Query<Token>) -> Result<Response, Failure> {
    if !app.desk.setup_is_open(&query.token).await? {
        return Err(Failure::NotFound);
    }
    Ok(form(guest.language, StatusCode::OK, query.token, String::new(), String::new(), None).await)
}

pub async fn create(State(app): State<App>, guest: Guest, Form(first): Form<FirstAdmin>) -> Result<Response, Failure> {
    let new = NewUser { username: first.username.clone(), name: first.name.clone(), password: first.password };
    match app.desk.set_up(&first.token, new).await {
        Ok(_) => {
            Flash::good(words::text(guest.language, "setup-done", &FluentArgs::new())).keep(&guest.session).await?;
            Ok(Redirect::to("/login").into_response())
        }
        Err(Error::Refused(why)) => {
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            Ok(form(guest.language, status, first.token, first.username, first.name, Some(why)).await)
        }
        Err(error) => Err(error.into()),
    }
}

async fn form(
    language: Language,
    status: StatusCode,
    token: String,
    username: String,
    name: String,
    wrong: Option<Refused>,
) -> Response {
    bare_page(language, status, "setup-title", move || {
        let wrong = |of: &[Refused]| wrong.filter(|why| of.contains(why)).map(|why| refused(language, why));
        view! {
            <main id="main">
                <header>
                    <Brand/>
                    <h1>{t!("setup-title")}</h1>
                    <p>{t!("setup-why")}</p>
                </header>
                <form method="post" action="/setup">
                    <input type="hidden" name="token" value=token/>
                    <TextField name="username" label=t!("username") value=username autocomplete="username" required=true error=wrong(&OF_THE_USERNAME)/>
                    <TextField name="name" label=t!("your-name") value=name autocomplete="name" required=true error=wrong(&OF_THE_NAME)/>
                    <TextField
                        name="password"
                        label=t!("password")
                        kind="password"
                        autocomplete="new-password"
                        required=true
                        hint=t!("password-hint", least = PASSWORD_LENGTH as i64)
                        error=wrong(&OF_THE_PASSWORD)
                    />
                    <button class="primary wide">{t!("setup-create")}</button>
                </form>
            </main>
        }
    })
    .await
}
