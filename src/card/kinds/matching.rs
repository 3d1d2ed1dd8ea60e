//! Give each left side its right side.

use rand::rngs::StdRng;
use rand::seq::SliceRandom;

use super::{Keys, Kind, Neighbours, Sign, Written};
use crate::card::answers::Match;
use crate::card::limits::{MOST_ITEMS, cut};
use crate::card::{Input, Posed, Text};
use crate::source::{Code, Diagnostic, Fields, Key, Takes, Value};

/// Pairs, and right sides without partner.
#[derive(Debug, Clone, PartialEq)]
pub struct Matching {
    /// What is asked.
    pub question: Text,
    /// Each left side with its right side.
    pub pairs: Vec<(Text, Text)>,
    /// Right sides that belong to none.
    pub extra: Vec<Text>,
}

impl Kind for Matching {
    const NAME: &'static str = "match";
    const KEYS: &'static [Key] = &[
        Key::needed("question", Takes::Text, "what is asked"),
        Key::needed("match", Takes::List(&Takes::Pair(&Takes::Text)), "pairs of a left and a right side"),
        Key::optional("extra", Takes::TEXTS, "right sides that belong to none"),
    ];
    const SIGNS: &'static [Sign] = &[Sign::Has("match")];
    const ABOUT: &'static str =
        "Give each left side its partner; `extra` lists right sides that belong to none.";
    const EXAMPLE: &'static str = r#"question = "Match each protocol to its port."
match    = [["POP3", 110], ["IMAP", 143], ["SMTP", 25]]
extra    = [161]
"#;

    fn read(fields: &mut Fields<'_>, _: Option<&Neighbours<'_>>) -> Option<Self> {
        let question = fields.text("question");
        let pairs = read_pairs(fields);
        let mut extra = fields.optional_texts("extra").unwrap_or_default();
        let mut pairs = pairs?;
        let (at, beside) = (fields.span_of("match"), fields.span_of("extra"));
        let excess = cut(&mut pairs, MOST_ITEMS, "pairs", at);
        fields.report_all(excess);
        let excess = cut(&mut extra, MOST_ITEMS, "right sides without a partner", beside);
        fields.report_all(excess);
        if pairs.len() < 2 {
            let at = fields.peek("match")?.span();
            fields.report(
                Diagnostic::error(Code::TOO_FEW, at, "there is nothing to choose between here")
                    .help("write at least two pairs"),
            );
            return None;
        }
        let extra = extra.into_iter().map(|text| Text::new(text.value)).collect();
        Some(Self { question: Text::new(question?.value), pairs, extra })
    }

    fn written(&self) -> Keys {
        let pair = |(left, right): &(Text, Text)| Written::List(vec![left.into(), right.into()]);
        let pairs = Written::Set(self.pairs.iter().map(pair).collect());
        let mut keys = vec![("question", (&self.question).into()), ("match", pairs)];
        keys.extend((!self.extra.is_empty()).then(|| ("extra", Written::set(&self.extra))));
        keys
    }

    fn summary(&self, _: &str) -> (Text, String) {
        let pairs: Vec<_> =
            self.pairs.iter().map(|(left, right)| format!("{} = {}", left.plain(), right.plain())).collect();
        (self.question.clone(), pairs.join(", "))
    }

    fn pose(&self, _: &str, rng: &mut StdRng) -> Posed {
        let mut pairs = self.pairs.clone();
        pairs.shuffle(rng);
        let mut right: Vec<Text> = Vec::new();
        for text in pairs.iter().map(|(_, right)| right).chain(&self.extra) {
            if !right.contains(text) {
                right.push(text.clone());
            }
        }
        right.shuffle(rng);
        let partner = pairs
            .iter()
            .map(|(_, wanted)| right.iter().position(|text| text == wanted).expect("it was put there above"))
            .collect();
        let left = pairs.into_iter().map(|(left, _)| left).collect();
        Posed::new(self.question.clone(), Input::Match(Match { left, right, partner }))
    }
}

fn read_pairs(fields: &mut Fields<'_>) -> Option<Vec<(Text, Text)>> {
    let value = fields.value("match")?;
    let Some(items) = value.list() else {
        fields.mistyped(&value, "match", "a list of pairs: `[[\"POP3\", 110], …]`");
        return None;
    };
    // All pairs are read before giving up, so that one run reports every bad one.
    let pairs: Vec<_> = items.iter().map(|item| read_pair(item, fields)).collect();
    pairs.into_iter().collect()
}

fn read_pair(item: &Value<'_>, fields: &mut Fields<'_>) -> Option<(Text, Text)> {
    if let Some([left, right]) = item.list().as_deref()
        && let (Some(left), Some(right)) = (left.text(), right.text())
    {
        return Some((Text::new(left.value), Text::new(right.value)));
    }
    fields.mistyped(item, "match", "a pair of texts: `[\"POP3\", 110]`");
    None
}
