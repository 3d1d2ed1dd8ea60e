//! A learner's own keys. Screens know the keys of their tables alone: what is pressed is translated before they see it, and
//! footers, help and sentences are translated back.

mod names;

use std::borrow::Cow;

use super::event::{Key, UnknownKey};
use super::keys::{DIGITS, Help};
use super::screens;
use super::widgets::answer;
use crate::config::KeyWish;
use crate::source::{Code, Diagnostic, Located, did_you_mean};

pub use names::KeyNames;

/// What stands for all screens.
const EVERYWHERE: &str = "Everywhere";
/// Tables that hold together with another, which comes second.
const WITHIN: [(&str, &str); 2] =
    [("Study: rating", "Study"), ("Statistics: the hardest questions", "Statistics")];
/// Where a question is answered: these keys are the way of answering's.
const ANSWERING: [&str; 4] = ["Study", "Quiz", "Preview", "Preview: trying"];
/// Where text is typed and nothing else.
const TYPING: [&str; 6] =
    ["Browse: search", "Browse: file name", "Preview: search", "Preview: trying", "New card", "Plan"];

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
        let tables = screens::tables();
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
        let mut is_found = false;
        for (title, help) in chosen(wish, tables)? {
            let lines: Vec<&Help> = help.iter().filter(|line| has_name(line, &wish.command.value)).collect();
            let Some(entry) = lines.first() else { continue };
            is_found = true;
            if TYPING.contains(title) && own.iter().all(|key| key.typed().is_some()) {
                match wish.screen {
                    // Elsewhere a letter will do.
                    None => continue,
                    Some(_) => return Err(Box::new(is_text(wish, &own))),
                }
            }
            let standard: Vec<Key> = lines.iter().flat_map(|line| line.keys.iter().copied()).collect();
            let mut others = help.iter().filter(|other| other.command != entry.command);
            let is_shared = others.any(|other| other.keys.iter().any(|key| standard.contains(key)))
                || ANSWERING.contains(title) && standard.iter().copied().any(answer::is_taken);
            self.changes.retain(|change| change.screen != *title || change.command != entry.command);
            self.changes.push(Change {
                screen: title,
                command: entry.command.to_string(),
                is_shared,
                standard,
                own: own.clone(),
            });
        }
        if is_found {
            return Ok(());
        }
        let lines = chosen(wish, tables)?.into_iter().flat_map(|(_, help)| help);
        let known: Vec<String> =
            lines.filter(|entry| is_command(entry)).map(|entry| entry.command.to_string()).collect();
        Err(unknown("command", &wish.command, &known).into())
    }

    /// The keys that would do two things on one screen: one finding for each wish.
    fn clashes(&self, wishes: &[KeyWish], tables: &[Table]) -> Vec<Diagnostic> {
        let mut findings: Vec<Diagnostic> = Vec::new();
        for (title, _) in tables {
            let lines = lines_of(title, tables);
            for (entry, screen) in &lines {
                let Some(change) = self.change(screen, &entry.command) else { continue };
                let Some(finding) = self.clash(change, title, &lines, wishes) else { continue };
                if !findings.iter().any(|known| known.span == finding.span) {
                    findings.push(finding);
                }
            }
        }
        findings
    }

    /// Why `change` cannot be on the screen `title`, which has these lines.
    fn clash(
        &self,
        change: &Change,
        title: &str,
        lines: &[(&Help, &str)],
        wishes: &[KeyWish],
    ) -> Option<Diagnostic> {
        let wish = wishes.iter().find(|wish| wish.command.value == *change.command)?;
        let span = wish.command.span.clone();
        // A key of the way of answering that the command shares with it in the table may stay.
        let is_taken = |key: &&Key| answer::is_taken(**key) && !change.standard.contains(key);
        if let Some(key) = change.own.iter().find(is_taken).filter(|_| ANSWERING.contains(&title)) {
            let message = format!(
                "`{}` is a key that answers questions on the screen {title}, so `{}` cannot have it",
                key.name(),
                change.command
            );
            let help = "give the command another key; the reference of the keys lists those that answer";
            return Some(Diagnostic::error(Code::KEY_CLASH, span, message).help(help));
        }
        for (other, screen) in lines {
            // Two lines of one command do the same.
            if other.command == change.command {
                continue;
            }
            let taken = self.change(screen, &other.command).map_or(&*other.keys, |change| &change.own);
            let Some(key) = change.own.iter().find(|key| taken.contains(key)) else { continue };
            let message = format!(
                "`{}` would do two things on the screen {title}: `{}` and `{}`",
                key.name(),
                change.command,
                other.command
            );
            let help = "give one of them another key";
            return Some(Diagnostic::error(Code::KEY_CLASH, span, message).help(help));
        }
        None
    }

    fn change(&self, screen: &str, command: &str) -> Option<&Change> {
        self.changes.iter().find(|change| change.screen == screen && change.command == command)
    }

    /// The changes on a screen, and those of the tables that hold there as well.
    fn on(&self, screen: &str) -> impl Iterator<Item = &Change> {
        let wider = wider(screen);
        self.changes.iter().filter(move |change| {
            change.screen == screen || change.screen == EVERYWHERE || Some(change.screen) == wider
        })
    }

    /// The key of the tables that `key` stands for on `screen`; `None` where it does nothing there any more. While text is
    /// typed there, it stands for none that is text.
    pub(super) fn meant(&self, screen: &str, key: Key, is_typing: bool) -> Option<Key> {
        if let Some(change) = self.on(screen).find(|change| change.own.contains(&key)) {
            return change.standard.iter().find(|key| !is_typing || key.typed().is_none()).copied();
        }
        let is_gone = self.on(screen).any(|change| !change.is_shared && change.standard.contains(&key));
        (!is_gone).then_some(key)
    }

    /// The learner's key for that of the tables on `screen`.
    fn own(&self, screen: &str, standard: Key) -> Key {
        let changes = self.on(screen).filter(|change| change.standard.contains(&standard));
        // One that has the key first comes before one that has it besides.
        let change = changes.min_by_key(|change| change.standard.first() != Some(&standard));
        change.and_then(|change| change.own.first()).copied().unwrap_or(standard)
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

/// The table that holds together with that of `title`.
fn wider(title: &str) -> Option<&'static str> {
    WITHIN.iter().find(|(narrow, _)| *narrow == title).map(|(_, wide)| *wide)
}

/// All lines that hold on a screen, each with the table it stands in.
fn lines_of<'a>(title: &'a str, tables: &'a [Table]) -> Vec<(&'a Help, &'a str)> {
    let holds = |other: &str| other == title || other == EVERYWHERE || Some(other) == wider(title);
    let tables = tables.iter().filter(|(other, _)| holds(other));
    let lines = tables.flat_map(|(screen, help)| help.iter().map(move |entry| (entry, *screen)));
    lines.filter(|(entry, _)| !entry.command.is_empty()).collect()
}

/// The tables that a wish is about.
fn chosen<'a>(wish: &KeyWish, tables: &'a [Table]) -> Result<Vec<&'a Table>, Box<Diagnostic>> {
    let Some(screen) = &wish.screen else { return Ok(tables.iter().collect()) };
    match tables.iter().find(|(title, _)| name(title) == screen.value) {
        Some(table) => Ok(vec![table]),
        None => {
            let known: Vec<String> = tables.iter().map(|(title, _)| name(title)).collect();
            Err(unknown("screen", screen, &known).into())
        }
    }
}

/// The keys that a wish names.
fn keys(wish: &KeyWish) -> Result<Vec<Key>, Box<Diagnostic>> {
    let mut keys = Vec::new();
    for Located { value, span } in &wish.keys {
        let key = value.parse().map_err(|error: UnknownKey| {
            let help = "write it as `?` shows it: `z`, `ctrl+n`, `alt+h`, `f2`, `space`, `pageup`";
            Diagnostic::error(Code::WRONG_TYPE, span.clone(), error.to_string()).help(help)
        })?;
        keys.push(key);
    }
    Ok(keys)
}

/// A wish for a key that is text where the command is.
fn is_text(wish: &KeyWish, own: &[Key]) -> Diagnostic {
    let name = own.first().map(|key| key.name()).unwrap_or_default();
    let message =
        format!("`{name}` is text there: it would be typed and never reach `{}`", wish.command.value);
    Diagnostic::error(Code::KEY_CLASH, wish.command.span.clone(), message)
        .help("take a key with `ctrl` or `alt`, or one with a name, such as `f8`")
}

fn unknown(what: &str, name: &Located<String>, known: &[String]) -> Diagnostic {
    let message = format!("there is no {what} `{}`", name.value);
    let finding = Diagnostic::error(Code::UNKNOWN_COMMAND, name.span.clone(), message);
    match did_you_mean(&name.value, known.iter().map(String::as_str)) {
        Some(meant) => finding.help(format!("did you mean `{meant}`?")),
        None => finding.help("the reference of the keys names them all"),
    }
}

/// Whether a line can have other keys: digits that each choose a place of a list cannot.
fn is_command(entry: &Help) -> bool {
    let are_places = entry.keys.len() > 1 && entry.keys.iter().all(|key| DIGITS.contains(key));
    !entry.command.is_empty() && !are_places
}

fn has_name(entry: &Help, name: &str) -> bool {
    is_command(entry) && entry.command == name
}

/// What a screen is called in the settings: `before-the-quiz`.
pub(super) fn name(title: &str) -> String {
    title.to_lowercase().replace(": ", "-").replace(' ', "-")
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
        assert_eq!((keymap.meant("Study", z, false), keymap.meant("Study", u, false)), (Some(u), None));
        assert_eq!(keymap.meant("Welcome", z, false), Some(z), "a screen without the command is left alone");
        assert_ne!(keymap.meant("Today", Pressed::F(3).into(), false), Some(Pressed::F(3).into()));
    }

    fn told(text: &str) -> String {
        read(text).unwrap_err().join("\n")
    }

    #[test]
    fn what_is_wrong_with_keys_is_told_with_what_was_meant() {
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
        assert_eq!(keymap.meant("Study", Key::char('s'), false), Some(Key::char('u')));
        assert_eq!(keymap.meant("Study", Key::char('u'), false), Some(Key::char('s')));
    }

    #[test]
    fn every_command_that_has_a_name_can_be_given_any_free_key() {
        for (title, help) in screens::tables() {
            for entry in help.iter().filter(|entry| is_command(entry)) {
                let text = format!("keys = {{ {} = {{ {} = 'f12' }} }}", name(title), entry.command);
                let keymap = read(&text).unwrap_or_else(|told| panic!("{text}: {told:?}"));
                let first = help.iter().find(|line| line.command == entry.command);
                let standard = first.and_then(|line| line.keys.first()).copied();
                assert_eq!(keymap.meant(title, Pressed::F(12).into(), false), standard);
                let mut shown = vec![entry.clone()];
                keymap.show(title, &mut shown);
                assert_eq!(shown[0].keys, vec![Key::from(Pressed::F(12))]);
            }
        }
    }

    #[test]
    fn a_key_that_answers_questions_is_no_key_of_a_command() {
        for key in ["x", "i", "5", "tab", "J", "backspace", "ctrl+e"] {
            let told = told(&format!("keys = {{ study = {{ hint = '{key}' }} }}"));
            assert!(told.contains(&format!("`{key}` is a key that answers")), "{told}");
            assert!(told.contains("`hint` cannot have it give the command another key"), "{told}");
        }
        assert!(
            told("keys = { overrule = 't' }").contains("on the screen Study"),
            "it would be taken from `true`"
        );
        assert!(read("keys = { study-rating = { good = 'x' } }").is_ok(), "it is answered by then");
        assert!(read("keys = { study = { line-down = ['j', 'y'] } }").is_ok(), "the table shares it as well");
    }

    #[test]
    fn a_letter_is_no_key_where_text_is_typed_and_stays_one_elsewhere() {
        let told = read("keys = { new-card = { save = 'w' } }").unwrap_err().join("");
        assert!(told.contains("`w` is text there: it would be typed and never reach `save`"), "{told}");
        let keymap = read("keys = { save = 'w' }").unwrap();
        assert_eq!(keymap.meant("New card: commands", Key::char('w'), false), Some(Key::char('s')));
        assert_eq!(keymap.meant("New card", Key::ctrl('s'), false), Some(Key::ctrl('s')));
    }

    #[test]
    fn what_stands_for_a_letter_types_none() {
        let keymap = read("keys = { study = { suspend = 'f8', give-up = 'f9' } }").unwrap();
        let [f8, f9] = [8, 9].map(|number| Pressed::F(number).into());
        assert_eq!(keymap.meant("Study", f8, false), Some(Key::char('s')));
        assert_eq!(keymap.meant("Study", f8, true), Some(Key::alt('s')));
        assert_eq!(keymap.meant("Study", f9, true), None, "there is no other key for it");
    }

    #[test]
    fn a_rating_has_another_key_once_the_question_is_answered_and_no_sooner() {
        let keymap = read("keys = { again = 'y' }").unwrap();
        let [one, y] = [Key::char('1'), Key::char('y')];
        assert_eq!(
            (keymap.meant("Study", one, false), keymap.meant("Study", y, false)),
            (Some(one), Some(y))
        );
        assert_eq!(keymap.meant("Study: rating", y, false), Some(one));
        assert_eq!(keymap.meant("Study: rating", one, false), None);
    }
}
