//! What became of every delivery: the logs with their totals and files, and one delivery with its attempts.

mod columns;
mod export;
mod filters;
mod people;
mod totals;

pub use export::{LogWanted, LogWords, XLSX_ROWS};
pub use filters::{LogFilters, Narrowed};
pub use people::Named;
pub use totals::{ItemTotal, Totals};

use std::collections::HashMap;

use sqlx::FromRow;

use crate::desk::Desk;
use crate::error::Result;
use crate::people::Person;
use crate::request::{DeliveryState, Direction, Line, PAGE, Page, Quantity};

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
    pub detail_reason_id: Option<i64>,
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

/// Where a row stands in a log: when it was settled, and which delivery it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, FromRow)]
pub struct Place {
    pub settled_at: i64,
    pub request_id: i64,
    pub n: i64,
}

#[derive(Clone, Copy, Debug)]
pub enum LogTurn {
    Newest,
    /// Older than this row.
    Before(Place),
    /// Newer than this row.
    After(Place),
}

impl Log {
    pub fn as_str(self) -> &'static str {
        match self {
            Log::Success => "success",
            Log::Failure => "failure",
        }
    }

    /// Which log shows a delivery that rests in this state; none shows it before.
    pub fn of(state: DeliveryState) -> Option<Log> {
        match state {
            DeliveryState::Succeeded => Some(Log::Success),
            DeliveryState::Refused | DeliveryState::Failed | DeliveryState::Unknown => Some(Log::Failure),
            _ => None,
        }
    }
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
        let narrowed = self.narrow(person, log, filters).await?;
        let places = self.db().places(&narrowed, turn, PAGE + 1).await?;
        let page = Page::cut(places, matches!(turn, LogTurn::After(_)), matches!(turn, LogTurn::Newest));
        let rows = self.logged(log, &page.rows).await?;
        Ok(Page { rows, newer: page.newer, older: page.older })
    }

    /// What a log shows at these places, in their order; without what has left the log since.
    async fn logged(&self, log: Log, places: &[Place]) -> Result<Vec<Logged>> {
        let mut rows = self.db().logged(log, places).await?;
        let mut requests: Vec<i64> = rows.iter().map(|row| row.delivery.request_id).collect();
        requests.sort_unstable();
        requests.dedup();
        let mut lines: HashMap<i64, Vec<Line>> = HashMap::new();
        for line in self.db().lines(&requests).await? {
            lines.entry(line.request_id).or_default().push(line);
        }
        for row in &mut rows {
            row.lines = lines.get(&row.delivery.request_id).cloned().unwrap_or_default();
            if let (Some(quantity), [line]) = (row.delivery.quantity, &mut row.lines[..]) {
                line.quantity = Quantity::Each(quantity);
            }
        }
        Ok(rows)
    }
}
