//! Puts cards into the text of a deck: a new one, or one that is there.

use std::collections::{HashMap, HashSet};

use super::card::Card;
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
/// nothing. Two new cards of one prompt and different answers both come.
pub fn merged(text: &str, deck: &Deck, cards: &[Card], report: &mut Report) -> String {
    let mut taken: HashSet<String> = deck.questions.iter().map(|q| q.key.card().to_owned()).collect();
    let known = prompts(deck);
    let mut new: HashSet<(String, String)> = HashSet::new();
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
        if !new.insert((prompt, answer)) {
            report.lose(Lost::Repeated, &card.place, None);
            continue;
        }
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
