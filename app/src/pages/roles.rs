//! What roles there are, what each allows, and how many hold it.

use axum::extract::State;
use axum::response::Response;
use grantdesk::number::grouped;
use grantdesk::people::{Permission, Role};
use leptos::prelude::*;

use crate::app::App;
use crate::failure::Failure;
use crate::parts::badge::RetiredBadge;
use crate::parts::icon::Icon;
use crate::render::page;
use crate::t;
use crate::visitor::Visitor;

pub async fn show(State(app): State<App>, visitor: Visitor) -> Result<Response, Failure> {
    let roles = app.desk.admin(&visitor.person)?.roles().await?;
    let may_change = visitor.person.may_everywhere(Permission::Administer);
    page(&app, &visitor, "roles-title", move || {
        let add = may_change.then(|| {
            view! { <menu><li><a class="button primary" href="/admin/roles/new"><Icon name="plus"/>{t!("role-new")}</a></li></menu> }
        });
        view! {
            <header class="heading"><div><h1>{t!("roles-title")}</h1><p>{t!("roles-intro")}</p></div>{add}</header>
            {table(&roles, may_change)}
        }
    })
    .await
}

fn table(roles: &[Role], may_change: bool) -> AnyView {
    let heads = Permission::ALL.map(|permission| view! { <th scope="col">{name(permission)}</th> });
    let rows = roles.iter().map(|role| {
        let cells = Permission::ALL.map(|permission| {
            let held = role.permissions.contains(&permission);
            let mark = held.then(|| view! { <Icon name="approved"/><span class="hush">{t!("yes")}</span> });
            view! { <td data-label=held.then(|| name(permission))>{mark}</td> }
        });
        let title = if may_change {
            view! { <a href=format!("/admin/roles/{}", role.id)>{role.name.clone()}</a> }.into_any()
        } else {
            role.name.clone().into_any()
        };
        let retired = role.retired_at.map(|_| view! { " "<RetiredBadge/> });
        let holders = format!("/admin/users?role={}", role.id);
        view! {
            <tr>
                <th scope="row">{title}{retired}</th>
                {cells.collect_view()}
                <td class="num" data-label=t!("roles-holders")><a href=holders aria-label=t!("role-holders", count = role.holders, role = role.name.clone())>{grouped(role.holders)}</a></td>
            </tr>
        }
    });
    view! {
        <div class="scroll boxed">
            <table class="cards matrix">
                <thead>
                    <tr><th scope="col">{t!("role")}</th>{heads.collect_view()}<th scope="col" class="num">{t!("roles-holders")}</th></tr>
                </thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}

/// What a permission is called.
pub(super) fn name(permission: Permission) -> String {
    t!(&format!("permission-{}", permission.as_str()))
}
