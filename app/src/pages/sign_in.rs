use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::Form;
use grantdesk::people::SignIn;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::app::App;
use crate::failure::Failure;
use crate::flash::Flash;
use crate::parts::notice::{FlashNotice, Notice};
use crate::parts::shell::Brand;
use crate::render::bare_page;
use crate::router::encoded;
use crate::t;
use crate::visitor::{Guest, Visitor, begin_session};
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

/// Who has given the right password, and when; a code is to follow soon.
const HALFWAY: &str = "halfway";
const SOON_MS: i64 = 10 * 60 * 1000;

#[derive(Debug, Serialize, Deserialize)]
struct Halfway {
    user: i64,
    era: i64,
    at: i64,
}

#[derive(Debug, Deserialize)]
pub struct Code {
    #[serde(default)]
    code: String,
    #[serde(default)]
    back: String,
}

pub async fn show(guest: Guest, Query(query): Query<Back>) -> Result<Response, Failure> {
    let flash = Flash::take(&guest.session).await?;
    Ok(form(guest.language, StatusCode::OK, query.back, String::new(), false, flash).await)
}

pub async fn sign_in(
    State(app): State<App>,
    guest: Guest,
    Form(form_in): Form<Credentials>,
) -> Result<Response, Failure> {
    let Credentials { username, password, back } = form_in;
    match app.desk.sign_in(&username, &password, &guest.address).await? {
        SignIn::Welcome { user_id, era } => {
            begin_session(&guest.session, user_id, era).await?;
            Ok(Redirect::to(inside(&back)).into_response())
        }
        SignIn::CodeWanted { user_id: user, era } => {
            // Nobody is signed in by half.
            guest.session.clear().await;
            guest.session.cycle_id().await?;
            guest.session.insert(HALFWAY, Halfway { user, era, at: app.desk.now() }).await?;
            Ok(Redirect::to(&code_page(&back)).into_response())
        }
        SignIn::Refused => Ok(form(guest.language, StatusCode::UNPROCESSABLE_ENTITY, back, username, true, None).await),
    }
}

pub async fn ask_code(State(app): State<App>, guest: Guest, Query(query): Query<Back>) -> Result<Response, Failure> {
    if halfway(&app, &guest).await?.is_none() {
        return Ok(Redirect::to("/login").into_response());
    }
    Ok(code_form(guest.language, StatusCode::OK, query.back, false).await)
}

pub async fn take_code(State(app): State<App>, guest: Guest, Form(typed): Form<Code>) -> Result<Response, Failure> {
    let Some(Halfway { user, era, .. }) = halfway(&app, &guest).await? else {
        return Ok(Redirect::to("/login").into_response());
    };
    match app.desk.sign_in_with_code(user, era, &typed.code, &guest.address).await? {
        SignIn::Welcome { user_id, era } => {
            guest.session.remove_value(HALFWAY).await?;
            begin_session(&guest.session, user_id, era).await?;
            Ok(Redirect::to(inside(&typed.back)).into_response())
        }
        SignIn::CodeWanted { .. } | SignIn::Refused => {
            Ok(code_form(guest.language, StatusCode::UNPROCESSABLE_ENTITY, typed.back, true).await)
        }
    }
}

async fn halfway(app: &App, guest: &Guest) -> Result<Option<Halfway>, Failure> {
    let halfway: Option<Halfway> = guest.session.get(HALFWAY).await?;
    Ok(halfway.filter(|halfway| app.desk.now() - halfway.at < SOON_MS))
}

fn code_page(back: &str) -> String {
    format!("/login/code?back={}", encoded(inside(back)))
}

pub async fn sign_out(visitor: Visitor) -> Result<Redirect, Failure> {
    visitor.session.flush().await?;
    Ok(Redirect::to("/login"))
}

/// Where to go after signing in: only pages of the desk.
pub(super) fn inside(back: &str) -> &str {
    // Browsers leave tabs and line breaks out of an address.
    let is_path = back.starts_with('/') && !back.starts_with("//") && !back.contains('\\');
    let is_path = is_path && !back.contains(char::is_control);
    if is_path { back } else { "/" }
}

async fn form(
    language: Language,
    status: StatusCode,
    back: String,
    username: String,
    refused: bool,
    flash: Option<Flash>,
) -> Response {
    bare_page(language, status, "sign-in-title", move || {
        view! {
            <main id="main">
                <header>
                    <Brand/>
                    <h1>{t!("sign-in-title")}</h1>
                </header>
                {flash.map(|flash| view! { <FlashNotice flash/> })}
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

async fn code_form(language: Language, status: StatusCode, back: String, refused: bool) -> Response {
    bare_page(language, status, "sign-in-title", move || {
        view! {
            <main id="main">
                <header>
                    <Brand/>
                    <h1>{t!("second-step-title")}</h1>
                    <p>{t!("second-step-why")}</p>
                </header>
                {refused.then(|| view! { <Notice tone="bad" icon="failed">{t!("refused-code-wrong")}</Notice> })}
                <form method="post" action="/login/code">
                    <input type="hidden" name="back" value=back/>
                    <label for="code">{t!("second-step-code")}</label>
                    <input id="code" name="code" inputmode="text" autocomplete="one-time-code" autocapitalize="none" spellcheck="false" required autofocus/>
                    <button class="primary wide">{t!("sign-in")}</button>
                    <a href="/login">{t!("second-step-other")}</a>
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

    #[test]
    fn what_browsers_leave_out_of_an_address_hides_no_other_host() {
        for hidden in ["/\t/evil.example", "/\r/evil.example", "/\n\\evil.example", "/\0", "/requests\u{7f}"] {
            assert_eq!(inside(hidden), "/", "{hidden:?}");
        }
    }
}
