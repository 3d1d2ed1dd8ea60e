//! Today: what is due, how long it takes, how it has been going. One key starts.

mod view;

use ratatui::Frame;
use ratatui::layout::Rect;

use super::card_form::said;
use super::copying::Offer;
use super::{Browse, CardForm, READ_ANEW, Resume, Setup, Study, first_mistake};
use crate::schedule::Mode;
use crate::trainer::{DeckLine, Overview, Scope, Waiting};
use crate::tui::event::{Code, Event, Key};
use crate::tui::keys::{Binding, Help, Hint, lookup};
use crate::tui::screen::{Ctx, Done, Effect, Go, Next, Screen};
use crate::tui::theme::Look;
use crate::tui::words;
use crate::tui::zones::Zones;

/// What the keys do.
pub(super) const KEYS: &[Binding<Action>] = &[
    Binding::new(&[Key::new(Code::Enter), Key::char(' ')], Action::Start, "start").hint(Hint::First),
    Binding::new(&[Key::char('s')], Action::Deck, "only this deck"),
    Binding::new(&[Key::char('j'), Key::new(Code::Down)], Action::Down, "next deck").hint(Hint::Never),
    Binding::new(&[Key::char('k'), Key::new(Code::Up)], Action::Up, "previous deck").hint(Hint::Never),
    Binding::new(&[Key::new(Code::PageDown)], Action::PageDown, "ten decks on").hint(Hint::Never),
    Binding::new(&[Key::new(Code::PageUp)], Action::PageUp, "ten decks back").hint(Hint::Never),
    Binding::new(DIGITS, Action::Pick, "the deck in that place").hint(Hint::Never),
    Binding::new(&[Key::char('b'), Key::char('/')], Action::Browse, "browse"),
    Binding::new(&[Key::char('t')], Action::Quiz, "timed quiz"),
    Binding::new(&[Key::char('a')], Action::Ahead, "ahead"),
    Binding::new(&[Key::char('c')], Action::Cram, "cram"),
    Binding::new(&[Key::char('+')], Action::Add, "add a card"),
    Binding::new(&[Key::char('A')], Action::AheadDeck, "ahead, only this deck").hint(Hint::Never),
    Binding::new(&[Key::char('C')], Action::CramDeck, "cram only this deck").hint(Hint::Never),
    Binding::new(&[Key::char('Y')], Action::Copy, "copy a built-in deck to your own").hint(Hint::Never),
    Binding::new(&[Key::char('u')], Action::Undo, "take back the last review").hint(Hint::Never),
    Binding::new(&[Key::char('r')], Action::Reload, "read the decks anew").hint(Hint::Never),
    Binding::new(&[Key::char('q'), Key::new(Code::Esc)], Action::Quit, "quit").hint(Hint::First),
];

/// Decks in a place beyond the ninth are reached with the cursor.
const DIGITS: &[Key] = &[
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

/// See [`KEYS`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Action {
    Start,
    Deck,
    Down,
    Up,
    PageDown,
    PageUp,
    Pick,
    Browse,
    Quiz,
    Ahead,
    Cram,
    AheadDeck,
    CramDeck,
    Add,
    Copy,
    Undo,
    Reload,
    Quit,
}

/// The screen.
#[derive(Debug, Default)]
pub struct Today {
    overview: Option<Overview>,
    notices: Vec<String>,
    /// The deck under the cursor.
    at: usize,
    /// The quiz that has not ended.
    waiting: Option<Waiting>,
    offer: Offer,
    /// Whether the learner was shown what waited when the program was opened.
    greeted: bool,
}

impl Today {
    /// The screen; it looks at the trainer when it is shown.
    pub fn new() -> Self {
        Self::default()
    }

    fn refresh(&mut self, ctx: &mut Ctx<'_>) {
        let trainer = ctx.world.trainer();
        let deck = self.decks().get(self.at).map(|deck| deck.id.clone());
        match trainer.overview(ctx.now) {
            Ok(overview) => self.overview = Some(overview),
            Err(error) => ctx.say(format!("{error}: {}.", error.help())),
        }
        match trainer.waiting_quiz(ctx.now) {
            Ok(waiting) => self.waiting = waiting,
            Err(error) => ctx.say(format!("{error}: {}.", error.help())),
        }
        let trainer = ctx.world.trainer();
        let mut notices = trainer.greeting();
        notices.extend(self.decks().iter().filter(|deck| deck.errors > 0).map(|deck| {
            let errors = words::count(deck.errors, "error");
            format!("{errors} in `{}`; its other cards are there. See `examdrill check`.", deck.title)
        }));
        notices.extend(trainer.library.replaced());
        self.notices = notices;
        // The cursor stays with its deck.
        let place = self.decks().iter().position(|known| Some(&known.id) == deck.as_ref());
        self.go(place.unwrap_or(self.at));
    }

    fn decks(&self) -> &[DeckLine] {
        self.overview.as_ref().map_or(&[], |overview| &overview.decks)
    }

    /// Only the deck under the cursor.
    fn deck(&self) -> Scope {
        let id = self.decks().get(self.at).map(|deck| deck.id.clone());
        Scope { decks: id.into_iter().collect(), ..Scope::default() }
    }

    fn go(&mut self, to: usize) {
        self.at = to.min(self.decks().len().saturating_sub(1));
    }

    fn start(mode: Mode, scope: &Scope, ctx: &mut Ctx<'_>) -> Next {
        let trainer = ctx.world.trainer();
        match trainer.session(mode, scope, ctx.now) {
            Ok((session, _)) if session.left() > 0 => {
                return Go::Open(Box::new(Study::new(session, trainer, ctx.now))).into();
            }
            Ok(_) if trainer.library.is_empty() => {
                ctx.say("There is no question yet. Put a deck into your decks folder and press r.");
            }
            Ok(_) if mode == Mode::Drill => {
                ctx.say("Nothing is due now. a works ahead and c crams; neither moves the schedule.");
            }
            Ok(_) => ctx.say("There is nothing to ask here yet: study some new questions first."),
            Err(error) => ctx.say(format!("{error}: {}.", error.help())),
        }
        Next::stay()
    }

    fn act(&mut self, action: Action, key: Key, ctx: &mut Ctx<'_>) -> Next {
        let offer = std::mem::take(&mut self.offer);
        match action {
            Action::Start => return Self::start(Mode::Drill, &Scope::default(), ctx),
            Action::Deck => return Self::start(Mode::Drill, &self.deck(), ctx),
            Action::AheadDeck => return Self::start(Mode::Ahead, &self.deck(), ctx),
            Action::CramDeck => return Self::start(Mode::Cram, &self.deck(), ctx),
            Action::Ahead => return Self::start(Mode::Ahead, &Scope::default(), ctx),
            Action::Cram => return Self::start(Mode::Cram, &Scope::default(), ctx),
            Action::Down => self.go(self.at + 1),
            Action::Up => self.go(self.at.saturating_sub(1)),
            Action::PageDown => self.go(self.at + 10),
            Action::PageUp => self.go(self.at.saturating_sub(10)),
            Action::Pick => {
                let place = DIGITS.iter().position(|digit| *digit == key);
                if let Some(place) = place.filter(|&place| place < self.decks().len()) {
                    self.go(place);
                }
            }
            Action::Quiz => {
                self.refresh(ctx);
                return match &self.waiting {
                    Some(waiting) => Go::Open(Box::new(Resume::new(waiting.clone()))),
                    None => Go::Open(Box::new(Setup::new())),
                }
                .into();
            }
            Action::Add => {
                let id = self.decks().get(self.at).map(|deck| deck.id.as_str());
                return Go::Open(Box::new(CardForm::new(ctx.world.trainer(), id))).into();
            }
            Action::Copy => {
                let Some(id) = self.decks().get(self.at).map(|deck| deck.id.clone()) else {
                    return Next::stay();
                };
                let (offer, next) = offer.ask_or_copy(&id, None, ctx);
                self.offer = offer;
                return next;
            }
            Action::Browse => return Go::Open(Box::new(Browse::new())).into(),
            Action::Undo => return Effect::TakeBackLast.into(),
            Action::Reload => return Effect::Reload.into(),
            Action::Quit => return Go::Quit.into(),
        }
        Next::stay()
    }

    fn performed(&mut self, done: &Done, ctx: &mut Ctx<'_>) {
        if *done == Done::Followed(false) {
            return;
        }
        self.refresh(ctx);
        match done {
            Done::TakenBack(Some(review)) => {
                let item = ctx.world.trainer().item(&review.key);
                let prompt = item.map_or_else(|| review.key.to_string(), |item| item.question.prompt.plain());
                ctx.say(format!(
                    "Taken back: “{prompt}”, rated {}. It is asked again.",
                    review.rating.name()
                ));
            }
            Done::TakenBack(None) => ctx.say("There is nothing to take back."),
            Done::Reloaded => ctx.say(READ_ANEW),
            Done::Followed(_) => {
                let mistake = first_mistake(&ctx.world.trainer().library);
                ctx.say(mistake.unwrap_or_else(|| READ_ANEW.to_owned()));
            }
            Done::Added(keys) => ctx.say(said(ctx.world.trainer(), keys)),
            _ => {}
        }
    }
}

impl Screen for Today {
    fn title(&self) -> &'static str {
        "Today"
    }

    fn update(&mut self, event: &Event, ctx: &mut Ctx<'_>) -> Next {
        match event {
            Event::Shown => {
                self.refresh(ctx);
                let is_first = !std::mem::replace(&mut self.greeted, true);
                // What the learner was torn out of comes first, once.
                if let Some(waiting) = self.waiting.clone().filter(|_| is_first) {
                    return Go::Open(Box::new(Resume::new(waiting))).into();
                }
            }
            Event::LogChanged => self.refresh(ctx),
            Event::DecksChanged => return Effect::Follow.into(),
            Event::Done(Done::Copied { id, name }) => {
                self.refresh(ctx);
                return self.offer.copied(id, name, ctx);
            }
            Event::Done(done) => self.performed(done, ctx),
            Event::Failed(sentence) => ctx.say(sentence.clone()),
            Event::Key(key) => {
                return lookup(KEYS, *key).map_or_else(Next::stay, |action| self.act(action, *key, ctx));
            }
            _ => {}
        }
        Next::stay()
    }

    fn view(&self, frame: &mut Frame, area: Rect, look: &Look, zones: &mut Zones) {
        self.draw(frame, area, look, zones);
    }

    fn follows_decks(&self) -> bool {
        true
    }

    fn keys(&self) -> Vec<Help> {
        let outlook = self.overview.as_ref().map(|overview| overview.outlook);
        let is_idle = outlook.is_some_and(|outlook| outlook.due + outlook.new == 0);
        let entry = |binding: &Binding<Action>| {
            let mut entry = binding.help();
            match binding.action {
                Action::Pick => entry.written = Some("1-9"),
                // With nothing due the keys that still do something come first.
                Action::Start | Action::Deck if is_idle => entry.hint = Hint::Never,
                _ => {}
            }
            entry
        };
        KEYS.iter().map(entry).collect()
    }
}
