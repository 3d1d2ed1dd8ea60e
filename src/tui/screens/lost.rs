//! The log is lost or cannot be used: bring the newest backup back, or begin anew.

use ratatui::layout::Rect;

use crate::store::{Backup, Content};
use crate::tui::canvas::Canvas;
use crate::tui::event::{Event, Key};
use crate::tui::keys::{Binding, Hint, lookup};
use crate::tui::screen::{Ctx, Done, Effect, Go, Next, Screen};
use crate::tui::theme::Look;
use crate::tui::widgets::page::Paged;
use crate::tui::widgets::{Page, Sheet, panel};
use crate::words;

/// What the keys do.
pub(super) const KEYS: &[Binding<Action>] = &[
    Binding::new(&[Key::char('b')], Action::BringBack, "bring it back").hint(Hint::First),
    Binding::new(&[Key::char('n')], Action::BeginAnew, "begin anew").hint(Hint::First),
    Binding::new(&[Key::char('q'), Key::ESC], Action::Quit, "quit").hint(Hint::First),
];

/// See [`KEYS`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Action {
    BringBack,
    BeginAnew,
    Quit,
}

/// The screen.
#[derive(Debug)]
pub struct Lost {
    /// What was found, as a sentence.
    found: String,
    newest: Option<(Backup, Content)>,
    /// Why newer backups cannot be used, one sentence each.
    broken: Vec<String>,
    /// Whether the learner was told what it means to begin anew.
    asked: bool,
    page: Page,
}

impl Lost {
    /// Tells what was `found`, and offers the `newest` backup that can be used; `broken` says why newer ones cannot.
    pub fn new(found: String, newest: Option<(Backup, Content)>, broken: Vec<String>) -> Self {
        Self { found, newest, broken, asked: false, page: Page::default() }
    }

    fn act(&mut self, action: Action, ctx: &mut Ctx<'_>) -> Next {
        let asked = std::mem::replace(&mut self.asked, action == Action::BeginAnew);
        match (action, &self.newest) {
            (Action::Quit, _) => Go::Quit.into(),
            (Action::BringBack, Some((backup, _))) => Effect::BringBack(backup.path.clone()).into(),
            (Action::BringBack, None) => {
                ctx.say_only("There is no backup here that can be used. One that you keep elsewhere: `examdrill restore FILE`.")
            }
            (Action::BeginAnew, _) if asked => Effect::BeginAnew.into(),
            (Action::BeginAnew, _) => {
                let key = ctx.keys.here('n');
                ctx.say_only(format!(
                    "All questions would be new again; backups stay. Press {key} again to begin anew."
                ))
            }
        }
    }
}

impl Paged for Lost {
    fn text(&self, width: u16, _: Rect, look: &Look) -> Sheet {
        let (mut sheet, theme) = (Sheet::default(), &look.theme);
        sheet.push(panel::heading("The log of your reviews cannot be used", "", width, look));
        sheet.gap();
        sheet.say(&self.found, width, theme.wrong);
        sheet.gap();
        let offer = match &self.newest {
            Some((backup, content)) => format!(
                "The newest backup that can be used is of {} and holds {}.",
                backup.day,
                words::count(content.reviews as usize, "review")
            ),
            None => "There is no backup here that can be used.".to_owned(),
        };
        sheet.say(&offer, width, theme.text);
        for reason in &self.broken {
            sheet.say(&format!("Not this one: {reason}."), width, theme.dim);
        }
        sheet.gap();
        sheet.say(
            "Nothing has been changed. Whatever you choose, what is there now is kept under another name.",
            width,
            theme.dim,
        );
        sheet
    }
}

impl Screen for Lost {
    fn title(&self) -> &'static str {
        "The log is lost"
    }

    fn update(&mut self, event: &Event, ctx: &mut Ctx<'_>) -> Next {
        match event {
            Event::Key(key) => {
                if let Some(action) = lookup(KEYS, *key) {
                    return self.act(action, ctx);
                }
                self.asked = false;
                self.page = self.page.after(*key, ctx.area, self);
            }
            Event::Done(Done::Recovered) => return Go::Quit.into(),
            Event::Failed(sentence) => ctx.say(sentence.clone()),
            _ => {}
        }
        Next::stay()
    }

    fn view(&self, area: Rect, canvas: &mut Canvas<'_, '_>) {
        self.page.draw(self, area, canvas);
    }
}
