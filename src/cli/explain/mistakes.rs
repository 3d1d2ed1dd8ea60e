//! What the codes of `check` mean that are no rules of writing.

/// The mistakes, sorted, each in a line.
const MISTAKES: &[(&str, &str)] = &[
    ("bad-accents", "`accents` takes `\"count\"` or `\"ignore\"`"),
    ("bad-classes", "the classes of a generator are not in rising order, or do not cover each number once"),
    ("bad-cloze", "a cloze text has no hole, an open one, or an empty one"),
    ("bad-holes", "`holes` takes `\"each\"` or `\"together\"`"),
    ("bad-id", "an id is too long, empty, or has characters that no id can have"),
    ("bad-include", "an `include` matches no file, or leads out of the folder of the deck"),
    ("bad-scale", "the scale of an exam is not two rising numbers"),
    ("carried-over", "a card was reworded and its progress goes on under its new name; nothing to mend"),
    ("deck-in-part", "an included file has a `[deck]` or `[lint]` of its own"),
    ("duplicate-id", "two cards have one id, so their progress would be mixed"),
    ("empty-answer", "there is no answer to give"),
    ("empty-range", "there is no number between `from` and `to`"),
    ("empty-text", "a text that the card needs is empty or blank"),
    (
        "excess",
        "there is more of something than is used: answers, items, tags; the card stays, and the first ones count",
    ),
    ("few-options", "`where` leaves a row with fewer than two wrong options to draw"),
    ("lone-answer", "`any_order` stands with an answer that is no list, or that is taken only as written"),
    ("long-typed", "an answer is too long to look for slips in, so only the same letters count"),
    ("missing-deck", "a deck of the commit is gone, and the progress of its cards rests"),
    ("missing-key", "a key is missing without which nothing can be asked"),
    ("missing-table", "an exam lacks a table that it needs"),
    ("mixed-kinds", "a card has a key of another kind of card"),
    ("newer-toml", "the file uses TOML that is newer than 1.0, which many editors do not know"),
    ("no-deck", "the file has no `[deck]`, so the deck is called after its file"),
    ("no-deck-id", "the deck has no `id`, so renaming its file loses the progress"),
    ("no-id", "a card has no `id`, so its progress hangs on its wording"),
    ("no-number", "the question of a generator does not show `{number}`"),
    ("no-table", "only a card of a table can draw its wrong options"),
    ("other-kind", "the keys make another kind of card than was asked for"),
    ("out-of-range", "a number is outside of what its key takes"),
    ("overlapping-topics", "two topics of an exam draw from the same questions"),
    ("pass-off-scale", "the points to pass are not on the scale of the exam"),
    ("progress-unknown", "a deck with errors moves no progress, so nothing can be said of it yet"),
    ("quoted-truth", "`true` or `false` in quotes is a word to be typed, not a true-or-false card"),
    ("renamed-deck", "the id of a deck changed, so all of its progress begins anew"),
    ("resting-progress", "nothing asks some cards any more; their progress rests in the log"),
    ("reused-id", "a card kept its id and asks something else, so it keeps progress that is not its own"),
    ("right-and-wrong", "a text is a right and a wrong option at once"),
    ("row-length", "a row of a table has more or fewer cells than there are columns"),
    ("same-deck-id", "two decks have one id, so only one of them can be studied"),
    ("same-exam-id", "two exams have one id, so only one of them can be sat"),
    ("syntax", "the file is not TOML here; what stands around the place is left out"),
    ("too-few", "there are too few options, steps, pairs or rows to ask anything"),
    ("too-few-questions", "a topic of an exam has fewer questions than it asks"),
    ("too-many", "there is more of something than a deck can hold"),
    ("unclear-progress", "the progress of a card could belong to several, so it stays where it is"),
    ("unknown-card", "`look_alike` names a card that the deck does not have"),
    ("unknown-column", "a template or a draw names a column that the table does not have"),
    ("unknown-hole", "`accept` names no hole of the card, or does not say which of several"),
    ("unknown-key", "a key is not known here; mostly it is mistyped"),
    ("unknown-kind", "a card has neither a question nor a front, so nobody knows what it asks"),
    ("unknown-list", "`[lint]` has no list of words by this name"),
    ("unknown-row", "`look_alike` names a row that the table does not have"),
    ("unknown-rule", "`allow` names a rule that does not exist"),
    ("unknown-table", "a file has a table at its top that it cannot have"),
    ("unknown-tag", "a topic of an exam asks for a tag that no question has"),
    ("wrong-type", "a key has a value of another sort than it takes"),
];

/// What the mistake of this code is.
pub(super) fn about(code: &str) -> Option<&'static str> {
    MISTAKES.iter().find(|(name, _)| *name == code).map(|(_, about)| *about)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::Path;

    use super::*;

    /// The codes that stand in the sources below `folder`, where a finding is made.
    fn codes(folder: &Path, found: &mut BTreeSet<String>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                codes(&path, found);
                continue;
            }
            let text = std::fs::read_to_string(&path).unwrap();
            for call in ["Diagnostic::error(", "Diagnostic::warning(", "Diagnostic::note(", "loss("] {
                for rest in text.split(call).skip(1) {
                    let code = rest.trim_start().strip_prefix('"').and_then(|rest| rest.split('"').next());
                    found.extend(code.filter(|code| !code.is_empty()).map(str::to_owned));
                }
            }
        }
    }

    #[test]
    fn every_code_in_the_source_is_explained_and_no_other() {
        let mut found = BTreeSet::new();
        codes(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut found);
        found.retain(|code| code.bytes().all(|byte| byte == b'-' || byte.is_ascii_lowercase()));
        let known: Vec<_> = MISTAKES.iter().map(|(code, _)| (*code).to_owned()).collect();
        assert_eq!(found.into_iter().collect::<Vec<_>>(), known);
    }
}
