//! The plan of an exam: its date, the minutes of the learner's days, and what comes of it. What one types is tried out at
//! once, and holds when it is kept.

mod compared;
mod form;
mod outcome;
pub(super) mod readiness;
mod view;

use ratatui::layout::Rect;

use crate::schedule::Choice;
use crate::trainer::{Agenda, Planned, Prospect, View};
use crate::tui::ask::{Ask, Told};
use crate::tui::canvas::Canvas;
use crate::tui::event::{Code, Event, Key};
use crate::tui::jobs::{Job, Kind};
use crate::tui::keys::{self, Binding, Help, Hint, lookup};
use crate::tui::screen::{Ctx, Done, Effect, Go, Next, Screen};
use crate::tui::screens::picker::{self, Picker};
use form::{Form, Row};
use outcome::{Answered, Outcome};
pub(super) use outcome::{RESULT, SCORE};

/// What the keys do while something is typed.
pub(super) const KEYS: &[Binding<Action>] = &[
    Binding::new(&[Key::ENTER], Action::Keep, "keep this plan").hint(Hint::First),
    Binding::new(&[Key::TAB, Key::DOWN], Action::Next, "next line"),
    Binding::new(&[Key::shift(Code::Tab), Key::UP], Action::Previous, "line before").hint(Hint::Never),
    Binding::new(&[Key::PAGE_DOWN], Action::PageDown, "a page down").hint(Hint::Never),
    Binding::new(&[Key::PAGE_UP], Action::PageUp, "a page up").hint(Hint::Never),
    Binding::new(&[Key::ESC], Action::Commands, "commands").hint(Hint::First),
];

/// What the keys do where an exam is chosen.
pub(super) const CHOOSING: &[Binding<Action>] = &[
    Binding::new(&[Key::RIGHT, Key::char(' '), Key::char('l')], Action::Turn, "change").hint(Hint::First),
    Binding::new(&[Key::LEFT, Key::char('h')], Action::TurnBack, "change back").hint(Hint::Never),
];

/// What the keys do while letters are commands.
pub(super) const COMMANDS: &[Binding<Action>] = &[
    Binding::new(&[Key::ENTER], Action::Keep, "keep this plan").hint(Hint::First),
    Binding::new(&[Key::char('i')], Action::Type, "type"),
    Binding::new(&[Key::char('j'), Key::DOWN, Key::TAB], Action::Next, "next line").hint(Hint::Never),
    Binding::new(&[Key::char('k'), Key::UP], Action::Previous, "line before").hint(Hint::Never),
    Binding::new(&[Key::PAGE_DOWN], Action::PageDown, "a page down").hint(Hint::Never),
    Binding::new(&[Key::PAGE_UP], Action::PageUp, "a page up").hint(Hint::Never),
    Binding::new(&[Key::char('x')], Action::Drop, "no date for this exam"),
    Binding::new(&[Key::char('u')], Action::Undo, "undo"),
    Binding::new(&[Key::char('q'), Key::ESC], Action::Leave, "back").hint(Hint::First),
];

/// All keys where an exam or what it asks is chosen.
pub(super) fn choosing() -> Vec<Help> {
    keys::help(CHOOSING).into_iter().chain(keys::help(KEYS)).collect()
}

/// See [`KEYS`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Action {
    Keep,
    Next,
    Previous,
    Turn,
    TurnBack,
    PageDown,
    PageUp,
    Commands,
    Type,
    Drop,
    Undo,
    Leave,
}

/// The screen.
#[derive(Debug)]
pub struct Plan {
    form: Form,
    /// Whether letters are commands, also where something is typed.
    is_commanding: bool,
    /// What comes of the plan in force; `None` where there is none, or it is still being made.
    stands: Option<Prospect>,
    /// What would come of what is typed.
    trial: Trial,
    /// The row that is drawn first; 0 for whatever shows the line that is typed.
    scroll: usize,
    /// What is asked of an exam that is over.
    asks: Option<Outcome>,
    /// What takes each change back, the newest last.
    undo: Vec<Vec<Choice>>,
    /// While decks and tags are picked.
    picker: Option<Picker>,
    /// The learner was told what leaving throws away; leaving once more does it.
    warned: bool,
}

/// What is known of what is typed.
#[derive(Debug)]
enum Trial {
    /// It is what is in force.
    Same,
    /// It is no plan, or could not be solved.
    Untold,
    /// These choices are being solved.
    Solving(Vec<Choice>),
    /// This would come of it.
    Solved(Box<Prospect>),
}

impl Plan {
    /// The plan as it stands, to be looked at and changed.
    pub fn new(view: &View, now: jiff::Timestamp) -> Self {
        let today = view.today(now);
        Self {
            form: Form::new(view, today),
            is_commanding: false,
            stands: view.planned().filter(|_| !view.needs_plan(today)).map(Planned::prospect).cloned(),
            trial: Trial::Same,
            scroll: 0,
            asks: Outcome::of(view, now),
            undo: Vec::new(),
            picker: None,
            warned: false,
        }
    }

    /// Tries out what is typed, if it can be read and is not what holds already.
    fn tried(&mut self, ctx: &Ctx<'_>) -> Next {
        let (view, today) = (ctx.view, ctx.view.today(ctx.now));
        self.trial = match self.form.choices(view) {
            Ok(choices) if view.agenda().is_kept_by(&choices, &view.library, today) => Trial::Same,
            Ok(choices) => {
                self.trial = Trial::Solving(choices.clone());
                return Job::WhatIf(choices).into();
            }
            Err(_) => Trial::Untold,
        };
        Effect::Cancel(Kind::WhatIf).into()
    }

    fn key(&mut self, key: Key, ctx: &mut Ctx<'_>) -> Next {
        if self.asks.is_some() {
            return self.answer(key, ctx);
        }
        if self.is_commanding {
            return lookup(COMMANDS, key).map_or_else(Next::stay, |action| self.act(action, ctx));
        }
        if let Some(picker) = &mut self.picker {
            let Some(parts) = picker.key(key) else { return Next::stay() };
            self.form.make_of(parts, ctx.view);
            self.picker = None;
            return self.tried(ctx);
        }
        let action = if self.form.is_choosing() { lookup(CHOOSING, key) } else { None };
        if let Some(action) = action.or_else(|| lookup(KEYS, key)) {
            return self.act(action, ctx);
        }
        // A date is typed wherever one stands.
        if self.form.is_choosing() && matches!(key.code, Code::Char('0'..='9' | '+')) {
            self.form.go_to(Row::Date);
        }
        if self.form.key(key) {
            self.scroll = 0;
            return self.tried(ctx);
        }
        Next::stay()
    }

    fn act(&mut self, action: Action, ctx: &mut Ctx<'_>) -> Next {
        let (from, warned) = (std::mem::take(&mut self.scroll), std::mem::take(&mut self.warned));
        match action {
            Action::PageDown | Action::PageUp => {
                self.scroll = self.scrolled(from, action == Action::PageDown, ctx.area);
            }
            Action::Keep => return self.keep(ctx),
            Action::Next => self.form.go(1),
            Action::Previous => self.form.go(-1),
            Action::Turn | Action::TurnBack if self.form.at() == Row::Parts => {
                let note = "each ticked one is a topic";
                self.picker = Some(Picker::new(ctx.view, &self.form.parts, note));
            }
            Action::Turn | Action::TurnBack => {
                self.form.turn(action == Action::Turn, ctx.view);
                return self.tried(ctx);
            }
            Action::Commands => self.is_commanding = true,
            Action::Type => self.is_commanding = false,
            Action::Drop => return self.drop_date(ctx),
            Action::Undo => match self.undo.pop() {
                Some(choices) => return Effect::Choose(choices).into(),
                None => ctx.say("There is nothing to undo here."),
            },
            Action::Leave if self.form.is_changed() && !warned => {
                self.warned = true;
                let [leave, keep] =
                    [Key::char('q'), Key::ENTER].map(|key| ctx.keys.on("Plan: commands", key));
                ctx.say(format!(
                    "This plan is not kept. Press {leave} again to throw it away, {keep} to keep it."
                ));
            }
            Action::Leave => return Next::from(Effect::Cancel(Kind::WhatIf)).going(Go::Back),
        }
        Next::stay()
    }

    fn keep(&mut self, ctx: &mut Ctx<'_>) -> Next {
        match self.form.choices(ctx.view) {
            Ok(choices) => self.choose(choices, ctx),
            Err(why) => ctx.say_only(why),
        }
    }

    fn choose(&mut self, choices: Vec<Choice>, ctx: &Ctx<'_>) -> Next {
        self.undo.push(ctx.view.agenda().undoing(&choices));
        self.is_commanding = true;
        Effect::Choose(choices).into()
    }

    fn drop_date(&mut self, ctx: &mut Ctx<'_>) -> Next {
        let Some(id) = self.form.exam_id() else { return Next::stay() };
        if ctx.view.agenda().dated(id).is_none() {
            return ctx.say_only("This exam has no date.");
        }
        let choices = Agenda::drop_date(id);
        self.choose(choices, ctx)
    }

    /// How the exam went.
    fn answer(&mut self, key: Key, ctx: &Ctx<'_>) -> Next {
        let answered = self.asks.as_mut().map_or(Answered::Later, |asks| asks.key(key));
        match answered {
            Answered::NotYet => Next::stay(),
            Answered::Later => {
                self.asks = None;
                Next::stay()
            }
            Answered::Told(choice) => {
                self.asks = None;
                self.choose(vec![choice], ctx)
            }
        }
    }

    /// Something was chosen: the plan is made anew.
    fn chosen(&mut self, ctx: &mut Ctx<'_>) -> Next {
        let today = ctx.view.today(ctx.now);
        self.form.renew(ctx.view, today);
        (self.stands, self.trial) = (None, Trial::Same);
        if ctx.view.needs_plan(today) {
            return Job::Plan.into();
        }
        if ctx.view.is_planned(today) {
            self.planned(ctx);
            return Effect::Ask(Ask::Overview).into();
        }
        ctx.say_only("No exam has a date: everything keeps its schedule.")
    }

    /// The plan is made, or is the one there was.
    fn planned(&mut self, ctx: &mut Ctx<'_>) {
        self.stands = ctx.view.planned().map(|planned| planned.prospect().clone());
        let back = ctx.keys.on("Plan: commands", 'q');
        ctx.say(format!("This is the plan. Press {back} to go back to Today."));
    }
}

impl Screen for Plan {
    fn title(&self) -> &'static str {
        match () {
            () if self.asks.as_ref().is_some_and(Outcome::is_typing) => "Its score",
            () if self.asks.is_some() => "How the exam went",
            () if self.picker.is_some() => picker::TITLE,
            () if self.is_commanding => "Plan: commands",
            () if self.form.is_choosing() => "Plan: choosing",
            () => "Plan",
        }
    }

    fn update(&mut self, event: &Event, ctx: &mut Ctx<'_>) -> Next {
        match event {
            Event::Shown if ctx.view.needs_plan(ctx.view.today(ctx.now)) => return Job::Plan.into(),
            Event::Shown => return self.tried(ctx).and(Effect::Ask(Ask::Overview)),
            Event::Key(key) => return self.key(*key, ctx),
            Event::Paste(text) if self.asks.is_some() => {
                self.asks.iter_mut().filter(|asks| asks.is_typing()).for_each(|asks| asks.paste(text));
            }
            Event::Paste(text) if self.is_typing() => {
                self.form.paste(text);
                return self.tried(ctx);
            }
            Event::Done(Done::Chosen) => return self.chosen(ctx),
            Event::Done(Done::Planned) => self.planned(ctx),
            // The plan was made before what was answered since.
            Event::Done(Done::Told(Told::Overview(overview))) => {
                if let Some(stands) = &mut self.stands {
                    stands.begin_with(&overview.outlook, overview.minutes);
                }
            }
            // What was typed before this is not the answer.
            Event::Done(Done::WhatIf(asked, prospect)) if matches!(&self.trial, Trial::Solving(choices) if choices == asked) =>
            {
                self.trial = Trial::Solved(prospect.clone());
            }
            Event::JobFailed(Kind::WhatIf | Kind::Plan, sentence) => {
                self.trial = Trial::Untold;
                ctx.say(sentence.clone());
            }
            Event::Failed(sentence) | Event::JobFailed(_, sentence) => ctx.say(sentence.clone()),
            _ => {}
        }
        Next::stay()
    }

    fn view(&self, area: Rect, canvas: &mut Canvas<'_, '_>) {
        match &self.picker {
            Some(picker) => picker.draw(area, canvas),
            None => self.draw(area, canvas),
        }
    }

    fn unsaved(&self) -> Option<String> {
        self.form.is_changed().then(|| "This plan is not kept.".to_owned())
    }

    fn is_typing(&self) -> bool {
        match &self.asks {
            Some(asks) => asks.is_typing(),
            None => self.picker.is_none() && !self.is_commanding && !self.form.is_choosing(),
        }
    }
}
