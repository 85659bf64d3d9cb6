use grantdesk::number::grouped;
use grantdesk::overview::Hour;
use grantdesk::request::Summary;
use leptos::prelude::*;

use super::chart::Chart;
use super::loaded::Loaded;
use crate::asked::Asked;
use crate::moment;
use crate::parts::sentence::Sentence;
use crate::t;

/// Hours in the picture.
const SHOWN: usize = 24;

/// Today's deliveries beside yesterday's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Delivered {
    pub today: i64,
    pub yesterday: i64,
}

impl Delivered {
    pub fn of(loaded: &Loaded) -> Delivered {
        let (before, since): (Vec<&Hour>, Vec<&Hour>) =
            loaded.hours.iter().partition(|hour| hour.begins_at < loaded.days.today);
        let sum = |hours: Vec<&Hour>| hours.iter().map(|hour| hour.succeeded).sum();
        Delivered { today: sum(since), yesterday: sum(before) }
    }

    /// Today's rows of the log.
    pub fn log(loaded: &Loaded) -> String {
        Asked::default().with("from", moment::day(loaded.days.today)).href("/log/success")
    }
}

/// The last day, hour by hour, as a picture and as a table; below it, what is on its way.
pub fn view(loaded: &Loaded) -> AnyView {
    let hours = &loaded.hours[loaded.hours.len().saturating_sub(SHOWN)..];
    let Delivered { today, yesterday } = Delivered::of(loaded);
    let nothing = hours.iter().all(|hour| hour.succeeded + hour.troubled == 0);
    let body = if nothing {
        view! { <p class="soft">{t!("dashboard-hours-none")}</p> }.into_any()
    } else {
        view! { <Chart hours=hours.to_vec() today=loaded.days.today/><Legend hours=hours.to_vec()/><Table hours=hours.to_vec()/> }.into_any()
    };
    view! {
        <section class="panel">
            <header>
                <h2>{t!("dashboard-hours")}</h2>
                <p class="soft"><Sentence text=t!("dashboard-today-yesterday", today = today, yesterday = yesterday)/></p>
            </header>
            {body}
            {on_their_way(loaded)}
        </section>
    }
    .into_any()
}

#[component]
fn Legend(hours: Vec<Hour>) -> impl IntoView {
    let succeeded: i64 = hours.iter().map(|hour| hour.succeeded).sum();
    let troubled: i64 = hours.iter().map(|hour| hour.troubled).sum();
    view! {
        <p class="legend">
            <span><span class="dot" data-tone="good"></span>{t!("dashboard-hours-succeeded", count = succeeded)}</span>
            <span><span class="dot" data-tone="bad"></span>{t!("dashboard-hours-troubled", count = troubled)}</span>
            <span class="soft">{t!("dashboard-hours-span")}</span>
        </p>
    }
    .into_any()
}

/// The numbers of the picture, the newest first.
#[component]
fn Table(hours: Vec<Hour>) -> impl IntoView {
    let row = |hour: &Hour| {
        view! {
            <tr data-key=hour.begins_at.to_string()>
                <th scope="row">{moment::long(hour.begins_at)}</th>
                <td class="num">{grouped(hour.succeeded)}</td>
                <td class="num">{grouped(hour.troubled)}</td>
            </tr>
        }
        .into_any()
    };
    let rows: Vec<AnyView> = hours.iter().rev().map(row).collect();
    view! {
        <details class="change">
            <summary>{t!("dashboard-hours-table")}</summary>
            <div class="scroll boxed">
                <table>
                    <thead>
                        <tr>
                            <th scope="col">{t!("dashboard-hour")}</th>
                            <th scope="col" class="num">{t!("delivery-succeeded")}</th>
                            <th scope="col" class="num">{t!("dashboard-without")}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </details>
    }
    .into_any()
}

/// How far the newest requests under way are.
fn on_their_way(loaded: &Loaded) -> Option<AnyView> {
    let group = &loaded.on_their_way;
    let row = |row: &Summary| {
        let counts = row.counts;
        let settled = t!(
            "dashboard-settled",
            reason = loaded.names.reason(row.reason_id),
            settled = counts.settled(),
            deliveries = counts.deliveries,
        );
        view! {
            <label data-key=row.number()>
                <span><a href=format!("/requests/{}", row.id)>{row.number()}</a>" "{settled}</span>
                <progress value=counts.settled().to_string() max=counts.deliveries.to_string()></progress>
            </label>
        }
        .into_any()
    };
    let rows: Vec<AnyView> = group.few.iter().map(row).collect();
    (!rows.is_empty()).then(|| view! { <footer class="fields">{rows}</footer> }.into_any())
}
