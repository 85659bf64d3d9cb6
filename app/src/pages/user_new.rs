//! A new account. Its password is chosen by whom it is for, at a link that is shown here once.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use axum_extra::extract::Form;
use grantdesk::error::Error;
use grantdesk::people::Refused;
use leptos::prelude::*;
use serde::Deserialize;

use super::user::{Origin, link_page};
use crate::app::App;
use crate::failure::Failure;
use crate::parts::field::TextField;
use crate::parts::look::{KeptForm, Look};
use crate::refused::{OF_THE_NAME, OF_THE_USERNAME, refused};
use crate::render::page;
use crate::t;
use crate::visitor::Visitor;

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Named {
    pub username: String,
    pub name: String,
    #[serde(rename = "do")]
    pub wish: String,
}

pub async fn show(State(app): State<App>, visitor: Visitor) -> Result<Response, Failure> {
    app.desk.desk_admin(&visitor.person)?;
    form(&app, &visitor, Named::default(), None).await
}

pub async fn invite(
    State(app): State<App>,
    visitor: Visitor,
    origin: Origin,
    Form(named): Form<Named>,
) -> Result<Response, Failure> {
    let admin = app.desk.desk_admin(&visitor.person)?;
    if let Some(look) = Look::parse(&named.wish) {
        return form(&app, &visitor.choosing(&app, look).await?, named, None).await;
    }
    match admin.invite(&named.username, &named.name).await {
        Ok(link) => link_page(&app, &visitor, origin, link).await,
        Err(Error::Refused(why)) => form(&app, &visitor, named, Some(why)).await,
        Err(error) => Err(error.into()),
    }
}

async fn form(app: &App, visitor: &Visitor, named: Named, wrong: Option<Refused>) -> Result<Response, Failure> {
    let language = visitor.language;
    let mut response = page(app, visitor, "user-new", move || {
        provide_context(KeptForm::Whole { id: "new-user", on_enter: "add" });
        view! {
            <header class="heading">
                <div><p><a href="/admin/users">{t!("users-title")}</a></p><h1>{t!("user-new")}</h1></div>
            </header>
            <form id="new-user" method="post" action="/admin/users/new" class="panel narrow" aria-labelledby="names">
                <h2 id="names">{t!("user-names")}</h2>
                <div class="stack">
                    {name_fields(&named, |why| refused(language, why), wrong)}
                    <p class="soft">{t!("user-new-why")}</p>
                    <div class="row"><button class="primary">{t!("user-add")}</button><a class="button quiet" href="/admin/users">{t!("cancel")}</a></div>
                </div>
            </form>
        }
    })
    .await?;
    if wrong.is_some() {
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    Ok(response)
}

/// User name and name, with what is wrong with either.
pub(super) fn name_fields(named: &Named, say: impl Fn(Refused) -> String, wrong: Option<Refused>) -> AnyView {
    let error = |fields: &[Refused]| wrong.filter(|why| fields.contains(why)).map(&say);
    view! {
        <TextField
            name="username"
            label=t!("username")
            value=named.username.clone()
            required=true
            hint=t!("user-username-hint")
            error=error(&OF_THE_USERNAME)
        />
        <TextField name="name" label=t!("users-name") value=named.name.clone() required=true hint=t!("user-name-hint") error=error(&OF_THE_NAME)/>
    }
    .into_any()
}
