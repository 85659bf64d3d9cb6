//! The look-up: everything that was given to, or taken from, one player; found by an ID or by an order number.

mod standing;
mod totals;

pub use standing::Standing;
pub use totals::{Account, Amounts, ItemTotals};
pub(crate) use totals::{MILLION, Sum};

use sqlx::FromRow;

use crate::desk::Desk;
use crate::error::Result;
use crate::ledger::Delivery;
use crate::people::Person;
use crate::request::{Direction, Line, PAGE, Page, Quantity, Request, State, Turn};

/// Requests that one order number leads to, at most; and players of each who are named.
const ORDERS: i64 = 20;

/// What is looked up, and what the timeline is narrowed to.
#[derive(Clone, Debug, Default)]
pub struct LookUp {
    /// A player's ID, of whatever kind, or an order number.
    pub text: String,
    pub game: Option<i64>,
    /// The kind of ID: the same text may name different players by different kinds.
    pub id_kind: Option<String>,
    pub direction: Option<Direction>,
    pub standing: Option<Standing>,
}

/// What was found.
#[derive(Clone, Debug)]
pub struct LookedUp {
    /// Whose timeline it is; none when the text leads to nobody, or to several players of an order.
    pub player: Option<String>,
    /// What that ID names: one player in each game and by each kind of ID.
    pub accounts: Vec<Account>,
    /// Requests of any state that have the text as their order number, newest first.
    pub orders: Vec<Order>,
    pub page: Page<Entry>,
}

/// A request found by its order number.
#[derive(Clone, Debug)]
pub struct Order {
    pub request: Request,
    /// The first of its players.
    pub players: Vec<String>,
}

/// One delivery in a player's timeline, whatever became of its request.
#[derive(Clone, Debug, FromRow)]
pub struct Entry {
    #[sqlx(flatten)]
    pub delivery: Delivery,
    pub game_id: i64,
    pub id_kind: String,
    #[sqlx(try_from = "String")]
    pub direction: Direction,
    pub reason_id: i64,
    pub detail_reason_id: Option<i64>,
    pub order_number: Option<String>,
    pub requested_at: i64,
    #[sqlx(try_from = "String")]
    pub request_state: State,
    #[sqlx(skip)]
    pub lines: Vec<Line>,
}

impl Entry {
    pub fn standing(&self) -> Standing {
        Standing::of(self.request_state, self.delivery.state)
    }

    pub fn place(&self) -> Place {
        Place { request_id: self.delivery.request_id, n: self.delivery.n }
    }
}

/// Where a page of a timeline begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    pub request_id: i64,
    pub n: i64,
}

impl Desk {
    /// A player's timeline in the games that the person sees, newest request first, with exact totals of all of it.
    pub async fn look_up(&self, person: &Person, look_up: &LookUp, turn: Turn<Place>) -> Result<LookedUp> {
        // What no ID and no order number has, and PostgreSQL no text.
        if look_up.text.is_empty() || look_up.text.chars().any(char::is_control) {
            return Ok(LookedUp::nothing());
        }
        let mut games = self.visible_games(person).await?;
        games.retain(|game| look_up.game.is_none_or(|only| only == *game));
        let orders = self.orders(&look_up.text, &games).await?;

        let mut whose = look_up.clone();
        let mut accounts = self.accounts(&games, &whose).await?;
        if let (true, Some((request, player))) = (accounts.is_empty(), only_player(&orders)) {
            whose.text = player.to_owned();
            whose.id_kind = Some(request.id_kind.clone());
            games = vec![request.game_id];
            accounts = self.accounts(&games, &whose).await?;
        }
        if accounts.is_empty() {
            return Ok(LookedUp { orders, ..LookedUp::nothing() });
        }
        let mut entries = self.db().timeline_of_player(&games, &whose, turn, PAGE as i64 + 1).await?;
        self.add_lines(&mut entries).await?;
        let page = Page::cut(entries, matches!(turn, Turn::After(_)), matches!(turn, Turn::Newest));
        Ok(LookedUp { player: Some(whose.text), accounts, orders, page })
    }

    async fn accounts(&self, games: &[i64], whose: &LookUp) -> Result<Vec<Account>> {
        Ok(totals::accounts(self.db().sums_of_player(games, whose).await?))
    }

    async fn orders(&self, order_number: &str, games: &[i64]) -> Result<Vec<Order>> {
        let requests = self.db().requests_of_order(order_number, games, ORDERS).await?;
        let numbers: Vec<i64> = requests.iter().map(|request| request.id).collect();
        let players = self.db().first_players(&numbers, ORDERS).await?;
        let named = |no| players.iter().filter(move |(of, _)| *of == no).map(|(_, player)| player.clone());
        Ok(requests.into_iter().map(|request| Order { players: named(request.id).collect(), request }).collect())
    }

    async fn add_lines(&self, entries: &mut [Entry]) -> Result<()> {
        let mut requests: Vec<i64> = entries.iter().map(|entry| entry.delivery.request_id).collect();
        requests.dedup();
        let lines = self.db().lines(&requests).await?;
        for entry in entries {
            entry.lines = lines.iter().filter(|line| line.request_id == entry.delivery.request_id).cloned().collect();
            if let (Some(quantity), [line]) = (entry.delivery.quantity, &mut entry.lines[..]) {
                line.quantity = Quantity::Each(quantity);
            }
        }
        Ok(())
    }
}

impl LookedUp {
    fn nothing() -> LookedUp {
        let page = Page { rows: Vec::new(), newer: false, older: false };
        LookedUp { player: None, accounts: Vec::new(), orders: Vec::new(), page }
    }
}

/// The one player whom all these requests are for.
fn only_player(orders: &[Order]) -> Option<(&Request, &str)> {
    let first = orders.first()?;
    let player = first.players.first()?;
    let same = |order: &Order| {
        let request = &order.request;
        request.players == 1
            && (request.game_id, &request.id_kind) == (first.request.game_id, &first.request.id_kind)
            && order.players.first() == Some(player)
    };
    orders.iter().all(same).then_some((&first.request, player))
}
