//! Favorites above the form: applied in one click, and the way to save the form as one.

use fluent_bundle::FluentArgs;
use grantdesk::favorite::{FAVORITES, Favorite, Favorites, NAME, NameProblem};
use grantdesk::people::{Operator, Person};
use grantdesk::request::Form;
use leptos::prelude::*;
use uuid::Uuid;

use super::form::Sheet;
use crate::app::App;
use crate::failure::Failure;
use crate::flash::Flash;
use crate::parts::favorite::{about, items, template};
use crate::parts::field::{Choice, FieldError};
use crate::parts::icon::Icon;
use crate::parts::names::Names;
use crate::t;
use crate::visitor::Visitor;
use crate::words;

/// The favorites of a person, and the names of what is in them.
#[derive(Debug)]
pub struct Shown {
    favorites: Favorites,
    /// Those of others that the person may change.
    changeable: Vec<i64>,
    names: Names,
}

impl Shown {
    pub async fn read(app: &App, person: &Person) -> Result<Shown, Failure> {
        let favorites = app.desk.favorites(person).await?;
        let any = !favorites.own.is_empty() || !favorites.shared.is_empty();
        let names = Names(if any { app.desk.catalogs(person).await? } else { Vec::new() });
        let changeable = favorites.shared.iter().filter(|favorite| favorite.is_changed_by(person));
        let changeable = changeable.map(|favorite| favorite.id).collect();
        Ok(Shown { favorites, changeable, names })
    }
}

/// Saves a form under the name that is typed in it, or in the place of a favorite: where to go.
pub async fn keep(
    app: &App,
    visitor: &Visitor,
    operator: Operator<'_>,
    key: Uuid,
    mut form: Form,
    replace: Option<i64>,
) -> Result<String, Failure> {
    let mut place = format!("/requests/new?draft={key}");
    let said = |key: &str, name: String| {
        let mut args = FluentArgs::new();
        args.set("name", name);
        Flash::good(words::text(visitor.language, key, &args))
    };
    let flash = if let Some(id) = replace {
        let (favorite, used) = operator.replace_favorite(id, &form).await?;
        form.favorite = Some(used);
        Some(said("favorites-did-replace", favorite.name))
    } else {
        match operator.save_favorite(&form.favorite_name, &form).await? {
            Ok(used) => {
                form.favorite = Some(used);
                Some(said("favorites-did-save", std::mem::take(&mut form.favorite_name)))
            }
            Err(problem) => {
                place = format!("{place}&unsaved={}", problem.as_str());
                None
            }
        }
    };
    if !app.desk.keep_draft(&visitor.person, &key.to_string(), &form, false).await? {
        return Err(Failure::NotFound);
    }
    if let Some(flash) = flash {
        flash.keep(&visitor.session).await?;
    }
    Ok(place)
}

/// One click each: own ones first, then the team's. Nothing that is typed of players is lost.
pub fn strip(sheet: &Sheet) -> Option<AnyView> {
    let Shown { favorites: Favorites { own, shared }, .. } = &sheet.favorites;
    // Where its writer may not ask any more, one cannot be applied.
    let is_open = |favorite: &&Favorite| sheet.games.iter().any(|game| game.id == favorite.game_id);
    let own = own.iter().filter(is_open).map(|favorite| card(sheet, favorite, true));
    let shared = shared.iter().filter(is_open).map(|favorite| card(sheet, favorite, false));
    let cards: Vec<AnyView> = own.chain(shared).collect();
    if cards.is_empty() {
        return None;
    }
    Some(
        view! {
            <section aria-label=t!("favorites")>
                <ul class="favourites">{cards}</ul>
            </section>
        }
        .into_any(),
    )
}

fn card(sheet: &Sheet, favorite: &Favorite, own: bool) -> AnyView {
    let names = &sheet.favorites.names;
    let applied = sheet.form.favorite.is_some_and(|used| used.id == favorite.id);
    let (icon, whose) = match favorite.shared_at {
        Some(_) => ("people", template(favorite, own)),
        None => ("star", t!("favorites-own")),
    };
    let items = items(&favorite.form, names);
    view! {
        <li>
            <button
                form="request"
                name="do"
                value=format!("apply-{}", favorite.id)
                aria-current=applied.then_some("true")
                title=format!("{items} · {whose}")
            >
                <span class="hush">{t!("favorites-apply")}" "</span>
                <strong>{favorite.name.clone()}</strong>
                <small>{about(&favorite.form, names, favorite.form.game != sheet.form.game)}</small>
                <Icon name=icon/>
            </button>
        </li>
    }
    .into_any()
}

/// Saves the form under a name, or in the place of a favorite: one's own, or a template that one looks after.
pub fn menu(sheet: &Sheet) -> AnyView {
    let Favorites { own, shared } = &sheet.favorites.favorites;
    let error = sheet.unsaved.map(said);
    let wrong = error.is_some();
    let may_change = |favorite: &&Favorite| sheet.favorites.changeable.contains(&favorite.id);
    let theirs = shared.iter().filter(may_change).filter(|favorite| favorite.form.game == sheet.form.game);
    let replaced: Vec<(&Favorite, String)> = own
        .iter()
        .map(|favorite| (favorite, favorite.name.clone()))
        .chain(theirs.map(|favorite| (favorite, format!("{} · {}", favorite.name, template(favorite, false)))))
        .collect();
    let replace = (!replaced.is_empty()).then(|| {
        let applied = sheet.form.favorite.map(|used| used.id);
        let choices = replaced.iter().map(|(favorite, label)| {
            view! { <Choice value=favorite.id.to_string() chosen=applied == Some(favorite.id) label=label.clone()/> }
        });
        view! {
            <div class="field">
                <label for="favorite-replace">{t!("favorites-replace-which")}</label>
                <select id="favorite-replace" name="replace" form="request">{choices.collect_view()}</select>
            </div>
            <button class="wide" form="request" name="do" value="replace-favorite"><Icon name="edit"/>{t!("favorites-replace")}</button>
            <p><a href="/favorites">{t!("favorites-manage")}</a></p>
        }
    });
    view! {
        <menu>
            <li>
                <details class="menu keep" open=wrong>
                    <summary class="button"><Icon name="star"/>{t!("favorites-keep")}</summary>
                    <div class="stack">
                        <div class="field">
                            <label for="favorite-name">{t!("favorites-name")}</label>
                            <input
                                id="favorite-name"
                                name="favorite_name"
                                form="request"
                                value=sheet.form.favorite_name.clone()
                                autocomplete="off"
                                autofocus=wrong
                                aria-invalid=wrong.then_some("true")
                                aria-describedby=if wrong { "favorite-name-error favorite-name-hint" } else { "favorite-name-hint" }
                            />
                            <small id="favorite-name-hint">{t!("favorites-name-hint")}</small>
                            {error.map(|text| view! { <FieldError id="favorite-name-error" text/> })}
                        </div>
                        <button class="primary wide" form="request" name="do" value="save-favorite"><Icon name="star"/>{t!("favorites-save")}</button>
                        {replace}
                    </div>
                </details>
            </li>
        </menu>
    }
    .into_any()
}

/// What is wrong with a name.
pub fn said(problem: NameProblem) -> String {
    match problem {
        NameProblem::Missing => t!("favorites-name-missing"),
        NameProblem::TooLong => t!("favorites-name-too-long", most = NAME as i64),
        NameProblem::Taken => t!("favorites-name-taken"),
        NameProblem::Full => t!("favorites-full", most = FAVORITES),
    }
}
