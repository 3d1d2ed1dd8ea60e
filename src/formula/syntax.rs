//! Reads a formula: from words and signs to a tree whose sorts are not known yet.

use std::ops::Range;

use super::Mistake;
use super::lexer::Token;

/// How deep a formula may be nested.
const DEEPEST: usize = 32;
/// Parts of the largest formula.
const LARGEST: usize = 400;

/// A formula as it was written.
#[derive(Debug)]
pub(super) struct Expression {
    pub(super) what: What,
    /// Where it stands in its text.
    pub(super) at: Range<usize>,
}

/// What a part of a formula is.
#[derive(Debug)]
pub(super) enum What {
    Number(i128),
    Text(String),
    Truth(bool),
    Name(String),
    List(Vec<Expression>),
    Call(String, Vec<Expression>),
    If(Box<[Expression; 3]>),
    Not(Box<Expression>),
    Minus(Box<Expression>),
    Binary(Operator, Box<[Expression; 2]>),
}

/// A sign between two parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Operator {
    Or,
    And,
    Equal,
    Unequal,
    Less,
    AtMost,
    Greater,
    AtLeast,
    Plus,
    Minus,
    Times,
    Over,
    Modulo,
}

impl Operator {
    /// Whether it compares two values and gives a truth.
    pub(super) const fn compares(self) -> bool {
        use Operator::{AtLeast, AtMost, Equal, Greater, Less, Unequal};
        matches!(self, Equal | Unequal | Less | AtMost | Greater | AtLeast)
    }
}

/// The operator that a token is, and how tightly it binds.
fn operator(token: &Token) -> Option<(Operator, u8)> {
    let operator = match token {
        Token::Name(name) if name == "or" => (Operator::Or, 1),
        Token::Name(name) if name == "and" => (Operator::And, 2),
        Token::Sign("==" | "=") => (Operator::Equal, 4),
        Token::Sign("!=") => (Operator::Unequal, 4),
        Token::Sign("<") => (Operator::Less, 4),
        Token::Sign("<=") => (Operator::AtMost, 4),
        Token::Sign(">") => (Operator::Greater, 4),
        Token::Sign(">=") => (Operator::AtLeast, 4),
        Token::Sign("+") => (Operator::Plus, 5),
        Token::Sign("-") => (Operator::Minus, 5),
        Token::Sign("*") => (Operator::Times, 6),
        Token::Sign("/") => (Operator::Over, 6),
        Token::Sign("%") => (Operator::Modulo, 6),
        _ => return None,
    };
    Some(operator)
}

/// `not` binds tighter than `and`, a minus tighter than `*`.
const NOT: u8 = 3;
const SIGN: u8 = 7;

/// Words that are no names of values.
pub(super) const WORDS: [&str; 8] = ["if", "then", "else", "and", "or", "not", "true", "false"];

/// Reads a whole formula of `tokens`, which end at `end` of their text.
pub(super) fn expression(tokens: &[(Token, Range<usize>)], end: usize) -> Result<Expression, Mistake> {
    let mut reader = Reader { tokens, next: 0, end, depth: 0, parts: 0 };
    let whole = reader.binary(0)?;
    match reader.tokens.get(reader.next) {
        None => Ok(whole),
        Some((_, at)) => Err(Mistake::syntax(at.clone(), "the formula is at its end before this")
            .help("between two values stands a sign, such as `+` or `==`")),
    }
}

fn article(sign: &str) -> &'static str {
    if sign == "else" { "an" } else { "a" }
}

struct Reader<'a> {
    tokens: &'a [(Token, Range<usize>)],
    next: usize,
    end: usize,
    depth: usize,
    parts: usize,
}

impl Reader<'_> {
    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.next).map(|(token, _)| token)
    }

    /// Where the next token stands; the end where there is none.
    fn at(&self) -> Range<usize> {
        self.tokens.get(self.next).map_or(self.end..self.end, |(_, at)| at.clone())
    }

    fn take(&mut self, sign: &str) -> bool {
        let is_next = match self.peek() {
            Some(Token::Sign(next)) => *next == sign,
            Some(Token::Name(next)) => next == sign,
            _ => false,
        };
        self.next += usize::from(is_next);
        is_next
    }

    fn expect(&mut self, sign: &str) -> Result<(), Mistake> {
        if self.take(sign) {
            return Ok(());
        }
        Err(Mistake::syntax(self.at(), format!("{} `{sign}` is missing here", article(sign))))
    }

    /// Reads operators that bind tighter than `least`.
    fn binary(&mut self, least: u8) -> Result<Expression, Mistake> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(Mistake::syntax(self.at(), format!("this is nested more than {DEEPEST} deep"))
                .help("give a part of it a name in `let`"));
        }
        let mut left = self.unary()?;
        while let Some((operator, binds)) = self.peek().and_then(operator).filter(|(_, binds)| *binds > least)
        {
            self.next += 1;
            let right = self.binary(binds)?;
            let at = left.at.start..right.at.end;
            left = self.part(What::Binary(operator, Box::new([left, right])), at)?;
        }
        self.depth -= 1;
        Ok(left)
    }

    fn unary(&mut self) -> Result<Expression, Mistake> {
        let start = self.at().start;
        if self.take("not") {
            let inner = self.binary(NOT)?;
            let at = start..inner.at.end;
            return self.part(What::Not(Box::new(inner)), at);
        }
        if self.take("-") {
            let inner = self.binary(SIGN)?;
            let at = start..inner.at.end;
            return self.part(What::Minus(Box::new(inner)), at);
        }
        self.primary()
    }

    fn primary(&mut self) -> Result<Expression, Mistake> {
        let at = self.at();
        let Some(token) = self.peek().cloned() else {
            return Err(Mistake::syntax(at, "a value is missing at the end"));
        };
        self.next += 1;
        let what = match token {
            Token::Number(number) => What::Number(number),
            Token::Text(text) => What::Text(text),
            Token::Name(name) => return self.named(name, at),
            Token::Sign("(") => {
                let inner = self.binary(0)?;
                self.expect(")")?;
                return Ok(inner);
            }
            Token::Sign("[") => What::List(self.members("]")?),
            Token::Sign(sign) => {
                let mistake = Mistake::syntax(at, format!("a value is missing before this `{sign}`"));
                let before = self.next.checked_sub(2).and_then(|before| self.tokens.get(before));
                return Err(match (before.map(|(token, _)| token), sign) {
                    (Some(Token::Sign("*")), "*") => mistake.help("a power is `power(n, 2)`"),
                    (Some(Token::Sign("<")), ">") => mistake.help("not equal is `!=`"),
                    (Some(Token::Sign("/")), "/") => mistake.help("write `/`, which rounds down"),
                    _ => mistake,
                });
            }
        };
        let at = at.start..self.before();
        self.part(what, at)
    }

    /// What begins with a name: a value, a call, a condition.
    fn named(&mut self, name: String, at: Range<usize>) -> Result<Expression, Mistake> {
        let start = at.start;
        let is_call = matches!(self.peek(), Some(Token::Sign("(")));
        let what = match name.as_str() {
            "true" | "false" => What::Truth(name == "true"),
            "if" => self.condition(at)?,
            word if WORDS.contains(&word) => {
                return Err(Mistake::syntax(at, format!("a value is missing before this `{word}`")));
            }
            _ if is_call => {
                self.next += 1;
                What::Call(name, self.members(")")?)
            }
            _ => What::Name(name),
        };
        let at = start..self.before();
        self.part(what, at)
    }

    /// `if(condition, one, other)` or `if condition then one else other`, behind the `if`.
    fn condition(&mut self, at: Range<usize>) -> Result<What, Mistake> {
        if self.begins_with_list() {
            self.next += 1;
            let Ok(three) = self.members(")")?.try_into() else {
                return Err(Mistake::syntax(at, "this `if` takes three parts")
                    .help("write `if(condition, one, other)`"));
            };
            return Ok(What::If(Box::new(three)));
        }
        let condition = self.binary(0)?;
        if !self.take("then") {
            return Err(Mistake::syntax(at, "this `if` says not what it gives")
                .help("write `if condition then one else other`, or `if(condition, one, other)`"));
        }
        let one = self.binary(0)?;
        self.expect("else")?;
        let other = self.binary(0)?;
        Ok(What::If(Box::new([condition, one, other])))
    }

    /// Whether a bracket comes next that has a comma in it: `if (a) and b then …` only begins with one.
    fn begins_with_list(&self) -> bool {
        if self.peek() != Some(&Token::Sign("(")) {
            return false;
        }
        let mut depth = 0;
        for (token, _) in &self.tokens[self.next..] {
            match token {
                Token::Sign("(" | "[") => depth += 1,
                Token::Sign(")" | "]") if depth <= 1 => return false,
                Token::Sign(")" | "]") => depth -= 1,
                Token::Sign(",") if depth == 1 => return true,
                _ => {}
            }
        }
        false
    }

    /// Formulas parted by commas, up to `close`.
    fn members(&mut self, close: &str) -> Result<Vec<Expression>, Mistake> {
        let mut members = Vec::new();
        while !self.take(close) {
            if !members.is_empty() {
                self.expect(",")?;
            }
            members.push(self.binary(0)?);
            if !matches!(self.peek(), Some(Token::Sign(sign)) if *sign == close || *sign == ",") {
                return Err(Mistake::syntax(self.at(), format!("a `{close}` is missing here")));
            }
        }
        Ok(members)
    }

    /// Where the token before the next one ends.
    fn before(&self) -> usize {
        self.next.checked_sub(1).and_then(|last| self.tokens.get(last)).map_or(self.end, |(_, at)| at.end)
    }

    fn part(&mut self, what: What, at: Range<usize>) -> Result<Expression, Mistake> {
        self.parts += 1;
        if self.parts > LARGEST {
            return Err(Mistake::syntax(at, format!("this formula has more than {LARGEST} parts"))
                .help("give a part of it a name in `let`"));
        }
        Ok(Expression { what, at })
    }
}
