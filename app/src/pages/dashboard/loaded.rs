use grantdesk::desk::Desk;
use grantdesk::error::Error;
use grantdesk::overview::{DAYS, Decisions, Failing, Given, Hour, ServerCalls, Waiting};
use grantdesk::people::{Permission, Person};
use grantdesk::request::{Filters, State, Summary};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan, Zoned};

use crate::app::App;
use crate::failure::Failure;
use crate::parts::names::Names;
use crate::visitor::Visitor;

/// Requests in one panel; its link leads to the rest.
const FEW: usize = 5;

/// Requests of one kind: how many there are, and a few of them.
#[derive(Clone, Debug, Default)]
pub struct Group {
    pub count: i64,
    pub few: Vec<Summary>,
}

/// What an approver has before them.
#[derive(Clone, Debug)]
pub struct ToDecide {
    pub requests: Group,
    pub ages: Option<Waiting>,
    pub decisions: Option<Decisions>,
}

/// Everything the dashboard shows to one person.
#[derive(Debug)]
pub struct Loaded {
    pub now: i64,
    pub days: Days,
    pub names: Names,
    /// Only for who may decide.
    pub waiting: Option<ToDecide>,
    /// Only for who may request.
    pub mine: Option<Group>,
    /// How many requests failed, and why.
    pub failed: i64,
    pub failing: Vec<Failing>,
    pub on_their_way: Group,
    /// From the beginning of yesterday on.
    pub hours: Vec<Hour>,
    pub given: Vec<Given>,
    pub calls: Vec<ServerCalls>,
}

impl Loaded {
    /// `waiting` is how many requests wait for the person's decision.
    pub async fn load(app: &App, visitor: &Visitor, waiting: i64) -> Result<Loaded, Failure> {
        let (desk, person) = (&app.desk, &visitor.person);
        let now = desk.now();
        let days = Days::at(now, &visitor.zone).map_err(|error| Error::Invalid(error.to_string()))?;
        let may = |permission| person.may_anywhere(permission);
        let moving = [State::Approved, State::Delivering];
        let all = Filters { states: [&moving[..], &[State::Failed]].concat(), ..Filters::default() };
        let states = desk.states(person, &all).await?;
        let count = |states_of: &[State]| {
            states.iter().filter(|(state, _)| states_of.contains(state)).map(|(_, count)| count).sum::<i64>()
        };
        let (failed, on_their_way) = (count(&[State::Failed]), count(&moving));
        Ok(Loaded {
            now,
            days,
            names: Names(desk.catalogs(person).await?),
            waiting: if may(Permission::Approve) { Some(to_decide(desk, person, waiting).await?) } else { None },
            mine: if may(Permission::Request) { Some(mine(desk, person).await?) } else { None },
            failed,
            failing: if failed > 0 { desk.failing(person).await? } else { Vec::new() },
            on_their_way: group(desk, person, Filters { states: moving.to_vec(), ..Filters::default() }, on_their_way)
                .await?,
            hours: desk.settled_by_hour(person, days.yesterday, now).await?,
            given: desk.given_today(person, days.weeks_ago, days.today).await?,
            calls: desk.server_calls(person).await?,
        })
    }
}

async fn to_decide(desk: &Desk, person: &Person, count: i64) -> Result<ToDecide, Failure> {
    let decisions = desk.decisions(person).await?;
    if count == 0 {
        return Ok(ToDecide { requests: Group::default(), ages: None, decisions });
    }
    let few = desk.oldest_to_decide(person, FEW).await?;
    Ok(ToDecide { requests: Group { count, few }, ages: desk.waiting_ages(person).await?, decisions })
}

async fn mine(desk: &Desk, person: &Person) -> Result<Group, Failure> {
    let states = State::ALL.iter().copied().filter(|state| !state.is_final()).collect();
    let filters = Filters { states, requested_by: Some(person.id), ..Filters::default() };
    let count = desk.states(person, &filters).await?.into_iter().map(|(_, count)| count).sum();
    group(desk, person, filters, count).await
}

async fn group(desk: &Desk, person: &Person, filters: Filters, count: i64) -> Result<Group, Failure> {
    let few = if count > 0 { desk.newest(person, &filters, FEW).await? } else { Vec::new() };
    Ok(Group { count, few })
}

/// When days begin in the person's zone, in Unix milliseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Days {
    pub today: i64,
    pub yesterday: i64,
    /// So many days ago as tell what is usual.
    pub weeks_ago: i64,
}

impl Days {
    fn at(now: i64, zone: &TimeZone) -> Result<Days, jiff::Error> {
        let today = Timestamp::from_millisecond(now)?.to_zoned(zone.clone()).start_of_day()?;
        let begins = |day: Zoned| Ok::<i64, jiff::Error>(day.start_of_day()?.timestamp().as_millisecond());
        Ok(Days {
            yesterday: begins(today.checked_sub(1.day())?)?,
            weeks_ago: begins(today.checked_sub(DAYS.days())?)?,
            today: begins(today)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use jiff::tz::TimeZone;

    use super::Days;

    const HOUR: i64 = 3_600_000;

    #[test]
    fn days_begin_at_midnight_where_the_person_is() {
        // 22 November 2026, 10:00 in Seoul.
        let now = 1_795_309_200_000;
        let seoul = Days::at(now, &TimeZone::get("Asia/Seoul").expect("a zone")).expect("days");
        assert_eq!((seoul.today, seoul.yesterday), (now - 10 * HOUR, now - 34 * HOUR));
        assert_eq!(seoul.weeks_ago, seoul.today - 28 * 24 * HOUR);
        assert_eq!(Days::at(now, &TimeZone::UTC).expect("days").today, now - HOUR);
    }

    #[test]
    fn a_day_may_be_longer_than_others() {
        // 1 November 2026 in New York, the day on which summer time ends, at noon.
        let now = 1_793_552_400_000;
        let days = Days::at(now, &TimeZone::get("America/New_York").expect("a zone")).expect("days");
        assert_eq!(now - days.today, 13 * HOUR);
        assert_eq!(days.today - days.yesterday, 24 * HOUR);
    }
}
