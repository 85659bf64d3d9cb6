use grantdesk::number::grouped;
use grantdesk::overview::Given;
use grantdesk::request::Direction;
use leptos::prelude::*;

use super::loaded::Loaded;
use super::panel::{Align, Panel};
use crate::asked::Asked;
use crate::moment;
use crate::parts::icon::Icon;
use crate::t;

/// Items shown of each direction.
const ITEMS: usize = 10;

/// What was given and taken today, item by item, beside what is usual.
pub fn view(loaded: &Loaded) -> AnyView {
    let columns = vec![
        (t!("dashboard-item"), Align::Text),
        (t!("dashboard-today"), Align::Number),
        (t!("dashboard-beside"), Align::Text),
    ];
    let bodies = [Direction::Grant, Direction::Clawback].into_iter().filter_map(|way| items(loaded, way)).collect();
    let footer = (!loaded.given.is_empty()).then(|| t!("dashboard-given-note"));
    view! {
        <Panel title=t!("dashboard-given") nothing=t!("dashboard-given-none") columns bodies footer/>
    }
    .into_any()
}

/// A body of rows for one direction.
fn items(loaded: &Loaded, way: Direction) -> Option<AnyView> {
    let of_way: Vec<&Given> = loaded.given.iter().filter(|given| given.direction == way).collect();
    if of_way.is_empty() {
        return None;
    }
    let title = match way {
        Direction::Grant => t!("dashboard-given-grants"),
        Direction::Clawback => t!("dashboard-given-clawbacks"),
    };
    let more = of_way.len().saturating_sub(ITEMS);
    let more = (more > 0).then(|| t!("dashboard-given-more", count = more));
    let rows = of_way.into_iter().take(ITEMS).map(|given| row(given, loaded)).collect_view();
    Some(
        view! {
            <tbody>
                <tr><th scope="rowgroup" colspan="3">{title}{more.map(|more| format!(" {more}"))}</th></tr>
                {rows}
            </tbody>
        }
        .into_any(),
    )
}

fn row(given: &Given, loaded: &Loaded) -> AnyView {
    let names = &loaded.names;
    let game = names.are_of_several_games().then(|| names.game(given.game_id));
    let way = given.direction.as_str();
    let usual =
        (given.before > 0).then(|| view! { <small>{t!("dashboard-usual", quantity = grouped(given.usual()))}</small> });
    view! {
        <tr data-key=format!("{way}-{}", given.item_id)>
            <th scope="row" class="lead">{names.item(given.item_id)}{game.map(|game| view! { <small>{game}</small> })}</th>
            <td class="num"><a href=log_of(given, loaded)>{grouped(given.quantity)}</a>{usual}</td>
            <td class="push">{beside(given)}</td>
        </tr>
    }
    .into_any()
}

/// How many times the usual it is; said aloud when it is far above.
fn beside(given: &Given) -> AnyView {
    match given.tenths() {
        None => view! { <span class="soft">{t!("dashboard-first")}</span> }.into_any(),
        Some(tenths) if given.is_far_above() => {
            view! { <span class="badge" data-tone="warn"><Icon name="warn"/>{t!("dashboard-far", times = times(tenths))}</span> }
                .into_any()
        }
        Some(0) => "< 0.1 ×".into_any(),
        Some(tenths) => format!("{} ×", times(tenths)).into_any(),
    }
}

/// 0.4, 2.7, 31: tenths matter as long as there are few.
fn times(tenths: i128) -> String {
    if tenths >= 100 { grouped(tenths / 10) } else { format!("{}.{}", tenths / 10, tenths % 10) }
}

/// Today's deliveries of the item, in the log.
fn log_of(given: &Given, loaded: &Loaded) -> String {
    Asked::default()
        .with("item", loaded.names.item_value(given.item_id).unwrap_or_default())
        .with("direction", given.direction.as_str())
        .with("from", moment::day(loaded.days.today))
        .href("/log/success")
}

#[cfg(test)]
mod tests {
    use super::times;

    #[test]
    fn times_have_tenths_as_long_as_they_are_few() {
        assert_eq!(
            (times(4).as_str(), times(27).as_str(), times(100).as_str(), times(31_415).as_str()),
            ("0.4", "2.7", "10", "3,141")
        );
    }
}
