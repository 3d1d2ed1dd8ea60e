//! Fill in the holes of a sentence or a diagram.

mod accept;
mod braces;
mod notation;
mod pieces;

use std::borrow::Cow;

use rand::rngs::StdRng;
use unicode_width::UnicodeWidthStr;

pub use self::pieces::{Blank, Piece};
use super::{Keys, Kind, Neighbours, Sign};
use crate::card::answers::Blanks;
use crate::card::compare::Expected;
use crate::card::limits::{MOST_ACCEPTED, long_typed};
use crate::card::{Hole, Input, Posed, Text};
use crate::source::{Code, Diagnostic, Fields, Key, Located, Takes};

/// A text with holes, asked one by one or all at once.
#[derive(Debug, Clone, PartialEq)]
pub struct Cloze {
    /// What is asked above the text; often empty.
    pub question: Text,
    /// The text and its holes, in their order.
    pub pieces: Vec<Piece>,
    /// Bytes of the text.
    length: usize,
    /// Whether all holes are asked at once.
    pub together: bool,
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
                fields.report(Diagnostic::error(Code::BAD_CLOZE, text.span, message).help(help));
                return None;
            }
        };
        if let Some(accept) = accept {
            accept::read(&accept, &mut pieces, fields);
        }
        let (length, together) = (text.value.len(), together?);
        for piece in &mut pieces {
            if let (Piece::Hole(blank), true) = (piece, together) {
                blank.number = 1;
            }
        }
        let card = Self { question: Text::new(question), pieces, length, together };
        let long = card.blanks().flat_map(|blank| &blank.answers);
        let long = long.take(MOST_ACCEPTED).find_map(|answer| long_typed(answer, text.span.clone()));
        fields.report_all(long);
        Some(card)
    }

    fn written(&self) -> Keys {
        notation::written(self)
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
        let shown = if self.is_long() { self.shown_around(face) } else { self.shown(face) };
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
        let input = Input::Blanks(Blanks { text: Text::new(text), holes });
        Posed::new(self.question.clone(), input)
    }

    fn answers(&self) -> Vec<&str> {
        self.blanks().flat_map(|blank| &blank.answers).map(String::as_str).collect()
    }
}

impl Cloze {
    /// A text with holes; where all of several have one number, they are asked at once.
    pub fn new(question: Text, pieces: Vec<Piece>) -> Self {
        let length = pieces.iter().map(Piece::len).sum();
        Self { question, together: is_together(&pieces), pieces, length }
    }

    /// Whether texts and holes take turns here as in `other`.
    pub fn is_built_as(&self, other: &Self) -> bool {
        let holes =
            |card: &Self| card.pieces.iter().map(|piece| matches!(piece, Piece::Hole(_))).collect::<Vec<_>>();
        holes(self) == holes(other)
    }

    /// The holes, to be changed.
    pub fn blanks_mut(&mut self) -> impl Iterator<Item = &mut Blank> {
        pieces::blanks_mut(&mut self.pieces)
    }

    /// The text, with `hole` in the place of each hole.
    pub fn shown_with<'a>(&'a self, hole: impl Fn(&'a Blank) -> Cow<'a, str>) -> String {
        let pieces = self.pieces.iter().map(|piece| match piece {
            Piece::Text(text) => Cow::Borrowed(text.as_str()),
            Piece::Hole(blank) => hole(blank),
        });
        pieces.collect()
    }

    /// The text with a line of underscores in each hole, as wide as the hole is drawn.
    pub fn outline(&self) -> Text {
        Text::new(self.shown_with(|blank| "_".repeat(blank.width).into()))
    }

    /// The text with its holes filled.
    pub fn filled(&self) -> String {
        self.shown_with(|blank| blank.answer().into())
    }

    /// The text with the holes of `face` open.
    fn shown(&self, face: &str) -> String {
        self.shown_with(|blank| {
            padded(if self.asks(blank, face) { "…" } else { blank.answer() }, blank).into()
        })
    }

    /// Whether the text is so long, for all its holes, that lists show only what stands around a hole: each hole is a
    /// question, and together they would be many times the text.
    fn is_long(&self) -> bool {
        let questions = if self.together { 1 } else { self.blanks().count() };
        self.length > LONGEST_SHOWN / questions.max(1)
    }

    /// The end of the text before the first hole of `face`, the hole, and the beginning of the text behind it.
    fn shown_around(&self, face: &str) -> String {
        let is_asked = |piece: &Piece| matches!(piece, Piece::Hole(blank) if self.asks(blank, face));
        let hole = self.pieces.iter().position(is_asked).unwrap_or_default();
        let (before, after) = (self.text_at(hole.checked_sub(1)), self.text_at(Some(hole + 1)));
        let start = before.floor_char_boundary(before.len().saturating_sub(AROUND));
        let end = after.floor_char_boundary(AROUND.min(after.len()));
        format!("…{}…{}…", before[start..].trim_start(), after[..end].trim_end())
    }

    /// The text that stands at `place`; empty where a hole or nothing does.
    fn text_at(&self, place: Option<usize>) -> &str {
        match place.and_then(|place| self.pieces.get(place)) {
            Some(Piece::Text(text)) => text,
            _ => "",
        }
    }

    /// The holes.
    pub fn blanks(&self) -> impl Iterator<Item = &Blank> {
        blanks(&self.pieces)
    }

    fn asks(&self, blank: &Blank, face: &str) -> bool {
        self.together || face.strip_prefix('c').and_then(|number| number.parse().ok()) == Some(blank.number)
    }
}

fn blanks(pieces: &[Piece]) -> impl Iterator<Item = &Blank> {
    pieces.iter().filter_map(|piece| match piece {
        Piece::Hole(blank) => Some(blank),
        Piece::Text(_) => None,
    })
}

/// Whether all holes, of several, have one number.
fn is_together(pieces: &[Piece]) -> bool {
    let mut numbers = blanks(pieces).map(|blank| blank.number);
    let first = numbers.next();
    let mut others = numbers.peekable();
    others.peek().is_some() && others.all(|number| Some(number) == first)
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
                Diagnostic::error(Code::BAD_HOLES, span, message)
                    .help("write `holes = \"together\"` to ask all at once, or leave it out"),
            );
            None
        }
        None => None,
    }
}

/// Bytes that lists show of a text for all its holes together.
const LONGEST_SHOWN: usize = 32 * 1024;
/// Bytes that a list shows on either side of a hole in a longer one.
const AROUND: usize = 500;

#[cfg(test)]
mod tests {
    use rand::SeedableRng;

    use super::*;

    fn cloze(text: &str, together: bool) -> Cloze {
        let pieces = pieces::read(text).unwrap();
        Cloze { question: Text::default(), pieces, length: text.len(), together }
    }

    fn posed(card: &Cloze, face: &str) -> (String, usize) {
        let Input::Blanks(Blanks { text, holes }) = card.pose(face, &mut StdRng::seed_from_u64(1)).input
        else {
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
    fn a_long_text_with_many_holes_is_not_listed_as_a_whole_for_each_of_them() {
        let text = ["{{h}} ", &"w".repeat(600), " "].concat().repeat(100);
        let (each, together) = (cloze(&text, false), cloze(&text, true));
        let listed: usize = each.faces().iter().map(|face| each.summary(face).0.as_str().len()).sum();
        assert!(listed < 2 * text.len() + 100 * 50, "{listed} of {}", text.len());
        assert!(each.summary("c7").0.as_str().contains("w … w"), "{:?}", each.summary("c7").0);
        assert!(together.summary("").0.as_str().len() < 2000);
        let whole = "a {{b}} c {{d}}";
        assert_eq!(cloze(whole, false).summary("c2").0.as_str(), "a b c …");
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
