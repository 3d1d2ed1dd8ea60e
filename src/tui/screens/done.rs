//! Done: how the session went, what is to be looked at again, and when it goes on.

mod topic;
mod view;

use jiff::Timestamp;
use ratatui::layout::Rect;

use super::today::{HOW_MANY_MORE, MORE};
use crate::card::{QuestionKey, Verdict, listed};
use crate::schedule::{Mode, Rating};
use crate::study::{Asked, Phase, Session};
use crate::trainer::{Overview, View};
use crate::tui::canvas::Canvas;
use crate::tui::event::Key;
use crate::tui::keys::{self, Binding, Help, Hint, lookup};
use crate::tui::widgets::Page;
use crate::tui::widgets::list::Step;
use crate::words;
use topic::MovedTopic;

/// What the keys do.
pub(super) const KEYS: &[Binding<Action>] = &[
    Binding::new(&[Key::ENTER, Key::char(' '), Key::char('q'), Key::ESC], Action::Back, "leave")
        .hint(Hint::First),
    Binding::new(&[Key::char('g')], Action::GoOn, "go on"),
    Binding::new(&[Key::char('r')], Action::Misses, "only the misses"),
    Binding::new(&[Key::char('m')], Action::More, "more new questions"),
    Binding::new(&[Key::char('u')], Action::Undo, "undo"),
    Binding::new(&[Key::char('j'), Key::DOWN], Action::Scroll(Step::Down), "a line down").hint(Hint::Never),
    Binding::new(&[Key::char('k'), Key::UP], Action::Scroll(Step::Up), "a line up").hint(Hint::Never),
    Binding::new(&[Key::PAGE_DOWN], Action::Scroll(Step::PageDown), "a page down").hint(Hint::Never),
    Binding::new(&[Key::PAGE_UP], Action::Scroll(Step::PageUp), "a page up").hint(Hint::Never),
];

/// See [`KEYS`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Action {
    Back,
    GoOn,
    /// Asks what was missed once more, and leaves the schedule alone.
    Misses,
    /// Asks how many more new questions there shall be.
    More,
    Undo,
    Scroll(Step),
}

/// What the screen around has to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wish {
    Do(Action),
    /// So many more new questions, or minutes where an exam has a date.
    More(usize),
}

/// From this height on, the week ahead is drawn.
const TALL: u16 = 40;

/// What is shown at the end of a session.
#[derive(Debug)]
pub(super) struct Done {
    ratings: [usize; 4],
    was_new: usize,
    /// Questions that are still to be asked, and the answers that are expected.
    left: (usize, usize),
    mode: Mode,
    spent: String,
    /// What was missed, worst first.
    missed: Vec<Miss>,
    /// The topics that were asked.
    topics: Vec<MovedTopic>,
    /// How everything stands now, once the log has told.
    overview: Option<Overview>,
    /// Whether it is asked how many more new questions there shall be.
    asks_for_more: bool,
    page: Page,
}

/// A question that was missed.
#[derive(Debug)]
struct Miss {
    key: QuestionKey,
    /// As it was drawn.
    prompt: String,
    /// The right one, and what was given instead of it.
    answer: String,
    times: usize,
}

impl Done {
    /// Sums up `session`.
    pub(super) fn new(session: &Session, view: &View, started: Timestamp, now: Timestamp) -> Self {
        let mut ratings = [0; 4];
        let mut missed: Vec<Miss> = Vec::new();
        for (asked, given) in session.rated() {
            ratings[given.rating as usize - 1] += 1;
            let question = &session.items()[given.item].question;
            if given.rating != Rating::Again {
                continue;
            }
            if let Some(miss) = missed.iter_mut().find(|miss| miss.key == question.key) {
                miss.times += 1;
            } else {
                let answer = question.answer_to(&asked.posed);
                let instead = given_instead(asked);
                let answer = instead.map_or(answer.clone(), |given| listed(&[answer, given], ", not "));
                missed.push(Miss { key: question.key.clone(), prompt: asked.posed.line(), answer, times: 1 });
            }
        }
        let today = view.today(now);
        // Today all that was asked is remembered, right or wrong.
        let tomorrow = today.tomorrow().unwrap_or(today);
        missed.sort_by_key(|miss| std::cmp::Reverse(miss.times));
        Self {
            ratings,
            was_new: session.ratings().iter().filter(|given| given.was_new).count(),
            left: (session.left(), session.answers_left(today)),
            mode: session.mode(),
            spent: words::minutes(now.duration_since(started).unsigned_abs()),
            missed,
            topics: topic::moved(session, view, tomorrow),
            overview: None,
            asks_for_more: false,
            page: Page::default(),
        }
    }

    /// What was missed, worst first.
    pub(super) fn missed(&self) -> impl Iterator<Item = &QuestionKey> {
        self.missed.iter().map(|miss| &miss.key)
    }

    /// Takes in how everything stands now, as the log told.
    pub(super) fn look_ahead(&mut self, overview: Overview) {
        self.overview = Some(overview);
    }

    /// Takes a key: scrolls, or gives back what the screen around has to do.
    pub(super) fn key(&mut self, key: Key, area: Rect) -> Option<Wish> {
        if std::mem::take(&mut self.asks_for_more) {
            return lookup(MORE, key).map(|new| new as usize).filter(|new| *new > 0).map(Wish::More);
        }
        match lookup(KEYS, key).filter(|action| self.is_useful(*action))? {
            Action::More => (self.asks_for_more, self.page) = (true, Page::default()),
            Action::Scroll(step) => self.page = self.page.scrolled(step, area, self),
            action => return Some(Wish::Do(action)),
        }
        None
    }

    pub(super) fn draw(&self, area: Rect, canvas: &mut Canvas<'_, '_>) {
        self.page.draw(self, area, canvas);
    }

    /// The table that its keys stand in.
    pub(super) const fn title(&self) -> &'static str {
        if self.asks_for_more { HOW_MANY_MORE } else { "Done" }
    }

    /// The keys that mean something.
    pub(super) fn help(&self) -> Vec<Help> {
        if self.asks_for_more {
            return keys::help(MORE);
        }
        let is_planned = self.overview.as_ref().is_some_and(|overview| overview.is_planned);
        let useful = KEYS.iter().filter(|binding| self.is_useful(binding.action));
        let lines = useful.map(|binding| match binding.action {
            Action::More if is_planned => Help { label: "more minutes".into(), ..binding.help() },
            _ => binding.help(),
        });
        lines.collect()
    }

    /// Where everything stands, if nothing is left of this session and there is more to ask today, or time for it.
    fn rest_of_today(&self) -> Option<&Overview> {
        let overview = self.overview.as_ref().filter(|_| self.left.0 == 0)?;
        (overview.outlook.questions() > 0 || overview.spare.is_some()).then_some(overview)
    }

    /// The minutes of the day that nothing is left to do in, rounded up.
    pub(super) fn spare_minutes(&self) -> usize {
        let overview = self.overview.as_ref().filter(|overview| overview.spare.is_some());
        let minutes = overview.and_then(|overview| overview.minutes);
        minutes.map_or(0, |(left, _)| left.as_secs().div_ceil(60) as usize)
    }

    fn is_useful(&self, action: Action) -> bool {
        match action {
            Action::GoOn => self.left.0 > 0 || self.rest_of_today().is_some(),
            Action::Misses => !self.missed.is_empty(),
            Action::More => self.overview.as_ref().is_some_and(Overview::can_have_more),
            _ => true,
        }
    }
}

/// The one thing that was answered, where it is wrong; nothing of an answer that has several parts.
fn given_instead(asked: &Asked) -> Option<String> {
    let Phase::Answered { answer: Some(given), verdict: Verdict::Wrong, .. } = &asked.phase else {
        return None;
    };
    let input = &asked.posed.input;
    let is_one = input.size() == 1 && input.given(given) == 1;
    let words = input.words(given).into_iter().next().filter(|_| is_one)?;
    Some(words.split_whitespace().collect::<Vec<_>>().join(" "))
}
