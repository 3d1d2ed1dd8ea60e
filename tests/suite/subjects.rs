//! Papers on any subject: wrong options that tempt, and each fact once. Nothing of it may be known to the program but what
//! the decks say.

use std::collections::{BTreeSet, HashMap};
use std::path::Path;

use examdrill::card::{Choice, Question};
use examdrill::deck::{self, Deck};
use examdrill::library::{EXAMS, Library};
use examdrill::quiz::{Exam, Item, Paper, Pool, Seed, fit, read};
use examdrill::source::SourceFile;

use super::tree;

const SEEDS: u32 = 200;

fn file(name: &str) -> SourceFile {
    SourceFile { name: name.into(), text: tree::read(&format!("tests/fixtures/subjects/{name}.toml")) }
}

fn deck(name: &str) -> Deck {
    let (deck, findings) = deck::parse(&[file(name)]);
    assert_eq!(findings, []);
    deck
}

/// The papers of all seeds on history and law.
fn papers() -> Vec<Paper> {
    let decks = [deck("history"), deck("law")];
    let questions: Vec<&Question> = decks.iter().flat_map(|deck| &deck.questions).collect();
    let (exam, findings) = read(&file("exam"));
    assert_eq!(findings, []);
    let exam = exam.unwrap();
    assert_eq!(fit(&exam, &questions), []);
    drawn(&exam, &questions)
}

fn drawn(exam: &Exam, questions: &[&Question]) -> Vec<Paper> {
    let pool = Pool::new(exam, questions, &|_| true);
    let form = &exam.forms[exam.forms.len() / 2];
    (0..SEEDS).map(|seed| pool.paper(form, Seed::first(seed))).collect()
}

fn options(item: &Item) -> &[Choice] {
    item.posed.input.options()
}

/// The right option and the wrong ones, as they are shown.
fn parted(item: &Item) -> (Vec<String>, Vec<String>) {
    let of = |right| options(item).iter().filter(move |o| o.right == right).map(|o| o.text.plain()).collect();
    (of(true), of(false))
}

/// What is wrong with the options of a paper, whatever it is about.
fn bad_options(paper: &Paper) -> Vec<String> {
    let is_bad = |item: &&Item| {
        let texts: Vec<String> = options(item).iter().map(|o| o.text.plain().to_lowercase()).collect();
        texts.iter().collect::<BTreeSet<_>>().len() < texts.len()
    };
    paper.items.iter().filter(is_bad).map(|item| format!("{}: {:?}", item.key, parted(item))).collect()
}

/// Two cells of each row of the first table in `deck`.
fn cells(deck: &str, one: usize, other: usize) -> impl Iterator<Item = (String, String)> {
    let deck: toml::Table = deck.parse().unwrap();
    let rows = deck["table"][0]["rows"].as_array().unwrap().clone();
    let text = |cell: &toml::Value| cell.as_str().map_or_else(|| cell.to_string(), str::to_owned);
    rows.into_iter().map(move |row| (text(&row[one]), text(&row[other])))
}

fn names(paper: &Paper) -> Vec<String> {
    paper.items.iter().map(|item| item.key.to_string()).collect()
}

#[test]
fn years_tempt_with_years_near_them_and_persons_with_persons_of_their_century() {
    let century: HashMap<String, String> = cells(&file("history").text, 2, 3).collect();
    let year = |text: &String| text.parse::<i32>().unwrap();
    let years: Vec<i32> = cells(&file("history").text, 1, 1).map(|(text, _)| year(&text)).collect();
    let mut seen = BTreeSet::new();
    for item in papers().iter().flat_map(|paper| &paper.items) {
        let (right, wrong) = parted(item);
        match item.key.face() {
            "year" => {
                let apart = |other: &i32| (other - year(&right[0])).abs();
                let nearer =
                    |other: &String| years.iter().filter(|known| apart(known) < apart(&year(other))).count();
                let is_near = |other: &String| nearer(other) <= 5 || other.as_str() == "1077";
                assert!(wrong.len() == 3 && wrong.iter().all(is_near), "{right:?} {wrong:?}");
            }
            "person" => {
                let own = &century[&right[0]];
                assert!(wrong.len() == 3 && wrong.iter().all(|other| century[other] == *own), "{wrong:?}");
            }
            _ => continue,
        }
        seen.insert(item.key.face().to_owned());
    }
    assert_eq!(seen.len(), 2);
}

#[test]
fn articles_tempt_with_articles_and_free_texts_with_their_like() {
    let mut seen = BTreeSet::new();
    for item in papers().iter().flat_map(|paper| &paper.items).filter(|item| item.key.deck() == "law") {
        let (right, wrong) = parted(item);
        assert_eq!(wrong.len(), 3, "{}", item.key);
        let begins = |word: &str| wrong.iter().all(|other| other.starts_with(word));
        assert!(begins(right[0].split(' ').next().unwrap()) || item.key.card() == "five", "{wrong:?}");
        seen.insert(item.key.card().to_owned());
    }
    assert!(seen.contains("proportion") && seen.contains("speech"), "{seen:?}");
}

#[test]
fn each_fact_of_history_and_law_is_asked_once() {
    let same: &[&[&str]] = &[
        &["history/event/the conquest of England#year", "history/england"],
        &["history/event/the landing in the Bahamas#year", "history/bahamas"],
        &["law/speech", "law/press", "law/five"],
    ];
    let mut asked = BTreeSet::new();
    for paper in papers() {
        assert_eq!(bad_options(&paper), [""; 0]);
        assert_eq!(paper.items.len(), 16, "{:?}", paper.shortages);
        let names = names(&paper);
        for cards in same {
            let both: Vec<_> = cards.iter().filter(|card| names.iter().any(|name| name == **card)).collect();
            assert!(both.len() <= 1, "seed {}: {both:?}", paper.seed);
            asked.extend(both.into_iter().map(|card| (*card).to_owned()));
        }
    }
    assert_eq!(asked.len(), 7, "every one of them is asked by some seed: {asked:?}");
}

/// `TCP 22`, where `text` is that and nothing else.
fn port(text: &str) -> Option<(&str, u32)> {
    let (transport, number) = text.split_once(' ')?;
    let number = number.parse().ok()?;
    matches!(transport, "TCP" | "UDP").then_some((transport, number))
}

#[test]
fn the_network_exams_ask_each_port_once_with_wrong_options_of_its_transport() {
    let library = Library::load(Path::new("/nowhere"));
    let questions = library.questions();
    let questions: Vec<&Question> = questions.iter().collect();
    let kinds: HashMap<_, _> = questions.iter().map(|question| (&question.key, question.kind)).collect();
    let transports: HashMap<String, String> = cells(&tree::read("decks/core-ports.toml"), 0, 2).collect();
    for (name, text) in EXAMS {
        let (exam, _) = read(&SourceFile { name: (*name).into(), text: (*text).into() });
        for paper in drawn(&exam.unwrap(), &questions) {
            assert_eq!(bad_options(&paper), [""; 0]);
            let mut ports = BTreeSet::new();
            for item in &paper.items {
                let (right, wrong) = parted(item);
                let [right] = &right[..] else { continue };
                if let Some((transport, number)) = port(right) {
                    assert!(ports.insert((transport.to_owned(), number)), "{name} {}: {right}", paper.seed);
                    let is_drawn = kinds[&item.key] == "typed";
                    let is_of_it = |other: &String| port(other).is_some_and(|(own, _)| own == transport);
                    assert!(!is_drawn || wrong.iter().all(is_of_it), "{}: {wrong:?}", item.key);
                }
                if item.key.deck() == "core-ports" && item.key.face() == "service" {
                    let is_of_it = |other: &String| transports[other] == transports[right];
                    assert!(wrong.iter().all(is_of_it), "{}: {wrong:?}", item.key);
                    let prompt = item.posed.prompt.plain();
                    let asked = prompt.trim_start_matches("Which of these uses ").trim_end_matches('?');
                    let (transport, number) = port(asked).unwrap();
                    assert!(ports.insert((transport.to_owned(), number)), "{name} {}: {asked}", paper.seed);
                }
            }
        }
    }
}
