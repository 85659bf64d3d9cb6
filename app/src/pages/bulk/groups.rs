//! The requests that a bulk file would become.

use grantdesk::batch::{BatchFound, GroupSummary};
use grantdesk::catalog::Catalog;
use grantdesk::number::grouped;
use leptos::prelude::*;

use super::found::{item, signed};
use super::preview::Place;
use crate::parts::badge::DirectionBadge;
use crate::parts::pager::pager;
use crate::{t, words};

pub fn view(groups: &[(i64, GroupSummary)], found: &BatchFound, catalog: &Catalog, id: &str, place: Place) -> AnyView {
    if groups.is_empty() {
        return ().into_any();
    }
    let rows = groups.iter().map(|(_, group)| row(group, catalog)).collect_view();
    let count = found.requests as i64;
    view! {
        <section class="panel" id="requests" aria-labelledby="requests-title">
            <header><h2 id="requests-title">{t!("bulk-will-become", count = found.requests)}</h2></header>
            <div class="scroll" tabindex="0" role="group" aria-label=t!("bulk-will-become", count = found.requests)>
                <table class="cards">
                    <thead>
                        <tr>
                            <th scope="col">{t!("column-direction")}</th>
                            <th scope="col">{t!("content-item")}</th>
                            <th scope="col" class="num">{t!("content-each")}</th>
                            <th scope="col">{t!("column-order")}</th>
                            <th scope="col">{t!("column-reason")}</th>
                            <th scope="col">{t!("column-servers")}</th>
                            <th scope="col" class="num">{t!("column-players")}</th>
                            <th scope="col" class="num">{t!("content-total")}</th>
                            <th scope="col">{t!("bulk-lines")}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            {pager(count, place.requests_after, |after| place.requests(after).href(id, "requests"))}
        </section>
    }
    .into_any()
}

fn row(group: &GroupSummary, catalog: &Catalog) -> AnyView {
    let way = group.direction.as_str();
    let total = i128::from(group.quantity) * group.players as i128 * group.servers.len() as i128;
    let order = match group.order_number.as_str() {
        "" => view! { <span class="soft">{t!("content-none")}</span> }.into_any(),
        order => view! { <code>{order.to_owned()}</code> }.into_any(),
    };
    let reason = catalog.reasons.iter().find(|reason| reason.code == group.reason);
    let reason = reason.map(|reason| reason.names.in_language(words::language().code()).to_owned());
    let reason = reason.unwrap_or_else(|| group.reason.clone());
    let lines = match (group.first_line, group.last_line) {
        (first, last) if first == last => grouped(first as i128),
        (first, last) => t!("bulk-lines-span", first = first, last = last),
    };
    view! {
        <tr class="headed">
            <td><DirectionBadge direction=group.direction/></td>
            <th scope="row" class="short" title=group.item.clone()>{item(catalog, &group.item)}</th>
            <td class="num push" data-way=way>{signed(group.direction, group.quantity)}</td>
            <td data-label=t!("column-order")>{order}</td>
            <td class="short" title=reason.clone()>{reason.clone()}</td>
            <td><span class="codes" title=group.servers.join(", ")>{group.servers.join(", ")}</span></td>
            <td class="num" data-label=t!("column-players")>{grouped(group.players as i128)}</td>
            <td class="num" data-label=t!("content-total") data-way=way>{signed(group.direction, total)}</td>
            <td data-label=t!("bulk-lines")>{lines}</td>
        </tr>
    }
    .into_any()
}
