//! Reads exam files.

mod clashes;
#[cfg(test)]
mod tests;

use std::ops::RangeInclusive;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::blueprint::{Exam, Form, Topic};
use super::keys::EXAM;
use crate::card::Text;
use crate::deck::{notes, syntax};
use crate::source::{
    Code, Diagnostic, Fields, FileId, Located, Severity, SourceFile, Span, Value, clean, keep_columns,
    suggestion, too_many_brackets,
};

/// What an exam file may hold at its top.
const TOP: [&str; 3] = ["exam", "form", "topic"];
/// Nobody sits longer, and nothing is drawn in vain for a slip of the pen.
pub(super) const MOST_QUESTIONS: i64 = 500;
/// A day.
pub(super) const MOST_MINUTES: i64 = 24 * 60;
/// The largest weight and the end of the longest scale.
pub(super) const LARGEST: i64 = 1_000_000;

/// Whether `text` is an exam file: it has an `[exam]` and no `[deck]`.
pub fn is_exam(text: &str) -> bool {
    has_table(text, "exam") && !has_table(text, "deck")
}

/// Whether a line of `text` is the header `[name]`.
fn has_table(text: &str, name: &str) -> bool {
    text.lines().any(|line| {
        let inside = line.trim_start().strip_prefix('[').map(str::trim_start);
        inside.and_then(|rest| rest.strip_prefix(name)).is_some_and(|rest| rest.trim_start().starts_with(']'))
    })
}

/// Reads an exam file. All findings come back in one run; with an error among them there is no exam.
pub fn read(file: &SourceFile) -> (Option<Exam>, Vec<Diagnostic>) {
    if let Some(finding) = too_many_brackets(FileId(0), &file.text) {
        return (None, vec![finding]);
    }
    let (root, errors) = DeTable::parse_recoverable(&file.text);
    if let Some(first) = errors.iter().min_by_key(|error| error.span().map_or(usize::MAX, |span| span.start))
    {
        return (None, vec![syntax(FileId(0), &file.text, first, 0)]);
    }
    let root = root.get_ref();
    let mut findings = unknown_tables(root);
    let exam = head(root, &mut findings);
    let forms = all(root, "form", &mut findings, form);
    let topics = all(root, "topic", &mut findings, topic);
    clashes::same_forms(&forms, &mut findings);
    clashes::overlapping(&topics, &mut findings);
    keep_columns(&file.text, findings.iter_mut());
    findings.sort_by_key(|finding| finding.span.range.start);
    let failed = findings.iter().any(|finding| finding.severity == Severity::Error);
    let exam = exam.filter(|_| !failed).map(|exam| Exam { forms, topics, ..exam });
    (exam, findings)
}

fn unknown_tables(root: &DeTable<'_>) -> Vec<Diagnostic> {
    let unknown = root.iter().filter(|(key, _)| !TOP.contains(&&**key.get_ref()));
    unknown.map(|(key, _)| unknown_table(&clean(key.get_ref()), Span::new(FileId(0), key.span()))).collect()
}

fn unknown_table(name: &str, span: Span) -> Diagnostic {
    let message = format!("an exam has no `{}` at its top", notes::shortened(name));
    let help = match suggestion(name, TOP.into_iter()) {
        _ if EXAM.iter().any(|key| key.name == name) => format!("write `{name}` under a line `[exam]`"),
        Some(help) => help,
        None => "an exam is made of `[exam]`, `[[form]]` and `[[topic]]`".to_owned(),
    };
    Diagnostic::error(Code::UNKNOWN_TABLE, span, message).help(help)
}

/// Reads `[exam]`; forms and topics are still empty.
fn head(root: &DeTable<'_>, findings: &mut Vec<Diagnostic>) -> Option<Exam> {
    let Some(value) = root.get("exam") else {
        findings.push(
            Diagnostic::error(Code::MISSING_TABLE, Span::default(), "this file has no `[exam]`")
                .help("begin the file with `[exam]`, `id = \"…\"`, `title = \"…\"` and `pass = …`"),
        );
        return None;
    };
    let span = Span::new(FileId(0), value.span());
    let DeValue::Table(table) = value.get_ref() else {
        findings.push(
            Diagnostic::error(Code::WRONG_TYPE, span, "`exam` should be a table")
                .help("begin the file with a line `[exam]`"),
        );
        return None;
    };
    let mut fields = Fields::new(table, span, "exam");
    let id = notes::id(&mut fields);
    if id == Ok(None) {
        missing(&mut fields, "id");
    }
    let title = fields.text_or_blank("title");
    let scale = scale(&mut fields);
    let pass = pass(&mut fields, scale);
    let note = fields.optional_text("note").map(|text| Text::new(text.value).plain()).unwrap_or_default();
    let (tags, without) = (tags(&mut fields), fields.optional_texts("without").unwrap_or_default());
    findings.extend(fields.finish(&[]));
    Some(Exam {
        id: id.ok()??.value,
        title: Text::new(title?.value).plain(),
        pass: pass?,
        scale: scale?,
        note,
        tags,
        without,
        forms: Vec::new(),
        topics: Vec::new(),
    })
}

/// The result that passes, which has to be on the `scale`.
fn pass(fields: &mut Fields<'_>, scale: Option<(u32, u32)>) -> Option<u32> {
    let pass = number(fields, "pass", 0..=LARGEST, "a whole number on the scale").ok()?;
    let Some(pass) = pass else {
        missing(fields, "pass");
        return None;
    };
    if let (Some((low, high)), Some(at)) = (scale, fields.peek("pass"))
        && !(low..=high).contains(&pass)
    {
        let message = format!("{pass} is not on the scale from {low} to {high}");
        fields.report(
            Diagnostic::error(Code::PASS_OFF_SCALE, at.span(), message)
                .help("write `scale = [lowest, highest]` with `pass` between them"),
        );
    }
    Some(pass)
}

/// The lowest and the highest result; 0 to 100 where none is written.
fn scale(fields: &mut Fields<'_>) -> Option<(u32, u32)> {
    let Some(value) = fields.value("scale") else { return Some((0, 100)) };
    let ends: Option<Vec<i64>> = value.list().and_then(|items| items.iter().map(Value::integer).collect());
    match ends.as_deref() {
        Some(&[low, high]) if (0..high).contains(&low) && high <= LARGEST => Some((low as u32, high as u32)),
        Some(_) => {
            fields.report(
                Diagnostic::error(Code::BAD_SCALE, value.span(), "this is no scale")
                    .help("write the lowest and the highest result: `scale = [100, 900]`"),
            );
            None
        }
        None => {
            fields.mistyped(&value, "scale", "a list of two whole numbers: `[100, 900]`");
            None
        }
    }
}

/// Reads every `[[sort]]`.
fn all<T>(
    root: &DeTable<'_>,
    sort: &'static str,
    findings: &mut Vec<Diagnostic>,
    read: impl Fn(&mut Fields<'_>) -> Option<T>,
) -> Vec<T> {
    let items: Vec<&Spanned<DeValue<'_>>> = match root.get(sort) {
        Some(value) => value.get_ref().as_array().map_or(vec![value], |items| items.iter().collect()),
        None => Vec::new(),
    };
    if items.is_empty() {
        let at = root.get("exam").map_or(0..0, Spanned::span);
        findings.push(
            Diagnostic::error(
                Code::MISSING_TABLE,
                Span::new(FileId(0), at),
                format!("this exam has no `[[{sort}]]`"),
            )
            .help("an exam has at least one form and one topic"),
        );
    }
    let mut found = Vec::new();
    for item in items {
        let span = Span::new(FileId(0), item.span());
        let DeValue::Table(table) = item.get_ref() else {
            findings.push(
                Diagnostic::error(Code::WRONG_TYPE, span, format!("`{sort}` should be a table"))
                    .help(format!("begin each {sort} with a line `[[{sort}]]`")),
            );
            continue;
        };
        let mut fields = Fields::new(table, span, sort);
        found.extend(read(&mut fields));
        findings.extend(fields.finish(&[]));
    }
    found
}

fn form(fields: &mut Fields<'_>) -> Option<Form> {
    let id = notes::id(fields);
    if id == Ok(None) {
        missing(fields, "id");
    }
    let questions = number(fields, "questions", 1..=MOST_QUESTIONS, "a form asks from 1 to 500 questions");
    if questions == Ok(None) {
        missing(fields, "questions");
    }
    let minutes = number(
        fields,
        "minutes",
        1..=MOST_MINUTES,
        "from 1 to 1440; leave `minutes` out for a form without a clock",
    );
    let most = questions.ok().flatten().map_or(MOST_QUESTIONS, i64::from);
    let help = "at most as many as the form has questions";
    let performance = number(fields, "performance", 0..=most, help);
    let many = number(fields, "many", 0..=most, help);
    let questions = questions.ok()?? as usize;
    Some(Form {
        id: id.ok()??.value,
        questions,
        minutes: minutes.ok()?,
        // Where nothing is written, the proportions of the usual exam of 90 questions: 5 and 11.
        performance: performance.ok()?.map_or((questions + 9) / 18, |number| number as usize),
        many: many.ok()?.map_or(questions * 11 / 90, |number| number as usize),
        at: fields.span(),
    })
}

fn topic(fields: &mut Fields<'_>) -> Option<Topic> {
    let tags = tags(fields);
    if tags.is_empty() && !fields.has("tag") && !fields.has("tags") {
        missing(fields, "tag");
    }
    let title = fields.optional_text("title").map(|text| Text::new(text.value).plain());
    let weight = number(
        fields,
        "weight",
        1..=LARGEST,
        "a weight is a whole number from 1; leave out a topic that is not asked",
    );
    if weight == Ok(None) {
        missing(fields, "weight");
    }
    let title = title.or_else(|| Some(tags.first()?.value.clone()))?;
    (!tags.is_empty()).then_some(Topic { title, tags, deck: None, weight: weight.ok()??, at: fields.span() })
}

/// `tag` and `tags` together.
fn tags(fields: &mut Fields<'_>) -> Vec<Located<String>> {
    let mut tags = fields.optional_texts("tag").unwrap_or_default();
    tags.extend(fields.optional_texts("tags").unwrap_or_default());
    tags
}

/// A whole number within `range`; `Err` when what is written is none.
fn number(
    fields: &mut Fields<'_>,
    key: &'static str,
    range: RangeInclusive<i64>,
    help: &str,
) -> Result<Option<u32>, ()> {
    let Some(number) = fields.integer(key) else {
        return if fields.has(key) { Err(()) } else { Ok(None) };
    };
    if range.contains(&number.value) {
        return u32::try_from(number.value).map(Some).map_err(|_| ());
    }
    let message = format!("`{key}` cannot be {}", number.value);
    fields.report(Diagnostic::error(Code::OUT_OF_RANGE, number.span, message).help(help));
    Err(())
}

fn missing(fields: &mut Fields<'_>, key: &str) {
    let message = format!("this has no `{key}`");
    fields.report(
        Diagnostic::error(Code::MISSING_KEY, fields.span(), message).help(format!("add `{key} = …`")),
    );
}
