//! The screens, one file each.

mod browse;
mod card_form;
mod copying;
mod done;
mod form;
mod lost;
mod picker;
mod plan;
mod preview;
mod quiz;
mod stage;
mod statistics;
mod study;
mod switches;
mod taking_back;
mod today;
mod welcome;

#[cfg(test)]
mod tests;

pub use browse::Browse;
pub use card_form::CardForm;
pub use lost::Lost;
pub use plan::Plan;
pub use preview::Preview;
pub use quiz::{History, Marks, Ready, Resume, Setup, Sit};
pub use statistics::Statistics;
pub use study::Study;
pub use switches::Switches;
pub use today::Today;
pub use welcome::Welcome;

use ratatui::layout::Rect;

use super::app::{MARGIN, ROOMY};
use super::canvas::Canvas;
use super::keymap::KeyNames;
use super::keys::{self, Help};
use super::widgets::{list, page, panel};
use crate::library::Library;
use crate::words;

/// A table of keys and its title.
type Table = (&'static str, fn() -> Vec<Help>);

/// The tables of keys of all screens, by their titles.
const TABLES: &[Table] = &[
    ("Welcome", || page::help(welcome::KEYS)),
    ("Today", || list::help(today::KEYS)),
    (today::HOW_MANY_MORE, || keys::help(today::MORE)),
    ("What you study", || list::help(switches::KEYS)),
    ("Plan", || keys::help(plan::KEYS)),
    ("Plan: choosing", plan::choosing),
    ("Plan: commands", || keys::help(plan::COMMANDS)),
    ("How the exam went", || keys::help(plan::RESULT)),
    ("Its score", || keys::help(plan::SCORE)),
    ("Study", || keys::help(study::KEYS)),
    ("Study: rating", || keys::help(study::RATINGS)),
    ("Done", || keys::help(done::KEYS)),
    ("Browse", || list::help(browse::KEYS)),
    ("Browse: search", || keys::help(browse::SEARCHING)),
    ("Browse: file name", || keys::help(browse::NAMING)),
    (browse::RATINGS_TITLE, || list::help(browse::RATINGS)),
    ("Statistics", || page::help(statistics::KEYS)),
    ("Statistics: the hardest questions", || list::help(statistics::HARD)),
    ("Preview", || keys::help(preview::KEYS)),
    ("Preview: search", || keys::help(preview::SEARCHING)),
    ("Preview: trying", || keys::help(preview::TRYING)),
    ("New card", || keys::help(card_form::KEYS)),
    ("New card: choosing", card_form::choosing),
    ("New card: commands", || keys::help(card_form::COMMANDS)),
    ("New card: kinds", || list::help(card_form::PICKING)),
    ("Timed quiz", || list::help(quiz::SETUP)),
    (picker::TITLE, || list::help(picker::KEYS)),
    ("Before the quiz", || page::help(quiz::READY)),
    ("Quiz", || keys::help(quiz::SIT)),
    ("Review", || list::help(quiz::REVIEW)),
    ("A quiz that is gone from the log", || keys::help(quiz::GONE)),
    ("A quiz waits", || page::help(quiz::RESUME)),
    ("Result", || keys::help(quiz::MARKS)),
    ("Quizzes", || list::help(quiz::HISTORY)),
    ("The log is lost", || page::help(lost::KEYS)),
    ("Everywhere", super::everywhere),
];

/// The tables of keys of all screens, with their titles: for the reference page.
pub fn tables() -> Vec<(&'static str, Vec<Help>)> {
    TABLES.iter().map(|(title, help)| (*title, help())).collect()
}

/// The table of that title.
pub(super) fn table(title: &str) -> Vec<Help> {
    TABLES.iter().find(|(other, _)| *other == title).map(|(_, help)| help()).unwrap_or_default()
}

/// What is said where Esc would lose typed text.
fn text_is_kept(keys: &KeyNames) -> String {
    format!("What you typed is still there: press enter to go on with it, {} to leave.", keys.here('q'))
}

/// What is said when the decks are read anew and have no mistake.
const READ_ANEW: &str = "The decks are read anew.";

/// How many mistakes the decks have and where the first one stands, as a sentence.
fn first_mistake(library: &Library) -> Option<String> {
    let first = library.first_error()?;
    let lost = match (library.is_broken(), library.errors()) {
        (true, _) => "part of the file is left out",
        (false, 1) => "the card is left out",
        (false, _) => "their cards are left out",
    };
    Some(format!("{}; {lost}. First: {first}.", words::count(library.errors(), "error")))
}

/// The place after `at` of `count`, or the one before it, around both ends; 0 where there is none.
fn turned(at: usize, count: usize, forward: bool) -> usize {
    let count = count.max(1);
    (at + if forward { 1 } else { count - 1 }) % count
}

/// The part of `area` that text is set in: a margin where there is room for one, and no line too long to read; in the middle.
pub(super) fn column(area: Rect, widest: u16) -> Rect {
    let margin = if area.width >= ROOMY { MARGIN } else { 0 };
    let width = area.width.saturating_sub(2 * margin).min(widest);
    Rect { x: area.x + (area.width - width) / 2, width, ..area }
}

/// Draws a heading into the first row of `area`. Gives what is left below it, and where there is `air` below an empty row.
fn headed(title: &str, note: &str, air: bool, area: Rect, canvas: &mut Canvas<'_, '_>) -> Rect {
    let heading = panel::heading(title, note, area.width, canvas.look);
    canvas.frame.render_widget(heading, Rect { height: area.height.min(1), ..area });
    below(area, 1 + u16::from(air))
}

/// What is left of `area` below its first `rows` rows.
fn below(area: Rect, rows: u16) -> Rect {
    let rows = rows.min(area.height);
    Rect { y: area.y + rows, height: area.height - rows, ..area }
}
