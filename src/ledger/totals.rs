use super::{Log, LogFilters};
use crate::desk::Desk;
use crate::error::Result;
use crate::people::Person;
use crate::request::Direction;

/// What a log holds of one item in one game.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ItemTotal {
    pub game_id: i64,
    pub direction: Direction,
    pub item_id: i64,
    /// Deliveries that brought or took it.
    pub deliveries: i64,
    /// Those of them of which it is the first item: over all items, every delivery is one of these once.
    pub firsts: i64,
    /// How much in all: what was asked for, in the failure log. 64 bits do not always hold it.
    pub quantity: i128,
}

/// What a log holds of what is asked for. With an item asked for, of that item alone.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    pub granted: i64,
    pub clawed_back: i64,
    /// By game, direction and item.
    pub items: Vec<ItemTotal>,
}

impl Totals {
    pub fn deliveries(&self) -> i64 {
        self.granted + self.clawed_back
    }
}

impl Desk {
    /// Exact totals of what a log shows under these filters, in the games the person sees.
    pub async fn log_totals(&self, person: &Person, log: Log, filters: &LogFilters) -> Result<Totals> {
        let narrowed = self.narrow(person, log, filters).await?;
        let items = self.db().item_totals(&narrowed).await?;
        let deliveries = |way: Direction| {
            let totals = items.iter().filter(|total| total.direction == way);
            totals.map(|total| if filters.item.is_some() { total.deliveries } else { total.firsts }).sum()
        };
        Ok(Totals { granted: deliveries(Direction::Grant), clawed_back: deliveries(Direction::Clawback), items })
    }
}
