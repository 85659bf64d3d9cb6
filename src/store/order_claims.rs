use std::collections::HashMap;

use super::{Db, Tx, dialect, on};
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

impl Db {
    /// Who holds these order numbers, pairs of direction and order number, at this moment.
    pub async fn order_holders(&self, game: i64, orders: &[(&str, &str)]) -> Result<HashMap<(String, String), i64>> {
        let sql = dialect!(self,
            sqlite: "select c.direction, c.order_number, c.request_id from json_each($2) v
                     join order_claims c on c.game_id = $1 and c.direction = v.value ->> 0 and c.order_number = v.value ->> 1",
            postgres: "select c.direction, c.order_number, c.request_id from json_array_elements($2::json) v
                     join order_claims c on c.game_id = $1 and c.direction = v.value ->> 0 and c.order_number = v.value ->> 1");
        let held: Vec<(String, String, i64)> = on!(db self, c => sqlx::query_as(sql)
            .bind(game).bind(serde_json::to_string(orders)?).fetch_all(c).await)?;
        Ok(held.into_iter().map(|(direction, order, no)| ((direction, order), no)).collect())
    }
}

impl Tx {
    /// Claims order numbers for requests of one game and direction: pairs of request and order number. Answers which
    /// others hold, by the pair's request. One statement decides.
    pub async fn claim_orders(
        &mut self,
        game: i64,
        direction: Direction,
        claims: &[(i64, &str)],
    ) -> Result<Vec<(i64, i64)>> {
        // Touching the row on conflict makes the statement answer with its holder, in one step on both databases.
        let sql = dialect!(self,
            sqlite: "insert into order_claims (game_id, direction, order_number, request_id)
                     select $1, $2, value ->> 1, value ->> 0 from json_each($3) where true
                     on conflict (game_id, direction, order_number) do update set order_number = excluded.order_number
                     returning order_number, request_id",
            postgres: "insert into order_claims (game_id, direction, order_number, request_id)
                     select $1, $2, value ->> 1, cast(value ->> 0 as bigint) from json_array_elements($3::json)
                     on conflict (game_id, direction, order_number) do update set order_number = excluded.order_number
                     returning order_number, request_id");
        let held: Vec<(String, i64)> = on!(tx self, c => sqlx::query_as(sql)
            .bind(game).bind(direction.as_str()).bind(serde_json::to_string(claims)?).fetch_all(c).await)?;
        let holders: HashMap<String, i64> = held.into_iter().collect();
        let holder =
            |(no, order): &(i64, &str)| holders.get(*order).filter(|holder| *holder != no).map(|holder| (*no, *holder));
        Ok(claims.iter().filter_map(holder).collect())
    }

    pub async fn release_order(&mut self, no: i64) -> Result<()> {
        on!(tx self, c => sqlx::query("delete from order_claims where request_id = $1").bind(no).execute(c).await.map(|_| ()))?;
        Ok(())
    }
}
