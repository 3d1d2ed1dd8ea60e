//! The language of computed questions: formulas over whole numbers, texts and addresses.
//!
//! It is small and total. There are no loops and no recursion, sizes and depths have bounds, and what has no value is
//! a [`Fault`] that says why. Sorts are known before anything is evaluated, so that a mistake is shown where it is.

mod check;
mod draw;
mod evaluate;
mod functions;
mod lexer;
mod reference;
mod syntax;
mod template;
mod value;

#[cfg(test)]
mod tests;

use std::ops::Range;

pub use draw::{DRAWS, Source};
pub use functions::{FUNCTIONS, Function};
pub use reference::reference;
pub use template::Template;
pub use value::{Fault, Sort, Value};

use check::Node;

/// The names that a formula may use, in the order in which they get their values.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Scope {
    names: Vec<(String, Sort)>,
}

/// A formula that was read: it gives a value for the values of the names.
#[derive(Debug, Clone, PartialEq)]
pub struct Formula {
    root: Node,
    sort: Sort,
}

/// What is wrong in a formula, and where in its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistake {
    /// Which sort of mistake.
    pub fault: MistakeKind,
    /// The bytes of the text that it is about.
    pub range: Range<usize>,
    /// What is wrong: lowercase, no full stop.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
}

/// The sorts of mistakes in a formula.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MistakeKind {
    /// It cannot be read.
    Syntax,
    /// A name that nothing has.
    Name,
    /// A function that there is not.
    Function,
    /// Something takes another sort of value, or more or fewer of them.
    Argument,
}

/// Bytes of the longest text with formulas in it.
pub const LONGEST_FORMULA: usize = 4000;
/// Names that a generator may have.
pub const MOST_NAMES: usize = 200;

impl Scope {
    /// Adds a name, whose value comes behind those there are.
    pub fn add(&mut self, name: impl Into<String>, sort: Sort) {
        self.names.push((name.into(), sort));
    }

    /// The place and the sort of the value called `name`.
    fn find(&self, name: &str) -> Option<(usize, Sort)> {
        self.names.iter().position(|(known, _)| known == name).map(|place| (place, self.names[place].1))
    }

    /// Whether something is called so.
    pub fn has(&self, name: &str) -> bool {
        self.find(name).is_some()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.names.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    /// All names.
    fn names(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(|(name, _)| name.as_str())
    }
}

/// Whether `name` can be the name of a value.
pub fn is_name(name: &str) -> bool {
    let is_start = name.starts_with(|c: char| c.is_alphabetic() || c == '_');
    is_start && name.chars().all(|c| c.is_alphanumeric() || c == '_') && !syntax::WORDS.contains(&name)
}

impl Formula {
    /// Reads `text`, which may use the names of `scope`.
    pub fn read(text: &str, scope: &Scope) -> Result<Self, Mistake> {
        if text.len() > LONGEST_FORMULA {
            return Err(Mistake::syntax(
                0..text.len(),
                format!("this is longer than {LONGEST_FORMULA} bytes"),
            ));
        }
        Self::of(&lexer::tokens(text, 0)?, text.len(), scope)
    }

    fn of(tokens: &[(lexer::Token, Range<usize>)], end: usize, scope: &Scope) -> Result<Self, Mistake> {
        let (root, sort) = check::checked(syntax::expression(tokens, end)?, scope)?;
        Ok(Self { root, sort })
    }

    /// The sort of its value.
    pub const fn sort(&self) -> Sort {
        self.sort
    }

    /// Whether it is a division, or a name that stands for one, and something is left over.
    fn leaves_remainder(&self, values: &[Value], lets: &[Self]) -> bool {
        match &self.root {
            Node::Named(place) => {
                let drawn = values.len().saturating_sub(lets.len());
                let named = place.checked_sub(drawn).and_then(|place| lets.get(place));
                named.is_some_and(|formula| formula.root.leaves_remainder(values))
            }
            root => root.leaves_remainder(values),
        }
    }

    /// Its value, where the names have `values`.
    pub fn value(&self, values: &[Value]) -> Result<Value, Fault> {
        self.root.value(values)
    }
}

impl Mistake {
    fn new(fault: MistakeKind, range: Range<usize>, message: impl Into<String>) -> Self {
        Self { fault, range, message: message.into(), help: None }
    }

    fn syntax(range: Range<usize>, message: impl Into<String>) -> Self {
        Self::new(MistakeKind::Syntax, range, message)
    }

    fn help(self, help: impl Into<String>) -> Self {
        Self { help: Some(help.into()), ..self }
    }
}
