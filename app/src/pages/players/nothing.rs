use grantdesk::catalog::Catalog;
use leptos::prelude::*;

use super::Sheet;
use crate::parts::icon::Icon;
use crate::{t, words};

/// What was looked for and where; or, before anything was typed, what can be.
pub fn view(sheet: &Sheet) -> AnyView {
    let text = &sheet.look_up.text;
    let (icon, title, why) = if text.is_empty() {
        ("player", t!("players-ask"), t!("players-ask-why"))
    } else {
        ("search", t!("players-nothing", text = clipped(text)), t!("players-nothing-why"))
    };
    let searched = sheet.names.0.iter().filter(|catalog| sheet.look_up.game.is_none_or(|game| game == catalog.game.id));
    let games = searched.map(|catalog| {
        let name = catalog.game.names.in_language(words::language().code()).to_owned();
        view! { <div><dt>{name}</dt><dd>{kinds(catalog)}</dd></div> }
    });
    view! {
        <div class="empty">
            <Icon name=icon/>
            <h2>{title}</h2>
            <p>{why}</p>
            <dl class="facts">{games.collect_view()}</dl>
        </div>
    }
    .into_any()
}

/// The kinds of ID of a game, with what each looks like, and that orders are looked for as well.
fn kinds(catalog: &Catalog) -> String {
    let kinds = catalog.id_kinds.iter().map(|kind| {
        let rule = if kind.charset == "digits" { "new-kind-digits" } else { "new-kind-letters" };
        t!("players-kind", kind = kind.label.clone(), rule = t!(rule, min = kind.min_length, max = kind.max_length))
    });
    let all: Vec<String> = kinds.chain([t!("column-order")]).collect();
    all.join(&t!("list-comma"))
}

fn clipped(text: &str) -> String {
    let mut clipped: String = text.chars().take(60).collect();
    if clipped.len() < text.len() {
        clipped.push('…');
    }
    clipped
}
