//! A page of text: no line is too long to read, and what is taller than its room is scrolled.

use ratatui::Frame;
use ratatui::layout::Rect;

use super::Sheet;
use crate::tui::event::{Code, Key};
use crate::tui::keys::{self, Binding, Help, Hint, lookup};
use crate::tui::screens::column;
use crate::tui::theme::Look;
use crate::tui::zones::Zones;

/// What the keys do on every page, where its screen has no other use for them.
const KEYS: &[Binding<Step>] = &[
    Binding::new(&[Key::char('j'), Key::new(Code::Down)], Step::Down, "a line down").hint(Hint::Never),
    Binding::new(&[Key::char('k'), Key::new(Code::Up)], Step::Up, "a line up").hint(Hint::Never),
];

/// See [`KEYS`].
#[derive(Debug, Clone, Copy)]
enum Step {
    Down,
    Up,
}

/// No line is longer than this.
const WIDEST: u16 = 92;

/// How far a page is scrolled.
#[derive(Debug, Clone, Copy, Default)]
pub struct Page {
    scroll: usize,
}

impl Page {
    /// Draws what `lay` makes of a width.
    pub fn draw(
        self,
        lay: impl Fn(u16, &Look) -> Sheet,
        frame: &mut Frame<'_>,
        area: Rect,
        look: &Look,
        zones: &mut Zones,
    ) {
        let area = column(area, WIDEST);
        Sheet::fitting(area, |width| lay(width, look)).draw_from(self.scroll, frame, area, look, zones);
    }

    /// The page after `key`: scrolled at most to the last line that `lay` makes.
    #[must_use]
    pub fn after(self, key: Key, area: Rect, lay: impl Fn(u16, &Look) -> Sheet) -> Self {
        let area = column(area, WIDEST);
        // All looks take the same room.
        let rows = Sheet::fitting(area, |width| lay(width, &Look::plain())).height();
        let last = usize::from(rows.saturating_sub(area.height));
        let scroll = match lookup(KEYS, key) {
            Some(Step::Down) => (self.scroll + 1).min(last),
            Some(Step::Up) => self.scroll.saturating_sub(1),
            None => self.scroll,
        };
        Self { scroll }
    }
}

/// The keys of a screen that is a page: its own, then those of the page.
pub fn help<A>(own: &[Binding<A>]) -> Vec<Help> {
    [keys::help(own), keys::help(KEYS)].concat()
}
