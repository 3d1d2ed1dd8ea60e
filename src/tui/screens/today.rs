//! Today: what is due, how long it takes, how it has been going. One key starts.

mod begin;
mod exams;
mod record;
mod view;
mod ways;

use std::time::Duration;

use jiff::Timestamp;
use ratatui::layout::Rect;

use begin::Begins;
pub(super) use begin::with_more;
use exams::exams;
pub(super) use view::{ask_how_many, spare_minutes};

use super::card_form::said;
use super::copying::Offer;
use super::stage::WIDE;
use super::taking_back::{TakingBack, rated};
use super::{Browse, CardForm, Plan, READ_ANEW, Resume, Setup, Statistics, Switches, Welcome, first_mistake};
use crate::card::QuestionKey;
use crate::clock::Moment;
use crate::schedule::Mode;
use crate::trainer::{DeckLine, Overview, Scope, TrackRecord, Waiting};
use crate::tui::ask::{Ask, Told};
use crate::tui::canvas::Canvas;
use crate::tui::event::{Event, Key};
use crate::tui::jobs::Job;
use crate::tui::keys::{Binding, DIGITS, Help, Hint, digit, help, lookup};
use crate::tui::screen::{Ctx, Done, Effect, Go, Next, Screen};
use crate::tui::widgets::{Cursor, list};
use crate::words;

/// What the keys do.
pub(super) const KEYS: &[Binding<Action>] = &[
    Binding::new(&[Key::ENTER, Key::char(' ')], Action::Start, "start").hint(Hint::First),
    Binding::new(&[Key::char('s')], Action::Deck, "only this deck"),
    Binding::new(DIGITS, Action::Pick, "the deck in that place").hint(Hint::Never),
    Binding::new(&[Key::char('b')], Action::Browse, "browse"),
    Binding::new(&[Key::char('/')], Action::Search, "search all questions").hint(Hint::Never),
    Binding::new(&[Key::char('t')], Action::Quiz, "timed quiz"),
    Binding::new(&[Key::char('m')], Action::More, "more new questions"),
    Binding::new(&[Key::char('a')], Action::Ahead, "ahead"),
    Binding::new(&[Key::char('c')], Action::Cram, "cram"),
    Binding::new(&[Key::char('+')], Action::Add, "add a card"),
    Binding::new(&[Key::char('d')], Action::Plan, "exam date and plan"),
    Binding::new(&[Key::char('S')], Action::Statistics, "statistics"),
    Binding::new(&[Key::char('w')], Action::Switches, "choose what you study").hint(Hint::Never),
    Binding::new(&[Key::char('A')], Action::AheadDeck, "ahead, only this deck").hint(Hint::Never),
    Binding::new(&[Key::char('C')], Action::CramDeck, "cram only this deck").hint(Hint::Never),
    Binding::new(&[Key::char('Y')], Action::Copy, "copy a built-in deck to your own").hint(Hint::Never),
    Binding::new(&[Key::char('u')], Action::Undo, "take back the last review").hint(Hint::Never),
    Binding::new(&[Key::char('U')], Action::Redo, "give it back").hint(Hint::Never),
    Binding::new(&[Key::char('r')], Action::Reload, "read the decks anew").hint(Hint::Never),
    Binding::new(&[Key::char('y')], Action::Sync, "sync with your other devices").hint(Hint::Never),
    Binding::new(&[Key::char('q')], Action::Quit, "quit").hint(Hint::First),
];

/// What the keys do while it is asked how many more.
pub(super) const MORE: &[Binding<HowMany>] = &[
    Binding::new(&[Key::char('1')], HowMany::Five, "5 more").hint(Hint::First),
    Binding::new(&[Key::char('2')], HowMany::Ten, "10 more").hint(Hint::First),
    Binding::new(&[Key::char('3')], HowMany::Twenty, "20 more").hint(Hint::First),
    Binding::new(&[Key::char('q'), Key::ESC], HowMany::None, "not now").hint(Hint::First),
];

/// The table of [`MORE`].
pub(super) const HOW_MANY_MORE: &str = "How many more";

/// See [`MORE`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum HowMany {
    None = 0,
    Five = 5,
    Ten = 10,
    Twenty = 20,
}

/// See [`KEYS`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Action {
    Start,
    Deck,
    Pick,
    Browse,
    Search,
    Quiz,
    More,
    Ahead,
    Cram,
    AheadDeck,
    CramDeck,
    Add,
    Switches,
    Plan,
    Statistics,
    Copy,
    Undo,
    Redo,
    Reload,
    Sync,
    Quit,
}

/// The screen; it asks what it shows when it is shown.
#[derive(Debug, Default)]
pub struct Today {
    overview: Option<Overview>,
    notices: Vec<String>,
    /// The deck under the cursor.
    cursor: Cursor,
    looking_back: LookingBack,
    /// The quiz that has not ended.
    waiting: Option<Waiting>,
    offer: Offer,
    taking_back: TakingBack,
    /// The card that was added just before, until the next key.
    added: Option<QuestionKey>,
    /// How ready one will be for the coming exams, and what is asked of one that is over: in a line, and in twenty columns.
    exams: Vec<[String; 2]>,
    /// Decks that are off, and how many questions are due in them.
    off: (usize, usize),
    /// What can be done where there is no deck.
    ways: Vec<String>,
    /// Whether it is asked how many more new questions there shall be.
    asks_for_more: bool,
    /// Whether what is studied is asked for first.
    welcomes: bool,
    /// Whether the learner was shown what waited when the program was opened.
    greeted: bool,
    /// When this study day ends; what is shown is out of date then.
    until: Option<Timestamp>,
    /// What is begun as soon as the log has told what it is made of.
    begins: Option<Begins>,
}

/// How quizzes and topics have gone.
#[derive(Debug, Default)]
struct LookingBack {
    record: Option<TrackRecord>,
    /// Whether it is asked for after the next drawing, if there is room to show it.
    is_wanted: bool,
}

impl Today {
    /// The screen for someone who has never studied: first it is asked what they want to study.
    #[must_use]
    pub fn welcoming(self) -> Self {
        Self { welcomes: true, ..self }
    }

    /// Asks how everything stands now.
    fn ask() -> Next {
        Next::from(Effect::Ask(Ask::Overview)).and(Effect::Ask(Ask::WaitingQuiz))
    }

    /// Takes in how everything stands, and what there is to tell of it.
    fn take(&mut self, overview: Overview, ctx: &Ctx<'_>) {
        let view = ctx.view;
        let deck = self.deck().map(|deck| deck.id.clone());
        self.exams = exams(ctx, overview.today);
        self.ways = view.ways_to_begin();
        self.until = overview.today.tomorrow().ok().map(|day| ctx.view.days().start_of(day));
        self.overview = Some(self.folded(overview));
        let mut notices = view.greeting();
        notices.extend(self.decks().iter().filter(|deck| deck.errors > 0).map(|deck| {
            let errors = words::count(deck.errors, "error");
            format!("{errors} in `{}`; its other cards are there. See `examdrill check`.", deck.title)
        }));
        notices.extend(view.library.replaced());
        self.notices = notices;
        // The cursor stays with its deck.
        let place = self.decks().iter().position(|known| Some(&known.id) == deck.as_ref());
        self.go(place.unwrap_or(self.cursor.at()));
    }

    /// `overview` with the decks that are studied; the others are counted.
    fn folded(&mut self, mut overview: Overview) -> Overview {
        let (on, off): (Vec<_>, Vec<_>) = overview.decks.into_iter().partition(|deck| deck.is_on);
        self.off = (off.len(), off.iter().map(|deck| deck.counts.due).sum());
        overview.decks = on;
        overview
    }

    fn decks(&self) -> &[DeckLine] {
        self.overview.as_ref().map_or(&[], |overview| &overview.decks)
    }

    /// The deck under the cursor.
    fn deck(&self) -> Option<&DeckLine> {
        self.decks().get(self.cursor.at())
    }

    /// Only that deck.
    fn only_deck(&self) -> Scope {
        let id = self.deck().map(|deck| deck.id.clone());
        Scope { decks: id.into_iter().collect(), ..Scope::default() }
    }

    /// What is left of today, and where that is nothing what its minutes still hold.
    fn all_of_today(&self) -> Scope {
        let spare = self.overview.as_ref().filter(|overview| overview.spare.is_some());
        let more = spare.and_then(|overview| overview.minutes).map_or(Duration::ZERO, |(left, _)| left);
        Scope { more, ..Scope::default() }
    }

    fn go(&mut self, to: usize) {
        self.cursor.go(to, self.decks().len());
    }

    /// What the log told, and what begins with that.
    fn told(&mut self, told: &Told, ctx: &mut Ctx<'_>) -> Next {
        match told {
            Told::Overview(overview) => {
                self.take((**overview).clone(), ctx);
                self.looking_back.is_wanted = true;
                if ctx.view.needs_plan(overview.today) {
                    return Job::Plan.into();
                }
            }
            Told::TrackRecord(record) => self.looking_back.record = Some((**record).clone()),
            Told::Recent(recent) => {
                if let Some(Begins::Session(mode, scope)) = self.begins.take() {
                    return self.study(mode, &scope, recent, ctx);
                }
            }
            Told::WaitingQuiz(waiting) => {
                self.waiting = waiting.as_deref().cloned();
                let is_first = !std::mem::replace(&mut self.greeted, true);
                let is_wanted = self.begins.take_if(|begins| *begins == Begins::Quiz).is_some();
                // What the learner was torn out of comes first, once.
                return match self.waiting.clone().filter(|_| is_first || is_wanted) {
                    Some(waiting) => Go::Open(Box::new(Resume::new(waiting))).into(),
                    None if is_wanted => Go::Open(Box::new(Setup::default())).into(),
                    None => Next::stay(),
                };
            }
            _ => {}
        }
        Next::stay()
    }

    fn act(&mut self, action: Action, key: Key, ctx: &mut Ctx<'_>) -> Next {
        let (offer, added) = (std::mem::take(&mut self.offer), self.added.take());
        match action {
            Action::Start => return self.start(Mode::Drill, self.all_of_today()),
            Action::Deck => return self.start(Mode::Drill, self.only_deck()),
            Action::AheadDeck => return self.start(Mode::Ahead, self.only_deck()),
            Action::CramDeck => return self.start(Mode::Cram, self.only_deck()),
            Action::Ahead => return self.start(Mode::Ahead, Scope::default()),
            Action::Cram => return self.start(Mode::Cram, Scope::default()),
            Action::Pick => {
                if let Some(place) = digit(key).filter(|&place| place < self.decks().len()) {
                    self.go(place);
                }
            }
            Action::Quiz => {
                self.begins = Some(Begins::Quiz);
                return Self::ask();
            }
            Action::Add => {
                let id = added.as_ref().map(QuestionKey::deck);
                let id = id.or(self.deck().map(|deck| deck.id.as_str()));
                return Go::Open(Box::new(CardForm::new(ctx.view, id))).into();
            }
            Action::Copy => {
                let Some(id) = self.deck().map(|deck| deck.id.clone()) else { return Next::stay() };
                return self.offer.ask_or_copy(&offer, &id, None, ctx);
            }
            Action::More => self.asks_for_more = true,
            Action::Plan => return Go::Open(Box::new(Plan::new(ctx.view, ctx.now))).into(),
            Action::Statistics => return Go::Open(Box::new(Statistics::default())).into(),
            Action::Switches => return Go::Open(Box::new(Switches::default())).into(),
            Action::Browse => {
                let of_deck = || self.deck().map_or_else(Browse::default, |deck| Browse::of_deck(&deck.id));
                let browse = added.map_or_else(of_deck, Browse::at);
                return Go::Open(Box::new(browse)).into();
            }
            Action::Search => return Go::Open(Box::new(Browse::searching())).into(),
            Action::Undo => return self.taking_back.undo().into(),
            Action::Redo => return self.give_back(ctx),
            Action::Reload => return Job::Reload.into(),
            Action::Sync => return Job::Sync { was_asked: true }.into(),
            Action::Quit => return Go::Quit.into(),
        }
        Next::stay()
    }

    /// Lets the review count again that was taken back last.
    fn give_back(&mut self, ctx: &mut Ctx<'_>) -> Next {
        let Some((said, effect)) = self.taking_back.give_back(ctx.view) else {
            return ctx.say_only("There is nothing to give back.");
        };
        ctx.say(said);
        effect.into()
    }

    fn performed(&mut self, done: &Done, ctx: &mut Ctx<'_>) -> Next {
        match done {
            Done::Told(told) => return self.told(told, ctx),
            Done::Untold(_) => self.begins = None,
            Done::Followed(false) => {}
            Done::Copied { id, name } => {
                let Next { go, mut effects } = self.offer.copied(id, name, ctx);
                effects.extend(Self::ask().effects);
                return Next { go, effects };
            }
            Done::Earlier(review) => {
                self.taking_back.ask(review, Key::char('u'), ctx);
            }
            done => {
                match done {
                    Done::Added(keys) => self.added = keys.first().cloned(),
                    Done::TakenBack(Some(review)) => self.taking_back.took(review),
                    _ => {}
                }
                Self::say(done, ctx);
                return Self::ask();
            }
        }
        Next::stay()
    }

    /// Says what was done.
    fn say(done: &Done, ctx: &mut Ctx<'_>) {
        match done {
            Done::TakenBack(Some(review)) => {
                let (rated, back) = (rated(review, ctx.view), ctx.keys.here('U'));
                ctx.say(format!("Taken back: {rated}. It is asked again; {back} gives it back."));
            }
            Done::TakenBack(None) => ctx.say("There is nothing to take back."),
            Done::Reloaded => ctx.say(READ_ANEW),
            Done::Followed(_) => {
                let mistake = first_mistake(&ctx.view.library);
                ctx.say(mistake.unwrap_or_else(|| READ_ANEW.to_owned()));
            }
            Done::Added(keys) => {
                ctx.say(format!(
                    "{} Press {} to write another, {} to see it.",
                    said(ctx.view, keys),
                    ctx.keys.here('+'),
                    ctx.keys.here('b')
                ));
            }
            _ => {}
        }
    }
}

impl Screen for Today {
    fn title(&self) -> &'static str {
        if self.asks_for_more { HOW_MANY_MORE } else { "Today" }
    }

    fn update(&mut self, event: &Event, ctx: &mut Ctx<'_>) -> Next {
        match event {
            Event::Shown if std::mem::take(&mut self.welcomes) => {
                return Self::ask().going(Go::Open(Box::new(Welcome::default())));
            }
            Event::Shown | Event::LogChanged => return Self::ask(),
            Event::Tick if self.until.is_some_and(|until| until <= ctx.now) => return Self::ask(),
            Event::Tick if self.looking_back.is_wanted => {
                self.looking_back.is_wanted = false;
                if ctx.area.width >= WIDE {
                    return Effect::Ask(Ask::TrackRecord).into();
                }
            }
            Event::Resize if self.looking_back.record.is_none() => self.looking_back.is_wanted = true,
            Event::DecksChanged => return Job::Follow.into(),
            Event::Done(done) => return self.performed(done, ctx),
            Event::Failed(sentence) => ctx.say(sentence.clone()),
            Event::Key(key) if std::mem::take(&mut self.asks_for_more) => {
                let more = lookup(MORE, *key).map(|more| more as usize);
                if let Some(more @ 1..) = more {
                    return self.start(Mode::Drill, with_more(more, ctx));
                }
            }
            Event::Key(key) => {
                self.taking_back.key();
                if let Some(action) = lookup(KEYS, *key) {
                    return self.act(action, *key, ctx);
                }
                (self.offer, self.added) = Default::default();
                let decks = self.decks().len();
                self.cursor.key(*key, list::PAGE, decks);
            }
            _ => {}
        }
        Next::stay()
    }

    fn view(&self, area: Rect, canvas: &mut Canvas<'_, '_>) {
        self.draw(area, canvas);
    }

    fn wake_after(&self, at: Moment) -> Option<Duration> {
        let left = |until: Timestamp| Duration::try_from(until.duration_since(at.now)).unwrap_or_default();
        if self.looking_back.is_wanted { Some(Duration::ZERO) } else { self.until.map(left) }
    }

    fn follows_decks(&self) -> bool {
        true
    }

    fn keys(&self) -> Vec<Help> {
        if self.asks_for_more {
            return help(MORE);
        }
        let is_idle = self
            .overview
            .as_ref()
            .is_some_and(|overview| overview.outlook.questions() == 0 && overview.spare.is_none());
        let is_empty = self.overview.as_ref().is_some_and(|overview| overview.decks.is_empty());
        let is_planned = self.overview.as_ref().is_some_and(|overview| overview.is_planned);
        let can_have_more = self.overview.as_ref().is_some_and(Overview::can_have_more);
        let mut lines = Vec::new();
        for binding in KEYS {
            let mut entry = binding.help();
            match binding.action {
                Action::Pick => entry.written = Some("1-9"),
                // With nothing due the keys that still do something come first.
                Action::Start | Action::Deck if is_idle => entry.hint = Hint::Never,
                // Without a deck, what gets one comes first.
                Action::Add | Action::Switches if is_empty => entry.hint = Hint::First,
                Action::Quit => {}
                _ if is_empty => entry.hint = Hint::Never,
                Action::More if !can_have_more => entry.hint = Hint::Never,
                Action::More if is_planned => entry.label = "more minutes".into(),
                _ => {}
            }
            lines.push(entry);
        }
        lines.extend(help(list::KEYS));
        lines
    }
}
