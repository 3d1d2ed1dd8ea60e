//! A statement: true or false?

use rand::rngs::StdRng;

use super::{Keys, Kind, Neighbours, Sign};
use crate::card::answers::Choose;
use crate::card::{self, Input, Posed, Text};
use crate::source::{Fields, Key, Takes};

/// A statement and whether it is true.
#[derive(Debug, Clone, PartialEq)]
pub struct Truth {
    /// What is said.
    pub statement: Text,
    /// Whether it is true.
    pub holds: bool,
}

impl Kind for Truth {
    const NAME: &'static str = "truth";
    const KEYS: &'static [Key] = &[
        Key::needed("question", Takes::Text, "the statement"),
        Key::needed("answer", Takes::Flag, "whether it is true"),
    ];
    const SIGNS: &'static [Sign] = &[Sign::IsFlag("answer")];
    const ABOUT: &'static str = "Is the statement true or false?";
    const EXAMPLE: &'static str = r#"question = "A DHCP client renews by broadcast at T1."
answer   = false
"#;

    fn read(fields: &mut Fields<'_>, _: Option<&Neighbours<'_>>) -> Option<Self> {
        let statement = fields.text("question");
        let holds = fields.flag("answer");
        Some(Self { statement: Text::new(statement?.value), holds })
    }

    fn written(&self) -> Keys {
        vec![("question", (&self.statement).into()), ("answer", self.holds.into())]
    }

    fn summary(&self, _: &str) -> (Text, String) {
        (self.statement.clone(), if self.holds { "true" } else { "false" }.to_owned())
    }

    fn pose(&self, _: &str, _: &mut StdRng) -> Posed {
        let options = [("True", self.holds), ("False", !self.holds)]
            .map(|(text, right)| card::Choice { text: Text::new(text), right, why: None })
            .to_vec();
        Posed::new(self.statement.clone(), Input::Choose(Choose { options, many: false }))
    }
}
