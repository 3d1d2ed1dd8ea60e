//! Aiken: a question, lettered options, and the letter of the right one.

mod reader;

#[cfg(test)]
mod tests;

use self::reader::{answer, option};
use super::card::{Card, arranged};
use super::report::{Lost, Report};
use super::{Format, Reader, letters, prose, simpler};
use crate::card::kinds::Truth;
use crate::card::{Block, Body, Text};

pub(super) const AIKEN: Format = Format {
    name: "aiken",
    endings: &["aiken"],
    about: "A question, options with a letter and `.` or `)`, and `ANSWER:` with the letter of the right one, as Moodle and many \
teachers write it. Capitals are not asked for: `a)`, `(a)` and `Answer: b` are read as well. Several letters, as in `A, C`, \
`AC` or `A and C`, make a choice of all that apply, `True` and `False` a statement. What stands right behind the answer, or \
begins with a word such as `Explanation:`, becomes the explanation; any other text between two questions is left out and told. \
Other kinds of card cannot be written in it.",
    example: "Which message begins the exchange?\nA. DHCPDISCOVER\nB. DHCPOFFER\nC. DHCPREQUEST\nANSWER: A\n\n\
A client asks by broadcast.\nA) True\nB) False\nANSWER: A\n",
    read: Some(Reader {
        holds: 2,
        says: &[],
        fits: |content| recognises(content.text()),
        read: |content, _| reader::read(content.text()),
    }),
    write: Some(write),
};

fn recognises(text: &str) -> bool {
    let mut lines = text.lines().take(400);
    let is_answer = |line| answer(line).is_some_and(|said| letters::by_letters(said).is_some());
    lines.clone().any(|line| option(line.trim(), 'A').is_some()) && lines.any(is_answer)
}

fn write(cards: &[&Card], report: &mut Report) -> Vec<u8> {
    let mut out = String::new();
    for card in cards {
        let (question, options) = match &card.body {
            Body::Choice(choice) if choice.offered().len() + choice.right.len() <= 26 => {
                (choice.question.as_str(), arranged(choice))
            }
            Body::Truth(Truth { statement, holds }) => {
                (statement.as_str(), vec![("True", *holds, None), ("False", !*holds, None)])
            }
            _ => {
                report.lose(Lost::Kind, &card.place, Some(card.body.kind()));
                continue;
            }
        };
        let has_reasons = options.iter().any(|(_, _, why)| why.is_some());
        let keys = [
            ("explain", card.explain.is_some()),
            ("hint", card.hint.is_some()),
            ("why", has_reasons),
            ("tags", !card.tags.is_empty()),
        ];
        simpler::drop_keys(card, &keys, report);
        let mut texts = options.iter().map(|(text, _, _)| *text).chain([question]);
        if texts.clone().any(has_lines) {
            report.lose(Lost::Lines, &card.place, None);
        } else if texts.any(|text| prose::seen(text) != prose::seen(&prose::literal(&one_line(text)))) {
            report.lose(Lost::Marks, &card.place, None);
        }
        out.push_str(if out.is_empty() { "" } else { "\n" });
        out.push_str(&format!("{}\n", one_line(question)));
        let mut right = Vec::new();
        for ((text, is_right, _), letter) in options.iter().zip('A'..='Z') {
            out.push_str(&format!("{letter}. {}\n", one_line(text)));
            right.extend(is_right.then(|| letter.to_string()));
        }
        out.push_str(&format!("ANSWER: {}\n", right.join(", ")));
        report.cards += 1;
    }
    out.into_bytes()
}

/// Whether what `markdown` shows takes several lines by what it is.
fn has_lines(markdown: &str) -> bool {
    prose::unmarked(markdown).contains('\n')
        || Text::new(markdown).blocks().iter().any(|block| matches!(block, Block::Fenced(_)))
}

/// A text without marks and lines: Aiken has neither.
fn one_line(markdown: &str) -> String {
    prose::unmarked(markdown).split_whitespace().collect::<Vec<_>>().join(" ")
}
