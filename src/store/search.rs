use sqlx::{Database, Encode, QueryBuilder, Type};

use super::{Db, containing, dialect, on};
use crate::error::{Error, Result};
use crate::people::Games;
use crate::request::{Filters, State, Summary, Turn};

/// What makes a page of requests one JSON text, in the words of each dialect. Row by row and value by value it would
/// cross from SQLite's thread, which takes longer than finding them.
macro_rules! summaries {
    (list: $list:literal, object: $object:literal, content: $content:literal) => {
        concat!(
            "select ", $list, "(", $object, "('id', r.id, 'game_id', r.game_id, 'direction', r.direction,
                'reason_id', r.reason_id, 'detail_reason_id', r.detail_reason_id, 'items', ", $content, " -> 'items',
                'servers', ", $content, " -> 'servers', 'seal', r.seal, 'players', r.players,
                'requested_by', r.requested_by, 'requester', u.name, 'requested_at', r.requested_at, 'state', r.state,
                'counts', ", $object, "('deliveries', r.deliveries, 'waiting', r.waiting, 'queued', r.queued,
                    'sending', r.sending, 'succeeded', r.succeeded, 'refused', r.refused, 'failed', r.failed,
                    'unknown', r.unknown, 'canceled', r.canceled)) order by r.id"
        )
    };
}

impl Db {
    /// Requests of these games that pass the filters, in the direction of the turn.
    pub async fn search(&self, games: &Games, filters: &Filters, turn: Turn, limit: i64) -> Result<Vec<Summary>> {
        let summaries = dialect!(self,
            sqlite: summaries!(list: "json_group_array", object: "json_object", content: "r.content"),
            postgres: summaries!(list: "json_agg", object: "json_build_object", content: "cast(r.content as json)"));
        let direction = if matches!(turn, Turn::After(_)) { "" } else { " desc" };
        let found: Option<String> = on!(db self, c => {
            let mut query = QueryBuilder::new(summaries);
            query.push(direction).push(dialect!(self, sqlite: ")", postgres: ")::text"));
            query.push(" from (select r.* from requests r where ");
            narrow(&mut query, games, filters);
            match turn {
                Turn::Newest => &mut query,
                Turn::Before(id) => query.push(" and r.id < ").push_bind(id),
                Turn::After(id) => query.push(" and r.id > ").push_bind(id),
            };
            // The plus keeps a planner from walking through all that somebody ever asked for to find what is open.
            query.push(if few_of_many(filters) { " order by +r.id" } else { " order by r.id" }).push(direction);
            query.push(" limit ").push_bind(limit);
            query.push(") r join users u on u.id = r.requested_by");
            query.build_query_scalar().fetch_one(c).await
        })?;
        Ok(found.map_or(Ok(Vec::new()), |found| serde_json::from_str(&found))?)
    }

    pub async fn count_states(&self, games: &Games, filters: &Filters) -> Result<Vec<(State, i64)>> {
        let counts: Vec<(String, i64)> = on!(db self, c => {
            let mut query = QueryBuilder::new("select r.state, count(*) from requests r where ");
            narrow(&mut query, games, filters);
            query.push(" group by r.state");
            query.build_query_as().fetch_all(c).await
        })?;
        counts
            .into_iter()
            .map(|(state, count)| Ok((State::parse(&state).ok_or(Error::Lost("state"))?, count)))
            .collect()
    }
}

/// One person's requests, without those that succeeded.
fn few_of_many(filters: &Filters) -> bool {
    filters.requested_by.is_some() && !filters.states.is_empty() && !filters.states.contains(&State::Succeeded)
}

fn narrow<DB: Database>(query: &mut QueryBuilder<DB>, games: &Games, filters: &Filters)
where
    for<'q> i64: Encode<'q, DB> + Type<DB>,
    for<'q> String: Encode<'q, DB> + Type<DB>,
{
    match games {
        Games::Every => query.push("true"),
        Games::These(games) => {
            query.push("r.game_id in (");
            let mut list = query.separated(", ");
            list.push_bind(0_i64);
            for game in games {
                list.push_bind(*game);
            }
            query.push(")")
        }
    };
    if let Some(game) = filters.game {
        query.push(" and r.game_id = ").push_bind(game);
    }
    if filters.states.is_empty() {
        query.push(" and r.state <> 'succeeded'");
    } else if filters.states.len() < State::ALL.len() {
        query.push(" and r.state in (");
        let mut list = query.separated(", ");
        for state in &filters.states {
            list.push_bind(state.as_str().to_owned());
        }
        query.push(")");
    }
    if let Some(server) = filters.server {
        query
            .push(" and exists (select 1 from request_servers s where s.request_id = r.id and s.server_id = ")
            .push_bind(server)
            .push(")");
    }
    if !filters.reasons.is_empty() {
        query.push(" and r.reason_id in (");
        let mut list = query.separated(", ");
        for reason in &filters.reasons {
            list.push_bind(*reason);
        }
        query.push(")");
    }
    if let Some(direction) = filters.direction {
        query.push(" and r.direction = ").push_bind(direction.as_str().to_owned());
    }
    if let Some(player) = &filters.player {
        query
            .push(" and r.id in (select d.request_id from deliveries d where d.player_id = ")
            .push_bind(player.clone())
            .push(")");
    }
    if let Some(order_number) = &filters.order_number {
        query.push(" and r.order_number = ").push_bind(order_number.clone());
    }
    if let Some(requester) = &filters.requester {
        let pattern = containing(&requester.to_lowercase());
        query
            .push(" and r.requested_by in (select id from users where username_key like ")
            .push_bind(pattern.clone())
            .push(" escape '\\' or lower(name) like ")
            .push_bind(pattern)
            .push(" escape '\\')");
    }
    if let Some(batch) = &filters.batch {
        query.push(" and r.batch_id = ").push_bind(batch.clone());
    }
    if let Some(person) = filters.requested_by {
        query.push(" and r.requested_by = ").push_bind(person);
    }
    if let Some(person) = filters.not_requested_by {
        query.push(" and r.requested_by <> ").push_bind(person);
    }
    if let Some(from) = filters.from {
        query.push(" and r.requested_at >= ").push_bind(from);
    }
    if let Some(until) = filters.until {
        query.push(" and r.requested_at < ").push_bind(until);
    }
}
