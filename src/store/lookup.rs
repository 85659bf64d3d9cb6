use sqlx::{Database, Encode, QueryBuilder, Type};

use super::requests::select_request;
use super::{Db, dialect, on};
use crate::error::Result;
use crate::lookup::{Entry, LookUp, MILLION, Place, Sum};
use crate::request::{Request, Turn};

impl Db {
    /// From a player's deliveries to their requests, each by its number. A planner that is left to choose may read
    /// every request there is.
    fn by_deliveries(&self) -> &'static str {
        dialect!(self,
            sqlite: " from deliveries d cross join requests r on r.id = d.request_id",
            postgres: " from deliveries d cross join lateral (select game_id, id_kind, direction, reason_id, detail_reason_id, order_number,
                        requested_at, state from requests where id = d.request_id offset 0) r")
    }

    /// Everything of one player in these games, summed by item, direction and states.
    pub async fn sums_of_player(&self, games: &[i64], whose: &LookUp) -> Result<Vec<Sum>> {
        on!(db self, c => {
            let mut query = QueryBuilder::new(
                "select r.game_id, r.id_kind, r.direction, r.state as request_state, d.state as delivery_state, l.item_id,
                    cast(sum(case when l.line = 1 then 1 else 0 end) as bigint) as deliveries,
                    cast(sum(coalesce(d.quantity, l.quantity) / ");
            query.push_bind(MILLION).push(") as bigint) as millions, cast(sum(coalesce(d.quantity, l.quantity) % ");
            query.push_bind(MILLION).push(") as bigint) as rest").push(self.by_deliveries()).push(dialect!(self,
                sqlite: " cross join request_lines l on l.request_id = d.request_id where ",
                postgres: " cross join lateral (select line, item_id, quantity from request_lines where request_id = d.request_id offset 0) l where "));
            of_player(&mut query, games, whose);
            query.push(" group by r.game_id, r.id_kind, r.direction, r.state, d.state, l.item_id");
            Ok(query.build_query_as().fetch_all(c).await?)
        })
    }

    /// One player's deliveries in these games, in the direction of the turn.
    pub async fn timeline_of_player(
        &self,
        games: &[i64],
        whose: &LookUp,
        turn: Turn<Place>,
        limit: i64,
    ) -> Result<Vec<Entry>> {
        on!(db self, c => {
            let mut query = QueryBuilder::new(
                "select d.request_id, d.n, d.server_id, d.player_id, d.quantity, d.info, d.state, d.attempts, d.due_at, d.cause, d.code,
                    d.message, d.transaction_id, d.settled_at, r.game_id, r.id_kind, r.direction, r.reason_id, r.detail_reason_id,
                    r.order_number, r.requested_at, r.state as request_state");
            query.push(self.by_deliveries()).push(" where ");
            of_player(&mut query, games, whose);
            if let Some(direction) = whose.direction {
                query.push(" and r.direction = ").push_bind(direction.as_str());
            }
            if let Some(standing) = whose.standing {
                query.push(" and r.state || '/' || d.state in (");
                let mut list = query.separated(", ");
                for (request, delivery) in standing.pairs() {
                    list.push_bind(format!("{}/{}", request.as_str(), delivery.as_str()));
                }
                query.push(")");
            }
            if let Turn::Before(place) | Turn::After(place) = turn {
                query.push(if matches!(turn, Turn::Before(_)) { " and (d.request_id, d.n) < (" } else { " and (d.request_id, d.n) > (" });
                query.push_bind(place.request_id).push(", ").push_bind(place.n).push(")");
            }
            query.push(match turn {
                Turn::After(_) => " order by d.request_id, d.n",
                _ => " order by d.request_id desc, d.n desc",
            });
            query.push(" limit ").push_bind(limit);
            Ok(query.build_query_as().fetch_all(c).await?)
        })
    }

    /// Requests of these games that name the order, newest first.
    pub async fn requests_of_order(&self, order_number: &str, games: &[i64], limit: i64) -> Result<Vec<Request>> {
        on!(db self, c => {
            let mut query = QueryBuilder::new(select_request!("where r.order_number = "));
            query.push_bind(order_number);
            in_games(&mut query, games);
            query.push(" order by r.id desc limit ").push_bind(limit);
            Ok(query.build_query_as().fetch_all(c).await?)
        })
    }

    /// The first players of each of these requests, each once.
    pub async fn first_players(&self, requests: &[i64], limit: i64) -> Result<Vec<(i64, String)>> {
        let ids = serde_json::to_string(requests)?;
        let sql = dialect!(self,
            sqlite: "select d.request_id, d.player_id from deliveries d join requests r on r.id = d.request_id
                     where d.request_id in (select value from json_each($1)) and d.n <= r.players and d.n <= $2
                     order by d.request_id, d.n",
            postgres: "select d.request_id, d.player_id from deliveries d join requests r on r.id = d.request_id
                     where d.request_id in (select cast(value as bigint) from json_array_elements_text($1::json))
                        and d.n <= r.players and d.n <= $2
                     order by d.request_id, d.n");
        Ok(on!(db self, c => sqlx::query_as(sql).bind(ids).bind(limit).fetch_all(c).await)?)
    }
}

fn of_player<DB: Database>(query: &mut QueryBuilder<DB>, games: &[i64], whose: &LookUp)
where
    for<'q> i64: Encode<'q, DB> + Type<DB>,
    for<'q> String: Encode<'q, DB> + Type<DB>,
{
    query.push("d.player_id = ").push_bind(whose.text.clone());
    in_games(query, games);
    if let Some(kind) = &whose.id_kind {
        query.push(" and r.id_kind = ").push_bind(kind.clone());
    }
}

fn in_games<DB: Database>(query: &mut QueryBuilder<DB>, games: &[i64])
where
    for<'q> i64: Encode<'q, DB> + Type<DB>,
{
    query.push(" and r.game_id in (");
    let mut list = query.separated(", ");
    list.push_bind(0_i64);
    for game in games {
        list.push_bind(*game);
    }
    query.push(")");
}
