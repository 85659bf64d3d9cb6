use grantdesk::notification::MOST_UNREAD;
use grantdesk::number::grouped;
use grantdesk::people::{Permission, Person};
use leptos::prelude::*;

use crate::flash::Flash;
use crate::islands::keys::Keys;
use crate::islands::live::Live as LivePage;
use crate::live::Live;
use crate::parts::icon::Icon;
use crate::parts::keys::{KeySheet, KeysButton, shortcut};
use crate::parts::look::LookSwitch;
use crate::parts::notice::FlashNotice;
use crate::parts::wake::Wake;
use crate::words::Language;
use crate::{moment, t};

/// The HTML document. Its title is made of our own words and numbers only: Leptos does not escape titles.
#[component]
pub fn Document(
    /// Without menu and islands.
    #[prop(optional)]
    is_bare: bool,
    live: Option<Live>,
    language: Language,
    #[prop(into)] title: String,
    theme: Option<String>,
    content: AnyView,
) -> impl IntoView {
    let (topic, mark) = live.map(|live| (live.topic.name(), live.mark)).unzip();
    view! {
        <!DOCTYPE html>
        <html lang=language.code() data-theme=theme>
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <meta name="color-scheme" content="light dark"/>
                <title>{format!("{title} · Grantdesk")}</title>
                <link rel="icon" href="/favicon.svg" type="image/svg+xml"/>
                <link rel="stylesheet" href="/pkg/grantdesk.css"/>
                {(!is_bare).then(|| view! { <Wake/> })}
            </head>
            <body class=is_bare.then_some("sign-in") data-live=topic data-mark=mark>{content}</body>
        </html>
    }
}

/// Top bar, menu and main: around every page of somebody who is signed in.
#[component]
pub fn Shell(
    person: Person,
    here: String,
    waiting: i64,
    now: i64,
    unread: i64,
    flash: Option<Flash>,
    content: AnyView,
) -> impl IntoView {
    view! {
        <a class="button skip" href="#main">{t!("skip-to-content")}</a>
        <header class="topbar">
            <Brand/>
            <search>
                <form action="/find" class="finder">
                    <Icon name="search"/>
                    <input type="search" name="q" placeholder=t!("find-hint") aria-label=t!("find") aria-keyshortcuts=shortcut("/")/>
                </form>
            </search>
            <Bell unread here=here.clone()/>
            <Account person=person.clone() here=here.clone()/>
        </header>
        <details class="sidebar">
            <summary><Icon name="menu"/>{t!("menu")}</summary>
            <Menu person here waiting/>
        </details>
        <main id="main">
            {flash.map(|flash| view! { <FlashNotice flash/> })}
            {content}
            <footer class="foot"><a href="/settings">{t!("times-in", zone = moment::zone_and_offset(now))}</a></footer>
        </main>
        <KeySheet/>
        <LivePage/>
        <Keys/>
    }
}

#[component]
pub fn Brand() -> impl IntoView {
    view! {
        <a class="brand" href="/">
            <img src="/favicon.svg" alt="" width="24" height="24"/>
            "Grantdesk"
        </a>
    }
}

/// The way to what the person was told, with how much of it is unread.
#[component]
fn Bell(unread: i64, here: String) -> impl IntoView {
    let label = t!("bell", count = unread);
    let shown = if unread >= MOST_UNREAD { format!("{}+", MOST_UNREAD - 1) } else { unread.to_string() };
    let count = (unread > 0).then(|| view! { <data value=unread.to_string() aria-hidden="true">{shown}</data> });
    let current = (here.split('?').next() == Some("/notifications")).then_some("page");
    view! {
        <a class="bell" href="/notifications" title=label.clone() aria-label=label.clone() aria-current=current><Icon name="bell"/>{count}</a>
    }
}

#[component]
fn Account(person: Person, here: String) -> impl IntoView {
    let initial: String = person.name.chars().next().into_iter().collect();
    view! {
        <details class="menu" name="top">
            <summary aria-label=t!("account-of", name = person.name.clone())>
                <span class="face" aria-hidden="true">{initial}</span>
                <Icon name="down"/>
            </summary>
            <ul>
                <li><p><strong>{person.name.clone()}</strong>" "<small>{person.username.clone()}</small></p></li>
                <li><LookSwitch person here/></li>
                <li><a href="/settings"><Icon name="settings"/>{t!("settings-title")}</a></li>
                <li><KeysButton/></li>
                <li>
                    <form method="post" action="/logout"><button class="quiet"><Icon name="sign-out"/>{t!("sign-out")}</button></form>
                </li>
            </ul>
        </details>
    }
}

/// The key that leads there.
fn key_of(href: &str) -> Option<&'static str> {
    (href == "/requests/new").then(|| shortcut("n")).flatten()
}

#[component]
fn Menu(person: Person, here: String, waiting: i64) -> impl IntoView {
    let path = here.split('?').next().unwrap_or_default().to_owned();
    let may_request = person.may_anywhere(Permission::Request);
    let entry = move |href: &'static str, icon: &'static str, key: &'static str, count: Option<i64>| {
        let current = match href {
            "/requests" if !may_request && path.starts_with("/bulk/") => true,
            "/requests" => path.starts_with("/requests") && path != "/requests/new",
            "/bulk/new" => path.starts_with("/bulk/"),
            "/admin/games" => path.starts_with("/admin/games"),
            "/admin/users" | "/admin/roles" => path.starts_with(href),
            "/favorites" => path.starts_with("/favorites"),
            _ => path == href,
        };
        let count = count
            .filter(|count| *count > 0)
            .map(|count| view! { <data value=count.to_string()>{grouped(count)}</data> });
        view! {
            <a href=href aria-current=current.then_some("page") aria-keyshortcuts=key_of(href)><Icon name=icon/>{t!(key)}{count}</a>
        }
    };
    let may_approve = person.may_anywhere(Permission::Approve);
    let may_manage = person.may_anywhere(Permission::ManageCatalog);
    let may_administer = person.may_anywhere(Permission::Administer);
    view! {
        <nav aria-label=t!("main-menu")>
            <section>
                <h2>{t!("menu-work")}</h2>
                {entry("/", "dashboard", "menu-dashboard", None)}
                {entry("/requests", "requests", "menu-requests", None)}
                {may_approve.then(|| entry("/approvals", "approvals", "menu-approvals", Some(waiting)))}
                {may_request.then(|| entry("/requests/new", "plus", "menu-new-request", None))}
                {may_request.then(|| entry("/bulk/new", "bulk", "bulk-title", None))}
                {(may_request || may_manage).then(|| entry("/favorites", "star", "favorites", None))}
            </section>
            <section>
                <h2>{t!("menu-look-up")}</h2>
                {entry("/players", "player", "players-menu", None)}
                {entry("/log/success", "log", "menu-success-log", None)}
                {entry("/log/failure", "failed", "menu-failure-log", None)}
            </section>
            {(may_manage || may_administer).then(|| view! {
                <section>
                    <h2>{t!("menu-administration")}</h2>
                    {may_manage.then(|| entry("/admin/games", "game", "catalog-games", None))}
                    {may_administer.then(|| entry("/admin/users", "users", "users-title", None))}
                    {may_administer.then(|| entry("/admin/roles", "key", "roles-title", None))}
                    {may_administer.then(|| entry("/admin/audit", "audit", "audit-title", None))}
                </section>
            })}
        </nav>
    }
}
