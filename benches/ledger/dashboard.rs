//! What the dashboard asks for each time it is shown.

use grantdesk::desk::Desk;
use grantdesk::overview::DAYS;
use grantdesk::people::Person;
use grantdesk::request::{Filters, State};

use crate::figure::Figure;
use crate::past;

const DAY: i64 = 24 * 60 * 60 * 1_000;

pub async fn dashboard(desk: &Desk, until: i64, rounds: usize) -> Vec<Figure> {
    let operator = past::person(desk, "operator-01").await.unwrap();
    let approver = past::person(desk, "approver-01").await.unwrap();
    // The last day of the year is the one before.
    let today = until - until.rem_euclid(DAY) - DAY - 9 * 60 * 60 * 1_000;
    let open = State::ALL.iter().copied().filter(|state| !state.is_final()).collect();
    let mine = Filters { states: open, requested_by: Some(operator.id), ..Filters::default() };
    let moving = Filters { states: vec![State::Approved, State::Delivering, State::Failed], ..Filters::default() };
    macro_rules! figure {
        ($name:literal, $work:expr) => {
            Figure::of(concat!("dashboard, ", $name), rounds, async |_| {
                $work.await.unwrap();
            })
            .await
        };
    }
    vec![
        figure!("how many wait", desk.waiting_for(&approver)),
        figure!("the oldest that wait", desk.oldest_to_decide(&approver, 5)),
        figure!("how old what waits is", desk.waiting_ages(&approver)),
        figure!("how long decisions took", desk.decisions(&approver)),
        figure!("my open requests", my_open(desk, &operator, &mine)),
        figure!("how many fail and move", desk.states(&operator, &moving)),
        figure!("what fails", desk.failing(&operator)),
        figure!("hours of two days", desk.settled_by_hour(&operator, today - DAY, until)),
        figure!("items of today beside 28 days", desk.given_today(&operator, today - DAYS * DAY, today)),
        figure!("how servers answer", desk.server_calls(&operator)),
    ]
}

async fn my_open(desk: &Desk, person: &Person, mine: &Filters) -> grantdesk::error::Result<()> {
    desk.states(person, mine).await?;
    desk.newest(person, mine, 5).await.map(drop)
}
