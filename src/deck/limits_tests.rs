//! What a card does not use of what its author wrote, and that it is told.

use rand::SeedableRng;
use rand::rngs::StdRng;

use super::{includes, parse};
use crate::card::answers;
use crate::card::compare::Rivals;
use crate::card::limits::{LONGEST_TYPED, MOST_ACCEPTED, MOST_ITEMS, MOST_TAGS};
use crate::card::{Answer, Body, Input, Verdict};
use crate::source::SourceFile;

/// The bodies of a deck of one card, and the codes of what is found in it.
fn read(card: &str) -> (Body, Vec<&'static str>) {
    let text = format!("[deck]\nid = 'd'\ntitle = 'D'\n[[card]]\nid = 'c'\n{card}\n");
    let (deck, findings) = parse(&[SourceFile { name: "d.toml".into(), text }]);
    let body = deck.questions.first().unwrap_or_else(|| panic!("{findings:#?}")).body.as_ref().clone();
    (body, findings.iter().map(|finding| finding.code.name()).collect())
}

fn list(count: usize) -> String {
    let items: Vec<_> = (0..count).map(|i| format!("'item {i}'")).collect();
    format!("[{}]", items.join(", "))
}

fn input(card: &str) -> Input {
    read(card).0.pose("", &crate::card::Notes::default(), &mut StdRng::seed_from_u64(1)).input
}

#[test]
fn what_goes_beyond_is_told_and_the_card_stays() {
    let pairs = |count: usize| {
        let pairs: Vec<_> = (0..count).map(|i| format!("['l{i}', 'r{i}']")).collect();
        format!("question = 'q'\nmatch = [{}]", pairs.join(", "))
    };
    let bins = |count: usize| format!("question = 'q'\nclassify = {{ a = {}, b = ['x'] }}", list(count - 1));
    let accept = |count: usize| format!("question = 'q'\nanswer = 'a'\naccept = {}", list(count));
    let order = |count: usize| format!("question = 'q'\norder = {}", list(count));
    let wrong = |count: usize| format!("question = 'q'\nanswer = 'a'\nwrong = {}", list(count - 1));
    let right = |count: usize| format!("question = 'q'\nanswer = {}\nwrong = ['x']", list(count - 1));
    let tags = |count: usize| format!("front = 'f'\nback = 'b'\ntags = {}", list(count).replace(' ', ""));
    let limits: [(usize, &dyn Fn(usize) -> String); 7] = [
        (MOST_ACCEPTED, &accept),
        (MOST_ITEMS, &order),
        (MOST_ITEMS, &pairs),
        (MOST_ITEMS, &bins),
        (MOST_ITEMS, &wrong),
        (MOST_ITEMS, &right),
        (MOST_TAGS, &tags),
    ];
    for (most, card) in limits {
        assert_eq!(read(&card(most)).1, [""; 0], "{}", card(most));
        assert_eq!(read(&card(most + 1)).1, ["excess"], "{}", card(most + 1));
    }
}

#[test]
fn a_deck_includes_so_many_files_and_no_more() {
    let text = |count| format!("[deck]\nid = 'd'\ninclude = {}\n", list(count));
    for (count, told) in [(500, 0), (501, 1)] {
        let text = text(count);
        assert_eq!(includes(&text).len(), 500);
        let (deck, findings) = parse(&[SourceFile { name: "d.toml".into(), text }]);
        let excess = findings.iter().filter(|finding| finding.code == "excess").count();
        assert_eq!((deck.include.len(), excess), (500, told));
    }
}

#[test]
fn the_first_ones_are_used() {
    let Input::Order(answers::Order { items, .. }) = input(&format!("question = 'q'\norder = {}", list(500)))
    else {
        panic!()
    };
    assert_eq!(items.len(), MOST_ITEMS);
    assert!(!items.iter().any(|item| item.as_str() == "item 64"));
    let choice = input(
        &format!("question = 'q'\nanswer = {0}\nwrong = {0}", list(500)).replacen("item", "right", 500),
    );
    let Input::Choose(answers::Choose { options, .. }) = choice else { panic!() };
    assert_eq!((options.len(), options.iter().filter(|option| !option.right).count()), (MOST_ITEMS, 1));
    let bins = format!("question = 'q'\nclassify = {{ a = {}, b = ['x', 'y'] }}", list(500));
    let Input::Sort(answers::Sort { items, .. }) = input(&bins) else { panic!() };
    assert!(items.len() == MOST_ITEMS && items.iter().any(|item| item.as_str() == "y"), "{items:?}");
    let typed = input(&format!("question = 'q'\nanswer = 'a'\naccept = {}", list(300)));
    let judge = |given: &str| typed.judge(&Answer::Text(given.into()), &Rivals::default());
    assert_eq!((judge("item 255"), judge("item 256")), (Verdict::Right, Verdict::Wrong));
}

#[test]
fn steps_that_differ_only_beyond_are_no_order() {
    let steps = format!("['a', {}'b']", "'a', ".repeat(MOST_ITEMS));
    let text = format!("[[card]]\nquestion = 'q'\norder = {steps}\n");
    let (deck, findings) = parse(&[SourceFile { name: "d.toml".into(), text }]);
    assert!(deck.questions.is_empty() && findings.iter().any(|finding| finding.code == "too-few"));
}

#[test]
fn an_answer_of_too_many_letters_is_told() {
    let long = "y".repeat(LONGEST_TYPED + 1);
    for card in [
        format!("question = 'q'\nanswer = '{long}'"),
        format!("question = 'q'\nanswer = 'a'\naccept = ['{long}']"),
        format!("cloze = 'a {{{{{long}}}}}'"),
    ] {
        assert_eq!(read(&card).1, ["long-typed"]);
        assert_eq!(read(&card.replacen('y', "", 1)).1, [""; 0]);
    }
}
