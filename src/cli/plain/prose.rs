//! Lays out an author's text on lines: words wrapped, lists hanging, diagrams as they were drawn.

use unicode_width::UnicodeWidthStr;

use crate::card::{Block, Hole, Inline, Text};

/// What stands in a hole: given its index and whether it is in a diagram.
pub(super) type Fill<'a> = &'a dyn Fn(usize, bool) -> String;

/// The text on lines of at most `width` columns; empty holes are underscores. Diagrams are never cut.
pub(super) fn plain(text: &Text, width: usize) -> Vec<String> {
    plain_filled(text, width, &|_, _| "[___]".to_owned())
}

/// As [`plain`], with something else in the holes.
pub(super) fn plain_filled(text: &Text, width: usize, fill: Fill<'_>) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut after_item = false;
    for block in text.blocks() {
        let is_item = matches!(block, Block::Item(..));
        if !(out.is_empty() || after_item && is_item) {
            out.push(String::new());
        }
        after_item = is_item;
        match block {
            Block::Paragraph(inlines) => out.extend(wrapped(&filled(&inlines, fill), width, 0)),
            Block::Item(depth, mark, inlines) => {
                let mark = if mark == "•" { "-" } else { &mark };
                let lead = format!("{}{mark} ", " ".repeat((2 * depth).min(width / 4)));
                out.extend(wrapped(&format!("{lead}{}", filled(&inlines, fill)), width, lead.len()));
            }
            Block::Fenced(lines) => out.extend(lines.iter().map(|line| replaced(line, fill, true))),
        }
    }
    out
}

/// Whether the text begins with running text, which can follow a label on its line.
pub(super) fn begins_with_words(text: &Text) -> bool {
    matches!(text.blocks().first(), Some(Block::Paragraph(_)))
}

/// A sentence on lines of at most `width` columns, all but the first indented by `hang`. A line break stays one, and
/// so do spaces at the beginning.
pub(super) fn wrapped(sentence: &str, width: usize, hang: usize) -> Vec<String> {
    let mut lines = Vec::new();
    for paragraph in sentence.lines() {
        let lead = &paragraph[..paragraph.len() - paragraph.trim_start().len()];
        let mut line = if lines.is_empty() { lead.to_owned() } else { " ".repeat(hang) };
        let mut is_bare = true;
        for word in paragraph.split_whitespace() {
            if !is_bare && line.width() + 1 + word.width() > width {
                lines.push(std::mem::replace(&mut line, " ".repeat(hang)));
                is_bare = true;
            }
            if !is_bare {
                line.push(' ');
            }
            line.push_str(word);
            is_bare = false;
        }
        lines.push(line);
    }
    lines
}

fn filled(inlines: &[Inline], fill: Fill<'_>) -> String {
    inlines.iter().map(|inline| replaced(&inline.text, fill, false)).collect()
}

fn replaced(text: &str, fill: Fill<'_>, is_drawn: bool) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match Hole::index(c) {
            Some(index) => out.push_str(&fill(index, is_drawn)),
            None => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_wrap_lists_hang_and_diagrams_stay() {
        let text = Text::new("one two three\n\n- four five six\n\n```\n +--+  wide as it is\n```");
        assert_eq!(
            plain(&text, 9),
            ["one two", "three", "", "- four", "  five", "  six", "", " +--+  wide as it is"]
        );
    }

    #[test]
    fn holes_are_filled() {
        let text = Text::new(format!("port {} here", Hole::mark(1)));
        assert_eq!(plain(&text, 80), ["port [___] here"]);
        assert_eq!(plain_filled(&text, 80, &|index, _| format!("<{index}>")), ["port <1> here"]);
    }
}
