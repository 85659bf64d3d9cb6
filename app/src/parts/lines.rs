use grantdesk::number::grouped;
use grantdesk::request::{ContentLine, Direction, Line, Quantity};
use leptos::prelude::*;

use crate::parts::badge::DirectionBadge;
use crate::parts::names::Names;
use crate::parts::sentence::in_line;
use crate::{t, words};

/// An item by its name on the page, and how much of it.
#[derive(Clone, Debug)]
pub struct Given {
    name: String,
    quantity: Quantity,
}

/// Lines as they are read from the database, with their names.
pub fn given(lines: &[Line]) -> Vec<Given> {
    let language = words::language().code();
    let one = |line: &Line| Given { name: line.names.in_language(language).to_owned(), quantity: line.quantity };
    lines.iter().map(one).collect()
}

/// What was asked in a game, by its codes.
pub fn asked(items: &[ContentLine], names: &Names, game: i64) -> Vec<Given> {
    let one = |item: &ContentLine| Given { name: names.item_of(game, &item.code), quantity: item.quantity };
    items.iter().map(one).collect()
}

/// How much each player gets: 500, or 10–500 where the list says it player by player.
pub fn amount(quantity: Quantity) -> String {
    match quantity {
        Quantity::Each(quantity) => grouped(quantity),
        Quantity::PerPlayer { least, most, .. } if least == most => grouped(least),
        Quantity::PerPlayer { least, most, .. } => format!("{}–{}", grouped(least), grouped(most)),
    }
}

/// What each player gets or loses: +500 Gem, +3 Summon Ticket.
pub fn summary(items: &[Given], direction: Direction) -> String {
    let sign = match direction {
        Direction::Grant => '+',
        Direction::Clawback => '−',
    };
    list(items, |item| format!("{sign}{}", amount(item.quantity)))
}

/// The same over all deliveries: 602,000 Gem, 3,612 Summon Ticket.
fn total(items: &[Given], players: i64, servers: i64) -> String {
    list(items, |item| grouped(item.quantity.total(players, servers)))
}

fn list(items: &[Given], amount: impl Fn(&Given) -> String) -> String {
    let items: Vec<String> = items.iter().map(|item| format!("{} {}", amount(item), item.name)).collect();
    in_line(&items)
}

/// The cell of the items, which may be cut off; all of it is in the title.
#[component]
pub fn ItemsCell(
    items: Vec<Given>,
    direction: Direction,
    /// For how many players on how many servers; then the cell says how much that is in total.
    #[prop(optional)]
    of: Option<(i64, i64)>,
    #[prop(optional)] with_badge: bool,
) -> impl IntoView {
    let each = summary(&items, direction);
    let in_total = of.filter(|(players, servers)| players * servers > 1).map(|(players, servers)| {
        let text = t!("items-total", items = total(&items, players, servers));
        view! { <small title=text.clone()>{text.clone()}</small> }
    });
    let badge = with_badge.then(|| view! { <br/><DirectionBadge direction/> });
    view! {
        <td class="clip" data-way=direction.as_str()><span title=each.clone()>{each.clone()}</span>{in_total}{badge}</td>
    }
}

/// Servers of a game by their codes; the full names are in the title.
#[component]
pub fn Servers(names: Names, game: i64, servers: Vec<String>) -> impl IntoView {
    let full: Vec<String> = servers.iter().map(|code| names.server_of(game, code)).collect();
    view! { <span class="codes" title=full.join(", ")>{servers.join(", ")}</span> }
}
