//! Takes the text of a cloze apart: what is shown, and the holes in it.

use unicode_width::UnicodeWidthStr;

use crate::card::Hole;

/// A stretch of the text.
#[derive(Debug, Clone, PartialEq)]
pub enum Piece {
    /// What is shown.
    Text(String),
    /// What is asked.
    Hole(Blank),
}

/// A hole.
#[derive(Debug, Clone, PartialEq)]
pub struct Blank {
    /// Holes of one number are asked together.
    pub number: u32,
    /// What is right in it, first what is shown.
    pub answers: Vec<String>,
    /// Shown in it while it is empty.
    pub hint: Option<String>,
    /// Columns it takes in the author's text, braces included.
    pub width: usize,
    /// Whether it is in a fence.
    pub is_drawn: bool,
}

impl Piece {
    /// Bytes of what it shows when it is filled.
    pub(super) fn len(&self) -> usize {
        match self {
            Self::Text(text) => text.len(),
            Self::Hole(blank) => blank.answer().len(),
        }
    }
}

impl Blank {
    /// A hole in running text.
    pub fn new(number: u32, answers: Vec<String>, hint: Option<String>) -> Self {
        Self { number, answers, hint, width: 0, is_drawn: false }
    }

    /// What else is right in it.
    pub fn accept(&self) -> &[String] {
        self.answers.get(1..).unwrap_or_default()
    }

    /// The answer that is shown.
    pub fn answer(&self) -> &str {
        self.answers.first().map_or("", String::as_str)
    }
}

/// The holes among `pieces`.
pub(super) fn blanks_mut(pieces: &mut [Piece]) -> impl Iterator<Item = &mut Blank> {
    pieces.iter_mut().filter_map(|piece| match piece {
        Piece::Hole(blank) => Some(blank),
        Piece::Text(_) => None,
    })
}

/// What is wrong, and what to do.
type Complaint = (&'static str, &'static str);

/// At most this many holes: a mark for each is one private character.
const MOST_HOLES: usize = 200;

const OPEN: &str = "{{";
const CLOSE: &str = "}}";
/// What makes braces of the braces behind it.
const ESCAPE: char = '\\';

/// The pieces of `text`, with at least one hole among them.
pub(super) fn read(text: &str) -> Result<Vec<Piece>, Complaint> {
    // The marks that stand for holes are private to this program.
    let text = text.replace(|c| Hole::index(c).is_some(), "\u{fffd}");
    let (mut pieces, mut shown, mut fence) = (Vec::new(), String::new(), Fence::default());
    let mut rest = text.as_str();
    let mut holes = 0;
    while !rest.is_empty() {
        if let Some((meant, length)) = escaped(rest) {
            shown.push_str(&meant);
            rest = &rest[length..];
        } else if let Some(inside) = rest.strip_prefix(OPEN) {
            let close = inside.find(CLOSE).ok_or((
                "a hole is opened by `{{` and never closed",
                "close it with `}}`: `{{67}}` or `{{67|hint}}`; where braces are meant, write `\\{{`",
            ))?;
            holes += 1;
            fence.pass(&shown);
            pieces.push(Piece::Text(std::mem::take(&mut shown)));
            pieces.push(Piece::Hole(blank(&inside[..close], holes, fence.is_open)?));
            rest = &inside[close + CLOSE.len()..];
        } else {
            // As far as nothing begins that may mean something; at least one character.
            let next = rest.char_indices().skip(1).find(|(_, c)| [ESCAPE, '{', '}'].contains(c));
            let (before, after) = rest.split_at(next.map_or(rest.len(), |(at, _)| at));
            shown.push_str(before);
            rest = after;
        }
    }
    if holes == 0 {
        return Err(("this cloze has no hole", "put what is asked between double braces: `{{67}}`"));
    }
    if holes as usize > MOST_HOLES {
        return Err(("this cloze has too many holes", "make several cards of it"));
    }
    pieces.push(Piece::Text(shown));
    Ok(pieces)
}

/// What the backslashes at the beginning of `text` make with the braces behind them, and how long that is written:
/// `\{{` and `\{\{` are two braces. Two backslashes are two, and a hole may follow.
fn escaped(text: &str) -> Option<(String, usize)> {
    let count = text.len() - text.trim_start_matches(ESCAPE).len();
    let braces = [(OPEN, OPEN), (OPEN, r"{\{"), (CLOSE, CLOSE), (CLOSE, r"}\}")];
    let braces = braces.iter().find(|(_, written)| text[count..].starts_with(written));
    match braces.filter(|_| count % 2 == 1) {
        Some((braces, written)) => Some((format!("{}{braces}", &text[..count - 1]), count + written.len())),
        None => (count > 0).then(|| (text[..count].to_owned(), count)),
    }
}

/// Whether the text so far has opened a fence and not closed it.
#[derive(Debug, Default)]
struct Fence {
    is_open: bool,
    /// What opened it.
    mark: String,
    /// The line that is not over.
    line: String,
}

impl Fence {
    /// Goes on to the end of `text`.
    fn pass(&mut self, text: &str) {
        for part in text.split_inclusive('\n') {
            self.line.push_str(part);
            if part.ends_with('\n') {
                let line = std::mem::take(&mut self.line);
                self.end(line.trim());
            }
        }
    }

    fn end(&mut self, line: &str) {
        let mark = ['`', '~'].into_iter().find(|mark| line.starts_with(*mark));
        let Some(mark) = mark else { return };
        let ticks = &line[..line.len() - line.trim_start_matches(mark).len()];
        if ticks.len() < 3 {
        } else if !self.is_open {
            (self.is_open, self.mark) = (true, ticks.to_owned());
        } else if ticks == line && ticks.starts_with(&self.mark) {
            self.is_open = false;
        }
    }
}

fn blank(inside: &str, place: u32, is_drawn: bool) -> Result<Blank, Complaint> {
    let width = inside.width() + OPEN.len() + CLOSE.len();
    // Anki writes `c1::answer::hint`; ours is `answer|hint`.
    let anki = inside
        .strip_prefix('c')
        .and_then(|rest| rest.split_once("::"))
        .and_then(|(number, rest)| Some((number.parse::<u32>().ok()?, rest)));
    let (number, (answer, hint)) = match anki {
        Some((number, rest)) => (number, rest.split_once("::").map_or((rest, None), |(a, h)| (a, Some(h)))),
        None => (place, inside.split_once('|').map_or((inside, None), |(a, h)| (a, Some(h)))),
    };
    if answer.trim().is_empty() {
        return Err(("a hole is empty", "write the answer between the braces: `{{67}}`"));
    }
    let hint = hint.map(str::trim).filter(|hint| !hint.is_empty()).map(str::to_owned);
    Ok(Blank { number, answers: vec![answer.trim().to_owned()], hint, width, is_drawn })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The text with each hole as `[answer]`, and in a drawing as `<answer>`.
    fn shown(text: &str) -> String {
        let pieces = read(text).unwrap().into_iter().map(|piece| match piece {
            Piece::Text(text) => text,
            Piece::Hole(blank) if blank.is_drawn => format!("<{}>", blank.answer()),
            Piece::Hole(blank) => format!("[{}]", blank.answer()),
        });
        pieces.collect()
    }

    #[test]
    fn a_backslash_makes_braces_of_braces() {
        for (written, meant) in [
            (r"\{{ var }} is {{x}}", "{{ var }} is [x]"),
            (r"\{\{ var \}\} is {{x}}", "{{ var }} is [x]"),
            ("```\n\\{{ .Values.image \\}}\n```\n{{x}}", "```\n{{ .Values.image }}\n```\n[x]"),
            (r"C:\\{{x}}", r"C:\\[x]"),
            (r"\\\{{ y {{x}}", r"\\{{ y [x]"),
            (r"\{ one \} \\ {{x}} }}", r"\{ one \} \\ [x] }}"),
            (r"{{C:\}}", r"[C:\]"),
            (r"\textbf{a} {{x}}", r"\textbf{a} [x]"),
        ] {
            assert_eq!(shown(written), meant, "{written}");
        }
        assert!(read(r"\{{ x }}").is_err(), "that is no hole");
    }

    #[test]
    fn a_hole_in_a_fence_is_drawn() {
        assert_eq!(shown("{{a}}\n```\n| {{b}} | {{c}}\n```\n{{d}}"), "[a]\n```\n| <b> | <c>\n```\n[d]");
        assert_eq!(shown("~~~ text\n{{a}}\n```\n{{b}}\n~~~\n{{c}}"), "~~~ text\n<a>\n```\n<b>\n~~~\n[c]");
    }
}
