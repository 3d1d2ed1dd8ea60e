//! Finds in a text what a fact can decide: numbers, ranges, addresses, ports, transports, messages, names with digits.

/// Words that name a message, a flag or a command, besides those that begin with `DHCP`, `Get` or `Set`.
const MESSAGES: &[&str] = &[
    "SYN",
    "SYN-ACK",
    "ACK",
    "FIN",
    "RST",
    "PSH",
    "URG",
    "DISCOVER",
    "OFFER",
    "REQUEST",
    "NAK",
    "DECLINE",
    "RELEASE",
    "INFORM",
    "PASV",
    "PORT",
    "STARTTLS",
    "StartTLS",
    "noAuthNoPriv",
    "authNoPriv",
    "authPriv",
    "trap",
    "inform",
];

/// Everything in `text` that a fact can decide, in reading order.
///
/// Numbers stand as they are, without thousands separators; `TCP 22` is one token, `TCP/22`; a range of two numbers is
/// one, `0-1023`. Bold and code do not part a number: `6**7**` is 67.
pub(crate) fn tokens(text: &str) -> Vec<String> {
    // "TCP or UDP" leaves it open, so no fact decides it.
    let text = text.replace(['*', '`'], "").replace("TCP or UDP", "");
    let plain: Vec<char> = text.chars().collect();
    let mut found = Vec::new();
    let mut at = 0;
    while at < plain.len() {
        let is_start = plain[at].is_alphanumeric() && (at == 0 || !plain[at - 1].is_alphanumeric());
        if !is_start {
            at += 1;
        } else if plain[at].is_ascii_digit() {
            at = number(&plain, at, &mut found);
        } else {
            at = word(&plain, at, &mut found);
        }
    }
    found
}

/// Reads a word; returns the place after it.
fn word(plain: &[char], start: usize, found: &mut Vec<String>) -> usize {
    let mut end = run(plain, start, char::is_alphanumeric);
    let text: String = plain[start..end].iter().collect();
    if text == "SYN" && plain.get(end + 1..end + 4).is_some_and(|rest| rest == ['A', 'C', 'K']) {
        found.push("SYN-ACK".into());
        return end + 4;
    }
    if matches!(text.as_str(), "TCP" | "UDP") {
        let port = run(plain, end + 1, |c| c.is_ascii_digit());
        let follows = plain.get(end).is_some_and(|c| matches!(c, ' ' | '/' | '\n')) && port > end + 1;
        if follows && !plain.get(port).is_some_and(|c| c.is_alphanumeric()) {
            let digits: String = plain[end + 1..port].iter().collect();
            found.push(format!("{text}/{digits}"));
            end = port;
        } else {
            found.push(text);
        }
    } else if let Some(message) = message(&text) {
        found.push(message);
    } else if text.contains(|c: char| c.is_ascii_digit()) {
        found.push(text);
    }
    end
}

/// The message that `word` names, in one spelling.
fn message(word: &str) -> Option<String> {
    let singular = word.strip_suffix('s').unwrap_or(word).to_lowercase();
    if matches!(singular.as_str(), "trap" | "inform") && word != "INFORM" {
        return Some(singular);
    }
    let of_dhcp = word
        .strip_prefix("DHCP")
        .is_some_and(|rest| !rest.is_empty() && rest.chars().all(|c| c.is_ascii_uppercase()));
    let of_snmp = ["Get", "Set"].iter().any(|verb| {
        word.strip_prefix(verb).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_uppercase()))
    });
    (of_dhcp || of_snmp || MESSAGES.contains(&word)).then(|| word.to_owned())
}

/// Reads a number and what is joined to it; returns the place after it.
fn number(plain: &[char], start: usize, found: &mut Vec<String>) -> usize {
    let mut end = start;
    loop {
        end = run(plain, end, |c| c.is_ascii_digit());
        let joins = plain.get(end).is_some_and(|c| matches!(c, '.' | ',' | '-' | '–' | ':' | '/'));
        if !joins || !plain.get(end + 1).is_some_and(char::is_ascii_digit) {
            break;
        }
        end += 1;
    }
    let tail = run(plain, end, char::is_alphanumeric);
    let text: String = plain[start..tail].iter().collect();
    if tail > end {
        found.push(text);
        return tail;
    }
    let is_prefix = text.split_once('/').is_some_and(|(address, _)| address.matches('.').count() == 3);
    let parts: Vec<&str> = if is_prefix {
        vec![&text]
    } else {
        text.split(['/', ':']).filter(|part| !part.is_empty()).collect()
    };
    for part in parts {
        joined(&part.replace('–', "-"), found);
    }
    tail
}

/// Takes commas out of a number, or parts a list at them.
fn joined(text: &str, found: &mut Vec<String>) {
    let groups: Vec<&str> = text.split(',').collect();
    match groups[..] {
        [whole, fraction] if fraction.len() < 3 && !whole.contains('.') => {
            found.push(format!("{whole}.{fraction}"));
        }
        [_, ref rest @ ..] if rest.iter().all(|group| group.len() == 3) => found.push(groups.concat()),
        _ => found.extend(groups.iter().map(|group| (*group).to_owned())),
    }
}

/// The end of the run of characters from `start` on that are `wanted`.
fn run(plain: &[char], start: usize, wanted: impl Fn(char) -> bool) -> usize {
    (start..plain.len()).find(|&at| !wanted(plain[at])).unwrap_or(plain.len().max(start))
}

/// Whether `token` is a name with digits in it, such as `POP3`, and no number.
pub(crate) fn is_name(token: &str) -> bool {
    token.starts_with(char::is_alphabetic)
        && token.contains(|c: char| c.is_ascii_digit())
        && !token.contains('/')
}

/// `token` and what it contains: the ends of a range, the address of a network, the halves of `TCP/22`, a version's
/// number.
pub(crate) fn contained(token: &str) -> Vec<String> {
    let mut all = vec![token.to_owned()];
    if let Some(rest) = token.strip_prefix("DHCP") {
        all.push(rest.to_owned());
    }
    all.extend(token.strip_suffix("Request").filter(|verb| verb.len() > 3).map(str::to_owned));
    if let Some(version) =
        token.strip_prefix('v').filter(|version| version.starts_with(|c: char| c.is_ascii_digit()))
    {
        let number = version.trim_end_matches('c');
        all.extend([number.to_owned(), format!("SNMPv{number}"), format!("SNMP{token}")]);
    }
    for mark in ['-', '/'] {
        if let Some((first, second)) = token.split_once(mark).filter(|_| !token.starts_with("SYN")) {
            all.extend([first.to_owned(), second.to_owned()]);
        }
    }
    all
}

/// `text` with one thing changed that a fact decides, once for each such thing: each number by one, TCP and UDP
/// exchanged, each message replaced by another one.
pub(crate) fn mutants(text: &str) -> Vec<String> {
    let mut mutants = Vec::new();
    let mut replace =
        |from: usize, to: usize, new: &str| mutants.push(format!("{}{new}{}", &text[..from], &text[to..]));
    let is_digit = |c: char| c.is_ascii_digit();
    let mut at = 0;
    while let Some(start) = text[at..].find(is_digit).map(|found| at + found) {
        let end = text[start..].find(|c| !is_digit(c)).map_or(text.len(), |length| start + length);
        let value: u64 = text[start..end].parse().expect("a run of digits on a card fits");
        replace(start, end, &(value + 1).to_string());
        at = end;
    }
    let others = MESSAGES.iter().zip(MESSAGES.iter().cycle().skip(1)).map(|(word, other)| (*word, *other));
    let others =
        others.chain([("TCP", "UDP"), ("UDP", "TCP"), ("DHCPOFFER", "DHCPACK"), ("GetBulk", "GetNext")]);
    for (word, other) in others {
        for (start, _) in text.match_indices(word) {
            let end = start + word.len();
            let stands_alone = !text[..start].ends_with(|c: char| c.is_alphanumeric() || c == '-')
                && !text[end..].starts_with(|c: char| c == '-' || (c.is_alphanumeric() && c != 's'));
            if stands_alone {
                replace(start, end, other);
            }
        }
    }
    mutants
}

#[test]
fn what_a_fact_decides_is_found() {
    let found = |text| tokens(text).join(" ");
    assert_eq!(found("SSH has TCP 22, not UDP/69 or 6**7**."), "TCP/22 UDP/69 67");
    assert_eq!(found("0-1023, 65,536 numbers, 87.5 %, 87,5"), "0-1023 65536 87.5 87.5");
    assert_eq!(found("10.0.0.5:51000 in 169.254.0.0/16 on 587/465"), "10.0.0.5 51000 169.254.0.0/16 587 465");
    assert_eq!(found("POP3, SNMPv2c, 802.1X, T1, HTTP/3"), "POP3 SNMPv2c 802.1X T1 3");
    assert_eq!(found("SYN, SYN-ACK, ACK; DHCPACK; Traps; GetBulk"), "SYN SYN-ACK ACK DHCPACK trap GetBulk");
    assert_eq!(found("TCP and UDP have 16 bits; 1, 2 and 3"), "TCP UDP 16 1 2 3");
}

#[test]
fn mutants_change_one_thing_each() {
    assert_eq!(mutants("UDP 67 or DHCPACK"), ["UDP 68 or DHCPACK", "TCP 67 or DHCPACK"]);
    assert_eq!(mutants("SYN traps").len(), 2);
}
