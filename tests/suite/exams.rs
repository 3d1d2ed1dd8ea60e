//! The built-in exams: what the blueprint says, and whether the built-in decks can give it.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::Path;

use examdrill::card::{Question, QuestionKey};
use examdrill::library::{EXAMS, Library};
use examdrill::quiz::{Exam, Paper, Part, Seed, draw, fit, read};
use examdrill::source::SourceFile;

use super::tree;

/// The profiles of the blueprint, with the exams that follow them.
const PROFILES: [(&str, &str); 4] = [
    ("A+ 220-1201", "a-plus-1201"),
    ("Notes (220-1101 style)", "a-plus-1101"),
    ("Network+ N10-009", "network-plus-n10-009"),
    ("Security+ SY0-701", "security-plus-sy0-701"),
];

fn exams() -> Vec<Exam> {
    let exam = |(name, text): &(&str, &str)| {
        let (exam, findings) = read(&SourceFile { name: (*name).into(), text: (*text).into() });
        assert_eq!(findings, [], "{name}");
        exam.unwrap()
    };
    EXAMS.iter().map(exam).collect()
}

#[test]
fn every_file_in_exams_is_built_in_and_named_after_its_exam() {
    let folder = std::fs::read_dir(tree::root().join("exams")).unwrap();
    let mut files: Vec<String> = folder
        .map(|entry| entry.unwrap().path().file_stem().unwrap().to_string_lossy().into_owned())
        .collect();
    let mut ids: Vec<String> = exams().into_iter().map(|exam| exam.id).collect();
    files.sort();
    ids.sort();
    assert_eq!(files, ids);
    assert!(EXAMS.iter().zip(exams()).all(|((name, _), exam)| *name == exam.id));
}

#[test]
fn every_exam_says_that_it_is_a_topic_exam_on_a_scale_of_our_own() {
    for exam in exams() {
        assert!(exam.title.ends_with("topic exam"), "{}", exam.title);
        for words in ["not a copy of the whole exam", "practice scale of our own"] {
            assert!(exam.note.contains(words), "{}: {words}", exam.id);
        }
    }
}

/// The counts of the three forms were worked out by hand once; the shares of the full form give the other two.
#[test]
fn the_forms_ask_of_each_topic_what_the_blueprint_says() {
    let mut wanted: HashMap<(String, String), Vec<usize>> = HashMap::new();
    for line in tree::read("tests/fixtures/blueprint.csv").lines().skip(1) {
        let cells: Vec<&str> = line.split(',').collect();
        let [profile, questions, _, items] = cells[..] else { panic!("{line}") };
        let items = items.parse().unwrap();
        wanted.entry((profile.into(), questions.into())).or_default().push(items);
    }
    let exams = exams();
    for (profile, id) in PROFILES {
        let exam = exams.iter().find(|exam| exam.id == id).unwrap();
        for form in &exam.forms {
            let mut wanted = wanted[&(profile.to_owned(), form.questions.to_string())].clone();
            let full = &exam.shares(&exam.forms[0]);
            // The blueprint lists topics that a profile does not ask; the exam file leaves them out.
            let asked = wanted_full(&exam.id, full.len(), &mut wanted);
            assert_eq!(exam.shares(form), asked, "{id} {}", form.id);
            assert_eq!(form.minutes, u32::try_from(form.questions).ok(), "a minute for each question");
        }
    }
}

/// The counts without the topics that the exam leaves out.
fn wanted_full(id: &str, topics: usize, wanted: &mut Vec<usize>) -> Vec<usize> {
    let left_out: &[usize] = match id {
        "a-plus-1101" => &[14],
        _ => &[],
    };
    for &place in left_out.iter().rev() {
        assert_eq!(wanted.remove(place), 0);
    }
    assert_eq!(wanted.len(), topics);
    std::mem::take(wanted)
}

fn library() -> Library {
    Library::load(Path::new("/nowhere"))
}

#[test]
fn the_built_in_decks_hold_what_the_exams_ask() {
    let library = library();
    let questions = library.questions();
    let questions: Vec<&Question> = questions.iter().collect();
    for exam in exams() {
        assert_eq!(fit(&exam, &questions), [], "{}", exam.id);
    }
}

/// The rule of the blueprint: at least 40 % of the items were not seen in the last two forms, as far as the pool allows.
#[test]
fn a_full_form_can_be_sat_twice_with_two_fifths_of_it_new() {
    let library = library();
    let questions = library.questions();
    let questions: Vec<&Question> = questions.iter().collect();
    let mut report = String::new();
    for exam in exams() {
        let form = &exam.forms[0];
        for seed in 0..5 {
            let first = draw(&exam, form, &questions, Seed { base: seed, nth: 1 });
            let seen: HashSet<QuestionKey> = first.items.iter().map(|item| item.key.clone()).collect();
            let second = draw(&exam, form, &questions, Seed { base: seed, nth: 2 });
            let again = second.items.iter().filter(|item| seen.contains(&item.key)).count();
            for (paper, name) in [(&first, "first"), (&second, "second")] {
                for trouble in troubles(&exam, paper, form.questions) {
                    report += &format!("{} seed {seed} {name}: {trouble}\n", exam.id);
                }
            }
            if again * 5 > form.questions * 3 {
                let repeated =
                    |place| second.items.iter().filter(|i| i.topic == place && seen.contains(&i.key)).count();
                let topics = exam.topics.iter().enumerate().zip(exam.shares(form));
                let topics: Vec<_> = topics
                    .map(|((place, topic), asked)| format!("{} {} of {asked}", topic.title, repeated(place)))
                    .collect();
                report += &format!("{} seed {seed}: {again} repeated: {}\n", exam.id, topics.join(", "));
            }
        }
    }
    assert!(report.is_empty(), "{report}");
}

#[test]
fn every_form_of_every_exam_can_be_drawn_as_it_asks() {
    let library = library();
    let questions = library.questions();
    let questions: Vec<&Question> = questions.iter().collect();
    for exam in exams() {
        for form in &exam.forms {
            for seed in 0..5 {
                let paper = draw(&exam, form, &questions, Seed::first(seed));
                assert_eq!(
                    troubles(&exam, &paper, form.questions),
                    [""; 0],
                    "{} {} {seed}",
                    exam.id,
                    form.id
                );
                let count = |part| paper.items.iter().filter(|item| item.part == part).count();
                assert_eq!(count(Part::Performance), form.performance);
            }
        }
    }
}

/// What is wrong with a paper of that exam.
fn troubles(exam: &Exam, paper: &Paper, questions: usize) -> Vec<String> {
    let mut troubles = paper.shortages.clone();
    if paper.items.len() != questions {
        troubles.push(format!("{} items", paper.items.len()));
    }
    let mut cards: BTreeMap<(&str, &str), &QuestionKey> = BTreeMap::new();
    for item in &paper.items {
        if let Some(sibling) = cards.insert((item.key.deck(), item.key.card()), &item.key) {
            troubles.push(format!("{sibling} and {} in {}", item.key, exam.id));
        }
    }
    troubles
}
