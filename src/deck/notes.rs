//! What any card may carry besides its question and answer.

use std::collections::HashSet;
use std::sync::Arc;

use super::succession;
use crate::card::limits::{LONGEST_TAG, MOST_LOOK_ALIKES, MOST_TAGS, cut, excess};
use crate::card::{Notes, Text};
use crate::source::{Code, Diagnostic, Fields, Located, cost};

/// What a card inherits from its deck and its table.
#[derive(Debug, Clone, Default)]
pub(super) struct Inherited {
    /// Tags that every card has.
    pub(super) tags: Arc<Vec<String>>,
    /// The source of facts where a card names none.
    pub(super) source: Option<Text>,
}

impl Inherited {
    /// The same with what a table adds.
    pub(super) fn with(&self, tags: &[String], source: Option<Text>) -> Self {
        Self { tags: self.tags_with(tags), source: source.or_else(|| self.source.clone()) }
    }

    /// The tags with `more`, each once, as many as a card has.
    fn tags_with(&self, more: &[String]) -> Arc<Vec<String>> {
        if more.is_empty() {
            return Arc::clone(&self.tags);
        }
        let mut all = Vec::clone(&self.tags);
        for tag in more {
            if all.len() < MOST_TAGS && !all.contains(tag) {
                all.push(tag.clone());
            }
        }
        cost::count(all.len());
        Arc::new(all)
    }
}

/// Reads the keys that every card may have, `id` excepted.
pub(super) fn read(fields: &mut Fields<'_>, inherited: &Inherited) -> Notes {
    let mut text =
        |key| fields.optional_text(key).map(|text| Text::new(text.value)).filter(|t| !t.is_empty());
    let (explain, hint, mnemonic) = (text("explain"), text("hint"), text("mnemonic"));
    let (practice, source) = (text("practice"), text("source"));
    let own = tags(fields);
    let tags = inherited.tags_with(&own);
    if own.iter().any(|tag| tags.len() == MOST_TAGS && !tags.contains(tag)) {
        let (all, at) = (inherited.tags.len() + own.len(), fields.span_of("tags"));
        fields.report(excess(all, MOST_TAGS, "tags with those of the deck", at));
    }
    Notes {
        explain,
        hint,
        mnemonic,
        practice,
        source: source.or_else(|| inherited.source.clone()),
        tags,
        look_alikes: look_alikes(fields),
        was: succession::read(fields),
        allow: fields.optional_texts("allow").unwrap_or_default(),
        suspended: fields.flag("suspended"),
    }
}

/// Reads `tags`. A text may hold several, parted by spaces or commas, so that a cell of a table can name them all.
pub(super) fn tags(fields: &mut Fields<'_>) -> Vec<String> {
    let parted = |text: String| {
        text.split([' ', ',', '\n']).filter(|tag| !tag.is_empty()).map(str::to_owned).collect()
    };
    let tags = values(fields.optional_texts("tags")).into_iter().flat_map::<Vec<String>, _>(parted);
    // By hash: an author, or whoever sends a deck, may write a hundred thousand.
    let mut known = HashSet::new();
    let mut tags: Vec<String> = tags.filter(|tag| known.insert(tag.clone())).collect();
    let at = fields.span_of("tags");
    fields.report_all(cut(&mut tags, MOST_TAGS, "tags", at.clone()));
    let (long, tags): (Vec<_>, _) = tags.into_iter().partition(|tag| tag.chars().nth(LONGEST_TAG).is_some());
    if let Some(long) = long.first() {
        let message =
            format!("the tag `{}` is longer than {LONGEST_TAG} letters and is not used", shortened(long));
        fields.report(
            Diagnostic::warning(Code::EXCESS, at, message).help("a tag is a word: `dhcp`, `network-plus`"),
        );
    }
    tags
}

/// Reads `look_alike`.
fn look_alikes(fields: &mut Fields<'_>) -> Vec<String> {
    let mut ids = values(fields.optional_texts("look_alike"));
    let at = fields.span_of("look_alike");
    fields.report_all(cut(&mut ids, MOST_LOOK_ALIKES, "look-alikes", at));
    ids
}

/// Reads `id`. `Err` when what is written cannot be an id; `Ok(None)` when none is written.
pub(crate) fn id(fields: &mut Fields<'_>) -> Result<Option<Located<String>>, ()> {
    let Some(value) = fields.value("id") else { return Ok(None) };
    let Some(id) = fields.text_of(&value, "id") else { return Err(()) };
    if !is_id(&id.value) {
        fields.report(
            Diagnostic::error(Code::BAD_ID, id.span, format!("`{}` cannot be an id", shortened(&id.value)))
                .help("an id has up to 80 letters, digits, `-`, `_` and `.`: `id = \"server-port\"`"),
        );
        return Err(());
    }
    Ok(Some(id))
}

/// Whether `text` can be an id.
pub fn is_id(text: &str) -> bool {
    let fits = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.');
    !text.is_empty() && text.chars().nth(super::LONGEST_ID).is_none() && text.chars().all(fits)
}

/// At most 60 characters of `text`, for messages.
pub(crate) fn shortened(text: &str) -> String {
    match text.char_indices().nth(60) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

fn values(texts: Option<Vec<Located<String>>>) -> Vec<String> {
    texts.unwrap_or_default().into_iter().map(|text| text.value).collect()
}
