//! Preview: a deck as learners will see it, beside its findings, and again at every save.

mod keys;
mod stops;
mod feedback;
mod trial;
mod view;

pub(super) use keys::{KEYS, SEARCHING, TRYING};

use ratatui::layout::Rect;

use super::text_is_kept;
use crate::tui::canvas::Canvas;
use crate::tui::event::{Event, Key};
use crate::tui::jobs::Job;
use crate::tui::keys::{Help, lookup};
use crate::tui::screen::{Ctx, Done, Effect, Go, Next, Screen, Spot};
use crate::tui::widgets::Typing;
use crate::tui::widgets::answer::Outcome;
use keys::{Action, Searching};
use stops::Stops;
use trial::Trial;

/// Which findings are told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Findings {
    /// Those of the card, then the others of its file.
    #[default]
    All,
    /// Only those of the card.
    Card,
    Hidden,
}

/// The screen.
#[derive(Debug, Default)]
pub struct Preview {
    stops: Stops,
    /// The question under the cursor, as it is tried.
    trial: Option<Trial>,
    /// Whether the way of answering has the keys.
    is_trying: bool,
    findings: Findings,
    /// How far the card is scrolled; `None` follows what matters.
    scroll: Option<usize>,
    /// How far the findings are scrolled.
    down: usize,
    search: Typing,
    is_searching: bool,
    /// What is said when it is first shown.
    notice: Option<String>,
    /// How many notices of its world were told.
    told: usize,
}

impl Preview {
    /// The screen; it looks at the decks when it is shown. Says `notice` then.
    pub fn new(notice: Option<String>) -> Self {
        Self { notice, ..Self::default() }
    }

    /// Takes the decks as they are now. The cursor stays with its question.
    fn load(&mut self, ctx: &mut Ctx<'_>) {
        self.stops.renew(ctx.inspected(), self.search.value());
        self.renew(ctx);
    }

    /// Makes the trial fit the cursor. An answer that was begun stays while the question asks the same.
    fn renew(&mut self, ctx: &mut Ctx<'_>) {
        let question = self.stops.question();
        let trial = self.trial.take().zip(question).and_then(|(trial, question)| trial.of(question));
        if trial.is_none() {
            (self.is_trying, self.scroll) = (false, Some(0));
        }
        self.trial = trial.or_else(|| question.map(|question| Trial::new(question, ctx.rng)));
    }

    fn go(&mut self, to: usize, ctx: &mut Ctx<'_>) {
        self.stops.go(to);
        // The same question may stand at two places while a deck is broken.
        (self.trial, self.down) = (None, 0);
        self.renew(ctx);
    }

    fn sift(&mut self, ctx: &mut Ctx<'_>) {
        self.stops.sift(self.search.value());
        self.renew(ctx);
    }

    fn act(&mut self, action: Action, ctx: &mut Ctx<'_>) -> Next {
        let at = self.stops.at();
        match action {
            Action::Next => self.go(at + 1, ctx),
            Action::Previous => self.go(at.saturating_sub(1), ctx),
            Action::First => self.go(0, ctx),
            Action::Last => self.go(usize::MAX, ctx),
            Action::NextFinding | Action::PreviousFinding => {
                match self.stops.with_finding(action == Action::NextFinding) {
                    Some(to) => self.go(to, ctx),
                    None => ctx.say("No other card has a finding."),
                }
            }
            Action::Solution => {
                (self.is_trying, self.scroll) = (false, None);
                if let Some(trial) = &mut self.trial {
                    trial.turn();
                    self.scroll = (!trial.is_solved()).then_some(0);
                }
            }
            Action::Try => {
                self.scroll = None;
                if let Some(trial) = &mut self.trial {
                    trial.begin();
                    self.is_trying = true;
                }
            }
            Action::Draw => {
                self.trial = None;
                self.renew(ctx);
            }
            Action::Findings => {
                self.down = 0;
                self.findings = self.next_findings(ctx.area);
            }
            Action::Search => (self.is_searching, self.is_trying) = (true, false),
            Action::Edit => return self.edit(ctx),
            Action::PageDown => self.scroll_by(|from, page| from + page, ctx),
            Action::PageUp => self.scroll_by(usize::saturating_sub, ctx),
            Action::FindingsDown => self.down = (self.down + 1).min(self.last_finding(ctx.area)),
            Action::FindingsUp => self.down = self.down.saturating_sub(1),
            Action::Leave if self.is_trying => self.is_trying = false,
            Action::Leave if !self.search.value().is_empty() => {
                self.search = Typing::default();
                self.sift(ctx);
            }
            Action::Leave => return Go::Back.into(),
        }
        Next::stay()
    }

    fn edit(&self, ctx: &mut Ctx<'_>) -> Next {
        match self.stops.place() {
            Some((path, line)) => Effect::Edit(path, line).into(),
            None => ctx.say_only("There is no file to edit."),
        }
    }

    fn key(&mut self, key: Key, ctx: &mut Ctx<'_>) -> Next {
        let holds_text = self.trial.as_ref().is_some_and(Trial::holds_text);
        let command = match lookup(KEYS, key) {
            // From the commands back to the text.
            Some(Action::Solution) if !self.is_trying && holds_text => Some(Action::Try),
            Some(Action::Leave) if !self.is_trying && holds_text && key == Key::ESC => {
                return ctx.say_only(text_is_kept(&ctx.keys));
            }
            Some(Action::Leave) if self.is_trying && key == Key::ESC => {
                return self.act(Action::Leave, ctx);
            }
            command => command,
        };
        if self.is_trying || command.is_none() {
            let outcome = self.trial.as_mut().map_or(Outcome::Ignored, |trial| trial.key(key));
            if outcome != Outcome::Ignored {
                (self.is_trying, self.scroll) = (outcome == Outcome::Changed, None);
                return Next::stay();
            }
        }
        command.map_or_else(Next::stay, |action| self.act(action, ctx))
    }

    fn search(&mut self, key: Key, ctx: &mut Ctx<'_>) {
        match lookup(SEARCHING, key) {
            Some(Searching::ToTheCard) => self.is_searching = false,
            None => {
                self.search.key(key);
                self.sift(ctx);
            }
        }
    }
}

impl Screen for Preview {
    fn title(&self) -> &'static str {
        match () {
            () if self.is_searching => "Preview: search",
            () if self.is_trying && self.trial.is_some() => "Preview: trying",
            () => "Preview",
        }
    }

    fn update(&mut self, event: &Event, ctx: &mut Ctx<'_>) -> Next {
        match event {
            Event::Shown => {
                self.load(ctx);
                if let Some(notice) = self.notice.take() {
                    ctx.say(notice);
                }
            }
            Event::DecksChanged | Event::Done(Done::Edited(_)) => return Job::Follow.into(),
            Event::Done(Done::Followed(true)) => {
                self.load(ctx);
                let notices = &ctx.view.notices;
                if let Some(news) = notices.get(self.told..).and_then(<[String]>::last).cloned() {
                    self.told = notices.len();
                    ctx.say(news);
                }
            }
            Event::Paste(text) if self.is_searching => {
                self.search.paste(text);
                self.sift(ctx);
            }
            Event::Paste(text) if self.is_trying => {
                if let Some(trial) = &mut self.trial {
                    trial.paste(text);
                }
            }
            Event::Key(key) if self.is_searching => self.search(*key, ctx),
            Event::Key(key) => return self.key(*key, ctx),
            _ => {}
        }
        Next::stay()
    }

    fn view(&self, area: Rect, canvas: &mut Canvas<'_, '_>) {
        self.draw(area, canvas);
    }

    fn keys(&self) -> Vec<Help> {
        self.help()
    }

    fn spot(&self) -> Spot {
        (self.stops.at(), 0)
    }

    fn is_typing(&self) -> bool {
        self.is_searching || self.is_trying && self.trial.as_ref().is_some_and(Trial::types)
    }

    fn is_asking(&self) -> bool {
        !self.is_typing() && self.trial.as_ref().is_some_and(|trial| !trial.is_solved())
    }

    fn follows_decks(&self) -> bool {
        true
    }
}
