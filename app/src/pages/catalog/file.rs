//! A catalog as a file: taken away, and brought in.

use axum::extract::{Path, Request, State};
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Redirect, Response};
use grantdesk::catalog::{Kind, Preview};
use grantdesk::error::Error;
use grantdesk::people::Manager;
use leptos::prelude::*;

use super::preview::Shown;
use super::{kind, kinds, manager, place, said, trail};
use crate::app::App;
use crate::asked::Asked;
use crate::failure::Failure;
use crate::flash::Flash;
use crate::parts::field::FieldError;
use crate::parts::icon::Icon;
use crate::render::titled_page;
use crate::sent::{Sent, SentFile};
use crate::t;
use crate::visitor::Visitor;
use crate::words;

/// Every entry of a kind as CSV.
pub async fn export(app: App, visitor: Visitor, game: String, kind: Kind) -> Result<Response, Failure> {
    let manager = manager(&app, &visitor, &game).await?;
    let bytes = manager.export(kind).await?;
    let code: String = game.chars().filter(|letter| letter.is_ascii_alphanumeric() || "-_".contains(*letter)).collect();
    let name = format!("attachment; filename=\"{code}-{}.csv\"", kind.as_str());
    let headers = [
        (CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
        (CONTENT_DISPOSITION, name),
        (CACHE_CONTROL, "no-store".to_owned()),
    ];
    Ok((headers, bytes).into_response())
}

/// Where a file is chosen, or what the chosen one would change.
pub async fn import(
    State(app): State<App>,
    visitor: Visitor,
    Path((game, word)): Path<(String, String)>,
    asked: Asked,
) -> Result<Response, Failure> {
    let kind = kind(&word)?;
    let manager = manager(&app, &visitor, &game).await?;
    match asked.get("file") {
        "" => choose(&app, &visitor, &manager, kind, false).await,
        file => {
            let preview = manager.preview(kind, file, visitor.language.code()).await?;
            show(&app, &visitor, &manager, kind, preview, &asked, false).await
        }
    }
}

/// Takes a file, does what one showed, or does away with it.
pub async fn upload(
    State(app): State<App>,
    visitor: Visitor,
    Path((game, word)): Path<(String, String)>,
    request: Request,
) -> Result<Response, Failure> {
    let kind = kind(&word)?;
    let manager = manager(&app, &visitor, &game).await?;
    let here = format!("{}/import", place(&game, kind, None));
    let sent = Sent::read(&app, &visitor.person, request).await?;
    let field = |name: &str| sent.fields.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str());
    match (&sent.file, field("do"), field("file")) {
        (Some(SentFile::TooLarge), _, _) => Err(Failure::FileTooLarge { back: here }),
        (Some(SentFile::Taken(upload)), _, _) => {
            Ok(Redirect::to(&format!("{here}?file={}", upload.id)).into_response())
        }
        (None, Some("apply"), Some(file)) => {
            let seal = field("seal").unwrap_or_default();
            match manager.import(kind, file, visitor.language.code(), seal).await {
                Ok(Ok(count)) => {
                    let count = [("count", (count as i64).into())];
                    said(visitor.language, "catalog-said-imported", &count).keep(&visitor.session).await?;
                    Ok(Redirect::to(&place(&game, kind, None)).into_response())
                }
                Ok(Err(preview)) => {
                    show(&app, &visitor, &manager, kind, *preview, &Asked::default().with("file", file), true).await
                }
                Err(Error::NothingToDo) => Ok(Redirect::to(&format!("{here}?file={file}")).into_response()),
                Err(error) => Err(error.into()),
            }
        }
        (None, Some("discard"), Some(file)) => {
            let upload = app.desk.upload(&visitor.person, file).await?;
            app.desk.discard_upload(&upload).await?;
            let text = words::text(visitor.language, "catalog-said-discarded", &fluent_bundle::FluentArgs::new());
            Flash::good(text).keep(&visitor.session).await?;
            Ok(Redirect::to(&here).into_response())
        }
        _ => choose(&app, &visitor, &manager, kind, true).await,
    }
}

async fn choose(
    app: &App,
    visitor: &Visitor,
    manager: &Manager<'_>,
    kind: Kind,
    no_file: bool,
) -> Result<Response, Failure> {
    let game = manager.game().clone();
    let content = move || {
        let list = place(&game.code, kind, None);
        let names: Vec<&str> = kind.fields().iter().map(|field| field.name).chain(["retired"]).collect();
        let error = no_file.then(|| view! { <FieldError id="file-error" text=t!("bulk-no-file")/> });
        view! {
            {heading(&game, kind)}
            <form class="panel entry" method="post" action=format!("{list}/import") enctype="multipart/form-data" novalidate>
                <h2>{t!("catalog-file")}</h2>
                <div class="field">
                    <label for="file">{t!("catalog-choose-file")}</label>
                    <input id="file" type="file" name="file" accept=".csv,.txt,.tsv,.xlsx" aria-describedby="file-hint" aria-invalid=no_file.then_some("true")/>
                    <small id="file-hint">{t!("catalog-file-hint")}</small>
                    {error}
                </div>
                <p class="soft">{t!("catalog-file-columns")}" "<code>{names.join(", ")}</code></p>
                <footer class="row">
                    <button class="primary"><Icon name="upload"/>{t!("catalog-read-file")}</button>
                    <a class="button quiet" href=format!("{list}.csv") download><Icon name="download"/>{t!("catalog-export")}</a>
                </footer>
            </form>
        }
    };
    let mut response = titled_page(app, visitor, move || kinds(kind), content).await?;
    if no_file {
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    Ok(response)
}

async fn show(
    app: &App,
    visitor: &Visitor,
    manager: &Manager<'_>,
    kind: Kind,
    preview: Preview,
    asked: &Asked,
    outdated: bool,
) -> Result<Response, Failure> {
    let game = manager.game().clone();
    let shown = Shown::new(kind, game.code.clone(), preview, asked, outdated);
    let content = move || view! { {heading(&game, kind)}{shown.view()} };
    let mut response = titled_page(app, visitor, move || kinds(kind), content).await?;
    if outdated {
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    Ok(response)
}

fn heading(game: &grantdesk::catalog::Game, kind: Kind) -> AnyView {
    view! {
        <header class="heading"><div>{trail(Some(game), Some(kind))}<h1>{t!("catalog-import")}</h1><p>{t!("catalog-import-intro")}</p></div></header>
    }
    .into_any()
}
