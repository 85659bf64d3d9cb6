//! What the islands of the form are given.

use grantdesk::catalog::{Catalog, IdKind};
use leptos::prelude::*;

use super::form::Sheet;
use crate::islands::players::{FoundWords, Kind, Listed, Outlook, PlayersFound, Plural, Rules, SentWords, WillBeSent};
use crate::t;

/// Below the list of players.
pub fn found(sheet: &Sheet, told: bool) -> AnyView {
    let rules = rules(&sheet.catalog, sheet.language.code());
    let start = Outlook::of(&sheet.form, &rules);
    let kind = sheet.id_kind().map(|kind| kind.label.clone()).unwrap_or_default();
    let words = FoundWords {
        none: t!("new-found-none"),
        ready: plural("new-found-ready"),
        of_lines: plural("new-found-of-lines"),
        blank: plural("new-found-blank"),
        spaced: plural("new-found-spaced"),
        odd: plural_of("new-found-odd", &kind),
        repeated: plural("new-found-repeated"),
        left_out: plural("new-found-left-out"),
        line: plural("new-found-lines"),
    };
    view! { <PlayersFound start rules words told/> }.into_any()
}

/// In the panel beside the form.
pub fn sent(sheet: &Sheet) -> AnyView {
    let listed = sheet.file.is_some().then(|| {
        let total = sheet.found().and_then(|found| found.quantities).map(|quantities| quantities.total);
        Listed { players: sheet.found().map_or(0, |found| found.players), total }
    });
    let rules = Rules { listed, ..rules(&sheet.catalog, sheet.language.code()) };
    let start = Outlook::of(&sheet.form, &rules);
    let words = SentWords {
        players: plural("new-sent-players"),
        items: plural("new-sent-items"),
        servers: plural("new-sent-servers"),
        deliveries: t!("new-sent-deliveries"),
        nothing: t!("new-sent-nothing"),
    };
    view! { <WillBeSent start rules words/> }.into_any()
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
        kinds: catalog.id_kinds.iter().map(kind).collect(),
        listed: None,
    }
}

fn plural(key: &'static str) -> Plural {
    plural_of(key, "")
}

/// The words for one and for several, with `{n}` where the number comes.
fn plural_of(key: &'static str, kind: &str) -> Plural {
    let words = |count: i64| t!(key, count = count, n = "{n}", lines = "{lines}", kind = kind.to_owned());
    Plural { one: words(1), other: words(2) }
}
