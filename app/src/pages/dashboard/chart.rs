use grantdesk::number::grouped;
use grantdesk::overview::Hour;
use leptos::prelude::*;

use crate::moment;
use crate::t;

/// The picture, in its own units: bars above a line of hours, amounts to the right.
const WIDTH: i64 = 520;
const PLOT: i64 = 468;
const HEIGHT: i64 = 168;
/// Every so many hours have their name below.
const NAMED: i64 = 3;

/// Deliveries hour by hour: what succeeded, and on top of it what did not.
#[component]
pub fn Chart(hours: Vec<Hour>, today: i64) -> impl IntoView {
    let highest = hours.iter().map(|hour| hour.succeeded + hour.troubled).max().unwrap_or_default();
    let scale = Scale::up_to(highest);
    let step = PLOT / hours.len().max(1) as i64;
    let lines = (0..=scale.top / scale.step).map(|n| line(n * scale.step, scale)).collect_view();
    let names = hours.iter().zip(0..).map(|(hour, n)| name(hour, n * step + step / 2, today)).collect_view();
    let bars = hours.iter().zip(0..).map(|(hour, n)| bar(hour, n * step, step, scale, today)).collect_view();
    view! {
        <svg class="chart" viewBox=format!("0 0 {WIDTH} {}", HEIGHT + 24) role="img" aria-label=in_words(&hours)>
            {lines}{names}{bars}
        </svg>
    }
    .into_any()
}

fn line(amount: i64, scale: Scale) -> AnyView {
    let y = scale.y(amount);
    view! {
        <path class="grid" d=format!("M0 {y}H{PLOT}")></path>
        <text x=WIDTH.to_string() text-anchor="end" y=(y + 4).to_string()>{grouped(amount)}</text>
    }
    .into_any()
}

/// Below the middle of its bar. Today's first hour is called today.
fn name(hour: &Hour, x: i64, today: i64) -> Option<AnyView> {
    let y = (HEIGHT + 18).to_string();
    if hour.begins_at == today {
        return Some(
            view! { <text class="key" x=x.to_string() text-anchor="middle" y=y>{t!("dashboard-chart-today")}</text> }
                .into_any(),
        );
    }
    let is_named = moment::hour(hour.begins_at) % NAMED as i8 == 0;
    is_named.then(|| {
        view! { <text x=x.to_string() text-anchor="middle" y=y>{moment::time(hour.begins_at)}</text> }.into_any()
    })
}

fn bar(hour: &Hour, x: i64, step: i64, scale: Scale, today: i64) -> AnyView {
    let (x, width) = (x + 2, step - 4);
    let succeeded = scale.height(hour.succeeded);
    let troubled = scale.height(hour.troubled);
    let part = |tone: &'static str, top: i64, height: i64| {
        (height > 0).then(|| {
            view! { <rect data-tone=tone x=x.to_string() y=top.to_string() width=width.to_string() height=height.to_string()></rect> }
        })
    };
    let title = t!(
        "dashboard-chart-hour",
        from = moment::time(hour.begins_at),
        succeeded = hour.succeeded,
        troubled = hour.troubled,
    );
    view! {
        <g class:past=hour.begins_at < today data-key=hour.begins_at.to_string()>
            <title>{title}</title>
            <rect class="whole" x=x.to_string() y="0" width=width.to_string() height=HEIGHT.to_string()></rect>
            {part("good", HEIGHT - succeeded, succeeded)}
            {part("bad", HEIGHT - succeeded - troubled, troubled)}
        </g>
    }
    .into_any()
}

/// What the picture shows, for who does not see it.
fn in_words(hours: &[Hour]) -> String {
    let busiest = hours.iter().max_by_key(|hour| hour.succeeded + hour.troubled).copied().unwrap_or_default();
    t!(
        "dashboard-chart-words",
        succeeded = hours.iter().map(|hour| hour.succeeded).sum::<i64>(),
        troubled = hours.iter().map(|hour| hour.troubled).sum::<i64>(),
        most = busiest.succeeded + busiest.troubled,
        at = moment::time(busiest.begins_at),
    )
}

/// How amounts become heights.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Scale {
    /// Between two lines: 1, 2 or 5, and zeros.
    step: i64,
    /// The highest line.
    top: i64,
}

impl Scale {
    fn up_to(highest: i64) -> Scale {
        let highest = highest.max(1);
        let steps = (0..18).flat_map(|zeros| [1, 2, 5].map(|digit| digit * 10_i64.pow(zeros)));
        let step = steps.into_iter().find(|step| step * 4 >= highest).unwrap_or(highest);
        Scale { step, top: (highest + step - 1) / step * step }
    }

    fn y(self, amount: i64) -> i64 {
        HEIGHT - self.height(amount)
    }

    /// What is there is seen, however little it is.
    fn height(self, amount: i64) -> i64 {
        let height = (i128::from(amount) * i128::from(HEIGHT - 8) / i128::from(self.top)) as i64;
        if amount > 0 { height.max(2) } else { 0 }
    }
}

#[cfg(test)]
mod tests {
    use super::{HEIGHT, Scale};

    #[test]
    fn lines_stand_at_round_amounts_and_the_highest_bar_fits() {
        for (highest, step, top) in [(0, 1, 1), (3, 1, 3), (7, 2, 8), (1_204, 500, 1_500), (58_520, 20_000, 60_000)] {
            let scale = Scale::up_to(highest);
            assert_eq!(scale, Scale { step, top });
            assert!(scale.height(highest) <= HEIGHT);
        }
    }

    #[test]
    fn the_smallest_part_is_seen() {
        assert_eq!(Scale::up_to(1_000_000).height(1), 2);
        assert_eq!(Scale::up_to(1_000_000).height(0), 0);
    }
}
