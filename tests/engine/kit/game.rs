//! The demo game, spoken to over real HTTP.

use std::path::PathBuf;
use std::sync::Arc;

use demo_game::{DemoGame, Options};
use grantdesk::catalog::{CatalogFile, ServerEntry};
use grantdesk::connector::SignedHttp;
use grantdesk::demo;
use grantdesk::event::Actor;

use super::{Kit, fresh_key};

pub struct Game {
    pub demo: DemoGame,
    pub connector: Arc<SignedHttp>,
    ledger: PathBuf,
}

impl Game {
    /// A game in this process; the desk's servers are its, and wait 300 ms for an answer.
    pub async fn start(kit: &Kit) -> Game {
        let ledger = std::env::temp_dir().join(format!("grantdesk_game_{}.db", fresh_key()));
        let demo = DemoGame::start(Options::new(&ledger, demo::SECRET)).await.expect("the game starts");
        let url = format!("http://{}", demo.address());
        apply(kit, &catalog_with(&url, |server| server.timeout_ms = 300)).await;
        let connector = SignedHttp::new("127.0.0.0/8".parse().expect("a network")).expect("a client");
        Game { demo, connector: Arc::new(connector), ledger }
    }

    /// How often each player got something, and how often the desk tried.
    pub async fn applied_to(&self, player: &str) -> usize {
        self.demo.applied().await.iter().filter(|applied| applied.player == player).count()
    }

    /// Every key came with one body, and nobody got anything twice.
    pub async fn stop(self) {
        let violations = self.demo.violations().await;
        assert!(violations.is_empty(), "a key came with two bodies: {violations:?}");
        self.demo.stop().await;
        for ending in ["", "-wal", "-shm"] {
            let mut file = self.ledger.clone().into_os_string();
            file.push(ending);
            let _ = std::fs::remove_file(file);
        }
    }
}

async fn apply(kit: &Kit, catalog: &CatalogFile) {
    kit.desk.apply_catalog(&Actor::command_line(), catalog).await.expect("the catalog is applied");
}

impl Kit {
    /// Changes every server of both games.
    pub async fn change_servers(&self, change: impl Fn(&mut ServerEntry)) {
        apply(self, &catalog_with("http://127.0.0.1:9", change)).await;
    }

    pub async fn servers_at(&self, url: &str, change: impl Fn(&mut ServerEntry)) {
        apply(self, &catalog_with(url, change)).await;
    }
}

/// The demo's catalog with other servers.
fn catalog_with(url: &str, change: impl Fn(&mut ServerEntry)) -> CatalogFile {
    let mut catalog = demo::catalog(url);
    for server in catalog.games.iter_mut().flat_map(|game| &mut game.servers) {
        change(server);
    }
    catalog
}
