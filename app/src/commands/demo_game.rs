use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use demo_game::{Chaos, DemoGame, Options};

use super::{Failure, stop};

#[derive(Debug, Args)]
pub struct DemoGameCommand {
    #[arg(long, default_value = "127.0.0.1:4000")]
    listen: SocketAddr,
    /// The file of the game's own ledger
    #[arg(long, default_value = "demo-game.db")]
    ledger: PathBuf,
    #[arg(long, env = "GRANTDESK_DEMO_SECRET", default_value = grantdesk::demo::SECRET)]
    secret: String,
    /// Deliveries a batch may have
    #[arg(long, default_value_t = 100)]
    max_batch: u32,
    /// Misbehave in this share of calls, in percent
    #[arg(long, default_value_t = 0)]
    chaos_percent: u8,
    #[arg(long, default_value_t = 1)]
    chaos_seed: u64,
}

impl DemoGameCommand {
    pub async fn run(self) -> Result<ExitCode, Failure> {
        let stop = stop::on_signal()?;
        let mut options = Options::new(self.ledger, self.secret);
        options.listen = self.listen;
        options.max_batch = self.max_batch;
        options.chaos =
            (self.chaos_percent > 0).then_some(Chaos { seed: self.chaos_seed, percent: self.chaos_percent });
        let game = DemoGame::start(options).await?;
        println!("The demo game listens on http://{}", game.address());
        stop.cancelled().await;
        game.stop().await;
        Ok(ExitCode::SUCCESS)
    }
}
