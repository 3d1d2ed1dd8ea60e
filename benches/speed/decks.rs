//! Reading a deck and finding what is wrong with it.

use std::fs;

use divan::Bencher;
use examdrill::deck::{self, Seen};
use examdrill::library::read_deck;
use examdrill::source::SourceFile;
use rand::SeedableRng;
use rand::rngs::StdRng;

use crate::samples::{self, CARDS};

/// Draws, fills and judges, as a learner is asked again and again.
#[divan::bench]
fn draw_a_thousand_computed_questions(bencher: Bencher<'_, '_>) {
    let text = format!("[deck]\nid = 'd'\n[[generate]]\n{}", deck::keys::COMPUTED_EXAMPLE);
    let (deck, _) = deck::parse(&[SourceFile { name: "d.toml".into(), text }]);
    let question = &deck.questions[0];
    bencher.bench_local(|| {
        let mut rng = StdRng::seed_from_u64(1);
        (0..1000).map(|_| question.pose(&mut rng).prompt.as_str().len()).sum::<usize>()
    });
}

/// From the file to questions and findings, as `check` does it.
#[divan::bench(sample_count = 50, sample_size = 1)]
fn check_ten_thousand_cards(bencher: Bencher<'_, '_>) {
    let folder = samples::folder();
    let path = folder.path().join("large.toml");
    fs::write(&path, samples::deck(CARDS)).expect("the folder is writable");
    let read = read_deck(&path).expect("the file is there");
    assert_eq!(read.errors(), 0, "{:?}", read.findings.first());
    assert!(read.deck.questions.len() >= CARDS);
    bencher.bench_local(|| read_deck(&path));
}

/// Progress of a third of the cards goes on when all cards are reworded by one pattern.
#[divan::bench(args = [CARDS, 3 * CARDS], sample_count = 5, sample_size = 1)]
fn carry_over_when_all_is_reworded(bencher: Bencher<'_, '_>, cards: usize) {
    let read = |prompt: fn(usize) -> String| {
        let card = |nth: usize| format!("[[card]]\nfront = \"{}\"\nback = \"value {nth}\"\n", prompt(nth));
        let text = (0..cards).map(card).collect();
        deck::parse(&[samples::file(text)]).0.questions
    };
    let before = read(|nth| format!("What is the value of item number {nth} in this list?"));
    let after = read(|nth| format!("Tell which value the list gives for the item {nth}."));
    let seen: Vec<Seen> = before
        .iter()
        .step_by(3)
        .map(|q| Seen { key: q.key.clone(), prompt: q.prompt.plain(), answer: q.answer.clone() })
        .collect();
    assert_eq!(deck::carry(&seen, &after).0.len(), seen.len());
    bencher.bench_local(|| deck::carry(&seen, &after));
}

/// Files of 16 MB, the most that is read, made to be slow.
#[divan::bench(args = HOSTILE.iter().map(|(name, _)| name), sample_count = 1, sample_size = 1)]
fn sixteen_megabytes(bencher: Bencher<'_, '_>, name: &str) {
    let make = HOSTILE.iter().find(|(other, _)| *other == name).map(|(_, make)| make);
    let files = [samples::file(make.expect("the name is of this list")())];
    bencher.bench_local(|| deck::parse(&files));
}

type Hostile = (&'static str, fn() -> String);

const SIZE: usize = 16 * 1024 * 1024;

const HOSTILE: &[Hostile] = &[
    ("empty cards", || repeated("", |_| "[[card]]\n".to_owned())),
    ("equal prompts", || repeated("", |_| "[[card]]\nquestion = \"Why?\"\nanswer = \"So.\"\n".to_owned())),
    ("syntax errors", || repeated("", |nth| format!("[[card]]\nquestion = \"{nth}\n"))),
    ("unknown keys", || repeated("[[card]]\n", |nth| format!("key{nth} = 1\n"))),
    ("unknown tables", || repeated("", |nth| format!("[key{nth}]\n"))),
    ("tags", || {
        repeated("[[card]]\nfront = \"f\"\nback = \"b\"\ntags = [", |nth| format!("\"{nth}\",")) + "]"
    }),
    ("one prompt", || repeated("[[card]]\nback = \"b\"\nfront = \"", |_| "*a_ `".to_owned()) + "\""),
    ("brackets in a prompt", || repeated("[[card]]\nback = \"b\"\nfront = \"", |_| "[a](".to_owned()) + "\""),
    ("quotes in a prompt", || repeated("[[card]]\nback = \"b\"\nfront = '", |_| "> - ".to_owned()) + "'"),
    ("wrong options", || {
        repeated("[[card]]\nquestion = \"q\"\nanswer = \"a\"\nwrong = [", |nth| format!("\"{nth}\",")) + "]"
    }),
    ("items to order", || {
        repeated("[[card]]\nquestion = \"q\"\norder = [", |nth| format!("\"{nth}\",")) + "]"
    }),
    ("pairs to match", || {
        repeated("[[card]]\nquestion = \"q\"\nmatch = [", |nth| format!("[\"{nth}\",\"b{nth}\"],")) + "]"
    }),
    ("bins", || {
        repeated("[[card]]\nquestion = \"q\"\n[card.classify]\n", |nth| format!("k{nth} = [\"a{nth}\"]\n"))
    }),
    ("holes", || repeated("[[card]]\ncloze = \"", |_| "{{a}}".to_owned()) + "\""),
    ("classes", || {
        repeated(
            "[[generate]]\nid = \"g\"\nquestion = \"{number}\"\nnumber = { from = 0, to = 9000000 }\nclasses = [",
            |nth| format!("{{to={nth},answer=\"a{nth}\"}},"),
        ) + "]"
    }),
    ("rows of a table", || {
        let template = "[[table.card]]\nquestion = \"{a}?\"\nanswer = \"{b}\"\nwrong = { from = \"b\" }\n";
        let rows = repeated("[[table]]\nid = \"t\"\ncolumns = [\"a\", \"b\"]\nrows = [", |nth| {
            format!("[\"r{nth}\",\"same\"],\n")
        });
        let templates: String =
            (0..3).map(|nth| template.replacen('\n', &format!("\nid = \"t{nth}\"\n"), 1)).collect();
        rows + "]\n" + &templates
    }),
    ("columns of a table", || {
        let columns = repeated("[[table]]\nid = \"t\"\ncolumns = [", |nth| format!("\"c{nth}\","));
        let columns = &columns[..columns.rfind(',').unwrap_or(0).min(SIZE / 2)];
        let columns = &columns[..columns.rfind(',').unwrap_or(0)];
        let row = columns.replacen("[[table]]\nid = \"t\"\ncolumns = ", "", 1);
        format!(
            "{columns}]\nrows = [{row}]]\n[[table.card]]\nquestion = \"{{c0}} {{{{ {{c99999}}\"\nanswer = \"{{c1}}\"\n"
        )
    }),
    ("look-alikes of a table", || {
        let rows = names("r", "[", "]");
        let names = names("r", "", "");
        format!(
            "[[table]]\nid = \"t\"\ncolumns = [\"a\"]\nrows = [{rows}]\nlook_alikes = [[{names}]]\n[[table.card]]\nquestion = \"{{a}}\"\nanswer = \"{{a}}\"\n"
        )
    }),
    ("unknown look-alikes", || {
        repeated("", |nth| {
            format!("[[card]]\nid=\"i{nth}\"\nfront=\"f\"\nback=\"b\"\nlook_alike=[\"x{nth}\"]\n")
        })
    }),
    ("unknown rows", || {
        let rows = names("r", "[", "]");
        let names = names("x", "", "");
        format!(
            "[[table]]\nid = \"t\"\ncolumns = [\"a\"]\nrows = [{rows}]\nlook_alikes = [[{names}]]\n[[table.card]]\nquestion = \"{{a}}\"\nanswer = \"{{a}}\"\n"
        )
    }),
];

/// `head` and then as many parts as fit.
fn repeated(head: &str, part: impl Fn(usize) -> String) -> String {
    let mut text = head.to_owned();
    for nth in 0.. {
        let part = part(nth);
        if text.len() + part.len() + 1000 > SIZE {
            break;
        }
        text.push_str(&part);
    }
    text
}

/// A list of 200,000 texts that begin with `letter`, each between `open` and `close`.
fn names(letter: &str, open: &str, close: &str) -> String {
    (0..200_000)
        .fold(String::new(), |list, nth| list + open + "\"" + letter + &nth.to_string() + "\"" + close + ",")
}
