//! Lays out sentences on lines. An author's texts are laid out as on screens, only without styles.

use unicode_width::UnicodeWidthStr;

use crate::card::{Block, Text};

pub(super) use crate::tui::widgets::prose::{Fill, plain, plain_filled};

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_wrap_and_hang_and_breaks_stay() {
        assert_eq!(wrapped("  1. one two three", 10, 5), ["  1. one", "     two", "     three"]);
        assert_eq!(wrapped("one\ntwo", 10, 0), ["one", "two"]);
        assert!(wrapped("", 10, 0).is_empty());
    }
}
