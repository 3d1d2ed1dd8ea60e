//! Lays out a diagram or a listing: its lines stay as drawn, whatever stands in its holes, and a part of it is shown
//! where all of it has no room.

use std::collections::BTreeMap;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::{Fill, Kind, Piece, columns, hole, wide};

/// The lines of a drawing with its holes filled.
///
/// A filling may be wider or narrower than what the author wrote in the hole. What stands further right then keeps its
/// column as long as there are blanks or a rule to be shortened, and moves in all lines together where there are not.
pub(super) fn filled(lines: &[String], fill: &Fill<'_>) -> Vec<Vec<Piece>> {
    let has_hole = |line: &String| line.graphemes(true).any(|grapheme| hole(grapheme).is_some());
    if !lines.iter().any(has_hole) {
        let whole = |line: &String| vec![Piece { text: line.clone(), kind: Kind::Drawn }];
        return lines.iter().map(whole).collect();
    }
    let mut lines: Vec<Line> = lines.iter().map(|line| Line::read(line, fill)).collect();
    place(&mut lines);
    lines.into_iter().map(Line::written).collect()
}

/// What is seen of `lines` in a room of `width` columns that begins `from` columns from their left border, or as far as
/// there is something more. Signs at the borders say where a line goes on.
pub(super) fn seen(lines: Vec<Vec<Piece>>, width: usize, from: usize) -> Vec<Vec<Piece>> {
    let widest = lines.iter().map(|line| wide(line)).max().unwrap_or(0);
    let from = from.min(widest.saturating_sub(width));
    lines.into_iter().map(|line| part(line, from, width)).collect()
}

/// The columns of `line` from `from` on, as many as there is room for.
fn part(line: Vec<Piece>, from: usize, room: usize) -> Vec<Piece> {
    let is_cut = wide(&line) > from + room;
    let hidden: String = line.iter().map(|piece| piece.text.as_str()).collect();
    let is_moved = from > 0 && !crate::words::start(&hidden, from + 1).trim().is_empty();
    let (first, last) = (from + usize::from(is_moved), from + room - usize::from(is_cut));
    let (mut out, mut at) = (Vec::new(), 0);
    if is_moved {
        out.push(Piece { text: LEFT.to_owned(), kind: Kind::Cut });
    }
    for piece in line {
        let text = between(&piece.text, first.saturating_sub(at), last.saturating_sub(at));
        at += columns(&piece.text);
        if !text.is_empty() {
            out.push(Piece { text, kind: piece.kind });
        }
    }
    if is_cut {
        out.push(Piece { text: RIGHT.to_owned(), kind: Kind::Cut });
    }
    out
}

/// The signs at the borders; each look has its own for them.
pub(super) const LEFT: &str = "‹";
pub(super) const RIGHT: &str = "›";

/// The columns of `text` from the first to before the last. Half of a wide character is a blank.
fn between(text: &str, first: usize, last: usize) -> String {
    let (mut out, mut at) = (String::new(), 0);
    for grapheme in text.graphemes(true) {
        let end = at + grapheme.width();
        if first <= at && end <= last {
            out.push_str(grapheme);
        } else {
            out.push_str(&" ".repeat(end.min(last).saturating_sub(at.max(first))));
        }
        at = end;
    }
    out
}

/// A line of a drawing, taken apart.
struct Line {
    parts: Vec<Part>,
    /// What is repeated behind the last part, and how often.
    rest: (String, usize),
}

/// What moves as one: text and holes, and the border that ends it.
#[derive(Default)]
struct Part {
    /// What is repeated before it.
    gap: String,
    /// How often, in the author's drawing.
    blanks: usize,
    pieces: Vec<Piece>,
    /// The column that it keeps, in the author's drawing: that of its border, or else of its beginning.
    column: usize,
    /// How far from its beginning that is, filled.
    before: usize,
    /// Columns it takes, filled.
    width: usize,
    has_border: bool,
    /// The column it begins at, filled.
    at: usize,
}

/// What is upright: it stands above and below its like.
const BORDERS: &str = "|│┃║+┼┤├┬┴┐┘┌└╭╮╯╰╬╣╠╦╩╗╝╔╚";
/// What is drawn by repetition, and can be longer or shorter.
const RULES: &str = "-─━=═_~.·";
/// From so many on, these are a rule.
const RULE: usize = 3;

impl Part {
    fn add(&mut self, piece: Piece) {
        self.width += columns(&piece.text);
        match (self.pieces.last_mut(), piece.kind) {
            (Some(last), Kind::Drawn) if last.kind == Kind::Drawn => last.text.push_str(&piece.text),
            _ => self.pieces.push(piece),
        }
    }

    /// The least columns between what is before it and its beginning.
    fn least_gap(&self) -> usize {
        self.blanks.min(1)
    }

    /// Whether it looks for its column by itself. What touches what is before it, and is no border, goes with that.
    fn is_placed(&self) -> bool {
        self.has_border || self.blanks > 0
    }
}

impl Line {
    fn read(line: &str, fill: &Fill<'_>) -> Self {
        let graphemes: Vec<&str> = line.graphemes(true).collect();
        let (mut parts, mut part) = (Vec::new(), Part::default());
        let (mut at, mut index) = (0, 0);
        while let Some(&grapheme) = graphemes.get(index) {
            let count = graphemes[index..].iter().take_while(|other| **other == grapheme).count();
            let next = graphemes.get(index + count).copied().unwrap_or_default();
            let is_behind_gap = part.pieces.is_empty() && part.blanks > 0;
            if !is_behind_gap && is_gap(grapheme, count, next, part.pieces.is_empty()) {
                finish(&mut parts, &mut part, at);
                (part.gap, part.blanks) = (grapheme.to_owned(), count);
                index += count;
                at += count;
                part.column = at;
                continue;
            }
            index += 1;
            if let Some(hole) = hole(grapheme) {
                part.add(Piece { text: fill.text(hole, true), kind: Kind::Hole(hole) });
                at += fill.room(hole);
                continue;
            }
            if BORDERS.contains(grapheme) {
                (part.column, part.before, part.has_border) = (at, part.width, true);
            }
            part.add(Piece { text: grapheme.to_owned(), kind: Kind::Drawn });
            at += grapheme.width();
            if part.has_border {
                finish(&mut parts, &mut part, at);
            }
        }
        let rest = (std::mem::take(&mut part.gap), part.blanks);
        if part.pieces.is_empty() {
            return Self { parts, rest };
        }
        part.gap = rest.0;
        finish(&mut parts, &mut part, at);
        Self { parts, rest: (String::new(), 0) }
    }

    /// The column, filled, at which what is before the part of that number ends.
    fn end_before(&self, number: usize) -> usize {
        self.parts[..number].last().map_or(0, |before| before.at + before.width)
    }

    fn written(self) -> Vec<Piece> {
        let (mut out, mut end) = (Part::default(), 0);
        for part in self.parts {
            let gap = part.gap.repeat(part.at.saturating_sub(end));
            if !gap.is_empty() {
                out.add(Piece { text: gap, kind: Kind::Drawn });
            }
            end = part.at + part.width;
            part.pieces.into_iter().for_each(|piece| out.add(piece));
        }
        let (rest, count) = self.rest;
        if count > 0 {
            out.add(Piece { text: rest.repeat(count), kind: Kind::Drawn });
        }
        out.pieces
    }
}

/// Whether these equal characters part what is before them from what is behind. One blank between words does not.
fn is_gap(grapheme: &str, count: usize, next: &str, is_first: bool) -> bool {
    match grapheme {
        " " => count > 1 || is_first || BORDERS.contains(next),
        _ => count >= RULE && RULES.contains(grapheme),
    }
}

/// Takes `part` up and begins the next, which begins in column `at`.
fn finish(parts: &mut Vec<Part>, part: &mut Part, at: usize) {
    if !part.pieces.is_empty() {
        parts.push(std::mem::take(part));
    }
    part.column = at;
}

/// Gives each part its column, from left to right. Parts that stood in one column do so again.
fn place(lines: &mut [Line]) {
    let mut columns: BTreeMap<usize, Vec<(usize, usize)>> = BTreeMap::new();
    for (row, line) in lines.iter().enumerate() {
        for (number, part) in line.parts.iter().enumerate() {
            columns.entry(part.column).or_default().push((row, number));
        }
    }
    for (column, parts) in columns {
        let (mut ends, mut common) = (Vec::new(), column);
        for &(row, number) in &parts {
            let (part, end) = (&lines[row].parts[number], lines[row].end_before(number));
            if part.is_placed() {
                common = common.max(end + part.least_gap() + part.before);
            }
            ends.push(end);
        }
        for ((row, number), end) in parts.into_iter().zip(ends) {
            let part = &mut lines[row].parts[number];
            part.at = if part.is_placed() { common - part.before } else { end };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::card::Hole;

    /// The drawing with its holes, `1` to `9` repeated as wide as the author wrote them, filled with `text`.
    fn shown(drawing: &str, text: &str) -> Vec<String> {
        let (mut rooms, mut marked) = (Vec::new(), String::new());
        let mut rest = drawing;
        while let Some(c) = rest.chars().next() {
            let count =
                if ('1'..='9').contains(&c) { rest.len() - rest.trim_start_matches(c).len() } else { 0 };
            if count == 0 {
                marked.push(c);
                rest = &rest[c.len_utf8()..];
            } else {
                marked.push(Hole::mark(rooms.len()));
                rooms.push(count);
                rest = &rest[count..];
            }
        }
        let lines: Vec<String> = marked.lines().map(str::to_owned).collect();
        let texts = vec![[text.to_owned(), text.to_owned()]; rooms.len()];
        let lines = filled(&lines, &Fill::new(&texts, &rooms));
        lines.into_iter().map(|line| line.into_iter().map(|piece| piece.text).collect()).collect()
    }

    #[test]
    fn blanks_and_rules_give_way_to_a_wider_filling() {
        assert_eq!(
            shown("| 111      |\n| 22222222 |\n| rest     |", "[____]"),
            ["| [____]   |", "| [____]   |", "| rest     |"]
        );
        assert_eq!(shown("a 111---->| b\n          | c", "[____]"), ["a [____]->| b", "          | c"]);
    }

    #[test]
    fn where_there_is_no_room_all_lines_move_together() {
        assert_eq!(
            shown("+-----+----+\n| 111 | 22 |\n| x   | y  |\n+-----+----+", "[____]"),
            ["+--------+--------+", "| [____] | [____] |", "| x      | y      |", "+--------+--------+"]
        );
        assert_eq!(shown("|111|\n|---|\n| a |", "[____]"), ["|[____]|", "|------|", "| a    |"]);
    }

    #[test]
    fn a_narrower_filling_leaves_blanks_and_takes_its_neighbour_with_it() {
        assert_eq!(shown("11111111x  | a\n2222 word  | b", "[]"), ["[]x        | a", "[] word    | b"]);
    }

    #[test]
    fn what_is_as_wide_as_written_changes_nothing() {
        let drawing =
            " sent first   MAC     header of 111111\n  |-->|  + -- +\n~~~\n 222222 ... (a.b)  ----- ";
        assert_eq!(
            shown(drawing, "[____]").join("\n"),
            drawing.replace("111111", "[____]").replace("222222", "[____]")
        );
    }

    #[test]
    fn a_part_of_a_wide_drawing_is_seen_with_signs_at_its_borders() {
        for (from, wanted) in [
            (0, ["01234›", "   表›", "x"]),
            (2, ["‹3456›", " 表表", "‹"]),
            // No further than there is something.
            (9, ["‹56789", "‹表", "‹"]),
        ] {
            let lines = ["0123456789", "   表表", "x"]
                .map(|line| vec![Piece { text: line.into(), kind: Kind::Drawn }]);
            let seen = seen(lines.to_vec(), 6, from).into_iter();
            let seen: Vec<String> =
                seen.map(|line| line.into_iter().map(|piece| piece.text).collect()).collect();
            assert_eq!(seen, wanted);
        }
    }

    proptest::proptest! {
        #[test]
        fn a_filling_as_wide_as_the_hole_keeps_every_drawing(drawing in "[a| +.-]{0,12}1111[a| +.-]{0,12}(\n[a| +-]{0,20}){0,3}") {
            let filled = shown(&drawing, "[__]").join("\n");
            proptest::prop_assert_eq!(filled, drawing.replace("1111", "[__]").lines().collect::<Vec<_>>().join("\n"));
        }
    }
}
