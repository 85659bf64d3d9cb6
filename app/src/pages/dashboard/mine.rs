use grantdesk::number::grouped;
use grantdesk::request::Listed;
use leptos::prelude::*;

use super::loaded::Group;
use super::panel::{Align, Panel, body};
use crate::parts::badge::RequestBadge;
use crate::parts::lines::ItemsCell;
use crate::parts::when::Brief;
use crate::t;

#[component]
pub fn MyRequests(mine: Group, now: i64) -> impl IntoView {
    let columns = vec![
        (t!("column-number"), Align::Text),
        (t!("column-state"), Align::Text),
        (t!("column-items"), Align::Text),
        (t!("column-players"), Align::Number),
        (t!("column-requested"), Align::Number),
    ];
    let row = |row: Listed| {
        let request = row.request;
        view! {
            <tr data-key=request.number()>
                <th scope="row"><a href=format!("/requests/{}", request.id)>{request.number()}</a></th>
                <td class="push"><RequestBadge state=request.state counts=request.counts/></td>
                <ItemsCell lines=row.lines direction=request.direction/>
                <td class="num" data-label=t!("column-players")>{grouped(request.players)}</td>
                <td class="num push"><Brief at=request.requested_at now/></td>
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
