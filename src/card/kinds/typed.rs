//! Type the answer; the program compares.

use std::collections::HashSet;

use rand::rngs::StdRng;

use super::{Keys, Kind, Neighbours, Sign, Written};
use crate::card::compare::Expected;
use crate::card::limits::{MOST_ACCEPTED, excess, long_typed};
use crate::card::{Input, Posed, Text};
use crate::source::{Code, Diagnostic, Fields, Key, Located, Takes};

/// A question with an answer to be typed.
#[derive(Debug, Clone, PartialEq)]
pub struct Typed {
    /// What is asked.
    pub question: Text,
    /// What counts as right.
    pub expected: Expected,
}

impl Typed {
    /// A card that takes any of `answers`, first the one that is shown; each is taken once.
    pub fn new(question: Text, answers: impl IntoIterator<Item = String>) -> Self {
        let (mut known, mut answers): (HashSet<_>, Vec<_>) = (HashSet::new(), answers.into_iter().collect());
        answers.retain(|answer| !answer.trim().is_empty() && known.insert(answer.clone()));
        Self { question, expected: Expected { answers, ..Expected::default() } }
    }
}

/// The answer and what else is accepted, each once.
fn answers(answer: Located<String>, accept: Vec<Located<String>>, fields: &mut Fields<'_>) -> Vec<String> {
    let (mut known, mut answers, mut long, mut left) = (HashSet::new(), Vec::new(), None, 0);
    for Located { value, span } in std::iter::once(answer).chain(accept) {
        // In a table, a row without a second spelling has an empty cell for it.
        if value.trim().is_empty() || !known.insert(value.clone()) {
            continue;
        }
        if answers.len() > MOST_ACCEPTED {
            left += 1;
            continue;
        }
        long = long.or_else(|| long_typed(&value, span));
        answers.push(value);
    }
    let excess = (left > 0)
        .then(|| excess(MOST_ACCEPTED + left, MOST_ACCEPTED, "further answers", fields.span_of("accept")));
    fields.report_all(long.into_iter().chain(excess));
    answers
}

/// Warns of a true or false in quotes: it makes the learner type the word. A card that says how its text is compared is
/// meant so.
fn quoted_truth(fields: &Fields<'_>) -> Option<Diagnostic> {
    let answer = fields.peek("answer")?;
    let word = answer.unfilled()?.trim().to_lowercase();
    let is_meant = ["accept", "exact", "tolerance"].iter().any(|key| fields.has(key));
    if is_meant || !matches!(word.as_str(), "true" | "false") {
        return None;
    }
    let message = format!("`{word}` in quotes is a word to be typed, not true or false");
    Some(
        Diagnostic::warning(Code::QUOTED_TRUTH, answer.span(), message)
            .help(format!("drop the quotes: `answer = {word}`; with `exact = true` it stays a word"))
            .fix(answer.span(), word),
    )
}

/// Warns of an order that does not matter where there is none.
fn lone_answer(fields: &Fields<'_>) -> Diagnostic {
    let span = fields.peek("any_order").map_or_else(|| fields.span(), |value| value.span());
    Diagnostic::warning(Code::LONE_ANSWER, span, "`any_order` says nothing here: the answer is no list")
        .help("part a list by `,`, `/`, `&` or `and`, without `exact`; or remove `any_order`")
}

impl Kind for Typed {
    const NAME: &'static str = "typed";
    const KEYS: &'static [Key] = &[
        Key::needed("question", Takes::Text, "what is asked"),
        Key::needed("answer", Takes::Text, "what is to be typed"),
        Key::optional("accept", Takes::TEXTS, "further right answers"),
        Key::optional("tolerance", Takes::Number, "how far off a number may be"),
        Key::optional("exact", Takes::Flag, "`true` takes only what is written"),
        Key::optional(
            "any_order",
            Takes::Flag,
            "`true` takes the parts of a list, `20 and 21`, in any order",
        ),
    ];
    const SIGNS: &'static [Sign] = &[Sign::Has("question"), Sign::Has("answer")];
    const ABOUT: &'static str =
        "Type the answer. Numbers, ports, ranges and addresses are exact; words forgive a slip.";
    const EXAMPLE: &'static str = r#"question = "On which UDP port does a DHCP **server** listen?"
answer   = 67
accept   = ["udp 67"]
"#;

    fn read(fields: &mut Fields<'_>, _: Option<&Neighbours<'_>>) -> Option<Self> {
        let (question, answer) = (fields.text("question"), fields.text_or_blank("answer"));
        let accept = fields.optional_texts("accept").unwrap_or_default();
        let tolerance = fields.number("tolerance");
        let exact = fields.flag("exact");
        let any_order = fields.flag("any_order");
        let (question, answer) = (question?, answer?);
        if answer.value.trim().is_empty() {
            fields.report(
                Diagnostic::error(Code::EMPTY_ANSWER, answer.span, "this card's answer is empty")
                    .help("write what the learner should type"),
            );
            return None;
        }
        let finding = quoted_truth(fields);
        fields.report_all(finding);
        let answers = answers(answer, accept, fields);
        let expected = Expected { answers, tolerance, exact, any_order, ..Expected::default() };
        if any_order && (exact || !expected.has_list()) {
            fields.report(lone_answer(fields));
        }
        Some(Self { question: Text::new(question.value), expected })
    }

    fn written(&self) -> Keys {
        let Expected { answers, tolerance, exact, any_order, .. } = &self.expected;
        let (answer, accept) = answers.split_first().map_or(("", &[][..]), |(first, rest)| (first, rest));
        let mut keys =
            vec![("question", (&self.question).into()), ("answer", Written::Typed(answer.to_owned()))];
        keys.extend((!accept.is_empty()).then(|| ("accept", Written::typed(accept))));
        keys.extend(tolerance.map(|tolerance| ("tolerance", Written::Number(tolerance))));
        keys.extend(exact.then(|| ("exact", true.into())));
        keys.extend(any_order.then(|| ("any_order", true.into())));
        keys
    }

    fn summary(&self, _: &str) -> (Text, String) {
        (self.question.clone(), self.expected.written().to_owned())
    }

    fn pose(&self, _: &str, _: &mut StdRng) -> Posed {
        Posed::new(self.question.clone(), Input::Text(self.expected.clone()))
    }

    fn answers(&self) -> Vec<&str> {
        self.expected.answers.iter().map(String::as_str).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Span, mended};

    fn findings(text: &str) -> Vec<Diagnostic> {
        let table = toml::de::DeTable::parse(text).unwrap();
        let mut fields = Fields::new(table.get_ref(), Span::default(), "card");
        assert!(Typed::read(&mut fields, None).is_some(), "{text}");
        fields.finish(&[])
    }

    #[test]
    fn a_quoted_true_or_false_is_warned_of_unless_the_card_says_that_it_is_a_word() {
        for word in ["false", "True", "TRUE"] {
            let text = format!("question = 'q'\nanswer = \"{word}\"\n");
            let found = findings(&text);
            assert_eq!(found[0].code, "quoted-truth");
            let fixed = mended(&text, found.iter().map(|one| one.fix.as_slice())).0;
            assert_eq!(fixed, format!("question = 'q'\nanswer = {}\n", word.to_lowercase()));
            assert_eq!(findings(&format!("{text}exact = true\n")), []);
        }
        assert_eq!(findings("question = 'q'\nanswer = 'falsework'"), []);
    }
}
