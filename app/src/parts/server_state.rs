use grantdesk::catalog::Server;
use leptos::prelude::*;

use crate::moment;
use crate::parts::icon::Icon;
use crate::parts::why::why;
use crate::t;

/// What the breaker knows of a server: nobody probes it, so nothing more is claimed.
#[component]
pub fn ServerState(server: Server, now: i64) -> impl IntoView {
    let because = server.paused_because.as_deref().map(|cause| why(Some(cause), None));
    let (tone, icon, word, note) = match server.paused_until {
        _ if server.retired_at.is_some() => ("calm", "closed", t!("catalog-retired"), None),
        Some(until) if until > now => {
            let until = t!("dashboard-server-paused-until", until = moment::long(until));
            ("bad", "held", t!("dashboard-server-paused"), Some(until))
        }
        _ if server.pauses > 0 => ("warn", "again", t!("dashboard-server-trying"), None),
        _ => ("good", "approved", t!("dashboard-server-open"), None),
    };
    let note: Vec<String> = note.into_iter().chain(because.filter(|_| matches!(tone, "bad" | "warn"))).collect();
    view! {
        <span class="badge" data-tone=tone><Icon name=icon/>{word}</span>
        {(!note.is_empty()).then(|| view! { " "<small>{note.join(" · ")}</small> })}
    }
    .into_any()
}
