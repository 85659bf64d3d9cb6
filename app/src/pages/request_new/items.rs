//! What is given or taken: the item lines, and what belongs to them.

use grantdesk::request::{Direction, Field, FormLine};
use jiff::civil::DateTime;
use leptos::prelude::*;

use super::complaints::{Marks, id, label};
use super::form::{Sheet, extra, field};
use crate::moment;
use crate::parts::field::Choice;
use crate::parts::icon::Icon;
use crate::t;

pub fn what(sheet: &Sheet) -> AnyView {
    // There is always a line to type into.
    let none = [FormLine::default()];
    let lines = if sheet.form.lines.is_empty() { none.as_slice() } else { sheet.form.lines.as_slice() };
    let last = lines.len() - 1;
    let rows = lines.iter().enumerate().map(|(i, line)| {
        let added = i == last && i > 0 && line.is_empty() && !sheet.checked;
        row(sheet, i, line, added, last > 0)
    });
    view! {
        <section class="step" id="what">
            <h2>{t!("new-what")}" "<span class="soft">{t!("new-what-note")}</span></h2>
            <div class="scroll boxed">
                <table class="lines">
                    <thead>
                        <tr>
                            <th scope="col">{t!("new-item")}</th>
                            <th scope="col" class="num slim">{t!("new-quantity")}</th>
                            <th scope="col" class="tick"><span class="hush">{t!("new-remove")}</span></th>
                        </tr>
                    </thead>
                    <tbody>{rows.collect_view()}</tbody>
                </table>
            </div>
            <div class="row"><button name="do" value="add-item"><Icon name="plus"/>{t!("new-add-item")}</button></div>
            <div class="fields">{order_number(sheet)}</div>
            {validity(sheet)}
            {message(sheet)}
        </section>
    }
    .into_any()
}

fn row(sheet: &Sheet, i: usize, line: &FormLine, added: bool, removable: bool) -> AnyView {
    let item = sheet.complaints.marks(Field::Item(i), false);
    // What is wrong with a quantity says what the most is.
    let most = sheet.item(line).map(|item| item.max_quantity).filter(|_| !sheet.complaints.has(Field::Quantity(i)));
    let quantity = sheet.complaints.marks(Field::Quantity(i), most.is_some());
    let most = most.map(|most| view! { <small class="num" id=format!("{}-hint", id(Field::Quantity(i)))>{t!("new-at-most", most = most)}</small> });
    let remove = removable.then(|| {
        view! {
            <button class="quiet lone" name="do" value=format!("remove-{}", i + 1) aria-label=t!("new-remove-n", line = i + 1) title=t!("new-remove")>
                <Icon name="x"/>
            </button>
        }
    });
    view! {
        <tr class="plain">
            <td data-label=t!("new-item")>
                <input
                    id=item.id.clone()
                    name="item"
                    list="items"
                    value=line.item.clone()
                    placeholder=t!("new-item-hint")
                    aria-label=label(Field::Item(i))
                    aria-invalid=item.aria_invalid()
                    aria-describedby=item.described_by
                    autocomplete="off"
                    spellcheck="false"
                    autofocus=added
                />
                {sheet.complaints.beside(Field::Item(i))}
            </td>
            <td data-label=t!("new-quantity")>
                <input
                    id=quantity.id.clone()
                    class="num"
                    name="quantity"
                    value=line.quantity.clone()
                    aria-label=label(Field::Quantity(i))
                    aria-invalid=quantity.aria_invalid()
                    aria-describedby=quantity.described_by
                    inputmode="numeric"
                    autocomplete="off"
                />
                {most}
                {sheet.complaints.beside(Field::Quantity(i))}
            </td>
            <td class="tick">{remove}</td>
        </tr>
    }
    .into_any()
}

fn order_number(sheet: &Sheet) -> AnyView {
    let free = sheet.kept_at.is_some()
        && !sheet.form.order_number.trim().is_empty()
        && Direction::parse(&sheet.form.direction).is_some()
        && !sheet.complaints.has(Field::OrderNumber);
    let hint = if free {
        view! { <span class="badge" data-tone="good"><Icon name="succeeded"/>{t!("new-order-free")}</span> }.into_any()
    } else {
        t!("new-order-number-hint").into_any()
    };
    let marks = sheet.complaints.marks(Field::OrderNumber, true);
    view! {
        <div class="field">
            <label for="order-number">{label(Field::OrderNumber)}</label>
            <input
                id="order-number"
                name="order_number"
                value=sheet.form.order_number.clone()
                aria-invalid=marks.aria_invalid()
                aria-describedby=marks.described_by
                autocomplete="off"
                spellcheck="false"
            />
            <small id="order-number-hint">{hint}</small>
            {sheet.complaints.beside(Field::OrderNumber)}
        </div>
    }
    .into_any()
}

/// Shown where the game supports it, and where something was typed that must not vanish.
fn validity(sheet: &Sheet) -> Option<AnyView> {
    let form = &sheet.form;
    if !sheet.catalog.game.supports_validity && form.valid_from.is_empty() && form.valid_until.is_empty() {
        return None;
    }
    let zone = sheet.zone.iana_name().map_or_else(|| moment::zone_name(sheet.now), ToOwned::to_owned);
    let time = |which, name: &'static str, value: &str, hint: String| {
        // A browser shows nothing of a time that it cannot read.
        let kind = if value.is_empty() || value.parse::<DateTime>().is_ok() { "datetime-local" } else { "text" };
        let value = value.to_owned();
        field(sheet, which, Some(hint), move |marks: Marks| {
            view! {
                <input id=marks.id.clone() type=kind name=name value=value aria-invalid=marks.aria_invalid() aria-describedby=marks.described_by/>
            }
            .into_any()
        })
    };
    let from = time(Field::ValidFrom, "valid_from", &form.valid_from, t!("new-valid-from-hint", zone = zone.clone()));
    let until = time(Field::ValidUntil, "valid_until", &form.valid_until, t!("new-valid-until-hint", zone = zone));
    Some(view! { <div class="fields">{from}{until}</div> }.into_any())
}

fn message(sheet: &Sheet) -> Option<AnyView> {
    if !sheet.catalog.game.supports_messages && sheet.form.message.is_empty() {
        return None;
    }
    let known = sheet.catalog.messages.iter().filter(|message| message.retired_at.is_none());
    let is_known = sheet.form.message.is_empty() || known.clone().any(|message| message.key == sheet.form.message);
    let messages = known.map(|message| {
        let label = format!("{} · {}", message.key, message.in_language(sheet.language.code()));
        view! { <Choice value=message.key.clone() chosen=message.key == sheet.form.message label/> }
    });
    let messages = view! {
        <option value="">{t!("new-no-message")}</option>
        {messages.collect_view()}
        {extra(sheet, &sheet.form.message, is_known)}
    };
    Some(field(sheet, Field::Message, Some(t!("new-message-hint")), |marks| {
        view! {
            <select id=marks.id.clone() name="message" aria-invalid=marks.aria_invalid() aria-describedby=marks.described_by>{messages}</select>
        }
        .into_any()
    }))
}
