use std::cmp::Reverse;
use std::collections::HashMap;

use crate::desk::Desk;
use crate::error::Result;
use crate::ledger::{Log, LogFilters};
use crate::people::Person;
use crate::request::Direction;

/// How many days before today say what is usual.
pub const DAYS: i64 = 28;
/// So many times the usual is far above it.
const FAR: i128 = 3;

/// How much of an item was given or taken today, and how much in the days before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Given {
    pub game_id: i64,
    pub direction: Direction,
    pub item_id: i64,
    pub deliveries: i64,
    pub quantity: i128,
    /// In all of the `DAYS` days before.
    pub before: i128,
}

impl Given {
    /// How much it is a day, on the average.
    pub fn usual(&self) -> i128 {
        (self.before + i128::from(DAYS) / 2) / i128::from(DAYS)
    }

    /// Today's tenths of the usual; none if there was nothing for weeks.
    pub fn tenths(&self) -> Option<i128> {
        (self.before > 0).then(|| self.quantity * i128::from(DAYS) * 10 / self.before)
    }

    pub fn is_far_above(&self) -> bool {
        self.before > 0 && self.quantity * i128::from(DAYS) >= self.before * FAR
    }
}

impl Desk {
    /// What succeeded since today began, item by item, beside the days before, which begin at `before`: Unix milliseconds
    /// in the person's zone. First what is far above the usual, then what most players got.
    pub async fn given_today(&self, person: &Person, before: i64, today: i64) -> Result<Vec<Given>> {
        let period = |from, until| LogFilters { from: Some(from), until, ..LogFilters::default() };
        let now = self.log_totals(person, Log::Success, &period(today, None)).await?.items;
        if now.is_empty() {
            return Ok(Vec::new());
        }
        let past = self.log_totals(person, Log::Success, &period(before, Some(today))).await?.items;
        let past: HashMap<_, _> =
            past.iter().map(|total| ((total.game_id, total.direction, total.item_id), total.quantity)).collect();
        let mut given: Vec<Given> = now
            .into_iter()
            .map(|total| Given {
                game_id: total.game_id,
                direction: total.direction,
                item_id: total.item_id,
                deliveries: total.deliveries,
                quantity: total.quantity,
                before: past.get(&(total.game_id, total.direction, total.item_id)).copied().unwrap_or_default(),
            })
            .collect();
        given.sort_by_key(|item| {
            let far = item.tenths().filter(|_| item.is_far_above());
            (Reverse(far), Reverse(item.deliveries), item.item_id)
        });
        Ok(given)
    }
}

#[cfg(test)]
mod tests {
    use super::{DAYS, Given};
    use crate::request::Direction;

    fn given(quantity: i128, before: i128) -> Given {
        Given { game_id: 1, direction: Direction::Grant, item_id: 1, deliveries: 1, quantity, before }
    }

    #[test]
    fn three_times_the_usual_is_far_above_it() {
        let days = i128::from(DAYS);
        assert!(given(300, 100 * days).is_far_above());
        assert!(!given(299, 100 * days).is_far_above());
        assert_eq!(given(1_250, 100 * days).tenths(), Some(125));
        assert_eq!((given(5, 13).usual(), given(5, 14).usual()), (0, 1));
    }

    #[test]
    fn what_was_never_given_before_has_no_usual() {
        assert!(!given(5, 0).is_far_above());
        assert_eq!(given(5, 0).tenths(), None);
    }
}
