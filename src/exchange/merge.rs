//! Puts cards into the text of a deck: a new one, or one that is there.

use std::collections::{HashMap, HashSet};

use super::card::{Asks, Card, Options};
use super::entry;
use super::report::{Lost, Report};
use crate::card::Question;
use crate::deck::{self, Deck, numbered};
use crate::source::{Severity, SourceFile, clean};

/// The beginning of a new deck.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// Half of every question's key.
    pub id: String,
    /// The name shown to people.
    pub title: String,
    /// What the file it comes from is called.
    pub origin: String,
}

impl Head {
    /// The first lines of the deck.
    pub fn toml(&self) -> String {
        let origin = clean(&self.origin).replace('\n', " ");
        let (id, title) = (entry::text(&self.id), entry::text(&clean(&self.title).replace('\n', " ")));
        format!("# Brought in from `{origin}`.\n\n[deck]\nid    = {id}\ntitle = {title}\n")
    }
}

/// `text` with `cards` at its end; `deck` is what `text` holds now, included files too.
///
/// Each card is read back as the deck reader will read it: what makes no card there is left out, and its id is the one
/// the reader would make. A card whose prompt the deck has is left out as known, so that importing twice changes
/// nothing. Two new cards of one prompt both come where their answers differ, or what they show with it. Where only
/// something differs that is not seen beforehand, the first comes, and what the other one has besides is told.
pub fn merged(text: &str, deck: &Deck, cards: &[Card], report: &mut Report) -> String {
    let mut taken: HashSet<String> = deck.questions.iter().map(|q| q.key.card().to_owned()).collect();
    let known = prompts(deck);
    let mut new: HashMap<(String, String), Vec<&Card>> = HashMap::new();
    // For each id that was wanted how often it was.
    let mut wanted: HashMap<String, usize> = HashMap::new();
    let newline = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let mut out = text.to_owned();
    if !out.is_empty() && !out.ends_with('\n') {
        out.push_str(newline);
    }
    for card in cards {
        let (id, prompt, answer) = match read_back(card) {
            Ok(question) => question,
            Err(reason) => {
                report.lose(Lost::Refused, &card.place, Some(&reason));
                continue;
            }
        };
        if known.contains(&prompt) {
            report.lose(Lost::Known, &card.place, None);
            continue;
        }
        let alike = new.entry((prompt, answer)).or_default();
        if alike.iter().any(|other| differences(card, other).is_empty()) {
            report.lose(Lost::Repeated, &card.place, None);
            continue;
        }
        if let Some(other) = alike.iter().find(|other| !is_told_apart(card, other)) {
            report.lose(Lost::Alike, &card.place, Some(&differences(card, other).join(" and ")));
            continue;
        }
        alike.push(card);
        let id = free(&id, &taken, &mut wanted);
        let entry = entry::toml(card, Some(&id));
        taken.insert(id);
        out.push_str(if out.is_empty() { "" } else { newline });
        out.push_str(&entry.replace('\n', newline));
        report.cards += 1;
    }
    out
}

/// What the cards of a deck ask, each by its first question: the back of a card that is asked both ways is no prompt.
fn prompts(deck: &Deck) -> HashSet<String> {
    let is_first = |question: &&Question| question.body.faces().first() == Some(&question.face);
    deck.questions.iter().filter(is_first).map(|question| question.prompt.plain()).collect()
}

/// Whether the learner sees which of two cards of one prompt is asked: they are answered in another way, or offer
/// something else to choose from.
fn is_told_apart(one: &Card, other: &Card) -> bool {
    fn offered(asks: &Asks) -> Vec<&str> {
        let mut offered: Vec<&str> = match asks {
            Asks::Choice(options) => options.arranged().into_iter().map(|(text, _, _)| text).collect(),
            Asks::Match { extra, .. } => extra.iter().map(String::as_str).collect(),
            _ => Vec::new(),
        };
        offered.sort_unstable();
        offered
    }
    one.kind() != other.kind() || offered(&one.asks) != offered(&other.asks)
}

/// What `card` has otherwise than `other`, in words; nothing where they are the same but for their places.
fn differences(card: &Card, other: &Card) -> Vec<&'static str> {
    let mut differences = match (&card.asks, &other.asks) {
        (
            Asks::Typed { answers, tolerance, exact, .. },
            Asks::Typed { answers: others, tolerance: other_tolerance, exact: other_exact, .. },
        ) => chosen(&[
            ("another answer", answers != others),
            ("tolerance", tolerance != other_tolerance),
            ("exactness", exact != other_exact),
        ]),
        (Asks::Choice(one), Asks::Choice(two)) => {
            let Options { right, wrong, .. } = two;
            chosen(&[
                ("another answer", one.right != *right),
                ("feedback", is_same_but_reasons(&one.wrong, wrong) && one.wrong != *wrong),
                ("other options", !is_same_but_reasons(&one.wrong, wrong)),
            ])
        }
        (Asks::Flip { both_ways, .. }, Asks::Flip { both_ways: other, .. }) => {
            chosen(&[("the other way round", both_ways != other)])
        }
        _ => Vec::new(),
    };
    if differences.is_empty() && card.asks != other.asks {
        differences.push("what it asks");
    }
    differences.extend(chosen(&[
        ("explanation", card.explain != other.explain),
        ("hint", card.hint != other.hint),
        ("tags", card.tags != other.tags),
    ]));
    differences
}

fn is_same_but_reasons(one: &[(String, Option<String>)], two: &[(String, Option<String>)]) -> bool {
    one.iter().map(|(text, _)| text).eq(two.iter().map(|(text, _)| text))
}

fn chosen(names: &[(&'static str, bool)]) -> Vec<&'static str> {
    names.iter().filter(|(_, differs)| *differs).map(|(name, _)| *name).collect()
}

/// `id`, or with the next number that is free: those before are not tried again for every card.
fn free(id: &str, taken: &HashSet<String>, wanted: &mut HashMap<String, usize>) -> String {
    if !taken.contains(id) {
        return id.to_owned();
    }
    let number = wanted.entry(id.to_owned()).or_insert(1);
    loop {
        *number += 1;
        let name = numbered(id, *number);
        if !taken.contains(&name) {
            return name;
        }
    }
}

/// Id, prompt and answer of the card as the deck reader sees it, or why it sees none.
fn read_back(card: &Card) -> Result<(String, String, String), String> {
    let text = format!("[deck]\nid = 'x'\ntitle = 'x'\n{}", entry::toml(card, None));
    let (deck, findings) = deck::parse(&[SourceFile { name: String::new(), text }]);
    if let Some(error) = findings.iter().find(|finding| finding.severity == Severity::Error) {
        return Err(error.message.clone());
    }
    let question = deck.questions.first().ok_or("it asks nothing")?;
    let prompt = question.prompt.plain();
    if prompt.is_empty() {
        return Err("its prompt is empty".to_owned());
    }
    let answers: Vec<_> = deck.questions.iter().map(|question| question.answer.as_str()).collect();
    if answers.concat().trim().is_empty() {
        return Err("its answer is empty".to_owned());
    }
    Ok((question.key.card().to_owned(), prompt, answers.join("\n")))
}
