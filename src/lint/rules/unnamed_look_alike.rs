//! Look-alikes that are told apart on the card.

use crate::card::Body;
use crate::lint::Rule;
use crate::lint::card::Card;
use crate::lint::finding::Finding;
use crate::lint::lists::Lists;
use crate::lint::words::Words;

pub(super) const RULE: Rule =
    Rule::of_card("unnamed-look-alike", include_str!("unnamed_look_alike.md"), check);

fn check(card: &Card<'_>, lists: &Lists) -> Option<Finding> {
    let is_asked_in_words = !matches!(card.body(), Body::Order(_) | Body::Matching(_) | Body::Classify(_));
    if lists.families.is_empty() || !card.notes().look_alikes.is_empty() || !is_asked_in_words {
        return None;
    }
    let answers: Vec<Words> = card.answers().into_iter().map(Words::of).collect();
    let asks_for = |member: &Words| {
        card.prompt_words().has_phrase(member) || answers.iter().any(|answer| answer.has_phrase(member))
    };
    for family in &lists.families {
        let Some(asked) = family.iter().find(|member| asks_for(member)) else { continue };
        let siblings = || family.iter().filter(|member| !std::ptr::eq(*member, asked));
        let told = texts(card);
        if siblings().any(|sibling| asks_for(sibling) || told.iter().any(|text| text.has_phrase(sibling))) {
            continue;
        }
        let text = |member: &Words| format!("`{}`", member.iter().collect::<Vec<_>>().join(" "));
        let others: Vec<_> = siblings().map(text).collect();
        let message = format!(
            "{} is easily taken for {}, which this card does not name",
            text(asked),
            others.join(", ")
        );
        return Some(Finding::warning(
            message,
            "tell them apart in `explain`, or name the other card in `look_alike`",
        ));
    }
    None
}

/// What the card says besides question and answer.
fn texts(card: &Card<'_>) -> Vec<Words> {
    let notes = card.notes();
    let notes = [&notes.explain, &notes.hint, &notes.mnemonic, &notes.practice].into_iter().flatten();
    notes.chain(card.options()).map(|text| Words::of(text.as_str())).collect()
}
