//! One account: who it is, what they may do where, and what can be done about it.

mod access;
mod link;
mod matrix;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::Form;
use fluent_bundle::FluentArgs;
use grantdesk::error::{Error, Result as Done};
use grantdesk::people::{Account, Membership, Permission, Refused, Role};
use leptos::prelude::*;
use serde::Deserialize;

use self::access::{Access, panel};
pub use self::link::{Origin, link_page};
use self::matrix::{Place, Toggle};
use super::audit::Log;
use super::user_new::{Named, name_fields};
use crate::app::App;
use crate::failure::Failure;
use crate::flash::{Flash, refusal};
use crate::moment::Moment;
use crate::parts::badge::AccountBadges;
use crate::parts::look::{KeptForm, Look};
use crate::parts::names::Names;
use crate::refused::refused;
use crate::render::page;
use crate::visitor::Visitor;
use crate::{t, words};

/// What a button asks for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    #[serde(rename = "do")]
    wish: String,
}

pub async fn show(State(app): State<App>, visitor: Visitor, Path(id): Path<String>) -> Result<Response, Failure> {
    sheet(&app, &visitor, number(&id)?, None, None).await
}

pub async fn rename(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<String>,
    Form(named): Form<Named>,
) -> Result<Response, Failure> {
    let id = number(&id)?;
    let admin = app.desk.desk_admin(&visitor.person)?;
    if let Some(look) = Look::parse(&named.wish) {
        return sheet(&app, &visitor.choosing(&app, look).await?, id, Some(named), None).await;
    }
    match admin.rename(id, &named.username, &named.name).await {
        Err(Error::Refused(why)) => sheet(&app, &visitor, id, Some(named), Some(why)).await,
        done => Ok(back(&visitor, id, done, "user-renamed").await?.into_response()),
    }
}

pub async fn give_or_take(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<String>,
    Form(asked): Form<Asked>,
) -> Result<Redirect, Failure> {
    let id = number(&id)?;
    let admin = app.desk.admin(&visitor.person)?;
    let Toggle { give, role, game } =
        Toggle::parse(&asked.wish).ok_or_else(|| Failure::Malformed(format!("do={}", asked.wish)))?;
    if give {
        back(&visitor, id, admin.give_role(id, role, game).await, "user-role-given").await
    } else {
        back(&visitor, id, admin.take_role(id, role, game).await, "user-role-taken").await
    }
}

pub async fn change_access(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<String>,
    Form(asked): Form<Asked>,
) -> Result<Redirect, Failure> {
    let id = number(&id)?;
    let admin = app.desk.desk_admin(&visitor.person)?;
    let access = Access::parse(&asked.wish).ok_or_else(|| Failure::Malformed(format!("do={}", asked.wish)))?;
    back(&visitor, id, access.change(&admin, id).await, access.done()).await
}

/// A link at which they set a new password. It is in this answer and nowhere else, so it is a page and no redirect.
pub async fn offer_link(
    State(app): State<App>,
    visitor: Visitor,
    origin: Origin,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    let id = number(&id)?;
    match app.desk.desk_admin(&visitor.person)?.offer_link(id).await {
        Ok(link) => link_page(&app, &visitor, origin, link).await,
        Err(error) => Ok(back(&visitor, id, Err(error), "").await?.into_response()),
    }
}

fn number(id: &str) -> Result<i64, Failure> {
    id.parse().map_err(|_| Failure::NotFound)
}

/// Back to the account, which says what was done, or why it was not.
async fn back(visitor: &Visitor, id: i64, done: Done<()>, key: &str) -> Result<Redirect, Failure> {
    let flash = match done {
        Ok(()) => Flash::good(words::text(visitor.language, key, &FluentArgs::new())),
        Err(error) => refusal(visitor.language, &visitor.zone, &error)?,
    };
    flash.keep(&visitor.session).await?;
    Ok(Redirect::to(&format!("/admin/users/{id}")))
}

async fn sheet(
    app: &App,
    visitor: &Visitor,
    id: i64,
    typed: Option<Named>,
    wrong: Option<Refused>,
) -> Result<Response, Failure> {
    let person = &visitor.person;
    let admin = app.desk.admin(person)?;
    let account = admin.account(id).await?;
    let (roles, memberships) = (admin.roles().await?, admin.memberships(&[id]).await?);
    let names = Names(app.desk.catalogs(person).await?);
    let events = admin.last_events(id).await?;
    let log = Log::read(&admin, events, names.clone(), roles.clone()).await?;
    let of_desk = person.may_everywhere(Permission::Administer);
    let places = matrix::places(person, &names, &memberships);
    let (language, now, is_self) = (visitor.language, app.desk.now(), person.id == id);
    let mut response = page(app, visitor, "user-title", move || {
        let typed = typed.unwrap_or_else(|| Named {
            username: account.username.clone(),
            name: account.name.clone(),
            ..Named::default()
        });
        let rename = of_desk.then(|| {
            provide_context(KeptForm::Whole { id: "names", on_enter: "rename" });
            view! {
                <section class="panel" aria-labelledby="rename">
                    <h2 id="rename">{t!("user-names")}</h2>
                    <form id="names" method="post" action=format!("/admin/users/{id}") class="stack">
                        {name_fields(&typed, |why| refused(language, why), wrong)}
                        <div class="row"><button class="primary">{t!("settings-save")}</button></div>
                    </form>
                </section>
            }
        });
        view! {
            {heading(&account, now)}
            {facts(&account)}
            {held(id, &places, &names, &roles, &memberships)}
            <div class="split even">
                {rename}
                {of_desk.then(|| panel(&account, is_self, now))}
            </div>
            {last(log, &account)}
        }
    })
    .await?;
    if wrong.is_some() {
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    Ok(response)
}

fn heading(account: &Account, now: i64) -> AnyView {
    view! {
        <header class="heading">
            <div>
                <p><a href="/admin/users">{t!("users-title")}</a></p>
                <h1>{account.name.clone()}" "<small>{account.username.clone()}</small>" "<AccountBadges account=account.clone() now/></h1>
            </div>
        </header>
    }
    .into_any()
}

fn facts(account: &Account) -> AnyView {
    let moment = |at: Option<i64>, none: String| match at {
        Some(at) => view! { <Moment at/> }.into_any(),
        None => none.into_any(),
    };
    let fact = |name: String, value: AnyView| view! { <div><dt>{name}</dt><dd>{value}</dd></div> };
    let factor = if account.has_second_factor { t!("factor-on") } else { t!("factor-off") };
    let link = account.link_until.map(|until| fact(t!("user-link-until"), view! { <Moment at=until/> }.into_any()));
    let locked =
        account.locked_until.map(|until| fact(t!("user-locked-until"), view! { <Moment at=until/> }.into_any()));
    let language = account.language.as_deref().and_then(crate::words::Language::parse).map(|one| one.own_name());
    let zone = account.time_zone.clone().unwrap_or_else(|| t!("user-zone-desk"));
    view! {
        <dl class="facts">
            {fact(t!("users-signed-in"), moment(account.signed_in_at, t!("users-never")))}
            {fact(t!("user-created"), moment(Some(account.created_at), String::new()))}
            {fact(t!("settings-language"), language.map_or_else(|| t!("settings-language-browser"), ToOwned::to_owned).into_any())}
            {fact(t!("settings-time-zone"), zone.into_any())}
            {fact(t!("factor-title"), factor.into_any())}
            {account.disabled_at.map(|at| fact(t!("user-disabled-since"), view! { <Moment at/> }.into_any()))}
            {locked}
            {link}
        </dl>
    }
    .into_any()
}

fn held(id: i64, places: &[Place], names: &Names, roles: &[Role], memberships: &[Membership]) -> AnyView {
    view! {
        <section class="panel" aria-labelledby="held">
            <header><h2 id="held">{t!("users-roles")}</h2><p class="soft">{t!("user-roles-why")}</p></header>
            {matrix::table(id, places, names, roles, memberships)}
        </section>
    }
    .into_any()
}

fn last(log: Log, account: &Account) -> AnyView {
    let all = format!("/admin/audit?actor={}", crate::router::encoded(&account.username));
    let about = format!("/admin/audit?subject=user&number={}", account.id);
    let is_empty = log.rows.is_empty();
    view! {
        <section class="panel" aria-labelledby="last">
            <header>
                <h2 id="last">{t!("user-last")}</h2>
                <menu class="row">
                    <li><a class="button quiet" href=all>{t!("user-all-done")}</a></li>
                    <li><a class="button quiet" href=about>{t!("user-all-about")}</a></li>
                </menu>
            </header>
            {if is_empty { view! { <p class="soft">{t!("user-nothing")}</p> }.into_any() } else { log.view() }}
        </section>
    }
    .into_any()
}
