use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::Form;
use grantdesk::error::Error;
use grantdesk::people::NewUser;
use leptos::prelude::*;
use serde::Deserialize;

use crate::app::App;
use crate::failure::Failure;
use crate::parts::notice::Notice;
use crate::parts::shell::Brand;
use crate::refused::refused;
use crate::render::bare_page;
use crate::t;
use crate::visitor::Guest;
use crate::words::Language;

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
        Ok(_) => Ok(Redirect::to("/login").into_response()),
        Err(Error::Refused(why)) => {
            let (status, why) = (StatusCode::UNPROCESSABLE_ENTITY, refused(guest.language, why));
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
    wrong: Option<String>,
) -> Response {
    bare_page(language, status, "setup-title", move || {
        view! {
            <main id="main">
                <header>
                    <Brand/>
                    <h1>{t!("setup-title")}</h1>
                    <p>{t!("setup-why")}</p>
                </header>
                {wrong.map(|wrong| view! { <Notice tone="bad" icon="failed">{wrong}</Notice> })}
                <form method="post" action="/setup">
                    <input type="hidden" name="token" value=token/>
                    <label for="username">{t!("username")}</label>
                    <input id="username" name="username" value=username autocomplete="username" autocapitalize="none" required/>
                    <label for="name">{t!("your-name")}</label>
                    <input id="name" name="name" value=name autocomplete="name" required/>
                    <label for="password">{t!("password")}</label>
                    <input id="password" name="password" type="password" autocomplete="new-password" minlength="12" required/>
                    <button class="primary wide">{t!("setup-create")}</button>
                </form>
            </main>
        }
    })
    .await
}
