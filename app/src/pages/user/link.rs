use std::convert::Infallible;

use axum::extract::FromRequestParts;
use axum::http::header::HOST;
use axum::http::request::Parts;
use axum::response::Response;
use grantdesk::people::Link;
use leptos::prelude::*;

use crate::app::App;
use crate::failure::Failure;
use crate::moment::Moment;
use crate::parts::notice::Notice;
use crate::parts::sentence::{Around, HERE};
use crate::render::page;
use crate::t;
use crate::visitor::Visitor;

/// Where browsers reach the desk: `https://desk.example`.
#[derive(Clone, Debug)]
pub struct Origin(String);

impl FromRequestParts<App> for Origin {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Origin, Infallible> {
        if let Some(url) = &app.public_url {
            return Ok(Origin(url.clone()));
        }
        let host = parts.headers.get(HOST).and_then(|host| host.to_str().ok()).or(parts.uri.host()).unwrap_or_default();
        Ok(Origin(format!("{}://{host}", if app.https { "https" } else { "http" })))
    }
}

/// The one time that a link is shown.
pub async fn link_page(app: &App, visitor: &Visitor, origin: Origin, link: Link) -> Result<Response, Failure> {
    let account = app.desk.admin(&visitor.person)?.account(link.user).await?;
    let url = format!("{}/welcome/{}", origin.0, link.token);
    page(app, visitor, "link-title", move || {
        let user = format!("/admin/users/{}", link.user);
        view! {
            <header class="heading">
                <div><p><a href="/admin/users">{t!("users-title")}</a></p><h1>{t!("link-for", name = account.name)}</h1></div>
            </header>
            <Notice tone="warn" icon="warn">{t!("link-once")}</Notice>
            <section class="panel" aria-labelledby="the-link">
                <h2 id="the-link">{t!("link-title")}</h2>
                <div class="stack">
                    <div class="field">
                        <label for="link">{t!("link-label")}</label>
                        <input id="link" value=url readonly autofocus autocomplete="off" spellcheck="false"/>
                        <small><Around text=t!("link-until", until = HERE)><Moment at=link.expires_at/></Around></small>
                    </div>
                    <p>{t!("link-why")}</p>
                    <div class="row"><a class="button primary" href=user>{t!("link-go-on")}</a></div>
                </div>
            </section>
        }
    })
    .await
}
