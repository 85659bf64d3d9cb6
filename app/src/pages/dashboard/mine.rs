use grantdesk::number::grouped;
use grantdesk::request::Summary;
use leptos::prelude::*;

use super::loaded::Group;
use super::panel::{Align, Panel, body};
use crate::parts::badge::RequestBadge;
use crate::parts::lines::{ItemsCell, asked};
use crate::parts::names::Names;
use crate::parts::when::Brief;
use crate::t;

#[component]
pub fn MyRequests(mine: Group, names: Names, now: i64) -> impl IntoView {
    let columns = vec![
        (t!("column-number"), Align::Text),
        (t!("column-state"), Align::Text),
        (t!("column-items"), Align::Text),
        (t!("column-players"), Align::Number),
        (t!("column-requested"), Align::Number),
    ];
    let row = |row: Summary| {
        let (number, items) = (row.number(), asked(&row.items, &names, row.game_id));
        view! {
            <tr data-key=number.clone()>
                <th scope="row"><a href=format!("/requests/{}", row.id)>{number.clone()}</a></th>
                <td class="push"><RequestBadge state=row.state counts=row.counts/></td>
                <ItemsCell items direction=row.direction/>
                <td class="num" data-label=t!("column-players")>{grouped(row.players)}</td>
                <td class="num push"><Brief at=row.requested_at now/></td>
            </tr>
        }
        .into_any()
    };
    let all = (mine.count, "/requests");
    let rows: Vec<AnyView> = mine.few.into_iter().map(row).collect();
    view! {
        <Panel title=t!("dashboard-mine") all=Some(all) nothing=t!("dashboard-mine-none") columns bodies=body(rows)/>
    }
    .into_any()
}
