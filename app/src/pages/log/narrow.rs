use grantdesk::ledger::LogFilters;
use jiff::tz::TimeZone;
use leptos::prelude::*;

use crate::asked::{Asked, Reading};
use crate::parts::filters::{Filled, Filters, GameFilter, PeriodFilter, ServerFilter, TextFilter};
use crate::parts::names::Names;
use crate::t;

pub const FIELDS: &[&str] = &["game", "server", "player", "request", "from", "until"];

#[derive(Debug)]
pub struct Narrowed {
    pub filters: LogFilters,
    pub filled: Filled,
}

pub fn read(asked: &Asked, names: &Names, zone: &TimeZone) -> Narrowed {
    let mut reading = Reading::new(asked, &names.0, zone);
    let (game, server, request) = (reading.game(), reading.server(), reading.request());
    let (from, until) = reading.period();
    let filters =
        LogFilters { game, server, player: reading.text("player"), request, from, until, ..LogFilters::default() };
    let complaints = reading.complaints();
    Narrowed { filters, filled: Filled { asked: asked.clone(), complaints } }
}

#[component]
pub fn LogForm(action: &'static str, filled: Filled, names: Names) -> impl IntoView {
    view! {
        <Filters action filled=filled.clone() fields=FIELDS keep=&[]>
            <GameFilter filled=filled.clone() names=names.clone()/>
            <ServerFilter filled=filled.clone() names/>
            <TextFilter filled=filled.clone() name="player" label=t!("filter-player")/>
            <TextFilter filled=filled.clone() name="request" label=t!("filter-request") placeholder="R-"/>
            <PeriodFilter filled label=t!("filter-settled")/>
        </Filters>
    }
    .into_any()
}
