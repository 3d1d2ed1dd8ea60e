//! The decks in the binary.

/// Name and text of each built-in deck, in the order of learning.
///
/// **Add a deck here and as a file in `decks/`.** A test compares the two.
pub const BUILT_IN: &[(&str, &str)] = &[
    ("tcp-udp", include_str!("../../decks/tcp-udp.toml")),
    ("port-ranges", include_str!("../../decks/port-ranges.toml")),
    ("core-ports", include_str!("../../decks/core-ports.toml")),
    ("dhcp", include_str!("../../decks/dhcp.toml")),
    ("snmp", include_str!("../../decks/snmp.toml")),
];
