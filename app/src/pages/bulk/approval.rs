//! Approving every pending request of a bulk file at once.

use axum::extract::{Path, State};
use axum::response::Redirect;
use axum_extra::extract::Form;
use grantdesk::batch::{BatchReview, Waiting};
use grantdesk::catalog::Catalog;
use leptos::prelude::*;

use super::super::request::{Decision as Decided, NOTED, Typed, answer, note, said, seen};
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

pub async fn approve(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<String>,
    Form(Decided { seal, note, seen }): Form<Decided>,
) -> Result<Redirect, Failure> {
    let done = app.desk.batch_approver(&visitor.person, &id).await?.approve(&seal, &note, seen.is_some()).await;
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
                {hints(&waiting.review)}
            </section>
            <aside class="stack">
                <form id=NOTED class="panel decision first" method="post" action=format!("/bulk/{id}/approval") aria-labelledby="decision">
                    <h2 id="decision">{t!("decision-title")}</h2>
                    {note(typed, t!("bulk-note-hint"))}
                    <input type="hidden" name="seal" value=waiting.seal.clone()/>
                    {tick(&waiting.review)}
                    <button class="primary wide"><Icon name="succeeded"/>{t!("bulk-approve-all", count = count)}</button>
                    <small>{t!("bulk-approve-hint")}</small>
                </form>
                <Seal seal=waiting.seal.clone()>{t!("bulk-seal", count = count)}</Seal>
            </aside>
        </div>
    }
    .into_any()
}

/// What the reviews found that should make an approver pause.
fn hints(review: &BatchReview) -> Option<AnyView> {
    let hint = |count: i64, tone: &'static str, icon: &'static str, key: &str| {
        let text = t!(key, count = count);
        (count > 0).then(|| view! { <li data-tone=tone><Icon name=icon/><span><Sentence text/></span></li> })
    };
    let hints: Vec<_> = [
        hint(review.unknown, "bad", "missing", "bulk-hint-unknown"),
        hint(review.unusual, "bad", "full", "bulk-hint-unusual"),
        hint(review.unasked, "warn", "probe", "bulk-hint-unasked"),
        hint(review.lately, "warn", "again", "bulk-hint-lately"),
        hint(review.unfinished, "info", "delivering", "bulk-hint-unfinished"),
    ]
    .into_iter()
    .flatten()
    .collect();
    (!hints.is_empty()).then(|| view! { <ul class="hints">{hints}</ul> }.into_any())
}

/// What must be ticked before they can be approved, if anything is odd or not known.
fn tick(review: &BatchReview) -> Option<AnyView> {
    if !review.must_be_seen() {
        return None;
    }
    let what: Vec<String> = [
        (review.unknown > 0).then(|| t!("seen-unknown", count = review.unknown)),
        (review.unusual > 0).then(|| t!("seen-unusual")),
        (review.unasked > 0).then(|| t!("seen-unasked")),
        (review.unfinished > 0).then(|| t!("seen-unfinished")),
    ]
    .into_iter()
    .flatten()
    .collect();
    Some(seen(&what))
}
