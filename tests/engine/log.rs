//! The logs: what they show, however they are narrowed, turned, summed up and taken away.

mod export;
pub mod known;
mod tallies;

use std::collections::BTreeMap;
use std::time::Duration;

use grantdesk::ledger::{ItemTotal, Log, LogFilters, LogTurn, Place, Totals};
use grantdesk::people::Person;
use grantdesk::request::{Direction, Quantity};

use self::known::{Known, known};
use crate::kit::{BEGINNING, Fake, Kit, applied, on_both, refused};
use crate::past::{self, Past};

const LOGS: [Log; 2] = [Log::Success, Log::Failure];
const DAY: i64 = 24 * 60 * 60 * 1_000;

/// A desk with a year behind it, and somebody who sees all of it.
pub async fn year(kit: &Kit) -> Person {
    past::make(&kit.desk, Past { deliveries: 1_500, seed: 7, until: BEGINNING }).await.expect("a year");
    past::person(&kit.desk, "operator-01").await.expect("a person")
}

/// Every place of a log, page by page from the newest on, and then back again.
async fn turned(kit: &Kit, person: &Person, log: Log, filters: &LogFilters) -> Vec<Place> {
    let read = async |turn| kit.desk.log(person, log, filters, turn).await.expect("a page");
    let mut pages = vec![read(LogTurn::Newest).await];
    assert!(!pages[0].newer);
    while pages[pages.len() - 1].older {
        let last = pages[pages.len() - 1].rows.last().expect("a row").place();
        pages.push(read(LogTurn::Before(last)).await);
    }
    for (newer, older) in pages.iter().zip(&pages[1..]) {
        let back = read(LogTurn::After(older.rows[0].place())).await;
        let places = |rows: &[grantdesk::ledger::Logged]| rows.iter().map(|row| row.place()).collect::<Vec<_>>();
        assert_eq!(places(&back.rows), places(&newer.rows), "the way back is the way there");
        assert!(back.older);
    }
    pages.iter().flat_map(|page| page.rows.iter().map(|row| row.place())).collect()
}

fn totals_of(rows: &[&Known], item: Option<i64>) -> Totals {
    let mut items: BTreeMap<(i64, bool, i64), ItemTotal> = BTreeMap::new();
    for row in rows {
        for (line, known) in
            row.lines.iter().enumerate().filter(|(_, line)| item.is_none_or(|item| line.item_id == item))
        {
            let Quantity::Each(quantity) = known.quantity else { panic!("every player gets something") };
            let key = (row.game, row.direction == Direction::Grant, known.item_id);
            let total = items.entry(key).or_insert(ItemTotal {
                game_id: row.game,
                direction: row.direction,
                item_id: known.item_id,
                deliveries: 0,
                firsts: 0,
                quantity: 0,
            });
            total.deliveries += 1;
            total.firsts += i64::from(line == 0);
            total.quantity += i128::from(quantity);
        }
    }
    let count = |way| rows.iter().filter(|row| row.direction == way).count() as i64;
    Totals {
        granted: count(Direction::Grant),
        clawed_back: count(Direction::Clawback),
        items: items.into_values().collect(),
    }
}

/// What the desk shows under these filters is what the database holds that passes them, in order; and so are its totals.
async fn shows_what_passes(kit: &Kit, person: &Person, log: Log, all: &[Known], filters: &LogFilters) -> usize {
    let passing: Vec<&Known> = all.iter().filter(|row| row.log == log && row.passes(filters)).collect();
    let places: Vec<Place> = passing.iter().map(|row| row.place).collect();
    assert_eq!(turned(kit, person, log, filters).await, places, "{log:?} {filters:?}");
    let totals = kit.desk.log_totals(person, log, filters).await.expect("totals");
    assert_eq!(totals, totals_of(&passing, filters.item), "{log:?} {filters:?}");
    places.len()
}

on_both! {
    async fn each_filter_alone_finds_exactly_what_it_should(kit: Kit) {
        let person = year(&kit).await;
        let all = known(&kit).await;
        let mut found = BTreeMap::new();
        let with_order = all.iter().find(|row| row.order_number.is_some());
        for (n, filters) in all.iter().step_by(131).chain(with_order).flat_map(|row| row.filters()).enumerate() {
            for log in LOGS {
                *found.entry(n % known::FILTERS).or_insert(0) += shows_what_passes(&kit, &person, log, &all, &filters).await;
            }
        }
        assert!(found.len() == known::FILTERS && found.values().all(|found| *found > 0), "{found:?}");
        for log in LOGS {
            assert!(shows_what_passes(&kit, &person, log, &all, &LogFilters::default()).await > 30);
        }
    }

    async fn filters_combine_and_totals_are_sums_over_the_rows(kit: Kit) {
        let person = year(&kit).await;
        let all = known(&kit).await;
        let mut found = 0;
        for seed in 0..100 {
            let filters = known::random(&all, seed);
            found += shows_what_passes(&kit, &person, LOGS[usize::from(seed % 3 == 0)], &all, &filters).await;
        }
        assert!(found > 500, "hardly anything was found: {found}");
    }

    async fn what_does_not_exist_finds_nothing(kit: Kit) {
        let person = year(&kit).await;
        let nothing = [
            LogFilters { order_number: Some("GPA.none".into()), ..LogFilters::default() },
            LogFilters { request: Some(999_999), ..LogFilters::default() },
            LogFilters { player: Some("1".into()), ..LogFilters::default() },
            LogFilters { game: Some(999), ..LogFilters::default() },
            LogFilters { from: Some(BEGINNING), ..LogFilters::default() },
            LogFilters { from: Some(5 * DAY), until: Some(DAY), ..LogFilters::default() },
        ];
        for filters in nothing {
            assert_eq!(turned(&kit, &person, Log::Success, &filters).await, []);
            assert_eq!(kit.desk.log_totals(&person, Log::Success, &filters).await.expect("totals"), Totals::default());
        }
    }

    async fn a_person_sees_the_games_that_are_theirs_and_no_other(kit: Kit) {
        year(&kit).await;
        let outsider = kit.person("outsider").await;
        let courier = kit.desk.db().game_by_code("courier").await.expect("games").expect("a game").id;
        let of_courier: Vec<Known> = known(&kit).await.into_iter().filter(|row| row.game == courier).collect();
        assert!(shows_what_passes(&kit, &outsider, Log::Success, &of_courier, &LogFilters::default()).await > 100);
        for filters in known(&kit).await.iter().filter(|row| row.game != courier).step_by(211).flat_map(Known::filters) {
            shows_what_passes(&kit, &outsider, Log::Success, &of_courier, &filters).await;
        }
        let (requesters, approvers) = kit.desk.people_in_log(&outsider, Log::Success).await.expect("names");
        let expected = |id: fn(&Known) -> i64| {
            let mut ids: Vec<i64> = of_courier.iter().filter(|row| row.log == Log::Success).map(id).collect();
            ids.sort_unstable();
            ids.dedup();
            ids
        };
        assert_eq!(requesters.iter().map(|named| named.id).collect::<Vec<_>>(), expected(|row| row.requester));
        assert_eq!(approvers.iter().map(|named| named.id).collect::<Vec<_>>(), expected(|row| row.approver));
    }

    async fn every_row_is_met_once_while_others_come_in(kit: Kit) {
        let person = kit.person("cs").await;
        let worker = kit.worker(Fake::willing());
        let deliver = async |players: usize| {
            let no = kit.submit("operator", &kit.form_for(players)).await.id;
            kit.approve(no).await;
            kit.deliver(&worker).await;
            kit.advance(Duration::from_secs(7));
        };
        for players in [40, 1, 70, 3] {
            deliver(players).await;
        }
        let all = known(&kit).await;
        let (mut met, mut turn) = (Vec::new(), LogTurn::Newest);
        loop {
            let page = kit.desk.log(&person, Log::Success, &LogFilters::default(), turn).await.expect("a page");
            met.extend(page.rows.iter().map(|row| row.place()));
            if !page.older {
                break;
            }
            turn = LogTurn::Before(*met.last().expect("a row"));
            deliver(2).await;
        }
        assert_eq!(met, all.iter().map(|row| row.place).collect::<Vec<_>>());
        // Back from the oldest row, what came in since is met as well.
        let mut back = vec![*met.last().expect("a row")];
        loop {
            let turn = LogTurn::After(back[0]);
            let page = kit.desk.log(&person, Log::Success, &LogFilters::default(), turn).await.expect("a page");
            back.splice(0..0, page.rows.iter().map(|row| row.place()));
            if !page.newer {
                break;
            }
        }
        assert_eq!(back, known(&kit).await.iter().map(|row| row.place).collect::<Vec<_>>());
        assert!(back.len() > met.len());
    }

    async fn what_is_taken_up_again_leaves_the_failure_log_and_its_totals(kit: Kit) {
        let person = kit.person("cs").await;
        let no = kit.approved(&["10000001", "10000002", "10000003"]).await;
        kit.deliver(&kit.worker(Fake::new(|call| if call.player == "10000002" { refused("banned", false) } else { refused("busy", true) }))).await;
        let totals = async |log| kit.desk.log_totals(&person, log, &LogFilters::default()).await.expect("totals");
        let quantities = async |log| totals(log).await.items.iter().map(|item| item.quantity).collect::<Vec<_>>();
        assert_eq!((totals(Log::Failure).await.granted, quantities(Log::Failure).await), (3, vec![900]));
        kit.regrant(no, None).await.expect("again");
        assert_eq!((totals(Log::Failure).await.granted, turned(&kit, &person, Log::Failure, &LogFilters::default()).await.len()), (1, 1));
        kit.deliver(&kit.worker(Fake::new(|_| applied()))).await;
        assert_eq!((totals(Log::Success).await.granted, quantities(Log::Success).await), (2, vec![600]));
        kit.close_request(no).await.expect("closed");
        assert_eq!((totals(Log::Failure).await.granted, totals(Log::Success).await.granted), (1, 2));
    }
}
