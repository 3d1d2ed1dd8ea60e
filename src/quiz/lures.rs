//! Wrong options for a question that has none of its own: answers of other questions of its sort, or numbers near the
//! right one.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use super::facts::asked_port;
use super::rivals::expected;
use crate::card::compare::{Rivals, are_a_slip_apart};
use crate::card::{Answer, Posed, Question, Text};

/// A wrong option.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Lure {
    pub(super) text: Text,
    /// How far from the question it was found; near ones tempt more.
    pub(super) distance: u8,
}

/// A question, posed once, with its answer.
#[derive(Debug)]
pub(super) struct Known<'a> {
    pub(super) question: &'a Question,
    pub(super) posed: Posed,
    /// The answer as it is shown; empty where it is no single text.
    pub(super) answer: String,
    /// The same in plain small letters, to tell twins.
    plain: String,
    /// The prompt without names and numbers: `what does … stand for`.
    pub(super) skeleton: String,
    /// Whether enough is left of it to know the same question about something else.
    is_telling: bool,
    /// The word that asks and what it asks for: `which range`.
    asks: String,
    sort: Sort,
}

/// What sort of answer is asked for.
#[derive(Debug, Clone, PartialEq)]
enum Sort {
    Port(u32),
    /// A number with what stands behind it: ` %`.
    Number(f64, String),
    Words,
}

impl<'a> Known<'a> {
    pub(super) fn new(question: &'a Question, posed: Posed) -> Self {
        let answer = posed.input.one_answer().unwrap_or_default().to_owned();
        let prompt = posed.prompt.plain();
        let (skeleton, asks) = (skeleton(&prompt), asks(&prompt.to_lowercase()));
        let sort = sort(&answer, &prompt.to_lowercase());
        let plain = Text::new(&answer).plain().to_lowercase();
        let is_telling = is_telling(&skeleton);
        Self { question, posed, answer, plain, skeleton, is_telling, asks, sort }
    }
}

/// Words that ask.
const ASKING: [&str; 7] = ["what", "which", "why", "how", "who", "where", "when"];

/// Wrong options for `known` out of the answers of `all`; no more than `most`, the first that are found.
pub(super) fn lures(known: &Known<'_>, all: &[Known<'_>], most: usize) -> Vec<Lure> {
    let mut found: Vec<Lure> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    let from_others = all.iter().filter_map(|other| match known.sort {
        Sort::Port(own) => port_lure(known, own, other),
        Sort::Number(..) | Sort::Words => word_lure(known, other),
    });
    for lure in from_others.chain(near_numbers(known)).chain(written_ports(known)) {
        if found.len() >= most {
            break;
        }
        match places.entry(lure.text.plain().to_lowercase()) {
            Entry::Occupied(place) => {
                let twin = &mut found[*place.get()];
                twin.distance = twin.distance.min(lure.distance);
            }
            Entry::Vacant(place) => {
                place.insert(found.len());
                found.push(lure);
            }
        }
    }
    found
}

/// Answers of the same deck that a slip in a typed answer to `known` makes, so that it is not forgiven.
pub(super) fn rivals(known: &Known<'_>, all: &[Known<'_>]) -> Vec<String> {
    let expected = expected(&known.posed.input);
    if expected.is_empty() {
        return Vec::new();
    }
    let is_rival = |other: &&Known<'_>| {
        other.question.key.deck() == known.question.key.deck()
            && expected.iter().any(|own| *own != other.answer && are_a_slip_apart(own, &other.answer))
    };
    all.iter().filter(is_rival).map(|other| other.answer.clone()).collect()
}

/// A port of another question, written like the own one. Ports are told apart by their numbers, so those of any deck
/// will do.
fn port_lure(known: &Known<'_>, own: u32, other: &Known<'_>) -> Option<Lure> {
    let Sort::Port(number) = other.sort else { return None };
    if number == own || number == 0 {
        return None;
    }
    let transport = |answer: &str| {
        let answer = answer.to_lowercase();
        ["TCP", "UDP"].into_iter().find(|name| answer.contains(&name.to_lowercase()))
    };
    let text = match (transport(&known.answer), transport(&other.answer)) {
        (None, _) => number.to_string(),
        (Some(own), None) => format!("{own} {number}"),
        (Some(_), Some(theirs)) => format!("{theirs} {number}"),
    };
    let distance = match near(known, other) {
        _ if own.abs_diff(number) <= 1 => 0,
        near @ 0..=2 => near,
        // Of ports of other decks, those of like size.
        _ if own.to_string().len() == number.to_string().len() => 3,
        _ => 4,
    };
    Some(Lure { text: Text::new(text), distance })
}

/// The answer of a question that asks for the same sort of thing: a look-alike, the same question about something
/// else, or one of the same deck that begins alike.
fn word_lure(known: &Known<'_>, other: &Known<'_>) -> Option<Lure> {
    // First what is told at once: this is asked for every two questions.
    let (own, theirs) = (&known.plain, &other.plain);
    if own == theirs || theirs.is_empty() || own.len().max(theirs.len()) > 3 * own.len().min(theirs.len()) {
        return None;
    }
    let is_same_question = known.is_telling && known.skeleton == other.skeleton;
    let distance = match near(known, other) {
        near @ 0..=1 => near,
        _ if is_same_question => 2,
        2 if !known.asks.is_empty() && known.asks == other.asks => 3,
        _ => return None,
    };
    let same_side = known.question.kind == other.question.kind && known.question.face == other.question.face;
    let is_of_sort = match (&known.sort, &other.sort) {
        (Sort::Number(_, own), Sort::Number(_, theirs)) => own == theirs && known.asks == other.asks,
        (Sort::Words, Sort::Words) => known.answer.starts_with(digit) == other.answer.starts_with(digit),
        _ => false,
    };
    if !same_side || !is_of_sort || known.posed.prompt == other.posed.prompt {
        return None;
    }
    // A part of the right answer could be right too.
    let is_part = !is_same_question && (own.contains(theirs.as_str()) || theirs.contains(own.as_str()));
    let is_right =
        || known.posed.input.judge(&Answer::Text(other.answer.clone()), &Rivals::default()).counts();
    (!is_part && !is_right()).then(|| Lure { text: Text::new(&other.answer), distance })
}

/// Numbers that a learner could take for the right one.
fn near_numbers(known: &Known<'_>) -> Vec<Lure> {
    let Sort::Number(own, unit) = &known.sort else { return Vec::new() };
    let whole = *own as u64;
    let bare = !known.answer.contains('%');
    let others = if unit.contains('%') {
        vec![25.0, 50.0, 75.0, 100.0]
    } else if own.fract() != 0.0 {
        return Vec::new();
    } else if whole >= 8 && whole.is_power_of_two() {
        vec![own / 2.0, own * 2.0, own * 4.0]
    } else if whole > 0 && whole.is_multiple_of(10) {
        vec![own / 2.0, own + 10.0, own * 2.0]
    } else if whole >= 2 {
        vec![own - 1.0, own + 1.0, own + 2.0]
    } else {
        return Vec::new();
    };
    // A prompt that asks for percent may leave the sign out of its answer.
    let unit = if bare && unit.contains('%') { "" } else { unit };
    let lure = |number: f64| Lure { text: Text::new(format!("{number}{unit}")), distance: 4 };
    others.into_iter().filter(|number| (number - own).abs() > 0.1).map(lure).collect()
}

/// The other ports that stand in the prompt behind an address: `10.0.0.5:51000`.
fn written_ports(known: &Known<'_>) -> Vec<Lure> {
    let Sort::Port(own) = known.sort else { return Vec::new() };
    let prompt = known.posed.prompt.plain();
    let behind =
        prompt.split(':').skip(1).map(|rest| &rest[..rest.find(|c| !digit(c)).unwrap_or(rest.len())]);
    let ports = behind.filter_map(|digits| digits.parse::<u32>().ok()).filter(|&port| port != own);
    ports.map(|port| Lure { text: Text::new(port.to_string()), distance: 0 }).collect()
}

/// 0 for look-alikes, 1 for rows of one table under one template, 2 for the same deck, 3 for the rest.
fn near(known: &Known<'_>, other: &Known<'_>) -> u8 {
    let (own, theirs) = (&known.question.key, &other.question.key);
    let (own_table, _) = own.card().split_once('/').unwrap_or_default();
    let (their_table, _) = theirs.card().split_once('/').unwrap_or_default();
    let same_table = !own_table.is_empty() && own_table == their_table;
    if own.deck() != theirs.deck() {
        3
    } else if same_table && own.face() != theirs.face() {
        2
    } else if known.question.resembles(other.question) {
        0
    } else if same_table {
        1
    } else {
        2
    }
}

fn digit(c: char) -> bool {
    c.is_ascii_digit()
}

fn sort(answer: &str, prompt: &str) -> Sort {
    if let Some(port) = asked_port(answer, prompt) {
        return Sort::Port(port);
    }
    let end = answer.find(|c| !digit(c) && c != '.').unwrap_or(answer.len());
    let unit = if prompt.contains("percent") { " %" } else { &answer[end..] };
    match answer[..end].parse() {
        Ok(number) if number < 1e6 && !answer[end..].contains(digit) => Sort::Number(number, unit.to_owned()),
        _ => Sort::Words,
    }
}

/// `prompt` in small letters, without its names and numbers.
fn skeleton(prompt: &str) -> String {
    let words = prompt.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let is_name =
        |word: &str| word.chars().skip(1).any(char::is_uppercase) || word.chars().any(|c| c.is_ascii_digit());
    let common: Vec<String> = words.filter(|word| !is_name(word)).map(str::to_lowercase).collect();
    common.join(" ")
}

/// Whether a skeleton says enough to be the same question about something else: `what is` does not.
fn is_telling(skeleton: &str) -> bool {
    let words: Vec<&str> = skeleton.split(' ').collect();
    words.len() >= 3 || (words.len() == 2 && !words.iter().any(|word| ASKING.contains(word)))
}

/// The word that asks in `prompt`, in small letters, and the word after it; after `how many` also what is counted.
fn asks(prompt: &str) -> String {
    let words: Vec<&str> = prompt.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
    let place = words.iter().position(|word| ASKING.contains(word));
    let Some(asking) = place.map(|place| &words[place..]) else { return String::new() };
    let length = if asking.starts_with(&["how", "many"]) { 3 } else { 2 };
    asking[..length.min(asking.len())].join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sort_of_an_answer_is_told() {
        assert_eq!(sort("67", "on which port does it listen?"), Sort::Port(67));
        assert_eq!(sort("TCP 22", "what does ssh use?"), Sort::Port(22));
        assert_eq!(sort("4", "at which layer?"), Sort::Number(4.0, String::new()));
        assert_eq!(sort("87.5 %", "when?"), Sort::Number(87.5, " %".into()));
        assert_eq!(sort("50", "after how many percent?"), Sort::Number(50.0, " %".into()));
        assert_eq!(sort("0-1023", "which ports?"), Sort::Words);
        assert_eq!(sort("SNMPv3", "which version?"), Sort::Words);
    }

    #[test]
    fn one_question_about_two_things_has_one_skeleton() {
        assert_eq!(skeleton("What does SNMP stand for?"), skeleton("What does FTP stand for?"));
        assert_eq!(asks("on friday: which range has it?"), "which range");
        assert_eq!(asks("how many bytes is it?"), "how many bytes");
    }
}
