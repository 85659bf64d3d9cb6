//! Catalogs as managers look after them. Seven kinds of things are listed, filled in and brought in as files in one
//! way: what differs between them is said by `grantdesk::catalog::Kind`.

mod difference;
mod entry;
mod file;
mod form;
mod game;
mod games;
mod history;
mod list;
mod posted;
mod preview;
mod problem;
mod server;
mod tested;

pub use entry::{change, create, new, restore, retire, show};
pub use file::{export, import, upload};
pub use game::{change_game, restore_game, retire_game, show_game};
pub use games::{create_game, games, new_game};
pub use list::list;
pub use server::{change_secret, resume, test};

use fluent_bundle::{FluentArgs, FluentValue};
use grantdesk::catalog::{Entry, Game, Kind};
use grantdesk::people::Manager;
use leptos::prelude::*;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::app::App;
use crate::failure::Failure;
use crate::flash::Flash;
use crate::visitor::Visitor;
use crate::words::{self, Language};

/// What stands in a code stands in an address as it is.
const CODE: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.');

async fn manager<'a>(app: &'a App, visitor: &'a Visitor, game: &str) -> Result<Manager<'a>, Failure> {
    Ok(app.desk.manager(&visitor.person, game, &app.game_servers).await?)
}

/// The kind that an address names.
fn kind(word: &str) -> Result<Kind, Failure> {
    Kind::parse(word).ok_or(Failure::NotFound)
}

/// The page of a game, of a kind of its entries, or of one of them.
pub fn place(game: &str, kind: Kind, code: Option<&str>) -> String {
    let encoded = |text: &str| utf8_percent_encode(text, CODE).to_string();
    let game = format!("/admin/games/{}", encoded(game));
    match (kind, code) {
        (Kind::Game, _) => game,
        (kind, None) => format!("{game}/{}", kind.as_str()),
        (kind, Some(code)) => format!("{game}/{}/{}", kind.as_str(), encoded(code)),
    }
}

/// What all of a kind are called, in the language of the page: Items.
fn kinds(kind: Kind) -> String {
    crate::t!(&format!("catalog-kinds-{}", kind.as_str()))
}

/// What people call an entry, in the language of the page; its code where it has no name.
fn name(kind: Kind, entry: &Entry) -> String {
    let language = words::language().code();
    let field = match kind {
        Kind::Server => "name".to_owned(),
        Kind::IdKind => "label".to_owned(),
        Kind::Message => return String::new(),
        _ => format!("name_{language}"),
    };
    entry.text(kind, &field)
}

/// Says what was done, with words in it.
fn said(language: Language, key: &str, with: &[(&'static str, FluentValue<'_>)]) -> Flash {
    let args: FluentArgs<'_> = with.iter().map(|(name, value)| (*name, value.clone())).collect();
    Flash::good(words::text(language, key, &args))
}

/// Where a page is: the games, the game, and the kind, as far as they lie above it.
pub fn trail(game: Option<&Game>, kind: Option<Kind>) -> AnyView {
    steps(game, game.zip(kind).map(|(game, kind)| (kinds(kind), place(&game.code, kind, None))))
}

/// The same with another list of the game above the page: what it is called, and where it is.
pub fn steps(game: Option<&Game>, list: Option<(String, String)>) -> AnyView {
    let language = words::language().code();
    let game_link = game.map(|game| {
        let name = game.names.in_language(language).to_owned();
        view! { " › "<a href=place(&game.code, Kind::Game, None)>{name}</a> }
    });
    let list_link = list.map(|(title, href)| view! { " › "<a href=href>{title}</a> });
    view! { <p><a href="/admin/games">{crate::t!("catalog-games")}</a>{game_link}{list_link}</p> }.into_any()
}
