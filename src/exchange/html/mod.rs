//! The HTML that flashcard programs and Moodle put into fields, to and from our Markdown.

mod entity;
mod lines;
mod reader;
mod tag;

#[cfg(test)]
mod tests;

use crate::card::{Block, Inline, Picture, Text};

use super::report::{Place, Report};
use super::{formula, prose};

/// The Markdown that shows what `html` shows. Pictures, sounds and what has no counterpart are counted in `report`.
pub(crate) fn markdown(html: &str, report: &mut Report, place: &Place) -> String {
    let html = formula::readable(html, source, entity::escaped, report, place);
    prose::markdown(&reader::blocks(&html, report, place))
}

/// The same with what `shown` gives for each picture, sound and video; where it gives nothing, it is counted.
pub(crate) fn markdown_with_media(
    html: &str,
    report: &mut Report,
    place: &Place,
    shown: &mut dyn FnMut(Medium<'_>) -> Option<String>,
) -> String {
    let html = formula::readable(html, source, entity::escaped, report, place);
    let mut kept = Vec::new();
    let blocks = reader::blocks_with_media(&html, report, place, &mut |medium| {
        // A mark for each is one private character.
        let mark = MARKS.get(kept.len())?;
        kept.push(shown(medium)?);
        Some(*mark)
    });
    let markdown = prose::markdown(&blocks);
    if kept.is_empty() {
        return markdown;
    }
    let mut out = String::with_capacity(markdown.len() + 64);
    for c in markdown.chars() {
        match MARKS.iter().position(|mark| *mark == c).and_then(|nth| kept.get(nth)) {
            Some(shown) => out.push_str(shown),
            None => out.push(c),
        }
    }
    out
}

/// Something in HTML that is a file of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Medium<'a> {
    /// The file, as the HTML names it.
    pub(crate) name: &'a str,
    /// What is said in its place; often nothing.
    pub(crate) alt: &'a str,
    /// Whether it is to be heard or played, and not looked at.
    pub(crate) is_played: bool,
}

/// Characters that stand for media while the text around them is converted. Texts that hold one lose it.
const MARKS: [char; 64] = {
    let mut marks = ['\u{f000}'; 64];
    let mut nth = 0;
    while nth < 64 {
        marks[nth] = match char::from_u32(0xf000 + nth as u32) {
            Some(mark) => mark,
            None => panic!(),
        };
        nth += 1;
    }
    marks
};

/// What a formula in HTML says: without tags, and with its entities as characters.
fn source(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(c) = rest.chars().next() {
        if let Some(tag) = tag::of(rest) {
            out.push(' ');
            rest = &rest[tag.len..];
        } else if let Some((length, c)) = entity::of(rest).filter(|_| c == '&') {
            out.push(if c == '\u{a0}' { ' ' } else { c });
            rest = &rest[length..];
        } else {
            out.push(c);
            rest = &rest[c.len_utf8()..];
        }
    }
    out
}

/// The text of `html` alone.
pub(crate) fn plain(html: &str, report: &mut Report, place: &Place) -> String {
    prose::unmarked(&markdown(html, report, place))
}

/// Whether `text` has a tag or an entity that HTML knows.
pub(super) fn is_likely(text: &str) -> bool {
    let has_tag = text.match_indices('<').take(2000).any(|(at, _)| tag::of(&text[at..]).is_some());
    has_tag || text.match_indices('&').take(2000).any(|(at, _)| entity::of(&text[at..]).is_some())
}

/// HTML that shows `markdown`, with words in the place of its pictures: their files do not come along.
pub(super) fn of(markdown: &str) -> String {
    of_with_pictures(markdown, &mut |_| None)
}

/// The same with what `name` calls the file of each picture; where it gives nothing, there are words.
pub(crate) fn of_with_pictures(markdown: &str, name: &mut dyn FnMut(&Picture) -> Option<String>) -> String {
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
            Block::Picture(picture) => {
                out.push_str(if after_text { "<br><br>" } else { "" });
                out.push_str(&shown(&picture, name(&picture)));
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

/// A picture whose file has that name, or its words.
fn shown(picture: &Picture, name: Option<String>) -> String {
    let quoted = |text: &str| entity::escaped(text).replace('"', "&quot;");
    match name {
        Some(name) if picture.alt.trim().is_empty() => format!("<img src=\"{}\">", quoted(&name)),
        Some(name) => format!("<img src=\"{}\" alt=\"{}\">", quoted(&name), quoted(&picture.alt)),
        None => entity::escaped(picture.words()),
    }
}

fn inline(inlines: &[Inline]) -> String {
    let mut out = String::new();
    for Inline { text, style } in inlines {
        let mut text = entity::escaped(text).replace('\n', "<br>");
        for (is_on, name) in [(style.code, "code"), (style.italic, "i"), (style.bold, "b")] {
            if is_on {
                text = format!("<{name}>{text}</{name}>");
            }
        }
        out.push_str(&text);
    }
    out
}
