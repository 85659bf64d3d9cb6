//! What was found in a bulk file as a whole.

use grantdesk::batch::{BatchColumn, BatchFound, BatchTotal, Said};
use grantdesk::catalog::Catalog;
use grantdesk::number::grouped;
use grantdesk::request::Direction;
use grantdesk::upload::Upload;
use leptos::prelude::*;

use super::super::request_new::{notes, read_as};
use crate::islands::upload::size;
use crate::parts::badge::DirectionBadge;
use crate::parts::icon::Icon;
use crate::t;
use crate::words;

pub fn stats(found: &BatchFound, keep_first: bool) -> AnyView {
    let stat = |tone: Option<&'static str>, name: String, figure: usize, note: Option<AnyView>| {
        let icon = match tone {
            Some("good") => Some("succeeded"),
            Some("bad") => Some("failed"),
            Some(_) => Some("warn"),
            None => None,
        };
        view! {
            <div>
                <dt data-tone=tone>{icon.map(|name| view! { <Icon name/> })}{name}</dt>
                <dd>{grouped(figure as i128)}</dd>
                {note.map(|note| view! { <dd>{note}</dd> })}
            </div>
        }
    };
    let link = |place: &'static str| Some(view! { <a href=place>{t!("file-see-below")}</a> }.into_any());
    let of = |direction: Direction| -> usize {
        found.totals.iter().filter(|total| total.direction == direction).map(|total| total.requests).sum()
    };
    let (grants, clawbacks) = (of(Direction::Grant), of(Direction::Clawback));
    let ways = match (grants, clawbacks) {
        (0, 0) => None,
        (grants, 0) => Some(t!("bulk-grants", count = grants)),
        (0, clawbacks) => Some(t!("bulk-clawbacks", count = clawbacks)),
        (grants, clawbacks) => {
            let (grants, clawbacks) = (t!("bulk-grants", count = grants), t!("bulk-clawbacks", count = clawbacks));
            Some(format!("{grants}{}{clawbacks}", t!("list-comma")))
        }
    };
    let cleaned: usize = found.notes.iter().map(|note| note.count).sum();
    let repeated_note = if keep_first { Some(t!("file-repeated-left-out").into_any()) } else { link("#rows") };
    view! {
        <dl class="stats">
            {stat(None, t!("file-rows"), found.rows, None)}
            {stat(None, t!("bulk-requests"), found.requests, ways.map(IntoAny::into_any))}
            {stat(None, t!("file-players"), found.players, Some(t!("bulk-players-each").into_any()))}
            {(cleaned > 0).then(|| stat(Some("good"), t!("file-cleaned"), cleaned, link("#cleaned")))}
            {(found.bad > 0).then(|| stat(Some("bad"), t!("file-wrong"), found.bad, link("#rows")))}
            {(found.repeated > 0).then(|| stat(Some("warn"), t!("file-repeated"), found.repeated, repeated_note))}
        </dl>
    }
    .into_any()
}

/// The file, and how it was understood.
pub fn facts(upload: &Upload, found: &BatchFound) -> AnyView {
    let columns = found.columns.iter().filter(|column| column.said != Said::Unused || !column.name.is_empty());
    let columns = columns.map(column).collect_view();
    let has_columns = !found.columns.is_empty();
    view! {
        <dl class="facts">
            <div><dt>{t!("bulk-file")}</dt><dd><strong>{upload.name.clone()}</strong>" "<small>{size(upload.size)}</small></dd></div>
            {found.format.as_ref().map(|format| view! { <div><dt>{t!("file-read-as")}</dt><dd>{read_as(format)}</dd></div> })}
        </dl>
        {has_columns.then(|| view! {
            <dl class="facts whole"><div><dt>{t!("file-columns")}</dt><dd><ul class="columns">{columns}</ul></dd></div></dl>
        })}
        {notes(&found.notes)}
    }
    .into_any()
}

/// A column that is called what it says is named once.
fn column(column: &BatchColumn) -> AnyView {
    let tone = if column.said == Said::Info { "calm" } else { "good" };
    view! { <li><code>{column.name.clone()}</code>" "<span class="badge" data-tone=tone>{said(column.said)}</span></li> }
        .into_any()
}

/// What a column says, in words.
pub fn said(said: Said) -> String {
    match said {
        Said::Info => t!("file-role-info"),
        Said::Unused => t!("file-role-unused"),
        said => t!(&format!("bulk-said-{}", said.name().replace('_', "-"))),
    }
}

/// What the requests give and take in all, item by item.
pub fn totals(totals: &[BatchTotal], catalog: &Catalog) -> AnyView {
    let rows = totals.iter().map(|total| {
        let way = total.direction.as_str();
        view! {
            <tr>
                <td><DirectionBadge direction=total.direction/></td>
                <th scope="row" class="clip">{item(catalog, &total.item)}" "<small><code>{total.item.clone()}</code></small></th>
                <td class="num" data-label=t!("bulk-requests")>{grouped(total.requests as i128)}</td>
                <td class="num" data-label=t!("content-total") data-way=way>{signed(total.direction, total.total)}</td>
            </tr>
        }
    });
    view! {
        <div class="scroll" tabindex="0" role="region" aria-label=t!("bulk-totals")>
            <table class="cards">
                <thead>
                    <tr>
                        <th scope="col">{t!("column-direction")}</th>
                        <th scope="col">{t!("content-item")}</th>
                        <th scope="col" class="num">{t!("bulk-requests")}</th>
                        <th scope="col" class="num">{t!("content-total")}</th>
                    </tr>
                </thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}

/// An item's name in the language of the page.
pub fn item(catalog: &Catalog, code: &str) -> String {
    let item = catalog.items.iter().find(|item| item.code == code);
    item.map_or_else(|| code.to_owned(), |item| item.names.in_language(words::language().code()).to_owned())
}

/// +300, −300
pub fn signed(direction: Direction, amount: impl Into<i128>) -> String {
    let sign = if direction == Direction::Grant { '+' } else { '−' };
    format!("{sign}{}", grouped(amount))
}
