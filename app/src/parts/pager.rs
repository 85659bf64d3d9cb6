use leptos::prelude::*;

use crate::parts::icon::Icon;
use crate::t;

/// Newer and older: a keyset knows no page numbers. A link that leads nowhere is shown as such.
#[component]
pub fn Pager(newer: Option<String>, older: Option<String>, #[prop(into)] summary: String) -> impl IntoView {
    let link = |href: Option<String>, rel: &'static str, content: AnyView| match href {
        Some(href) => view! { <a class="button" rel=rel href=href>{content}</a> }.into_any(),
        None => view! { <a class="button" aria-disabled="true">{content}</a> }.into_any(),
    };
    view! {
        <nav class="pager" aria-label=t!("pages")>
            <p>{summary}</p>
            {link(newer, "prev", view! { <Icon name="newer"/>{t!("newer")} }.into_any())}
            {link(older, "next", view! { {t!("older")}<Icon name="older"/> }.into_any())}
        </nav>
    }
}
