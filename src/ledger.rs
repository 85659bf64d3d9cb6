//! What became of every delivery: the logs, and one delivery with its attempts.

use sqlx::FromRow;

use crate::desk::Desk;
use crate::error::Result;
use crate::people::Person;
use crate::request::{DeliveryState, Direction, Line, Page, Quantity};

#[derive(Clone, Debug, FromRow)]
pub struct Delivery {
    pub request_id: i64,
    pub n: i64,
    pub server_id: i64,
    pub player_id: String,
    /// How much of the only item, where the list said so player by player.
    pub quantity: Option<i64>,
    /// What else the list said: a JSON object.
    pub info: Option<String>,
    #[sqlx(try_from = "String")]
    pub state: DeliveryState,
    pub attempts: i64,
    /// When it will be tried or asked about again.
    pub due_at: Option<i64>,
    pub cause: Option<String>,
    pub code: Option<String>,
    pub message: Option<String>,
    pub transaction_id: Option<String>,
    pub settled_at: Option<i64>,
}

/// One call, as it was: sent, asked, or looked into by a person.
#[derive(Clone, Debug, FromRow)]
pub struct Attempt {
    pub n: i64,
    pub call: String,
    pub at: i64,
    pub ms: i64,
    /// The HTTP status, if there was an answer.
    pub status: Option<i64>,
    pub outcome: String,
    pub cause: Option<String>,
    pub code: Option<String>,
    pub message: Option<String>,
}

/// A settled delivery as the logs show it.
#[derive(Clone, Debug, FromRow)]
pub struct Logged {
    #[sqlx(flatten)]
    pub delivery: Delivery,
    pub game_id: i64,
    #[sqlx(try_from = "String")]
    pub direction: Direction,
    pub reason_id: i64,
    pub order_number: Option<String>,
    pub requester: String,
    pub approver: String,
    #[sqlx(skip)]
    pub lines: Vec<Line>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Log {
    Success,
    Failure,
}

/// Where a log page begins: the time and delivery of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    pub settled_at: i64,
    pub request_id: i64,
    pub n: i64,
}

#[derive(Clone, Copy, Debug)]
pub enum LogTurn {
    Newest,
    Before(Place),
    After(Place),
}

#[derive(Clone, Debug, Default)]
pub struct LogFilters {
    pub game: Option<i64>,
    pub server: Option<i64>,
    pub player: Option<String>,
    pub request: Option<i64>,
    /// Settled then: Unix milliseconds, from inclusive and until exclusive.
    pub from: Option<i64>,
    pub until: Option<i64>,
}

impl Logged {
    pub fn place(&self) -> Place {
        Place {
            settled_at: self.delivery.settled_at.unwrap_or_default(),
            request_id: self.delivery.request_id,
            n: self.delivery.n,
        }
    }
}

impl Desk {
    /// A page of settled deliveries, newest first, of the games the person sees.
    pub async fn log(&self, person: &Person, log: Log, filters: &LogFilters, turn: LogTurn) -> Result<Page<Logged>> {
        let games = self.visible_games(person).await?;
        let mut rows = self.db().log(&games, log, filters, turn, 51).await?;
        let mut requests: Vec<i64> = rows.iter().map(|row| row.delivery.request_id).collect();
        requests.sort_unstable();
        requests.dedup();
        let lines = self.db().lines(&requests).await?;
        for row in &mut rows {
            row.lines = lines.iter().filter(|line| line.request_id == row.delivery.request_id).cloned().collect();
            if let (Some(quantity), [line]) = (row.delivery.quantity, &mut row.lines[..]) {
                line.quantity = Quantity::Each(quantity);
            }
        }
        Ok(Page::cut(rows, matches!(turn, LogTurn::After(_)), matches!(turn, LogTurn::Newest)))
    }
}
