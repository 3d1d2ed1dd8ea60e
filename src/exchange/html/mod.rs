//! The HTML that flashcard programs and Moodle put into fields, to and from our Markdown.

mod entity;
mod lines;
mod reader;
mod tag;

#[cfg(test)]
mod tests;

use crate::card::{Block, Inline, Text};

use super::report::{Place, Report};
use super::{formula, prose};

/// The Markdown that shows what `html` shows. Pictures, sounds and what has no counterpart are counted in `report`.
pub(super) fn markdown(html: &str, report: &mut Report, place: &Place) -> String {
    formula::tell(html, report, place);
    prose::markdown(&reader::blocks(html, report, place))
}

/// The text of `html` alone.
pub(super) fn plain(html: &str, report: &mut Report, place: &Place) -> String {
    prose::unmarked(&markdown(html, report, place))
}

/// Whether `text` has a tag or an entity that HTML knows.
pub(super) fn is_likely(text: &str) -> bool {
    let after = |mark: char| text.match_indices(mark).take(2000).map(|(at, _)| &text[at..]);
    after('<').any(|rest| tag::of(rest).is_some()) || after('&').any(|rest| entity::of(rest).is_some())
}

/// HTML that shows `markdown`.
pub(super) fn of(markdown: &str) -> String {
    let mut out = String::new();
    // For each list that is open its closing tag.
    let mut lists: Vec<&str> = Vec::new();
    let mut after_text = false;
    for block in Text::new(markdown).blocks() {
        let depth = if let Block::Item(depth, ..) = block { depth + 1 } else { 0 };
        while lists.len() > depth {
            out.push_str(lists.pop().unwrap_or_default());
        }
        match block {
            Block::Paragraph(inlines) => {
                out.push_str(if after_text { "<br><br>" } else { "" });
                out.push_str(&inline(&inlines));
                after_text = true;
                continue;
            }
            // Its file does not come along.
            Block::Picture(picture) => {
                out.push_str(if after_text { "<br><br>" } else { "" });
                out.push_str(&entity::escaped(picture.words()));
                after_text = true;
                continue;
            }
            Block::Item(_, mark, inlines) => {
                while lists.len() < depth {
                    let (open, close) = if mark == "•" { ("<ul>", "</ul>") } else { ("<ol>", "</ol>") };
                    out.push_str(open);
                    lists.push(close);
                }
                out.push_str(&format!("<li>{}</li>", inline(&inlines)));
            }
            Block::Fenced(lines) => {
                out.push_str(&format!("<pre>{}</pre>", entity::escaped(&lines.join("\n"))));
            }
        }
        after_text = false;
    }
    out.extend(lists.into_iter().rev());
    out
}

fn inline(inlines: &[Inline]) -> String {
    let mut out = String::new();
    for Inline { text, style } in inlines {
        let text = entity::escaped(text).replace('\n', "<br>");
        let wrap = |on: bool, name: &str, text: String| {
            if on { format!("<{name}>{text}</{name}>") } else { text }
        };
        let text = wrap(style.code, "code", text);
        out.push_str(&wrap(style.bold, "b", wrap(style.italic, "i", text)));
    }
    out
}
