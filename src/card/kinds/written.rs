//! A card as its author writes it, key by key: the other way round of reading it.

use crate::card::Text;

/// The keys of a card in the order in which a person writes them; those that say nothing are left out.
pub type Keys = Vec<(&'static str, Written)>;

/// What stands behind a key.
#[derive(Debug, Clone, PartialEq)]
pub enum Written {
    /// Markdown.
    Text(Text),
    /// What is typed, and no Markdown.
    Typed(String),
    /// `true` or `false`.
    Flag(bool),
    /// A number.
    Number(f64),
    /// Several values, whose order counts.
    List(Vec<Self>),
    /// Several values in any order.
    Set(Vec<Self>),
    /// Values by names of the author's own.
    Map(Vec<(String, Self)>),
    /// Values by keys.
    Table(Keys),
}

impl Written {
    /// Texts in any order.
    pub fn set<'a>(texts: impl IntoIterator<Item = &'a Text>) -> Self {
        Self::Set(texts.into_iter().map(Self::from).collect())
    }

    /// Answers in any order.
    pub fn typed(answers: &[String]) -> Self {
        Self::Set(answers.iter().cloned().map(Self::Typed).collect())
    }
}

impl From<&Text> for Written {
    fn from(text: &Text) -> Self {
        Self::Text(text.clone())
    }
}

impl From<bool> for Written {
    fn from(flag: bool) -> Self {
        Self::Flag(flag)
    }
}
