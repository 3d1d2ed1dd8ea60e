//! Aiken: a question, lettered options, and the letter of the right one.

use super::card::{Asks, Card, Options};
use super::report::{Lost, Place, Report};
use super::{Brought, Format, LONGEST, prose, simpler};

pub(super) const AIKEN: Format = Format {
    name: "aiken",
    endings: &["aiken"],
    about: "A question, options with a capital letter and `.` or `)`, and `ANSWER:` with the letter of the right one, as \
Moodle and many teachers write it. Several letters make a choice of all that apply, `True` and `False` a statement. \
Other kinds of card cannot be written in it.",
    example: "Which message begins the exchange?\nA. DHCPDISCOVER\nB. DHCPOFFER\nC. DHCPREQUEST\nANSWER: A\n\n\
A client asks by broadcast.\nA) True\nB) False\nANSWER: A\n",
    holds: 2,
    says: &[],
    is_like: |text| {
        let lines = || text.lines().take(400);
        lines().any(|line| option(line).is_some()) && lines().any(|line| answer(line).is_some())
    },
    read: |text, _| read(text),
    write: Some(write),
};

/// What has been read of a question.
#[derive(Default)]
struct Open {
    line: usize,
    question: Vec<String>,
    options: Vec<(char, String)>,
    size: usize,
    /// Whether the last line was empty.
    is_paused: bool,
}

fn read(text: &str) -> Brought {
    let mut brought = Brought::default();
    let mut open = Open::default();
    for (line, number) in text.lines().zip(1..) {
        let line = line.trim();
        if line.is_empty() {
            open.is_paused = true;
            continue;
        }
        let is_option = option(line).is_some() && !open.question.is_empty();
        let begins = open.is_paused && !open.options.is_empty() && !is_option && answer(line).is_none();
        if begins {
            // The question before it ended without an answer; this one shall not suffer for it.
            unanswered(&std::mem::take(&mut open), &mut brought.report);
        }
        if open.line == 0 {
            open.line = number;
        }
        open.is_paused = false;
        open.size += line.len();
        if let Some(letters) = answer(line) {
            finish(&std::mem::take(&mut open), &letters, &mut brought);
        } else if open.size > LONGEST {
            // It is too long already, and only its end is still looked for.
        } else if let Some((letter, text)) = option(line).filter(|_| is_option) {
            open.options.push((letter, text.to_owned()));
        } else if let Some((_, last)) = open.options.last_mut() {
            last.push('\n');
            last.push_str(line);
        } else {
            open.question.push(line.to_owned());
        }
    }
    if open.line > 0 {
        unanswered(&open, &mut brought.report);
    }
    brought
}

fn unanswered(open: &Open, report: &mut Report) {
    let lost = if open.size > LONGEST { Lost::TooLong } else { Lost::Unanswered };
    report.lose(lost, &Place::Line(open.line), open.question.first().map(String::as_str));
}

/// `A.` or `A)` and what follows it.
fn option(line: &str) -> Option<(char, &str)> {
    let letter = line.chars().next().filter(char::is_ascii_uppercase)?;
    let text = line[1..].strip_prefix(['.', ')'])?;
    (text.starts_with(' ') || text.starts_with('\t')).then(|| (letter, text.trim()))
}

/// The letters after `ANSWER:`.
fn answer(line: &str) -> Option<Vec<char>> {
    let letters = line.trim().strip_prefix("ANSWER:")?;
    let letters = letters.split([',', ' ', ';', '\t']).filter(|letter| !letter.is_empty());
    letters.map(|letter| letter.strip_suffix(['.', ')']).unwrap_or(letter).parse().ok()).collect()
}

fn finish(open: &Open, letters: &[char], brought: &mut Brought) {
    let place = Place::Line(open.line);
    if open.size > LONGEST {
        return brought.report.lose(Lost::TooLong, &place, None);
    }
    let question = prose::literal(&open.question.join("\n"));
    let of = |is_right: bool| {
        let options = open.options.iter().filter(move |(letter, _)| letters.contains(letter) == is_right);
        options.map(|(_, text)| prose::literal(text)).collect::<Vec<_>>()
    };
    let (right, wrong) = (of(true), of(false));
    let name = open.question.first().map(String::as_str);
    if letters.is_empty() || right.len() != letters.len() || question.is_empty() {
        return brought.report.lose(Lost::Unanswered, &place, name);
    }
    if let ([right], [wrong]) = (right.as_slice(), wrong.as_slice())
        && let Some(holds) = simpler::truth(right).filter(|holds| simpler::truth(wrong) == Some(!holds))
    {
        return brought.cards.push(Card::new(Asks::Truth { statement: question, holds }, place));
    }
    let last = open.options.last().map(|(_, text)| prose::literal(text));
    let options = Options::new(question, right, wrong.into_iter().map(|text| (text, None)).collect(), last);
    brought.cards.push(Card::new(Asks::Choice(options), place));
}

fn write(cards: &[&Card], report: &mut Report) -> String {
    let mut out = String::new();
    for card in cards {
        let (question, options) = match &card.asks {
            Asks::Choice(options) if options.wrong.len() + options.right.len() <= 26 => {
                (&options.question, options.arranged())
            }
            Asks::Truth { statement, holds } => {
                (statement, vec![("True", *holds, None), ("False", !*holds, None)])
            }
            _ => {
                report.lose(Lost::Kind, &card.place, Some(card.kind()));
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
    out
}

/// A text without marks and lines: Aiken has neither.
fn one_line(markdown: &str) -> String {
    prose::unmarked(markdown).split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bad_record_costs_no_neighbour() {
        let brought = read(
            "One?\nA. a\nB. b\n\nTwo?\nA) a\nB) b\n   more\nANSWER: B\nThree?\nANSWER: A\nFour?\nA. x\nB. y\nANSWER: C\nANSWER: A\nFive?",
        );
        let [Card { asks: Asks::Choice(options), .. }] = brought.cards.as_slice() else {
            panic!("{brought:?}")
        };
        assert_eq!(options.question, "Two?");
        assert_eq!(options.right, ["b\\\nmore"]);
        assert_eq!(brought.report.count(Lost::Unanswered), 5);
    }

    #[test]
    fn letters_make_choices_and_true_and_false_a_statement() {
        let brought = read(
            "Which?\nA. one\nB. two\nC. All of the above\nANSWER: A, C\n\nSo?\nA. False\nB. True\nANSWER: A",
        );
        let Asks::Choice(options) = &brought.cards[0].asks else { panic!() };
        assert!(options.many && options.last.as_deref() == Some("All of the above"));
        assert_eq!(brought.cards[1].asks, Asks::Truth { statement: "So?".into(), holds: false });
    }
}
