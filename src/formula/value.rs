//! The values of formulas, and how it is shown.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Bytes of the longest text that a formula makes.
pub(super) const LONGEST_TEXT: usize = 4000;

/// A value of the language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// A whole number.
    Whole(i128),
    /// A text.
    Text(String),
    /// True or false, shown as `yes` or `no`.
    Truth(bool),
    /// An IPv4 address.
    Ipv4(Ipv4Addr),
    /// An IPv6 address.
    Ipv6(Ipv6Addr),
    /// A hardware address: its 48 lowest bits.
    Mac(u64),
    /// Values of one sort.
    List(Vec<Self>),
}

/// What sort of value a formula gives, known before it is computed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    /// See [`Value::Whole`].
    Whole,
    /// See [`Value::Text`].
    Text,
    /// See [`Value::Truth`].
    Truth,
    /// See [`Value::Ipv4`].
    Ipv4,
    /// See [`Value::Ipv6`].
    Ipv6,
    /// See [`Value::Mac`].
    Mac,
    /// A list of these; lists of lists there are none.
    List(&'static Self),
}

/// Why a formula gives no value for what was drawn: a sentence without a full stop.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault(pub String);

/// A value, or why there is none.
pub(super) type Computed = Result<Value, Fault>;

/// A fault that says this.
pub(super) fn fault<T>(message: impl Into<String>) -> Result<T, Fault> {
    Err(Fault(message.into()))
}

/// What is told of a number that is too large.
pub(super) fn too_large() -> Fault {
    Fault("a number becomes too large".to_owned())
}

impl Sort {
    /// Its name, with its article.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Whole => "a whole number",
            Self::Text => "a text",
            Self::Truth => "true or false",
            Self::Ipv4 => "an IPv4 address",
            Self::Ipv6 => "an IPv6 address",
            Self::Mac => "a hardware address",
            Self::List(_) => "a list",
        }
    }

    /// A list of values of this sort.
    pub const fn list(self) -> Option<Self> {
        Some(Self::List(match self {
            Self::Whole => &Self::Whole,
            Self::Text => &Self::Text,
            Self::Truth => &Self::Truth,
            Self::Ipv4 => &Self::Ipv4,
            Self::Ipv6 => &Self::Ipv6,
            Self::Mac => &Self::Mac,
            Self::List(_) => return None,
        }))
    }

    /// `text` as a value of this sort, where it is one that texts can stand for.
    pub(super) fn read(self, text: &str) -> Computed {
        let read = match self {
            Self::Whole => text.trim().parse().ok().map(Value::Whole),
            Self::Ipv4 => text.trim().parse().ok().map(Value::Ipv4),
            Self::Ipv6 => text.trim().parse().ok().map(Value::Ipv6),
            Self::Mac => mac(text.trim()).map(Value::Mac),
            _ => Some(Value::Text(text.to_owned())),
        };
        read.ok_or_else(|| Fault(format!("`{}` is not {}", shortened(text), self.name())))
    }
}

impl Value {
    /// The value that `text` is read as: a whole number or an address that is written just so, otherwise a text.
    pub fn plain(text: &str) -> Self {
        let sorts = [Sort::Whole, Sort::Ipv4, Sort::Ipv6];
        let read = sorts.into_iter().filter_map(|sort| sort.read(text).ok());
        // What is written otherwise than it would be shown, `007`, keeps its letters.
        read.into_iter()
            .find(|value| value.to_string() == text)
            .unwrap_or_else(|| Self::Text(text.to_owned()))
    }

    /// Its sort; that of an empty list is one of texts.
    pub fn sort(&self) -> Sort {
        match self {
            Self::Whole(_) => Sort::Whole,
            Self::Text(_) => Sort::Text,
            Self::Truth(_) => Sort::Truth,
            Self::Ipv4(_) => Sort::Ipv4,
            Self::Ipv6(_) => Sort::Ipv6,
            Self::Mac(_) => Sort::Mac,
            Self::List(items) => {
                items.first().and_then(|item| item.sort().list()).unwrap_or(Sort::List(&Sort::Text))
            }
        }
    }

    /// The address, if it is one.
    pub(super) const fn address(&self) -> Option<IpAddr> {
        match self {
            Self::Ipv4(ip) => Some(IpAddr::V4(*ip)),
            Self::Ipv6(ip) => Some(IpAddr::V6(*ip)),
            _ => None,
        }
    }
}

impl From<IpAddr> for Value {
    fn from(ip: IpAddr) -> Self {
        match ip {
            IpAddr::V4(ip) => Self::Ipv4(ip),
            IpAddr::V6(ip) => Self::Ipv6(ip),
        }
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Whole(number) => write!(f, "{number}"),
            Self::Text(text) => f.write_str(text),
            Self::Truth(is_so) => f.write_str(if *is_so { "yes" } else { "no" }),
            Self::Ipv4(ip) => write!(f, "{ip}"),
            Self::Ipv6(ip) => write!(f, "{ip}"),
            Self::Mac(bits) => {
                let bytes = bits.to_be_bytes();
                let digits: Vec<String> = bytes[2..].iter().map(|byte| format!("{byte:02x}")).collect();
                f.write_str(&digits.join(":"))
            }
            Self::List(items) => {
                for (place, item) in items.iter().enumerate() {
                    write!(f, "{}{item}", if place == 0 { "" } else { ", " })?;
                }
                Ok(())
            }
        }
    }
}

/// The bits of a hardware address, whatever parts its digits.
fn mac(text: &str) -> Option<u64> {
    let digits: String = text.chars().filter(|c| !matches!(c, ':' | '-' | '.')).collect();
    let is_hex = digits.len() == 12 && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_hex.then(|| u64::from_str_radix(&digits, 16).ok()).flatten()
}

/// At most 40 characters of `text`, for messages.
pub(super) fn shortened(text: &str) -> String {
    match text.char_indices().nth(40) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}
