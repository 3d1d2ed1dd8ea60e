//! What an author wrote for people to read: a small, safe Markdown.

use std::fmt;
use std::sync::Arc;

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};
use serde::{Deserialize, Serialize};

use super::answers::Hole;
use crate::source::clean;

/// Markdown, already safe to show. Cheap to clone.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub struct Text {
    markdown: Arc<str>,
}

/// A part of a text that stands on lines of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// Running text, to be wrapped.
    Paragraph(Vec<Inline>),
    /// One point of a list: its depth (0 outermost), its mark (`•` or `1.`) and its text.
    Item(usize, String, Vec<Inline>),
    /// A diagram or a listing: its lines, kept as drawn.
    Fenced(Vec<String>),
    /// `![what it shows](file.png)`
    Picture(Picture),
}

/// A picture that stands in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// What it shows, in words; may be empty.
    pub alt: String,
    /// The file, by its name from the folder of the deck, as it was written.
    pub file: String,
}

impl Picture {
    /// What is said in its place: its words, or the name of its file where it has none.
    pub fn words(&self) -> &str {
        let name = self.file.rsplit('/').next().unwrap_or(&self.file);
        if self.alt.trim().is_empty() { name } else { &self.alt }
    }

    /// The same in brackets, which tell it from running text.
    pub fn in_brackets(&self) -> String {
        format!("[picture: {}]", self.words())
    }
}

/// A stretch of running text in one style.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inline {
    /// The characters; may hold a line break.
    pub text: String,
    /// How they look.
    pub style: Style,
}

/// How a stretch of text looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Style {
    /// `**bold**`
    pub bold: bool,
    /// `*italic*`
    pub italic: bool,
    /// `` `code` ``
    pub code: bool,
}

impl From<String> for Text {
    fn from(markdown: String) -> Self {
        Self::new(markdown)
    }
}

impl From<Text> for String {
    fn from(text: Text) -> Self {
        text.as_str().to_owned()
    }
}

/// Sentences and words one after the other, as in a list: a full stop that would stand before a sign is left out.
pub fn listed(parts: &[String], sign: &str) -> String {
    let last = parts.len().saturating_sub(1);
    let parts = parts.iter().enumerate();
    let parts = parts.map(|(at, part)| if at == last { part } else { part.trim_end_matches('.') });
    parts.collect::<Vec<_>>().join(sign)
}

#[cfg(test)]
impl PartialEq<&str> for Text {
    fn eq(&self, other: &&str) -> bool {
        self.as_str() == *other
    }
}

impl Text {
    /// Takes Markdown from anywhere and makes it safe.
    pub fn new(markdown: impl AsRef<str>) -> Self {
        Self { markdown: clean(markdown.as_ref().trim_end()).into() }
    }

    /// The Markdown as written, made safe.
    pub fn as_str(&self) -> &str {
        &self.markdown
    }

    /// Whether there is nothing to show.
    pub fn is_empty(&self) -> bool {
        self.markdown.trim().is_empty()
    }

    /// The text without its marks, on one line: for lists, comparing and ids.
    pub fn plain(&self) -> String {
        if is_plain(&self.markdown) {
            return self.markdown.split_whitespace().collect::<Vec<_>>().join(" ");
        }
        let mut out = String::with_capacity(self.markdown.len());
        for block in self.blocks() {
            out.push(' ');
            match block {
                Block::Paragraph(inlines) | Block::Item(_, _, inlines) => {
                    for inline in inlines {
                        out.push_str(&inline.text);
                    }
                }
                Block::Fenced(lines) => out.push_str(&lines.join(" ")),
                Block::Picture(picture) => out.push_str(picture.words()),
            }
        }
        out.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// Its words on one line, as [`Self::plain`], without diagrams and listings; a hole is shown as one. Of what is nothing
    /// else, one line that says something.
    pub fn line(&self) -> String {
        let has_more = |c| matches!(c, '`' | '~' | '\n') || Hole::index(c).is_some();
        if !self.markdown.contains(has_more) {
            return self.plain();
        }
        let blocks = self.blocks();
        let words: Vec<&str> = blocks
            .iter()
            .filter_map(|block| match block {
                Block::Paragraph(inlines) | Block::Item(_, _, inlines) => {
                    Some(inlines.iter().map(|inline| inline.text.as_str()).chain([" "]).collect())
                }
                Block::Picture(picture) => Some(vec![picture.words(), " "]),
                Block::Fenced(_) => None,
            })
            .flat_map(|words: Vec<&str>| words)
            .collect();
        let line = words.concat().replace(|c| Hole::index(c).is_some(), "[___]");
        let line = line.split_whitespace().collect::<Vec<_>>().join(" ");
        if line.is_empty() && !blocks.is_empty() { named(&blocks) } else { line }
    }

    /// The pictures that stand in it, in order.
    pub fn pictures(&self) -> Vec<Picture> {
        // Nearly no text has one.
        if !self.markdown.contains("![") {
            return Vec::new();
        }
        let picture = |block| if let Block::Picture(picture) = block { Some(picture) } else { None };
        self.blocks().into_iter().filter_map(picture).collect()
    }

    /// The blocks, in order. HTML is shown as the characters it is made of.
    pub fn blocks(&self) -> Vec<Block> {
        Blocks::default().read(&self.markdown)
    }
}

/// A diagram by the first of its lines that has a letter or a number.
fn named(blocks: &[Block]) -> String {
    let lines =
        blocks.iter().filter_map(|block| if let Block::Fenced(lines) = block { Some(lines) } else { None });
    let line = lines.flatten().find(|line| line.contains(char::is_alphanumeric));
    line.map_or_else(
        || "(a diagram)".to_owned(),
        |line| line.split_whitespace().collect::<Vec<_>>().join(" "),
    )
}

/// Bytes from which on a text is shown as it is written. Nobody formats a text that long, and nested brackets in one
/// would take the parser of Markdown many seconds.
const LONGEST: usize = 64 * 1024;

/// Whether `markdown` holds no mark, so that it is its own plain form; that is nearly all text.
fn is_plain(markdown: &str) -> bool {
    // The marks of headings, quotes and lists mean something at the beginning of a line only.
    !markdown.contains(['*', '_', '`', '\\', '&', '<', '[', '\n'])
        && !markdown
            .trim_start()
            .starts_with(['#', '>', '-', '+', '~', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9'])
}

/// The state while events of the Markdown parser become blocks.
#[derive(Default)]
struct Blocks {
    done: Vec<Block>,
    line: Vec<Inline>,
    style: Style,
    /// For each open list the next number, or `None` for bullets.
    lists: Vec<Option<u64>>,
    mark: Option<String>,
    fenced: Option<String>,
    /// The picture whose words are being read.
    picture: Option<Picture>,
}

impl Blocks {
    fn read(mut self, markdown: &str) -> Vec<Block> {
        if markdown.len() > LONGEST {
            return vec![Block::Fenced(markdown.lines().map(str::to_owned).collect())];
        }
        for event in Parser::new_ext(markdown, Options::empty()) {
            self.take(event);
        }
        self.end_line();
        self.done
    }

    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(&tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) | Event::Html(text) | Event::InlineHtml(text) => self.push(&text, self.style),
            Event::Code(text) => self.push(&text, Style { code: true, ..self.style }),
            Event::SoftBreak => self.push(" ", self.style),
            Event::HardBreak => self.push("\n", self.style),
            Event::Rule => self.push("---", self.style),
            _ => {}
        }
    }

    fn push(&mut self, text: &str, style: Style) {
        // Entities such as `&#27;` name characters that the file itself did not hold, so clean once more.
        let text = clean(text);
        match (&mut self.picture, &mut self.fenced) {
            (Some(picture), _) => picture.alt.push_str(&text),
            (None, Some(lines)) => lines.push_str(&text),
            (None, None) => {
                // What follows a picture begins a line.
                let text = if self.line.is_empty() { text.trim_start_matches([' ', '\n']) } else { &text };
                if !text.is_empty() {
                    self.line.push(Inline { text: text.to_owned(), style });
                }
            }
        }
    }

    fn start(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::Strong => self.style.bold = true,
            Tag::Heading { .. } => {
                self.end_line();
                self.style.bold = true;
            }
            Tag::Emphasis => self.style.italic = true,
            // Words of a picture may hold another, which is then one of them.
            Tag::Image { dest_url, .. } if self.picture.is_none() => {
                let file = clean(dest_url).into_owned();
                self.picture = Some(Picture { alt: String::new(), file });
            }
            Tag::List(first) => {
                self.end_line();
                self.lists.push(*first);
            }
            Tag::Item => {
                self.end_line();
                self.mark = Some(match self.lists.last_mut() {
                    Some(Some(number)) => {
                        *number += 1;
                        format!("{}.", *number - 1)
                    }
                    _ => "•".to_owned(),
                });
            }
            Tag::CodeBlock(CodeBlockKind::Fenced(_) | CodeBlockKind::Indented) => {
                self.end_line();
                self.fenced = Some(String::new());
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Strong => self.style.bold = false,
            TagEnd::Emphasis => self.style.italic = false,
            TagEnd::Heading(_) => {
                self.end_line();
                self.style.bold = false;
            }
            TagEnd::Paragraph | TagEnd::Item => self.end_line(),
            TagEnd::Image => {
                if let Some(picture) = self.picture.take() {
                    self.end_line();
                    self.done.push(Block::Picture(picture));
                }
            }
            TagEnd::List(_) => {
                self.lists.pop();
            }
            TagEnd::CodeBlock => {
                let text = self.fenced.take().unwrap_or_default();
                self.done.push(Block::Fenced(text.lines().map(str::to_owned).collect()));
            }
            _ => {}
        }
    }

    fn end_line(&mut self) {
        let line = std::mem::take(&mut self.line);
        match self.mark.take() {
            Some(mark) => self.done.push(Block::Item(self.lists.len().saturating_sub(1), mark, line)),
            None if line.iter().all(|inline| inline.text.trim().is_empty()) => {}
            None => self.done.push(Block::Paragraph(line)),
        }
    }
}

impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_become_styles_and_diagrams_stay_as_drawn() {
        let text = Text::new("**UDP** `67`, *not* 68\n\n- one\n- two\n\n```\n +--+\n |  |\n```");
        let blocks = text.blocks();
        let Block::Paragraph(line) = &blocks[0] else { panic!("{blocks:?}") };
        assert!(line[0].style.bold && line[2].style.code && line[4].style.italic);
        assert_eq!(blocks[3], Block::Fenced(vec![" +--+".into(), " |  |".into()]));
        assert_eq!(text.plain(), "UDP 67, not 68 one two +--+ | |");
    }

    #[test]
    fn the_line_of_a_text_is_its_words_and_no_flattened_diagram() {
        let diagram = "```\n +--+\n |  |\n```";
        for (text, line) in [
            (format!("Which *layer*\nis it?\n\n{diagram}\n\n- `a`\n- b").as_str(), "Which layer is it? a b"),
            (diagram, "(a diagram)"),
            ("```\n +---+\n | A  --- B |\n```", "| A --- B |"),
            ("**UDP** 67", "UDP 67"),
            ("", ""),
        ] {
            assert_eq!(Text::new(text).line(), line);
        }
    }

    #[test]
    fn a_picture_stands_on_its_own_and_is_told_by_its_words_or_else_by_its_file() {
        let text = Text::new("See ![two *squares*](a.png) and\n\n- ![](<b c.png>)\n- x");
        let blocks = text.blocks();
        let pictures = [("two squares", "a.png"), ("", "b c.png")]
            .map(|(alt, file)| Picture { alt: alt.into(), file: file.into() });
        assert_eq!(text.pictures(), pictures);
        assert!(
            matches!(&blocks[..3], [Block::Paragraph(_), Block::Picture(_), Block::Paragraph(_)]),
            "{blocks:?}"
        );
        assert_eq!(text.plain(), "See two squares and b c.png x");
        assert_eq!((text.line(), pictures[1].in_brackets()), (text.plain(), "[picture: b c.png]".to_owned()));
    }

    #[test]
    fn an_entity_cannot_smuggle_an_escape() {
        assert_eq!(Text::new("&#27;[2J &#x202e;x").plain(), "␛[2J \u{fffd}x");
    }

    #[test]
    fn html_is_only_text() {
        assert_eq!(Text::new("<b>x</b>").plain(), "<b>x</b>");
    }

    #[test]
    fn a_text_too_long_for_markdown_is_shown_as_written() {
        let text = Text::new("[a](".repeat(LONGEST));
        assert!(matches!(text.blocks().as_slice(), [Block::Fenced(lines)] if lines.len() == 1));
    }

    proptest::proptest! {
        #[test]
        fn the_short_way_to_plain_text_gives_what_the_long_one_gives(text in "[ -~]{0,12}") {
            let text = Text::new(text);
            if is_plain(text.as_str()) {
                let inlines = text.blocks().into_iter().flat_map(|block| match block {
                    Block::Paragraph(inlines) | Block::Item(_, _, inlines) => inlines,
                    Block::Picture(picture) => {
                        vec![Inline { text: picture.words().to_owned(), style: Style::default() }]
                    }
                    Block::Fenced(lines) => vec![Inline { text: lines.join(" "), style: Style::default() }],
                });
                let long: String = inlines.map(|inline| inline.text).collect();
                proptest::prop_assert_eq!(text.plain(), long.split_whitespace().collect::<Vec<_>>().join(" "));
            }
        }

        #[test]
        fn any_text_is_shown_without_harm(text in ".*") {
            let text = Text::new(text);
            proptest::prop_assert!(crate::source::is_clean(&text.plain()));
        }
    }
}
