use serde::Serialize;
use sqlx::{FromRow, QueryBuilder};

use super::{Lead, push_tallies};
use super::{in_log, way};
use crate::error::Result;
use crate::ledger::{Log, LogTurn, Narrowed, Place};
use crate::store::tallies::MINUTE;
use crate::store::{Db, dialect, on};

/// A request that settled deliveries on a server within a minute: how many.
#[derive(Clone, Copy, Debug, FromRow, Serialize)]
struct Stop {
    request_id: i64,
    server_id: i64,
    minute: i64,
    deliveries: i64,
}

impl Db {
    /// Goes from minute to minute where something passes the filters, until there are enough rows.
    pub(super) async fn walk(&self, narrowed: &Narrowed, turn: LogTurn, count: usize) -> Result<Vec<Place>> {
        let mut places: Vec<Place> = Vec::new();
        let mut turn = turn;
        loop {
            let wanted = count - places.len();
            let (stops, is_end) = self.stops(narrowed, turn, wanted).await?;
            places.extend(self.places_at(narrowed.log, &stops, turn, wanted).await?);
            // Rarely something left the log in the very moment: then the walk goes on after the last stop.
            let Some(last) = stops.last().filter(|_| !is_end && places.len() < count) else { return Ok(places) };
            turn = match turn {
                LogTurn::After(_) => LogTurn::After(Place { settled_at: last.minute + MINUTE, request_id: 0, n: 0 }),
                _ => LogTurn::Before(Place { settled_at: last.minute, request_id: 0, n: 0 }),
            };
        }
    }

    /// The next minutes, all stops of each, in which there are as many rows as are wanted; and whether the log ends there.
    async fn stops(&self, narrowed: &Narrowed, turn: LogTurn, wanted: usize) -> Result<(Vec<Stop>, bool)> {
        let (_, _, from) = way(turn);
        let begun = from.settled_at - from.settled_at.rem_euclid(MINUTE);
        // Every stop has one row at least, but for those of the minute in which the last page ended.
        let mut limit = wanted + 50;
        loop {
            let mut stops = self.some_stops(narrowed, turn, limit).await?;
            let is_end = stops.len() < limit;
            if !is_end {
                // The last minute may go on behind the limit.
                let cut = stops.last().map(|stop| stop.minute);
                stops.retain(|stop| Some(stop.minute) != cut);
            }
            let (mut rows, mut enough) = (0, None);
            for stop in stops.iter().filter(|stop| stop.minute != begun) {
                rows += stop.deliveries;
                if rows >= wanted as i64 {
                    enough = Some(stop.minute);
                    break;
                }
            }
            if let Some(minute) = enough {
                let within = stops.iter().take_while(|stop| match turn {
                    LogTurn::After(_) => stop.minute <= minute,
                    _ => stop.minute >= minute,
                });
                let within = within.count();
                let is_end = is_end && within == stops.len();
                stops.truncate(within);
                return Ok((stops, is_end));
            }
            if is_end {
                return Ok((stops, true));
            }
            limit *= 4;
        }
    }

    async fn some_stops(&self, narrowed: &Narrowed, turn: LogTurn, limit: usize) -> Result<Vec<Stop>> {
        let (_, order, _) = way(turn);
        let (first, last) = minutes(narrowed, turn);
        on!(db self, c => {
            let mut query = QueryBuilder::new("select * from (");
            for (i, lead) in Lead::all(narrowed).into_iter().enumerate() {
                query.push(if i == 0 { "" } else { " union all " });
                query.push("select * from (select t.request_id, t.server_id, t.minute, t.deliveries");
                push_tallies(&mut query, narrowed, lead);
                if narrowed.filters.item.is_none() {
                    query.push(" and t.line = 1");
                }
                query.push(" and t.minute >= ").push_bind(first).push(" and t.minute <= ").push_bind(last);
                query.push(" order by t.minute ").push(order).push(" limit ").push_bind(limit as i64).push(") of_lead");
            }
            query.push(") of_all order by minute ").push(order).push(" limit ").push_bind(limit as i64);
            Ok(query.build_query_as().fetch_all(c).await?)
        })
    }

    /// The first rows of these stops beyond the place that is turned from.
    async fn places_at(&self, log: Log, stops: &[Stop], turn: LogTurn, limit: usize) -> Result<Vec<Place>> {
        if stops.is_empty() {
            return Ok(Vec::new());
        }
        let (beyond, order, place) = way(turn);
        let stops: Vec<_> = stops.iter().map(|stop| (stop.request_id, stop.server_id, stop.minute)).collect();
        let stops = serde_json::to_string(&stops)?;
        let index = match log {
            Log::Success => "deliveries_succeeded",
            Log::Failure => "deliveries_troubled",
        };
        let state = in_log(log);
        // At each stop no more rows are read than a page takes, of the index alone.
        let sql = dialect!(self,
            sqlite: format!(
                "select x.request_id, x.n, x.settled_at from json_each($1) p cross join deliveries x
                    on x.request_id = p.value ->> 0 and x.n in
                    (select d.n from deliveries d indexed by {index}
                     where d.request_id = p.value ->> 0 and d.server_id = p.value ->> 1 and {state}
                        and d.settled_at >= p.value ->> 2 and d.settled_at < (p.value ->> 2) + 60000
                        and (d.settled_at, d.request_id, d.n) {beyond} ($2, $3, $4)
                     order by d.settled_at {order}, d.n {order} limit $5)
                 order by x.settled_at {order}, x.request_id {order}, x.n {order} limit $5"),
            postgres: format!(
                "select p.request_id, x.n, x.settled_at
                 from (select cast(value ->> 0 as bigint) as request_id, cast(value ->> 1 as bigint) as server_id,
                        cast(value ->> 2 as bigint) as minute from json_array_elements($1::json)) p
                 cross join lateral
                    (select d.n, d.settled_at from deliveries d
                     where d.request_id = p.request_id and d.server_id = p.server_id and {state}
                        and d.settled_at >= p.minute and d.settled_at < p.minute + 60000
                        and (d.settled_at, d.request_id, d.n) {beyond} ($2, $3, $4)
                     order by d.settled_at {order}, d.n {order} limit $5) x
                 order by x.settled_at {order}, p.request_id {order}, x.n {order} limit $5"));
        Ok(on!(db self, c => sqlx::query_as(sqlx::AssertSqlSafe(sql))
            .bind(stops).bind(place.settled_at).bind(place.request_id).bind(place.n).bind(limit as i64)
            .fetch_all(c).await)?)
    }
}

/// The first minute and the last in which a turn may find something. One bound each: of two SQLite would take either.
fn minutes(narrowed: &Narrowed, turn: LogTurn) -> (i64, i64) {
    let (from, until) = (narrowed.filters.from.unwrap_or(0), narrowed.filters.until.unwrap_or(i64::MAX));
    match turn {
        LogTurn::Newest => (from, until - 1),
        LogTurn::Before(place) => (from, place.settled_at.min(until - 1)),
        LogTurn::After(place) => (from.max(place.settled_at - place.settled_at.rem_euclid(MINUTE)), until - 1),
    }
}
