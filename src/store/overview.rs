use sqlx::{Database, Encode, QueryBuilder, Type};

use super::log::any_of;
use super::{Db, on};
use crate::error::Result;
use crate::overview::{Decisions, Failing, Waiting};
use crate::request::Direction;

impl Db {
    /// What waits in these games and was asked for by somebody else.
    pub async fn waiting(&self, games: &[i64], person: i64) -> Result<Option<Waiting>> {
        if games.is_empty() {
            return Ok(None);
        }
        Ok(on!(db self, c => {
            let mut query = QueryBuilder::new(
                "select requests, oldest, at as median from
                    (select requested_at as at, row_number() over (order by requested_at) as place, count(*) over () as requests,
                        min(requested_at) over () as oldest
                     from requests where state = 'pending' and requested_by <> ");
            query.push_bind(person);
            any_of(&mut query, "game_id", games);
            query.push(") ranked where place = (requests + 1) / 2");
            query.build_query_as().fetch_optional(c).await
        })?)
    }

    /// What was approved or rejected in these games since then.
    pub async fn decisions(&self, games: &[i64], since: i64) -> Result<Option<Decisions>> {
        if games.is_empty() {
            return Ok(None);
        }
        Ok(on!(db self, c => {
            let mut query = QueryBuilder::new(
                "select decisions, took from
                    (select took, row_number() over (order by took) as place, count(*) over () as decisions from
                        (select a.at - r.requested_at as took from approvals a cross join requests r
                         where r.id = a.request_id and a.at >= ");
            query.push_bind(since);
            any_of(&mut query, "r.game_id", games);
            query.push(" union all select ended_at - requested_at from requests where state = 'rejected' and ended_at >= ").push_bind(since);
            any_of(&mut query, "game_id", games);
            query.push(") of_all) ranked where place = (decisions + 1) / 2");
            query.build_query_as().fetch_optional(c).await
        })?)
    }

    /// What rests without success in failed requests of these games, by server and by what can be done about it.
    pub async fn failing(&self, games: &[i64]) -> Result<Vec<Failing>> {
        if games.is_empty() {
            return Ok(Vec::new());
        }
        Ok(on!(db self, c => {
            let mut query = QueryBuilder::new(
                "select game_id, server_id, state, cause, code, cast(sum(deliveries) as bigint) as deliveries,
                    count(distinct request_id) as requests, max(request_id) as request_id, max(ended_at) as newest
                 from (select r.game_id, t.server_id, t.state, case when t.state = 'failed' then t.cause else '' end as cause,
                            case when t.state = 'refused' then t.code else '' end as code, t.deliveries, t.request_id, r.ended_at
                       from requests r join troubles t on t.request_id = r.id
                       where r.state = 'failed'");
            any_of(&mut query, "r.game_id", games);
            query.push(") of_all group by game_id, server_id, state, cause, code order by game_id, server_id, state, cause, code");
            query.build_query_as().fetch_all(c).await
        })?)
    }

    /// Deliveries that rest in the logs, by the hours from `from` on: the how-manieth from 0, whether they succeeded,
    /// and how many.
    pub async fn settled_by_hour(&self, games: &[i64], from: i64, until: i64) -> Result<Vec<(i64, bool, i64)>> {
        if games.is_empty() {
            return Ok(Vec::new());
        }
        Ok(on!(db self, c => {
            let mut query = QueryBuilder::new("select hour, succeeded, cast(sum(deliveries) as bigint) from (");
            let mut union = "";
            for succeeded in [true, false] {
                for direction in [Direction::Grant, Direction::Clawback] {
                    for game in games {
                        query.push(std::mem::replace(&mut union, " union all "));
                        push_hours(&mut query, succeeded, *game, direction, from, until);
                    }
                }
            }
            query.push(") of_all group by hour, succeeded order by hour, succeeded");
            query.build_query_as().fetch_all(c).await
        })?)
    }
}

/// Tallies of one game and direction, in a stretch of one index.
fn push_hours<DB: Database>(
    query: &mut QueryBuilder<DB>,
    succeeded: bool,
    game: i64,
    direction: Direction,
    from: i64,
    until: i64,
) where
    bool: for<'q> Encode<'q, DB> + Type<DB>,
    i64: for<'q> Encode<'q, DB> + Type<DB>,
    &'static str: for<'q> Encode<'q, DB> + Type<DB>,
{
    query.push("select (minute - ").push_bind(from).push(") / 3600000 as hour, succeeded, deliveries from tallies");
    query.push(" where line = 1 and succeeded = ").push_bind(succeeded).push(" and game_id = ").push_bind(game);
    query.push(" and direction = ").push_bind(direction.as_str());
    query.push(" and minute >= ").push_bind(from).push(" and minute < ").push_bind(until);
}
