use std::time::Instant;

use grantdesk::desk::Desk;
use grantdesk::ledger::{Log, LogTurn, Place};
use grantdesk::lookup::LookUp;
use grantdesk::people::Person;
use grantdesk::request::{Filters, State, Turn};

use crate::asked::{Asked, asked};
use crate::dashboard::dashboard;
use crate::past;

/// How long one thing takes, in milliseconds.
#[derive(Debug)]
pub struct Figure {
    pub name: String,
    pub p50: f64,
    pub p99: f64,
    /// The longest it took when it was asked for the first time, with rows to be read from the disk.
    pub first: f64,
}

impl Figure {
    /// Of so many times, after as many with the same questions.
    pub async fn of(name: impl Into<String>, rounds: usize, mut work: impl AsyncFnMut(usize)) -> Figure {
        let [first, again] = [times(rounds, &mut work).await, times(rounds, &mut work).await];
        let at = |part: f64| again[((again.len() - 1) as f64 * part).round() as usize];
        let figure = Figure { name: name.into(), p50: at(0.5), p99: at(0.99), first: first[first.len() - 1] };
        let Figure { name, p50, p99, first } = &figure;
        println!("    {name:48} p50 {p50:7.2} ms, p99 {p99:7.2} ms; first {first:7.2} ms");
        figure
    }
}

/// How long it took each time, the shortest first.
async fn times(rounds: usize, work: &mut impl AsyncFnMut(usize)) -> Vec<f64> {
    let mut times = Vec::with_capacity(rounds);
    for n in 0..rounds {
        let started = Instant::now();
        work(n).await;
        times.push(started.elapsed().as_secs_f64() * 1_000.0);
    }
    times.sort_by(f64::total_cmp);
    times
}

/// Everything that is asked of the logs and of the list of requests.
pub async fn measure(desk: &Desk, until: i64, rounds: usize) -> Vec<Figure> {
    let person = past::person(desk, "operator-01").await.unwrap();
    let asked = asked(desk, &person, until).await;
    let mut figures = Vec::new();
    // Half a year back: some hundred thousand pages from the first, among ten million.
    let deep = LogTurn::Before(Place { settled_at: until - 182 * 24 * 3_600_000, request_id: 0, n: 0 });
    for (name, turn) in [("first page", LogTurn::Newest), ("deep page", deep)] {
        for (what, filters) in &asked {
            let read = async |n: usize| {
                desk.log(&person, Log::Success, &filters[n % filters.len()], turn).await.unwrap();
            };
            figures.push(Figure::of(format!("{name}, {what}"), rounds, read).await);
        }
        let failures = async |_| drop(desk.log(&person, Log::Failure, &asked[0].1[0], turn).await.unwrap());
        figures.push(Figure::of(format!("{name} of failures"), rounds, failures).await);
    }
    for (what, filters) in &asked {
        let read = async |n: usize| {
            desk.log_totals(&person, Log::Success, &filters[n % filters.len()]).await.unwrap();
        };
        figures.push(Figure::of(format!("totals, {what}"), rounds, read).await);
    }
    figures.extend(dashboard(desk, until, rounds).await);
    figures.push(
        Figure::of("names to filter by", rounds, async |_| {
            desk.people_in_log(&person, Log::Success).await.unwrap();
        })
        .await,
    );
    figures.extend(look_up(desk, &person, &asked, rounds).await);
    let any = Filters { states: State::ALL.to_vec(), ..Filters::default() };
    let middle = desk.search(&person, &any, Turn::Newest).await.unwrap().rows[0].id / 2;
    for (name, filters, turn) in [
        ("list of requests, first page", Filters::default(), Turn::Newest),
        ("list of requests, deep page", Filters::default(), Turn::Before(middle)),
        ("list of all requests", any.clone(), Turn::Newest),
    ] {
        let read = async |_| drop(desk.search(&person, &filters, turn).await.unwrap());
        figures.push(Figure::of(name, rounds, read).await);
    }
    let tabs = State::ALL.iter().copied().filter(|state| *state != State::Succeeded).collect();
    let tabs = Filters { states: tabs, ..Filters::default() };
    let count = async |_| drop(desk.states(&person, &tabs).await.unwrap());
    figures.push(Figure::of("list of requests, the numbers of its tabs", rounds, count).await);
    figures
}

/// Players and order numbers from all over the year, and IDs of nobody.
async fn look_up(desk: &Desk, person: &Person, asked: &[Asked], rounds: usize) -> Vec<Figure> {
    let filters = || asked.iter().flat_map(|(_, filters)| filters);
    let players = filters().filter_map(|filters| filters.player.clone()).collect();
    let orders = filters().filter_map(|filters| filters.order_number.clone()).collect();
    let nobody = (0..100).map(|n| format!("nobody-{n}")).collect();
    let mut figures = Vec::new();
    for (what, texts) in [("player", players), ("order number", orders), ("nobody", nobody)] {
        let texts: Vec<String> = texts;
        let read = async |n: usize| {
            let look_up = LookUp { text: texts[n % texts.len()].clone(), ..LookUp::default() };
            desk.look_up(person, &look_up, Turn::Newest).await.unwrap();
        };
        figures.push(Figure::of(format!("look-up, {what}"), rounds, read).await);
    }
    figures
}
