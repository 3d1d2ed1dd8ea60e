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
mod scope;
mod syntax;
mod template;
mod value;
mod watch;

#[cfg(test)]
mod tests;

use std::ops::Range;

pub use draw::{DRAWS, Source};
pub use functions::{FUNCTIONS, Function};
pub use reference::reference;
pub use scope::Scope;
pub use template::Template;
pub use value::{Fault, Sort, Value};
pub use watch::{Given, Place, Uneven, Watch};

use check::Node;
use lexer::Token;

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
    /// Texts are joined that are numbers now and then: this may be meant.
    Joins,
    /// It uses a name of which nothing is known, so there is nothing to tell.
    Follows,
}

/// Bytes of the longest text with formulas in it.
pub const LONGEST_FORMULA: usize = 4000;
/// Names that a generator may have.
pub const MOST_NAMES: usize = 200;

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

    fn of(tokens: &[(Token, Range<usize>)], end: usize, scope: &Scope) -> Result<Self, Mistake> {
        let tree = syntax::expression(tokens, end)
            .map_err(|mistake| with_blanks(tokens, scope).unwrap_or(mistake))?;
        let is_broken = |token: &Token| matches!(token, Token::Name(name) if scope.is_broken(name));
        if let Some((_, at)) = tokens.iter().find(|(token, _)| is_broken(token)) {
            return Err(Mistake::new(MistakeKind::Follows, at.clone(), "what this name stands for is wrong"));
        }
        let (root, sort) = check::checked(tree, scope)?;
        Ok(Self { root, sort })
    }

    /// The sort of its value.
    pub const fn sort(&self) -> Sort {
        self.sort
    }

    /// Its value, where the names have those that are given.
    pub fn value<'a>(&self, given: impl Into<Given<'a>>) -> Result<Value, Fault> {
        self.root.value(given.into())
    }
}

/// The mistake of a column that is written with blanks, as it is called in the table.
fn with_blanks(tokens: &[(Token, Range<usize>)], scope: &Scope) -> Option<Mistake> {
    (2..=4).flat_map(|words| tokens.windows(words)).find_map(|words| {
        let names =
            words.iter().map(|(token, _)| if let Token::Name(name) = token { Some(&**name) } else { None });
        let written = names.collect::<Option<Vec<_>>>()?.join("_");
        let at = words[0].1.start..words[words.len() - 1].1.end;
        let mistake = Mistake::new(MistakeKind::Name, at, "a name has no blanks");
        scope.has(&written).then(|| mistake.help(format!("this column is written `{written}`")))
    })
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
