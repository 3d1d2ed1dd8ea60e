//! Put each item in its bin: where there is room, items are rows and bins are columns.

use ratatui::text::Span;

use super::gutter;
use super::pairing::{Pairing, beside};
use crate::tui::keys::DIGITS;
use crate::tui::theme::Look;
use crate::tui::widgets::Sheet;
use crate::tui::widgets::prose::{self, columns};

/// Items as rows and bins as columns; `None` where that is too wide.
pub(super) fn table(pairing: &Pairing, width: u16, look: &Look) -> Option<Sheet> {
    let bins = places(pairing, usize::from(width))?;
    let first = bins.first().map_or(usize::from(width), |(_, at)| *at);
    let mut sheet = Sheet::default();
    let mut title = Vec::new();
    let mut used = 0;
    for (bin, (name, at)) in bins.iter().enumerate() {
        title.push(Span::raw(" ".repeat(at - used)));
        let digit = usize::from(bin < 9);
        title.push(Span::styled(name[..digit].to_owned(), look.theme.key));
        title.push(Span::styled(name[digit..].to_owned(), look.theme.heading));
        used = at + columns(name);
        if let Some(&key) = DIGITS.get(bin) {
            sheet.click_at(0..1, *at..used, key);
        }
    }
    sheet.push(title);
    for (index, item) in pairing.items.iter().enumerate() {
        let here = index == pairing.cursor.at;
        let body = prose::styled(item, (first - 4) as u16, look, look.row(here));
        let mut marks = Vec::new();
        let mut used = first;
        for (bin, (name, at)) in bins.iter().enumerate() {
            // The sign stands under the first letter of the bin's name.
            let middle = at + 2 * usize::from(bin < 9);
            marks.push(Span::raw(" ".repeat(middle - used)));
            let chosen = pairing.given[index] == Some(bin);
            let (sign, style) =
                if chosen { (look.glyphs.on, look.theme.accent) } else { (look.glyphs.off, look.theme.dim) };
            marks.push(Span::styled(sign, style));
            used = middle + 1;
            if let (true, Some(&key)) = (here, DIGITS.get(bin)) {
                let row = usize::from(sheet.height());
                sheet.click_at(row..row + 1, *at..at + columns(name), key);
            }
        }
        let rows = beside(&mut sheet, gutter(here, None, look), body, first, marks);
        if here {
            sheet.focus(rows);
        }
    }
    Some(sheet)
}

/// The titles of the bins and the column each begins at; none if they do not fit.
fn places(pairing: &Pairing, room: usize) -> Option<Vec<(String, usize)>> {
    let widest = pairing.items.iter().map(prose::widest).max().unwrap_or(0);
    let mut at = widest.min(room / 2) + 6;
    let mut out = Vec::new();
    for bin in 0..pairing.targets.len() {
        let title = pairing.target(bin);
        let next = at + columns(&title) + 4;
        out.push((title, at));
        at = next;
    }
    (at <= room + 4 && room >= 30).then_some(out)
}
