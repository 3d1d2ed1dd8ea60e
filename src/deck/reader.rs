//! Walks the tables of a deck's files and collects questions and findings.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::draft::{Draft, has_error};
use super::drawn::{Drawn, Lender};
use super::notes::{self, Inherited};
use super::{Deck, Unwritten, generate, identity, ids, lint, look_alikes, recover, succession, table, top};
use crate::card::compare::{Accents, Rivals};
use crate::card::limits::cut;
use crate::card::{Body, Question, QuestionKey, Text};
use crate::source::{
    Code, Diagnostic, Fields, FileId, Located, Severity, SourceFile, Span, keep_columns, too_many_brackets,
};

/// What has been read of a deck so far.
pub(super) struct Reader<'a> {
    deck: Deck,
    drawn: Drawn<'a>,
    inherited: Inherited,
    accents: Option<Accents>,
    generators: usize,
    /// Where each card id was first used.
    used: HashMap<String, Span>,
    /// Where ids are known to be missing.
    lacking: HashSet<Span>,
    findings: Vec<Diagnostic>,
    /// How many of the first findings were counted, and how many of these keep something out.
    counted: (usize, usize),
}

/// Questions from which on a deck takes no further table.
const MOST_QUESTIONS: usize = 100_000;
/// Questions from which on it takes no further card either.
const MOST_OF_CARDS: usize = 150_000;
/// Generators of a deck: of each, up to 200 draws are tried when it is read.
const MOST_GENERATORS: usize = 2_000;
/// Files and patterns that a deck includes; for each of them a folder is read.
const MOST_INCLUDED: usize = 500;
/// Mistakes from which on no further card is read: it takes mending first.
const MOST_ERRORS: usize = 50_000;

impl<'a> Reader<'a> {
    /// Nothing so far, of a deck that draws rows from others by `lend`.
    pub(super) fn new(lend: Lender<'a>) -> Self {
        Self {
            deck: Deck::default(),
            drawn: Drawn::new(lend),
            inherited: Inherited::default(),
            accents: None,
            generators: 0,
            used: HashMap::new(),
            lacking: HashSet::new(),
            findings: Vec::new(),
            counted: (0, 0),
        }
    }

    /// Reads all files.
    pub(super) fn read(mut self, files: &[SourceFile]) -> (Deck, Vec<Diagnostic>) {
        for (number, file) in files.iter().enumerate() {
            let file_id = FileId(u16::try_from(number).unwrap_or(u16::MAX));
            self.file(file_id, file);
        }
        let bodies = self.deck.questions.iter().map(|question| Arc::clone(&question.body)).collect();
        let rivals = Arc::new(Rivals::of(bodies));
        for question in &mut self.deck.questions {
            question.rivals = Arc::clone(&rivals);
            question.accents = self.accents;
        }
        self.deck.draws = std::mem::take(&mut self.drawn.draws);
        let (elsewhere, unknown) = look_alikes::check(&self.deck.questions, &self.deck.draws);
        self.deck.elsewhere = elsewhere;
        self.findings.extend(unknown);
        self.findings.extend(succession::findings(&self.deck.successions, &self.deck.questions));
        self.findings.sort_by_key(|finding| (finding.span.file, finding.span.range.start));
        for own in self.findings.chunk_by_mut(|one, next| one.span.file == next.span.file) {
            if let Some(file) = files.get(usize::from(own[0].span.file.0)) {
                keep_columns(&file.text, own.iter_mut());
            }
        }
        (self.deck, self.findings)
    }

    fn file(&mut self, file: FileId, source: &SourceFile) {
        if let Some(finding) = too_many_brackets(file, &source.text) {
            self.findings.push(finding);
            return self.tables(file, &DeTable::default(), source);
        }
        let (root, errors) = DeTable::parse_recoverable(&source.text);
        if errors.is_empty() {
            return self.tables(file, root.get_ref(), source);
        }
        // The whole is not needed any more, and large.
        drop(root);
        let (healthy, mut findings) = recover::without_broken_tables(file, &source.text);
        let (root, errors) = DeTable::parse_recoverable(&healthy);
        recover::add_clashes(file, &source.text, &errors, &mut findings);
        self.findings.extend(findings);
        self.tables(file, root.get_ref(), source);
    }

    fn tables(&mut self, file: FileId, root: &DeTable<'_>, source: &SourceFile) {
        if file == FileId(0) {
            self.head(root, source);
            self.lint(root);
        } else {
            self.head_in_part(root, file);
        }
        self.findings.extend(top::unknown(root, file, &source.text));
        let items = items(root);
        self.deck.parts.extend(items.iter().map(|(_, item)| Span::new(file, item.span())));
        let mut tables = generate::Tables::of(root, file);
        for (sort, item) in items {
            let span = Span::new(file, item.span());
            if let Some((message, help)) = self.excess() {
                self.findings.push(Diagnostic::error(Code::TOO_MANY, span, message).help(help));
                break;
            }
            match (sort, item.get_ref()) {
                ("card", DeValue::Table(fields)) => self.card(Fields::new(fields, span, "card")),
                ("table", DeValue::Table(fields)) => {
                    let free = MOST_QUESTIONS.saturating_sub(self.deck.questions.len());
                    let (table, own) = (Fields::new(fields, span, "table"), &self.deck.id);
                    let is_drawn = tables.draws(&table);
                    let read = table::read(table, &self.inherited, free, &mut self.drawn, (own, is_drawn));
                    self.add_all(read);
                }
                (_, DeValue::Table(_)) if self.generators == MOST_GENERATORS => {
                    let message = format!("a deck has {MOST_GENERATORS} generators at most");
                    let finding = Diagnostic::error(Code::TOO_MANY, span, message);
                    self.findings.push(finding.help("split it into several decks"));
                    break;
                }
                (_, DeValue::Table(fields)) => {
                    self.generators += 1;
                    let fields = Fields::new(fields, span, "generator");
                    let read = generate::read(fields, &self.inherited, &mut tables);
                    self.add_all(read);
                }
                _ => self.findings.push(
                    Diagnostic::error(Code::WRONG_TYPE, span, format!("`{sort}` should be a table"))
                        .help(format!("begin each {sort} with a line `[[{sort}]]`")),
                ),
            }
        }
    }

    /// Why no more is read, with what to do, where there is too much of it.
    fn excess(&mut self) -> Option<(String, &'static str)> {
        let (seen, errors) = self.counted;
        let new = self.findings[seen..].iter().filter(|one| one.severity == Severity::Error).count();
        self.counted = (self.findings.len(), errors + new);
        if errors + new >= MOST_ERRORS {
            let message = format!("there are {MOST_ERRORS} mistakes or more, so the rest is not read");
            return Some((message, "mend the first ones, and check it again"));
        }
        if self.deck.questions.len() < MOST_OF_CARDS {
            return None;
        }
        let message = format!("a deck asks {MOST_OF_CARDS} questions at most, so the rest is not read");
        Some((message, "split it into several decks"))
    }

    /// Reads `[deck]`; without one the deck is named after its file.
    fn head(&mut self, root: &DeTable<'_>, file: &SourceFile) {
        let stem = file.name.rsplit(['/', '\\']).next().unwrap_or_default();
        let stem = identity::slug(stem.strip_suffix(".toml").unwrap_or(stem));
        let value = root.get("deck");
        if let Some(DeValue::Table(table)) = value.map(Spanned::get_ref) {
            let span = Span::new(FileId(0), value.map(Spanned::span).unwrap_or_default());
            return self.head_of(Fields::new(table, span, "deck"), stem, &file.text);
        }
        // A `[deck]` that is broken has been reported already.
        if self.findings.is_empty() {
            let message = format!("this file has no `[deck]`, so the deck is called `{stem}`");
            self.findings.push(
                Diagnostic::note(Code::NO_DECK, Span::default(), message)
                    .help("begin the file with `[deck]`, `id = \"…\"` and `title = \"…\"`"),
            );
        }
        self.deck.id.clone_from(&stem);
        self.deck.title = stem;
    }

    /// Reads what `[deck]` says, in a file that is called `stem`.
    fn head_of(&mut self, mut fields: Fields<'_>, stem: String, text: &str) {
        self.deck.at = fields.span();
        let id = notes::id(&mut fields);
        let title = fields.optional_text("title");
        let about = fields.optional_text("about");
        self.deck.about = about.map_or_else(String::new, |text| Text::new(text.value).plain());
        self.deck.tags = notes::tags(&mut fields);
        let source = fields.optional_text("source").map(|text| Text::new(text.value));
        self.inherited = Inherited { tags: Arc::new(self.deck.tags.clone()), source };
        self.deck.include = fields.optional_texts("include").unwrap_or_default();
        self.accents = accents(&mut fields);
        self.deck.after = fields.optional_texts("after").unwrap_or_default();
        let at = fields.span_of("include");
        let excess = cut(&mut self.deck.include, MOST_INCLUDED, "files and patterns", at);
        fields.report_all(excess);
        if let Ok(None) = id {
            let unwritten = Unwritten { at: fields.span(), id: stem.clone() };
            let fix = ids::edit(text, &unwritten);
            self.deck.unwritten.push(unwritten);
            let message = format!("this deck has no id, so it is called `{stem}` after its file");
            fields.report(
                Diagnostic::warning(Code::NO_DECK_ID, fields.span(), message)
                    .help("write an `id`: without one, renaming the file loses the progress")
                    .fixes(fix.into_iter().collect()),
            );
        }
        self.findings.extend(fields.finish(&[]));
        self.deck.id = id.ok().flatten().map_or(stem, |id| id.value);
        self.deck.title = title.map_or_else(|| self.deck.id.clone(), |title| Text::new(title.value).plain());
    }

    /// Reads `[lint]`.
    fn lint(&mut self, root: &DeTable<'_>) {
        let Some(value) = root.get("lint") else { return };
        let span = Span::new(FileId(0), value.span());
        let DeValue::Table(table) = value.get_ref() else {
            return self.findings.push(
                Diagnostic::error(Code::WRONG_TYPE, span, "`lint` should be a table")
                    .help("begin it with a line `[lint]`"),
            );
        };
        let mut fields = Fields::new(table, span, "lint table");
        self.deck.lint = lint::read(&mut fields);
        self.findings.extend(fields.finish(&[]));
    }

    /// Reports what belongs to the whole deck and stands in a part of it.
    fn head_in_part(&mut self, root: &DeTable<'_>, file: FileId) {
        for name in ["deck", "lint"] {
            let Some((key, _)) = root.get_key_value(name) else { continue };
            let message = format!("an included file has a `[{name}]` of its own");
            self.findings.push(
                Diagnostic::error(Code::DECK_IN_PART, Span::new(file, key.span()), message)
                    .help("remove it here: an included file is a part of the deck that includes it"),
            );
        }
    }

    fn card(&mut self, mut fields: Fields<'_>) {
        let id = notes::id(&mut fields);
        let notes = notes::read(&mut fields, &self.inherited);
        let body = Body::read(&mut fields, None);
        let at = fields.span();
        let findings = fields.finish(crate::card::kinds::telling_keys());
        let failed = has_error(&findings);
        self.findings.extend(findings);
        let (Some(body), Ok(id), false) = (body, id, failed) else { return };
        let unwritten = id.is_none().then(|| {
            let face = body.faces().into_iter().next().unwrap_or_default();
            identity::slug(&body.summary(&face).0.plain())
        });
        let id = id.map(|id| id.value).or_else(|| unwritten.clone()).unwrap_or_default();
        self.add(Draft { id, template: None, body, notes, at, unwritten });
    }

    fn add_all(&mut self, (drafts, findings): (Vec<Draft>, Vec<Diagnostic>)) {
        self.findings.extend(findings);
        for draft in drafts {
            self.add(draft);
        }
    }

    /// Gives a card its place, unless its id is taken.
    fn add(&mut self, draft: Draft) {
        let name = match &draft.template {
            Some(template) => format!("{}#{template}", draft.id),
            None => draft.id.clone(),
        };
        if let Some(first) = self.used.get(&name) {
            let message = format!("the id `{}` is used twice", notes::shortened(&name));
            self.findings.push(
                Diagnostic::error(Code::DUPLICATE_ID, draft.at, message)
                    .related(first.clone(), "first used here")
                    .help("give this one another `id`; cards without `id` need different prompts"),
            );
            return;
        }
        self.used.insert(name, draft.at.clone());
        if let Some(id) = draft.unwritten
            && self.lacking.insert(draft.at.clone())
        {
            self.deck.unwritten.push(Unwritten { at: draft.at.clone(), id });
        }
        let (body, notes) = (Arc::new(draft.body), Arc::new(draft.notes));
        let first = self.deck.questions.len();
        for face in body.faces() {
            let (prompt, answer) = body.summary(&face);
            let full_face = match (&draft.template, face.as_str()) {
                (None, face) => face.to_owned(),
                (Some(template), "") => template.clone(),
                (Some(template), face) => format!("{template}.{face}"),
            };
            self.deck.questions.push(Question {
                key: QuestionKey::new(&self.deck.id, &draft.id, &full_face),
                kind: body.kind(),
                prompt,
                answer,
                body: Arc::clone(&body),
                face,
                notes: Arc::clone(&notes),
                rivals: Arc::default(),
                accents: None,
                at: draft.at.clone(),
            });
        }
        self.deck.successions.extend(succession::of_card(&notes.was, &self.deck.questions[first..]));
    }
}

/// Cards, tables and generators in the author's order: as they stand in the file.
fn items<'a, 'i>(root: &'a DeTable<'i>) -> Vec<(&'static str, &'a Spanned<DeValue<'i>>)> {
    let mut items = Vec::new();
    for sort in ["card", "table", "generate"] {
        let Some(value) = root.get(sort) else { continue };
        match value.get_ref() {
            DeValue::Array(list) => items.extend(list.iter().map(|item| (sort, item))),
            _ => items.push((sort, value)),
        }
    }
    items.sort_by_key(|(_, item)| item.span().start);
    items
}

/// Whether accents tell words apart, where the deck says so.
fn accents(fields: &mut Fields<'_>) -> Option<Accents> {
    let value = fields.value("accents")?;
    let Located { value, span } = fields.text_of(&value, "accents")?;
    let accents = Accents::named(&value);
    if accents.is_none() {
        fields.report(
            Diagnostic::error(
                Code::BAD_ACCENTS,
                span,
                format!("`accents` cannot be `{}`", notes::shortened(&value)),
            )
            .help("write `accents = \"ignore\"` to take `Krakow` for `Kraków`, or `accents = \"count\"`"),
        );
    }
    accents
}

/// See [`super::includes`].
pub(super) fn includes(text: &str) -> Vec<Located<String>> {
    // Most decks include nothing; they need not be read twice.
    if !text.contains("include") {
        return Vec::new();
    }
    // `[deck]` mostly stands before the first card, and then the cards need not be read twice.
    let head = text.find("\n[[").map_or(text, |end| &text[..=end]);
    let (mut root, errors) = DeTable::parse_recoverable(head);
    if !errors.is_empty() || root.get_ref().get("deck").is_none() {
        root = DeTable::parse_recoverable(text).0;
    }
    let Some(value) = root.get_ref().get("deck") else { return Vec::new() };
    let DeValue::Table(table) = value.get_ref() else { return Vec::new() };
    let mut fields = Fields::new(table, Span::new(FileId(0), value.span()), "deck");
    let mut patterns = fields.optional_texts("include").unwrap_or_default();
    patterns.truncate(MOST_INCLUDED);
    patterns
}

/// See [`super::names_itself`].
pub(super) fn names_itself(text: &str) -> bool {
    text.lines().any(|line| {
        line.trim_start().strip_prefix('[').is_some_and(|rest| rest.trim_start().starts_with("deck"))
    })
}
