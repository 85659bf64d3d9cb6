use grantdesk::number::grouped;
use grantdesk::request::{Direction, Line, Quantity};
use leptos::prelude::*;

use crate::parts::badge::DirectionBadge;
use crate::parts::names::Names;
use crate::{t, words};

/// How much each player gets: 500, or 10–500 where the list says it player by player.
pub fn amount(quantity: Quantity) -> String {
    match quantity {
        Quantity::Each(quantity) => grouped(quantity),
        Quantity::PerPlayer { least, most, .. } if least == most => grouped(least),
        Quantity::PerPlayer { least, most, .. } => format!("{}–{}", grouped(least), grouped(most)),
    }
}

/// What each player gets or loses: +500 Gem, +3 Summon Ticket.
pub fn summary(lines: &[Line], direction: Direction) -> String {
    let sign = match direction {
        Direction::Grant => '+',
        Direction::Clawback => '−',
    };
    list(lines, |line| format!("{sign}{}", amount(line.quantity)))
}

/// The same over all deliveries: 602,000 Gem, 3,612 Summon Ticket.
fn total(lines: &[Line], players: i64, servers: i64) -> String {
    list(lines, |line| grouped(line.quantity.total(players, servers)))
}

fn list(lines: &[Line], amount: impl Fn(&Line) -> String) -> String {
    let language = words::language().code();
    let lines: Vec<String> =
        lines.iter().map(|line| format!("{} {}", amount(line), line.names.in_language(language))).collect();
    lines.join(", ")
}

/// The cell of the items, which may be cut off; all of it is in the title.
#[component]
pub fn ItemsCell(
    lines: Vec<Line>,
    direction: Direction,
    /// For how many players on how many servers; then the cell says how much that is in total.
    #[prop(optional)]
    of: Option<(i64, i64)>,
    #[prop(optional)] with_badge: bool,
) -> impl IntoView {
    let items = summary(&lines, direction);
    let in_total = of.filter(|(players, servers)| players * servers > 1).map(|(players, servers)| {
        let text = t!("items-total", items = total(&lines, players, servers));
        view! { <small title=text.clone()>{text.clone()}</small> }
    });
    let badge = with_badge.then(|| view! { <br/><DirectionBadge direction/> });
    view! {
        <td class="clip" data-way=direction.as_str()><span title=items.clone()>{items.clone()}</span>{in_total}{badge}</td>
    }
}

/// Servers by their short names; the full ones are in the title.
#[component]
pub fn Servers(names: Names, servers: Vec<i64>) -> impl IntoView {
    let codes: Vec<String> = servers.iter().map(|id| names.server_code(*id)).collect();
    let full: Vec<String> = servers.iter().map(|id| names.server(*id)).collect();
    view! { <span class="codes" title=full.join(", ")>{codes.join(", ")}</span> }
}
