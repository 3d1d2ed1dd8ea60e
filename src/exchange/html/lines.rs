//! A paragraph line by line: what is code over several lines, or indented, is a listing.

use super::reader::FIXED;
use crate::card::{Block, Inline, Style};

/// A line in its stretches of one style.
type Line = Vec<Inline>;

/// The blocks that a paragraph makes.
pub(super) fn blocks(paragraph: Vec<Inline>) -> Vec<Block> {
    let lines = of(paragraph);
    // An indent below the first line was drawn by hand, and only stays in a listing.
    if lines.iter().skip(1).any(|line| indent(line) >= 2) {
        return vec![listing(&lines)];
    }
    let mut blocks = Vec::new();
    let mut rest = lines.as_slice();
    while let Some(first) = rest.first() {
        let is_listing = is_code(first) && rest.get(1).is_some_and(is_code);
        let len = if is_listing {
            rest.iter().take_while(|line| is_code(line)).count()
        } else {
            let begins = |at: &usize| is_code(&rest[*at]) && rest.get(at + 1).is_some_and(is_code);
            (1..rest.len()).find(begins).unwrap_or(rest.len())
        };
        let (own, after) = rest.split_at(len);
        blocks.push(if is_listing { listing(own) } else { Block::Paragraph(joined(own)) });
        rest = after;
    }
    blocks
}

/// The lines of a paragraph.
pub(super) fn of(paragraph: Vec<Inline>) -> Vec<Line> {
    let mut lines: Vec<Line> = vec![Vec::new()];
    for Inline { text, style } in paragraph {
        for (nth, part) in text.split('\n').enumerate() {
            if nth > 0 {
                lines.push(Vec::new());
            }
            if let Some(line) = lines.last_mut().filter(|_| !part.is_empty()) {
                line.push(Inline { text: part.to_owned(), style });
            }
        }
    }
    lines
}

/// Lines as one paragraph again, without what they are indented by.
pub(super) fn joined(lines: &[Line]) -> Vec<Inline> {
    let mut out: Vec<Inline> = Vec::new();
    for (nth, line) in lines.iter().enumerate() {
        if nth > 0 {
            push(&mut out, "\n", Style::default());
        }
        for Inline { text, style } in line {
            push(&mut out, &text.replace(FIXED, ""), *style);
        }
    }
    out
}

fn push(line: &mut Line, text: &str, style: Style) {
    match line.last_mut() {
        Some(last) if last.style == style => last.text.push_str(text),
        _ => line.push(Inline { text: text.to_owned(), style }),
    }
}

fn listing(lines: &[Line]) -> Block {
    let lines = lines.iter().map(|line| {
        let text: String = line.iter().map(|inline| inline.text.as_str()).collect();
        text.replace(FIXED, " ").trim_end().to_owned()
    });
    Block::Fenced(lines.collect())
}

/// How many blanks a line begins with that are meant.
fn indent(line: &Line) -> usize {
    let text: String = line.iter().map(|inline| inline.text.as_str()).collect();
    text.chars().take_while(|c| *c == FIXED).count()
}

/// Whether all that a line shows is code.
fn is_code(line: &Line) -> bool {
    let mut shown = line.iter().filter(|inline| !inline.text.trim().is_empty()).peekable();
    shown.peek().is_some() && shown.all(|inline| inline.style.code)
}
