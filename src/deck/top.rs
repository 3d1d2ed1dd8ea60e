//! What a deck file may hold at its top, and what is said about the rest.

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
    let is_table = |value: &DeValue<'_>| value.is_table();
    let has_tables = value.as_array().is_some_and(|items| items.iter().any(|item| is_table(item.get_ref())));
    if is_table(value) || has_tables {
        return None;
    }
    let cards = || Notes::KEYS.iter().chain(KINDS.iter().flat_map(|kind| kind.keys));
    let homes: [(&str, Vec<&str>); 3] = [
        ("[deck]", DECK.iter().map(|key| key.name).collect()),
        ("[lint]", LINT.iter().map(|key| key.name).collect()),
        ("[[card]]", cards().map(|key| key.name).collect()),
    ];
    let told = |home: &str, key: &str| format!("write `{key}` under a line `{home}`");
    if let Some((home, _)) = homes.iter().find(|(_, keys)| keys.contains(&name)) {
        return Some(told(home, name));
    }
    let near = nearest(name, homes.iter().flat_map(|(_, keys)| keys.iter().copied()))?;
    let (home, _) = homes.iter().find(|(_, keys)| keys.contains(&near.name))?;
    Some(format!("did you mean `{}`? {}", near.name, told(home, near.name)))
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
    let edit = |item: &Spanned<DeValue<'_>>| {
        // Tables further in may have headers of their own, which name this one.
        let is_table =
            |value: &Spanned<DeValue<'_>>| text.get(value.span()).is_some_and(|v| v.starts_with('['));
        let has_table = |value: &Spanned<DeValue<'_>>| match value.get_ref() {
            DeValue::Array(items) => items.iter().any(|item| item.get_ref().is_table() && is_table(item)),
            DeValue::Table(_) => is_table(value),
            _ => false,
        };
        let is_flat = !item.get_ref().as_table()?.values().any(has_table);
        let start = item.span().start;
        let header = text.get(start..)?;
        let inside = header.trim_start_matches(['[', ' ', '\t']);
        let at = start + header.len() - inside.len();
        let is_header = header.starts_with('[') && inside.strip_prefix(name)?.trim_start().starts_with(']');
        (is_flat && is_header)
            .then(|| Edit { span: Span::new(file, at..at + name.len()), text: near.to_owned() })
    };
    items.into_iter().map(edit).collect()
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
