//! What a question is about, closely enough to tell that two questions ask the same.

use std::collections::HashSet;

use crate::card::{Input, Posed, Question};

/// The key facts of a question.
#[derive(Debug, Clone, Default)]
pub(super) struct Facts {
    /// Names of facts: the card, and the ports that are asked for or asked about.
    names: HashSet<String>,
    /// The answer, in plain small letters; empty where it is no short text.
    answer: String,
    /// The telling words of the prompt.
    words: HashSet<String>,
}

/// Words of four letters and more that tell nothing of what is asked.
const IDLE: &[&str] = &[
    "about", "after", "answer", "been", "choose", "does", "each", "first", "from", "have", "into", "many",
    "must", "needs", "only", "should", "that", "their", "them", "then", "there", "these", "they", "this",
    "used", "user", "uses", "wants", "what", "when", "where", "which", "will", "with", "your",
];

impl Facts {
    /// The facts of `question`, which was `posed` once; `answer` is the text of its right answer.
    pub(super) fn of(question: &Question, posed: &Posed, answer: &str) -> Self {
        let key = &question.key;
        let mut facts =
            Self { names: HashSet::from([format!("{}/{}", key.deck(), key.card())]), ..Self::default() };
        let prompt = posed.prompt.plain().to_lowercase();
        facts.words =
            words(&prompt).filter(|word| word.len() > 3 && !IDLE.contains(word)).map(str::to_owned).collect();
        match &posed.input {
            Input::Order { .. } | Input::Match { .. } | Input::Sort { .. } | Input::Blanks { .. } => {
                return facts;
            }
            Input::Choose { options, many: true } => {
                let right = options.iter().filter(|option| option.right);
                facts.names.extend(right.filter_map(|option| port(&option.text.plain())).map(named));
            }
            _ => facts.answer = answer.trim().to_lowercase(),
        }
        if let Some(port) = port(&facts.answer) {
            facts.names.insert(named(port));
        } else {
            let asked = ports_in(&prompt);
            // A prompt with many ports tells a story; one or two are what it asks about.
            if asked.len() <= 2 {
                facts.names.extend(asked.into_iter().map(named));
            }
        }
        facts
    }

    /// Whether both ask for the same, or one gives away the answer of the other.
    pub(super) fn clash(&self, other: &Self) -> bool {
        !self.names.is_disjoint(&other.names) || (self.answers_as(other) && self.overlaps(other))
    }

    /// Whether both have the same answer.
    pub(super) fn answers_as(&self, other: &Self) -> bool {
        !self.answer.is_empty() && self.answer == other.answer
    }

    /// Whether half of the telling words are shared.
    fn overlaps(&self, other: &Self) -> bool {
        let both = self.words.intersection(&other.words).count();
        let all = self.words.union(&other.words).count();
        both * 2 >= all
    }
}

fn named(port: u32) -> String {
    format!("port {port}")
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric() && c != '-').filter(|word| !word.is_empty())
}

/// The number, where `answer` is nothing but a number or a port with its transport.
pub(super) fn port(answer: &str) -> Option<u32> {
    let answer = answer.to_lowercase();
    let mut number = None;
    for word in answer.split([' ', '/', ':']).filter(|word| !word.is_empty()) {
        if matches!(word, "tcp" | "udp" | "port") {
            continue;
        }
        if number.is_some() || word.len() > 5 || !word.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        number = word.parse().ok();
    }
    number
}

/// The ports that `prompt`, in small letters, names: numbers next to `tcp`, `udp` or `port`.
fn ports_in(prompt: &str) -> HashSet<u32> {
    let words: Vec<&str> = words(prompt).collect();
    let is_sign = |word: &&str| matches!(*word, "tcp" | "udp" | "port");
    let number = |word: &str| word.parse().ok().filter(|number| (1..=65535).contains(number));
    let pairs = words.windows(2).filter_map(|pair| match pair {
        [sign, word] if is_sign(sign) => number(word),
        [word, sign @ ("tcp" | "udp")] if is_sign(sign) => number(word),
        _ => None,
    });
    pairs.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_port_is_told_from_other_answers() {
        assert_eq!(port("TCP 443"), Some(443));
        assert_eq!(port("67"), Some(67));
        assert_eq!(port("53/udp"), Some(53));
        assert_eq!(port("0-1023"), None);
        assert_eq!(port("50 %"), None);
        assert_eq!(port("DHCP server"), None);
        assert_eq!(port("TCP"), None);
    }

    #[test]
    fn ports_are_found_in_a_prompt() {
        assert_eq!(ports_in("a firewall blocks tcp 443 and port 80."), HashSet::from([443, 80]));
        assert_eq!(ports_in("wait for 8 days at 10.0.0.1"), HashSet::new());
    }
}
