//! Empty bulk files of a game, to be filled in.

use axum::extract::{Query, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use fluent_bundle::FluentArgs;
use grantdesk::batch::{Said, Template, TemplateWords};
use grantdesk::catalog::Catalog;
use grantdesk::error::Error;
use grantdesk::list::PlayerKind;
use serde::Deserialize;

use super::super::request_new::reasons;
use super::super::results::XLSX;
use crate::app::App;
use crate::failure::Failure;
use crate::visitor::Visitor;
use crate::words::{self, Language};

#[derive(Debug, Deserialize)]
pub struct Which {
    #[serde(default)]
    game: String,
}

pub async fn csv(State(app): State<App>, visitor: Visitor, Query(which): Query<Which>) -> Result<Response, Failure> {
    app.desk.operator(&visitor.person, &which.game).await?;
    Ok(file(&which.game, "csv", "text/csv; charset=utf-8", Template::csv()?))
}

pub async fn xlsx(State(app): State<App>, visitor: Visitor, Query(which): Query<Which>) -> Result<Response, Failure> {
    app.desk.operator(&visitor.person, &which.game).await?;
    let catalog = app.desk.catalog(&visitor.person, &which.game).await?;
    let template = Template { words: words_of(visitor.language, &catalog), catalog };
    let written = tokio::task::spawn_blocking(move || template.xlsx()).await;
    let written = written.map_err(|error| Failure::Internal(Error::Task(error.to_string())))??;
    Ok(file(&which.game, "xlsx", XLSX, written))
}

fn words_of(language: Language, catalog: &Catalog) -> TemplateWords {
    let text = |key: &str| words::text(language, key, &FluentArgs::new());
    let means = |said: Said| (said, text(&format!("bulk-means-{}", said.name().replace('_', "-"))));
    TemplateWords {
        language: language.code().into(),
        rows_sheet: text("bulk-sheet-rows"),
        codes_sheet: text("bulk-sheet-codes"),
        columns: text("file-columns"),
        meanings: Said::TEMPLATE.into_iter().map(means).collect(),
        items: text("bulk-said-item"),
        most: text("bulk-most"),
        reasons: text("bulk-said-reason"),
        asks_detail: text("bulk-asks-detail"),
        detail_reasons: text("bulk-said-detail-reason"),
        servers: text("bulk-said-servers"),
        id_kinds: text("bulk-said-id-kind"),
        id_rules: catalog.usable_id_kinds().map(|kind| reasons::rule(language, &PlayerKind::from(kind))).collect(),
        messages: text("bulk-said-message"),
    }
}

/// `moonlit-bulk-template.csv`
fn file(game: &str, ending: &str, kind: &'static str, bytes: Vec<u8>) -> Response {
    let game: String =
        game.chars().filter(|letter| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_')).collect();
    let name = format!("attachment; filename=\"{game}-bulk-template.{ending}\"");
    ([(CONTENT_TYPE, kind.to_owned()), (CONTENT_DISPOSITION, name), (CACHE_CONTROL, "no-store".to_owned())], bytes)
        .into_response()
}
