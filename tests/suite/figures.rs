//! Figures of the built-in decks as a whole. What falls short of one today stands in `tests/fixtures/shortcomings.csv`, and that
//! list may only shrink: `BLESS=1 cargo test --test suite figures` takes out what has been mended, and adds nothing.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use examdrill::card::{Body, Question};
use examdrill::library::Library;

use super::facts::rows;
use super::tree::root;

/// Wordings in which each port of an exam is asked, at least, so that a mock asks what the drill did not.
const WORDINGS: usize = 3;
/// Tags of the exams whose objectives list ports: A+ 2.1 of both editions, and Network+ 1.4.
const EXAMS: [&str; 3] = ["a+1201", "a+1101", "net+n10-009"];
/// The share of true statements in percent, over all decks.
const TRUE_SHARE: std::ops::RangeInclusive<usize> = 40..=60;

const COLUMNS: [&str; 2] = ["figure", "short"];

/// A port that an exam lists, with the tag of the exam.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Port {
    exam: &'static str,
    number: String,
}

fn questions() -> Vec<Question> {
    Library::load(Path::new("/nowhere")).questions()
}

/// The words and numbers of `text`, in small letters.
fn tokens(text: &str) -> impl Iterator<Item = String> {
    text.split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
}

/// The exams that ask `question`.
fn exams(question: &Question) -> impl Iterator<Item = &'static str> {
    let tags = &question.notes.tags;
    let is_extra = tags.iter().any(|tag| tag == "extra");
    EXAMS.into_iter().filter(move |exam| !is_extra && tags.iter().any(|tag| tag == exam))
}

/// What is said with a question: its prompt and its right answer.
fn said(question: &Question) -> BTreeSet<String> {
    tokens(&question.prompt.plain()).chain(tokens(&question.answer)).collect()
}

fn is_about_a_port(said: &BTreeSet<String>) -> bool {
    ["port", "ports", "tcp", "udp"].iter().any(|word| said.contains(*word))
}

/// The ports that the tables of the decks have for each exam: the answers of their rows that are a port and nothing else.
fn listed(questions: &[Question]) -> BTreeMap<Port, String> {
    let mut ports = BTreeMap::new();
    for question in questions.iter().filter(|question| question.key.card().contains('/')) {
        let mut answer = tokens(&question.answer).filter(|word| !["tcp", "udp"].contains(&word.as_str()));
        let (Some(number), None) = (answer.next(), answer.next()) else { continue };
        let is_port = number.parse::<u16>().is_ok() && is_about_a_port(&said(question));
        for exam in exams(question).filter(|_| is_port) {
            let row = question.key.card().split_once('/').map_or("", |(_, row)| row);
            ports.entry(Port { exam, number: number.clone() }).or_insert_with(|| row.to_owned());
        }
    }
    ports
}

/// How `question` is put: its words without those that have a capital letter or a digit, which are names and numbers.
fn wording(question: &Question) -> String {
    let prompt = question.prompt.plain();
    let words = prompt.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    let is_name = |word: &&str| word.chars().any(|letter| letter.is_uppercase() || letter.is_numeric());
    words.filter(|word| !is_name(word)).collect::<Vec<_>>().join(" ")
}

/// The one port whose number stands in the prompt or the right answer of `question`; `None` where there are several: those ask
/// to tell ports apart, and tell their numbers.
fn only_port(said: &BTreeSet<String>, numbers: &BTreeSet<&str>) -> Option<String> {
    let mut told = said.iter().filter(|word| numbers.contains(word.as_str()));
    told.next().filter(|_| is_about_a_port(said) && told.next().is_none()).cloned()
}

/// For each port the wordings in which its exam asks it, and no other.
fn wordings(questions: &[Question], ports: &BTreeMap<Port, String>) -> BTreeMap<Port, BTreeSet<String>> {
    let numbers: BTreeSet<&str> = ports.keys().map(|port| port.number.as_str()).collect();
    let mut wordings: BTreeMap<Port, BTreeSet<String>> =
        ports.keys().map(|port| (port.clone(), BTreeSet::new())).collect();
    for question in questions {
        let Some(number) = only_port(&said(question), &numbers) else { continue };
        for exam in exams(question) {
            if let Some(known) = wordings.get_mut(&Port { exam, number: number.clone() }) {
                known.insert(wording(question));
            }
        }
    }
    wordings
}

/// Compares what is `short` of `figure` with what is known to be. With `BLESS` set, what is mended leaves the list.
fn expect_no_more(figure: &str, short: &BTreeSet<String>) {
    let listed = rows("shortcomings", COLUMNS);
    let known: BTreeSet<String> =
        listed.iter().filter(|[name, _]| name == figure).map(|[_, what]| what.clone()).collect();
    let new: Vec<&String> = short.difference(&known).collect();
    assert!(new.is_empty(), "{figure}: {} fall short:\n{new:#?}", new.len());
    let mended: Vec<&String> = known.difference(short).collect();
    if mended.is_empty() {
        return;
    }
    assert!(
        std::env::var_os("BLESS").is_some(),
        "{figure}: mended, so `BLESS=1 cargo test --test suite figures` takes them out of the list:\n{mended:#?}"
    );
    let left = listed.iter().filter(|[name, what]| name != figure || short.contains(what));
    let lines: Vec<String> = left.map(|[name, what]| format!("{name},{what}\n")).collect();
    let path = root().join("tests/fixtures/shortcomings.csv");
    std::fs::write(path, format!("{}\n{}", COLUMNS.join(","), lines.concat())).unwrap();
}

/// One test, so that no two write the list at once.
#[test]
fn ports_are_asked_in_several_wordings_and_statements_cannot_be_guessed() {
    let questions = questions();
    let ports = listed(&questions);
    assert!(ports.len() > 30, "{ports:?}");
    let wordings = wordings(&questions, &ports);
    let short: Vec<_> = wordings.iter().filter(|(_, known)| known.len() < WORDINGS).collect();
    println!(
        "{} of {} ports of the exams are asked in {WORDINGS} wordings or more",
        ports.len() - short.len(),
        ports.len()
    );
    for (port, known) in &short {
        println!("  {} {} ({}): {known:?}", port.exam, port.number, ports[port]);
    }
    expect_no_more(
        "wordings",
        &short.iter().map(|(port, _)| format!("{} {}", port.exam, port.number)).collect(),
    );

    let mut decks: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for question in &questions {
        if let Body::Truth(truth) = &*question.body {
            let (holding, all) = decks.entry(question.key.deck()).or_default();
            *holding += usize::from(truth.holds);
            *all += 1;
        }
    }
    let (holding, all) = decks.values().fold((0, 0), |sum, deck| (sum.0 + deck.0, sum.1 + deck.1));
    println!("{holding} of {all} statements are true");
    let is_even = decks.values().all(|(holding, all)| 2 * holding == *all);
    let mut short = BTreeSet::new();
    if !TRUE_SHARE.contains(&(100 * holding / all)) {
        short.insert(format!("the share of true ones is not within {TRUE_SHARE:?} percent"));
    }
    if is_even {
        short.insert("as many are true as false in every deck".to_owned());
    }
    expect_no_more("statements", &short);
}

#[test]
fn names_and_numbers_make_no_other_wording() {
    let text = "[deck]\nid='d'\n[[card]]\nid='a'\nquestion='Which port does SSH use?'\nanswer='22'\n\
                [[card]]\nid='b'\nquestion='Which port does **Telnet** use? '\nanswer='23'\n\
                [[card]]\nid='c'\nquestion='Who listens on port 22?'\nanswer='SSH'\n";
    let file = examdrill::source::SourceFile { name: "d.toml".into(), text: text.into() };
    let (deck, _) = examdrill::deck::parse(&[file]);
    let all: Vec<String> = deck.questions.iter().map(wording).collect();
    assert_eq!(all, ["port does use", "port does use", "listens on port"]);
}
