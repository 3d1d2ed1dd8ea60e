//! Port numbers, with or without a transport.

use super::number;

/// A port, and every bare whole number: `22` can be either.
#[derive(Debug)]
pub(super) struct Port {
    number: String,
    transports: Vec<&'static str>,
}

const TRANSPORTS: [&str; 3] = ["tcp", "udp", "sctp"];
const FILLERS: [&str; 6] = ["", "port", "ports", "from", "and", "or"];

impl Port {
    /// Reads `22`, `tcp 22`, `TCP/22`, `22/tcp`, `tcp22`, `port 22`, `udp/tcp 53`, `port 53 (UDP or TCP)`.
    pub(super) fn of(text: &str) -> Option<Self> {
        let (number, transports) = labelled(text)?;
        let number = number::decimal(number).filter(|number| !number.contains('.'))?;
        Some(Self { number, transports })
    }

    /// Whether `given` is this port. A transport may be missing; one that this port does not have is wrong, also
    /// when the author named none: the deck does not know it to be right.
    pub(super) fn accepts(&self, given: &Self) -> bool {
        self.number == given.number && given.transports.iter().all(|given| self.transports.contains(given))
    }

    /// Gives this port `others`, the transports of a port beside it, if it has none itself. Returns those it has then.
    pub(super) fn with_transports_of(
        &mut self,
        others: Option<&[&'static str]>,
    ) -> Option<Vec<&'static str>> {
        if self.transports.is_empty() {
            self.transports = others.unwrap_or_default().to_vec();
        }
        Some(self.transports.clone()).filter(|transports| !transports.is_empty())
    }

    /// This port with the transports of all `ports` of its number.
    pub(super) fn merged(self, ports: &[Self]) -> Self {
        let same = ports.iter().filter(|port| port.number == self.number);
        let transports = same.flat_map(|port| port.transports.iter().copied()).collect();
        Self { transports, ..self }
    }
}

/// What stands from the first digit to the last, and the transports around it. Nothing if other words are there.
pub(super) fn labelled(text: &str) -> Option<(&str, Vec<&'static str>)> {
    let is_negative = text.starts_with('-');
    let first = text.find(|c: char| c.is_ascii_digit()).filter(|_| !is_negative)?;
    let last = text.rfind(|c: char| c.is_ascii_digit())?;
    let marks = [' ', '/', ':', ',', '-', '(', ')', '&', '+'];
    let mut transports = Vec::new();
    for word in text[..first].split(marks).chain(text[last + 1..].split(marks)) {
        match TRANSPORTS.iter().find(|known| word.eq_ignore_ascii_case(known)) {
            Some(transport) => transports.push(*transport),
            None if FILLERS.iter().any(|filler| word.eq_ignore_ascii_case(filler)) => {}
            None => return None,
        }
    }
    Some((&text[first..=last], transports))
}
