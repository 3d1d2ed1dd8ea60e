//! Questions and answers in a Markdown document, as hashcards has them.

use super::card::{Asks, Card};
use super::cloze::{Hole, Part};
use super::report::{Lost, Place, Report};
use super::{Brought, Format, LONGEST, prose, simpler};

pub(super) const MARKDOWN: Format = Format {
    name: "markdown",
    endings: &["md", "markdown"],
    about: "A document with `Q:` and `A:` before question and answer, or `C:` before a text whose `[holes]` are asked, as \
hashcards has it. A text goes on until the next of these, and a line `---` ends it. `\\[` is a bracket and no hole. \
`name = \"…\"` between two lines `---` at the top is the title of the deck.",
    example: "Q: What does DHCP hand out,\nand for how long?\nA: Addresses, for the time of a *lease*.\n\n---\n\n\
C: The server hears on UDP [67], the client on UDP [68].\n",
    holds: 2,
    says: &[],
    is_like: |text| {
        let has = |wanted, inside: &str| {
            text.lines().take(400).any(|line| marker(line) == Some(wanted) && line.contains(inside))
        };
        has(Marker::Question, "") && has(Marker::Answer, "") || has(Marker::Cloze, "[")
    },
    read: |text, _| read(text),
    write: Some(write),
};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Marker {
    Question,
    Answer,
    Cloze,
    End,
}

fn marker(line: &str) -> Option<Marker> {
    match line {
        _ if line.starts_with("Q:") => Some(Marker::Question),
        _ if line.starts_with("A:") => Some(Marker::Answer),
        _ if line.starts_with("C:") => Some(Marker::Cloze),
        _ if line.trim_end() == "---" => Some(Marker::End),
        _ => None,
    }
}

/// What stands under one marker.
struct Block {
    marker: Marker,
    line: usize,
    text: String,
}

fn read(text: &str) -> Brought {
    let mut brought = Brought::default();
    let (head, body, skipped) = front_matter(text);
    brought.title = head.lines().find_map(|line| {
        let (key, value) = line.split_once(['=', ':'])?;
        matches!(key.trim(), "name" | "title").then(|| value.trim().trim_matches(['"', '\'']).to_owned())
    });
    let mut question: Option<Block> = None;
    for block in blocks(body, skipped, &mut brought.report) {
        let place = Place::Line(block.line);
        if block.marker == Marker::Answer
            && let Some(question) = question.take()
        {
            let place = Place::Line(question.line);
            if question.text.len() + block.text.len() > LONGEST {
                brought.report.lose(Lost::TooLong, &place, None);
                continue;
            }
            let front = side(&question.text, &mut brought.report, &place);
            let back = side(&block.text, &mut brought.report, &place);
            if front.is_empty() || back.is_empty() {
                let name = prose::unmarked(if front.is_empty() { &back } else { &front });
                brought.report.lose(Lost::Unanswered, &place, Some(&name));
                continue;
            }
            brought.cards.push(Card::new(Asks::Flip { front, back, both_ways: false }, place));
            continue;
        }
        if let Some(question) = question.take() {
            brought.report.lose(Lost::Unanswered, &Place::Line(question.line), Some(&question.text));
        }
        match block.marker {
            Marker::Question => question = Some(block),
            Marker::Answer => {
                brought.report.lose(Lost::Unreadable, &place, Some("an answer without a question"));
            }
            Marker::Cloze if block.text.len() > LONGEST => brought.report.lose(Lost::TooLong, &place, None),
            Marker::Cloze => {
                let parts = holes(&side(&block.text, &mut brought.report, &place));
                if parts.iter().any(|part| matches!(part, Part::Hole(_))) {
                    brought.cards.push(Card::new(Asks::Cloze { question: String::new(), parts }, place));
                } else {
                    brought.report.lose(Lost::Unanswered, &place, Some("no hole"));
                }
            }
            Marker::End => {}
        }
    }
    if let Some(question) = question {
        brought.report.lose(Lost::Unanswered, &Place::Line(question.line), Some(&question.text));
    }
    brought
}

/// What stands between two lines `---` at the top, what follows, and how many lines come before that.
fn front_matter(text: &str) -> (&str, &str, usize) {
    if let Some(rest) = text.strip_prefix("---\n")
        && let Some(end) = rest.find("\n---\n")
        && !rest[..end].lines().any(|line| marker(line).is_some())
    {
        return (&rest[..end], &rest[end + 5..], rest[..end].matches('\n').count() + 3);
    }
    ("", text, 0)
}

fn blocks(text: &str, skipped: usize, report: &mut Report) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut open = false;
    for (line, number) in text.lines().zip(skipped + 1..) {
        if let Some(marker) = marker(line) {
            open = marker != Marker::End;
            let text = if open { line[2..].trim_start().to_owned() } else { String::new() };
            blocks.push(Block { marker, line: number, text });
            continue;
        }
        match blocks.last_mut().filter(|_| open) {
            Some(block) => {
                block.text.push('\n');
                // A space guards a line that would be taken for a marker.
                let guarded = line.strip_prefix(' ').filter(|rest| is_guarded(rest));
                block.text.push_str(guarded.unwrap_or(line));
            }
            None if line.trim().is_empty() => {}
            None => report.lose(Lost::Outside, &Place::Line(number), None),
        }
    }
    blocks
}

fn is_guarded(line: &str) -> bool {
    marker(line.trim_start_matches(' ')).is_some()
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
fn holes(text: &str) -> Vec<Part> {
    let (mut parts, mut shown, mut number) = (Vec::new(), String::new(), 0);
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
                parts.push(Part::Text(std::mem::take(&mut shown)));
            }
            number += 1;
            parts.push(Part::Hole(Hole { number, answer: rest[1..end].trim().to_owned(), hint: None }));
            rest = &rest[end + 1..];
            continue;
        }
        shown.push(c);
        rest = &rest[c.len_utf8()..];
    }
    if !shown.is_empty() {
        parts.push(Part::Text(shown));
    }
    parts
}

fn write(cards: &[&Card], report: &mut Report) -> String {
    let mut out = String::new();
    for card in cards {
        let is_both_ways = matches!(card.asks, Asks::Flip { both_ways: true, .. });
        let keys = [
            ("reverse", is_both_ways),
            ("explain", card.explain.is_some()),
            ("hint", card.hint.is_some()),
            ("tags", !card.tags.is_empty()),
        ];
        simpler::drop_keys(card, &keys, report);
        if !out.is_empty() {
            out.push_str("\n---\n\n");
        }
        report.cards += 1;
        if let Asks::Cloze { question, parts } = &card.asks
            && let Some(text) = bracketed(parts)
        {
            let above = if question.is_empty() { String::new() } else { format!("{question}\n\n") };
            out.push_str(&format!("C: {}\n", guarded(&(above + &text))));
            continue;
        }
        if !matches!(card.asks, Asks::Flip { .. }) {
            simpler::change(card, report);
        }
        let (front, back) = simpler::two_sides(card);
        out.push_str(&format!("Q: {}\nA: {}\n", guarded(&front), guarded(&back)));
    }
    out
}

/// The text with its holes in brackets. `None` where several are asked together, hint at themselves, or hold brackets.
fn bracketed(parts: &[Part]) -> Option<String> {
    let (mut out, mut next) = (String::new(), 1);
    for part in parts {
        match part {
            Part::Text(text) if text.replace("\\[", "").contains('[') => return None,
            Part::Text(text) => out.push_str(text),
            Part::Hole(Hole { number, answer, hint: None })
                if *number == next && !answer.contains(['[', ']', '\n']) =>
            {
                out.push_str(&format!("[{answer}]"));
                next += 1;
            }
            Part::Hole(_) => return None,
        }
    }
    // What follows a bracket would make a link of it.
    (!out.contains("](")).then_some(out)
}

/// `text` with a space before lines that would be taken for markers.
fn guarded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (nth, line) in text.split('\n').enumerate() {
        if nth > 0 {
            out.push('\n');
            out.push_str(if is_guarded(line) { " " } else { "" });
        }
        out.push_str(line);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_have_lines_and_end_at_the_next_marker() {
        let brought = read(
            "---\nname = \"Nets\"\n---\n# Title\n\nQ: a\n\nb\nA: c\n- d\n---\nnote\nC: [e] is [f](g) \\[h].\n",
        );
        assert_eq!(brought.title.as_deref(), Some("Nets"));
        let Asks::Flip { front, back, .. } = &brought.cards[0].asks else { panic!() };
        assert_eq!((front.as_str(), back.as_str()), ("a\n\nb", "c\n- d"));
        let Asks::Cloze { parts, .. } = &brought.cards[1].asks else { panic!() };
        assert_eq!(parts.len(), 2);
        assert_eq!(brought.cards[1].place, Place::Line(13));
        assert_eq!(brought.report.count(Lost::Outside), 2);
    }

    #[test]
    fn a_bad_record_costs_no_neighbour() {
        let brought = read("Q: one\nQ: two\nA: 2\nA: 3\nC: no hole\nC: [x] ![y](p/z.png)\nQ: last");
        assert_eq!(brought.cards.len(), 2);
        let losses = [Lost::Unanswered, Lost::Unreadable, Lost::Image].map(|lost| brought.report.count(lost));
        assert_eq!(losses, [3, 1, 1]);
    }
}
