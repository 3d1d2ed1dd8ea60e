//! The very first start: one question, what the learner wants to study.

use ratatui::layout::Rect;
use ratatui::text::Span;

use crate::schedule::Choice;
use crate::trainer::{FIRST_QUESTION, FirstChoice};
use crate::tui::canvas::Canvas;
use crate::tui::event::{Event, Key};
use crate::tui::keys::{Binding, DIGITS, Help, Hint, RANGES, lookup};
use crate::tui::screen::{Ctx, Done, Effect, Go, Next, Screen};
use crate::tui::theme::Look;
use crate::tui::widgets::page::{self, Paged};
use crate::tui::widgets::{Page, Sheet, panel, prose};

/// What the keys do.
pub(super) const KEYS: &[Binding<Action>] = &[
    Binding::new(DIGITS, Action::Exam, "an exam").hint(Hint::First),
    Binding::new(&[Key::char('e')], Action::Everything, "everything").hint(Hint::First),
    Binding::new(&[Key::char('o')], Action::Own, "my own decks").hint(Hint::First),
    Binding::new(&[Key::char('q'), Key::ESC], Action::Later, "decide later").hint(Hint::First),
];

/// Below this height there is no air: what can be chosen comes first.
const LOW: u16 = 10;

/// See [`KEYS`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Action {
    Exam,
    Everything,
    Own,
    Later,
}

/// The screen; it looks at the decks and exams when it is shown.
#[derive(Debug, Default)]
pub struct Welcome {
    offers: Vec<FirstChoice>,
    /// How far it is scrolled, where not all of it has room.
    page: Page,
}

impl Welcome {
    /// What is chosen by a key that gives an answer.
    fn choices(&self, action: Action, key: Key) -> Option<Vec<Choice>> {
        let key = match action {
            Action::Exam => key,
            Action::Everything => Key::char('e'),
            Action::Own => Key::char('o'),
            Action::Later => return None,
        };
        self.offers.iter().find(|offer| Key::char(offer.key) == key).map(|offer| offer.choices.clone())
    }
}

impl Paged for Welcome {
    /// The question with its answers, set apart by air where there is room.
    fn text(&self, width: u16, area: Rect, look: &Look) -> Sheet {
        let (mut sheet, theme, air) = (Sheet::default(), &look.theme, area.height >= LOW);
        let title = if width < 30 { "Study what?" } else { FIRST_QUESTION };
        sheet.push(panel::heading(title, "", width, look));
        sheet.gap_if(air);
        for offer in &self.offers {
            let room = usize::from(width).saturating_sub(4);
            let note = format!("  {}", offer.note);
            let fits = prose::columns(&offer.title) <= room;
            let title = prose::clipped(if fits { &offer.title } else { &offer.short }, room, look);
            let has_room = prose::columns(&title) + prose::columns(&note) <= room;
            let mut spans = vec![
                Span::styled(format!("{}  ", look.keys.here(offer.key)), theme.accent),
                Span::styled(title, theme.text),
            ];
            if has_room {
                spans.push(Span::styled(note, theme.dim));
            }
            let at = usize::from(sheet.height());
            sheet.push(spans);
            sheet.click(at..at + 1, Key::char(offer.key));
        }
        sheet.gap_if(air);
        let change = look.keys.on("Today", 'w');
        let words = format!("Press one of these keys. To change it later, press {change} on Today.");
        sheet.say(&words, width, theme.dim);
        sheet
    }
}

impl Screen for Welcome {
    fn title(&self) -> &'static str {
        "Welcome"
    }

    fn update(&mut self, event: &Event, ctx: &mut Ctx<'_>) -> Next {
        match event {
            Event::Shown => self.offers = ctx.view.first_choices(),
            Event::Done(Done::Chosen) => return Go::Back.into(),
            Event::Failed(sentence) => ctx.say(sentence.clone()),
            Event::Key(key) => {
                let Some(action) = lookup(KEYS, *key) else {
                    self.page = self.page.after(*key, ctx.area, self);
                    return Next::stay();
                };
                if action == Action::Later {
                    return Go::Back.into();
                }
                if let Some(choices) = self.choices(action, *key) {
                    return Effect::Choose(choices).into();
                }
            }
            _ => {}
        }
        Next::stay()
    }

    fn view(&self, area: Rect, canvas: &mut Canvas<'_, '_>) {
        self.page.draw(self, area, canvas);
    }

    fn keys(&self) -> Vec<Help> {
        let mut help = page::help(KEYS);
        let exams = self.offers.iter().filter(|offer| offer.key.is_ascii_digit()).count();
        match exams {
            0 => help[0].hint = Hint::Never,
            1 => help[0].written = Some("1"),
            2..=9 => help[0].written = Some(RANGES[exams - 2]),
            _ => help[0].written = Some("1-9"),
        }
        help
    }
}
