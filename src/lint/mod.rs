//! Advice on writing: what makes a card easy to learn from, as rules that a program can decide or flag.
//!
//! A rule is a file in `rules/` with a page beside it; the page is what `explain` prints, what the reference shows
//! and, by its examples, the test of the rule.

mod card;
mod finding;
mod lists;
mod reference;
mod rules;
mod words;

#[cfg(test)]
mod tests;

use std::collections::HashSet;

use crate::deck::Deck;
use crate::source::{Code, Diagnostic, FileId, Located, Span, did_you_mean, quoted};

use card::{Card, Cards};
use finding::Finding;
use lists::Lists;

pub use reference::reference;
pub use rules::RULES;

/// A rule of writing.
#[derive(Debug, Clone, Copy)]
pub struct Rule {
    /// Its name for ever: the code of its findings, and what `allow` takes.
    pub name: &'static str,
    /// What it asks for, why, and a bad and a good example, as Markdown.
    pub page: &'static str,
    check: Check,
}

/// How a rule looks at a deck.
#[derive(Debug, Clone, Copy)]
enum Check {
    /// Card by card.
    Card(OfCard),
    /// All cards at once. A finding has the place of its card among them, or none if it is about the whole deck.
    Deck(OfDeck),
}

type OfCard = fn(&Card<'_>, &Lists) -> Option<Finding>;
type OfDeck = fn(&Cards<'_>) -> Vec<(Option<usize>, Finding)>;

impl Rule {
    const fn of_card(name: &'static str, page: &'static str, check: OfCard) -> Self {
        Self { name, page, check: Check::Card(check) }
    }

    const fn of_deck(name: &'static str, page: &'static str, check: OfDeck) -> Self {
        Self { name, page, check: Check::Deck(check) }
    }

    /// The code of its findings.
    pub const fn code(&self) -> Code {
        Code::new(self.name, self.page)
    }

    /// What it asks for, in one line.
    pub fn about(&self) -> &'static str {
        self.page.lines().skip(1).find(|line| !line.is_empty()).unwrap_or_default()
    }

    /// The rule of that name; otherwise the name that was probably meant, if any.
    pub fn named(name: &str) -> Result<&'static Self, Option<&'static str>> {
        RULES
            .iter()
            .find(|rule| rule.name == name)
            .ok_or_else(|| did_you_mean(name, RULES.iter().map(|rule| rule.name)))
    }
}

/// What could be written better in `deck`, in the order of places.
///
/// A rule has at most one finding for a card, and for all rows that a template asks about. What the deck or the card
/// allows is not told; a name there that no rule has is.
pub fn advise(deck: &Deck) -> Vec<Diagnostic> {
    let cards = Cards::of(deck);
    let mut advice = Advice { findings: unknown_rules(deck, &cards), told: HashSet::new() };
    let rules = RULES.iter().filter(|rule| !names(&deck.lint.allow, rule.name));
    let (of_card, of_deck): (Vec<&Rule>, Vec<&Rule>) =
        rules.partition(|rule| matches!(rule.check, Check::Card(_)));
    for card in &cards.cards {
        // A copy, so that what is worked out about its words is freed before the next.
        let card = Card::of(card.questions());
        for rule in &of_card {
            let Check::Card(check) = rule.check else { continue };
            if let Some(finding) = check(&card, &cards.lists) {
                advice.tell(rule, &card, finding);
            }
        }
    }
    let mut of_whole = Vec::new();
    for rule in of_deck {
        let Check::Deck(check) = rule.check else { continue };
        for (place, finding) in check(&cards) {
            match place {
                Some(place) => advice.tell(rule, &cards.cards[place], finding),
                None => of_whole.push(finding.at(rule, &deck.at)),
            }
        }
    }
    let mut findings = advice.findings;
    findings.extend(of_whole);
    findings.sort_by_key(|finding| (finding.span.file, finding.span.range.start));
    findings
}

/// The findings on cards so far.
struct Advice {
    findings: Vec<Diagnostic>,
    /// Each rule with where a card begins that it was told of.
    told: HashSet<(&'static str, FileId, usize)>,
}

impl Advice {
    /// Takes a finding, unless the card allows it or has it already: all rows of a template begin at one place.
    fn tell(&mut self, rule: &Rule, card: &Card<'_>, finding: Finding) {
        let Span { file, range } = card.at();
        if !names(&card.notes().allow, rule.name) && self.told.insert((rule.name, *file, range.start)) {
            self.findings.push(finding.on(rule, card));
        }
    }
}

fn names(allowed: &[Located<String>], rule: &str) -> bool {
    allowed.iter().any(|name| name.value == rule)
}

/// Names of rules that are guessed.
const MOST_GUESSED: usize = 20;

/// Reports what is allowed and is no rule.
fn unknown_rules(deck: &Deck, cards: &Cards<'_>) -> Vec<Diagnostic> {
    let of_cards = cards.cards.iter().flat_map(|card| &card.notes().allow);
    let mut unknown: Vec<Diagnostic> = Vec::new();
    let mut told = HashSet::new();
    for name in deck.lint.allow.iter().chain(of_cards) {
        // All rows of a table have the name from one place.
        if RULES.iter().any(|rule| rule.name == name.value) || !told.insert(&name.span) {
            continue;
        }
        let guess = unknown.len() < MOST_GUESSED;
        let meant = guess.then(|| Rule::named(&name.value).err().flatten()).flatten();
        let message = format!("there is no rule `{}`", name.value.chars().take(60).collect::<String>());
        let finding = Diagnostic::warning(Code::UNKNOWN_RULE, name.span.clone(), message);
        unknown.push(match meant {
            Some(meant) => {
                finding.help(format!("did you mean `{meant}`?")).fix(name.span.clone(), quoted(meant))
            }
            None => finding.help("`examdrill explain` lists the rules"),
        });
    }
    unknown
}
