//! From a document to cards.

use super::marks::{Mark, Marker, fenced, mark};
use super::notes;
use crate::card::Text;
use crate::card::kinds::{Blank, Cloze, Flip, Piece};
use crate::exchange::card::Card;
use crate::exchange::report::{Lost, Place, Report};
use crate::exchange::{Brought, LONGEST, prose};

/// What stands under one mark.
struct Block {
    marker: Marker,
    line: usize,
    text: String,
}

/// Reads all questions.
pub(super) fn read(text: &str) -> Brought {
    let mut brought = Brought::default();
    let (head, body, skipped) = front_matter(text);
    brought.title = head.lines().find_map(|line| {
        let (key, value) = line.split_once(['=', ':'])?;
        matches!(key.trim(), "name" | "title").then(|| value.trim().trim_matches(['"', '\'']).to_owned())
    });
    let (blocks, outside) = blocks(body, skipped, &mut brought.report);
    let mut question: Option<Block> = None;
    for block in blocks {
        if block.marker == Marker::Answer
            && let Some(question) = question.take()
        {
            pair(&question, Some(&block), &mut brought);
            continue;
        }
        if let Some(question) = question.take() {
            pair(&question, None, &mut brought);
        }
        let place = Place::Line(block.line);
        match block.marker {
            Marker::Question => question = Some(block),
            Marker::Answer => {
                brought.report.lose(Lost::Unreadable, &place, Some("an answer without a question"));
            }
            Marker::Cloze => cloze(&block, &mut brought),
            Marker::End => {}
        }
    }
    if let Some(question) = question {
        pair(&question, None, &mut brought);
    }
    notes::read(&outside, &mut brought);
    brought.cards.sort_by_key(|card| if let Place::Line(line) = card.place { line } else { 0 });
    brought
}

/// A question with its answer: two sides, or options that are ticked.
fn pair(question: &Block, answer: Option<&Block>, brought: &mut Brought) {
    let place = Place::Line(question.line);
    let told = answer.map_or("", |answer| answer.text.as_str());
    if question.text.len() + told.len() > LONGEST {
        return brought.report.lose(Lost::TooLong, &place, None);
    }
    let front = side(&question.text, &mut brought.report, &place);
    let back = side(told, &mut brought.report, &place);
    if let Some(card) = notes::choice(&front, &back, &place) {
        return brought.cards.push(card);
    }
    if front.is_empty() || back.is_empty() {
        let name = prose::unmarked(if front.is_empty() { &back } else { &front });
        return brought.report.lose(Lost::Unanswered, &place, Some(&name));
    }
    brought
        .cards
        .push(Card::new(Flip { front: Text::new(front), back: Text::new(back), reverse: false }, place));
}

fn cloze(block: &Block, brought: &mut Brought) {
    let place = Place::Line(block.line);
    if block.text.len() > LONGEST {
        return brought.report.lose(Lost::TooLong, &place, None);
    }
    let pieces = holes(&side(&block.text, &mut brought.report, &place));
    if pieces.iter().any(|piece| matches!(piece, Piece::Hole(_))) {
        brought.cards.push(Card::new(Cloze::new(Text::default(), pieces), place));
    } else {
        brought.report.lose(Lost::Unanswered, &place, Some("no hole"));
    }
}

/// What stands between two lines `---` at the top, what follows, and how many lines come before that.
fn front_matter(text: &str) -> (&str, &str, usize) {
    if let Some(rest) = text.strip_prefix("---\n")
        && let Some(end) = rest.find("\n---\n")
        && !rest[..end].lines().any(|line| mark(line).is_some())
    {
        return (&rest[..end], &rest[end + 5..], rest[..end].matches('\n').count() + 3);
    }
    ("", text, 0)
}

/// The blocks of a document, and the lines outside of them with their numbers.
fn blocks<'a>(text: &'a str, skipped: usize, report: &mut Report) -> (Vec<Block>, Vec<(usize, &'a str)>) {
    let lines: Vec<&str> = text.lines().collect();
    let fenced = fenced(&lines);
    let mut marks: Vec<Option<Mark<'_>>> =
        lines.iter().zip(&fenced).map(|(line, fenced)| if *fenced { None } else { mark(line) }).collect();
    for nth in mistaken(&marks, &lines) {
        marks[nth] = None;
        report.lose(Lost::Mark, &Place::Line(skipped + nth + 1), Some(lines[nth]));
    }
    let (mut blocks, mut outside): (Vec<Block>, Vec<_>) = (Vec::new(), Vec::new());
    let mut indent = None;
    for (nth, (line, mark)) in lines.iter().zip(marks).enumerate() {
        let number = skipped + nth + 1;
        if fenced[nth] && self::mark(line).is_some_and(|mark| mark.is_plain() && mark.marker != Marker::End) {
            report.lose(Lost::Mark, &Place::Line(number), Some(line));
        }
        let is_paragraph = nth > 0 && lines[nth - 1].trim().is_empty() && !fenced[nth];
        if indent.is_some() && is_paragraph && notes::is_pair(line) {
            report.lose(Lost::Mark, &Place::Line(number), Some(line));
        }
        if let Some(mark) = mark {
            indent = (mark.marker != Marker::End).then_some(mark.indent);
            blocks.push(Block { marker: mark.marker, line: number, text: mark.rest.to_owned() });
            continue;
        }
        match (blocks.last_mut(), indent) {
            (Some(block), Some(indent)) => {
                let blanks = line.len() - line.trim_start_matches(' ').len();
                block.text.push('\n');
                block.text.push_str(&line[blanks.min(indent)..]);
            }
            _ => outside.push((number, *line)),
        }
    }
    (blocks, outside)
}

/// The lines that look like marks and are none: an `A:` in a list below an answer, or a decorated `Q:` that nothing
/// answers. What stands at the beginning of its line is always meant.
fn mistaken(marks: &[Option<Mark<'_>>], lines: &[&str]) -> Vec<usize> {
    let all: Vec<(usize, &Mark<'_>)> =
        marks.iter().enumerate().filter_map(|(nth, mark)| Some((nth, mark.as_ref()?))).collect();
    let mut mistaken = Vec::new();
    let mut place = 0;
    while let Some((nth, mark)) = all.get(place) {
        place += 1;
        if mark.marker == Marker::Answer {
            mistaken.extend((!mark.is_plain()).then_some(*nth));
        }
        if mark.marker == Marker::Cloze && !mark.is_plain() && !mark.rest.contains('[') {
            mistaken.push(*nth);
        }
        if mark.marker != Marker::Question {
            continue;
        }
        // The answers up to the next question; one that is written as the question is goes before others.
        let ends = |(_, mark): &&(usize, &Mark<'_>)| matches!(mark.marker, Marker::Question | Marker::End);
        let own: Vec<_> = all[place..].iter().take_while(|one| !ends(one)).collect();
        let answers = own.iter().filter(|(_, one)| one.marker == Marker::Answer);
        let answer = answers
            .clone()
            .find(|(_, one)| one.style == mark.style && (one.indent == 0) == (mark.indent == 0))
            .or_else(|| answers.clone().next());
        if answer.is_none() && !mark.is_plain() && !has_ticks(lines, *nth) {
            mistaken.push(*nth);
        }
        let others = own.iter().filter(|(nth, _)| answer.is_none_or(|(answer, _)| answer != nth));
        for (nth, other) in others {
            let is_none = match other.marker {
                Marker::Answer => !other.is_plain(),
                _ => !other.is_plain() && !other.rest.contains('['),
            };
            mistaken.extend(is_none.then_some(*nth));
        }
        place += own.len();
    }
    mistaken
}

/// Whether the lines below a question are options to tick.
fn has_ticks(lines: &[&str], question: usize) -> bool {
    let below = lines[question + 1..].iter().map(|line| line.trim()).take_while(|line| !line.is_empty());
    below.take(20).any(|line| notes::tick(line).is_some())
}

/// One text, without its pictures.
fn side(text: &str, report: &mut Report, place: &Place) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find("![") {
        let Some((len, path)) = picture(&rest[at..]) else {
            out.push_str(&rest[..at + 2]);
            rest = &rest[at + 2..];
            continue;
        };
        out.push_str(&rest[..at]);
        report.lose(Lost::Image, place, Some(path.rsplit('/').next().unwrap_or(path)));
        rest = &rest[at + len..];
    }
    out.push_str(rest);
    prose::verbatim(out.trim())
}

/// The picture at the beginning of `text`: its length and its path.
fn picture(text: &str) -> Option<(usize, &str)> {
    // Looking no further than the next bracket keeps many openings without an end quick to look through.
    let close = 2 + text[2..].find(['[', ']', '\n'])?;
    let path = text[close..].strip_prefix("](")?;
    let near = &path[..path.floor_char_boundary(1000)];
    let end = near.find([')', '\n']).filter(|end| near[*end..].starts_with(')'))?;
    Some((close + 2 + end + 1, &near[..end]))
}

/// `[holes]` in a text, numbered as they come. Links keep their brackets.
fn holes(text: &str) -> Vec<Piece> {
    let (mut pieces, mut shown, mut number) = (Vec::new(), String::new(), 0);
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        if let Some(bracket) = rest.strip_prefix('\\').and_then(|rest| rest.chars().next())
            && matches!(bracket, '[' | ']')
        {
            shown.push_str(&rest[..2]);
            rest = &rest[2..];
            continue;
        }
        if c == '['
            && let Some(end) = rest[1..]
                .find(['[', ']', '\n'])
                .map(|end| end + 1)
                .filter(|end| rest[*end..].starts_with(']'))
            && !rest[end + 1..].starts_with('(')
            && !rest[1..end].trim().is_empty()
        {
            if !shown.is_empty() {
                pieces.push(Piece::Text(std::mem::take(&mut shown)));
            }
            number += 1;
            let answer = rest[1..end].trim().to_owned();
            pieces.push(Piece::Hole(Blank::new(number, vec![answer], None)));
            rest = &rest[end + 1..];
            continue;
        }
        shown.push(c);
        rest = &rest[c.len_utf8()..];
    }
    if !shown.is_empty() {
        pieces.push(Piece::Text(shown));
    }
    pieces
}
