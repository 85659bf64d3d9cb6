use grantdesk::people::Account;
use grantdesk::request::{Counts, DeliveryState, Direction, State};
use leptos::prelude::*;

use crate::parts::icon::Icon;
use crate::t;

/// The state of a request, by colour, picture and word.
#[component]
pub fn StateBadge(state: State) -> impl IntoView {
    let word = t!(&format!("state-{}", state.as_str()));
    view! { <span class="badge" data-state=state.as_str()><Icon name=state.as_str()/>{word}</span> }
}

/// The state of a delivery.
#[component]
pub fn DeliveryBadge(state: DeliveryState) -> impl IntoView {
    let word = t!(&format!("delivery-{}", state.as_str()));
    view! { <span class="badge" data-state=state.as_str()><Icon name=state.as_str()/>{word}</span> }
}

/// Grant or clawback.
#[component]
pub fn DirectionBadge(direction: Direction) -> impl IntoView {
    let word = t!(&format!("direction-{}", direction.as_str()));
    view! { <span class="badge" data-way=direction.as_str()><Icon name=direction.as_str()/>{word}</span> }
}

/// The state of a request, and how far it is while it is on its way.
#[component]
pub fn RequestBadge(state: State, counts: Counts) -> impl IntoView {
    let word = t!(&format!("state-{}", state.as_str()));
    let word = match state {
        State::Delivering => format!("{word} {}%", counts.settled() * 100 / counts.deliveries.max(1)),
        _ => word,
    };
    view! { <span class="badge" data-state=state.as_str()><Icon name=state.as_str()/>{word}</span> }
}

/// What is to be known of an account at a glance: disabled, locked, not begun, with a second factor.
#[component]
pub fn AccountBadges(account: Account, now: i64) -> impl IntoView {
    let badge = |tone: &'static str, icon: &'static str, text: String| {
        view! { <span class="badge" data-tone=tone><Icon name=icon/>{text}</span>" " }.into_any()
    };
    let locked = account.locked_until.is_some_and(|until| until > now);
    let invited = !account.has_password && account.disabled_at.is_none();
    view! {
        {account.disabled_at.map(|_| badge("calm", "closed", t!("account-disabled")))}
        {locked.then(|| badge("warn", "lock", t!("account-locked")))}
        {invited.then(|| badge("info", "pending", t!("account-invited")))}
        {account.has_second_factor.then(|| badge("good", "key", t!("account-second-factor")))}
    }
}

/// Something that is not offered any more.
#[component]
pub fn RetiredBadge() -> impl IntoView {
    view! { <span class="badge" data-tone="calm"><Icon name="closed"/>{t!("role-retired")}</span> }
}
