use std::collections::HashMap;

use grantdesk::event::Audited;
use grantdesk::people::{Admin, Role};
use grantdesk::request::number;
use leptos::prelude::*;

use super::details;
use crate::failure::Failure;
use crate::moment::{self, Moment};
use crate::parts::actor::actor;
use crate::parts::names::Names;
use crate::parts::when::Stamp;
use crate::{t, words};

/// Lines of the log, and the names of what they are about.
#[derive(Debug)]
pub struct Log {
    pub rows: Vec<Audited>,
    users: HashMap<i64, String>,
    roles: Vec<Role>,
    names: Names,
}

impl Log {
    pub async fn read(admin: &Admin<'_>, rows: Vec<Audited>, names: Names, roles: Vec<Role>) -> Result<Log, Failure> {
        let about = rows.iter().filter(|row| row.subject == "user").map(|row| row.subject_id);
        let about: Vec<i64> = about.collect();
        let users = admin.names(&about).await?.into_iter().collect();
        Ok(Log { rows, users, roles, names })
    }

    /// Each line opens to show what changed.
    pub fn view(&self) -> AnyView {
        let rows = self.rows.iter().map(|row| self.row(row)).collect_view();
        view! { <ol class="log">{rows}</ol> }.into_any()
    }

    fn row(&self, row: &Audited) -> AnyView {
        let event = &row.event;
        let subject = self.subject(row);
        let (kind, name) = (self.kind(row), subject.clone());
        let link = match row.subject.as_str() {
            "request" => Some(format!("/requests/{}", row.subject_id)),
            "user" => Some(format!("/admin/users/{}", row.subject_id)),
            _ => None,
        };
        let about = match link {
            Some(href) => view! { <a href=href>{subject}</a> }.into_any(),
            None => subject.into_any(),
        };
        let by = match event.actor_id {
            Some(id) => view! { <a href=format!("/admin/users/{id}")>{event.actor_name.clone()}</a> }.into_any(),
            None => actor(event).into_any(),
        };
        let address = (!event.address.is_empty())
            .then(|| view! { <div><dt>{t!("audit-address")}</dt><dd><code>{event.address.clone()}</code></dd></div> });
        let game = match row.game_id {
            Some(game) => Some(self.names.game(game)).filter(|_| row.subject != "game"),
            None => details::is_of_every_game(&event.details).then(|| t!("every-game")),
        };
        let game = game.map(|game| view! { <div><dt>{t!("column-game")}</dt><dd>{game}</dd></div> });
        view! {
            <li>
                <details>
                    <summary>
                        <span><Stamp at=event.at/></span>
                        <span>{actor(event)}</span>
                        <strong>{action(&event.action)}</strong>
                        <span><small>{kind.clone()}</small>" "{name}</span>
                    </summary>
                    <div class="stack">
                        <dl class="facts">
                            <div><dt>{t!("column-time")}</dt><dd><Moment at=event.at seconds=true/>" "{moment::zone_name(event.at)}</dd></div>
                            <div><dt>{t!("audit-actor")}</dt><dd>{by}</dd></div>
                            {address}
                            <div><dt>{kind}</dt><dd>{about}</dd></div>
                            {game}
                            <div><dt>{t!("audit-event")}</dt><dd>{event.id}</dd></div>
                            {details::facts(&event.details)}
                        </dl>
                        {details::changes(&event.details)}
                    </div>
                </details>
            </li>
        }
        .into_any()
    }

    fn kind(&self, row: &Audited) -> String {
        let key = format!("subject-{}", row.subject);
        if words::has(&key) { t!(&key) } else { row.subject.clone() }
    }

    /// What it is about, by its name.
    fn subject(&self, row: &Audited) -> String {
        let id = row.subject_id;
        let name = match row.subject.as_str() {
            "request" => Some(number(id)),
            "user" => self.users.get(&id).cloned(),
            "game" => Some(self.names.game(id)),
            "server" => Some(self.names.server(id)),
            "role" => self.roles.iter().find(|role| role.id == id).map(|role| role.name.clone()),
            // An entry of a game's catalog.
            _ => row.event.detail("code"),
        };
        name.filter(|name| !name.is_empty()).unwrap_or_else(|| format!("#{id}"))
    }
}

/// The words of an action; one that has none stands as it is stored.
fn action(action: &str) -> String {
    let key = format!("action-{action}");
    if words::has(&key) { t!(&key) } else { action.to_owned() }
}
