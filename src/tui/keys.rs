//! Tables of keys: what a key does, what it is called, and whether the footer shows it.
//!
//! A screen looks keys up in its table; footer, help screen and the reference page are made from the same table, so a
//! key is written down once.

use std::borrow::Cow;
use std::fmt::{Debug, Write as _};

use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

use super::event::Key;
use super::theme::Look;
use super::zones::Zones;

/// How the digits of so many things are written, from two on.
pub const RANGES: [&str; 8] = ["1-2", "1-3", "1-4", "1-5", "1-6", "1-7", "1-8", "1-9"];

/// The digits that choose one of a list by its place; what stands behind the ninth is reached otherwise.
pub const DIGITS: &[Key] = &[
    Key::char('1'),
    Key::char('2'),
    Key::char('3'),
    Key::char('4'),
    Key::char('5'),
    Key::char('6'),
    Key::char('7'),
    Key::char('8'),
    Key::char('9'),
];

/// The place of a list, from 0, that a digit chooses.
pub fn digit(key: Key) -> Option<usize> {
    DIGITS.iter().position(|digit| *digit == key)
}

/// How much the footer wants to show a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Hint {
    /// Before all others: without it one would be stuck.
    First,
    /// Where there is room.
    Room,
    /// Only on the help screen.
    Never,
}

/// One line of a table of keys.
#[derive(Debug, Clone, Copy)]
pub struct Binding<A: 'static> {
    /// The keys that do it. The first one is shown in the footer.
    pub keys: &'static [Key],
    /// What they do.
    pub action: A,
    /// What they do in a word or two, beginning small: `show the answer`.
    pub label: &'static str,
    /// The heading it stands under on the help screen; may be empty.
    pub group: &'static str,
    /// Whether it is shown in the footer.
    pub hint: Hint,
}

impl<A> Binding<A> {
    /// A line that the footer shows where there is room.
    pub const fn new(keys: &'static [Key], action: A, label: &'static str) -> Self {
        Self { keys, action, label, group: "", hint: Hint::Room }
    }

    /// The same line under a heading.
    #[must_use]
    pub const fn under(mut self, group: &'static str) -> Self {
        self.group = group;
        self
    }

    /// The same line, wanted more or less in the footer.
    #[must_use]
    pub const fn hint(mut self, hint: Hint) -> Self {
        self.hint = hint;
        self
    }

    /// What footer and help need to know of the line.
    pub fn help(&self) -> Help
    where
        A: Debug,
    {
        Help {
            command: command(&self.action).into(),
            keys: Cow::Borrowed(self.keys),
            written: None,
            label: Cow::Borrowed(self.label),
            group: self.group,
            hint: self.hint,
            click: None,
        }
    }
}

/// What the settings call an action: its name in small letters, with hyphens; of one within another the inner.
fn command(action: &impl Debug) -> String {
    let name = format!("{action:?}");
    let inner = name.rsplit('(').next().unwrap_or(&name).trim_end_matches(')');
    let mut out = String::new();
    for c in inner.chars() {
        if c.is_uppercase() && !out.is_empty() {
            out.push('-');
        }
        out.extend(c.to_lowercase());
    }
    out
}

/// What `key` does by this table. The first line that names it counts.
pub fn lookup<A: Copy>(table: &[Binding<A>], key: Key) -> Option<A> {
    table.iter().find(|binding| binding.keys.contains(&key)).map(|binding| binding.action)
}

/// The whole table as help.
pub fn help<A: Debug>(table: &[Binding<A>]) -> Vec<Help> {
    table.iter().map(Binding::help).collect()
}

/// A line of a table of keys without what it does. A screen may change the label to what it means just now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Help {
    /// What the settings call it; empty where it has no name there.
    pub command: Cow<'static, str>,
    /// The keys.
    pub keys: Cow<'static, [Key]>,
    /// How they are written where that is shorter than one by one: `1-4`.
    pub written: Option<&'static str>,
    /// What they do.
    pub label: Cow<'static, str>,
    /// The heading; may be empty.
    pub group: &'static str,
    /// Whether the footer shows it.
    pub hint: Hint,
    /// What a click on it presses, where the learner has other keys than the table: the first of the table.
    pub click: Option<Key>,
}

impl Help {
    /// A line about keys that no table names one by one.
    pub const fn written(keys: &'static str, label: &'static str) -> Self {
        Self {
            command: Cow::Borrowed(""),
            keys: Cow::Borrowed(&[]),
            written: Some(keys),
            label: Cow::Borrowed(label),
            group: "",
            hint: Hint::Room,
            click: None,
        }
    }

    /// A key of a way of answering, and what it does there; one with a name can be clicked.
    pub fn of_way((written, label): (&'static str, &'static str), hint: Hint) -> Self {
        let keys: Vec<Key> = written.parse().into_iter().collect();
        Self { keys: keys.into(), hint, ..Self::written(written, label) }
    }

    /// The first of its keys, as people read it; empty where there is none.
    fn first_shown(&self, ascii: bool) -> String {
        match (self.written, self.keys.first()) {
            (Some(written), _) => written.to_owned(),
            (None, Some(key)) => shown(*key, ascii),
            (None, None) => String::new(),
        }
    }

    /// All its keys, as people read them: `j ↓`.
    pub fn shown(&self, ascii: bool) -> String {
        if let Some(written) = self.written {
            return written.to_owned();
        }
        let names: Vec<String> = self.keys.iter().map(|key| shown(*key, ascii)).collect();
        names.join(" ")
    }
}

/// A command as it is told of while text is typed: a letter would be typed too, so the help shows it under a heading of its
/// own, and the footer does not.
pub fn behind_esc(entry: Help) -> Help {
    Help { group: "after esc", hint: Hint::Never, ..entry }
}

/// The hints that fit into `area` (one line), as a line, in the order of the table. Each can be clicked. Where those without
/// which one would be stuck do not fit, the first of them lose their words: the last is the way out.
pub fn footer(help: &[Help], area: Rect, look: &Look, zones: &mut Zones) -> Line<'static> {
    let texts: Vec<String> = help.iter().map(|entry| entry.first_shown(look.glyphs.is_ascii())).collect();
    let labels = help.iter().map(|entry| format!(" {}", entry.label));
    let mut labels: Vec<String> = labels.collect();
    let mut wanted: Vec<usize> =
        (0..help.len()).filter(|i| help[*i].hint != Hint::Never && !texts[*i].is_empty()).collect();
    wanted.sort_by_key(|index| help[*index].hint);
    let (mut room, mut chosen) = (usize::from(area.width) + GAP, Vec::new());
    shorten(help, &texts, &mut labels, room);
    let both = texts.iter().zip(&labels);
    let widths: Vec<usize> = both.map(|(text, label)| text.width() + label.width()).collect();
    for index in wanted {
        // Later ones may still fit where a long one did not.
        if let Some(left) = room.checked_sub(widths[index] + GAP) {
            room = left;
            chosen.push(index);
        }
    }
    chosen.sort_unstable();
    let (mut spans, mut x) = (Vec::new(), area.x);
    for index in chosen {
        if !spans.is_empty() {
            spans.push(Span::raw(" ".repeat(GAP)));
            x += GAP as u16;
        }
        if let Some(key) = help[index].click.as_ref().or(help[index].keys.first()) {
            zones.add(Rect::new(x, area.y, widths[index] as u16, 1), *key);
        }
        x += widths[index] as u16;
        spans.push(Span::styled(texts[index].clone(), look.theme.key));
        spans.push(Span::styled(labels[index].clone(), look.theme.dim));
    }
    Line::from(spans)
}

/// Where the keys without which one would be stuck do not fit into `room`, takes its words from the last of them, the way out:
/// `q` and `esc` are understood. If that is not enough, from the first ones instead.
fn shorten(help: &[Help], texts: &[String], labels: &mut [String], room: usize) {
    let is_needed = |index: &usize| help[*index].hint == Hint::First && help[*index].label != "help";
    let mut needed: Vec<usize> = (0..help.len()).filter(is_needed).collect();
    let wide = needed.iter().map(|index| texts[*index].width() + labels[*index].width() + GAP);
    let mut over = wide.sum::<usize>().saturating_sub(room);
    if needed.last().is_some_and(|out| labels[*out].width() >= over) {
        needed.reverse();
    }
    for index in needed {
        if over > 0 {
            over = over.saturating_sub(std::mem::take(&mut labels[index]).width());
        }
    }
}

/// Columns between two hints.
const GAP: usize = 2;

fn shown(key: Key, ascii: bool) -> String {
    if ascii { key.name() } else { key.to_string() }
}

const INTRODUCTION: &str = "\
<!-- Made from src/tui: `BLESS=1 cargo test --test suite docs` writes it anew. -->

# Keys

`?` shows them in the program, and every screen shows the most useful ones at its foot. [Your keys and
colours](../keys-and-colours.md) tells how a command is given other keys by its name.
";

/// The page `docs/reference/keys.md`: one table per section.
pub fn reference(sections: &[(&str, Vec<Help>)]) -> String {
    let mut out = String::from(INTRODUCTION);
    for (title, help) in sections {
        let _ = write!(out, "\n## {title}\n\n| key | what it does | command |\n| --- | --- | --- |\n");
        for entry in help {
            let keys: Vec<String> = match entry.written {
                Some(written) if entry.keys.is_empty() => vec![format!("`{written}`")],
                _ => entry.keys.iter().map(|key| format!("`{}`", key.name().replace('|', "\\|"))).collect(),
            };
            let command =
                if entry.command.is_empty() { String::new() } else { format!("`{}`", entry.command) };
            let _ = writeln!(out, "| {} | {} | {command} |", keys.join(" "), entry.label);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::event::Key;
    use super::*;

    const TABLE: &[Binding<u8>] = &[
        Binding::new(&[Key::char('u')], 1, "undo the last rating"),
        Binding::new(&[Key::char(' '), Key::ENTER], 2, "show").hint(Hint::First),
        Binding::new(&[Key::char('e')], 3, "edit").under("Card"),
        Binding::new(&[Key::UP], 4, "up").hint(Hint::Never),
    ];

    fn hints(width: u16) -> (String, Zones) {
        let mut zones = Zones::default();
        let line = footer(&help(TABLE), Rect::new(0, 5, width, 1), &Look::dark(), &mut zones);
        (line.to_string(), zones)
    }

    #[test]
    fn every_key_of_a_line_does_the_same() {
        assert_eq!(lookup(TABLE, Key::char(' ')), Some(2));
        assert_eq!(lookup(TABLE, Key::ENTER), Some(2));
        assert_eq!(lookup(TABLE, Key::char('x')), None);
    }

    #[test]
    fn a_small_footer_shows_what_matters_most() {
        assert_eq!(hints(80).0, "u undo the last rating  space show  e edit");
        assert_eq!(hints(20).0, "space show  e edit");
        assert_eq!(hints(12).0, "space show");
        assert_eq!(hints(3).0, "");
    }

    #[test]
    fn a_hint_can_be_clicked() {
        let (_, zones) = hints(20);
        assert_eq!(zones.key_at((0, 5).into()), Some(Key::char(' ')));
        assert_eq!(zones.key_at((10, 5).into()), None);
        assert_eq!(zones.key_at((12, 5).into()), Some(Key::char('e')));
        assert_eq!(zones.key_at((17, 5).into()), Some(Key::char('e')));
    }

    #[test]
    fn the_reference_has_every_key() {
        let page = reference(&[("Study", help(TABLE))]);
        assert!(page.contains("## Study\n"));
        assert!(page.contains("| `space` `enter` | show | `2` |\n"));
        assert!(page.contains("| `up` | up | `4` |\n"));
    }
}
