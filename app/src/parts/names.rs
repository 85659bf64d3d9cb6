use std::sync::Arc;

use grantdesk::catalog::Catalog;

use crate::{t, words};

/// Names of what lists refer to by number, in the language of the page.
#[derive(Clone, Debug)]
pub struct Names(pub Vec<Arc<Catalog>>);

impl Names {
    fn of(&self, game: i64) -> Option<&Catalog> {
        self.0.iter().map(Arc::as_ref).find(|catalog| catalog.game.id == game)
    }

    pub fn game(&self, id: i64) -> String {
        self.of(id)
            .map(|catalog| catalog.game.names.in_language(words::language().code()).to_owned())
            .unwrap_or_default()
    }

    /// The code of a game, by which it stands in URLs.
    pub fn code(&self, game: i64) -> String {
        self.of(game).map(|catalog| catalog.game.code.clone()).unwrap_or_default()
    }

    /// What a game calls a kind of ID.
    pub fn id_kind(&self, game: i64, code: &str) -> String {
        let kind = self.of(game).and_then(|catalog| catalog.id_kinds.iter().find(|kind| kind.code == code));
        kind.map_or(code, |kind| &kind.label).to_owned()
    }

    pub fn item(&self, id: i64) -> String {
        let item = self.0.iter().flat_map(|catalog| &catalog.items).find(|item| item.id == id);
        item.map(|item| item.names.in_language(words::language().code()).to_owned()).unwrap_or_default()
    }

    /// An item by the code that its game has for it.
    pub fn item_of(&self, game: i64, code: &str) -> String {
        let item = self.of(game).and_then(|catalog| catalog.items.iter().find(|item| item.code == code));
        item.map_or(code, |item| item.names.in_language(words::language().code())).to_owned()
    }

    pub fn reason(&self, id: i64) -> String {
        let reason = self.0.iter().flat_map(|catalog| &catalog.reasons).find(|reason| reason.id == id);
        reason.map(|reason| reason.names.in_language(words::language().code()).to_owned()).unwrap_or_default()
    }

    /// A reason with its detail: Other: streamer gift.
    pub fn full_reason(&self, id: i64, detail: Option<i64>) -> String {
        let details = self.0.iter().flat_map(|catalog| &catalog.detail_reasons);
        let detail = detail.and_then(|id| details.into_iter().find(|known| known.id == id));
        match detail {
            Some(detail) => {
                format!(
                    "{}{}{}",
                    self.reason(id),
                    t!("label-colon"),
                    detail.names.in_language(words::language().code())
                )
            }
            None => self.reason(id),
        }
    }

    pub fn server(&self, id: i64) -> String {
        let server = self.0.iter().flat_map(|catalog| &catalog.servers).find(|server| server.id == id);
        server.map(|server| server.name.clone()).unwrap_or_default()
    }

    /// A server by the code that its game has for it.
    pub fn server_of(&self, game: i64, code: &str) -> String {
        let server = self.of(game).and_then(|catalog| catalog.servers.iter().find(|server| server.code == code));
        server.map_or(code, |server| &server.name).to_owned()
    }

    /// The short name of a server.
    pub fn server_code(&self, id: i64) -> String {
        let server = self.0.iter().flat_map(|catalog| &catalog.servers).find(|server| server.id == id);
        server.map(|server| server.code.clone()).unwrap_or_default()
    }

    /// A server as filters name it: moonlit:kr-1.
    pub fn server_value(&self, id: i64) -> Option<String> {
        let mut servers = self.0.iter().flat_map(|catalog| catalog.servers.iter().map(move |server| (catalog, server)));
        let (catalog, server) = servers.find(|(_, server)| server.id == id)?;
        Some(format!("{}:{}", catalog.game.code, server.code))
    }

    /// An item as filters name it: moonlit:GEM.
    pub fn item_value(&self, id: i64) -> Option<String> {
        let mut items = self.0.iter().flat_map(|catalog| catalog.items.iter().map(move |item| (catalog, item)));
        let (catalog, item) = items.find(|(_, item)| item.id == id)?;
        Some(format!("{}:{}", catalog.game.code, item.code))
    }

    /// Whether a list has to say which game a row belongs to.
    pub fn are_of_several_games(&self) -> bool {
        self.0.len() > 1
    }
}
