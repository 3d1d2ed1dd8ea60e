//! Setting up a quiz: which exam and form, or which decks and tags, and under which rules.

mod rows;
mod view;

use ratatui::layout::Rect;

use super::drawing::Drawing;
use super::{History, Ready};
use crate::quiz::Paper;
use crate::tui::ask::{Ask, Told};
use crate::tui::canvas::Canvas;
use crate::tui::event::{Event, Key};
use crate::tui::jobs::Job;
use crate::tui::keys::{self, Binding, Help, Hint, lookup};
use crate::tui::screen::{Ctx, Done, Effect, Go, Next, Screen};
use crate::tui::screens::picker::{self, Picker};
use crate::tui::widgets::{Cursor, list};
use rows::{Choices, Row};

/// What the keys do.
pub(in super::super) const KEYS: &[Binding<Action>] = &[
    Binding::new(&[Key::ENTER], Action::Draw, "draw the paper").hint(Hint::First),
    Binding::new(&[Key::TAB], Action::Down, "down").hint(Hint::Never),
    Binding::new(&[Key::RIGHT, Key::char('l'), Key::char(' ')], Action::More, "change"),
    Binding::new(&[Key::LEFT, Key::char('h')], Action::Less, "change back").hint(Hint::Never),
    Binding::new(&[Key::BACKSPACE], Action::Erase, "erase a digit").hint(Hint::Never),
    Binding::new(&[Key::char('v')], Action::History, "all quizzes"),
    Binding::new(&[Key::char('q'), Key::ESC], Action::Back, "back").hint(Hint::First),
];

/// See [`KEYS`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) enum Action {
    Draw,
    Down,
    More,
    Less,
    Erase,
    History,
    Back,
}

/// The screen. It begins with what was sat last, or is studied: an exam, or the decks that are on.
#[derive(Debug, Default)]
pub struct Setup {
    /// `None` until it is shown for the first time.
    choices: Option<Choices>,
    /// The row under the cursor.
    cursor: Cursor,
    /// While decks and tags are picked.
    picker: Option<Picker>,
    /// Whether a digit was typed into this row, so that the next is added to it.
    is_typing: bool,
    drawing: Drawing,
}

impl Setup {
    fn row(&self) -> Option<Row> {
        self.choices.as_ref()?.rows().get(self.cursor.at()).copied()
    }

    fn draw_paper(&mut self, ctx: &mut Ctx<'_>) -> Next {
        let Some(choices) = &self.choices else { return Next::stay() };
        let wish = match choices.wish() {
            Ok(wish) => wish,
            Err(sentence) => return ctx.say_only(sentence),
        };
        self.drawing.begin(wish, ctx)
    }

    /// The paper is drawn: shows it before it is sat.
    fn drawn(&mut self, paper: &Paper) -> Next {
        let Some(choices) = &self.choices else { return Next::stay() };
        let ready = Ready::new(paper.clone(), choices.terms(paper.items.len()));
        Go::Replace(Box::new(ready.after(std::mem::take(self)))).into()
    }

    fn act(&mut self, action: Action, ctx: &mut Ctx<'_>) -> Next {
        let row = self.row();
        let Some(choices) = &mut self.choices else { return Next::stay() };
        self.is_typing &= action == Action::Erase;
        match action {
            Action::Draw => return self.draw_paper(ctx),
            Action::Down => self.cursor.go(self.cursor.at() + 1, choices.rows().len()),
            Action::More if row == Some(Row::Picked) => {
                self.picker = Some(Picker::new(ctx.view, &choices.scope, "none ticked means all"));
            }
            Action::More | Action::Less => {
                if let Some(row) = row {
                    choices.turn(row, action == Action::More);
                }
            }
            Action::Erase => {
                if let Some(row) = row {
                    choices.erase(row);
                }
            }
            Action::History => return Go::Open(Box::new(History::default())).into(),
            Action::Back => return Go::Back.into(),
        }
        Next::stay()
    }

    /// A key while the paper is drawn. What would change the choice ends the drawing.
    fn key_while_drawing(&mut self, key: Key, ctx: &mut Ctx<'_>) -> Next {
        match lookup(KEYS, key) {
            Some(action @ (Action::Down | Action::Draw)) => self.act(action, ctx),
            Some(Action::Back) => self.drawing.cancel().map_or_else(Next::stay, Next::from),
            None if self.walk(key) => Next::stay(),
            _ => {
                let cancel = self.drawing.cancel();
                let mut next = self.key(key, ctx);
                next.effects.extend(cancel);
                next
            }
        }
    }

    /// Moves the cursor as `key` says; `false` where it says nothing.
    fn walk(&mut self, key: Key) -> bool {
        let rows = self.choices.as_ref().map_or(0, |choices| choices.rows().len());
        let is_step = self.cursor.key(key, list::PAGE, rows);
        self.is_typing &= !is_step;
        is_step
    }

    fn key(&mut self, key: Key, ctx: &mut Ctx<'_>) -> Next {
        if self.drawing.is_on() {
            return self.key_while_drawing(key, ctx);
        }
        if let Some(picker) = &mut self.picker {
            if let Some(scope) = picker.key(key)
                && let Some(choices) = &mut self.choices
            {
                choices.pick(scope, ctx.view);
                self.picker = None;
            }
            return Next::stay();
        }
        let typed = key.typed().filter(|c| c.is_ascii_digit() || *c == '.');
        if let (Some(c), Some(row), Some(choices)) = (typed, self.row(), &mut self.choices) {
            choices.type_in(row, c, self.is_typing);
            self.is_typing = true;
            return Next::stay();
        }
        if let Some(action) = lookup(KEYS, key) {
            return self.act(action, ctx);
        }
        self.walk(key);
        Next::stay()
    }
}

impl Screen for Setup {
    fn title(&self) -> &'static str {
        if self.picker.is_some() { picker::TITLE } else { "Timed quiz" }
    }

    fn update(&mut self, event: &Event, ctx: &mut Ctx<'_>) -> Next {
        self.drawing.hear(event);
        match event {
            Event::Shown if self.choices.is_none() => return Effect::Ask(Ask::Quizzes).into(),
            Event::Done(Done::Told(Told::Quizzes(past, _))) => {
                self.choices = Some(Choices::new(ctx.view, past.last()));
            }
            // A quiz can be sat all the same, and what is to be stored will be.
            Event::Done(Done::Untold(_)) => self.choices = Some(Choices::new(ctx.view, None)),
            Event::Done(Done::Drawn(drawn)) => match &**drawn {
                Ok(paper) => return self.drawn(paper),
                Err(sentence) => ctx.say(sentence.clone()),
            },
            Event::DecksChanged => return Job::Follow.into(),
            Event::Done(Done::Followed(true)) => {
                if let Some(choices) = &mut self.choices {
                    choices.renew(&ctx.view.library);
                    self.cursor.go(self.cursor.at(), choices.rows().len());
                }
            }
            Event::Key(key) => return self.key(*key, ctx),
            _ => {}
        }
        Next::stay()
    }

    fn follows_decks(&self) -> bool {
        self.picker.is_none() && !self.drawing.is_on()
    }

    fn underway(&self) -> Option<&str> {
        self.drawing.words()
    }

    fn view(&self, area: Rect, canvas: &mut Canvas<'_, '_>) {
        match &self.picker {
            Some(picker) => picker.draw(area, canvas),
            None => self.draw(area, canvas),
        }
    }

    fn keys(&self) -> Vec<Help> {
        if self.picker.is_some() {
            return list::help(picker::KEYS);
        }
        let own = KEYS.iter().map(|binding| match binding.action {
            Action::More if self.row() == Some(Row::Picked) => {
                Help { label: "choose".into(), ..binding.help() }
            }
            _ => binding.help(),
        });
        own.chain(keys::help(list::KEYS)).collect()
    }
}
