//! What keeps a file, or a whole deck or exam, from being loaded.

use super::Error;
use crate::source::clean;

/// What kept a file, or a whole deck or exam, from being loaded. Shown, it is a sentence for the learner without its full stop.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Trouble {
    /// The file cannot be read.
    #[error(transparent)]
    Unread(#[from] Error),
    /// An exam has mistakes, so that it cannot be sat.
    #[error("`{}` is an exam with mistakes; `examdrill check` shows them", clean(file))]
    BrokenExam {
        /// Its file.
        file: String,
    },
    /// Two decks have one id.
    #[error(
        "`{}` has the deck id of `{}`, so it is left out; give it another `id`",
        clean(file),
        clean(first)
    )]
    TwinDeck {
        /// The file of the deck that is left out.
        file: String,
        /// The file of the deck that is loaded.
        first: String,
    },
    /// Two exams have one id.
    #[error(
        "`{}` has the exam id of `{}`, so it is left out; give it another `id`",
        clean(file),
        clean(first)
    )]
    TwinExam {
        /// The file of the exam that is left out.
        file: String,
        /// The file of the exam that is loaded.
        first: String,
    },
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_trouble_names_its_files_and_what_to_do_in_letters_that_can_be_shown() {
        let (file, first) = ("b\u{1b}.toml".to_owned(), "a.toml".to_owned());
        let told = [
            Trouble::BrokenExam { file: file.clone() },
            Trouble::TwinDeck { file: file.clone(), first: first.clone() },
            Trouble::TwinExam { file, first },
            Trouble::Unread(Error::TooLarge { path: "b\u{1b}.toml".into() }),
        ]
        .map(|trouble| trouble.to_string());
        for (told, help) in told.iter().zip(["`examdrill check`", "another `id`", "another `id`", "split it"])
        {
            assert!(told.contains("`b") && told.contains(help) && !told.contains('\u{1b}'), "{told}");
        }
    }
}
