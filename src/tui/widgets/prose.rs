//! Lays out an author's text: wraps words, hangs lists, keeps diagrams as they were drawn.
//!
//! [`lay`] knows no colours, so the line-by-line front end uses it too. Columns are counted by graphemes, so wide
//! characters, combining marks and emoji stay whole.

mod boxes;
mod drawing;
mod wrap;

use ratatui::style::Style as Paint;
use ratatui::text::{Line, Span};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use crate::card::{Block, Hole, Inline, Picture, Style, Text};
use crate::tui::pictures::{Pictures, Place};
use crate::tui::theme::Look;
use crate::words;
use wrap::{Atom, wrap};

/// A stretch of a laid-out line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// The characters.
    pub text: String,
    /// What they are.
    pub kind: Kind,
}

/// What a stretch of a laid-out line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Running text.
    Words(Style),
    /// The mark of a point of a list, `•` or `1.`, or the space beneath it.
    Mark,
    /// Part of a diagram or a listing.
    Drawn,
    /// What fills this hole.
    Hole(usize),
    /// Stands at the border for the part of a diagram that had no room.
    Cut,
    /// This row of the picture with this number.
    Picture(u32, u16),
}

/// What stands in holes.
#[derive(Clone, Copy)]
pub struct Fill<'a> {
    texts: &'a [[String; 2]],
    rooms: &'a [usize],
}

impl<'a> Fill<'a> {
    /// `texts` has for each hole what stands there in a sentence, and what in a diagram; `rooms` are the columns that each
    /// takes as its author wrote it.
    pub fn new(texts: &'a [[String; 2]], rooms: &'a [usize]) -> Self {
        Self { texts, rooms }
    }

    /// What stands in a hole; three underscores in brackets where nothing is known of it.
    fn text(&self, index: usize, is_drawn: bool) -> String {
        self.texts.get(index).map_or("[___]", |texts| &texts[usize::from(is_drawn)]).to_owned()
    }

    /// The columns of the hole in the author's drawing.
    fn room(&self, index: usize) -> usize {
        self.rooms.get(index).copied().unwrap_or(1)
    }
}

/// The columns that `text` takes on a screen.
pub fn columns(text: &str) -> usize {
    if text.is_ascii() { text.len() } else { text.graphemes(true).map(UnicodeWidthStr::width).sum() }
}

/// The columns that `spans` take beside each other.
pub fn width(spans: &[Span<'_>]) -> usize {
    spans.iter().map(|span| columns(&span.content)).sum()
}

/// `text` if it fits in `room` columns; otherwise its start, and a sign that it goes on.
pub fn clipped(text: &str, room: usize, look: &Look) -> String {
    words::cut(text, room, look.glyphs.cut)
}

/// The same with blanks behind, on exactly `room` columns.
pub fn filled(text: &str, room: usize, look: &Look) -> String {
    let text = clipped(text, room, look);
    let rest = room.saturating_sub(columns(&text));
    text + &" ".repeat(rest)
}

/// The text on lines of `width` columns, for a screen, in the style `base`. An empty hole is three underscores in brackets.
/// The words of pictures stand for them: this is for options and other short texts.
pub fn styled(text: &Text, width: u16, look: &Look, base: Paint) -> Vec<Line<'static>> {
    laid(text, width, look, base, Seen::on(look))
}

/// As [`styled`], with its pictures.
pub fn pictured(text: &Text, width: u16, look: &Look, base: Paint) -> Vec<Line<'static>> {
    laid(text, width, look, base, Seen::with_pictures(look))
}

fn laid(text: &Text, width: u16, look: &Look, base: Paint, seen: Seen<'_>) -> Vec<Line<'static>> {
    let mut lines = Vec::new();
    for pieces in lay(text, usize::from(width), NONE, Some(seen)) {
        lines.push(
            pieces.iter().flat_map(|piece| spans(piece, look, paint(piece.kind, look, base))).collect(),
        );
    }
    lines
}

/// `piece` in the signs of `look`, and in `style` but for the dots of a picture.
pub(super) fn spans(piece: &Piece, look: &Look, style: Paint) -> Vec<Span<'static>> {
    match piece.kind {
        Kind::Picture(number, row) => look.pictures.row(number, row),
        _ => vec![Span::styled(look_of(piece, look), style)],
    }
}

/// A sentence that is not Markdown, on lines of `room` columns.
pub fn sentence(text: &str, room: usize, style: Paint) -> Vec<Line<'static>> {
    let line = |pieces: Vec<Piece>| pieces.into_iter().map(|piece| Span::styled(piece.text, style)).collect();
    wrap(letters(text, Kind::Words(Style::default())), room.max(1)).into_iter().map(line).collect()
}

/// The columns the text would take if the room were endless.
pub fn widest(text: &Text) -> usize {
    lay(text, usize::MAX, NONE, None).iter().map(|line| wide(line)).max().unwrap_or(0)
}

/// The text on lines of at most `width` columns, without styles. Diagrams are never cut here: a pipe has no border.
pub fn plain(text: &Text, width: usize) -> Vec<String> {
    plain_filled(text, width, NONE)
}

/// As [`plain`], with something else in the holes.
pub fn plain_filled(text: &Text, width: usize, fill: Fill<'_>) -> Vec<String> {
    let mark =
        |piece: Piece| if piece.text.contains('•') { piece.text.replace('•', "-") } else { piece.text };
    lay(text, width, fill, None).into_iter().map(|line| line.into_iter().map(mark).collect()).collect()
}

/// How a diagram and a picture are shown on a screen.
#[derive(Debug, Clone, Copy)]
pub struct Seen<'a> {
    /// So many columns from its left border it begins.
    from: usize,
    /// Whether its lines are drawn with box characters.
    is_boxed: bool,
    /// Where pictures are shown, and not their words.
    pictures: Option<&'a Pictures>,
}

impl<'a> Seen<'a> {
    /// As the terminal shows it, and as far as it is moved.
    pub fn on(look: &Look) -> Self {
        Self { from: look.sideways, is_boxed: !look.glyphs.is_ascii(), pictures: None }
    }

    /// The same with pictures, where the terminal shows any.
    pub fn with_pictures(look: &'a Look) -> Self {
        Self { pictures: Some(&look.pictures), ..Self::on(look) }
    }
}

/// Pictures of one text that are shown; of more there are only the words, so that no card decodes hundreds.
const MOST_PICTURES: usize = 8;

/// The text on lines of `width` columns. With `seen`, what of a diagram has no room is left out, and a [`Kind::Cut`] stands
/// where something is missing; without, it stays as its author typed it.
pub fn lay(text: &Text, width: usize, fill: Fill<'_>, seen: Option<Seen<'_>>) -> Vec<Vec<Piece>> {
    let width = width.max(1);
    let mut shown = 0;
    let mut out: Vec<Vec<Piece>> = Vec::new();
    let mut after_item = false;
    for block in text.blocks() {
        let is_item = matches!(block, Block::Item(..));
        if !(out.is_empty() || after_item && is_item) {
            out.push(Vec::new());
        }
        after_item = is_item;
        match block {
            Block::Paragraph(inlines) => out.extend(wrap(atoms(&inlines, fill), width)),
            Block::Item(depth, mark, inlines) => out.extend(item(depth, &mark, &inlines, width, fill)),
            Block::Picture(picture) => {
                shown += 1;
                let pictures = seen.and_then(|seen| seen.pictures).filter(|_| shown <= MOST_PICTURES);
                out.extend(self::picture(&picture, pictures, width));
            }
            Block::Fenced(lines) => {
                let room = |grapheme: &str| hole(grapheme).map(|index| fill.room(index));
                out.extend(match seen {
                    Some(Seen { from, is_boxed: true, .. }) => {
                        drawing::seen(drawing::filled(&boxes::drawn(&lines, room), &fill), width, from)
                    }
                    Some(Seen { from, .. }) => drawing::seen(drawing::filled(&lines, &fill), width, from),
                    None => drawing::filled(&lines, &fill),
                });
            }
        }
    }
    out
}

/// The rows of a picture; its words where it is not shown, or not yet.
fn picture(picture: &Picture, pictures: Option<&Pictures>, width: usize) -> Vec<Vec<Piece>> {
    let place = pictures.and_then(|pictures| pictures.place(picture, width));
    if let Some(Place { number: Some(number), columns, rows }) = place {
        let text = " ".repeat(columns.into());
        let row = |row| vec![Piece { text: text.clone(), kind: Kind::Picture(number, row) }];
        return (0..rows).map(row).collect();
    }
    let mut words = wrap(letters(&picture.in_brackets(), WORDS), width);
    if let Some(place) = place {
        words.resize(place.rows.into(), Vec::new());
    }
    words
}

/// The style of the words of a picture.
const WORDS: Kind = Kind::Words(Style { italic: true, bold: false, code: false });

/// The characters of `piece` in the signs of `look`.
pub(super) fn look_of(piece: &Piece, look: &Look) -> String {
    match piece.kind {
        Kind::Cut if piece.text == drawing::LEFT => look.glyphs.cut_left.to_owned(),
        Kind::Cut => look.glyphs.cut.to_owned(),
        Kind::Mark => piece.text.replace('•', look.glyphs.bullet),
        _ => piece.text.clone(),
    }
}

/// Whether a drawing on this line goes on beyond its right border.
pub(super) fn is_cut(line: &Line<'_>, look: &Look) -> bool {
    line.spans.iter().any(|span| span.content == look.glyphs.cut && span.style == look.theme.dim)
}

/// The style of a piece.
pub(super) fn paint(kind: Kind, look: &Look, base: Paint) -> Paint {
    match kind {
        Kind::Words(style) => look.theme.prose(style, base),
        Kind::Drawn => look.theme.drawn,
        Kind::Hole(_) => look.theme.accent,
        Kind::Mark | Kind::Cut | Kind::Picture(..) => look.theme.dim,
    }
}

/// Nothing is known of any hole.
const NONE: Fill<'_> = Fill { texts: &[], rooms: &[] };

fn atoms(inlines: &[Inline], fill: Fill<'_>) -> Vec<Atom> {
    let mut out = Vec::new();
    for inline in inlines {
        for grapheme in inline.text.graphemes(true) {
            match hole(grapheme) {
                Some(index) => out.push(Atom::new(fill.text(index, false), Kind::Hole(index))),
                None => out.push(Atom::new(grapheme.to_owned(), Kind::Words(inline.style))),
            }
        }
    }
    out
}

/// What is seen as one character each, all of that kind.
fn letters(text: &str, kind: Kind) -> Vec<Atom> {
    text.graphemes(true).map(|grapheme| Atom::new(grapheme.to_owned(), kind)).collect()
}

/// The columns of a line.
fn wide(line: &[Piece]) -> usize {
    line.iter().map(|piece| columns(&piece.text)).sum()
}

/// The hole that a grapheme stands for.
fn hole(grapheme: &str) -> Option<usize> {
    grapheme.chars().next().and_then(Hole::index)
}

fn item(depth: usize, mark: &str, inlines: &[Inline], width: usize, fill: Fill<'_>) -> Vec<Vec<Piece>> {
    // Deep lists in a narrow room keep at least half of it for words.
    let lead = format!("{}{mark} ", " ".repeat((depth * 2).min(width / 4)));
    let hang = columns(&lead);
    let mut lines = wrap(atoms(inlines, fill), width.saturating_sub(hang).max(1));
    if lines.is_empty() {
        lines.push(Vec::new());
    }
    for (number, line) in lines.iter_mut().enumerate() {
        let text = if number == 0 { lead.clone() } else { " ".repeat(hang) };
        line.insert(0, Piece { text, kind: Kind::Mark });
    }
    lines
}

#[cfg(test)]
mod tests;
