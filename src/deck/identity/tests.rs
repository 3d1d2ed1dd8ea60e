//! Progress goes on with what a card became, and never to another question.

use std::collections::HashMap;

use super::*;
use crate::deck::parse;
use crate::source::SourceFile;

/// A card as it was before and as it is after an edit; either may be missing.
type Edit = (Option<(String, String)>, Option<(String, String)>);

fn questions(cards: impl Iterator<Item = (String, String)>) -> Vec<Question> {
    let card = |(prompt, answer)| format!("[[card]]\nfront = '{prompt}'\nback = '{answer}'\n");
    let text = format!("[deck]\nid = 'd'\n{}", cards.map(card).collect::<String>());
    let (deck, findings) = parse(&[SourceFile { name: "d.toml".to_owned(), text }]);
    assert_eq!(findings, []);
    deck.questions
}

fn seen(questions: &[Question]) -> Vec<Seen> {
    let seen = |q: &Question| Seen { key: q.key.clone(), prompt: q.prompt.plain(), answer: q.answer.clone() };
    questions.iter().map(seen).collect()
}

/// How many edited cards keep their progress, how many are in doubt, and which of the former went astray. Every
/// `learned`th old card has progress.
fn carried(edits: &[Edit], learned: usize) -> (usize, usize, Vec<Carried>) {
    let old = questions(edits.iter().filter_map(|edit| edit.0.clone()));
    let new = questions(edits.iter().rev().filter_map(|edit| edit.1.clone()));
    let name = |(prompt, answer): (String, String)| questions([(prompt, answer)].into_iter())[0].key.clone();
    let successors: HashMap<QuestionKey, Option<QuestionKey>> =
        edits.iter().filter_map(|(old, new)| Some((name(old.clone()?), new.clone().map(name)))).collect();
    let old: Vec<Question> = old.into_iter().step_by(learned).collect();
    let (carried, unclear) = carry(&seen(&old), &new);
    let all = carried.len();
    let is_astray = |one: &Carried| successors[&one.from].as_ref() != Some(&one.to);
    let astray = carried.into_iter().filter(is_astray).collect();
    (all, unclear.len(), astray)
}

#[expect(clippy::unnecessary_wraps, reason = "one side of an edit")]
fn card(prompt: impl Into<String>, answer: impl Into<String>) -> Option<(String, String)> {
    Some((prompt.into(), answer.into()))
}

/// A made-up word for each number, none like its neighbour.
fn word(nth: usize) -> String {
    const SYLLABLES: [&str; 16] = [
        "ba", "ko", "mi", "nu", "re", "sha", "ti", "vo", "lem", "dor", "gip", "fas", "wen", "zu", "hy", "pol",
    ];
    let mixed = nth.wrapping_mul(40_503) % 65_536;
    [mixed & 15, mixed >> 4 & 15, mixed >> 8 & 15, mixed >> 12].map(|at| SYLLABLES[at]).concat()
}

#[test]
fn a_change_of_all_cards_takes_all_progress_along() {
    type Change = (&'static str, fn(usize) -> Edit);
    let changes: &[Change] = &[
        ("a name and a rare answer", |n| {
            (
                card(format!("Which port does {} use?", word(n)), format!("{n}")),
                card(format!("Name the port that {} listens on.", word(n)), format!("{n}")),
            )
        }),
        ("a name and a common answer", |n| {
            let answer = ["TCP", "UDP"][n % 2];
            (
                card(format!("Which transport does {} use?", word(n)), answer),
                card(format!("{} is carried by what?", word(n)), answer),
            )
        }),
        ("a name and one answer for all", |n| {
            (
                card(format!("Is {} secure?", word(n)), "yes"),
                card(format!("Can one rely on {} being secure?", word(n)), "yes"),
            )
        }),
        ("a number and nothing else", |n| {
            (
                card(format!("What does the rule of number {n} say about this?"), "nothing"),
                card(format!("Tell what is said about this by rule {n}."), "nothing"),
            )
        }),
        ("two numbers of few", |n| {
            let (a, b) = (n % 40, n / 40);
            (
                card(format!("How much is {a} times {b}?"), format!("{}", a * b)),
                card(format!("Multiply {a} by {b}."), format!("{}", a * b)),
            )
        }),
        ("an answer that was reworded too", |n| {
            (
                card(format!("Which port does {} use?", word(n)), format!("{n}")),
                card(format!("Name the port of {}.", word(n)), format!("TCP {n}")),
            )
        }),
        ("addresses", |n| {
            let address = format!("10.{}.{}.{}", n % 7, n % 31, n / 31);
            (
                card(format!("Which host is {address}?"), word(n % 50)),
                card(format!("Whose address is {address}?"), word(n % 50)),
            )
        }),
        ("no blanks between words", |n| {
            let name: String =
                [n % 37, n / 37].iter().map(|&at| char::from_u32(0x4E00 + 7 * at as u32).unwrap()).collect();
            (card(format!("{name}的首都是哪里"), word(n)), card(format!("请说出{name}的首都"), word(n)))
        }),
        ("long statements", |n| {
            let (a, b, c) = (word(n), word(n + 700), word(n * 3 % 1009));
            (
                card(format!("The {a} of every {b} has a {c} that nobody may take away."), "true"),
                card(format!("From no {b} may the {c} of its {a} be taken away."), "true"),
            )
        }),
    ];
    for (what, change) in changes {
        for learned in [1, 3] {
            let edits: Vec<Edit> = (1..=600).map(change).collect();
            let (carried, _, astray) = carried(&edits, learned);
            assert_eq!(astray, [], "{what}");
            assert!(carried * 100 >= 95 * (600 / learned), "{what}: {carried} of {}", 600 / learned);
        }
    }
}

#[test]
fn progress_never_goes_to_another_question() {
    type Change = (&'static str, fn(usize) -> Edit);
    let changes: &[Change] = &[
        ("half is deleted, half is new", |n| match n % 3 {
            0 => (card(format!("Which port does {} use?", word(n)), format!("{n}")), None),
            1 => (None, card(format!("Which port does {} use?", word(n)), format!("{n}"))),
            _ => (None, card(format!("Which transport does {} use?", word(n - 2)), "TCP")),
        }),
        ("numbers", |n| match n % 2 {
            0 => (card(format!("Is port {n} open?"), "yes"), None),
            _ => (None, card(format!("Is port {n} open?"), "yes")),
        }),
        ("another question of each name", |n| {
            let old = card(format!("Which port does {} use?", word(n)), format!("{n}"));
            if n % 2 == 0 { (old, None) } else { (None, card(format!("Is {} secure?", word(n - 1)), "yes")) }
        }),
        ("the same answer", |n| match n % 2 {
            0 => (card(format!("Which service has {}?", word(n)), format!("answer {}", n / 2)), None),
            _ => (None, card(format!("Which service has {}?", word(n)), format!("answer {}", n / 2))),
        }),
    ];
    for (what, change) in changes {
        let edits: Vec<Edit> = (300..900).map(change).collect();
        let (carried, unclear, _) = carried(&edits, 1);
        assert_eq!((carried, unclear), (0, 0), "{what}");
    }
}

#[test]
fn where_half_is_reworded_and_half_is_gone_each_goes_its_way() {
    let edits: Vec<Edit> = (1..=900)
        .map(|n| {
            let old = card(format!("Which port does {} use?", word(n)), format!("{n}"));
            let new = card(format!("Name the port that {} listens on.", word(n)), format!("{n}"));
            match n % 3 {
                0 => (old, new),
                1 => (old, None),
                _ => (None, new),
            }
        })
        .collect();
    assert_eq!(carried(&edits, 1), (300, 0, vec![]));
}

#[test]
fn few_cards_are_told_apart_by_what_they_say() {
    enum Fate {
        Goes,
        IsInDoubt,
        Rests,
    }
    use Fate::{Goes, IsInDoubt, Rests};
    for (old, new, fate) in [
        (("Which port does SSH use?", "22"), ("Which TCP port does SSH use?", "22"), Goes),
        (("What is the capital of France?", "Paris"), ("What is the capital city of France?", "Paris"), Goes),
        (("The OSI modle has seven layers", "true"), ("The OSI model has seven layers", "true"), Goes),
        (("Which port does SHS use?", "22"), ("Which port does SSH use?", "22"), Goes),
        (
            ("How many bits has an IPv6 address?", "128"),
            ("How many bits does an IPv6 address have?", "128 bits"),
            Goes,
        ),
        (("What does latency describe?", "delay"), ("What is meant by latency?", "delay"), Goes),
        (("What is the capital of France?", "Paris"), ("What is the capital of Spain?", "Madrid"), Rests),
        (("Is port 22 open?", "yes"), ("Is port 23 open?", "yes"), IsInDoubt),
        (("Which port does SSH use?", "22"), ("Which port does SFTP use?", "22"), IsInDoubt),
        (("What does && do?", "and"), ("What does || do?", "or"), Rests),
        (("Who invented C?", "Ritchie"), ("Who invented C++?", "Stroustrup"), Rests),
        (
            ("Which of these is a secure protocol?", "SSH"),
            ("Which of these is no secure protocol?", "Telnet"),
            IsInDoubt,
        ),
        (
            ("Name a protocol that is older than SSH", "Telnet"),
            ("What is the OSI model for?", "teaching"),
            Rests,
        ),
        (("あ", "a"), ("い", "i"), Rests),
        (("dog", "Hund"), ("Hund", "dog"), Rests),
    ] {
        let (before, after) =
            (questions([old].into_iter().map(owned)), questions([new].into_iter().map(owned)));
        let (carried, unclear) = carry(&seen(&before), &after);
        let wanted = match fate {
            Goes => (1, 0),
            IsInDoubt => (0, 1),
            Rests => (0, 0),
        };
        assert_eq!((carried.len(), unclear.len()), wanted, "{old:?} and {new:?}");
    }
}

fn owned((prompt, answer): (&str, &str)) -> (String, String) {
    (prompt.to_owned(), answer.to_owned())
}

#[test]
fn two_cards_that_became_one_are_in_doubt() {
    let old = [("Which TCP port does SSH use?", "22"), ("Which UDP port does SSH use?", "22")];
    let (before, after) = (
        questions(old.into_iter().map(owned)),
        questions([("Which port does SSH use?", "22")].into_iter().map(owned)),
    );
    let (carried, unclear) = carry(&seen(&before), &after);
    assert_eq!((carried.len(), unclear.len()), (0, 2));
}

#[test]
fn an_id_that_asks_of_another_number_has_no_successor() {
    let question = |prompt: &str, answer: &str| {
        questions([(prompt.to_owned(), answer.to_owned())].into_iter()).remove(0)
    };
    let old = seen(&[question("How much is 7 times 8?", "56")]).remove(0);
    assert!(!is_successor(&old, &question("How much is 7 times 9?", "63")));
    assert!(is_successor(&old, &question("How much is 7 times 8?", "56, as everybody knows")));
    assert!(is_successor(&old, &question("How much is 7 times 8, then?", "56")));
}
