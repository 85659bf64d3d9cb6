use grantdesk::event::{ACTIONS, AuditFilters, SUBJECTS};
use jiff::tz::TimeZone;
use leptos::prelude::*;

use crate::asked::{Asked, Reading};
use crate::parts::filters::{Filled, Filters, GameFilter, PeriodFilter, SelectFilter, TextFilter};
use crate::parts::names::Names;
use crate::t;

pub const FIELDS: &[&str] = &["actor", "action", "subject", "number", "game", "text", "from", "until"];

#[derive(Debug)]
pub struct Narrowed {
    pub filters: AuditFilters,
    pub filled: Filled,
}

pub fn read(asked: &Asked, names: &Names, zone: &TimeZone) -> Narrowed {
    let mut reading = Reading::new(asked, &names.0, zone);
    let known = |words: &[&str], word: &str| words.contains(&word).then(|| word.to_owned());
    let action = reading.read("action", "filter-unknown", |word| known(ACTIONS, word));
    let subject = reading.read("subject", "filter-unknown", |word| known(SUBJECTS, word));
    let subject_id = reading.read("number", "audit-no-number", |text| {
        text.strip_prefix(['R', 'r']).unwrap_or(text).trim_start_matches('-').parse().ok().filter(|no| *no > 0)
    });
    let game = reading.game();
    let (from, until) = reading.period();
    let (actor, text) = (reading.text("actor"), reading.text("text"));
    let filters = AuditFilters { actor, action, subject, subject_id, game, from, until, text };
    let complaints = reading.complaints();
    Narrowed { filters, filled: Filled { asked: asked.clone(), complaints } }
}

#[component]
pub fn AuditForm(filled: Filled, names: Names) -> impl IntoView {
    let mut actions: Vec<(String, String)> =
        ACTIONS.iter().map(|action| ((*action).to_owned(), t!(&format!("action-{action}")))).collect();
    actions.sort_by(|(_, one), (_, other)| one.cmp(other));
    let subjects = SUBJECTS.iter().map(|subject| ((*subject).to_owned(), t!(&format!("subject-{subject}")))).collect();
    let games = names.are_of_several_games().then(|| view! { <GameFilter filled=filled.clone() names/> });
    view! {
        <Filters action="/admin/audit" filled=filled.clone() fields=FIELDS keep=&[]>
            <TextFilter filled=filled.clone() name="actor" label=t!("audit-actor")/>
            <SelectFilter filled=filled.clone() name="action" label=t!("audit-action") all=t!("audit-all-actions") choices=actions/>
            <SelectFilter filled=filled.clone() name="subject" label=t!("audit-subject") all=t!("audit-all-subjects") choices=subjects/>
            <TextFilter filled=filled.clone() name="number" label=t!("audit-number")/>
            {games}
            <TextFilter filled=filled.clone() name="text" label=t!("audit-text")/>
            <PeriodFilter filled label=t!("audit-period")/>
        </Filters>
    }
    .into_any()
}
