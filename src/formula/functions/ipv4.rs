//! IPv4: masks, ranges, sizes and kinds.

use std::net::Ipv4Addr;

use super::{
    Function, GIVES_IPV4, GIVES_TEXT, GIVES_TRUTH, GIVES_WHOLE, IPV4, WHOLE, host_bits, ipv4, prefix, whole,
    within,
};
use crate::formula::value::{Fault, Value, fault};

pub(super) const FUNCTIONS: &[Function] = &[
    Function::new(
        "broadcast",
        &[("ip", IPV4), ("prefix", WHOLE)],
        GIVES_IPV4,
        "the last address of the network that `ip` lies in",
        ["broadcast('10.3.77.9', 20)", "10.3.79.255"],
        |values| Ok(end(ends(values)?.1)),
    ),
    Function::new(
        "first",
        &[("ip", IPV4), ("prefix", WHOLE)],
        GIVES_IPV4,
        "the first address for a host in that network; of a /31 and a /32 the first of all",
        ["first('10.3.77.9', 20)", "10.3.64.1"],
        |values| Ok(end(hosts_of(values)?.0)),
    ),
    Function::new(
        "last",
        &[("ip", IPV4), ("prefix", WHOLE)],
        GIVES_IPV4,
        "the last address for a host in that network; of a /31 and a /32 the last of all",
        ["last('10.3.77.9', 20)", "10.3.79.254"],
        |values| Ok(end(hosts_of(values)?.1)),
    ),
    Function::new(
        "is_host",
        &[("ip", IPV4), ("prefix", WHOLE)],
        GIVES_TRUTH,
        "whether a host may have `ip`: it is neither the network address nor the broadcast address",
        ["is_host('10.3.79.255', 20)", "no"],
        |values| {
            let (first, last) = hosts_of(values)?;
            Ok(Value::Truth((first..=last).contains(&ipv4(values, 0)?.to_bits())))
        },
    ),
    Function::new(
        "mask",
        &[("prefix", WHOLE)],
        GIVES_IPV4,
        "the subnet mask of a prefix length",
        ["mask(20)", "255.255.240.0"],
        |values| Ok(end(!hosts(prefix(values, 0, 32)?))),
    ),
    Function::new(
        "wildcard",
        &[("prefix", WHOLE)],
        GIVES_IPV4,
        "the wildcard mask of a prefix length",
        ["wildcard(20)", "0.0.15.255"],
        |values| Ok(end(hosts(prefix(values, 0, 32)?))),
    ),
    Function::new(
        "prefix_of",
        &[("mask", IPV4)],
        GIVES_WHOLE,
        "the prefix length of a subnet mask",
        ["prefix_of('255.255.240.0')", "20"],
        |values| {
            let mask = ipv4(values, 0)?;
            let ones = mask.to_bits().leading_ones();
            if mask.to_bits() != !hosts(ones) {
                return fault(format!("{mask} is no subnet mask"));
            }
            Ok(Value::Whole(i128::from(ones)))
        },
    ),
    Function::new(
        "hosts",
        &[("prefix", WHOLE)],
        GIVES_WHOLE,
        "how many addresses a network of that prefix length has for hosts: all but two; of a /31 two, of a /32 one",
        ["hosts(20)", "4094"],
        |values| {
            Ok(Value::Whole(match prefix(values, 0, 32)? {
                prefix @ 31..=32 => 1 << (32 - prefix),
                prefix => (1 << (32 - prefix)) - 2,
            }))
        },
    ),
    Function::new(
        "addresses",
        &[("prefix", WHOLE)],
        GIVES_WHOLE,
        "how many addresses a network of that prefix length has",
        ["addresses(20)", "4096"],
        |values| Ok(Value::Whole(1 << (32 - prefix(values, 0, 32)?))),
    ),
    Function::new(
        "prefix_for",
        &[("hosts", WHOLE)],
        GIVES_WHOLE,
        "the longest prefix length with room for that many hosts beside network and broadcast address; 30 at most",
        ["prefix_for(500)", "23"],
        |values| {
            let wanted = whole(values, 0)?;
            let fits = |prefix: &u32| (1_i128 << (32 - prefix)) - 2 >= wanted;
            let prefix = (0..=30).rev().find(fits).filter(|_| wanted > 0);
            prefix
                .map(|prefix| Value::Whole(i128::from(prefix)))
                .ok_or_else(|| Fault(format!("no network has room for {wanted} hosts")))
        },
    ),
    Function::new(
        "subnets",
        &[("prefix", WHOLE), ("longer", WHOLE)],
        GIVES_WHOLE,
        "how many networks with the longer prefix length fit into one with the first",
        ["subnets(20, 24)", "16"],
        |values| {
            let (outer, inner) = (prefix(values, 0, 32)?, prefix(values, 1, 32)?);
            match inner.checked_sub(outer) {
                Some(bits) => Ok(Value::Whole(1 << bits)),
                None => fault(format!("/{inner} is not longer than /{outer}")),
            }
        },
    ),
    Function::new(
        "octet",
        &[("prefix", WHOLE)],
        GIVES_WHOLE,
        "in which octet, from 1 to 4, networks of that prefix length end: the last that the mask reaches into",
        ["octet(20)", "3"],
        |values| Ok(Value::Whole(i128::from(within(values, 0, "a prefix length", 1, 32)?.div_ceil(8)))),
    ),
    Function::new(
        "block",
        &[("prefix", WHOLE)],
        GIVES_WHOLE,
        "the step from one network to the next in that octet",
        ["block(20)", "16"],
        |values| {
            let prefix = within(values, 0, "a prefix length", 1, 32)?;
            Ok(Value::Whole(1 << (prefix.next_multiple_of(8) - prefix)))
        },
    ),
    Function::new(
        "octet_of",
        &[("ip", IPV4), ("n", WHOLE)],
        GIVES_WHOLE,
        "the octet of `ip` at place `n`, from 1 to 4",
        ["octet_of('10.3.77.9', 3)", "77"],
        |values| {
            let place = within(values, 1, "an octet", 1, 4)? as usize;
            Ok(Value::Whole(i128::from(ipv4(values, 0)?.octets()[place - 1])))
        },
    ),
    Function::new(
        "with_octet",
        &[("ip", IPV4), ("n", WHOLE), ("value", WHOLE)],
        GIVES_IPV4,
        "`ip` with another octet at place `n`",
        ["with_octet('10.3.77.9', 4, 0)", "10.3.77.0"],
        |values| {
            let place = within(values, 1, "an octet", 1, 4)? as usize;
            let mut octets = ipv4(values, 0)?.octets();
            octets[place - 1] = within(values, 2, "the value of an octet", 0, 255)? as u8;
            Ok(Value::Ipv4(Ipv4Addr::from(octets)))
        },
    ),
    Function::new(
        "address_kind",
        &[("ip", IPV4)],
        GIVES_TEXT,
        "`private`, `public`, `loopback`, `link-local` (APIPA), `multicast`, `broadcast`, `shared` (100.64.0.0/10), `documentation`, `this network` (0.0.0.0/8) or `reserved`",
        ["address_kind('172.31.4.1')", "private"],
        |values| Ok(Value::Text(kind(ipv4(values, 0)?).to_owned())),
    ),
    Function::new(
        "address_class",
        &[("ip", IPV4)],
        GIVES_TEXT,
        "the class of an address, as before CIDR: `A` to `E`",
        ["address_class('172.31.4.1')", "B"],
        |values| {
            let class = match ipv4(values, 0)?.octets()[0] {
                0..=127 => "A",
                128..=191 => "B",
                192..=223 => "C",
                224..=239 => "D",
                240..=255 => "E",
            };
            Ok(Value::Text(class.to_owned()))
        },
    ),
];

fn end(bits: u32) -> Value {
    Value::Ipv4(Ipv4Addr::from_bits(bits))
}

fn hosts(prefix: u32) -> u32 {
    host_bits(prefix, 32) as u32
}

/// The first and the last address of the network at the first two places.
fn ends(values: &[Value]) -> Result<(u32, u32), Fault> {
    let hosts = hosts(prefix(values, 1, 32)?);
    let ip = ipv4(values, 0)?.to_bits();
    Ok((ip & !hosts, ip | hosts))
}

/// The first and the last of them that a host may have.
fn hosts_of(values: &[Value]) -> Result<(u32, u32), Fault> {
    let (first, last) = ends(values)?;
    Ok(if last - first < 2 { (first, last) } else { (first + 1, last - 1) })
}

/// The kind of an address; see the IANA registry of special-purpose addresses.
fn kind(ip: Ipv4Addr) -> &'static str {
    match ip.octets() {
        [0, ..] => "this network",
        [127, ..] => "loopback",
        [255, 255, 255, 255] => "broadcast",
        [100, 64..=127, ..] => "shared",
        _ if ip.is_private() => "private",
        _ if ip.is_link_local() => "link-local",
        _ if ip.is_documentation() => "documentation",
        _ if ip.is_multicast() => "multicast",
        [240..=255, ..] => "reserved",
        _ => "public",
    }
}
