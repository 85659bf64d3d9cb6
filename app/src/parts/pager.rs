use leptos::prelude::*;

use crate::moment;
use crate::parts::icon::Icon;
use crate::t;

/// So many of what is numbered are on a page.
pub const SHOWN: i64 = 50;

/// Newer and older: a keyset knows no page numbers. A link that leads nowhere is shown as such.
#[component]
pub fn Pager(newer: Option<String>, older: Option<String>, #[prop(into)] summary: String) -> impl IntoView {
    turns(summary, (newer, t!("newer")), (older, t!("older")))
}

/// How many are shown, from when to when; a line never ends within a moment.
pub fn span(count: usize, newest: i64, oldest: i64, moment: fn(i64) -> String) -> String {
    let whole = |at| moment(at).replace(' ', "\u{a0}").replace('-', "\u{2011}");
    let (count, zone) = (count as i64, moment::zone_name(newest));
    match (whole(newest), whole(oldest)) {
        (newest, oldest) if newest == oldest => t!("list-moment", count = count, moment = newest, zone = zone),
        (newest, oldest) => t!("list-span", count = count, newest = newest, oldest = oldest, zone = zone),
    }
}

/// What is shown of so many that count from 1 without a gap, and the way to the rest.
pub fn pager(count: i64, after: i64, place: impl Fn(i64) -> String) -> Option<AnyView> {
    if count <= SHOWN && after == 0 {
        return None;
    }
    let after = after.clamp(0, i64::MAX - SHOWN);
    let before = (after > 0).then(|| place((after - SHOWN).max(0)));
    let next = (after + SHOWN < count).then(|| place(after + SHOWN));
    let span = t!("file-findings-span", first = after + 1, last = count.min(after + SHOWN), count = count);
    Some(turns(span, (before, t!("file-findings-before")), (next, t!("file-findings-after"))))
}

fn turns(
    summary: String,
    (back, back_words): (Option<String>, String),
    (on, on_words): (Option<String>, String),
) -> AnyView {
    let link = |href: Option<String>, rel: &'static str, content: AnyView| match href {
        Some(href) => view! { <a class="button" rel=rel href=href>{content}</a> }.into_any(),
        None => view! { <a class="button" aria-disabled="true">{content}</a> }.into_any(),
    };
    view! {
        <nav class="pager" aria-label=t!("pages")>
            <p>{summary}</p>
            {link(back, "prev", view! { <Icon name="newer"/>{back_words} }.into_any())}
            {link(on, "next", view! { {on_words}<Icon name="older"/> }.into_any())}
        </nav>
    }
    .into_any()
}
