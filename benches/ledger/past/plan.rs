use grantdesk::request::Direction;
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};

use super::Past;
use super::catalog::{APPROVERS, FIRST_CLAWBACK, ITEMS, OPERATORS, REASONS, SERVERS};

const HOUR: i64 = 3_600_000;
const DAY: i64 = 24 * HOUR;

/// One request, as it was asked for and decided. People, reasons, servers and items are counted from 0.
#[derive(Debug)]
pub struct Ask {
    pub game: usize,
    pub servers: Vec<usize>,
    pub reason: usize,
    /// Items, and how many for each player; none where the list says so player by player.
    pub items: Vec<(usize, Option<i64>)>,
    pub players: i64,
    pub has_order: bool,
    pub has_info: bool,
    pub requester: usize,
    pub approver: usize,
    pub at: i64,
    /// Between asking and deciding, in milliseconds.
    pub waited: i64,
    pub outcome: Outcome,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    Pending,
    Rejected,
    Canceled,
    /// So many in a thousand of its deliveries come to nothing.
    Delivered {
        troubled: u64,
    },
}

impl Ask {
    pub fn direction(&self) -> Direction {
        if self.reason < FIRST_CLAWBACK { Direction::Grant } else { Direction::Clawback }
    }

    pub fn deliveries(&self) -> i64 {
        self.players * self.servers.len() as i64
    }
}

/// Two fifths of the deliveries are of huge lists, most of the rest of ordinary ones; by far the most requests are
/// customer service's, for one player each. In the order in which they were asked for.
pub fn plan(past: Past) -> Vec<Ask> {
    let mut chance = StdRng::seed_from_u64(past.seed);
    let huge = (past.deliveries * 2 / 5).clamp(1, 100_000);
    let longest = (past.deliveries / 20).clamp(4, 5_000);
    let (of_huge, of_lists) = (past.deliveries * 2 / 5, past.deliveries * 97 / 100);
    let mut asks = Vec::new();
    let mut left = past.deliveries;
    while left > 0 {
        let done = past.deliveries - left;
        let (players, servers) = if done + huge <= of_huge {
            (huge, 1)
        } else if done < of_lists {
            // As many lists of a dozen as of a thousand.
            let players = (longest as f64).powf(chance.random_range(0.2..1.0)) as i64;
            (players.max(2), 1 + usize::from(chance.random_bool(0.2)))
        } else {
            (1, 1)
        };
        let ask = ask(&mut chance, past, players.min(left), if players * 2 <= left { servers } else { 1 });
        left -= ask.deliveries();
        asks.push(ask);
    }
    asks.sort_by_key(|ask| ask.at);
    asks
}

fn ask(chance: &mut StdRng, past: Past, players: i64, servers: usize) -> Ask {
    let game = usize::from(chance.random_bool(0.3));
    let reason = skewed(chance, REASONS.len());
    let first = skewed(chance, ITEMS[game]);
    let mut items = vec![(first, Some(chance.random_range(1..=500)))];
    if players > 1 && chance.random_bool(0.05) {
        items[0].1 = None;
    } else if chance.random_bool(0.25) {
        items.push((
            (first + 1 + chance.random_range(0..ITEMS[game] - 1)) % ITEMS[game],
            Some(chance.random_range(1..=20)),
        ));
    }
    // On workdays in Seoul, mostly.
    let day = past.until - past.until.rem_euclid(DAY) - DAY * chance.random_range(1..=365);
    let hour = if chance.random_bool(0.8) { chance.random_range(0..10) } else { chance.random_range(0..22) };
    let at = day + hour * HOUR + chance.random_range(0..HOUR);
    let servers = servers.min(SERVERS[game].len());
    let begin = chance.random_range(0..=SERVERS[game].len() - servers);
    let lately = at > past.until - 2 * DAY;
    let outcome = match chance.random_range(0..100) {
        0 => Outcome::Rejected,
        1 => Outcome::Canceled,
        2..10 if lately => Outcome::Pending,
        // One list in five has its troubles, and so has one player in fifty.
        _ if players > 1 && chance.random_bool(0.2) => Outcome::Delivered { troubled: 100 },
        _ => Outcome::Delivered { troubled: if players > 1 { 0 } else { 20 } },
    };
    // Customer service of one game, customer service of both, and somebody who hardly ever asks.
    let requester = match chance.random_range(0..5_000) {
        0 => OPERATORS - 1,
        _ if game == 0 => skewed(chance, 20),
        _ => 12 + skewed(chance, OPERATORS - 13),
    };
    Ask {
        game,
        servers: (begin..begin + servers).collect(),
        reason,
        items,
        players,
        has_order: players == 1 && reason == 0,
        has_info: players > 1 && chance.random_bool(0.05),
        requester,
        approver: skewed(chance, APPROVERS),
        at,
        waited: chance.random_range(60_000..HOUR),
        outcome,
    }
}

/// The first are more likely than the last.
fn skewed(chance: &mut StdRng, count: usize) -> usize {
    let chance: f64 = chance.random_range(0.0..1.0);
    (chance * chance * count as f64) as usize
}
