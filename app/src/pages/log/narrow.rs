use grantdesk::ledger::{LogFilters, Named};
use jiff::tz::TimeZone;
use leptos::prelude::*;

use crate::asked::{Asked, Reading};
use crate::parts::filters::{
    DirectionFilter, Filled, Filters, GameFilter, ItemFilter, PeriodFilter, PersonFilter, ReasonFilter, ServerFilter,
    TextFilter,
};
use crate::parts::names::Names;
use crate::t;

pub const FIELDS: &[&str] = &[
    "game",
    "server",
    "item",
    "direction",
    "reason",
    "player",
    "order",
    "request",
    "requester",
    "approver",
    "from",
    "until",
];

/// Who can be asked for: those who asked for what a log shows, and those who approved it.
#[derive(Clone, Debug)]
pub struct People {
    pub requesters: Vec<Named>,
    pub approvers: Vec<Named>,
}

#[derive(Debug)]
pub struct Narrowed {
    pub filters: LogFilters,
    pub filled: Filled,
}

pub fn read(asked: &Asked, names: &Names, people: &People, zone: &TimeZone) -> Narrowed {
    let mut reading = Reading::new(asked, &names.0, zone);
    let (game, server, item) = (reading.game(), reading.server(), reading.item());
    let (direction, reasons, request) = (reading.direction(), reading.reasons(), reading.request());
    let requester = reading.person("requester", &people.requesters);
    let approver = reading.person("approver", &people.approvers);
    let (from, until) = reading.period();
    let (player, order_number) = (reading.text("player"), reading.text("order"));
    let filters = LogFilters {
        game,
        server,
        item,
        direction,
        reasons,
        player,
        order_number,
        request,
        requester,
        approver,
        from,
        until,
    };
    let complaints = reading.complaints();
    Narrowed { filters, filled: Filled { asked: asked.clone(), complaints } }
}

#[component]
pub fn LogForm(action: &'static str, filled: Filled, names: Names, people: People) -> impl IntoView {
    let People { requesters, approvers } = people;
    view! {
        <Filters action filled=filled.clone() fields=FIELDS keep=&[]>
            <GameFilter filled=filled.clone() names=names.clone()/>
            <ServerFilter filled=filled.clone() names=names.clone()/>
            <ItemFilter filled=filled.clone() names=names.clone()/>
            <DirectionFilter filled=filled.clone()/>
            <ReasonFilter filled=filled.clone() names/>
            <PersonFilter filled=filled.clone() name="requester" label=t!("filter-requester") people=requesters/>
            <PersonFilter filled=filled.clone() name="approver" label=t!("filter-approver") people=approvers/>
            <TextFilter filled=filled.clone() name="player" label=t!("filter-player")/>
            <TextFilter filled=filled.clone() name="order" label=t!("filter-order")/>
            <TextFilter filled=filled.clone() name="request" label=t!("filter-request") placeholder="R-"/>
            <PeriodFilter filled label=t!("filter-settled")/>
        </Filters>
    }
    .into_any()
}
