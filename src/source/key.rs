//! What a table may hold: its keys, as the reference pages and the JSON Schema tell them.
//!
//! Each reader has such a list beside it, and a test that the reader asks for these keys and for no others.

use jiff::civil::Time;

use super::{Code, Diagnostic, Value, did_you_mean};

/// Characters of a text that are shown where it is not what a key takes.
const MOST_SHOWN: usize = 60;

/// A key of a table.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Key {
    /// Its name.
    pub name: &'static str,
    /// What it takes.
    pub takes: Takes,
    /// What it means, in one line of Markdown without a full stop.
    pub about: &'static str,
    /// Whether the table is of no use without it.
    pub is_needed: bool,
}

/// What a key takes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Takes {
    /// A text; a number counts as the text it is written as.
    Text,
    /// A name that progress may hang on.
    Id,
    /// One of these words.
    Word(&'static [&'static str]),
    /// `true` or `false`.
    Flag,
    /// A whole number from the first to the second.
    Whole(i64, i64),
    /// Any number.
    Number,
    /// A number from the first to the second.
    Between(f64, f64),
    /// A time of day: `"04:00"`.
    Time,
    /// A list.
    List(&'static Takes),
    /// A list of two.
    Pair(&'static Takes),
    /// A table with keys of the author's own.
    Map(&'static Takes),
    /// A table with these keys.
    Table(&'static [Key]),
    /// Any of these.
    Any(&'static [Takes]),
}

impl Takes {
    /// A list of texts; one text counts as a list of one.
    pub const TEXTS: Self = Self::Any(&[Self::Text, Self::List(&Self::Text)]);
    /// Any whole number.
    pub const WHOLE: Self = Self::Whole(i64::MIN, i64::MAX);

    /// Whether `value` is one of these.
    pub fn fits(&self, value: &Value<'_>) -> bool {
        match *self {
            Self::Text | Self::Id => value.text().is_some(),
            Self::Word(words) => value.unfilled().is_some_and(|word| words.contains(&&*word)),
            Self::Time => value.unfilled().is_some_and(|time| time.parse::<Time>().is_ok()),
            Self::Flag => value.boolean().is_some(),
            Self::Whole(from, to) => value.integer().is_some_and(|number| (from..=to).contains(&number)),
            Self::Number => value.number().is_some(),
            Self::Between(from, to) => value.number().is_some_and(|number| (from..=to).contains(&number)),
            Self::List(item) => item.fits_each_of(value),
            Self::Pair(item) => {
                item.fits_each_of(value) && value.list().is_some_and(|items| items.len() == 2)
            }
            Self::Map(_) | Self::Table(_) => value.table().is_some(),
            Self::Any(several) => several.iter().any(|takes| takes.fits(value)),
        }
    }

    /// Whether `value` is a list of such values.
    fn fits_each_of(&self, value: &Value<'_>) -> bool {
        value.list().is_some_and(|items| items.iter().all(|item| self.fits(item)))
    }

    /// What it is, in a word or a few.
    pub fn words(&self) -> String {
        match self {
            Self::Text => "text".to_owned(),
            Self::Id => "an id".to_owned(),
            Self::Word(words) => {
                words.iter().map(|word| format!("`\"{word}\"`")).collect::<Vec<_>>().join(" or ")
            }
            Self::Flag => "`true` or `false`".to_owned(),
            Self::Whole(i64::MIN, _) => "a whole number".to_owned(),
            Self::Whole(from, i64::MAX) => format!("a whole number from {from} on"),
            Self::Whole(from, to) if from == to => from.to_string(),
            Self::Whole(from, to) => format!("a whole number from {from} to {to}"),
            Self::Number => "a number".to_owned(),
            Self::Between(from, to) => format!("a number from {from} to {to}"),
            Self::Time => "a time such as `\"04:00\"`".to_owned(),
            takes if *takes == Self::TEXTS => "a text, or a list of texts".to_owned(),
            Self::List(Self::List(_)) => "a list of lists".to_owned(),
            Self::List(Self::Between(from, to)) => format!("a list of numbers from {from} to {to}"),
            Self::List(_) => "a list".to_owned(),
            Self::Pair(_) => "a list of two whole numbers".to_owned(),
            Self::Map(_) | Self::Table(_) => "a table".to_owned(),
            Self::Any(all) => all.iter().map(Self::words).collect::<Vec<_>>().join(" or "),
        }
    }

    const fn is_number(&self) -> bool {
        matches!(self, Self::Whole(..) | Self::Between(..) | Self::Any([Self::Whole(..), ..]))
    }
}

impl Key {
    /// A key that the table needs.
    pub const fn needed(name: &'static str, takes: Takes, about: &'static str) -> Self {
        Self { name, takes, about, is_needed: true }
    }

    /// A key that may be left out.
    pub const fn optional(name: &'static str, takes: Takes, about: &'static str) -> Self {
        Self { name, takes, about, is_needed: false }
    }

    /// The finding that `value` is not what it takes; of a list, the first item that does not fit.
    pub fn misfit(&self, value: &Value<'_>) -> Diagnostic {
        let bad = match (self.takes, value.list()) {
            (Takes::List(takes), Some(items)) => {
                items.into_iter().find(|item| !takes.fits(item)).map(|item| (*takes, item))
            }
            _ => None,
        };
        let (takes, value) = bad.unwrap_or((self.takes, *value));
        let (number, text) = (value.text().filter(|_| value.unfilled().is_none()), value.unfilled());
        let shown = match (&number, &text) {
            (Some(number), _) => number.value.clone(),
            (None, Some(text)) => format!("the text `{}`", text.chars().take(MOST_SHOWN).collect::<String>()),
            (None, None) => value.sort().to_owned(),
        };
        let code = if number.is_some() && takes.is_number() { Code::OUT_OF_RANGE } else { Code::WRONG_TYPE };
        let message = format!("`{}` is {shown}, but should be {}", self.name, takes.words());
        let finding = Diagnostic::error(code, value.span(), message);
        match (takes, text.as_deref()) {
            (Takes::Word(words), Some(text)) => match did_you_mean(text, words.iter().copied()) {
                Some(meant) => finding.help(format!("did you mean `{meant}`?")),
                None => finding,
            },
            _ => finding,
        }
    }
}

/// The rows of a reference page that tell `keys`.
pub fn rows<'a>(keys: impl IntoIterator<Item = &'a Key>) -> String {
    let mut rows = "| key | means |\n| --- | --- |\n".to_owned();
    for key in keys {
        // A bar would end the cell.
        rows.extend(["| `", key.name, "` | ", &key.about.replace('|', "\\|"), " |\n"]);
    }
    rows
}
