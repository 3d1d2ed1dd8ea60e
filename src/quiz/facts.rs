//! What a question is about, closely enough to tell that two questions ask the same.

use std::collections::HashSet;

use crate::card::answers::{Blanks, Choose, Match};
use crate::card::{Input, Posed, Question};

/// The key facts of a question.
#[derive(Debug, Clone, Default)]
pub(super) struct Facts {
    card: String,
    /// The ports that are asked for, or whose service is.
    asked: Vec<Port>,
    /// Those that are asked for as parts of a whole: pairs of a matching, holes of a picture.
    parts: Vec<Port>,
    /// The ports that the prompt shows.
    shown: Vec<Port>,
    /// The answer, in plain small letters; empty where it is no single text.
    answer: String,
    /// The telling words of the prompt, and those of prompt and answer.
    words: HashSet<String>,
    all_words: HashSet<String>,
}

/// A port, with its transport where it is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Port {
    number: u32,
    transport: Option<Transport>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Transport {
    Tcp,
    Udp,
}

/// Words that tell nothing of what is asked.
const IDLE: &[&str] = &[
    "about", "after", "answer", "been", "choose", "does", "each", "first", "from", "have", "into", "many",
    "must", "needs", "only", "port", "ports", "should", "TCP", "that", "their", "them", "then", "there",
    "these", "they", "this", "UDP", "used", "user", "uses", "wants", "what", "when", "where", "which",
    "will", "with", "your",
];
/// An answer of more words is no name.
const LONGEST_NAME: usize = 3;

impl Facts {
    /// The facts of `question`, which was `posed` once; `answer` is the text of its right answer.
    pub(super) fn of(question: &Question, posed: &Posed, answer: &str) -> Self {
        let prompt = posed.prompt.plain();
        let words = telling(&prompt);
        let mut facts = Self {
            card: format!("{}/{}", question.key.deck(), question.key.card()),
            all_words: words.union(&telling(answer)).cloned().collect(),
            words,
            ..Self::default()
        };
        let prompt = prompt.to_lowercase();
        facts.shown = ports_in(&prompt);
        match &posed.input {
            Input::Match(Match { left, right, .. }) => {
                facts.shown.clear();
                let texts = left.iter().chain(right);
                facts.parts = texts.filter_map(|text| port_in(&text.plain(), &prompt)).collect();
            }
            Input::Blanks(Blanks { text, holes }) => {
                let text = text.plain().to_lowercase();
                facts.shown.clear();
                facts.parts =
                    holes.iter().filter_map(|hole| port_in(hole.expected.written(), &text)).collect();
            }
            Input::Choose(Choose { options, many: true }) => {
                let right = options.iter().filter(|option| option.right);
                facts.asked = right.filter_map(|option| port_in(&option.text.plain(), &prompt)).collect();
            }
            input if input.one_answer().is_none() => facts.shown.clear(),
            _ => {
                facts.answer = answer.trim().to_lowercase();
                let is_name = words_of(answer).count() <= LONGEST_NAME;
                match port_in(&facts.answer, &prompt) {
                    Some(port) => facts.asked.push(port),
                    // One port and a name: the question is what belongs to the port.
                    None if is_name && facts.shown.len() == 1 => facts.asked.clone_from(&facts.shown),
                    None => {}
                }
            }
        }
        facts
    }

    /// Whether both ask for the same, or one gives away the answer of the other.
    pub(super) fn clash(&self, other: &Self) -> bool {
        self.card == other.card
            || shares(&self.asked, &other.asked)
            || self.is_given_away_by(other)
            || other.is_given_away_by(self)
            || (self.answers_as(other) && self.overlaps(other))
    }

    /// Whether what one asks is a part of what the other does. Where there is enough to choose from, that is avoided too.
    pub(super) fn is_part(&self, other: &Self) -> bool {
        shares(&self.parts, &other.asked)
            || shares(&self.asked, &other.parts)
            || shares(&self.parts, &other.parts)
    }

    /// Whether both have the same answer.
    pub(super) fn answers_as(&self, other: &Self) -> bool {
        !self.answer.is_empty() && self.answer == other.answer
    }

    /// Whether `other` shows a port that this question asks for, beside a name that belongs to it.
    fn is_given_away_by(&self, other: &Self) -> bool {
        shares(&self.asked, &other.shown) && !self.all_words.is_disjoint(&other.all_words)
    }

    /// Whether half of the telling words are shared.
    fn overlaps(&self, other: &Self) -> bool {
        let both = self.words.intersection(&other.words).count();
        both * 2 >= self.words.union(&other.words).count()
    }
}

fn shares(some: &[Port], others: &[Port]) -> bool {
    let is_same = |a: &Port, b: &Port| {
        a.number == b.number && (a.transport.is_none() || b.transport.is_none() || a.transport == b.transport)
    };
    some.iter().any(|one| others.iter().any(|other| is_same(one, other)))
}

fn words_of(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric() && c != '-').filter(|word| !word.is_empty())
}

/// The words of `text` that say what it is about, in small letters: the longer ones, and names in capitals.
fn telling(text: &str) -> HashSet<String> {
    let is_idle = |word: &str| IDLE.iter().any(|idle| idle.eq_ignore_ascii_case(word));
    let is_name = |word: &str| word.chars().skip(1).any(char::is_uppercase);
    let telling = words_of(text).filter(|word| (word.len() > 3 || is_name(word)) && !is_idle(word));
    telling.map(str::to_lowercase).collect()
}

/// The port number that `answer` is, where `prompt`, in small letters, asks for a port. A number alone can be anything.
pub(super) fn asked_port(answer: &str, prompt: &str) -> Option<u32> {
    port_in(answer, prompt).map(|port| port.number)
}

fn port_in(answer: &str, prompt: &str) -> Option<Port> {
    let is_told = answer.contains(' ') || words_of(prompt).any(|word| word == "port");
    let is_count = words_of(prompt).any(|word| word == "many");
    read(answer).filter(|_| is_told && !is_count)
}

/// The port, where `answer` is nothing but a number with or without a transport.
fn read(answer: &str) -> Option<Port> {
    let answer = answer.to_lowercase();
    let (mut number, mut transport) = (None, None);
    for word in answer.split([' ', '/', ':']).filter(|word| !word.is_empty()) {
        if word == "port" {
            continue;
        }
        if let Some(told) = transport_of(word) {
            transport = Some(told);
            continue;
        }
        if number.is_some() || word.len() > 5 || !word.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        number = word.parse().ok();
    }
    Some(Port { number: number?, transport })
}

fn transport_of(word: &str) -> Option<Transport> {
    match word {
        "tcp" => Some(Transport::Tcp),
        "udp" => Some(Transport::Udp),
        _ => None,
    }
}

/// The ports that `prompt`, in small letters, names: numbers next to `tcp`, `udp` or `port`.
fn ports_in(prompt: &str) -> Vec<Port> {
    let words: Vec<&str> = words_of(prompt).collect();
    let number = |word: &str| word.parse().ok().filter(|number| (1..=65535).contains(number));
    let mut ports = Vec::new();
    for pair in words.windows(2) {
        let port = match *pair {
            [sign @ ("tcp" | "udp" | "port"), word] => {
                number(word).map(|number| (number, transport_of(sign)))
            }
            [word, sign @ ("tcp" | "udp")] => number(word).map(|number| (number, transport_of(sign))),
            _ => None,
        };
        if let Some((number, transport)) = port
            && !ports.iter().any(|port: &Port| port.number == number)
        {
            ports.push(Port { number, transport });
        }
    }
    // Behind an address: `203.0.113.7:443`.
    for (before, behind) in prompt.match_indices(':').map(|(at, _)| prompt.split_at(at)) {
        let digits: String = behind[1..].chars().take_while(char::is_ascii_digit).collect();
        if let Some(number) = number(&digits).filter(|_| before.ends_with(|c: char| c.is_ascii_digit()))
            && !ports.iter().any(|port| port.number == number)
        {
            ports.push(Port { number, transport: None });
        }
    }
    ports
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_port_is_told_from_other_answers() {
        let port = |text| read(text).map(|port| port.number);
        assert_eq!(port("TCP 443"), Some(443));
        assert_eq!(port("67"), Some(67));
        assert_eq!(port("53/udp"), Some(53));
        for other in ["0-1023", "50 %", "DHCP server", "TCP", "", "1 2"] {
            assert_eq!(port(other), None, "{other}");
        }
        assert_eq!(asked_port("21", "after how many hours?"), None);
        assert_eq!(asked_port("21", "on which port?"), Some(21));
    }

    #[test]
    fn ports_are_found_in_a_prompt() {
        let numbers = |text| ports_in(text).iter().map(|port| port.number).collect::<Vec<_>>();
        assert_eq!(numbers("a firewall blocks tcp 443 and port 80, not 53/udp."), [443, 80, 53]);
        assert_eq!(numbers("wait for 8 days at 10.0.0.1"), [0; 0]);
        assert_eq!(numbers("a page from 203.0.113.7:443, at 12: nobody"), [443]);
    }

    #[test]
    fn the_same_number_over_another_transport_is_another_port() {
        let port = |text| read(text).unwrap();
        assert!(shares(&[port("TCP 53")], &[port("53")]));
        assert!(!shares(&[port("TCP 53")], &[port("UDP 53")]));
    }
}
