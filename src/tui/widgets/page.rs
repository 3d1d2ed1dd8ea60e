//! A page of text: no line is too long to read, and what is taller than its room is scrolled.

use ratatui::layout::Rect;

use super::Sheet;
use super::list::Step;
use crate::tui::canvas::Canvas;
use crate::tui::event::Key;
use crate::tui::keys::{self, Binding, Help, Hint, lookup};
use crate::tui::screens::column;
use crate::tui::theme::Look;

/// What the keys do on every page, where its screen has no other use for them.
const KEYS: &[Binding<Step>] = &[
    Binding::new(&[Key::char('j'), Key::DOWN], Step::Down, "a line down").hint(Hint::Never),
    Binding::new(&[Key::char('k'), Key::UP], Step::Up, "a line up").hint(Hint::Never),
];

/// No line is longer than this.
const WIDEST: u16 = 92;
/// From this width on, a page has two columns where it has something to tell in the second.
pub const WIDE: u16 = 110;
/// Columns of each, at most.
const HALF: u16 = 80;
/// Columns between the two.
pub const BETWEEN: u16 = 6;
/// Columns that both take, at most.
pub const WHOLE: u16 = 2 * HALF + BETWEEN;

/// How far a page is scrolled.
#[derive(Debug, Clone, Copy, Default)]
pub struct Page {
    scroll: usize,
}

/// What stands on a page of a screen.
pub trait Paged {
    /// What it tells, on `width` columns of `area`.
    fn text(&self, width: u16, area: Rect, look: &Look) -> Sheet;

    /// What stands beside that on a wide screen, and nowhere on others.
    fn aside(&self, _width: u16, _area: Rect, _look: &Look) -> Option<Sheet> {
        None
    }
}

/// The page of `told` in `area`, and the part of it that it takes.
pub fn laid(told: &impl Paged, area: Rect, look: &Look) -> (Rect, Sheet) {
    let (whole, half) = halves(area, HALF);
    let aside = if area.width >= WIDE { told.aside(half, area, look) } else { None };
    let Some(aside) = aside else {
        let column = column(area, WIDEST);
        return (column, Sheet::fitting(column, |width| told.text(width, area, look)));
    };
    let mut sheet = told.text(half, area, look);
    sheet.beside(aside, usize::from(half + BETWEEN));
    (whole, sheet)
}

/// What two equal columns of at most so many take of `area`, in the middle, and the width of each.
pub fn halves(area: Rect, most: u16) -> (Rect, u16) {
    let whole = column(area, u16::MAX);
    let half = (whole.width.saturating_sub(BETWEEN) / 2).min(most);
    let used = 2 * half + BETWEEN;
    (Rect { x: whole.x + whole.width.saturating_sub(used) / 2, width: used, ..whole }, half)
}

impl Page {
    /// Draws what is `told`.
    pub fn draw(self, told: &impl Paged, area: Rect, canvas: &mut Canvas<'_, '_>) {
        let look = canvas.look;
        let (area, sheet) = laid(told, area, look);
        sheet.draw_from(self.scroll, area, canvas);
    }

    /// The page after `key`.
    #[must_use]
    pub fn after(self, key: Key, area: Rect, told: &impl Paged) -> Self {
        lookup(KEYS, key).map_or(self, |step| self.scrolled(step, area, told))
    }

    /// The page after a step: scrolled at most to the last line of what is `told`.
    #[must_use]
    pub fn scrolled(self, step: Step, area: Rect, told: &impl Paged) -> Self {
        // All looks take the same room.
        let (area, sheet) = laid(told, area, &Look::plain());
        let last = usize::from(sheet.height().saturating_sub(area.height));
        let page = usize::from(area.height).saturating_sub(1).max(1);
        Self { scroll: step.from(self.scroll, page).min(last) }
    }
}

/// The keys of a screen that is a page: its own, then those of the page.
pub fn help<A: std::fmt::Debug>(own: &[Binding<A>]) -> Vec<Help> {
    [keys::help(own), keys::help(KEYS)].concat()
}
