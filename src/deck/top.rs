//! What a deck file may hold at its top, and what is said about the rest.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::keys::{DECK, LINT};
use super::notes;
use crate::card::Notes;
use crate::card::kinds::KINDS;
use crate::source::{Code, Diagnostic, Edit, FileId, MOST_UNKNOWN, Span, clean, nearest};

/// What a deck file may hold at its top.
const TOP: [&str; 5] = ["deck", "lint", "card", "table", "generate"];
/// What of it there is only one of.
const ALONE: [&str; 2] = ["deck", "lint"];

/// Reports what a deck does not have, with the change that mends its name where only one can be meant.
pub(super) fn unknown(root: &DeTable<'_>, file: FileId, text: &str) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    let mut untold = None;
    for (key, value) in root {
        let name = clean(key.get_ref());
        if TOP.contains(&&*name) {
            continue;
        }
        if findings.len() >= MOST_UNKNOWN {
            untold.get_or_insert((key.span(), 0)).1 += 1;
            continue;
        }
        let message = format!("a deck has no `{}` at its top", notes::shortened(&name));
        let finding = Diagnostic::error(Code::UNKNOWN_TABLE, Span::new(file, key.span()), message);
        if let Some(help) = home(&name, value.get_ref()) {
            findings.push(finding.help(help));
            continue;
        }
        let Some(near) = nearest(&name, TOP.into_iter()) else {
            let help = "a deck is made of `[deck]`, `[[card]]`, `[[table]]` and `[[generate]]`";
            findings.push(finding.help(help));
            continue;
        };
        let is_free = near.is_only && !(ALONE.contains(&near.name) && root.contains_key(near.name));
        let fix = is_free.then(|| headers(text, file, value, &name, near.name)).flatten();
        let finding = finding.help(format!("did you mean `{}`?", near.name));
        findings.push(finding.fixes(fix.unwrap_or_default()));
    }
    if let Some((span, count)) = untold {
        let message = format!("a deck has none of {count} more names at its top");
        findings
            .push(Diagnostic::error(Code::UNKNOWN_TABLE, Span::new(file, span), message).help("remove them"));
    }
    findings
}

/// Where a key belongs that stands at the top by itself: what holds no table is meant to be in one. `None` for a table, and
/// for what is not known anywhere.
fn home(name: &str, value: &DeValue<'_>) -> Option<String> {
    let mut items = value.as_array().into_iter().flatten();
    if value.is_table() || items.any(|item| item.get_ref().is_table()) {
        return None;
    }
    let cards = Notes::KEYS.iter().chain(KINDS.iter().flat_map(|kind| kind.keys));
    let homes: [(&str, Vec<&str>); 3] = [
        ("[deck]", DECK.iter().map(|key| key.name).collect()),
        ("[lint]", LINT.iter().map(|key| key.name).collect()),
        ("[[card]]", cards.map(|key| key.name).collect()),
    ];
    if let Some((home, _)) = homes.iter().find(|(_, keys)| keys.contains(&name)) {
        return Some(placed(home, name));
    }
    let near = nearest(name, homes.iter().flat_map(|(_, keys)| keys.iter().copied()))?;
    let (home, _) = homes.iter().find(|(_, keys)| keys.contains(&near.name))?;
    Some(format!("did you mean `{}`? {}", near.name, placed(home, near.name)))
}

fn placed(home: &str, key: &str) -> String {
    format!("write `{key}` under a line `{home}`")
}

/// The changes that give the tables of `value`, whose headers call them `name`, the name `near`. `None` where one of
/// them is not written under a header of its own, or has tables further in.
fn headers(
    text: &str,
    file: FileId,
    value: &Spanned<DeValue<'_>>,
    name: &str,
    near: &str,
) -> Option<Vec<Edit>> {
    let items = match value.get_ref() {
        DeValue::Array(items) => items.iter().collect(),
        _ => vec![value],
    };
    let mut edits = Vec::with_capacity(items.len());
    for item in items {
        let span = Span::new(file, name_in_header(text, item, name)?);
        edits.push(Edit { span, text: near.to_owned() });
    }
    Some(edits)
}

/// Where the header of the table `item` has its `name`.
fn name_in_header(text: &str, item: &Spanned<DeValue<'_>>, name: &str) -> Option<Range<usize>> {
    // Tables further in may have headers of their own, which name this one.
    if item.get_ref().as_table()?.values().any(|value| has_headers(text, value)) {
        return None;
    }
    let start = item.span().start;
    let header = text.get(start..)?;
    let inside = header.trim_start_matches(['[', ' ', '\t']);
    let at = start + header.len() - inside.len();
    let is_header = header.starts_with('[') && inside.strip_prefix(name)?.trim_start().starts_with(']');
    is_header.then(|| at..at + name.len())
}

/// Whether `value` is a table under a header, or a list of such.
fn has_headers(text: &str, value: &Spanned<DeValue<'_>>) -> bool {
    match value.get_ref() {
        DeValue::Array(items) => {
            items.iter().any(|item| item.get_ref().is_table() && has_headers(text, item))
        }
        DeValue::Table(_) => text.get(value.span()).is_some_and(|written| written.starts_with('[')),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use crate::deck::parse;
    use crate::source::SourceFile;

    #[test]
    fn a_key_at_the_top_is_told_where_it_belongs() {
        for (line, help) in [
            ("title = 'Capitals'", "write `title` under a line `[deck]`"),
            ("tags = ['a']", "write `tags` under a line `[deck]`"),
            ("titel = 'Capitals'", "did you mean `title`? write `title` under a line `[deck]`"),
            ("absolutes = []", "write `absolutes` under a line `[lint]`"),
            ("question = 'x'", "write `question` under a line `[[card]]`"),
            ("zzzzzz = 1", "a deck is made of `[deck]`, `[[card]]`, `[[table]]` and `[[generate]]`"),
            ("[tabel]", "did you mean `table`?"),
        ] {
            let text = format!("{line}\n[[card]]\nid = 'c'\nfront = 'f'\nback = 'b'\n");
            let (_, findings) = parse(&[SourceFile { name: "d.toml".into(), text }]);
            let finding = findings.iter().find(|finding| finding.code == "unknown-table");
            assert_eq!(finding.and_then(|finding| finding.help.as_deref()), Some(help), "{line}");
        }
    }
}
