//! From Aiken to cards: paragraph by paragraph, so that what stands between two questions joins neither unseen.

use crate::exchange::card::Card;
use crate::exchange::letters::{self, Named};
use crate::exchange::report::{Lost, Place};
use crate::exchange::{Brought, LONGEST, prose, simpler};

/// What has been read of a question.
#[derive(Default)]
struct Open {
    line: usize,
    question: Vec<String>,
    options: Vec<(char, String)>,
    size: usize,
}

/// Where a text between two questions begins, and what it says.
#[derive(Default)]
struct Between {
    line: usize,
    lines: Vec<String>,
}

/// A document on its way to questions.
#[derive(Default)]
struct Reader {
    brought: Brought,
    open: Open,
    /// Whether the last thing read is a right answer, so that what follows at once explains it.
    is_answered: bool,
}

/// Lines without an empty one between them, with the number of the first.
type Paragraph<'a> = (usize, Vec<&'a str>);

/// Reads all questions.
pub(super) fn read(text: &str) -> Brought {
    let mut reader = Reader::default();
    for (line, lines) in paragraphs(text) {
        reader.paragraph(line, &lines);
    }
    reader.give_up();
    reader.brought
}

fn paragraphs(text: &str) -> Vec<Paragraph<'_>> {
    let mut paragraphs: Vec<Paragraph<'_>> = Vec::new();
    let mut is_open = false;
    for (line, number) in text.lines().map(str::trim).zip(1..) {
        if line.is_empty() {
            is_open = false;
        } else if is_open && let Some((_, lines)) = paragraphs.last_mut() {
            lines.push(line);
        } else {
            paragraphs.push((number, vec![line]));
            is_open = true;
        }
    }
    paragraphs
}

impl Reader {
    fn paragraph(&mut self, line: usize, lines: &[&str]) {
        let has_answer = lines.iter().any(|line| answer(line).is_some());
        let has_options = lines.iter().any(|line| option(line, 'A').is_some());
        let continues = option(lines[0], self.next()).is_some() && !self.open.question.is_empty();
        if !has_answer
            && !continues
            && (!has_options || is_explanation(lines[0]))
            && self.open.options.is_empty()
        {
            return self.text(line, lines);
        }
        if !continues && answer(lines[0]).is_none() {
            // The question before it ended without an answer; this one shall not suffer for it.
            self.give_up();
        }
        let mut between = Between::default();
        for (number, line) in (line..).zip(lines) {
            self.line(number, line, &mut between);
        }
        if !between.lines.is_empty() {
            // A text right behind an answer explains it.
            self.explain(&between.lines.join("\n"));
        }
        // An empty line ends what explains.
        self.is_answered &= self.open.line == 0;
    }

    /// A paragraph that is no question: it explains the one before it, asks what options in the next one answer, or is
    /// passed over and told.
    fn text(&mut self, line: usize, lines: &[&str]) {
        if is_explanation(lines[0]) && self.open.line == 0 && !self.brought.cards.is_empty() {
            return self.explain(&lines.join("\n"));
        }
        self.give_up();
        self.is_answered = false;
        let size = lines.iter().map(|line| line.len()).sum();
        let question = lines.iter().map(|line| (*line).to_owned()).collect();
        self.open = Open { line, question, options: Vec::new(), size };
    }

    fn line(&mut self, number: usize, line: &str, between: &mut Between) {
        if let Some(said) = answer(line) {
            if !between.lines.is_empty() {
                self.open.line = between.line;
                self.open.question = std::mem::take(&mut between.lines);
            }
            if self.open.line == 0 {
                self.open.line = number;
            }
            return self.finish(said);
        }
        let is_option =
            option(line, self.next()).filter(|_| !self.open.question.is_empty() || !between.lines.is_empty());
        if let Some((letter, text)) = is_option.filter(|_| self.open.size <= LONGEST) {
            self.begin(between);
            self.open.size += line.len();
            return self.open.options.push((letter, text.to_owned()));
        }
        if self.is_answered && self.open.line == 0 {
            if between.lines.is_empty() {
                between.line = number;
            }
            return between.lines.push(line.to_owned());
        }
        if self.open.line == 0 {
            self.open.line = number;
        }
        self.open.size += line.len();
        if self.open.size > LONGEST {
            // It is too long already, and only its end is still looked for.
        } else if let Some((_, last)) = self.open.options.last_mut() {
            last.push('\n');
            last.push_str(line);
        } else {
            self.open.question.push(line.to_owned());
        }
    }

    /// The letter that the next option has.
    fn next(&self) -> char {
        self.open.options.last().map_or('A', |(letter, _)| char::from_u32(*letter as u32 + 1).unwrap_or('A'))
    }

    /// What stood behind an answer turns out to hold the next question: what explains goes before it.
    fn begin(&mut self, between: &mut Between) {
        if between.lines.is_empty() {
            return;
        }
        let Between { line, mut lines } = std::mem::take(between);
        let told = if is_explanation(&lines[0]) { lines.len() - 1 } else { 0 };
        let question = lines.split_off(told);
        if !lines.is_empty() {
            if lines.len() > 1 {
                self.brought.report.lose(Lost::Between, &Place::Line(line + 1), Some(&lines[1]));
            }
            self.explain(&lines.join("\n"));
        }
        let size = question.iter().map(String::len).sum();
        self.open = Open { line: line + told, question, options: Vec::new(), size };
    }

    /// Adds to what explains the last question; where that was left out, so is this.
    fn explain(&mut self, text: &str) {
        if let Some(card) = self.brought.cards.last_mut().filter(|_| text.len() <= LONGEST) {
            let text = prose::literal(without_word(text));
            let told = card.explain.take().map_or_else(String::new, |told| format!("{told}\n\n"));
            card.explain = Some(told + &text).filter(|told| !told.is_empty());
        }
    }

    /// Tells what was begun and has no answer.
    fn give_up(&mut self) {
        let open = std::mem::take(&mut self.open);
        if open.line == 0 {
            return;
        }
        let lost = match () {
            () if open.size > LONGEST => Lost::TooLong,
            () if open.options.is_empty() => Lost::Description,
            () => Lost::Unanswered,
        };
        self.brought.report.lose(lost, &Place::Line(open.line), open.question.first().map(String::as_str));
    }

    fn finish(&mut self, said: &str) {
        let open = std::mem::take(&mut self.open);
        let place = Place::Line(open.line);
        self.is_answered = false;
        if open.size > LONGEST {
            return self.brought.report.lose(Lost::TooLong, &place, None);
        }
        let question = prose::literal(&open.question.join("\n"));
        let name = open.question.first().map(String::as_str);
        let Some((places, rest)) = right(&open.options, said).filter(|_| !question.is_empty()) else {
            return self.brought.report.lose(Lost::Unanswered, &place, name);
        };
        let [right, wrong] = [true, false].map(|is_right| {
            let options = open.options.iter().enumerate().filter(|(nth, _)| places.contains(nth) == is_right);
            options.map(|(_, (_, text))| prose::literal(text)).collect::<Vec<_>>()
        });
        let last = open.options.last().map(|(_, text)| prose::literal(text));
        let body = simpler::truth_or_choice(&question, &right, wrong, last);
        self.brought.cards.push(Card::new(body, place));
        self.is_answered = true;
        if !rest.is_empty() {
            self.explain(&rest);
        }
    }
}

/// The places of the options that the words behind `ANSWER:` name, and what they say besides.
fn right(options: &[(char, String)], said: &str) -> Option<(Vec<usize>, String)> {
    let named = letters::by_letters(said).and_then(|Named { places, rest }| {
        let letters = places.into_iter().map(|letter| 'A' as usize + letter);
        let places = letters.map(|letter| options.iter().position(|(own, _)| *own as usize == letter));
        Some((places.collect::<Option<Vec<usize>>>()?, rest))
    });
    let is_said = |text: &str| text.trim().eq_ignore_ascii_case(said.trim());
    let by_text = options.iter().position(|(_, text)| is_said(text));
    match (named, by_text) {
        // `AC` among options of which one reads `AC`.
        (Some((places, _)), Some(other)) if places != [other] => None,
        (Some((places, rest)), _) => {
            let repeats =
                matches!(places.as_slice(), [one] if options[*one].1.trim().eq_ignore_ascii_case(&rest));
            Some((places, if repeats { String::new() } else { rest }))
        }
        (None, by_text) => by_text.map(|place| (vec![place], String::new())),
    }
}

/// An option and its letter in upper case: `A.`, `A)`, `a)` or `(a)`, and what follows. Small letters count as options
/// only where `next` is their turn, and so does what has no blank behind its mark.
pub(super) fn option(line: &str, next: char) -> Option<(char, &str)> {
    let inside = line.strip_prefix('(');
    let letter = inside.unwrap_or(line).chars().next().filter(char::is_ascii_alphabetic)?;
    let marks: &[char] = if inside.is_some() { &[')'] } else { &['.', ')'] };
    let text = inside.unwrap_or(line)[1..].strip_prefix(marks)?;
    let is_parted = text.starts_with([' ', '\t']);
    let is_next = letter.to_ascii_uppercase() == next;
    let counts = is_next && (is_parted || !text.is_empty()) || letter.is_ascii_uppercase() && is_parted;
    (counts && !text.trim().is_empty()).then(|| (letter.to_ascii_uppercase(), text.trim()))
}

/// What stands behind `ANSWER:`, in capitals or not.
pub(super) fn answer(line: &str) -> Option<&str> {
    let line = line.trim().trim_start_matches(['*', '_']);
    let (word, said) = line.split_once(':')?;
    let words: Vec<String> = word.split_whitespace().map(str::to_lowercase).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let is_answer = matches!(
        words.as_slice(),
        ["answer" | "answers" | "ans"] | ["correct" | "right", "answer" | "answers" | "option"]
    );
    is_answer.then(|| said.trim().trim_start_matches(['*', '_']).trim())
}

/// The words with which an explanation begins.
const EXPLAINING: [&str; 9] =
    ["explanation", "explain", "feedback", "rationale", "reason", "reasoning", "because", "note", "why"];

/// Whether a line says that it explains.
fn is_explanation(line: &str) -> bool {
    let word = line.trim_start_matches(['*', '_']).split(|c: char| !c.is_alphabetic()).next().unwrap_or("");
    let is_marked = line[line.len() - line.trim_start_matches(['*', '_']).len() + word.len()..]
        .trim_start_matches(['*', '_', ' '])
        .starts_with(':');
    EXPLAINING.contains(&word.to_lowercase().as_str()) && (is_marked || word.eq_ignore_ascii_case("because"))
}

/// An explanation without the word that says it is one.
fn without_word(text: &str) -> &str {
    if !is_explanation(text) {
        return text;
    }
    match text.split_once(':') {
        Some((word, said)) if word.len() < 20 => said.trim_start_matches(['*', '_']).trim_start(),
        _ => text,
    }
}
