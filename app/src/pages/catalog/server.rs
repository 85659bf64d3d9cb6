//! What a server has besides its fields: a state, a secret, and an answer to a test call.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::Form;
use grantdesk::catalog::{Kind, Problem, Secret, Server};
use grantdesk::connector::TestCall;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::entry::{self, answer};
use super::form::EntryForm;
use super::{manager, place, problem, tested};
use crate::app::App;
use crate::failure::Failure;
use crate::flash::take;
use crate::parts::field::FieldError;
use crate::parts::icon::Icon;
use crate::parts::server_state::ServerState;
use crate::t;
use crate::visitor::Visitor;

/// A secret that the next page of its server shows, and no page after it.
#[derive(Clone, Serialize, Deserialize)]
pub struct ShownSecret {
    server: i64,
    secret: String,
}

const KEY: &str = "secret";

impl ShownSecret {
    pub async fn keep(visitor: &Visitor, server: &Server) -> Result<(), Failure> {
        let shown = ShownSecret { server: server.id, secret: server.secret.clone() };
        Ok(visitor.session.insert(KEY, shown).await?)
    }

    /// Whatever was kept is gone afterwards.
    pub async fn take(visitor: &Visitor, server: &Server) -> Result<Option<String>, Failure> {
        let kept: Option<ShownSecret> = take(&visitor.session, KEY).await?;
        Ok(kept.filter(|kept| kept.server == server.id).map(|kept| kept.secret))
    }
}

/// What stands beside the form of a server.
pub struct Aside {
    pub server: Server,
    pub secret: Option<String>,
    pub call: Option<TestCall>,
    /// A secret that was typed, and why it is none.
    pub wrong: Option<(String, Problem)>,
    pub now: i64,
}

impl Aside {
    pub fn of(app: &App, server: Server) -> Aside {
        Aside { server, secret: None, call: None, wrong: None, now: app.desk.now() }
    }

    pub fn secret(&self) -> Option<AnyView> {
        let secret = self.secret.clone()?;
        Some(
            view! {
                <section class="panel secret" data-tone="warn" aria-labelledby="secret-title">
                    <h2 id="secret-title">{t!("catalog-secret-shown")}</h2>
                    <p><code>{secret}</code></p>
                    <small>{t!("catalog-secret-shown-why")}</small>
                </section>
            }
            .into_any(),
        )
    }

    pub fn answer(&self) -> Option<AnyView> {
        self.call.as_ref().map(|call| tested::answer(&self.server, call))
    }

    pub fn panels(&self, here: &str) -> AnyView {
        let is_paused = self.server.paused_until.is_some();
        let resume = is_paused.then(|| {
            view! {
                <form method="post" action=format!("{here}/resumption")><button class="wide"><Icon name="again"/>{t!("catalog-resume")}</button></form>
            }
        });
        view! {
            <section class="panel decision" aria-labelledby="state-title">
                <h2 id="state-title">{t!("column-state")}</h2>
                <p><ServerState server=self.server.clone() now=self.now/></p>
                {resume}
                <form method="post" action=format!("{here}/test")><button class="wide"><Icon name="probe"/>{t!("catalog-test")}</button></form>
                <small>{t!("catalog-test-why")}</small>
            </section>
            {self.rotation(here)}
        }
        .into_any()
    }

    fn rotation(&self, here: &str) -> AnyView {
        let (typed, wrong) = self.wrong.clone().unzip();
        let error = wrong.map(|wrong| problem::problem(Kind::Server, &wrong));
        let (invalid, open) = (error.is_some().then_some("true"), error.is_some());
        view! {
            <section class="panel decision" aria-labelledby="key-title">
                <h2 id="key-title">{t!("catalog-field-secret")}</h2>
                <p class="soft">{t!("catalog-secret-why")}</p>
                <details class="confirm" open=open>
                    <summary class="button wide"><Icon name="key"/>{t!("catalog-new-secret")}</summary>
                    <form method="post" action=format!("{here}/secret")>
                        <p>{t!("catalog-new-secret-why")}</p>
                        <div class="field">
                            <label for="own-secret">{t!("catalog-own-secret")}</label>
                            <input id="own-secret" name="secret" value=typed placeholder="whsec_" autocomplete="off" autocapitalize="none" spellcheck="false" aria-invalid=invalid aria-describedby="own-secret-hint"/>
                            <small id="own-secret-hint">{t!("catalog-secret-hint")}</small>
                            {error.map(|error| view! { <FieldError id="own-secret-error" text=error/> })}
                        </div>
                        <button class="danger wide">{t!("catalog-change-secret")}</button>
                    </form>
                </details>
            </section>
        }
        .into_any()
    }
}

#[derive(Debug, Deserialize)]
pub struct Typed {
    #[serde(default)]
    secret: String,
}

/// Another secret: made here and shown once, or the one that was typed.
pub async fn change_secret(
    State(app): State<App>,
    visitor: Visitor,
    Path((game, code)): Path<(String, String)>,
    Form(typed): Form<Typed>,
) -> Result<Response, Failure> {
    let manager = manager(&app, &visitor, &game).await?;
    let entry = manager.entry(Kind::Server, &code).await?;
    let own = Some(typed.secret.trim()).filter(|secret| !secret.is_empty());
    let secret = match own.map_or_else(|| Ok(Secret::generate()), Secret::read) {
        Ok(secret) => secret,
        Err(problem) => {
            let wrong = Some((typed.secret.clone(), problem));
            let aside = Aside { wrong, ..Aside::of(&app, manager.server(&code).await?) };
            let form = EntryForm::of_entry(Kind::Server, &entry);
            return entry::view(&app, &visitor, &game, entry, form, Some(aside)).await;
        }
    };
    let done = manager.change_secret(&code, &secret).await;
    if done.is_ok() && own.is_none() {
        ShownSecret::keep(&visitor, &manager.server(&code).await?).await?;
    }
    answer(&visitor, done, "catalog-said-secret", &code).await?;
    Ok(Redirect::to(&place(&game, Kind::Server, Some(&code))).into_response())
}

pub async fn resume(
    State(app): State<App>,
    visitor: Visitor,
    Path((game, code)): Path<(String, String)>,
) -> Result<Redirect, Failure> {
    let done = manager(&app, &visitor, &game).await?.resume(&code).await;
    answer(&visitor, done, "catalog-said-resumed", &code).await?;
    Ok(Redirect::to(&place(&game, Kind::Server, Some(&code))))
}

/// Calls the server, and shows how it answered.
pub async fn test(
    State(app): State<App>,
    visitor: Visitor,
    Path((game, code)): Path<(String, String)>,
) -> Result<Response, Failure> {
    let manager = manager(&app, &visitor, &game).await?;
    let call = manager.test(&code).await?;
    let (entry, server) = (manager.entry(Kind::Server, &code).await?, manager.server(&code).await?);
    let form = EntryForm::of_entry(Kind::Server, &entry);
    let aside = Aside { call: Some(call), ..Aside::of(&app, server) };
    entry::view(&app, &visitor, &game, entry, form, Some(aside)).await
}
