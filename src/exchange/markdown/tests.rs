//! What a document brings, and what is told of the rest.

use super::reader::read;
use crate::card::kinds::Flip;
use crate::card::{Body, Text};
use crate::exchange::card::Card;
use crate::exchange::report::{Lost, Place};

#[test]
fn texts_have_lines_and_end_at_the_next_marker() {
    let brought = read(
        "---\nname = \"Nets\"\n---\n# Title\n\nQ: a\n\nb\nA: c\n- d\n---\nnote\nC: [e] is [f](g) \\[h].\n",
    );
    assert_eq!(brought.title.as_deref(), Some("Nets"));
    let Body::Flip(Flip { front, back, .. }) = &brought.cards[0].body else { panic!() };
    assert_eq!((front.as_str(), back.as_str()), ("a\n\nb", "c\n- d"));
    let Body::Cloze(cloze) = &brought.cards[1].body else { panic!() };
    assert_eq!(cloze.pieces.len(), 2);
    assert_eq!(brought.cards[1].place, Place::Line(13));
    assert_eq!([Lost::Outside, Lost::Heading].map(|lost| brought.report.count(lost)), [1, 1]);
}

#[test]
fn a_bad_record_costs_no_neighbour() {
    let brought = read("Q: one\nQ: two\nA: 2\nA: 3\nC: no hole\nC: [x] ![y](p/z.png)\nQ: last");
    assert_eq!(brought.cards.len(), 2);
    let losses = [Lost::Unanswered, Lost::Unreadable, Lost::Image].map(|lost| brought.report.count(lost));
    assert_eq!(losses, [3, 1, 1]);
}

fn sides(card: &Card) -> (&str, &str) {
    let Body::Flip(Flip { front, back, .. }) = &card.body else { panic!("{card:?}") };
    (front.as_str(), back.as_str())
}

#[test]
fn marks_are_marks_wherever_they_stand_in_their_line() {
    let brought = read(
        "Q: First?\nA: one\n\n ---\n\n  Q: Second?\n  A: two\n    more\n\n**Q:** Third?\n**A:** three\n\n- Q: Fourth?\n  A: four\n\n## Q: Fifth?\n\nA: five\n",
    );
    let found: Vec<_> = brought.cards.iter().map(sides).collect();
    let wanted = [
        ("First?", "one"),
        ("Second?", "two\n  more"),
        ("Third?", "three"),
        ("Fourth?", "four"),
        ("Fifth?", "five"),
    ];
    assert_eq!(found, wanted);
    assert!(brought.report.losses().is_empty());
}

#[test]
fn a_list_or_a_listing_in_an_answer_is_no_mark_and_is_told() {
    let brought = read(
        "Q: Which records?\nA: These:\n- A: IPv4\n- MX: mail\n\nQ: Which text?\n- A: this\n- B: that\nA: this\n\nQ: Code?\nA:\n```\nQ: in code\nA: too\n```\n",
    );
    let found: Vec<_> = brought.cards.iter().map(sides).collect();
    let wanted = [
        ("Which records?", "These:\n- A: IPv4\n- MX: mail"),
        ("Which text?\n- A: this\n- B: that", "this"),
        ("Code?", "```\nQ: in code\nA: too\n```"),
    ];
    assert_eq!(found, wanted);
    assert_eq!(brought.report.count(Lost::Mark), 4);
}

#[test]
fn task_lists_are_options() {
    let brought = read(
        "Q: Which port is SSH?\n- [x] 22\n- [ ] 23\n- [ ] all of the above\nA: SSH has 22.\n\n---\n\n## Which use UDP?\n\n* [X] DNS\n* [ ] HTTP\n* [x] TFTP\n\n- [x] alone\n- [ ] too\n\nNothing ticked?\n1. [ ] a\n2. [ ] b\n",
    );
    let [one, two] = brought.cards.as_slice() else { panic!("{brought:#?}") };
    let Body::Choice(options) = &one.body else { panic!() };
    assert!(options.question == "Which port is SSH?" && options.right == ["22"]);
    assert_eq!(options.last, Some(Text::new("all of the above")));
    assert_eq!(one.explain.as_deref(), Some("SSH has 22."));
    let Body::Choice(options) = &two.body else { panic!() };
    assert!(options.many && options.question == "Which use UDP?" && options.right == ["DNS", "TFTP"]);
    assert_eq!(two.place, Place::Line(9));
    assert_eq!(brought.report.count(Lost::Unanswered), 2, "{:?}", brought.report.losses());
}

#[test]
fn a_term_and_its_meaning_stand_on_one_line() {
    let brought = read(
        "#flashcards\nARP:: Address Resolution Protocol <!--SR:!2026-01-01,3,250-->\n- DNS::: Domain Name System\nstd::cout prints, and fe80::1 is an address.\n",
    );
    assert_eq!(sides(&brought.cards[0]), ("ARP", "Address Resolution Protocol"));
    let (front, back) = (Text::new("DNS"), Text::new("Domain Name System"));
    assert_eq!(brought.cards[1].body, Flip { front, back, reverse: true }.into());
    assert_eq!((brought.cards.len(), brought.report.count(Lost::Outside)), (2, 2));
}
