//! The person whose browser asks, and what a page for them needs.

use std::net::{IpAddr, SocketAddr};
use std::sync::{Arc, OnceLock};

use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::header::{ACCEPT_LANGUAGE, HOST, REFERER};
use axum::http::request::Parts;
use axum::http::{HeaderValue, Method, Uri};
use grantdesk::people::Person;
use jiff::tz::TimeZone;
use tower_sessions::Session;

use crate::app::App;
use crate::failure::Failure;
use crate::parts::look::Look;
use crate::words::Language;

/// What a session holds besides a flash: who it is, the era in which it began, and when it was last put off its end.
const USER: &str = "user";
const ERA: &str = "era";
const RENEWED: &str = "renewed";
/// How often the end of a session is put off, in milliseconds: writing it with every page would take longer than the page.
const RENEWAL: i64 = 60 * 60 * 1000;

/// Makes the session somebody's. It gets a new ID, so that one that somebody planted before is worth nothing.
pub async fn begin_session(session: &Session, user: i64, era: i64) -> Result<(), Failure> {
    session.cycle_id().await?;
    session.insert(USER, user).await?;
    Ok(session.insert(ERA, era).await?)
}

/// A session ends when nobody has used it for long, and being written puts that off.
async fn renew(session: &Session, now: i64) -> Result<(), Failure> {
    let renewed: i64 = session.get(RENEWED).await?.unwrap_or_default();
    if now - renewed >= RENEWAL {
        session.insert(RENEWED, now).await?;
    }
    Ok(())
}

/// How a page of failure speaks and looks to who was recognized meanwhile.
#[derive(Clone, Debug, Default)]
pub struct Recognized(pub Arc<OnceLock<(Language, Option<String>)>>);

/// Somebody signed in.
#[derive(Clone, Debug)]
pub struct Visitor {
    pub person: Person,
    pub language: Language,
    /// What pages speak to who has chosen no language.
    pub browser_language: Language,
    pub zone: TimeZone,
    pub session: Session,
    /// Path and query of this page, or of the page whose form this is.
    pub here: String,
    /// Whether it is the page itself that asks, to show what has changed, and not the person.
    pub looks_again: bool,
    /// Whether a form was sent: then its answer stands at an address where it is not found again.
    pub sent_a_form: bool,
}

impl FromRequestParts<App> for Visitor {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Visitor, Failure> {
        let here = here(parts);
        let session = parts.extensions.get::<Session>().cloned().ok_or(Failure::NotFound)?;
        let address = client_address(parts, app.behind_proxy);
        let user: Option<i64> = session.get(USER).await?;
        // Sessions of before there were eras are of the first one.
        let era = session.get::<i64>(ERA).await?.unwrap_or_default();
        let person = match user {
            Some(user) => app.desk.person(user, &address).await?.filter(|person| person.era == era),
            None => None,
        };
        let Some(person) = person else {
            if user.is_some() {
                session.flush().await?;
            }
            return Err(Failure::SignedOut { back: here });
        };
        let sent_a_form = parts.method != Method::GET;
        let looks_again = parts.headers.contains_key("x-live");
        if !looks_again {
            renew(&session, app.desk.now()).await?;
        }
        let browser_language = browser_language(parts);
        let language = person.language.as_deref().and_then(Language::parse).unwrap_or(browser_language);
        if let Some(recognized) = parts.extensions.get::<Recognized>() {
            // A second extraction of the same request finds the same.
            let _ = recognized.0.set((language, person.theme.clone()));
        }
        let zone = person.time_zone.as_deref().and_then(|name| TimeZone::get(name).ok());
        Ok(Visitor {
            person,
            language,
            browser_language,
            zone: zone.unwrap_or_else(|| app.zone.clone()),
            session,
            here,
            looks_again,
            sent_a_form,
        })
    }
}

impl Visitor {
    /// Keeps what this person chose: who they are to pages from then on.
    pub async fn choosing(&self, app: &App, look: Look) -> Result<Visitor, Failure> {
        let settings = look.of(self.person.settings());
        app.desk.choose(&self.person, &settings).await?;
        let mut visitor = self.clone();
        visitor.language = settings.language.as_deref().and_then(Language::parse).unwrap_or(self.browser_language);
        (visitor.person.language, visitor.person.theme) = (settings.language, settings.theme);
        Ok(visitor)
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

fn here(parts: &Parts) -> String {
    let asked = parts.uri.path_and_query().map(ToString::to_string).unwrap_or_default();
    if parts.method == Method::GET {
        return asked;
    }
    let text = |name| parts.headers.get(name).and_then(|value: &HeaderValue| value.to_str().ok());
    let from = text(REFERER).and_then(|url| url.parse::<Uri>().ok()).filter(|url| {
        text(HOST).is_some_and(|host| url.authority().is_some_and(|authority| authority.as_str() == host))
    });
    from.and_then(|url| url.path_and_query().map(ToString::to_string)).unwrap_or(asked)
}

pub fn browser_language(parts: &Parts) -> Language {
    let header = parts.headers.get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    Language::accepted(header.unwrap_or_default())
}

/// The last address in `X-Forwarded-For` is the one our own proxy saw; the ones before it are anybody's word.
fn client_address(parts: &Parts, behind_proxy: bool) -> String {
    let forwarded = parts.headers.get_all("x-forwarded-for").iter().next_back().and_then(|value| value.to_str().ok());
    let forwarded = forwarded.and_then(|list| list.rsplit(',').next()?.trim().parse::<IpAddr>().ok());
    match forwarded.filter(|_| behind_proxy) {
        Some(address) => address.to_string(),
        None => {
            parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|peer| peer.0.ip().to_string()).unwrap_or_default()
        }
    }
}

#[cfg(test)]
mod tests {
    use axum::http::Request;

    use super::client_address;

    fn address(headers: &[&str], behind_proxy: bool) -> String {
        let request =
            headers.iter().fold(Request::builder(), |request, value| request.header("x-forwarded-for", *value));
        client_address(&request.body(()).expect("a request").into_parts().0, behind_proxy)
    }

    #[test]
    fn a_client_is_where_our_own_proxy_saw_it() {
        assert_eq!(address(&["1.1.1.1, 192.0.2.7"], true), "192.0.2.7");
        // Some proxies add a header of their own below the one that came.
        assert_eq!(address(&["1.1.1.1", "192.0.2.7"], true), "192.0.2.7");
        assert_eq!(address(&["1.1.1.1"], false), "");
    }
}
