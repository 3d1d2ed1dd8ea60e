//! Questions and answers in a Markdown document, as hashcards has them.

mod marks;
mod notes;
mod reader;

#[cfg(test)]
mod tests;

use self::marks::{Marker, fenced, mark, unclosed, unmarked};
use super::card::Card;
use super::report::Report;
use super::{Format, Reader, cloze, simpler};
use crate::card::Body;
use crate::card::kinds::Piece;

pub(super) const MARKDOWN: Format = Format {
    name: "markdown",
    endings: &["md", "markdown"],
    about: "A document with `Q:` and `A:` before question and answer, or `C:` before a text whose `[holes]` are asked, as \
hashcards has it; blanks, bullets and bold around these marks are passed over. A text goes on until the next of these, and a line \
`---` ends it. `\\[` is a bracket and no hole. A task list below a question makes a choice of what is ticked (`- [x] 22`, `- [ ] \
23`), and a line `term:: meaning` a card with two sides, `term::: meaning` one that is asked both ways, as in Obsidian. \
`name = \"…\"` between two lines `---` at the top is the title of the deck.",
    example: "Q: What does DHCP hand out,\nand for how long?\nA: Addresses, for the time of a *lease*.\n\n---\n\n\
C: The server hears on UDP [67], the client on UDP [68].\n",
    read: Some(Reader {
        holds: 2,
        says: &[],
        fits: |content| recognises(content.text()),
        read: |content, _| reader::read(content.text()),
    }),
    write: Some(write),
};

fn recognises(text: &str) -> bool {
    let lines = text.lines().take(400);
    let marks = lines.clone().filter_map(|line| Some((line, mark(line)?.marker)));
    // A cloze deletion without a hole is none.
    let marks = marks.filter(|(line, marker)| *marker != Marker::Cloze || line.contains('['));
    let marks: Vec<Marker> = marks.map(|(_, marker)| marker).collect();
    let ticks: Vec<bool> = lines.filter_map(|line| Some(notes::tick(line)?.0)).collect();
    marks.contains(&Marker::Question) && marks.contains(&Marker::Answer)
        || marks.contains(&Marker::Cloze)
        || ticks.contains(&true) && ticks.contains(&false)
}

fn write(cards: &[&Card], report: &mut Report) -> Vec<u8> {
    let mut out = String::new();
    for card in cards {
        let is_both_ways = matches!(&card.body, Body::Flip(flip) if flip.reverse);
        let keys = [
            ("reverse", is_both_ways),
            ("accept", matches!(&card.body, Body::Cloze(card) if cloze::has_more(&card.pieces))),
            ("explain", card.explain.is_some()),
            ("hint", card.hint.is_some()),
            ("tags", !card.tags.is_empty()),
        ];
        simpler::drop_keys(card, &keys, report);
        if !out.is_empty() {
            out.push_str("\n---\n\n");
        }
        report.cards += 1;
        if let Body::Cloze(cloze) = &card.body
            && let Some(text) = bracketed(&cloze.pieces)
        {
            let question = cloze.question.as_str();
            let above = if question.is_empty() { String::new() } else { format!("{question}\n\n") };
            out.push_str(&format!("C: {}\n", guarded(&(above + &text))));
            continue;
        }
        if !matches!(card.body, Body::Flip(_)) {
            simpler::change(card, report);
        }
        let (front, back) = simpler::two_sides(card);
        out.push_str(&format!("Q: {}\nA: {}\n", guarded(&front), guarded(&back)));
    }
    out.into_bytes()
}

/// The text with its holes in brackets. `None` where several are asked together, hint at themselves, or hold brackets.
fn bracketed(pieces: &[Piece]) -> Option<String> {
    let (mut out, mut next) = (String::new(), 1);
    for piece in pieces {
        match piece {
            Piece::Text(text) if text.replace("\\[", "").contains('[') => return None,
            Piece::Text(text) => out.push_str(text),
            Piece::Hole(blank)
                if blank.hint.is_none()
                    && blank.number == next
                    && !blank.answer().contains(['[', ']', '\n']) =>
            {
                out.push_str(&format!("[{}]", blank.answer()));
                next += 1;
            }
            Piece::Hole(_) => return None,
        }
    }
    // What follows a bracket would make a link of it.
    (!out.contains("](")).then_some(out)
}

/// `text` whose lines are not taken for marks, and whose code ends where it does.
fn guarded(text: &str) -> String {
    let mut lines: Vec<&str> = text.split('\n').collect();
    let fence = unclosed(&lines);
    lines.extend(fence.as_deref());
    let fenced = fenced(&lines);
    let lines = lines.iter().enumerate().map(|(nth, line)| {
        let guarded = if nth == 0 || fenced[nth] { None } else { unmarked(line) };
        guarded.unwrap_or_else(|| (*line).to_owned())
    });
    lines.collect::<Vec<_>>().join("\n")
}
