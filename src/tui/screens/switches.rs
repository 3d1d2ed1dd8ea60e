//! What is studied: exams and decks are switched on and off.

use ratatui::layout::Rect;
use ratatui::text::Span;

use crate::library::ListedDeck;
use crate::quiz::Exam;
use crate::schedule::Choice;
use crate::trainer::{Selection, View};
use crate::tui::canvas::Canvas;
use crate::tui::event::{Event, Key};
use crate::tui::keys::{Binding, Hint, lookup};
use crate::tui::screen::{Ctx, Done, Effect, Go, Next, Screen};
use crate::tui::screens::{column, headed};
use crate::tui::theme::Look;
use crate::tui::widgets::{Cursor, Sheet, list, panel, prose};
use crate::words;

/// What the keys do.
pub(super) const KEYS: &[Binding<Action>] = &[
    Binding::new(&[Key::char(' '), Key::ENTER], Action::Switch, "on or off").hint(Hint::First),
    Binding::new(&[Key::char('e')], Action::Everything, "everything on"),
    Binding::new(&[Key::char('o')], Action::Own, "only my own decks"),
    Binding::new(&[Key::char('u')], Action::Undo, "undo"),
    Binding::new(&[Key::char('q'), Key::ESC], Action::Leave, "back").hint(Hint::First),
];

/// In fewer columns, what has a longer title goes by its id.
const SMALL: usize = 24;

/// See [`KEYS`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Action {
    Switch,
    Everything,
    Own,
    Undo,
    Leave,
}

/// The screen; it looks at the decks and exams when it is shown.
#[derive(Debug, Default)]
pub struct Switches {
    rows: Vec<Row>,
    cursor: Cursor,
    /// What takes each change back, the last one last.
    past: Vec<Vec<Choice>>,
    /// Whether the change under way takes one back.
    is_undoing: bool,
}

/// What stands under one heading, in the order of the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Group {
    OwnDecks,
    Exams,
    BuiltIn,
}

impl Group {
    /// Its heading, and what the marks below it mean.
    const fn heading(self) -> (&'static str, &'static str) {
        match self {
            Self::OwnDecks => ("Your decks", ""),
            Self::Exams => ("Exams", "on: what they ask is studied, also from decks that are off"),
            Self::BuiltIn => ("Built-in decks", "exam: only what an exam asks of it is studied"),
        }
    }
}

/// An exam or a deck.
#[derive(Debug)]
struct Row {
    id: String,
    title: String,
    group: Group,
    is_on: bool,
    questions: usize,
    /// How many of a deck that is off are asked because of an exam.
    lent: usize,
}

impl Row {
    fn of_deck(group: Group, deck: &ListedDeck, selection: &Selection) -> Self {
        Self {
            id: deck.id().to_owned(),
            title: deck.title().to_owned(),
            group,
            is_on: selection.has_deck(deck.id()),
            questions: deck.len(),
            lent: selection.lent(deck.id()),
        }
    }

    fn of_exam(exam: &Exam, view: &View) -> Self {
        Self {
            id: exam.id.clone(),
            title: exam.title.clone(),
            group: Group::Exams,
            is_on: view.selection().has_exam(&exam.id),
            questions: view.asked_by(exam),
            lent: 0,
        }
    }

    /// The choice that switches it.
    fn switch(&self, is_on: bool) -> Choice {
        match self.group {
            Group::Exams => Selection::one_exam(&self.id, is_on),
            Group::OwnDecks | Group::BuiltIn => Selection::deck(&self.id, is_on),
        }
    }
}

impl Switches {
    fn load(&mut self, view: &View) {
        let selection = view.selection();
        let (own, built_in): (Vec<_>, Vec<_>) =
            view.library.decks.iter().partition(|deck| deck.path().is_some());
        let own = own.into_iter().map(|deck| Row::of_deck(Group::OwnDecks, deck, selection));
        let built_in = built_in.into_iter().map(|deck| Row::of_deck(Group::BuiltIn, deck, selection));
        let exams = view.exams().map(|exam| Row::of_exam(exam, view));
        self.rows = own.chain(exams).chain(built_in).collect();
        self.cursor.go(self.cursor.at(), self.rows.len());
    }

    fn act(&mut self, action: Action, ctx: &mut Ctx<'_>) -> Next {
        let choices = match action {
            Action::Switch => match self.rows.get(self.cursor.at()) {
                Some(row) => vec![row.switch(!row.is_on)],
                None => return Next::stay(),
            },
            Action::Everything => ctx.view.selection().everything(),
            Action::Own => Selection::own_decks(&ctx.view.library),
            Action::Undo => match self.past.last() {
                Some(choices) => {
                    self.is_undoing = true;
                    return Effect::Choose(choices.clone()).into();
                }
                None => return ctx.say_only("There is nothing to undo here."),
            },
            Action::Leave => return Go::Back.into(),
        };
        self.past.push(self.rows.iter().map(|row| row.switch(row.is_on)).collect());
        Effect::Choose(choices).into()
    }

    fn sheet(&self, width: u16, look: &Look) -> Sheet {
        let mut sheet = Sheet::default();
        let mut group = None;
        for (place, row) in self.rows.iter().enumerate() {
            if group.replace(row.group) != Some(row.group) {
                let (title, note) = row.group.heading();
                sheet.push(panel::ruled(title, note, width, look));
            }
            let (is_here, line) = (place == self.cursor.at(), usize::from(sheet.height()));
            sheet.item(Self::row(row, is_here, width, look), is_here);
            if is_here {
                sheet.click(line..line + 1, Key::char(' '));
            }
        }
        sheet
    }

    fn row(row: &Row, is_here: bool, width: u16, look: &Look) -> Vec<Span<'static>> {
        let theme = &look.theme;
        let switch = match (row.is_on, row.lent) {
            (true, _) => "on  ",
            (false, 0) => "off ",
            (false, _) => "exam",
        };
        let note = match row.lent {
            0 => words::count(row.questions, "question"),
            lent => format!("{lent} of {} asked by an exam", row.questions),
        };
        let room = usize::from(width).saturating_sub(7);
        let has_note = room >= 24 + prose::columns(&note);
        let name_room = if has_note { room - prose::columns(&note) - 2 } else { room };
        // Titles of exams differ at their ends, which a small screen cuts off.
        let is_cut = name_room < SMALL && prose::columns(&row.title) > name_room;
        let name = prose::filled(if is_cut { &row.id } else { &row.title }, name_room, look);
        let is_asked = row.is_on || row.lent > 0;
        let name_style = match (is_here, is_asked) {
            (true, _) => theme.selected,
            (false, true) => theme.text,
            (false, false) => theme.dim,
        };
        let mut spans = vec![
            Span::styled(format!("{} ", look.cursor(is_here)), theme.accent),
            Span::styled(format!("{switch} "), if is_asked { theme.accent } else { theme.dim }),
            Span::styled(name, name_style),
        ];
        if has_note {
            spans.push(Span::styled(format!("  {note}"), theme.dim));
        }
        spans
    }
}

impl Screen for Switches {
    fn title(&self) -> &'static str {
        "What you study"
    }

    fn update(&mut self, event: &Event, ctx: &mut Ctx<'_>) -> Next {
        match event {
            Event::Done(Done::Chosen) => {
                if std::mem::take(&mut self.is_undoing) {
                    self.past.pop();
                }
                self.load(ctx.view);
            }
            Event::Shown | Event::LogChanged => self.load(ctx.view),
            Event::Failed(sentence) => {
                if !std::mem::take(&mut self.is_undoing) {
                    self.past.pop();
                }
                ctx.say(sentence.clone());
            }
            Event::Key(key) => match lookup(KEYS, *key) {
                Some(action) => return self.act(action, ctx),
                None => drop(self.cursor.key(*key, list::PAGE, self.rows.len())),
            },
            _ => {}
        }
        Next::stay()
    }

    fn view(&self, area: Rect, canvas: &mut Canvas<'_, '_>) {
        let look = canvas.look;
        let area = column(area, 92);
        let decks = self.rows.iter().filter(|row| row.group != Group::Exams);
        let studied: usize =
            decks.clone().map(|deck| if deck.is_on { deck.questions } else { deck.lent }).sum();
        let all = words::count(decks.map(|deck| deck.questions).sum(), "question");
        let note = format!("{studied} of {all}");
        let rest = headed("What you study", &note, area.height >= 12, area, canvas);
        Sheet::fitting(rest, |width| self.sheet(width, look)).draw(rest, canvas);
    }
}
