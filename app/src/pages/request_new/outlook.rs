//! What the form would send, as it stands; the island `Counting` says it anew while somebody types.

use grantdesk::catalog::{Catalog, IdKind};
use grantdesk::number::grouped;
use leptos::prelude::*;

use super::form::Sheet;
use crate::islands::outlook::{Kind, Lines, Listed, Outlook, Rules};
use crate::islands::plural::Plural;
use crate::parts::icon::Icon;
use crate::t;

/// Below the list of players: how many can be read, and which lines cannot. `told` is whether the page says the latter
/// already; then it is said here again once something was typed.
pub fn found(sheet: &Sheet, told: bool) -> AnyView {
    let outlook = Outlook::of(&sheet.form, &rules(&sheet.catalog, sheet.language.code()));
    let kind = sheet.id_kind().map(|kind| kind.label.clone()).unwrap_or_default();
    let (ready, of_lines) = (plural("new-found-ready"), plural("new-found-of-lines"));
    let (ready_now, of_lines_now) = (ready.of(outlook.players), of_lines.of(outlook.lines));
    let hints = outlook.hints().map(|(name, lines)| hint(name, lines, &kind));
    view! {
        <div class="stack found" role="status">
            <p>
                <strong data-none="" hidden=outlook.lines != 0>{t!("new-found-none")}</strong>
                <strong data-ready="" data-one=ready.one data-other=ready.other hidden=outlook.lines == 0>{ready_now}</strong>" "
                <span class="soft" data-of-lines="" data-one=of_lines.one data-other=of_lines.other hidden=outlook.lines <= outlook.players>{of_lines_now}</span>
            </p>
            <ul class="hints" data-hints="" hidden=told>{hints.into_iter().collect_view()}</ul>
        </div>
    }
    .into_any()
}

fn hint(name: &'static str, lines: &Lines, kind: &str) -> AnyView {
    let (tone, icon) = match name {
        "repeated" => ("warn", "warn"),
        "left-out" => ("info", "info"),
        _ => ("bad", "failed"),
    };
    let words = plural_of(&format!("new-found-{name}"), kind);
    let named = plural("new-found-lines");
    let (words_now, named_now) = (words.of(lines.count), named.of(lines.count).replace("{lines}", &lines.names()));
    view! {
        <li data-tone=tone data-lines=name hidden=lines.count == 0>
            <Icon name=icon/>
            <span>
                <strong data-one=words.one data-other=words.other>{words_now}</strong>" "
                <span data-named="" data-one=named.one data-other=named.other>{named_now}</span>
            </span>
        </li>
    }
    .into_any()
}

/// In the panel beside the form: players times items times servers, and how much that is of every item.
pub fn sent(sheet: &Sheet) -> AnyView {
    let listed = sheet.file.is_some().then(|| {
        let total = sheet.found().and_then(|found| found.quantities).map(|quantities| quantities.total);
        Listed { players: sheet.found().map_or(0, |found| found.players), total }
    });
    let rules = Rules { listed, ..rules(&sheet.catalog, sheet.language.code()) };
    let outlook = Outlook::of(&sheet.form, &rules);
    let factor = |(name, count): (&'static str, usize)| {
        let words = plural(&format!("new-sent-{name}"));
        let now = words.of(count);
        view! {
            <span><b data-count=name>{grouped(count as i128)}</b>" "<span data-one=words.one data-other=words.other>{now}</span></span>
        }
    };
    let [players, items, servers] = outlook.product().map(factor);
    let way = outlook.direction.clone();
    let totals = outlook.totals.iter().cloned().map(|total| {
        view! { <div><dt>{total.item}</dt><dd class="num" data-way=way.clone()>{total.amount}</dd></div> }
    });
    view! {
        <p class="product" data-listed=listed.map(|listed| listed.players) data-total=listed.and_then(|listed| listed.total)>
            {players}<i>"×"</i>{items}<i>"×"</i>{servers}
        </p>
        <p class="soft" data-nothing="" hidden=outlook.tells()><small>{t!("new-sent-nothing")}</small></p>
        <dl class="facts narrow" data-totals="" hidden=!outlook.tells()>
            {totals.collect_view()}
            <div class="total"><dt>{t!("new-sent-deliveries")}</dt><dd data-deliveries="">{grouped(outlook.deliveries() as i128)}</dd></div>
        </dl>
    }
    .into_any()
}

fn rules(catalog: &Catalog, language: &str) -> Rules {
    let kind = |kind: &IdKind| Kind {
        code: kind.code.clone(),
        charset: kind.charset.clone(),
        min_length: kind.min_length,
        max_length: kind.max_length,
    };
    let servers = catalog.servers.iter().filter(|server| server.retired_at.is_none());
    let items = catalog.items.iter().filter(|item| item.retired_at.is_none());
    Rules {
        servers: servers.map(|server| server.code.clone()).collect(),
        items: items.map(|item| (item.code.clone(), item.names.in_language(language).to_owned())).collect(),
        kinds: catalog.usable_id_kinds().map(kind).collect(),
        listed: None,
    }
}

fn plural(key: &str) -> Plural {
    plural_of(key, "")
}

/// The words for one and for several, with `{n}` where the number comes.
fn plural_of(key: &str, kind: &str) -> Plural {
    let words = |count: i64| t!(key, count = count, n = "{n}", lines = "{lines}", kind = kind.to_owned());
    Plural { one: words(1), other: words(2) }
}
