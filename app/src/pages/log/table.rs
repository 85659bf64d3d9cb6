use grantdesk::ledger::{Log, Logged};
use grantdesk::request::number;
use leptos::prelude::*;

use crate::asked::Asked;
use crate::parts::badge::DeliveryBadge;
use crate::parts::lines::{ItemsCell, given};
use crate::parts::names::Names;
use crate::parts::when::Stamp;
use crate::parts::why::Why;
use crate::t;

#[component]
pub fn LogTable(
    log: Log,
    rows: Vec<Logged>,
    /// The page, as a delivery leads back to it.
    here: Asked,
    names: Names,
    with_game: bool,
) -> impl IntoView {
    let failed = log == Log::Failure;
    // The number is long and rare.
    let with_order = rows.iter().any(|row| row.order_number.is_some());
    let rows: Vec<AnyView> = rows
        .into_iter()
        .map(|row| view! { <Row row here=here.clone() names=names.clone() failed with_game with_order/> }.into_any())
        .collect();
    view! {
        <div class="scroll boxed">
            <table class="cards">
                <thead>
                    <tr>
                        <th scope="col">{t!("column-time")}</th>
                        <th scope="col">{t!("column-player")}</th>
                        <th scope="col">{t!("column-state")}</th>
                        {failed.then(|| view! { <th scope="col">{t!("column-cause")}</th> })}
                        <th scope="col">{t!("column-delivered-items")}</th>
                        <th scope="col">{t!("column-request")}</th>
                        <th scope="col">{t!("column-server")}</th>
                        {with_order.then(|| view! { <th scope="col">{t!("column-order")}</th> })}
                        <th scope="col">{t!("column-people")}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

#[component]
fn Row(row: Logged, here: Asked, names: Names, failed: bool, with_game: bool, with_order: bool) -> impl IntoView {
    let Logged { delivery, direction, reason_id, game_id, order_number, requester, approver, lines, .. } = row;
    let detail = here.href(&format!("/requests/{}/deliveries/{}", delivery.request_id, delivery.n));
    let server = names.server_code(delivery.server_id);
    let full_server = names.server(delivery.server_id);
    let game = with_game.then(|| view! { <small>{names.game(game_id)}</small> });
    let reason = names.reason(reason_id);
    let why = failed.then(|| {
        view! {
            <td class="short why"><Why cause=delivery.cause.clone() code=delivery.code.clone() message=delivery.message.clone()/></td>
        }
    });
    view! {
        <tr>
            <td>{delivery.settled_at.map(|at| view! { <Stamp at/> })}</td>
            <th scope="row"><a href=detail>{delivery.player_id}</a></th>
            <td class="push"><DeliveryBadge state=delivery.state/></td>
            {why}
            <ItemsCell items=given(&lines) direction with_badge=true/>
            <td><a href=format!("/requests/{}", delivery.request_id)>{number(delivery.request_id)}</a><small class="short" title=reason.clone()>{reason.clone()}</small></td>
            <td title=full_server>{server}{game}</td>
            {with_order.then(|| view! { <td>{order_number.map(|number| view! { <code>{number}</code> })}</td> })}
            <td class="short">{requester}<small title=t!("log-approved-by", name = approver.clone())>{approver.clone()}</small></td>
        </tr>
    }
    .into_any()
}
