use grantdesk::number::grouped;
use grantdesk::overview::Failing;
use grantdesk::request::number;
use leptos::prelude::*;

use super::loaded::Loaded;
use super::panel::{Align, Panel, body};
use crate::asked::Asked;
use crate::parts::icon::Icon;
use crate::parts::names::Names;
use crate::parts::trouble::Trouble;
use crate::parts::when::Ago;
use crate::t;

/// Rows in the panel; its link leads to the rest.
const ROWS: usize = 8;

/// Why deliveries failed, by cause and server, each with what is safe to do.
pub fn view(loaded: &Loaded) -> AnyView {
    let Loaded { failing, names, now, .. } = loaded;
    let columns = vec![
        (t!("dashboard-cause"), Align::Text),
        (t!("dashboard-deliveries"), Align::Number),
        (t!("dashboard-newest"), Align::Number),
        (t!("dashboard-step"), Align::Text),
    ];
    let rows: Vec<AnyView> = failing.iter().take(ROWS).map(|failing| row(failing, names, *now)).collect();
    let more = failing.len().saturating_sub(ROWS);
    let footer = (more > 0).then(|| t!("dashboard-failing-more", count = more));
    view! {
        <Panel title=t!("dashboard-failing") all=Some((loaded.failed, ALL)) nothing=t!("dashboard-failing-none") columns bodies=body(rows) footer/>
    }
    .into_any()
}

/// Every request that failed.
pub const ALL: &str = "/requests?state=failed";

fn row(failing: &Failing, names: &Names, now: i64) -> AnyView {
    let trouble = Trouble::of(failing);
    let (tone, icon) = trouble.look();
    let place = if names.are_of_several_games() {
        format!("{} · {}", names.server(failing.server_id), names.game(failing.game_id))
    } else {
        names.server(failing.server_id)
    };
    let advice = trouble.advice().map(|key| t!(&key));
    let requests = if failing.requests == 1 {
        view! { <a href=format!("/requests/{}", failing.request_id)>{number(failing.request_id)}</a> }.into_any()
    } else {
        let count = t!("dashboard-requests", count = failing.requests);
        view! { <a href=those(failing, names)>{count}</a> }.into_any()
    };
    let Failing { server_id, state, cause, code, .. } = failing;
    view! {
        <tr data-key=format!("{server_id}-{}-{cause}-{code}", state.as_str())>
            <th scope="row" class="lead"><span class="badge" data-tone=tone><Icon name=icon/>{trouble.title()}</span><small>{place}</small></th>
            <td class="num" data-label=t!("dashboard-deliveries")>{grouped(failing.deliveries)}</td>
            <td class="num" data-label=t!("dashboard-newest")><Ago at=failing.newest now/></td>
            <td><span title=advice>{trouble.next_step()}</span><small>{requests}</small></td>
        </tr>
    }
    .into_any()
}

/// The failed requests of the server.
fn those(failing: &Failing, names: &Names) -> String {
    let server = names.server_value(failing.server_id).unwrap_or_default();
    Asked::default().with("state", "failed").with("server", server).href("/requests")
}
