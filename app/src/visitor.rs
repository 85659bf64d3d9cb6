//! The person whose browser asks, and what a page for them needs.

use std::net::{IpAddr, SocketAddr};

use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::header::ACCEPT_LANGUAGE;
use axum::http::request::Parts;
use grantdesk::people::Person;
use jiff::tz::TimeZone;
use tower_sessions::Session;

use crate::app::App;
use crate::failure::Failure;
use crate::words::Language;

/// The session's only content besides a flash: who it is.
pub const USER: &str = "user";

/// Somebody signed in.
#[derive(Clone, Debug)]
pub struct Visitor {
    pub person: Person,
    pub language: Language,
    pub zone: TimeZone,
    pub session: Session,
    /// Path and query of this page.
    pub here: String,
    /// Whether it is the page itself that asks, to show what has changed, and not the person.
    pub looks_again: bool,
}

impl FromRequestParts<App> for Visitor {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Visitor, Failure> {
        let here = parts.uri.path_and_query().map(ToString::to_string).unwrap_or_default();
        let session = parts.extensions.get::<Session>().cloned().ok_or(Failure::NotFound)?;
        let address = client_address(parts, app.behind_proxy);
        let user: Option<i64> = session.get(USER).await?;
        let person = match user {
            Some(user) => app.desk.person(user, &address).await?,
            None => None,
        };
        let Some(person) = person else {
            if user.is_some() {
                session.flush().await?;
            }
            return Err(Failure::SignedOut { back: here });
        };
        let looks_again = parts.headers.contains_key("x-live");
        let language = person.language.as_deref().and_then(Language::parse).unwrap_or_else(|| browser_language(parts));
        let zone = person.time_zone.as_deref().and_then(|name| TimeZone::get(name).ok());
        Ok(Visitor { person, language, zone: zone.unwrap_or_else(|| app.zone.clone()), session, here, looks_again })
    }
}

/// Somebody who need not be signed in.
#[derive(Clone, Debug)]
pub struct Guest {
    pub language: Language,
    pub address: String,
    pub session: Session,
}

impl FromRequestParts<App> for Guest {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Guest, Failure> {
        let session = parts.extensions.get::<Session>().cloned().ok_or(Failure::NotFound)?;
        Ok(Guest { language: browser_language(parts), address: client_address(parts, app.behind_proxy), session })
    }
}

fn browser_language(parts: &Parts) -> Language {
    let header = parts.headers.get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    Language::accepted(header.unwrap_or_default())
}

/// The last address in `X-Forwarded-For` is the one our own proxy saw; the ones before it are anybody's word.
fn client_address(parts: &Parts, behind_proxy: bool) -> String {
    let forwarded = parts.headers.get("x-forwarded-for").and_then(|value| value.to_str().ok());
    let forwarded = forwarded.and_then(|list| list.rsplit(',').next()?.trim().parse::<IpAddr>().ok());
    match forwarded.filter(|_| behind_proxy) {
        Some(address) => address.to_string(),
        None => {
            parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|peer| peer.0.ip().to_string()).unwrap_or_default()
        }
    }
}
