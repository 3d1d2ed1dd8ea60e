//! Picks decks and tags: for a quiz or an exam of one's own.

use std::collections::BTreeMap;

use ratatui::layout::Rect;
use ratatui::text::Span;

use crate::trainer::{Scope, View};
use crate::tui::canvas::Canvas;
use crate::tui::event::Key;
use crate::tui::keys::{Binding, Hint, lookup};
use crate::tui::screens::{column, headed};
use crate::tui::theme::Look;
use crate::tui::widgets::prose::filled;
use crate::tui::widgets::{Cursor, Sheet, list, panel};

/// What the keys do.
pub(super) const KEYS: &[Binding<Action>] = &[
    Binding::new(&[Key::char(' '), Key::char('x')], Action::Tick, "tick").hint(Hint::First),
    Binding::new(&[Key::ENTER, Key::char('q'), Key::ESC], Action::Done, "done").hint(Hint::First),
    Binding::new(&[Key::char('c')], Action::Clear, "untick all"),
];

/// See [`KEYS`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Action {
    Tick,
    Done,
    Clear,
}

/// The table of [`KEYS`].
pub(super) const TITLE: &str = "Decks and tags";

const WIDEST: u16 = 92;

/// The list of decks, and of tags below it.
#[derive(Debug)]
pub(super) struct Picker {
    choices: Vec<Choice>,
    cursor: Cursor,
    /// What ticking them means.
    note: &'static str,
}

#[derive(Debug)]
struct Choice {
    id: String,
    title: String,
    questions: usize,
    is_tag: bool,
    ticked: bool,
}

impl Picker {
    /// What the learner's library has, their own decks first, with what `scope` names ticked. `note` says what that means.
    pub(super) fn new(view: &View, scope: &Scope, note: &'static str) -> Self {
        let (own, built_in): (Vec<_>, Vec<_>) =
            view.library.decks.iter().partition(|deck| deck.path().is_some());
        let decks = own.into_iter().chain(built_in).map(|deck| Choice {
            id: deck.id().to_owned(),
            title: deck.title().to_owned(),
            questions: deck.len(),
            is_tag: false,
            ticked: scope.decks.iter().any(|id| id == deck.id()),
        });
        let mut tags: BTreeMap<&str, usize> = BTreeMap::new();
        for tag in view.library.rows().flat_map(|row| row.tags()) {
            *tags.entry(tag).or_default() += 1;
        }
        let tags = tags.into_iter().map(|(tag, questions)| Choice {
            id: tag.to_owned(),
            title: tag.to_owned(),
            questions,
            is_tag: true,
            ticked: scope.tags.iter().any(|known| known == tag),
        });
        Self { choices: decks.chain(tags).collect(), cursor: Cursor::default(), note }
    }

    /// Takes a key; gives what is ticked when the learner is done.
    pub(super) fn key(&mut self, key: Key) -> Option<Scope> {
        match lookup(KEYS, key) {
            Some(Action::Done) => return Some(self.scope()),
            Some(Action::Tick) => {
                if let Some(choice) = self.choices.get_mut(self.cursor.at()) {
                    choice.ticked = !choice.ticked;
                }
                self.cursor.go(self.cursor.at() + 1, self.choices.len());
            }
            Some(Action::Clear) => self.choices.iter_mut().for_each(|choice| choice.ticked = false),
            None => {
                self.cursor.key(key, list::PAGE, self.choices.len());
            }
        }
        None
    }

    fn scope(&self) -> Scope {
        Scope { decks: self.ticked(false), tags: self.ticked(true), ..Scope::default() }
    }

    /// The ids of the tags, or of the decks, that are ticked.
    fn ticked(&self, is_tag: bool) -> Vec<String> {
        let ticked = self.choices.iter().filter(|choice| choice.ticked && choice.is_tag == is_tag);
        ticked.map(|choice| choice.id.clone()).collect()
    }

    pub(super) fn draw(&self, area: Rect, canvas: &mut Canvas<'_, '_>) {
        let look = canvas.look;
        let area = column(area, WIDEST);
        let rows = headed(TITLE, self.note, false, area, canvas);
        Sheet::fitting(rows, |width| self.sheet(width, look)).draw(rows, canvas);
    }

    fn sheet(&self, width: u16, look: &Look) -> Sheet {
        let mut sheet = Sheet::default();
        let mut is_tags = None;
        for (place, choice) in self.choices.iter().enumerate() {
            if is_tags.replace(choice.is_tag) != Some(choice.is_tag) {
                sheet.push(panel::ruled(if choice.is_tag { "Tags" } else { "Decks" }, "", width, look));
            }
            let here = place == self.cursor.at();
            let tick = if choice.ticked { "[x] " } else { "[ ] " };
            let room = usize::from(width).saturating_sub(6 + 5);
            let line = vec![
                Span::styled(look.cursor(here), look.theme.selected),
                Span::styled(
                    format!(" {tick}"),
                    if choice.ticked { look.theme.accent } else { look.theme.dim },
                ),
                Span::styled(filled(&choice.title, room, look), look.row(here)),
                Span::styled(format!("{:>5}", choice.questions), look.theme.dim),
            ];
            sheet.item(line, here);
        }
        sheet
    }
}
