use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::Form;
use grantdesk::catalog::{EntryCount, Game, Kind};
use grantdesk::number::grouped;
use grantdesk::people::Permission;
use leptos::prelude::*;

use super::form::{EntryForm, FORM};
use super::posted::Posted;
use super::{kinds, place, said, trail};
use crate::app::App;
use crate::asked::Asked;
use crate::failure::Failure;
use crate::parts::icon::Icon;
use crate::parts::notice::Empty;
use crate::render::page;
use crate::t;
use crate::visitor::Visitor;
use crate::words;

pub async fn games(State(app): State<App>, visitor: Visitor, asked: Asked) -> Result<Response, Failure> {
    let person = &visitor.person;
    if !person.may_anywhere(Permission::ManageCatalog) {
        return Err(Failure::Forbidden);
    }
    let retired = asked.get("retired") == "true";
    let games = app.desk.managed_games(person).await?;
    let (out_of_use, in_use): (Vec<_>, Vec<_>) = games.into_iter().partition(|(game, _)| game.retired_at.is_some());
    let counts = (in_use.len() as i64, out_of_use.len() as i64);
    let shown = if retired { out_of_use } else { in_use };
    let may_make = person.may_everywhere(Permission::ManageCatalog);
    page(&app, &visitor, "catalog-games", move || {
        let new = may_make.then(|| {
            view! { <menu><li><a class="button primary" href="/admin/games/new"><Icon name="plus"/>{t!("catalog-new-game")}</a></li></menu> }
        });
        view! {
            <header class="heading"><div><h1>{t!("catalog-games")}</h1><p>{t!("catalog-games-intro")}</p></div>{new}</header>
            {tabs("/admin/games", retired, counts)}
            {table(shown, may_make && !retired)}
        }
    })
    .await
}

/// What is in use, and what is retired.
pub fn tabs(path: &str, retired: bool, (in_use, out_of_use): (i64, i64)) -> AnyView {
    let tab = |is_retired: bool, label: String, count: i64| {
        let href = if is_retired { format!("{path}?retired=true") } else { path.to_owned() };
        view! {
            <a href=href aria-current=(is_retired == retired).then_some("page")>{label}" "<data value=count.to_string()>{grouped(count)}</data></a>
        }
    };
    view! {
        <nav class="tabs" aria-label=t!("catalog-tabs")>
            {tab(false, t!("catalog-in-use"), in_use)}
            {tab(true, t!("catalog-retired"), out_of_use)}
        </nav>
    }
    .into_any()
}

fn table(games: Vec<(Game, Vec<EntryCount>)>, may_make_one: bool) -> AnyView {
    if games.is_empty() {
        let text = if may_make_one { t!("catalog-none-first") } else { t!("catalog-none-here") };
        return view! { <Empty icon="game" title=t!("catalog-none") text/> }.into_any();
    }
    let language = words::language().code();
    let rows = games.into_iter().map(|(game, counts)| {
        let counts = counts.into_iter().map(|count| {
            let href = place(&game.code, count.kind, None);
            view! { <td class="num" data-label=kinds(count.kind)><a href=href>{grouped(count.in_use)}</a></td> }
        });
        view! {
            <tr>
                <th scope="row"><a href=place(&game.code, Kind::Game, None)>{game.names.in_language(language).to_owned()}</a></th>
                <td><code>{game.code.clone()}</code></td>
                {counts.collect_view()}
            </tr>
        }
    });
    let columns = Kind::OF_A_GAME.map(|kind| view! { <th scope="col" class="num">{kinds(kind)}</th> });
    view! {
        <div class="scroll boxed">
            <table class="cards">
                <thead><tr><th scope="col">{t!("column-game")}</th><th scope="col">{t!("catalog-field-code")}</th>{columns.collect_view()}</tr></thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}

pub async fn new_game(State(app): State<App>, visitor: Visitor) -> Result<Response, Failure> {
    show_new(&app, &visitor, EntryForm::blank(Kind::Game)).await
}

pub async fn create_game(
    State(app): State<App>,
    visitor: Visitor,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response, Failure> {
    let posted = Posted::read(Kind::Game, &fields);
    if let Some(look) = posted.look {
        let visitor = visitor.choosing(&app, look).await?;
        return show_new(&app, &visitor, EntryForm::blank(Kind::Game).again(posted)).await;
    }
    match app.desk.make_game(&visitor.person, &posted.texts).await? {
        Ok(code) => {
            let place = place(&code, Kind::Game, None);
            said(visitor.language, "catalog-said-created", &[("code", code.into())]).keep(&visitor.session).await?;
            Ok(Redirect::to(&place).into_response())
        }
        Err(complaints) => {
            let form = EntryForm::blank(Kind::Game).refused(posted.texts, complaints);
            show_new(&app, &visitor, form).await
        }
    }
}

async fn show_new(app: &App, visitor: &Visitor, form: EntryForm) -> Result<Response, Failure> {
    if !visitor.person.may_everywhere(Permission::ManageCatalog) {
        return Err(Failure::Forbidden);
    }
    let refused = form.is_refused();
    let mut response = page(app, visitor, "catalog-new-game", move || {
        view! {
            <header class="heading"><div>{trail(None, None)}<h1>{t!("catalog-new-game")}</h1></div></header>
            {form.summary()}
            <form id=FORM class="panel entry" method="post" action="/admin/games/new" novalidate>
                <h2>{t!("catalog-the-game")}</h2>
                {form.fields()}
                <footer class="row"><button class="primary">{t!("catalog-create")}</button><a class="button quiet" href="/admin/games">{t!("catalog-cancel")}</a></footer>
            </form>
        }
    })
    .await?;
    if refused {
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    Ok(response)
}
