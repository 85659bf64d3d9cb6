use grantdesk::number::grouped;
use grantdesk::request::{Direction, Quantity};
use leptos::prelude::*;

use super::review;
use super::sheet::Sheet;
use crate::moment;
use crate::parts::icon::Icon;
use crate::parts::sentence::Sentence;
use crate::t;
use crate::words;

/// What should make an approver pause: only what the desk knows.
pub fn view(sheet: &Sheet) -> Option<AnyView> {
    let hints = hints(sheet);
    let reviewed = review::hints(sheet);
    if hints.is_empty() && reviewed.is_empty() {
        return None;
    }
    let hints = hints
        .into_iter()
        .map(|(tone, icon, text)| view! { <li data-tone=tone><Icon name=icon/><span><Sentence text/></span></li> })
        .collect_view();
    Some(
        view! {
            <section aria-label=t!("hints-title")><ul class="hints">{reviewed}{hints}</ul></section>
        }
        .into_any(),
    )
}

fn hints(sheet: &Sheet) -> Vec<(&'static str, &'static str, String)> {
    let detail = &sheet.detail;
    let request = &detail.request;
    let mut hints = Vec::new();
    if request.direction == Direction::Clawback {
        hints.push(("bad", "clawback", t!("hint-clawback")));
    }
    for line in &detail.lines {
        let most = detail.catalog.items.iter().find(|item| item.id == line.item_id).map(|item| item.max_quantity);
        let quantity = match line.quantity {
            Quantity::Each(quantity) => quantity,
            Quantity::PerPlayer { most, .. } => most,
        };
        if most.is_some_and(|most| most > 1 && quantity >= most) {
            let name = line.names.in_language(words::language().code()).to_owned();
            hints.push(("warn", "full", t!("hint-most", item = name, quantity = grouped(quantity))));
        }
    }
    if detail.servers.len() > 1 {
        let key = if request.direction == Direction::Clawback { "hint-servers-clawback" } else { "hint-servers" };
        let servers = detail.servers.len();
        hints.push(("warn", "server", t!(key, servers = servers, deliveries = request.counts.deliveries)));
    }
    if let Some(order) = &request.order_number {
        hints.push(("info", "reason", t!("hint-order", order = order.clone())));
    }
    for server in detail.catalog.servers.iter().filter(|server| detail.servers.contains(&server.id)) {
        if let Some(until) = server.paused_until.filter(|until| *until > sheet.now) {
            let at = moment::long(until);
            hints.push(("info", "held", t!("hint-paused", server = server.name.clone(), at = at)));
        }
    }
    hints
}
