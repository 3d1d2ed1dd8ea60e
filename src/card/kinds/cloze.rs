//! Fill in the holes of a sentence or a diagram.

mod accept;
mod pieces;

use rand::rngs::StdRng;
use unicode_width::UnicodeWidthStr;

use self::pieces::{Blank, Piece};
use super::{Kind, Neighbours, Sign};
use crate::card::compare::Expected;
use crate::card::{Hole, Input, Posed, Text};
use crate::source::{Diagnostic, Fields, Key, Located, Takes};

/// A text with holes, asked one by one or all at once.
#[derive(Debug, Clone, PartialEq)]
pub struct Cloze {
    question: Text,
    pieces: Vec<Piece>,
    together: bool,
}

impl Kind for Cloze {
    const NAME: &'static str = "cloze";
    const KEYS: &'static [Key] = &[
        Key::optional("question", Takes::Text, "what is asked about the text"),
        Key::needed(
            "cloze",
            Takes::Text,
            "the text with its holes: `{{answer}}`, or `{{answer|hint}}`; `\\{{` is no hole but two braces",
        ),
        Key::optional(
            "accept",
            Takes::Any(&[Takes::Text, Takes::List(&Takes::Text), Takes::Map(&Takes::TEXTS)]),
            "further right answers: for each hole, named by its answer, or a list where there is one hole",
        ),
        Key::optional("holes", Takes::Word(&["each", "together"]), "`together` asks all holes at once"),
    ];
    const SIGNS: &'static [Sign] = &[Sign::Has("cloze")];
    const ABOUT: &'static str = "Fill in the holes: `{{answer}}` or `{{answer|hint}}`, one question per hole; `holes = \"together\"` asks all at once.";
    const EXAMPLE: &'static str = r#"cloze = "The server hears on UDP {{67}}, the client on UDP {{68|one more}}."
"#;

    fn read(fields: &mut Fields<'_>, _: Option<&Neighbours<'_>>) -> Option<Self> {
        let question = fields.optional_text("question").map_or_else(String::new, |text| text.value);
        let together = read_holes(fields);
        let accept = fields.value("accept");
        let text = fields.text("cloze")?;
        let mut pieces = match pieces::read(&text.value) {
            Ok(pieces) => pieces,
            Err((message, help)) => {
                fields.report(Diagnostic::error("bad-cloze", text.span, message).help(help));
                return None;
            }
        };
        if let Some(accept) = accept {
            accept::read(&accept, &mut pieces, fields);
        }
        Some(Self { question: Text::new(question), pieces, together: together? })
    }

    fn faces(&self) -> Vec<String> {
        if self.together {
            return vec![String::new()];
        }
        let mut numbers: Vec<u32> = self.blanks().map(|blank| blank.number).collect();
        numbers.sort_unstable();
        numbers.dedup();
        numbers.into_iter().map(|number| format!("c{number}")).collect()
    }

    fn summary(&self, face: &str) -> (Text, String) {
        let mut shown = String::new();
        for piece in &self.pieces {
            match piece {
                Piece::Hole(blank) if self.asks(blank, face) => shown.push_str(&padded("…", blank)),
                Piece::Hole(blank) => shown.push_str(&padded(blank.answer(), blank)),
                Piece::Text(text) => shown.push_str(text),
            }
        }
        let answers: Vec<_> =
            self.blanks().filter(|blank| self.asks(blank, face)).map(Blank::answer).collect();
        let prompt = if self.question.is_empty() { Text::new(shown) } else { self.question.clone() };
        (prompt, answers.join(", "))
    }

    fn pose(&self, face: &str, _: &mut StdRng) -> Posed {
        let (mut text, mut holes) = (String::new(), Vec::new());
        for piece in &self.pieces {
            match piece {
                Piece::Text(piece) => text.push_str(piece),
                Piece::Hole(blank) if self.asks(blank, face) => {
                    text.push(Hole::mark(holes.len()));
                    holes.push(Hole {
                        expected: Expected { answers: blank.answers.clone(), ..Expected::default() },
                        hint: blank.hint.as_ref().map(Text::new),
                        width: blank.width,
                    });
                }
                Piece::Hole(blank) => text.push_str(&padded(blank.answer(), blank)),
            }
        }
        let input = Input::Blanks { text: Text::new(text), holes };
        Posed { prompt: self.question.clone(), input, explain: None }
    }

    fn answers(&self) -> Vec<&str> {
        self.blanks().flat_map(|blank| &blank.answers).map(String::as_str).collect()
    }
}

impl Cloze {
    /// Whether all holes are asked at once.
    pub fn is_asked_together(&self) -> bool {
        self.together
    }

    /// What is asked above the text; often empty.
    pub fn question(&self) -> &Text {
        &self.question
    }

    /// The text with its holes as Anki writes them, `{{c1::answer::hint}}`: holes of one number are asked together.
    pub fn numbered(&self) -> String {
        let mut out = String::new();
        for piece in &self.pieces {
            match piece {
                Piece::Text(text) => out.push_str(text),
                Piece::Hole(blank) => {
                    let number = if self.together { 1 } else { blank.number };
                    let (answer, hint) = (blank.answer(), &blank.hint);
                    let hint = hint.as_ref().map_or_else(String::new, |hint| format!("::{hint}"));
                    out.push_str(&format!("{{{{c{number}::{answer}{hint}}}}}"));
                }
            }
        }
        out
    }

    /// The text with a line of underscores in each hole, as wide as the hole is drawn.
    pub fn outline(&self) -> Text {
        let mut outline = String::new();
        for piece in &self.pieces {
            match piece {
                Piece::Text(text) => outline.push_str(text),
                Piece::Hole(blank) => outline.extend(std::iter::repeat_n('_', blank.width)),
            }
        }
        Text::new(outline)
    }

    fn blanks(&self) -> impl Iterator<Item = &Blank> {
        self.pieces.iter().filter_map(|piece| match piece {
            Piece::Hole(blank) => Some(blank),
            Piece::Text(_) => None,
        })
    }

    fn asks(&self, blank: &Blank, face: &str) -> bool {
        self.together || face.strip_prefix('c').and_then(|number| number.parse().ok()) == Some(blank.number)
    }
}

/// What stands in place of a hole. In a drawing it takes the room that the hole has, so that what is beside it stays
/// where it was drawn.
fn padded(text: &str, blank: &Blank) -> String {
    let room = if blank.is_drawn { blank.width } else { 0 };
    format!("{text}{}", " ".repeat(room.saturating_sub(text.width())))
}

/// Whether all holes are asked at once; `None` when `holes` says something else.
fn read_holes(fields: &mut Fields<'_>) -> Option<bool> {
    let Some(value) = fields.value("holes") else { return Some(false) };
    match fields.text_of(&value, "holes") {
        Some(Located { value, .. }) if value == "together" => Some(true),
        Some(Located { value, .. }) if value == "each" => Some(false),
        Some(Located { value, span }) => {
            let message = format!("`holes` cannot be `{value}`");
            fields.report(
                Diagnostic::error("bad-holes", span, message)
                    .help("write `holes = \"together\"` to ask all at once, or leave it out"),
            );
            None
        }
        None => None,
    }
}

#[cfg(test)]
mod tests {
    use rand::SeedableRng;

    use super::*;

    fn cloze(text: &str, together: bool) -> Cloze {
        Cloze { question: Text::default(), pieces: pieces::read(text).unwrap(), together }
    }

    fn posed(card: &Cloze, face: &str) -> (String, usize) {
        let Input::Blanks { text, holes } = card.pose(face, &mut StdRng::seed_from_u64(1)).input else {
            panic!()
        };
        (text.as_str().replace([Hole::mark(0), Hole::mark(1)], "_"), holes.len())
    }

    #[test]
    fn each_hole_is_a_question_and_the_others_are_filled() {
        let card = cloze("IP is {{connectionless|kind}}, TCP is {{reliable}}.", false);
        assert_eq!(card.faces(), ["c1", "c2"]);
        assert_eq!(posed(&card, "c2"), ("IP is connectionless, TCP is _.".into(), 1));
        assert_eq!(card.summary("c1").1, "connectionless");
    }

    #[test]
    fn in_a_drawing_what_is_known_takes_the_room_of_its_hole() {
        let card = cloze("```\n| {{IP}}  | a\n| {{port}} | b\n```", false);
        assert_eq!(posed(&card, "c1").0, "```\n| _  | a\n| port     | b\n```");
        assert_eq!(card.summary("c2").0.as_str(), "```\n| IP      | a\n| …        | b\n```");
    }

    #[test]
    fn holes_together_are_one_question() {
        let card = cloze("{{a}} and {{b}}", true);
        assert_eq!(card.faces(), [""]);
        assert_eq!(posed(&card, ""), ("_ and _".into(), 2));
    }

    #[test]
    fn ankis_numbers_group_holes() {
        let card = cloze("{{c1::a::letter}} {{c2::b}} {{c1::c}}", false);
        assert_eq!(card.faces(), ["c1", "c2"]);
        assert_eq!(posed(&card, "c1"), ("_ b _".into(), 2));
    }

    #[test]
    fn what_is_no_cloze_is_said() {
        assert!(pieces::read("no hole").is_err());
        assert!(pieces::read("{{open").is_err());
        assert!(pieces::read("{{ }}").is_err());
    }

    #[test]
    fn an_author_cannot_write_the_mark_of_a_hole() {
        assert_eq!(posed(&cloze("\u{e000} {{x}}", true), "").0, "\u{fffd} _");
    }
}
