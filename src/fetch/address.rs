//! Which addresses may be connected to: public ones, and those the operator wrote down.
//!
//! A watched page is untrusted. It must not be able to make us ask services that are reachable only
//! from inside (server-side request forgery): by a redirect, by a name that resolves inwards, or by an
//! address that embeds a private one. Names are resolved here, once, and the connection goes to what
//! was checked, so a second answer of the name server cannot swap the target.

use std::collections::BTreeMap;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use url::{Host, Url};

use super::FetchError;

/// Where a hop connects to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Target {
    /// Checked addresses of the name.
    Addresses(Vec<SocketAddr>),
    /// An address of the operator's `resolve`, port included.
    Override(SocketAddr),
}

/// Finds out where `url` leads and refuses what `start`, the watchlist's own address, does not justify.
pub(super) async fn resolve(
    url: &Url,
    start: &Url,
    overrides: &BTreeMap<(String, u16), SocketAddr>,
) -> Result<Target, FetchError> {
    let forbidden = |why: &str| FetchError::Forbidden { url: url.to_string(), why: why.to_owned() };
    if !matches!(url.scheme(), "http" | "https") {
        return Err(forbidden("only http and https are fetched"));
    }
    let (Some(host), Some(port)) = (url.host(), url.port_or_known_default()) else {
        return Err(forbidden("it names no host"));
    };
    if let Some(address) = overrides.get(&(plain_name(&host), port)) {
        return Ok(Target::Override(*address));
    }
    let addresses = lookup(url, &host, port).await?;
    let addresses: Vec<_> = if written_by_operator(url, start) {
        addresses
            .into_iter()
            .filter(|address| is_public(address.ip()) || address.ip().is_loopback())
            .collect()
    } else {
        addresses.into_iter().filter(|address| is_public(address.ip())).collect()
    };
    if addresses.is_empty() {
        return Err(forbidden("it leads to a private address; `[fetch] resolve` can allow it"));
    }
    Ok(Target::Addresses(addresses))
}

/// Host as `resolve` spells it: lower case, no final dot, no brackets.
fn plain_name(host: &Host<&str>) -> String {
    match host {
        Host::Domain(name) => name.trim_end_matches('.').to_ascii_lowercase(),
        Host::Ipv4(ip) => ip.to_string(),
        Host::Ipv6(ip) => ip.to_string(),
    }
}

async fn lookup(url: &Url, host: &Host<&str>, port: u16) -> Result<Vec<SocketAddr>, FetchError> {
    let name = match host {
        Host::Ipv4(ip) => return Ok(vec![(*ip, port).into()]),
        Host::Ipv6(ip) => return Ok(vec![(*ip, port).into()]),
        Host::Domain(name) => *name,
    };
    let found = tokio::net::lookup_host((name, port))
        .await
        .map_err(|error| FetchError::Unreachable { url: url.to_string(), source: error.into() })?;
    Ok(found.collect())
}

/// True for the very host and port of the watchlist entry, when that entry names this machine in so
/// many words. A redirect to any other port here is the page's wish, not the operator's.
fn written_by_operator(url: &Url, start: &Url) -> bool {
    let names_this_machine = match start.host() {
        Some(Host::Domain(name)) => name.trim_end_matches('.').eq_ignore_ascii_case("localhost"),
        Some(Host::Ipv4(ip)) => ip.is_loopback(),
        Some(Host::Ipv6(ip)) => ip.is_loopback(),
        None => false,
    };
    names_this_machine
        && url.host() == start.host()
        && url.port_or_known_default() == start.port_or_known_default()
}

/// True for addresses of the public internet, after the special-purpose registries of IANA.
fn is_public(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => is_public_v4(ip),
        IpAddr::V6(ip) => is_public_v6(ip),
    }
}

fn is_public_v4(ip: Ipv4Addr) -> bool {
    let special = match ip.octets() {
        // Shared address space of carriers (RFC 6598).
        [100, second, ..] => second & 0xc0 == 64,
        // "This network" and loopback; IETF protocol assignments and the old 6to4 relays; benchmarking
        // (RFC 2544); reserved and broadcast. The others have names in the standard library.
        first => {
            matches!(
                first,
                [0 | 127 | 240..=255, ..] | [192, 0, 0, _] | [192, 88, 99, _] | [198, 18 | 19, ..]
            )
        }
    };
    !(special || ip.is_private() || ip.is_link_local() || ip.is_multicast() || ip.is_documentation())
}

fn is_public_v6(ip: Ipv6Addr) -> bool {
    if let Some(embedded) = embedded_v4(ip) {
        return is_public_v4(embedded);
    }
    // Global unicast is 2000::/3; of it, protocol assignments and documentation are not public.
    let segments = ip.segments();
    let is_global_unicast = segments[0] & 0xe000 == 0x2000;
    let is_special = (segments[0] == 0x2001 && (segments[1] < 0x0200 || segments[1] == 0x0db8))
        || (segments[0] == 0x3fff && segments[1] < 0x1000);
    is_global_unicast && !is_special
}

/// The IPv4 address that a mapped, NAT64 or 6to4 address leads to.
fn embedded_v4(ip: Ipv6Addr) -> Option<Ipv4Addr> {
    let from = |high: u16, low: u16| Ipv4Addr::from((u32::from(high) << 16) | u32::from(low));
    match ip.segments() {
        [0, 0, 0, 0, 0, 0xffff, high, low]
        | [0x64, 0xff9b, 0, 0, 0, 0, high, low]
        | [0x2002, high, low, ..] => Some(from(high, low)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_of_the_public_internet_are_public() {
        let check = |text: &str, expected: bool| {
            assert_eq!(is_public(text.parse().unwrap()), expected, "{text}");
        };
        for text in
            ["1.1.1.1", "93.184.215.14", "100.63.0.1", "172.32.0.1", "2606:4700::1111", "::ffff:8.8.8.8"]
        {
            check(text, true);
        }
        for text in [
            "0.0.0.0",
            "10.1.2.3",
            "100.64.0.1",
            "127.0.0.1",
            "127.9.9.9",
            "169.254.169.254",
            "172.16.0.1",
            "192.0.0.8",
            "192.168.1.1",
            "198.18.0.1",
            "203.0.113.9",
            "224.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "fc00::1",
            "fd12::1",
            "fe80::1",
            "fec0::1",
            "ff02::1",
            "2001:db8::1",
            "2001::1",
            "::ffff:127.0.0.1",
            "64:ff9b::a00:1",
            "2002:7f00:1::",
            "::127.0.0.1",
        ] {
            check(text, false);
        }
    }

    async fn resolved(url: &str, start: &str) -> Result<Target, FetchError> {
        let overrides =
            BTreeMap::from([(("policy.test".to_owned(), 443), "127.0.0.1:4433".parse().unwrap())]);
        resolve(&Url::parse(url).unwrap(), &Url::parse(start).unwrap(), &overrides).await
    }

    #[tokio::test]
    async fn loopback_needs_the_operators_own_words() {
        for (url, start, allowed) in [
            ("http://127.0.0.1:8080/b", "http://127.0.0.1:8080/a", true),
            ("http://[::1]:8080/b", "http://[::1]:8080/a", true),
            ("http://localhost:8080/b", "http://localhost:8080/a", true),
            ("https://policy.test/b", "https://policy.test/a", true),
            ("http://127.0.0.1:8081/b", "http://127.0.0.1:8080/a", false),
            ("http://127.0.0.1/b", "https://policy.test/a", false),
            ("http://2130706433/", "https://policy.test/a", false),
            ("http://localhost/b", "https://policy.test/a", false),
            ("http://10.0.0.1/", "http://10.0.0.1/", false),
            ("http://169.254.169.254/latest", "http://127.0.0.1:8080/a", false),
            ("file:///etc/hostname", "http://127.0.0.1:8080/a", false),
        ] {
            match resolved(url, start).await {
                Ok(_) => assert!(allowed, "{url} from {start}"),
                Err(FetchError::Forbidden { .. }) => assert!(!allowed, "{url} from {start}"),
                Err(other) => panic!("{url}: {other:?}"),
            }
        }
    }

    #[tokio::test]
    async fn an_override_is_for_its_host_and_port_only() {
        let found = resolved("https://POLICY.test/", "https://policy.test/").await.unwrap();
        assert_eq!(found, Target::Override("127.0.0.1:4433".parse().unwrap()));
    }
}
