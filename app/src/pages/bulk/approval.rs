//! Approving every pending request of a bulk file at once.

use axum::extract::{Path, State};
use axum::response::Redirect;
use axum_extra::extract::Form;
use grantdesk::batch::Waiting;
use grantdesk::catalog::Catalog;
use leptos::prelude::*;
use serde::Deserialize;

use super::super::request::{Typed, answer, note, said};
use super::found;
use crate::app::App;
use crate::failure::Failure;
use crate::parts::icon::Icon;
use crate::parts::notice::Notice;
use crate::parts::seal::Seal;
use crate::parts::sentence::Sentence;
use crate::t;
use crate::visitor::Visitor;

/// What somebody may decide about a bulk file.
#[derive(Debug)]
pub enum Decision {
    /// Nothing is pending, or it is not for them.
    None,
    /// It is their own.
    Own,
    Open(Waiting),
}

#[derive(Debug, Deserialize)]
pub struct Decided {
    #[serde(default)]
    seal: String,
    #[serde(default)]
    note: String,
}

pub async fn approve(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<String>,
    Form(Decided { seal, note }): Form<Decided>,
) -> Result<Redirect, Failure> {
    let done = app.desk.batch_approver(&visitor.person, &id).await?.approve(&seal, &note).await;
    let done = done.map(|approved| said(&visitor, "bulk-approved", approved as i64));
    answer(&visitor, &super::place(&id), note, done).await
}

/// What would be approved, and the button.
pub fn view(id: &str, decision: &Decision, typed: &Typed, catalog: &Catalog) -> AnyView {
    let waiting = match decision {
        Decision::None => return ().into_any(),
        Decision::Own => {
            return view! { <Notice tone="warn" icon="people"><Sentence text=t!("decision-own")/></Notice> }.into_any();
        }
        Decision::Open(waiting) => waiting,
    };
    let count = waiting.requests();
    view! {
        <div class="split">
            <section class="panel">
                <h2>{t!("bulk-pending-totals", count = count)}</h2>
                <p class="soft">{t!("bulk-pending-players", count = waiting.players)}</p>
                {found::totals(&waiting.totals, catalog)}
            </section>
            <aside class="stack">
                <form class="panel decision first" method="post" action=format!("/bulk/{id}/approval") aria-labelledby="decision">
                    <h2 id="decision">{t!("decision-title")}</h2>
                    {note(typed, t!("bulk-note-hint"))}
                    <input type="hidden" name="seal" value=waiting.seal.clone()/>
                    <button class="primary wide"><Icon name="succeeded"/>{t!("bulk-approve-all", count = count)}</button>
                    <small>{t!("bulk-approve-hint")}</small>
                </form>
                <Seal seal=waiting.seal.clone()>{t!("bulk-seal", count = count)}</Seal>
            </aside>
        </div>
    }
    .into_any()
}
