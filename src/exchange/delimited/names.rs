//! What the names of columns mean, as Anki, Kahoot, Quizizz, Blooket, Gimkit and people write them.

use super::header::Column;

/// What columns are called, by what they are, parted by commas.
const NAMES: &[(Column, &str)] = &[
    (
        Column::Option,
        "option, opt, choice, alternative, answer option, answer choice, possible answer, response \
         option",
    ),
    (
        Column::Wrong,
        "wrong, wrong answer, wrong option, wrong choice, incorrect, incorrect answer, incorrect \
         option, incorrect choice, distractor, distracter, false answer",
    ),
    (Column::Wrongs, "wrong answers, wrong options, incorrect answers, incorrect options, distractors"),
    (
        Column::Options,
        "options, choices, alternatives, answer options, answer choices, possible answers, all \
         options, all answers",
    ),
    (Column::RightIndex, "correct index, answer index, correct answer index, correct option index"),
    (
        Column::Right,
        "correct, correct answer, correct answers, correct option, correct options, correct choice, \
         correct choices, correct response, correct letter, correct answer letter, right, right \
         answer, right answers, right option, solution, key, answer key, answer letter",
    ),
    (
        Column::Front,
        "front, question, questions, question text, question stem, stem, term, prompt, word, text",
    ),
    (Column::Back, "back, answer, definition, translation, meaning"),
    (Column::Answers, "answers"),
    (
        Column::Extra,
        "extra, back extra, explain, explanation, answer explanation, explanations, rationale, \
         reason, why, feedback, general feedback, notes, note, comment, comments",
    ),
    (Column::Hint, "hint, hints"),
    (Column::Tags, "tags, tag, labels, label"),
    (Column::Topic, "topic, category, subject, domain, section, chapter, unit, objective"),
    (Column::Deck, "deck"),
    (Column::NoteType, "notetype, note type, type"),
    (
        Column::Other,
        "guid, id, question id, no, nr, number, question number, question type, time limit, time, \
         time in seconds, seconds, points, score, marks, mark, weight, difficulty, level, image, \
         image link, image url, picture, video, link, url, author, date",
    ),
];

/// What each of `names` says of its column; `None` where that is not known.
pub(super) fn columns(names: &[String]) -> Vec<Option<Column>> {
    let mut columns: Vec<Option<Column>> = names.iter().map(|name| column(name)).collect();
    let has_key = [Column::Right, Column::RightIndex].iter().any(|key| columns.contains(&Some(*key)));
    // `answers` are the options beside a column that tells the right one, and the answer otherwise.
    rename(&mut columns, Column::Answers, if has_key { Column::Options } else { Column::Back });
    let has_options = [Column::Option, Column::Options, Column::Wrong, Column::Wrongs]
        .iter()
        .any(|option| columns.contains(&Some(*option)));
    if has_options && !has_key {
        rename(&mut columns, Column::Back, Column::Right);
    }
    if !has_options && !columns.contains(&Some(Column::Back)) {
        rename(&mut columns, Column::Right, Column::Back);
    }
    columns
}

/// Takes all columns that are `from` for `to`.
fn rename(columns: &mut [Option<Column>], from: Column, to: Column) {
    columns.iter_mut().filter(|column| **column == Some(from)).for_each(|column| *column = Some(to));
}

/// What one name says alone.
fn column(name: &str) -> Option<Column> {
    let lower = name.trim().to_lowercase();
    if lower == "-" {
        return Some(Column::Other);
    }
    let words = words(&lower);
    if words.iter().any(|word| word.contains('#')) {
        // `Question #` counts them.
        return Some(Column::Other);
    }
    let (base, label) = split(&words);
    if label.is_some() && ["", "answer", "ans", "response"].contains(&base.as_str()) {
        return Some(Column::Option);
    }
    NAMES.iter().find(|(_, names)| names.split(", ").any(|name| name == base)).map(|(column, _)| *column)
}

/// The words of a name, without what it says in brackets or behind a dash.
fn words(name: &str) -> Vec<String> {
    let end = ["(", " - ", " – ", " — "].iter().filter_map(|mark| name.find(mark)).filter(|at| *at > 0).min();
    let name = name[..end.unwrap_or(name.len())].trim_end_matches([':', '.', '?', '*', ')']);
    let parted = name.replace(['_', '-', '.', '/', ')', '(', ':'], " ");
    parted.split_whitespace().map(str::to_owned).collect()
}

/// Whether `text` names an option: a letter from `a` to `h`, or a number from 1 to 12.
fn is_label(text: &str) -> bool {
    let is_letter = text.len() == 1 && text.chars().all(|c| ('a'..='h').contains(&c));
    is_letter || text.parse().is_ok_and(|number: usize| (1..=12).contains(&number))
}

/// The words without a letter or a number at their end, and that: `option a`, `answer1`, `choiceb`, `b`.
fn split(words: &[String]) -> (String, Option<String>) {
    let Some((last, before)) = words.split_last() else { return (String::new(), None) };
    if is_label(last) {
        return (before.join(" "), Some(last.clone()));
    }
    for base in
        ["option", "opt", "answer", "ans", "choice", "distractor", "wrong", "incorrect", "alternative"]
    {
        if let Some(label) = last.strip_prefix(base).filter(|label| is_label(label)) {
            let mut words = before.to_vec();
            words.push(base.to_owned());
            return (words.join(" "), Some(label.to_owned()));
        }
    }
    (words.join(" "), None)
}

#[cfg(test)]
mod tests {
    use super::*;
    use Column::{Back, Extra, Front, Option as Choice, Options, Other, Right, Tags, Wrong};

    fn read(names: &str) -> Vec<Option<Column>> {
        columns(&names.split(',').map(str::to_owned).collect::<Vec<_>>())
    }

    #[test]
    fn names_of_many_programs_are_known() {
        for (names, wanted) in [
            (
                "Question,Option A,Option B,Correct Answer,Explanation",
                vec![Front, Choice, Choice, Right, Extra],
            ),
            ("question,a,b,c,answer", vec![Front, Choice, Choice, Choice, Right]),
            ("question,correct_answer,option_a,option_b", vec![Front, Right, Choice, Choice]),
            (
                "Question - max 120 characters,Answer 1 - max 75 characters,Answer 2 - max 75 characters,Time limit (sec) – 5 or 10,Correct answer(s) - choose at least one",
                vec![Front, Choice, Choice, Other, Right],
            ),
            (
                "Question Text,Question Type,Option 1,Option 2,Correct Answer,Time in seconds,Image Link",
                vec![Front, Other, Choice, Choice, Right, Other, Other],
            ),
            (
                "Question #,Question Text,Answer 1,Answer 3 (Optional),Correct Answer(s) (Only include Answer #)",
                vec![Other, Front, Choice, Choice, Right],
            ),
            (
                "Question,Correct Answer,Incorrect Answer 1,Incorrect Answer 2 (Optional)",
                vec![Front, Right, Wrong, Wrong],
            ),
            ("question,choices,correct", vec![Front, Options, Right]),
            ("question,answers,correct", vec![Front, Options, Right]),
            ("question,answers", vec![Front, Back]),
            ("question,correct answer,tags", vec![Front, Back, Tags]),
            ("prompt,optiona,optionb,key", vec![Front, Choice, Choice, Right]),
        ] {
            let wanted: Vec<_> = wanted.into_iter().map(Some).collect();
            assert_eq!(read(names), wanted, "{names}");
        }
        assert_eq!(read("Which port is SSH?,21,Foo"), [None, None, None]);
    }
}
