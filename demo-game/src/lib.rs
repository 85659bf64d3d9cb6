//! A game server that keeps its own ledger: what the desk is shown and tested against.
//!
//! A call arrives at [`http`], which checks its [`signature`], reads it as the [`contract`] says and hands it to the
//! [`writer`]. The writer asks [`behaviour`] what such a player gets and [`chaos`] whether something goes wrong, writes
//! whatever is waiting into the [`ledger`] in one transaction, and only then lets the calls be answered.

mod behaviour;
mod chaos;
mod contract;
mod error;
mod http;
mod ledger;
mod options;
mod signature;
mod writer;

use std::{net::SocketAddr, sync::Arc};

use tokio::{net::TcpListener, task::JoinHandle};
use tokio_util::sync::{CancellationToken, DropGuard};

pub use crate::{
    chaos::Chaos,
    contract::{Direction, Item},
    error::Error,
    ledger::{Applied, Received, Violation},
    options::Options,
};
use crate::{
    http::Game,
    ledger::{Book, Ledger},
    signature::Secret,
    writer::Writer,
};

/// A running game: several servers at one address, one ledger. Dropping it stops it too, but waits for nothing.
#[derive(Debug)]
pub struct DemoGame {
    address: SocketAddr,
    book: Book,
    server: JoinHandle<()>,
    writer: JoinHandle<()>,
    open: DropGuard,
}

impl DemoGame {
    /// Opens the ledger (made if it is not there) and listens.
    pub async fn start(options: Options) -> Result<DemoGame, Error> {
        let secret = Secret::new(&options.secret)?;
        let ledger = Ledger::open(&options.ledger).await?;
        let book = Book::open(&options.ledger).await?;
        let listener = TcpListener::bind(options.listen).await.map_err(Error::Listen)?;
        let address = listener.local_addr().map_err(Error::Listen)?;

        let closing = CancellationToken::new();
        let (writer, writing) = Writer::start(ledger, options.chaos);
        let game = Game::new(options, secret, book.clone(), writer, closing.clone());
        let serving = tokio::spawn(http::serve(listener, Arc::new(game)));

        Ok(DemoGame { address, book, server: serving, writer: writing, open: closing.drop_guard() })
    }

    /// Where it listens: the port too, if any port was asked for.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// What the desk is told to call for one of the game's servers.
    pub fn base_url(&self, server: &str) -> String {
        format!("http://{}/{server}", self.address)
    }

    /// Answers the calls it has begun, lets go of those it holds, and closes the ledger.
    pub async fn stop(self) {
        drop(self.open);
        for task in [self.server, self.writer] {
            if let Err(error) = task.await {
                tracing::error!(%error, "the game did not stop in good order");
            }
        }
        self.book.close().await;
    }

    /// Everything that was applied, in that order: the whole ledger, for tests.
    ///
    /// # Panics
    /// If the ledger cannot be read.
    pub async fn applied(&self) -> Vec<Applied> {
        self.book.all_applied().await.expect("the game's ledger can be read")
    }

    /// Every key that ever arrived, applied or not, in the keys' order, for tests.
    ///
    /// # Panics
    /// If the ledger cannot be read.
    pub async fn received(&self) -> Vec<Received> {
        self.book.all_received().await.expect("the game's ledger can be read")
    }

    /// Every time a key came with another body than at first, for tests.
    ///
    /// # Panics
    /// If the ledger cannot be read.
    pub async fn violations(&self) -> Vec<Violation> {
        self.book.violations().await.expect("the game's ledger can be read")
    }
}
