//! Everything that was done: by whom, when, from where, and what changed.

mod details;
mod export;
mod log;
mod narrow;

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use grantdesk::event::Audited;
use grantdesk::request::{Page, Turn};
use leptos::prelude::*;

pub use self::export::{csv, xlsx};
pub use self::log::Log;
use self::narrow::{AuditForm, FIELDS, Narrowed};
use super::requests::turn;
use crate::app::App;
use crate::asked::Asked;
use crate::failure::Failure;
use crate::moment;
use crate::parts::icon::Icon;
use crate::parts::names::Names;
use crate::parts::notice::Empty;
use crate::parts::pager::{Pager, span};
use crate::render::page;
use crate::t;
use crate::visitor::Visitor;

const PATH: &str = "/admin/audit";

pub async fn show(State(app): State<App>, visitor: Visitor, asked: Asked) -> Result<Response, Failure> {
    let admin = app.desk.admin(&visitor.person)?;
    let names = Names(app.desk.catalogs(&visitor.person).await?);
    let turn = turn(&asked);
    let asked = asked.only(FIELDS);
    let Narrowed { filters, filled } = narrow::read(&asked, &names, &visitor.zone);
    let Page { rows, newer, older } = admin.audit(&filters, turn).await?;
    if matches!(turn, Turn::After(_)) && !newer {
        // The newest page is always a full one.
        return Ok(Redirect::to(&asked.href(PATH)).into_response());
    }
    let log = Log::read(&admin, rows, names.clone(), admin.roles().await?).await?;
    page(&app, &visitor, "audit-title", move || {
        let export = |ending: &str| asked.href(&format!("{PATH}.{ending}"));
        view! {
            <header class="heading">
                <div><h1>{t!("audit-title")}</h1><p>{t!("audit-intro")}</p></div>
                <menu>
                    <li><a class="button" href=export("csv") download><Icon name="download"/>{t!("log-csv")}</a></li>
                    <li><a class="button" href=export("xlsx") download><Icon name="download"/>{t!("log-xlsx")}</a></li>
                </menu>
            </header>
            <AuditForm filled names/>
            <Rows log newer older asked/>
        }
    })
    .await
}

#[component]
fn Rows(log: Log, newer: bool, older: bool, asked: Asked) -> impl IntoView {
    let ends = |row: Option<&Audited>| row.map(|row| (row.event.id, row.event.at));
    let (Some(first), Some(last)) = (ends(log.rows.first()), ends(log.rows.last())) else {
        return view! { <Empty icon="audit" title=t!("list-no-match") text=t!("list-no-match-why")/> }.into_any();
    };
    let summary = span(log.rows.len(), first.1, last.1, moment::exact);
    let newer = newer.then(|| asked.clone().with("after", first.0).href(PATH));
    let older = older.then(|| asked.clone().with("before", last.0).href(PATH));
    view! {
        {log.view()}
        <Pager newer older summary/>
    }
    .into_any()
}
