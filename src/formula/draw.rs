//! What the values of a generator are drawn from.

use std::net::{Ipv4Addr, Ipv6Addr};
use std::sync::Arc;

use rand::RngExt;
use rand::rngs::StdRng;

use super::value::{Fault, Sort, Value, fault};
use super::{Formula, Scope};

/// What one name, or the columns of a row, get their values from.
#[derive(Debug, Clone, PartialEq)]
pub enum Source {
    /// A whole number from the first to the second, both computed from what was drawn before, in steps.
    Whole(Formula, Formula, i128),
    /// One of these values, all of one sort.
    List(Vec<Value>),
    /// One of these rows: a value for each column.
    Rows(Arc<Vec<Vec<Value>>>),
    /// An address of a kind.
    Address(&'static Draw),
}

/// A kind of address that can be drawn.
#[derive(Debug, Clone, Copy)]
pub struct Draw {
    /// As decks write it: `ipv4-private`.
    pub name: &'static str,
    /// What is drawn, in Markdown without a full stop.
    pub about: &'static str,
    /// The sort of what is drawn.
    pub sort: Sort,
    run: fn(&mut StdRng) -> Value,
}

impl PartialEq for Draw {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

/// The kinds of addresses that can be drawn. **Add one here, nowhere else.**
pub const DRAWS: &[Draw] = &[
    Draw {
        name: "ipv4",
        about: "an IPv4 address that a host may have, private or public",
        sort: Sort::Ipv4,
        run: host,
    },
    Draw {
        name: "ipv4-private",
        about: "one of 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16",
        sort: Sort::Ipv4,
        run: private,
    },
    Draw { name: "ipv4-public", about: "one that is used on the internet", sort: Sort::Ipv4, run: public },
    Draw {
        name: "ipv4-loopback",
        about: "one of 127.0.0.0/8",
        sort: Sort::Ipv4,
        run: |rng| within([127, 0, 0, 0], 8, rng),
    },
    Draw {
        name: "ipv4-link-local",
        about: "one of 169.254.0.0/16 (APIPA)",
        sort: Sort::Ipv4,
        run: |rng| within([169, 254, 0, 0], 16, rng),
    },
    Draw {
        name: "ipv4-multicast",
        about: "one of 224.0.0.0/4",
        sort: Sort::Ipv4,
        run: |rng| within([224, 0, 0, 0], 4, rng),
    },
    Draw {
        name: "ipv4-any-kind",
        about: "one of the five kinds above, each as often",
        sort: Sort::Ipv4,
        run: any_ipv4,
    },
    Draw {
        name: "ipv6",
        about: "one of 2001:db8::/32, with runs of zeros",
        sort: Sort::Ipv6,
        run: documented,
    },
    Draw {
        name: "ipv6-global",
        about: "one of 2000::/3",
        sort: Sort::Ipv6,
        run: |rng| grouped(0x2000, 0x1fff, false, rng),
    },
    Draw {
        name: "ipv6-unique-local",
        about: "one of fd00::/8",
        sort: Sort::Ipv6,
        run: |rng| grouped(0xfd00, 0xff, false, rng),
    },
    Draw {
        name: "ipv6-link-local",
        about: "one of fe80::/64",
        sort: Sort::Ipv6,
        run: |rng| grouped(0xfe80, 0, true, rng),
    },
    Draw {
        name: "ipv6-multicast",
        about: "one of ff00::/8",
        sort: Sort::Ipv6,
        run: |rng| grouped(0xff00, 0x0f, true, rng),
    },
    Draw {
        name: "ipv6-any-kind",
        about: "one of the four kinds above, each as often",
        sort: Sort::Ipv6,
        run: any_ipv6,
    },
    Draw {
        name: "mac",
        about: "a hardware address that a maker gave to one device",
        sort: Sort::Mac,
        run: hardware,
    },
];

impl Source {
    /// Adds the names that get their values here to `scope`: `name`, or its columns.
    pub fn declare(&self, name: &str, columns: &[String], scope: &mut Scope) {
        match self {
            Self::Whole(..) => scope.add(name, Sort::Whole),
            Self::List(values) => scope.add_one_of(name, values.iter()),
            Self::Address(draw) => scope.add(name, draw.sort),
            Self::Rows(rows) => {
                for (place, column) in columns.iter().enumerate() {
                    let cells = rows.iter().filter_map(|row| row.get(place));
                    scope.add_one_of(format!("{name}.{column}"), cells);
                }
            }
        }
    }

    /// Draws, and adds what was drawn to `values`.
    pub fn draw(&self, values: &mut Vec<Value>, rng: &mut StdRng) -> Result<(), Fault> {
        match self {
            Self::Whole(from, to, step) => {
                let number = whole(&from.value(&values[..])?, &to.value(&values[..])?, *step, rng)?;
                values.push(Value::Whole(number));
            }
            Self::List(list) if list.is_empty() => return fault("there is nothing to draw from"),
            Self::List(list) => values.push(list[rng.random_range(0..list.len())].clone()),
            Self::Rows(rows) if rows.is_empty() => return fault("the table has no row to draw"),
            Self::Rows(rows) => values.extend(rows[rng.random_range(0..rows.len())].iter().cloned()),
            Self::Address(draw) => values.push((draw.run)(rng)),
        }
        Ok(())
    }
}

fn whole(from: &Value, to: &Value, step: i128, rng: &mut StdRng) -> Result<i128, Fault> {
    let (Value::Whole(from), Value::Whole(to)) = (from, to) else {
        return fault("`from` and `to` are whole numbers");
    };
    if from > to {
        return fault(format!("there is no number from {from} to {to}"));
    }
    let steps = to.checked_sub(*from).map(|distance| distance / step.max(1));
    let Some(steps) = steps.and_then(|steps| u64::try_from(steps).ok()) else {
        return fault(format!("from {from} to {to} there are more than 2^64 numbers to draw"));
    };
    // No larger than the distance, so it cannot overflow.
    Ok(from + i128::from(rng.random_range(0..=steps)) * step.max(1))
}

/// Values that are read from texts: all of them of one sort, or all texts.
pub(super) fn alike(texts: &[&str]) -> Vec<Value> {
    let values: Vec<Value> = texts.iter().map(|text| Value::plain(text)).collect();
    let is_one_sort = values.windows(2).all(|pair| pair[0].sort() == pair[1].sort());
    if is_one_sort { values } else { texts.iter().map(|text| Value::Text((*text).to_owned())).collect() }
}

impl Source {
    /// One of these texts, or of the numbers or addresses that all of them are.
    pub fn of_texts(texts: &[&str]) -> Self {
        Self::List(alike(texts))
    }

    /// One of these rows, column by column.
    pub fn of_rows(rows: &[&[String]]) -> Self {
        let width = rows.first().map_or(0, |row| row.len());
        let mut filled = vec![Vec::with_capacity(width); rows.len()];
        for column in 0..width {
            let cells: Vec<&str> =
                rows.iter().map(|row| row.get(column).map_or("", String::as_str)).collect();
            for (row, value) in filled.iter_mut().zip(alike(&cells)) {
                row.push(value);
            }
        }
        Self::Rows(Arc::new(filled))
    }

    /// A kind of address.
    pub fn named(name: &str) -> Option<Self> {
        DRAWS.iter().find(|draw| draw.name == name).map(Self::Address)
    }
}

/// An address of the network, neither its first nor its last, and none that ends in 0 or 255.
fn within(network: [u8; 4], prefix: u32, rng: &mut StdRng) -> Value {
    let hosts = u32::MAX.checked_shr(prefix).unwrap_or(0);
    let drawn = Ipv4Addr::from(network).to_bits() | rng.random_range(0..=hosts);
    Value::Ipv4(Ipv4Addr::from_bits(drawn & !0xff | rng.random_range(1..=254)))
}

fn private(rng: &mut StdRng) -> Value {
    match rng.random_range(0..3) {
        0 => within([10, 0, 0, 0], 8, rng),
        1 => within([172, 16, 0, 0], 12, rng),
        _ => within([192, 168, 0, 0], 16, rng),
    }
}

/// First octets that hold ranges for special purposes.
const SPECIAL: [u8; 8] = [10, 100, 127, 169, 172, 192, 198, 203];

fn public(rng: &mut StdRng) -> Value {
    let common: Vec<u8> = (1..=223).filter(|octet| !SPECIAL.contains(octet)).collect();
    within([common[rng.random_range(0..common.len())], 0, 0, 0], 8, rng)
}

fn host(rng: &mut StdRng) -> Value {
    if rng.random_range(0..2) == 0 { private(rng) } else { public(rng) }
}

fn any_ipv4(rng: &mut StdRng) -> Value {
    match rng.random_range(0..5) {
        0 => private(rng),
        1 => public(rng),
        2 => within([127, 0, 0, 0], 8, rng),
        3 => within([169, 254, 0, 0], 16, rng),
        _ => within([224, 0, 0, 0], 4, rng),
    }
}

/// A group that is zero as often as not, and short as often as long.
fn group(rng: &mut StdRng) -> u16 {
    match rng.random_range(0..4) {
        0 | 1 => 0,
        2 => rng.random_range(1..=0xff),
        _ => rng.random_range(0x100..=0xffff),
    }
}

fn documented(rng: &mut StdRng) -> Value {
    let mut groups = [0x2001, 0xdb8, 0, 0, 0, 0, 0, 0];
    groups[2..].iter_mut().for_each(|place| *place = group(rng));
    groups[7] = groups[7].max(1);
    Value::Ipv6(Ipv6Addr::from(groups))
}

/// An address that begins with `first` and any of the bits `free`; where it `is_flat`, with three groups of zeros behind.
fn grouped(first: u16, free: u16, is_flat: bool, rng: &mut StdRng) -> Value {
    let mut groups = [first | rng.random_range(0..=free), 0, 0, 0, 0, 0, 0, 0];
    let begin = if is_flat { 4 } else { 1 };
    groups[begin..].iter_mut().for_each(|place| *place = group(rng));
    groups[7] = groups[7].max(1);
    Value::Ipv6(Ipv6Addr::from(groups))
}

fn any_ipv6(rng: &mut StdRng) -> Value {
    match rng.random_range(0..4) {
        0 => grouped(0x2000, 0x1fff, false, rng),
        1 => grouped(0xfd00, 0xff, false, rng),
        2 => grouped(0xfe80, 0, true, rng),
        _ => grouped(0xff00, 0x0f, true, rng),
    }
}

/// 48 bits, of which those for groups and for addresses given by hand are not set.
fn hardware(rng: &mut StdRng) -> Value {
    Value::Mac(rng.random_range(0..1_u64 << 48) & !(0b11 << 40))
}
