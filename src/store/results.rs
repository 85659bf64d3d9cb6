use super::{Db, dialect, on, without_success};
use crate::error::Result;
use crate::results::{Row, Which};

macro_rules! select_rows {
    ($($narrowed:expr),+) => {
        concat!(
            "select n, server_id, player_id, quantity, state, cause, code, message, attempts, settled_at, transaction_id, info
             from deliveries where request_id = $1 and n > $2",
            $($narrowed,)+
            " order by n limit $3"
        )
    };
}

impl Db {
    /// Deliveries of a request after `n`, as its result file tells of them.
    pub async fn result_rows(&self, no: i64, which: Which, after: i64, limit: i64) -> Result<Vec<Row>> {
        let sql = match which {
            Which::All => select_rows!(""),
            Which::Unfinished => select_rows!(" and ", without_success!("state")),
            Which::Succeeded => select_rows!(" and state = 'succeeded'"),
        };
        Ok(on!(db self, c => sqlx::query_as(sql).bind(no).bind(after).bind(limit).fetch_all(c).await)?)
    }

    /// The code of each line's item, and how much of it each player gets unless the list says it player by player.
    pub async fn result_items(&self, no: i64) -> Result<Vec<(String, Option<i64>)>> {
        Ok(on!(db self, c => sqlx::query_as(
            "select i.code, l.quantity from request_lines l join items i on i.id = l.item_id
             where l.request_id = $1 order by l.line")
            .bind(no).fetch_all(c).await)?)
    }

    /// The keys of the additional information. Every server's deliveries have the same: those of the first server, which
    /// are numbered from 1 to `players`, are enough.
    pub async fn info_keys(&self, no: i64, players: i64) -> Result<Vec<String>> {
        let sql = dialect!(self,
            sqlite: "select distinct i.key from deliveries d, json_each(d.info) i
                     where d.request_id = $1 and d.n <= $2 and d.info is not null",
            postgres: "select distinct json_object_keys(info::json) from deliveries
                     where request_id = $1 and n <= $2 and info is not null");
        let mut keys: Vec<String> =
            on!(db self, c => sqlx::query_scalar(sql).bind(no).bind(players).fetch_all(c).await)?;
        // As they stand in the JSON; the databases sort differently.
        keys.sort_unstable();
        Ok(keys)
    }
}
