//! One role: what it is called and what it allows.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::Form;
use fluent_bundle::FluentArgs;
use grantdesk::error::{Error, Result as Done};
use grantdesk::people::{Permission, Refused, Role};
use leptos::prelude::*;
use serde::Deserialize;

use super::roles::name;
use crate::app::App;
use crate::failure::Failure;
use crate::flash::{Flash, refusal};
use crate::parts::badge::RetiredBadge;
use crate::parts::field::TextField;
use crate::parts::look::{KeptForm, Look};
use crate::parts::notice::Notice;
use crate::parts::sentence::in_line;
use crate::refused::{OF_THE_NAME, refused};
use crate::render::page;
use crate::visitor::Visitor;
use crate::{t, words};

/// A role as its form has it.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    name: String,
    #[serde(rename = "permission")]
    permissions: Vec<String>,
    /// The seal of the role as the page showed it.
    seen: Option<String>,
    #[serde(rename = "do")]
    wish: String,
}

impl Typed {
    fn of(role: &Role) -> Typed {
        let permissions = role.permissions.iter().map(|permission| permission.as_str().to_owned()).collect();
        Typed { name: role.name.clone(), permissions, seen: Some(role.seal()), ..Typed::default() }
    }

    fn permissions(&self) -> Result<Vec<Permission>, Failure> {
        let read =
            |word: &String| Permission::parse(word).ok_or_else(|| Failure::Malformed(format!("permission={word}")));
        self.permissions.iter().map(read).collect()
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    #[serde(rename = "do")]
    wish: String,
}

pub async fn new(State(app): State<App>, visitor: Visitor) -> Result<Response, Failure> {
    app.desk.desk_admin(&visitor.person)?;
    form(&app, &visitor, None, Typed::default(), None).await
}

pub async fn add(State(app): State<App>, visitor: Visitor, Form(typed): Form<Typed>) -> Result<Response, Failure> {
    let admin = app.desk.desk_admin(&visitor.person)?;
    if let Some(look) = Look::parse(&typed.wish) {
        return form(&app, &visitor.choosing(&app, look).await?, None, typed, None).await;
    }
    match admin.add_role(&typed.name, &typed.permissions()?).await {
        Err(Error::Refused(why)) => form(&app, &visitor, None, typed, Some(why)).await,
        done => Ok(to_the_list(&visitor, done.map(|_| ()), "role-added").await?.into_response()),
    }
}

pub async fn show(State(app): State<App>, visitor: Visitor, Path(id): Path<String>) -> Result<Response, Failure> {
    let role = role(&app, &visitor, &id).await?;
    let typed = Typed::of(&role);
    form(&app, &visitor, Some(role), typed, None).await
}

pub async fn change(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<String>,
    Form(typed): Form<Typed>,
) -> Result<Response, Failure> {
    let role = role(&app, &visitor, &id).await?;
    let admin = app.desk.desk_admin(&visitor.person)?;
    if let Some(look) = Look::parse(&typed.wish) {
        return form(&app, &visitor.choosing(&app, look).await?, Some(role), typed, None).await;
    }
    match admin.change_role(role.id, typed.seen.as_deref(), &typed.name, &typed.permissions()?).await {
        Err(Error::Refused(why)) => {
            // What the refusal tells of it has been seen by then.
            let seen = if why == Refused::RoleOvertaken { Some(role.seal()) } else { typed.seen.clone() };
            form(&app, &visitor, Some(role), Typed { seen, ..typed }, Some(why)).await
        }
        done => Ok(to_the_list(&visitor, done, "role-changed").await?.into_response()),
    }
}

pub async fn retire(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<String>,
    Form(asked): Form<Asked>,
) -> Result<Redirect, Failure> {
    let role = role(&app, &visitor, &id).await?;
    let admin = app.desk.desk_admin(&visitor.person)?;
    match asked.wish.as_str() {
        "retire" => to_the_list(&visitor, admin.retire_role(role.id).await, "role-was-retired").await,
        "restore" => to_the_list(&visitor, admin.restore_role(role.id).await, "role-was-restored").await,
        wish => Err(Failure::Malformed(format!("do={wish}"))),
    }
}

async fn role(app: &App, visitor: &Visitor, id: &str) -> Result<Role, Failure> {
    app.desk.desk_admin(&visitor.person)?;
    let id = id.parse().map_err(|_| Failure::NotFound)?;
    Ok(app.desk.admin(&visitor.person)?.role(id).await?)
}

async fn to_the_list(visitor: &Visitor, done: Done<()>, key: &str) -> Result<Redirect, Failure> {
    let flash = match done {
        Ok(()) => Flash::good(words::text(visitor.language, key, &FluentArgs::new())),
        Err(error) => refusal(visitor.language, &visitor.zone, &error)?,
    };
    flash.keep(&visitor.session).await?;
    Ok(Redirect::to("/admin/roles"))
}

async fn form(
    app: &App,
    visitor: &Visitor,
    role: Option<Role>,
    typed: Typed,
    wrong: Option<Refused>,
) -> Result<Response, Failure> {
    let language = visitor.language;
    let title = if role.is_some() { "role-title" } else { "role-new" };
    let mut response = page(app, visitor, title, move || {
        let of_name = [&OF_THE_NAME[..], &[Refused::RoleTaken]].concat();
        let name_wrong = wrong.filter(|why| of_name.contains(why)).map(|why| refused(language, why));
        let other = wrong.filter(|why| !of_name.contains(why)).map(|why| {
            let now = role.as_ref().filter(|_| why == Refused::RoleOvertaken).map(as_it_is);
            view! { <Notice tone="bad" icon="failed">{refused(language, why)}" "{now}</Notice> }
        });
        let action = role.as_ref().map_or("/admin/roles/new".to_owned(), |role| format!("/admin/roles/{}", role.id));
        let heading = match &role {
            Some(role) => role.name.clone(),
            None => t!("role-new"),
        };
        let retired = role.as_ref().and_then(|role| role.retired_at).map(|_| view! { <RetiredBadge/> });
        provide_context(KeptForm::Whole { id: "role", on_enter: "save" });
        view! {
            <header class="heading">
                <div><p><a href="/admin/roles">{t!("roles-title")}</a></p><h1>{heading}" "{retired}</h1></div>
            </header>
            {other}
            <form id="role" method="post" action=action class="panel narrow" aria-labelledby="role-title">
                <h2 id="role-title">{t!("role-title")}</h2>
                <div class="stack">
                    {typed.seen.clone().map(|seen| view! { <input type="hidden" name="seen" value=seen/> })}
                    <TextField name="name" label=t!("role-name") value=typed.name.clone() required=true error=name_wrong/>
                    {permissions(&typed)}
                    {role.as_ref().map(holders)}
                    <div class="row"><button class="primary">{t!("settings-save")}</button><a class="button quiet" href="/admin/roles">{t!("cancel")}</a></div>
                </div>
            </form>
            {role.as_ref().map(retirement)}
        }
    })
    .await?;
    if wrong.is_some() {
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    Ok(response)
}

/// What somebody else made of it.
fn as_it_is(role: &Role) -> String {
    let allowed: Vec<String> = role.permissions.iter().map(|permission| name(*permission)).collect();
    match allowed.is_empty() {
        true => t!("role-now-nothing", name = role.name.clone()),
        false => t!("role-now", name = role.name.clone(), permissions = in_line(&allowed)),
    }
}

fn permissions(typed: &Typed) -> AnyView {
    let boxes = Permission::ALL.map(|permission| {
        let word = permission.as_str();
        view! {
            <label class="check">
                <input type="checkbox" name="permission" value=word checked=typed.permissions.iter().any(|held| held == word)/>
                <span>{name(permission)}<br/><small>{t!(&format!("permission-{word}-why"))}</small></span>
            </label>
        }
    });
    view! { <fieldset class="checks"><legend>{t!("role-permissions")}</legend>{boxes.collect_view()}</fieldset> }
        .into_any()
}

/// A change is one for all of them.
fn holders(role: &Role) -> AnyView {
    let href = format!("/admin/users?role={}", role.id);
    view! { <p class="soft"><a href=href>{t!("role-held-by", count = role.holders)}</a>" "{t!("role-change-why")}</p> }
        .into_any()
}

fn retirement(role: &Role) -> AnyView {
    let (word, label, why) = match role.retired_at {
        None => ("retire", t!("role-retire"), t!("role-retire-why")),
        Some(_) => ("restore", t!("role-restore"), t!("role-restore-why")),
    };
    view! {
        <form method="post" action=format!("/admin/roles/{}/retirement", role.id) class="panel narrow" aria-labelledby="retirement">
            <h2 id="retirement">{label.clone()}</h2>
            <p class="soft">{why}</p>
            <button name="do" value=word>{label}</button>
        </form>
    }
    .into_any()
}
