//! One player: everything given, taken, pending and failed, and what can be said about it.

mod history;
mod nothing;
mod orders;
mod script;
mod totals;

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use grantdesk::lookup::{Entry, LookUp, LookedUp, Place, Standing};
use grantdesk::people::Permission;
use grantdesk::request::{Page, Turn};
use jiff::tz::TimeZone;
use leptos::prelude::*;

use crate::app::App;
use crate::asked::{Asked, Reading};
use crate::failure::Failure;
use crate::moment;
use crate::parts::field::Choice;
use crate::parts::filters::{DirectionFilter, Filled, Filters, SelectFilter};
use crate::parts::icon::Icon;
use crate::parts::names::Names;
use crate::parts::pager::{Pager, span};
use crate::render::page;
use crate::visitor::Visitor;
use crate::{t, words};

const PATH: &str = "/players";

/// What the filters of the timeline ask.
const FIELDS: &[&str] = &["direction", "state"];

/// Who is looked up, which the filters keep.
const WHO: &[&str] = &["q", "game", "kind"];

/// What every link of the page carries on.
const KEPT: &[&str] = &["q", "game", "kind", "direction", "state"];

pub async fn show(State(app): State<App>, visitor: Visitor, asked: Asked) -> Result<Response, Failure> {
    let names = Names(app.desk.catalogs(&visitor.person).await?);
    let turn = turn(&asked);
    let asked = asked.only(KEPT);
    let (look_up, filled) = read(&asked, &names, &visitor.zone);
    let found = app.desk.look_up(&visitor.person, &look_up, turn).await?;
    if matches!(turn, Turn::After(_)) && !found.page.newer {
        // The newest page is always a full one.
        return Ok(Redirect::to(&asked.href(PATH)).into_response());
    }
    let (now, zone) = (app.desk.now(), visitor.zone.clone());
    let open = app.desk.games_where(&visitor.person, Permission::Request).await?;
    let open = open.into_iter().map(|game| game.id).collect();
    page(&app, &visitor, "players-menu", move || {
        let sheet = Sheet { names, asked, filled, look_up, zone, now, open };
        sheet.view(found)
    })
    .await
}

fn read(asked: &Asked, names: &Names, zone: &TimeZone) -> (LookUp, Filled) {
    let mut reading = Reading::new(asked, &names.0, zone);
    let look_up = LookUp {
        text: reading.text("q").unwrap_or_default(),
        game: reading.game(),
        id_kind: reading.text("kind"),
        direction: reading.direction(),
        standing: reading.read("state", "filter-unknown", Standing::parse),
    };
    let complaints = reading.complaints();
    (look_up, Filled { asked: asked.clone(), complaints })
}

fn turn(asked: &Asked) -> Turn<Place> {
    let place = |name| read_place(asked.get(name));
    place("before").map(Turn::Before).or_else(|| place("after").map(Turn::After)).unwrap_or(Turn::Newest)
}

/// A row's place as it stands in the URL: its request, and its number there.
fn written_place(place: Place) -> String {
    format!("{}.{}", place.request_id, place.n)
}

fn read_place(text: &str) -> Option<Place> {
    let (request_id, n) = text.split_once('.')?;
    Some(Place { request_id: request_id.parse().ok()?, n: n.parse().ok()? })
}

/// All that the page is made of, but for what was found.
#[derive(Debug)]
pub struct Sheet {
    pub names: Names,
    pub asked: Asked,
    pub filled: Filled,
    pub look_up: LookUp,
    pub zone: TimeZone,
    pub now: i64,
    /// The games in which this person may ask.
    pub open: Vec<i64>,
}

impl Sheet {
    fn view(&self, found: LookedUp) -> AnyView {
        let LookedUp { player, accounts, orders, page } = found;
        let Some(player) = player else {
            let about = if orders.is_empty() { nothing::view(self) } else { orders::view(self, &orders) };
            return view! { {self.heading(None)}{about} }.into_any();
        };
        let by_order = player != self.look_up.text;
        view! {
            {self.heading(Some(player.clone()))}
            {(!orders.is_empty()).then(|| orders::view(self, &orders))}
            {totals::view(self, &player, &accounts, by_order)}
            <section class="stack" aria-labelledby="history">
                <h2 id="history">{t!("history-title")}</h2>
                {self.filters()}
                {self.history(page, accounts.len() > 1)}
            </section>
        }
        .into_any()
    }

    fn heading(&self, player: Option<String>) -> AnyView {
        let title = match player {
            Some(player) => view! { <p><a href="/players">{t!("players-menu")}</a></p><h1>{player}</h1> }.into_any(),
            None => view! { <h1>{t!("players-menu")}</h1><p>{t!("players-intro")}</p> }.into_any(),
        };
        let language = words::language().code();
        let games = self.names.are_of_several_games().then(|| {
            let games = self.names.0.iter().map(|catalog| &catalog.game);
            let choices = games.map(|game| {
                let chosen = game.code == self.asked.get("game");
                view! { <Choice value=game.code.clone() chosen label=game.names.in_language(language)/> }
            });
            view! {
                <select name="game" aria-label=t!("filter-game")>
                    <option value="">{t!("filter-all-games")}</option>
                    {choices.collect_view()}
                </select>
            }
        });
        view! {
            <header class="heading">
                <div>{title}</div>
                <search>
                    <form class="row" action=PATH>
                        <p class="pair">
                            {games}
                            <input
                                type="search"
                                name="q"
                                value=self.asked.get("q").to_owned()
                                placeholder=t!("players-hint")
                                aria-label=t!("players-hint")
                                autocomplete="off"
                                autocapitalize="none"
                                spellcheck="false"
                                autofocus=self.asked.get("q").is_empty()
                            />
                        </p>
                        <button><Icon name="search"/>{t!("players-look-up")}</button>
                    </form>
                </search>
            </header>
        }
        .into_any()
    }

    fn filters(&self) -> AnyView {
        let filled = self.filled.clone();
        let standings = Standing::ALL.iter().map(|one| (one.as_str().to_owned(), standing(*one))).collect();
        view! {
            <Filters action=PATH filled=filled.clone() fields=FIELDS keep=WHO>
                <DirectionFilter filled=filled.clone()/>
                <SelectFilter filled name="state" label=t!("column-state") all=t!("history-every-state") choices=standings/>
            </Filters>
        }
        .into_any()
    }

    fn history(&self, page: Page<Entry>, several: bool) -> AnyView {
        let Page { rows, newer, older } = page;
        let (Some(first), Some(last)) = (rows.first(), rows.last()) else {
            return view! {
                <div class="empty">
                    <Icon name="search"/>
                    <h3>{t!("list-no-match")}</h3>
                    <p>{t!("list-no-match-why")}</p>
                    <a class="button" href=self.asked.only(WHO).href(PATH)>{t!("filter-clear")}</a>
                </div>
            }
            .into_any();
        };
        let summary = span(rows.len(), first.requested_at, last.requested_at, moment::long);
        let turned = |way: &str, entry: &Entry| self.asked.clone().with(way, written_place(entry.place())).href(PATH);
        let newer = newer.then(|| turned("after", first));
        let older = older.then(|| turned("before", last));
        view! { {history::view(self, &rows, several)}<Pager newer older summary/> }.into_any()
    }
}

/// How a delivery stands, whichever way it goes.
pub(super) fn standing(standing: Standing) -> String {
    t!(&format!("standing-{}", standing.as_str().replace('_', "-")))
}

#[cfg(test)]
mod tests {
    use grantdesk::lookup::Place;

    use super::{read_place, written_place};

    #[test]
    fn a_place_is_read_as_it_was_written() {
        let place = Place { request_id: 20_431, n: 7 };
        assert_eq!(read_place(&written_place(place)), Some(place));
        for wrong in ["", "1", "a.b", "1.2.3"] {
            assert_eq!(read_place(wrong), None);
        }
    }
}
