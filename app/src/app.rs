//! What every handler of the web shares.

use std::path::PathBuf;
use std::sync::Arc;

use grantdesk::desk::Desk;
use jiff::tz::TimeZone;
use leptos::config::LeptosOptions;

#[derive(Clone, Debug)]
pub struct App(Arc<Parts>);

#[derive(Debug)]
pub struct Parts {
    pub desk: Desk,
    /// The folder with `pkg/` and the public files.
    pub site: PathBuf,
    /// The zone of people who have chosen none.
    pub zone: TimeZone,
    /// Whether browsers reach the desk by https: then cookies are for https only.
    pub https: bool,
    /// Whether a proxy in front says who the client is.
    pub behind_proxy: bool,
    pub leptos: LeptosOptions,
}

impl App {
    pub fn new(desk: Desk, site: PathBuf, zone: TimeZone, https: bool, behind_proxy: bool) -> App {
        let leptos =
            LeptosOptions::builder().output_name("grantdesk").site_root(site.to_string_lossy().into_owned()).build();
        App(Arc::new(Parts { desk, site, zone, https, behind_proxy, leptos }))
    }
}

impl std::ops::Deref for App {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0
    }
}
