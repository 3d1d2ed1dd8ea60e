//! A form for a new card of one of the learner's own decks: its fields as lines to type in, and beneath them the card as
//! it will be asked, with what the deck reader and the advice say about it.

mod fields;
mod kinds;
mod preview;
mod view;

use ratatui::layout::Rect;

use crate::author::Entry;
use crate::card::QuestionKey;
use crate::trainer::{NewCard, View};
use crate::tui::canvas::Canvas;
use crate::tui::event::{Code, Event, Key};
use crate::tui::jobs::Job;
use crate::tui::keys::{self, Binding, Help, Hint, lookup};
use crate::tui::screen::{Ctx, Done, Effect, Go, Next, Screen};
use crate::tui::widgets::list;
use fields::{Fields, Row};
use kinds::Kinds;
use preview::Preview;

/// What the keys do; every other key types.
pub(super) const KEYS: &[Binding<Action>] = &[
    Binding::new(&[Key::ctrl('s'), Key::alt('s')], Action::Save, "save").hint(Hint::First),
    Binding::new(&[Key::ESC], Action::Out, "commands, or back").hint(Hint::First),
    Binding::new(&[Key::TAB, Key::DOWN, Key::ENTER], Action::Next, "next field"),
    Binding::new(&[Key::shift(Code::Tab), Key::UP], Action::Previous, "field before"),
    Binding::new(
        &[Key::with(Code::Enter, false, true, false), Key::ctrl('o')],
        Action::NewLine,
        "a new line",
    ),
    Binding::new(&[Key::ctrl('n'), Key::alt('n')], Action::SaveMore, "save, and write another"),
    Binding::new(&[Key::PAGE_DOWN], Action::LineDown, "scroll the card").hint(Hint::Never),
    Binding::new(&[Key::PAGE_UP], Action::LineUp, "scroll it back").hint(Hint::Never),
];

/// What the keys do where one of a few is chosen.
pub(super) const CHOOSING: &[Binding<Turn>] = &[
    Binding::new(&[Key::RIGHT], Turn::On, "change"),
    Binding::new(&[Key::LEFT], Turn::Back, "change back").hint(Hint::Never),
    Binding::new(&[Key::ENTER, Key::char(' ')], Turn::List, "list of kinds").hint(Hint::First),
];

/// What the keys do while letters are commands and no text.
pub(super) const COMMANDS: &[Binding<Action>] = &[
    Binding::new(&[Key::char('i'), Key::ENTER], Action::Type, "type on").hint(Hint::First),
    Binding::new(&[Key::char('s')], Action::Save, "save").hint(Hint::First),
    Binding::new(&[Key::char('n')], Action::SaveMore, "save, and write another"),
    Binding::new(&[Key::char('t')], Action::List, "kinds and templates"),
    Binding::new(&[Key::char('j')], Action::Next, "next field").hint(Hint::Never),
    Binding::new(&[Key::char('k')], Action::Previous, "field before").hint(Hint::Never),
    Binding::new(&[Key::char('q')], Action::Leave, "leave").hint(Hint::First),
];

/// What the keys do in the list of kinds.
pub(super) const PICKING: &[Binding<Pick>] = &[
    Binding::new(&[Key::ENTER, Key::char(' ')], Pick::This, "this kind").hint(Hint::First),
    Binding::new(&[Key::char('t')], Pick::Template, "as a template, in the editor").hint(Hint::First),
    Binding::new(&[Key::char('q'), Key::ESC], Pick::None, "back").hint(Hint::First),
];

/// See [`KEYS`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Action {
    Save,
    SaveMore,
    /// Out of the text, or of the form where nothing is typed.
    Out,
    Leave,
    /// Into the text again.
    Type,
    List,
    NewLine,
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
    /// A list of all.
    List,
}

/// See [`PICKING`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Pick {
    This,
    Template,
    None,
}

/// The screen.
#[derive(Debug)]
pub struct CardForm {
    fields: Fields,
    preview: Preview,
    /// How far the preview is scrolled.
    scroll: usize,
    /// Whether letters are commands, though the cursor is in a text.
    is_commanding: bool,
    /// The list of kinds, while it is open.
    kinds: Option<Kinds>,
    /// The learner was told what leaving throws away; leaving once more does it.
    warned: bool,
}

impl CardForm {
    /// A form for a card of the deck `id`, or of the learner's first deck where that is none of their own.
    pub fn new(view: &View, id: Option<&str>) -> Self {
        let fields = Fields::new(view, id);
        Self {
            preview: Preview::of(&fields.draft()),
            fields,
            scroll: 0,
            is_commanding: false,
            kinds: None,
            warned: false,
        }
    }

    fn changed(&mut self) {
        self.preview = Preview::of(&self.fields.draft());
        self.scroll = 0;
    }

    fn key(&mut self, key: Key, ctx: &mut Ctx<'_>) -> Next {
        if self.kinds.is_some() {
            return self.pick(key, ctx);
        }
        let warned = std::mem::take(&mut self.warned);
        if self.is_commanding {
            return lookup(COMMANDS, key).map_or_else(Next::stay, |action| self.act(action, warned, ctx));
        }
        if self.chooses(key) || self.fields.walks(key) {
            return Next::stay();
        }
        if let Some(action) = lookup(KEYS, key) {
            return self.act(action, warned, ctx);
        }
        if key.typed().is_some() {
            self.fields.go_to_text();
        }
        if self.fields.key(key) {
            self.changed();
        }
        Next::stay()
    }

    /// Chooses a deck or a kind, if the cursor is there and the key does that.
    fn chooses(&mut self, key: Key) -> bool {
        let Some(turn) = lookup(CHOOSING, key).filter(|_| !self.fields.is_typing()) else { return false };
        if turn == Turn::List && matches!(self.fields.row(), Row::Kind) {
            self.list();
            return true;
        }
        // Enter goes on from a deck; a space chooses the next one.
        let turns = turn != Turn::List || key == Key::char(' ');
        if turns {
            self.fields.turn(turn != Turn::Back);
            self.changed();
        }
        turns
    }

    fn list(&mut self) {
        self.kinds = Some(Kinds::at(self.fields.kind().name));
    }

    /// A key in the list of kinds.
    fn pick(&mut self, key: Key, ctx: &mut Ctx<'_>) -> Next {
        let Some(kinds) = &mut self.kinds else { return Next::stay() };
        let rows = kinds.len();
        let pick = lookup(PICKING, key);
        match (pick, kinds.entry()) {
            (Some(Pick::This), Some(entry @ Entry::Card(kind))) if Kinds::fits_a_form(entry) => {
                self.kinds = None;
                self.fields.choose(kind);
                // Who has chosen goes on to type.
                self.fields.go_on();
                self.changed();
            }
            (Some(Pick::This | Pick::Template), Some(entry)) => return self.template(entry, ctx),
            (Some(_), _) => self.kinds = None,
            (None, _) => {
                kinds.cursor.key(key, list::PAGE, rows);
            }
        }
        Next::stay()
    }

    /// Has an example written into the deck, to be changed in the editor.
    fn template(&mut self, entry: Entry, ctx: &mut Ctx<'_>) -> Next {
        self.kinds = None;
        match self.fields.home() {
            Some(home) => Effect::AddTemplate(home, entry).into(),
            None => self.asks_for_a_title(ctx),
        }
    }

    fn asks_for_a_title(&mut self, ctx: &mut Ctx<'_>) -> Next {
        ctx.say("The new deck still needs a title.");
        self.fields.go_to(fields::TITLE);
        self.is_commanding = false;
        Next::stay()
    }

    fn act(&mut self, action: Action, warned: bool, ctx: &mut Ctx<'_>) -> Next {
        match action {
            Action::Next => self.fields.go_on(),
            Action::Previous => self.fields.go_back(),
            Action::LineDown => self.scroll += 1,
            Action::LineUp => self.scroll = self.scroll.saturating_sub(1),
            Action::NewLine => {
                self.fields.new_line();
                self.changed();
            }
            Action::Type => self.is_commanding = false,
            Action::List => self.list(),
            Action::Out | Action::Leave if self.fields.is_blank() => return Go::Back.into(),
            Action::Leave if warned => return Go::Back.into(),
            Action::Leave => {
                self.warned = true;
                let [leave, save] = ['q', 's'].map(|key| ctx.keys.on("New card: commands", key));
                ctx.say(format!(
                    "This card is not saved. Press {leave} again to throw it away, {save} to save it."
                ));
            }
            Action::Out => self.is_commanding = true,
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
            self.is_commanding = false;
            return Next::stay();
        }
        if let Some(mistake) = self.preview.mistake() {
            return ctx.say_only(format!("Not saved: {mistake}."));
        }
        let Some(home) = self.fields.home() else { return self.asks_for_a_title(ctx) };
        Next { go, effects: vec![Effect::Add(Box::new(NewCard { home, draft }))] }
    }
}

impl Screen for CardForm {
    fn title(&self) -> &'static str {
        match () {
            () if self.kinds.is_some() => "New card: kinds",
            () if self.is_commanding => "New card: commands",
            () if self.fields.is_typing() => "New card",
            () => "New card: choosing",
        }
    }

    fn update(&mut self, event: &Event, ctx: &mut Ctx<'_>) -> Next {
        match event {
            Event::Key(key) => return self.key(*key, ctx),
            Event::Paste(text) if self.is_typing() => {
                self.fields.go_to_text();
                self.fields.paste(text);
                self.changed();
            }
            // Only here when another card is to be written.
            Event::Done(Done::Added(keys)) => {
                self.fields.renew(ctx.view, keys.first());
                self.is_commanding = false;
                self.changed();
                ctx.say(said(ctx.view, keys));
            }
            Event::Done(Done::Templated(path, line)) => {
                self.is_commanding = false;
                return Effect::Edit(path.clone(), *line).into();
            }
            Event::Done(Done::Edited(_)) => return Job::Reload.into(),
            Event::Failed(sentence) => ctx.say(sentence.clone()),
            _ => {}
        }
        Next::stay()
    }

    fn view(&self, area: Rect, canvas: &mut Canvas<'_, '_>) {
        self.draw(area, canvas);
    }

    fn is_typing(&self) -> bool {
        // Where a deck or a kind is chosen, a letter goes to the text.
        !self.is_commanding && self.kinds.is_none()
    }

    fn unsaved(&self) -> Option<String> {
        (!self.fields.is_blank()).then(|| "This card is not saved.".to_owned())
    }
}

/// The keys where one of a few is chosen, those of the form among them.
pub(super) fn choosing() -> Vec<Help> {
    let mut lines = keys::help(KEYS);
    // Behind those without which one would be stuck.
    lines.splice(2..2, keys::help(CHOOSING));
    lines
}

/// What there is to say about a card that was added, and which place it has in its deck.
pub(super) fn said(view: &View, keys: &[QuestionKey]) -> String {
    let Some(key) = keys.first() else { return "Saved.".to_owned() };
    let Some(deck) = view.library.deck(key.deck()) else { return format!("Saved as {key}.") };
    // The questions of a card stand together.
    let cards = deck.rows().map(|row| row.card());
    let (mut count, mut last) = (0, None);
    for card in cards {
        count += usize::from(last != Some(card));
        last = Some(card);
        if card == key.card() {
            break;
        }
    }
    format!("Saved as card {count} of {}.", deck.title())
}
