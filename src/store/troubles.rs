//! How it is kept what rests without success, and why: in the transaction that settles deliveries or takes them up again.

use std::collections::{BTreeMap, BTreeSet};

use super::{Tx, dialect, on};
use crate::error::Result;
use crate::request::DeliveryState;

/// Deliveries of one request that rest on one server without success, in one state, with one cause and code.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Trouble {
    request_id: i64,
    server_id: i64,
    state: &'static str,
    cause: String,
    code: String,
}

impl Trouble {
    pub fn new(
        request_id: i64,
        server_id: i64,
        state: DeliveryState,
        cause: Option<&str>,
        code: Option<&str>,
    ) -> Trouble {
        let text = |text: Option<&str>| text.unwrap_or_default().to_owned();
        Trouble { request_id, server_id, state: state.as_str(), cause: text(cause), code: text(code) }
    }
}

/// How many deliveries come to rest without success, less those that are taken up again.
#[derive(Clone, Debug, Default)]
pub struct TroubleChanges {
    by_trouble: BTreeMap<Trouble, i64>,
    left: BTreeSet<i64>,
}

impl TroubleChanges {
    pub fn add(&mut self, trouble: Trouble, deliveries: i64) {
        if deliveries < 0 {
            self.left.insert(trouble.request_id);
        }
        *self.by_trouble.entry(trouble).or_default() += deliveries;
    }
}

impl Tx {
    pub(super) async fn count_troubles(&mut self, changes: &TroubleChanges) -> Result<()> {
        if changes.by_trouble.is_empty() {
            return Ok(());
        }
        let rows = changes.by_trouble.iter().map(|(trouble, deliveries)| {
            let Trouble { request_id, server_id, state, cause, code } = trouble;
            (request_id, server_id, state, cause, code, deliveries)
        });
        let rows = serde_json::to_string(&rows.collect::<Vec<_>>())?;
        let sql = dialect!(self,
            sqlite: "insert into troubles (request_id, server_id, state, cause, code, deliveries)
                     select value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5 from json_each($1) where true
                     on conflict (request_id, server_id, state, cause, code) do update set deliveries = troubles.deliveries + excluded.deliveries",
            postgres: "insert into troubles (request_id, server_id, state, cause, code, deliveries)
                     select cast(value ->> 0 as bigint), cast(value ->> 1 as bigint), value ->> 2, value ->> 3, value ->> 4,
                        cast(value ->> 5 as bigint) from json_array_elements($1::json)
                     on conflict (request_id, server_id, state, cause, code) do update set deliveries = troubles.deliveries + excluded.deliveries");
        on!(tx self, c => sqlx::query(sql).bind(&rows).execute(c).await.map(|_| ()))?;
        for request in &changes.left {
            on!(tx self, c => sqlx::query("delete from troubles where request_id = $1 and deliveries = 0")
                .bind(*request).execute(c).await.map(|_| ()))?;
        }
        Ok(())
    }
}
