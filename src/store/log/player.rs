use sqlx::{Database, Encode, QueryBuilder, Type};

use super::lead::any_of;
use super::{in_log, way};
use crate::error::Result;
use crate::ledger::{LogTurn, Narrowed, Place};
use crate::store::{Db, on};

impl Db {
    /// One player has few deliveries, so all of them are looked at.
    pub(super) async fn places_of_player(
        &self,
        narrowed: &Narrowed,
        player: &str,
        turn: LogTurn,
        count: usize,
    ) -> Result<Vec<Place>> {
        let (beyond, order, place) = way(turn);
        let is_sqlite = self.is_sqlite();
        on!(db self, c => {
            let mut query = QueryBuilder::new("select d.request_id, d.n, d.settled_at");
            push_deliveries(&mut query, narrowed, player, is_sqlite);
            if narrowed.filters.item.is_none() {
                query.push(" and l.line = 1");
            }
            query.push(" and (d.settled_at, d.request_id, d.n) ").push(beyond).push(" (").push_bind(place.settled_at)
                .push(", ").push_bind(place.request_id).push(", ").push_bind(place.n).push(")");
            query.push(format!(" order by d.settled_at {order}, d.request_id {order}, d.n {order} limit "))
                .push_bind(count as i64);
            Ok(query.build_query_as().fetch_all(c).await?)
        })
    }
}

/// Appends `from deliveries d … where …`: those of a player that pass the filters, each with all lines `l` of its request,
/// or with that of the item that is asked for.
pub fn push_deliveries<DB: Database>(query: &mut QueryBuilder<DB>, narrowed: &Narrowed, player: &str, is_sqlite: bool)
where
    i64: for<'q> Encode<'q, DB> + Type<DB>,
    String: for<'q> Encode<'q, DB> + Type<DB>,
    &'static str: for<'q> Encode<'q, DB> + Type<DB>,
{
    let filters = &narrowed.filters;
    query
        .push(" from deliveries d ")
        .push(if is_sqlite { "indexed by deliveries_by_player " } else { "" })
        .push(
            "join requests r on r.id = d.request_id join approvals a on a.id = r.approval_id
             join request_lines l on l.request_id = d.request_id where d.player_id = ",
        )
        .push_bind(player.to_owned())
        .push(" and d.settled_at is not null and ")
        .push(in_log(narrowed.log));
    any_of(query, "r.game_id", &narrowed.games);
    if let Some(requests) = &narrowed.requests {
        any_of(query, "d.request_id", requests);
    }
    if !filters.reasons.is_empty() {
        any_of(query, "r.reason_id", &filters.reasons);
    }
    if let Some(direction) = filters.direction {
        query.push(" and r.direction = ").push_bind(direction.as_str());
    }
    for (condition, value) in [
        (" and d.server_id = ", filters.server),
        (" and l.item_id = ", filters.item),
        (" and r.requested_by = ", filters.requester),
        (" and a.approved_by = ", filters.approver),
        (" and d.settled_at >= ", filters.from),
        (" and d.settled_at < ", filters.until),
    ] {
        if let Some(value) = value {
            query.push(condition).push_bind(value);
        }
    }
}
