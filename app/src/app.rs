//! What every handler of the web shares.

use std::path::PathBuf;
use std::sync::Arc;

use grantdesk::connector::SignedHttp;
use grantdesk::desk::Desk;
use grantdesk::webhook::{Outlet, Tell};
use jiff::tz::TimeZone;
use metrics_exporter_prometheus::PrometheusHandle;

use crate::news;

#[derive(Clone, Debug)]
pub struct App(Arc<Settings>);

#[derive(Debug)]
pub struct Settings {
    pub desk: Desk,
    /// How managers try game servers.
    pub game_servers: SignedHttp,
    /// How people try their webhooks.
    pub outlet: Outlet,
    /// Where people reach the desk, for links that lead here from elsewhere.
    pub public_url: Option<String>,
    /// The folder with `pkg/` and the public files.
    pub site: PathBuf,
    /// The zone of people who have chosen none.
    pub zone: TimeZone,
    /// Whether browsers reach the desk by https: then cookies are for https only.
    pub https: bool,
    /// Whether a proxy in front says who the client is.
    pub behind_proxy: bool,
    /// What `/metrics` reads.
    pub metrics: Option<PrometheusHandle>,
}

impl App {
    pub fn new(settings: Settings) -> App {
        App(Arc::new(settings))
    }

    /// The words for webhooks.
    pub fn tell(&self) -> Tell {
        news::tell(self.public_url.clone())
    }
}

impl std::ops::Deref for App {
    type Target = Settings;

    fn deref(&self) -> &Settings {
        &self.0
    }
}
