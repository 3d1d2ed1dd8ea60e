//! Look-alikes that are told apart on the card.

use std::collections::BTreeSet;

use crate::card::{Body, Text};
use crate::lint::Rule;
use crate::lint::card::Card;
use crate::lint::finding::Finding;
use crate::lint::lists::{Lists, told as told_names};
use crate::lint::words::{Words, last_sentence};

pub(super) const RULE: Rule =
    Rule::of_card("unnamed-look-alike", include_str!("unnamed_look_alike.md"), check);

fn check(card: &Card<'_>, lists: &Lists) -> Option<Finding> {
    let members = &lists.families.members;
    let is_asked_in_words = !matches!(card.body(), Body::Order(_) | Body::Matching(_) | Body::Classify(_));
    if members.is_empty() || !card.notes().look_alikes.is_empty() || !is_asked_in_words {
        return None;
    }
    // What the situation mentions before the question is not what the card is about.
    let is_in_prompt = !members.all_in(card.prompt_words()).is_empty();
    let asked =
        if is_in_prompt { Words::of(last_sentence(card.prompt().as_str())) } else { Words::default() };
    let mut mixed_up =
        card.answer_words().iter().chain([&asked]).flat_map(|words| members.all_in(words)).peekable();
    mixed_up.peek()?;
    let told: BTreeSet<usize> = texts(card).iter().flat_map(|text| members.all_in(text)).collect();
    let member = mixed_up.find(|member| {
        let siblings = lists.families.siblings(*member);
        !siblings.is_empty() && siblings.is_disjoint(&told)
    })?;
    let others: BTreeSet<_> =
        lists.families.siblings(member).iter().map(|other| quoted(members.phrase(*other))).collect();
    let member = quoted(members.phrase(member));
    let others = told_names(others.into_iter());
    let message = format!("{member} is easily taken for {others}, which this card does not name");
    let help = "tell them apart in `explain`, or name the other card in `look_alike`";
    Some(Finding::warning(message, help))
}

/// Everything the card says.
fn texts(card: &Card<'_>) -> Vec<Words> {
    let notes = card.notes();
    let notes = [&notes.explain, &notes.hint, &notes.mnemonic, &notes.practice].into_iter().flatten();
    let reasons =
        card.choice().into_iter().flat_map(|choice| &choice.wrong).filter_map(|wrong| wrong.why.as_ref());
    let texts = notes.chain(card.options()).chain(reasons).chain([card.prompt()]).map(Text::as_str);
    texts.chain(card.answers()).map(Words::of).collect()
}

fn quoted(words: &Words) -> String {
    format!("`{}`", words.iter().collect::<Vec<_>>().join(" "))
}
