mod narrow;
pub(super) mod table;
mod tabs;

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use grantdesk::people::Permission;
use grantdesk::request::Turn;
use leptos::prelude::*;

use self::narrow::{FIELDS, KEPT, Narrowed, RequestFilters};
use self::table::RequestPage;
use self::tabs::{Tabs, counts};
use crate::app::App;
use crate::asked::Asked;
use crate::failure::Failure;
use crate::parts::icon::Icon;
use crate::parts::names::Names;
use crate::parts::notice::{Empty, Notice};
use crate::parts::sentence::gap;
use crate::render::page;
use crate::t;
use crate::visitor::Visitor;

const PATH: &str = "/requests";

pub async fn show(State(app): State<App>, visitor: Visitor, asked: Asked) -> Result<Response, Failure> {
    let names = Names(app.desk.catalogs(&visitor.person).await?);
    let turn = turn(&asked);
    let asked = asked.only(KEPT);
    let Narrowed { filters, tab, filled } = narrow::read(&asked, &names, &visitor.person, &visitor.zone);
    let listed = app.desk.search(&visitor.person, &filters, turn).await?;
    if matches!(turn, Turn::After(_)) && !listed.newer {
        // The newest page is always a full one.
        return Ok(Redirect::to(&asked.href(PATH)).into_response());
    }
    let counts = counts(&app.desk, &visitor.person, &filters, tab).await?;
    let (me, now) = (visitor.person.id, app.desk.now());
    let may_request = visitor.person.may_anywhere(Permission::Request);
    page(&app, &visitor, "menu-requests", move || {
        let with_game = names.are_of_several_games() && asked.get("game").is_empty();
        let nothing = view! { <Nothing asked=asked.clone()/> }.into_any();
        let no_such_state = filled.complaints.iter().find(|complaint| complaint.field == "state").cloned();
        view! {
            <Heading may_request/>
            {no_such_state.map(|state| view! { <Notice tone="warn" icon="warn">{t!(state.key, value = state.value)}</Notice> })}
            <Tabs asked=asked.clone() tab counts=counts/>
            <RequestFilters filled names=names.clone()/>
            <RequestPage listed asked path=PATH names me now with_game nothing/>
        }
    })
    .await
}

/// A place that is no number is no place: the newest rows.
pub(super) fn turn(asked: &Asked) -> Turn {
    let place = |name| asked.get(name).parse().ok();
    place("before").map(Turn::Before).or_else(|| place("after").map(Turn::After)).unwrap_or(Turn::Newest)
}

#[component]
fn Heading(may_request: bool) -> impl IntoView {
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
                <h1>{t!("menu-requests")}</h1>
                <p>{t!("requests-intro")}{gap()}<a href="/log/success">{t!("requests-see-log")}</a></p>
            </div>
            {new_request}
        </header>
    }
    .into_any()
}

/// An empty list says whether the filters made it so.
#[component]
fn Nothing(asked: Asked) -> impl IntoView {
    if asked.count(FIELDS) > 0 {
        let all = asked.only(&["state"]).href(PATH);
        return view! {
            <div class="empty">
                <Icon name="search"/>
                <h2>{t!("list-no-match")}</h2>
                <p>{t!("list-no-match-why")}</p>
                <a class="button" href=all>{t!("filter-clear")}</a>
            </div>
        }
        .into_any();
    }
    view! { <Empty icon="requests" title=t!("requests-none") text=t!("requests-none-why")/> }.into_any()
}
