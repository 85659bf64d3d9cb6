use serde::Serialize;

use super::Log;
use crate::desk::Desk;
use crate::error::Result;
use crate::people::Person;
use crate::request::Direction;
use crate::store::tallies::MINUTE;

/// What a log is narrowed to; the games are those the person sees, always.
#[derive(Clone, Debug, Default, Serialize)]
pub struct LogFilters {
    pub game: Option<i64>,
    pub server: Option<i64>,
    pub item: Option<i64>,
    pub direction: Option<Direction>,
    /// Any of these; empty means every reason. A reason that several games share is one in each.
    pub reasons: Vec<i64>,
    pub player: Option<String>,
    pub order_number: Option<String>,
    pub request: Option<i64>,
    pub requester: Option<i64>,
    pub approver: Option<i64>,
    /// Settled then: Unix milliseconds, from inclusive and until exclusive, both rounded down to whole minutes.
    pub from: Option<i64>,
    pub until: Option<i64>,
}

/// A log and what it is narrowed to, as the database is asked.
#[derive(Clone, Debug)]
pub struct Narrowed {
    pub log: Log,
    /// Of these games.
    pub games: Vec<i64>,
    /// Of these requests, if one is asked for by its own number or by an order's.
    pub requests: Option<Vec<i64>>,
    pub filters: LogFilters,
}

impl Narrowed {
    /// Nothing can be found.
    pub fn is_nothing(&self) -> bool {
        self.games.is_empty() || self.requests.as_ref().is_some_and(Vec::is_empty)
    }
}

impl Desk {
    pub(super) async fn narrow(&self, person: &Person, log: Log, filters: &LogFilters) -> Result<Narrowed> {
        let mut games = self.visible_games(person).await?;
        games.retain(|game| filters.game.is_none_or(|only| only == *game));
        let requests = match (&filters.order_number, filters.request) {
            (Some(order), only) => {
                let mut requests = self.db().numbers_of_order(order).await?;
                requests.retain(|no| only.is_none_or(|only| only == *no));
                Some(requests)
            }
            (None, only) => only.map(|no| vec![no]),
        };
        let minute = |at: i64| at - at.rem_euclid(MINUTE);
        let (from, until) = (filters.from.map(minute), filters.until.map(minute));
        Ok(Narrowed { log, games, requests, filters: LogFilters { from, until, ..filters.clone() } })
    }
}
