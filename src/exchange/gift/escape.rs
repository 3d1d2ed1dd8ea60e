//! GIFT's backslashes: while a record is taken apart, characters that are only text hide in the private area.

/// The characters that mean something in GIFT.
const SPECIAL: &str = "~=#{}:\\";
/// Where the hidden ones begin; the next after the special ones stands for a line break.
const HIDDEN: u32 = 0xe100;

/// `text` with every escaped character hidden.
pub(super) fn hidden(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        let escaped = if c == '\\' { rest.peek().and_then(|next| hide(*next)) } else { None };
        match escaped {
            Some(hidden) => {
                rest.next();
                out.push(hidden);
            }
            None if shown(c) == c => out.push(c),
            // A character that would be taken for a hidden one.
            None => out.push('\u{fffd}'),
        }
    }
    out
}

/// `text` with what was hidden.
pub(super) fn revealed(text: &str) -> String {
    text.chars().map(shown).collect()
}

/// `text` with a backslash before everything that means something.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '\n' => out.push_str("\\n"),
            c if SPECIAL.contains(c) => out.extend(['\\', c]),
            c => out.push(c),
        }
    }
    out
}

fn hide(c: char) -> Option<char> {
    let place = if c == 'n' { Some(SPECIAL.len()) } else { SPECIAL.find(c) };
    char::from_u32(HIDDEN + place? as u32)
}

fn shown(c: char) -> char {
    match (c as u32).checked_sub(HIDDEN).map(|place| place as usize) {
        Some(place) if place == SPECIAL.len() => '\n',
        Some(place) => SPECIAL.chars().nth(place).unwrap_or(c),
        None => c,
    }
}
