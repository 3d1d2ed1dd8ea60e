//! What GIFT brings, question by question.

use super::reader::read;
use crate::card::kinds::{Matching, Truth};
use crate::card::{Body, Text};
use crate::exchange::Brought;
use crate::exchange::card::Card;
use crate::exchange::report::Lost;

fn only(text: &str) -> Card {
    let mut brought = read(text);
    assert_eq!(brought.cards.len(), 1, "{text}: {brought:#?}");
    brought.cards.remove(0)
}

#[test]
fn options_have_reasons_and_the_right_one_explains() {
    let card = only("::Q1:: Who? {\n~%0%a #not a\n=b #yes\n~All of the above\n}");
    let Body::Choice(options) = card.body else { panic!() };
    assert_eq!(options.right, ["b"]);
    assert_eq!(options.wrong.len(), 1);
    assert_eq!(
        (&options.wrong[0].text, options.wrong[0].why.as_ref()),
        (&Text::new("a"), Some(&Text::new("not a")))
    );
    assert_eq!(options.last, Some(Text::new("All of the above")));
    assert_eq!(card.explain.as_deref(), Some("yes"));
}

#[test]
fn shares_of_points_make_a_choice_of_all_that_apply() {
    let brought = read("Which? {~%50%a ~%50%b ~%-100%c}\n\nWhich? {=a ~%50%b ~c}\n\nNone? {~a ~b}");
    let Body::Choice(options) = &brought.cards[0].body else { panic!() };
    assert!(options.many && options.right == ["a", "b"] && options.wrong.len() == 1);
    let Body::Choice(options) = &brought.cards[1].body else { panic!() };
    assert!(!options.many && options.right == ["a"] && options.wrong.len() == 2);
    assert_eq!((brought.report.count(Lost::Credit), brought.report.count(Lost::Unanswered)), (1, 1));
}

#[test]
fn true_and_false_with_feedback() {
    let card = only("Sky {F#wrong#right####more}");
    assert_eq!(card.body, Truth { statement: Text::new("Sky"), holds: false }.into());
    assert_eq!(card.explain.as_deref(), Some("right\n\nwrong\n\nmore"));
}

#[test]
fn short_and_numeric_answers_are_typed() {
    let typed = |text: &str| {
        let Body::Typed(typed) = only(text).body else { panic!("{text}") };
        (typed.expected.answers, typed.expected.tolerance)
    };
    assert_eq!(typed("Two? {=four =4}"), (vec!["four".into(), "4".into()], None));
    assert_eq!(typed("Pi? {#3.14:0.01}"), (vec!["3.14".into()], Some(0.01)));
    assert_eq!(typed("Range? {#1..5}"), (vec!["3".into()], Some(2.0)));
}

#[test]
fn a_missing_word_is_a_hole_and_among_options_a_gap() {
    let Body::Cloze(cloze) = only("Paris lies in {=France}, in Europe.").body else { panic!() };
    assert_eq!(crate::exchange::cloze::numbered(&cloze.pieces), "Paris lies in {{c1::France}}, in Europe.");
    let Body::Choice(options) = only("Paris lies in {=France ~Spain}, says he.").body else { panic!() };
    assert_eq!(options.question, "Paris lies in _____, says he.");
}

#[test]
fn pairs_may_have_extras() {
    let Body::Matching(Matching { pairs, extra, .. }) = only("Match {=a -> b =c->d = -> e}").body else {
        panic!()
    };
    assert_eq!((pairs.len(), extra), (2, vec![Text::new("e")]));
}

#[test]
fn escapes_formats_and_lines_mean_what_they_say() {
    let Body::Choice(options) = only("[html]<b>if \\{x\\=\\=1\\}</b>\\: {=a\\~b ~[markdown]*c*}").body else {
        panic!()
    };
    assert_eq!(options.question, "**if {x==1}**:");
    assert_eq!((options.right[0].as_str(), options.wrong[0].text.as_str()), ("a~b", "*c*"));
    let Body::Truth(Truth { statement, .. }) = only("int x = 1;\nreturn 2*3*4;\\nend {T}").body else {
        panic!()
    };
    assert_eq!(statement, "int x = 1;\\\nreturn 2\\*3\\*4;\\\nend");
}

#[test]
fn categories_and_tags_in_comments_become_tags() {
    let brought =
        read("$CATEGORY: $course$/top/My Nets/DNS\n\n// question 1 [id:x] [tag:old exam]\nA {T}\n\nB {T}");
    assert_eq!(brought.cards[0].tags, ["old-exam", "My-Nets", "DNS"]);
    assert_eq!(brought.cards[1].tags, ["My-Nets", "DNS"]);
}

#[test]
fn what_is_left_out_is_named_and_costs_no_neighbour() {
    let Brought { cards, report, .. } = read(
        "Write. {}\n\nRead this.\n\nBroken {=a\n\nGood {T}\n\nTwo {=a} gaps {=b}.\n\nNested {={a}}\n\nWhy? {####So.}\n\nNo mark {a}\n",
    );
    assert_eq!(cards.len(), 2);
    let losses = [Lost::Essay, Lost::Description, Lost::Unreadable].map(|lost| report.count(lost));
    assert_eq!(losses, [1, 1, 4]);
    assert!(report.losses()[0].to_string().starts_with("1 essay question was left out: line 1 (Write."));
}
