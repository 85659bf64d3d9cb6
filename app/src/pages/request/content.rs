use grantdesk::number::grouped;
use grantdesk::request::{Content, Direction, Line, Request};
use leptos::prelude::*;

use super::sheet::Sheet;
use crate::moment::Moment;
use crate::parts::lines::amount;
use crate::parts::sentence::{Around, HERE, in_line};
use crate::t;
use crate::words::{self, Language};

/// What was asked, as it was sealed.
pub fn view(sheet: &Sheet) -> AnyView {
    let detail = &sheet.detail;
    let (request, content, catalog) = (&detail.request, &detail.content, &detail.catalog);
    let names = sheet.names();
    let servers: Vec<String> = detail.servers.iter().map(|id| names.server(*id)).collect();
    let kind = catalog.id_kinds.iter().find(|kind| kind.code == request.id_kind);
    let kind = kind.map_or_else(|| request.id_kind.clone(), |kind| kind.label.clone());
    let validity = catalog.game.supports_validity || content.valid_from.is_some() || content.valid_until.is_some();
    let message = catalog.game.supports_messages || content.message.is_some();
    let rows = detail.lines.iter().map(|line| row(line, request)).collect_view();
    view! {
        <section class="panel">
            <h2>{t!("content-title")}</h2>
            <dl class="facts">
                {fact("content-game", names.game(request.game_id))}
                {fact("content-servers", in_line(&servers))}
                {fact("content-reason", names.full_reason(request.reason_id, request.detail_reason_id))}
                {fact("content-players", t!("content-players-of-kind", count = request.players, kind = kind))}
                {fact("content-order-number", match request.order_number.clone() {
                    Some(order) => view! { <code>{order}</code> }.into_any(),
                    None => none(),
                })}
                {validity.then(|| fact("content-validity", period(content)))}
                {message.then(|| fact("content-message", mailbox(content)))}
                {fact("content-comment", match request.comment.clone() {
                    empty if empty.is_empty() => none(),
                    comment => view! { <span class="typed">{comment}</span> }.into_any(),
                })}
            </dl>
            <div class="scroll" tabindex="0" role="region" aria-label=t!("content-items")>
                <table class="cards">
                    <thead>
                        <tr>
                            <th scope="col">{t!("content-item")}</th>
                            <th scope="col">{t!("content-code")}</th>
                            <th scope="col" class="num">{t!("content-each")}</th>
                            <th scope="col" class="num">{t!("content-deliveries")}</th>
                            <th scope="col" class="num">{t!("content-total")}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </section>
    }
    .into_any()
}

fn fact(key: &str, value: impl IntoView) -> AnyView {
    view! { <div><dt>{t!(key)}</dt><dd>{value}</dd></div> }.into_any()
}

fn none() -> AnyView {
    view! { <span class="soft">{t!("content-none")}</span> }.into_any()
}

fn row(line: &Line, request: &Request) -> AnyView {
    let (direction, deliveries) = (request.direction, request.counts.deliveries);
    let sign = if direction == Direction::Grant { "+" } else { "−" };
    let way = direction.as_str();
    let name = line.names.in_language(words::language().code()).to_owned();
    view! {
        <tr>
            <th scope="row" class="lead">{name}</th>
            <td><code>{line.code.clone()}</code></td>
            <td class="num" data-label=t!("content-each") data-way=way>{format!("{sign}{}", amount(line.quantity))}</td>
            <td class="num" data-label=t!("content-deliveries")>{grouped(deliveries)}</td>
            <td class="num push" data-label=t!("content-total") data-way=way>{format!("{sign}{}", grouped(line.quantity.total(request.players, request.servers())))}</td>
        </tr>
    }
    .into_any()
}

fn period(content: &Content) -> AnyView {
    let end = |key: &str, at: i64| view! { <Around text=t!(key, at = HERE)><Moment at/></Around> };
    match (content.valid_from, content.valid_until) {
        (None, None) => t!("content-always").into_any(),
        (Some(from), None) => end("content-from", from).into_any(),
        (None, Some(until)) => end("content-until", until).into_any(),
        (Some(from), Some(until)) => view! { {end("content-from", from)}" "{end("content-until", until)} }.into_any(),
    }
}

fn mailbox(content: &Content) -> AnyView {
    let Some(message) = &content.message else { return none() };
    let text = match words::language() {
        Language::English => &message.en,
        Language::Korean => &message.ko,
        Language::Japanese => &message.ja,
    };
    view! { {text.clone()}<br/><small>{message.key.clone()}</small> }.into_any()
}
