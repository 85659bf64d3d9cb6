use grantdesk::catalog::{CatalogFile, ItemEntry, Translated};
use grantdesk::demo;
use grantdesk::desk::Desk;
use grantdesk::error::Result;

use super::ByCode;

pub const OPERATORS: usize = 30;
pub const APPROVERS: usize = 8;
pub const GAMES: [&str; 2] = ["moonlit", "courier"];
/// By game: three servers.
pub const SERVERS: [&[&str]; 2] = [&["kr-1", "kr-2"], &["jp-1"]];
/// By game: twenty items.
pub const ITEMS: [usize; 2] = [12, 8];
pub const REASONS: [&str; 7] =
    ["payment_error", "cs_courtesy", "outage", "event_prize", "other", "refund", "mistaken_grant"];
/// Those for which something is taken back.
pub const FIRST_CLAWBACK: usize = 5;

pub fn item(n: usize) -> String {
    format!("ITEM_{:02}", n + 1)
}

/// The demo's games with more items.
pub fn file() -> CatalogFile {
    let mut catalog = demo::catalog("http://127.0.0.1:9");
    for (game, count) in catalog.games.iter_mut().zip(ITEMS) {
        game.items = (0..count)
            .map(|n| {
                let name = |word: &str| format!("{word} {}", n + 1);
                let names = Translated { en: name("Item"), ko: name("아이템"), ja: name("アイテム") };
                ItemEntry { code: item(n), names, kind: "item".into(), max_quantity: 1_000_000 }
            })
            .collect();
    }
    catalog
}

/// The numbers of what a game has.
#[derive(Debug)]
pub struct Game {
    pub id: i64,
    pub code: &'static str,
    pub servers: ByCode,
    pub items: ByCode,
    pub reasons: ByCode,
    pub id_kind: String,
    pub detail_reason: (String, i64),
}

impl Game {
    pub async fn read(desk: &Desk, id: i64, code: &'static str) -> Result<Game> {
        let db = desk.db();
        let detail = db.detail_reasons(id).await?.remove(0);
        Ok(Game {
            id,
            code,
            servers: db.servers(id).await?.into_iter().map(|server| (server.code, server.id)).collect(),
            items: db.items(id).await?.into_iter().map(|item| (item.code, item.id)).collect(),
            reasons: db.reasons(id).await?.into_iter().map(|reason| (reason.code, reason.id)).collect(),
            id_kind: db.id_kinds(id).await?.remove(0).code,
            detail_reason: (detail.code, detail.id),
        })
    }
}
