use std::{
    fmt,
    net::{Ipv4Addr, SocketAddr},
    path::PathBuf,
    time::Duration,
};

use crate::Chaos;

/// How a game is set up. [`Options::new`] and a change or two is what tests need.
#[derive(Clone)]
pub struct Options {
    pub listen: SocketAddr,
    /// The SQLite file; made if it is not there.
    pub ledger: PathBuf,
    /// Shared with the desk: `whsec_` and base64.
    pub secret: String,
    pub servers: Vec<String>,
    /// The most deliveries one batch may hold.
    pub max_batch: u32,
    /// Things that go wrong by chance, if they should.
    pub chaos: Option<Chaos>,
    /// How long a call that is never answered is held at most.
    pub hang: Duration,
}

impl Options {
    /// A well-behaved game on any free port of this host, which takes batches of a hundred.
    pub fn new(ledger: impl Into<PathBuf>, secret: impl Into<String>) -> Options {
        Options {
            listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 0)),
            ledger: ledger.into(),
            secret: secret.into(),
            servers: ["kr-1", "kr-2", "jp-1"].map(str::to_owned).into(),
            max_batch: 100,
            chaos: None,
            hang: Duration::from_secs(60),
        }
    }
}

impl fmt::Debug for Options {
    /// Everything but the secret.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Options")
            .field("listen", &self.listen)
            .field("ledger", &self.ledger)
            .field("servers", &self.servers)
            .field("max_batch", &self.max_batch)
            .field("chaos", &self.chaos)
            .field("hang", &self.hang)
            .finish_non_exhaustive()
    }
}
