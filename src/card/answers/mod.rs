//! The ways of answering, one file each: what a learner sees, what can be answered, and the verdict on it.
//!
//! **Add a way of answering here and in one new file.** The compiler then asks for its widget in
//! `tui/widgets/answer`, and nothing else has to know it.

mod blanks;
mod choose;
mod line;
mod matching;
mod order;
mod reveal;
mod sort;
mod text;

use std::fmt::Debug;
use std::ops::{Deref, DerefMut};

use serde::{Deserialize, Serialize};

use super::compare::{Accents, Expected, Rivals};
use super::text::Text;

pub use blanks::{Blanks, Hole};
pub use choose::{Choice, Choose};
pub use line::Line;
pub use matching::Match;
pub use order::Order;
pub use reveal::Reveal;
pub use sort::Sort;

/// What every way of answering tells about itself and can do. An answer to another way is taken for none.
pub trait Way: Debug {
    /// Judges `answer`. `rivals` are the other answers known in the deck: a slip that makes one of them is wrong.
    fn judge(&self, answer: &Answer, rivals: &Rivals) -> Verdict;

    /// The right answer.
    fn solution(&self) -> Answer;

    /// How many things `answer` gives: options, pairs, filled holes.
    fn given(&self, answer: &Answer) -> usize;

    /// The chance to guess a right answer, 0 to 1; none where nothing is offered.
    fn chance(&self) -> f64 {
        0.0
    }

    /// What exams count it as, and so what it is worth.
    fn part(&self) -> Part;

    /// What `answer` says, one text for each thing it gives; `-` stands for what was left open.
    fn words(&self, answer: &Answer) -> Vec<String>;

    /// What to type, as a sentence, for the line `nth` of the answer.
    fn wanted(&self, nth: usize) -> String;

    /// `begun` with what was typed as its line `nth`, or a sentence that says what is wrong with that.
    fn read(&self, line: &str, nth: usize, begun: Answer) -> Result<Answer, String>;

    /// The solution as it is printed where there is no screen, and why what was chosen is wrong.
    fn solved(&self, answer: Option<&Answer>) -> Vec<Line<'_>>;

    /// What is asked for as a part of the whole, behind what it is asked by: an exam asks each of them once. Nothing where
    /// the whole is one thing.
    fn pairs(&self) -> Vec<(Text, Text)> {
        Vec::new()
    }

    /// Whether an exam can ask it. A quiz that a learner puts together asks whatever the program judges.
    fn suits_exams(&self) -> bool {
        self.part() == Part::Performance
    }

    /// What is printed below the prompt where there is no screen.
    fn asked(&self) -> Vec<Line<'_>> {
        Vec::new()
    }

    /// How many lines an answer is typed on.
    fn lines(&self) -> usize {
        1
    }

    /// The line of `answer` to go on with.
    fn next_line(&self, _answer: &Answer) -> usize {
        0
    }

    /// What has to be typed; nothing where the learner only chooses.
    fn expected(&self) -> Vec<&Expected> {
        Vec::new()
    }

    /// The same, to be changed.
    fn expected_mut(&mut self) -> Vec<&mut Expected> {
        Vec::new()
    }

    /// The right answer, where it is one text.
    fn one_answer(&self) -> Option<&str> {
        None
    }

    /// Why `answer` is wrong, where that is known of just this answer and is not told by an option.
    fn why(&self, _answer: &Answer, _rivals: &Rivals) -> Option<Text> {
        None
    }

    /// The options to choose from.
    fn options(&self) -> &[Choice] {
        &[]
    }

    /// A text that is asked besides the prompt, which may be empty then.
    fn text(&self) -> Option<&Text> {
        None
    }

    /// Whether the program judges it, and not the learner.
    fn is_judged(&self) -> bool {
        true
    }
}

macro_rules! ways {
    ($($(#[$doc:meta])* $way:ident($asked:ty) => $answer:ident $(($given:ty))?,)*) => {
        /// A question as it stands before the learner: shuffled and drawn, ready to be answered. It can do what its
        /// [`Way`] can.
        #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
        pub enum Input {
            $(
                #[doc = concat!("See [`", stringify!($asked), "`].")]
                $way($asked),
            )*
        }

        /// What a learner answered. Each variant belongs to one way of answering.
        #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
        pub enum Answer {
            $( $(#[$doc])* $answer $(($given))?, )*
        }

        /// The names of all ways of answering.
        pub const WAYS: &[&str] = &[$(stringify!($way)),*];

        impl Input {
            /// An answer in which nothing is given.
            pub fn nothing(&self) -> Answer {
                match self {
                    $( Self::$way(_) => Answer::$answer $((<$given>::default()))?, )*
                }
            }

            /// The name of its way of answering.
            pub const fn way(&self) -> &'static str {
                match self {
                    $( Self::$way(_) => stringify!($way), )*
                }
            }
        }

        impl Deref for Input {
            type Target = dyn Way;

            fn deref(&self) -> &Self::Target {
                match self {
                    $( Self::$way(way) => way, )*
                }
            }
        }

        impl DerefMut for Input {
            fn deref_mut(&mut self) -> &mut Self::Target {
                match self {
                    $( Self::$way(way) => way, )*
                }
            }
        }
    };
}

// Papers that are stored have these names in them.
ways! {
    /// Turned over.
    Reveal(Reveal) => Revealed,
    /// The typed line.
    Text(Expected) => Text(String),
    /// Indices of the chosen options, ascending.
    Choose(Choose) => Chosen(Vec<usize>),
    /// Indices into the items, first to last.
    Order(Order) => Order(Vec<usize>),
    /// For each left side the index of the right side given to it.
    Match(Match) => Match(Vec<Option<usize>>),
    /// For each item the index of its bin.
    Sort(Sort) => Sort(Vec<Option<usize>>),
    /// What was typed in each hole.
    Blanks(Blanks) => Blanks(Vec<String>),
}

/// The sort of an item, as exams count them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Part {
    /// Ordering, matching, classifying, labelling.
    Performance,
    /// Choose all that apply.
    Many,
    /// Choose one.
    Single,
}

/// What came of an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// Right.
    Right,
    /// Counted right; this is how it is written.
    Close(String),
    /// Some parts are right.
    Partly {
        /// Parts that are right.
        got: usize,
        /// All parts.
        of: usize,
    },
    /// Wrong.
    Wrong,
    /// The learner judges alone.
    Unjudged,
}

impl Input {
    /// Says whether accents tell typed words apart.
    pub fn judge_accents(&mut self, accents: Accents) {
        self.expected_mut().into_iter().for_each(|expected| expected.accents = accents);
    }

    /// Whether answers are typed words.
    pub fn is_typed(&self) -> bool {
        !self.expected().is_empty()
    }

    /// How many things a whole answer gives.
    pub fn size(&self) -> usize {
        self.given(&self.solution())
    }

    /// Whether an exam may offer the answer among those of other cards instead.
    pub fn takes_options(&self) -> bool {
        self.one_answer().is_some() && self.options().is_empty()
    }

    /// Whether `answer` leaves nothing open.
    pub fn is_whole(&self, answer: &Answer) -> bool {
        self.given(answer) >= self.size()
    }

    /// Whether `answer` leaves everything open.
    pub fn is_nothing(&self, answer: &Answer) -> bool {
        self.size() > 0 && self.given(answer) == 0
    }

    /// The right option and its place, where one is to be chosen.
    pub fn right_option(&self) -> Option<(usize, &Choice)> {
        let is_one = self.part() == Part::Single;
        self.options().iter().enumerate().find(|(_, option)| is_one && option.right)
    }
}

impl Verdict {
    /// Whether the answer counts as right.
    pub fn counts(&self) -> bool {
        matches!(self, Self::Right | Self::Close(_))
    }

    /// The verdict on `got` right things of all that there are.
    fn of(got: usize, of: usize) -> Self {
        match got {
            got if got == of => Self::Right,
            0 => Self::Wrong,
            got => Self::Partly { got, of },
        }
    }
}

/// What stands for a part that was left open.
const OPEN: &str = "-";

/// What the `place`th of `texts` says; a dash where there is none.
fn named(texts: &[Text], place: Option<usize>) -> String {
    place.and_then(|place| texts.get(place)).map_or_else(|| OPEN.to_owned(), Text::plain)
}

/// `1 · 2 · … · n`
fn factorial(n: usize) -> f64 {
    (1..=n).map(|i| i as f64).product()
}

#[cfg(test)]
pub(crate) mod tests;
