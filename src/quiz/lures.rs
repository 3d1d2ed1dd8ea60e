//! Wrong options for a question that has none of its own, taken from the answers of other questions.

use crate::card::compare::Rivals;
use crate::card::{Answer, Input, Posed, Question, Text};

use super::facts::port;

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
    asks: &'static str,
}

/// What is asked for, by the word that asks; the first that stands in the prompt.
const ASKING: &[&str] = &["why", "how many", "how long", "how", "who", "where", "when"];

impl<'a> Known<'a> {
    pub(super) fn new(question: &'a Question, posed: Posed) -> Self {
        let answer = match &posed.input {
            Input::Reveal { back } => back.as_str().to_owned(),
            Input::Text(expected) => expected.written().to_owned(),
            Input::Choose { options, many: false } => options
                .iter()
                .find(|option| option.right)
                .map(|option| option.text.as_str().to_owned())
                .unwrap_or_default(),
            _ => String::new(),
        };
        let prompt = posed.prompt.plain().to_lowercase();
        let asks =
            ASKING.iter().find(|word| prompt.starts_with(**word) || prompt.contains(&format!(" {word} ")));
        Self { question, posed, answer, asks: asks.copied().unwrap_or_default() }
    }

    /// The port, where that is what is asked for.
    fn port(&self) -> Option<u32> {
        if self.asks.starts_with("how") { None } else { port(&self.answer) }
    }
}

/// Wrong options for `known` out of the answers of `all`.
pub(super) fn lures(known: &Known<'_>, all: &[Known<'_>]) -> Vec<Lure> {
    let mut found: Vec<Lure> = Vec::new();
    for other in all {
        let lure = match known.port() {
            Some(own) => port_lure(known, own, other),
            None => word_lure(known, other),
        };
        let Some(lure) = lure else { continue };
        let same = |text: &Text| text.plain().eq_ignore_ascii_case(&lure.text.plain());
        match found.iter_mut().find(|known| same(&known.text)) {
            Some(twin) => twin.distance = twin.distance.min(lure.distance),
            None => found.push(lure),
        }
    }
    found
}

/// A port of another question, written like the own one. Ports are told apart by their numbers, so those of any deck
/// will do.
fn port_lure(known: &Known<'_>, own: u32, other: &Known<'_>) -> Option<Lure> {
    let number = other.port().filter(|&number| number != own && number != 0)?;
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

/// The answer of a question of the same deck that asks for the same sort of thing.
fn word_lure(known: &Known<'_>, other: &Known<'_>) -> Option<Lure> {
    let distance = near(known, other);
    let same_side = known.question.kind == other.question.kind && known.question.face == other.question.face;
    if distance > 2 || !same_side || known.asks != other.asks || other.answer.is_empty() {
        return None;
    }
    let starts_with_digit = |text: &str| text.starts_with(|c: char| c.is_ascii_digit());
    let (own, theirs) = (known.answer.to_lowercase(), other.answer.to_lowercase());
    let (short, long) = (own.len().min(theirs.len()), own.len().max(theirs.len()));
    let unlike = starts_with_digit(&own) != starts_with_digit(&theirs) || long > short * 3;
    let given = Answer::Text(other.answer.clone());
    let is_right = known.posed.input.judge(&given, &Rivals::default()).counts();
    let same_prompt = known.posed.prompt == other.posed.prompt;
    if unlike || is_right || same_prompt || own.contains(&theirs) || theirs.contains(&own) {
        return None;
    }
    Some(Lure { text: Text::new(&other.answer), distance })
}

/// 0 for look-alikes, 1 for rows of one table under one template, 2 for the same deck, 3 for the rest.
fn near(known: &Known<'_>, other: &Known<'_>) -> u8 {
    let (own, theirs) = (&known.question.key, &other.question.key);
    let table = |card: &str| card.split_once('/').map(|(table, _)| table.to_owned());
    let same_table = table(own.card()).is_some() && table(own.card()) == table(theirs.card());
    if own.deck() != theirs.deck() {
        3
    } else if known.question.resembles(other.question) {
        0
    } else if same_table && own.face() == theirs.face() {
        1
    } else {
        2
    }
}
