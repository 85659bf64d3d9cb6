use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::Form;
use grantdesk::people::SignIn;
use leptos::prelude::*;
use serde::Deserialize;

use crate::app::App;
use crate::failure::Failure;
use crate::parts::notice::Notice;
use crate::parts::shell::Brand;
use crate::render::bare_page;
use crate::t;
use crate::visitor::{Guest, USER, Visitor};
use crate::words::Language;

#[derive(Debug, Default, Deserialize)]
pub struct Back {
    #[serde(default)]
    back: String,
}

#[derive(Debug, Deserialize)]
pub struct Credentials {
    #[serde(default)]
    username: String,
    #[serde(default)]
    password: String,
    #[serde(default)]
    back: String,
}

pub async fn show(guest: Guest, Query(query): Query<Back>) -> Response {
    form(guest.language, StatusCode::OK, query.back, String::new(), false).await
}

pub async fn sign_in(
    State(app): State<App>,
    guest: Guest,
    Form(form_in): Form<Credentials>,
) -> Result<Response, Failure> {
    let Credentials { username, password, back } = form_in;
    match app.desk.sign_in(&username, &password, &guest.address).await? {
        SignIn::Welcome { user_id } => {
            // A new ID, so that a session somebody planted before is worth nothing.
            guest.session.cycle_id().await?;
            guest.session.insert(USER, user_id).await?;
            Ok(Redirect::to(inside(&back)).into_response())
        }
        SignIn::Refused => Ok(form(guest.language, StatusCode::UNPROCESSABLE_ENTITY, back, username, true).await),
    }
}

pub async fn sign_out(visitor: Visitor) -> Result<Redirect, Failure> {
    visitor.session.flush().await?;
    Ok(Redirect::to("/login"))
}

/// Where to go after signing in: only pages of the desk.
fn inside(back: &str) -> &str {
    let is_path = back.starts_with('/') && !back.starts_with("//") && !back.contains(['\\', '\r', '\n']);
    if is_path { back } else { "/" }
}

async fn form(language: Language, status: StatusCode, back: String, username: String, refused: bool) -> Response {
    bare_page(language, status, "sign-in-title", move || {
        view! {
            <main id="main">
                <header>
                    <Brand/>
                    <h1>{t!("sign-in-title")}</h1>
                </header>
                {refused.then(|| view! { <Notice tone="bad" icon="failed">{t!("sign-in-refused")}</Notice> })}
                <form method="post" action="/login">
                    <input type="hidden" name="back" value=back/>
                    <label for="username">{t!("username")}</label>
                    <input id="username" name="username" value=username autocomplete="username" autocapitalize="none" required autofocus/>
                    <label for="password">{t!("password")}</label>
                    <input id="password" name="password" type="password" autocomplete="current-password" required/>
                    <button class="primary wide">{t!("sign-in")}</button>
                </form>
            </main>
        }
    })
    .await
}

#[cfg(test)]
mod tests {
    use super::inside;

    #[test]
    fn after_signing_in_one_stays_inside_the_desk() {
        assert_eq!(inside("/requests?state=failed"), "/requests?state=failed");
        assert_eq!(inside("//evil.example"), "/");
        assert_eq!(inside("/\\evil.example"), "/");
        assert_eq!(inside("https://evil.example"), "/");
    }
}
