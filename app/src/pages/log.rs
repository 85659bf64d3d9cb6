mod files;
mod narrow;
mod table;
mod totals;

pub use files::{failure_csv, failure_xlsx, success_csv, success_xlsx};

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use grantdesk::ledger::{Log, LogTurn, Logged, Place, Totals};
use grantdesk::request::Page;
use leptos::prelude::*;

use self::narrow::{FIELDS, LogForm, Narrowed, People};
use self::table::LogTable;
use self::totals::LogTotals;
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

pub async fn success(State(app): State<App>, visitor: Visitor, asked: Asked) -> Result<Response, Failure> {
    show(app, visitor, asked, Log::Success).await
}

pub async fn failure(State(app): State<App>, visitor: Visitor, asked: Asked) -> Result<Response, Failure> {
    show(app, visitor, asked, Log::Failure).await
}

async fn show(app: App, visitor: Visitor, asked: Asked, log: Log) -> Result<Response, Failure> {
    let names = Names(app.desk.catalogs(&visitor.person).await?);
    let turn = turn(&asked);
    let here = here(&asked);
    let asked = asked.only(FIELDS);
    let people = people(&app, &visitor, log).await?;
    let Narrowed { filters, filled } = narrow::read(&asked, &names, &people, &visitor.zone);
    let logged = app.desk.log(&visitor.person, log, &filters, turn).await?;
    if matches!(turn, LogTurn::After(_)) && !logged.newer {
        // The newest page is always a full one.
        return Ok(Redirect::to(&asked.href(path(log))).into_response());
    }
    let totals = app.desk.log_totals(&visitor.person, log, &filters).await?;
    let title = title(log);
    page(&app, &visitor, title, move || {
        let intro = match log {
            Log::Success => t!("log-success-intro"),
            Log::Failure => t!("log-failure-intro"),
        };
        view! {
            <header class="heading">
                <div><h1>{t!(title)}</h1><p>{intro}</p></div>
                {(!logged.rows.is_empty()).then(|| view! { <Files log asked=asked.clone()/> })}
            </header>
            <LogForm action=path(log) filled names=names.clone() people/>
            <Rows log logged totals asked here names/>
        }
    })
    .await
}

async fn people(app: &App, visitor: &Visitor, log: Log) -> Result<People, Failure> {
    let (requesters, approvers) = app.desk.people_in_log(&visitor.person, log).await?;
    Ok(People { requesters, approvers })
}

fn title(log: Log) -> &'static str {
    match log {
        Log::Success => "menu-success-log",
        Log::Failure => "menu-failure-log",
    }
}

fn path(log: Log) -> &'static str {
    match log {
        Log::Success => "/log/success",
        Log::Failure => "/log/failure",
    }
}

fn turn(asked: &Asked) -> LogTurn {
    let place = |name| read_place(asked.get(name));
    place("before").map(LogTurn::Before).or_else(|| place("after").map(LogTurn::After)).unwrap_or(LogTurn::Newest)
}

/// A row's place as it stands in the URL: when it was settled, its request, and its number there.
fn written_place(place: Place) -> String {
    format!("{}.{}.{}", place.settled_at, place.request_id, place.n)
}

fn read_place(text: &str) -> Option<Place> {
    let mut parts = text.split('.').map(|part| part.parse().ok());
    let place = Place { settled_at: parts.next()??, request_id: parts.next()??, n: parts.next()?? };
    parts.next().is_none().then_some(place)
}

/// The way back from a delivery to the page of the log on which it stood: its title and where it is.
pub fn way_back(asked: &Asked) -> Option<(String, String)> {
    let log = [Log::Success, Log::Failure].into_iter().find(|log| log.as_str() == asked.get("log"))?;
    Some((t!(title(log)), here(asked).href(path(log))))
}

/// What is filtered, and the page that is turned to.
fn here(asked: &Asked) -> Asked {
    asked.only(&FIELDS.iter().chain(&["before", "after"]).copied().collect::<Vec<&str>>())
}

/// What is filtered, to be taken away: all of it, not this page alone.
#[component]
fn Files(log: Log, asked: Asked) -> impl IntoView {
    let href = |ending| asked.href(&format!("{}.{ending}", path(log)));
    view! {
        <menu>
            <li><a class="button" href=href("csv")><Icon name="download"/>{t!("log-csv")}</a></li>
            <li><a class="button" href=href("xlsx")><Icon name="download"/>{t!("log-xlsx")}</a></li>
        </menu>
    }
    .into_any()
}

#[component]
fn Rows(log: Log, logged: Page<Logged>, totals: Totals, asked: Asked, here: Asked, names: Names) -> impl IntoView {
    let Page { rows, newer, older } = logged;
    let (Some(first), Some(last)) = (rows.first().map(Logged::place), rows.last().map(Logged::place)) else {
        return view! { <Nothing log asked/> }.into_any();
    };
    let summary = span(rows.len(), first.settled_at, last.settled_at, moment::exact);
    let newer = newer.then(|| asked.clone().with("after", written_place(first)).href(path(log)));
    let older = older.then(|| asked.clone().with("before", written_place(last)).href(path(log)));
    let with_game = names.are_of_several_games() && asked.get("game").is_empty();
    let here = here.with("log", log.as_str());
    view! {
        <LogTotals log totals names=names.clone()/>
        <LogTable log rows here names with_game/>
        <Pager newer older summary/>
    }
    .into_any()
}

#[component]
fn Nothing(log: Log, asked: Asked) -> impl IntoView {
    if asked.count(FIELDS) > 0 {
        return view! {
            <div class="empty">
                <Icon name="search"/>
                <h2>{t!("list-no-match")}</h2>
                <p>{t!("list-no-match-why")}</p>
                <a class="button" href=path(log)>{t!("filter-clear")}</a>
            </div>
        }
        .into_any();
    }
    let (icon, title, text) = match log {
        Log::Success => ("log", t!("log-success-none"), t!("log-success-none-why")),
        Log::Failure => ("approved", t!("log-failure-none"), t!("log-failure-none-why")),
    };
    view! { <Empty icon title text/> }.into_any()
}

#[cfg(test)]
mod tests {
    use grantdesk::ledger::Place;

    use super::{read_place, written_place};

    #[test]
    fn a_place_is_read_as_it_was_written() {
        let place = Place { settled_at: 1_795_273_200_000, request_id: 20_431, n: 7 };
        assert_eq!(written_place(place), "1795273200000.20431.7");
        assert_eq!(read_place("1795273200000.20431.7"), Some(place));
        for wrong in ["", "1.2", "1.2.3.4", "a.b.c", "1..3"] {
            assert_eq!(read_place(wrong), None);
        }
    }
}
