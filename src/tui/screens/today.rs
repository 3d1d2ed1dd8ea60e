//! Today: what is due, how long it takes, how it has been going. One key starts.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::{Browse, Study, column};
use crate::schedule::Mode;
use crate::trainer::{DeckLine, Overview, Scope};
use crate::tui::event::{Code, Event, Key};
use crate::tui::keys::{self, Binding, Help, Hint, lookup};
use crate::tui::screen::{Ctx, Done, Effect, Go, Next, Screen};
use crate::tui::theme::Look;
use crate::tui::widgets::heatmap::{self, Heatmap};
use crate::tui::widgets::prose::{columns, cut};
use crate::tui::widgets::{Sheet, bar, panel, prose};
use crate::tui::words;
use crate::tui::zones::Zones;

/// What the keys do.
pub(super) const KEYS: &[Binding<Action>] = &[
    Binding::new(&[Key::new(Code::Enter), Key::char(' ')], Action::Start, "start").hint(Hint::First),
    Binding::new(&[Key::char('s')], Action::Deck, "only this deck"),
    Binding::new(&[Key::char('j'), Key::new(Code::Down)], Action::Down, "next deck").hint(Hint::Never),
    Binding::new(&[Key::char('k'), Key::new(Code::Up)], Action::Up, "previous deck").hint(Hint::Never),
    Binding::new(&[Key::char('b'), Key::char('/')], Action::Browse, "browse"),
    Binding::new(&[Key::char('a')], Action::Ahead, "ahead"),
    Binding::new(&[Key::char('c')], Action::Cram, "cram"),
    Binding::new(&[Key::char('u')], Action::Undo, "take back the last review").hint(Hint::Never),
    Binding::new(&[Key::char('r')], Action::Reload, "read the decks anew").hint(Hint::Never),
    Binding::new(&[Key::char('q'), Key::new(Code::Esc)], Action::Quit, "quit").hint(Hint::First),
];

/// See [`KEYS`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Action {
    Start,
    Deck,
    Down,
    Up,
    Browse,
    Ahead,
    Cram,
    Undo,
    Reload,
    Quit,
}

/// Above this width, decks and heat map stand side by side.
const WIDE: u16 = 120;

/// The screen.
#[derive(Debug, Default)]
pub struct Today {
    overview: Option<Overview>,
    notices: Vec<String>,
    /// The deck under the cursor.
    at: usize,
}

impl Today {
    /// The screen; it looks at the trainer when it is shown.
    pub fn new() -> Self {
        Self::default()
    }

    fn refresh(&mut self, ctx: &mut Ctx<'_>) {
        let trainer = ctx.world.trainer();
        match trainer.overview(ctx.now) {
            Ok(overview) => self.overview = Some(overview),
            Err(error) => ctx.say(format!("{error}: {}.", error.help())),
        }
        self.notices = trainer.notices.iter().chain(&trainer.library.troubles).cloned().collect();
        for deck in self.decks().iter().filter(|deck| deck.errors > 0) {
            let cards = words::count(deck.errors, "error");
            self.notices.push(format!(
                "{cards} in `{}`; its other cards are there. See `examdrill check`.",
                deck.title
            ));
        }
        self.at = self.at.min(self.decks().len().saturating_sub(1));
    }

    fn decks(&self) -> Vec<DeckLine> {
        self.overview.as_ref().map(|overview| overview.decks.clone()).unwrap_or_default()
    }

    fn start(&self, mode: Mode, scope: &Scope, ctx: &mut Ctx<'_>) -> Next {
        let trainer = ctx.world.trainer();
        match trainer.session(mode, scope, ctx.now) {
            Ok((session, _)) if session.left() > 0 => {
                return Go::Open(Box::new(Study::new(session, trainer, ctx.now))).into();
            }
            Ok(_) if mode == Mode::Drill => {
                ctx.say("Nothing is due now. `a` works ahead, `c` crams; neither touches the schedule.")
            }
            Ok(_) => ctx.say("There is nothing to ask here yet: study some new questions first."),
            Err(error) => ctx.say(format!("{error}: {}.", error.help())),
        }
        Next::stay()
    }

    fn act(&mut self, action: Action, ctx: &mut Ctx<'_>) -> Next {
        let decks = self.decks();
        let last = decks.len().saturating_sub(1);
        match action {
            Action::Start => return self.start(Mode::Drill, &Scope::default(), ctx),
            Action::Deck => {
                let id = decks.get(self.at).map(|deck| deck.id.clone());
                let scope = Scope { decks: id.into_iter().collect(), ..Scope::default() };
                return self.start(Mode::Drill, &scope, ctx);
            }
            Action::Ahead => return self.start(Mode::Ahead, &Scope::default(), ctx),
            Action::Cram => return self.start(Mode::Cram, &Scope::default(), ctx),
            Action::Down => self.at = (self.at + 1).min(last),
            Action::Up => self.at = self.at.saturating_sub(1),
            Action::Browse => return Go::Open(Box::new(Browse::new())).into(),
            Action::Undo => return Effect::TakeBackLast.into(),
            Action::Reload => return Effect::Reload.into(),
            Action::Quit => return Go::Quit.into(),
        }
        Next::stay()
    }

    fn performed(&mut self, done: &Done, ctx: &mut Ctx<'_>) {
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
            Done::Reloaded => ctx.say("The decks are read anew."),
            _ => {}
        }
    }

    /// What is to be done, in one or two sentences.
    fn task(overview: &Overview) -> Vec<String> {
        let outlook = &overview.outlook;
        if outlook.due + outlook.new == 0 {
            let done = overview.done_today;
            let tomorrow = overview.forecast.get(1).copied().unwrap_or(0);
            let done = if done > 0 {
                format!("Done for today, after {}.", words::count(done as usize, "answer"))
            } else {
                "Nothing is due today.".to_owned()
            };
            return vec![done, format!("{} tomorrow.", words::count(tomorrow, "review"))];
        }
        let mut parts = Vec::new();
        if outlook.due > 0 {
            parts.push(format!("{} due", outlook.due));
        }
        if outlook.new > 0 {
            parts.push(format!("{} new", outlook.new));
        }
        let mut lines = vec![format!("{}: about {}", parts.join(" and "), words::minutes(overview.time))];
        if outlook.left_over > 0 {
            let days = words::count(outlook.spread, "day");
            lines.push(format!("{} more, spread over {days}", outlook.left_over));
        }
        if !overview.any_review {
            lines.push(
                "Welcome. Enter begins; ? shows every key; nothing you answer is ever lost.".to_owned(),
            );
        }
        lines
    }

    fn summary(&self, overview: &Overview, width: u16, look: &Look) -> Sheet {
        let mut sheet = Sheet::default();
        sheet.push(panel::heading("examdrill", &words::date(overview.today), width, look));
        for (index, line) in Self::task(overview).into_iter().enumerate() {
            let style = if index == 0 { look.theme.accent } else { look.theme.dim };
            for line in prose::sentence(&line, usize::from(width), style) {
                sheet.push(line);
            }
        }
        for notice in &self.notices {
            let lead = Span::styled(format!("{} ", look.glyphs.close), look.theme.close);
            sheet.hang(
                vec![lead],
                prose::sentence(notice, usize::from(width).saturating_sub(2), look.theme.text),
            );
        }
        sheet
    }

    fn deck_list(&self, overview: &Overview, width: u16, look: &Look) -> Sheet {
        let mut sheet = Sheet::default();
        let theme = &look.theme;
        let gauge = if width >= 64 { 16 } else { 0 };
        let numbers = if width >= 44 {
            "  due   new known"
        } else if width >= 28 {
            "  due   new"
        } else {
            "  due"
        };
        let name_room =
            usize::from(width).saturating_sub(numbers.len() + 2 + gauge + usize::from(gauge > 0) * 2);
        let title = format!("{:<name_room$}  {numbers}", "Decks");
        sheet.push(Line::styled(title, theme.heading));
        for (index, deck) in overview.decks.iter().enumerate() {
            let is_here = index == self.at;
            let counts = deck.counts;
            let name = cut(&deck.title, name_room);
            let space = " ".repeat(name_room - columns(name));
            let known = if counts.questions == 0 { 0 } else { 100 * counts.known / counts.questions };
            let number =
                |count: usize| if count == 0 { look.glyphs.dot.to_owned() } else { count.to_string() };
            let mut spans = vec![
                Span::styled(
                    if is_here { format!("{} ", look.glyphs.cursor) } else { "  ".to_owned() },
                    theme.accent,
                ),
                Span::styled(name.to_owned(), if is_here { theme.selected } else { theme.text }),
                Span::raw(space),
                Span::styled(
                    format!("{:>5}", number(counts.due)),
                    if counts.due > 0 { theme.accent } else { theme.dim },
                ),
            ];
            if width >= 28 {
                spans.push(Span::styled(format!("{:>6}", number(counts.new)), theme.text));
            }
            if width >= 44 {
                spans.push(Span::styled(format!("{known:>4} %"), theme.dim));
            }
            if gauge > 0 {
                spans.push(Span::raw("  "));
                spans.extend(bar::bar(counts.known, counts.questions, gauge as u16, look).spans);
            }
            let row = usize::from(sheet.height());
            sheet.push(spans);
            if is_here {
                sheet.focus(row..row + 1);
            }
        }
        sheet
    }

    fn progress(overview: &Overview, width: u16, height: u16, look: &Look) -> Sheet {
        let mut sheet = Sheet::default();
        let streak = match overview.streak {
            0 => "no streak yet".to_owned(),
            1 => "1 day".to_owned(),
            days => format!("{days} days in a row"),
        };
        let today = words::count(overview.done_today as usize, "answer");
        sheet.push(panel::ruled(
            "Streak",
            &format!("{streak} {} {today} today", look.glyphs.dot),
            width,
            look,
        ));
        let days: Vec<_> = overview.activity.iter().map(|(day, count)| (*day, *count)).collect();
        for line in Heatmap::new(&days, overview.today).lines(width, height.saturating_sub(1), look) {
            sheet.push(line);
        }
        sheet
    }

    fn week(overview: &Overview, width: u16, look: &Look) -> Sheet {
        let mut sheet = Sheet::default();
        sheet.push(panel::ruled("The week ahead", "", width, look));
        let most = overview.forecast.iter().copied().max().unwrap_or(0).max(1);
        let mut day = overview.today;
        for &count in &overview.forecast {
            let room = width.saturating_sub(12);
            let mut spans = vec![Span::styled(format!("{:<5}", day.strftime("%a")), look.theme.dim)];
            spans.extend(bar::bar(count, most, room, look).spans);
            spans.push(Span::raw(format!("{count:>6}")));
            sheet.push(spans);
            day = day.tomorrow().unwrap_or(day);
        }
        sheet
    }
}

impl Screen for Today {
    fn title(&self) -> &'static str {
        "Today"
    }

    fn update(&mut self, event: &Event, ctx: &mut Ctx<'_>) -> Next {
        match event {
            Event::Shown => self.refresh(ctx),
            Event::Done(done) => self.performed(done, ctx),
            Event::Failed(sentence) => ctx.say(sentence.clone()),
            Event::Key(key) => {
                return lookup(KEYS, *key).map_or_else(Next::stay, |action| self.act(action, ctx));
            }
            _ => {}
        }
        Next::stay()
    }

    fn view(&self, frame: &mut Frame, area: Rect, look: &Look, zones: &mut Zones) {
        let Some(overview) = &self.overview else { return };
        if area.width < WIDE {
            let area = column(area, 92);
            let sheet = Sheet::fitting(area, |width| {
                let mut sheet = self.summary(overview, width, look);
                if area.height > 8 {
                    sheet.gap();
                }
                sheet.append(self.deck_list(overview, width, look));
                let room = area.height.saturating_sub(sheet.height());
                if room > 2 {
                    sheet.gap();
                    sheet.append(Self::progress(overview, width, room - 1, look));
                }
                sheet
            });
            return sheet.draw(frame, area, look, zones);
        }
        let whole = column(area, 190);
        let left = Rect { width: whole.width / 2 - 3, ..whole };
        let right = Rect { x: whole.x + whole.width / 2 + 1, width: whole.width / 2 - 1, ..whole };
        let mut sheet = self.summary(overview, left.width, look);
        sheet.gap();
        sheet.append(self.deck_list(overview, left.width, look));
        sheet.draw(frame, left, look, zones);
        let mut sheet = Self::progress(overview, right.width, heatmap::HEIGHT + 1, look);
        sheet.gap();
        sheet.append(Self::week(overview, right.width, look));
        sheet.draw(frame, right, look, zones);
    }

    fn keys(&self) -> Vec<Help> {
        keys::help(KEYS)
    }
}
