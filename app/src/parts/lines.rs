use grantdesk::number::grouped;
use grantdesk::request::{Direction, Line};
use leptos::prelude::*;

use crate::parts::badge::DirectionBadge;
use crate::parts::names::Names;
use crate::{t, words};

/// What each player gets or loses: +500 Gem, +3 Summon Ticket.
fn summary(lines: &[Line], direction: Direction) -> String {
    let sign = match direction {
        Direction::Grant => '+',
        Direction::Clawback => '−',
    };
    list(lines, |line| format!("{sign}{}", grouped(line.quantity)))
}

/// The same over all deliveries: 602,000 Gem, 3,612 Summon Ticket.
fn total(lines: &[Line], deliveries: i64) -> String {
    list(lines, |line| grouped(line.total(deliveries)))
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
    /// How many deliveries it is for; then the cell says how much that is in total.
    #[prop(optional)]
    of: Option<i64>,
    #[prop(optional)] with_badge: bool,
) -> impl IntoView {
    let items = summary(&lines, direction);
    let in_total = of.filter(|deliveries| *deliveries > 1).map(|deliveries| {
        let text = t!("items-total", items = total(&lines, deliveries));
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
