//! Exam files among the decks.

use std::path::{Path, PathBuf};

use super::files::{Error, read_text};
use super::{Library, Trouble, builtin};
use crate::card::Question;
use crate::quiz::{self, Exam};
use crate::source::{Diagnostic, SourceFile};

/// An exam with the file it was read from.
#[derive(Debug, Clone)]
pub struct LoadedExam {
    /// What it asks; `None` when an error keeps it from being sat.
    pub exam: Option<Exam>,
    /// Its file; `None` for a built-in exam.
    pub path: Option<PathBuf>,
    /// The text.
    pub file: SourceFile,
    /// What was found on reading.
    pub findings: Vec<Diagnostic>,
}

impl LoadedExam {
    /// Reads an exam from its text.
    pub fn new(path: Option<PathBuf>, file: SourceFile) -> Self {
        let (exam, findings) = quiz::read(&file);
        Self { exam, path, file, findings }
    }

    /// Reads the exam in the file at `path`, which holds `text`.
    pub(super) fn read(path: PathBuf, text: String) -> Self {
        let name = path.to_string_lossy().into_owned();
        Self::new(Some(path), SourceFile { name, text })
    }

    /// Adds to the findings what the `questions` of all decks cannot give.
    pub fn fit(&mut self, questions: &[&Question]) {
        let Some(exam) = &self.exam else { return };
        self.findings.extend(quiz::fit(exam, questions));
        self.findings.sort_by_key(|finding| finding.span.range.start);
    }
}

/// Reads the exam file at `path`.
pub fn read_exam(path: &Path) -> Result<LoadedExam, Error> {
    Ok(LoadedExam::read(path.to_path_buf(), read_text(path)?))
}

impl Library {
    /// The exams that can be sat; one with mistakes cannot.
    pub fn exams_to_sit(&self) -> impl Iterator<Item = &Exam> {
        self.exams.iter().filter_map(|exam| exam.exam.as_ref())
    }

    /// The exam of that id, if it can be sat.
    pub fn exam(&self, id: &str) -> Option<&Exam> {
        self.exams_to_sit().find(|exam| exam.id == id)
    }

    pub(super) fn add_built_in_exams(&mut self) {
        for (name, text) in builtin::EXAMS {
            let file = SourceFile { name: builtin::file_name(name), text: (*text).to_owned() };
            self.add_exam(LoadedExam::new(None, file));
        }
    }

    /// Adds an exam, the learner's own before the built-in ones. As with decks, their own wins over a built-in one of the same
    /// id, and of two own ones the first.
    pub(super) fn add_exam(&mut self, exam: LoadedExam) {
        let Some(id) = exam.exam.as_ref().map(|exam| &exam.id) else {
            self.troubles.push(Trouble::BrokenExam { file: exam.file.name });
            return;
        };
        let mut known = self.exams.iter().map(|known| known.exam.as_ref().map(|exam| &exam.id));
        match known.position(|known| known == Some(id)) {
            None if exam.path.is_some() => {
                let place = self.exams.iter().position(|known| known.path.is_none());
                self.exams.insert(place.unwrap_or(self.exams.len()), exam);
            }
            None => self.exams.push(exam),
            Some(known) if self.exams[known].path.is_none() => self.exams[known] = exam,
            Some(known) => {
                let first = self.exams[known].file.name.clone();
                self.troubles.push(Trouble::TwinExam { file: exam.file.name, first });
            }
        }
    }
}
