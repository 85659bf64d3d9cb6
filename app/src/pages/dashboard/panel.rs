use leptos::prelude::*;

use crate::t;

/// Where a column's head stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    Text,
    Number,
}

/// A titled table with a link to all of it; a sentence when there is nothing, and perhaps one below it.
#[component]
pub fn Panel(
    title: String,
    /// How many there are in all, and where.
    #[prop(optional_no_strip)]
    all: Option<(i64, &'static str)>,
    nothing: String,
    columns: Vec<(String, Align)>,
    bodies: Vec<AnyView>,
    #[prop(optional_no_strip)] footer: Option<String>,
) -> impl IntoView {
    let all = all
        .filter(|(count, _)| *count > 0)
        .map(|(count, href)| view! { <a href=href>{t!("dashboard-all", count = count)}</a> });
    let columns: Vec<AnyView> = columns
        .into_iter()
        .map(|(name, align)| {
            view! { <th scope="col" class=(align == Align::Number).then_some("num")>{name}</th> }.into_any()
        })
        .collect();
    let body = if bodies.is_empty() {
        view! { <p class="soft">{nothing}</p> }.into_any()
    } else {
        view! {
            <div class="scroll" tabindex="0" role="region" aria-label=title.clone()>
                <table class="cards"><thead><tr>{columns}</tr></thead>{bodies}</table>
            </div>
        }
        .into_any()
    };
    let footer = footer.map(|text| view! { <footer>{text}</footer> });
    view! { <section class="panel"><header><h2>{title.clone()}</h2>{all}</header>{body}{footer}</section> }.into_any()
}

/// A body of these rows, if there are any.
pub fn body(rows: Vec<AnyView>) -> Vec<AnyView> {
    if rows.is_empty() { rows } else { vec![view! { <tbody>{rows}</tbody> }.into_any()] }
}
