//! A rule instead of facts: each asking draws afresh, and all of them share one schedule.

mod classes;
mod computed;

use rand::rngs::StdRng;

use super::question::{Notes, Posed};
use super::text::Text;

pub use classes::{Class, Classes};
pub use computed::{Computed, Reason, Tried, Unusable};

/// A rule that draws.
#[derive(Debug, Clone, PartialEq)]
pub enum Generator {
    /// A number, and the class that it belongs to.
    Classes(Classes),
    /// Values, and a question and an answer that are computed from them.
    Computed(Box<Computed>),
}

impl Generator {
    /// The prompt with its braces, and the rule, as lists show them.
    pub fn summary(&self) -> (Text, String) {
        match self {
            Self::Classes(classes) => classes.summary(),
            Self::Computed(computed) => computed.summary(),
        }
    }

    /// Draws, and asks about what was drawn.
    pub fn pose(&self, notes: &Notes, rng: &mut StdRng) -> Posed {
        match self {
            Self::Classes(classes) => classes.pose(notes, rng),
            Self::Computed(computed) => computed.pose(rng),
        }
    }
}
