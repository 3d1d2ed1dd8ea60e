//! The program between two drawings: a stack of screens, the line at the foot, and the help over everything.

mod pictures;
mod view;

use std::collections::VecDeque;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use rand::rngs::StdRng;
use ratatui::layout::Rect;

use super::event::{Code, Event, Key};
use super::help;
use super::keymap::{KeyNames, Keymap};
use super::keys::{self, Binding, Help, Hint, lookup};
use super::pictures::{Pictures, Wanted};
use super::screen::{Ctx, Done, Effect, Go, Next, Screen, Spot, World};
use super::zones::Zones;
use crate::clock::Moment;
use view::parts;
pub(super) use view::{MARGIN, ROOMY};

/// What every screen can do.
pub const EVERYWHERE: &[Binding<Everywhere>] = &[
    Binding::new(&[Key::char('?'), Key::new(Code::F(1))], Everywhere::Help, "help").hint(Hint::First),
    Binding::new(&[Key::shift(Code::Right), Key::alt('>')], Everywhere::Right, "move a wide drawing")
        .hint(Hint::Never),
    Binding::new(&[Key::shift(Code::Left), Key::alt('<')], Everywhere::Left, "move it back")
        .hint(Hint::Never),
    Binding::new(&[Key::alt('v')], Everywhere::View, "open the picture in another program").hint(Hint::Never),
    Binding::new(&[Key::ctrl('c')], Everywhere::Leave, "leave the program").hint(Hint::Never),
    Binding::new(&[Key::ctrl('z')], Everywhere::Suspend, "back to the shell for a while (`fg` returns)")
        .hint(Hint::Never),
];

/// See [`EVERYWHERE`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the table of keys says what they do")]
pub enum Everywhere {
    Help,
    Right,
    Left,
    View,
    Leave,
    Suspend,
}

/// What is told of [`EVERYWHERE`], and how text is marked: the mouse is the program's.
pub fn everywhere() -> Vec<Help> {
    let marking = Help { hint: Hint::Never, ..Help::written("shift+drag", MARKING) };
    keys::help(EVERYWHERE).into_iter().chain([marking]).collect()
}

const MARKING: &str = "mark text; on a Mac, option+drag (or set `mouse = false`)";

/// How long after a question appeared Space and Enter were meant for what stood there before.
pub(super) const HASTE: Duration = Duration::from_millis(250);

/// Something only the owner of the terminal can do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TerminalTask {
    /// Open the editor at a line, and report [`Done::Edited`].
    Edit(PathBuf, usize),
    /// Fill the clipboard.
    Copy(String),
    /// Open a picture, which was decoded, in another program.
    View(PathBuf),
    /// Back to the shell for a while.
    Suspend,
}

/// All that the program remembers from one event to the next.
pub struct App {
    /// Never empty; the last one is shown.
    stack: Vec<Box<dyn Screen>>,
    keymap: Arc<Keymap>,
    rng: StdRng,
    message: Option<String>,
    /// While help is shown: how far it is scrolled.
    help: Option<usize>,
    zones: Zones,
    pictures: Pictures,
    /// The picture that is being decoded, and since when.
    fetching: Option<(Wanted, Duration)>,
    /// How far drawings that are too wide are moved, and of what screen and what on it they are.
    sideways: usize,
    spot: (usize, Spot),
    /// What the keys answer, since when, and how long Space and Enter do nothing then.
    appeared: ((usize, Spot), Duration),
    haste: Duration,
    /// The whole of the last drawing.
    area: Rect,
    /// The learner was told what leaving would lose; leaving once more does it.
    warned: bool,
    /// Decks changed on disk, and no screen has taken it in yet.
    stale: bool,
    over: bool,
}

/// One turn without the drawing: `event` happens, the screens react, and what they want is done.
///
/// Effects are performed at once and in order. Their [`Event::Done`] goes to the screen that is on top after the move
/// that came with them. What only the owner of the terminal can do is returned.
pub fn step(app: &mut App, world: &mut dyn World, event: Event, at: Moment) -> Vec<TerminalTask> {
    turn(app, world, VecDeque::from([event]), at)
}

/// The same where nothing happened but what jobs have to report.
pub fn settle(app: &mut App, world: &mut dyn World, at: Moment) -> Vec<TerminalTask> {
    turn(app, world, VecDeque::new(), at)
}

fn turn(app: &mut App, world: &mut dyn World, mut events: VecDeque<Event>, at: Moment) -> Vec<TerminalTask> {
    let mut errands = Vec::new();
    app.lose_patience(world, at);
    while !app.over {
        let next = events.pop_front().or_else(|| app.overdue());
        let Some(event) = next.or_else(|| world.report(app.top().follows_decks(), at.now)) else { break };
        // A clock that ticks does not ask the disk each time.
        let asks = !matches!(event, Event::Tick | Event::Progress(..));
        if asks && world.catch_up() {
            let next = app.update(&Event::LogChanged, world, at);
            app.follow(next, world, at, &mut events, &mut errands);
        }
        let Some(event) = app.intercept(event, &mut errands) else { continue };
        if app.is_hasty(&event, at) {
            continue;
        }
        let next = app.update(&event, world, at);
        app.follow(next, world, at, &mut events, &mut errands);
    }
    app.note_what_appeared(at);
    errands
}

impl App {
    /// The program with `first` as its only screen. It still has to be told [`Event::Shown`].
    pub fn new(first: Box<dyn Screen>, rng: StdRng) -> Self {
        Self {
            stack: vec![first],
            keymap: Arc::default(),
            rng,
            message: None,
            help: None,
            zones: Zones::default(),
            pictures: Pictures::default(),
            fetching: None,
            sideways: 0,
            spot: Default::default(),
            appeared: Default::default(),
            haste: Duration::ZERO,
            area: Rect::default(),
            warned: false,
            stale: false,
            over: false,
        }
    }

    /// From now on, Space and Enter do nothing for so long after a question appeared.
    pub const fn forgive_haste(&mut self, haste: Duration) {
        self.haste = haste;
    }

    /// The same with a learner's own keys.
    #[must_use]
    pub fn with_keys(self, keymap: Keymap) -> Self {
        Self { keymap: Arc::new(keymap), ..self }
    }

    /// Whether it wants to end.
    pub fn is_over(&self) -> bool {
        self.over
    }

    /// When it wants an [`Event::Tick`], at the latest.
    pub fn wake_after(&self, at: Moment) -> Option<Duration> {
        self.top().wake_after(at).into_iter().chain(self.patience(at)).min()
    }

    /// Puts a sentence into the footer until the next key.
    pub fn say(&mut self, sentence: impl Into<String>) {
        self.message = Some(sentence.into());
    }

    /// What happened to the decks on disk, as soon as there is a screen for it.
    fn overdue(&mut self) -> Option<Event> {
        let is_due = self.stale && self.top().follows_decks();
        is_due.then(|| {
            self.stale = false;
            Event::DecksChanged
        })
    }

    /// Notes since when the question is shown that the keys answer.
    fn note_what_appeared(&mut self, at: Moment) {
        let spot = (self.stack.len(), self.top().spot());
        if spot != self.appeared.0 {
            self.appeared = (spot, at.elapsed);
        }
    }

    /// Whether `event` is a Space or an Enter that was meant for what stood there before the question.
    fn is_hasty(&self, event: &Event, at: Moment) -> bool {
        matches!(event, Event::Key(key) if key.is_confirming())
            && self.top().is_asking()
            && at.elapsed.saturating_sub(self.appeared.1) < self.haste
    }

    fn top(&self) -> &dyn Screen {
        self.stack.last().expect("the last screen leaves only with the program").as_ref()
    }

    /// What sentences call the keys of the screen on top.
    fn key_names(&self) -> KeyNames {
        KeyNames::on_screen(Arc::clone(&self.keymap), self.top().title())
    }

    /// The table of the keys that mean something now.
    pub fn title(&self) -> &'static str {
        self.top().title()
    }

    /// The keys that mean something on the screen, as its table has them.
    pub fn keys(&self) -> Vec<Help> {
        self.top().keys()
    }

    /// Whether characters are text just now.
    pub fn is_typing(&self) -> bool {
        self.top().is_typing()
    }

    fn sections(&self) -> [(&str, Vec<Help>); 2] {
        let title = self.top().title();
        // Which of its tables holds, nobody has to read.
        let screen = title.split_once(": ").map_or(title, |(screen, _)| screen);
        let mut sections = [(screen, self.top().keys()), ("Everywhere", everywhere())];
        for (_, help) in &mut sections {
            self.keymap.show(title, help);
        }
        sections
    }

    /// Reacts to what is the same on all screens; returns what is left for the screen.
    fn intercept(&mut self, event: Event, errands: &mut Vec<TerminalTask>) -> Option<Event> {
        let event = self.take_picture(event)?;
        let key = match event {
            Event::Click(at) => match self.zones.picture_at(at) {
                Some(path) if self.help.is_none() => {
                    errands.push(TerminalTask::View(path.to_path_buf()));
                    return None;
                }
                _ => self.zones.key_at(at)?,
            },
            Event::Key(key) => {
                // What is typed into a text is no command.
                let is_typing = self.top().is_typing() && self.help.is_none();
                let is_text = is_typing && key.typed().is_some();
                // The help has keys of its own, and those that hold everywhere.
                let title = if self.help.is_some() { "Help" } else { self.top().title() };
                if is_text { key } else { self.keymap.meant(title, key, is_typing)? }
            }
            Event::Paste(_) if self.help.is_some() => return None,
            Event::JobFailed(kind, sentence) => {
                self.say(sentence.clone());
                return Some(Event::JobFailed(kind, sentence));
            }
            Event::DecksChanged if !self.top().follows_decks() => {
                self.stale = true;
                return None;
            }
            other => return Some(other),
        };
        self.message = None;
        let warned = std::mem::take(&mut self.warned);
        let typed = self.top().is_typing() && key.typed().is_some();
        match lookup(EVERYWHERE, key).filter(|_| !typed || self.help.is_some()) {
            Some(Everywhere::Leave) => self.leave(warned),
            Some(Everywhere::View) => match self.zones.first_picture().filter(|_| self.help.is_none()) {
                Some(path) => errands.push(TerminalTask::View(path.to_path_buf())),
                None => self.say("There is no picture here that could be opened."),
            },
            Some(Everywhere::Suspend) => errands.push(TerminalTask::Suspend),
            _ if self.help.is_some() => self.scroll_help(key),
            Some(Everywhere::Help) => self.help = Some(0),
            Some(Everywhere::Right) if self.zones.is_cut() => self.sideways += self.step(),
            Some(Everywhere::Left) if self.sideways > 0 => {
                self.sideways = self.sideways.saturating_sub(self.step());
            }
            Some(Everywhere::Right | Everywhere::Left) | None => return Some(Event::Key(key)),
        }
        None
    }

    /// The columns that a key moves drawings: what was at one border stays in sight.
    fn step(&self) -> usize {
        usize::from(self.area.width / 3).max(4)
    }

    fn leave(&mut self, warned: bool) {
        match self.stack.iter().rev().find_map(|screen| screen.unsaved()).filter(|_| !warned) {
            Some(sentence) => {
                self.help = None;
                self.warned = true;
                let again = self.key_names().here(Key::ctrl('c'));
                self.say(format!("{sentence} Press {again} again to leave all the same."));
            }
            None => self.over = true,
        }
    }

    fn scroll_help(&mut self, key: Key) {
        let last = help::last_scroll(&self.sections(), self.area);
        let page = usize::from(self.area.height / 2).max(1);
        let at = self.help.unwrap_or(0);
        self.help = match key.code {
            Code::Up | Code::Char('k') => Some(at.saturating_sub(1)),
            Code::Down | Code::Char('j') => Some((at + 1).min(last)),
            Code::PageUp => Some(at.saturating_sub(page)),
            Code::PageDown | Code::Char(' ') => Some((at + page).min(last)),
            Code::Home => Some(0),
            Code::End => Some(last),
            _ => None,
        };
    }

    fn update(&mut self, event: &Event, world: &dyn World, at: Moment) -> Next {
        let keys = self.key_names();
        let top = self.stack.last_mut().expect("the last screen leaves only with the program");
        let (area, _) = parts(self.area);
        let pictures = self.pictures.on_screen(self.area.width, self.area.height);
        let message = &mut self.message;
        top.update(event, &mut Ctx::new(at, &mut self.rng, area, (keys, pictures), world, message))
    }

    fn follow(
        &mut self,
        next: Next,
        world: &mut dyn World,
        at: Moment,
        events: &mut VecDeque<Event>,
        errands: &mut Vec<TerminalTask>,
    ) {
        let mut go = next.go;
        for effect in next.effects {
            let (is_stored, is_asked) = (effect.is_stored(), matches!(effect, Effect::Ask(_)));
            let done = match effect {
                Effect::Edit(path, line) => {
                    errands.push(TerminalTask::Edit(path, line));
                    continue;
                }
                Effect::Copy(text) => {
                    errands.push(TerminalTask::Copy(text));
                    continue;
                }
                effect => world.perform(effect, at.now),
            };
            match done {
                Ok(Done::Underway) => {}
                Ok(done) => events.push_back(Event::Done(done)),
                Err(sentence) if is_stored => {
                    // The screen has the only copy of the change: it must not go.
                    go = Go::Stay;
                    events.push_back(Event::Failed(sentence));
                }
                Err(sentence) => {
                    self.say(sentence.clone());
                    events.extend(is_asked.then_some(Event::Done(Done::Untold(sentence))));
                }
            }
        }
        if self.go(go) {
            events.push_back(Event::Shown);
        }
    }

    /// Goes where the screen on top leads. Gives whether another is on top then.
    fn go(&mut self, go: Go) -> bool {
        match go {
            Go::Stay => return false,
            Go::Open(screen) => self.stack.push(screen),
            Go::Replace(screen) => {
                self.stack.pop();
                self.stack.push(screen);
            }
            Go::Back if self.stack.len() > 1 => drop(self.stack.pop()),
            Go::Back | Go::Quit => {
                self.over = true;
                return false;
            }
        }
        true
    }
}

#[cfg(test)]
mod tests;
