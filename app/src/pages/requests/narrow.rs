use grantdesk::people::Person;
use grantdesk::request::Filters;
use jiff::tz::TimeZone;
use leptos::prelude::*;

use super::tabs::Tab;
use crate::asked::{Asked, Reading};
use crate::parts::filters::{
    DirectionFilter, Filled, Filters as FilterForm, GameFilter, PeriodFilter, ReasonFilter, ServerFilter, TextFilter,
};
use crate::parts::names::Names;
use crate::t;

/// What the form asks.
pub const FIELDS: &[&str] = &["game", "server", "reason", "direction", "requester", "player", "order", "from", "until"];

/// What every link of the page carries on.
pub const KEPT: &[&str] =
    &["state", "game", "server", "reason", "direction", "requester", "player", "order", "from", "until"];

#[derive(Debug)]
pub struct Narrowed {
    pub filters: Filters,
    pub tab: Tab,
    pub filled: Filled,
}

pub fn read(asked: &Asked, names: &Names, person: &Person, zone: &TimeZone) -> Narrowed {
    let mut reading = Reading::new(asked, &names.0, zone);
    let tab = reading.read("state", "filter-unknown-state", Tab::parse).unwrap_or(Tab::Open);
    let (game, server, reasons) = (reading.game(), reading.server(), reading.reasons());
    let (direction, (from, until)) = (reading.direction(), reading.period());
    let filters = Filters {
        game,
        server,
        reasons,
        direction,
        player: reading.text("player"),
        order_number: reading.text("order"),
        requester: reading.text("requester"),
        from,
        until,
        ..tab.filters(person)
    };
    let complaints = reading.complaints();
    Narrowed { filters, tab, filled: Filled { asked: asked.clone(), complaints } }
}

#[component]
pub fn RequestFilters(filled: Filled, names: Names) -> impl IntoView {
    view! {
        <FilterForm action="/requests" filled=filled.clone() fields=FIELDS keep=&["state"]>
            <GameFilter filled=filled.clone() names=names.clone()/>
            <ServerFilter filled=filled.clone() names=names.clone()/>
            <ReasonFilter filled=filled.clone() names/>
            <DirectionFilter filled=filled.clone()/>
            <TextFilter filled=filled.clone() name="requester" label=t!("filter-requester") placeholder=t!("filter-requester-hint")/>
            <TextFilter filled=filled.clone() name="player" label=t!("filter-player")/>
            <TextFilter filled=filled.clone() name="order" label=t!("filter-order")/>
            <PeriodFilter filled label=t!("filter-requested")/>
        </FilterForm>
    }
    .into_any()
}
