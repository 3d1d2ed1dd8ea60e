//! Templates: what a card of Anki shows, from the fields of its note.

use super::collection::{Note, NoteType};

/// Sections that may lie one in another.
const DEEPEST: usize = 32;
/// Bytes that one side comes to at most. A template may name a long field many times over.
const LONGEST: usize = 256 * 1024;

/// What fills a template.
#[derive(Debug, Clone, Copy)]
pub(super) struct Filling<'a> {
    pub(super) kind: &'a NoteType,
    pub(super) note: &'a Note,
    /// The name of the template, and of the deck.
    pub(super) card: &'a str,
    pub(super) deck: &'a str,
    /// The number of the hole that is asked, from 1; 0 in other note types.
    pub(super) hole: i64,
}

/// One side of a card.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Side {
    /// What it shows, as HTML.
    pub(super) html: String,
    /// The field that is to be typed, and whether only its holes are.
    pub(super) typed: Option<String>,
    /// What it shows on request.
    pub(super) hints: Vec<String>,
    /// Whether it shows the other side first.
    pub(super) has_front: bool,
    /// Whether texts with holes stand in it.
    pub(super) has_holes: bool,
}

/// What a side is rendered for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Which {
    /// The question: texts with holes stand as they are written.
    Question,
    /// The answer: what the question shows already is left out.
    Answer,
}

/// Renders a template.
pub(super) fn side(template: &str, filling: Filling<'_>, which: Which) -> Side {
    let mut side = Side::default();
    let parts = parts(template);
    let mut open: Vec<(&str, bool)> = Vec::new();
    for part in parts {
        let is_shown = open.iter().all(|(_, shown)| *shown);
        match part {
            Part::Text(text) if is_shown => push(&mut side.html, text),
            Part::Open(name, wants) => {
                if open.len() < DEEPEST {
                    open.push((name, filling.has(name) == wants));
                }
            }
            Part::Close(name) => {
                if let Some(at) = open.iter().rposition(|(known, _)| *known == name) {
                    open.truncate(at);
                }
            }
            Part::Field(reference) if is_shown => filling.fill(reference, which, &mut side),
            Part::Text(_) | Part::Field(_) => {}
        }
    }
    side
}

/// A part of a template.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part<'a> {
    Text(&'a str),
    /// A section that is shown if a field holds something, or nothing.
    Open(&'a str, bool),
    Close(&'a str),
    /// A field, with what is to be done to it before it: `hint:Remark`.
    Field(&'a str),
}

fn parts(template: &str) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let mut rest = template;
    while let Some(at) = rest.find("{{") {
        let inside = &rest[at + 2..];
        let Some(end) = inside.find("}}") else { break };
        parts.push(Part::Text(&rest[..at]));
        let tag = inside[..end].trim_matches('{').trim();
        parts.push(match tag.chars().next() {
            Some('#') => Part::Open(tag[1..].trim(), true),
            Some('^') => Part::Open(tag[1..].trim(), false),
            Some('/') => Part::Close(tag[1..].trim()),
            Some('!') => Part::Text(""),
            _ => Part::Field(tag),
        });
        rest = &inside[end + 2..];
    }
    parts.push(Part::Text(rest));
    parts
}

/// The fields that a template names, each with its filters before it, in their order.
pub(super) fn references(template: &str) -> Vec<&str> {
    let field = |part| if let Part::Field(reference) = part { Some(reference) } else { None };
    parts(template).into_iter().filter_map(field).collect()
}

impl<'a> Filling<'a> {
    /// Whether the field of that name holds something.
    fn has(&self, name: &str) -> bool {
        if let Some(number) = name.strip_prefix('c').and_then(|number| number.parse::<i64>().ok())
            && self.kind.cloze
        {
            return number == self.hole;
        }
        self.field(name).is_some_and(|value| !is_blank(&value))
    }

    /// What the field of that name holds; `None` where there is none.
    fn field(&self, name: &str) -> Option<std::borrow::Cow<'a, str>> {
        let place = self.kind.fields.iter().position(|field| field.name == name);
        if let Some(place) = place {
            return Some(self.note.fields.get(place).map_or("", String::as_str).into());
        }
        Some(match name {
            "Tags" => self.note.tags.trim().into(),
            "Type" => self.kind.name.as_str().into(),
            "Deck" => self.deck.into(),
            "Subdeck" => self.deck.rsplit("::").next().unwrap_or_default().into(),
            "Card" => self.card.into(),
            _ => return None,
        })
    }

    fn fill(&self, reference: &str, which: Which, side: &mut Side) {
        let mut filters: Vec<&str> = reference.split(':').collect();
        let name = filters.pop().unwrap_or_default().trim();
        if name == "FrontSide" {
            side.has_front = true;
            return;
        }
        let has = |filter: &str| filters.iter().any(|known| known.trim().eq_ignore_ascii_case(filter));
        let Some(value) = self.field(name) else { return };
        if has("type") {
            side.typed = Some(value.into_owned());
        } else if has("cloze") || has("cloze-only") {
            side.has_holes = true;
            if which == Which::Question {
                push(&mut side.html, &value);
            }
        } else if has("hint") {
            if !is_blank(&value) {
                side.hints.push(value.into_owned());
            }
        } else if has("text") {
            push(&mut side.html, &without_tags(&value));
        } else {
            push(&mut side.html, &value);
        }
    }
}

/// What an answer shows behind what its question shows already.
pub(super) fn behind_question<'a>(answer: &'a str, question: &str) -> &'a str {
    let marked = ["id=answer", "id=\"answer\"", "id='answer'"].iter().find_map(|mark| answer.find(mark));
    if let Some(at) = marked {
        let rest = &answer[at..];
        return rest.find('>').map_or("", |end| &rest[end + 1..]);
    }
    let question = question.trim();
    answer.trim_start().strip_prefix(question).filter(|_| !question.is_empty()).unwrap_or(answer)
}

fn push(html: &mut String, text: &str) {
    if html.len() + text.len() <= LONGEST {
        html.push_str(text);
    }
}

/// Whether HTML shows nothing: Anki passes over blanks and empty lines.
fn is_blank(html: &str) -> bool {
    let shown = without_tags(html).replace("&nbsp;", " ");
    shown.trim().is_empty() && !html.contains("<img") && !html.contains("[sound:")
}

fn without_tags(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        out.push_str(&rest[..at]);
        match rest[at..].find('>') {
            Some(end) => rest = &rest[at + end + 1..],
            None => {
                rest = &rest[at..];
                break;
            }
        }
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::super::collection::Part as Field;
    use super::*;

    fn render(template: &str, fields: &[(&str, &str)], which: Which) -> Side {
        let names = fields.iter().map(|(name, _)| Field { name: (*name).to_owned(), ..Field::default() });
        let kind = NoteType { fields: names.collect(), cloze: true, ..NoteType::default() };
        let note = Note {
            fields: fields.iter().map(|(_, value)| (*value).to_owned()).collect(),
            tags: " a b ".to_owned(),
            ..Note::default()
        };
        side(template, Filling { kind: &kind, note: &note, card: "Card 1", deck: "A::B", hole: 2 }, which)
    }

    #[test]
    fn fields_and_sections_are_filled() {
        let fields = [("F", "x"), ("E", "<br>&nbsp;"), ("H", "h")];
        for (template, wanted) in [
            ("{{F}}-{{ F }}-{{Nothing}}", "x-x-"),
            ("{{#F}}a{{^E}}b{{/E}}{{/F}}{{#E}}c{{/E}}{{^F}}d{{/F}}", "ab"),
            ("{{text:F}} {{furigana:F}} {{Subdeck}} {{Tags}} {{Card}}", "x x B a b Card 1"),
            ("{{#c1}}one{{/c1}}{{#c2}}two{{/c2}}", "two"),
            ("{{FrontSide}}{{F}}{{", "x{{"),
            ("{{/F}}{{#F}}open", "open"),
            ("{{{F}}}", "x}"),
        ] {
            assert_eq!(render(template, &fields, Which::Answer).html, wanted, "{template}");
        }
        let side = render("{{hint:H}}{{hint:E}}{{type:F}}{{FrontSide}}", &fields, Which::Answer);
        assert_eq!(
            (side.hints, side.typed.as_deref(), side.has_front),
            (vec!["h".to_owned()], Some("x"), true)
        );
    }

    #[test]
    fn a_text_with_holes_stands_in_the_question_and_not_again_in_the_answer() {
        let fields = [("Text", "{{c1::a}}"), ("Extra", "e")];
        assert_eq!(render("{{cloze:Text}}", &fields, Which::Question).html, "{{c1::a}}");
        assert_eq!(render("{{cloze:Text}}<br>{{Extra}}", &fields, Which::Answer).html, "<br>e");
    }

    #[test]
    fn what_the_question_shows_is_not_said_twice() {
        assert_eq!(behind_question("Q<hr id=answer>A", "Q"), "A");
        assert_eq!(behind_question("\n<hr id=\"answer\" />\nA", "Q"), "\nA");
        assert_eq!(behind_question("QA", "Q"), "A");
        assert_eq!(behind_question("A", ""), "A");
    }

    #[test]
    fn a_template_cannot_make_more_than_a_side_can_hold() {
        let long = "x".repeat(100_000);
        let side = render(&"{{F}}".repeat(10_000), &[("F", &long)], Which::Answer);
        assert!(side.html.len() <= LONGEST);
        assert_eq!(render(&"{{#F}}".repeat(100_000), &[("F", "x")], Which::Answer).html, "");
    }
}
