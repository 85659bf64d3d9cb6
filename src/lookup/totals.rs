use std::collections::BTreeMap;

use super::Standing;
use crate::request::{DeliveryState, Direction, State};

/// Millions and the rest are summed apart, so that no sum is ever too large for the database.
pub(crate) const MILLION: i64 = 1_000_000;

/// Deliveries of one player that agree in all but their quantities, summed for one item.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Sum {
    pub game_id: i64,
    pub id_kind: String,
    #[sqlx(try_from = "String")]
    pub direction: Direction,
    #[sqlx(try_from = "String")]
    pub request_state: State,
    #[sqlx(try_from = "String")]
    pub delivery_state: DeliveryState,
    pub item_id: i64,
    /// Those of which this item is the first: so each is counted once.
    pub deliveries: i64,
    pub millions: i64,
    pub rest: i64,
}

/// One player: an ID of one kind in one game.
#[derive(Clone, Debug)]
pub struct Account {
    pub game_id: i64,
    pub id_kind: String,
    /// In the order of the catalog.
    pub items: Vec<ItemTotals>,
    counts: Vec<(Direction, Standing, i64)>,
}

/// All that was ever asked for of one item.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ItemTotals {
    pub item_id: i64,
    pub grants: Amounts,
    pub clawbacks: Amounts,
}

/// How much stands how. What will not happen is in none of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Amounts {
    pub done: i128,
    /// Waiting for approval, or under way.
    pub pending: i128,
    pub unknown: i128,
    /// Refused, or failed.
    pub failed: i128,
}

impl ItemTotals {
    /// What was given, without what was taken back.
    pub fn net(&self) -> i128 {
        self.grants.done - self.clawbacks.done
    }
}

impl Account {
    /// How many deliveries stand so.
    pub fn count(&self, standing: Standing) -> i64 {
        self.counts.iter().filter(|(_, known, _)| *known == standing).map(|(_, _, count)| count).sum()
    }

    pub fn deliveries(&self) -> i64 {
        self.counts.iter().map(|(_, _, count)| count).sum()
    }

    fn add(&mut self, sum: &Sum) {
        let standing = Standing::of(sum.request_state, sum.delivery_state);
        self.counts.push((sum.direction, standing, sum.deliveries));
        let place = self.items.iter().position(|item| item.item_id == sum.item_id).unwrap_or_else(|| {
            self.items.push(ItemTotals { item_id: sum.item_id, ..ItemTotals::default() });
            self.items.len() - 1
        });
        let amounts = match sum.direction {
            Direction::Grant => &mut self.items[place].grants,
            Direction::Clawback => &mut self.items[place].clawbacks,
        };
        amounts.add(standing, i128::from(sum.millions) * i128::from(MILLION) + i128::from(sum.rest));
    }
}

impl Amounts {
    fn add(&mut self, standing: Standing, quantity: i128) {
        match standing {
            Standing::Done => self.done += quantity,
            Standing::Awaiting | Standing::UnderWay => self.pending += quantity,
            Standing::Unknown => self.unknown += quantity,
            Standing::Refused | Standing::Failed => self.failed += quantity,
            Standing::NotDone => {}
        }
    }
}

/// Puts sums together, game by game and kind by kind.
pub(super) fn accounts(sums: Vec<Sum>) -> Vec<Account> {
    let mut accounts: BTreeMap<(i64, String), Account> = BTreeMap::new();
    for sum in sums {
        let (game_id, id_kind) = (sum.game_id, sum.id_kind.clone());
        let account = Account { game_id, id_kind: id_kind.clone(), items: Vec::new(), counts: Vec::new() };
        accounts.entry((game_id, id_kind)).or_insert(account).add(&sum);
    }
    let mut accounts: Vec<Account> = accounts.into_values().collect();
    for account in &mut accounts {
        account.items.sort_by_key(|item| item.item_id);
    }
    accounts
}
