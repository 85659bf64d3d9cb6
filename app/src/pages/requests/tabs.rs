use grantdesk::desk::Desk;
use grantdesk::people::{Permission, Person};
use grantdesk::request::{Filters, State};
use leptos::prelude::*;

use crate::asked::Asked;
use crate::failure::Failure;
use crate::t;

/// One cut through the requests.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tab {
    /// Every state but `succeeded`.
    Open,
    /// Pending, and this person may decide.
    Mine,
    One(State),
    Delivering,
    Any,
}

impl Tab {
    pub fn parse(word: &str) -> Option<Tab> {
        match word {
            "open" => Some(Tab::Open),
            "mine" => Some(Tab::Mine),
            "delivering" | "approved" => Some(Tab::Delivering),
            "any" => Some(Tab::Any),
            word => State::parse(word).map(Tab::One),
        }
    }

    pub fn word(self) -> &'static str {
        match self {
            Tab::Open => "open",
            Tab::Mine => "mine",
            Tab::One(state) => state.as_str(),
            Tab::Delivering => "delivering",
            Tab::Any => "any",
        }
    }

    fn label(self) -> String {
        match self {
            Tab::Open | Tab::Mine | Tab::Any => t!(&format!("requests-tab-{}", self.word())),
            Tab::One(_) | Tab::Delivering => t!(&format!("state-{}", self.word())),
        }
    }

    fn states(self) -> Vec<State> {
        match self {
            Tab::Open => vec![],
            Tab::Mine => vec![State::Pending],
            Tab::One(state) => vec![state],
            Tab::Delivering => vec![State::Approved, State::Delivering],
            Tab::Any => State::ALL.to_vec(),
        }
    }

    /// The tab alone, without what the form narrows it to.
    pub fn filters(self, person: &Person) -> Filters {
        match self {
            Tab::Mine => Filters::to_decide(person),
            tab => Filters { states: tab.states(), ..Filters::default() },
        }
    }
}

pub type Count = (Tab, i64);

/// How many requests each tab would show under the same filters.
pub async fn counts(desk: &Desk, person: &Person, filters: &Filters, current: Tab) -> Result<Vec<Count>, Failure> {
    // By far the most have succeeded: they are counted only where the number is shown.
    let counts_all = matches!(current, Tab::Any | Tab::One(State::Succeeded));
    let counted = State::ALL.iter().copied().filter(|state| counts_all || *state != State::Succeeded);
    let all = Filters { states: counted.collect(), not_requested_by: None, approvable: false, ..filters.clone() };
    let states = desk.states(person, &all).await?;
    let sum = |wanted: &dyn Fn(State) -> bool| states.iter().filter(|(state, _)| wanted(*state)).map(|(_, n)| n).sum();
    let mut tabs = vec![(Tab::Open, sum(&|state| state != State::Succeeded))];
    if person.may_anywhere(Permission::Approve) {
        let mine = Filters { ..filters.clone() };
        let to_decide = Filters::to_decide(person);
        let mine = Filters {
            states: to_decide.states,
            not_requested_by: to_decide.not_requested_by,
            approvable: to_decide.approvable,
            ..mine
        };
        tabs.push((Tab::Mine, desk.states(person, &mine).await?.into_iter().map(|(_, count)| count).sum()));
    }
    let one = |state: State| (Tab::One(state), sum(&|other| other == state));
    tabs.push(one(State::Pending));
    tabs.push(one(State::Held));
    tabs.push((Tab::Delivering, sum(&|state| matches!(state, State::Approved | State::Delivering))));
    tabs.extend([State::Failed, State::Rejected, State::Canceled, State::Closed].map(one));
    // Reached by the search of the top bar only.
    match current {
        Tab::Any => tabs.insert(0, (Tab::Any, sum(&|_| true))),
        Tab::One(State::Succeeded) => tabs.insert(0, one(State::Succeeded)),
        _ => {}
    }
    Ok(tabs)
}

#[component]
pub fn Tabs(asked: Asked, tab: Tab, counts: Vec<Count>) -> impl IntoView {
    let links: Vec<AnyView> = counts
        .into_iter()
        .map(|(one, count)| {
            let href = asked.clone().with("state", one.word()).href("/requests");
            view! {
                <a href=href aria-current=(one == tab).then_some("page")>{one.label()}" "<data value=count.to_string()>{grantdesk::number::grouped(count)}</data></a>
            }
            .into_any()
        })
        .collect();
    view! { <nav class="tabs" aria-label=t!("requests-tabs")>{links}</nav> }.into_any()
}

#[cfg(test)]
mod tests {
    use super::{State, Tab};

    #[test]
    fn every_tab_is_found_again_by_its_word() {
        let ones = State::ALL.iter().copied().filter(|state| !matches!(state, State::Approved | State::Delivering));
        for tab in [Tab::Open, Tab::Mine, Tab::Delivering, Tab::Any].into_iter().chain(ones.map(Tab::One)) {
            assert_eq!(Tab::parse(tab.word()), Some(tab));
        }
        assert_eq!(Tab::parse("whatever"), None);
    }
}
