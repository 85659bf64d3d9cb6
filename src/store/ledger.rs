use sqlx::QueryBuilder;

use super::{Db, dialect, on, without_success};
use crate::error::Result;
use crate::ledger::{Attempt, Delivery};
use crate::request::{Cause, DeliveryState};

macro_rules! select_delivery {
    ($rest:literal) => {
        concat!(
            "select request_id, n, server_id, player_id, quantity, info, state, attempts, due_at, cause, code, message, transaction_id,
                    settled_at
             from deliveries ",
            $rest
        )
    };
}
pub(crate) use select_delivery;

impl Db {
    /// Deliveries of a request after `n`.
    pub async fn deliveries(
        &self,
        no: i64,
        state: Option<DeliveryState>,
        after: i64,
        limit: i64,
    ) -> Result<Vec<Delivery>> {
        on!(db self, c => {
            let mut query = QueryBuilder::new(
                select_delivery!("where request_id = "));
            query.push_bind(no).push(" and n > ").push_bind(after);
            if let Some(DeliveryState::Refused | DeliveryState::Failed | DeliveryState::Unknown) = state {
                // Said twice, so that the partial index over unfinished deliveries is used.
                query.push(concat!(" and ", without_success!("state")));
            }
            if let Some(state) = state {
                query.push(" and state = ").push_bind(state.as_str());
            }
            query.push(" order by n limit ").push_bind(limit);
            Ok(query.build_query_as().fetch_all(c).await?)
        })
    }

    /// Deliveries without success, after `n`.
    pub async fn unfinished(&self, no: i64, after: i64, limit: i64) -> Result<Vec<Delivery>> {
        Ok(on!(db self, c => sqlx::query_as(
            concat!(select_delivery!("where request_id = $1 and n > $2 and "), without_success!("state"), " order by n limit $3"))
            .bind(no).bind(after).bind(limit).fetch_all(c).await)?)
    }

    /// Deliveries after `n` to players whose ID begins like this.
    pub async fn find_players(&self, no: i64, beginning: &str, after: i64, limit: i64) -> Result<Vec<Delivery>> {
        Ok(on!(db self, c => sqlx::query_as(
            select_delivery!("where request_id = $1 and n > $2 and substr(player_id, 1, length($3)) = $3 order by n limit $4"))
            .bind(no).bind(after).bind(beginning).bind(limit).fetch_all(c).await)?)
    }

    pub async fn delivery(&self, no: i64, n: i64) -> Result<Option<Delivery>> {
        Ok(on!(db self, c => sqlx::query_as(
            select_delivery!("where request_id = $1 and n = $2"))
            .bind(no).bind(n).fetch_optional(c).await)?)
    }

    pub async fn attempts(&self, no: i64, n: i64) -> Result<Vec<Attempt>> {
        Ok(on!(db self, c => sqlx::query_as(
            "select n, call, at, ms, status, outcome, cause, code, message from attempts
             where request_id = $1 and delivery = $2 order by n")
            .bind(no).bind(n).fetch_all(c).await)?)
    }

    /// What stands between a request and its success, the most frequent first.
    pub async fn causes(&self, no: i64) -> Result<Vec<Cause>> {
        let sql = dialect!(self,
            sqlite: concat!(
                "select state, cause, code, server_id, count(*) as deliveries, max(message) as message
                 from deliveries indexed by deliveries_unfinished where request_id = $1 and ", without_success!("state"), "
                 group by state, cause, code, server_id order by count(*) desc, state, cause, code, server_id"),
            postgres: concat!(
                "select state, cause, code, server_id, count(*) as deliveries, max(message) as message
                 from deliveries where request_id = $1 and ", without_success!("state"), "
                 group by state, cause, code, server_id order by count(*) desc, state, cause, code, server_id"));
        Ok(on!(db self, c => sqlx::query_as(sql).bind(no).fetch_all(c).await)?)
    }
}
