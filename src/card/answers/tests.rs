use rand::SeedableRng;
use rand::rngs::StdRng;

use super::*;
use crate::card::Body;
use crate::card::kinds::KINDS;
use crate::card::question::Notes;
use crate::source::{Fields, Span};

fn texts(texts: &[&str]) -> Vec<Text> {
    texts.iter().map(Text::new).collect()
}

fn choose(right: &[bool], many: bool) -> Input {
    let option = |(place, right): (usize, &bool)| Choice {
        text: Text::new(["True", "False", "list", "x", "y, z"][place]),
        right: *right,
        why: None,
    };
    Input::Choose(Choose { options: right.iter().enumerate().map(option).collect(), many })
}

fn order(items: &[&str]) -> Input {
    Input::Order(Order { items: texts(items), right: (0..items.len()).collect() })
}

fn read(input: &Input, line: &str) -> Result<Answer, String> {
    input.read(line, 0, input.nothing())
}

/// What the examples of all kinds of card ask.
pub(crate) fn examples() -> Vec<Input> {
    let mut inputs = Vec::new();
    for kind in KINDS {
        let table = toml::de::DeTable::parse(kind.example).unwrap();
        let body = Body::read(&mut Fields::new(table.get_ref(), Span::default(), "card"), None).unwrap();
        let pose = |face: String| body.pose(&face, &Notes::default(), &mut StdRng::seed_from_u64(1)).input;
        inputs.extend(body.faces().into_iter().map(pose));
    }
    inputs
}

#[test]
fn every_way_is_asked_by_the_example_of_a_kind_and_keeps_its_promises() {
    let inputs = examples();
    for way in WAYS {
        assert!(inputs.iter().any(|input| input.way() == *way), "no kind of card is answered by `{way}`");
    }
    for input in inputs {
        let (way, nothing, solution) = (input.way(), input.nothing(), input.solution());
        assert!(input.is_whole(&solution) && !input.is_nothing(&solution), "{way}");
        assert_eq!(input.given(&nothing), 0, "{way}");
        let foreign = if way == "Text" { Answer::Chosen(vec![0]) } else { Answer::Text("x".into()) };
        for answer in [&nothing, &foreign].into_iter().filter(|_| input.is_judged()) {
            assert_eq!(input.judge(answer, &Rivals::default()), Verdict::Wrong, "{way}");
            assert!(input.is_nothing(answer), "{way}");
        }
        assert!((0.0..=0.5).contains(&input.chance()), "{way}");
        assert!(!input.words(&solution).concat().is_empty(), "{way}");
        assert!(!input.solved(Some(&solution)).is_empty() && input.wanted(0).ends_with('.'), "{way}");
        let stored = serde_json::to_string(&(&input, &solution)).unwrap();
        assert_eq!(serde_json::from_str::<(Input, Answer)>(&stored).unwrap(), (input, solution), "{way}");
    }
}

#[test]
fn all_right_options_and_no_other_is_right() {
    let input = choose(&[true, false, true, false], true);
    let judge = |chosen: &[usize]| input.judge(&Answer::Chosen(chosen.to_vec()), &Rivals::default());
    assert_eq!(judge(&[0, 2]), Verdict::Right);
    assert_eq!(judge(&[0]), Verdict::Partly { got: 1, of: 2 });
    assert_eq!(judge(&[0, 1, 2, 3]), Verdict::Wrong, "ticking everything earns nothing");
    assert_eq!(judge(&[1]), Verdict::Wrong);
    assert_eq!(judge(&[]), Verdict::Wrong);
}

#[test]
fn equal_items_may_change_places() {
    let input = order(&["FIN", "ACK", "FIN", "ACK"]);
    let judge = |order: &[usize]| input.judge(&Answer::Order(order.to_vec()), &Rivals::default());
    assert_eq!(judge(&[2, 3, 0, 1]), Verdict::Right);
    assert_eq!(judge(&[1, 0, 2, 3]), Verdict::Partly { got: 2, of: 4 });
}

#[test]
fn the_chance_to_guess_is_one_of_all_answers() {
    let one_of = |input: &Input| (1.0 / input.chance()).round() as u32;
    assert_eq!(one_of(&choose(&[true, false, false, false], false)), 4);
    assert_eq!(one_of(&choose(&[true, true, false, false, false], true)), 10);
    assert_eq!(one_of(&order(&["x", "y", "z"])), 6);
}

#[test]
fn every_answer_has_words_and_what_is_open_a_dash() {
    let words = |input: Input, answer: Answer| input.words(&answer).join("; ");
    assert_eq!(words(choose(&[false; 5], true), Answer::Chosen(vec![3, 4])), "x; y, z");
    assert_eq!(words(order(&["x", "y"]), Answer::Order(vec![1, 0])), "y; x");
    let (left, right) = (texts(&["x", "y"]), texts(&["1", "2"]));
    let pairs = Input::Match(Match { left, right, partner: vec![0, 1] });
    assert_eq!(words(pairs, Answer::Match(vec![Some(1), None])), "x: 2; y: -");
    let sort = Input::Sort(Sort { items: texts(&["x"]), bins: texts(&["TCP"]), home: vec![0] });
    assert_eq!(words(sort, Answer::Sort(vec![Some(0)])), "x: TCP");
    let blanks = Input::Blanks(Blanks { text: Text::new("x"), holes: Vec::new() });
    assert_eq!(words(blanks, Answer::Blanks(vec!["67".into(), String::new()])), "67; -");
}

#[test]
fn a_choice_takes_numbers_or_the_words_themselves() {
    let one = choose(&[true, false], false);
    assert_eq!(read(&one, " 2 "), Ok(Answer::Chosen(vec![1])));
    assert_eq!(read(&one, "true"), Ok(Answer::Chosen(vec![0])));
    assert!(read(&one, "1 2").is_err() && read(&one, "3").is_err() && read(&one, "0").is_err());
    assert_eq!(read(&choose(&[true, true], true), "2,1 2"), Ok(Answer::Chosen(vec![0, 1])));
}

#[test]
fn an_order_needs_every_number_once() {
    let order = order(&["x", "y", "z"]);
    assert_eq!(read(&order, "3 1 2"), Ok(Answer::Order(vec![2, 0, 1])));
    assert_eq!(read(&order, "3 1"), Err("2 is missing: type all 3 numbers.".into()));
    assert_eq!(read(&order, "3 3 1"), Err("2 is missing: type all 3 numbers.".into()));
}

#[test]
fn pairs_are_read_in_every_way_people_write_them() {
    let (left, right) = (texts(&["l", "m"]), texts(&["x", "y", "z"]));
    let input = Input::Match(Match { left, right, partner: vec![0, 1] });
    let wanted = Ok(Answer::Match(vec![Some(2), Some(0)]));
    for line in ["1c 2a", "2a, 1c", "c a", "3 1", "1-C 2=A"] {
        assert_eq!(read(&input, line), wanted, "{line}");
    }
    for line in ["", "1c", "1c 1a", "1d 2a", "9a 1b", "c a b"] {
        assert!(read(&input, line).is_err(), "{line}");
    }
}

#[test]
fn sorting_takes_one_number_for_each_item() {
    let (items, bins) = (texts(&["a", "b", "c"]), texts(&["TCP", "UDP"]));
    let input = Input::Sort(Sort { items, bins, home: vec![0, 1, 0] });
    assert_eq!(read(&input, "1 2 1"), Ok(Answer::Sort(vec![Some(0), Some(1), Some(0)])));
    assert!(read(&input, "1 2").is_err() && read(&input, "1 2 3").is_err());
}

#[test]
fn blanks_are_read_one_by_one() {
    let hole = |answer: &str| Hole { expected: Expected::of(answer), hint: None, width: 6 };
    let holes = vec![hole("67"), hole("68")];
    let input = Input::Blanks(Blanks { text: Text::new("\u{e000} \u{e001}"), holes });
    let first = read(&input, " 67 ").unwrap();
    assert_eq!(
        (first.clone(), input.next_line(&first)),
        (Answer::Blanks(vec!["67".into(), String::new()]), 1)
    );
    assert_eq!(input.read("68", 1, first), Ok(input.solution()));
    assert!(read(&input, " ").is_err());
}
