//! IPv6: ways of writing, kinds, and addresses made of hardware addresses.

use std::net::Ipv6Addr;

use super::{
    Function, GIVES_IPV6, GIVES_TEXT, GIVES_WHOLE, Gives, IPV6, MAC, TEXT, WHOLE, ipv6, mac, text, within,
};
use crate::formula::value::{Computed, Sort, Value};

pub(super) const FUNCTIONS: &[Function] = &[
    Function::new(
        "ipv6_short",
        &[("ip", IPV6)],
        GIVES_TEXT,
        "the short form (RFC 5952): no leading zeros, and `::` for the longest run of groups that are zero",
        ["ipv6_short('2001:0db8:0000:0000:0010:0000:0000:0001')", "2001:db8::10:0:0:1"],
        |values| Ok(Value::Text(ipv6(values, 0)?.to_string())),
    ),
    Function::new(
        "ipv6_full",
        &[("ip", IPV6)],
        GIVES_TEXT,
        "the full form: eight groups of four digits",
        ["ipv6_full('2001:db8::1')", "2001:0db8:0000:0000:0000:0000:0000:0001"],
        |values| Ok(groups(ipv6(values, 0)?, |group| format!("{group:04x}"))),
    ),
    Function::new(
        "ipv6_groups",
        &[("ip", IPV6)],
        GIVES_TEXT,
        "all eight groups without leading zeros and without `::`",
        ["ipv6_groups('2001:db8::1')", "2001:db8:0:0:0:0:0:1"],
        |values| Ok(groups(ipv6(values, 0)?, |group| format!("{group:x}"))),
    ),
    Function::new(
        "group_of",
        &[("ip", IPV6), ("n", WHOLE)],
        GIVES_WHOLE,
        "the group of `ip` at place `n`, from 1 to 8, as a number",
        ["hex(group_of('2001:db8::1', 2))", "DB8"],
        |values| {
            let place = within(values, 1, "a group", 1, 8)? as usize;
            Ok(Value::Whole(i128::from(ipv6(values, 0)?.segments()[place - 1])))
        },
    ),
    Function::new(
        "ipv6_kind",
        &[("ip", IPV6)],
        GIVES_TEXT,
        "`global unicast` (2000::/3), `unique local` (fc00::/7), `link-local` (fe80::/10), `multicast` (ff00::/8), `loopback`, `unspecified`, `IPv4-mapped` or `reserved`",
        ["ipv6_kind('fe80::1')", "link-local"],
        |values| Ok(Value::Text(kind(ipv6(values, 0)?).to_owned())),
    ),
    Function::new(
        "mac",
        &[("text", TEXT)],
        Gives::Sort(Sort::Mac),
        "the hardware address that a text is",
        ["mac('00-1A-2B-3C-4D-5E')", "00:1a:2b:3c:4d:5e"],
        |values| Sort::Mac.read(text(values, 0)?),
    ),
    Function::new(
        "eui64",
        &[("mac", MAC)],
        GIVES_TEXT,
        "the interface identifier (modified EUI-64) that a hardware address makes: `ff:fe` in the middle, and the seventh bit turned round",
        ["eui64('00:1a:2b:3c:4d:5e')", "021a:2bff:fe3c:4d5e"],
        |values| {
            let id = identifier(mac(values, 0)?);
            let groups: Vec<String> =
                [48, 32, 16, 0].iter().map(|shift| format!("{:04x}", (id >> shift) & 0xffff)).collect();
            Ok(Value::Text(groups.join(":")))
        },
    ),
    Function::new(
        "slaac",
        &[("network", IPV6), ("mac", MAC)],
        GIVES_IPV6,
        "the address in the /64 of `network` with the interface identifier that a hardware address makes",
        ["slaac('2001:db8:0:7::', '00:1a:2b:3c:4d:5e')", "2001:db8:0:7:21a:2bff:fe3c:4d5e"],
        slaac,
    ),
];

fn groups(ip: Ipv6Addr, written: fn(&u16) -> String) -> Value {
    Value::Text(ip.segments().iter().map(written).collect::<Vec<_>>().join(":"))
}

/// The modified EUI-64 of a hardware address (RFC 4291, appendix A).
const fn identifier(mac: u64) -> u64 {
    let (high, low) = (mac >> 24, mac & 0x00ff_ffff);
    ((high << 40) | (0xfffe << 24) | low) ^ (1 << 57)
}

fn slaac(values: &[Value]) -> Computed {
    let network = ipv6(values, 0)?.to_bits() >> 64 << 64;
    Ok(Value::Ipv6(Ipv6Addr::from_bits(network | u128::from(identifier(mac(values, 1)?)))))
}

fn kind(ip: Ipv6Addr) -> &'static str {
    match ip.segments() {
        [0, 0, 0, 0, 0, 0, 0, 0] => "unspecified",
        [0, 0, 0, 0, 0, 0, 0, 1] => "loopback",
        [0, 0, 0, 0, 0, 0xffff, _, _] => "IPv4-mapped",
        [0xfe80..=0xfebf, ..] => "link-local",
        [0xfc00..=0xfdff, ..] => "unique local",
        [0xff00..=0xffff, ..] => "multicast",
        [0x2000..=0x3fff, ..] => "global unicast",
        _ => "reserved",
    }
}
