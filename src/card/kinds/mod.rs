//! The kinds of card, one file each.
//!
//! **Add a kind here and in one new file, nowhere else.** Its [`Kind::EXAMPLE`] is what `new` writes and what the
//! reference page shows, and a test reads every one of them.

mod choice;
mod classify;
mod cloze;
mod flip;
mod matching;
mod order;
mod pool;
mod reference;
mod truth;
mod typed;
mod written;

use std::cell::OnceCell;
use std::sync::LazyLock;

use rand::rngs::StdRng;

use super::generator::without_formulas;
use super::question::{Notes, Posed};
use super::{Generator, Text};
use crate::source::{Code, Columns, Diagnostic, Fields, Key};

pub use choice::{Choice, Wrong, answers, one_of};
pub use classify::Classify;
pub use cloze::{Blank, Cloze, Piece};
pub use flip::Flip;
pub use matching::Matching;
pub use order::Order;
pub use pool::Pool;
pub use reference::reference;
pub use truth::Truth;
pub use typed::Typed;
pub use written::{Keys, Written};

/// What every kind of card tells about itself and can do.
pub trait Kind: Sized {
    /// Its name in lists, in JSON and for `new --kind`.
    const NAME: &'static str;
    /// The keys that only this kind has or that it is built from; they follow the common ones.
    const KEYS: &'static [Key];
    /// Any one of these makes a card one of this kind, unless a kind before it has it.
    const SIGNS: &'static [Sign];
    /// One sentence: what it asks of the learner.
    const ABOUT: &'static str;
    /// A complete card as an author would write it.
    const EXAMPLE: &'static str;

    /// Whether the keys make the card one of this kind.
    fn claims(fields: &Fields<'_>) -> bool {
        Self::SIGNS.iter().any(|sign| sign.holds(fields))
    }

    /// Reads the kind's own keys; what is wrong is reported to `fields`.
    fn read(fields: &mut Fields<'_>, table: Option<&Neighbours<'_>>) -> Option<Self>;

    /// Its own keys, as an author writes them: what [`Self::read`] makes this card of.
    fn written(&self) -> Keys;

    /// The names of its questions; one unnamed question unless it says otherwise.
    fn faces(&self) -> Vec<String> {
        vec![String::new()]
    }

    /// The prompt and the answer of a question as lists show them.
    fn summary(&self, face: &str) -> (Text, String);

    /// Asks a question: draws and shuffles what is left to chance.
    fn pose(&self, face: &str, rng: &mut StdRng) -> Posed;

    /// Answers a learner could mean; a slip that makes one of them is no slip.
    fn answers(&self) -> Vec<&str> {
        Vec::new()
    }
}

/// What a card is known by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sign {
    /// It has this key.
    Has(&'static str),
    /// This key is `true` or `false`.
    IsFlag(&'static str),
    /// This key is a list.
    IsList(&'static str),
}

impl Sign {
    fn holds(self, fields: &Fields<'_>) -> bool {
        match self {
            Self::Has(key) => fields.has(key),
            Self::IsFlag(key) => fields.peek(key).is_some_and(|value| value.boolean().is_some()),
            Self::IsList(key) => fields.peek(key).is_some_and(|value| value.list().is_some()),
        }
    }
}

/// The other rows of a table while one of them is read: where drawn wrong options come from.
#[derive(Debug)]
pub struct Neighbours<'a> {
    /// The names of the columns.
    pub columns: &'a Columns,
    /// All rows: the cells of each, column by column.
    pub rows: &'a [Vec<String>],
    /// The row that is read.
    pub row: usize,
    /// The rows that look like it.
    pub look_alikes: &'a [usize],
    /// The question as the template has it, with its braces. A row that would make the same question is
    /// right too, and never drawn as a wrong option.
    pub question: &'a str,
    /// What is drawn with the template from each row; made for the first row that asks for it.
    pub pool: &'a OnceCell<Pool>,
}

/// One entry of the table of kinds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct KindInfo {
    /// [`Kind::NAME`]
    pub name: &'static str,
    /// [`Kind::KEYS`]
    pub keys: &'static [Key],
    /// [`Kind::SIGNS`]
    pub signs: &'static [Sign],
    /// [`Kind::ABOUT`]
    pub about: &'static str,
    /// [`Kind::EXAMPLE`]
    pub example: &'static str,
}

/// The kind of a question that is drawn or computed; it is no card.
const GENERATED: &str = "generate";

/// The prompt of a question of that kind as people read it in lists: what is drawn or computed is left open.
pub fn readable(prompt: &Text, kind: &str) -> Text {
    if kind == GENERATED { Text::new(without_formulas(prompt.as_str())) } else { prompt.clone() }
}

/// The names of all kinds that a question may have: those of cards, and last that of what is drawn or computed.
pub fn names() -> impl Iterator<Item = &'static str> + Clone {
    KINDS.iter().map(|kind| kind.name).chain([GENERATED])
}

macro_rules! kinds {
    ($($kind:ident),* $(,)?) => {
        /// What a card asks: one variant per kind, and the rule that draws numbers.
        #[derive(Debug, Clone, PartialEq)]
        pub enum Body {
            $(
                #[doc = concat!("See [`", stringify!($kind), "`].")]
                $kind($kind),
            )*
            /// See [`Generator`].
            Generate(Generator),
        }

        $(
            impl From<$kind> for Body {
                fn from(kind: $kind) -> Self {
                    Self::$kind(kind)
                }
            }
        )*

        /// All kinds, in the order in which they claim a card.
        pub const KINDS: &[KindInfo] = &[$(KindInfo {
            name: $kind::NAME,
            keys: $kind::KEYS,
            signs: $kind::SIGNS,
            about: $kind::ABOUT,
            example: $kind::EXAMPLE,
        }),*];

        impl Body {
            /// Reads the body of a card. `None`, with the reason among the findings, when it cannot be used.
            pub fn read(fields: &mut Fields<'_>, table: Option<&Neighbours<'_>>) -> Option<Self> {
                $(
                    if $kind::claims(fields) {
                        fields.is_of_kind($kind::NAME);
                        return $kind::read(fields, table).map(Self::$kind);
                    }
                )*
                fields.report(unknown_kind(fields));
                None
            }

            /// The name of the kind that claims the card.
            pub fn kind_of(fields: &Fields<'_>) -> Option<&'static str> {
                $( if $kind::claims(fields) { return Some($kind::NAME); } )*
                None
            }

            /// The name of its kind.
            pub fn kind(&self) -> &'static str {
                match self {
                    $( Self::$kind(_) => $kind::NAME, )*
                    Self::Generate(_) => GENERATED,
                }
            }

            /// The keys of its kind, as an author writes them; none for a rule that draws numbers.
            pub fn written(&self) -> Keys {
                match self {
                    $( Self::$kind(kind) => kind.written(), )*
                    Self::Generate(_) => Keys::new(),
                }
            }

            /// The names of its questions.
            pub fn faces(&self) -> Vec<String> {
                match self {
                    $( Self::$kind(kind) => kind.faces(), )*
                    Self::Generate(_) => vec![String::new()],
                }
            }

            /// The prompt and the answer of a question as lists show them.
            pub fn summary(&self, face: &str) -> (Text, String) {
                match self {
                    $( Self::$kind(kind) => kind.summary(face), )*
                    Self::Generate(generator) => generator.summary(),
                }
            }

            /// Answers a learner could mean.
            pub fn answers(&self) -> Vec<&str> {
                match self {
                    $( Self::$kind(kind) => kind.answers(), )*
                    Self::Generate(_) => Vec::new(),
                }
            }

            /// Asks a question: draws and shuffles what is left to chance.
            pub fn pose(&self, face: &str, notes: &Notes, rng: &mut StdRng) -> Posed {
                match self {
                    $( Self::$kind(kind) => kind.pose(face, rng), )*
                    Self::Generate(generator) => generator.pose(notes, rng),
                }
            }
        }
    };
}

// The first kind that claims a card has it: the ones with a key of their own come before those told by the
// sort of their answer, and `typed` takes what is left.
kinds! {
    Flip,
    Cloze,
    Order,
    Matching,
    Classify,
    Truth,
    Choice,
    Typed,
}

/// For each key of a kind, a kind that has it: what a key is told to belong to where it stands in another kind's card.
pub fn telling_keys() -> &'static [(&'static str, &'static str)] {
    // Back to front, so that the keys many kinds share are told to belong to the simplest of them.
    static KEYS: LazyLock<Vec<(&str, &str)>> = LazyLock::new(|| {
        KINDS.iter().rev().flat_map(|kind| kind.keys.iter().map(|key| (key.name, kind.name))).collect()
    });
    &KEYS
}

fn unknown_kind(fields: &Fields<'_>) -> Diagnostic {
    Diagnostic::error(Code::UNKNOWN_KIND, fields.span(), "this card has neither a question nor a front")
        .help("the shortest card is `question = \"…\"` and `answer = \"…\"`, or `front` and `back`")
}

#[cfg(test)]
mod tests {
    use rand::SeedableRng;

    use super::*;
    use crate::card::compare::Rivals;
    use crate::source::Span;

    #[test]
    fn every_example_is_a_clean_card_that_asks_something_and_takes_its_own_solution() {
        for info in KINDS {
            let table = toml::de::DeTable::parse(info.example).unwrap();
            let mut fields = Fields::new(table.get_ref(), Span::default(), "card");
            assert_eq!(Body::kind_of(&fields), Some(info.name));
            let body = Body::read(&mut fields, None);
            assert_eq!(fields.finish(&[]), [], "{}", info.name);
            let body = body.unwrap();
            for face in body.faces() {
                let mut rng = StdRng::seed_from_u64(1);
                let posed = body.pose(&face, &Notes::default(), &mut rng);
                let verdict = posed.input.judge(&posed.input.solution(), &Rivals::default());
                assert!(matches!(verdict, crate::card::Verdict::Right | crate::card::Verdict::Unjudged));
                assert!(!body.summary(&face).0.is_empty());
            }
        }
    }
}
