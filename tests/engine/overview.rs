//! How the desk does: every figure of the dashboard is what counting gives, and of the games a person sees.

mod calls;
mod troubles;

use std::collections::BTreeMap;
use std::time::Duration;

use grantdesk::overview::{DAYS, Decisions, Given, Hour, Waiting};
use grantdesk::request::{Direction, Quantity};

use crate::kit::{BEGINNING, Fake, Kit, on_both};
use crate::log::known::{Known, known};
use crate::log::year;

const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

async fn waiting(kit: &Kit, who: &str) -> Option<Waiting> {
    kit.desk.waiting_ages(&kit.person(who).await).await.expect("ages")
}

async fn decisions(kit: &Kit, who: &str) -> Option<Decisions> {
    kit.desk.decisions(&kit.person(who).await).await.expect("decisions")
}

fn minutes(count: u64) -> Duration {
    Duration::from_secs(60 * count)
}

on_both! {
    async fn what_waits_is_as_old_as_its_oldest_and_its_middle_request(kit: Kit) {
        assert_eq!(waiting(&kit, "approver").await, None);
        for _ in 0..4 {
            kit.requested(&["10000001"]).await;
            kit.advance(minutes(10));
        }
        let held = kit.requested(&["10000001"]).await.id;
        kit.hold("approver", held).await.expect("held");
        kit.submit("both", &kit.form(&["10000001"])).await;
        let of_all = Waiting { requests: 5, oldest: BEGINNING, median: BEGINNING + 20 * MINUTE };
        assert_eq!(waiting(&kit, "approver").await, Some(of_all));
        let of_others = Waiting { requests: 4, median: BEGINNING + 10 * MINUTE, ..of_all };
        assert_eq!(waiting(&kit, "both").await, Some(of_others), "nobody decides about his own");
        for who in ["cs", "operator", "outsider"] {
            assert_eq!(waiting(&kit, who).await, None, "{who} decides none of them");
        }
    }

    async fn decisions_took_as_long_as_the_middle_one_of_the_last_week(kit: Kit) {
        assert_eq!(decisions(&kit, "approver").await, None);
        let old = kit.requested(&["10000001"]).await.id;
        kit.advance(minutes(5));
        kit.approve(old).await;
        kit.advance(minutes(6 * 24 * 60));
        for (took, approve) in [(30, true), (10, false), (20, true)] {
            let no = kit.requested(&["10000001"]).await.id;
            kit.advance(minutes(took));
            if approve { kit.approve(no).await } else { kit.reject("approver", no).await.expect("rejected") }
        }
        let canceled = kit.requested(&["10000001"]).await.id;
        kit.cancel("operator", canceled).await.expect("canceled");
        assert_eq!(decisions(&kit, "approver").await, Some(Decisions { decisions: 4, took: 10 * MINUTE }));
        kit.advance(minutes(24 * 60));
        assert_eq!(decisions(&kit, "both").await, Some(Decisions { decisions: 3, took: 20 * MINUTE }));
        for who in ["cs", "outsider"] {
            assert_eq!(decisions(&kit, who).await, None, "{who} decides none of them");
        }
        kit.deliver(&kit.worker(Fake::willing())).await;
    }

    async fn hours_are_counts_over_the_rows_wherever_they_begin(kit: Kit) {
        let person = year(&kit).await;
        let all = known(&kit).await;
        let last = all[0].place.settled_at;
        // As in India, where hours begin at half past.
        for from in [(last - 30 * DAY) / HOUR * HOUR, (last - 30 * DAY) / HOUR * HOUR + 30 * MINUTE] {
            let shown = kit.desk.settled_by_hour(&person, from, last).await.expect("hours");
            assert!(shown.iter().map(|hour| hour.begins_at).eq((0..shown.len() as i64).map(|n| from + n * HOUR)), "without gaps");
            assert!((shown[shown.len() - 1].begins_at..).contains(&last));
            assert_eq!(shown, hours_of(&all, &shown));
            assert!(shown.iter().any(|hour| hour.troubled > 0) && shown.iter().any(|hour| hour.succeeded == 0));
        }
        let outsider = kit.person("outsider").await;
        let courier: Vec<Known> = all.into_iter().filter(|row| outsider.sees(row.game)).collect();
        let shown = kit.desk.settled_by_hour(&outsider, last / HOUR * HOUR - 90 * DAY, last).await.expect("hours");
        assert_eq!(shown, hours_of(&courier, &shown));
        assert!(shown.iter().any(|hour| hour.succeeded > 0));
    }

    async fn what_is_given_today_stands_beside_the_weeks_before(kit: Kit) {
        let person = year(&kit).await;
        let all = known(&kit).await;
        let today = all[0].place.settled_at - 20 * DAY;
        let today = today - today % MINUTE;
        let shown = kit.desk.given_today(&person, today - DAYS * DAY, today).await.expect("items");
        let (now, before) = (quantities(&all, today..i64::MAX), quantities(&all, today - DAYS * DAY..today));
        assert_eq!(shown.len(), now.len());
        for item in &shown {
            let key = (item.game_id, item.direction == Direction::Grant, item.item_id);
            assert_eq!((item.quantity, item.deliveries), now[&key]);
            assert_eq!(item.before, before.get(&key).map_or(0, |(quantity, _)| *quantity));
        }
        let is_first = |item: &Given| item.is_far_above();
        assert!(shown.iter().any(is_first), "{shown:?}");
        assert!(shown.is_sorted_by_key(|item| !is_first(item)), "what is far above the usual comes first");
        let outsider = kit.person("outsider").await;
        let seen = kit.desk.given_today(&outsider, today - DAYS * DAY, today).await.expect("items");
        assert!(!seen.is_empty() && seen.iter().all(|item| outsider.sees(item.game_id)));
    }
}

/// The same hours, counted row by row.
fn hours_of(all: &[Known], hours: &[Hour]) -> Vec<Hour> {
    let mut counted: Vec<Hour> = hours.iter().map(|hour| Hour { succeeded: 0, troubled: 0, ..*hour }).collect();
    for row in all {
        let n = (row.place.settled_at - hours[0].begins_at).div_euclid(HOUR);
        if let Some(hour) = usize::try_from(n).ok().and_then(|n| counted.get_mut(n)) {
            match row.log {
                grantdesk::ledger::Log::Success => hour.succeeded += 1,
                grantdesk::ledger::Log::Failure => hour.troubled += 1,
            }
        }
    }
    counted
}

type ByItem = BTreeMap<(i64, bool, i64), (i128, i64)>;

/// How much of each item succeeded, in how many deliveries.
fn quantities(all: &[Known], period: std::ops::Range<i64>) -> ByItem {
    let mut sums = ByItem::new();
    let succeeded = all.iter().filter(|row| row.log == grantdesk::ledger::Log::Success);
    for row in succeeded.filter(|row| period.contains(&row.place.settled_at)) {
        for line in &row.lines {
            let Quantity::Each(quantity) = line.quantity else { panic!("every player gets something") };
            let sum = sums.entry((row.game, row.direction == Direction::Grant, line.item_id)).or_default();
            *sum = (sum.0 + i128::from(quantity), sum.1 + 1);
        }
    }
    sums
}
