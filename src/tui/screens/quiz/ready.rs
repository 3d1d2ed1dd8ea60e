//! A quiz before it begins: what will be asked, under which rules, and what could not be drawn.

use ratatui::layout::Rect;

use super::{Resume, Setup, Sit, aside};
use crate::quiz::{Paper, Sitting, Terms, Timing};
use crate::trainer::Waiting;
use crate::tui::ask::{Ask, Told};
use crate::tui::canvas::Canvas;
use crate::tui::event::{Event, Key};
use crate::tui::keys::{Binding, Hint, lookup};
use crate::tui::screen::{Ctx, Done, Effect, Go, Next, Screen};
use crate::tui::theme::Look;
use crate::tui::widgets::page::Paged;
use crate::tui::widgets::{Page, Sheet, panel};
use crate::words;

/// What the keys do.
pub(in super::super) const KEYS: &[Binding<Action>] = &[
    Binding::new(&[Key::ENTER], Action::Begin, "begin").hint(Hint::First),
    Binding::new(&[Key::char('q'), Key::ESC], Action::Back, "back").hint(Hint::First),
];

/// See [`KEYS`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) enum Action {
    Begin,
    Back,
}

/// The screen.
#[derive(Debug)]
pub struct Ready {
    paper: Paper,
    terms: Terms,
    page: Page,
    /// Where it was set up, to go back to.
    setup: Option<Setup>,
}

impl Ready {
    /// Shows `paper`, to be sat under `terms`; enter begins.
    pub fn new(paper: Paper, terms: Terms) -> Self {
        Self { paper, terms, page: Page::default(), setup: None }
    }

    /// The same; going back leads to `setup`, as it was.
    #[must_use]
    pub(super) fn after(self, setup: Setup) -> Self {
        Self { setup: Some(setup), ..self }
    }

    /// Begins, unless another quiz waits.
    fn begin(&self, waiting: Option<&Waiting>, ctx: &mut Ctx<'_>) -> Next {
        let Some(waiting) = waiting else {
            return Effect::Begin(Box::new((self.paper.clone(), self.terms))).into();
        };
        ctx.say("Another quiz waits: finish it first.");
        Go::Replace(Box::new(Resume::new(waiting.clone()))).into()
    }

    /// How many questions, and how long.
    fn length(&self) -> String {
        let questions = words::count(self.paper.items.len(), "question");
        match self.terms.timing {
            Timing::None => format!("{questions}, no clock."),
            Timing::Whole(all) => format!("{questions} in {}.", words::minutes(all)),
            Timing::Each(each) => format!("{questions}, {} for each.", words::span(each)),
        }
    }

    /// What holds in this quiz.
    fn rules(&self, look: &Look) -> Vec<String> {
        let (terms, items) = (&self.terms, &self.paper.items);
        let mut rules = Vec::new();
        rules.push(if terms.practice {
            "Practice: each answer is marked at once and cannot be changed after that.".to_owned()
        } else {
            format!(
                "Nothing is marked until you hand in. Go back and forth, change answers, flag questions ({}), review \
                 them ({}).",
                look.keys.on("Quiz", 'f'),
                look.keys.on("Quiz", 'r')
            )
        });
        let performance = items.iter().filter(|item| item.is_performance()).count();
        if performance > 0 {
            let asks = match performance {
                1 => "The first question asks".to_owned(),
                several => format!("The first {several} questions ask"),
            };
            rules.push(format!(
                "{asks} you to order, match, sort or fill in: 3 points each, and points for parts."
            ));
        }
        rules.push("A wrong answer costs nothing, so leave no question open.".to_owned());
        match terms.timing {
            Timing::None => {}
            Timing::Whole(_) if terms.pausable => {
                rules.push(format!(
                    "When time runs out it is handed in. You can stop the clock ({}); leaving stops it too.",
                    look.keys.on("Quiz", 'z')
                ));
            }
            Timing::Whole(_) => rules.push(
                "When time runs out it is handed in. The clock keeps running when you leave, even if the program is closed."
                    .to_owned(),
            ),
            Timing::Each(_) => rules.push("When its time runs out, a question is closed.".to_owned()),
        }
        rules.push(if terms.feeds {
            format!(
                "You can say that you are sure ({}) or guessing ({}). What you miss or guess comes back in your daily \
                 reviews.",
                look.keys.on("Quiz", 's'),
                look.keys.on("Quiz", 'u')
            )
        } else {
            "Your schedule stays as it is.".to_owned()
        });
        rules
    }
}

impl Paged for Ready {
    fn text(&self, width: u16, _: Rect, look: &Look) -> Sheet {
        let (mut sheet, theme, paper) = (Sheet::default(), &look.theme, &self.paper);
        let form = if paper.form.is_empty() { "Quiz" } else { &paper.form };
        sheet.push(panel::heading(&paper.title, form, width, look));
        sheet.gap_if(width >= 40);
        sheet.say(&self.length(), width, theme.accent);
        let begin = look.keys.here(Key::ENTER);
        let does = if self.terms.timing == Timing::None { "begin" } else { "start the clock" };
        sheet.say(&format!("Press {begin} to {does}."), width, theme.text);
        for shortage in &paper.shortages {
            sheet.point((look.glyphs.close, theme.close), shortage, width, theme.text);
        }
        sheet.gap();
        for rule in self.rules(look) {
            sheet.point((look.glyphs.bullet, theme.dim), &rule, width, theme.text);
        }
        sheet.gap();
        if let Some(note) = &paper.note {
            sheet.say(note, width, theme.dim);
            sheet.gap();
        }
        let seed = format!("seed {}: with the same decks it draws this paper again", paper.seed);
        sheet.say(&seed, width, theme.dim);
        sheet
    }

    fn aside(&self, width: u16, _: Rect, look: &Look) -> Option<Sheet> {
        Some(aside::paper(&self.paper, width, look))
    }
}

impl Screen for Ready {
    fn title(&self) -> &'static str {
        "Before the quiz"
    }

    fn update(&mut self, event: &Event, ctx: &mut Ctx<'_>) -> Next {
        match event {
            Event::Key(key) => match lookup(KEYS, *key) {
                Some(Action::Begin) => return Effect::Ask(Ask::WaitingQuiz).into(),
                Some(Action::Back) => {
                    return self.setup.take().map_or(Go::Back, |setup| Go::Replace(Box::new(setup))).into();
                }
                None => {
                    self.page = self.page.after(*key, ctx.area, self);
                }
            },
            Event::Done(Done::Told(Told::WaitingQuiz(waiting))) => {
                return self.begin(waiting.as_deref(), ctx);
            }
            Event::Done(Done::Begun(id)) => {
                let sitting = Sitting::new(self.paper.clone(), self.terms);
                let sit = Sit::new(*id, sitting, std::time::Duration::ZERO, ctx.elapsed);
                return Go::Replace(Box::new(sit)).into();
            }
            Event::Failed(sentence) => ctx.say(format!("It could not be begun. {sentence}")),
            _ => {}
        }
        Next::stay()
    }

    fn view(&self, area: Rect, canvas: &mut Canvas<'_, '_>) {
        self.page.draw(self, area, canvas);
    }
}
