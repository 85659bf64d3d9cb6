//! Everybody who has an account.

use axum::extract::State;
use axum::response::Response;
use grantdesk::number::grouped;
use grantdesk::people::{Account, Accounts, Membership, Permission, Role};
use leptos::prelude::*;

use crate::app::App;
use crate::asked::{Asked, Reading};
use crate::failure::Failure;
use crate::parts::badge::AccountBadges;
use crate::parts::filters::{Filled, Filters, SelectFilter, TextFilter};
use crate::parts::icon::Icon;
use crate::parts::names::Names;
use crate::parts::notice::Empty;
use crate::parts::pager::pager;
use crate::parts::sentence::in_line;
use crate::parts::when::Brief;
use crate::render::page;
use crate::t;
use crate::visitor::Visitor;

const PATH: &str = "/admin/users";
/// What the form asks.
const FIELDS: &[&str] = &["q", "role"];

pub async fn show(State(app): State<App>, visitor: Visitor, asked: Asked) -> Result<Response, Failure> {
    let admin = app.desk.admin(&visitor.person)?;
    let names = Names(app.desk.catalogs(&visitor.person).await?);
    let roles = admin.roles().await?;
    let after = asked.get("after").parse().map_or(0, |after: i64| after.max(0));
    let asked = asked.only(&["state", "q", "role"]);
    let mut reading = Reading::new(&asked, &[], &visitor.zone);
    let role = reading.read("role", "filter-unknown", |id| {
        let id = id.parse().ok()?;
        roles.iter().any(|role| role.id == id).then_some(id)
    });
    let which = Accounts { search: asked.get("q").to_owned(), disabled: asked.get("state") == "disabled", role };
    let filled = Filled { asked: asked.clone(), complaints: reading.complaints() };
    let active = admin.count_accounts(&Accounts { disabled: false, ..which.clone() }).await?;
    let disabled = admin.count_accounts(&Accounts { disabled: true, ..which.clone() }).await?;
    let accounts = admin.accounts(&which, after).await?;
    let ids: Vec<i64> = accounts.iter().map(|account| account.id).collect();
    let memberships = admin.memberships(&ids).await?;
    let may_add = visitor.person.may_everywhere(Permission::Administer);
    let now = app.desk.now();
    page(&app, &visitor, "users-title", move || {
        let tab = |state: &'static str, label: String, count: i64| {
            let href = if state.is_empty() { asked.only(FIELDS) } else { asked.only(FIELDS).with("state", state) };
            let current = which.disabled == (state == "disabled");
            view! {
                <a href=href.href(PATH) aria-current=current.then_some("page")>
                    {label}" "<data value=count.to_string()>{grouped(count)}</data>
                </a>
            }
        };
        let add = may_add.then(|| {
            view! { <menu><li><a class="button primary" href="/admin/users/new"><Icon name="plus"/>{t!("user-new")}</a></li></menu> }
        });
        let count = if which.disabled { disabled } else { active };
        view! {
            <header class="heading"><div><h1>{t!("users-title")}</h1><p>{t!("users-intro")}</p></div>{add}</header>
            <nav class="tabs" aria-label=t!("users-tabs")>
                {tab("", t!("users-active"), active)}
                {tab("disabled", t!("users-disabled"), disabled)}
            </nav>
            <Search filled roles/>
            <Table accounts memberships names now/>
            {pager(count, after, |after| asked.clone().with("after", after).href(PATH))}
        }
    })
    .await
}

#[component]
fn Search(filled: Filled, roles: Vec<Role>) -> impl IntoView {
    let choices = roles.into_iter().map(|role| (role.id.to_string(), role.name)).collect();
    view! {
        <Filters action=PATH filled=filled.clone() fields=FIELDS keep=&["state"]>
            <TextFilter filled=filled.clone() name="q" label=t!("users-search")/>
            <SelectFilter filled name="role" label=t!("users-role") all=t!("users-all-roles") choices/>
        </Filters>
    }
    .into_any()
}

#[component]
fn Table(accounts: Vec<Account>, memberships: Vec<Membership>, names: Names, now: i64) -> impl IntoView {
    if accounts.is_empty() {
        return view! { <Empty icon="users" title=t!("users-none") text=t!("users-none-why")/> }.into_any();
    }
    let rows = accounts.into_iter().map(|account| {
        let held: Vec<&Membership> = memberships.iter().filter(|one| one.user_id == account.id).collect();
        let roles = roles(&held, &names);
        let seen = match account.signed_in_at {
            Some(at) => view! { <Brief at now/> }.into_any(),
            None => view! { <span class="soft">{t!("users-never")}</span> }.into_any(),
        };
        view! {
            <tr>
                <th scope="row"><a href=format!("/admin/users/{}", account.id)>{account.name.clone()}</a><small>{account.username.clone()}</small></th>
                <td class="wrap">{roles}</td>
                <td data-label=t!("users-signed-in")>{seen}</td>
                <td class="push"><AccountBadges account now/></td>
            </tr>
        }
        .into_any()
    });
    let rows: Vec<AnyView> = rows.collect();
    view! {
        <div class="scroll boxed">
            <table class="cards accounts">
                <thead>
                    <tr>
                        <th scope="col">{t!("users-name")}</th>
                        <th scope="col">{t!("users-roles")}</th>
                        <th scope="col">{t!("users-signed-in")}</th>
                        <th scope="col">{t!("column-state")}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

/// Roles by game: those of every game first.
fn roles(held: &[&Membership], names: &Names) -> AnyView {
    if held.is_empty() {
        return view! { <span class="soft">{t!("users-no-roles")}</span> }.into_any();
    }
    let mut games: Vec<Option<i64>> = held.iter().map(|one| one.game_id).collect();
    games.sort_unstable();
    games.dedup();
    let lines = games.into_iter().map(|game| {
        let roles: Vec<String> = held.iter().filter(|one| one.game_id == game).map(|one| one.role.clone()).collect();
        let place = game.map_or_else(|| t!("every-game"), |game| names.game(game));
        view! { <div>{in_line(&roles)}" "<small>{place}</small></div> }
    });
    lines.collect_view().into_any()
}
