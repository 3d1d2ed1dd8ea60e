//! The decks and exams in the binary.

use super::LoadedDeck;
use crate::source::SourceFile;

/// Name and text of each built-in deck, in the order of learning.
///
/// **Add a deck here and as a file in `decks/`.** A test compares the two.
// No `const`: the program would hold half a megabyte of text once for each part that it is compiled in.
pub static BUILT_IN: &[(&str, &str)] = &[
    ("packets", include_str!("../../decks/packets.toml")),
    ("tcp-udp", include_str!("../../decks/tcp-udp.toml")),
    ("sockets", include_str!("../../decks/sockets.toml")),
    ("port-ranges", include_str!("../../decks/port-ranges.toml")),
    ("core-ports", include_str!("../../decks/core-ports.toml")),
    ("remote-files", include_str!("../../decks/remote-files.toml")),
    ("mail", include_str!("../../decks/mail.toml")),
    ("dns", include_str!("../../decks/dns.toml")),
    ("dhcp", include_str!("../../decks/dhcp.toml")),
    ("smb-netbios", include_str!("../../decks/smb-netbios.toml")),
    ("snmp", include_str!("../../decks/snmp.toml")),
    ("ldap-rdp", include_str!("../../decks/ldap-rdp.toml")),
    ("secure", include_str!("../../decks/secure.toml")),
    ("netplus", include_str!("../../decks/netplus.toml")),
    ("fix-the-notes", include_str!("../../decks/fix-the-notes.toml")),
    ("binary", include_str!("../../decks/binary.toml")),
    ("addresses", include_str!("../../decks/addresses.toml")),
    ("masks", include_str!("../../decks/masks.toml")),
    ("subnets", include_str!("../../decks/subnets.toml")),
    ("subnet-plan", include_str!("../../decks/subnet-plan.toml")),
    ("ipv6", include_str!("../../decks/ipv6.toml")),
    ("ipv6-kinds", include_str!("../../decks/ipv6-kinds.toml")),
    ("dns-records", include_str!("../../decks/dns-records.toml")),
    ("mail-dns", include_str!("../../decks/mail-dns.toml")),
    ("dhcp-scope", include_str!("../../decks/dhcp-scope.toml")),
    ("rules-logs", include_str!("../../decks/rules-logs.toml")),
    ("commands", include_str!("../../decks/commands.toml")),
    ("command-output", include_str!("../../decks/command-output.toml")),
    ("osi", include_str!("../../decks/osi.toml")),
    ("switching", include_str!("../../decks/switching.toml")),
    ("routing", include_str!("../../decks/routing.toml")),
    ("wifi", include_str!("../../decks/wifi.toml")),
    ("cables", include_str!("../../decks/cables.toml")),
    ("security", include_str!("../../decks/security.toml")),
    ("security-ports", include_str!("../../decks/security-ports.toml")),
];

/// Name and text of each built-in exam.
///
/// **Add an exam here and as a file in `exams/`.** A test compares the two.
pub static EXAMS: &[(&str, &str)] = &[
    ("a-plus-1201", include_str!("../../exams/a-plus-1201.toml")),
    ("a-plus-1101", include_str!("../../exams/a-plus-1101.toml")),
    ("network-plus-n10-009", include_str!("../../exams/network-plus-n10-009.toml")),
    ("security-plus-sy0-701", include_str!("../../exams/security-plus-sy0-701.toml")),
];

/// What the file of the built-in deck or exam `name` is called.
pub(super) fn file_name(name: &str) -> String {
    format!("built-in/{name}.toml")
}

/// The text of the built-in deck whose file is called so.
pub(super) fn text(file: &str) -> Option<&'static str> {
    BUILT_IN.iter().find(|(name, _)| file_name(name) == file).map(|(_, text)| *text)
}

/// Reads a built-in deck.
pub(super) fn read(name: &str, text: &str) -> LoadedDeck {
    let file = SourceFile { name: file_name(name), text: text.to_owned() };
    LoadedDeck::new(None, vec![file], Vec::new())
}
