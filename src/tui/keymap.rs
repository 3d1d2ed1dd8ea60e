//! A learner's own keys. Screens know the keys of their tables alone: what is pressed is translated before they see it, and
//! footers and help are translated back.

use std::borrow::Cow;

use super::event::Key;
use super::keys::Help;
use super::screens;
use crate::config::KeyWish;
use crate::source::{Code, Diagnostic, Located, did_you_mean};

/// What stands for all screens.
const EVERYWHERE: &str = "Everywhere";
/// Tables of keys that hold for a moment, beneath the title of another.
const PASSING: [&str; 3] = ["How many more", "Decks and tags of a quiz", "A quiz that is gone from the log"];
/// More keys than these are the digits that choose a place.
const MOST: usize = 8;

/// Which keys do what instead of those of the tables.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Keymap {
    changes: Vec<Change>,
}

/// A command with other keys.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Change {
    screen: &'static str,
    command: String,
    /// Those of the table, which the screen knows.
    standard: Vec<Key>,
    own: Vec<Key>,
    /// Whether the keys of the table do something else on the screen as well, so that they are left alone.
    is_shared: bool,
}

impl Keymap {
    /// The keys that a learner wishes; or all that is wrong with them.
    pub fn new(wishes: &[KeyWish]) -> Result<Self, Vec<Diagnostic>> {
        let tables: Vec<_> =
            screens::tables().into_iter().filter(|(title, _)| !PASSING.contains(title)).collect();
        let (mut keymap, mut findings) = (Self::default(), Vec::new());
        // What is wished for one screen comes before what is wished for all.
        let (one, all): (Vec<&KeyWish>, Vec<&KeyWish>) =
            wishes.iter().partition(|wish| wish.screen.is_some());
        for wish in all.into_iter().chain(one) {
            match keymap.take(wish, &tables) {
                Ok(()) => {}
                Err(finding) => findings.push(*finding),
            }
        }
        findings.extend(keymap.clashes(wishes, &tables));
        findings.sort_by_key(|finding| finding.span.range.start);
        if findings.is_empty() { Ok(keymap) } else { Err(findings) }
    }

    /// Takes in a wish, in all screens that it names.
    fn take(&mut self, wish: &KeyWish, tables: &[Table]) -> Result<(), Box<Diagnostic>> {
        let own = keys(wish)?;
        let chosen: Vec<&Table> = match &wish.screen {
            None => tables.iter().collect(),
            Some(screen) => match tables.iter().find(|(title, _)| name(title) == screen.value) {
                Some(table) => vec![table],
                None => {
                    let known: Vec<String> = tables.iter().map(|(title, _)| name(title)).collect();
                    return Err(unknown("screen", screen, &known).into());
                }
            },
        };
        let mut is_found = false;
        for (title, help) in &chosen {
            let lines: Vec<&Help> = help.iter().filter(|line| has_name(line, &wish.command.value)).collect();
            let Some(entry) = lines.first() else { continue };
            let standard: Vec<Key> = lines.iter().flat_map(|line| line.keys.iter().copied()).collect();
            is_found = true;
            let others = || help.iter().filter(|other| other.command != entry.command);
            let is_shared = standard.iter().any(|key| others().any(|other| other.keys.contains(key)));
            self.changes.retain(|change| change.screen != *title || change.command != entry.command);
            self.changes.push(Change {
                screen: title,
                command: entry.command.to_string(),
                standard,
                own: own.clone(),
                is_shared,
            });
        }
        if is_found {
            return Ok(());
        }
        let lines = chosen.iter().flat_map(|(_, help)| help).filter(|entry| is_command(entry));
        let known: Vec<String> = lines.map(|entry| entry.command.to_string()).collect();
        Err(unknown("command", &wish.command, &known).into())
    }

    /// The keys that would do two things on one screen.
    fn clashes(&self, wishes: &[KeyWish], tables: &[Table]) -> Vec<Diagnostic> {
        let mut findings: Vec<Diagnostic> = Vec::new();
        let everywhere = tables.iter().filter(|(title, _)| *title == EVERYWHERE).flat_map(|(_, help)| help);
        let everywhere: Vec<&Help> = everywhere.collect();
        for (title, help) in tables {
            let lines: Vec<(&Help, &str)> = help
                .iter()
                .map(|entry| (entry, *title))
                .chain(everywhere.iter().map(|entry| (*entry, EVERYWHERE)).filter(|_| *title != EVERYWHERE))
                .filter(|(entry, _)| !entry.command.is_empty())
                .collect();
            for (place, (entry, screen)) in lines.iter().enumerate() {
                let Some(change) = self.change(screen, &entry.command) else { continue };
                for (_, (other, screen)) in lines.iter().enumerate().filter(|(other, _)| *other != place) {
                    // Two lines of one command do the same.
                    if other.command == entry.command {
                        continue;
                    }
                    let taken =
                        self.change(screen, &other.command).map_or(&*other.keys, |change| &change.own);
                    let Some(key) = change.own.iter().find(|key| taken.contains(key)) else { continue };
                    let wish = wishes.iter().find(|wish| wish.command.value == *change.command);
                    let Some(span) = wish.map(|wish| wish.command.span.clone()) else { continue };
                    let message = format!(
                        "`{}` would do two things on the screen {title}: `{}` and `{}`",
                        key.name(),
                        change.command,
                        other.command
                    );
                    if !findings.iter().any(|known| known.span == span) {
                        let help = "give one of them another key";
                        findings.push(Diagnostic::error(Code::KEY_CLASH, span, message).help(help));
                    }
                }
            }
        }
        findings
    }

    fn change(&self, screen: &str, command: &str) -> Option<&Change> {
        self.changes.iter().find(|change| change.screen == screen && change.command == command)
    }

    /// The changes on a screen, and those of all.
    fn on(&self, screen: &str) -> impl Iterator<Item = &Change> {
        self.changes.iter().filter(move |change| change.screen == screen || change.screen == EVERYWHERE)
    }

    /// The key of the tables that `key` stands for on `screen`; `None` where it does nothing there any more.
    pub(super) fn meant(&self, screen: &str, key: Key) -> Option<Key> {
        if let Some(change) = self.on(screen).find(|change| change.own.contains(&key)) {
            return change.standard.first().copied();
        }
        let is_gone = self.on(screen).any(|change| !change.is_shared && change.standard.contains(&key));
        (!is_gone).then_some(key)
    }

    /// Shows the learner's keys in lines of help about `screen`.
    pub(super) fn show(&self, screen: &str, help: &mut [Help]) {
        for entry in help {
            let change =
                self.on(screen).find(|change| !entry.command.is_empty() && change.command == entry.command);
            if let Some(change) = change {
                entry.keys = Cow::Owned(change.own.clone());
                entry.click = change.standard.first().copied();
            }
        }
    }
}

type Table = (&'static str, Vec<Help>);

/// The keys that a wish names.
fn keys(wish: &KeyWish) -> Result<Vec<Key>, Box<Diagnostic>> {
    let key = |written: &Located<String>| {
        written.value.parse().map_err(|error: super::event::UnknownKey| {
            let help = "write it as `?` shows it: `z`, `ctrl+n`, `alt+h`, `f2`, `space`, `pageup`";
            Box::new(Diagnostic::error(Code::WRONG_TYPE, written.span.clone(), error.to_string()).help(help))
        })
    };
    wish.keys.iter().map(key).collect()
}

fn unknown(what: &str, name: &Located<String>, known: &[String]) -> Diagnostic {
    let message = format!("there is no {what} `{}`", name.value);
    let finding = Diagnostic::error(Code::UNKNOWN_COMMAND, name.span.clone(), message);
    match did_you_mean(&name.value, known.iter().map(String::as_str)) {
        Some(meant) => finding.help(format!("did you mean `{meant}`?")),
        None => finding.help("the reference of the keys names them all"),
    }
}

/// Whether a line can have other keys.
fn is_command(entry: &Help) -> bool {
    !entry.command.is_empty() && entry.keys.len() <= MOST
}

fn has_name(entry: &Help, name: &str) -> bool {
    is_command(entry) && entry.command == name
}

/// What a screen is called in the settings: `before-the-quiz`.
pub(super) fn name(title: &str) -> String {
    title.to_lowercase().replace(' ', "-")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;
    use crate::tui::event::Code as Pressed;

    fn read(text: &str) -> Result<Keymap, Vec<String>> {
        let (config, _) = Config::parse(text).unwrap();
        let told = |finding: Diagnostic| format!("{} {}", finding.message, finding.help.unwrap_or_default());
        Keymap::new(&config.keys).map_err(|findings| findings.into_iter().map(told).collect())
    }

    #[test]
    fn a_key_of_ones_own_stands_for_that_of_the_table_which_does_nothing_any_more() {
        let keymap = read("[keys]\nundo = 'z'\n[keys.today]\nquit = ['x', 'f3']").unwrap();
        let [u, z] = [Key::char('u'), Key::char('z')];
        assert_eq!((keymap.meant("Study", z), keymap.meant("Study", u)), (Some(u), None));
        assert_eq!(keymap.meant("Welcome", z), Some(z), "a screen without the command is left alone");
        assert_ne!(keymap.meant("Today", Pressed::F(3).into()), Some(Pressed::F(3).into()));
    }

    #[test]
    fn what_is_wrong_with_keys_is_told_with_what_was_meant() {
        let told = |text: &str| read(text).unwrap_err().join("\n");
        assert!(told("keys = { undoo = 'z' }").contains("no command `undoo` did you mean `undo`?"));
        assert!(
            told("keys = { studdy = { undo = 'z' } }").contains("no screen `studdy` did you mean `study`?")
        );
        assert!(told("keys = { undo = 'hyper+z' }").contains("`hyper+z` is not a key"));
        let clash = told("keys = { study = { undo = 's' } }");
        assert!(
            clash.contains("`s` would do two things on the screen Study: `undo` and `suspend`"),
            "{clash}"
        );
        assert!(told("keys = { help = 'q' }").contains("two things"));
    }

    #[test]
    fn two_commands_may_change_places() {
        let keymap = read("keys = { study = { undo = 's', suspend = 'u' } }").unwrap();
        assert_eq!(keymap.meant("Study", Key::char('s')), Some(Key::char('u')));
        assert_eq!(keymap.meant("Study", Key::char('u')), Some(Key::char('s')));
    }

    #[test]
    fn every_command_that_has_a_name_can_be_given_any_free_key() {
        for (title, help) in screens::tables().into_iter().filter(|(title, _)| !PASSING.contains(title)) {
            for entry in help.iter().filter(|entry| is_command(entry)) {
                let text = format!("keys = {{ {} = {{ {} = 'f12' }} }}", name(title), entry.command);
                let keymap = read(&text).unwrap_or_else(|told| panic!("{text}: {told:?}"));
                let first = help.iter().find(|line| line.command == entry.command);
                let standard = first.and_then(|line| line.keys.first()).copied();
                assert_eq!(keymap.meant(title, Pressed::F(12).into()), standard);
                let mut shown = vec![entry.clone()];
                keymap.show(title, &mut shown);
                assert_eq!(shown[0].keys, vec![Key::from(Pressed::F(12))]);
            }
        }
    }
}
