use grantdesk::number::grouped;
use grantdesk::request::{Page, Summary};
use leptos::prelude::*;

use crate::asked::Asked;
use crate::moment;
use crate::parts::badge::{DirectionBadge, RequestBadge};
use crate::parts::lines::{self, ItemsCell, Servers};
use crate::parts::names::Names;
use crate::parts::pager::{Pager, span};
use crate::parts::when::Brief;
use crate::t;

/// A page of requests, with the ways to what is newer and older than it; or what is said of none.
#[component]
pub fn RequestPage(
    listed: Page<Summary>,
    asked: Asked,
    #[prop(into)] path: String,
    names: Names,
    me: i64,
    now: i64,
    with_game: bool,
    nothing: AnyView,
) -> impl IntoView {
    let Page { rows, newer, older } = listed;
    let (Some(first), Some(last)) = (rows.first(), rows.last()) else { return nothing };
    let summary = span(rows.len(), first.requested_at, last.requested_at, moment::long);
    let newer = newer.then(|| asked.clone().with("after", first.id).href(&path));
    let older = older.then(|| asked.clone().with("before", last.id).href(&path));
    view! {
        <RequestTable rows names me now with_game/>
        <Pager newer older summary/>
    }
    .into_any()
}

#[component]
fn RequestTable(rows: Vec<Summary>, names: Names, me: i64, now: i64, with_game: bool) -> impl IntoView {
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
fn Row(row: Summary, names: Names, me: i64, now: i64, with_game: bool) -> impl IntoView {
    let reason = names.full_reason(row.reason_id, row.detail_reason_id);
    let game = with_game.then(|| names.game(row.game_id));
    let items = lines::asked(&row.items, &names, row.game_id);
    let requester = if row.requested_by == me { t!("requester-you") } else { row.requester.clone() };
    view! {
        <tr>
            <th scope="row"><a href=format!("/requests/{}", row.id)>{row.number()}</a></th>
            <td class="push"><RequestBadge state=row.state counts=row.counts/></td>
            <td><DirectionBadge direction=row.direction/></td>
            <ItemsCell items direction=row.direction/>
            <td class="short" title=reason.clone()>{reason.clone()}{game.map(|game| view! { <small>{game}</small> })}</td>
            <td><Servers names game=row.game_id servers=row.servers/></td>
            <td class="num" data-label=t!("column-players")>{grouped(row.players)}</td>
            <td class="short">{requester}</td>
            <td class="num"><Brief at=row.requested_at now/></td>
        </tr>
    }
    .into_any()
}
