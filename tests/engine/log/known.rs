//! What the database holds, read without any of the desk's means to look into the logs.

use std::collections::HashMap;

use grantdesk::ledger::{Log, LogFilters, Place};
use grantdesk::request::{Direction, Line, Quantity};
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};
use serde::Deserialize;

use crate::kit::{Kit, one};

/// One settled delivery.
#[derive(Debug)]
pub struct Known {
    pub place: Place,
    pub log: Log,
    pub game: i64,
    pub server: i64,
    pub player: String,
    pub direction: Direction,
    pub reason: i64,
    pub order_number: Option<String>,
    pub requester: i64,
    pub approver: i64,
    pub lines: Vec<Line>,
}

#[derive(Deserialize)]
struct Row {
    request_id: i64,
    n: i64,
    settled_at: i64,
    state: String,
    game: i64,
    server: i64,
    player: String,
    direction: String,
    reason: i64,
    order_number: Option<String>,
    requester: i64,
    approver: i64,
    quantity: Option<i64>,
}

/// Every settled delivery, the newest first.
pub async fn known(kit: &Kit) -> Vec<Known> {
    let columns = [
        "request_id",
        "n",
        "settled_at",
        "state",
        "game",
        "server",
        "player",
        "direction",
        "reason",
        "order_number",
        "requester",
        "approver",
        "quantity",
    ];
    let columns: Vec<String> = columns.iter().map(|column| format!("'{column}', {column}")).collect();
    let (object, array) =
        if kit.is_sqlite() { ("json_object", "json_group_array") } else { ("json_build_object", "json_agg") };
    let sql = format!(
        "select cast(coalesce({array}({object}({})), '[]') as text) from
            (select d.request_id, d.n, d.settled_at, d.state, r.game_id as game, d.server_id as server, d.player_id as player,
                r.direction, r.reason_id as reason, r.order_number, r.requested_by as requester, a.approved_by as approver, d.quantity
             from deliveries d join requests r on r.id = d.request_id join approvals a on a.request_id = r.id
             where d.settled_at is not null and d.state in ('succeeded', 'refused', 'failed', 'unknown')) rows",
        columns.join(", ")
    );
    let rows: String = one(kit.desk.db(), &sql).await.expect("the rows");
    let rows: Vec<Row> = serde_json::from_str(&rows).expect("JSON");
    let mut requests: Vec<i64> = rows.iter().map(|row| row.request_id).collect();
    requests.dedup();
    let mut lines: HashMap<i64, Vec<Line>> = HashMap::new();
    for line in kit.desk.db().lines(&requests).await.expect("lines") {
        lines.entry(line.request_id).or_default().push(line);
    }
    let mut known: Vec<Known> = rows
        .into_iter()
        .map(|row| {
            let mut lines = lines[&row.request_id].clone();
            if let Some(quantity) = row.quantity {
                lines[0].quantity = Quantity::Each(quantity);
            }
            Known {
                place: Place { settled_at: row.settled_at, request_id: row.request_id, n: row.n },
                log: if row.state == "succeeded" { Log::Success } else { Log::Failure },
                game: row.game,
                server: row.server,
                player: row.player,
                direction: Direction::parse(&row.direction).expect("a direction"),
                reason: row.reason,
                order_number: row.order_number,
                requester: row.requester,
                approver: row.approver,
                lines,
            }
        })
        .collect();
    known.sort_by_key(|row| std::cmp::Reverse((row.place.settled_at, row.place.request_id, row.place.n)));
    known
}

/// How many filters there are.
pub const FILTERS: usize = 11;

impl Known {
    pub fn passes(&self, filters: &LogFilters) -> bool {
        let is = |asked: Option<i64>, value: i64| asked.is_none_or(|asked| asked == value);
        let minute = |at: i64| at / 60_000 * 60_000;
        is(filters.game, self.game)
            && is(filters.server, self.server)
            && filters.item.is_none_or(|item| self.lines.iter().any(|line| line.item_id == item))
            && filters.direction.is_none_or(|direction| direction == self.direction)
            && (filters.reasons.is_empty() || filters.reasons.contains(&self.reason))
            && filters.player.as_ref().is_none_or(|player| *player == self.player)
            && filters.order_number.as_ref().is_none_or(|order| self.order_number.as_ref() == Some(order))
            && is(filters.request, self.place.request_id)
            && is(filters.requester, self.requester)
            && is(filters.approver, self.approver)
            && filters.from.is_none_or(|from| minute(from) <= self.place.settled_at)
            && filters.until.is_none_or(|until| self.place.settled_at < minute(until))
    }

    /// Each filter alone, by which this row is found; without an order number, another that finds nothing.
    pub fn filters(&self) -> [LogFilters; FILTERS] {
        let none = LogFilters::default;
        [
            LogFilters { game: Some(self.game), ..none() },
            LogFilters { server: Some(self.server), ..none() },
            LogFilters { item: Some(self.lines[0].item_id), ..none() },
            LogFilters { direction: Some(self.direction), ..none() },
            LogFilters { reasons: vec![self.reason], ..none() },
            LogFilters { player: Some(self.player.clone()), ..none() },
            LogFilters { order_number: Some(self.order_number.clone().unwrap_or("GPA.none".into())), ..none() },
            LogFilters { request: Some(self.place.request_id), ..none() },
            LogFilters { requester: Some(self.requester), ..none() },
            LogFilters { approver: Some(self.approver), ..none() },
            LogFilters {
                from: Some(self.place.settled_at - 3_600_000),
                until: Some(self.place.settled_at + 86_400_000),
                ..none()
            },
        ]
    }
}

/// A few filters at once, mostly such that something passes them all.
pub fn random(all: &[Known], seed: u64) -> LogFilters {
    let mut chance = StdRng::seed_from_u64(seed);
    let row = &all[chance.random_range(0..all.len())];
    let other = &all[chance.random_range(0..all.len())];
    let one = |chance: &mut StdRng| if chance.random_bool(0.95) { row } else { other };
    let mut filters = LogFilters::default();
    let how_many = chance.random_range(0.1..0.5);
    let asked = |chance: &mut StdRng| chance.random_bool(how_many).then(|| one(chance));
    filters.game = asked(&mut chance).map(|row| row.game);
    filters.server = asked(&mut chance).map(|row| row.server);
    filters.item = asked(&mut chance).map(|row| row.lines[row.lines.len() - 1].item_id);
    filters.direction = asked(&mut chance).map(|row| row.direction);
    filters.reasons = asked(&mut chance).map(|row| vec![row.reason, other.reason]).unwrap_or_default();
    filters.requester = asked(&mut chance).map(|row| row.requester);
    filters.approver = asked(&mut chance).map(|row| row.approver);
    if chance.random_bool(0.1) {
        filters.player = asked(&mut chance).map(|row| row.player.clone());
        filters.request = asked(&mut chance).map(|row| row.place.request_id);
    }
    let span = 86_400_000 * [1, 20, 70, 200][chance.random_range(0..4)];
    filters.from = asked(&mut chance).map(|row| row.place.settled_at - chance.random_range(0..span));
    filters.until = asked(&mut chance).map(|row| row.place.settled_at + chance.random_range(0..span));
    filters.reasons.dedup();
    filters
}
