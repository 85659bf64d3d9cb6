use grantdesk::lookup::Order;
use leptos::prelude::*;

use super::{PATH, Sheet};
use crate::asked::Asked;
use crate::parts::badge::{DirectionBadge, StateBadge};
use crate::parts::when::Brief;
use crate::t;

/// The requests that name the order, each with its players.
pub fn view(sheet: &Sheet, orders: &[Order]) -> AnyView {
    let rows = orders.iter().map(|order| row(sheet, order)).collect_view();
    view! {
        <section class="panel">
            <header>
                <h2>{t!("players-order")}" "<code>{sheet.look_up.text.clone()}</code></h2>
                <p class="soft">{t!("players-order-requests", count = orders.len())}</p>
            </header>
            <div class="scroll" tabindex="0" role="region" aria-label=t!("players-order")>
                <table class="cards">
                    <thead>
                        <tr>
                            <th scope="col">{t!("column-request")}</th>
                            <th scope="col">{t!("column-state")}</th>
                            <th scope="col">{t!("column-direction")}</th>
                            <th scope="col">{t!("column-reason")}</th>
                            <th scope="col">{t!("column-players")}</th>
                            <th scope="col" class="num">{t!("column-requested")}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </section>
    }
    .into_any()
}

fn row(sheet: &Sheet, order: &Order) -> AnyView {
    let request = &order.request;
    let game = sheet.names.code(request.game_id);
    let players = order.players.iter().map(|player| {
        let whose = Asked::default().with("q", player).with("game", &game).with("kind", &request.id_kind);
        view! { <a href=whose.href(PATH)>{player.clone()}</a>" " }
    });
    let more = request.players - order.players.len() as i64;
    let more = (more > 0).then(|| view! { <small>{t!("players-order-more", count = more)}</small> });
    let reason = sheet.names.full_reason(request.reason_id, request.detail_reason_id);
    view! {
        <tr>
            <th scope="row"><a href=format!("/requests/{}", request.id)>{request.number()}</a></th>
            <td class="push"><StateBadge state=request.state/></td>
            <td><DirectionBadge direction=request.direction/></td>
            <td class="short" title=reason.clone()>{reason.clone()}<small>{sheet.names.game(request.game_id)}</small></td>
            <td class="wrap">{players.collect_view()}{more}</td>
            <td class="num"><Brief at=request.requested_at now=sheet.now/></td>
        </tr>
    }
    .into_any()
}
