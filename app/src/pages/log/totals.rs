use grantdesk::ledger::{ItemTotal, Log, Totals};
use grantdesk::number::grouped;
use grantdesk::request::Direction;
use leptos::prelude::*;

use crate::parts::icon::Icon;
use crate::parts::names::Names;
use crate::t;

/// Items that stand beside the number of deliveries; the rest unfolds.
const IN_SIGHT: usize = 4;

/// One item over both directions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Item {
    game_id: i64,
    item_id: i64,
    deliveries: i64,
    granted: i128,
    taken: i128,
}

/// What there is in all of what is filtered: how many deliveries, and how much of each item.
#[component]
pub fn LogTotals(log: Log, totals: Totals, names: Names) -> impl IntoView {
    let of = |key: &str| t!(&format!("log-{key}-{}", log.as_str()));
    let (granted, clawed_back) = (totals.granted, totals.clawed_back);
    let items = by_frequency(&totals.items);
    let with_game = items.iter().any(|item| item.game_id != items[0].game_id);
    let rest = if items.len() > IN_SIGHT { items.clone() } else { Vec::new() };
    let in_sight: Vec<AnyView> = items
        .iter()
        .take(IN_SIGHT)
        .map(|item| {
            let game = with_game.then(|| format!("{}{}", t!("list-comma"), names.game(item.game_id)));
            view! {
                <div>
                    <dt>{names.item(item.item_id)}{game}</dt>
                    <dd>{net(*item)}</dd>
                    <dd>{t!(&format!("log-in-and-out-{}", log.as_str()), granted = grouped(item.granted), taken = grouped(item.taken))}</dd>
                </div>
            }
            .into_any()
        })
        .collect();
    view! {
        <section class="stack" aria-label=t!("log-totals")>
            <dl class="stats">
                <div><dt data-way="grant"><Icon name="grant"/>{of("granted")}</dt><dd>{grouped(granted)}</dd><dd>{t!("log-deliveries", count = granted)}</dd></div>
                <div><dt data-way="clawback"><Icon name="clawback"/>{of("clawed-back")}</dt><dd>{grouped(clawed_back)}</dd><dd>{t!("log-deliveries", count = clawed_back)}</dd></div>
                {in_sight}
            </dl>
            {(!rest.is_empty()).then(|| view! { <AllItems items=rest names with_game/> })}
        </section>
    }
    .into_any()
}

#[component]
fn AllItems(items: Vec<Item>, names: Names, with_game: bool) -> impl IntoView {
    let count = items.len();
    let rows: Vec<AnyView> = items
        .into_iter()
        .map(|item| {
            view! {
                <tr>
                    <th scope="row">{names.item(item.item_id)}</th>
                    {with_game.then(|| view! { <td>{names.game(item.game_id)}</td> })}
                    <td class="num" data-label=t!("column-deliveries")>{grouped(item.deliveries)}</td>
                    <td class="num" data-label=t!("column-granted")>{grouped(item.granted)}</td>
                    <td class="num" data-label=t!("column-taken")>{grouped(item.taken)}</td>
                    <td class="num" data-label=t!("column-net")>{net(item)}</td>
                </tr>
            }
            .into_any()
        })
        .collect();
    view! {
        <details>
            <summary class="button quiet"><Icon name="down"/>{t!("log-all-items", count = count as i64)}</summary>
            <div class="scroll boxed">
                <table class="cards">
                    <thead>
                        <tr>
                            <th scope="col">{t!("column-item")}</th>
                            {with_game.then(|| view! { <th scope="col">{t!("column-game")}</th> })}
                            <th scope="col" class="num">{t!("column-deliveries")}</th>
                            <th scope="col" class="num">{t!("column-granted")}</th>
                            <th scope="col" class="num">{t!("column-taken")}</th>
                            <th scope="col" class="num">{t!("column-net")}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </details>
    }
    .into_any()
}

/// The items that most deliveries are about, first.
fn by_frequency(totals: &[ItemTotal]) -> Vec<Item> {
    let mut items: Vec<Item> = Vec::new();
    for total in totals {
        let known = items.iter().position(|item| item.item_id == total.item_id);
        let at = known.unwrap_or_else(|| {
            let (game_id, item_id) = (total.game_id, total.item_id);
            items.push(Item { game_id, item_id, deliveries: 0, granted: 0, taken: 0 });
            items.len() - 1
        });
        items[at].deliveries += total.deliveries;
        match total.direction {
            Direction::Grant => items[at].granted += total.quantity,
            Direction::Clawback => items[at].taken += total.quantity,
        }
    }
    items.sort_by_key(|item| (std::cmp::Reverse(item.deliveries), item.item_id));
    items
}

fn net(item: Item) -> String {
    let net = item.granted - item.taken;
    if net > 0 { format!("+{}", grouped(net)) } else { grouped(net) }
}

#[cfg(test)]
mod tests {
    use grantdesk::ledger::ItemTotal;
    use grantdesk::request::Direction;

    use super::{by_frequency, net};

    fn total(item_id: i64, direction: Direction, deliveries: i64, quantity: i128) -> ItemTotal {
        ItemTotal { game_id: 1, direction, item_id, deliveries, firsts: deliveries, quantity }
    }

    #[test]
    fn what_was_given_and_taken_of_an_item_stands_together() {
        let totals = [
            total(1, Direction::Grant, 2, 600),
            total(2, Direction::Grant, 3, 3),
            total(1, Direction::Clawback, 2, 900),
            total(3, Direction::Clawback, 1, 1),
        ];
        let items = by_frequency(&totals);
        let shown: Vec<_> = items.iter().map(|item| (item.item_id, item.deliveries, net(*item))).collect();
        assert_eq!(shown, [(1, 4, "−300".to_owned()), (2, 3, "+3".to_owned()), (3, 1, "−1".to_owned())]);
    }
}
