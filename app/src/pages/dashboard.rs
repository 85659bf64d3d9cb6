mod chart;
mod failing;
mod given;
mod hours;
mod loaded;
mod mine;
mod panel;
mod servers;
mod stats;
mod waiting;

use axum::extract::State;
use axum::response::Response;
use leptos::prelude::*;

use self::loaded::Loaded;
use self::mine::MyRequests;
use self::waiting::WaitingForMe;
use crate::app::App;
use crate::failure::Failure;
use crate::live::{Live, Topic};
use crate::moment;
use crate::parts::icon::Icon;
use crate::parts::sentence::in_line;
use crate::render::live_page;
use crate::t;
use crate::visitor::Visitor;

pub async fn show(State(app): State<App>, visitor: Visitor) -> Result<Response, Failure> {
    let live = Live::of(&app, &visitor, Topic::Desk).await?;
    let loaded = Loaded::load(&app, &visitor, live.waiting).await?;
    live_page(&app, &visitor, live, || t!("menu-dashboard"), move || {
        let now = loaded.now;
        let games: Vec<String> = loaded.names.0.iter().map(|catalog| loaded.names.game(catalog.game.id)).collect();
        let new_request = loaded.mine.is_some().then(|| {
            view! {
                <menu>
                    <li><a class="button primary" href="/requests/new"><Icon name="plus"/>{t!("menu-new-request")}</a></li>
                </menu>
            }
        });
        view! {
            <noscript><meta http-equiv="refresh" content="30"/></noscript>
            <header class="heading">
                <div>
                    <h1>{t!("menu-dashboard")}</h1>
                    <p>{moment::long(now)}" "{moment::zone_name(now)}{(!games.is_empty()).then(|| format!(" · {}", in_line(&games)))}</p>
                </div>
                {new_request}
            </header>
            {stats::view(&loaded)}
            <div class="split even">
                {loaded.waiting.clone().map(|waiting| view! { <WaitingForMe waiting names=loaded.names.clone() now/> })}
                {loaded.mine.clone().map(|mine| view! { <MyRequests mine names=loaded.names.clone() now/> })}
                {failing::view(&loaded)}
                {hours::view(&loaded)}
                {servers::view(&loaded)}
                {given::view(&loaded)}
            </div>
        }
    })
    .await
}
