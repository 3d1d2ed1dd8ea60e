//! The cards of the built-in decks as texts to be checked.

use std::collections::BTreeSet;
use std::path::Path;

use examdrill::card::answers;
use examdrill::card::{Body, Generator, Hole, Input, Question, Text};
use examdrill::library::Library;
use rand::SeedableRng;
use rand::rngs::StdRng;

/// What a text is on its card, in the order in which it is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Role {
    Prompt,
    Answer,
    Accept,
    Wrong,
    Why,
    Hint,
    Mnemonic,
    Explain,
    Practice,
}

/// One text of a card.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Part {
    pub(crate) role: Role,
    pub(crate) text: String,
}

/// A card, or a row of a table with all that is asked about it.
#[derive(Debug, Clone)]
pub(crate) struct Card {
    /// Deck and card: `dhcp/lease`, `core-ports/port/SSH`.
    pub(crate) name: String,
    /// Its tags, those of the deck among them.
    pub(crate) tags: Vec<String>,
    /// Its texts, each once: by role, and those of one role by their letters.
    pub(crate) parts: Vec<Part>,
}

impl Card {
    /// The deck's id.
    pub(crate) fn deck(&self) -> &str {
        self.name.split_once('/').map_or("", |(deck, _)| deck)
    }

    /// The texts that play `role`.
    pub(crate) fn texts(&self, role: Role) -> impl Iterator<Item = &str> {
        self.parts.iter().filter(move |part| part.role == role).map(|part| part.text.as_str())
    }
}

/// All cards of the built-in decks.
pub(crate) fn built_in() -> Vec<Card> {
    let library = Library::load(Path::new("/nowhere"));
    assert!(library.errors() == 0, "a built-in deck has errors; run `examdrill check decks/`");
    cards(library.questions().iter())
}

/// The cards that ask `questions`.
pub(crate) fn cards<'a>(questions: impl Iterator<Item = &'a Question>) -> Vec<Card> {
    let mut cards: Vec<Card> = Vec::new();
    for question in questions {
        let name = format!("{}/{}", question.key.deck(), question.key.card());
        let mut parts = parts(question);
        if let Some(card) = cards.iter_mut().find(|card| card.name == name) {
            card.parts.append(&mut parts);
        } else {
            cards.push(Card { name, tags: question.notes.tags.to_vec(), parts });
        }
    }
    for card in &mut cards {
        card.parts.sort();
        card.parts.dedup();
    }
    cards
}

fn parts(question: &Question) -> Vec<Part> {
    if let Body::Generate(Generator::Computed(computed)) = &*question.body {
        return written(&computed.question.0, question);
    }
    let mut parts = BTreeSet::new();
    let mut options: Vec<BTreeSet<Part>> = Vec::new();
    // A question may show a part of what it has; so many askings show everything.
    for seed in 0..100 {
        let posed = question.pose(&mut StdRng::seed_from_u64(seed));
        parts.insert(Part { role: Role::Prompt, text: posed.prompt.as_str().to_owned() });
        let shown = input_parts(&posed.input);
        if matches!(posed.input, Input::Choose(_)) {
            options.push(shown.into_iter().collect());
        } else {
            parts.extend(shown);
        }
    }
    // A wrong option that is not always there is drawn from other rows, and is checked there.
    let always = options.into_iter().reduce(|all, shown| all.intersection(&shown).cloned().collect());
    parts.extend(always.unwrap_or_default());
    if let Body::Generate(Generator::Classes(generator)) = &*question.body {
        let (from, to) = generator.range;
        parts.retain(|part| part.role != Role::Prompt);
        parts.insert(Part { role: Role::Prompt, text: generator.question.as_str().to_owned() });
        parts.insert(Part { role: Role::Answer, text: format!("{from} … {to}: {}", question.answer) });
        let edges: Vec<_> = generator.edges.iter().map(ToString::to_string).collect();
        parts.insert(Part { role: Role::Accept, text: edges.join(" ; ") });
    }
    parts.extend(noted(question));
    parts.into_iter().filter(|part| !part.text.is_empty()).collect()
}

/// Hint, mnemonic, reason and practice of `question`, as they are written.
fn noted(question: &Question) -> Vec<Part> {
    let notes = &question.notes;
    let texts = [
        (Role::Hint, &notes.hint),
        (Role::Mnemonic, &notes.mnemonic),
        (Role::Explain, &notes.explain),
        (Role::Practice, &notes.practice),
    ];
    texts
        .into_iter()
        .filter_map(|(role, text)| Some(Part { role, text: text.as_ref()?.as_str().to_owned() }))
        .collect()
}

/// What a computed question says beside what it computes: its texts without their formulas. What these give is compared
/// with an independent implementation instead.
fn written(prompt: &Text, question: &Question) -> Vec<Part> {
    let mut parts = vec![Part { role: Role::Prompt, text: prompt.as_str().to_owned() }];
    parts.extend(noted(question));
    for part in &mut parts {
        part.text = without_formulas(&part.text);
    }
    parts
}

/// `text` without what stands in braces: the names of columns, and formulas.
pub(crate) fn without_formulas(text: &str) -> String {
    text.split('{').map(|piece| piece.split_once('}').map_or(piece, |(_, rest)| rest)).collect()
}

fn input_parts(input: &Input) -> Vec<Part> {
    let part = |role, text: &str| Part { role, text: text.to_owned() };
    let answer = |text: &str| part(Role::Answer, text);
    match input {
        Input::Choose(answers::Choose { options, .. }) => {
            let role = |right| if right { Role::Answer } else { Role::Wrong };
            // One that comes from another row says which question it answers: that is checked there as well.
            let is_own = |why: &&Text| !why.as_str().starts_with("It answers “");
            let whys = options.iter().filter_map(|option| option.why.as_ref()).filter(is_own);
            let whys = whys.map(|why| part(Role::Why, why.as_str()));
            options.iter().map(|option| part(role(option.right), option.text.as_str())).chain(whys).collect()
        }
        Input::Order(answers::Order { items, right }) => {
            let steps: Vec<_> = right.iter().map(|&item| items[item].as_str()).collect();
            vec![answer(&steps.join(" → "))]
        }
        Input::Match(answers::Match { left, right, partner }) => {
            let pairs = left.iter().zip(partner);
            let pairs =
                pairs.map(|(left, &at)| answer(&format!("{} → {}", left.as_str(), right[at].as_str())));
            let extra = right.iter().enumerate().filter(|(at, _)| !partner.contains(at));
            pairs.chain(extra.map(|(_, text)| part(Role::Wrong, text.as_str()))).collect()
        }
        Input::Sort(answers::Sort { items, bins, home }) => {
            let sorted = items.iter().zip(home);
            sorted
                .map(|(item, &bin)| answer(&format!("{} ← {}", bins[bin].as_str(), item.as_str())))
                .collect()
        }
        Input::Blanks(answers::Blanks { text, holes }) => {
            let mut filled = text.as_str().to_owned();
            for (index, hole) in holes.iter().enumerate() {
                filled = filled.replace(Hole::mark(index), hole.expected.written());
            }
            let hints = holes.iter().filter_map(|hole| hole.hint.as_ref());
            let hints = hints.map(|hint| part(Role::Hint, hint.as_str()));
            let answers = holes.iter().map(|hole| answer(hole.expected.written()));
            std::iter::once(part(Role::Prompt, &filled)).chain(answers).chain(hints).collect()
        }
        other => {
            let words = other.words(&other.solution());
            let answers = other.one_answer().map_or(words, |only| vec![only.to_owned()]);
            let accepted = other.expected().into_iter().flat_map(|expected| expected.answers.iter().skip(1));
            let accepted = accepted.map(|text| part(Role::Accept, text));
            answers.iter().map(|text| answer(text)).chain(accepted).collect()
        }
    }
}
