//! The command line: one file a command.

mod catalog;
mod check;
mod demo_game;
mod migrate;
mod serve;
mod stop;
mod user;
mod work;

use std::process::ExitCode;

use axum::http::Uri;
use axum::http::uri::InvalidUri;
use clap::{Args, Subcommand};
use grantdesk::clock::Clock;
use grantdesk::connector::Networks;
use grantdesk::desk::Desk;
use grantdesk::error::Result as Done;
use grantdesk::webhook::{Hosts, Outlet};

type Failure = Box<dyn std::error::Error + Send + Sync>;

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Serve the desk to browsers, and deliver what is approved
    Serve(serve::Serve),
    /// Deliver what is approved, without serving
    Work(work::Work),
    /// Bring the database's schema up to date
    Migrate(migrate::Migrate),
    /// People
    #[command(subcommand)]
    User(user::User),
    /// Games with their servers, items and reasons
    #[command(subcommand)]
    Catalog(catalog::Catalog),
    /// Prove the invariants on the database
    Check(check::Check),
    /// Run the demo game: a game server with its own ledger
    DemoGame(demo_game::DemoGameCommand),
}

impl Command {
    /// # Errors
    /// What the person at the command line is told.
    pub async fn run(self) -> Result<ExitCode, Failure> {
        match self {
            Command::Serve(serve) => serve.run().await,
            Command::Work(work) => work.run().await,
            Command::Migrate(migrate) => migrate.run().await,
            Command::User(user) => user.run().await,
            Command::Catalog(catalog) => catalog.run().await,
            Command::Check(check) => check.run().await,
            Command::DemoGame(game) => game.run().await,
        }
    }
}

/// Which database the desk is on.
#[derive(Debug, Args)]
pub struct Database {
    /// sqlite://FILE?mode=rwc or postgres://USER:PASSWORD@HOST/NAME
    #[arg(long, env = "GRANTDESK_DATABASE", hide_env_values = true, default_value = "sqlite://grantdesk.db?mode=rwc")]
    database: String,
}

impl Database {
    async fn open(&self) -> Result<Desk, Failure> {
        Ok(Desk::open(&self.database, Clock::System).await?)
    }
}

/// Where webhooks may post, and where their links lead.
#[derive(Clone, Debug, Args)]
pub struct Posting {
    /// Hosts that webhooks may post to by https, wherever on the public internet they are, with commas between them.
    /// Those of games may post to whatever is inside the networks as well; those of people there only to addresses that
    /// are named here
    #[arg(long, env = "GRANTDESK_WEBHOOK_HOSTS", default_value = "hooks.slack.com")]
    webhook_hosts: String,
    /// Where people reach the desk, as https://desk.example.com; without it what is posted has no links
    #[arg(long, env = "GRANTDESK_PUBLIC_URL", value_parser = public_url)]
    public_url: Option<String>,
}

impl Posting {
    fn outlet(&self, networks: Networks) -> Done<Outlet> {
        Outlet::new(Hosts::new(&self.webhook_hosts, networks))
    }
}

fn public_url(text: &str) -> Result<String, String> {
    let url: Uri = text.parse().map_err(|error: InvalidUri| error.to_string())?;
    let is_web = url.host().is_some() && matches!(url.scheme_str(), Some("http" | "https"));
    if is_web { Ok(text.trim_end_matches('/').to_owned()) } else { Err("it begins with https:// and a host".into()) }
}

/// Where game servers may be.
#[derive(Debug, Args)]
pub struct Outside {
    /// Networks that game servers may be in, as 10.20.0.0/16,192.0.2.7/32; nothing outside is ever called
    #[arg(long, env = "GRANTDESK_NETWORKS", default_value = "")]
    networks: Networks,
}
