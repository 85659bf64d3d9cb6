use sqlx::FromRow;

use crate::request::DeliveryState;

/// A delivery as the result file tells of it.
#[derive(Clone, Debug, FromRow)]
pub struct Row {
    pub n: i64,
    pub server_id: i64,
    pub player_id: String,
    /// Where the list says player by player how much it is.
    pub quantity: Option<i64>,
    #[sqlx(try_from = "String")]
    pub state: DeliveryState,
    pub cause: Option<String>,
    pub code: Option<String>,
    pub message: Option<String>,
    pub attempts: i64,
    pub settled_at: Option<i64>,
    pub transaction_id: Option<String>,
    /// A JSON object: what else the list says of the player.
    pub info: Option<String>,
}

#[cfg(test)]
impl Row {
    /// A delivery to player p7, if it is the seventh, of which nothing is known yet.
    pub fn waiting(n: i64) -> Row {
        Row {
            n,
            server_id: 1,
            player_id: format!("p{n}"),
            quantity: None,
            state: DeliveryState::Waiting,
            cause: None,
            code: None,
            message: None,
            attempts: 0,
            settled_at: None,
            transaction_id: None,
            info: None,
        }
    }
}
