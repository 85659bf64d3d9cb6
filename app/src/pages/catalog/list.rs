use axum::extract::{Path, State};
use axum::response::Response;
use grantdesk::catalog::{Entry, EntryCount, Field, Game, Kind, Server, Shape};
use grantdesk::store::entries::EntrySearch;
use leptos::prelude::*;

use super::games::tabs;
use super::{form, kind, kinds, manager, place, problem, trail};
use crate::app::App;
use crate::asked::Asked;
use crate::failure::Failure;
use crate::parts::icon::Icon;
use crate::parts::notice::Empty;
use crate::parts::pager::{SHOWN, pager};
use crate::parts::server_state::ServerState;
use crate::render::titled_page;
use crate::visitor::Visitor;
use crate::{t, words};

pub async fn list(
    State(app): State<App>,
    visitor: Visitor,
    Path((game, word)): Path<(String, String)>,
    asked: Asked,
) -> Result<Response, Failure> {
    let kind = kind(&word)?;
    let manager = manager(&app, &visitor, &game).await?;
    let search = EntrySearch {
        text: asked.get("q").to_owned(),
        retired: asked.get("retired") == "true",
        after: asked.get("after").parse().map_or(0, |after: i64| after.max(0)),
        limit: SHOWN,
    };
    let (entries, found) = manager.entries(kind, &search).await?;
    let count = manager.count(kind).await?;
    let servers = if kind == Kind::Server { app.desk.servers(&visitor.person).await? } else { vec![] };
    let servers = servers.into_iter().filter(|server| server.game_id == manager.game().id).collect();
    let (game, now) = (manager.game().clone(), app.desk.now());
    let listed = Listed { kind, game, search, entries, found, count, servers, now };
    titled_page(&app, &visitor, move || kinds(kind), move || listed.view()).await
}

struct Listed {
    kind: Kind,
    game: Game,
    search: EntrySearch,
    entries: Vec<Entry>,
    found: i64,
    count: EntryCount,
    /// With the state of their breakers.
    servers: Vec<Server>,
    now: i64,
}

impl Listed {
    fn view(&self) -> AnyView {
        let here = place(&self.game.code, self.kind, None);
        view! {
            <header class="heading">
                <div>{trail(Some(&self.game), None)}<h1>{kinds(self.kind)}</h1><p>{t!(&format!("catalog-intro-{}", self.kind.as_str()))}</p></div>
                <menu>
                    <li><a class="button" href=format!("{here}.csv") download><Icon name="download"/>{t!("catalog-export")}</a></li>
                    <li><a class="button" href=format!("{here}/import")><Icon name="upload"/>{t!("catalog-import")}</a></li>
                    <li><a class="button primary" href=format!("{here}/new")><Icon name="plus"/>{t!(&format!("catalog-new-{}", self.kind.as_str()))}</a></li>
                </menu>
            </header>
            {tabs(&here, self.search.retired, (self.count.in_use, self.count.retired))}
            {self.finder(&here)}
            {self.table()}
            {pager(self.found, self.search.after, |after| self.asked().with("after", after).href(&here))}
        }
        .into_any()
    }

    fn asked(&self) -> Asked {
        let asked = Asked::default();
        let asked = if self.search.retired { asked.with("retired", true) } else { asked };
        if self.search.text.is_empty() { asked } else { asked.with("q", &self.search.text) }
    }

    /// Worth it where there is more than one looks through.
    fn finder(&self, here: &str) -> Option<AnyView> {
        let total = if self.search.retired { self.count.retired } else { self.count.in_use };
        if total <= 10 && self.search.text.is_empty() {
            return None;
        }
        let retired = self.search.retired.then(|| view! { <input type="hidden" name="retired" value="true"/> });
        Some(
            view! {
                <search>
                    <form class="look-up" action=here.to_owned()>
                        {retired}
                        <input type="search" name="q" value=self.search.text.clone() placeholder=t!("catalog-find-hint") aria-label=t!("catalog-find")/>
                        <button><Icon name="search"/>{t!("find")}</button>
                    </form>
                </search>
            }
            .into_any(),
        )
    }

    fn table(&self) -> AnyView {
        if self.entries.is_empty() {
            let (title, text) = match (self.search.text.is_empty(), self.search.retired) {
                (false, _) => (t!("list-no-match"), t!("catalog-no-match")),
                (true, true) => (t!("catalog-none-retired"), t!("catalog-none-retired-why")),
                (true, false) => (t!("catalog-none"), t!("catalog-none-yet")),
            };
            return view! { <Empty icon="item" title text/> }.into_any();
        }
        let columns = self.columns();
        let headings = columns.iter().map(|field| {
            let name = field.in_language().map_or(field.name, |(stem, _)| stem).replace('_', "-");
            view! { <th scope="col" class=is_number(field).then_some("num")>{t!(&format!("catalog-field-{name}"))}</th> }
        });
        let state = (self.kind == Kind::Server).then(|| view! { <th scope="col">{t!("column-state")}</th> });
        let rows = self.entries.iter().map(|entry| self.row(entry, &columns));
        view! {
            <div class="scroll boxed">
                <table class="cards">
                    <thead><tr><th scope="col">{form::label(self.kind, self.kind.fields()[0].name)}</th>{headings.collect_view()}{state}</tr></thead>
                    <tbody>{rows.collect_view()}</tbody>
                </table>
            </div>
        }
        .into_any()
    }

    /// A name is shown in the language of the page; how a server is called, its own page says.
    fn columns(&self) -> Vec<&'static Field> {
        let language = words::language().code();
        let fields = self.kind.fields().iter().skip(1);
        let fields = fields.filter(|field| field.in_language().is_none_or(|(_, spoken)| spoken == language));
        let of_servers = |field: &&Field| self.kind != Kind::Server || ["name", "url"].contains(&field.name);
        fields.filter(of_servers).collect()
    }

    fn row(&self, entry: &Entry, columns: &[&'static Field]) -> AnyView {
        let cells = columns.iter().map(|field| {
            let text = entry.text(self.kind, field.name);
            let shown = problem::shown(self.kind, field.name, &text);
            match field.shape {
                Shape::Number { .. } => {
                    view! { <td class="num" data-label=form::label(self.kind, field.name)>{shown}</td> }.into_any()
                }
                Shape::Text { .. } => view! { <td class="clip">{shown}</td> }.into_any(),
                Shape::Url => view! { <td class="short" title=text.clone()><code>{shown}</code></td> }.into_any(),
                Shape::Flag => view! { <td data-label=form::label(self.kind, field.name)>{shown}</td> }.into_any(),
                _ => self.words(entry, field, shown),
            }
        });
        let server = self.servers.iter().find(|server| server.code == entry.code()).cloned();
        let state = server.map(|server| view! { <td><ServerState server now=self.now/></td> });
        view! {
            <tr>
                <th scope="row"><a href=place(&self.game.code, self.kind, Some(entry.code()))>{entry.code().to_owned()}</a></th>
                {cells.collect_view()}
                {state}
            </tr>
        }
        .into_any()
    }

    /// A name has those of the other languages below it.
    fn words(&self, entry: &Entry, field: &Field, shown: String) -> AnyView {
        let Some((stem, language)) = field.in_language() else {
            return view! { <td>{shown}</td> }.into_any();
        };
        let others = ["en", "ko", "ja"].into_iter().filter(|other| *other != language);
        let others: Vec<String> = others.map(|other| entry.text(self.kind, &format!("{stem}_{other}"))).collect();
        view! { <td class="names">{shown}<small>{others.join(" · ")}</small></td> }.into_any()
    }
}

fn is_number(field: &Field) -> bool {
    matches!(field.shape, Shape::Number { .. })
}
