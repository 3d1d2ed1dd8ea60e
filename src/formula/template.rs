//! A text with formulas in braces.

use std::fmt::Write as _;
use std::ops::Range;

use super::lexer::{Token, tokens};
use super::value::{Fault, LONGEST_TEXT, Sort, fault};
use super::{Formula, Given, LONGEST_FORMULA, Mistake, Scope};

/// Formulas in one text.
const MOST_HOLES: usize = 64;

/// A text with formulas in braces: `Which network does {ip}/{prefix} belong to?` A brace that is none is written twice.
#[derive(Debug, Clone, PartialEq)]
pub struct Template {
    pieces: Vec<Piece>,
}

#[derive(Debug, Clone, PartialEq)]
enum Piece {
    Text(String),
    Hole(Formula),
}

impl Template {
    /// Reads `text`, whose formulas may use the names of `scope`. All mistakes come in one run.
    pub fn read(text: &str, scope: &Scope) -> Result<Self, Vec<Mistake>> {
        if text.len() > LONGEST_FORMULA {
            let message = format!("a text with formulas has {LONGEST_FORMULA} bytes at most");
            return Err(vec![Mistake::syntax(0..text.len(), message)]);
        }
        let (mut pieces, mut mistakes) = (Vec::new(), Vec::new());
        let mut plain = String::new();
        let mut at = 0;
        while let Some(brace) = text[at..].find(['{', '}']).map(|next| at + next) {
            plain.push_str(&text[at..brace]);
            let sign = &text[brace..=brace];
            if text[brace + 1..].starts_with(sign) {
                plain.push_str(sign);
                at = brace + 2;
                continue;
            }
            if sign == "}" {
                let mistake = Mistake::syntax(brace..brace + 1, "this `}` closes nothing");
                mistakes.push(mistake.help("write `}}` for a brace that is shown"));
                at = brace + 1;
                continue;
            }
            match hole(text, brace, scope) {
                Ok((formula, end)) => {
                    pieces.push(Piece::Text(std::mem::take(&mut plain)));
                    pieces.extend(formula.map_err(|mistake| mistakes.push(mistake)).map(Piece::Hole));
                    at = end;
                }
                // Where it ends nobody knows, so nothing behind it is read.
                Err(mistake) => {
                    mistakes.push(mistake);
                    at = text.len();
                }
            }
        }
        plain.push_str(&text[at..]);
        pieces.push(Piece::Text(plain));
        pieces.retain(|piece| !matches!(piece, Piece::Text(text) if text.is_empty()));
        if pieces.iter().filter(|piece| matches!(piece, Piece::Hole(_))).count() > MOST_HOLES {
            mistakes
                .push(Mistake::syntax(0..text.len(), format!("a text has {MOST_HOLES} formulas at most")));
        }
        if mistakes.is_empty() { Ok(Self { pieces }) } else { Err(mistakes) }
    }

    /// The text, where the names have the values that are given.
    pub fn fill<'a>(&self, given: impl Into<Given<'a>>) -> Result<String, Fault> {
        self.fill_marking(given.into(), |_| ())
    }

    /// The same, and where in it each formula's value stands.
    pub fn fill_with_holes<'a>(
        &self,
        given: impl Into<Given<'a>>,
    ) -> Result<(String, Vec<Range<usize>>), Fault> {
        let mut holes = Vec::with_capacity(self.pieces.len());
        Ok((self.fill_marking(given.into(), |hole| holes.push(hole))?, holes))
    }

    fn fill_marking(&self, given: Given<'_>, mut mark: impl FnMut(Range<usize>)) -> Result<String, Fault> {
        let mut filled = String::new();
        for piece in &self.pieces {
            let start = filled.len();
            match piece {
                Piece::Text(text) => filled.push_str(text),
                Piece::Hole(formula) => {
                    // A text can always be written to.
                    let _ = write!(filled, "{}", formula.value(given)?);
                    mark(start..filled.len());
                }
            }
            if filled.len() > 2 * LONGEST_TEXT {
                return fault(format!("a text becomes longer than {} bytes", 2 * LONGEST_TEXT));
            }
        }
        Ok(filled)
    }

    /// The formulas in its braces.
    pub fn formulas(&self) -> impl Iterator<Item = &Formula> {
        self.pieces.iter().filter_map(|piece| match piece {
            Piece::Hole(formula) => Some(formula),
            Piece::Text(_) => None,
        })
    }

    /// Whether it has a formula.
    pub fn has_holes(&self) -> bool {
        self.formulas().next().is_some()
    }

    /// The sort of its only formula, where it is nothing else.
    pub fn sort(&self) -> Option<Sort> {
        match self.pieces.as_slice() {
            [Piece::Hole(formula)] => Some(formula.sort()),
            _ => None,
        }
    }
}

type Hole = (Result<Formula, Mistake>, usize);

/// The formula in the braces that open at `open`, and where they end.
fn hole(text: &str, open: usize, scope: &Scope) -> Result<Hole, Mistake> {
    let unclosed = Mistake::syntax(open..text.len(), "this brace is not closed")
        .help("write `}` behind the formula, or `{{` for a brace that is shown");
    let mut tokens = match tokens(text, open + 1) {
        Ok(tokens) => tokens,
        // What cannot be read ends at the next brace, so that what stands behind it is checked as well.
        Err(mistake) => {
            let Some(end) = text[open..].find('}') else { return Err(unclosed) };
            return Ok((Err(mistake), open + end + 1));
        }
    };
    let Some((Token::Sign("}"), end)) = tokens.pop() else { return Err(unclosed) };
    if tokens.is_empty() {
        let mistake = Mistake::syntax(open..end.end, "there is no formula in these braces");
        return Ok((Err(mistake.help("write `{{` and `}}` for braces that are shown")), end.end));
    }
    Ok((Formula::of(&tokens, end.start, scope), end.end))
}
