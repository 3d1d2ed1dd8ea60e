//! Reads a typed line as an answer.

use super::ask::letter;
use crate::card::{Answer, Input};

/// The answer in `line`, or a sentence that says what is wrong with it. Blanks are read one by one elsewhere.
pub(super) fn answer(input: &Input, line: &str) -> Result<Answer, String> {
    let line = line.trim();
    match input {
        Input::Reveal { .. } => Ok(Answer::Revealed),
        Input::Text(_) | Input::Blanks { .. } if line.is_empty() => {
            Err("Type an answer, or :d if you don't know it.".to_owned())
        }
        Input::Text(_) => Ok(Answer::Text(line.to_owned())),
        Input::Blanks { .. } => Ok(Answer::Blanks(vec![line.to_owned()])),
        Input::Choose { options, many } => {
            let same = |text: &str| text.to_lowercase() == line.to_lowercase();
            if let Some(meant) = options.iter().position(|option| same(&option.text.plain())) {
                return Ok(Answer::Chosen(vec![meant]));
            }
            let mut chosen = numbers(line, options.len())?;
            chosen.sort_unstable();
            chosen.dedup();
            match chosen.len() {
                0 => Err("Type a number, or d if you don't know.".to_owned()),
                1 => Ok(Answer::Chosen(chosen)),
                _ if *many => Ok(Answer::Chosen(chosen)),
                _ => Err("Only one answer is right: type one number.".to_owned()),
            }
        }
        Input::Order { items, .. } => {
            let order = numbers(line, items.len())?;
            match (0..items.len()).find(|item| order.iter().filter(|other| *other == item).count() != 1) {
                None => Ok(Answer::Order(order)),
                Some(item) if order.contains(&item) => Err(format!("{} is there twice.", item + 1)),
                Some(item) => Err(format!("{} is missing: type all {} numbers.", item + 1, items.len())),
            }
        }
        Input::Match { left, right, .. } => pairs(line, left.len(), right.len()).map(Answer::Match),
        Input::Sort { items, bins, .. } => {
            let given = numbers(line, bins.len())?;
            if given.len() == items.len() {
                return Ok(Answer::Sort(given.into_iter().map(Some).collect()));
            }
            Err(format!("There are {} items, and you typed {} numbers.", items.len(), given.len()))
        }
    }
}

fn words(line: &str) -> impl Iterator<Item = &str> {
    line.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '.')).filter(|word| !word.is_empty())
}

/// Numbers from 1 to `most`, as indices.
fn numbers(line: &str, most: usize) -> Result<Vec<usize>, String> {
    words(line)
        .map(|word| match word.parse() {
            Ok(number @ 1..) if number <= most => Ok(number - 1),
            Ok(number) => Err(format!("There is no {number}: the numbers go from 1 to {most}.")),
            Err(_) => Err(format!("Type numbers from 1 to {most}, with spaces between them.")),
        })
        .collect()
}

/// `1b 2a`, or the letters alone in the order of the numbers; numbers will do for letters there.
fn pairs(line: &str, left: usize, right: usize) -> Result<Vec<Option<usize>>, String> {
    const HOW: &str = "Type a number and a letter for each, such as: 1b 2a.";
    let partner = |word: &str| {
        let word = word.to_lowercase();
        let found = (0..right).find(|&index| letter(index) == word || (index + 1).to_string() == word);
        found.ok_or_else(|| {
            format!("There is no {word}: the letters go from a to {}.", letter(right.max(1) - 1))
        })
    };
    let mut given = vec![None; left];
    let words: Vec<&str> = words(line).collect();
    for (place, word) in words.iter().enumerate() {
        let digits = word.len() - word.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let rest = word[digits..].trim_start_matches(['-', '=', ':']);
        let (item, word) = if digits == 0 || rest.is_empty() {
            (place, *word)
        } else {
            (word[..digits].parse::<usize>().map_err(|_| HOW.to_owned())?.wrapping_sub(1), rest)
        };
        let slot = given.get_mut(item).ok_or_else(|| format!("The numbers go from 1 to {left}."))?;
        if slot.replace(partner(word)?).is_some() {
            return Err(format!("{} is there twice.", item + 1));
        }
    }
    match given.iter().position(Option::is_none) {
        Some(_) if words.is_empty() => Err(HOW.to_owned()),
        Some(missing) => Err(format!("{} has no letter yet. {HOW}", missing + 1)),
        None => Ok(given),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::card::{Choice, Text};

    fn texts(texts: &[&str]) -> Vec<Text> {
        texts.iter().map(Text::new).collect()
    }

    #[test]
    fn a_choice_takes_numbers_or_the_words_themselves() {
        let options = ["True", "False"].map(|text| Choice { text: Text::new(text), right: false, why: None });
        let one = Input::Choose { options: options.to_vec(), many: false };
        assert_eq!(answer(&one, " 2 "), Ok(Answer::Chosen(vec![1])));
        assert_eq!(answer(&one, "true"), Ok(Answer::Chosen(vec![0])));
        assert!(answer(&one, "1 2").is_err() && answer(&one, "3").is_err() && answer(&one, "0").is_err());
        let many = Input::Choose { options: options.to_vec(), many: true };
        assert_eq!(answer(&many, "2,1 2"), Ok(Answer::Chosen(vec![0, 1])));
    }

    #[test]
    fn an_order_needs_every_number_once() {
        let order = Input::Order { items: texts(&["x", "y", "z"]), right: vec![0, 1, 2] };
        assert_eq!(answer(&order, "3 1 2"), Ok(Answer::Order(vec![2, 0, 1])));
        assert_eq!(answer(&order, "3 1"), Err("2 is missing: type all 3 numbers.".into()));
        assert_eq!(answer(&order, "3 3 1"), Err("2 is missing: type all 3 numbers.".into()));
    }

    #[test]
    fn pairs_are_read_in_every_way_people_write_them() {
        let right = texts(&["x", "y", "z"]);
        let input = Input::Match { left: texts(&["l", "m"]), right, partner: vec![0, 1] };
        let wanted = Ok(Answer::Match(vec![Some(2), Some(0)]));
        for line in ["1c 2a", "2a, 1c", "c a", "3 1", "1-C 2=A"] {
            assert_eq!(answer(&input, line), wanted, "{line}");
        }
        for line in ["", "1c", "1c 1a", "1d 2a", "9a 1b", "c a b"] {
            assert!(answer(&input, line).is_err(), "{line}");
        }
    }

    #[test]
    fn sorting_takes_one_number_for_each_item() {
        let (items, bins) = (texts(&["a", "b", "c"]), texts(&["TCP", "UDP"]));
        let input = Input::Sort { items, bins, home: vec![0, 1, 0] };
        assert_eq!(answer(&input, "1 2 1"), Ok(Answer::Sort(vec![Some(0), Some(1), Some(0)])));
        assert!(answer(&input, "1 2").is_err() && answer(&input, "1 2 3").is_err());
    }
}
