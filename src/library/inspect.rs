//! A deck or an exam as its author looks at it: what it asks, and all there is to say about it.

use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::media::media_at_a_glance;
use super::{Error, Library, LoadedDeck, LoadedExam, beyond_mistakes, deck_files, exam_files, newer};
use super::{read_deck, read_exam};
use crate::card::Question;
use crate::source::{Diagnostic, FileId, Severity, SourceFile, Span, clean, cost};

/// One deck or exam, read once.
#[derive(Debug, Clone, Default)]
pub struct Inspected {
    /// The name shown to people.
    pub title: String,
    /// Whether it is an exam, which asks the cards of decks.
    pub is_exam: bool,
    /// Why it could not be read; then nothing else is known.
    pub trouble: Option<Error>,
    /// The texts, the main file first.
    pub files: Vec<SourceFile>,
    /// What it asks, in the author's order.
    pub questions: Vec<Question>,
    /// Mistakes and advice, in the order of places.
    pub findings: Vec<Diagnostic>,
    /// Where the lines of each file end.
    ends: Vec<Vec<usize>>,
}

/// A stop of the walk through a deck: a question, or a card that mistakes keep out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Stop {
    /// Which question; `None` for a card that is left out, and where there is no card at all.
    pub question: Option<usize>,
    /// Where the card begins.
    pub at: Span,
    /// Which findings are about it; all questions of one place share them.
    pub findings: Arc<[usize]>,
}

/// Reads the decks and exams at `paths` with everything that `check` finds in each. Exams are held against them and all
/// other decks a learner has, whose own lie in `own`.
pub fn inspect(paths: &[PathBuf], own: &Path) -> Vec<Inspected> {
    let (files, troubles) = deck_files(paths);
    let (mut inspected, mut decks) = (Vec::new(), Vec::new());
    let all = OnceCell::new();
    for path in files {
        match read_deck(&path) {
            Ok(mut deck) => {
                if !deck.deck.draws.is_empty() {
                    deck = all.get_or_init(|| Library::load_with(own, paths)).lend(deck);
                }
                inspected.push(Inspected::of_deck(&deck));
                decks.push(deck);
            }
            Err(error) => inspected.push(Inspected::unread(error)),
        }
    }
    let exams = exam_files(paths);
    if !exams.is_empty() {
        let library = Library::load_but(own, decks);
        let questions = library.questions();
        let questions: Vec<_> = questions.iter().collect();
        for path in exams {
            inspected.push(match read_exam(&path) {
                Ok(exam) => Inspected::of_exam(exam, &questions),
                Err(error) => Inspected::unread(error),
            });
        }
    }
    inspected.extend(troubles.into_iter().map(Inspected::unread));
    inspected
}

impl Inspected {
    /// A deck with everything that is found in it.
    pub fn of_deck(deck: &LoadedDeck) -> Self {
        let mut findings = deck.findings.clone();
        findings.extend(beyond_mistakes(&deck.deck, &deck.files, &deck.findings));
        findings.extend(media_at_a_glance(deck));
        let files = deck.files.clone();
        Self { questions: deck.deck.questions.clone(), ..Self::new(deck.deck.title.clone(), files, findings) }
    }

    fn of_exam(mut exam: LoadedExam, questions: &[&Question]) -> Self {
        exam.fit(questions);
        let files = vec![exam.file];
        let mut findings = exam.findings;
        findings.extend(newer(&files, &findings));
        let name = Path::new(&files[0].name).file_name().unwrap_or_default().to_string_lossy();
        let title = exam.exam.map_or_else(|| clean(&name).into_owned(), |exam| exam.title);
        Self { is_exam: true, ..Self::new(title, files, findings) }
    }

    fn unread(trouble: Error) -> Self {
        Self { trouble: Some(trouble), ..Self::default() }
    }

    fn new(title: String, files: Vec<SourceFile>, mut findings: Vec<Diagnostic>) -> Self {
        findings.sort_by_key(|finding| (finding.span.file, finding.span.range.start));
        let ends =
            files.iter().map(|file| file.text.match_indices('\n').map(|(end, _)| end).collect()).collect();
        Self { title, files, findings, ends, ..Self::default() }
    }

    /// Whether something keeps a card out, or all of them.
    pub fn is_broken(&self) -> bool {
        self.trouble.is_some() || self.findings.iter().any(|finding| finding.severity == Severity::Error)
    }

    /// Whether it is as `other` was, word for word.
    pub fn reads_as(&self, other: &Self) -> bool {
        self.files == other.files && self.findings == other.findings && self.trouble == other.trouble
    }

    /// The line, from 1, that `span` begins on.
    pub fn line(&self, span: &Span) -> usize {
        let ends = self.ends.get(usize::from(span.file.0)).map_or(&[][..], Vec::as_slice);
        ends.partition_point(|&end| end < span.range.start) + 1
    }

    /// The file that `span` lies in.
    pub fn file(&self, span: &Span) -> Option<&SourceFile> {
        self.files.get(usize::from(span.file.0))
    }

    /// The walk through it: every question, and between them the cards that mistakes keep out. Never empty.
    pub fn stops(&self) -> Vec<Stop> {
        let headers = self.headers();
        let about = self.findings_by_card(&headers);
        let mut asked_at: Vec<_> = self.questions.iter().map(|question| place(&question.at)).collect();
        asked_at.sort_unstable();
        let mut stops: Vec<Stop> = Vec::with_capacity(self.questions.len());
        let questions = self.questions.iter().enumerate().map(|(index, Question { at, .. })| Stop {
            question: Some(index),
            at: at.clone(),
            findings: Arc::clone(&about[&place(at)]),
        });
        let mut questions = questions.peekable();
        // Templates take turns, so places do not rise from question to question; the highest so far do.
        let mut highest = None;
        let highest_until: Vec<_> = self
            .questions
            .iter()
            .map(|question| {
                highest = highest.max(Some(place(&question.at)));
                highest
            })
            .collect();
        for (index, header) in headers.iter().enumerate() {
            let next = headers.get(index + 1).map_or((header.file, usize::MAX), place);
            let first = asked_at.partition_point(|at| *at < place(header));
            let is_asked = asked_at.get(first).is_some_and(|at| *at < next);
            let findings = &about[&place(header)];
            if !is_asked && findings.iter().any(|&index| self.findings[index].severity == Severity::Error) {
                let before = highest_until.partition_point(|highest| *highest <= Some(place(header)));
                cost::count(1);
                while questions.peek().is_some_and(|stop| stop.question < Some(before)) {
                    stops.extend(questions.next());
                }
                stops.push(Stop { question: None, at: header.clone(), findings: Arc::clone(findings) });
            }
        }
        stops.extend(questions);
        if stops.is_empty() {
            stops.push(Stop::default());
        }
        stops
    }

    /// By where each card begins, the findings that are about it: those that it begins nearest before.
    fn findings_by_card(&self, headers: &[Span]) -> BTreeMap<(FileId, usize), Arc<[usize]>> {
        let cards = self.questions.iter().map(|question| &question.at).chain(headers);
        let mut about: BTreeMap<_, Vec<usize>> = cards.map(|at| (place(at), Vec::new())).collect();
        for (index, finding) in self.findings.iter().enumerate() {
            let nearest = about.range_mut(..=place(&finding.span)).next_back();
            if let Some((_, of_card)) = nearest.filter(|((file, _), _)| *file == finding.span.file) {
                of_card.push(index);
            }
        }
        about.into_iter().map(|(at, of_card)| (at, Arc::from(of_card))).collect()
    }

    /// The lines that begin a card or a table, in all files. A deck that is not TOML any more has them too.
    fn headers(&self) -> Vec<Span> {
        let mut headers = Vec::new();
        for (file, number) in self.files.iter().zip(0..) {
            let mut at = 0;
            for line in file.text.split_inclusive('\n') {
                let start = at + line.len() - line.trim_start().len();
                if line.trim_start().starts_with("[[") && !self.is_exam {
                    headers.push(Span::new(FileId(number), start..start));
                }
                at += line.len();
            }
        }
        headers
    }
}

fn place(span: &Span) -> (FileId, usize) {
    (span.file, span.range.start)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn inspected(text: &str) -> Inspected {
        let file = SourceFile { name: "d.toml".into(), text: text.into() };
        Inspected::of_deck(&LoadedDeck::new(None, vec![file], Vec::new()))
    }

    /// Each stop as its line, whether it asks, and the codes of what is found there.
    fn walk(text: &str) -> Vec<(usize, bool, Vec<&'static str>)> {
        let deck = inspected(text);
        let stops = deck.stops();
        let stops = stops.iter().map(|stop| {
            let codes = stop.findings.iter().map(|&index| deck.findings[index].code.name());
            let codes = codes.filter(|code| {
                *code != "no-id" && !code.starts_with("missing-e") && *code != "missing-source"
            });
            (deck.line(&stop.at), stop.question.is_some(), codes.collect())
        });
        stops.collect()
    }

    #[test]
    fn a_card_that_is_left_out_is_a_stop_with_its_mistakes() {
        let text = "[deck]\nid = 'd'\ntitle = 'D'\n[[card]]\nfront = 'a'\nback = 'b'\nreverse = true\n\
                    [[card]]\nfront = 'c'\nbakc = 'd'\n[[card]]\nquestion = 'e'\nanswer = 'f'\n";
        let walk = walk(text);
        let places: Vec<_> = walk.iter().map(|(line, asks, _)| (*line, *asks)).collect();
        assert_eq!(places, [(4, true), (4, true), (8, false), (11, true)]);
        assert!(walk[2].2.contains(&"unknown-key"), "{walk:?}");
        assert!(walk[0].2.is_empty(), "{walk:?}");
    }

    #[test]
    fn there_is_always_somewhere_to_stand() {
        assert_eq!(walk("").len(), 1);
        assert_eq!(Inspected::unread(Error::Special { path: "gone".into() }).stops().len(), 1);
    }

    #[test]
    fn lines_are_those_of_the_slow_way() {
        let deck = inspected("a = 1\n\nb = 2");
        for at in 0..12 {
            let slow = crate::source::line_and_column(&deck.files[0].text, at).0;
            assert_eq!(deck.line(&Span::new(FileId(0), at..at)), slow, "{at}");
        }
    }
}
