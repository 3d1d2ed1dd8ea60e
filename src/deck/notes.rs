//! What any card may carry besides its question and answer.

use std::collections::HashSet;

use crate::card::{Notes, Text};
use crate::source::{Diagnostic, Fields, Located};

/// What a card inherits from its deck and its table.
#[derive(Debug, Clone, Default)]
pub(super) struct Inherited {
    /// Tags that every card has.
    pub(super) tags: Vec<String>,
    /// The source of facts where a card names none.
    pub(super) source: Option<Text>,
}

impl Inherited {
    /// The same with what a table adds.
    pub(super) fn with(&self, tags: Vec<String>, source: Option<Text>) -> Self {
        Self { tags: joined(&self.tags, tags), source: source.or_else(|| self.source.clone()) }
    }
}

/// Reads the keys that every card may have, `id` excepted.
pub(super) fn read(fields: &mut Fields<'_>, inherited: &Inherited) -> Notes {
    let mut text =
        |key| fields.optional_text(key).map(|text| Text::new(text.value)).filter(|t| !t.is_empty());
    let (explain, hint, mnemonic) = (text("explain"), text("hint"), text("mnemonic"));
    let (practice, source) = (text("practice"), text("source"));
    Notes {
        explain,
        hint,
        mnemonic,
        practice,
        source: source.or_else(|| inherited.source.clone()),
        tags: joined(&inherited.tags, tags(fields)),
        look_alikes: values(fields.optional_texts("look_alike")),
        allow: fields.optional_texts("allow").unwrap_or_default(),
        suspended: fields.flag("suspended"),
    }
}

/// Reads `tags`. A text may hold several, parted by spaces or commas, so that a cell of a table can name them all.
pub(super) fn tags(fields: &mut Fields<'_>) -> Vec<String> {
    let parted = |text: String| {
        text.split([' ', ',', '\n']).filter(|tag| !tag.is_empty()).map(str::to_owned).collect()
    };
    values(fields.optional_texts("tags")).into_iter().flat_map::<Vec<String>, _>(parted).collect()
}

/// Reads `id`. `Err` when what is written cannot be an id; `Ok(None)` when none is written.
pub(crate) fn id(fields: &mut Fields<'_>) -> Result<Option<Located<String>>, ()> {
    let Some(value) = fields.value("id") else { return Ok(None) };
    let Some(id) = fields.text_of(&value, "id") else { return Err(()) };
    let fits = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.');
    if id.value.is_empty() || id.value.chars().count() > super::LONGEST_ID || !id.value.chars().all(fits) {
        fields.report(
            Diagnostic::error("bad-id", id.span, format!("`{}` cannot be an id", shortened(&id.value)))
                .help("an id has up to 80 letters, digits, `-`, `_` and `.`: `id = \"server-port\"`"),
        );
        return Err(());
    }
    Ok(Some(id))
}

/// At most 60 characters of `text`, for messages.
pub(crate) fn shortened(text: &str) -> String {
    match text.char_indices().nth(60) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

fn joined(tags: &[String], more: Vec<String>) -> Vec<String> {
    // By hash: an author, or whoever sends a deck, may write a hundred thousand.
    let mut known = HashSet::new();
    tags.iter().cloned().chain(more).filter(|tag| known.insert(tag.clone())).collect()
}

fn values(texts: Option<Vec<Located<String>>>) -> Vec<String> {
    texts.unwrap_or_default().into_iter().map(|text| text.value).collect()
}
