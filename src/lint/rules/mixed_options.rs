//! Options of one kind.

use crate::lint::Rule;
use crate::lint::card::Card;
use crate::lint::finding::Finding;
use crate::lint::lists::Lists;

pub(super) const RULE: Rule = Rule::of_card("mixed-options", include_str!("mixed_options.md"), check);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sort {
    /// `22`, `87.5 %`, `0-1023`
    Number,
    /// `TCP 22`
    NamedNumber,
    /// Anything else.
    Words,
}

fn check(card: &Card<'_>, _: &Lists) -> Option<Finding> {
    let sorts: Vec<Sort> = card.options().map(|text| sort(text.as_str())).collect();
    let numbers = sorts.iter().filter(|sort| **sort == Sort::Number).count();
    let sentences = card.options().filter(|text| text.as_str().split_whitespace().nth(2).is_some());
    let (stopped, open): (Vec<_>, Vec<_>) = sentences.partition(|text| text.as_str().ends_with('.'));
    let what = if numbers > 0 && numbers < sorts.len() {
        "some options are bare numbers and others are not"
    } else if !stopped.is_empty() && !open.is_empty() {
        "some options end with a full stop and others do not"
    } else {
        return None;
    };
    Some(Finding::warning(what, "write all options in one form, so that none is told by its looks"))
}

fn sort(option: &str) -> Sort {
    let letters = option.chars().filter(|c| c.is_alphabetic()).count();
    let begins_with_number =
        option.trim_start_matches(['*', '`', '-', '/', '−']).starts_with(|c: char| c.is_ascii_digit());
    let words: Vec<&str> = option.split_whitespace().collect();
    match words[..] {
        // A short unit may follow: `21 h`.
        [number] | [number, _] if begins_with_number && letters <= 3 && !number.is_empty() => Sort::Number,
        [name, number] if is_number(number) && name.chars().all(|c| c.is_alphabetic() || c == '/') => {
            Sort::NamedNumber
        }
        _ => Sort::Words,
    }
}

fn is_number(word: &str) -> bool {
    word.trim_matches(['*', '`']).chars().all(|c| c.is_ascii_digit())
}
