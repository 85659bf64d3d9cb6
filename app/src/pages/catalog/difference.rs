//! What is no longer what it was.

use grantdesk::catalog::{Difference, Kind, text};
use leptos::prelude::*;

use super::{form, problem};
use crate::parts::icon::Icon;
use crate::t;

/// Field by field: before, and after.
pub fn differences(kind: Kind, differences: &[Difference]) -> AnyView {
    let lines = differences.iter().map(|Difference { field, before, after }| {
        let before = before.as_ref().map(|before| {
            view! { <del>{problem::shown(kind, field, &text(before))}</del>" → " }
        });
        view! { <li>{form::label(kind, field)}{t!("label-colon")}{before}<ins>{problem::shown(kind, field, &text(after))}</ins></li> }
    });
    view! { <ul class="differences">{lines.collect_view()}</ul> }.into_any()
}

/// A change as a badge says it.
pub fn badge(word: &'static str) -> AnyView {
    let (tone, icon) = match word {
        "created" => ("good", "plus"),
        "retired" => ("calm", "closed"),
        "restored" => ("info", "again"),
        _ => ("warn", "edit"),
    };
    view! { <span class="badge" data-tone=tone><Icon name=icon/>{t!(&format!("catalog-what-{word}"))}</span> }
        .into_any()
}
