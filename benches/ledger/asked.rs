//! What is asked of the logs: each filter alone, with all the values it has, and some of them together.

use grantdesk::catalog::Catalog;
use grantdesk::desk::Desk;
use grantdesk::ledger::{Log, LogFilters, LogTurn, Logged, Place};
use grantdesk::people::Person;
use grantdesk::request::Direction;

use crate::past::{APPROVERS, OPERATORS};

const DAY: i64 = 24 * 60 * 60 * 1_000;

/// A kind of question, and the same question with other values.
pub type Asked = (&'static str, Vec<LogFilters>);

pub async fn asked(desk: &Desk, person: &Person, until: i64) -> Vec<Asked> {
    let none = LogFilters::default;
    let catalogs = desk.catalogs(person).await.unwrap();
    let rows = sample(desk, person, until).await;
    let mut operators = Vec::new();
    for n in 1..=OPERATORS {
        operators.push(id(desk, &format!("operator-{n:02}")).await);
    }
    let mut approvers = Vec::new();
    for n in 1..=APPROVERS {
        approvers.push(id(desk, &format!("approver-{n:02}")).await);
    }
    let each = |values: Vec<i64>, filters: fn(i64) -> LogFilters| values.into_iter().map(filters).collect::<Vec<_>>();
    let of_catalogs =
        |ids: &dyn Fn(&Catalog) -> Vec<i64>| catalogs.iter().flat_map(|catalog| ids(catalog)).collect::<Vec<_>>();
    let games = of_catalogs(&|catalog| vec![catalog.game.id]);
    let servers = of_catalogs(&|catalog| catalog.servers.iter().map(|server| server.id).collect());
    let items = of_catalogs(&|catalog| catalog.items.iter().map(|item| item.id).collect());
    let rare = *operators.last().unwrap();
    let reasons: Vec<LogFilters> = catalogs[0]
        .reasons
        .iter()
        .map(|reason| {
            let same = catalogs.iter().flat_map(|catalog| &catalog.reasons).filter(|other| other.code == reason.code);
            LogFilters { reasons: same.map(|reason| reason.id).collect(), ..none() }
        })
        .collect();
    let pairs = operators.iter().zip(reasons.iter().cycle());
    let pairs: Vec<LogFilters> =
        pairs.map(|(operator, reason)| LogFilters { requester: Some(*operator), ..reason.clone() }).collect();
    let with_orders = rows.iter().filter_map(|row| row.order_number.clone());
    vec![
        ("no filter", vec![none()]),
        ("game", each(games, |game| LogFilters { game: Some(game), ..LogFilters::default() })),
        ("server", each(servers, |server| LogFilters { server: Some(server), ..LogFilters::default() })),
        ("item", each(items.clone(), |item| LogFilters { item: Some(item), ..LogFilters::default() })),
        (
            "direction",
            [Direction::Grant, Direction::Clawback].map(|way| LogFilters { direction: Some(way), ..none() }).to_vec(),
        ),
        ("reason", reasons.clone()),
        ("requester", each(operators.clone(), |user| LogFilters { requester: Some(user), ..LogFilters::default() })),
        ("requester who hardly ever asks", vec![LogFilters { requester: Some(rare), ..none() }]),
        ("approver", each(approvers.clone(), |user| LogFilters { approver: Some(user), ..LogFilters::default() })),
        (
            "player",
            rows.iter().map(|row| LogFilters { player: Some(row.delivery.player_id.clone()), ..none() }).collect(),
        ),
        ("order number", with_orders.map(|order| LogFilters { order_number: Some(order), ..none() }).collect()),
        ("request", rows.iter().map(|row| LogFilters { request: Some(row.delivery.request_id), ..none() }).collect()),
        ("period of 40 days", (0..8).map(|n| period(until - n * 40 * DAY, 40)).collect()),
        (
            "period and item",
            items
                .iter()
                .zip(0..)
                .map(|(item, n)| LogFilters { item: Some(*item), ..period(until - n % 8 * 40 * DAY, 40) })
                .collect(),
        ),
        ("requester and reason", pairs.clone()),
        (
            "requester, reason and period",
            pairs
                .iter()
                .zip(0..)
                .map(|(pair, n)| LogFilters {
                    reasons: pair.reasons.clone(),
                    requester: pair.requester,
                    ..period(until - n % 8 * 40 * DAY, 40)
                })
                .collect(),
        ),
        (
            "approver and reason",
            approvers
                .iter()
                .zip(reasons.iter().cycle())
                .map(|(approver, reason)| LogFilters { approver: Some(*approver), ..reason.clone() })
                .collect(),
        ),
        (
            "item and approver",
            items
                .iter()
                .zip(approvers.iter().cycle())
                .map(|(item, approver)| LogFilters { item: Some(*item), approver: Some(*approver), ..none() })
                .collect(),
        ),
        (
            "direction, item and server",
            catalogs
                .iter()
                .flat_map(|catalog| catalog.items.iter().zip(catalog.servers.iter().cycle()))
                .map(|(item, server)| LogFilters {
                    direction: Some(Direction::Clawback),
                    item: Some(item.id),
                    server: Some(server.id),
                    ..none()
                })
                .collect(),
        ),
    ]
}

/// Of days as somebody in Seoul means them: they begin inside a day of UTC.
fn period(until: i64, days: i64) -> LogFilters {
    let midnight = until - until.rem_euclid(DAY) - 9 * 60 * 60 * 1_000;
    LogFilters { from: Some(midnight - days * DAY), until: Some(midnight), ..LogFilters::default() }
}

/// Rows from all over the year.
async fn sample(desk: &Desk, person: &Person, until: i64) -> Vec<Logged> {
    let mut rows = Vec::new();
    for n in 0..60 {
        let place = Place { settled_at: until - n * 6 * DAY, request_id: 0, n: 0 };
        let page = desk.log(person, Log::Success, &LogFilters::default(), LogTurn::Before(place)).await.unwrap();
        rows.extend(page.rows.into_iter().step_by(7));
    }
    rows
}

async fn id(desk: &Desk, username: &str) -> i64 {
    desk.db().user_by_username(username).await.unwrap().unwrap().id
}
