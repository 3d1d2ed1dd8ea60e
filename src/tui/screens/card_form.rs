//! A form for a new card of one of the learner's own decks: its fields as lines to type in, and beneath them the card as
//! it will be asked, with what the deck reader and the advice say about it.

mod fields;
mod preview;
mod view;

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::trainer::{NewCard, View};
use crate::tui::event::{Code, Event, Key};
use crate::tui::keys::{self, Binding, Help, Hint, lookup};
use crate::tui::screen::{Ctx, Done, Effect, Go, Next, Screen};
use crate::tui::theme::Look;
use crate::tui::zones::Zones;
use fields::Fields;
use preview::Preview;

/// What the keys do; every other key types.
pub(super) const KEYS: &[Binding<Action>] = &[
    Binding::new(&[Key::ctrl('s'), Key::alt('s')], Action::Save, "save").hint(Hint::First),
    Binding::new(&[Key::new(Code::Esc)], Action::Leave, "leave").hint(Hint::First),
    Binding::new(
        &[Key::new(Code::Tab), Key::new(Code::Down), Key::new(Code::Enter)],
        Action::Next,
        "next field",
    ),
    Binding::new(
        &[Key::with(Code::Tab, false, false, true), Key::new(Code::Up)],
        Action::Previous,
        "field before",
    ),
    Binding::new(&[Key::ctrl('n'), Key::alt('n')], Action::SaveMore, "save, and write another"),
    Binding::new(&[Key::new(Code::PageDown)], Action::LineDown, "scroll the card").hint(Hint::Never),
    Binding::new(&[Key::new(Code::PageUp)], Action::LineUp, "scroll it back").hint(Hint::Never),
];

/// What the keys do where one of a few is chosen.
pub(super) const CHOOSING: &[Binding<Turn>] = &[
    Binding::new(&[Key::new(Code::Right), Key::char(' '), Key::char('l')], Turn::On, "change"),
    Binding::new(&[Key::new(Code::Left), Key::char('h')], Turn::Back, "change back").hint(Hint::Never),
];

/// See [`KEYS`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Action {
    Save,
    SaveMore,
    Leave,
    Next,
    Previous,
    LineDown,
    LineUp,
}

/// See [`CHOOSING`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Turn {
    On,
    Back,
}

/// The screen.
#[derive(Debug)]
pub struct CardForm {
    fields: Fields,
    preview: Preview,
    /// How far the preview is scrolled.
    scroll: usize,
    /// The learner was told what leaving throws away; leaving once more does it.
    warned: bool,
}

impl CardForm {
    /// A form for a card of the deck `id`, or of the learner's first deck where that is none of their own.
    pub fn new(view: &View, id: Option<&str>) -> Self {
        let fields = Fields::new(view, id);
        Self { preview: Preview::of(&fields.draft()), fields, scroll: 0, warned: false }
    }

    fn changed(&mut self) {
        self.preview = Preview::of(&self.fields.draft());
        self.scroll = 0;
    }

    fn key(&mut self, key: Key, ctx: &mut Ctx<'_>) -> Next {
        let warned = std::mem::take(&mut self.warned);
        if let Some(action) = lookup(KEYS, key) {
            return self.act(action, warned, ctx);
        }
        let turn = lookup(CHOOSING, key).filter(|_| !self.fields.is_typing());
        match turn {
            Some(turn) => self.fields.turn(turn == Turn::On),
            None if !self.fields.key(key) => return Next::stay(),
            None => {}
        }
        self.changed();
        Next::stay()
    }

    fn act(&mut self, action: Action, warned: bool, ctx: &mut Ctx<'_>) -> Next {
        match action {
            Action::Next => self.fields.go_on(),
            Action::Previous => self.fields.go_back(),
            Action::LineDown => self.scroll += 1,
            Action::LineUp => self.scroll = self.scroll.saturating_sub(1),
            Action::Leave if self.fields.draft().is_empty() || warned => return Go::Back.into(),
            Action::Leave => {
                self.warned = true;
                ctx.say("This card is not saved. Esc again throws it away, ctrl+s saves it.");
            }
            Action::Save => return self.save(Go::Back, ctx),
            Action::SaveMore => return self.save(Go::Stay, ctx),
        }
        Next::stay()
    }

    /// Has the card written and moves on, if there is nothing to mend first.
    fn save(&mut self, go: Go, ctx: &mut Ctx<'_>) -> Next {
        let draft = self.fields.draft();
        if let Some(name) = draft.needed().first() {
            ctx.say(format!("This card still needs `{name}`."));
            self.fields.go_to(name);
            return Next::stay();
        }
        if let Some(mistake) = self.preview.mistake() {
            ctx.say(format!("Not saved: {mistake}."));
            return Next::stay();
        }
        let Some(home) = self.fields.home() else {
            ctx.say("The new deck still needs a title.");
            self.fields.go_to(fields::TITLE);
            return Next::stay();
        };
        Next { go, effects: vec![Effect::Add(Box::new(NewCard { home, draft }))] }
    }
}

impl Screen for CardForm {
    fn title(&self) -> &'static str {
        "New card"
    }

    fn update(&mut self, event: &Event, ctx: &mut Ctx<'_>) -> Next {
        match event {
            Event::Key(key) => return self.key(*key, ctx),
            Event::Paste(text) => {
                self.fields.paste(text);
                self.changed();
            }
            // Only here when another card is to be written.
            Event::Done(Done::Added(keys)) => {
                self.fields.renew(ctx.view, keys.first());
                self.changed();
                ctx.say(said(ctx.view, keys));
            }
            Event::Failed(sentence) => ctx.say(sentence.clone()),
            _ => {}
        }
        Next::stay()
    }

    fn view(&self, frame: &mut Frame, area: Rect, look: &Look, zones: &mut Zones) {
        self.draw(frame, area, look, zones);
    }

    fn keys(&self) -> Vec<Help> {
        let mut lines = keys::help(KEYS);
        if !self.fields.is_typing() {
            // Behind those without which one would be stuck.
            lines.splice(2..2, keys::help(CHOOSING));
        }
        lines
    }

    fn is_typing(&self) -> bool {
        self.fields.is_typing()
    }

    fn unsaved(&self) -> Option<String> {
        (!self.fields.draft().is_empty()).then(|| "This card is not saved.".to_owned())
    }
}

/// What there is to say about a card that was added.
pub(super) fn said(view: &View, keys: &[crate::card::QuestionKey]) -> String {
    let question = keys.first().and_then(|key| view.library.question(key));
    let prompt = question.map_or_else(String::new, |question| question.prompt.plain());
    let deck = keys.first().and_then(|key| view.library.deck(key.deck()));
    let deck = deck.map_or_else(String::new, |deck| deck.title().to_owned());
    format!("Added “{prompt}” to {deck}.")
}
