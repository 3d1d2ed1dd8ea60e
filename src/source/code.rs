//! The names that findings have, each with what it means.

use std::fmt;

/// The name of a finding and what it means. Programs know a finding by it: a name is never given to something else.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Code {
    name: &'static str,
    about: &'static str,
}

impl Code {
    /// A code that is explained by `about`, a line without a full stop or, for a rule of writing, its page.
    ///
    /// Only for tables of codes and of rules, which `explain` knows.
    pub(crate) const fn new(name: &'static str, about: &'static str) -> Self {
        Self { name, about }
    }

    /// Words joined by hyphens: `unknown-key`.
    pub const fn name(self) -> &'static str {
        self.name
    }

    /// What it means, as `explain` tells it.
    pub const fn about(self) -> &'static str {
        self.about
    }
}

impl fmt::Debug for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

#[cfg(test)]
impl PartialEq<&str> for Code {
    fn eq(&self, name: &&str) -> bool {
        self.name == *name
    }
}

/// Makes a constant of [`Code`] for each line, and the list of all. A line that nothing uses does not compile.
macro_rules! codes {
    ($(#[$doc:meta])* $list:ident: $($constant:ident $name:literal $about:literal,)+) => {
        #[deny(dead_code)]
        impl $crate::source::Code {
            $(#[doc = $about] pub(crate) const $constant: Self = Self::new($name, $about);)+
        }

        $(#[$doc])*
        pub const $list: &[$crate::source::Code] = &[$($crate::source::Code::new($name, $about)),+];
    };
}
pub(crate) use codes;

codes! {
    /// What can be wrong in a file, sorted. **Add a mistake here and where it is found, nowhere else.**
    MISTAKES:
    BAD_ACCENTS "bad-accents" "`accents` takes `\"count\"` or `\"ignore\"`",
    BAD_CLASSES "bad-classes" "the classes of a generator are not in rising order, or do not cover each number once",
    BAD_CLOZE "bad-cloze" "a cloze text has no hole, an open one, or an empty one",
    BAD_DRAW "bad-draw" "what a generator draws from is not there, or its name cannot be one",
    BAD_FORM "bad-form" "`form` takes the name of a way of writing, such as `\"prefix\"`",
    BAD_FORMULA "bad-formula" "a formula in braces cannot be read, or a brace is not closed",
    BAD_HOLES "bad-holes" "`holes` takes `\"each\"` or `\"together\"`",
    BAD_ID "bad-id" "an id is too long, empty, or has characters that no id can have",
    BAD_INCLUDE "bad-include" "an `include` matches no file, or leads out of the folder of the deck",
    BAD_PICTURE "bad-picture" "the name of a picture leads out of the folder of the deck, or cannot be that of a picture",
    BAD_SCALE "bad-scale" "the scale of an exam is not two rising numbers",
    BAD_WAS "bad-was" "`was` takes whole names of cards, with the id of their deck: `mail/way-ports`",
    CARRIED_OVER "carried-over" "a card was reworded and its progress goes on under its new name; nothing to mend",
    DECK_IN_PART "deck-in-part" "an included file has a `[deck]` or `[lint]` of its own",
    DECKS_IN_CIRCLE "decks-in-circle" "two decks come after each other, so that neither waits",
    DUPLICATE_ID "duplicate-id" "two cards have one id, so their progress would be mixed",
    EMPTY_ANSWER "empty-answer" "there is no answer to give",
    EMPTY_RANGE "empty-range" "there is no number between `from` and `to`",
    EMPTY_TEXT "empty-text" "a text that the card needs is empty or blank",
    EXCESS "excess" "there is more of something than is used: answers, items, tags; the card stays, and the first ones count",
    FEW_OPTIONS "few-options" "`where` leaves a row with fewer than two wrong options to draw",
    JOINED_NUMBERS "joined-numbers" "`+` joins a text that a number was drawn as, where adding was probably meant",
    KEY_CLASH "key-clash" "a key that two commands of a screen would be done by",
    LENT_ROWS "lent-rows" "`rows` names no table of another deck that has rows, or a key stands beside it that comes with them",
    LONE_ANSWER "lone-answer" "`any_order` stands with an answer that is no list, or that is taken only as written",
    LONG_TYPED "long-typed" "an answer is too long to look for slips in, so only the same letters count",
    MISSING_DECK "missing-deck" "a deck of the commit is gone, and the progress of its cards rests",
    MISSING_KEY "missing-key" "a key is missing without which nothing can be asked",
    MISSING_PICTURE "missing-picture" "a card shows a picture that is not in the folder of the deck; its words are shown",
    MISSING_TABLE "missing-table" "an exam lacks a table that it needs",
    MIXED_KINDS "mixed-kinds" "a card has a key of another kind of card",
    NEWER_TOML "newer-toml" "the file uses TOML that is newer than 1.0, which many editors do not know",
    NO_DECK "no-deck" "the file has no `[deck]`, so the deck is called after its file",
    NO_DECK_ID "no-deck-id" "the deck has no `id`, so renaming its file loses the progress",
    NO_DRAW "no-draw" "none of the 200 draws that are tried of a generator can be asked",
    NO_ID "no-id" "a card has no `id`, so its progress hangs on its wording",
    NO_NUMBER "no-number" "the question of a generator does not show `{number}`",
    NO_TABLE "no-table" "only a card of a table can draw its wrong options",
    OTHER_KIND "other-kind" "the keys make another kind of card than was asked for",
    OUT_OF_RANGE "out-of-range" "a number is outside of what its key takes",
    OVERLAPPING_TOPICS "overlapping-topics" "two topics of an exam draw from the same questions",
    PASS_OFF_SCALE "pass-off-scale" "the points to pass are not on the scale of the exam",
    PROGRESS_UNKNOWN "progress-unknown" "a deck with errors moves no progress, so nothing can be said of it yet",
    QUOTED_TRUTH "quoted-truth" "`true` or `false` in quotes is a word to be typed, not a true-or-false card",
    RENAMED_DECK "renamed-deck" "the id of a deck changed, so all of its progress begins anew",
    RESTING_PROGRESS "resting-progress" "nothing asks some cards any more; their progress rests in the log",
    REUSED_ID "reused-id" "a card kept its id and asks something else, so it keeps progress that is not its own",
    RIGHT_AND_WRONG "right-and-wrong" "a text is a right and a wrong option at once",
    ROW_LENGTH "row-length" "a row of a table has more or fewer cells than there are columns",
    SAME_DECK_ID "same-deck-id" "two decks have one id, so only one of them can be studied",
    SAME_EXAM_ID "same-exam-id" "two exams have one id, so only one of them can be sat",
    STILL_THERE "still-there" "`was` names a card that is still asked, so its progress stays with it",
    SYNTAX "syntax" "the file is not TOML here; what stands around the place is left out",
    TAKEN_TWICE "taken-twice" "two cards take the place of one by `was`, and only the first gets its progress",
    TOO_FEW "too-few" "there are too few options, steps, pairs or rows to ask anything",
    TOO_FEW_QUESTIONS "too-few-questions" "a topic of an exam has fewer questions than it asks",
    TOO_MANY "too-many" "there is more of something than a deck can hold",
    UNCLEAR_PROGRESS "unclear-progress" "the progress of a card could belong to several, so it stays where it is",
    UNKNOWN_CARD "unknown-card" "`look_alike` names a card that there is not",
    UNKNOWN_COLUMN "unknown-column" "a template or a draw names a column that the table does not have",
    UNKNOWN_COMMAND "unknown-command" "a command or a screen that the settings give keys and that there is not",
    UNKNOWN_DECK "unknown-deck" "`after` or `rows` names a deck that there is not",
    UNKNOWN_FUNCTION "unknown-function" "a formula calls a function that there is not",
    UNKNOWN_HOLE "unknown-hole" "`accept` names no hole of the card, or does not say which of several",
    UNKNOWN_KEY "unknown-key" "a key is not known here; mostly it is mistyped",
    UNKNOWN_KIND "unknown-kind" "a card has neither a question nor a front, so nobody knows what it asks",
    UNKNOWN_LIST "unknown-list" "`[lint]` has no list of words by this name",
    UNKNOWN_NAME "unknown-name" "a formula names a value that is neither drawn nor in `let`",
    UNKNOWN_ROW "unknown-row" "`look_alike` names a row that the table does not have",
    UNKNOWN_RULE "unknown-rule" "`allow` names a rule that does not exist",
    UNKNOWN_TABLE "unknown-table" "a file has a table at its top that it cannot have",
    UNKNOWN_TAG "unknown-tag" "a topic of an exam asks for a tag that no question has",
    UNREADABLE_PICTURE "unreadable-picture" "a picture is too large, damaged or no regular file, so its words are shown",
    UNUSED_MEDIA "unused-media" "a file in the folder of the media of a deck is shown by no card",
    UNUSED_NAME "unused-name" "a generator draws or computes something that stands nowhere in what it asks",
    WRONG_ARGUMENT "wrong-argument" "a function or a sign in a formula takes another sort of value, or more or fewer",
    WRONG_TYPE "wrong-type" "a key has a value of another sort than it takes",
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mistakes_are_sorted_and_explained_in_a_line() {
        assert!(MISTAKES.is_sorted_by_key(|code| code.name));
        for code in MISTAKES {
            assert!(code.name.bytes().all(|byte| byte == b'-' || byte.is_ascii_lowercase()), "{code:?}");
            assert!(!code.about.is_empty() && !code.about.ends_with('.'), "{code:?}");
        }
    }
}
