//! Every command has another key: nothing on any screen names one of the tables.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::card_form::at_home;
use super::choosing::newcomer;
use super::decks::KINDS;
use super::preview::{Author, DECK, author_with};
use super::quiz::candidate;
use super::statistics::player_after;
use super::*;
use crate::tui::event::Key;
use crate::tui::keys::{DIGITS, Help};
use crate::tui::play::keys;
use crate::tui::screens::tables;
use crate::tui::{KeyNames, Keymap};

/// Tables that are not walked: a quiz that waits or is gone from the log, and a log that is lost.
const ELSEWHERE: [&str; 4] =
    ["A quiz waits", "A quiz that is gone from the log", "The log is lost", "Everywhere"];

/// Settings that give each command of each table a key that no table has: a letter that is not Latin, with `alt` where
/// text is typed.
fn settings() -> String {
    let mut letters = ('Ѐ'..='ҁ').chain('Ҋ'..='ԯ').chain('Ա'..='Ֆ').cycle();
    let mut text = String::new();
    for (title, help) in tables() {
        text += &format!("[keys.{}]\n", crate::tui::keymap::name(title));
        let mut named = BTreeSet::new();
        for entry in help.iter().filter(|entry| !entry.command.is_empty()) {
            let are_places = entry.keys.len() > 1 && entry.keys.iter().all(|key| DIGITS.contains(key));
            if !are_places && named.insert(entry.command.clone()) {
                text += &format!("{} = 'alt+{}'\n", entry.command, letters.next().unwrap());
            }
        }
    }
    text
}

/// Someone whose keys are all others, and the titles of the tables that they saw.
struct Stranger<W> {
    player: Player<W>,
    names: KeyNames,
    seen: BTreeSet<&'static str>,
}

impl<W: World> Stranger<W> {
    fn new(player: Player<W>) -> Self {
        let (config, _) = Config::parse(&settings()).unwrap();
        let keymap = Keymap::new(&config.keys).unwrap_or_else(|findings| panic!("{findings:?}"));
        let names = KeyNames::on_screen(Arc::new(keymap.clone()), "");
        Self { player: player.with_keys(keymap), names, seen: BTreeSet::new() }
    }

    /// Presses what stands for these keys of the tables, and looks at each screen on the way.
    fn walk(&mut self, script: &str) -> &mut Self {
        self.look();
        for key in keys(script) {
            let is_text = self.player.is_typing() && key.typed().is_some();
            let own = self.names.on(self.player.title(), key).parse().unwrap();
            self.player.tell(Event::Key(if is_text { key } else { own }));
            // What is typed stands in the frame.
            if !is_text {
                self.look();
            }
        }
        self
    }

    fn look(&mut self) {
        let title = self.player.title();
        self.seen.insert(title);
        let frame = self.player.frame();
        for help in self.player.keys() {
            assert!(stands_in(title, &help), "`{}` is not in the table of {title}:\n{frame}", help.command);
        }
        let named = named(&frame, title);
        assert!(named.is_empty(), "{title} names {named:?}:\n{frame}");
    }
}

/// Whether a line of help is one of the table that the screen says it has, so that it can have another key.
fn stands_in(title: &str, help: &Help) -> bool {
    let holds = |other: &str| other == title || title.starts_with("Study: ") && other == "Study";
    let holds = |other: &str| holds(other) || title.starts_with("Statistics: ") && other == "Statistics";
    let mut lines = tables().into_iter().filter(|(other, _)| holds(other)).flat_map(|(_, help)| help);
    help.command.is_empty() || lines.any(|line| line.command == help.command)
}

/// The keys of the tables that stand in a frame. Where questions are answered, some cannot be others.
fn named(frame: &str, title: &str) -> Vec<String> {
    let answers = ["Study", "Quiz", "Preview", "Preview: trying"].contains(&title);
    let fixed = ["x", "i", "enter", "tab", "esc", "space"];
    let mut named = Vec::new();
    for line in frame.lines() {
        let words: Vec<&str> = line.split_whitespace().collect();
        // Weekdays, and marks beneath a plot.
        if words.iter().all(|word| word.chars().count() == 1) {
            continue;
        }
        for (at, word) in words.iter().enumerate() {
            let word = word.trim_matches(|c: char| ".,;:!?()“”".contains(c));
            let begins = at == 0 || words[at - 1].ends_with('.');
            // `Exam X` is the name of an exam.
            let is_article = ["I", "A", "X"].contains(&word) || word == "a" && !begins;
            let is_unit = at > 0 && words[at - 1].ends_with(char::is_numeric);
            // What stands behind a box, an arrow or `asks` is a deck or a tag.
            let is_picked = at > 0 && ["]", "‹", "asks"].contains(&words[at - 1]);
            let is_letter =
                !is_unit && !is_picked && word.len() == 1 && word.chars().all(|c| c.is_ascii_alphabetic());
            let is_name = word.parse::<Key>().is_ok() && word.len() > 1 && word.is_ascii();
            let is_word =
                ["up", "down", "left", "right", "end", "home", "space", "insert", "delete"].contains(&word);
            let is_fixed = answers && fixed.contains(&word);
            if (is_letter && !is_article || is_name && !is_word) && !is_fixed {
                named.push(word.to_owned());
            }
        }
    }
    named
}

#[test]
fn where_every_command_has_another_key_no_screen_names_one_of_the_tables() {
    let mut seen = BTreeSet::new();
    let sizes = [(80, 24), (200, 50)];
    for size in sizes {
        let mut welcome = Stranger::new(newcomer(size));
        welcome.walk("ow u<esc>").walk("<enter>b");
        seen.extend(welcome.seen);
        let mut learner = Stranger::new(player_with(library(&[KINDS]), Look::dark(), size));
        learner
            .walk("<enter><enter>mw1")
            .walk("66<esc><esc>")
            .walk("smq")
            .walk("m<esc>q")
            .walk("btl<enter>u")
            .walk("/port<enter>fffffc")
            .walk("xsuuYw<esc>e<esc>q")
            .walk("/nothing of the kind<esc><esc>q")
            .walk("+Notes<tab>text<esc>q")
            .walk("t<esc>q")
            .walk("q<esc>");
        seen.extend(learner.seen);
        let mut exam = Stranger::new(candidate(size));
        exam.walk("ttv<esc>").walk("<down><down><down><down>l").walk("<esc>");
        exam.walk("d<up>").walk("<right><tab>Mine<tab><right> <enter>").walk("<tab>+3<enter>").walk("xuq");
        exam.walk("t<enter><enter>12nfrh").walk("hwv<esc>t").walk("<esc>qq");
        exam.player.wait(std::time::Duration::from_hours(200));
        exam.walk("d").walk("p<esc>").walk("qq");
        seen.extend(exam.seen);
        let (_home, player) = at_home(size);
        let mut author = Stranger::new(player);
        author.walk("G+").walk("text<up><enter>").walk("<esc><esc>").walk("qq");
        seen.extend(author.seen);
        let mut weeks = Stranger::new(player_after(&[KINDS], 30, Look::dark(), size));
        weeks.walk("S<tab><tab><tab>").walk("sse<tab>").walk("qm");
        seen.extend(weeks.seen);
        let Author { player, _home, .. } = author_with(DECK, size);
        let mut author = Stranger::new(player);
        author.walk(" nn/Nordic<enter>").walk("<esc>/zzz<enter>").walk("<esc>nni<esc>").walk("tJe");
        seen.extend(author.seen);
    }
    let missing: Vec<_> = tables()
        .into_iter()
        .map(|(title, _)| title)
        .filter(|title| !seen.contains(title) && !ELSEWHERE.contains(title))
        .collect();
    assert!(missing.is_empty(), "not walked: {missing:?}");
}
