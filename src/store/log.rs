//! How the logs are read: the tallies say in which minutes there is something to show, and only there are deliveries
//! looked at, request by request. So a page takes as long among ten million of them as among a few.

mod lead;
mod people;
mod player;
mod walk;

pub(super) use lead::{Lead, any_of, push_tallies};
pub(super) use player::push_deliveries;

use sqlx::QueryBuilder;

use super::{Db, dialect, on, without_success};
use crate::error::Result;
use crate::ledger::{Log, LogTurn, Logged, Narrowed, Place};

/// The deliveries `d` of a log: the very words of the partial indexes.
fn in_log(log: Log) -> &'static str {
    match log {
        Log::Success => "d.state = 'succeeded'",
        Log::Failure => without_success!("d.state"),
    }
}

/// Which way the rows go: how their places compare with the one that is turned from, and their order.
fn way(turn: LogTurn) -> (&'static str, &'static str, Place) {
    match turn {
        LogTurn::Newest => ("<", "desc", Place { settled_at: i64::MAX, request_id: i64::MAX, n: i64::MAX }),
        LogTurn::Before(place) => ("<", "desc", place),
        LogTurn::After(place) => (">", "asc", place),
    }
}

impl Db {
    /// Where the next rows of a log stand, in the direction of the turn.
    pub async fn places(&self, narrowed: &Narrowed, turn: LogTurn, count: usize) -> Result<Vec<Place>> {
        if narrowed.is_nothing() {
            return Ok(Vec::new());
        }
        match &narrowed.filters.player {
            Some(player) => self.places_of_player(narrowed, player, turn, count).await,
            None => self.walk(narrowed, turn, count).await,
        }
    }

    /// What stands at these places now, in their order; without what has left the log.
    pub async fn logged(&self, log: Log, places: &[Place]) -> Result<Vec<Logged>> {
        let asked: Vec<(i64, i64)> = places.iter().map(|place| (place.request_id, place.n)).collect();
        let asked = serde_json::to_string(&asked)?;
        let from = dialect!(self,
            sqlite: "from json_each($1) p cross join deliveries d on d.request_id = p.value ->> 0 and d.n = p.value ->> 1
                     join requests r on r.id = d.request_id join users u on u.id = r.requested_by
                     join approvals a on a.id = r.approval_id join users v on v.id = a.approved_by where ",
            postgres: "from json_array_elements($1::json) with ordinality as p(value, key)
                     join deliveries d on d.request_id = cast(p.value ->> 0 as bigint) and d.n = cast(p.value ->> 1 as bigint)
                     join requests r on r.id = d.request_id join users u on u.id = r.requested_by
                     join approvals a on a.id = r.approval_id join users v on v.id = a.approved_by where ");
        on!(db self, c => {
            let mut query = QueryBuilder::new(
                "select d.request_id, d.n, d.server_id, d.player_id, d.quantity, d.info, d.state, d.attempts, d.due_at, d.cause, d.code,
                    d.message, d.transaction_id, d.settled_at, r.game_id, r.direction, r.reason_id, r.detail_reason_id, r.order_number,
                    u.name as requester, v.name as approver ");
            query.push(from).push(in_log(log)).push(" and d.settled_at is not null order by p.key");
            Ok(query.build_query_as().bind(asked).fetch_all(c).await?)
        })
    }

    /// The requests that name this order number, of every game.
    pub async fn numbers_of_order(&self, order_number: &str) -> Result<Vec<i64>> {
        Ok(on!(db self, c => sqlx::query_scalar("select id from requests where order_number = $1 order by id")
            .bind(order_number).fetch_all(c).await)?)
    }
}
