use grantdesk::catalog::Game;
use grantdesk::favorite::{Favorite, Favorites, NameProblem};
use grantdesk::people::{Permission, Person};
use leptos::prelude::*;

use super::Refused;
use crate::pages::request_new::favorites::said;
use crate::parts::favorite::{about, items, servers, template};
use crate::parts::field::FieldError;
use crate::parts::icon::Icon;
use crate::parts::names::Names;
use crate::parts::notice::Empty;
use crate::t;

/// All that the page is made of.
#[derive(Debug)]
pub struct List {
    pub person: Person,
    pub favorites: Favorites,
    /// Requests made from a favorite: its ID and how many.
    pub uses: Vec<(i64, i64)>,
    pub names: Names,
    /// Where the person may ask.
    pub games: Vec<Game>,
    pub refused: Option<Refused>,
}

impl List {
    pub fn view(&self) -> AnyView {
        let Favorites { own, shared } = &self.favorites;
        let last = own.len().saturating_sub(1);
        let mine = own.iter().enumerate().map(|(place, favorite)| self.own(favorite, place == 0, place == last));
        // Who only manages has none, and no form to save.
        let may_ask = !self.games.is_empty() || !own.is_empty();
        let theirs = shared.iter().map(|favorite| self.template(favorite));
        let templates = (!shared.is_empty()).then(|| {
            view! {
                <section class="panel kept" aria-labelledby="templates">
                    <h2 id="templates">{t!("favorites-of-the-team")}</h2>
                    <ul>{theirs.collect_view()}</ul>
                </section>
            }
        });
        let mine = if own.is_empty() {
            view! { <Empty icon="star" title=t!("favorites-none") text=t!("favorites-none-why")/> }.into_any()
        } else {
            view! { <ol>{mine.collect_view()}</ol> }.into_any()
        };
        view! {
            <header class="heading">
                <div><h1>{t!("favorites")}</h1><p>{t!("favorites-intro")}</p></div>
                {(!self.games.is_empty()).then(|| view! {
                    <menu><li><a class="button primary" href="/requests/new"><Icon name="plus"/>{t!("menu-new-request")}</a></li></menu>
                })}
            </header>
            {may_ask.then(|| view! {
                <section class="panel kept" aria-labelledby="mine">
                    <h2 id="mine">{t!("favorites-mine")}</h2>
                    {mine}
                </section>
            })}
            {templates}
            {(!may_ask && shared.is_empty()).then(|| view! { <Empty icon="star" title=t!("favorites-no-templates") text=t!("favorites-no-templates-why")/> })}
        }
        .into_any()
    }

    fn own(&self, favorite: &Favorite, first: bool, last: bool) -> AnyView {
        let name = || favorite.name.clone();
        let place = view! {
            <form class="row" method="post" action=format!("/favorites/{}/place", favorite.id)>
                <button class="quiet lone" name="to" value="up" disabled=first aria-label=t!("favorites-up", name = name()) title=t!("favorites-up", name = name())><Icon name="up"/></button>
                <button class="quiet lone" name="to" value="down" disabled=last aria-label=t!("favorites-down", name = name()) title=t!("favorites-down", name = name())><Icon name="down"/></button>
            </form>
        };
        view! {
            <li id=format!("favorite-{}", favorite.id)>
                {self.what(favorite, true)}
                <div class="row">{self.begin(favorite)}{place}{self.changes(favorite)}</div>
            </li>
        }
        .into_any()
    }

    fn template(&self, favorite: &Favorite) -> AnyView {
        let changes = favorite.is_changed_by(&self.person).then(|| self.changes(favorite));
        view! {
            <li id=format!("favorite-{}", favorite.id)>
                {self.what(favorite, false)}
                <div class="row">{self.begin(favorite)}{changes}</div>
            </li>
        }
        .into_any()
    }

    fn changes(&self, favorite: &Favorite) -> AnyView {
        let name = || favorite.name.clone();
        let to = |verb: &str| format!("/favorites/{}/{verb}", favorite.id);
        let shared = favorite.shared_at.is_some();
        let share = if shared {
            view! { <button name="shared" value="false"><Icon name="lock"/>{t!("favorites-unshare")}<span class="hush">" "{name()}</span></button> }.into_any()
        } else {
            view! { <button name="shared" value="true"><Icon name="people"/>{t!("favorites-share")}<span class="hush">" "{name()}</span></button> }.into_any()
        };
        let sure = if shared { t!("favorites-delete-sure-shared") } else { t!("favorites-delete-sure") };
        view! {
            <form method="post" action=to("sharing")>{share}</form>
            {self.rename(favorite)}
            <details class="confirm">
                <summary class="button"><Icon name="x"/>{t!("favorites-delete")}<span class="hush">" "{name()}</span></summary>
                <form method="post" action=to("removal")>
                    <p>{sure}</p>
                    <button class="danger">{t!("favorites-delete-do")}<span class="hush">" "{name()}</span></button>
                </form>
            </details>
        }
        .into_any()
    }

    fn what(&self, favorite: &Favorite, own: bool) -> AnyView {
        let (form, names) = (&favorite.form, &self.names);
        let count = self.uses.iter().find(|(id, _)| *id == favorite.id).map_or(0, |(_, count)| *count);
        let template = favorite.shared_at.map(|_| {
            view! { <span class="badge" data-tone="info"><Icon name="people"/>{template(favorite, own)}</span> }
        });
        let about = [items(form, names), about(form, names, names.are_of_several_games())];
        let about: Vec<String> = about.into_iter().filter(|text| !text.is_empty()).collect();
        let servers = servers(form, names);
        let servers = (!servers.is_empty()).then(|| view! { "\u{a0}· "<span>{servers}</span> });
        let comment = (!form.comment.is_empty()).then(|| format!(" · {}", form.comment));
        view! {
            <div class="what">
                <h3>{favorite.name.clone()}" "{template}</h3>
                <p>{about.join(" · ")}{servers}{comment}</p>
                <small>
                    <a href=format!("/favorites/{}", favorite.id)>{t!("favorites-version", version = favorite.version)}<span class="hush">" "{favorite.name.clone()}</span></a>
                    " · "{t!("favorites-used", count = count)}
                </small>
            </div>
        }
        .into_any()
    }

    /// Where one may not ask, nothing can be begun.
    fn begin(&self, favorite: &Favorite) -> AnyView {
        if favorite.user_id != self.person.id && !self.person.may(Permission::Request, favorite.game_id) {
            return ().into_any();
        }
        if !self.games.iter().any(|game| game.id == favorite.game_id) {
            return view! { <small>{t!("favorites-game-closed", game = favorite.form.game.clone())}</small> }
                .into_any();
        }
        view! {
            <form method="post" action=format!("/favorites/{}/use", favorite.id)>
                <button><Icon name="plus"/>{t!("favorites-use")}<span class="hush">" "{favorite.name.clone()}</span></button>
            </form>
        }
        .into_any()
    }

    fn rename(&self, favorite: &Favorite) -> AnyView {
        let id = favorite.id;
        let refused = self.refused.as_ref().filter(|refused| refused.id == id);
        let typed = refused.map_or_else(|| favorite.name.clone(), |refused| refused.typed.clone());
        let field = format!("name-{id}");
        let own = favorite.user_id == self.person.id;
        let error = refused.map(|refused| match refused.problem {
            NameProblem::Taken if !own => t!("favorites-name-taken-theirs", who = favorite.owner.clone()),
            problem => said(problem),
        });
        view! {
            <details class="fold" open=refused.is_some()>
                <summary class="button"><Icon name="edit"/>{t!("favorites-rename")}<span class="hush">" "{favorite.name.clone()}</span></summary>
                <form method="post" action=format!("/favorites/{id}/name")>
                    <div class="field">
                        <label for=field.clone()>{t!("favorites-name")}</label>
                        <input
                            id=field.clone()
                            name="name"
                            value=typed
                            autocomplete="off"
                            autofocus=refused.is_some()
                            aria-invalid=error.is_some().then_some("true")
                            aria-describedby=error.is_some().then(|| format!("{field}-error"))
                        />
                        {error.map(|text| view! { <FieldError id=format!("{field}-error") text/> })}
                    </div>
                    <button>{t!("favorites-rename-do")}</button>
                </form>
            </details>
        }
        .into_any()
    }
}
