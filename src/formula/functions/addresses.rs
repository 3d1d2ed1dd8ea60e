//! What holds for addresses of both versions.

use super::{
    Function, GIVES_TEXT, GIVES_TRUTH, GIVES_WHOLE, Gives, TEXT, Takes, WHOLE, address, bits, host_bits,
    prefix, text, whole,
};
use crate::formula::value::{Computed, Fault, Value, fault, too_large};

const ADDRESS: Takes = Takes::Address;

pub(super) const FUNCTIONS: &[Function] = &[
    Function::new(
        "network",
        &[("ip", ADDRESS), ("prefix", WHOLE)],
        Gives::Same,
        "the first address of the network that `ip` lies in",
        ["network('10.3.77.9', 20)", "10.3.64.0"],
        network,
    ),
    Function::new(
        "contains",
        &[("network", ADDRESS), ("prefix", WHOLE), ("ip", ADDRESS)],
        GIVES_TRUTH,
        "whether `ip` lies in the network `network`/`prefix`",
        ["contains('10.3.64.0', 20, '10.3.80.1')", "no"],
        contains,
    ),
    Function::new(
        "same_subnet",
        &[("one", ADDRESS), ("other", ADDRESS), ("prefix", WHOLE)],
        GIVES_TRUTH,
        "whether both addresses lie in one network of that prefix length",
        ["same_subnet('10.3.64.1', '10.3.79.200', 20)", "yes"],
        same_subnet,
    ),
    Function::new(
        "offset",
        &[("ip", ADDRESS), ("n", WHOLE)],
        Gives::Same,
        "the address `n` places behind `ip`; before it where `n` is negative",
        ["offset('10.3.64.255', 2)", "10.3.65.1"],
        offset,
    ),
    Function::new(
        "subnet",
        &[("ip", ADDRESS), ("prefix", WHOLE), ("n", WHOLE)],
        Gives::Same,
        "the network of that prefix length `n` networks behind the one that `ip` lies in; `0` is that one itself",
        ["subnet('10.3.64.0', 26, 3)", "10.3.64.192"],
        subnet,
    ),
    Function::new(
        "common_prefix",
        &[("ip", ADDRESS)],
        GIVES_WHOLE,
        "how many bits all these addresses begin with alike",
        ["common_prefix('10.1.4.0', '10.1.5.0', '10.1.7.0')", "22"],
        |values| Ok(Value::Whole(i128::from(common(values)?.2))),
    )
    .repeated(),
    Function::new(
        "summary",
        &[("ip", ADDRESS)],
        GIVES_TEXT,
        "the smallest network that all these addresses, or the networks that begin with them, lie in, with its prefix length",
        ["summary('10.1.4.0', '10.1.5.0', '10.1.7.0')", "10.1.4.0/22"],
        |values| {
            let (first, length, prefix) = common(values)?;
            Ok(Value::Text(format!("{}/{prefix}", address(first & !host_bits(prefix, length), length))))
        },
    )
    .repeated(),
    Function::new(
        "ipv4",
        &[("text", TEXT)],
        super::GIVES_IPV4,
        "the IPv4 address that a text is, such as a cell of a table",
        ["ipv4('192.168.1.9')", "192.168.1.9"],
        |values| crate::formula::Sort::Ipv4.read(text(values, 0)?),
    ),
    Function::new(
        "ipv6",
        &[("text", TEXT)],
        super::GIVES_IPV6,
        "the IPv6 address that a text is",
        ["ipv6('2001:0db8::0001')", "2001:db8::1"],
        |values| crate::formula::Sort::Ipv6.read(text(values, 0)?),
    ),
];

fn network(values: &[Value]) -> Computed {
    let (ip, length) = bits(values, 0)?;
    Ok(address(ip & !host_bits(prefix(values, 1, length)?, length), length))
}

fn contains(values: &[Value]) -> Computed {
    let ((network, length), (ip, _)) = (bits(values, 0)?, bits(values, 2)?);
    let hosts = host_bits(prefix(values, 1, length)?, length);
    Ok(Value::Truth(network & !hosts == ip & !hosts))
}

fn same_subnet(values: &[Value]) -> Computed {
    let ((one, length), (other, _)) = (bits(values, 0)?, bits(values, 1)?);
    let hosts = host_bits(prefix(values, 2, length)?, length);
    Ok(Value::Truth(one & !hosts == other & !hosts))
}

fn offset(values: &[Value]) -> Computed {
    let (ip, length) = bits(values, 0)?;
    moved(ip, length, whole(values, 1)?)
}

fn subnet(values: &[Value]) -> Computed {
    let (ip, length) = bits(values, 0)?;
    let hosts = host_bits(prefix(values, 1, length)?, length);
    let size = i128::try_from(hosts).ok().and_then(|hosts| hosts.checked_add(1)).ok_or_else(too_large)?;
    moved(ip & !hosts, length, size.checked_mul(whole(values, 2)?).ok_or_else(too_large)?)
}

/// The address `by` places behind `ip`.
fn moved(ip: u128, length: u32, by: i128) -> Computed {
    let moved = ip.checked_add_signed(by).filter(|moved| *moved <= host_bits(0, length));
    moved
        .map(|moved| address(moved, length))
        .ok_or_else(|| Fault("there is no address so far away".to_owned()))
}

/// The first of the addresses, how many bits it has, and with how many of them all begin.
fn common(values: &[Value]) -> Result<(u128, u32, u32), Fault> {
    if values.is_empty() {
        return fault("an address is missing");
    }
    let (first, length) = bits(values, 0)?;
    let mut apart = 0;
    for place in 1..values.len() {
        apart |= first ^ bits(values, place)?.0;
    }
    Ok((first, length, length - (128 - apart.leading_zeros())))
}
