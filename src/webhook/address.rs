use std::fmt;

use reqwest::Url;

/// Where a webhook posts. Whoever knows the address may post there, so it is a secret and never shown whole.
#[derive(Clone, PartialEq, Eq)]
pub struct Address(String);

/// Characters at the end by which people tell one from another, and how much more must stay hidden.
const SHOWN: usize = 4;
const HIDDEN: usize = 8;

impl Address {
    pub(crate) fn new(url: &str) -> Address {
        Address(url.to_owned())
    }

    pub(crate) fn reveal(&self) -> &str {
        &self.0
    }

    pub fn host(&self) -> String {
        Url::parse(&self.0).ok().and_then(|url| url.host_str().map(ToOwned::to_owned)).unwrap_or_default()
    }

    /// The host and the last characters: `hooks.slack.com/…x9Zq`.
    pub fn masked(&self) -> String {
        let secret = Url::parse(&self.0).map(|url| format!("{}{}", url.path(), url.query().unwrap_or_default()));
        let characters: Vec<char> = secret.unwrap_or_default().chars().collect();
        let shown = characters.len().checked_sub(SHOWN).filter(|hidden| *hidden >= HIDDEN);
        let end: String = shown.map(|from| characters[from..].iter().collect()).unwrap_or_default();
        format!("{}/…{end}", self.host())
    }
}

impl fmt::Debug for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.masked())
    }
}

impl From<String> for Address {
    fn from(url: String) -> Address {
        Address(url)
    }
}

#[cfg(test)]
mod tests {
    use super::Address;

    #[test]
    fn an_address_is_never_shown_whole() {
        let address = Address::new("https://hooks.slack.com/services/T024/B024/s3cr3tTokenAb9Z");
        assert_eq!(address.masked(), "hooks.slack.com/…Ab9Z");
        assert_eq!(format!("{address:?}"), "hooks.slack.com/…Ab9Z");
        assert_eq!(Address::new("https://chat.example/abcdef").masked(), "chat.example/…");
    }
}
