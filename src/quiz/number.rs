//! Numbers as texts write them, with the name that says of what: `TCP 22`, `Article 5`, `20 bytes`, `1066`.

use super::facts::{is_name, words_of};

/// A number that is all of an answer, or stands in a prompt.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Number {
    pub(super) value: f64,
    /// The word before it, in small letters, where that is a name: `tcp`, `article`. Such a number names a thing.
    pub(super) label: Option<String>,
    /// What is written before and behind it in an answer: `TCP `, ` bytes`.
    before: String,
    pub(super) behind: String,
}

impl Number {
    /// The number that `answer` is, but for a word before or behind it.
    pub(super) fn of(answer: &str) -> Option<Self> {
        let start = answer.find(digit)?;
        let end = answer.rfind(digit)? + 1;
        let (before, behind) = (&answer[..start], &answer[end..]);
        let is_apart = before.is_empty() || before.ends_with(' ');
        let is_short = [before, behind].into_iter().all(|around| words_of(around).count() <= 1);
        let value = answer[start..end].parse().ok().filter(|_| is_apart && is_short)?;
        let label = words_of(before).next().map(str::to_lowercase);
        (label.is_none() || behind.is_empty()).then(|| Self {
            value,
            label,
            before: before.to_owned(),
            behind: behind.to_owned(),
        })
    }

    /// The numbers in `text`, each once. Behind a colon as well: `203.0.113.7:443`.
    pub(super) fn all_in(text: &str) -> Vec<Self> {
        let mut numbers: Vec<Self> = Vec::new();
        let mut last = "";
        for word in words_of(text) {
            let word = word.trim_end_matches('.');
            if word.starts_with(digit)
                && let Ok(value) = word.parse()
                && numbers.iter().all(|known| !known.is(value))
            {
                let is_label = is_name(last) || (last.starts_with(char::is_uppercase) && last.len() > 3);
                let label = is_label.then(|| last.to_lowercase());
                numbers.push(Self { value, label, before: String::new(), behind: String::new() });
            }
            last = word;
        }
        numbers
    }

    /// Whether it is `value`; both were read from a text.
    pub(super) fn is(&self, value: f64) -> bool {
        self.value.total_cmp(&value).is_eq()
    }

    /// Whether both are one number of one thing, as far as their labels tell.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        self.is(other.value) && (self.label.is_none() || other.label.is_none() || self.label == other.label)
    }

    /// Whether it is known of both what they are of.
    pub(super) const fn are_labelled(&self, other: &Self) -> bool {
        self.label.is_some() && other.label.is_some()
    }

    /// `value` written as this number is.
    pub(super) fn with(&self, value: f64) -> String {
        format!("{}{value}{}", self.before, self.behind)
    }
}

pub(super) const fn digit(c: char) -> bool {
    c.is_ascii_digit()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_told_from_other_answers() {
        for (answer, label, value, behind) in [
            ("TCP 443", Some("tcp"), 443.0, ""),
            ("Article 5", Some("article"), 5.0, ""),
            ("1066", None, 1066.0, ""),
            ("87.5 %", None, 87.5, " %"),
            ("20 bytes", None, 20.0, " bytes"),
        ] {
            let number = Number::of(answer).unwrap();
            assert_eq!((number.label.as_deref(), number.value, &*number.behind), (label, value, behind));
        }
        for other in ["0-1023", "IPv4", "SMB 1 on TCP 445", "1 to 2", "10.0.0.1", "a battle in 1066", ""] {
            assert!(Number::of(other).is_none(), "{other}");
        }
    }

    #[test]
    fn numbers_are_found_in_a_prompt() {
        for (prompt, found) in [
            ("What of TCP 443, port 80, 443 and Article 5?", vec!["tcp443", "80", "article5"]),
            ("From 203.0.113.7:443 in 1066.", vec!["443", "1066"]),
        ] {
            let numbers = Number::all_in(prompt).into_iter();
            let numbers = numbers.map(|n| format!("{}{}", n.label.unwrap_or_default(), n.value));
            assert_eq!(numbers.collect::<Vec<_>>(), found);
        }
    }

    #[test]
    fn the_same_number_of_another_thing_is_another_one() {
        for (one, other) in [("TCP 53", "53"), ("Article 5", "article 5")] {
            assert!(Number::of(one).unwrap().is_same(&Number::of(other).unwrap()), "{one}");
        }
        for (one, other) in [("TCP 53", "UDP 53"), ("Article 5", "Section 5")] {
            assert!(!Number::of(one).unwrap().is_same(&Number::of(other).unwrap()), "{one}");
        }
    }
}
