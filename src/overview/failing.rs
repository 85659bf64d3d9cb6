use sqlx::FromRow;

use crate::desk::Desk;
use crate::error::Result;
use crate::people::Person;
use crate::request::DeliveryState;

/// Deliveries on one server, of all requests that failed and nobody has closed, about which the same can be done.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Failing {
    pub game_id: i64,
    pub server_id: i64,
    #[sqlx(try_from = "String")]
    pub state: DeliveryState,
    /// Of failed ones, the cause: what is sent again together. Empty otherwise.
    pub cause: String,
    /// Of refused ones, what the game said. Empty otherwise.
    pub code: String,
    pub deliveries: i64,
    pub requests: i64,
    /// The newest of the requests, and the only one if there is one.
    pub request_id: i64,
    /// When the last of the requests came to its end.
    pub newest: i64,
}

impl Desk {
    /// What fails now: first what may have arrived, then what can be sent again, then what is final; of each the most first.
    pub async fn failing(&self, person: &Person) -> Result<Vec<Failing>> {
        let games = self.visible_games(person).await?;
        let mut failing = self.db().failing(&games).await?;
        let urgency = |state| {
            [DeliveryState::Unknown, DeliveryState::Failed].iter().position(|first| *first == state).unwrap_or(2)
        };
        failing.sort_by_key(|row| (urgency(row.state), -row.deliveries));
        Ok(failing)
    }
}
