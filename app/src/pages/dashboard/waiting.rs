use grantdesk::number::grouped;
use grantdesk::request::Summary;
use leptos::prelude::*;

use super::loaded::ToDecide;
use super::panel::{Align, Panel, body};
use crate::parts::badge::DirectionBadge;
use crate::parts::lines::{ItemsCell, asked};
use crate::parts::names::Names;
use crate::parts::when::{Age, age};
use crate::t;

const MINUTE: i64 = 60_000;

#[component]
pub fn WaitingForMe(waiting: ToDecide, names: Names, now: i64) -> impl IntoView {
    let footer = ages(&waiting, now);
    let columns = vec![
        (t!("column-number"), Align::Text),
        (t!("column-direction"), Align::Text),
        (t!("column-items"), Align::Text),
        (t!("column-players"), Align::Number),
        (t!("column-waits"), Align::Number),
    ];
    let row = |row: Summary| {
        let (number, items) = (row.number(), asked(&row.items, &names, row.game_id));
        view! {
            <tr data-key=number.clone()>
                <th scope="row"><a href=format!("/requests/{}", row.id)>{number.clone()}</a></th>
                <td class="push"><DirectionBadge direction=row.direction/></td>
                <ItemsCell items direction=row.direction/>
                <td class="num" data-label=t!("column-players")>{grouped(row.players)}</td>
                <td class="num push" data-label=t!("column-waits")><Age at=row.requested_at now/></td>
            </tr>
        }
        .into_any()
    };
    let all = (waiting.requests.count, "/approvals");
    let rows: Vec<AnyView> = waiting.requests.few.into_iter().map(row).collect();
    view! {
        <Panel title=t!("dashboard-waiting") all=Some(all) nothing=t!("approvals-none") columns bodies=body(rows) footer/>
    }
    .into_any()
}

/// How long things wait, and how long they waited lately.
fn ages(waiting: &ToDecide, now: i64) -> Option<String> {
    let half = waiting.ages.filter(|ages| ages.requests > 1 && now - ages.median >= MINUTE);
    let half = half.map(|ages| t!("dashboard-half-wait", age = age(ages.median, now)));
    let decided =
        waiting.decisions.map(|lately| t!("dashboard-decided", count = lately.decisions, took = age(0, lately.took)));
    let sentences: Vec<String> = half.into_iter().chain(decided).collect();
    (!sentences.is_empty()).then(|| sentences.join(&t!("sentence-gap")))
}
