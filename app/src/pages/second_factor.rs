mod qr;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::Form;
use fluent_bundle::FluentArgs;
use grantdesk::error::Error;
use grantdesk::people::{Enrolment, Refused};
use leptos::prelude::*;
use serde::Deserialize;

use self::qr::qr;
use crate::app::App;
use crate::failure::Failure;
use crate::flash::Flash;
use crate::parts::field::TextField;
use crate::parts::look::KeptForm;
use crate::parts::notice::Notice;
use crate::refused::refused;
use crate::render::page;
use crate::visitor::Visitor;
use crate::{t, words};

const PATH: &str = "/settings/second-factor";

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    code: String,
    password: String,
}

pub async fn begin(State(app): State<App>, visitor: Visitor) -> Result<Redirect, Failure> {
    match app.desk.begin_second_factor(&visitor.person).await {
        Ok(()) | Err(Error::NothingToDo) => Ok(Redirect::to(PATH)),
        Err(error) => Err(error.into()),
    }
}

/// What to tell the app; or, when the second factor counts, how to be without it again.
pub async fn show(State(app): State<App>, visitor: Visitor) -> Result<Response, Failure> {
    sheet(&app, &visitor, None).await
}

/// The recovery codes are in this answer and nowhere else, so it is a page and no redirect.
pub async fn confirm(State(app): State<App>, visitor: Visitor, Form(typed): Form<Typed>) -> Result<Response, Failure> {
    match app.desk.confirm_second_factor(&visitor.person, &typed.code).await {
        Ok(codes) => page(&app, &visitor, "factor-title", move || recovery(&codes)).await,
        Err(Error::Refused(why)) => sheet(&app, &visitor, Some(why)).await,
        Err(Error::NothingToDo) => Ok(Redirect::to("/settings").into_response()),
        Err(error) => Err(error.into()),
    }
}

pub async fn remove(State(app): State<App>, visitor: Visitor, Form(typed): Form<Typed>) -> Result<Response, Failure> {
    match app.desk.remove_second_factor(&visitor.person, &typed.password).await {
        Ok(()) => {
            let text = words::text(visitor.language, "factor-removed", &FluentArgs::new());
            Flash::good(text).keep(&visitor.session).await?;
            Ok(Redirect::to("/settings").into_response())
        }
        Err(Error::Refused(why)) => sheet(&app, &visitor, Some(why)).await,
        Err(Error::NothingToDo) => Ok(Redirect::to("/settings").into_response()),
        Err(error) => Err(error.into()),
    }
}

async fn sheet(app: &App, visitor: &Visitor, wrong: Option<Refused>) -> Result<Response, Failure> {
    let enrolment = app.desk.enrolment(&visitor.person).await?;
    if enrolment.is_none() && app.desk.second_factor(&visitor.person).await?.is_none() {
        return Ok(Redirect::to("/settings").into_response());
    }
    let is_wrong = wrong.is_some();
    let wrong = wrong.map(|why| refused(visitor.language, why));
    let mut response = page(app, visitor, "factor-title", move || {
        let content = match enrolment {
            Some(enrolment) => enrol(&enrolment, wrong),
            None => removal(wrong),
        };
        view! { {heading()}{content} }
    })
    .await?;
    if is_wrong {
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    Ok(response)
}

fn heading() -> AnyView {
    view! {
        <header class="heading"><div><p><a href="/settings">{t!("settings-title")}</a></p><h1>{t!("factor-title")}</h1></div></header>
    }
    .into_any()
}

fn enrol(enrolment: &Enrolment, wrong: Option<String>) -> AnyView {
    view! {
        <section class="panel factor" aria-labelledby="scan">
            <h2 id="scan">{t!("factor-scan")}</h2>
            <div class="stack">
                <p>{t!("factor-scan-why")}</p>
                {qr(&enrolment.uri)}
                <div class="field">
                    <label for="secret">{t!("factor-secret")}</label>
                    <input id="secret" value=enrolment.secret.clone() readonly autocomplete="off" spellcheck="false"/>
                </div>
                <form method="post" action="/settings/second-factor/confirmation" class="stack">
                    <TextField name="code" label=t!("second-step-code") autocomplete="one-time-code" required=true hint=t!("factor-code-hint") error=wrong/>
                    <div class="row"><button class="primary">{t!("factor-confirm")}</button><a class="button quiet" href="/settings">{t!("cancel")}</a></div>
                </form>
            </div>
        </section>
    }
    .into_any()
}

fn recovery(codes: &[String]) -> AnyView {
    provide_context(KeptForm::Page);
    let codes = codes.iter().map(|code| view! { <li><code>{code.clone()}</code></li> }).collect_view();
    view! {
        {heading()}
        <Notice tone="good" icon="succeeded">{t!("factor-added")}</Notice>
        <section class="panel factor" aria-labelledby="recovery">
            <h2 id="recovery">{t!("factor-recovery")}</h2>
            <p>{t!("factor-recovery-why")}</p>
            <ul class="recovery">{codes}</ul>
            <div class="row"><a class="button primary" href="/settings">{t!("factor-kept")}</a></div>
        </section>
    }
    .into_any()
}

fn removal(wrong: Option<String>) -> AnyView {
    view! {
        <section class="panel factor" aria-labelledby="remove">
            <h2 id="remove">{t!("factor-remove")}</h2>
            <form method="post" action="/settings/second-factor/removal" class="stack">
                <p>{t!("factor-remove-why")}</p>
                <TextField name="password" label=t!("password") kind="password" autocomplete="current-password" required=true error=wrong/>
                <div class="row"><button class="danger">{t!("factor-remove")}</button><a class="button quiet" href="/settings">{t!("cancel")}</a></div>
            </form>
        </section>
    }
    .into_any()
}
