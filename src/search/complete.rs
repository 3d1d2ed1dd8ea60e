//! How the last word of a search may go on.

use super::terms::{STATES, TERMS};
use crate::card::kinds;

/// The names that a search may ask for.
#[derive(Debug, Clone, Default)]
pub struct Names<'a> {
    /// Ids of decks.
    pub decks: Vec<&'a str>,
    /// Tags; each at least once.
    pub tags: Vec<&'a str>,
}

/// What `text` may become, with its last word completed: at most `most`, sorted, and none where nothing was begun.
pub fn completions(text: &str, names: &Names<'_>, most: usize) -> Vec<String> {
    let start = text.rfind(char::is_whitespace).map_or(0, |at| at + 1);
    let (before, last) = text.split_at(start);
    let (sign, word) = last.strip_prefix('-').map_or(("", last), |word| ("-", word));
    if word.is_empty() || word.contains('"') {
        return Vec::new();
    }
    let mut found: Vec<String> = match word.split_once(':') {
        None => keys().filter(|key| key.starts_with(word)).map(|key| format!("{key}:")).collect(),
        Some((key, value)) => {
            let going_on = values(key, names).into_iter().filter(|name| is_beginning(value, name));
            going_on.map(|name| format!("{key}:{}", quoted(name))).collect()
        }
    };
    found.sort_unstable();
    found.dedup();
    found.truncate(most);
    found.into_iter().map(|word| format!("{before}{sign}{word}")).collect()
}

fn keys() -> impl Iterator<Item = &'static str> {
    TERMS.iter().map(|term| term.key).filter(|key| !key.is_empty())
}

fn values<'a>(key: &str, names: &Names<'a>) -> Vec<&'a str> {
    match key {
        "deck" => names.decks.clone(),
        "tag" => names.tags.clone(),
        "kind" => kinds::names().collect(),
        "is" => STATES.iter().map(|(name, _)| *name).collect(),
        _ => Vec::new(),
    }
}

/// Whether `name` goes on where `begun` ends.
fn is_beginning(begun: &str, name: &str) -> bool {
    name.len() > begun.len() && name.get(..begun.len()).is_some_and(|start| start.eq_ignore_ascii_case(begun))
}

fn quoted(name: &str) -> String {
    if name.contains(char::is_whitespace) { format!("\"{name}\"") } else { name.to_owned() }
}
