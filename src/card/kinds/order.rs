//! Put the steps in order.

use rand::rngs::StdRng;
use rand::seq::SliceRandom;

use super::{Keys, Kind, Neighbours, Sign, Written};
use crate::card::answers;
use crate::card::limits::{MOST_ITEMS, cut};
use crate::card::{Input, Posed, Text};
use crate::source::{Code, Diagnostic, Fields, Key, Takes};

/// Steps in their right order.
#[derive(Debug, Clone, PartialEq)]
pub struct Order {
    /// What is asked.
    pub question: Text,
    /// The steps.
    pub steps: Vec<Text>,
}

impl Kind for Order {
    const NAME: &'static str = "order";
    const KEYS: &'static [Key] = &[
        Key::needed("question", Takes::Text, "what is asked"),
        Key::needed("order", Takes::TEXTS, "the steps, in their right order"),
    ];
    const SIGNS: &'static [Sign] = &[Sign::Has("order")];
    const ABOUT: &'static str = "Put the steps in order. Write them in the right order; they are shuffled.";
    const EXAMPLE: &'static str = r#"question = "Put the messages of a new lease in order."
order    = ["DHCPDISCOVER", "DHCPOFFER", "DHCPREQUEST", "DHCPACK"]
"#;

    fn read(fields: &mut Fields<'_>, _: Option<&Neighbours<'_>>) -> Option<Self> {
        let (question, steps) = (fields.text("question"), fields.texts("order"));
        let (question, steps) = (question?, steps?);
        let mut steps: Vec<Text> = steps.into_iter().map(|step| Text::new(step.value)).collect();
        let at = fields.span_of("order");
        let excess = cut(&mut steps, MOST_ITEMS, "steps", at.clone());
        fields.report_all(excess);
        if steps.iter().all(|step| *step == steps[0]) {
            fields.report(
                Diagnostic::error(Code::TOO_FEW, at, "there is nothing to put in order here")
                    .help("list at least two different steps, in their right order"),
            );
            return None;
        }
        Some(Self { question: Text::new(question.value), steps })
    }

    fn written(&self) -> Keys {
        let steps = self.steps.iter().map(Written::from).collect();
        vec![("question", (&self.question).into()), ("order", Written::List(steps))]
    }

    fn summary(&self, _: &str) -> (Text, String) {
        let steps: Vec<_> = self.steps.iter().map(Text::plain).collect();
        (self.question.clone(), steps.join(" → "))
    }

    fn pose(&self, _: &str, rng: &mut StdRng) -> Posed {
        let mut shown: Vec<usize> = (0..self.steps.len()).collect();
        // A draw that already is the right order would ask nothing; the steps differ, so this ends.
        while shown.iter().enumerate().all(|(place, &step)| self.steps[place] == self.steps[step]) {
            shown.shuffle(rng);
        }
        let mut right = vec![0; shown.len()];
        for (index, &step) in shown.iter().enumerate() {
            right[step] = index;
        }
        let items = shown.iter().map(|&step| self.steps[step].clone()).collect();
        Posed::new(self.question.clone(), Input::Order(answers::Order { items, right }))
    }
}
