use grantdesk::number::grouped;
use leptos::prelude::*;

use super::Group;
use crate::parts::icon::Icon;
use crate::parts::when::age;
use crate::t;

/// The figures at the top. Each leads to what it counts.
#[component]
pub fn Stats(
    waiting: Option<Group>,
    mine: Option<Group>,
    failing: Group,
    on_their_way: Group,
    now: i64,
) -> impl IntoView {
    let oldest = |waiting: &Group| {
        let first = waiting.few.first()?;
        Some(t!("dashboard-oldest-waits", age = age(first.request.requested_at, now)))
    };
    let none = |text: Option<String>| text.unwrap_or_else(|| t!("dashboard-nothing"));
    let waiting = waiting.map(|waiting| {
        let note = none(oldest(&waiting));
        view! { <Figure tone="warn" icon="pending" label=t!("dashboard-waiting") href="/approvals" count=waiting.count note/> }
    });
    let mine = mine.map(|mine| {
        let note = none((mine.count > 0).then(|| t!("dashboard-mine-note")));
        view! { <Figure tone="calm" icon="requests" label=t!("dashboard-mine") href="/requests" count=mine.count note/> }
    });
    let failing_note = none((failing.count > 0).then(|| t!("dashboard-failing-note")));
    let left: i64 =
        on_their_way.few.iter().map(|row| row.request.counts.deliveries - row.request.counts.settled()).sum();
    // The few are all there are, or nothing is said about how much is left.
    let is_whole = on_their_way.count == on_their_way.few.len() as i64;
    let way_note = match on_their_way.count {
        0 => t!("dashboard-nothing"),
        _ if is_whole => t!("dashboard-left", count = left),
        _ => t!("dashboard-way-note"),
    };
    view! {
        <dl class="stats">
            {waiting}
            {mine}
            <Figure tone="bad" icon="failed" label=t!("dashboard-failing") href="/requests?state=failed" count=failing.count note=failing_note/>
            <Figure tone="info" icon="delivering" label=t!("dashboard-way") href="/requests?state=delivering" count=on_their_way.count note=way_note/>
        </dl>
    }
    .into_any()
}

#[component]
fn Figure(
    tone: &'static str,
    icon: &'static str,
    label: String,
    href: &'static str,
    count: i64,
    note: String,
) -> impl IntoView {
    view! {
        <div>
            <dt data-tone=tone><Icon name=icon/>{label}</dt>
            <dd><a href=href>{grouped(count)}</a></dd>
            <dd>{note}</dd>
        </div>
    }
    .into_any()
}
