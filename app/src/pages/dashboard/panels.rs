use grantdesk::catalog::Server;
use grantdesk::number::grouped;
use grantdesk::request::Listed;
use leptos::prelude::*;

use super::Group;
use crate::parts::badge::{DirectionBadge, RequestBadge};
use crate::parts::lines::ItemsCell;
use crate::parts::names::Names;
use crate::parts::server_state::ServerState;
use crate::parts::when::{Age, Brief};
use crate::t;

/// A titled table with a link to all of it; a sentence when there is nothing.
#[component]
fn Panel(
    title: String,
    #[prop(optional)] href: &'static str,
    count: i64,
    nothing: String,
    columns: Vec<(String, bool)>,
    rows: Vec<AnyView>,
) -> impl IntoView {
    let all = (count > 0 && !href.is_empty()).then(|| view! { <a href=href>{t!("dashboard-all", count = count)}</a> });
    let columns: Vec<AnyView> = columns
        .into_iter()
        .map(|(name, is_number)| view! { <th scope="col" class=is_number.then_some("num")>{name}</th> }.into_any())
        .collect();
    let body = if rows.is_empty() {
        view! { <p class="soft">{nothing}</p> }.into_any()
    } else {
        view! { <div class="scroll" tabindex="0" role="region" aria-label=title.clone()><table><thead><tr>{columns}</tr></thead><tbody>{rows}</tbody></table></div> }
            .into_any()
    };
    view! { <section class="panel"><header><h2>{title.clone()}</h2>{all}</header>{body}</section> }.into_any()
}

fn text(name: String) -> (String, bool) {
    (name, false)
}

fn number(name: String) -> (String, bool) {
    (name, true)
}

#[component]
fn Number(row: Listed) -> impl IntoView {
    view! { <th scope="row"><a href=format!("/requests/{}", row.request.id)>{row.request.number()}</a></th> }.into_any()
}

#[component]
pub fn WaitingForMe(waiting: Group, now: i64) -> impl IntoView {
    let columns = vec![
        text(t!("column-number")),
        text(t!("column-direction")),
        text(t!("column-items")),
        number(t!("column-players")),
        number(t!("column-waits")),
    ];
    let row = |row: Listed| {
        view! {
            <tr>
                <Number row=row.clone()/>
                <td><DirectionBadge direction=row.request.direction/></td>
                <ItemsCell lines=row.lines.clone() direction=row.request.direction/>
                <td class="num">{grouped(row.request.players)}</td>
                <td class="num"><Age at=row.request.requested_at now/></td>
            </tr>
        }
        .into_any()
    };
    let rows = waiting.few.into_iter().map(row).collect();
    view! {
        <Panel title=t!("dashboard-waiting") href="/approvals" count=waiting.count nothing=t!("approvals-none") columns rows/>
    }
    .into_any()
}

#[component]
pub fn MyRequests(mine: Group, now: i64) -> impl IntoView {
    let columns = vec![
        text(t!("column-number")),
        text(t!("column-state")),
        text(t!("column-items")),
        number(t!("column-players")),
        number(t!("column-requested")),
    ];
    let row = |row: Listed| {
        view! {
            <tr>
                <Number row=row.clone()/>
                <td><RequestBadge state=row.request.state counts=row.request.counts/></td>
                <ItemsCell lines=row.lines.clone() direction=row.request.direction/>
                <td class="num">{grouped(row.request.players)}</td>
                <td class="num"><Brief at=row.request.requested_at now/></td>
            </tr>
        }
        .into_any()
    };
    let rows = mine.few.into_iter().map(row).collect();
    view! {
        <Panel title=t!("dashboard-mine") href="/requests" count=mine.count nothing=t!("dashboard-mine-none") columns rows/>
    }
    .into_any()
}

#[component]
pub fn FailingNow(failing: Group, names: Names) -> impl IntoView {
    let columns = vec![
        text(t!("column-number")),
        text(t!("column-reason")),
        number(t!("delivery-refused")),
        number(t!("delivery-failed")),
        number(t!("delivery-unknown")),
        number(t!("delivery-succeeded")),
    ];
    let row = |row: Listed| {
        let counts = row.request.counts;
        let figure = |state: &'static str, count: i64| {
            let loud = (count > 0).then_some(state);
            view! { <td class="num" class:soft=count == 0 data-state=loud>{grouped(count)}</td> }
        };
        view! {
            <tr>
                <Number row=row.clone()/>
                <td class="clip">{names.full_reason(row.request.reason_id, row.request.detail_reason_id)}</td>
                {figure("refused", counts.refused)}
                {figure("failed", counts.failed)}
                {figure("unknown", counts.unknown)}
                <td class="num">{grouped(counts.succeeded)}</td>
            </tr>
        }
        .into_any()
    };
    let rows = failing.few.into_iter().map(row).collect();
    view! {
        <Panel title=t!("dashboard-failing") href="/requests?state=failed" count=failing.count nothing=t!("dashboard-failing-none") columns rows/>
    }
    .into_any()
}

#[component]
pub fn OnTheirWay(on_their_way: Group, names: Names) -> impl IntoView {
    let Group { count, few } = on_their_way;
    let all =
        (count > 0).then(|| view! { <a href="/requests?state=delivering">{t!("dashboard-all", count = count)}</a> });
    let row = |row: Listed| {
        let counts = row.request.counts;
        let settled = t!(
            "dashboard-settled",
            reason = names.reason(row.request.reason_id),
            settled = counts.settled(),
            deliveries = counts.deliveries,
        );
        view! {
            <label>
                <span><a href=format!("/requests/{}", row.request.id)>{row.request.number()}</a>" "{settled}</span>
                <progress value=counts.settled().to_string() max=counts.deliveries.to_string()></progress>
            </label>
        }
        .into_any()
    };
    let rows: Vec<AnyView> = few.into_iter().map(row).collect();
    let body = if rows.is_empty() {
        view! { <p class="soft">{t!("dashboard-way-none")}</p> }.into_any()
    } else {
        view! { <div class="stack">{rows}</div> }.into_any()
    };
    view! { <section class="panel"><header><h2>{t!("dashboard-way")}</h2>{all}</header>{body}</section> }.into_any()
}

#[component]
pub fn GameServers(names: Names, now: i64) -> impl IntoView {
    let columns = vec![text(t!("column-server")), text(t!("column-game")), text(t!("column-state"))];
    let several = names.are_of_several_games();
    let row = |server: &Server| {
        let game = names.game(server.game_id);
        view! {
            <tr>
                <th scope="row">{server.name.clone()}</th>
                {several.then(|| view! { <td>{game}</td> })}
                <td><ServerState server=server.clone() now/></td>
            </tr>
        }
        .into_any()
    };
    let servers = names.0.iter().flat_map(|catalog| &catalog.servers).filter(|server| server.retired_at.is_none());
    let rows: Vec<AnyView> = servers.map(row).collect();
    let columns =
        columns.into_iter().enumerate().filter(|(i, _)| several || *i != 1).map(|(_, column)| column).collect();
    view! {
        <Panel title=t!("dashboard-servers") count=0 nothing=t!("dashboard-servers-none") columns rows/>
    }
    .into_any()
}
