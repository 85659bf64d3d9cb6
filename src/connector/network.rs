use std::net::{IpAddr, SocketAddr};
use std::str::FromStr;
use std::time::Duration;

use ipnet::IpNet;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};

/// The networks game servers may be in. Names are resolved anew for every connection and addresses outside are
/// dropped, so that a URL somebody typed never reaches, say, a cloud's metadata service.
#[derive(Clone, Debug, Default)]
pub struct Networks(Vec<IpNet>);

impl Networks {
    pub fn contains(&self, address: IpAddr) -> bool {
        let address = address.to_canonical();
        self.0.iter().any(|network| network.contains(&address))
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// Why a URL is not to be called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Whereabouts {
    /// Nobody knows the name, or nobody said in time.
    NotResolved,
    /// It leads there, which is in none of the networks.
    Outside(String),
}

/// How long a name may take to be resolved.
const RESOLVING: Duration = Duration::from_secs(3);

impl Networks {
    /// Whether a host is inside now. Every connection asks anew.
    pub async fn locate(&self, host: &str) -> Result<(), Whereabouts> {
        let host = host.trim_matches(['[', ']']);
        let found = tokio::time::timeout(RESOLVING, tokio::net::lookup_host((host, 0))).await;
        let Ok(Ok(found)) = found else { return Err(Whereabouts::NotResolved) };
        let found: Vec<IpAddr> = found.map(|address| address.ip()).collect();
        match found.first() {
            _ if found.iter().any(|address| self.contains(*address)) => Ok(()),
            Some(address) => Err(Whereabouts::Outside(address.to_string())),
            None => Err(Whereabouts::NotResolved),
        }
    }
}

impl FromStr for Networks {
    type Err = ipnet::AddrParseError;

    /// `10.1.0.0/16,127.0.0.0/8`
    fn from_str(list: &str) -> Result<Networks, Self::Err> {
        list.split(',')
            .map(str::trim)
            .filter(|network| !network.is_empty())
            .map(str::parse)
            .collect::<Result<_, _>>()
            .map(Networks)
    }
}

impl Resolve for Networks {
    fn resolve(&self, name: Name) -> Resolving {
        let networks = self.clone();
        Box::pin(async move {
            let found = tokio::net::lookup_host((name.as_str(), 0)).await?;
            let allowed: Vec<SocketAddr> = found.filter(|address| networks.contains(address.ip())).collect();
            if allowed.is_empty() {
                return Err(AddressNotAllowed.into());
            }
            Ok(Box::new(allowed.into_iter()) as Addrs)
        })
    }
}

#[derive(Debug, thiserror::Error)]
#[error("the address is in none of the networks that game servers may be in")]
pub(super) struct AddressNotAllowed;

#[cfg(test)]
mod tests {
    use super::Networks;

    #[test]
    fn an_address_outside_the_list_is_not_allowed() {
        let networks: Networks = "127.0.0.0/8, 10.1.0.0/16".parse().expect("two networks");
        assert!(networks.contains("127.0.0.1".parse().expect("an address")));
        assert!(networks.contains("::ffff:10.1.2.3".parse().expect("an address")));
        assert!(!networks.contains("169.254.169.254".parse().expect("an address")));
        assert!(!Networks::default().contains("127.0.0.1".parse().expect("an address")));
    }
}
