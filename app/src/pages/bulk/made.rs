//! A bulk file that was submitted: who did it, the requests it became, and how they stand.

use axum::response::{IntoResponse, Redirect, Response};
use grantdesk::batch::{Batch, Submitted};
use grantdesk::number::grouped;
use grantdesk::people::Permission;
use grantdesk::request::{Filters, Page, State, Summary, Turn};
use leptos::prelude::*;

use super::super::request::Typed;
use super::super::requests::table::RequestPage;
use super::super::requests::turn;
use super::approval::{self, Decision};
use crate::app::App;
use crate::asked::Asked;
use crate::failure::Failure;
use crate::moment::Moment;
use crate::parts::badge::StateBadge;
use crate::parts::names::Names;
use crate::parts::sentence::{Around, HERE};
use crate::render::page;
use crate::t;
use crate::visitor::Visitor;

pub async fn show(
    app: &App,
    visitor: &Visitor,
    batch: &Batch,
    submitted: Submitted,
    asked: Asked,
) -> Result<Response, Failure> {
    let (desk, person, id) = (&app.desk, &visitor.person, batch.id.clone());
    if !visitor.looks_again {
        desk.read_of_batch(person, &id).await?;
    }
    let turn = turn(&asked);
    let asked = asked.only(&["state"]);
    let state = State::parse(asked.get("state"));
    let all = Filters { batch: Some(id.clone()), states: State::ALL.to_vec(), ..Filters::default() };
    let states = desk.states(person, &all).await?;
    let filters = Filters { states: state.map_or(all.states.clone(), |state| vec![state]), ..all };
    let listed = desk.search(person, &filters, turn).await?;
    if matches!(turn, Turn::After(_)) && !listed.newer {
        return Ok(Redirect::to(&asked.href(&super::place(&id))).into_response());
    }
    let pending = states.iter().any(|(state, _)| *state == State::Pending);
    let decision = if !pending || !person.may(Permission::Approve, batch.game_id) {
        Decision::None
    } else if batch.user_id == person.id {
        Decision::Own
    } else {
        Decision::Open(desk.batch_approver(person, &id).await?.waiting().await?)
    };
    let typed = Typed::take(visitor).await?;
    let names = Names(desk.catalogs(person).await?);
    let catalog = desk.catalog(person, &batch.form.game).await?;
    let (me, now) = (person.id, desk.now());
    page(app, visitor, "bulk-title", move || {
        view! {
            {heading(&submitted)}
            {approval::view(&id, &decision, &typed, &catalog)}
            {tabs(&id, &states, state, submitted.requests)}
            {list(listed, names, &asked, &id, me, now)}
        }
    })
    .await
}

fn heading(submitted: &Submitted) -> AnyView {
    let at = submitted.at;
    let text = t!("bulk-submitted-by", who = submitted.by.clone(), count = submitted.requests, at = HERE);
    view! {
        <header class="heading">
            <div>
                <p><a href="/requests">{t!("menu-requests")}</a></p>
                <h1>{t!("bulk-made-title")}</h1>
                <p><Around text><Moment at/></Around></p>
            </div>
        </header>
    }
    .into_any()
}

/// How many of the requests are in which state; each leads to these alone.
fn tabs(id: &str, states: &[(State, i64)], shown: Option<State>, all: i64) -> AnyView {
    let tab = |href: String, is_shown: bool, name: AnyView, count: i64| {
        view! { <a href=href aria-current=is_shown.then_some("page")>{name}" "<data value=count.to_string()>{grouped(count)}</data></a> }
    };
    let ones = State::ALL.iter().filter_map(|state| {
        let (_, count) = states.iter().find(|(known, _)| known == state)?;
        let href = format!("/bulk/{id}?state={}", state.as_str());
        Some(tab(href, shown == Some(*state), view! { <StateBadge state=*state/> }.into_any(), *count))
    });
    view! {
        <nav class="tabs" aria-label=t!("requests-tabs")>
            {tab(super::place(id), shown.is_none(), t!("bulk-all").into_any(), all)}
            {ones.collect_view()}
        </nav>
    }
    .into_any()
}

fn list(listed: Page<Summary>, names: Names, asked: &Asked, id: &str, me: i64, now: i64) -> AnyView {
    let nothing = view! { <p class="soft">{t!("list-no-match")}</p> }.into_any();
    let path = super::place(id);
    view! { <RequestPage listed asked=asked.clone() path names me now with_game=false nothing/> }.into_any()
}
