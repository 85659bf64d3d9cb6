use std::net::{IpAddr, SocketAddr};
use std::sync::LazyLock;
use std::time::Duration;

use ipnet::IpNet;
use reqwest::Url;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};

use super::{Owner, WebhookProblem};
use crate::connector::Networks;

/// Where webhooks may post: by https to hosts of these names, wherever on the public internet they are; those of games
/// also to anything inside the networks, and those of people there only to addresses that are named as well. Names are
/// resolved anew for every connection, and addresses that are neither are dropped.
#[derive(Clone, Debug, Default)]
pub struct Hosts {
    names: Vec<String>,
    networks: Networks,
}

/// The longest address.
const LONGEST: usize = 2_000;
/// How long a name may take to be resolved.
const RESOLVING: Duration = Duration::from_secs(3);

/// What is not the public internet: IANA's special-purpose registries, multicast, and ways from IPv6 to IPv4, which
/// would lead back to the same.
static RESERVED: LazyLock<Vec<IpNet>> = LazyLock::new(|| {
    let networks = [
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",
        "127.0.0.0/8",
        "169.254.0.0/16",
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.88.99.0/24",
        "192.168.0.0/16",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/3",
        // Of IPv6 only 2000::/3 is given out.
        "::/3",
        "2001::/23",
        "2001:db8::/32",
        "2002::/16",
        "3fff::/20",
        "4000::/2",
        "8000::/1",
    ];
    networks.map(|network| network.parse().expect("a network")).to_vec()
});

fn is_public(address: IpAddr) -> bool {
    let address = address.to_canonical();
    !RESERVED.iter().any(|network| network.contains(&address))
}

impl Hosts {
    /// Host names, or addresses, with commas between them.
    pub fn new(names: &str, networks: Networks) -> Hosts {
        let names = names.split(',').map(|name| name.trim().to_lowercase()).filter(|name| !name.is_empty());
        Hosts { names: names.collect(), networks }
    }

    /// The names, for whoever is to type an address.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// Whether webhooks may post there, as far as the address itself tells.
    pub(super) fn judge(&self, owner: Owner, url: &str) -> Result<Url, WebhookProblem> {
        let parsed = Url::parse(url).ok().filter(|url| url.has_host() && matches!(url.scheme(), "http" | "https"));
        let url = parsed.filter(|_| url.len() <= LONGEST).ok_or(WebhookProblem::NotAUrl)?;
        if !url.username().is_empty() || url.password().is_some() || url.fragment().is_some() {
            return Err(WebhookProblem::NotAUrl);
        }
        let host = url.host_str().unwrap_or_default().trim_matches(['[', ']']);
        let inside = match host.parse::<IpAddr>() {
            _ if matches!(owner, Owner::Person(_)) && !self.is_named(host) => false,
            Ok(address) => self.networks.contains(address),
            Err(_) if self.is_named(host) && url.port().is_some() => false,
            Err(_) if self.is_named(host) && url.scheme() != "https" => return Err(WebhookProblem::NotHttps),
            // Where it leads is seen when it is resolved.
            Err(_) => self.is_named(host) || !self.networks.is_empty(),
        };
        if inside { Ok(url) } else { Err(WebhookProblem::HostNotAllowed) }
    }

    /// The same, and where its name leads now.
    pub(super) async fn locate(&self, owner: Owner, url: &str) -> Result<(), WebhookProblem> {
        let url = self.judge(owner, url)?;
        let host = url.host_str().unwrap_or_default().trim_matches(['[', ']']);
        if self.is_named(host) {
            return Ok(());
        }
        let found = tokio::time::timeout(RESOLVING, tokio::net::lookup_host((host, 0))).await;
        let found: Vec<SocketAddr> = found.ok().and_then(Result::ok).map(Iterator::collect).unwrap_or_default();
        let inside = found.iter().any(|address| self.networks.contains(address.ip()));
        if inside { Ok(()) } else { Err(WebhookProblem::HostNotAllowed) }
    }

    fn is_named(&self, host: &str) -> bool {
        self.names.iter().any(|name| name == host)
    }

    fn may_reach(&self, host: &str, address: IpAddr) -> bool {
        self.networks.contains(address) || (self.is_named(host) && is_public(address))
    }
}

impl Resolve for Hosts {
    fn resolve(&self, name: Name) -> Resolving {
        let hosts = self.clone();
        Box::pin(async move {
            let found = tokio::net::lookup_host((name.as_str(), 0)).await?;
            let allowed: Vec<SocketAddr> =
                found.filter(|address| hosts.may_reach(name.as_str(), address.ip())).collect();
            if allowed.is_empty() {
                return Err(NotAllowed.into());
            }
            Ok(Box::new(allowed.into_iter()) as Addrs)
        })
    }
}

#[derive(Debug, thiserror::Error)]
#[error("webhooks may not post to this address")]
pub(super) struct NotAllowed;

#[cfg(test)]
mod tests {
    use super::*;

    const OWNERS: [Owner; 2] = [Owner::Person(1), Owner::Game(1)];

    fn slack(networks: &str) -> Hosts {
        Hosts::new("hooks.slack.com, Chat.Example", networks.parse().expect("networks"))
    }

    #[test]
    fn only_named_hosts_are_posted_to_and_only_by_https() {
        use WebhookProblem::{HostNotAllowed, NotAUrl, NotHttps};
        let hosts = slack("");
        for (url, expected) in [
            ("https://hooks.slack.com/services/T/B/x", Ok(())),
            ("https://HOOKS.slack.com/services/T/B/x", Ok(())),
            ("https://chat.example:443/x", Ok(())),
            ("http://hooks.slack.com/services/T/B/x", Err(NotHttps)),
            ("https://hooks.slack.com:8443/x", Err(HostNotAllowed)),
            ("https://hooks.slack.com.evil.example/x", Err(HostNotAllowed)),
            ("https://evil.hooks.slack.com/x", Err(HostNotAllowed)),
            ("https://hooks.slack.com@evil.example/x", Err(NotAUrl)),
            ("https://user:word@hooks.slack.com/x", Err(NotAUrl)),
            ("https://169.254.169.254/latest", Err(HostNotAllowed)),
            ("https://0x7f.1/", Err(HostNotAllowed)),
            ("https://[::1]/", Err(HostNotAllowed)),
            ("https://localhost/", Err(HostNotAllowed)),
            ("ftp://hooks.slack.com/x", Err(NotAUrl)),
            ("hooks.slack.com/x", Err(NotAUrl)),
            ("", Err(NotAUrl)),
        ] {
            for owner in OWNERS {
                assert_eq!(hosts.judge(owner, url).map(|_| ()), expected, "{owner:?} {url}");
            }
        }
    }

    #[test]
    fn an_address_by_number_is_posted_to_only_inside_the_networks() {
        let (hosts, game) = (slack("10.1.0.0/16"), Owner::Game(1));
        assert!(hosts.judge(game, "http://10.1.2.3:8065/hooks/x").is_ok());
        assert!(hosts.judge(game, "http://[::ffff:10.1.2.3]/hooks/x").is_ok());
        assert!(hosts.judge(game, "http://10.2.2.3/hooks/x").is_err());
    }

    #[test]
    fn what_a_person_sets_is_posted_inside_the_networks_only_where_that_is_named() {
        let hosts = Hosts::new("hooks.slack.com,10.1.2.3,10.2.2.3", "10.1.0.0/16".parse().expect("networks"));
        for (url, of_a_person, of_a_game) in [
            ("https://hooks.slack.com/services/x", true, true),
            ("http://10.1.2.3:8065/hooks/x", true, true),
            ("http://10.1.2.4:8065/hooks/x", false, true),
            ("http://chat.internal.example/hooks/x", false, true),
            ("http://localhost/x", false, true),
            // Named and outside the networks.
            ("http://10.2.2.3/x", false, false),
        ] {
            let may = OWNERS.map(|owner| hosts.judge(owner, url).is_ok());
            assert_eq!(may, [of_a_person, of_a_game], "{url}");
        }
    }

    #[test]
    fn a_named_host_is_reached_on_the_public_internet_or_inside_the_networks() {
        let hosts = slack("10.1.0.0/16");
        let may = |address: &str| hosts.may_reach("hooks.slack.com", address.parse().expect("an address"));
        for public in ["3.68.170.153", "2a05:d014::1"] {
            assert!(may(public), "{public}");
        }
        assert!(may("10.1.2.3"));
        for private in [
            "127.0.0.1",
            "10.2.0.1",
            "172.16.0.1",
            "192.168.1.1",
            "169.254.169.254",
            "100.100.100.200",
            "0.0.0.0",
            "255.255.255.255",
            "224.0.0.1",
            "::1",
            "::",
            "::ffff:127.0.0.1",
            "::ffff:169.254.169.254",
            "fe80::1",
            "fd00:ec2::254",
            "64:ff9b::a9fe:a9fe",
            "2002:7f00:1::",
            "ff02::1",
        ] {
            assert!(!may(private), "{private}");
        }
        assert!(!hosts.may_reach("elsewhere.example", "3.68.170.153".parse().expect("an address")));
    }
}
