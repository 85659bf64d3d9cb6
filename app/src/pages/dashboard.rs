mod panels;
mod stats;

use axum::extract::State;
use axum::response::Response;
use grantdesk::desk::Desk;
use grantdesk::people::{Permission, Person};
use grantdesk::request::{Filters, Listed, State as RequestState, Turn};
use leptos::prelude::*;

use self::panels::{FailingNow, GameServers, MyRequests, OnTheirWay, WaitingForMe};
use self::stats::Stats;
use crate::app::App;
use crate::failure::Failure;
use crate::live::{Live, Topic};
use crate::moment;
use crate::parts::icon::Icon;
use crate::parts::names::Names;
use crate::render::live_page;
use crate::t;
use crate::visitor::Visitor;

/// Rows of one panel; its link leads to the rest.
const FEW: usize = 5;

/// Requests of one kind: how many there are, and a few of them.
#[derive(Clone, Debug, Default)]
pub struct Group {
    pub count: i64,
    pub few: Vec<Listed>,
}

pub async fn show(State(app): State<App>, visitor: Visitor) -> Result<Response, Failure> {
    let live = Live::of(&app, &visitor, Topic::Desk).await?;
    let (desk, person) = (&app.desk, &visitor.person);
    let names = Names(desk.catalogs(person).await?);
    let waiting = if person.may_anywhere(Permission::Approve) { Some(waiting(desk, person).await?) } else { None };
    let mine = if person.may_anywhere(Permission::Request) { Some(mine(desk, person).await?) } else { None };
    let failing = newest(desk, person, &[RequestState::Failed]).await?;
    let on_their_way = newest(desk, person, &[RequestState::Approved, RequestState::Delivering]).await?;
    let may_request = mine.is_some();
    let now = desk.now();
    live_page(&app, &visitor, live, || t!("menu-dashboard"), move || {
        let games: Vec<String> = names.0.iter().map(|catalog| names.game(catalog.game.id)).collect();
        let new_request = may_request.then(|| {
            view! {
                <menu>
                    <li><a class="button primary" href="/requests/new"><Icon name="plus"/>{t!("menu-new-request")}</a></li>
                </menu>
            }
        });
        view! {
            <header class="heading">
                <div>
                    <h1>{t!("menu-dashboard")}</h1>
                    <p>{moment::long(now)}" "{moment::zone_name(now)}" · "{games.join(", ")}</p>
                </div>
                {new_request}
            </header>
            <Stats waiting=waiting.clone() mine=mine.clone() failing=failing.clone() on_their_way=on_their_way.clone() now/>
            <div class="split even">
                {waiting.map(|waiting| view! { <WaitingForMe waiting now/> })}
                {mine.map(|mine| view! { <MyRequests mine now/> })}
                <FailingNow failing names=names.clone()/>
                <OnTheirWay on_their_way names=names.clone()/>
                <GameServers names now/>
            </div>
        }
    })
    .await
}

async fn waiting(desk: &Desk, person: &Person) -> Result<Group, Failure> {
    let few = desk.queue(person).await?.into_iter().take(FEW).collect();
    Ok(Group { count: desk.waiting_for(person).await?, few })
}

async fn mine(desk: &Desk, person: &Person) -> Result<Group, Failure> {
    let states = RequestState::ALL.iter().copied().filter(|state| !state.is_final()).collect();
    some(desk, person, Filters { states, requested_by: Some(person.id), ..Filters::default() }).await
}

async fn newest(desk: &Desk, person: &Person, states: &[RequestState]) -> Result<Group, Failure> {
    some(desk, person, Filters { states: states.to_vec(), ..Filters::default() }).await
}

async fn some(desk: &Desk, person: &Person, filters: Filters) -> Result<Group, Failure> {
    let count = desk.states(person, &filters).await?.into_iter().map(|(_, count)| count).sum();
    let few = desk.search(person, &filters, Turn::Newest).await?.rows.into_iter().take(FEW).collect();
    Ok(Group { count, few })
}
