//! Makes foreign text safe to show. A deck, a file name or an error message of another program can hold bytes that
//! command the terminal or turn the reading direction; they are shown as visible stand-ins instead.
//!
//! Text is cleaned once, where it is loaded. Everything behind that door may be drawn or printed as it is.

use std::borrow::Cow;

/// `text` with every control character, escape byte and bidi control replaced by a visible stand-in.
///
/// Line breaks stay; a tab becomes four spaces, `\r\n` a line break. C0 bytes become their control picture
/// (ESC is `␛`), C1 bytes and bidi controls (U+202E and its kin) become `�`.
pub fn clean(text: &str) -> Cow<'_, str> {
    if is_clean(text) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '\r' if rest.peek() == Some(&'\n') => {}
            '\t' => out.push_str("    "),
            '\n' => out.push('\n'),
            '\u{0}'..='\u{1f}' => out.push(char::from_u32(0x2400 + c as u32).unwrap_or('\u{fffd}')),
            '\u{7f}' => out.push('\u{2421}'),
            c if is_hostile(c) => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    Cow::Owned(out)
}

/// `text` with every end of a line as `\n`, as it comes from a clipboard: terminals send a bare `\r`, other programs
/// `\r\n` or what Unicode has for it.
pub fn with_plain_line_ends(text: &str) -> Cow<'_, str> {
    const ENDS: [char; 6] = ['\r', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}'];
    if text.contains(ENDS) { Cow::Owned(text.replace("\r\n", "\n").replace(ENDS, "\n")) } else { text.into() }
}

/// Whether `clean` would leave `text` as it is.
pub fn is_clean(text: &str) -> bool {
    // Nearly all text is plain ASCII: one pass over bytes decides it.
    if text.bytes().all(|b| (0x20..0x7f).contains(&b) || b == b'\n') {
        return true;
    }
    !text.chars().any(|c| (c.is_control() && c != '\n') || is_hostile(c))
}

/// Characters that are no C0 control and still must not reach a terminal.
fn is_hostile(c: char) -> bool {
    matches!(c,
        '\u{80}'..='\u{9f}'                         // C1 controls: U+009B starts an escape sequence
        | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}' | '\u{61c}' // direction
        | '\u{2028}' | '\u{2029}'                   // line separators that break a single line
        | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}' // annotations, invisible tags
        | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_text_is_left_alone() {
        assert!(matches!(clean("ports\n→ 443 → ünï 表"), Cow::Borrowed(_)));
    }

    #[test]
    fn nothing_that_commands_a_terminal_passes() {
        assert_eq!(clean("\u{1b}[2J"), "␛[2J");
        assert_eq!(clean("a\tb\r\nc\rd"), "a    b\nc␍d");
        assert_eq!(clean("\u{9b}2J\u{202e}abc\u{2066}"), "\u{fffd}2J\u{fffd}abc\u{fffd}");
        assert_eq!(clean("\0\u{7f}"), "␀␡");
    }

    #[test]
    fn what_ends_a_line_anywhere_ends_it_here() {
        assert_eq!(with_plain_line_ends("a\rb\r\nc\n\rd\u{2028}e\r"), "a\nb\nc\n\nd\ne\n");
        assert!(matches!(with_plain_line_ends("a\nb"), Cow::Borrowed(_)));
    }

    proptest::proptest! {
        #[test]
        fn cleaned_text_is_clean(text in "\\PC*|.*") {
            proptest::prop_assert!(is_clean(&clean(&text)));
        }
    }
}
