//! A cursor over one TOML table that reports whatever is missing, mistyped or unknown.
//!
//! Reading goes on after a finding, so that one run reports them all. Whatever text it gives out is already
//! [`clean`]ed.

use std::collections::HashSet;

use toml::de::DeTable;

use super::value::{Row, Value};
use super::{Code, Diagnostic, Edit, Key, Located, Span, clean, nearest};

/// One table of a file while it is read.
#[derive(Debug)]
pub struct Fields<'a> {
    table: &'a DeTable<'a>,
    span: Span,
    what: &'static str,
    kind: Option<&'static str>,
    row: Row<'a>,
    asked: Vec<&'static str>,
    findings: Vec<Diagnostic>,
}

impl<'a> Fields<'a> {
    /// Reads `table`, which begins at `span`; `what` names it in messages: `card`.
    pub fn new(table: &'a DeTable<'a>, span: Span, what: &'static str) -> Self {
        Self { table, span, what, kind: None, row: Row::default(), asked: Vec::new(), findings: Vec::new() }
    }

    /// The same table as a template: every `{column}` in its texts stands for the cell of `row`.
    #[must_use]
    pub const fn with_row(mut self, row: Row<'a>) -> Self {
        self.row = row;
        self
    }

    /// Names the kind of card that the keys made it, for what is said about other keys.
    pub fn is_of_kind(&mut self, kind: &'static str) {
        self.kind = Some(kind);
    }

    /// Where the table begins.
    pub fn span(&self) -> Span {
        self.span.clone()
    }

    /// Whether the table has `key`, read or not.
    pub fn has(&self, key: &str) -> bool {
        self.table.contains_key(key)
    }

    /// The value of `key`, if it is there.
    pub fn value(&mut self, key: &'static str) -> Option<Value<'a>> {
        self.asked.push(key);
        self.peek(key)
    }

    /// The value of `key` where it is one that it takes; one that it does not take is reported.
    pub fn taken(&mut self, key: &Key) -> Option<Value<'a>> {
        let value = self.value(key.name)?;
        if key.takes.fits(&value) {
            return Some(value);
        }
        self.report(key.misfit(&value));
        None
    }

    /// The value of `key` without counting it as read.
    pub fn peek(&self, key: &str) -> Option<Value<'a>> {
        let value = self.table.get(key)?;
        Some(Value { value, file: self.span.file, row: self.row })
    }

    /// Where the value of `key` stands; the table itself where there is none.
    pub fn span_of(&self, key: &str) -> Span {
        self.peek(key).map_or_else(|| self.span(), |value| value.span())
    }

    /// A text that must be there and say something.
    pub fn text(&mut self, key: &'static str) -> Option<Located<String>> {
        let text = self.text_or_blank(key)?;
        if text.value.trim().is_empty() {
            self.report(
                Diagnostic::error(
                    Code::EMPTY_TEXT,
                    text.span,
                    format!("the `{key}` of this {} is empty", self.what),
                )
                .help("write something between the quotes"),
            );
            return None;
        }
        Some(text)
    }

    /// A text that must be there, and may be empty as far as the table is concerned.
    pub fn text_or_blank(&mut self, key: &'static str) -> Option<Located<String>> {
        self.required(key, Self::optional_text)
    }

    /// A text that may be there. A number counts as the text it is written as.
    pub fn optional_text(&mut self, key: &'static str) -> Option<Located<String>> {
        let value = self.value(key)?;
        self.text_of(&value, key)
    }

    /// A list of texts that must be there.
    pub fn texts(&mut self, key: &'static str) -> Option<Vec<Located<String>>> {
        self.required(key, Self::optional_texts)
    }

    /// A list of texts that may be there; a single text counts as a list of one.
    pub fn optional_texts(&mut self, key: &'static str) -> Option<Vec<Located<String>>> {
        let value = self.value(key)?;
        if let Some(text) = value.text() {
            return Some(vec![text]);
        }
        let Some(items) = value.list() else {
            self.mistyped(&value, key, "a list of texts");
            return None;
        };
        let texts: Vec<_> = items.iter().map(|item| self.text_of(item, key)).collect();
        texts.into_iter().collect()
    }

    /// A whole number that may be there.
    pub fn integer(&mut self, key: &'static str) -> Option<Located<i64>> {
        let value = self.value(key)?;
        let number = value.integer();
        if number.is_none() {
            self.mistyped(&value, key, "a whole number");
        }
        Some(Located { value: number?, span: value.span() })
    }

    /// A number, with or without decimals, that may be there.
    pub fn number(&mut self, key: &'static str) -> Option<f64> {
        let value = self.value(key)?;
        let number = value.number();
        if number.is_none() {
            self.mistyped(&value, key, "a number");
        }
        number
    }

    /// `true` or `false`; `false` where it is not written.
    pub fn flag(&mut self, key: &'static str) -> bool {
        let Some(value) = self.value(key) else { return false };
        if let Some(flag) = value.boolean() {
            return flag;
        }
        self.mistyped(&value, key, "`true` or `false`");
        false
    }

    /// The text of `value`, reported under `key` where it is none.
    pub fn text_of(&mut self, value: &Value<'_>, key: &str) -> Option<Located<String>> {
        let text = value.text();
        if text.is_none() {
            let finding = Self::wrong_type(value, key, "a text");
            self.report(if value.list().is_some() || value.table().is_some() {
                finding
            } else {
                let Span { file, range } = value.span();
                let [before, behind] = [range.start, range.end].map(|at| Span::new(file, at..at));
                finding.help("put it in quotes").fix(before, "\"").fix(behind, "\"")
            });
        }
        text
    }

    /// Reports that `value` is not what `key` takes.
    pub fn mistyped(&mut self, value: &Value<'_>, key: &str, wanted: &str) {
        self.report(Self::wrong_type(value, key, wanted));
    }

    /// The finding that `value` is not what `key` takes.
    pub fn wrong_type(value: &Value<'_>, key: &str, wanted: &str) -> Diagnostic {
        let message = format!("`{key}` is {}, but should be {wanted}", value.sort());
        Diagnostic::error(Code::WRONG_TYPE, value.span(), message)
    }

    /// Adds a finding.
    pub fn report(&mut self, finding: Diagnostic) {
        self.findings.push(finding);
    }

    /// Adds findings: those of a table inside this one, or one if there is one.
    pub fn report_all(&mut self, findings: impl IntoIterator<Item = Diagnostic>) {
        self.findings.extend(findings);
    }

    /// Whether anything read so far keeps the table from being used.
    pub fn failed(&self) -> bool {
        self.findings.iter().any(|finding| finding.severity == super::Severity::Error)
    }

    /// Reports the keys that nobody asked for and gives all findings. `others` are keys that belong to tables of
    /// another sort, with the name of that sort.
    pub fn finish(mut self, others: &[(&'static str, &str)]) -> Vec<Diagnostic> {
        // A card of no known kind may have been meant to be of any.
        let is_open = self.kind.is_none() && !others.is_empty();
        // Made only where it is needed: nearly all tables have nothing but known keys.
        let mut taken: Option<HashSet<String>> = None;
        let mut unknown = 0;
        // Of each that is told, a line is kept; of a million, nobody reads more than the first.
        let mut untold = None;
        for (key, _) in self.table {
            let name = clean(key.get_ref());
            if self.asked.contains(&&*name) {
                continue;
            }
            let span = Span::new(self.span.file, key.span());
            if unknown >= MOST_UNKNOWN {
                untold.get_or_insert((span, 0)).1 += 1;
                continue;
            }
            let other = others.iter().find(|(other, _)| *other == &*name);
            unknown += 1;
            let finding = match other {
                // Nobody reads so many guesses.
                _ if unknown > MOST_GUESSED => {
                    let message = format!("unknown key `{name}` in this {}", self.what);
                    Diagnostic::error(Code::UNKNOWN_KEY, span, message).help("remove it, or mend its name")
                }
                Some((_, sort)) => self.of_another_kind(&name, sort, span),
                None => {
                    let others = others.iter().filter(|_| is_open).map(|(key, _)| *key);
                    let known: Vec<&'static str> = self.asked.iter().copied().chain(others).collect();
                    let taken = taken.get_or_insert_with(|| {
                        self.table.keys().map(|key| key.get_ref().to_string()).collect()
                    });
                    unknown_key(span, &name, self.what, &known, |near| taken.insert(near.to_owned()))
                }
            };
            self.take_back_missing(&finding);
            self.findings.push(finding);
        }
        if let Some((span, count)) = untold {
            let message = format!("{count} more keys of this {} are unknown", self.what);
            self.findings.push(Diagnostic::error(Code::UNKNOWN_KEY, span, message).help("remove them"));
        }
        self.findings
    }

    /// One slip is one mistake: a key that is misspelt is not missing as well.
    fn take_back_missing(&mut self, unknown: &Diagnostic) {
        if unknown.code == Code::UNKNOWN_KEY
            && let [Edit { text: meant, .. }] = unknown.fix.as_slice()
        {
            let help = add_key(meant);
            self.findings.retain(|one| one.code != Code::MISSING_KEY || one.help.as_ref() != Some(&help));
        }
    }

    /// The finding on a key that only cards of kind `sort` have.
    fn of_another_kind(&self, name: &str, sort: &str, span: Span) -> Diagnostic {
        let this = self.kind.map_or_else(|| self.what.to_owned(), |kind| format!("{kind} card"));
        let message = format!("`{name}` belongs to a {sort} card, but this is a {this}");
        Diagnostic::error(Code::MIXED_KINDS, span, message)
            .help("a card has one kind: remove this key, or make two cards of it")
    }

    /// Gives the findings so far, where what else the table has does not matter any more.
    pub fn give_up(self) -> Vec<Diagnostic> {
        self.findings
    }

    fn required<T>(
        &mut self,
        key: &'static str,
        read: impl Fn(&mut Self, &'static str) -> Option<T>,
    ) -> Option<T> {
        let value = read(self, key);
        if value.is_none() && !self.has(key) {
            let message = format!("this {} has no `{key}`", self.what);
            self.findings
                .push(Diagnostic::error(Code::MISSING_KEY, self.span.clone(), message).help(add_key(key)));
        }
        value
    }
}

fn add_key(key: &str) -> String {
    format!("add `{key} = …`")
}

/// Unknown keys of one table whose names are guessed.
const MOST_GUESSED: usize = 50;
/// Unknown keys of one table that are told one by one.
pub const MOST_UNKNOWN: usize = 500;

/// The finding of a key that nobody asked for. `free` says whether a key of that name can still be written.
fn unknown_key(
    span: Span,
    name: &str,
    what: &str,
    known: &[&'static str],
    free: impl FnOnce(&str) -> bool,
) -> Diagnostic {
    let finding =
        Diagnostic::error(Code::UNKNOWN_KEY, span.clone(), format!("unknown key `{name}` in this {what}"));
    let Some(near) = nearest(name, known.iter().copied()) else {
        let mut known: Vec<_> = known.iter().map(|key| format!("`{key}`")).collect();
        known.sort();
        known.dedup();
        return finding.help(format!("keys it can have: {}", known.join(", ")));
    };
    let finding = finding.help(format!("did you mean `{}`?", near.name));
    if near.is_only && free(near.name) { finding.fix(span, near.name) } else { finding }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read<T>(source: &str, read: impl FnOnce(&mut Fields<'_>) -> T) -> (T, Vec<Diagnostic>) {
        let table = DeTable::parse(source).unwrap();
        let mut fields = Fields::new(table.get_ref(), Span::default(), "card");
        let value = read(&mut fields);
        (value, fields.finish(&[("back", "flip")]))
    }

    #[test]
    fn one_run_reports_missing_mistyped_mixed_and_unknown_keys() {
        let ((), findings) = read("frnt = 'x'\nanswer = [1]\nback = 'y'", |fields| {
            fields.text("front");
            fields.text("question");
            fields.text("answer");
        });
        let codes: Vec<_> = findings.iter().map(|finding| finding.code).collect();
        assert_eq!(codes, ["missing-key", "wrong-type", "unknown-key", "mixed-kinds"], "{findings:#?}");
        assert_eq!(findings[2].help.as_deref(), Some("did you mean `front`?"));
    }

    /// `source` with its mistyped keys mended, where four keys are known.
    fn mended(source: &str) -> String {
        let ((), findings) = read(source, |fields| {
            for key in ["accept", "answer", "hint", "tint"] {
                fields.value(key);
            }
        });
        super::super::mended(source, findings.iter().map(|finding| finding.fix.as_slice())).0
    }

    #[test]
    fn a_mistyped_key_is_mended_where_only_one_can_be_meant_and_it_is_not_there_already() {
        assert_eq!(mended("acept = 1\n\"anwser\" = 2"), "accept = 1\nanswer = 2");
        assert_eq!(mended("acept = 1\naccpt = 1"), "accept = 1\naccpt = 1", "one key, not two of a name");
        for left in ["acept = 1\naccept = 2", "lint = 1", "completely = 1"] {
            assert_eq!(mended(left), left);
        }
    }

    #[test]
    fn what_only_lacks_its_quotes_gets_them_and_an_empty_text_is_none() {
        let source = "front = 2024-01-01\nback = true\nquestion = [1]\nanswer = ' '";
        let ((), findings) = read(source, |fields| {
            for key in ["front", "back", "question", "answer"] {
                assert_eq!(fields.text(key), None);
            }
        });
        let codes: Vec<_> = findings.iter().map(|finding| finding.code).collect();
        assert_eq!(codes, ["wrong-type", "wrong-type", "wrong-type", "empty-text"]);
        assert_eq!(findings[0].help.as_deref(), Some("put it in quotes"));
        let fixes = findings.iter().map(|finding| finding.fix.as_slice());
        let mended = super::super::mended(source, fixes).0;
        assert!(mended.starts_with("front = \"2024-01-01\"\nback = \"true\"\nquestion = [1]"), "{mended}");
    }

    #[test]
    fn of_very_many_unknown_keys_only_the_first_are_told_one_by_one() {
        let lines: Vec<_> = (0..MOST_UNKNOWN + 7).map(|nth| format!("k{nth} = 1\n")).collect();
        let ((), findings) = read(&lines.concat(), |_| ());
        assert_eq!(findings.len(), MOST_UNKNOWN + 1);
        assert!(findings.iter().any(|finding| finding.message == "7 more keys of this card are unknown"));
    }

    #[test]
    fn a_number_counts_as_the_text_it_is_written_as() {
        let (text, findings) = read("answer = 1_433", |fields| fields.text("answer"));
        assert_eq!(text.unwrap().value, "1433");
        assert_eq!(findings, []);
    }
}
