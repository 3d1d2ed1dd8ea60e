//! Takes GIFT apart: records between empty lines, and in a record its title, format, text and answers.

use super::super::LONGEST;
use super::escape::{hidden, revealed};

/// One record, still with its escapes.
#[derive(Debug, Default)]
pub(super) struct Record {
    /// Its first line, from 1.
    pub(super) line: usize,
    /// Without comments; cut where it is too long.
    pub(super) text: String,
    /// What its comments say in brackets: `[tag:dns]`.
    pub(super) tags: Vec<String>,
    /// Whether it was too long to be a question.
    pub(super) is_cut: bool,
}

/// A record or a line that begins a category.
#[derive(Debug)]
pub(super) enum Entry {
    /// The path of a category.
    Category(String),
    /// A question, or what stands for one.
    Record(Record),
}

/// The entries of `text`.
pub(super) fn entries(text: &str) -> Vec<Entry> {
    let mut entries = Vec::new();
    let mut open = Record::default();
    for (line, number) in text.lines().zip(1..) {
        let start = line.trim();
        if let Some(category) = start.strip_prefix("$CATEGORY:") {
            finish(&mut open, &mut entries);
            entries.push(Entry::Category(category.trim().to_owned()));
        } else if start.is_empty() {
            finish(&mut open, &mut entries);
        } else if let Some(comment) = start.strip_prefix("//") {
            let tags = comment.split("[tag:").skip(1).take(50).filter_map(|rest| rest.split_once(']'));
            open.tags.extend(tags.map(|(tag, _)| tag.trim().to_owned()));
        } else {
            if open.text.is_empty() {
                open.line = number;
            } else {
                open.text.push('\n');
            }
            if open.text.len() + line.len() > LONGEST {
                open.is_cut = true;
            } else {
                open.text.push_str(line);
            }
        }
    }
    finish(&mut open, &mut entries);
    entries
}

fn finish(open: &mut Record, entries: &mut Vec<Entry>) {
    if open.line > 0 {
        entries.push(Entry::Record(std::mem::take(open)));
    } else {
        open.tags.clear();
    }
}

/// How the texts of a record are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Markup {
    /// Moodle's own: HTML, with the line breaks as they are.
    Moodle,
    Html,
    Markdown,
    Plain,
}

/// A record taken apart; escaped characters are still hidden.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Pieces {
    pub(super) title: Option<String>,
    pub(super) markup: Markup,
    /// The question before the braces.
    pub(super) before: String,
    /// What stands between the braces; `None` where there are none.
    pub(super) answers: Option<String>,
    /// The question after the braces.
    pub(super) after: String,
    /// What is told to everybody.
    pub(super) feedback: Option<String>,
}

/// Takes a record apart, or says what is wrong with it.
pub(super) fn pieces(text: &str) -> Result<Pieces, &'static str> {
    let text = hidden(text);
    let mut rest = text.trim();
    let mut title = None;
    if let Some(after) = rest.strip_prefix("::")
        && let Some((written, after)) = after.split_once("::")
    {
        title = Some(revealed(written.trim()));
        rest = after.trim_start();
    }
    let (markup, rest) = markup(rest, Markup::Moodle);
    let Some((before, inside)) = rest.split_once('{') else {
        let before = rest.trim().to_owned();
        return Ok(Pieces { title, markup, before, answers: None, after: String::new(), feedback: None });
    };
    let (inside, after) = inside.split_once('}').ok_or("a `{` is never closed")?;
    if after.contains('{') {
        return Err("it has several gaps");
    }
    if inside.contains('{') {
        return Err("a `{` stands inside of another one");
    }
    let (answers, feedback) = match inside.split_once("####") {
        Some((answers, feedback)) => (answers, Some(feedback.trim().to_owned())),
        None => (inside, None),
    };
    Ok(Pieces {
        title,
        markup,
        before: before.trim_start().to_owned(),
        answers: Some(answers.trim().to_owned()),
        after: after.trim_end().to_owned(),
        feedback: feedback.filter(|feedback| !feedback.is_empty()),
    })
}

/// The format that `text` says it has, or `usual`; and the text.
pub(super) fn markup(text: &str, usual: Markup) -> (Markup, &str) {
    let text = text.trim_start();
    for (name, markup) in [
        ("[html]", Markup::Html),
        ("[markdown]", Markup::Markdown),
        ("[plain]", Markup::Plain),
        ("[moodle]", Markup::Moodle),
    ] {
        if let Some(rest) = text.strip_prefix(name) {
            return (markup, rest);
        }
    }
    (usual, text)
}

/// One answer.
#[derive(Debug, PartialEq)]
pub(super) struct Answer {
    /// Whether `=` stands before it, and not `~`.
    pub(super) is_right: bool,
    /// Its share of the points in percent, if it is given.
    pub(super) percent: Option<f64>,
    pub(super) text: String,
    pub(super) feedback: Option<String>,
}

impl Answer {
    /// Whether it is right: marked so, or with all points; where no answer `has_full` points, with some.
    pub(super) fn is_right_where(&self, has_full: bool) -> bool {
        if has_full {
            self.is_right && self.percent.is_none_or(|percent| percent >= 100.0)
                || self.percent == Some(100.0)
        } else {
            self.percent.is_some_and(|percent| percent > 0.0)
        }
    }
}

/// The answers of a record; what stands before the first `=` or `~` is no answer.
pub(super) fn answers(inside: &str) -> Vec<Answer> {
    let mut answers = Vec::new();
    let starts: Vec<usize> = inside.match_indices(['=', '~']).map(|(at, _)| at).collect();
    for (nth, &at) in starts.iter().enumerate() {
        let end = starts.get(nth + 1).copied().unwrap_or(inside.len());
        let is_right = inside[at..].starts_with('=');
        let mut text = inside[at + 1..end].trim();
        let mut percent = None;
        if let Some((number, rest)) = text.strip_prefix('%').and_then(|rest| rest.split_once('%'))
            && let Ok(number) = number.trim().parse::<f64>()
        {
            percent = Some(number);
            text = rest.trim();
        }
        let (text, feedback) =
            text.split_once('#').map_or((text, None), |(text, told)| (text.trim(), Some(told)));
        let feedback = feedback.map(|told| told.trim().to_owned()).filter(|told| !told.is_empty());
        if !text.is_empty() || feedback.is_some() {
            answers.push(Answer { is_right, percent, text: text.to_owned(), feedback });
        }
    }
    answers
}
