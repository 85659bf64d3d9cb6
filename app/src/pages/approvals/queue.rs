use std::collections::HashSet;

use grantdesk::number::grouped;
use grantdesk::request::Summary;
use leptos::prelude::*;

use crate::parts::badge::DirectionBadge;
use crate::parts::icon::Icon;
use crate::parts::keys::shortcut;
use crate::parts::lines::{ItemsCell, Servers, asked};
use crate::parts::names::Names;
use crate::parts::when::Age;
use crate::t;

/// What waits, oldest first, and below it one's own requests, which somebody else decides.
#[component]
pub fn Queue(
    rows: Vec<Summary>,
    own: Vec<Summary>,
    /// Requests whose review found something.
    remarkable: HashSet<i64>,
    names: Names,
    now: i64,
) -> impl IntoView {
    let row = |row: Summary, is_own: bool| {
        let marked = remarkable.contains(&row.id);
        view! { <Row row names=names.clone() now marked is_own/> }.into_any()
    };
    let rows: Vec<AnyView> = rows.into_iter().map(|waiting| row(waiting, false)).collect();
    let own: Vec<AnyView> = own.into_iter().map(|mine| row(mine, true)).collect();
    let own = (!own.is_empty()).then(|| {
        view! {
            <tbody>
                <tr class="plain"><th scope="rowgroup" colspan="9">{t!("approvals-own")}</th></tr>
                {own}
            </tbody>
        }
    });
    view! {
        <form class="bulk" method="post" action="/approvals">
            <div class="scroll boxed pinned">
                <table class="cards">
                    <thead>
                        <tr>
                            <th class="tick" scope="col"><span class="hush">{t!("column-select")}</span></th>
                            <th scope="col">{t!("column-number")}</th>
                            <th scope="col">{t!("column-direction")}</th>
                            <th scope="col">{t!("column-items")}</th>
                            <th scope="col">{t!("column-reason")}</th>
                            <th scope="col" class="num">{t!("column-players")}</th>
                            <th scope="col">{t!("column-requester")}</th>
                            <th scope="col" class="num">{t!("column-waits")}</th>
                            <th scope="col">{t!("column-seal")}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                    {own}
                </table>
            </div>
            <div class="bulkbar" role="group" aria-label=t!("approvals-ticked")>
                <p><output></output>{t!("approvals-selected")}</p>
                <button class="primary" aria-keyshortcuts=shortcut("a")><Icon name="approved"/>{t!("approvals-approve")}</button>
                <button type="reset" class="quiet">{t!("approvals-untick")}</button>
            </div>
        </form>
    }
    .into_any()
}

#[component]
fn Row(row: Summary, names: Names, now: i64, marked: bool, is_own: bool) -> impl IntoView {
    let (number, servers) = (row.number(), row.servers.len() as i64);
    let items = asked(&row.items, &names, row.game_id);
    let reason = names.full_reason(row.reason_id, row.detail_reason_id);
    let game = names.are_of_several_games().then(|| names.game(row.game_id));
    let tick = if is_own {
        let why = t!("approvals-own-why", request = number.clone());
        view! { <input type="checkbox" disabled aria-label=why.clone() title=why/> }.into_any()
    } else {
        let pick = format!("{}:{}", row.id, row.seal);
        view! { <input type="checkbox" name="pick" value=pick aria-label=t!("approvals-tick", request = number.clone())/> }
            .into_any()
    };
    let mark = marked.then(|| {
        let why = t!("approvals-look-first");
        view! { " "<span class="badge" data-tone="warn" title=why.clone()><Icon name="warn"/><span class="hush">{why.clone()}</span></span> }
    });
    let requester = if is_own { t!("requester-you") } else { row.requester.clone() };
    view! {
        <tr data-key=row.id>
            <td class="tick">{tick}</td>
            <th scope="row"><a href=format!("/requests/{}", row.id)>{number}</a>{mark}</th>
            <td class="push"><DirectionBadge direction=row.direction/></td>
            <ItemsCell items direction=row.direction of=(row.players, servers)/>
            <td>{reason}<small>{game}{names.are_of_several_games().then_some(", ")}<Servers names game=row.game_id servers=row.servers/></small></td>
            <td class="num" data-label=t!("column-players")>{grouped(row.players)}</td>
            <td class="short">{requester}</td>
            <td class="num" data-label=t!("column-waits")><Age at=row.requested_at now/></td>
            <td data-label=t!("column-seal")><code title=row.seal.clone()>{row.seal.chars().take(8).collect::<String>()}</code></td>
        </tr>
    }
    .into_any()
}
