//! The functions of the language: a table, each with its example and what it gives.
//!
//! **Add a function to one of the lists in this folder, nowhere else.** The reference page is made from them, and a test
//! computes every example.

mod addresses;
mod ipv4;
mod ipv6;
mod numbers;
mod texts;

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::sync::LazyLock;

use super::value::{Computed, Fault, Sort, Value, fault};

/// A function of the language.
#[derive(Debug, Clone, Copy)]
pub struct Function {
    /// Its name.
    pub name: &'static str,
    /// What it takes: the name of each value, and its sort.
    pub(super) takes: &'static [(&'static str, Takes)],
    /// How many values it cannot be without.
    pub(super) needed: usize,
    /// Whether the last value may be given again and again.
    pub(super) repeats: bool,
    pub(super) gives: Gives,
    /// What it gives, in Markdown without a full stop.
    pub about: &'static str,
    /// A call.
    pub example: &'static str,
    /// What that gives.
    pub result: &'static str,
    pub(super) run: fn(&[Value]) -> Computed,
}

/// What a parameter takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Takes {
    /// A value of this sort. What takes a text takes anything, as it is shown.
    Sort(Sort),
    /// An address of either version; all of one call are of the same.
    Address,
    /// A list.
    List,
    /// Anything.
    Any,
}

/// The sort of what a function gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Gives {
    /// This sort.
    Sort(Sort),
    /// An address of the version that it takes.
    Same,
    /// A member of the list that it takes.
    Member,
}

const WHOLE: Takes = Takes::Sort(Sort::Whole);
const TEXT: Takes = Takes::Sort(Sort::Text);
const IPV4: Takes = Takes::Sort(Sort::Ipv4);
const IPV6: Takes = Takes::Sort(Sort::Ipv6);
const MAC: Takes = Takes::Sort(Sort::Mac);
const GIVES_WHOLE: Gives = Gives::Sort(Sort::Whole);
const GIVES_TEXT: Gives = Gives::Sort(Sort::Text);
const GIVES_TRUTH: Gives = Gives::Sort(Sort::Truth);
const GIVES_IPV4: Gives = Gives::Sort(Sort::Ipv4);
const GIVES_IPV6: Gives = Gives::Sort(Sort::Ipv6);

/// All functions, by what they are about, with the heading of each group.
pub(super) const GROUPS: [(&str, &[Function]); 5] = [
    ("Addresses of either version", addresses::FUNCTIONS),
    ("IPv4", ipv4::FUNCTIONS),
    ("IPv6 and hardware addresses", ipv6::FUNCTIONS),
    ("Numbers", numbers::FUNCTIONS),
    ("Texts and lists", texts::FUNCTIONS),
];

/// All functions.
pub static FUNCTIONS: LazyLock<Vec<Function>> =
    LazyLock::new(|| GROUPS.iter().flat_map(|(_, group)| group.iter().copied()).collect());

impl PartialEq for Function {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Function {
    const fn new(
        name: &'static str,
        takes: &'static [(&'static str, Takes)],
        gives: Gives,
        about: &'static str,
        [example, result]: [&'static str; 2],
        run: fn(&[Value]) -> Computed,
    ) -> Self {
        Self { name, takes, needed: takes.len(), repeats: false, gives, about, example, result, run }
    }

    /// The same, where the last value may be left out.
    const fn optional(self) -> Self {
        Self { needed: self.takes.len() - 1, ..self }
    }

    /// The same, where the last value may be given again and again.
    const fn repeated(self) -> Self {
        Self { repeats: true, ..self }
    }

    /// The name of the value at `place`, and what it takes.
    pub(super) fn parameter(&self, place: usize) -> (&'static str, Takes) {
        self.takes[place.min(self.takes.len().saturating_sub(1))]
    }

    /// How many values it takes, in words.
    pub(super) fn counted(&self) -> String {
        let (least, most) = (self.needed, self.takes.len());
        let values = |count: usize| if count == 1 { "value" } else { "values" };
        match (self.repeats, least == most) {
            (true, _) => format!("{least} {} or more", values(least)),
            (false, true) => format!("{least} {}", values(least)),
            (false, false) => format!("{least} or {most} {}", values(most)),
        }
    }

    /// Its name with those of its values: `network(ip, prefix)`.
    pub fn signature(&self) -> String {
        let name = |(place, (name, _)): (usize, &(&str, Takes))| {
            if place < self.needed { (*name).to_owned() } else { format!("[{name}]") }
        };
        let mut names: Vec<String> = self.takes.iter().enumerate().map(name).collect();
        names.extend(self.repeats.then(|| "…".to_owned()));
        format!("{}({})", self.name, names.join(", "))
    }
}

impl Takes {
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Sort(sort) => sort.name(),
            Self::Address => "an IPv4 or IPv6 address",
            Self::List => "a list",
            Self::Any => "anything",
        }
    }
}

/// The value at `place`, as the table says it is.
fn whole(values: &[Value], place: usize) -> Result<i128, Fault> {
    match values.get(place) {
        Some(Value::Whole(number)) => Ok(*number),
        _ => fault("a whole number is missing"),
    }
}

/// The whole number at `place`, from `least` to `most`; `what` is its name in messages.
fn within(values: &[Value], place: usize, what: &str, least: i128, most: i128) -> Result<u32, Fault> {
    let number = whole(values, place)?;
    if number < least || number > most {
        return fault(format!("{what} is {number}, and should be from {least} to {most}"));
    }
    u32::try_from(number).map_err(|_| Fault(format!("{what} is {number}")))
}

fn text(values: &[Value], place: usize) -> Result<&str, Fault> {
    match values.get(place) {
        Some(Value::Text(text)) => Ok(text),
        _ => fault("a text is missing"),
    }
}

fn list(values: &[Value], place: usize) -> Result<&[Value], Fault> {
    match values.get(place) {
        Some(Value::List(members)) => Ok(members),
        _ => fault("a list is missing"),
    }
}

fn ipv4(values: &[Value], place: usize) -> Result<Ipv4Addr, Fault> {
    match values.get(place) {
        Some(Value::Ipv4(ip)) => Ok(*ip),
        _ => fault("an IPv4 address is missing"),
    }
}

fn ipv6(values: &[Value], place: usize) -> Result<Ipv6Addr, Fault> {
    match values.get(place) {
        Some(Value::Ipv6(ip)) => Ok(*ip),
        _ => fault("an IPv6 address is missing"),
    }
}

fn mac(values: &[Value], place: usize) -> Result<u64, Fault> {
    match values.get(place) {
        Some(Value::Mac(bits)) => Ok(*bits),
        _ => fault("a hardware address is missing"),
    }
}

/// The address at `place` as a number, and how many bits it has.
fn bits(values: &[Value], place: usize) -> Result<(u128, u32), Fault> {
    match values.get(place).and_then(Value::address) {
        Some(IpAddr::V4(ip)) => Ok((u128::from(ip.to_bits()), 32)),
        Some(IpAddr::V6(ip)) => Ok((ip.to_bits(), 128)),
        None => fault("an address is missing"),
    }
}

/// The address with these bits, of which there are 32 or 128.
fn address(bits: u128, length: u32) -> Value {
    if length == 32 {
        Value::Ipv4(Ipv4Addr::from_bits(bits as u32))
    } else {
        Value::Ipv6(Ipv6Addr::from_bits(bits))
    }
}

/// The prefix length at `place`, for addresses of so many bits.
fn prefix(values: &[Value], place: usize, length: u32) -> Result<u32, Fault> {
    within(values, place, "a prefix length", 0, i128::from(length))
}

/// The lowest `length - prefix` bits set: those of hosts.
const fn host_bits(prefix: u32, length: u32) -> u128 {
    match length - prefix {
        128 => u128::MAX,
        hosts => (1 << hosts) - 1,
    }
}
