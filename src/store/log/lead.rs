use sqlx::{Database, Encode, QueryBuilder, Type};

use crate::ledger::{Log, Narrowed};
use crate::request::Direction;

/// The one filter by whose index tallies are read, minute by minute. What else is asked for only narrows what is read:
/// a `+` before a column keeps every other index away, in both databases, whatever their statistics say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lead {
    Requests,
    Requester,
    Approver,
    Item,
    Reason(i64),
    Server,
    Game(i64, Direction),
}

impl Lead {
    /// What leads: whatever is likely to be the rarest. Several of a kind are read one after the other, since only then
    /// is each in the order of its minutes.
    pub fn all(narrowed: &Narrowed) -> Vec<Lead> {
        let filters = &narrowed.filters;
        if narrowed.requests.is_some() {
            vec![Lead::Requests]
        } else if filters.requester.is_some() {
            vec![Lead::Requester]
        } else if filters.item.is_some() {
            vec![Lead::Item]
        } else if filters.approver.is_some() {
            vec![Lead::Approver]
        } else if !filters.reasons.is_empty() {
            filters.reasons.iter().map(|reason| Lead::Reason(*reason)).collect()
        } else if filters.server.is_some() {
            vec![Lead::Server]
        } else {
            let directions = [Direction::Grant, Direction::Clawback];
            let asked = directions.into_iter().filter(|way| filters.direction.is_none_or(|only| only == *way));
            asked.flat_map(|way| narrowed.games.iter().map(move |game| Lead::Game(*game, way))).collect()
        }
    }
}

/// Appends `from tallies t where …`: those of the log that pass the filters but for the player's, in every minute.
pub fn push_tallies<DB: Database>(query: &mut QueryBuilder<DB>, narrowed: &Narrowed, lead: Lead)
where
    bool: for<'q> Encode<'q, DB> + Type<DB>,
    i64: for<'q> Encode<'q, DB> + Type<DB>,
    &'static str: for<'q> Encode<'q, DB> + Type<DB>,
{
    let filters = &narrowed.filters;
    query.push(" from tallies t where t.succeeded = ").push_bind(narrowed.log == Log::Success);
    match lead {
        Lead::Game(game, direction) => {
            query.push(" and t.game_id = ").push_bind(game).push(" and t.direction = ").push_bind(direction.as_str());
        }
        _ => {
            any_of(query, "+t.game_id", &narrowed.games);
            if let Some(direction) = filters.direction {
                query.push(" and t.direction = ").push_bind(direction.as_str());
            }
        }
    }
    match lead {
        Lead::Reason(reason) => any_of(query, "t.reason_id", &[reason]),
        _ if !filters.reasons.is_empty() => any_of(query, "+t.reason_id", &filters.reasons),
        _ => {}
    }
    if let Some(requests) = &narrowed.requests {
        any_of(query, "t.request_id", requests);
    }
    for (of, column, other, value) in [
        (Lead::Requester, "t.requester_id", "+t.requester_id", filters.requester),
        (Lead::Approver, "t.approver_id", "+t.approver_id", filters.approver),
        (Lead::Item, "t.item_id", "+t.item_id", filters.item),
        (Lead::Server, "t.server_id", "+t.server_id", filters.server),
    ] {
        if let Some(value) = value {
            query.push(" and ").push(if of == lead { column } else { other }).push(" = ").push_bind(value);
        }
    }
}

/// Appends that a column is one of these.
pub fn any_of<DB: Database>(query: &mut QueryBuilder<DB>, column: &'static str, values: &[i64])
where
    i64: for<'q> Encode<'q, DB> + Type<DB>,
{
    query.push(" and ").push(column);
    if let [only] = values {
        query.push(" = ").push_bind(*only);
        return;
    }
    query.push(" in (");
    let mut list = query.separated(", ");
    for value in values {
        list.push_bind(*value);
    }
    query.push(")");
}
