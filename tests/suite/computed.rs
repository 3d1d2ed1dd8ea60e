//! Computed questions against an implementation of somebody else: Python, with its `ipaddress`.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Write as _;
use std::process::{Command, Stdio};
use std::time::Duration;

use examdrill::card::{Input, Posed, Question, Verdict};
use examdrill::clock::Clock;
use examdrill::library::Library;
use examdrill::source::SourceFile;
use rand::SeedableRng;
use rand::rngs::StdRng;
use serde::{Deserialize, Serialize};

use super::tree;

/// Draws of each function and of each generator that are compared.
const DRAWS: u64 = 1000;
/// So many without optimisation, where all of them would take a minute; `ALL_DRAWS=1` compares all of them there too.
const FEWER: u64 = 100;
/// Draws of each generator whose answers stand in the table of fixed values.
const FIXED: u64 = 3;
/// That table: the name of the question, the seed, what is asked, and what is right, parted by tabs.
const TABLE: &str = "tests/fixtures/computed.tsv";

/// How many draws of each are compared in this run.
fn compared() -> u64 {
    let is_short = cfg!(debug_assertions) && std::env::var_os("ALL_DRAWS").is_none();
    if is_short { FEWER } else { DRAWS }
}

/// What is asked as words for the other side, and how it computes the answer.
const GENERATORS: [(&str, &str, &str); 16] = [
    ("network", "{ip} {prefix}", "{network(ip, prefix)}"),
    ("broadcast", "{ip} {prefix}", "{broadcast(ip, prefix)}"),
    ("first", "{ip} {prefix}", "{first(ip, prefix)}"),
    ("last", "{ip} {prefix}", "{last(ip, prefix)}"),
    ("hosts", "{prefix}", "{hosts(prefix)}"),
    ("mask", "{prefix}", "{mask(prefix)}"),
    ("wildcard", "{prefix}", "{wildcard(prefix)}"),
    ("prefix_of", "{mask(prefix)}", "{prefix_of(mask(prefix))}"),
    ("contains", "{ip} {prefix} {offset(ip, n)}", "{contains(network(ip, prefix), prefix, offset(ip, n))}"),
    ("summary", "{ip} {offset(ip, n)}", "{summary(ip, offset(ip, n))}"),
    ("offset", "{ip} {n}", "{offset(ip, n)}"),
    ("bin", "{n}", "{bin(n)}"),
    ("short", "{ipv6_full(six)}", "{ipv6_short(six)}"),
    ("full", "{six}", "{ipv6_full(six)}"),
    ("network6", "{six} {prefix + 30}", "{network(six, prefix + 30)}"),
    ("slaac", "{six} {mac}", "{slaac(six, mac)}"),
];

fn generators() -> Vec<Question> {
    let mut text = "[deck]\nid = 'd'\ntitle = 'D'\n".to_owned();
    for (name, question, answer) in GENERATORS {
        write!(
            text,
            "[[generate]]\nid = '{name}'\ndraw = {{ ip = 'ipv4', six = 'ipv6', mac = 'mac', prefix = {{ from = 8, to = 32 }}, n = {{ from = 1, to = 70000 }} }}\nquestion = '{question}'\nanswer = '{answer}'\nread_off = true\n"
        )
        .unwrap();
    }
    let (deck, findings) = examdrill::deck::parse(&[SourceFile { name: "d.toml".into(), text }]);
    assert!(findings.iter().all(|finding| finding.code.name() == "unused-name"), "{findings:?}");
    deck.questions
}

/// What a learner is asked, and answers to it that are to be judged: the options, or the solution and the mistakes.
#[derive(Serialize)]
struct Asked {
    question: String,
    form: Option<serde_json::Value>,
    given: Vec<String>,
}

/// What is right by the other implementation: whether each answer is, and its own where one is typed.
#[derive(Debug, PartialEq, Deserialize)]
struct Solved {
    right: Vec<bool>,
    answer: Option<String>,
}

/// One draw of a built-in generator.
struct Draw {
    question: Question,
    seed: u64,
    posed: Posed,
}

impl Draw {
    fn asked(&self) -> Asked {
        let (form, given) = match &self.posed.input {
            Input::Choose(choose) => {
                (None, choose.options.iter().map(|option| option.text.plain()).collect())
            }
            Input::Text(expected) => {
                let form = expected.notation.map(|notation| serde_json::to_value(notation).unwrap());
                let mistakes = expected.mistakes.iter().map(|slip| slip.answer.clone());
                (form, [expected.written().to_owned()].into_iter().chain(mistakes).collect())
            }
            other => panic!("{self}: nobody answers {other:?}"),
        };
        Asked { question: self.posed.prompt.plain(), form, given }
    }

    /// What the program says of the same answers, and of the one that was worked out.
    fn judged(&self, solved: &Solved) -> Solved {
        match &self.posed.input {
            Input::Choose(choose) => {
                Solved { right: choose.options.iter().map(|option| option.right).collect(), answer: None }
            }
            input => {
                let is_right = |given: &String| {
                    let given = examdrill::card::Answer::Text(given.clone());
                    input.judge(&given, &self.question.rivals) == Verdict::Right
                };
                let right = self.asked().given.iter().map(is_right).collect();
                Solved { right, answer: solved.answer.clone().filter(is_right) }
            }
        }
    }
}

impl std::fmt::Display for Draw {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let asked = self.asked();
        write!(f, "{} with seed {}: {} {:?}", self.question.key, self.seed, asked.question, asked.given)
    }
}

/// The first draws of each generator that is built in.
fn draws(count: u64) -> Vec<Draw> {
    let library = Library::of(&[tree::root().join("decks")]);
    let generators: Vec<Question> =
        library.questions().iter().filter(|question| question.is_drawn()).map(|one| (*one).clone()).collect();
    assert!(generators.len() >= 70, "only {} generators are built in", generators.len());
    let drawn = |question: &Question, seed| {
        let posed = question.pose(&mut StdRng::seed_from_u64(seed));
        Draw { question: question.clone(), seed, posed }
    };
    generators.iter().flat_map(|question| (0..count).map(move |seed| drawn(question, seed))).collect()
}

/// What a Python program beside the tests answers, a line for each of those `asked`. `None` where there is no Python.
fn python(program: &str, asked: String) -> Option<Vec<String>> {
    let started = Command::new("python3")
        .arg(tree::root().join(program))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn();
    let Ok(mut python) = started else {
        eprintln!("skipped: there is no python3 to compare with");
        return None;
    };
    let mut stdin = python.stdin.take().unwrap();
    let count = asked.lines().count();
    let writer = std::thread::spawn(move || stdin.write_all(asked.as_bytes()));
    let output = python.wait_with_output().unwrap();
    writer.join().unwrap().unwrap();
    let told: Vec<String> = String::from_utf8(output.stdout).unwrap().lines().map(str::to_owned).collect();
    assert_eq!(told.len(), count, "{program} does not answer all");
    Some(told)
}

/// What a solver makes of `draws` that sees what a learner sees. `None` where there is no Python.
fn solved(draws: &[Draw]) -> Option<Vec<Solved>> {
    let mut asked = String::new();
    for draw in draws {
        writeln!(asked, "{}", serde_json::to_string(&draw.asked()).unwrap()).unwrap();
    }
    let told = python("tests/computed/solver.py", asked)?;
    let solved = draws.iter().zip(told).map(|(draw, told)| {
        let solved: Option<Solved> = serde_json::from_str(&told).unwrap();
        solved.unwrap_or_else(|| panic!("tests/computed/solver.py does not know {draw}"))
    });
    Some(solved.collect())
}

#[test]
fn every_built_in_generator_agrees_with_a_solver_that_sees_what_a_learner_sees() {
    let draws = draws(compared());
    let Some(solved) = solved(&draws) else { return };
    let mut wrong: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (draw, solved) in draws.iter().zip(&solved) {
        let judged = draw.judged(solved);
        if judged != *solved {
            let told = format!("{draw}: {solved:?}, and not {judged:?}");
            wrong.entry(draw.question.key.to_string()).or_default().push(told);
        }
    }
    let first: Vec<String> =
        wrong.values().map(|told| format!("{} draws, first {}", told.len(), told[0])).collect();
    assert!(first.is_empty(), "{}", first.join("\n"));
}

/// What is right, as the table says it.
fn right(asked: &Asked, solved: &Solved) -> String {
    let options = || asked.given.iter().zip(&solved.right).filter(|(_, right)| **right);
    solved.answer.clone().unwrap_or_else(|| options().map(|(given, _)| given.as_str()).collect())
}

#[test]
fn the_first_draws_of_every_built_in_generator_have_the_answers_of_a_table() {
    let draws = draws(FIXED);
    let worked_out = std::env::var_os("BLESS").and_then(|_| solved(&draws));
    let mut table = "question\tseed\tasked\tright\n".to_owned();
    for (place, draw) in draws.iter().enumerate() {
        let asked = draw.asked();
        let own = || draw.judged(&Solved { right: Vec::new(), answer: Some(asked.given[0].clone()) });
        let right =
            worked_out.as_ref().map_or_else(|| right(&asked, &own()), |all| right(&asked, &all[place]));
        writeln!(table, "{}\t{}\t{}\t{right}", draw.question.key, draw.seed, asked.question).unwrap();
    }
    tree::expect_page(TABLE, &table, "computed");
}

#[test]
fn a_thousand_draws_agree_with_the_addresses_of_python() {
    let mut asked = String::new();
    let mut own = Vec::new();
    for question in generators() {
        for seed in 0..compared() {
            let posed = question.pose(&mut StdRng::seed_from_u64(seed));
            let Input::Text(expected) = &posed.input else { panic!("{:?}", posed.input) };
            writeln!(asked, "{} {}", question.key.card(), posed.prompt.as_str()).unwrap();
            own.push(expected.written().to_owned());
        }
    }
    let Some(theirs) = python("tests/computed/functions.py", asked.clone()) else { return };
    for ((asked, own), theirs) in asked.lines().zip(&own).zip(&theirs) {
        assert_eq!(own, theirs, "{asked}");
    }
}

#[test]
fn a_thousand_draws_take_no_time_that_anybody_notices() {
    let library = Library::load(&tree::root().join("no such folder"));
    let example = format!("[deck]\nid = 'd'\n[[generate]]\n{}", examdrill::deck::keys::COMPUTED_EXAMPLE);
    let (example, _) = examdrill::deck::parse(&[SourceFile { name: "d.toml".into(), text: example }]);
    // Unoptimised, and beside other tests, it is only to be seen that nothing has gone quite wrong.
    let (count, most) = if cfg!(debug_assertions) { (DRAWS / 20, 2000) } else { (DRAWS, 20) };
    let most = Duration::from_millis(most);
    let clock = Clock::real();
    let drawn = |question: &Question| {
        let begin = clock.elapsed();
        let mut rng = StdRng::seed_from_u64(1);
        (0..count).for_each(|_| drop(question.pose(&mut rng)));
        clock.elapsed().saturating_sub(begin)
    };
    let built_in = library.questions();
    let all = built_in.iter().chain(&example.questions).filter(|question| question.is_drawn());
    let mut slow = Vec::new();
    for question in all {
        let best = (0..3).map(|_| drawn(question)).min().unwrap();
        if best >= most {
            slow.push(format!("{}: {best:?}", question.key));
        }
    }
    assert!(slow.is_empty(), "{count} draws take longer than {most:?}: {slow:#?}");
}
