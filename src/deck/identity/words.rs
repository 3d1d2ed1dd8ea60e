//! The words that tell one question from another, numbers and signs included.

use std::collections::HashMap;

use unicode_normalization::UnicodeNormalization;

/// Letters of a prompt or an answer that are looked at.
const LONGEST: usize = 400;

/// What a word can tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    /// Any word.
    Plain,
    /// A short form such as `SSH`.
    Name,
    /// A number, or signs such as `++`: each is another one, and none a slip of the pen.
    Number,
}

/// All words of some texts, each with a number.
#[derive(Debug, Default)]
pub(super) struct Lexicon {
    numbers: HashMap<String, u32>,
    words: Vec<(String, Sort)>,
}

impl Lexicon {
    /// The words of `text` in their order. A word that stands there twice is another one the second time.
    pub(super) fn read(&mut self, text: &str) -> Vec<u32> {
        let mut times: HashMap<String, usize> = HashMap::new();
        let mut numbers = Vec::new();
        for (word, sort) in words(text) {
            let time = times.entry(word.clone()).or_default();
            *time += 1;
            let name = if *time == 1 { word } else { format!("{word}\n{time}") };
            numbers.push(self.number(name, sort));
        }
        numbers
    }

    /// The text as one word.
    pub(super) fn whole(&mut self, text: &str) -> u32 {
        self.number(text.trim().to_owned(), Sort::Plain)
    }

    /// How many words there are.
    pub(super) const fn len(&self) -> usize {
        self.words.len()
    }

    pub(super) fn word(&self, number: u32) -> &str {
        self.words.get(number as usize).map_or("", |(word, _)| word)
    }

    pub(super) fn is_number(&self, number: u32) -> bool {
        self.sort(number) == Sort::Number
    }

    pub(super) fn sort(&self, number: u32) -> Sort {
        self.words.get(number as usize).map_or(Sort::Plain, |(_, sort)| *sort)
    }

    fn number(&mut self, word: String, sort: Sort) -> u32 {
        if let Some(&known) = self.numbers.get(&word) {
            // What is a name anywhere is one everywhere.
            if let Some((_, Sort::Plain)) = self.words.get(known as usize) {
                self.words[known as usize].1 = sort;
            }
            return known;
        }
        let new = self.words.len() as u32;
        self.words.push((word.clone(), sort));
        self.numbers.insert(word, new);
        new
    }
}

/// The words of a text in lower case. Letters and digits are parted (`port22` is `port` and `22`), a number keeps its dots
/// and its sign, signs that do not end sentences are words too, and scripts without blanks give pairs of letters.
fn words(text: &str) -> Vec<(String, Sort)> {
    let text: String = text.nfkc().take(LONGEST).collect();
    let is_loud = !text.chars().any(char::is_lowercase);
    let mut words = Vec::new();
    let mut rest = text.as_str();
    while let Some(first) = rest.chars().next() {
        let (length, sort) = match first {
            _ if is_dense(first) => (end(rest, is_dense), Sort::Plain),
            _ if first.is_numeric() => (number(rest), Sort::Number),
            _ if is_minus(first) && is_sign(&text[..text.len() - rest.len()], rest) => {
                (first.len_utf8() + number(&rest[first.len_utf8()..]), Sort::Number)
            }
            _ if first.is_alphabetic() => letters(rest, is_loud),
            _ if is_telling(first) => (end(rest, is_telling), Sort::Number),
            _ => {
                rest = &rest[first.len_utf8()..];
                continue;
            }
        };
        let (word, behind) = rest.split_at(length);
        rest = behind;
        if is_dense(first) {
            pairs(word, &mut words);
        } else if first.is_numeric() || sort != Sort::Number {
            words.push((word.replace(',', "").to_lowercase(), sort));
        } else {
            words.push((word.replace(is_minus, "-"), sort));
        }
    }
    words
}

/// Where the first letter stands that is not `of_kind`.
fn end(text: &str, of_kind: fn(char) -> bool) -> usize {
    text.find(|c| !of_kind(c)).unwrap_or(text.len())
}

fn letters(text: &str, is_loud: bool) -> (usize, Sort) {
    let length = end(text, |c| c.is_alphabetic() && !is_dense(c) || is_mark(c));
    let capitals = text[..length].chars().filter(|c| c.is_uppercase()).count();
    (length, if capitals > 1 && !is_loud { Sort::Name } else { Sort::Plain })
}

/// How long the number is that `text` begins with: digits, with single dots, colons and commas between them.
fn number(text: &str) -> usize {
    let mut length = end(text, char::is_numeric);
    while let Some(joint) = text[length..].chars().next().filter(|c| matches!(c, '.' | ':' | ',')) {
        let behind = &text[length + joint.len_utf8()..];
        let more = end(behind, char::is_numeric);
        // A comma parts thousands, or else two numbers.
        if more == 0 || joint == ',' && more != 3 {
            break;
        }
        length += joint.len_utf8() + more;
    }
    length
}

/// Whether a minus is the sign of the number behind it: nothing but a blank or a bracket stands before.
fn is_sign(before: &str, text: &str) -> bool {
    let is_free = before.chars().next_back().is_none_or(|c| c.is_whitespace() || "([{".contains(c));
    is_free && text.chars().nth(1).is_some_and(char::is_numeric)
}

const fn is_minus(c: char) -> bool {
    matches!(c, '-' | '\u{2212}')
}

/// Signs that make another question: those of code and sums, not those of sentences.
fn is_telling(c: char) -> bool {
    let is_of_sentences = if c.is_ascii() {
        c.is_ascii_punctuation() && !"+#&|<>=^%$@~\\".contains(c)
    } else {
        "–—‐‑…„“”‚‘’«»‹›¿¡·•、。，．「」『』（）？！：；�".contains(c)
    };
    !(c.is_alphanumeric() || c.is_whitespace() || c.is_control() || is_of_sentences || is_mark(c))
}

fn is_mark(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c)
}

/// Letters of scripts that write no blanks between words.
const fn is_dense(c: char) -> bool {
    matches!(c, '\u{0E00}'..='\u{0EFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17FF}' | '\u{3040}'..='\u{30FF}'
        | '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}

/// Each two letters that stand together; the letter where there is one only.
fn pairs(run: &str, words: &mut Vec<(String, Sort)>) {
    let letters: Vec<char> = run.chars().collect();
    if letters.len() == 1 {
        words.push((run.to_owned(), Sort::Plain));
    }
    words.extend(letters.windows(2).map(|pair| (pair.iter().collect(), Sort::Plain)));
}

/// The pairs of neighbouring letters, blanks apart, sorted, by which one sees how alike two texts are to the eye. A single
/// letter stands alone.
pub(super) fn letter_pairs(text: &str) -> Vec<u64> {
    let letters: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).take(LONGEST).collect();
    if let [letter] = letters[..] {
        return vec![u64::from(letter as u32) << 32];
    }
    let mut pairs: Vec<u64> = letters
        .windows(2)
        .map(|pair| (u64::from(pair[0] as u32) << 32) | u64::from(pair[1] as u32))
        .collect();
    pairs.sort_unstable();
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_numbers_and_signs_are_told_apart() {
        for (text, wanted) in [
            ("Which port does SSH use?", &["which", "port", "does", "ssh", "use"][..]),
            ("port22, IPv6: 10.0.3.7/24", &["port", "22", "ipv", "6", "10.0.3.7", "24"]),
            ("1,000 or 1,00 (-4)", &["1000", "or", "1", "00", "-4"]),
            ("C++, C#, C", &["c", "++", "c", "#", "c"]),
            ("3-4 well-known TCP-22", &["3", "4", "well", "known", "tcp", "22"]),
            ("Ports 22.", &["ports", "22"]),
            ("東京の都", &["東京", "京の", "の都"]),
            ("日 and ม", &["日", "and", "ม"]),
            ("🇫🇷 or 🇩🇪?", &["🇫🇷", "or", "🇩🇪"]),
            ("", &[]),
        ] {
            let found: Vec<String> = words(text).into_iter().map(|(word, _)| word).collect();
            assert_eq!(found, wanted, "{text}");
        }
    }

    #[test]
    fn a_short_form_is_a_name_unless_all_is_loud() {
        for (text, sorts) in [
            ("Use SSH 2", vec![Sort::Plain, Sort::Name, Sort::Number]),
            ("USE SSH", vec![Sort::Plain, Sort::Plain]),
        ] {
            assert_eq!(words(text).into_iter().map(|(_, sort)| sort).collect::<Vec<_>>(), sorts, "{text}");
        }
    }

    #[test]
    fn a_word_that_comes_again_is_another_one() {
        let mut lexicon = Lexicon::default();
        let (once, twice) = (lexicon.read("7 minus 0"), lexicon.read("7 minus 7"));
        assert_eq!(once[..2], twice[..2]);
        assert_ne!(twice[2], twice[0]);
    }
}
