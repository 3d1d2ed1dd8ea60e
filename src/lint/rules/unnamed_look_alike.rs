//! Look-alikes that are told apart on the card.

use std::collections::BTreeSet;

use crate::card::kinds::Choice;
use crate::card::{Body, Text};
use crate::lint::Rule;
use crate::lint::card::Card;
use crate::lint::finding::Finding;
use crate::lint::lists::Lists;
use crate::lint::words::{Words, last_sentence};

pub(super) const RULE: Rule =
    Rule::of_card("unnamed-look-alike", include_str!("unnamed_look_alike.md"), check);

fn check(card: &Card<'_>, lists: &Lists) -> Option<Finding> {
    let is_asked_in_words = !matches!(card.body(), Body::Order(_) | Body::Matching(_) | Body::Classify(_));
    if lists.families.is_empty() || !card.notes().look_alikes.is_empty() || !is_asked_in_words {
        return None;
    }
    // What the situation mentions before the question is not what the card is about.
    let in_prompt = lists
        .members
        .all_in(card.prompt_words())
        .peekable()
        .peek()
        .map(|_| last_sentence(card.prompt().as_str()));
    let asked = in_prompt.map(Words::of).unwrap_or_default();
    let mut mixed_up =
        card.answer_words().iter().chain([&asked]).flat_map(|words| lists.members.all_in(words)).peekable();
    mixed_up.peek()?;
    let is_in = |texts: &[Words], member: &Words| texts.iter().any(|text| text.has_phrase(member));
    let told = texts(card);
    for member in mixed_up {
        let families = || lists.families.iter().filter(|family| family.contains(member));
        let siblings = || families().flatten().filter(|sibling| *sibling != member);
        if siblings().any(|sibling| is_in(&told, sibling)) {
            continue;
        }
        let others: BTreeSet<_> = siblings().map(quoted).collect();
        let others = others.into_iter().collect::<Vec<_>>().join(", ");
        let message =
            format!("{} is easily taken for {others}, which this card does not name", quoted(member));
        let help = "tell them apart in `explain`, or name the other card in `look_alike`";
        return Some(Finding::warning(message, help));
    }
    None
}

/// Everything the card says.
fn texts(card: &Card<'_>) -> Vec<Words> {
    let notes = card.notes();
    let notes = [&notes.explain, &notes.hint, &notes.mnemonic, &notes.practice].into_iter().flatten();
    let reasons = card.choice().into_iter().flat_map(Choice::reasons);
    let texts = notes.chain(card.options()).chain(reasons).chain([card.prompt()]).map(Text::as_str);
    texts.chain(card.answers()).map(Words::of).collect()
}

fn quoted(words: &Words) -> String {
    format!("`{}`", words.iter().collect::<Vec<_>>().join(" "))
}
