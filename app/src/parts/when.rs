use jiff::Timestamp;
use jiff::tz::TimeZone;
use leptos::prelude::*;

use crate::moment::{self, Zone};
use crate::t;
use crate::words::{self, Language};

/// A moment in a dense list: the time alone if it is today, the day without its year if it is of this year.
#[component]
pub fn Brief(at: i64, now: i64) -> impl IntoView {
    let zone = use_context::<Zone>().map_or(TimeZone::UTC, |zone| zone.0);
    let zoned = |at| Timestamp::from_millisecond(at).unwrap_or_default().to_zoned(zone.clone());
    let (moment, today) = (zoned(at), zoned(now));
    let shown = if moment.date() == today.date() {
        moment.strftime("%H:%M").to_string()
    } else if moment.year() == today.year() {
        let pattern = match words::language() {
            Language::English => "%-d %b %H:%M",
            Language::Korean => "%-m. %-d. %H:%M",
            Language::Japanese => "%-m/%-d %H:%M",
        };
        moment.strftime(pattern).to_string()
    } else {
        moment::long(at)
    };
    view! { <time datetime=moment.timestamp().to_string() title=title(at)>{shown}</time> }
}

const MINUTE: i64 = 60_000;

/// The time to the second, and its day below.
#[component]
pub fn Stamp(at: i64) -> impl IntoView {
    let exact = moment::exact(at);
    let (day, time) = exact.split_once(' ').unwrap_or_default();
    let (day, time) = (day.to_owned(), time.to_owned());
    let machine = Timestamp::from_millisecond(at).unwrap_or_default().to_string();
    view! { <time datetime=machine title=title(at)>{time}</time><small>{day}</small> }
}

/// How long something has waited: 98 min, 17 h, 3 days.
#[component]
pub fn Age(at: i64, now: i64) -> impl IntoView {
    let machine = Timestamp::from_millisecond(at).unwrap_or_default().to_string();
    view! { <time datetime=machine title=title(at)>{age(at, now)}</time> }
}

/// When something was, as who reads it counts: just now, 98 min ago.
#[component]
pub fn Ago(at: i64, now: i64) -> impl IntoView {
    let machine = Timestamp::from_millisecond(at).unwrap_or_default().to_string();
    let ago = if now - at < MINUTE { t!("ago-moment") } else { t!("ago", age = age(at, now)) };
    view! { <time datetime=machine title=title(at)>{ago}</time> }
}

/// How long ago something was, or how long it took: less than a minute, 12 min, 3 h.
pub fn age(at: i64, now: i64) -> String {
    match (now - at).max(0) / MINUTE {
        0 => t!("age-no-minute"),
        minutes @ 1..100 => t!("age-minutes", count = minutes),
        minutes if minutes < 48 * 60 => t!("age-hours", count = minutes / 60),
        minutes => t!("age-days", count = minutes / (24 * 60)),
    }
}

fn title(at: i64) -> String {
    format!("{} {}", moment::exact(at), moment::zone_name(at))
}
