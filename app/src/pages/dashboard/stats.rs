use grantdesk::number::grouped;
use grantdesk::request::DeliveryState;
use leptos::prelude::*;

use super::failing::ALL;
use super::hours::Delivered;
use super::loaded::{Loaded, ToDecide};
use crate::parts::icon::Icon;
use crate::parts::when::age;
use crate::t;

/// The figures at the top. Each leads to what it counts.
pub fn view(loaded: &Loaded) -> AnyView {
    let waiting = loaded.waiting.as_ref().map(|waiting| {
        figure(
            "warn",
            "pending",
            t!("dashboard-waiting"),
            "/approvals",
            waiting.requests.count,
            oldest(waiting, loaded.now),
        )
    });
    let mine = loaded.mine.as_ref().map(|mine| {
        let note = (mine.count > 0).then(|| t!("dashboard-mine-note"));
        figure("calm", "requests", t!("dashboard-mine"), "/requests", mine.count, note)
    });
    let Delivered { today, yesterday } = Delivered::of(loaded);
    let log = Delivered::log(loaded);
    view! {
        <dl class="stats">
            {waiting}
            {mine}
            {figure("bad", "failed", t!("dashboard-failing"), ALL, loaded.failed, failing(loaded))}
            {figure("info", "delivering", t!("dashboard-way"), "/requests?state=delivering", loaded.on_their_way.count, left(loaded))}
            {figure("good", "succeeded", t!("dashboard-delivered"), &log, today, Some(t!("dashboard-yesterday", count = yesterday)))}
        </dl>
    }
    .into_any()
}

fn figure(
    tone: &'static str,
    icon: &'static str,
    label: String,
    href: &str,
    count: i64,
    note: Option<String>,
) -> AnyView {
    view! {
        <div>
            <dt data-tone=tone><Icon name=icon/>{label}</dt>
            <dd><a href=href.to_owned()>{grouped(count)}</a></dd>
            <dd>{note.unwrap_or_else(|| t!("dashboard-nothing"))}</dd>
        </div>
    }
    .into_any()
}

fn oldest(waiting: &ToDecide, now: i64) -> Option<String> {
    waiting.ages.map(|ages| t!("dashboard-oldest-waits", age = age(ages.oldest, now)))
}

fn failing(loaded: &Loaded) -> Option<String> {
    if loaded.failed == 0 {
        return None;
    }
    let again = loaded.failing.iter().filter(|row| row.state == DeliveryState::Failed);
    let deliveries: i64 = loaded.failing.iter().map(|row| row.deliveries).sum();
    Some(t!("dashboard-failing-note", deliveries = deliveries, again = again.map(|row| row.deliveries).sum::<i64>()))
}

/// How much is left, if the few requests that were read are all there are.
fn left(loaded: &Loaded) -> Option<String> {
    let group = &loaded.on_their_way;
    let left = || group.few.iter().map(|row| row.counts.deliveries - row.counts.settled()).sum::<i64>();
    match group.count {
        0 => None,
        count if count == group.few.len() as i64 => Some(t!("dashboard-left", count = left())),
        _ => Some(t!("dashboard-way-note")),
    }
}
