//! Texts with holes, as Anki writes them: `{{c1::answer::hint}}`.

use super::prose;
use crate::card::kinds::{Blank, Piece};

/// Stands for a hole while the text around it is converted. Texts that hold it lose it.
pub(crate) const MARK: char = '\u{e000}';

/// `text` with a [`MARK`] for each hole, the holes, and how many were inside another one and became its text.
///
/// A hole that is never closed is text.
pub(crate) fn holes(text: &str) -> (String, Vec<Blank>, usize) {
    // For each open hole what its opening looked like and what it holds so far.
    let mut open: Vec<(&str, u32, String)> = Vec::new();
    let (mut out, mut holes, mut nested) = (String::new(), Vec::new(), 0);
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        if let Some((opening, number)) = opening(rest) {
            open.push((opening, number, String::new()));
            rest = &rest[opening.len()..];
            continue;
        }
        if rest.starts_with("}}")
            && let Some((_, number, inside)) = open.pop()
        {
            let (answer, hint) =
                inside.split_once("::").map_or((&*inside, None), |(answer, hint)| (answer, Some(hint)));
            match open.last_mut() {
                Some((_, _, outer)) => {
                    outer.push_str(answer);
                    nested += 1;
                }
                None => {
                    out.push(MARK);
                    let hint = hint.map(str::trim).filter(|hint| !hint.is_empty()).map(str::to_owned);
                    holes.push(Blank::new(number, vec![answer.trim().to_owned()], hint));
                }
            }
            rest = &rest[2..];
            continue;
        }
        if c != MARK {
            open.last_mut().map_or(&mut out, |(_, _, inside)| inside).push(c);
        }
        rest = &rest[c.len_utf8()..];
    }
    for (opening, _, inside) in open {
        out.push_str(opening);
        out.push_str(&inside);
    }
    (out, holes, nested)
}

/// The pieces of a text whose holes are marked.
pub(crate) fn parts(marked: &str, holes: Vec<Blank>) -> Vec<Piece> {
    let mut parts = Vec::new();
    let mut holes = holes.into_iter();
    for (nth, text) in marked.split(MARK).enumerate() {
        if nth > 0
            && let Some(hole) = holes.next()
        {
            parts.push(Piece::Hole(hole));
        }
        if !text.is_empty() {
            parts.push(Piece::Text(text.to_owned()));
        }
    }
    parts
}

/// The text with its holes as Anki writes them.
pub(super) fn numbered(parts: &[Piece]) -> String {
    with_holes(parts, |blank| {
        let (number, answer) = (blank.number, blank.answer());
        let hint = blank.hint.as_ref().map_or_else(String::new, |hint| format!("::{hint}"));
        format!("{{{{c{number}::{answer}{hint}}}}}")
    })
}

/// The text around the holes as the HTML that `html` makes of Markdown, and in them what is typed.
pub(crate) fn html(pieces: &[Piece], html: &mut dyn FnMut(&str) -> String) -> String {
    let holes = pieces.iter().filter_map(|piece| match piece {
        Piece::Hole(blank) => Some(blank),
        Piece::Text(_) => None,
    });
    let marked = html(&with_holes(pieces, |_| MARK.to_string()));
    let mut texts = marked.split(MARK).map(without_openings);
    let mut out = texts.next().unwrap_or_default();
    for (blank, text) in holes.zip(texts) {
        let hint = blank.hint.as_deref().map(|hint| sealed(&html(&prose::literal(hint))));
        let answer = sealed(&html(&prose::literal(blank.answer())));
        out.push_str(&numbered(&[Piece::Hole(Blank::new(blank.number, vec![answer], hint))]));
        out.push_str(&text);
    }
    out
}

/// The text, with what `shown` makes of each hole in its place.
pub(super) fn with_holes(parts: &[Piece], shown: impl Fn(&Blank) -> String) -> String {
    parts
        .iter()
        .map(|part| match part {
            Piece::Text(text) => text.clone(),
            Piece::Hole(blank) => shown(blank),
        })
        .collect()
}

/// Stands in HTML between two characters that would mean something side by side, and shows nothing.
const SEAL: &str = "<!-- -->";

/// HTML of an answer or a hint as it can stand in a hole: no `::` in it, and no `}}`.
pub(super) fn sealed(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut last = ' ';
    for c in html.chars() {
        if c == last && matches!(c, ':' | '{' | '}') {
            out.push_str(SEAL);
        }
        out.push(c);
        last = c;
    }
    if matches!(last, ':' | '}') {
        out.push_str(SEAL);
    }
    out
}

/// HTML in which nothing begins a hole.
pub(crate) fn without_openings(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find("{{c") {
        out.push_str(&rest[..=at]);
        rest = &rest[at + 1..];
        if opening(&html[html.len() - rest.len() - 1..]).is_some() {
            out.push_str(SEAL);
        }
    }
    out + rest
}

/// Whether a hole takes more than one answer.
pub(crate) fn has_more(parts: &[Piece]) -> bool {
    parts.iter().any(|part| matches!(part, Piece::Hole(hole) if !hole.accept().is_empty()))
}

/// The text with its holes filled.
pub(super) fn filled(parts: &[Piece]) -> String {
    with_holes(parts, |hole| hole.answer().to_owned())
}

/// `{{c12::` at the beginning of `text`, and its number.
fn opening(text: &str) -> Option<(&str, u32)> {
    let digits = text.strip_prefix("{{c")?;
    let end = digits.find(|c: char| !c.is_ascii_digit()).filter(|end| (1..=3).contains(end))?;
    digits[end..].starts_with("::").then_some(())?;
    Some((&text[..3 + end + 2], digits[..end].parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Vec<Piece>, usize) {
        let (marked, found, nested) = holes(text);
        (parts(&marked, found), nested)
    }

    #[test]
    fn holes_have_a_number_an_answer_and_perhaps_a_hint() {
        let (parts, _) = read("{{c2::Paris::a city}} lies in {{c1::France}}.");
        assert_eq!(numbered(&parts), "{{c2::Paris::a city}} lies in {{c1::France}}.");
        assert_eq!(filled(&parts), "Paris lies in France.");
    }

    #[test]
    fn a_hole_in_a_hole_is_its_text_and_an_open_one_is_text() {
        let (parts, nested) = read("{{c1::a {{c2::b::x}} c}}");
        assert_eq!((numbered(&parts).as_str(), nested), ("{{c1::a b c}}", 1));
        assert_eq!(read("{{c1::open").0, [Piece::Text("{{c1::open".into())]);
        assert_eq!(read("{{cx::}} }} {{c1}}").0, [Piece::Text("{{cx::}} }} {{c1}}".into())]);
    }
}
