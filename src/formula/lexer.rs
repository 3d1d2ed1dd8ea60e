//! Parts a formula into its words and signs.

use std::ops::Range;

use super::Mistake;

/// A word or a sign.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Token {
    /// A name, of which a row has two parts: `prefix`, `row.cost`.
    Name(String),
    /// A whole number.
    Number(i128),
    /// A text in quotes, without them.
    Text(String),
    /// Any of [`SIGNS`].
    Sign(&'static str),
}

/// All signs; the longer ones first.
const SIGNS: [&str; 18] =
    ["==", "!=", "<=", ">=", "<", ">", "=", "+", "-", "*", "/", "%", "(", ")", "[", "]", ",", "}"];

/// Reads `text` from `start` on, to its end or to a `}` that stands in no quotes; that is the last token then.
pub(super) fn tokens(text: &str, start: usize) -> Result<Vec<(Token, Range<usize>)>, Mistake> {
    let mut tokens = Vec::new();
    let mut at = start;
    while let Some(c) = text[at..].chars().next() {
        if c.is_whitespace() {
            at += c.len_utf8();
            continue;
        }
        let (token, end) = token(text, at, c)?;
        let is_end = token == Token::Sign("}");
        tokens.push((token, at..end));
        at = end;
        if is_end {
            break;
        }
    }
    Ok(tokens)
}

/// The token that begins with `first` at `at`, and where it ends.
fn token(text: &str, at: usize, first: char) -> Result<(Token, usize), Mistake> {
    let rest = &text[at..];
    if matches!(first, '\'' | '"') {
        let Some(end) = rest[1..].find(first) else {
            return Err(Mistake::syntax(at..text.len(), "this text in quotes does not end")
                .help(format!("write another `{first}` behind it")));
        };
        return Ok((Token::Text(rest[1..=end].to_owned()), at + end + 2));
    }
    if first.is_ascii_digit() {
        let end = end_of(rest, |c| c.is_ascii_alphanumeric() || c == '_');
        if let Some(mistake) = no_number(rest, at) {
            return Err(mistake);
        }
        return match number(&rest[..end].replace('_', "")) {
            Some(number) => Ok((Token::Number(number), at + end)),
            None => Err(Mistake::syntax(at..at + end, "this is no whole number")
                .help("write it as `24`, `0x18` or `0b11000`; a text stands in quotes: `'24h'`")),
        };
    }
    if first.is_alphabetic() || first == '_' {
        let end = end_of(rest, |c| c.is_alphanumeric() || matches!(c, '_' | '.'));
        return Ok((Token::Name(rest[..end].to_owned()), at + end));
    }
    match SIGNS.iter().find(|sign| rest.starts_with(**sign)) {
        Some(sign) => Ok((Token::Sign(sign), at + sign.len())),
        None => Err(meaningless(at, first)),
    }
}

/// The finding of what begins with a digit and is an address, or has decimals.
fn no_number(rest: &str, at: usize) -> Option<Mistake> {
    let run = &rest[..end_of(rest, |c| c.is_ascii_hexdigit() || matches!(c, '.' | ':'))];
    if run.parse::<std::net::IpAddr>().is_ok() {
        let mistake =
            Mistake::syntax(at..at + run.len(), "an address in a formula is a text, which stands in quotes");
        return Some(mistake.help(format!("write `'{run}'`")));
    }
    let run = &rest[..end_of(rest, |c| c.is_ascii_digit() || c == '.')];
    let (whole, decimals) = run.split_once('.').filter(|(_, decimals)| !decimals.is_empty())?;
    let mistake = Mistake::syntax(at..at + run.len(), format!("`{run}` is no whole number"));
    let as_fraction =
        format!("{}{decimals} / 1{}", whole.trim_start_matches('0'), "0".repeat(decimals.len()));
    let is_short = decimals.len() < 9 && decimals.bytes().all(|byte| byte.is_ascii_digit());
    Some(if is_short {
        mistake.help(format!(
            "numbers are whole: for `c * {run}` write `c * {as_fraction}`; `decimal(n, 1)` shows tenths"
        ))
    } else {
        mistake.help("numbers are whole, and a text stands in quotes: `'1.2.3'`")
    })
}

/// The finding of a sign that the language does not have, with what takes its place.
fn meaningless(at: usize, sign: char) -> Mistake {
    let mistake = Mistake::syntax(at..at + sign.len_utf8(), format!("`{sign}` means nothing here"));
    match sign {
        '^' => mistake.help("a power is `power(2, 12)`, bit by bit `bits_xor(a, b)`"),
        '&' => mistake.help("write `and` between conditions; bit by bit `bits_and(a, b)`"),
        '|' => mistake.help("write `or` between conditions; bit by bit `bits_or(a, b)`"),
        '~' | '!' => mistake.help("write `not` before a condition"),
        '.' | '·' | '×' => mistake.help("numbers are whole, and `*` multiplies"),
        '−' | '–' | '—' => mistake.help("write the minus of the keyboard, `-`"),
        '÷' => mistake.help("write `/`, which rounds down"),
        '≠' => mistake.help("not equal is `!=`"),
        '≤' | '≥' => mistake.help("write `<=` or `>=`"),
        '“' | '”' | '„' | '‘' | '’' | '‚' | '`' => {
            mistake.help("a text stands in the quotes of the keyboard: `'a'`")
        }
        '?' | ':' => mistake.help("write `if condition then one else other`"),
        _ => mistake,
    }
}

fn end_of(text: &str, is_part: impl Fn(char) -> bool) -> usize {
    text.find(|c| !is_part(c)).unwrap_or(text.len())
}

fn number(digits: &str) -> Option<i128> {
    let (digits, radix) = match digits.as_bytes() {
        [b'0', b'x' | b'X', ..] => (&digits[2..], 16),
        [b'0', b'b' | b'B', ..] => (&digits[2..], 2),
        _ => (digits, 10),
    };
    i128::from_str_radix(digits, radix)
        .ok()
        .filter(|_| digits.bytes().all(|byte| byte.is_ascii_alphanumeric()))
}
