//! The full-screen front end: the loop, the terminal, keys, and the stack of screens.
//!
//! [`run`] draws, waits, and hands what happened to [`step`]; a screen ([`Screen`]) changes itself and says what it
//! wants done; a [`World`] does it. Tests use [`step`] through [`play::Player`], without a terminal.

mod app;
mod ask;
mod canvas;
mod preview_world;
mod editor;
mod event;
mod help;
mod input_events;
mod input;
mod jobs;
mod keymap;
pub mod keys;
pub mod pictures;
pub mod play;
mod salvage;
mod screen;
pub mod screens;
mod signals;
pub(crate) mod syncing;
mod terminal;
mod viewer;
pub mod theme;
pub mod widgets;
mod world;
mod zones;

pub use app::{App, EVERYWHERE, Everywhere, TerminalTask, everywhere, settle, step};
pub use ask::{Ask, Told};
pub use canvas::Canvas;
pub use event::{Background, Code, Event, Key, UnknownKey};
pub use jobs::{Job, Kind};
pub use keymap::{KeyNames, Keymap};
pub use preview_world::PreviewWorld;
pub use salvage::Salvage;
pub use screen::{Ctx, Done, Effect, Go, Next, Screen, Spot, World};
pub use world::LearnerWorld;
pub use zones::Zones;

use std::collections::VecDeque;
use std::io;
use std::time::Duration;

use rand::rngs::StdRng;
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGTERM, SIGTSTP, SIGWINCH};

use crate::clock::Clock;
use crate::library::Watch;
use input_events::{InputEvents, Woken, is_closed};
use signals::Signals;
use terminal::Guard;
pub use terminal::cell_size;
use theme::Look;

/// How the loop ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// The learner left.
    Quit,
    /// This signal ended it; a closed terminal counts as SIGHUP.
    Signal(i32),
}

impl Ended {
    /// What the program ends with: 0, or 128 and the signal, as shells have it.
    pub fn exit_status(self) -> u8 {
        match self {
            Self::Quit => 0,
            Self::Signal(signal) => 128_u8.saturating_add(u8::try_from(signal).unwrap_or(u8::MAX)),
        }
    }
}

/// How the terminal is used.
#[derive(Debug, Clone)]
pub struct Manner {
    /// How everything looks.
    pub look: Look,
    /// The same on a light background, if the terminal is to be asked whether it has one.
    pub on_light: Option<Look>,
    /// Whether clicks and the wheel are the program's, and not the terminal's.
    pub has_mouse: bool,
    /// The learner's own keys.
    pub keymap: Keymap,
}

/// Runs the program on the terminal, beginning with `first`, until it ends. What `watch` notices goes to the screens.
/// `greeting` is said once `first` is shown.
/// The terminal is given back before this returns, and also when something panics.
pub fn run(
    world: &mut dyn World,
    first: Box<dyn Screen>,
    manner: &Manner,
    clock: &Clock,
    rng: StdRng,
    watch: Option<Watch>,
    greeting: Option<String>,
) -> io::Result<Ended> {
    let signals = Signals::new()?;
    let guard = Guard::enter(manner.has_mouse)?;
    if manner.on_light.is_some() {
        // Nobody waits for the answer: it comes among the keys.
        terminal::ask_for_background()?;
    }
    let input = InputEvents::new()?;
    let app = App::new(first, rng).with_keys(manner.keymap.clone());
    let mut app = app.with_pictures(manner.look.pictures.clone());
    if !clock.is_fixed() {
        app.forgive_haste(app::HASTE);
    }
    let look = manner.look.clone();
    let mut running =
        Loop { app, world, clock, input, watch, guard, signals, look, on_light: manner.on_light.as_ref() };
    let ended = running.run(greeting);
    match ended {
        Err(error) if is_closed(&error) => Ok(Ended::Signal(SIGHUP)),
        ended => ended,
    }
}

/// No screen is woken more often than this, even if it asks.
const SHORTEST_SLEEP: Duration = Duration::from_millis(1);

struct Loop<'a> {
    app: App,
    world: &'a mut dyn World,
    clock: &'a Clock,
    input: InputEvents,
    watch: Option<Watch>,
    // Dropped in this order: the terminal is given back before signals work as usual again.
    guard: Guard,
    signals: Signals,
    look: Look,
    on_light: Option<&'a Look>,
}

impl Loop<'_> {
    fn run(&mut self, greeting: Option<String>) -> io::Result<Ended> {
        self.step(Event::Shown)?;
        if let Some(sentence) = greeting {
            self.app.say(sentence);
        }
        let mut is_first = true;
        while !self.app.is_over() {
            self.guard.draw(|frame| self.app.draw(frame, &self.look))?;
            if std::mem::take(&mut is_first) {
                self.world.shown(self.clock.now());
            }
            if self.app.fetch(self.world, self.clock.moment()) {
                let errands = settle(&mut self.app, self.world, self.clock.moment());
                self.run_errands(errands)?;
                if !self.app.is_fetching() {
                    continue;
                }
            }
            if let Some(signal) = self.turn()? {
                return Ok(Ended::Signal(signal));
            }
        }
        Ok(Ended::Quit)
    }

    /// Waits until something happens that may need a drawing, and reacts. Everything that was typed meanwhile is dealt
    /// with in one turn. Returns the signal that ends the program.
    fn turn(&mut self) -> io::Result<Option<i32>> {
        let woken = loop {
            let wake = self.app.wake_after(self.clock.moment()).map(|time| time.max(SHORTEST_SLEEP));
            let jobs = self.world.pipe();
            let woken = self.input.wait(wake, &mut self.signals, self.watch.as_mut(), jobs)?;
            if woken != Woken::default() {
                break woken;
            }
        };
        if woken.closed {
            return Ok(Some(SIGHUP));
        }
        for signal in woken.signals {
            match signal {
                SIGTERM | SIGHUP | SIGINT => return Ok(Some(signal)),
                SIGTSTP => self.away(Signals::stop)?,
                // Someone stopped us unasked, and the shell had the terminal meanwhile.
                SIGCONT => self.away(|_| Ok(()))?,
                SIGWINCH => {
                    self.guard.forget()?;
                    self.app.pictures().forget(cell_size());
                    self.step(Event::Resize)?;
                }
                _ => {}
            }
        }
        for event in woken.events {
            match (event, self.on_light) {
                (Event::Background(Background::Light), Some(on_light)) => self.look = on_light.clone(),
                (Event::Background(_), _) => {}
                (event, _) => self.step(event)?,
            }
        }
        if woken.changed {
            self.step(Event::DecksChanged)?;
        }
        if woken.reported {
            let errands = settle(&mut self.app, self.world, self.clock.moment());
            self.run_errands(errands)?;
        }
        if woken.ticked {
            self.step(Event::Tick)?;
        }
        Ok(None)
    }

    fn step(&mut self, event: Event) -> io::Result<()> {
        let errands = step(&mut self.app, self.world, event, self.clock.moment());
        self.run_errands(errands)
    }

    /// Does what needs the terminal, and what follows from that.
    fn run_errands(&mut self, errands: Vec<TerminalTask>) -> io::Result<()> {
        let (mut errands, mut failed) = (VecDeque::from(errands), None);
        while let Some(errand) = errands.pop_front() {
            if let Some(event) = self.run_errand(errand, &mut failed)? {
                errands.extend(step(&mut self.app, self.world, event, self.clock.moment()));
            }
        }
        // Said last: what followed from the errand must not talk over it.
        if let Some(sentence) = failed {
            self.app.say(sentence);
        }
        Ok(())
    }

    /// Does what needs the terminal; returns what there is to report, and in `failed` what did not work.
    fn run_errand(&mut self, errand: TerminalTask, failed: &mut Option<String>) -> io::Result<Option<Event>> {
        match errand {
            TerminalTask::Edit(path, line) => {
                let mut result = Ok(());
                self.away(|signals| {
                    result = signals.while_away(|| editor::edit(&path, line));
                    Ok(())
                })?;
                *failed = result.err();
                // An editor that ended badly may have saved the file before.
                return Ok(Some(Event::Done(Done::Edited(path))));
            }
            TerminalTask::Copy(text) => terminal::copy(&text)?,
            TerminalTask::View(path) => match viewer::view(&path) {
                Ok(()) => {}
                Err(sentence) => self.app.say(sentence),
            },
            TerminalTask::Suspend if signals::can_be_resumed() => self.away(Signals::stop_together)?,
            TerminalTask::Suspend => self.app.say("There is no shell to go back to."),
        }
        Ok(None)
    }

    /// Gives the terminal away during `work`, and takes it again.
    fn away(&mut self, work: impl FnOnce(&mut Signals) -> io::Result<()>) -> io::Result<()> {
        self.guard.give()?;
        work(&mut self.signals)?;
        // What was on the other page is not on this one.
        self.app.pictures().forget(None);
        self.guard.take()
    }
}
