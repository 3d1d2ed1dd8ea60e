//! The words of a text, for comparing what two texts say.

use std::cell::OnceCell;
use std::collections::HashSet;
use std::ops::Range;

use crate::source::cost;

/// Words without case, Markdown's marks and punctuation. `**S**even` is one word, so is `87.5`, and `DHCP-ACK` is two.
#[derive(Debug, Clone, Default)]
pub(super) struct Words {
    /// The words, with a space before, between and behind them.
    folded: String,
    places: Vec<Range<usize>>,
    /// All words, where they are many.
    known: OnceCell<HashSet<String>>,
}

/// So few words are looked through as quickly as they are hashed.
const FEW: usize = 32;

impl Words {
    pub(super) fn of(markdown: &str) -> Self {
        let mut words = Self {
            folded: String::with_capacity(markdown.len() + 2),
            places: Vec::with_capacity(markdown.len() / 5 + 1),
            known: OnceCell::new(),
        };
        words.folded.push(' ');
        let mut start = None;
        let mut before = ' ';
        for (at, c) in markdown.char_indices() {
            let is_inside = before.is_ascii_digit()
                && matches!(c, '.' | ',' | ':' | '-' | '–' | '/')
                && markdown[at + c.len_utf8()..].starts_with(|next: char| next.is_ascii_digit());
            if c.is_alphanumeric() || is_inside {
                start.get_or_insert(words.folded.len());
                if c.is_ascii() {
                    words.folded.push(c.to_ascii_lowercase());
                } else {
                    words.folded.extend(c.to_lowercase());
                }
            } else if !matches!(c, '*' | '`') {
                words.end(start.take());
            }
            before = c;
        }
        words.end(start);
        words
    }

    /// Ends the word that begins at `start`, if there is one.
    fn end(&mut self, start: Option<usize>) {
        let Some(start) = start else { return };
        self.places.push(start..self.folded.len());
        self.folded.push(' ');
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &str> + Clone {
        self.places.iter().map(|place| &self.folded[place.clone()])
    }

    pub(super) fn len(&self) -> usize {
        self.places.len()
    }

    pub(super) fn has(&self, word: &str) -> bool {
        if self.len() <= FEW {
            cost::count(self.len());
            return self.iter().any(|own| own == word);
        }
        cost::count(1);
        self.known.get_or_init(|| self.iter().map(str::to_owned).collect()).contains(word)
    }

    /// Whether `phrase` is in these words, word for word.
    pub(super) fn has_phrase(&self, phrase: &Self) -> bool {
        if phrase.len() == 0 {
            return false;
        }
        if phrase.len() == 1 {
            return self.has(phrase.folded.trim());
        }
        cost::count(self.folded.len());
        self.folded.contains(&phrase.folded)
    }

    /// The word at `place`.
    pub(super) fn get(&self, place: usize) -> Option<&str> {
        self.places.get(place).map(|place| &self.folded[place.clone()])
    }
}

/// Whether `word` says something: four letters or more, and no number.
pub(super) fn is_telling(word: &str) -> bool {
    word.len() >= 4 && word.chars().all(char::is_alphabetic) && word.chars().count() >= 4
}

/// English words that join others and say nothing themselves; in other languages they do no harm.
const FUNCTION_WORDS: &[&str] = &[
    "about", "above", "after", "again", "against", "before", "being", "below", "between", "could", "does",
    "each", "first", "from", "have", "into", "other", "over", "same", "should", "since", "still", "than",
    "that", "their", "them", "then", "there", "these", "they", "this", "those", "through", "under", "until",
    "what", "when", "where", "whether", "which", "while", "whose", "with", "without", "would",
];

/// Whether `word` only joins others.
pub(super) fn is_function_word(word: &str) -> bool {
    FUNCTION_WORDS.binary_search(&word).is_ok()
}

/// Whether running text in `markdown` has more than `most` words; diagrams and listings do not count.
pub(super) fn is_longer_than(markdown: &str, most: usize) -> bool {
    // Counting spaces takes no time, and decides for nearly all texts.
    let spaces = markdown.bytes().filter(u8::is_ascii_whitespace).count();
    spaces >= most && count(markdown) > most
}

/// How many words of running text there are; diagrams and listings do not count.
pub(super) fn count(markdown: &str) -> usize {
    running(markdown).map(|line| line.split_whitespace().filter(|word| has_letter(word)).count()).sum()
}

/// The lines of `markdown` that are no diagram and no listing.
pub(super) fn running(markdown: &str) -> impl Iterator<Item = &str> {
    let mut is_fenced = false;
    markdown.lines().filter(move |line| {
        let is_fence = line.trim_start().starts_with("```") || line.trim_start().starts_with("~~~");
        is_fenced ^= is_fence;
        !is_fence && !is_fenced
    })
}

/// The last sentence of the running text in `markdown`: in a question, what is asked.
pub(super) fn last_sentence(markdown: &str) -> &str {
    let text = running(markdown).filter(|line| !line.trim().is_empty()).last().unwrap_or_default().trim();
    let ends = text.char_indices().zip(text.chars().skip(1));
    ends.filter(|((_, c), next)| matches!(c, '.' | '?' | '!') && *next == ' ')
        .last()
        .map_or(text, |((at, _), _)| text[at + 1..].trim())
}

fn has_letter(word: &str) -> bool {
    word.contains(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        Words::of(text).iter().map(str::to_owned).collect()
    }

    #[test]
    fn marks_and_case_do_not_count_and_numbers_stay_whole() {
        assert_eq!(words("**S**even = `Server`: 6**7**."), ["seven", "server", "67"]);
        assert_eq!(
            words("87.5 %, 0-1023; SYN-ACK, 10.0.0.1/24."),
            ["87.5", "0-1023", "syn", "ack", "10.0.0.1/24"]
        );
        assert_eq!(words("ÜBER"), ["über"]);
    }

    #[test]
    fn a_phrase_is_found_word_for_word() {
        let text = Words::of("All of the Above!");
        assert!(text.has_phrase(&Words::of("the above")));
        assert!(!text.has_phrase(&Words::of("above the")));
        assert!(!text.has_phrase(&Words::default()));
    }

    #[test]
    fn the_last_sentence_is_what_is_asked() {
        assert_eq!(last_sentence("A PC shows 169.254.1.1. What has **happened**?"), "What has **happened**?");
        assert_eq!(last_sentence("Which port?"), "Which port?");
        assert_eq!(last_sentence(""), "");
    }

    #[test]
    fn function_words_are_sorted_for_the_search() {
        assert!(FUNCTION_WORDS.is_sorted());
    }

    #[test]
    fn diagrams_do_not_count_as_words() {
        assert_eq!(count("one - two\n\n```\na b c\n```\nthree"), 3);
    }
}
