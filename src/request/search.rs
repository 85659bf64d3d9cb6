use serde::Deserialize;

use super::{ContentLine, Counts, Direction, State};
use crate::desk::Desk;
use crate::error::Result;
use crate::people::{Games, Permission, Person};

/// Rows on one page of a list.
pub const PAGE: usize = 50;

/// What a list of requests is narrowed to. Games are those the person sees, always.
#[derive(Clone, Debug, Default)]
pub struct Filters {
    pub game: Option<i64>,
    pub server: Option<i64>,
    /// Any of these; empty means every reason. A reason that several games share is one in each.
    pub reasons: Vec<i64>,
    pub direction: Option<Direction>,
    /// Empty means every state but `succeeded`.
    pub states: Vec<State>,
    pub player: Option<String>,
    pub order_number: Option<String>,
    /// Part of a user name or name.
    pub requester: Option<String>,
    pub requested_by: Option<i64>,
    /// Those of one bulk file.
    pub batch: Option<String>,
    /// Leaves one's own requests out: what one may decide.
    pub not_requested_by: Option<i64>,
    /// Only games in which the person approves.
    pub approvable: bool,
    /// Unix milliseconds, from inclusive and until exclusive.
    pub from: Option<i64>,
    pub until: Option<i64>,
}

impl Filters {
    /// What this person may decide now.
    pub fn to_decide(person: &Person) -> Filters {
        Filters {
            states: vec![State::Pending],
            not_requested_by: Some(person.id),
            approvable: true,
            ..Filters::default()
        }
    }
}

/// Which way a keyset page is turned: from a row on, which is named by its place.
#[derive(Clone, Copy, Debug)]
pub enum Turn<P = i64> {
    Newest,
    /// Older than this row.
    Before(P),
    /// Newer than this row.
    After(P),
}

/// A page of a list, newest first, and whether there is more either way.
#[derive(Clone, Debug)]
pub struct Page<T> {
    pub rows: Vec<T>,
    pub newer: bool,
    pub older: bool,
}

impl<T> Page<T> {
    /// Cuts a page out of `PAGE + 1` rows that were read in the direction of the turn.
    pub fn cut(mut rows: Vec<T>, backwards: bool, first: bool) -> Page<T> {
        let more = rows.len() > PAGE;
        rows.truncate(PAGE);
        if backwards {
            rows.reverse();
        }
        Page { rows, newer: if backwards { more } else { !first }, older: backwards || more }
    }
}

/// A request as lists show it.
#[derive(Clone, Debug, Deserialize)]
pub struct Summary {
    pub id: i64,
    pub game_id: i64,
    pub direction: Direction,
    pub reason_id: i64,
    pub detail_reason_id: Option<i64>,
    pub seal: String,
    pub players: i64,
    pub requested_by: i64,
    pub requester: String,
    pub requested_at: i64,
    pub state: State,
    pub counts: Counts,
    /// By the codes of the game, as it was asked.
    pub items: Vec<ContentLine>,
    pub servers: Vec<String>,
}

impl Summary {
    pub fn number(&self) -> String {
        super::number(self.id)
    }
}

impl Desk {
    pub async fn search(&self, person: &Person, filters: &Filters, turn: Turn) -> Result<Page<Summary>> {
        let games = games_for(person, filters);
        let found = self.db().search(&games, filters, turn, PAGE as i64 + 1).await?;
        Ok(Page::cut(found, matches!(turn, Turn::After(_)), matches!(turn, Turn::Newest)))
    }

    /// The newest few of them.
    pub async fn newest(&self, person: &Person, filters: &Filters, few: usize) -> Result<Vec<Summary>> {
        self.db().search(&games_for(person, filters), filters, Turn::Newest, few as i64).await
    }

    /// How many requests of each state the person sees.
    pub async fn states(&self, person: &Person, filters: &Filters) -> Result<Vec<(State, i64)>> {
        let games = games_for(person, filters);
        if games == Games::These(Vec::new()) {
            return Ok(Vec::new());
        }
        self.db().count_states(&games, filters).await
    }

    /// How many pending requests this person may decide.
    pub async fn waiting_for(&self, person: &Person) -> Result<i64> {
        let counts = self.states(person, &Filters::to_decide(person)).await?;
        Ok(counts.into_iter().map(|(_, count)| count).sum())
    }

    /// The queue: pending requests this person may decide, oldest first.
    pub async fn queue(&self, person: &Person) -> Result<Vec<Summary>> {
        self.oldest_to_decide(person, PAGE).await
    }

    /// The first few of the queue.
    pub async fn oldest_to_decide(&self, person: &Person, few: usize) -> Result<Vec<Summary>> {
        let filters = Filters::to_decide(person);
        self.db().search(&games_for(person, &filters), &filters, Turn::After(0), few as i64).await
    }

    pub(crate) async fn visible_games(&self, person: &Person) -> Result<Vec<i64>> {
        Ok(self.games(person).await?.into_iter().map(|game| game.id).collect())
    }
}

fn games_for(person: &Person, filters: &Filters) -> Games {
    if filters.approvable { person.games_of(Permission::Approve) } else { person.games() }
}
