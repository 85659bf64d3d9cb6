use grantdesk::ledger::{Log, Logged};
use leptos::prelude::*;

use crate::moment::Moment;
use crate::parts::badge::{DeliveryBadge, DirectionBadge};
use crate::parts::lines::ItemsCell;
use crate::parts::names::Names;
use crate::parts::why::Why;
use crate::t;

#[component]
pub fn LogTable(log: Log, rows: Vec<Logged>, names: Names, with_game: bool) -> impl IntoView {
    let failed = log == Log::Failure;
    let rows: Vec<AnyView> =
        rows.into_iter().map(|row| view! { <Row row names=names.clone() failed with_game/> }.into_any()).collect();
    view! {
        <div class="scroll boxed pinned">
            <table class="cards">
                <thead>
                    <tr>
                        <th scope="col">{t!("column-time")}</th>
                        <th scope="col">{t!("column-player")}</th>
                        <th scope="col">{t!("column-state")}</th>
                        {failed.then(|| view! { <th scope="col">{t!("column-cause")}</th> })}
                        <th scope="col">{t!("column-direction")}</th>
                        <th scope="col">{t!("column-delivered-items")}</th>
                        <th scope="col">{t!("column-request")}</th>
                        <th scope="col">{t!("column-server")}</th>
                        <th scope="col">{t!("column-order")}</th>
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
fn Row(row: Logged, names: Names, failed: bool, with_game: bool) -> impl IntoView {
    let Logged { delivery, direction, reason_id, game_id, order_number, requester, approver, lines } = row;
    let server = names.server_code(delivery.server_id);
    let full_server = names.server(delivery.server_id);
    let game = with_game.then(|| view! { <small>{names.game(game_id)}</small> });
    let reason = names.reason(reason_id);
    let why = failed.then(|| {
        view! {
            <td class="why"><Why cause=delivery.cause.clone() code=delivery.code.clone() message=delivery.message.clone()/></td>
        }
    });
    view! {
        <tr>
            <td>{delivery.settled_at.map(|at| view! { <Moment at seconds=true/> })}</td>
            <th scope="row"><a href=format!("/requests/{}/deliveries/{}", delivery.request_id, delivery.n)>{delivery.player_id}</a></th>
            <td class="push"><DeliveryBadge state=delivery.state/></td>
            {why}
            <td><DirectionBadge direction/></td>
            <ItemsCell lines direction/>
            <td><a href=format!("/requests/{}", delivery.request_id)>{format!("R-{}", delivery.request_id)}</a><small>{reason}</small></td>
            <td title=full_server>{server}{game}</td>
            <td>{order_number.map(|number| view! { <code>{number}</code> })}</td>
            <td>{requester}<small>{t!("log-approved-by", name = approver)}</small></td>
        </tr>
    }
    .into_any()
}
