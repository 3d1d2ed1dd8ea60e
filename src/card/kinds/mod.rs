//! The kinds of card, one file each.

use rand::rngs::StdRng;

use super::question::{Notes, Posed};
use super::{Generator, Text};

/// What a card asks.
#[derive(Debug, Clone, PartialEq)]
pub enum Body {
    /// A rule that draws numbers.
    Generate(Generator),
}

impl Body {
    /// Asks face `face`.
    pub fn pose(&self, _face: &str, _notes: &Notes, rng: &mut StdRng) -> Posed {
        let Self::Generate(generator) = self;
        let number = generator.draw(rng);
        let (prompt, input) = generator.ask(number);
        Posed { prompt, input, explain: None::<Text> }
    }
}
