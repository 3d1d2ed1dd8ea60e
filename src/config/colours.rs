//! A learner's own colours: for what, and how they are written.

use crate::source::{Code, Diagnostic, Key, Takes, Value, did_you_mean};

/// The colours of a learner's own, each by the name of its key.
pub type Colours = Vec<(&'static str, Colour)>;

/// A colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Colour {
    /// One of the sixteen that the terminal has, by its number.
    Named(u8),
    /// Any, as `0xRRGGBB`; terminals with sixteen colours keep their own in its place.
    Rgb(u32),
}

/// The names of the sixteen colours, each at its number.
const NAMES: [&str; 16] = [
    "black",
    "red",
    "green",
    "yellow",
    "blue",
    "magenta",
    "cyan",
    "grey",
    "dark-grey",
    "light-red",
    "light-green",
    "light-yellow",
    "light-blue",
    "light-magenta",
    "light-cyan",
    "white",
];

/// What can have a colour of its own.
pub const COLOURS: &[Key] = &[
    Key::optional("text", Takes::Text, "running text"),
    Key::optional("dim", Takes::Text, "what is said in passing"),
    Key::optional(
        "accent",
        Takes::Text,
        "what draws the eye: a number that matters, a key, the row of the cursor, bars",
    ),
    Key::optional("heading", Takes::Text, "the name of a part of the screen"),
    Key::optional("right", Takes::Text, "a right answer"),
    Key::optional("close", Takes::Text, "an answer that is nearly right, or partly"),
    Key::optional("wrong", Takes::Text, "a wrong answer"),
    Key::optional("hint", Takes::Text, "a hint, a mnemonic"),
    Key::optional("code", Takes::Text, "code and diagrams"),
    Key::optional("border", Takes::Text, "rules and the lines under fields"),
    Key::optional("track", Takes::Text, "the rest of a bar"),
];

impl Colour {
    /// The colour that is written so: a name, or `#` and six digits of base sixteen.
    fn read(text: &str) -> Option<Self> {
        if let Some(number) = NAMES.iter().position(|name| *name == text) {
            return u8::try_from(number).ok().map(Self::Named);
        }
        let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6)?;
        let is_number = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
        u32::from_str_radix(digits, 16).ok().filter(|_| is_number).map(Self::Rgb)
    }
}

/// The colours of the table; those that are none are told by [`mistakes`].
pub(super) fn colours(value: &Value<'_>) -> Option<Colours> {
    let fields = value.fields("colours")?;
    let read = |key: &'static Key| Some((key.name, Colour::read(&fields.peek(key.name)?.unfilled()?)?));
    Some(COLOURS.iter().filter_map(read).collect())
}

/// What is wrong with the table of colours.
pub(super) fn mistakes(value: &Value<'_>) -> Vec<Diagnostic> {
    let Some(mut fields) = value.fields("table of colours") else { return Vec::new() };
    let mut findings = Vec::new();
    for key in COLOURS {
        let Some(value) = fields.taken(key) else { continue };
        let text = value.unfilled().unwrap_or_default();
        if Colour::read(&text).is_none() {
            let message = format!("`{}` is `{text}`, which is no colour", key.name);
            let help = match did_you_mean(&text, NAMES.into_iter()) {
                Some(meant) => format!("did you mean `{meant}`?"),
                None => format!("write `\"#rrggbb\"` or one of {}", NAMES.join(", ")),
            };
            findings.push(Diagnostic::error(Code::WRONG_TYPE, value.span(), message).help(help));
        }
    }
    findings.extend(fields.finish(&[]));
    findings
}

/// The page `docs/reference/colours.md`.
pub fn reference() -> String {
    let mut page = "<!-- Made from src/config/colours.rs: `BLESS=1 cargo test --test suite docs` writes it anew. -->\n\n\
                    # Colours\n\nWhat can have a colour of its own in the `[colours]` table of the settings. \
                    [Your keys and colours](../keys-and-colours.md) tells how.\n\n"
        .to_owned();
    page.push_str(&crate::source::rows(COLOURS));
    let names: Vec<String> = NAMES.iter().map(|name| format!("`{name}`")).collect();
    page.push_str("\nA colour is `\"#rrggbb\"`, or one of the sixteen of the terminal: ");
    page.push_str(&names.join(", "));
    page.push_str(".\n");
    page
}
