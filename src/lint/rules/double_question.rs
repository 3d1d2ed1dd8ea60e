//! One question in a prompt.

use crate::card::Body;
use crate::lint::Rule;
use crate::lint::card::Card;
use crate::lint::finding::Finding;
use crate::lint::lists::Lists;
use crate::lint::words::running;

pub(super) const RULE: Rule = Rule::of_card("double-question", include_str!("double_question.md"), check);

fn check(card: &Card<'_>, lists: &Lists) -> Option<Finding> {
    // Holes are asked one by one, or together on purpose.
    if matches!(card.body(), Body::Cloze(_)) {
        return None;
    }
    let prompt = card.prompt().as_str();
    let marks: usize = running(prompt).map(question_marks).sum();
    // The second question may do without a mark of its own.
    let joined =
        marks == 1 && !lists.seconds.is_empty() && lists.seconds.found(card.prompt_words()).is_some();
    (marks > 1 || joined).then(|| {
        Finding::note("this prompt asks two questions", "make two cards of it, each with its own answer")
    })
}

/// Question marks that end something; the one in a quoted question or in an address does not.
fn question_marks(line: &str) -> usize {
    let marks = ["?", "？", "؟"].iter().flat_map(|mark| line.match_indices(mark));
    let behind = marks.map(|(at, mark)| line[at + mark.len()..].trim_start_matches(['*', '_']));
    behind.filter(|text| text.chars().next().is_none_or(char::is_whitespace)).count()
}
