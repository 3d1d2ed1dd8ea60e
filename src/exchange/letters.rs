//! Which options a line names as right: `B`, `A, C`, `AC`, `A and C`, `(B)`, `B - because`, `Option 2`.

/// Options by their places, from 0, and what is said behind them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Named {
    pub(super) places: Vec<usize>,
    pub(super) rest: String,
}

/// The options that `text` names by letters.
pub(super) fn by_letters(text: &str) -> Option<Named> {
    named(text, |token| {
        let mut letters = token.chars();
        match (letters.next().map(|letter| letter.to_ascii_lowercase()), letters.next()) {
            (Some(letter @ 'a'..='z'), None) => Some(letter as usize - 'a' as usize),
            _ => None,
        }
    })
    .or_else(|| packed(text))
}

/// The options that `text` names by numbers as they are written.
pub(super) fn by_numbers(text: &str) -> Option<Named> {
    named(text, |token| token.parse().ok().filter(|number: &usize| *number < 100))
}

/// `AC`: several letters without anything between them, each once and all of one case.
fn packed(text: &str) -> Option<Named> {
    let word = bare(text);
    let is_one_case =
        word.chars().all(|c| c.is_ascii_uppercase()) || word.chars().all(|c| c.is_ascii_lowercase());
    let mut places = Vec::new();
    for c in word.chars() {
        let place = c.to_ascii_lowercase() as usize;
        let place = place.checked_sub('a' as usize).filter(|place| *place < 12)?;
        if places.contains(&place) {
            return None;
        }
        places.push(place);
    }
    (is_one_case && places.len() > 1).then_some(Named { places, rest: String::new() })
}

fn named(text: &str, place: impl Fn(&str) -> Option<usize>) -> Option<Named> {
    let text = without_word(bare(text));
    let mut places: Vec<usize> = Vec::new();
    let (mut rest, mut is_marked) = (text, false);
    loop {
        let end = rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(rest.len());
        let Some(found) = place(&rest[..end]) else { break };
        if !places.contains(&found) {
            places.push(found);
        }
        let after = &rest[end..];
        rest = after.trim_start_matches(['.', ')', ']', '}', '*']);
        is_marked = rest.len() < after.len();
        let next = between(rest);
        if next.len() == rest.len() {
            break;
        }
        // A separator with nothing named behind it begins what is said besides.
        let word = &next[..next.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(next.len())];
        if place(word).is_none() {
            break;
        }
        rest = next;
    }
    let said = rest.trim_start_matches([' ', '\t', '-', '–', '—', ':', '.', ',', ';']);
    // A letter that only begins a word or a sentence names nothing: `A1`, `a-posteriori`, `A router`, `A or B`.
    let is_parted =
        rest.is_empty() || rest.starts_with([' ', '\t', ':', '.', ',', ';', '–', '—']) || said.is_empty();
    let is_reason =
        ["(", "because", "since", "as ", "due"].iter().any(|start| said.to_lowercase().starts_with(start));
    let is_sentence = !said.is_empty()
        && !is_marked
        && rest.trim_start() == said
        && rest.starts_with([' ', '\t'])
        && !is_reason;
    if places.is_empty() || !is_parted || is_sentence {
        return None;
    }
    Some(Named { places, rest: said.trim().to_owned() })
}

/// `text` behind what parts two names.
fn between(text: &str) -> &str {
    let mut rest = text;
    loop {
        let next =
            rest.trim_start_matches([',', ';', '/', '&', '+', ' ', '\t', '\n', '|', '(', '[', '*', '_']);
        let word = next.get(..3).filter(|word| word.eq_ignore_ascii_case("and"));
        let next = match word {
            Some(_) if next[3..].starts_with([' ', '(']) => &next[3..],
            _ => next,
        };
        if next.len() == rest.len() {
            return rest;
        }
        rest = next;
    }
}

/// `text` without blanks, brackets and marks around it.
fn bare(text: &str) -> &str {
    text.trim()
        .trim_start_matches(['(', '[', '{', '*', '_', '`', '"', '\''])
        .trim_end_matches(['*', '_', '`', '"', '\'', ')', ']', '}', '.', ',', ';'])
}

/// `Option B` as `B`.
fn without_word(text: &str) -> &str {
    let end = text.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(text.len());
    let word = text[..end].to_ascii_lowercase();
    let is_word = ["option", "options", "answer", "answers", "choice", "choices"].contains(&word.as_str());
    if is_word { text[end..].trim_start_matches([' ', '\t', '_', '-', ':', '#', '(']) } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_are_named_in_many_ways() {
        for (text, places, rest) in [
            ("B", &[1][..], ""),
            ("b", &[1], ""),
            ("(B)", &[1], ""),
            ("**B**", &[1], ""),
            ("B.", &[1], ""),
            ("[b]", &[1], ""),
            ("A, C", &[0, 2], ""),
            ("A C", &[0, 2], ""),
            ("A;C", &[0, 2], ""),
            ("A/C", &[0, 2], ""),
            ("AC", &[0, 2], ""),
            ("acd", &[0, 2, 3], ""),
            ("A and C", &[0, 2], ""),
            ("A, B, and D", &[0, 1, 3], ""),
            ("A & (C)", &[0, 2], ""),
            ("(A) and (C)", &[0, 2], ""),
            ("Option B", &[1], ""),
            ("option_c", &[2], ""),
            ("B - because", &[1], "because"),
            ("B) SSH", &[1], "SSH"),
            ("B: it is so", &[1], "it is so"),
            ("A, C because of both", &[0, 2], "because of both"),
        ] {
            let wanted = Some(Named { places: places.to_vec(), rest: rest.to_owned() });
            assert_eq!(by_letters(text), wanted, "{text}");
        }
        for text in
            ["", "SSH", "Bob", "A1", "B2 and C", "22", "a-b", "Aa", "?", "A or B", "A router", "a and the b"]
        {
            assert_eq!(by_letters(text), None, "{text}");
        }
        assert_eq!(by_numbers("1, 3").unwrap().places, [1, 3]);
        assert_eq!(by_numbers("Answer 2").unwrap().places, [2]);
        assert_eq!(by_numbers("2 and 4").unwrap().places, [2, 4]);
        for text in ["B", "2b", "1.5", "3000"] {
            assert_eq!(by_numbers(text), None, "{text}");
        }
    }
}
