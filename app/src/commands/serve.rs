use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use axum::Extension;
use clap::Args;
use demo_game::{DemoGame, Options};
use grantdesk::connector::SignedHttp;
use grantdesk::delivery::Patience;
use grantdesk::demo;
use grantdesk::desk::Desk;
use jiff::tz::TimeZone;
use metrics_exporter_prometheus::PrometheusBuilder;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

use super::work::{messenger, worker};
use super::{Database, Failure, Outside, Posting, stop};
use crate::app::{App, Settings};
use crate::router::router;

#[derive(Debug, Args)]
pub struct Serve {
    #[arg(long, env = "GRANTDESK_LISTEN", default_value = "127.0.0.1:3000")]
    listen: SocketAddr,
    #[command(flatten)]
    database: Database,
    #[command(flatten)]
    outside: Outside,
    #[command(flatten)]
    posting: Posting,
    /// Fill a fresh database with two games and a user for every role, and run the demo game
    #[arg(long)]
    demo: bool,
    /// Only serve; `grantdesk work` delivers
    #[arg(long)]
    no_worker: bool,
    /// The folder that `cargo xtask site` made
    #[arg(long, env = "GRANTDESK_SITE", default_value = "target/site")]
    site: PathBuf,
    /// The time zone of people who have chosen none
    #[arg(long, env = "GRANTDESK_TIME_ZONE", default_value = "Asia/Seoul")]
    time_zone: String,
    /// Browsers reach the desk by https
    #[arg(long, env = "GRANTDESK_HTTPS")]
    https: bool,
    /// A proxy in front sets X-Forwarded-For
    #[arg(long, env = "GRANTDESK_BEHIND_PROXY")]
    behind_proxy: bool,
}

impl Serve {
    pub async fn run(self) -> Result<ExitCode, Failure> {
        let stop = stop::on_signal()?;
        let metrics = Some(PrometheusBuilder::new().install_recorder()?);
        let desk = self.database.open().await?;
        let game = if self.demo { Some(start_demo(&desk, &self.database.database).await?) } else { None };

        let networks = if self.demo { "127.0.0.0/8".parse()? } else { self.outside.networks };
        let game_servers = SignedHttp::new(networks.clone())?;
        let outlet = self.posting.outlet(networks.clone())?;
        let public_url = self.posting.public_url;
        let working = if self.no_worker {
            None
        } else {
            let worker = worker(desk.clone(), networks, Patience::default())?;
            let messenger = messenger(desk.clone(), outlet.clone(), public_url.clone());
            let stop = stop.clone();
            Some(tokio::spawn(async move { tokio::join!(worker.run(stop.clone()), messenger.run(stop)) }))
        };
        let forgetting = tokio::spawn(forget_expired_sessions(desk.clone(), stop.clone()));

        let zone = TimeZone::get(&self.time_zone)?;
        let settings = Settings {
            desk: desk.clone(),
            game_servers,
            outlet,
            public_url,
            site: self.site,
            zone,
            https: self.https,
            behind_proxy: self.behind_proxy,
            metrics,
        };
        let listener = TcpListener::bind(self.listen).await?;
        announce(&desk, listener.local_addr()?, game.as_ref()).await?;
        // Pages that wait for news let go when the server stops.
        let pages = router(App::new(settings)).layer(Extension(stop.clone()));
        let service = pages.into_make_service_with_connect_info::<SocketAddr>();
        axum::serve(listener, service).with_graceful_shutdown(stop.clone().cancelled_owned()).await?;

        if let Some(working) = working {
            working.await?;
        }
        if let Some(game) = game {
            game.stop().await;
        }
        forgetting.await?;
        desk.db().close().await;
        Ok(ExitCode::SUCCESS)
    }
}

/// The demo game's ledger lies beside a SQLite desk, so that both remember the same past.
async fn start_demo(desk: &Desk, database: &str) -> Result<DemoGame, Failure> {
    let file =
        database.strip_prefix("sqlite://").and_then(|rest| rest.split('?').next()).filter(|file| !file.is_empty());
    let ledger = PathBuf::from(format!("{}.game", file.unwrap_or("grantdesk-demo")));
    let game = DemoGame::start(Options::new(ledger, demo::SECRET)).await?;
    demo::fill(desk, &format!("http://{}", game.address())).await?;
    Ok(game)
}

async fn announce(desk: &Desk, address: SocketAddr, game: Option<&DemoGame>) -> Result<(), Failure> {
    println!("Grantdesk listens on http://{address}");
    if let Some(game) = game {
        println!("The demo game's ledger is at http://{}/ledger?player=10000001", game.address());
        println!("\nThis is a demo: everybody knows the password. Never put it where others reach it.\n");
        for (username, name, role) in demo::USERS {
            println!("  {username:<10} {:<10} {role:<9} {name}", demo::PASSWORD);
        }
    }
    if let Some(token) = desk.offer_setup().await? {
        println!("\nNobody has an account yet. Create the first admin, once, at http://{address}/setup?token={token}");
    }
    Ok(())
}

async fn forget_expired_sessions(desk: Desk, stop: CancellationToken) {
    while !stop.is_cancelled() {
        if let Err(error) = desk.db().delete_expired_sessions(desk.now()).await {
            tracing::error!(%error, "expired sessions could not be deleted");
        }
        tokio::select! {
            () = stop.cancelled() => {}
            () = tokio::time::sleep(Duration::from_secs(600)) => {}
        }
    }
}
