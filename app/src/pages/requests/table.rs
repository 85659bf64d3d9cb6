use grantdesk::number::grouped;
use grantdesk::request::Listed;
use leptos::prelude::*;

use crate::parts::badge::{DirectionBadge, RequestBadge};
use crate::parts::lines::{ItemsCell, Servers};
use crate::parts::names::Names;
use crate::parts::when::Brief;
use crate::t;

#[component]
pub fn RequestTable(rows: Vec<Listed>, names: Names, me: i64, now: i64, with_game: bool) -> impl IntoView {
    let rows: Vec<AnyView> =
        rows.into_iter().map(|row| view! { <Row row names=names.clone() me now with_game/> }.into_any()).collect();
    view! {
        <div class="scroll boxed pinned">
            <table class="cards">
                <thead>
                    <tr>
                        <th scope="col">{t!("column-number")}</th>
                        <th scope="col">{t!("column-state")}</th>
                        <th scope="col">{t!("column-direction")}</th>
                        <th scope="col">{t!("column-items")}</th>
                        <th scope="col">{t!("column-reason")}</th>
                        <th scope="col">{t!("column-servers")}</th>
                        <th scope="col" class="num">{t!("column-players")}</th>
                        <th scope="col">{t!("column-requester")}</th>
                        <th scope="col" class="num">{t!("column-requested")}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

#[component]
fn Row(row: Listed, names: Names, me: i64, now: i64, with_game: bool) -> impl IntoView {
    let Listed { request, lines, servers } = row;
    let reason = names.full_reason(request.reason_id, request.detail_reason_id);
    let game = with_game.then(|| names.game(request.game_id));
    let requester = if request.requested_by == me { t!("requester-you") } else { request.requester.clone() };
    view! {
        <tr>
            <th scope="row"><a href=format!("/requests/{}", request.id)>{request.number()}</a></th>
            <td class="push"><RequestBadge state=request.state counts=request.counts/></td>
            <td><DirectionBadge direction=request.direction/></td>
            <ItemsCell lines direction=request.direction/>
            <td class="short" title=reason.clone()>{reason.clone()}{game.map(|game| view! { <small>{game}</small> })}</td>
            <td><Servers names servers/></td>
            <td class="num" data-label=t!("column-players")>{grouped(request.players)}</td>
            <td class="short">{requester}</td>
            <td class="num"><Brief at=request.requested_at now/></td>
        </tr>
    }
    .into_any()
}
