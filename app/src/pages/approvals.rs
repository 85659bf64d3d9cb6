mod decide;
mod queue;

use axum::extract::State;
use axum::response::{Redirect, Response};
use axum_extra::extract::Form;
use grantdesk::number::grouped;
use grantdesk::people::Permission;
use grantdesk::request::{Filters, Turn};
use leptos::prelude::*;

use self::decide::{Picks, approve_each};
use self::queue::Queue;
use crate::app::App;
use crate::failure::Failure;
use crate::live::{Live, Topic};
use crate::parts::names::Names;
use crate::parts::notice::Empty;
use crate::render::live_page;
use crate::t;
use crate::visitor::Visitor;

const PATH: &str = "/approvals";

pub async fn show(State(app): State<App>, visitor: Visitor) -> Result<Response, Failure> {
    approver(&visitor)?;
    let live = Live::of(&app, &visitor, Topic::Desk).await?;
    let person = &visitor.person;
    let names = Names(app.desk.catalogs(person).await?);
    let queue = app.desk.queue(person).await?;
    let waiting = app.desk.waiting_for(person).await?;
    let own = Filters { requested_by: Some(person.id), not_requested_by: None, ..Filters::to_decide(person) };
    let own = app.desk.search(person, &own, Turn::Newest).await?.rows;
    let ids: Vec<i64> = queue.iter().map(|waiting| waiting.id).collect();
    let remarkable = app.desk.remarkable(&ids).await?;
    let now = app.desk.now();
    live_page(&app, &visitor, live, || t!("approvals-title"), move || {
        let shown = queue.len() as i64;
        let more = (waiting > shown).then(|| t!("approvals-oldest-of", shown = shown, waiting = waiting));
        let nothing = queue.is_empty();
        view! {
            <header class="heading">
                <div>
                    <h1>{t!("approvals-title")}" "{(waiting > 0).then(|| view! { <small class="soft">{grouped(waiting)}</small> })}</h1>
                    <p>{t!("approvals-intro")}</p>
                </div>
            </header>
            {nothing.then(|| view! { <Empty icon="approved" title=t!("approvals-none") text=t!("approvals-none-why")/> })}
            {(!(nothing && own.is_empty())).then(|| view! { <Queue rows=queue own remarkable names now/> })}
            {more.map(|text| view! { <p class="soft">{text}</p> })}
        }
    })
    .await
}

pub async fn approve(State(app): State<App>, visitor: Visitor, Form(picks): Form<Picks>) -> Result<Redirect, Failure> {
    approver(&visitor)?;
    approve_each(&app, &visitor, picks).await?.keep(&visitor.session).await?;
    Ok(Redirect::to(PATH))
}

/// Whoever approves nowhere does not know this page.
fn approver(visitor: &Visitor) -> Result<(), Failure> {
    if visitor.person.may_anywhere(Permission::Approve) { Ok(()) } else { Err(Failure::NotFound) }
}
