//! Answers that are asked for in one way of writing: in binary, as a mask, in the short form.
//!
//! Within it, values are compared, however they are grouped. The right value written otherwise is known as such, and is not
//! right.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use serde::de::IntoDeserializer;
use serde::de::value::StrDeserializer;
use serde::{Deserialize, Serialize};

use super::address::Address;
use super::number::decimal;

/// How an answer is to be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Notation {
    /// `1100 1010`, `0b11001010`
    Binary,
    /// `FC`, `0xfc`, `#fc`
    Hex,
    /// `8190`, `8,190`
    Dec,
    /// `255.255.240.0`
    Mask,
    /// `/29`, `29`
    Prefix,
    /// `2001:db8::1`
    Ipv6Short,
    /// `2001:0db8:0000:0000:0000:0000:0000:0001`
    Ipv6Full,
    /// Any way of writing an address.
    Address,
}

/// What a text stands for.
#[derive(Debug, PartialEq, Eq)]
enum Meaning {
    Number(u128),
    Ip(IpAddr),
    Network(IpAddr, u8),
    /// A hardware address.
    Hardware(String),
}

impl Notation {
    /// All of them, as decks write them.
    pub const NAMES: &'static [&'static str] =
        &["text", "number", "binary", "hex", "dec", "mask", "prefix", "ipv6-short", "ipv6-full", "address"];

    /// The one of that name; `None` for `text` and `number`, which are read as any typed answer is.
    pub fn named(name: &str) -> Option<Self> {
        let name: StrDeserializer<'_, serde::de::value::Error> = name.into_deserializer();
        Self::deserialize(name).ok()
    }

    /// How it is named in a sentence.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Binary => "in binary",
            Self::Hex => "in hexadecimal",
            Self::Dec => "in decimal",
            Self::Mask => "as a mask",
            Self::Prefix => "as a prefix length",
            Self::Ipv6Short => "in the short form",
            Self::Ipv6Full => "in the full form",
            Self::Address => "as an address",
        }
    }

    /// What to tell of the right value that is written otherwise.
    pub const fn otherwise(self) -> &'static str {
        match self {
            Self::Binary => "The same number, not in binary.",
            Self::Hex => "The same number, not in hexadecimal.",
            Self::Dec => "The same number, not in decimal.",
            Self::Mask => "The same length, not written as a mask.",
            Self::Prefix => "The same mask, not written as a prefix length.",
            Self::Ipv6Short => "The same address, not the short form.",
            Self::Ipv6Full => "The same address, not the full form.",
            Self::Address => "The same address, but the prefix length is missing, or is one too much.",
        }
    }

    /// Whether `text` is written so.
    pub fn is_of(self, text: &str) -> bool {
        self.read(text.trim()).is_some()
    }

    /// Whether `given` is `answer`, written as it should be; both are tidy.
    pub(super) fn accepts(self, given: &str, answer: &str) -> bool {
        self.read(given).is_some_and(|given| self.read(answer) == Some(given))
    }

    /// Whether `given` is the value of `answer`, written otherwise; both are tidy.
    pub(super) fn is_otherwise(self, given: &str, answer: &str) -> bool {
        let Some(wanted) = self.read(answer) else { return false };
        let is_bare = !given.contains('/');
        self.read(given).as_ref() != Some(&wanted)
            && self.others(given).into_iter().any(|given| match (&given, &wanted) {
                // The prefix length that is asked for was left out.
                (Meaning::Ip(ip), Meaning::Network(wanted, _)) => ip == wanted && is_bare,
                _ => given == wanted,
            })
    }

    /// What `text` stands for, where it is written so.
    fn read(self, text: &str) -> Option<Meaning> {
        match self {
            Self::Binary => digits(text, 2).map(Meaning::Number),
            Self::Hex => digits(text, 16).map(Meaning::Number),
            Self::Dec => whole(text).map(Meaning::Number),
            Self::Mask => mask(text).map(Meaning::Number),
            Self::Prefix => prefix(text).map(Meaning::Number),
            Self::Ipv6Short => ipv6(text)
                .filter(|ip| ip.to_string().eq_ignore_ascii_case(text))
                .map(|ip| Meaning::Ip(ip.into())),
            Self::Ipv6Full => {
                let groups = |ip: &Ipv6Addr| ip.segments().map(|group| format!("{group:04x}")).join(":");
                ipv6(text).filter(|ip| groups(ip).eq_ignore_ascii_case(text)).map(|ip| Meaning::Ip(ip.into()))
            }
            Self::Address => match Address::of(text)? {
                Address::Ip(ip) => Some(Meaning::Ip(ip)),
                Address::Network(ip, length) => Some(Meaning::Network(ip, length)),
                Address::Hardware(digits) => Some(Meaning::Hardware(digits)),
                Address::Prefix(_) => None,
            },
        }
    }

    /// What `text` may stand for in the other ways of writing.
    fn others(self, text: &str) -> Vec<Meaning> {
        match self {
            Self::Binary | Self::Hex | Self::Dec => {
                let marked = text.get(..2).map(str::to_ascii_lowercase);
                let readings = match marked.as_deref() {
                    Some("0x") => [digits(text, 16), None, None, None],
                    Some("0b") => [digits(text, 2), None, None, None],
                    _ => [whole(text), digits(text, 16), digits(text, 2), dotted(text)],
                };
                readings.into_iter().flatten().map(Meaning::Number).collect()
            }
            Self::Mask | Self::Prefix => {
                [mask(text), prefix(text)].into_iter().flatten().map(Meaning::Number).collect()
            }
            Self::Ipv6Short | Self::Ipv6Full => {
                ipv6(text).map(|ip| Meaning::Ip(ip.into())).into_iter().collect()
            }
            Self::Address => match Address::of(text) {
                // The learner gave more than is asked for.
                Some(Address::Network(ip, _) | Address::Ip(ip)) => vec![Meaning::Ip(ip)],
                _ => Vec::new(),
            },
        }
    }
}

/// A number in binary or hexadecimal digits, however they are grouped and marked.
fn digits(text: &str, radix: u32) -> Option<u128> {
    let text = text.to_ascii_lowercase();
    let (start, end) = if radix == 2 { ("0b", "b") } else { ("0x", "h") };
    // As colours are written.
    let text = if radix == 16 { text.strip_prefix('#').unwrap_or(&text) } else { &text };
    let text = match text.strip_prefix(start) {
        Some(rest) => rest,
        // A `b` at the end is a digit in hexadecimal, and a mark in binary.
        None => text.strip_suffix(end).unwrap_or(text),
    };
    // Octets of an address are parted by points; a point elsewhere makes it something else.
    let has_points = text.contains('.');
    if has_points && !(radix == 2 && text.split('.').all(|octet| octet.trim().len() == 8)) {
        return None;
    }
    let tight: String = text.chars().filter(|c| !matches!(c, ' ' | '_' | '.' | '\'')).collect();
    let is_digits = !tight.is_empty() && tight.chars().all(|c| c.is_digit(radix));
    u128::from_str_radix(&tight, radix).ok().filter(|_| is_digits)
}

/// A whole number in decimal, with or without what parts its thousands.
fn whole(text: &str) -> Option<u128> {
    decimal(text)?.parse().ok()
}

/// The bits of an IPv4 address as a number.
fn dotted(text: &str) -> Option<u128> {
    text.parse::<Ipv4Addr>().ok().map(|ip| u128::from(ip.to_bits()))
}

/// How many ones a mask begins with, where they are all it has.
fn mask(text: &str) -> Option<u128> {
    let bits = text.parse::<Ipv4Addr>().ok()?.to_bits();
    (bits.leading_ones() == bits.count_ones()).then(|| u128::from(bits.count_ones()))
}

fn prefix(text: &str) -> Option<u128> {
    let digits = text.strip_prefix('/').unwrap_or(text).trim_start();
    let is_number = digits.bytes().all(|byte| byte.is_ascii_digit());
    digits.parse().ok().filter(|&length| is_number && length <= 128)
}

fn ipv6(text: &str) -> Option<Ipv6Addr> {
    text.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::super::{Expected, Rivals, judge};
    use super::*;
    use crate::card::Verdict;

    #[test]
    fn values_are_compared_within_the_form_and_what_is_written_otherwise_is_told() {
        const RIGHT: (bool, bool) = (true, false);
        const OTHERWISE: (bool, bool) = (false, true);
        const WRONG: (bool, bool) = (false, false);
        for (form, answer, given, wanted) in [
            ("prefix", "/29", "29", RIGHT),
            ("prefix", "29", "/ 29", RIGHT),
            ("prefix", "/29", "255.255.255.248", OTHERWISE),
            ("prefix", "/29", "/28", WRONG),
            ("dec", "8190", "8,190", RIGHT),
            ("dec", "8190", "8 190", RIGHT),
            ("dec", "252", "0xFC", OTHERWISE),
            ("dec", "252", "FC", OTHERWISE),
            ("dec", "252", "11111100", OTHERWISE),
            ("dec", "252", "251", WRONG),
            ("binary", "11001010", "1100 1010", RIGHT),
            ("binary", "00001010", "0b1010", RIGHT),
            ("binary", "11001010", "202", OTHERWISE),
            ("binary", "11001010", "0xCA", OTHERWISE),
            ("binary", "11001010", "1100 1011", WRONG),
            ("binary", "11000000.10101000.00000001.00000001", "11000000.10101000.00000001.00000001", RIGHT),
            ("binary", "11000000.10101000.00000001.00000001", "192.168.1.1", OTHERWISE),
            ("hex", "FC", "0xFC", RIGHT),
            ("hex", "FC", "fch", RIGHT),
            ("hex", "0x0B", "b", RIGHT),
            ("hex", "FC", "252", OTHERWISE),
            ("hex", "FC", "1111 1100", OTHERWISE),
            ("mask", "255.255.240.0", "255.255.240.0", RIGHT),
            ("mask", "255.255.240.0", "/20", OTHERWISE),
            ("mask", "255.255.240.0", "255.255.224.0", WRONG),
            ("ipv6-short", "2001:db8::1", "2001:DB8::1", RIGHT),
            ("ipv6-short", "2001:db8::1", "2001:db8:0:0::1", OTHERWISE),
            ("ipv6-short", "2001:db8::1", "2001:0db8::1", OTHERWISE),
            ("ipv6-short", "2001:db8::1", "2001:db8::2", WRONG),
            ("ipv6-full", "2001:0db8:0000:0000:0000:0000:0000:0001", "2001:db8::1", OTHERWISE),
            ("address", "2001:db8::1", "2001:0db8:0::1", RIGHT),
            ("address", "10.3.64.0", "10.3.64.0/20", OTHERWISE),
            ("address", "10.3.64.0/20", "10.3.64.0", OTHERWISE),
            ("address", "10.3.64.0/20", "10.3.64.0/21", WRONG),
            ("address", "00:1a:2b:3c:4d:5e", "00-1A-2B-3C-4D-5E", RIGHT),
        ] {
            let notation = Notation::named(form).unwrap();
            let found = (notation.accepts(given, answer), notation.is_otherwise(given, answer));
            assert_eq!(found, wanted, "{form}: {given} for {answer}");
            let expected = Expected { notation: Some(notation), ..Expected::of(answer) };
            assert_eq!(judge(given, &expected, &Rivals::default()) == Verdict::Right, wanted == RIGHT);
            let told = expected.why(given, &Rivals::default());
            assert_eq!(told.is_some(), wanted == OTHERWISE, "{form}: {given}");
        }
    }

    #[test]
    fn every_name_but_those_of_any_typed_answer_is_a_form_of_its_own() {
        let unnamed: Vec<_> = Notation::NAMES.iter().filter(|name| Notation::named(name).is_none()).collect();
        assert_eq!(unnamed, [&"text", &"number"]);
    }
}
