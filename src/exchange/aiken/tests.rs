//! What Aiken brings, question by question.

use super::reader::read;
use crate::card::kinds::Truth;
use crate::card::{Body, Text};
use crate::exchange::Brought;

use crate::exchange::report::Lost;

fn prompts(brought: &Brought) -> Vec<String> {
    brought.cards.iter().map(|card| card.body.summary("").0.plain()).collect()
}

fn right_of(brought: &Brought, nth: usize) -> &[Text] {
    let Body::Choice(options) = &brought.cards[nth].body else { panic!("{brought:?}") };
    &options.right
}

#[test]
fn a_bad_record_costs_no_neighbour() {
    let brought = read(
        "One?\nA. a\nB. b\n\nTwo?\nA) a\nB) b\n   more\nANSWER: B\nThree?\nANSWER: A\nFour?\nA. x\nB. y\nANSWER: C\nANSWER: A\nFive?",
    );
    assert_eq!(prompts(&brought), ["Two?"]);
    assert_eq!(right_of(&brought, 0), ["b\\\nmore"]);
    let losses = [Lost::Unanswered, Lost::Description].map(|lost| brought.report.count(lost));
    assert_eq!(losses, [4, 1], "{:?}", brought.report.losses());
}

#[test]
fn an_answer_is_named_in_many_ways() {
    for (line, right) in [
        ("ANSWER: AC", &["x", "z"][..]),
        ("Answer: b", &["y"]),
        ("answer : (B)", &["y"]),
        ("ANSWER: A and C", &["x", "z"]),
        ("Correct answer: C.", &["z"]),
        ("**ANSWER:** B", &["y"]),
        ("ANSWER: y", &["y"]),
        ("ANSWERS: a, c", &["x", "z"]),
    ] {
        for options in ["A. x\nB. y\nC. z", "a) x\nb) y\nc) z", "(a) x\n(b) y\n(c) z", "A.x\nB.y\nC.z"] {
            let brought = read(&format!("Which?\n{options}\n{line}\n"));
            assert!(brought.report.is_whole() && brought.cards.len() == 1, "{options}\n{line}: {brought:#?}");
            assert_eq!(right_of(&brought, 0), right, "{options}\n{line}");
        }
    }
    let because = read("Which?\nA. x\nB. y\nANSWER: B - it is later\n");
    assert_eq!(because.cards[0].explain.as_deref(), Some("it is later"));
    for open in ["ANSWER: D", "ANSWER: both", "ANSWER:", "ANSWER: A or B"] {
        let brought = read(&format!("Which?\nA. x\nB. y\n{open}\n"));
        let is_told = brought.report.count(Lost::Unanswered) == 1;
        assert!(brought.cards.is_empty() && is_told, "{open}: {brought:#?}");
    }
    let either = read("Which current?\nA. AC\nB. DC\nC. none\nANSWER: AC\n");
    assert!(either.cards.is_empty(), "{either:#?}");
}

#[test]
fn a_text_between_two_questions_explains_the_first_or_is_told() {
    let one = "Which is a port?\nA. 22\nB. SSH\nANSWER: A\n";
    let two = "Which protocol is on 22?\nA. Telnet\nB. SSH\nANSWER: B\n";
    for (between, explain) in [
        ("Explanation: SSH is on 22.\n\n", Some("SSH is on 22.")),
        ("\nFeedback: SSH is on 22.\n\n", Some("SSH is on 22.")),
        ("Explanation: SSH is on 22.\n", Some("SSH is on 22.")),
        ("SSH is on 22.\n\n", Some("SSH is on 22.")),
        ("**Explanation:** SSH is on 22.\nAnd so on.\n\n", Some("SSH is on 22.\\\nAnd so on.")),
        ("\nChapter 2: protocols\n\n", None),
        ("\n", None),
        ("", None),
    ] {
        let brought = read(&format!("Chapter 1, page 1\n\n{one}{between}{two}"));
        assert_eq!(prompts(&brought), ["Which is a port?", "Which protocol is on 22?"], "{between}");
        assert_eq!(brought.cards[0].explain.as_deref(), explain, "{between}");
        assert_eq!(brought.cards[1].explain, None, "{between}");
        let told = 1 + usize::from(between.contains("Chapter"));
        assert_eq!(brought.report.count(Lost::Description), told, "{between}");
    }
}

#[test]
fn empty_lines_within_a_question_part_nothing() {
    let brought = read("Which?\n\nA. x\n\nB. y\n\nANSWER: B\n\nAlone.\n");
    assert_eq!((prompts(&brought), brought.report.count(Lost::Description)), (vec!["Which?".to_owned()], 1));
}

#[test]
fn letters_make_choices_and_true_and_false_a_statement() {
    let brought = read(
        "Which?\nA. one\nB. two\nC. All of the above\nANSWER: A, C\n\nSo?\nA. False\nB. True\nANSWER: A",
    );
    let Body::Choice(options) = &brought.cards[0].body else { panic!() };
    assert!(options.many && options.last == Some(Text::new("All of the above")));
    assert_eq!(brought.cards[1].body, Truth { statement: Text::new("So?"), holds: false }.into());
}
