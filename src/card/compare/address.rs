//! Network addresses: IPv4 and IPv6, masks, networks, prefix lengths, and hardware addresses.

use std::net::IpAddr;

/// An address, equal to every other way of writing it. A mask is an address and never equal to its prefix length:
/// a question may ask for the one, given the other.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Address {
    Ip(IpAddr),
    /// An address and how many of its bits belong to the network.
    Network(IpAddr, u8),
    Prefix(u8),
    /// Twelve hexadecimal digits in small letters.
    Hardware(String),
}

impl Address {
    /// Reads `10.0.0.1`, `fe80::1`, `255.255.255.0`, `10.0.0.0/8`, `/8`, `00-1A-2B-3C-4D-5E`.
    pub(super) fn of(text: &str) -> Option<Self> {
        match text.split_once('/') {
            None => text.parse().ok().map(Self::Ip).or_else(|| hardware(text)),
            Some(("", length)) => prefix(length, 128).map(Self::Prefix),
            Some((ip, length)) => {
                let ip: IpAddr = ip.trim_end().parse().ok()?;
                prefix(length, if ip.is_ipv4() { 32 } else { 128 }).map(|length| Self::Network(ip, length))
            }
        }
    }

    /// Whether `given` names this address. A prefix length may come without its slash.
    pub(super) fn accepts(&self, given: &str) -> bool {
        match self {
            Self::Prefix(length) if prefix(given, 128) == Some(*length) => true,
            _ => Self::of(given).as_ref() == Some(self),
        }
    }
}

fn prefix(text: &str, longest: u8) -> Option<u8> {
    let digits = text.trim_start();
    let is_number = digits.bytes().all(|byte| byte.is_ascii_digit());
    digits.parse().ok().filter(|&length| is_number && length <= longest)
}

fn hardware(text: &str) -> Option<Address> {
    let is_grouped = [(':', 6, 2), ('-', 6, 2), ('.', 3, 4)].into_iter().any(|(mark, count, width)| {
        text.split(mark).count() == count && text.split(mark).all(|group| group.len() == width)
    });
    if !is_grouped {
        return None;
    }
    let digits = text.replace([':', '-', '.'], "").to_ascii_lowercase();
    (digits.len() == 12 && digits.bytes().all(|byte| byte.is_ascii_hexdigit()))
        .then_some(Address::Hardware(digits))
}
