//! A card that is exported and imported again asks the same, or is named as lost.

use proptest::prelude::*;

use super::*;
use crate::card::kinds::Order;

/// Texts of what means something in one format or another.
fn wild() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => "[a-z]{1,4}|[0-9]{1,3}| ",
        3 => "::|:|\\{\\{|\\}\\}|\\{|\\}|\\\\|=|~|#|\n|\t|->|%50%|\\||\\[|\\]|\\(|`|\\*|_|<|>|&|\"|,|;|-|/",
        1 => "c1::|\\{\\{c1::|\n```\n|\n\n|<b>|<!--|-->|&amp;|Q: |A: |\nQ: |\nA: |\nC: |\n---\n|ANSWER: A|\nA\\. |\\[tag:|//|\\$CATEGORY:|TRUE|True|- \\[x\\] |1\\. |    |<hr>|ä|é",
    ];
    proptest::collection::vec(piece, 1..8).prop_map(|pieces| pieces.concat())
}

fn wild_card() -> impl Strategy<Value = Card> {
    let texts = |count| proptest::collection::vec(wild(), count);
    let flip =
        (wild(), wild(), any::<bool>()).prop_map(|(front, back, reverse)| super::flip(front, back, reverse));
    let typed = (wild(), texts(1..3), proptest::option::of(1..9u8), any::<bool>()).prop_map(
        |(question, answers, tolerance, exact): (_, Vec<String>, Option<u8>, _)| {
            let mut card = Typed::new(Text::new(question), answers);
            card.expected = Expected { tolerance: tolerance.map(f64::from), exact, ..card.expected };
            Body::from(card)
        },
    );
    let choice = (wild(), texts(2..5), 1..3usize, proptest::option::of(wild())).prop_map(
        |(question, options, right, why)| {
            let (right, wrong) = options.split_at(right.min(options.len() - 1));
            let wrong = wrong.iter().map(|text| (text.clone(), why.clone())).collect();
            let last = options.last().cloned();
            Body::from(super::choice(&question, right, wrong, last))
        },
    );
    let truth = (wild(), any::<bool>()).prop_map(|(statement, holds)| super::truth(statement, holds));
    let hole = (1..3u32, wild(), texts(0..2), proptest::option::of(wild())).prop_map(
        |(number, answer, accept, hint)| {
            let answers = std::iter::once(answer).chain(accept).collect();
            Piece::Hole(Blank::new(number, answers, hint))
        },
    );
    let part = prop_oneof![wild().prop_map(Piece::Text), hole];
    let cloze = proptest::collection::vec(part, 1..5)
        .prop_map(|pieces| Body::from(Cloze::new(Text::default(), pieces)));
    let matching = (wild(), proptest::collection::vec((wild(), wild()), 2..4), texts(0..2))
        .prop_map(|(question, pairs, extra)| super::matching(&question, pairs, &extra));
    let order = (wild(), texts(2..4)).prop_map(|(question, steps): (_, Vec<String>)| {
        let steps = steps.iter().map(Text::new).collect();
        Body::from(Order { question: Text::new(question), steps })
    });
    let body = prop_oneof![flip, typed, choice, truth, cloze.clone(), cloze, matching, order];
    (body, proptest::option::of(wild()), proptest::option::of("[a-z]{1,3}")).prop_map(
        |(body, explain, tag)| Card {
            explain,
            tags: tag.into_iter().collect(),
            ..Card::new(body, Place::Line(1))
        },
    )
}

/// The cards as a deck holds them; what it cannot hold is named by then.
fn in_a_deck(cards: &[Card]) -> Vec<Card> {
    let mut report = Report::default();
    let head = Head { id: "x".into(), title: "x".into(), origin: "x".into() };
    let text = merged(&head.toml(), &crate::deck::Deck::default(), cards, &mut report);
    let cards_held = cards_in(&text);
    let named = [Lost::Refused, Lost::Repeated, Lost::Alike].map(|lost| report.count(lost));
    assert_eq!(cards_held.len() + named.iter().sum::<usize>(), cards.len());
    cards_held
}

/// Fails where a card comes back from `format` as another one and no loss says so.
fn comes_back(format: &Format, cards: &[Card]) {
    let (bytes, report) = format.write(cards, Report::default()).unwrap();
    let written = String::from_utf8_lossy(&bytes);
    let lost = report.count(Lost::Kind) + report.count(Lost::Unwritable);
    assert_eq!(report.cards + lost, cards.len(), "{written}");
    let back = format.read(&bytes, &Reading::default());
    assert_eq!(back.refused, None, "{written}");
    let mut back = back.cards.as_slice();
    for card in cards {
        let (alone, told) = format.write(std::slice::from_ref(card), Report::default()).unwrap();
        let count = format.read(&alone, &Reading::default()).cards.len();
        let (own, rest) =
            back.split_at_checked(count).unwrap_or_else(|| panic!("{}:\n{written}", format.name));
        back = rest;
        if told.count(Lost::Kind) + told.count(Lost::Unwritable) == 0 {
            assert!(same::came_back(card, own, &told), "{}: {card:#?}\n{own:#?}\n{written}", format.name);
        }
    }
    assert_eq!(back, [], "{}:\n{written}", format.name);
}

#[test]
fn a_hole_may_hold_an_address_and_a_text_may_hold_braces() {
    let deck = "[deck]\nid = 'x'\ntitle = 'x'\n\
[[card]]\nid = 'a'\ncloze = 'The loopback is {{::1}}.'\n\
[[card]]\nid = 'b'\ncloze = 'It is {{fe80::1}} here.'\n\
[[card]]\nid = 'c'\ncloze = 'C++ prints with {{std::cout|a stream}}.'\n\
[[card]]\nid = 'd'\ncloze = 'A template has \\{\\{ x }} in {{Jinja}}.'\n\
[[card]]\nid = 'e'\ncloze = 'All is {{::}} and {{2001:db8::/32}} now.'\n";
    let cards = cards_in(deck);
    assert_eq!(cards.len(), 5);
    for format in both_ways().filter(|format| format.name != "aiken") {
        let (_, report) = format.write(&cards, Report::default()).unwrap();
        assert_eq!(report.count(Lost::Unwritable), 0, "{report:?}");
        comes_back(format, &cards);
    }
    let tsv = Format::named("tsv").unwrap();
    let (written, report) = tsv.write(&cards, Report::default()).unwrap();
    assert!(report.losses().is_empty(), "{report:?}");
    let (back, deck, _) = deck_of(&tsv.read(&written, &Reading::default()).cards);
    assert_eq!(deck.questions.len(), 6, "{back}");
    for hole in ["{{::1}}", "{{fe80::1}}", "{{std::cout|a stream}}", "\\{{ x }}", "{{::}}"] {
        assert!(back.contains(hole), "{hole}: {back}");
    }
}

#[test]
fn braces_that_are_no_hole_of_ankis_open_none_in_a_deck() {
    let tsv = Format::named("tsv").unwrap();
    let text = "#separator:tab\n#html:true\n#notetype:Cloze\nThe <code>{{ var }}</code> of {{c1::Jinja}}.\t\n\
{{ .Values.x }} is {{c1::Helm}}.\t\n\\frac{{{c1::a}}}{b} is {{c2::{{no}} hole}}\t\n";
    let cards = tsv.read(text.as_bytes(), &Reading::default()).cards;
    let (text, deck, report) = deck_of(&cards);
    let answers: Vec<&str> = deck.questions.iter().map(|question| question.answer.as_str()).collect();
    assert_eq!(report.cards + report.count(Lost::Refused), 3, "{text}");
    assert_eq!(answers[..2], ["Jinja", "Helm"], "{text}");
    assert!(!answers.iter().any(|answer| answer.contains("var") || answer.contains("Values")), "{text}");
}

proptest! {
    // Each case writes and reads every format twice.
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_card_comes_back_as_it_was_or_is_named_as_lost(cards in proptest::collection::vec(wild_card(), 1..5)) {
        let cards = in_a_deck(&cards);
        for format in both_ways() {
            comes_back(format, &cards);
        }
    }
}
