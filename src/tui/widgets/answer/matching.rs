//! Give each left side its right side: where there is room, the right sides stand in a column of their own.

use ratatui::text::Span;

use super::gutter;
use super::pairing::{Pairing, beside};
use crate::tui::theme::Look;
use crate::tui::widgets::{Sheet, prose};
use crate::words::cut;

/// From this width on, the right sides stand in a column of their own.
const WIDE: usize = 50;

/// Left sides with their partners, beside the right sides to choose from; `None` where that is too wide.
pub(super) fn columns(pairing: &Pairing, width: u16, look: &Look) -> Option<Sheet> {
    let room = usize::from(width);
    let [left, right] =
        [&pairing.items, &pairing.targets].map(|texts| texts.iter().map(prose::widest).max().unwrap_or(0));
    // Cursor, item, arrow, partner with its digit, gap, list with its digits.
    let third = room / 3;
    let left = left.min(third);
    let right = right.min(third.saturating_sub(4));
    let list = 2 + left + 3 + 2 + right + 6;
    if room < WIDE || list + right + 4 > room {
        return None;
    }
    let mut sheet = Sheet::default();
    for (index, item) in pairing.items.iter().enumerate() {
        let here = index == pairing.cursor.at;
        let body = prose::styled(item, left as u16, look, look.row(here));
        let side = match pairing.given[index] {
            Some(target) => {
                Span::styled(cut(&pairing.target(target), right + 2, look.glyphs.cut), look.theme.accent)
            }
            None => Span::styled(look.glyphs.dot.repeat(3), look.theme.dim),
        };
        let arrow = Span::styled(format!("{} ", look.glyphs.arrow), look.theme.dim);
        let rows = beside(&mut sheet, gutter(here, None, look), body, left + 3, vec![arrow, side]);
        if here {
            sheet.focus(rows);
        }
    }
    sheet.beside(pairing.list((room - list) as u16, look), list);
    Some(sheet)
}
