use grantdesk::lookup::{Account, Amounts, ItemTotals, Standing};
use grantdesk::number::grouped;
use leptos::prelude::*;

use super::{PATH, Sheet};
use crate::asked::Asked;
use crate::parts::icon::Icon;
use crate::t;

/// What each player of this ID got and lost of every item, all of it: one in each game and by each kind of ID.
pub fn view(sheet: &Sheet, player: &str, accounts: &[Account], by_order: bool) -> AnyView {
    let several = accounts.len() > 1;
    let narrowed = sheet.look_up.id_kind.is_some() || by_order;
    let everywhere = narrowed.then(|| {
        let all = Asked::default().with("q", player).href(PATH);
        view! { <p><a href=all>{t!("players-everywhere", player = player.to_owned())}</a></p> }
    });
    let accounts = accounts.iter().map(|account| {
        let only = several.then(|| {
            let only = Asked::default().with("q", player).with("game", sheet.names.code(account.game_id));
            only.with("kind", &account.id_kind).href(PATH)
        });
        panel(sheet, account, only)
    });
    view! {
        {several.then(|| view! { <p class="notice" data-tone="warn"><Icon name="warn"/><span>{t!("players-several")}</span></p> })}
        {accounts.collect_view()}
        {everywhere}
    }
    .into_any()
}

fn panel(sheet: &Sheet, account: &Account, only: Option<String>) -> AnyView {
    let game = sheet.names.game(account.game_id);
    let kind = sheet.names.id_kind(account.game_id, &account.id_kind);
    let of = |standing| (account.count(standing) > 0).then(|| account.count(standing));
    let has = |amount: fn(&Amounts) -> i128| {
        account.items.iter().any(|item| amount(&item.grants) != 0 || amount(&item.clawbacks) != 0)
    };
    let shown = Columns { pending: has(|of| of.pending), unknown: has(|of| of.unknown), failed: has(|of| of.failed) };
    let rows = account.items.iter().map(|item| row(sheet, item, shown)).collect_view();
    let unknown = of(Standing::Unknown).map(|count| {
        let those = sheet.asked.only(&["q", "game", "kind"]).with("state", "unknown").href(PATH);
        view! {
            <p class="notice" data-tone="odd">
                <Icon name="unknown"/>
                <span><strong>{t!("players-unknown", count = count)}</strong>" "{t!("players-unknown-do")}" "<a href=those>{t!("hint-show-them")}</a></span>
            </p>
        }
    });
    view! {
        <section class="panel">
            <header>
                <h2>{game.clone()}" "<small class="soft">{kind}</small></h2>
                <p class="soft">{t!("players-deliveries", count = account.deliveries())}</p>
                {only.map(|only| view! { <a href=only aria-label=t!("players-only-this-of", game = game.clone())>{t!("players-only-this")}</a> })}
            </header>
            {unknown}
            <div class="scroll" tabindex="0" role="region" aria-label=t!("totals-of", game = game)>
                <table class="cards">
                    <thead>
                        <tr>
                            <th scope="col">{t!("content-item")}</th>
                            <th scope="col" class="num">{t!("totals-given")}</th>
                            <th scope="col" class="num">{t!("totals-taken")}</th>
                            <th scope="col" class="num">{t!("totals-net")}</th>
                            {shown.pending.then(|| view! { <th scope="col" class="num">{t!("totals-pending")}</th> })}
                            {shown.unknown.then(|| view! { <th scope="col" class="num">{t!("totals-unknown")}</th> })}
                            {shown.failed.then(|| view! { <th scope="col" class="num">{t!("totals-failed")}</th> })}
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </section>
    }
    .into_any()
}

/// Columns that stand only where something is in them.
#[derive(Clone, Copy)]
struct Columns {
    pending: bool,
    unknown: bool,
    failed: bool,
}

fn row(sheet: &Sheet, item: &ItemTotals, shown: Columns) -> AnyView {
    let (given, taken) = (item.grants.done, item.clawbacks.done);
    let both = |amount: fn(&Amounts) -> i128| signed(amount(&item.grants), amount(&item.clawbacks));
    view! {
        <tr>
            <th scope="row" class="lead">{sheet.names.item(item.item_id)}</th>
            <td class="num" data-label=t!("totals-given") data-way=(given > 0).then_some("grant")>{signed(given, 0)}</td>
            <td class="num" data-label=t!("totals-taken") data-way=(taken > 0).then_some("clawback")>{signed(0, taken)}</td>
            <td class="num" data-label=t!("totals-net")><strong>{grouped(item.net())}</strong></td>
            {shown.pending.then(|| view! { <td class="num" data-label=t!("totals-pending")>{both(|of| of.pending)}</td> })}
            {shown.unknown.then(|| view! { <td class="num" data-label=t!("totals-unknown")>{both(|of| of.unknown)}</td> })}
            {shown.failed.then(|| view! { <td class="num" data-label=t!("totals-failed")>{both(|of| of.failed)}</td> })}
        </tr>
    }
    .into_any()
}

/// What is to come and what is to go: +300 −100.
fn signed(granted: i128, clawed_back: i128) -> String {
    match (granted, clawed_back) {
        (0, 0) => "0".into(),
        (granted, 0) => format!("+{}", grouped(granted)),
        (0, clawed_back) => grouped(-clawed_back),
        (granted, clawed_back) => format!("+{} {}", grouped(granted), grouped(-clawed_back)),
    }
}

#[cfg(test)]
mod tests {
    use super::signed;

    #[test]
    fn what_comes_and_what_goes_is_told_apart() {
        assert_eq!(signed(0, 0), "0");
        assert_eq!(signed(14_480, 0), "+14,480");
        assert_eq!(signed(0, 3_960), "−3,960");
        assert_eq!(signed(300, 100), "+300 −100");
    }
}
