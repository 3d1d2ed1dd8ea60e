//! An answer in words, as results name it.

use crate::card::{Answer, Hole, Input, Posed, Text};

/// What stands for a part that was left open.
const OPEN: &str = "-";

/// `answer` in the words of `input`, parts separated by semicolons.
pub(in crate::cli) fn written(input: &Input, answer: &Answer) -> String {
    let name = |texts: &[Text], index: usize| texts.get(index).map_or_else(|| OPEN.to_owned(), Text::plain);
    let pairs = |of: &[Text], with: &[Text], given: &[Option<usize>]| {
        let pair = |(item, to): (&Text, &Option<usize>)| {
            format!("{}: {}", item.plain(), to.map_or_else(|| OPEN.to_owned(), |to| name(with, to)))
        };
        of.iter().zip(given).map(pair).collect::<Vec<_>>()
    };
    let parts = match (input, answer) {
        (Input::Reveal { back }, _) => vec![back.plain()],
        (_, Answer::Text(text)) => vec![text.clone()],
        (Input::Choose { options, .. }, Answer::Chosen(chosen)) => {
            chosen.iter().filter_map(|&index| options.get(index)).map(|option| option.text.plain()).collect()
        }
        (Input::Order { items, .. }, Answer::Order(order)) => {
            order.iter().map(|&index| name(items, index)).collect()
        }
        (Input::Match { left, right, .. }, Answer::Match(given)) => pairs(left, right, given),
        (Input::Sort { items, bins, .. }, Answer::Sort(given)) => pairs(items, bins, given),
        (_, Answer::Blanks(holes)) => {
            holes.iter().map(|hole| if hole.is_empty() { OPEN.to_owned() } else { hole.clone() }).collect()
        }
        _ => Vec::new(),
    };
    parts.join("; ")
}

/// What is asked, on one line; of a text with blanks the text itself.
pub(in crate::cli) fn asked(posed: &Posed) -> String {
    match &posed.input {
        Input::Blanks { text, holes } if posed.prompt.is_empty() => {
            let mut asked = text.plain();
            for hole in 0..holes.len() {
                asked = asked.replace(Hole::mark(hole), "[___]");
            }
            asked
        }
        _ => posed.prompt.plain(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::card::Choice;

    fn texts(texts: &[&str]) -> Vec<Text> {
        texts.iter().map(Text::new).collect()
    }

    #[test]
    fn every_answer_has_words() {
        let option = |text: &str| Choice { text: Text::new(text), right: false, why: None };
        let choose = Input::Choose { options: vec![option("x"), option("y, z")], many: true };
        assert_eq!(written(&choose, &Answer::Chosen(vec![0, 1])), "x; y, z");
        let order = Input::Order { items: texts(&["x", "y"]), right: vec![0, 1] };
        assert_eq!(written(&order, &Answer::Order(vec![1, 0])), "y; x");
        let pairs = Input::Match { left: texts(&["x", "y"]), right: texts(&["1", "2"]), partner: vec![0, 1] };
        assert_eq!(written(&pairs, &Answer::Match(vec![Some(1), None])), "x: 2; y: -");
        let sort = Input::Sort { items: texts(&["x"]), bins: texts(&["TCP"]), home: vec![0] };
        assert_eq!(written(&sort, &Answer::Sort(vec![Some(0)])), "x: TCP");
        let blanks = Input::Blanks { text: Text::new("x"), holes: Vec::new() };
        assert_eq!(written(&blanks, &Answer::Blanks(vec!["67".into(), String::new()])), "67; -");
    }
}
