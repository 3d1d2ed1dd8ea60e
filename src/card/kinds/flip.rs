//! Recall the other side, turn the card over, rate yourself.

use rand::rngs::StdRng;

use super::{Keys, Kind, Neighbours, Sign};
use crate::card::answers::Reveal;
use crate::card::{Input, Posed, Text};
use crate::source::{Fields, Key, Takes};

/// Two sides.
#[derive(Debug, Clone, PartialEq)]
pub struct Flip {
    /// The side that the unnamed question shows.
    pub front: Text,
    /// The side that it hides.
    pub back: Text,
    /// Whether it is asked the other way round as well.
    pub reverse: bool,
}

impl Kind for Flip {
    const NAME: &'static str = "flip";
    const KEYS: &'static [Key] = &[
        Key::needed("front", Takes::Text, "what is shown"),
        Key::needed("back", Takes::Text, "what is to be recalled"),
        Key::optional("reverse", Takes::Flag, "`true` asks in both directions"),
    ];
    const SIGNS: &'static [Sign] = &[Sign::Has("front"), Sign::Has("back")];
    const ABOUT: &'static str = "Recall the back, turn over, rate yourself. `reverse = true` asks both ways.";
    const EXAMPLE: &'static str = r#"front   = "What is a DHCP *lease*?"
back    = "Permission to use an address for a limited time."
reverse = true
"#;

    fn read(fields: &mut Fields<'_>, _: Option<&Neighbours<'_>>) -> Option<Self> {
        // Read both before giving up, so that one run reports both.
        let (front, back) = (fields.text("front"), fields.text("back"));
        let reverse = fields.flag("reverse");
        Some(Self { front: Text::new(front?.value), back: Text::new(back?.value), reverse })
    }

    fn faces(&self) -> Vec<String> {
        let mut faces = vec![String::new()];
        faces.extend(self.reverse.then(|| "reverse".to_owned()));
        faces
    }

    fn written(&self) -> Keys {
        let mut keys = vec![("front", (&self.front).into()), ("back", (&self.back).into())];
        keys.extend(self.reverse.then(|| ("reverse", true.into())));
        keys
    }

    fn summary(&self, face: &str) -> (Text, String) {
        let (shown, hidden) = self.sides(face);
        (shown.clone(), hidden.plain())
    }

    fn pose(&self, face: &str, _: &mut StdRng) -> Posed {
        let (shown, hidden) = self.sides(face);
        Posed::new(shown.clone(), Input::Reveal(Reveal { back: hidden.clone() }))
    }
}

impl Flip {
    fn sides(&self, face: &str) -> (&Text, &Text) {
        if face == "reverse" { (&self.back, &self.front) } else { (&self.front, &self.back) }
    }
}
