//! Diagrams that fit a small terminal.

use crate::card::{Block, Body, Text};
use crate::lint::Rule;
use crate::lint::card::Card;
use crate::lint::finding::Finding;
use crate::lint::lists::Lists;
use unicode_width::UnicodeWidthStr;

pub(super) const RULE: Rule = Rule::of_card("wide-diagram", include_str!("wide_diagram.md"), check);

const MOST: usize = 72;

fn check(card: &Card<'_>, _: &Lists) -> Option<Finding> {
    let notes = card.notes();
    let side = match card.body() {
        Body::Cloze(cloze) => Some(cloze.outline()),
        Body::Flip(flip) => Some(flip.back.clone()),
        _ => None,
    };
    let shown = [side.as_ref(), notes.explain.as_ref(), notes.mnemonic.as_ref(), notes.practice.as_ref()];
    // A cloze may be its own prompt, with its holes closed: what counts is how it is drawn.
    let prompt = Some(card.prompt()).filter(|_| !matches!(card.body(), Body::Cloze(_)));
    let widest = shown.into_iter().flatten().chain(prompt).filter_map(width).max()?;
    (widest > MOST).then(|| {
        let message = format!("this diagram is {widest} columns wide");
        Finding::warning(
            message,
            format!("keep it within {MOST}, so that it stands straight in a terminal of 80"),
        )
    })
}

/// The width of the widest line that is kept as drawn.
fn width(text: &Text) -> Option<usize> {
    // Only few texts have a diagram, and reading the Markdown of all would take time.
    let markdown = text.as_str();
    if !markdown.contains('\n') || !(markdown.contains("```") || markdown.contains("~~~")) {
        return None;
    }
    let mut widest = None;
    for block in text.blocks() {
        if let Block::Fenced(lines) = block {
            widest = widest.max(lines.iter().map(|line| line.width()).max());
        }
    }
    widest
}
