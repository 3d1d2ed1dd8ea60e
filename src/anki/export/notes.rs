//! Cards as notes: those that were never Anki's, and those that were edited here.

use rand::SeedableRng;
use rand::rngs::StdRng;

use super::kinds::Sort;
use crate::anki::beside::Kept;
use crate::anki::cards::{Whole, made};
use crate::anki::collection::{Card, Note, NoteType};
use crate::anki::media::MediaFolder;
use crate::anki::template::references;
use crate::card::kinds::{Cloze, Flip, Piece};
use crate::card::{Body, Question};
use crate::exchange::{self, Lost, Place, Report, fingerprint};
use crate::exchange::{cloze, prose, simpler};

/// Makes HTML of Markdown.
pub(super) type Html<'a> = dyn FnMut(&str) -> String + 'a;

/// A card as a note that Anki never had.
#[derive(Debug)]
pub(super) struct Written {
    pub(super) sort: Sort,
    pub(super) fields: Vec<String>,
    pub(super) tags: Vec<String>,
}

/// The faces of a card, each with the place of the card in Anki that it becomes.
pub(super) fn places(body: &Body) -> Vec<(String, i64)> {
    let has_holes = matches!(body, Body::Cloze(_));
    let placed = body.faces().into_iter().zip(0..).map(|(face, nth)| {
        let number =
            face.strip_prefix('c').filter(|_| has_holes).and_then(|number| number.parse::<i64>().ok());
        (face, number.map_or(nth, |number| number - 1))
    });
    placed.collect()
}

/// The note that the card of `question` becomes. What it is afterwards, where it is no longer the same, is told.
pub(super) fn written(question: &Question, html: &mut Html<'_>, report: &mut Report) -> Option<Written> {
    if question.is_drawn() && matches!(*question.body, Body::Generate(_)) {
        return Some(example(question, html, report));
    }
    let card = exchange::Card::of(question, report)?;
    let (sort, mut fields) = match &card.body {
        Body::Cloze(cloze) => with_holes(&card, cloze, html, report),
        body => {
            let (front, back) = simpler::anki_sides(&card, report);
            let sort = match body {
                Body::Flip(Flip { reverse: true, .. }) => Sort::Reversed,
                Body::Flip(_) => Sort::Basic,
                Body::Typed(_) => Sort::Typed,
                _ => Sort::Question,
            };
            let fields = [front, back].map(|side| cloze::without_openings(&html(&side)));
            (sort, fields.to_vec())
        }
    };
    for more in [&card.explain, &card.hint] {
        fields.push(more.as_deref().map(&mut *html).unwrap_or_default());
    }
    Some(Written { sort, fields, tags: card.tags })
}

/// A text with holes. What is asked together has one number.
fn with_holes(
    card: &exchange::Card,
    cloze: &Cloze,
    html: &mut Html<'_>,
    report: &mut Report,
) -> (Sort, Vec<String>) {
    simpler::drop_keys(card, &[("accept", cloze::has_more(&cloze.pieces))], report);
    let is_one = card.body.faces() == [""];
    let mut pieces = cloze.pieces.clone();
    for piece in &mut pieces {
        if let Piece::Hole(blank) = piece
            && is_one
        {
            blank.number = 1;
        }
    }
    let above =
        if cloze.question.is_empty() { String::new() } else { html(cloze.question.as_str()) + "<br><br>" };
    let text = cloze::without_openings(&above) + &cloze::html(&pieces, html);
    (Sort::Cloze, vec![text])
}

/// One example of a computed question: the same each time.
fn example(question: &Question, html: &mut Html<'_>, report: &mut Report) -> Written {
    let place = Place::Card(question.key.name().to_owned());
    report.lose(Lost::Drawn, &place, None);
    let posed = question.body.pose("", &question.notes, &mut StdRng::seed_from_u64(0));
    let input = &posed.input;
    let options: Vec<String> =
        input.options().iter().map(|option| format!("\n- {}", option.text.as_str())).collect();
    let options = options.concat();
    let options = if options.is_empty() { options } else { format!("\n{options}") };
    let answer = match input.one_answer() {
        Some(answer) => prose::literal(answer),
        None => input.words(&input.solution()).join("\n\n"),
    };
    let front = format!("{}{options}", posed.prompt.as_str());
    let mut fields = vec![cloze::without_openings(&html(&front)), cloze::without_openings(&html(&answer))];
    let notes = &question.notes;
    for own in
        [posed.explain.as_ref().or(notes.explain.as_ref()), posed.hint.as_ref().or(notes.hint.as_ref())]
    {
        fields.push(own.map(|text| html(text.as_str())).unwrap_or_default());
    }
    Written { sort: Sort::Question, fields, tags: Vec::clone(&notes.tags) }
}

/// A note of Anki whose cards were edited here.
pub(super) struct Edited<'a> {
    pub(super) kept: &'a Kept,
    pub(super) kind: &'a NoteType,
    /// The name of its deck.
    pub(super) deck: &'a str,
    /// The first of its cards as it is now, and the others.
    pub(super) now: Vec<(&'a str, exchange::Card)>,
}

impl Edited<'_> {
    /// The note with what is new in its fields and tags. `None` where its note type has no place for that: what would come
    /// of it is read back, and must be what the cards are now.
    pub(super) fn note(&self, files: &mut MediaFolder<'_>, html: &mut Html<'_>) -> Option<Note> {
        let (_, first) = self.now.first()?;
        let mut note = self.kept.note.clone();
        let before = self.made(&note, files);
        let before = before.first().map(|(_, card)| card)?;
        let mut own = self.by_sides(before, first, html)?;
        own.retain(|(place, _)| *place < note.fields.len());
        for (place, value) in own {
            note.fields[place] = value;
        }
        if before.tags != first.tags {
            let was_marked = note.tags.split(' ').find(|tag| tag.eq_ignore_ascii_case("marked"));
            let tags: Vec<&str> = first.tags.iter().map(String::as_str).chain(was_marked).collect();
            note.tags = format!(" {} ", tags.join(" "));
        }
        let after = self.made(&note, files);
        let is_so = |(id, now): &(&str, exchange::Card)| {
            after.iter().any(|(known, card)| known == id && fingerprint(card) == fingerprint(now))
        };
        self.now.iter().all(is_so).then_some(note)
    }

    /// What an import would make of a note.
    fn made(&self, note: &Note, files: &mut MediaFolder<'_>) -> Vec<(String, exchange::Card)> {
        let cards: Vec<Card> = self.kept.cards.iter().map(|kept| kept.card.clone()).collect();
        let whole = Whole { note, kind: self.kind, cards: &cards, deck: self.deck };
        made(whole, files, &mut Report::default()).cards.into_iter().map(|one| (one.id, one.card)).collect()
    }

    /// The fields that hold something else now, by their places, each with what it holds.
    fn by_sides(
        &self,
        before: &exchange::Card,
        now: &exchange::Card,
        html: &mut Html<'_>,
    ) -> Option<Vec<(usize, String)>> {
        let Places { shown, typed, holes, behind } = self.places()?;
        let mut fields = Vec::new();
        let mut set = |place: Option<usize>, value: String| fields.extend(place.map(|place| (place, value)));
        match (&before.body, &now.body) {
            (Body::Flip(old), Body::Flip(new)) => {
                if old.front != new.front {
                    set(shown, html(new.front.as_str()));
                }
                if old.back != new.back {
                    set(behind, html(new.back.as_str()));
                }
            }
            (Body::Typed(old), Body::Typed(new)) => {
                if old.question != new.question {
                    set(shown, html(new.question.as_str()));
                }
                if old.expected != new.expected {
                    set(typed, html(&prose::literal(new.expected.written())));
                }
            }
            (Body::Cloze(old), Body::Cloze(new)) => {
                if old != new {
                    set(holes, cloze::html(&new.pieces, html));
                }
            }
            _ => return None,
        }
        if before.explain != now.explain {
            set(behind, now.explain.as_deref().map(html).unwrap_or_default());
        }
        Some(fields)
    }

    /// Where the template of the first card shows what.
    fn places(&self) -> Option<Places> {
        let place = self.kept.cards.iter().find(|kept| kept.key.is_some())?.card.ord;
        let place = if self.kind.cloze { 0 } else { usize::try_from(place).ok()? };
        let template = self.kind.templates.get(place)?;
        let (asked, told) = (self.fields(&template.question), self.fields(&template.answer));
        let filtered =
            |by: &str| asked.iter().find(|(filters, _)| filters.contains(by)).map(|(_, place)| *place);
        let shown = asked.iter().find(|(filters, _)| filters.is_empty()).map(|(_, place)| *place);
        let (typed, holes) = (filtered("type"), filtered("cloze"));
        let is_new = |place| ![shown, typed, holes].contains(&Some(place));
        let behind = told.iter().find(|(filters, place)| filters.is_empty() && is_new(*place));
        Some(Places { shown, typed, holes, behind: behind.map(|(_, place)| *place) })
    }

    /// The fields that a side of a template names, each with its filters before it.
    fn fields<'t>(&self, side: &'t str) -> Vec<(&'t str, usize)> {
        let named = references(side).into_iter().filter_map(|reference| {
            let (filters, name) = reference.rsplit_once(':').unwrap_or(("", reference));
            let place = self.kind.fields.iter().position(|field| field.name == name.trim())?;
            Some((filters, place))
        });
        named.collect()
    }
}

/// The fields in which parts of a card stand.
struct Places {
    /// What the question shows.
    shown: Option<usize>,
    /// What is to be typed.
    typed: Option<usize>,
    /// The text with holes.
    holes: Option<usize>,
    /// What the answer shows besides.
    behind: Option<usize>,
}
