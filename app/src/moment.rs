//! Moments as the person reads them: in their language and their zone.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use leptos::prelude::*;

use crate::words::{self, Language};

/// The zone of the page that is being rendered.
#[derive(Clone, Debug)]
pub struct Zone(pub TimeZone);

fn zone() -> TimeZone {
    use_context::<Zone>().map_or(TimeZone::UTC, |zone| zone.0)
}

fn zoned(at: i64) -> Option<jiff::Zoned> {
    Timestamp::from_millisecond(at).ok().map(|at| at.to_zoned(zone()))
}

/// Day and time: 22 Nov 2026, 10:42.
pub fn long(at: i64) -> String {
    long_in(words::language(), &zone(), at)
}

/// Day and time where no page is being rendered.
pub fn long_in(language: Language, zone: &TimeZone, at: i64) -> String {
    let pattern = match language {
        Language::English => "%-d %b %Y, %H:%M",
        Language::Korean => "%Y. %-m. %-d. %H:%M",
        Language::Japanese => "%Y/%m/%d %H:%M",
    };
    let at = Timestamp::from_millisecond(at).ok().map(|at| at.to_zoned(zone.clone()));
    at.map(|at| at.strftime(pattern).to_string()).unwrap_or_default()
}

/// A day as it is read to somebody: 22 November 2026.
pub fn day_in(language: Language, zone: &TimeZone, at: i64) -> String {
    let pattern = match language {
        Language::English => "%-d %B %Y",
        Language::Korean => "%Y년 %-m월 %-d일",
        Language::Japanese => "%Y年%-m月%-d日",
    };
    let at = Timestamp::from_millisecond(at).ok().map(|at| at.to_zoned(zone.clone()));
    at.map(|at| at.strftime(pattern).to_string()).unwrap_or_default()
}

/// Day and time to the second, for logs and attempts.
pub fn exact(at: i64) -> String {
    zoned(at).map(|at| at.strftime("%Y-%m-%d %H:%M:%S").to_string()).unwrap_or_default()
}

/// The time of day: 10:42.
pub fn time(at: i64) -> String {
    zoned(at).map(|at| at.strftime("%H:%M").to_string()).unwrap_or_default()
}

/// The hour of the day, from 0.
pub fn hour(at: i64) -> i8 {
    zoned(at).map(|at| at.hour()).unwrap_or_default()
}

/// The day as a filter takes it: 2026-11-22.
pub fn day(at: i64) -> String {
    zoned(at).map(|at| at.date().to_string()).unwrap_or_default()
}

/// The abbreviation of the zone at a moment: KST.
pub fn zone_name(at: i64) -> String {
    zoned(at).map(|at| at.strftime("%Z").to_string()).unwrap_or_default()
}

/// The zone of the page with its distance from UTC at a moment: Asia/Seoul (UTC+9).
pub fn zone_and_offset(at: i64) -> String {
    let offset = zoned(at).map_or(0, |at| at.offset().seconds()) / 60;
    let sign = if offset < 0 { '−' } else { '+' };
    let (hours, minutes) = (offset.abs() / 60, offset.abs() % 60);
    let minutes = if minutes == 0 { String::new() } else { format!(":{minutes:02}") };
    let offset = format!("UTC{sign}{hours}{minutes}");
    match zone().iana_name() {
        Some("UTC") => "UTC".to_owned(),
        Some(name) => format!("{name} ({offset})"),
        None => offset,
    }
}

/// A moment on the page, with the zone in its title.
#[component]
pub fn Moment(at: i64, #[prop(optional)] seconds: bool) -> impl IntoView {
    let shown = if seconds { exact(at) } else { long(at) };
    let machine = zoned(at).map(|at| at.timestamp().to_string()).unwrap_or_default();
    let title = format!("{} {}", exact(at), zone_name(at));
    view! { <time datetime=machine title=title>{shown}</time> }
}
