//! What a list's URL asks for: read once, shown again in the form, and carried on by every link of the page.

mod reading;

pub use reading::{Complaint, Reading};

use axum::extract::{FromRequestParts, Query};
use axum::http::Method;
use axum::http::request::Parts;
use axum::response::Redirect;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// What stands in a query as it is: dates, codes and places stay readable.
const PLAIN: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b':');

/// Names and values of a query, without the empty ones that a form sends along.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked(Vec<(String, String)>);

impl<S: Sync> FromRequestParts<S> for Asked {
    /// To the same page without them: an address that people send each other says what is asked and nothing else.
    type Rejection = Redirect;

    /// Any query can be read: what makes no sense is for the page to say.
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Asked, Redirect> {
        let pairs = Query::<Vec<(String, String)>>::try_from_uri(&parts.uri).map(|query| query.0).unwrap_or_default();
        let count = pairs.len();
        let asked = Asked(pairs.into_iter().filter(|(_, value)| !value.trim().is_empty()).collect());
        if parts.method == Method::GET && asked.0.len() < count {
            return Err(Redirect::to(&asked.href(parts.uri.path())));
        }
        Ok(asked)
    }
}

impl Asked {
    /// The first value of a name; empty if there is none.
    pub fn get(&self, name: &str) -> &str {
        self.0.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value.trim())
    }

    /// How many of these names have a value.
    pub fn count(&self, names: &[&str]) -> usize {
        names.iter().filter(|name| !self.get(name).is_empty()).count()
    }

    /// Only these names, in this order.
    pub fn only(&self, names: &[&str]) -> Asked {
        let pairs = names.iter().map(|name| ((*name).to_owned(), self.get(name).to_owned()));
        Asked(pairs.filter(|(_, value)| !value.is_empty()).collect())
    }

    pub fn with(mut self, name: &str, value: impl ToString) -> Asked {
        self.0.retain(|(known, _)| known != name);
        self.0.push((name.to_owned(), value.to_string()));
        self
    }

    /// A link to a page that asks this.
    pub fn href(&self, path: &str) -> String {
        let plain = |text| utf8_percent_encode(text, PLAIN);
        let pairs: Vec<String> =
            self.0.iter().map(|(name, value)| format!("{}={}", plain(name), plain(value.trim()))).collect();
        if pairs.is_empty() { path.to_owned() } else { format!("{path}?{}", pairs.join("&")) }
    }
}

#[cfg(test)]
mod tests {
    use super::Asked;

    #[test]
    fn a_link_carries_what_is_asked_and_nothing_else() {
        let pairs =
            [("game", "moonlit"), ("from", "2026-11-15"), ("player", ""), ("junk", "1"), ("requester", "박 &=")];
        let asked = Asked(pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec());
        let kept = asked.only(&["from", "requester", "player", "game"]);
        assert_eq!(kept.href("/requests"), "/requests?from=2026-11-15&requester=%EB%B0%95%20%26%3D&game=moonlit");
        assert_eq!(kept.clone().with("game", "courier").get("game"), "courier");
        assert_eq!(Asked::default().href("/requests"), "/requests");
    }
}
