use grantdesk::catalog::Server;
use grantdesk::overview::ServerCalls;
use leptos::prelude::*;

use crate::moment;
use crate::parts::icon::Icon;
use crate::parts::why::why;
use crate::t;

/// Calls without a clear answer are many when they are one in so many.
const MANY: i64 = 10;

/// What the breaker knows of a server, and the calls that were made lately. Nobody probes it, so without calls nothing
/// more is claimed.
#[component]
pub fn ServerState(server: Server, #[prop(optional)] calls: Option<ServerCalls>, now: i64) -> impl IntoView {
    let because = server.paused_because.as_deref().map(|cause| why(Some(cause), None));
    let (tone, icon, word, note) = match server.paused_until {
        _ if server.retired_at.is_some() => ("calm", "closed", t!("catalog-retired"), None),
        Some(until) if until > now => {
            let until = t!("dashboard-server-paused-until", until = moment::long(until));
            ("bad", "held", t!("dashboard-server-paused"), Some(until))
        }
        _ if server.pauses > 0 => ("warn", "again", t!("dashboard-server-trying"), None),
        _ => match calls {
            None => ("good", "approved", t!("dashboard-server-open"), None),
            Some(calls) if calls.now.calls == 0 => ("calm", "waiting", t!("dashboard-server-quiet"), None),
            Some(calls) if calls.now.unclear() * MANY >= calls.now.calls => {
                ("warn", "unknown", t!("dashboard-server-unclear"), None)
            }
            Some(calls) if calls.is_slow() => ("warn", "pending", t!("dashboard-server-slow"), None),
            Some(_) => ("good", "approved", t!("dashboard-server-well"), None),
        },
    };
    let note: Vec<String> = note.into_iter().chain(because.filter(|_| server.pauses > 0)).collect();
    view! {
        <span class="badge" data-tone=tone><Icon name=icon/>{word}</span>
        {(!note.is_empty()).then(|| view! { " "<small>{note.join(" · ")}</small> })}
    }
    .into_any()
}
