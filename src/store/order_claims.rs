use super::{Db, Tx, on};
use crate::error::Result;
use crate::request::Direction;

impl Db {
    /// Who holds an order number at this moment.
    pub async fn order_holder(&self, game: i64, direction: Direction, order_number: &str) -> Result<Option<i64>> {
        Ok(on!(db self, c => sqlx::query_scalar(
            "select request_id from order_claims where game_id = $1 and direction = $2 and order_number = $3")
            .bind(game).bind(direction.as_str()).bind(order_number).fetch_optional(c).await)?)
    }
}

impl Tx {
    /// Claims an order number for a request; answers who holds it if somebody does. One statement decides.
    pub async fn claim_order(
        &mut self,
        game: i64,
        direction: Direction,
        order_number: &str,
        no: i64,
    ) -> Result<Option<i64>> {
        // Touching the row on conflict makes the statement answer with its holder, in one step on both databases.
        let holder: i64 = on!(tx self, c => sqlx::query_scalar(
            "insert into order_claims (game_id, direction, order_number, request_id) values ($1, $2, $3, $4)
             on conflict (game_id, direction, order_number) do update set order_number = excluded.order_number
             returning request_id")
            .bind(game).bind(direction.as_str()).bind(order_number).bind(no).fetch_one(c).await)?;
        Ok((holder != no).then_some(holder))
    }

    pub async fn release_order(&mut self, no: i64) -> Result<()> {
        on!(tx self, c => sqlx::query("delete from order_claims where request_id = $1").bind(no).execute(c).await.map(|_| ()))?;
        Ok(())
    }
}
