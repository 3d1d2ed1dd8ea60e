//! A page of text: no line is too long to read, and what is taller than its room is scrolled.

use ratatui::Frame;
use ratatui::layout::Rect;

use super::Sheet;
use crate::tui::event::Key;
use crate::tui::keys::{self, Binding, Help, Hint, lookup};
use crate::tui::screens::column;
use crate::tui::theme::Look;
use crate::tui::zones::Zones;

/// What the keys do on every page, where its screen has no other use for them.
const KEYS: &[Binding<Step>] = &[
    Binding::new(&[Key::char('j'), Key::DOWN], Step::Down, "a line down").hint(Hint::Never),
    Binding::new(&[Key::char('k'), Key::UP], Step::Up, "a line up").hint(Hint::Never),
];

/// See [`KEYS`].
#[derive(Debug, Clone, Copy)]
enum Step {
    Down,
    Up,
}

/// No line is longer than this.
const WIDEST: u16 = 92;
/// From this width on, a page has two columns where it has something to tell in the second.
pub const WIDE: u16 = 110;
/// Columns of each, at most, and of those between.
const HALF: u16 = 80;
const BETWEEN: u16 = 6;
/// Columns that both take, at most.
pub const WHOLE: u16 = 2 * HALF + BETWEEN;

/// How far a page is scrolled.
#[derive(Debug, Clone, Copy, Default)]
pub struct Page {
    scroll: usize,
}

/// Makes a sheet of a width.
type Laid<'a> = &'a dyn Fn(u16, &Look) -> Sheet;

/// What stands on a page, laid on a width.
#[derive(Clone, Copy)]
pub struct Lay<'a> {
    /// What it tells.
    pub text: Laid<'a>,
    /// What stands beside that on a wide screen, and nowhere on others.
    pub aside: Option<Laid<'a>>,
}

impl Lay<'_> {
    /// The page in `area`, and the part of it that it takes.
    pub fn laid(self, area: Rect, look: &Look) -> (Rect, Sheet) {
        let Some(aside) = self.aside.filter(|_| area.width >= WIDE) else {
            let area = column(area, WIDEST);
            return (area, Sheet::fitting(area, |width| (self.text)(width, look)));
        };
        let whole = column(area, u16::MAX);
        let half = (whole.width.saturating_sub(BETWEEN) / 2).min(HALF);
        let used = 2 * half + BETWEEN;
        let mut sheet = (self.text)(half, look);
        sheet.beside(aside(half, look), usize::from(half + BETWEEN));
        (Rect { x: whole.x + (whole.width - used) / 2, width: used, ..whole }, sheet)
    }
}

impl Page {
    /// Draws what `lay` tells.
    pub fn draw(self, lay: Lay<'_>, frame: &mut Frame<'_>, area: Rect, look: &Look, zones: &mut Zones) {
        let (area, sheet) = lay.laid(area, look);
        sheet.draw_from(self.scroll, frame, area, look, zones);
    }

    /// The page after `key`: scrolled at most to the last line of `lay`.
    #[must_use]
    pub fn after(self, key: Key, area: Rect, lay: Lay<'_>) -> Self {
        // All looks take the same room.
        let (area, sheet) = lay.laid(area, &Look::plain());
        let last = usize::from(sheet.height().saturating_sub(area.height));
        let scroll = match lookup(KEYS, key) {
            Some(Step::Down) => (self.scroll + 1).min(last),
            Some(Step::Up) => self.scroll.saturating_sub(1),
            None => self.scroll,
        };
        Self { scroll }
    }
}

/// The keys of a screen that is a page: its own, then those of the page.
pub fn help<A: std::fmt::Debug>(own: &[Binding<A>]) -> Vec<Help> {
    [keys::help(own), keys::help(KEYS)].concat()
}
