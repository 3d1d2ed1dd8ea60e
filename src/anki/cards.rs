//! What the notes of a collection become in a deck: two sides, an answer to be typed, a text with holes.

use super::collection::{Card, Note, NoteType};
use super::media::MediaFolder;
use super::template::{self, Filling, Side, Which, behind_question};
use crate::card::kinds::{Cloze, Flip, Typed};
use crate::card::{Body, Text};
use crate::deck::LONGEST_ID;
use crate::exchange::cloze::{MARK, holes, parts};
use crate::exchange::html;
use crate::exchange::{self, Identified, Lost, Place, Report};
use crate::exchange::{prose, tags};
use crate::source::fnv1a;

/// Bytes of a note from which on nobody wrote it to learn it.
const LONGEST: usize = 64 * 1024;
/// What the note type is called by number that covers parts of a picture.
const COVERING: i64 = 6;
/// How such a hole begins.
const COVERED: &str = "image-occlusion:";

/// What a note becomes.
#[derive(Debug, Default)]
pub(super) struct Made {
    /// The cards of the deck.
    pub(super) cards: Vec<Identified>,
    /// For each card of the collection that is asked the place of its card here, and the face.
    pub(super) faces: Vec<(i64, usize, String)>,
}

/// A note with what it is made of.
#[derive(Clone, Copy)]
pub(super) struct Whole<'a> {
    pub(super) note: &'a Note,
    pub(super) kind: &'a NoteType,
    /// Its cards, in the order of their places.
    pub(super) cards: &'a [Card],
    /// The name of its deck.
    pub(super) deck: &'a str,
}

/// Makes cards of a note; what does not come is told.
pub(super) fn made(whole: Whole<'_>, files: &mut MediaFolder<'_>, report: &mut Report) -> Made {
    let mut maker = Maker { whole, files, report, place: Place::Card(label(whole.note)) };
    if whole.note.fields.iter().map(String::len).sum::<usize>() > LONGEST {
        maker.lose(Lost::TooLong, None);
        return Made::default();
    }
    if is_covering(whole) {
        return maker.covered();
    }
    if whole.kind.cloze { maker.with_holes() } else { maker.by_templates() }
}

/// The id of a note's card in a deck: its guid, with what no id can hold written as `_` and two digits for each byte, so
/// that two guids never give one id. `place` is that of its template, from 0.
pub(super) fn id(note: &Note, place: i64) -> String {
    let guid = if note.guid.is_empty() { note.id.to_string() } else { note.guid.clone() };
    let mut id = String::new();
    for byte in guid.bytes() {
        if byte.is_ascii_alphanumeric() || byte == b'-' {
            id.push(char::from(byte));
        } else {
            id.push_str(&format!("_{byte:02x}"));
        }
    }
    let end = if place == 0 { String::new() } else { format!(".{}", place + 1) };
    if id.len() + end.len() > LONGEST_ID {
        id = format!("{}.{:016x}", &id[..40], fnv1a(guid.as_bytes()));
    }
    id + &end
}

/// What a report calls a note: the beginning of its first field.
fn label(note: &Note) -> String {
    // A picture with covered places is called by the line above it.
    let is_shown = |field: &&String| !field.contains(COVERED) && !field.starts_with("<img");
    let first = note.fields.iter().find(is_shown).map_or("", String::as_str);
    let first = &first[..first.floor_char_boundary(400)];
    let first = &holes(first).0.replace(MARK, "…");
    let text = html::plain(first, &mut Report::default(), &Place::Nowhere);
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ").replace('`', "'");
    match text.char_indices().nth(40) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None if text.is_empty() => note.id.to_string(),
        None => text,
    }
}

/// Whether a note covers parts of a picture.
fn is_covering(whole: Whole<'_>) -> bool {
    let is_covered = |field: &String| holes(field).1.iter().any(|hole| hole.answer().starts_with(COVERED));
    whole.kind.stock == COVERING || whole.kind.cloze && whole.note.fields.first().is_some_and(is_covered)
}

struct Maker<'a, 'm> {
    whole: Whole<'a>,
    files: &'a mut MediaFolder<'m>,
    report: &'a mut Report,
    place: Place,
}

impl Maker<'_, '_> {
    fn lose(&mut self, lost: Lost, name: Option<&str>) {
        self.report.lose(lost, &self.place, name);
    }

    fn markdown(&mut self, html: &str) -> String {
        let media = &mut *self.files;
        html::markdown_with_media(html, self.report, &self.place, &mut |medium| media.shown(medium))
    }

    fn plain(&mut self, html: &str) -> String {
        html::plain(html, self.report, &self.place)
    }

    /// Question and answer of the template at `place`.
    fn sides(&self, place: i64, hole: i64) -> Option<(Side, Side)> {
        let Whole { note, kind, deck, .. } = self.whole;
        let template = kind.templates.get(usize::try_from(place).ok()?)?;
        let filling = Filling { kind, note, card: &template.name, deck, hole };
        let question = template::side(&template.question, filling, Which::Question);
        Some((question, template::side(&template.answer, filling, Which::Answer)))
    }

    /// A card with the tags and the hint of the note.
    fn card(&mut self, body: impl Into<Body>, explain: String, hints: &[String]) -> exchange::Card {
        let hints: Vec<String> = hints.iter().map(|hint| self.markdown(hint)).collect();
        let mut tags = tags::listed(&self.whole.note.tags);
        // It becomes a mark.
        tags.retain(|tag| !tag.eq_ignore_ascii_case("marked"));
        exchange::Card {
            body: body.into(),
            tags,
            explain: (!explain.trim().is_empty()).then_some(explain),
            hint: (!hints.is_empty()).then(|| hints.join("\n\n")),
            explains: Vec::new(),
            notes: Vec::new(),
            place: self.place.clone(),
        }
    }

    /// A card for each card of the collection, and one asked both ways for two that are each other's reverse.
    fn by_templates(mut self) -> Made {
        let mut made = Made::default();
        for card in self.whole.cards {
            let Some(found) = self.by_template(card.ord) else { continue };
            if let (Some(first), Body::Flip(own)) = (made.cards.first_mut(), &found.body)
                && made.faces.len() == 1
                && is_plain(&found)
                && is_plain(&first.card)
                && let Body::Flip(flip) = &mut first.card.body
                && (flip.front == own.back && flip.back == own.front)
            {
                flip.reverse = true;
                made.faces.push((card.id, 0, "reverse".to_owned()));
                continue;
            }
            made.faces.push((card.id, made.cards.len(), String::new()));
            made.cards.push(Identified { id: id(self.whole.note, card.ord), card: found });
        }
        made
    }

    fn by_template(&mut self, place: i64) -> Option<exchange::Card> {
        let Some((question, answer)) = self.sides(place, 0) else {
            self.lose(Lost::Template, None);
            return None;
        };
        let front = self.markdown(&question.html);
        let behind = behind_question(&answer.html, &question.html).to_owned();
        if let Some(typed) = &question.typed {
            let typed = self.plain(typed);
            let answers: Vec<String> =
                typed.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect();
            if !front.trim().is_empty() && answers.len() == 1 {
                let explain = self.markdown(&behind);
                let is_said = prose::unmarked(&explain).trim() == answers[0];
                let explain = if is_said { String::new() } else { explain };
                return Some(self.card(Typed::new(Text::new(front), answers), explain, &question.hints));
            }
        }
        let mut back = self.markdown(&behind);
        if let Some(typed) = question.typed.as_ref().filter(|_| back.trim().is_empty()) {
            back = self.markdown(&typed.clone());
        }
        if front.trim().is_empty() || back.trim().is_empty() {
            let name = self.whole.kind.templates.get(place as usize).map(|template| template.name.clone());
            self.lose(Lost::Unanswered, name.as_deref());
            return None;
        }
        let flip = Flip { front: Text::new(front), back: Text::new(back), reverse: false };
        Some(self.card(flip, String::new(), &question.hints))
    }

    /// One card with holes, of which each number is a card of the collection.
    fn with_holes(mut self) -> Made {
        let Some((question, answer)) = self.sides(0, 1) else {
            self.lose(Lost::Template, None);
            return Made::default();
        };
        let (marked, mut blanks, nested) = holes(&question.html);
        if blanks.is_empty() {
            self.lose(Lost::Unanswered, None);
            return Made::default();
        }
        for _ in 0..nested {
            self.lose(Lost::Nested, None);
        }
        for blank in &mut blanks {
            blank.answers = vec![self.plain(blank.answer())];
            blank.hint = blank.hint.take().map(|hint| self.plain(&hint));
        }
        let text = self.markdown(&marked);
        let cloze = Cloze::new(Text::default(), parts(&text, blanks));
        let explain = self.markdown(answer.html.trim());
        let card = self.card(cloze, explain, &question.hints);
        let faces = card.body.faces();
        let mut made = Made::default();
        for own in self.whole.cards {
            let face = format!("c{}", own.ord + 1);
            if faces == [""] {
                made.faces.push((own.id, 0, String::new()));
            } else if faces.contains(&face) {
                made.faces.push((own.id, 0, face));
            }
        }
        made.cards.push(Identified { id: id(self.whole.note, 0), card });
        made
    }

    /// A picture of which parts were covered: the whole of it, and its texts.
    fn covered(mut self) -> Made {
        let Whole { note, kind, cards, .. } = self.whole;
        let named = ["Header", "Image", "Back Extra", "Comments"];
        let [header, picture, extra, comments] = named.map(|name| {
            let place = kind.fields.iter().position(|field| field.name == name);
            place.and_then(|place| note.fields.get(place)).map_or("", String::as_str)
        });
        let picture =
            if picture.is_empty() { note.fields.get(1).map_or("", String::as_str) } else { picture };
        let front = self.markdown(&format!("<div>{header}</div><p>{picture}</p>"));
        let labels = covered_texts(note);
        let back = self.markdown(&format!("<p>{labels}</p><p>{extra}</p><p>{comments}</p>"));
        self.lose(Lost::Covered, None);
        let Some(first) = cards.first().filter(|_| !front.trim().is_empty()) else {
            return Made::default();
        };
        let front = format!("{front}\n\nWhat is at the places that are asked?");
        let back = if back.trim().is_empty() { "See the picture.".to_owned() } else { back };
        let flip = Flip { front: Text::new(front), back: Text::new(back), reverse: false };
        let card = self.card(flip, String::new(), &[]);
        Made { cards: vec![Identified { id: id(note, 0), card }], faces: vec![(first.id, 0, String::new())] }
    }
}

/// Whether a card is nothing but its sides.
fn is_plain(card: &exchange::Card) -> bool {
    card.hint.is_none() && card.explain.is_none()
}

/// The texts that stand in covered places, as HTML.
fn covered_texts(note: &Note) -> String {
    let (_, blanks, _) = holes(note.fields.first().map_or("", String::as_str));
    let texts = blanks.iter().filter_map(|blank| {
        let text =
            blank.answer().strip_prefix(COVERED)?.split(':').find_map(|part| part.strip_prefix("text="))?;
        Some(text.to_owned())
    });
    texts.collect::<Vec<_>>().join("<br>")
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::super::collection::{Part, Template};
    use super::super::media::Media;
    use super::*;

    fn kind(cloze: bool, fields: &[&str], templates: &[(&str, &str)]) -> NoteType {
        let template = |(question, answer): &(&str, &str)| Template {
            question: (*question).to_owned(),
            answer: (*answer).to_owned(),
            ..Template::default()
        };
        NoteType {
            cloze,
            fields: fields.iter().map(|name| Part { name: (*name).to_owned(), ..Part::default() }).collect(),
            templates: templates.iter().map(template).collect(),
            ..NoteType::default()
        }
    }

    fn made_of(kind: &NoteType, fields: &[&str], places: &[i64]) -> (Made, Report) {
        let note = Note {
            id: 7,
            guid: "g".to_owned(),
            tags: " a marked ".to_owned(),
            fields: fields.iter().map(|field| (*field).to_owned()).collect(),
            ..Note::default()
        };
        let card = |ord: &i64| Card { id: 100 + ord, ord: *ord, ..Card::default() };
        let cards: Vec<_> = places.iter().map(card).collect();
        let (media, mut report) = (Media::default(), Report::default());
        let mut files = MediaFolder::new(&media, "d.media".to_owned());
        let whole = Whole { note: &note, kind, cards: &cards, deck: "D" };
        let made = made(whole, &mut files, &mut report);
        (made, report)
    }

    const BASIC: (&str, &str) = ("{{F}}", "{{FrontSide}}<hr id=answer>{{B}}");
    const REVERSE: (&str, &str) = ("{{B}}", "{{FrontSide}}<hr id=answer>{{F}}");

    #[test]
    fn two_templates_that_are_each_others_reverse_are_one_card_asked_both_ways() {
        let both = kind(false, &["F", "B"], &[BASIC, REVERSE]);
        let (made, _) = made_of(&both, &["SSH", "<b>22</b>"], &[0, 1]);
        assert_eq!(made.cards.len(), 1);
        let Body::Flip(flip) = &made.cards[0].card.body else { panic!() };
        assert!(flip.reverse && flip.back == "**22**");
        assert_eq!(made.cards[0].card.tags, ["a"]);
        assert_eq!(made.faces, [(100, 0, String::new()), (101, 0, "reverse".to_owned())]);
        let (made, _) = made_of(&both, &["SSH", "22"], &[1]);
        assert_eq!((made.cards[0].id.as_str(), made.faces[0].1), ("g.2", 0));
    }

    #[test]
    fn an_answer_to_be_typed_is_typed_and_what_explains_it_stays() {
        let typing = kind(
            false,
            &["F", "B", "X"],
            &[("{{F}}{{type:B}}{{hint:X}}", "{{F}}<hr id=answer>{{type:B}}<i>{{X}}</i>")],
        );
        let (made, _) = made_of(&typing, &["Port?", "443", "web"], &[0]);
        let card = &made.cards[0].card;
        let Body::Typed(typed) = &card.body else { panic!() };
        assert_eq!(typed.expected.answers, ["443"]);
        assert_eq!((card.explain.as_deref(), card.hint.as_deref()), (Some("*web*"), Some("web")));
    }

    #[test]
    fn holes_are_faces_by_their_numbers() {
        let cloze = kind(true, &["T", "X"], &[("{{cloze:T}}", "{{cloze:T}}<br>{{X}}")]);
        let (made, _) = made_of(&cloze, &["{{c1::a::h}} b {{c3::c}}", "why"], &[0, 2, 5]);
        assert_eq!(made.faces, [(100, 0, "c1".to_owned()), (102, 0, "c3".to_owned())]);
        assert_eq!(made.cards[0].card.explain.as_deref(), Some("why"));
        let (made, report) = made_of(&cloze, &["no hole", ""], &[0]);
        assert_eq!((made.cards.len(), report.count(Lost::Unanswered)), (0, 1));
        let (made, _) = made_of(&cloze, &["{{c1::a}} and {{c1::b}}", ""], &[0]);
        assert_eq!(made.faces, [(100, 0, String::new())]);
    }

    #[test]
    fn a_picture_with_covered_places_is_its_picture_and_texts() {
        let covering =
            NoteType { stock: COVERING, ..kind(true, &["Occlusion", "Image", "Header", "Back Extra"], &[]) };
        let holes = "{{c1::image-occlusion:rect:left=.1}}{{c2::image-occlusion:text:text=pin:left=.1}}";
        let (made, report) = made_of(&covering, &[holes, "<img src=x.png>", "Plug", "8 pins"], &[0, 1]);
        let Body::Flip(flip) = &made.cards[0].card.body else { panic!() };
        assert!(flip.front.as_str().starts_with("Plug"), "{flip:?}");
        assert_eq!(flip.back, "pin\n\n8 pins");
        assert_eq!((report.count(Lost::Covered), report.count(Lost::Image)), (1, 1));
    }

    #[test]
    fn what_shows_nothing_or_has_no_template_is_named() {
        let basic = kind(false, &["F", "B"], &[BASIC]);
        let (made, report) = made_of(&basic, &["q", ""], &[0, 1]);
        assert_eq!(made.cards.len(), 0);
        assert_eq!((report.count(Lost::Unanswered), report.count(Lost::Template)), (1, 1));
        let long = "x".repeat(LONGEST);
        let (_, report) = made_of(&basic, &["q", &long], &[0]);
        assert_eq!(report.count(Lost::TooLong), 1);
    }

    #[test]
    fn ids_are_ids_and_those_of_two_guids_are_two() {
        let long = "ü".repeat(100);
        let longer = "ü".repeat(101);
        let guids = ["a", "A", "a_", "a_5f", "a#", "a/", "a.2", "", "l4%)_;`R@<", &long, &longer];
        let mut ids = HashSet::new();
        for guid in guids {
            let note = Note { id: 5, guid: guid.to_owned(), ..Note::default() };
            for place in 0..3 {
                let id = id(&note, place);
                assert!(crate::deck::is_id(&id), "{id}");
                assert!(ids.insert(id.clone()), "{id}");
            }
        }
    }
}
