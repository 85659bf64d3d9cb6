use grantdesk::catalog::Server;
use grantdesk::number::grouped;
use grantdesk::overview::ServerCalls;
use leptos::prelude::*;

use super::loaded::Loaded;
use super::panel::{Align, Panel, body};
use crate::parts::server_state::ServerState;
use crate::t;

/// How each game server answers, beside its own past.
pub fn view(loaded: &Loaded) -> AnyView {
    let names = &loaded.names;
    let columns = vec![
        (t!("column-server"), Align::Text),
        (t!("column-state"), Align::Text),
        (t!("dashboard-answers"), Align::Number),
        (t!("dashboard-calls"), Align::Number),
    ];
    let servers = names.0.iter().flat_map(|catalog| &catalog.servers).filter(|server| server.retired_at.is_none());
    let rows: Vec<AnyView> = servers.map(|server| row(server, loaded)).collect();
    let is_compared = loaded.calls.iter().any(|calls| calls.usual.average().is_some());
    let note = if is_compared { "dashboard-servers-note-usual" } else { "dashboard-servers-note" };
    let footer = (!rows.is_empty()).then(|| t!(note));
    view! {
        <Panel title=t!("dashboard-servers") nothing=t!("dashboard-servers-none") columns bodies=body(rows) footer/>
    }
    .into_any()
}

fn row(server: &Server, loaded: &Loaded) -> AnyView {
    let game = loaded.names.are_of_several_games().then(|| loaded.names.game(server.game_id));
    let of_server = loaded.calls.iter().find(|calls| calls.server_id == server.id).cloned();
    let calls = of_server.unwrap_or(ServerCalls { server_id: server.id, ..ServerCalls::default() });
    let usual = calls.usual.average().map(|ms| t!("dashboard-usually", ms = ms));
    let unclear = Some(calls.now.unclear()).filter(|unclear| *unclear > 0);
    let unclear = unclear
        .map(|count| view! { <small class="num" data-tone="odd">{t!("dashboard-unclear", count = count)}</small> });
    view! {
        <tr data-key=server.id.to_string()>
            <th scope="row" class="lead">{server.name.clone()}{game.map(|game| view! { <small>{game}</small> })}</th>
            <td><ServerState server=server.clone() calls=calls.clone() now=loaded.now/></td>
            <td class="num" data-label=t!("dashboard-answers")>{calls.now.average().map(|ms| t!("dashboard-ms", ms = ms))}{usual.map(|usual| view! { <small>{usual}</small> })}</td>
            <td class="num" data-label=t!("dashboard-calls") class:soft=calls.now.calls == 0>{grouped(calls.now.calls)}{unclear}</td>
        </tr>
    }
    .into_any()
}
